"""How many words of a language are made with a piece in front of others, or behind them.

This finds the prefixes, suffixes and compounds of a language without a list of them. Counts are scaled to a language of
so many words, as lists differ in length.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from cleaner.repair.wordlist import Frequencies, WordList

__all__ = ["Families", "Family"]

_WORDS = 300_000  # of a language, to which counts are scaled
_STEM = 3  # letters of what is left of a word without prefix or suffix
_ENDING = 2  # letters by which the words behind a prefix are told apart
_DOUBT = 20  # added to the words with a beginning, so that a few show little
_MOST_COUNTED = 20_000  # words with one beginning or ending; of more, some are counted for all
_REMEMBERED = 20_000  # pieces by what is in front of them
_REMEMBERED_FAMILIES = 2_000  # pieces by what is behind them: 5 MB


class Family(NamedTuple):
    """The words that are one piece with another word behind it.

    Attributes:
        scale: by which counts are multiplied.
        words: how many there are.
        begun: how many begin with the piece at all.
        endings: how many there are by how the word behind the piece ends.
    """

    scale: float
    words: int
    begun: int
    endings: Counter[bytes]

    @property
    def size(self) -> float:
        """How many there are, scaled."""
        return self.scale * self.words

    def alike(self, word: bytes) -> float:
        """How many end as a word does, scaled."""
        return self.scale * self.endings[word[-_ENDING:]]

    @property
    def share(self) -> float:
        """Their share in the words that begin with the piece."""
        return self.words / (self.begun + _DOUBT)


class Families:
    """The words of a language by the pieces that they are made with.

    Attributes:
        behind: the words that are a piece with another word behind it.
        before: how many words are a piece with another word in front of it, scaled.

    >>> known = (b"ground", b"stand", b"underground", b"understand", b"undertow")
    >>> words = Frequencies([(-300, word) for word in known])
    >>> families = Families(words, words.reversed(), WordList())
    >>> families.behind(b"under").words, families.behind(b"under").begun
    (2, 3)
    """

    def __init__(self, frequencies: Frequencies, backwards: WordList, listed: WordList) -> None:
        """Take the words, the same from their last letter to their first, and words that exist, however rare."""
        self._frequencies, self._backwards, self._listed = frequencies, backwards, listed
        self._scale = _WORDS / max(len(frequencies), len(listed))
        self.behind = lru_cache(_REMEMBERED_FAMILIES)(self._counted_behind)
        self.before = lru_cache(_REMEMBERED)(self._counted_before)

    def _counted_behind(self, first: bytes) -> Family:
        start, least = len(first), len(first) + _STEM
        known = self._frequencies
        endings: Counter[bytes] = Counter()
        made = begun = 0
        for words, is_listed in ((known.beginning(first), False), (self._listed.beginning(first), True)):
            words, step = _sample(words)
            rests = [word[start:] for word in words if len(word) >= least and not (is_listed and word in known)]
            for rest in filter(known.__contains__, rests):
                endings[rest[-_ENDING:]] += step
                made += step
            begun += step * len(rests)
        return Family(self._scale, made, begun, endings)

    def _counted_before(self, second: bytes) -> int:
        start, least = len(second), len(second) + _STEM
        known = self._frequencies
        words, step = _sample(self._backwards.beginning(second[::-1]))
        count = step * sum(len(word) >= least and word[: start - 1 : -1] in known for word in words)
        return round(count * _WORDS / len(known))


def _sample(words: list[bytes]) -> tuple[list[bytes], int]:
    """Some of many words, evenly, and for how many each one stands."""
    step = 1 + len(words) // _MOST_COUNTED
    return words[::step], step
