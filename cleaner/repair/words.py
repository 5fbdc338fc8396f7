"""Words that lost the space between them (``whoreportedly``, ``NoemSouth``) and slips of the pen.

A token is divided where :mod:`cleaner.repair.lexicon` finds two words likelier than one. The document has a
say: a form that stands elsewhere as it is was probably meant, and so was a pair that stands elsewhere as two
words. Left alone are addresses, handles, hashtags, code, words with a hyphen or an apostrophe, words marked
with ``[sic]``, and what stands in a quotation in another language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from itertools import islice, pairwise
from operator import eq
from typing import TypeVar

from cleaner.ledger import Change
from cleaner.patterns.engine import automaton
from cleaner.repair.alphabet import Alphabet
from cleaner.repair.broken import blank_beside, divided_words, has_broken, is_piece
from cleaner.repair.lexicon import LANGUAGES, Lexicon, Split, lexicon_of
from cleaner.repair.openers import OPENERS
from cleaner.repair.places import PLACES
from cleaner.repair.slips import STAGE, Slip, load_slips, records_speech, slips_in
from cleaner.repair.strangers import is_stranger
from cleaner.repair.tokens import REACH, TOKEN, begins_sentence, is_in_prose, is_marked
from cleaner.rulebook.load import shipped_folder

__all__ = ["LANGUAGES", "STAGE", "Surroundings", "Words", "prose_tokens", "word_changes", "words_of"]

_TOKEN_RE = re.compile(rf"{TOKEN[0]}[^\W\d_]{{3,40}}{TOKEN[1]}")
_ELISIONS = {
    "fr": "[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu",
    "it": "[cdlmnstv]|un|gl|(?:de|ne|a|da|su|co|que)l?l|anch|com|dov|quest|tutt|sant|mezz|senz",
}
_ELIDED_RE = {
    language: re.compile(rf"(?i){TOKEN[0]}(?:{elisions})['’](?=([^\W\d_]{{4,40}}){TOKEN[1]})")
    for language, elisions in _ELISIONS.items()
}
_LETTERS_ONLY_RE = re.compile(r"[^\W\d_]+")
_LOWER_BEFORE_RE = re.compile(r"(?<![^\W\d_])[^\W\d_A-Z][^\W\d_]*,? $|(?:^|[.!?…:]['\"”’»)\]]* )[\"“„«‘']?[^\W\d_]+ $")
_WORD_BEFORE_RE = re.compile(r"(?<![\w'’-])([^\W\d_]{2,}) $")
_WORD_BEHIND_RE = re.compile(r" ([^\W\d_]{2,})")
_NAME_BEHIND_RE = re.compile(r" (?:(?:of|for) (?:the )?)?[^\W\d_a-z][^\W\d_]")
_OF_NAME_BEHIND_RE = re.compile(r" (?:of|for) (?:the )?[A-Z][a-z]")
_LOWER_BEHIND_RE = re.compile(r" [^\W\d_A-Z]")
_USER_NAME_RE = re.compile(
    r"(?i)\b(?:user|username|handle|nickname|alias|streamer|gamer|redditor|screen name|pseudonym)"
    r"(?: (?:called|named|known as|was|is))? [\"“‘']?$"
)

_SURE = 0.0  # score that the second of two cuts in a token must reach
_SURE_FIRST = -1.0  # the same for the first one
_SHARE_OF_FORM = 0.04  # of what looks like a form of a word; hardly a token in which three words ran together does
_SURE_OF_NAME = 4.0  # the same for a token with a capital, which may be a name
_SURE_BEHIND_NAME = 2.0  # the same where the first word may be the name, but in English, in which firms are called so
_SURE_AT_START, _LETTERS_AT_START = 3.0, 10  # the same and least letters where the token begins a sentence
_SHORT = 2  # letters of a word that many names end in
_NAME, _LETTERS_OF_NAME = -5.5, 4  # log P and least letters of a name that may have another word joined to its end
_LETTERS_WITH_NAME = 8  # of both; shorter ones are other names, as of products (``Everand``)
_PAIR_ELSEWHERE = 2.0  # added where the document has the two words side by side
_TOKEN_ELSEWHERE = 1.5  # taken off for each other time that the document has the token
_MOST_ELSEWHERE = 3
_WITHIN_REACH = _PAIR_ELSEWHERE
_NUMBER_RE = re.compile(
    rf"{TOKEN[0]}(?<![£€])(?:([^\W\d_]{{2,12}})(?:1[89]|20)\d\d|(\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,6}})([^\W\d_]{{4,40}})){TOKEN[1]}"
)
_AT_DIGIT_RE = re.compile(r"\d(?:(?<=[^\W\d_]\d)|(?=[^\W\d_]))")
_YEAR_BEFORE_RE = re.compile(rf"{TOKEN[0]}(?:1[89]|20)\d\d([^\W\d_]{{2,12}}){TOKEN[1]}")
_YEAR_BEHIND_LETTER_RE = re.compile(r"(?<![\w@#./\\'’&+~-])([wzвсузк])(?:1[89]|20)\d\d(?= [^\W\d_]{1,6}(?![^\W\d_]))")
_MONTHS = frozenset(
    b"january february march april may june july august september october november december jahr jahre jahren januar "
    b"februar mai juni juli oktober dezember ende anfang mitte".split()
)
"""What a year stands behind in English and German; ASCII is alike in all alphabets."""
_COUNT_BEHIND_RE = re.compile(rf"{TOKEN[0]}([^\W\d_]{{2,5}})\d{{2,3}}(?= [^\W\d_]{{3}})")
_AT_DIGITS_RE = re.compile(rb"[aA]a00|0[aA]aa|0000[aA]a|a0000")  # in classes
_LETTERS_RE = re.compile(rb"(?<![aA0])[aA]{2,}(?![aA0])")
_CAMEL_RE = re.compile(rb"(?<![aA])(?:[aA]a+|a)A(?:a+|A{1,5})(?![aA])")  # in classes: a capital inside a word
_CAMEL = 3  # letters with which names of products rarely begin in lower case
_ACRONYM = 6  # letters, at most
_OF_PRODUCTS = "eiou"
_RARE_PLURAL = 1.2  # by how much rarer in log P the plural of a name is at least
_BEFORE_PLACES = frozenset(("in", "to", "into", "near", "across", "outside", "around", "between"))
_REPORTING = frozenset(
    b"said says told wrote reported announced added confirmed found warned showed noted called claimed".split()
)
"""English verbs that stand behind a name more often than at the end of one."""
_LETTERS_BEFORE_VERB = 5  # of a name; with less, it may be one that ends so (``Abusaid``)
_SURE_OF_VERB = 2.0
_BEFORE_HEADING = -5.5  # log P of a word that a heading may end with
_BEFORE_NAMES = frozenset(("and", "at", "by", "from", "of", "said", "than", "that", "with"))
"""English words that stand before names and don't begin those of products and functions, as ``in`` and ``on`` do."""
_BEFORE_ACRONYMS = _BEFORE_NAMES | frozenset(
    ("told", "asked", "against", "between", "near", "outside", "under", "after", "before")
)
_BEFORE_DAYS = _BEFORE_NAMES | frozenset(
    [
        "after",
        "before",
        "during",
        "each",
        "early",
        "every",
        "for",
        "in",
        "last",
        "late",
        "mid",
        "next",
        "on",
        "since",
        "the",
        "this",
        "through",
        "to",
        "until",
    ]
)
_DAYS = frozenset(
    b"monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    b"september october november december christmas easter".split()
)
"""English names of days and months: no product is called after them with such a word in front."""
_DAYS_ELSEWHERE = {
    "de": frozenset(
        b"montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar mai juni juli august september "
        b"oktober november dezember ostern weihnachten".split()
    ),
    "nl": frozenset(b"maandag dinsdag woensdag donderdag vrijdag zaterdag zondag kerstmis pasen".split()),
}
_QUESTIONS = 20
_REMEMBERED = 50_000  # sound words of each kind: 4 MB
_VERY_COMMON = -2.9  # log P of a word such as "the" or "said"
_THREE_LETTERS = 7  # of a token in which three words may have run together
_FREQUENT = -3.3  # log P of a word that is not much rarer
_NOUN = -5.0  # log P of a common noun
_RARE_NOUN = -6.5  # log P of one that is long
_KNOWN_NAME = -5.2  # log P of a name or acronym that is often in the news
_SLIP = -7.0  # log P of what is no word, but was written a few times
_COMMON = -4.0  # log P of a word of which 1 in 10,000 is one
_COUNTED = -4.5  # log P of a word behind a number or name
_COUNTING = frozenset(("en", "es", "fr", "it", "pt"))  # languages without words of a number and more (``25jährig``)


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
        self.sound_tokens: set[bytes] = set()

    def is_sound_token(self, token: bytes, classes: bytes) -> bool:
        """Whether what stands between two blanks needs no change of words, whatever stands around it.

        Args:
            token: in the code of the alphabet.
            classes: the classes of its characters.
        """
        if b"a-" in classes and has_broken(token, classes, self.lexicon):
            return False
        words = _words_of_shape(classes)
        if words is None:
            return False
        lower = self.lexicon.alphabet.lower
        return all(self._is_sound_word(token[start:end].translate(lower), shape) for start, end, shape in words)

    def _is_sound_word(self, word: bytes, shape: bytes) -> bool:
        if b"A" not in shape:
            return self._is_sound(word)
        if b"A" not in shape[1:]:
            return self._is_sound_name(word)
        return not _CAMEL_RE.search(shape) or _is_well_known(word, self.lexicon)

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
        if self._is_suspect(word, -_WITHIN_REACH) or is_piece(word, self.lexicon):
            return False
        _remember(word, self._sound)
        return True

    def _is_sound_name(self, word: bytes) -> bool:
        """The same for one with a capital in front."""
        if word in self._sound or word in self._sound_names:
            return True
        if self._is_suspect(word, _sure_behind_name(self.lexicon) - _WITHIN_REACH):
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
        return code is not None and is_piece(code, self.lexicon)

    def _is_suspect(self, token: bytes, score: float) -> bool:
        if token in self._wrong:
            return True
        if token in self.lexicon.listed:
            return False
        split = self.lexicon.split(token)
        return (split is not None and split.score > score) or _in_three(token, self.lexicon) is not None


