"""Blanks missing between sentences, and behind colons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.ledger import Change
from cleaner.repair.openers import OPENERS, SHORT_ENDS
from cleaner.repair.spacing.common import CLOSING, TOP_LEVEL, change, holds, is_prose, is_single, opening_quotes

__all__ = ["behind_ends", "between_sentences"]

# What a text must have; it begins with a sign, so that a search is soon over.
_END_RE = re.compile(rf"[.!?][{CLOSING}]?[^\W\d_]")
_BEHIND_NUMBER_RE = re.compile(
    r"(?:(?<=[\s(“„«])|^)[$€£]?\d[\d.,–-]*"
    r"([ \u00a0\u202f]?%|(?:[bmt]n|m|k|km|cm|mm|kg|ft|hrs|mph|[ap]m|th)|(?<=\d))([.!?])(?=([^\W\d_]{2,40})(?:[ ,]|$))"
)
_BEHIND_END_RE = re.compile(rf"(?<![^\W\d_])([^\W\d_]{{1,40}})([.!?][{CLOSING}]?)(?=([^\W\d_]{{1,40}})(.?))")
_BEHIND_CLOSED_RE = re.compile(r"(?<=[^\W_]\))[.!?](?=([^\W\d_]{2,40})[ ,’'])")
_SHORT_FORM = 6  # letters of an acronym, at most
_SHORT_BEFORE_COLON = 4  # letters of words before colons within words
_FACES = frozenset({"D", "P"})  # letters that smile behind a colon
_COLON_RE = re.compile(r"(?:(?<=\s)|^)[^\W\d_]{3,40}(:)(?=([^\W\d_]{1,40}) [^\W\d_])")
_BEHIND_INITIALS_RE = re.compile(r"(?:(?<=[\s(“„«])|^)(?:(?:[A-Z]\.){2,3}|[ap]\.m\.)(?=([^\W\d_]{2,40})[\s,.;:!?])")
_BETWEEN_SENTENCES_RE = re.compile(
    r"(?:(?<=[^\W\d_]{2}) \.|(?<=[^\W_][”»])\.|(?<=[^\W_] »)\.)(?=([^\W\d_]{2,40})[ ,’'])"
)
_BRACKETED = 600  # characters between brackets, at most


def behind_ends(text: str, language: str | None) -> Iterator[Change]:
    """Blanks missing behind a sentence, initials or a number at its end."""
    if not _END_RE.search(text):
        return
    opening = opening_quotes(text)
    for match in _BEHIND_END_RE.finditer(text):
        left, sign, right, behind = match.groups()
        is_sentence = (
            (
                (left.islower() and len(left) > (sign[0] == ".") + 1)
                or (left.istitle() and len(left) > 3)
                or (behind == " " and _ends_sentence(text, match, language))
            )
            and right[0].isupper()
            and (right[1:].islower() or right in ("A", "I") or (behind == " " and is_single(right.lower(), language)))
            and (not behind or behind in " ,’'-")
            and (right.lower() not in TOP_LEVEL or (left.islower() and behind == " "))
            and match.end() - 1 not in opening
        )
        if is_sentence and is_prose(text, match.start(2)):
            yield change(match.end(), match.end(), " ", "behind_sentence")

    openers = OPENERS.get(language, frozenset())
    for match in _BEHIND_INITIALS_RE.finditer(text):
        is_word = match[1].islower() and match[1].isascii() and match[1] not in TOP_LEVEL
        if is_word or (match[1].istitle() and match[1].lower() in openers):
            yield change(match.end(), match.end(), " ", "behind_initials")
    for match in _BEHIND_NUMBER_RE.finditer(text):  # one that ends a sentence, or a German ordinal
        if match[3].istitle() and (match[1] or is_prose(text, match.start(2))):
            yield change(match.end(), match.end(), " ", "behind_sentence")


def _ends_sentence(text: str, match: re.Match[str], language: str | None) -> bool:
    """Whether a sentence ends with a word of two letters, or with capitals before a word that begins sentences."""
    left, _, right, _ = match.groups()
    if left.islower():
        return left in SHORT_ENDS.get(language, ()) and text[match.start() - 1 : match.start()] == " "
    return left.isupper() and 1 < len(left) <= _SHORT_FORM and right.lower() in OPENERS.get(language, ())


def between_sentences(text: str, language: str | None) -> Iterator[Change]:
    """Where no space stands behind a full stop that follows a space or quotation, and behind a colon."""
    if holds(text, (" .", "”.", "».")):
        for match in _BETWEEN_SENTENCES_RE.finditer(text):
            if match[1].istitle() and match[1].lower() not in TOP_LEVEL:
                yield change(*match.span(), ". ", "behind_sentence")
    if holds(text, (").", ")!", ")?")):
        for match in _BEHIND_CLOSED_RE.finditer(text):
            opening = text.rfind("(", max(0, match.start() - _BRACKETED), match.start())
            stands_apart = opening >= 0 and (not opening or text[opening - 1] == " ")
            if stands_apart and match[1].istitle() and match[1].lower() not in TOP_LEVEL:
                yield change(match.end(), match.end(), " ", "behind_sentence")
    if ":" in text:
        openers = OPENERS.get(language, frozenset()) if language != "de" else ()  # ``leser:in die``
        for match in _COLON_RE.finditer(text):
            begins = match[2].istitle() or (match[2] in openers and len(match[0]) > _SHORT_BEFORE_COLON)
            if match[0].islower() and begins and match[2] not in _FACES and is_prose(text, match.start(1)):
                yield change(match.end(), match.end(), " ", "behind_colon")
