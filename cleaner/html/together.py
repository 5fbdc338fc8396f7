"""What speaks for or against a block of a page once its neighbours are known: the second look."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import mul
from typing import Any, NamedTuple

from cleaner.document import Kind
from cleaner.html.alone import Signs
from cleaner.html.facts import Around, Fact
from cleaner.html.weights import TOGETHER

__all__ = ["TOGETHER_SIGNS", "set_odds_together", "signs_together"]

_NEAR = 6  # neighbours on each side
_MOST_ODDS = 6.0
_MOST_WEIGHT = 41  # of a block among others, which otherwise is the number of its words and one
_CORE = (-0.4, 12)  # view of a block that is text beyond doubt, and its words
_FAR = 10  # blocks from those to one that is far from them

_HANDED_DOWN = ("description", "title", "claimed", "unclaimed", "beyond", "above_title")
_DOWN = frozenset(_HANDED_DOWN)
TOGETHER_SIGNS = (
    *("bias", "odds", "previous", "next", "previous.2", "next.2", "before", "after", "either"),
    *("mean.element", "mean.parent", "mean.grandparent", "mean.alike"),
    *("alone.element", "alone.parent", "alone.grandparent", "alone.alike"),
    *("heading", "heading.next", "above", "far_above", "below", "far_below"),
    *_HANDED_DOWN,
)
"""The names of what :func:`signs_together` measures, in its order."""

_WEIGHTS = [TOGETHER.get(name, 0.0) for name in TOGETHER_SIGNS]

Column = Sequence[float]
"""A value for each block."""


class _Views(NamedTuple):
    """What each block came to by itself: −1 text … 1 boilerplate, its weight among others, and both multiplied."""

    views: Column
    weights: Column
    values: Column

    @classmethod
    def of(cls, facts: Sequence[Fact]) -> _Views:
        tanh = math.tanh
        views = [tanh(fact.odds / 2) for fact in facts]
        weights = [fact.words + 1 if fact.words + 1 < _MOST_WEIGHT else _MOST_WEIGHT for fact in facts]
        return cls(views, weights, list(map(mul, views, weights)))


def signs_together(facts: Sequence[Fact], signs: Sequence[Signs]) -> Iterator[tuple[float, ...]]:
    """What speaks for or against each block, given the odds of all: a value for each of the names."""
    seen = _Views.of(facts)
    columns = (
        [1.0] * len(facts),
        [max(-_MOST_ODDS, min(_MOST_ODDS, fact.odds)) for fact in facts],
        *_near(seen),
        *_groups(facts, seen),
        *_headings(facts, seen),
        *_places(facts, seen),
        *_handed_down(signs),
    )
    return zip(*columns, strict=True)


def set_odds_together(facts: Sequence[Fact], signs: Sequence[Signs]) -> None:
    """Set the odds of each block anew, with what its neighbours came to."""
    for fact, row in zip(facts, signs_together(facts, signs), strict=True):
        fact.odds = sum(map(mul, _WEIGHTS, row))


def _near(seen: _Views) -> tuple[Column, ...]:
    """The blocks before and behind each, those one further, the means of some on each side, and the worse of both."""
    count = len(seen.views)
    edged = [1.0, 1.0, *seen.views, 1.0, 1.0]
    run, mass = [0.0, *accumulate(seen.values)], [0.0, *accumulate(seen.weights)]

    def mean(start: int, end: int) -> float:
        return (run[end] - run[start]) / (mass[end] - mass[start]) if start < end else 1.0

    before = [mean(index - _NEAR if index > _NEAR else 0, index) for index in range(count)]
    after = [mean(index, end) for index, end in zip(range(1, count + 1), _ends(count), strict=True)]
    return edged[1:-3], edged[3:-1], edged[:-4], edged[4:], before, after, list(map(max, before, after))


def _ends(count: int) -> Iterator[int]:
    """Where the neighbours behind each block end."""
    return (end if end < count else count for end in range(1 + _NEAR, count + 1 + _NEAR))


def _headings(facts: Sequence[Fact], seen: _Views) -> tuple[Column, Column]:
    """Whether each block is a heading, and what comes below one."""
    is_heading = [float(fact.node.kind is Kind.HEADING) for fact in facts]
    return is_heading, list(map(mul, is_heading, [*seen.views[1:], 1.0]))


def _places(facts: Sequence[Fact], seen: _Views) -> tuple[Column, ...]:
    """Whether each block is above or below all that is text beyond doubt, and how far."""
    count = len(facts)
    view, words = _CORE
    core = [index for index, fact in enumerate(facts) if seen.views[index] < view and fact.words >= words]
    first, last = (core[0], core[-1]) if core else (0, count)
    above = [first - index if index < first else 0 for index in range(count)]
    below = [index - last if index > last else 0 for index in range(count)]
    return tuple(
        column
        for blocks in (above, below)
        for column in ([float(far > 0) for far in blocks], [min(1.0, far / _FAR) for far in blocks])
    )


def _handed_down(signs: Sequence[Signs]) -> Iterator[Column]:
    """Some of the signs that each block has by itself."""
    rows = [() if _DOWN.isdisjoint(found) else found for found in signs]
    for name in _HANDED_DOWN:
        yield [1.0 if name in found else 0.0 for found in rows]


class _Group:
    """Blocks that belong together: the sum of their views by weight, and that of their weights."""

    __slots__ = ("values", "weights")

    def __init__(self) -> None:
        self.values = 0.0
        self.weights = 0.0


_Groups = tuple[_Group, _Group, _Group, _Group]
"""Those of one block: of its element, of the two around it, and of all blocks that look alike."""


def _groups(facts: Sequence[Fact], seen: _Views) -> list[Column]:
    """The means of the other blocks in each of the groups of a block; then whether it is alone in each."""
    groups = _grouped(facts, seen)
    means, lonely = [], []
    for same in zip(*[groups[fact.around] for fact in facts], strict=True):
        others = [
            (group.values - value, group.weights - weight)
            for group, value, weight in zip(same, seen.values, seen.weights, strict=True)
        ]
        means.append([value / weight if weight > 0 else 0.0 for value, weight in others])
        lonely.append([0.0 if weight > 0 else 1.0 for _, weight in others])
    return [*means, *lonely]


def _grouped(facts: Sequence[Fact], seen: _Views) -> dict[Around, _Groups]:
    own: dict[Around, _Group] = defaultdict(_Group)
    for fact, value, weight in zip(facts, seen.values, seen.weights, strict=True):
        group = own[fact.around]
        group.values += value
        group.weights += weight
    by_parent: dict[Any, _Group] = defaultdict(_Group)
    by_grandparent: dict[Any, _Group] = defaultdict(_Group)
    by_look: dict[Any, _Group] = defaultdict(_Group)
    groups: dict[Around, _Groups] = {}
    for around, inner in own.items():
        _, parent, grandparent, *_ = (*around.chain, None, None)
        outer = by_parent[parent], by_grandparent[grandparent], by_look[around.look, around.outer]
        for group in outer:
            group.values += inner.values
            group.weights += inner.weights
        groups[around] = (inner, *outer)
    return groups