@lru_cache(_REMEMBERED)  # tokens of one shape are many
def _words_of_shape(shape: bytes) -> tuple[tuple[int, int, bytes], ...] | None:
    """Start, end and shape of each word in a token of some shape; None where a number may be joined to a word."""
    if b"0" in shape and _AT_DIGITS_RE.search(shape):
        return None
    return tuple((*match.span(), match[0]) for match in _LETTERS_RE.finditer(shape))


_Form = TypeVar("_Form", str, bytes)


def _remember(word: _Form, known: set[_Form]) -> None:
    if len(known) > _REMEMBERED:
        known.clear()
    known.add(word)


@cache
def words_of(language: str | None) -> Words | None:
    """The words of a language, loaded once; None if there is no word repair for it."""
    lexicon = lexicon_of(language)
    return Words(lexicon, load_slips(shipped_folder(), lexicon.language)) if lexicon else None


class Surroundings:
    """The words of the whole document."""

    def __init__(self, text: str, words: Words) -> None:
        """Take the text of a document and the words of its language; nothing is done before it is needed."""
        self.text, self._alphabet = text, words.lexicon.alphabet
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


def word_changes(text: str, words: Words, surroundings: Surroundings) -> list[Change]:
    """Where words of a block of text are joined or misspelt.

    >>> words = words_of("en")
    >>> text = "a man whoreportedly left"
    >>> [change.after for change in word_changes(text, words, Surroundings(text, words))]
    ['who reportedly']
    """
    lexicon = words.lexicon
    broken = (Change(*place, "", "words.broken", STAGE) for place in divided_words(text, lexicon))
    changes = sorted([*_joined(text, words, surroundings), *_joined_numbers(text, lexicon, surroundings), *broken])
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
        cuts = _cuts(text, match, lexicon, surroundings)
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


