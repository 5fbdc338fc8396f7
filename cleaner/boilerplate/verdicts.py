"""Findings → verdicts: each block by itself, then by its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.boilerplate.neighbours import DECISIVE, LONG_PROSE, counted, is_protected, removing, revise
from cleaner.document import Block, Finding, Kind, Verdict
from cleaner.prose import word_count
from cleaner.rulebook import Action

__all__ = ["KEEP", "decide", "judge"]

KEEP = Verdict(True)


def decide(block: Block, findings: Sequence[Finding]) -> Verdict:
    """The verdict on a block by itself: protection first, then the sum of the scores."""
    if not findings:
        return KEEP
    if is_protected(findings):
        rule = next(finding.rule for finding in findings if finding.rule.action is Action.PROTECT)
        return Verdict(True, rule.id, rule.category, "protected")
    against = removing(findings)
    if not against or block.kind in (Kind.CODE, Kind.TITLE):
        return KEEP
    page = "; ".join(finding.note for finding in findings if finding.note)
    if against[0].score >= DECISIVE:
        return Verdict(False, against[0].id, against[0].category, page)
    if sum(rule.score for rule in against) < DECISIVE - 1e-9 or word_count(block.text) > LONG_PROSE:
        return KEEP
    against = counted(against)
    total = sum(rule.score for rule in against)
    if total < DECISIVE - 1e-9:
        return KEEP
    parts = " + ".join(f"{rule.id} {rule.score:g}" for rule in against)
    note = "; ".join(filter(None, (f"{parts} = {total:g}", page)))
    return Verdict(False, "+".join(rule.id for rule in against), against[0].category, note)


def judge(blocks: Sequence[Block], findings: Sequence[Sequence[Finding]]) -> list[Verdict]:
    """The verdicts on all blocks: each by itself, then by its neighbours."""
    alone = [decide(block, found) if found else KEEP for block, found in zip(blocks, findings, strict=True)]
    return revise(blocks, findings, alone) if not all(verdict.is_kept for verdict in alone) else alone
