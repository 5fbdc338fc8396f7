"""What the lines that name author and date say, once they are out of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cleaner.document import Block, Finding, Verdict
from cleaner.patterns import Pattern
from cleaner.rulebook import Category, RuleBook

__all__ = ["read_bylines", "read_lines"]

_EDGES = " \t\xa0|,·•–—-"


def read_bylines(
    blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], verdicts: Sequence[Verdict]
) -> dict[str, str]:
    """The fields that the rules for bylines read in the lines that go: ``author``, ``date``, ``reading_time``.

    Each is as the line has it, and of several the first one counts.

    Args:
        blocks: all blocks of the document.
        findings: the rules that speak about each.
        verdicts: what is decided about each.
    """
    return _first(
        field
        for block, found, verdict in zip(blocks, findings, verdicts, strict=True)
        if not verdict.is_kept and verdict.category == Category.BYLINE
        for finding in found
        if finding.rule.category is Category.BYLINE and finding.pattern
        for field in _fields(block.trail.text, finding.pattern)
    )


def read_lines(lines: Sequence[str], book: RuleBook, language: str | None) -> dict[str, str]:
    """The same for lines that a page calls so, by the rules that need no other lines beside them."""
    return _first(
        field
        for line, matches in zip(lines, book.search_all(book.unbounded(lines), language), strict=True)
        for match in matches
        if match.rule.category is Category.BYLINE and match.rule.where.sign is None
        for field in _fields(line, match.pattern)
    )


def _fields(line: str, pattern: Pattern) -> Iterator[tuple[str, str]]:
    for name, (start, end) in (pattern.search(line) or {}).items():
        yield name, line[start:end].strip(_EDGES)


def _first(fields: Iterable[tuple[str, str]]) -> dict[str, str]:
    read: dict[str, str] = {}
    for name, value in fields:
        if value:
            read.setdefault(name, value)
    return read
