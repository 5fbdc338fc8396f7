"""Blanks missing behind commas and per cent signs, and commas and full stops too many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.ledger import Change
from cleaner.repair.spacing.common import UNSPACED, change, holds, is_prose, is_single

__all__ = ["behind_commas", "behind_percent", "doubled_signs"]

# Of the first two a text must have one; they begin with signs, so that a search is soon over.
_COMMA_RE = re.compile(r"[,;][^\W\d_]")
_YEARS_RE = re.compile(r",(?:1[89]|20)\d\d")
_BEHIND_COMMA_RE = re.compile(r"(?<=[^\W\d_])[,;](?=[^\W\d_]{2})|(?<=[^\W\d_]{2}),(?=[^\W\d_] )")
_ONE_WORD_RE = re.compile(rf"(?i)(?<![^\W\d_])[όοὅ],τι(?![^\W\d_])|[{UNSPACED}],[{UNSPACED}]")
"""Greek ``ό,τι`` is a word; where words stand close to each other, so may commas."""
_BEHIND_COMMA_TOO_RE = re.compile(
    r"(?<=[\d%)\]”“’»]),(?=[^\W\d_]{2,40}(?:[\s,.;:!?]|$))|(?<=[)”“’»]),(?=[^\W\d_] )"
    r"|(?<=[^\W\d_][.\"]),(?=[^\W\d_]{2,40} [^\W\d_])"
)
_YEAR_RE = re.compile(r"\b[A-Z][a-z]{2,8} \d{1,2}(,)(?=(?:1[89]|20)\d\d(?![\d,.]\d|\d))")
_BEHIND_PERCENT_RE = re.compile(
    r"(?<=\d)%(?!ig(?:e[mnrs]?)?\b|ow[aeyi])(?=[^\W\d_\u1100-\uffff]{2,40}(?:[\s,.;:!?]|$)|([^\W\d_]) [^\W\d_])"
)
_COMMAS_RE = re.compile(r"(?<=[^\W_],),(?= [^\W\d_])|(?<=[^\W_],)(?: ,)+(?= [^\W\d_])")
_STOPS_RE = re.compile(r"(?<=[^\W\d_A-Z]{3})(\.\.)(?= [A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ])")


def behind_commas(text: str, language: str | None) -> Iterator[Change]:
    """Blanks missing behind a comma or semicolon."""
    if _COMMA_RE.search(text):
        yield from _behind_commas_before_letters(text)
    if language == "en" and _YEARS_RE.search(text):  # elsewhere the comma of "5,2021" may be the one of a decimal
        for match in _YEAR_RE.finditer(text):
            yield change(match.end(), match.end(), " ", "behind_comma")


def _behind_commas_before_letters(text: str) -> Iterator[Change]:
    for match in _BEHIND_COMMA_RE.finditer(text):
        is_shorthand = match.group() == ";" and text[match.start() - 1].isupper() and text[match.end()].isupper()
        is_close = is_shorthand or _ONE_WORD_RE.match(text, match.start() - 1)
        if not is_close and is_prose(text, match.start()):
            yield change(match.end(), match.end(), " ", "behind_comma")
    for match in _BEHIND_COMMA_TOO_RE.finditer(text):
        if is_prose(text, match.start()):
            yield change(match.end(), match.end(), " ", "behind_comma")


def behind_percent(text: str, language: str | None) -> Iterator[Change]:
    """Blanks missing behind a per cent sign."""
    if "%" not in text:
        return
    for match in _BEHIND_PERCENT_RE.finditer(text):
        if is_prose(text, match.start()) and (not match[1] or is_single(match[1], language)):
            yield change(match.end(), match.end(), " ", "behind_percent")


def doubled_signs(text: str, _language: str | None) -> Iterator[Change]:
    """A comma or full stop too much; two full stops may be an ellipsis, so that other signs must speak against it."""
    if holds(text, (",,", ", ,")):
        yield from (change(*match.span(), "", "doubled_sign") for match in _COMMAS_RE.finditer(text))
    if ".." in text and "..." not in text and "…" not in text and text.count("..") == 1:
        for match in _STOPS_RE.finditer(text):
            yield change(*match.span(1), ".", "doubled_sign")
