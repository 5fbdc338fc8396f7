"""How common a word is, in steps that the repair of joined words asks for."""

from __future__ import annotations

from cleaner.repair.lexicon import Lexicon

__all__ = ["COMMON", "COUNTED", "KNOWN_NAME", "SLIP", "is_very_common", "is_well_known"]

_VERY_COMMON = -2.9  # log P of a word such as "the" or "said"
COMMON = -4.0
"""Log P of a word of which 1 in 10,000 is one."""
COUNTED = -4.5
"""Log P of a word behind a number or name."""
KNOWN_NAME = -5.2
"""Log P of a name or acronym that is often in the news."""
SLIP = -7.0
"""Log P of what is no word, but was written a few times."""


def is_well_known(word: bytes, lexicon: Lexicon) -> bool:
    """Whether a word is more than a slip that the lists have."""
    return word in lexicon.listed or (lexicon.log_probability(word) or SLIP) > SLIP


def is_very_common(word: bytes, lexicon: Lexicon) -> bool:
    """Whether a word is one of the hundred or two that each text has."""
    frequency = lexicon.log_probability(word)
    return frequency is not None and frequency > _VERY_COMMON
