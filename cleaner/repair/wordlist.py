"""Words that exist, however rare: the inflected forms that simplemma lists.

A frequency list knows what is common in a language, and some junk; forms that nobody happened to use are
missing, the more the shorter it is (wordfreq's Romanian has 43 thousand, simplemma's 345 thousand). The two
together tell a rare word from two words that ran together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from cleaner.repair.alphabet import UNKNOWN, Alphabet

__all__ = ["WordList", "listed_words"]


_BATCH = 10_000  # words that are looked at together


class WordList:
    """A set of words that takes as many bytes as they have letters.

    >>> words = WordList([b"rain", b"sun", b"snow"])
    >>> b"snow" in words, b"now" in words
    (True, False)
    """

    def __init__(self, words: Iterable[bytes] = ()) -> None:
        """Take the words, in any order."""
        by_length: defaultdict[int, bytearray] = defaultdict(bytearray)  # no word by itself: that takes 4 times as much
        for word in words:
            by_length[len(word)] += word
        self._by_length = {length: _sorted(bytes(text), length) for length, text in by_length.items()}

    def __iter__(self) -> Iterator[bytes]:
        """The words, the shortest first."""
        for length, words in sorted(self._by_length.items()):
            yield from (words[start : start + length] for start in range(0, len(words), length))

    def __len__(self) -> int:
        """How many words there are."""
        return sum(len(words) // length for length, words in self._by_length.items())

    def beginning(self, first: bytes, least: int) -> list[bytes]:
        """The words that begin so and have that many letters or more."""
        found: list[bytes] = []
        for length, words in self._by_length.items():
            if length >= least:
                start, end = (_place(edge, words, length) * length for edge in (first, first + b"\xff"))
                found += [words[place : place + length] for place in range(start, end, length)]
        return found

    def __contains__(self, word: bytes) -> bool:
        """Whether a word is among them: a binary search, some microseconds."""
        length = len(word)
        words = self._by_length.get(length, b"")
        if not words:
            return False
        start = _place(word, words, length) * length
        return words[start : start + length] == word


def _place(word: bytes, words: bytes, length: int) -> int:
    """Where a word belongs among sorted ones of one length."""
    places = range(len(words) // length)
    return bisect_left(places, word, key=lambda place: words[place * length : (place + 1) * length])


def _sorted(text: bytes, length: int) -> bytes:
    return b"".join(sorted({text[start : start + length] for start in range(0, len(text), length)}))


def listed_words(language: str, alphabet: Alphabet) -> WordList:
    """The words of simplemma's list that are written in lower case, in the code of an alphabet."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    return WordList(_coded(DefaultDictionaryFactory(cache_max_size=1).get_dictionary(language), alphabet))


def _coded(forms: Iterable[str], alphabet: Alphabet) -> Iterator[bytes]:
    words = (form for form in forms if form.isalpha() and form.islower())
    while batch := list(islice(words, _BATCH)):
        whole = [code for code in alphabet.encode("\n".join(batch)).split(b"\n") if UNKNOWN not in code]
        yield from b" ".join(whole).translate(alphabet.lower).split()
