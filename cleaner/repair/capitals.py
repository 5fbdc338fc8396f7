"""Words joined where a capital stands inside a token (``NoemSouth``, ``theWhite House``)."""

from __future__ import annotations

import re

from cleaner.repair.alphabet import Alphabet
from cleaner.repair.commonness import COMMON, KNOWN_NAME, SLIP, is_very_common, is_well_known
from cleaner.repair.lexicon import Lexicon
from cleaner.repair.names import (
    LETTERS_AT_START,
    LETTERS_OF_NAME,
    NAME,
    SURE_OF_NAME,
    SURE_OF_VERB,
    is_behind_name,
    is_reported,
    is_said,
)
from cleaner.repair.openers import OPENERS
from cleaner.repair.places import PLACES
from cleaner.repair.surroundings import Surroundings
from cleaner.repair.tokens import CYRILLIC, REACH, begins_sentence, words_by_language

__all__ = ["WORD_BEHIND_RE", "cuts_at_capitals"]

_LOWER_BEFORE_RE = re.compile(r"(?<![^\W\d_])[^\W\d_A-Z][^\W\d_]*,? $|(?:^|[.!?…:]['\"”’»)\]]* )[\"“„«‘']?[^\W\d_]+ $")
_WORD_BEFORE_RE = re.compile(r"(?<![\w'’-])([^\W\d_]{2,}) $")
WORD_BEHIND_RE = re.compile(r" ([^\W\d_]{2,})")
_NAME_BEHIND_RE = re.compile(r" (?:(?:of|for) (?:the )?)?[^\W\d_a-z][^\W\d_]")
_OF_NAME_BEHIND_RE = re.compile(r" (?:of|for) (?:the )?[A-Z][a-z]")
_LOWER_BEHIND_RE = re.compile(r" [^\W\d_A-Z]")
_CAMEL = 3  # letters with which names of products rarely begin in lower case
_ACRONYM = 6  # letters, at most
_OF_PRODUCTS = "eiouеєя"
_RARE_PLURAL = 1.2  # by how much rarer in log P the plural of a name is at least
_BEFORE_PLACES = frozenset(("in", "to", "into", "near", "across", "outside", "around", "between"))
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
_OF_CHANNELS = frozenset((b"one", b"four", b"eins", b"plus", b"live"))  # beside numerals (``BBCtwo``)
_OF_APPS = words_by_language(
    {
        "de": "mein meine",
        "es": "mi mis",
        "fr": "ma mes mon",
        "it": "io mia mio",
        "nl": "ik mijn",
        "pl": "moja moje mój",
        "pt": "meu minha",
        "ro": "mea meu",
        "ru": "моё мои мой моя",
        "uk": "мій моє мої моя",
    }
)
"""Words for what is one's own: names of apps begin with them (``meinKonto``)."""
_PREPOSITIONS = words_by_language(
    {
        "de": "am aus bei durch für gegen im mit nach von vor zum zur zwischen",
        "es": "con contra de desde entre hacia hasta para por según sobre",
        "fr": "avec chez contre dans de depuis entre pour selon vers",
        "it": "con contro da dal dalla del della di nel nella per tra",
        "nl": "bij door met naar tegen tussen uit van voor",
        "pl": "dla do na od po pod przed przez przy we za ze",
        "pt": "com contra da de desde do entre na no para pela pelo por",
        "ro": "către cu de din după între lângă prin spre",
        "ru": "без во для до за из ко на об от по под при про со через",
        "uk": "без від для до за зі із на об по під при про через",
    }
)
"""Prepositions before names of people and places; fewer brands begin with them than with articles and ``in``."""
_NAMES_APART = frozenset(("es", "fr", "it", "nl", "pt", "ro"))
"""Languages in which only names have capitals, and whose lists of words hold few names."""
_CYRILLIC_WORD = -6.0  # log P of one of four letters or more before a name
_LETTERS_OF_UNKNOWN = 5  # of a name that the lists don't have, at least
_NOUN = -5.0  # log P of a common noun
_RARE_NOUN = -6.5  # log P of one that is long
_SHORT = 2  # letters of words that names of products begin with
_RARE_NAME = -6.5  # log P of what may be one of those


