"""How common the words of a language are, and how likely a token is two words that lost their space.

The evidence is the frequency lists of ``wordfreq``. A token ``ab`` is compared with the pair ``a b`` by a
small linear model over what the list says:

* how common the two words are, and how common the token is, if it is known at all;
* how many words of the language begin with ``a`` or end in ``b`` and are a word without it. This finds the
  prefixes, suffixes and compounds of a language without a list of them: ``nie`` in Polish, ``over`` in
  English, ``-ne`` in Turkish build thousands of words, ``of`` and ``the`` next to none.

The weights were fitted by logistic regression: spaces taken out at random against tokens as they stand, in
one half of clean sentences of twelve languages and of English articles.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, cached_property
from math import log10
from typing import NamedTuple

from cleaner.repair.alphabet import Alphabet, alphabet_of

__all__ = ["LANGUAGES", "Lexicon", "Split", "lexicon_of"]


class _Language(NamedTuple):
    """What is particular to the words of a language.

    Attributes:
        single: its words of one letter.
        known: added to the score of a split of a known token; the lower, the surer it must be.
        unknown: the same for an unknown token.
    """

    single: str
    known: float
    unknown: float


_LANGUAGES = {
    "de": _Language("", -2.04, -2.92),
    "en": _Language("ai", -0.4, -0.4),
    "es": _Language("yaoeu", -3.5, -3.5),
    "fr": _Language("àay", -1.98, -2.19),
    "it": _Language("eaioè", -1.77, -1.11),
    "nl": _Language("u", -2.15, -3.59),
    "pl": _Language("wzioua", -3.62, -3.3),
    "pt": _Language("eaoéà", -3.73, -4.5),
    "ro": _Language("aoe", -3.02, -7.95),
    "ru": _Language("ивсякоу", -3.01, -2.36),
    "tr": _Language("o", -1.07, -7.92),
    "uk": _Language("івузйяоає", -2.84, -3.75),
}
LANGUAGES = frozenset(_LANGUAGES)
"""Languages with word repair."""


class _Weights(NamedTuple):
    """Weights of the model; logarithms are decimal."""

    both: float  # log P(a) + log P(b)
    rarer: float  # the smaller of the two
    begins: float  # log of 1 + the words that are a + word
    ends: float  # log of 1 + the words that are word + b
    one_letter: float  # the shorter word has one letter
    two_letters: float
    length: float  # letters of the token
    token: float  # log P(token), where it is known
    constant: float


# Fitted on English alone, with a million words of articles, and on the other eleven languages together.
_KNOWN = {
    "en": _Weights(1.566, 0.598, -0.446, -0.236, 0.602, -0.045, -0.254, -2.378, -3.762),
    "": _Weights(1.645, 0.693, -0.203, -0.302, 0.325, -0.362, -0.088, -2.351, -1.921),
}
_UNKNOWN = {
    "en": _Weights(2.772, -0.918, -2.683, -2.092, 3.019, 1.616, 0.189, 0.0, 21.867),
    "": _Weights(1.714, -0.053, -2.401, -2.321, 1.765, 0.453, 0.195, 0.0, 21.711),
}
_RARE = -9.0  # log P of an unknown token, for the first look
_FIRST_LOOK = -2.5  # a pair that is this much rarer than the token is not looked at again
_STEM = 3  # letters of what is left of a word without prefix or suffix
_REMEMBERED = 200_000  # tokens
_LEAST_LETTERS, _MOST_LETTERS = 3, 40


class Split(NamedTuple):
    """Where a token may have lost a space, and how surely: above 0 it has."""

    cut: int
    score: float


class Lexicon:
    """The words of one language. Words are lower case, in the code of the language's alphabet.

    Attributes:
        language: ISO 639-1 code.
        alphabet: the code that the words are in.
        frequencies: decimal logarithms of frequencies, times 100.
    """

    def __init__(self, language: str) -> None:
        """Load the words: 0.1 to 0.8 s, and 30 to 120 MB."""
        self.language = language
        self.alphabet: Alphabet = alphabet_of(language)
        self.frequencies = _frequencies(language, self.alphabet)
        self._own = _LANGUAGES[language]
        self._single = {self.alphabet.encode(letter) for letter in self._own.single}
        self._known, self._unknown = (table.get(language) or table[""] for table in (_KNOWN, _UNKNOWN))
        self._splits: dict[bytes, Split | None] = {}
        self._begins: dict[bytes, int] = {}
        self._ends: dict[bytes, int] = {}

    def log_probability(self, word: bytes) -> float | None:
        """Decimal logarithm of how often a word occurs; None if it is unknown."""
        frequency = self.frequencies.get(word)
        return None if frequency is None else frequency / 100

    def is_single(self, letter: bytes) -> bool:
        """Whether a letter is a word by itself."""
        return letter in self._single

    def split(self, token: bytes) -> Split | None:
        """The likeliest place of a lost space in a token; None where two words can't make it up."""
        try:
            return self._splits[token]
        except KeyError:
            pass
        if len(self._splits) >= _REMEMBERED:
            self._splits.clear()
        found = self._splits[token] = self._split(token)
        return found

    def _split(self, token: bytes) -> Split | None:
        if not _LEAST_LETTERS <= len(token) <= _MOST_LETTERS:
            return None
        cut = self._cut(token)
        if cut is None:
            return None
        first, second = token[:cut], token[cut:]
        left, right = self.frequencies[first] / 100, self.frequencies[second] / 100
        whole = self.log_probability(token)
        if left + right - (_RARE if whole is None else whole) <= _FIRST_LOOK:
            return None
        weights = self._unknown if whole is None else self._known
        shorter = min(len(first), len(second))
        score = (
            weights.constant
            + weights.both * (left + right)
            + weights.rarer * min(left, right)
            + weights.begins * log10(1 + self._beginning(first))
            + weights.ends * log10(1 + self._ending(second))
            + weights.one_letter * (shorter == 1)
            + weights.two_letters * (shorter == 2)
            + weights.length * len(token)
            + weights.token * (whole or 0.0)
        )
        return Split(cut, score + (self._own.unknown if whole is None else self._own.known))

    def _cut(self, token: bytes) -> int | None:
        """Where to divide a token so that the two words are as common as can be."""
        frequencies = self.frequencies
        best, found = -10_000, None
        last = len(token) - 1
        for cut in range(1, len(token)):
            left = frequencies.get(token[:cut])
            if left is None or (cut == 1 and token[:1] not in self._single):
                continue
            right = frequencies.get(token[cut:])
            if right is None or (cut == last and token[last:] not in self._single):
                continue
            if left + right > best:
                best, found = left + right, cut
        return found

    def _beginning(self, first: bytes) -> int:
        """How many words are this one with another behind it."""
        count = self._begins.get(first)
        if count is None:
            low = bisect_left(self._sorted, first)
            high = bisect_left(self._sorted, first + b"\xff")
            start, least = len(first), len(first) + _STEM
            known = self.frequencies
            count = sum(len(word) >= least and word[start:] in known for word in self._sorted[low:high])
            self._begins[first] = count
        return count

    def _ending(self, second: bytes) -> int:
        """How many words are this one with another in front of it."""
        count = self._ends.get(second)
        if count is None:
            tail = second[::-1]
            low = bisect_left(self._reversed, tail)
            high = bisect_left(self._reversed, tail + b"\xff")
            start, least = len(tail), len(tail) + _STEM
            known = self.frequencies
            count = sum(len(word) >= least and word[:start - 1:-1] in known for word in self._reversed[low:high])
            self._ends[second] = count
        return count

    @cached_property
    def _sorted(self) -> list[bytes]:
        return sorted(self.frequencies)

    @cached_property
    def _reversed(self) -> list[bytes]:
        return sorted(word[::-1] for word in self.frequencies)


def _frequencies(language: str, alphabet: Alphabet) -> dict[bytes, int]:
    from wordfreq import available_languages, read_cBpack

    frequencies: dict[bytes, int] = {}
    for negative, words in enumerate(read_cBpack(available_languages("best")[language])):
        frequency = -negative
        for word in words:
            if word.isalpha():
                code = alphabet.encode(word)
                if alphabet.is_whole(word, code):
                    frequencies[code] = frequency
    return frequencies


@cache
def lexicon_of(language: str | None) -> Lexicon | None:
    """The words of a language, loaded once; None if there is no word repair for it."""
    return Lexicon(language) if language in _LANGUAGES else None
