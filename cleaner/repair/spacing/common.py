"""What the repairs of spaces share: how a change is named, and what is no prose."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaner.ledger import Change
from cleaner.repair.alphabet import SINGLE

__all__ = [
    "CLOSING",
    "LOW_QUOTES",
    "SPACED_SIGNS",
    "TOP_LEVEL",
    "UNSPACED",
    "change",
    "holds",
    "is_prose",
    "is_single",
    "opening_quotes",
]

_STAGE = "spacing"
CLOSING = "\"'”’»)\\]"
LOW_QUOTES = frozenset({"en", "es", "fr", "it", "pt", "nl", "tr"})  # languages in which “ opens; in German it closes
SPACED_SIGNS = frozenset({"fr", None})  # languages that set a space before : ; ! ?, or may be one that does
TOP_LEVEL = frozenset(
    {
        *("com", "org", "net", "edu", "gov", "info", "biz", "co", "io", "tv", "uk", "us", "de", "fr", "ru"),
        *("news", "media", "press", "online", "app", "blog", "shop", "store", "site", "tech", "club"),
    }
)
"""Beginnings of domains that are no beginnings of sentences."""

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Letters of scripts that set no spaces between words, for a set: Thai, Lao, Burmese, Khmer, Japanese and Chinese."""

_TOKEN_SIGNS_RE = re.compile(r"://|www\.|[@#/\\_=<>{}|~^*&+]|\.\w+[.(]")
_TOKEN_REACH = 80  # characters; a token that reaches further is not one of prose


def change(start: int, end: int, after: str, name: str) -> Change:
    """A change by the repair of this name."""
    return Change(start, end, after, f"spacing.{name}", _STAGE)


def holds(text: str, parts: Iterable[str]) -> bool:
    """Whether a text has any of some parts: without them, there is nothing to search for."""
    return any(part in text for part in parts)


def is_single(letter: str, language: str | None) -> bool:
    """Whether a letter is a word of a language by itself."""
    return letter in SINGLE.get(language or "", "")


def opening_quotes(text: str) -> frozenset[int]:
    """Where straight quotation marks open a quotation, if they come in pairs."""
    places = [index for index, sign in enumerate(text) if sign == '"'] if '"' in text else []
    return frozenset() if len(places) % 2 else frozenset(places[::2])


def is_prose(text: str, position: int) -> bool:
    """Whether the token around a position is one of prose, not an address, a file name or code."""
    low, high = max(0, position - _TOKEN_REACH), position + _TOKEN_REACH
    start = max((match.end() for match in re.finditer(r"\s", text[low:position])), default=0) + low
    end = re.search(r"\s", text[position:high])
    return not _TOKEN_SIGNS_RE.search(text[start : position + end.start() if end else high])
