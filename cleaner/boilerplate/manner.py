"""What is rare in a text, and what is its manner, as an address to the reader is in a guide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleaner.document import Finding

__all__ = ["is_rare", "without_manner"]

_FEW, _RARE = 3, 0.08  # blocks, and their share, that something rare may speak about


def is_rare(count: int, blocks: int) -> bool:
    """Whether so many blocks among all are few.

    >>> is_rare(3, 10), is_rare(4, 60), is_rare(8, 30)
    (True, True, False)
    """
    return count <= max(_FEW, _RARE * blocks)


def without_manner(findings: Sequence[Sequence[Finding]]) -> Sequence[Sequence[Finding]]:
    """The findings without those of rules that count only where they are rare, and are not."""
    counts = Counter(finding.rule.id for found in findings for finding in found if finding.rule.where.rare)
    often = {id_ for id_, count in counts.items() if not is_rare(count, len(findings))}
    if not often:
        return findings
    return [[finding for finding in found if finding.rule.id not in often] for found in findings]
