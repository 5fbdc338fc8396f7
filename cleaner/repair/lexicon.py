"""How common the words of a language are, and how likely a token is two words that lost their space.

The evidence is the frequency lists of ``wordfreq`` and the word lists of ``simplemma``. A token that is listed
as a word is never divided. Any other token ``ab`` is compared with the pair ``a b`` by a small linear model over
what the lists say:

* how common the two words are, and how common the token is, if it is known at all;
* how many words of the language begin with ``a`` or end in ``b`` and are a word without it. This finds the
  prefixes, suffixes and compounds of a language without a list of them: ``nie`` in Polish, ``over`` in
  English, ``-ne`` in Turkish build thousands of words, ``of`` and ``the`` next to none
  (:mod:`cleaner.repair.families`);
* how productive another ending of the token is, behind another known word;
* whether the token is a form of a word whose other forms are known (:mod:`cleaner.repair.paradigms`);
* whether the letters where the two would meet go on as they do inside of a word;
* whether the token is an English word, as many terms and names in other languages are.

The weights are fitted by tests/benchmarks/fit_words.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from math import log10
from operator import mul
from typing import NamedTuple

from cleaner.cachefile import cache_folder
from cleaner.repair.alphabet import SINGLE, Alphabet, alphabet_of
from cleaner.repair.families import Families
from cleaner.repair.letters import LetterModel
from cleaner.repair.paradigms import Paradigms
from cleaner.repair.weights import PARADIGM, WEIGHTS
from cleaner.repair.wordcache import language_words

__all__ = ["LANGUAGES", "Lexicon", "Split", "lexicon_of"]


_NUMERALS = {
    "de": "zwei drei",
    "en": "two three",
    "it": "due tre",
    "nl": "twee drie",
    "pl": "dwu trzy pią",
    "ru": "двух трёх трех пяти",
    "tr": "iki üç",
    "uk": "двох трьох чотири",
}
"""Numerals as they stand in front of a word that they make one word with, such as ``zweifach``; the Polish one is that
of an ordinal."""
LANGUAGES = frozenset(SINGLE)
"""Languages with word repair."""
_ENGLISH = "en"
_COMBINING = (
    "aero agro anti archi arci auto bio ciber cyber eco eko euro ex extra foto geo giga hidro hiper hydro hyper idro"
    " infra inter intra iper ipo kilo macro makro maxi mega meta micro mikro milli mini mono multi nano neo néo online"
    " paleo photo poli poly post pre pro proto pseudo psico psycho quasi radio semi socio sub super tele télé"
    " termo thermo trans tri turbo ultra uni vice video vidéo vídeo"
    " вище нижче ново повторно свіжо"
    " авиа авто агро анти аудио био вело видео гидро гипер евро кибер кино макро мега мета микро мини мото мульти нано"
    " нео онлайн полу пост псевдо радио супер теле термо транс ультра фото экс экстра электро"
    " авіа аудіо біо відео гідро гіпер екс екстра електро євро кібер кіно мікро міні напів псевдо радіо соціо супер"
)
"""Words and pieces of words that are put in front of others in scholarly, technical and new words."""
_COMBINING_NEW = {"de": "nicht", "en": "non uber"}
"""Words of one language that are put in front of others in words too new for the lists (``nichtlokal``)."""
_BEHIND_NOUNS = {"en": "like wide"}
"""Words that make one word with a noun in front of them, which may be any (``lanternlike``)."""
_NO_NOUN = {"en": ("s", "ed", "ing", "ly")}
"""Ends of words that are no noun, or one that would stand by itself there (``looks like``, ``dressed like``)."""
_AS_SPOKEN = {"en": "loadsa mighta musta woulda"}
"""What is written as it is said."""
_BOUND = (
    "północno południowo środkowo wschodnio zachodnio восточно западно северо южно юго південно північно східно західно"
)
"""Pieces of words that are no words; frequency lists have them from words with a hyphen."""


_RARE = 30  # log P of a word that is only listed, below the rarest of known frequency, times 100
_FIRST_LOOK = -15.0  # log P of a pair whose token is unknown; rarer pairs are not looked at again
_FIRST_LOOK_KNOWN = 1.5  # the same as a ratio, where the token is known: what is written as one so often is a word
_LEAST_SHORT = {2: -390, 3: -500}
"""log P of words of two and three letters, times 100, that may stand next to another; rarer ones are abbreviations."""
_SLIP = 2.0  # by how much a word of one letter more, less or else is commoner than the pair if it was meant
_BESIDE_LISTED = -550  # log P of a word that may stand next to one that is only listed, times 100
_NOUN = -420  # log P of a noun that others are said to be like without a space, at most, times 100
_COMMON = -350  # log P of a word that may stand next to one that is unknown, times 100
_FUNCTION = -2.7  # log P of a word that is a function word
_BEHIND_PREFIX = -3.0  # the same of one behind what words begin with
_NATIVE = -600  # log P of a word that needs no list, times 100
_FOREIGN = 100  # by how much commoner a word is in English that is only quoted, times 100
_SUFFIX = range(3, 7)  # letters of an ending that makes one word of another
_STEM = 3  # letters of what is left of a word without prefix or suffix
_REMEMBERED = 20_000  # tokens: 4 MB
_AROUND = 200  # words that begin or end with a piece, at most
_LEAST_LETTERS, _MOST_LETTERS = 3, 40
_MANY, _MANY_ALIKE = 1_000, 160  # words that begin alike, and that also end alike, as all others with a prefix do
_LETTERS_OF_PREFIX = 3  # shorter ones are often words, too
_PRODUCTIVE = 10  # words with a beginning that words are made with


class Evidence(NamedTuple):
    """What the model looks at; logarithms are decimal."""

    both: float  # log P(a) + log P(b)
    rarer: float  # the smaller of the two
    rarer_common: float  # its excess over -4
    other_common: float  # the excess of the larger one over -3
    other_very_common: float  # over -2
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
    length_begins: float
    length_ends: float
    token: float  # log P(token), where it is known
    begins_alike: float  # log of 1 + the words that are a + word and end as the token does
    prefix: float  # share of those that are a + word in those that begin with a
    derived: float  # log of 1 + the words that are word + ending, for an ending of the token behind another word
    inflected: float  # share of b that another word has too, which begins like the token
    stem_only: float  # one of the words is known by its stem alone
    rare: float  # one of the words is known by the word list alone
    join: float  # how much likelier the letters at the cut stand inside of one word than of two
    end: float  # log of how likely the first word ends with its last letters
    english: float  # what log P(token) in English has above -8; 0 where this is English
    is_english: float  # the token is an English word, and this is another language
    content: float  # what the commoner word lacks to be a common one, if both have more than three letters
    three_letters: float  # the shorter word has three letters
    shorter: float  # its letters, six at most
    combining: float  # the first word is often put in front of others
    function: float  # one of the words is a function word, and the first is not one of those


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
        listed: words that exist, however rare.
        paradigms: which forms words have.
        numerals: those that make one word with what is behind them.
    """

    def __init__(self, language: str) -> None:
        """Load the words."""
        self.language = language
        self.alphabet: Alphabet = alphabet_of(language)
        self.frequencies, self._backwards, self.listed, letters = language_words(
            language, self.alphabet, cache_folder()
        )
        self._letters = LetterModel(letters)
        signs = (bytes([code]) for code, kind in enumerate(self.alphabet.classes) if kind == ord("a"))
        self._signs = [sign for sign in signs if letters.get(sign) is not None]
        self.paradigms = Paradigms(self.frequencies, self._backwards, self.listed)
        self._floor = self.frequencies.least / 100
        self._rare = round(100 * self._floor) - _RARE
        self._families = Families(self.frequencies, self._backwards, self.listed)
        self._single = {self.alphabet.encode(letter) for letter in SINGLE[language]}
        self._combining = set(filter(None, map(self.alphabet.word, _COMBINING.split())))
        self._combining_new = set(map(self.alphabet.encode, _COMBINING_NEW.get(language, "").split()))
        self._bound = set(filter(None, map(self.alphabet.word, _BOUND.split())))
        self._behind_nouns = set(map(self.alphabet.encode, _BEHIND_NOUNS.get(language, "").split()))
        self._no_noun = tuple(map(self.alphabet.encode, _NO_NOUN.get(language, ())))
        self._as_spoken = set(map(self.alphabet.encode, _AS_SPOKEN.get(language, "").split()))
        self.numerals = [self.alphabet.encode(numeral) for numeral in _NUMERALS.get(language, "").split()]
        self._paradigm = PARADIGM[language]
        self._known, self._unknown = zip(*WEIGHTS[language].values(), strict=True)
        self._splits: dict[bytes, Split | None] = {}

    def log_probability(self, word: bytes) -> float | None:
        """Decimal logarithm of how often a word occurs; None if it is unknown."""
        frequency = self.frequencies.get(word)
        return None if frequency is None else frequency / 100

    def is_native(self, word: bytes) -> bool:
        """Whether a word is of the language: frequency lists hold many that are only quoted in it, most are English."""
        frequency = self.frequencies.get(word) or self._rare
        if self.language != _ENGLISH and word.isascii() and 100 * _english(word) > frequency + _FOREIGN:
            return False
        return frequency > _NATIVE or word in self.listed

    def is_known(self, word: bytes) -> bool:
        """Whether a word exists, however rare."""
        return word in self.frequencies or word in self.listed

    def around(self, piece: bytes) -> Iterator[bytes]:
        """The words that begin or end with some letters, but for those that are too many to look at."""
        yield from islice(self.frequencies.iterate(piece), _AROUND)
        yield from (word[::-1] for word in islice(self._backwards.iterate(piece[::-1]), _AROUND))

    def is_single(self, letter: bytes) -> bool:
        """Whether a letter is a word by itself."""
        return letter in self._single

    def begins_words(self, first: bytes) -> bool:
        """Whether words are made with it in front of others, as with ``under`` and, in two pieces, Russian ``недо``."""
        return self._families.behind(first).size > _PRODUCTIVE

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

    def candidate(self, token: bytes) -> int | None:
        """Where a token is divided if it is; None where the words would be far too rare, or the first a prefix."""
        cut = self._cut(token) or self._cut_at_stem(token)
        if cut is None or token[:cut] in self._bound or token in self._as_spoken:
            return None
        first, second = token[:cut], token[cut:]
        if second in self._behind_nouns and self._is_noun(first):
            return None
        if any(self._log(word) < _LEAST_SHORT.get(len(word), -10_000) / 100 for word in (first, second)):
            return None
        whole = self.log_probability(token)
        least = _FIRST_LOOK if whole is None else whole + _FIRST_LOOK_KNOWN
        if self._log(first) + self._log(second) <= least or (whole is None and self._is_prefixed(first, second)):
            return None
        return cut

    def _is_noun(self, word: bytes) -> bool:
        """Whether a word may be a noun that another word is made with; common words stand by themselves."""
        return word in self.listed and self._log(word) < _NOUN / 100 and not word.endswith(self._no_noun)

    def _is_prefixed(self, first: bytes, second: bytes) -> bool:
        """Whether so many words are made with what comes first that an unknown one is likely one more of them.

        None are made with a function word behind it.
        """
        if len(second) >= _LETTERS_OF_PREFIX and self._log(second) > _BEHIND_PREFIX:
            return False
        family = self._families.behind(first)
        if len(first) >= _LETTERS_OF_PREFIX and family.size > _MANY:
            return True
        return family.alike(second) > _MANY_ALIKE

    def _split(self, token: bytes) -> Split | None:
        if not _LEAST_LETTERS <= len(token) <= _MOST_LETTERS or token in self.listed:
            return None
        cut = self.candidate(token)
        if cut is None:
            return None
        whole = self.log_probability(token)
        constant, *weights = self._unknown if whole is None else self._known
        score = constant + sum(map(mul, weights, self.evidence(token, cut)))
        if score > 0:  # few are: to look for other forms takes a millisecond
            score -= self._paradigm[whole is None] * self.paradigms.share(token)
        if score > 0:
            first, second = token[:cut], token[cut:]
            meant = self.neighbour(token, (first, second))
            if meant is not None and meant > self._log(first) + self._log(second) + _SLIP:
                return None
        return Split(cut, score)

    def neighbour(self, token: bytes, other_than: Sequence[bytes] = ()) -> float | None:
        """Decimal logarithm of how common the commonest word is that a token may be a slip of the pen for.

        That is one with a letter more, less or another one, or two letters the other way round. A word with one of one
        letter beside it (``w domu``) is like itself, and so some may be left out.
        """
        size, known = len(token), self.frequencies
        head, tail = known.stem(token), self._backwards.stem(token[::-1])
        words = []
        for place in range(max(0, size - 1 - tail), min(size, head + 1)):
            start, letter, end = token[:place], token[place : place + 1], token[place + 1 :]
            words += [start + end, start + end[:1] + letter + end[1:], *(start + other + end for other in self._signs)]
        for place in range(max(0, size - tail), min(size, head) + 1):
            words += [token[:place] + other + token[place:] for other in self._signs]
        found = [known.get(word) for word in words if word and word != token and word not in other_than]
        return max((value / 100 for value in found if value is not None), default=None)

    def _log(self, word: bytes) -> float:
        """Decimal logarithm of how often a word occurs, or a guess below all that are known."""
        frequency = self.frequencies.get(word)
        if frequency is None:
            return self._rare / 100 if word in self.listed else self._floor - 1
        return frequency / 100

    def evidence(self, token: bytes, cut: int) -> Evidence:
        """What speaks for and against two words in a token."""
        first, second = token[:cut], token[cut:]
        shorter = min(len(first), len(second))
        logs = [self._log(first), self._log(second)]
        family = self._families.behind(first)
        both, ends = sum(logs), log10(1 + self._families.before(second))
        begins, alike = log10(1 + family.size), log10(1 + family.alike(second))
        combining = first in self._combining or (first in self._combining_new and token not in self.frequencies)
        english = -9.0
        if self.language != _ENGLISH and token.isascii():
            english = _english(token)
        return Evidence(
            both=both,
            rarer=min(logs),
            rarer_common=max(0.0, min(logs) + 4),
            other_common=max(0.0, max(logs) + 3),
            other_very_common=max(0.0, max(logs) + 2),
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
            length_begins=len(token) * begins,
            length_ends=len(token) * ends,
            token=self.log_probability(token) or 0.0,
            begins_alike=alike,
            prefix=family.share,
            derived=log10(1 + self._derived(token, cut)),
            inflected=max(0, self.frequencies.stem(token) - cut) / len(second),
            stem_only=min(logs) < self._rare / 100,
            rare=min(logs) == self._rare / 100,
            join=self._letters.join(first, second),
            end=self._letters.end(first),
            english=max(0.0, 8 + english),
            is_english=english > -8,
            content=max(0.0, -3.3 - max(logs)) if shorter > 3 else 0.0,
            three_letters=shorter == 3,
            shorter=min(6, shorter),
            combining=combining,
            function=max(logs) > _FUNCTION and first not in self._combining_new and not combining,
        )

    def _derived(self, token: bytes, cut: int) -> int:
        """How productive the ending of a token is that stands behind another word than the one before the cut."""
        size = len(token)
        places = (size - length for length in _SUFFIX if size - length != cut and size - length >= _STEM)
        known = (place for place in places if token[:place] in self.frequencies)
        return max((self._families.before(token[place:]) for place in known), default=0)

    def _cut(self, token: bytes) -> int | None:
        """Where to divide a token so that the two words are as common as can be."""
        frequencies, listed, rare = self.frequencies, self.listed, self._rare
        best, found = -10_000, None
        last = len(token) - 1
        starts, ends = self._cuts(token)
        for cut in sorted(starts | ends):
            first, second = token[:cut], token[cut:]
            if (cut == 1 and first not in self._single) or (cut == last and second not in self._single):
                continue
            left = frequencies.get(first) if cut in starts else None
            right = frequencies.get(second) if cut in ends else None
            if left is None:
                if right is None or right < _BESIDE_LISTED or right + rare <= best or first not in listed:
                    continue
                left = rare
            elif right is None:
                if left < _BESIDE_LISTED or left + rare <= best or second not in listed:
                    continue
                right = rare
            if left + right > best:
                best, found = left + right, cut
        return found

    def _cuts(self, token: bytes) -> tuple[set[int], set[int]]:
        """Where in a token a known word ends that it begins with, and where one begins that it ends with."""
        size = len(token)
        starts = set(map(len, self.frequencies.inside(token)))
        ends = {size - len(word) for word in self._backwards.inside(token[::-1])}
        starts.discard(size)
        ends.discard(0)
        return starts, ends

    def _cut_at_stem(self, token: bytes) -> int | None:
        """The same where only one of the two is a known word, a very common one, and the other has a known stem."""
        if token in self.frequencies or token in self.listed:
            return None
        best, found = _COMMON, None
        starts, ends = self._cuts(token)
        for cut in sorted(starts | ends):
            for is_known, word, rest in (
                (cut in starts, token[:cut], token[cut:]),
                (cut in ends, token[cut:], token[:cut]),
            ):
                frequency = self.frequencies.get(word) if is_known and len(word) > 1 and len(rest) >= 5 else None
                if (
                    frequency is not None
                    and frequency > best
                    and self.frequencies.stem(rest) >= max(4, 0.7 * len(rest))
                ):
                    best, found = frequency, cut
        return found


def _english(word: bytes) -> float:
    """Decimal logarithm of how often a word occurs in English, or less than any; ASCII is alike in all codes."""
    lexicon = lexicon_of(_ENGLISH)
    found = lexicon.log_probability(word) if lexicon else None
    return -9.0 if found is None else found


@cache
def lexicon_of(language: str | None) -> Lexicon | None:
    """The words of a language, loaded once; None if there is no word repair for it."""
    return Lexicon(language) if language in LANGUAGES else None
