"""The edges that literals know of: of words, of the line, and of the group that they stand in."""

from __future__ import annotations

from cleaner.patterns.code import PLAIN_SIGNS, is_word

__all__ = [
    "BOUNDARY",
    "CLOSING",
    "CLOSING_OR_SIGN",
    "EDGE",
    "ENDS",
    "OPENING",
    "OPENING_OR_SIGN",
    "Literals",
    "closed",
    "edge_after",
    "ended",
    "opened",
    "trimmed",
    "useful",
]

Literals = frozenset[str]

BOUNDARY = "\b"
"""Stands in a literal for the edge of a word."""

EDGE = "\x02"
"""Stands in a literal for the edge of the line: nothing of a word lies beyond."""

OPENING = "\x03"  # stands for what stands before a group, as long as only the group is looked at
OPENING_OR_SIGN = "\x04"  # the same, or a sign in place of it
CLOSING = "\x05"  # stands for what stands behind a group, perhaps with signs between
CLOSING_OR_SIGN = "\x06"  # the same, or a sign in place of it
ENDS = BOUNDARY + EDGE + OPENING + OPENING_OR_SIGN + CLOSING + CLOSING_OR_SIGN
_NOTHING_SPECIAL = ENDS + "".join(PLAIN_SIGNS)
_NO_ENDS = dict.fromkeys(map(ord, ENDS))
_OPENINGS = (OPENING, OPENING_OR_SIGN)


def trimmed(literal: str) -> str:
    """The literal with edges at its ends only, and those of a word only beside a word."""
    core = literal.strip(ENDS)
    before, after = literal.split(core, 1)
    core = core.translate(_NO_ENDS)
    return _edge(before, core[:1]) + core + _edge(after, core[-1:])


def _edge(ends: str, character: str) -> str:
    """The strongest of edges beside a character."""
    if EDGE in ends:
        return EDGE
    return BOUNDARY if BOUNDARY in ends and is_word(character) else ""


def useful(literals: Literals | None) -> tuple[Literals, ...]:
    """The literals, unless one of them is nothing but edges and plain signs, so that every line has it."""
    return (literals,) if literals and all(literal.strip(_NOTHING_SPECIAL) for literal in literals) else ()


def edge_after(literals: Literals) -> str:
    """The edge at which whatever stands after any of the literals begins, perhaps with signs between."""
    for edge in (EDGE, OPENING):
        if all(edge in text and not any(map(is_word, text)) for text in literals):
            return edge
    if not all(text and not is_word(text[-1]) for text in literals):
        return ""
    return OPENING_OR_SIGN if any(text[-1] in _OPENINGS for text in literals) else BOUNDARY


def opened(literals: Literals, before: str) -> Literals:
    """The literals of a group behind this edge."""
    instead = BOUNDARY if before in (BOUNDARY, EDGE) else before and OPENING_OR_SIGN
    return frozenset(text.replace(OPENING, before).replace(OPENING_OR_SIGN, instead) for text in literals)


def ended(literals: Literals, after: str) -> Literals:
    """The literals of a group before this edge."""
    instead = BOUNDARY if after in (BOUNDARY, EDGE) else after and CLOSING_OR_SIGN
    return frozenset(text.replace(CLOSING, after).replace(CLOSING_OR_SIGN, instead) for text in literals)


def closed(literals: Literals) -> Literals:
    """The literals as they are read from before the group."""
    return frozenset(text.lstrip("".join(_OPENINGS)) for text in literals)
