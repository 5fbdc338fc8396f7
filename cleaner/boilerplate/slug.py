"""The words of the title that the address of an article has: its slug, as ``harbour-closes-after-storm``."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

__all__ = ["Likeness", "likeness", "slug_of", "without_accents"]

_LEAST = 3  # words of a slug
_LETTERS = 3  # of a word of a line that a slug should have; many leave out shorter ones
_CUT = 3  # letters of the last word of a slug, which may be cut short
_LONGEST = 2_000  # characters of an address
_TYPE_RE = re.compile(r"\.[A-Za-z]{2,5}\Z")
_WORD_RE = re.compile(r"[^\W_]+")
_ACCENTS_RE = re.compile("[\u0300-\u036f]+")
_SPELLED_RE = re.compile(r"(?<=[aou])e|(?<=a)a")  # ä as ae, å as aa
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "a", "œ": "o", "þ": "t", "ð": "d"})


class Likeness(NamedTuple):
    """How far a line and a slug have the same words.

    Attributes:
        of_slug: share of the words of the slug that the line has.
        of_line: share of the words of the line, the shortest aside, that the slug has.
    """

    of_slug: float
    of_line: float


@lru_cache(maxsize=64)
def slug_of(url: str | None) -> tuple[str, ...]:
    """The words of the part of an address that has most of them, the last such, numbers aside; none if it has too few.

    >>> slug_of("https://tarn.example/news/2024/05/hafen-schliesst-fuer-immer-id248001.html")
    ('hafen', 'schliesst', 'fur', 'immer')
    >>> slug_of("https://tarn.example/local-news/4711")
    ()
    """
    try:
        path = unquote(urlsplit(url[:_LONGEST]).path) if url else ""
    except ValueError:
        return ()
    parts = (_words(_TYPE_RE.sub("", part)) for part in path.split("/"))
    named = [[word for word in part if not any(map(str.isdigit, word))] for part in parts]
    slug = max(reversed(named), key=len)
    return tuple(slug) if len(slug) >= _LEAST else ()


@lru_cache(maxsize=256)  # the same lines are asked about again when the result is read once more
def likeness(slug: tuple[str, ...], line: str) -> Likeness:
    """How far a line has the words of a slug, of which the last may be cut short.

    >>> likeness(("hafen", "schliesst", "fur", "imm"), "Der Hafen schließt für immer")
    Likeness(of_slug=1.0, of_line=0.8)
    """
    words, last = _words(line), slug[-1]
    if len(last) >= _CUT:
        words = [last if word.startswith(last) else word for word in words]
    wanted = set(slug)
    long = [word for word in words if len(word) >= _LETTERS]
    return Likeness(
        len(wanted.intersection(words)) / len(wanted), sum(word in wanted for word in long) / max(1, len(long))
    )


def _words(text: str) -> list[str]:
    """Words as addresses spell them: small, without accents; those with umlauts, too, be they spelled out or not."""
    return _WORD_RE.findall(_SPELLED_RE.sub("", without_accents(text.casefold()).translate(_PLAIN)))


def without_accents(text: str) -> str:
    """A text whose letters have no accents.

    >>> without_accents("Åse préfère Łódź")
    'Ase prefere Łodz'
    """
    return text if text.isascii() else _ACCENTS_RE.sub("", unicodedata.normalize("NFKD", text))
