"""The words of the whole document, which has a say in what is divided."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import pairwise

from cleaner.repair.lexicon import Lexicon
from cleaner.repair.slips import records_speech

__all__ = ["Surroundings"]

_WITH_NUMBER_RE = re.compile(r"[^\W_]+(?:[.,]\d{3}[^\W_]*)*")
_QUESTIONS = 20


class Surroundings:
    """The words of the whole document."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        """Take the text of a document and the words of its language; nothing is done before it is needed."""
        self.text, self._alphabet = text, lexicon.alphabet
        self._asked = 0
        self._counts: Counter[bytes] | None = None
        self._pairs: frozenset[tuple[bytes, bytes]] = frozenset()

    @cached_property
    def _words(self) -> bytes:
        return self._alphabet.words(self.text)

    @cached_property
    def is_speech(self) -> bool:
        """Whether the document records speech, in which words that stand twice were said twice."""
        return records_speech(self.text)

    def has_twice(self, form: str) -> bool:
        """Whether a word and a number stand joined so more than once in the document."""
        self._asked += 1
        if self._asked <= _QUESTIONS:
            return self.text.count(form) > 1
        return self._joined_numbers[form] > 1

    @cached_property
    def _joined_numbers(self) -> Counter[str]:
        return Counter(_WITH_NUMBER_RE.findall(self.text))

    def count(self, token: bytes) -> int:
        """How often a word stands in the document."""
        counts = self._counted()
        return self._words.count(b" %b " % token) if counts is None else counts[token]

    def has_pair(self, first: bytes, second: bytes) -> bool:
        """Whether two words stand side by side in the document."""
        if self._counted() is None:
            return b" %b  %b " % (first, second) in self._words
        return (first, second) in self._pairs

    def _counted(self) -> Counter[bytes] | None:
        """A table of the words, once it pays: a few questions are sooner answered by looking through them."""
        self._asked += 1
        if self._counts is None and self._asked > _QUESTIONS:
            words = self._words.split()
            self._counts, self._pairs = Counter(words), frozenset(pairwise(words))
        return self._counts
