"""Threads of readers' comments that stand behind an article, and go as a whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from cleaner.boilerplate.neighbours import DECISIVE
from cleaner.document import Block, Finding, Kind, Verdict
from cleaner.prose import is_prose
from cleaner.rulebook import Rule, Takes

__all__ = ["without_threads"]

_MARKS = 3  # marks of comments that make a thread
_COMMENT = 12  # blocks of a comment; more between two marks are a text of their own
_LABEL = 2  # lines from the word for comments alone, which may be a button anywhere, to the first mark below it
_ARTICLE = 3  # paragraphs above a thread that make an article: with fewer, the page may be a forum


class _Mark(NamedTuple):
    """Where a comment shows what it is, and the rule that says so."""

    place: int
    rule: Rule


def without_threads(
    blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], verdicts: Sequence[Verdict]
) -> Sequence[Verdict]:
    """Verdicts once threads of comments have gone: their heads, marks, and all between.

    A thread begins at a head, such as "12 comments", above the first of its marks; without a head, at the first mark,
    if its marks are such that nothing but a comment has. Above it an article must stand. What stands behind the last
    mark goes with it only if it is no longer than a comment of the thread.
    """
    heads = list(_marks(findings, Takes.THREAD))
    marks = list(_marks(findings, Takes.COMMENT))
    if len(marks) < _MARKS:
        return verdicts
    revised = list(verdicts)
    kept = (verdict.is_kept and is_prose(block.text) for block, verdict in zip(blocks, verdicts, strict=True))
    prose = list(accumulate(kept, initial=0))  # paragraphs above each block
    for chain in _chains(marks, {head.place for head in heads if head.rule.score >= DECISIVE}):
        head = _head(heads, chain[0].place)
        if head is None:
            chain = [mark for mark in chain if mark.rule.score >= DECISIVE]
        if len(chain) < _MARKS:
            continue
        start = chain[0].place if head is None else head.place
        if prose[start] < _ARTICLE:
            continue
        rule = chain[0].rule
        verdict = Verdict(False, rule.id, rule.category, f"in the comments below {blocks[start].text[:60]!r}")
        for index in range(start, _end(chain, len(blocks))):
            if revised[index].is_kept and blocks[index].kind is not Kind.TITLE:
                revised[index] = verdict
    return revised


def _marks(findings: Sequence[Sequence[Finding]], takes: Takes) -> Iterator[_Mark]:
    """The blocks of which a rule with this task speaks, with the strongest such rule."""
    for index, found in enumerate(findings):
        rules = [finding.rule for finding in found if finding.rule.takes is takes]
        if rules:
            yield _Mark(index, max(rules, key=lambda rule: rule.score))


def _chains(marks: Sequence[_Mark], heads: set[int]) -> Iterator[list[_Mark]]:
    """Marks with no more than a comment between them. A head begins another thread: that of the next article."""
    chain = [marks[0]]
    for above, below in pairwise(marks):
        is_apart = below.place - above.place > _COMMENT or any(
            index in heads for index in range(above.place + 1, min(below.place, above.place + _COMMENT) + 1)
        )
        if is_apart:
            yield chain
            chain = []
        chain.append(below)
    yield chain


def _head(heads: Sequence[_Mark], first: int) -> _Mark | None:
    """The nearest head above the first mark of a thread, if no more than a comment stands between them."""
    number = bisect_right(heads, first, key=lambda head: head.place) - 1
    if number < 0:
        return None
    reach = _COMMENT if heads[number].rule.score >= DECISIVE else _LABEL
    return heads[number] if first - heads[number].place <= reach else None


def _end(chain: Sequence[_Mark], count: int) -> int:
    """Index of the first block behind a thread."""
    last = chain[-1].place
    longest = max(below.place - above.place for above, below in pairwise(chain))
    return count if count - last <= longest else last + 1
