"""What is known of parts of a pattern, and of parts that follow each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.patterns.code import is_word
from cleaner.patterns.edges import (
    BOUNDARY,
    CLOSING,
    CLOSING_OR_SIGN,
    EDGE,
    OPENING,
    Literals,
    closed,
    edge_after,
    ended,
    opened,
    useful,
)
from cleaner.patterns.rarity import best

__all__ = [
    "ANYTHING",
    "EMPTY",
    "MOST",
    "MOST_ALTERNATIVES",
    "NOTHING",
    "SIGN",
    "Concatenation",
    "Part",
    "is_optional",
    "is_signs",
    "product",
    "united",
]

MOST = 64  # products of lists longer than this are not made: the longer list is taken apart
MOST_ALTERNATIVES = 600  # longer lists are needed, no longer multiplied


class Part(NamedTuple):
    """What is known of a part of a pattern.

    Attributes:
        exact: all that it can match, or None if that is no short list.
        needed: lists of literals; one of each stands in whatever it matches. The best one is first.
        first: with one of these begins whatever it matches, unless that is nothing; None if that isn't known.
        last: with one of these it ends, perhaps with signs behind it.
        is_signs: whether nothing that it matches holds a character of a word. Told by ``exact`` where that is known.
        is_optional: whether it can match nothing at all. Told by ``exact`` as well.
        is_open: whether signs may stand behind its ``last``.
    """

    exact: Literals | None
    needed: tuple[Literals, ...] = ()
    first: Literals | None = None
    last: Literals | None = None
    is_signs: bool = False
    is_optional: bool = False
    is_open: bool = False


EMPTY = frozenset([""])
NOTHING = Part(EMPTY)
ANYTHING = Part(None)
SIGN = Part(None, is_signs=True)


def is_signs(part: Part) -> bool:
    """Whether nothing that a part matches holds a character of a word."""
    if part.exact is None:
        return part.is_signs
    return not any(is_word(character) for text in part.exact for character in text)


def is_optional(part: Part) -> bool:
    """Whether a part can match nothing at all."""
    return part.is_optional if part.exact is None else "" in part.exact


def _edge_before(part: Part) -> str:
    """The edge at which whatever stands before the part ends."""
    if part.exact is None:
        return BOUNDARY if part.is_signs and not part.is_optional else ""
    if all(text[:1] == EDGE for text in part.exact):
        return EDGE
    return BOUNDARY if all(text and not is_word(text[0]) for text in part.exact) else ""


def united(lists: Sequence[Literals | None]) -> Literals | None:
    """All of the lists in one, or None if one of them isn't known or holds nothing."""
    if not all(literals and "" not in literals for literals in lists):
        return None
    return frozenset().union(*(literals or () for literals in lists))


def _may_follow(part: Part) -> bool:
    """Whether a part may be missing, and begins with a sign if it is there."""
    if part.exact is not None:
        return "" in part.exact and not any(is_word(text[0]) for text in part.exact if text)
    return part.is_optional and bool(part.first) and not any(is_word(text[0]) for text in part.first or ())


class Concatenation:
    """Parts that follow each other, put together one by one."""

    def __init__(self) -> None:
        self._first: Literals | None = None
        self._last = frozenset([OPENING])  # all that the parts since the last unknown one can match
        self._waiting: Literals | None = None  # literals before what may be missing: the next part tells how they end
        self._is_apart = False  # whether more than signs may stand between those and what comes next
        self._pending: list[Literals] = []  # the same for literals that end with a group
        self._needed: list[Literals] = []
        self._is_exact = self._is_signs = self._is_optional = True

    def add(self, part: Part) -> None:
        """Put a part behind the others."""
        self._is_signs = self._is_signs and is_signs(part)
        self._is_optional = self._is_optional and is_optional(part)
        if is_signs(part) and is_optional(part):
            pass
        elif _may_follow(part):
            self._is_apart = self._waiting is not None
            self._pending = [ended(literals, CLOSING_OR_SIGN) for literals in self._pending]
        else:
            self._settle(_edge_before(part))
        before = edge_after(self._last)
        if part.exact is not None and len(joined := product(self._last, part.exact)) <= MOST:
            self._last = joined
        elif is_signs(part):
            self._pass(part, before)
        elif part.exact is not None:
            self._break(part.exact, frozenset(before + text for text in part.exact))
        else:
            if _may_follow(part) and self._waiting is None:
                self._waiting, self._is_apart = self._last, True
            self._break(None if part.is_optional else part.first, part.last, part.is_optional)
            if part.is_open:
                self._settle("")
                self._waiting, self._last = self._last, EMPTY
        self._pending += [opened(literals, before) for literals in part.needed]

    def whole(self) -> Part:
        """All of the parts as one."""
        if self._is_exact:
            return Part(closed(self._last))
        is_open = self._waiting is not None and not self._is_apart
        last = closed(self._waiting if is_open and self._waiting else self._last)
        self._settle(CLOSING)
        self._need(self._last, CLOSING)
        return Part(
            None,
            best(self._needed),
            self._first,
            None if "" in last else last,
            self._is_signs,
            self._is_optional,
            is_open,
        )

    def _settle(self, edge: str) -> None:
        """Need the literals that wait, with the edge before what comes now."""
        if self._waiting is not None:
            closing = CLOSING_OR_SIGN if self._is_apart else CLOSING
            self._pending.append(frozenset(literal + closing for literal in self._waiting))
        for literals in self._pending:
            self._need(ended(literals, edge))
        self._waiting, self._is_apart, self._pending = None, False, []

    def _break(self, first: Literals | None, last: Literals | None, is_optional: bool = False) -> None:
        """Go past a part of which not all is known, but perhaps how it begins and ends."""
        known = self._last
        if first is not None and len(known) * len(first) <= MOST_ALTERNATIVES:
            known = product(known, first)
        self._leave(None if known is self._waiting else known)
        self._last = (self._last | last if is_optional else last) if last else EMPTY

    def _pass(self, part: Part, before: str) -> None:
        """Go past signs of which not all is known, or which are too many together with what stands before."""
        may_lack = is_optional(part)
        if may_lack:
            self._waiting = self._waiting or self._last
            self._leave(None)
        else:
            self._leave(self._last, _edge_before(part))
        self._last = frozenset([before if may_lack or before == EDGE else BOUNDARY])

    def _leave(self, known: Literals | None, edge: str = "") -> None:
        if known is not None:
            self._need(known, edge)
        if self._is_exact:
            first = closed(known) if known else EMPTY
            self._first = None if "" in first else first
        self._is_exact = False

    def _need(self, literals: Literals, edge: str = "") -> None:
        self._needed += useful(frozenset(literal + edge for literal in literals) if edge else literals)


def product(first: Literals, second: Literals) -> Literals:
    """Each of the first literals with each of the second behind it."""
    return frozenset(one + other for one in first for other in second)
