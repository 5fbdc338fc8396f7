"""Common words behind what may be a name (``Courtruled``)."""

from __future__ import annotations

from cleaner.repair.commonness import COUNTED, SLIP
from cleaner.repair.lexicon import Lexicon

__all__ = [
    "LETTERS_AT_START",
    "LETTERS_OF_NAME",
    "NAME",
    "SURE_AT_START",
    "SURE_OF_NAME",
    "SURE_OF_VERB",
    "is_behind_name",
    "is_reported",
    "is_said",
    "sure_behind_name",
]

SURE_OF_NAME = 4.0
"""Score that a cut in a token with a capital must reach, which may be a name."""
_SURE_BEHIND_NAME = 2.0  # the same where the first word may be the name, but in English, in which firms are called so
SURE_OF_VERB = 2.0
"""The same where a verb of saying stands behind the name."""
SURE_AT_START, LETTERS_AT_START = 3.0, 10
"""The same, and least letters, where the token begins a sentence."""
NAME, LETTERS_OF_NAME = -5.5, 4
"""Log P and least letters of a name that may have another word joined to its end."""
_LETTERS_WITH_NAME = 8  # of both; shorter ones are other names, as of products (``Everand``)
_REPORTING = frozenset(
    b"said says told wrote reported announced added confirmed found warned showed noted called claimed".split()
)
"""English verbs that stand behind a name more often than at the end of one."""
_LETTERS_BEFORE_VERB = 5  # of a name; with less, it may be one that ends so (``Abusaid``)
_FREQUENT = -3.3  # log P of a word that is not much rarer


def sure_behind_name(lexicon: Lexicon) -> float:
    """The score that a cut behind what may be a name must reach."""
    return SURE_OF_NAME if lexicon.language == "en" else _SURE_BEHIND_NAME


def is_behind_name(first: bytes, second: bytes, lexicon: Lexicon) -> bool:
    """Whether a common word stands behind one that may be a name."""
    if len(first) < LETTERS_OF_NAME or len(second) == 1 or len(first) + len(second) < _LETTERS_WITH_NAME:
        return False
    if (lexicon.log_probability(first) or SLIP) < NAME:
        return False
    if is_reported(first, second, lexicon):
        return True
    return (lexicon.log_probability(second) or SLIP) > (_FREQUENT if lexicon.language == "en" else COUNTED)


def is_reported(first: bytes, second: bytes, lexicon: Lexicon) -> bool:
    """Whether an English verb of saying stands behind what may be a name (``Healthsaid``)."""
    return is_said(second, lexicon) and len(first) >= _LETTERS_BEFORE_VERB


def is_said(word: bytes, lexicon: Lexicon) -> bool:
    """Whether a word is an English verb of saying."""
    return lexicon.language == "en" and word in _REPORTING
