"""Which letters follow each other in the words of a language, where they begin and end.

At a place where two words ran together the letters often don't go on as they do inside of a word (``ofthe``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import log10

from cleaner.repair.wordlist import Frequencies

__all__ = ["EDGE", "LetterModel", "letter_scores"]

EDGE = b"^"
"""Stands before and behind a word."""

_ORDER = 4  # letters in a row
_SHORTER = -0.5  # added for each letter less that is looked at, as what was looked for never occurs
_NEVER = -3.0


def letter_scores(words: Iterable[bytes]) -> Frequencies:
    """Runs of up to four letters, with the logarithm of how often the last one follows the others, times 100."""
    text = EDGE + EDGE.join(words) + EDGE
    counts = [Counter(_runs(text, _ORDER))]
    for length in range(_ORDER - 1, 0, -1):
        shorter: Counter[bytes] = Counter()
        for run, count in counts[0].items():
            shorter[run[:length]] += count
        counts.insert(0, shorter)
    counts[0][EDGE] //= 2  # it ends one word and begins the next

    def scores() -> Iterator[tuple[int, bytes]]:
        for run, count in counts[0].items():
            yield round(100 * log10(count / len(text))), run
        for shorter, longer in pairwise(counts):
            for run, count in longer.items():
                if count > 1 and run.find(EDGE, 1, -1) < 0:
                    yield round(100 * log10(count / shorter[run[:-1]])), run

    return Frequencies(scores())


def _runs(text: bytes, length: int) -> Iterator[bytes]:
    """All runs, those at the end shorter."""
    return (text[start : start + length] for start in range(len(text)))


class LetterModel:
    """How likely one letter follows others, from :func:`letter_scores`."""

    def __init__(self, scores: Frequencies) -> None:
        self._scores = scores

    def join(self, first: bytes, second: bytes) -> float:
        """How much likelier two pieces are one word than two, by the letters where they meet: decimal logarithm."""
        whole, apart = EDGE + first + second + EDGE, EDGE + second + EDGE
        start = len(first) + 1
        places = range(min(_ORDER - 1, len(second) + 1))
        inside = sum(self._log(whole, start + place) - self._log(apart, 1 + place) for place in places)
        return inside - self.end(first)

    def end(self, word: bytes) -> float:
        """How likely a word ends behind these letters: decimal logarithm."""
        return self._log(EDGE + word + EDGE, len(word) + 1)

    def _log(self, text: bytes, place: int) -> float:
        """How likely the letter at a place follows those before it."""
        first = max(0, place - _ORDER + 1)
        for start in range(first, place + 1):
            score = self._scores.get(text[start : place + 1])
            if score is not None:
                return score / 100 + _SHORTER * (start - first)
        return _NEVER