def _joined_numbers(text: str, lexicon: Lexicon, surroundings: Surroundings) -> Iterator[Change]:
    """Numbers behind very common words (``in2019``), common words behind numbers (``40people``), ``2019The``.

    Left alone are units and ordinals (``10km``, ``3rd``), as they are short, what a numeral makes one word with, too
    (Italian ``14mila``, as ``duemila``), and what stands more than once.
    """
    if not _AT_DIGIT_RE.search(text):
        return
    for match in _NUMBER_RE.finditer(text):
        before, _, behind = match.groups()
        word = lexicon.alphabet.word(before or behind)
        is_month = bool(before) and word in _MONTHS and before.istitle() and lexicon.language in ("en", "de")
        is_plain = (
            is_month
            or (before or behind).islower()
            or (
                before.istitle() and begins_sentence(text, match)
                if before
                else behind.istitle() and lexicon.language == "de"
            )
        )
        if behind and word and any(lexicon.is_known(numeral + word) for numeral in lexicon.numerals):
            continue
        if word is None or not is_plain or not is_in_prose(text, match) or surroundings.text.count(match[0]) > 1:
            continue
        least = _COUNTED if lexicon.language in _COUNTING else _COMMON
        if (is_month or _is_very_common(word, lexicon)) if before else (lexicon.log_probability(word) or _SLIP) > least:
            yield _space_at_number(match.end(1) if before else match.end(2))
    for match in _YEAR_BEFORE_RE.finditer(text):
        word = lexicon.alphabet.word(match[1])
        is_plain = match[1].istitle() or (match[1].islower() and lexicon.language in _COUNTING and match[1] != "am")
        if word and is_plain and _is_very_common(word, lexicon) and surroundings.text.count(match[0]) == 1:
            yield _space_at_number(match.start(1))
    if lexicon.language in ("pl", "ru", "uk"):
        for match in _YEAR_BEHIND_LETTER_RE.finditer(text):
            if lexicon.is_single(lexicon.alphabet.encode(match[1])):
                yield _space_at_number(match.end(1))
    for match in _COUNT_BEHIND_RE.finditer(text):
        word = lexicon.alphabet.word(match[1])
        if word and match[1].islower() and _is_very_common(word, lexicon) and surroundings.text.count(match[0]) == 1:
            yield _space_at_number(match.end(1))


