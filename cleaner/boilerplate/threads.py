"""Threads of readers' comments that stand behind an article, and go as a whole."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from cleaner.boilerplate.neighbours import DECISIVE
from cleaner.document import Block, Finding, Kind, Verdict
from cleaner.prose import is_prose, word_count
from cleaner.rulebook import Rule, Takes

__all__ = ["without_threads"]

_MARKS = 3  # marks of comments that make a thread
_COMMENT = 12  # blocks of a comment; more between two marks are a text of their own
_LABEL = 2  # lines from the word for comments alone, which may be a button anywhere, to the first mark below it
_BEHIND = 2  # paragraphs behind a thread that show that the article goes on
_NAMING, _ONE_WRITER = 3, 0.6  # words of a mark that names a writer, and the share of all that one of a live blog has
_ARTICLE = 3  # paragraphs above a thread that make an article: with fewer, the page may be a forum


class _Mark(NamedTuple):
    """Where a comment shows what it is, and the rule that says so."""

    place: int
    rule: Rule


def without_threads(
    blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], verdicts: list[Verdict]
) -> list[Verdict]:
    """Verdicts once threads of comments have gone: their heads, marks, and all between; the same ones if there is none.

    A thread begins at a head, such as "12 comments", above the first of its marks; without a head, at the first mark,
    if its marks are such that nothing but a comment has. Above it an article must stand. What stands behind the last
    mark goes with it only if it is no longer than a comment of the thread.
    """
    marks = list(_marks(findings, Takes.COMMENT))
    if len(marks) < _MARKS:
        return verdicts
    heads = list(_marks(findings, Takes.THREAD))
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
        end = _end(chain, len(blocks))
        is_sure = all(mark.rule.score >= DECISIVE for mark in chain)
        if prose[start] < _ARTICLE or not (is_sure or _may_be_comments(blocks, chain, prose[-1] - prose[end])):
            continue
        rule = chain[0].rule
        verdict = Verdict(False, rule.id, rule.category, f"in the comments below {blocks[start].text[:60]!r}")
        for index in range(start, end):
            if revised[index].is_kept and blocks[index].kind is not Kind.TITLE:
                revised[index] = verdict
    return revised


def _may_be_comments(blocks: Sequence[Block], chain: Sequence[_Mark], behind: int) -> bool:
    """Whether marks that a text may have, too, are those of comments.

    A button such as "Reply" is enough. Where all marks name somebody, nothing of the article may stand behind them, as
    in an interview, and one writer alone is that of a live blog.
    """
    texts = [blocks[mark.place].text for mark in chain]
    if any(word_count(text) < _NAMING and not text.rstrip().endswith((":", "：")) for text in texts):
        return True
    writers = Counter(map(_writer, texts))
    return behind < _BEHIND and max(writers.values()) < _ONE_WRITER * len(texts)


def _writer(text: str) -> str:
    """The words of a mark, without date and time."""
    return " ".join(word for word in text.casefold().split() if not any(map(str.isdigit, word)))


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
