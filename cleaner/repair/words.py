"""Words that lost the space between them (``whoreportedly``, ``NoemSouth``) and slips of the pen.

A token is divided where :mod:`cleaner.repair.lexicon` finds two words likelier than one. The document has a
say: a form that stands elsewhere as it is was probably meant, and so was a pair that stands elsewhere as two
words. Left alone are addresses, handles, hashtags, code, words with a hyphen or an apostrophe, words marked
with ``[sic]``, and what stands in a quotation in another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import islice
from operator import eq
from typing import TypeVar

from cleaner.ledger import Change
from cleaner.patterns.engine import automaton
from cleaner.repair.broken import blank_beside, divided_words, has_broken, is_piece
from cleaner.repair.commonness import is_well_known
from cleaner.repair.cuts import WITHIN_REACH, cuts_of, in_three
from cleaner.repair.lexicon import Lexicon, lexicon_of
from cleaner.repair.names import sure_behind_name
from cleaner.repair.numbers import joined_numbers
from cleaner.repair.slips import STAGE, Slip, load_slips, slips_in
from cleaner.repair.strangers import is_stranger
from cleaner.repair.surroundings import Surroundings
from cleaner.repair.tokens import ELISIONS, REACH, TOKEN, is_in_prose, is_marked
from cleaner.rulebook.load import shipped_folder

__all__ = ["STAGE", "Words", "prose_tokens", "word_changes", "words_of"]

_TOKEN_RE = re.compile(rf"{TOKEN[0]}[^\W\d_]{{3,40}}{TOKEN[1]}")
_ELIDED_RE = {
    language: re.compile(rf"(?i){TOKEN[0]}(?:{elisions})['’](?=([^\W\d_]{{4,40}}){TOKEN[1]})")
    for language, elisions in ELISIONS.items()
}
_LETTERS_ONLY_RE = re.compile(r"[^\W\d_]+")
_USER_NAME_RE = re.compile(
    r"(?i)\b(?:user|username|handle|nickname|alias|streamer|gamer|redditor|screen name|pseudonym)"
    r"(?: (?:called|named|known as|was|is))? [\"“‘']?$"
)
_AT_DIGITS_RE = re.compile(rb"[aA]a00|0[aA]aa|0000[aA]a|a0000")  # in classes
_CAMEL_RE = re.compile(
    rb"(?<![aA])(?:a+A(?:a+|A{1,5})|Aa+Aa+|A{2,6}aaa+)(?![aA])"
)  # in classes: a capital inside a word, several at the end of one in lower case, or several in front
_HYPHENED = b"a-"  # the same
_LETTERS = 2  # of a word that may be looked at
_REMEMBERED = 50_000  # sound words of each kind: 4 MB
_ASKED = 5_000  # words that may be pieces: 1 MB
_Form = TypeVar("_Form", str, bytes)


class Words:
    """What is known of the words of one language.

    Attributes:
        lexicon: how common they are.
        slips: the slips of the pen, by their wrong form.
    """

    def __init__(self, lexicon: Lexicon, slips: Sequence[Slip]) -> None:
        self.lexicon = lexicon
        self.slips = {slip.wrong: slip for slip in slips}
        encode = lexicon.alphabet.encode
        self._wrong = {encode(slip.wrong) for slip in slips if slip.wrong != slip.right}
        doubled = [slip.wrong for slip in slips if slip.wrong == slip.right]
        self._doubled = automaton(
            [encode(f" {word} {word} ") for word in doubled]
            + [encode(f"{word.capitalize()} {word} ") for word in doubled]
        )
        self._sound: set[bytes] = set()
        self._sound_names: set[bytes] = set()
        self._sound_as_written: set[str] = set()
        self._sound_words: set[bytes] = set()
        self._unsound_words: set[bytes] = set()
        self._unbroken: set[bytes] = set()
        self._is_piece = lru_cache(_ASKED)(partial(is_piece, lexicon=lexicon))

    def unsound(self, words: Iterable[bytes]) -> list[bytes]:
        """Those of some words that may need a change.

        Args:
            words: letters and digits without anything between them, in the code of the alphabet, digits as ``0``.
        """
        found = []
        for word in set(words) - self._sound_words:
            if word not in self._unsound_words and self._is_sound_word(word):
                _remember(word, self._sound_words)
            else:
                _remember(word, self._unsound_words)
                found.append(word)
        return found

    def _is_sound_word(self, word: bytes) -> bool:
        """Whether a word needs no change, whatever stands around it."""
        shape = word.translate(self.lexicon.alphabet.classes)
        if b"0" in shape:
            return _AT_DIGITS_RE.search(shape) is None
        if len(word) < _LETTERS:
            return True
        word = word.translate(self.lexicon.alphabet.lower)
        if b"A" not in shape:
            return self._is_sound(word)
        if b"A" not in shape[1:]:
            return self._is_sound_name(word)
        return not _CAMEL_RE.search(shape) or is_well_known(word, self.lexicon)

    def broken(self, code: bytes, shapes: bytes) -> Iterator[int]:
        """Where hyphens stand in a text that may divide words.

        Args:
            code: the text in the code of the alphabet, between blanks.
            shapes: the classes of its characters, all white space as blanks.
        """
        place = shapes.find(_HYPHENED)
        while place >= 0:
            start, end = shapes.rfind(b" ", 0, place) + 1, shapes.find(b" ", place)
            token = code[start:end]
            if token not in self._unbroken:
                if has_broken(token, shapes[start:end], self.lexicon):
                    yield place
                else:
                    _remember(token, self._unbroken)
            place = shapes.find(_HYPHENED, end)

    def doubled(self, code: bytes) -> list[int]:
        """Where function words stand twice in a row in a text, which is in the code of the alphabet."""
        return [start for _, start, _ in self._doubled.find_matches_as_indexes(code, overlapping=True)]

    def may_have_slips(self, text: str) -> bool:
        """Whether a text may hold slips or doubled words; "no" is sure."""
        tokens = self.lexicon.alphabet.encode(text).translate(self.lexicon.alphabet.lower).split()
        return not self._wrong.isdisjoint(tokens) or any(map(eq, tokens, islice(tokens, 1, None)))

    def _is_sound(self, word: bytes) -> bool:
        if word in self._sound:
            return True
        if self._is_suspect(word, -WITHIN_REACH) or self._is_piece(word):
            return False
        _remember(word, self._sound)
        return True

    def _is_sound_name(self, word: bytes) -> bool:
        """The same for one with a capital in front."""
        if word in self._sound or word in self._sound_names:
            return True
        if self._is_suspect(word, sure_behind_name(self.lexicon) - WITHIN_REACH):
            return False
        _remember(word, self._sound_names)
        return True

    def is_sound(self, word: str) -> bool:
        """Whether a word has been found to hold no other two, wherever it stands."""
        if word in self._sound_as_written:
            return True
        code = self.lexicon.alphabet.word(word) if word.islower() or word.istitle() else None
        if code not in self._sound and not (code in self._sound_names and word.istitle()):
            return False
        _remember(word, self._sound_as_written)
        return True

    def is_piece(self, word: str) -> bool:
        """Whether a token is no word, but a piece of a common one."""
        code = self.lexicon.alphabet.word(word) if word.islower() else None
        return code is not None and self._is_piece(code)

    def _is_suspect(self, token: bytes, score: float) -> bool:
        if token in self._wrong:
            return True
        if token in self.lexicon.listed:
            return False
        split = self.lexicon.split(token)
        return (split is not None and split.score > score) or in_three(token, self.lexicon) is not None


def _remember(word: _Form, known: set[_Form]) -> None:
    if len(known) > _REMEMBERED:
        known.clear()
    known.add(word)


@cache
def words_of(language: str | None) -> Words | None:
    """The words of a language, loaded once; None if there is no word repair for it."""
    lexicon = lexicon_of(language)
    return Words(lexicon, load_slips(shipped_folder(), lexicon.language)) if lexicon else None


def word_changes(text: str, words: Words, surroundings: Surroundings) -> list[Change]:
    """Where words of a block of text are joined or misspelt.

    >>> words = words_of("en")
    >>> text = "a man whoreportedly left"
    >>> [change.after for change in word_changes(text, words, Surroundings(text, words.lexicon))]
    ['who reportedly']
    """
    lexicon = words.lexicon
    broken = (Change(*place, "", "words.broken", STAGE) for place in divided_words(text, lexicon))
    changes = sorted([*_joined(text, words, surroundings), *joined_numbers(text, lexicon, surroundings), *broken])
    if words.may_have_slips(text):
        found = slips_in(text, words.slips)
        changes = sorted([*changes, *(change for change in found if change.after or not surroundings.is_speech)])
    return [change for index, change in enumerate(changes) if not index or change.start >= changes[index - 1].end]


def _joined(text: str, words: Words, surroundings: Surroundings) -> Iterator[Change]:
    lexicon = words.lexicon
    for match in _tokens(text, lexicon.language):
        token = match.group()
        if words.is_sound(token) or not is_in_prose(text, match):
            continue
        blank = blank_beside(text, match, lexicon) if words.is_piece(token) else None
        if blank is not None:
            yield Change(blank, blank + 1, "", "words.broken", STAGE)
            continue
        cuts = cuts_of(text, match, lexicon, surroundings)
        if cuts and not _is_exempt(text, match, lexicon):
            after = " ".join(token[start:end] for start, end in zip((0, *cuts), (*cuts, len(token)), strict=True))
            yield Change(*match.span(), after, "words.joined", STAGE)


def _is_exempt(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a token is marked with ``[sic]``, called a user name, or stands in another language."""
    if is_marked(text, match) or is_stranger(text, match, lexicon):
        return True
    return lexicon.language == "en" and bool(_USER_NAME_RE.search(text[max(0, match.start() - REACH) : match.start()]))


def _tokens(text: str, language: str) -> Iterator[re.Match[str]]:
    """Words by themselves, and those behind an article or pronoun that ends in an apostrophe (``l’homme``)."""
    yield from _TOKEN_RE.finditer(text)
    if language in _ELIDED_RE and ("’" in text or "'" in text):
        for elision in _ELIDED_RE[language].finditer(text):
            word = _LETTERS_ONLY_RE.match(text, elision.end())
            if word:
                yield word


def prose_tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens that may be joined words: in running text, not in quotes of their own, lists, addresses or code."""
    return (match for match in _TOKEN_RE.finditer(text) if is_in_prose(text, match))
