"""The blocks of a page with the marks on them that stand.

A mark is void where the element that it is on holds a large part of the page's prose: no share bar, promo or list of
other articles does. What readers write may be longer than the article; below a text it is known by its name alone,
and counts as prose of the page no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from cleaner.document import Kind
from cleaner.html.facts import Fact, measured
from cleaner.html.marks import Mark
from cleaner.html.walk import Marked, Node

__all__ = ["gather"]

_VOID_SHARE = 0.4  # of the page's prose: a mark on an element that holds more of it is void
_MOST_SHARE = 0.6  # of the page's prose: a mark whose elements hold more of it together is void

_CAPTION = "html.people.caption"
_FIGURES = (Kind.TABLE, Kind.CODE)  # the figure around them is one of them, not an image
_COMMENTS = "html.related.comments"
_LEAST_ABOVE = (2, 400)  # blocks and characters of prose above what readers write


def gather(nodes: Sequence[Node], marked: Sequence[Marked]) -> list[Fact]:
    """The measures of all blocks, with the marks that stand."""
    facts = measured(nodes)
    readers = _readers(facts, marked)
    if readers:
        for fact in facts:
            if not readers.isdisjoint(fact.node.scope.marked):
                fact.prose = 0.0
    _set_marks(facts, marked, readers)
    return facts


def _readers(facts: Sequence[Fact], marked: Sequence[Marked]) -> set[int]:
    """The marked elements, by number, that hold what readers write: called so, below a text, without a headline."""
    called = {number for number, (_, marks) in enumerate(marked) if any(mark.id == _COMMENTS for mark in marks)}
    found: dict[int, bool] = {}
    blocks, characters = 0, 0.0
    for fact in facts if called else ():
        inside = called.intersection(fact.node.scope.marked)
        if fact.around.look.tag == "h1":
            found.update(dict.fromkeys(inside, False))
        elif fact.prose and inside:
            is_below = blocks >= _LEAST_ABOVE[0] and characters >= _LEAST_ABOVE[1]
            for number in inside:
                found.setdefault(number, is_below)
        elif fact.prose:
            blocks, characters = blocks + 1, characters + fact.prose
    return {number for number, is_below in found.items() if is_below}


def _set_marks(facts: Sequence[Fact], marked: Sequence[Marked], readers: Collection[int]) -> None:
    """Set the marks of each block, leaving out those that would take a large part of the page's prose."""
    prose: dict[tuple[int, ...], float] = {}
    for fact in facts:
        numbers = fact.node.scope.marked
        prose[numbers] = prose.get(numbers, 0.0) + fact.prose
    by_element: dict[int, float] = defaultdict(float)
    by_mark: dict[Mark, float] = defaultdict(float)
    for numbers, held in prose.items():
        if held:
            for number in numbers:
                by_element[number] += held
            for mark in {mark for number in numbers for mark in marked[number].marks}:
                by_mark[mark] += held
    total = sum(prose.values()) or 1.0
    void = {mark for mark, held in by_mark.items() if mark.score > 0 and held > _MOST_SHARE * total}
    large = {number for number, held in by_element.items() if held > _VOID_SHARE * total}
    known = {}
    for numbers in prose:
        stands: dict[Mark, None] = {}
        for number in numbers:
            for mark in marked[number].marks:
                if mark.score < 0 or number in readers or (number not in large and mark not in void):
                    stands[mark] = None
        known[numbers] = tuple(stands)
    for fact in facts:
        fact.marks = known[fact.node.scope.marked]
        if fact.node.kind in _FIGURES:
            fact.marks = tuple(mark for mark in fact.marks if mark.id != _CAPTION)