def _space_at_number(place: int) -> Change:
    return Change(place, place, " ", "words.joined_number", STAGE)


def prose_tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens that may be joined words: in running text, not in quotes of their own, lists, addresses or code."""
    return (match for match in _TOKEN_RE.finditer(text) if is_in_prose(text, match))


def _cuts(text: str, match: re.Match[str], lexicon: Lexicon, surroundings: Surroundings) -> tuple[int, ...]:
    """Where spaces are missing in a token."""
    word = match.group()
    if not (word.islower() or word.istitle()):
        return _case_cuts(text, match, lexicon, surroundings)
    alphabet = lexicon.alphabet
    token = alphabet.word(word)
    if token is None:
        return ()
    if word.istitle():
        return _title_cuts(text, match, token, lexicon, surroundings)
    split = lexicon.split(token)
    if split and split.score > -_WITHIN_REACH and _in_document(token, split, surroundings) > 0:
        return (split.cut,)
    return _three_cuts(token, lexicon, surroundings)


def _three_cuts(token: bytes, lexicon: Lexicon, surroundings: Surroundings) -> tuple[int, ...]:
    cuts = _in_three(token, lexicon)
    return cuts if cuts and surroundings.count(token) <= 1 else ()


def _title_cuts(
    text: str, match: re.Match[str], token: bytes, lexicon: Lexicon, surroundings: Surroundings
) -> tuple[int, ...]:
    """The same in a token with a capital in front, which may be a name, for one that the lists don't know.

    A very common word may begin a sentence (``Inthe``), or a known word or name stand before a common word in lower
    case (``Courtruled``), or two long words begin a sentence.
    """
    if lexicon.log_probability(token) is not None:
        return ()
    begins = begins_sentence(text, match)
    split = lexicon.split(token)
    if split:
        first, second = token[: split.cut], token[split.cut :]
        score = _in_document(token, split, surroundings)
        if begins and _is_very_common(first, lexicon) and score > _SURE_OF_NAME:
            return (split.cut,)
        least = _sure_behind_name(lexicon) if len(second) > _SHORT else _SURE_OF_NAME
        if _is_reported(first, second, lexicon):
            least = _SURE_OF_VERB
        if score > least and _is_behind_name(first, second, lexicon):
            after = _WORD_BEHIND_RE.match(text, match.end())
            is_heading = after is not None and after[1][0].isupper() and lexicon.language != "de"
            return () if is_heading else (split.cut,)
        if begins and score > _SURE_AT_START and _is_at_start(first, second, token, lexicon):
            return (split.cut,)
    return _three_cuts(token, lexicon, surroundings) if begins else ()


def _sure_behind_name(lexicon: Lexicon) -> float:
    return _SURE_OF_NAME if lexicon.language == "en" else _SURE_BEHIND_NAME


def _is_behind_name(first: bytes, second: bytes, lexicon: Lexicon) -> bool:
    """Whether a common word stands behind one that may be a name."""
    if len(first) < _LETTERS_OF_NAME or len(second) == 1 or len(first) + len(second) < _LETTERS_WITH_NAME:
        return False
    if (lexicon.log_probability(first) or _SLIP) < _NAME:
        return False
    if _is_reported(first, second, lexicon):
        return True
    return (lexicon.log_probability(second) or _SLIP) > (_FREQUENT if lexicon.language == "en" else _COUNTED)


def _is_reported(first: bytes, second: bytes, lexicon: Lexicon) -> bool:
    return lexicon.language == "en" and second in _REPORTING and len(first) >= _LETTERS_BEFORE_VERB


def _is_at_start(first: bytes, second: bytes, token: bytes, lexicon: Lexicon) -> bool:
    """Whether a token at the beginning of a sentence, which may be a name there, is two long words and like no other.

    English firms are called so.
    """
    if lexicon.language == "en" or min(len(first), len(second)) < _LETTERS_OF_NAME or len(token) < _LETTERS_AT_START:
        return False
    if min(lexicon.log_probability(word) or _SLIP for word in (first, second)) < _KNOWN_NAME:
        return False
    return lexicon.neighbour(token) is None and lexicon.paradigms.share(token) < _SHARE_OF_FORM


def _in_document(token: bytes, split: Split, surroundings: Surroundings) -> float:
    """The score of a split after a look at the rest of the document."""
    others = min(surroundings.count(token) - 1, _MOST_ELSEWHERE)
    score = split.score - _TOKEN_ELSEWHERE * max(0, others)
    if surroundings.has_pair(token[: split.cut], token[split.cut :]):
        score += _PAIR_ELSEWHERE
    return score


def _is_well_known(word: bytes, lexicon: Lexicon) -> bool:
    """Whether a word is more than a slip that the lists have."""
    return word in lexicon.listed or (lexicon.log_probability(word) or _SLIP) > _SLIP


def _is_very_common(word: bytes, lexicon: Lexicon) -> bool:
    frequency = lexicon.log_probability(word)
    return frequency is not None and frequency > _VERY_COMMON


def _in_three(token: bytes, lexicon: Lexicon) -> tuple[int, int] | None:
    """The two cuts that make three words of a token that is no word, all common and both cuts sure.

    The first two are not a prefix of the language, and the token is no slip for another word and no form of one.
    """
    if not _THREE_LETTERS <= len(token) <= REACH or lexicon.log_probability(token) is not None:
        return None
    if token in lexicon.listed:
        return None
    best: tuple[float, tuple[int, int]] | None = None
    for cut in range(1, len(token) - 3):
        first = lexicon.log_probability(token[:cut])
        if first is None or first < _COMMON or (cut == 1 and not lexicon.is_single(token[:1])):
            continue
        rest = token[cut:]
        split = lexicon.split(rest)
        if split is None or split.score < _SURE:
            continue
        second = lexicon.split(token[: cut + split.cut])
        if second is None or second.cut != cut or second.score < _SURE_FIRST:
            continue
        score = split.score + second.score
        if (best is None or score > best[0]) and not lexicon.begins_words(token[: cut + split.cut]):
            best = (score, (cut, cut + split.cut))
    is_word = best and (lexicon.neighbour(token) is not None or lexicon.paradigms.share(token) > _SHARE_OF_FORM)
    return best[1] if best and not is_word else None


def _case_cuts(text: str, match: re.Match[str], lexicon: Lexicon, surroundings: Surroundings) -> tuple[int, ...]:
    """Where a capital inside a word begins the next one.

    Names of firms, products and functions are built the same way. So both halves must stand elsewhere in the
    document, one of them next to its neighbour of here, a name, too ("NoemSouth Dakota", where "South Dakota" is
    named elsewhere); or the first is a very common word, in lower case behind another word in lower case (in German
    also behind a noun), or as the first word of a sentence.
    """
    word = match.group()
    cut = next((index for index in range(1, len(word)) if word[index].isupper()), 0)
    is_acronym = word[:cut].islower() and word[cut:].isupper() and 1 < len(word) - cut <= _ACRONYM
    if not cut or not (is_acronym or ((word[1:cut] + word[cut + 1 :]).islower() and len(word) - cut > 1)):
        return ()
    alphabet = lexicon.alphabet
    token = alphabet.word(word)
    if token is None or _is_well_known(token, lexicon) or surroundings.count(token) > 1:
        return ()
    first, second = token[:cut], token[cut:]
    if _is_heading_before_text(text, match, cut, first, lexicon):
        return (cut,)
    if word[0].islower():
        if is_acronym or len(second) < _CAMEL:
            is_joined = _is_common_before_acronym(
                word[:cut], first, second, lexicon, surroundings, is_acronym=is_acronym
            )
        else:
            is_named = _NAME_BEHIND_RE.match(text, match.end()) is not None
            is_joined = _is_common_before_name(word[:cut], first, second, lexicon, surroundings, is_named=is_named)
        if not (lexicon.language == "de" or _is_behind_lower(text, match)):
            return ()
        if is_joined or is_acronym:
            return (cut,) if is_joined else ()
        end = _end_of_name(second, lexicon)
        if end and _is_common_before_name(word[:cut], first, second[:end], lexicon, surroundings, is_named=False):
            return (cut, cut + end)
        return ()
    if len(second) < _CAMEL:
        return ()
    if begins_sentence(text, match):
        if _is_article_before_noun(first, second, lexicon):
            return (cut,)
        if lexicon.language == "en" and _is_very_common(first, lexicon) and _OF_NAME_BEHIND_RE.match(text, match.end()):
            end = _end_of_name(second, lexicon) or len(second)
            if (lexicon.log_probability(second[:end]) or _SLIP) > _NOUN:
                return (cut,) if end == len(second) else (cut, cut + end)
    if cut < _CAMEL or not (surroundings.count(first) and surroundings.count(second)):
        return ()
    before = _WORD_BEFORE_RE.search(text[max(0, match.start() - REACH) : match.start()])
    after = _WORD_BEHIND_RE.match(text, match.end())
    names = [(before[1], word[:cut])] if before else []
    names += [(word[cut:], after[1])] if after else []
    return (cut,) if any(_is_named(one, other, alphabet, surroundings) for one, other in names) else ()


def _end_of_name(word: bytes, lexicon: Lexicon) -> int:
    """Where a name ends that a common word ran together with, too (``Januaryafter``); 0 if none did."""
    split = lexicon.split(word) if lexicon.log_probability(word) is None else None
    if split is None:
        return 0
    name, rest = word[: split.cut], word[split.cut :]
    least = _SURE_OF_VERB if _is_reported(name, rest, lexicon) else _SURE_OF_NAME
    return split.cut if split.score > least and _is_behind_name(name, rest, lexicon) else 0


def _is_heading_before_text(text: str, match: re.Match[str], cut: int, first: bytes, lexicon: Lexicon) -> bool:
    """Whether the last word of a heading stands before the first of a sentence (``pointsThe harbour``)."""
    opener = match.group()[cut:]
    if not opener.istitle() or opener.lower() not in OPENERS.get(lexicon.language, ()) or cut < _CAMEL:
        return False
    if lexicon.language in ("en", "pl", "ru", "tr", "uk") and len(opener) < _CAMEL:
        return False
    follows = _WORD_BEHIND_RE if lexicon.language == "de" else _LOWER_BEHIND_RE
    is_word = first in lexicon.listed or lexicon.language == "de"
    return (
        is_word
        and (lexicon.log_probability(first) or _SLIP) > _BEFORE_HEADING
        and bool(follows.match(text, match.end()))
    )


def _is_behind_lower(text: str, match: re.Match[str]) -> bool:
    """Whether another word in lower case precedes, or one that begins a sentence."""
    return _LOWER_BEFORE_RE.search(text, max(0, match.start() - REACH), match.start()) is not None


def _is_common_before_name(
    word: str, first: bytes, second: bytes, lexicon: Lexicon, surroundings: Surroundings, *, is_named: bool
) -> bool:
    """Whether a common word in lower case stands before a known one, or one that stands elsewhere in the document.

    Products and functions begin with words of one or two letters, too (``eBay``, ``isEmpty``), most of them English;
    English firms with an article before a common word (``theScore``), which is told from the beginning of a name by
    what stands behind it (``theWhite House``).
    """
    is_elsewhere = surroundings.count(second) > 0
    frequency = lexicon.log_probability(second)
    if len(first) == 1 and (word in _OF_PRODUCTS or not lexicon.is_single(first)):
        return False
    if lexicon.language == "en":
        if len(first) < _CAMEL and not _is_very_common(first, lexicon):
            return False
        if (word in _BEFORE_DAYS and second in _DAYS) or (word in _BEFORE_PLACES and second in PLACES):
            return True
        if (frequency or _SLIP) > _KNOWN_NAME:
            if is_named and _is_very_common(first, lexicon):
                return True
            plural = lexicon.log_probability(second + b"s") or _SLIP
            if (word in _BEFORE_NAMES or _is_before_name(word, first, second, lexicon)) and plural < (
                frequency or _SLIP
            ) - _RARE_PLURAL:
                return True
    elif second in _DAYS_ELSEWHERE.get(lexicon.language, ()):
        return (lexicon.log_probability(first) or _SLIP) > _COMMON
    elif (_is_very_common(first, lexicon) and frequency is not None) or (
        is_named and lexicon.language != "de" and _are_known(first, second, lexicon)
    ):
        return True
    if _is_very_common(first, lexicon):
        return is_elsewhere
    return is_elsewhere and (lexicon.log_probability(first) or _COMMON) > _COMMON and second not in lexicon.listed


def _are_known(first: bytes, second: bytes, lexicon: Lexicon) -> bool:
    """Whether two words are common and neither is short, as the first is in names of products."""
    if min(len(first), len(second)) < _LETTERS_OF_NAME:
        return False
    return (lexicon.log_probability(first) or _SLIP) > _NOUN and (lexicon.log_probability(second) or _SLIP) > _NAME


def _is_before_name(word: str, first: bytes, second: bytes, lexicon: Lexicon) -> bool:
    """Whether an English word of four letters or more stands before what is a name only (``toldReuters``)."""
    is_common = (lexicon.log_probability(first) or _SLIP) > _COMMON
    return len(word) >= _LETTERS_OF_NAME and is_common and (second in PLACES or second not in lexicon.listed)


def _is_common_before_acronym(
    word: str, first: bytes, second: bytes, lexicon: Lexicon, surroundings: Surroundings, *, is_acronym: bool
) -> bool:
    """The same before capitals only, or a short form such as ``Mr``; ``mRNA`` and ``noSQL`` are built that way, too."""
    if len(first) < (2 if is_acronym else 3):
        return False
    frequency = lexicon.log_probability(second) or _SLIP
    if not (_is_very_common(first, lexicon) or (lexicon.language == "en" and word in _BEFORE_ACRONYMS)):
        return False
    if is_acronym and (surroundings.count(second) or (frequency > _KNOWN_NAME and second not in lexicon.listed)):
        return True
    return frequency > _COMMON


def _is_article_before_noun(first: bytes, second: bytes, lexicon: Lexicon) -> bool:
    """Whether a very common word begins a sentence before a common one; English firms are called so (``TheStreet``)."""
    if lexicon.language == "en" or len(first) == 1 or not _is_very_common(first, lexicon):
        return False
    is_noun = second in lexicon.listed or lexicon.language == "de"  # whose nouns are not listed in lower case
    least = _NOUN if len(second) < _LETTERS_AT_START else _RARE_NOUN  # names of firms are short
    return is_noun and (lexicon.log_probability(second) or _SLIP) > least


def _is_named(first: str, second: str, alphabet: Alphabet, surroundings: Surroundings) -> bool:
    """Whether two words with capitals stand side by side in the document."""
    one, other = alphabet.word(first), alphabet.word(second)
    return first[0].isupper() and second[0].isupper() and bool(one and other and surroundings.has_pair(one, other))
