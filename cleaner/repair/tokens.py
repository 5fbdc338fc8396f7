"""Where a token stands: in running text, or as a term, an item, a part of an address or of code."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["CYRILLIC", "ELISIONS", "REACH", "TOKEN", "begins_sentence", "is_in_prose", "is_marked", "words_by_language"]

REACH = 40
"""Characters; words longer than that are none."""

TOKEN = (r"(?<![\w@#./\\'’<>&$%=+~-])", r"(?![\w@/\\'’<>&=+~(-]|[.:]\w)")
"""What stands before and behind a token that is no part of an address, a handle, a hyphenated word or code."""

ELISIONS = {
    "fr": "[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu",
    "it": "[cdlmnstv]|un|gl|(?:de|ne|a|da|su|co|que)l?l|anch|com|dov|quest|tutt|sant|mezz|senz",
}
"""What stands before an apostrophe for an article, a pronoun or the like, by language."""

CYRILLIC = frozenset(("ru", "uk"))
"""Languages with Cyrillic letters; products are rarely called by a word in them and a number or a capital."""

_START_RE = re.compile(r"(?:^|[.!?…:]['\"”’»)\]]* )[\"“„«‘'(\[]?$|[\"“„«‘'(\[]$")
_SIC_RE = re.compile(r"['\"”’»)]?\s?[\[(]sic[\])]", re.IGNORECASE)
_BEFORE_RE = re.compile(r"(?<=\w)(?: |[^\w\s]{1,2} | [-–—]{1,2} )$|^$")
_BEHIND_RE = re.compile(r" (?=[\w(«„“\"])|[,.:;!?…] (?=\w)|[.!?…]*$")
_LISTING = (", ", ": ", "; ")


def words_by_language(words: Mapping[str, str]) -> dict[str | None, frozenset[str]]:
    """Words of several languages, each language's in one text.

    >>> words_by_language({"de": "der die"})["de"] == {"der", "die"}
    True
    """
    return {language: frozenset(text.split()) for language, text in words.items()}


def is_in_prose(text: str, match: re.Match[str]) -> bool:
    """Whether another word precedes or follows; else it is a term in quotes, an item of a list or code.

    >>> [is_in_prose(text, re.search("inthe", text)) for text in ("stood inthe rain", "a | inthe | b", "x, inthe, y")]
    [True, False, False]
    """
    start, end = match.span()
    before, after = _BEFORE_RE.search(text, max(0, start - 5), start), _BEHIND_RE.match(text, end)
    if not (before and after):
        return bool((before and before[0] == " ") or (after and after[0] == " "))
    return not (before[0] in _LISTING and after[0] == ", ")


def begins_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether a token stands at the beginning of a sentence or quotation."""
    return _START_RE.search(text[max(0, match.start() - 8) : match.start()]) is not None


def is_marked(text: str, match: re.Match[str]) -> bool:
    """Whether ``[sic]`` follows a token."""
    return _SIC_RE.match(text, match.end()) is not None
