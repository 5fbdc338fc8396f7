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
    "de": _Language("", -4.00, -4.00),
    "en": _Language("ai", -0.1, -0.1),
    "es": _Language("yaoeu", -4.16, -3.27),
    "fr": _Language("àay", -2.96, -2.66),
    "it": _Language("eaioè", -2.77, -1.83),
    "nl": _Language("u", -3.89, -3.28),
    "pl": _Language("wzioua", -4.72, -3.20),
    "pt": _Language("eaoéà", -4.27, -3.92),
    "ro": _Language("aoe", -3.82, -7.37),
    "ru": _Language("ивсякоу", -3.94, -2.50),
    "tr": _Language("o", -1.90, -6.44),
    "uk": _Language("івузйяоає", -3.67, -3.15),
}
LANGUAGES = frozenset(_LANGUAGES)
"""Languages with word repair."""


# Weights of the model: the constant, then one for each piece of evidence. Fitted on English alone, with a
# million words of articles, and on the other eleven languages together.
_KNOWN = {
    "en": (
        -3.166,
        1.196,
        0.293,
        0.007,
        -0.273,
        -0.068,
        0.060,
        0.132,
        0.061,
        0.093,
        0.472,
        0.006,
        -0.249,
        -1.957,
        -0.905,
        0.000,
    ),
    "": (
        -2.425,
        1.306,
        0.408,
        0.034,
        -0.128,
        0.036,
        0.016,
        0.154,
        0.141,
        0.124,
        0.278,
        -0.142,
        -0.032,
        -2.262,
        -0.819,
        0.000,
    ),
}
_UNKNOWN = {
    "en": (
        15.623,
        1.941,
        -0.811,
        -0.431,
        0.051,
        0.044,
        0.061,
        0.560,
        0.250,
        0.316,
        2.863,
        1.649,
        0.178,
        0.000,
        -3.301,
        -4.308,
    ),
    "": (
        16.235,
        1.347,
        -0.440,
        -0.239,
        -0.935,
        0.038,
        0.232,
        0.448,
        0.224,
        0.284,
        1.208,
        0.469,
        0.126,
        0.000,
        -3.993,
        0.505,
    ),
}
_FIRST_LOOK = -13.5  # log P of a pair whose token is unknown; rarer pairs are not looked at again
_FIRST_LOOK_KNOWN = -2.5  # the same as a ratio, where the token is known
_COMMON = -350  # log P of a word that may stand next to one that is unknown, times 100
_STEM = 3  # letters of what is left of a word without prefix or suffix
_REMEMBERED = 200_000  # tokens
_LEAST_LETTERS, _MOST_LETTERS = 3, 40


class Evidence(NamedTuple):
    """What the model looks at; logarithms are decimal."""

    both: float  # log P(a) + log P(b)
    rarer: float  # the smaller of the two
    begins: float  # log of 1 + the words that are a + word
    ends: float  # log of 1 + the words that are word + b
    begins_squared: float
    ends_squared: float
    begins_ends: float
    both_begins: float
    both_ends: float
    one_letter: float  # the shorter word has one letter
    two_letters: float
    length: float  # letters of the token
    token: float  # log P(token), where it is known
    inflected: float  # share of b that another word has too, which begins like the token
    stem_only: float  # one of the words is known by its stem alone


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
        self._floor = min(self.frequencies.values()) / 100
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
        cut = self._cut(token) or self._cut_at_stem(token)
        if cut is None:
            return None
        evidence = self.evidence(token, cut)
        whole = self.log_probability(token)
        if evidence.both <= (_FIRST_LOOK if whole is None else whole + _FIRST_LOOK_KNOWN):
            return None
        constant, *weights = self._unknown if whole is None else self._known
        doubt = self._own.unknown if whole is None else self._own.known
        return Split(
            cut, constant + doubt + sum(weight * value for weight, value in zip(weights, evidence, strict=True))
        )

    def evidence(self, token: bytes, cut: int) -> Evidence:
        """What speaks for and against two words in a token."""
        first, second = token[:cut], token[cut:]
        shorter = min(len(first), len(second))
        left, right = self.log_probability(first), self.log_probability(second)
        logs = [self._floor - 1 if log is None else log for log in (left, right)]
        both, begins, ends = sum(logs), log10(1 + self._beginning(first)), log10(1 + self._ending(second))
        return Evidence(
            both=both,
            rarer=min(logs),
            begins=begins,
            ends=ends,
            begins_squared=begins * begins,
            ends_squared=ends * ends,
            begins_ends=begins * ends,
            both_begins=both * begins,
            both_ends=both * ends,
            one_letter=shorter == 1,
            two_letters=shorter == 2,
            length=len(token),
            token=self.log_probability(token) or 0.0,
            inflected=max(0, self._stem(token) - cut) / len(second),
            stem_only=left is None or right is None,
        )

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

    def _cut_at_stem(self, token: bytes) -> int | None:
        """The same where only one of the two is a known word, a very common one, and the other has a known stem."""
        if token in self.frequencies:
            return None
        best, found = _COMMON, None
        for cut in range(2, len(token) - 1):
            for word, rest in ((token[:cut], token[cut:]), (token[cut:], token[:cut])):
                frequency = self.frequencies.get(word, -10_000)
                if frequency > best and len(rest) >= 5 and self._stem(rest) >= max(4, 0.7 * len(rest)):
                    best, found = frequency, cut
        return found

    def _stem(self, token: bytes) -> int:
        """Letters that a token has in common with the beginning of another word."""
        place = bisect_left(self._sorted, token)
        near = self._sorted[max(0, place - 1) : place + 2]
        return max((_common(token, word) for word in near if word != token), default=0)

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
            count = sum(len(word) >= least and word[: start - 1 : -1] in known for word in self._reversed[low:high])
            self._ends[second] = count
        return count

    @cached_property
    def _sorted(self) -> list[bytes]:
        return sorted(self.frequencies)

    @cached_property
    def _reversed(self) -> list[bytes]:
        return sorted(word[::-1] for word in self.frequencies)


def _common(one: bytes, other: bytes) -> int:
    """Letters that two words begin with alike."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


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
