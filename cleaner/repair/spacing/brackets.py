"""Blanks inside of brackets and quotation marks, and missing around brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.ledger import Change
from cleaner.repair.spacing.common import LOW_QUOTES, SPACED_SIGNS, UNSPACED, change, holds

__all__ = ["around_brackets", "inside"]

_SPACED_QUOTE_RE = re.compile(r"(?:^|(?<=[^\d] ))\"( )(?=\w)[^\"]{0,300}?[^\s\"]( )\"(?=[\s.,;:!?)]|$)")
_BEHIND_OPENING_RE = re.compile(r"(?<![^\s“„«‘(\[])([(\[¿¡“„]) +(?=\w)")
_BEFORE_CLOSING_RE = re.compile(r"(?<=[\w.,!?…]) +([)\]”])(?=[\s.,;:!?…)\]]|$)")
_BEFORE_BRACKET_RE = re.compile(r"(?:(?<=\s)|^)([^\W\d_]{3,40})(\( +)(?=\w)")
_TOUCHED_BRACKET_RE = re.compile(
    r"(?:(?<=[\s“„«’'])|^)([^\W\d_]{3,40})(?=\([^\W_]+ [\w’'-]+,?(?: [\w’'%$€£-]+,?){1,30}\)"
    r"(?:[\s,.;:!?]|[^\W\d_]{2}|$))"
)
_BEHIND_SPACED_BRACKET_RE = re.compile(r"(?<=[\w.,!?…])( +\))(?=[^\W\d_]{2})")
_BEHIND_BRACKET_RE = re.compile(
    rf"(?:(?<=\s)|^)(\([^()\n]{{1,200}}\))(?=[^\W\d_]{{2}})(?![{UNSPACED}\uac00-\ud7af])"
)  # Korean particles stand close to what they belong to, be it a bracket
_TOUCHED_ACRONYM_RE = re.compile(r"(?:(?<=[\s“„«])|^)([^\W\d_]{3,40})(?=\(([^\W\d_a-z]{2,6})\)(?:[\s.,;:!?]|$))")
_NAME_REACH = 80  # characters; names of institutions are shorter
_BLANK_BEFORE_CLOSING = (" )", " ]", " ”")
_BLANK_BEHIND_OPENING = ("( ", "[ ", "¿ ", "¡ ", "“ ", "„ ")


def inside(text: str, language: str | None) -> Iterator[Change]:
    """Spaces inside brackets and quotation marks."""
    if holds(text, _BLANK_BEHIND_OPENING):
        yield from _inside_opening(text, language)
    if holds(text, _BLANK_BEFORE_CLOSING):
        yield from _inside_closing(text)
    if ' "' in text and language not in SPACED_SIGNS and text.count('"') % 2 == 0:
        for match in _SPACED_QUOTE_RE.finditer(text):
            yield change(*match.span(1), "", "inside")
            yield change(*match.span(2), "", "inside")


def _inside_opening(text: str, language: str | None) -> Iterator[Change]:
    for match in _BEFORE_BRACKET_RE.finditer(text):
        if match[1].islower() or match[1].istitle():
            yield change(*match.span(2), " (", "inside")
    has_low = "„" in text
    for match in _BEHIND_OPENING_RE.finditer(text):
        sign = match.group(1)
        if sign in "([¿¡„" or (language in LOW_QUOTES and not has_low):
            yield change(match.end(1), match.end(), "", "inside")


def _inside_closing(text: str) -> Iterator[Change]:
    for match in _BEHIND_SPACED_BRACKET_RE.finditer(text):
        yield change(*match.span(1), ") ", "inside")
    first = {sign: text.find(sign) for sign in "([“„"}
    for match in _BEFORE_CLOSING_RE.finditer(text):
        opening = {")": "(", "]": "[", "”": "“„"}[match.group(1)]
        if any(0 <= first[sign] < match.start() for sign in opening):
            yield change(match.start(), match.start(1), "", "inside")


def around_brackets(text: str, _language: str | None) -> Iterator[Change]:
    """Before and behind brackets around several words; ``(un)happy`` and ``(s)he`` are one word."""
    if ")" in text:
        for match in _TOUCHED_BRACKET_RE.finditer(text):
            if match[1].islower() or match[1].istitle():
                yield change(match.end(), match.end(), " ", "before_bracket")
        for match in _BEHIND_BRACKET_RE.finditer(text):
            if " " in match.group(1)[2:-2] or _is_acronym_of(match.group(1)[1:-1], _before(text, match.start())):
                yield change(match.end(), match.end(), " ", "behind_bracket")
        for match in _TOUCHED_ACRONYM_RE.finditer(text):
            if match[1].istitle() and _is_acronym_of(match[2], _before(text, match.end(1))):
                yield change(match.end(1), match.end(1), " ", "before_bracket")


def _is_acronym_of(acronym: str, before: str) -> bool:
    """Whether capitals are initials of the words before them, of the last one and of one that precedes it."""
    if not (acronym.isalpha() and acronym.isupper() and len(acronym) > 1):
        return False
    initials = [word[0].upper() for word in before.split()]
    return len(initials) > 1 and initials[-1] == acronym[-1] and acronym[0] in initials[:-1]


def _before(text: str, place: int) -> str:
    return text[max(0, place - _NAME_REACH) : place]
