"""Numbers and words that lost the space between them (``in2019``, ``40people``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.ledger import Change
from cleaner.repair.commonness import COMMON, COUNTED, SLIP, is_very_common, is_well_known
from cleaner.repair.lexicon import Lexicon
from cleaner.repair.slips import STAGE
from cleaner.repair.surroundings import Surroundings
from cleaner.repair.tokens import CYRILLIC, TOKEN, begins_sentence, is_in_prose, words_by_language

__all__ = ["joined_numbers"]

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
_BEFORE_YEARS = words_by_language(
    {
        "de": "seit bis nach vor zwischen ab von",
        "en": "since until before after between during around through early late about",
        "es": "desde hasta entre durante tras",
        "fr": "depuis avant après entre vers",
        "it": "dal nel fino dopo entro",
        "nl": "sinds tot na voor tussen",
        "pl": "od do po przed",
        "pt": "desde até entre durante após",
        "ro": "din până după între",
        "ru": "после",
        "uk": "після",
    }
)
"""Words that years stand behind, less common than those that may stand before any number."""
_COUNT_BEHIND_RE = re.compile(rf"{TOKEN[0]}([^\W\d_]{{2,5}})\d{{2,3}}(?= [^\W\d_]{{3}})")
_COUNTING = frozenset(("en", "es", "fr", "it", "pt"))  # languages without words of a number and more (``25jährig``)
_SHORT_UNIT_RE = re.compile(rf"{TOKEN[0]}(?<![£€])(?:\d{{1,3}}[.:])?\d{{1,6}}([^\W\d_]{{3}}){TOKEN[1]}")
_SHORT_UNITS = words_by_language(
    {
        "de": "Uhr",
        "en": "men",
        "fr": "ans",
        "it": "ore",
        "nl": "uur",
        "pl": "lat dni",
        "ro": "ani lei ore",
        "ru": "год лет",
        "tr": "gün yıl",
        "uk": "рік дні",
    }
)
"""Words of three letters that stand behind numbers and are no ending of theirs."""
_SCORE_RE = re.compile(r"(?:(?<=[\s(“„«])|^)\d{1,3}[-–:]\d{1,3}([^\W\d_]{3,12})(?= [^\W\d_])")
_WORD_BEFORE_RE = re.compile(rf"(?<=[^\W\d_] ){TOKEN[0]}([^\W\d_]{{4,12}})\d{{1,3}}(?= ([^\W\d_]{{4,20}}))")


def joined_numbers(text: str, lexicon: Lexicon, surroundings: Surroundings) -> Iterator[Change]:
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
        if behind and word and any(is_well_known(numeral + word, lexicon) for numeral in lexicon.numerals):
            continue
        if word is None or not is_plain or not is_in_prose(text, match) or surroundings.has_twice(match[0]):
            continue
        least = COUNTED if lexicon.language in _COUNTING else COMMON
        if before and (is_month or is_very_common(word, lexicon) or _stands_before_years(before, lexicon)):
            yield _space_at_number(match.end(1))
        elif behind and (lexicon.log_probability(word) or SLIP) > least:
            yield _space_at_number(match.end(2))
    for match in _YEAR_BEFORE_RE.finditer(text):
        word = lexicon.alphabet.word(match[1])
        is_plain = match[1].istitle() or (match[1].islower() and lexicon.language in _COUNTING and match[1] != "am")
        if word and is_plain and is_very_common(word, lexicon) and not surroundings.has_twice(match[0]):
            yield _space_at_number(match.start(1))
    if lexicon.language in ("pl", "ru", "uk"):
        for match in _YEAR_BEHIND_LETTER_RE.finditer(text):
            if lexicon.is_single(lexicon.alphabet.encode(match[1])):
                yield _space_at_number(match.end(1))
    units = _SHORT_UNITS.get(lexicon.language, frozenset())
    for match in _SHORT_UNIT_RE.finditer(text) if units else ():
        if match[1] in units and is_in_prose(text, match) and not surroundings.has_twice(match[0]):
            yield _space_at_number(match.start(1))
    for match in _SCORE_RE.finditer(text):
        word = lexicon.alphabet.word(match[1])
        is_plain = match[1].islower() and word is not None and is_very_common(word, lexicon)
        if is_plain and word and not any(is_well_known(numeral + word, lexicon) for numeral in lexicon.numerals):
            yield _space_at_number(match.start(1))
    if lexicon.language in CYRILLIC:
        for match in _WORD_BEFORE_RE.finditer(text):
            words = [lexicon.alphabet.word(match[group]) for group in (1, 2) if match[group].islower()]
            are_common = [word and (lexicon.log_probability(word) or SLIP) > COUNTED for word in words]
            if len(words) == 2 and all(are_common) and not surroundings.has_twice(match[0]):
                yield _space_at_number(match.end(1))
    for match in _COUNT_BEHIND_RE.finditer(text):
        word = lexicon.alphabet.word(match[1])
        if word and match[1].islower() and is_very_common(word, lexicon) and not surroundings.has_twice(match[0]):
            yield _space_at_number(match.end(1))


def _stands_before_years(word: str, lexicon: Lexicon) -> bool:
    return word.lower() in _BEFORE_YEARS.get(lexicon.language, ())


def _space_at_number(place: int) -> Change:
    return Change(place, place, " ", "words.joined_number", STAGE)
