"""How rare literals are in ordinary text: the rarer, the better they tell lines in which a pattern may occur."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable

from cleaner.language import function_words
from cleaner.patterns.code import PLAIN_SIGNS
from cleaner.patterns.edges import EDGE, ENDS, Literals

__all__ = ["MOST_NEEDED", "best", "cost"]

MOST_NEEDED = 2
"""Lists that are kept of a pattern."""

# How often a character stands at a place of ordinary text, roughly: English letters by rank, all others by kind.
_RANKED = "etaoinshrdlcumwfgypbvkjxqz"
_LETTER = {letter: 0.12 * 0.84**rank for rank, letter in enumerate(_RANKED)}
_FREQUENCY = dict.fromkeys(ENDS, 0.3) | {EDGE: 0.005}
_FREQUENCY |= dict.fromkeys(PLAIN_SIGNS, 0.2) | dict.fromkeys("–—:!?()", 0.0005)
_COMMON_WORD = 1e-3
_DIGIT, _LETTER_BEYOND, _OTHER = 0.02, 0.04, 0.0002
_NOTHING_SPECIAL = ENDS + "".join(PLAIN_SIGNS)


def _weight(literal: str) -> float:
    """How often a literal can be expected at a place of ordinary text: the less, the better it tells a line.

    Where there is one digit, there are more: several count as one. Function words are in every text of their language.
    """
    weight = math.prod(map(_weight_of, literal.replace("00", "0").replace("00", "0")))
    core = literal.strip(_NOTHING_SPECIAL)
    is_common = core in function_words() and not literal.startswith(core) and not literal.endswith(core)
    return max(weight, _COMMON_WORD * (_FREQUENCY[EDGE] if EDGE in literal else 1)) if is_common else weight


@functools.cache
def _weight_of(character: str) -> float:
    if character in _FREQUENCY:
        return _FREQUENCY[character]
    if character in _LETTER:
        return _LETTER[character]
    if character.isdigit():
        return _DIGIT
    return _LETTER_BEYOND if character.isalpha() and character < "\u0700" else _OTHER


@functools.lru_cache(maxsize=1024)
def cost(literals: Literals) -> float:
    return sum(map(_weight, literals))


def best(lists: Iterable[Literals]) -> tuple[Literals, ...]:
    """The lists that the fewest lines are expected to have a literal of, best first."""
    return tuple(sorted(dict.fromkeys(lists), key=cost)[:MOST_NEEDED])