def cuts_at_capitals(text: str, match: re.Match[str], lexicon: Lexicon, surroundings: Surroundings) -> tuple[int, ...]:
    """Where a capital inside a word begins the next one.

    Names of firms, products and functions are built the same way. So both halves must stand elsewhere in the
    document, one of them next to its neighbour of here, a name, too ("NoemSouth Dakota", where "South Dakota" is
    named elsewhere); or the first is a very common word, in lower case behind another word in lower case (in German
    also behind a noun), or as the first word of a sentence.
    """
    word = match.group()
    capitals = next((index for index, letter in enumerate(word) if not letter.isupper()), 0)
    if 1 < capitals <= _ACRONYM:
        return _cuts_behind_acronym(word, capitals, lexicon, surroundings)
    cut = next((index for index in range(1, len(word)) if word[index].isupper()), 0)
    is_acronym = word[:cut].islower() and word[cut:].isupper() and 1 < len(word) - cut <= _ACRONYM
    if not cut or not (is_acronym or ((word[1:cut] + word[cut + 1 :]).islower() and len(word) - cut > 1)):
        return ()
    alphabet = lexicon.alphabet
    token = alphabet.word(word)
    if token is None or is_well_known(token, lexicon) or surroundings.count(token) > 1:
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
        if lexicon.language == "en" and is_very_common(first, lexicon) and _OF_NAME_BEHIND_RE.match(text, match.end()):
            end = _end_of_name(second, lexicon) or len(second)
            if (lexicon.log_probability(second[:end]) or SLIP) > _NOUN:
                return (cut,) if end == len(second) else (cut, cut + end)
    if cut < _CAMEL or not (surroundings.count(first) and surroundings.count(second)):
        return ()
    before = _WORD_BEFORE_RE.search(text[max(0, match.start() - REACH) : match.start()])
    after = WORD_BEHIND_RE.match(text, match.end())
    names = [(before[1], word[:cut])] if before else []
    names += [(word[cut:], after[1])] if after else []
    return (cut,) if any(_is_named(one, other, alphabet, surroundings) for one, other in names) else ()


def _cuts_behind_acronym(word: str, cut: int, lexicon: Lexicon, surroundings: Surroundings) -> tuple[int, ...]:
    """Where a known acronym ends that a common word ran together with (``BBCthat``)."""
    token, first, second = map(lexicon.alphabet.word, (word, word[:cut], word[cut:]))
    if not (token and first and second and word[cut:].islower() and len(word) - cut >= _CAMEL):
        return ()
    is_common = is_very_common(second, lexicon) or is_said(second, lexicon)
    if not is_common or second in _OF_CHANNELS or second in lexicon.numerals:
        return ()
    if is_well_known(token, lexicon) or surroundings.count(token) > 1:
        return ()
    is_name = first not in lexicon.listed or lexicon.language == "de"  # whose acronyms are listed
    is_known = is_name and (lexicon.log_probability(first) or SLIP) > KNOWN_NAME
    return (cut,) if is_known or surroundings.count(first) else ()


def _end_of_name(word: bytes, lexicon: Lexicon) -> int:
    """Where a name ends that a common word ran together with, too (``Januaryafter``); 0 if none did."""
    split = lexicon.split(word) if lexicon.log_probability(word) is None else None
    if split is None:
        return 0
    name, rest = word[: split.cut], word[split.cut :]
    least = SURE_OF_VERB if is_reported(name, rest, lexicon) else SURE_OF_NAME
    return split.cut if split.score > least and is_behind_name(name, rest, lexicon) else 0


def _is_heading_before_text(text: str, match: re.Match[str], cut: int, first: bytes, lexicon: Lexicon) -> bool:
    """Whether the last word of a heading stands before the first of a sentence (``pointsThe harbour``)."""
    opener = match.group()[cut:]
    if not opener.istitle() or opener.lower() not in OPENERS.get(lexicon.language, ()) or cut < _CAMEL:
        return False
    if lexicon.language in ("en", "pl", "ru", "tr", "uk") and len(opener) < _CAMEL:
        return False
    follows = WORD_BEHIND_RE if lexicon.language == "de" else _LOWER_BEHIND_RE
    is_word = first in lexicon.listed or lexicon.language == "de"
    return (
        is_word
        and (lexicon.log_probability(first) or SLIP) > _BEFORE_HEADING
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
    if lexicon.language in _NAMES_APART and second in lexicon.listed and second not in PLACES:
        return second in _DAYS_ELSEWHERE.get(lexicon.language, ())  # no name: only brands have a capital there
    if _is_word_before_name(word, first, second, lexicon):
        return True
    if len(first) == 1 and (word in _OF_PRODUCTS or not lexicon.is_single(first)):
        return False
    if word in _OF_APPS.get(lexicon.language, ()):
        return False
    if lexicon.language == "en":
        if len(first) < _CAMEL and not is_very_common(first, lexicon):
            return False
        if (word in _BEFORE_DAYS and second in _DAYS) or (word in _BEFORE_PLACES and second in PLACES):
            return True
        if (frequency or SLIP) > KNOWN_NAME:
            if is_named and is_very_common(first, lexicon):
                return True
            plural = lexicon.log_probability(second + b"s") or SLIP
            if (word in _BEFORE_NAMES or _is_before_name(word, first, second, lexicon)) and plural < (
                frequency or SLIP
            ) - _RARE_PLURAL:
                return True
    elif second in _DAYS_ELSEWHERE.get(lexicon.language, ()):
        return (lexicon.log_probability(first) or SLIP) > COMMON
    elif len(first) == _SHORT and _is_like_product(second, lexicon):
        return is_elsewhere  # such as ``inDrive``
    elif (is_very_common(first, lexicon) and frequency is not None) or (
        is_named and lexicon.language != "de" and _are_known(first, second, lexicon)
    ):
        return True
    if is_very_common(first, lexicon):
        return is_elsewhere
    return is_elsewhere and (lexicon.log_probability(first) or COMMON) > COMMON and second not in lexicon.listed


def _is_word_before_name(word: str, first: bytes, second: bytes, lexicon: Lexicon) -> bool:
    """Whether a preposition, or any word in Cyrillic letters, stands before what may be a name, a known one or not."""
    if len(second) < _LETTERS_OF_UNKNOWN:
        return False
    if lexicon.language in CYRILLIC and len(word) >= LETTERS_OF_NAME and not word.isascii():
        return (lexicon.log_probability(first) or SLIP) > _CYRILLIC_WORD
    return word in _PREPOSITIONS.get(lexicon.language, ())


def _is_like_product(second: bytes, lexicon: Lexicon) -> bool:
    """Whether a word is English or rare, but for German, which makes rare words of known ones."""
    is_rare = lexicon.language != "de" and (lexicon.log_probability(second) or SLIP) < _RARE_NAME
    return is_rare or not lexicon.is_native(second)


def _are_known(first: bytes, second: bytes, lexicon: Lexicon) -> bool:
    """Whether two words are common and neither is short, as the first is in names of products."""
    if min(len(first), len(second)) < LETTERS_OF_NAME:
        return False
    return (lexicon.log_probability(first) or SLIP) > _NOUN and (lexicon.log_probability(second) or SLIP) > NAME


def _is_before_name(word: str, first: bytes, second: bytes, lexicon: Lexicon) -> bool:
    """Whether an English word of four letters or more stands before what is a name only (``toldReuters``)."""
    is_common = (lexicon.log_probability(first) or SLIP) > COMMON
    return len(word) >= LETTERS_OF_NAME and is_common and (second in PLACES or second not in lexicon.listed)


def _is_common_before_acronym(
    word: str, first: bytes, second: bytes, lexicon: Lexicon, surroundings: Surroundings, *, is_acronym: bool
) -> bool:
    """The same before capitals only, or a short form such as ``Mr``; ``mRNA`` and ``noSQL`` are built that way, too."""
    if len(first) < (2 if is_acronym else 3):
        return False
    frequency = lexicon.log_probability(second) or SLIP
    if not (is_very_common(first, lexicon) or (lexicon.language == "en" and word in _BEFORE_ACRONYMS)):
        return False
    if is_acronym and (surroundings.count(second) or (frequency > KNOWN_NAME and second not in lexicon.listed)):
        return True
    return frequency > COMMON


def _is_article_before_noun(first: bytes, second: bytes, lexicon: Lexicon) -> bool:
    """Whether a very common word begins a sentence before a common one; English firms are called so (``TheStreet``)."""
    if lexicon.language == "en" or len(first) == 1 or not is_very_common(first, lexicon):
        return False
    is_noun = second in lexicon.listed or lexicon.language == "de"  # whose nouns are not listed in lower case
    least = _NOUN if len(second) < LETTERS_AT_START else _RARE_NOUN  # names of firms are short
    return is_noun and (lexicon.log_probability(second) or SLIP) > least


def _is_named(first: str, second: str, alphabet: Alphabet, surroundings: Surroundings) -> bool:
    """Whether two words with capitals stand side by side in the document."""
    one, other = alphabet.word(first), alphabet.word(second)
    return first[0].isupper() and second[0].isupper() and bool(one and other and surroundings.has_pair(one, other))
