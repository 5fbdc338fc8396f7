"""The revision of verdicts by what stands above and below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cleaner.boilerplate.place import zone_of
from cleaner.document import Block, Finding, Kind, Verdict
from cleaner.prose import is_teaser, word_count
from cleaner.rulebook import Action, Rule, Takes, Zone

__all__ = ["DECISIVE", "LONG_PROSE", "is_protected", "removing", "revise"]

DECISIVE = 1.0
"""Sum of scores at which a block goes."""

LONG_PROSE = 60  # words; above, only a rule that decides alone can remove a block
COMPANY = 0.4
"""What a removed neighbour adds to the evidence that a block has of its own."""

_HEADS = 2  # a label that stands there more often is a button under each of many teasers, and heads none
_ITEM_RE = re.compile(r"\s*[-–—*•·▪◦>»]")


def removing(findings: Sequence[Finding]) -> list[Rule]:
    """The rules that speak against a block, the strongest first."""
    rules = [finding.rule for finding in findings if finding.rule.action in (Action.REMOVE, Action.CUT)]
    return sorted(rules, key=lambda rule: -rule.score) if len(rules) > 1 else rules


def revise(
    blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], verdicts: Sequence[Verdict]
) -> list[Verdict]:
    """Verdicts after a look at the neighbours. Linear in the number of blocks: none is visited twice."""
    return _in_company(blocks, findings, _with_heads(blocks, findings, verdicts))


def _with_heads(
    blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], verdicts: Sequence[Verdict]
) -> list[Verdict]:
    """Verdicts once labels, heads and sign-offs have taken what goes with them."""
    revised = list(verdicts)
    texts = Counter(block.text for block in blocks)
    runs = _Runs(blocks)
    done = 0
    for index, (found, verdict) in enumerate(zip(findings, verdicts, strict=True)):
        if verdict.is_kept or texts[blocks[index].text] > _HEADS:
            continue
        rules = removing(found)
        end = runs.end(index, rules)
        for below in range(max(index + 1, done), end):
            if revised[below].is_kept and not is_protected(findings[below]):
                revised[below] = verdict._replace(note=f"goes with the block above: {blocks[index].text[:60]!r}")
        done = max(done, end)
    return revised


def is_protected(findings: Sequence[Finding]) -> bool:
    """Whether a rule speaks for a block."""
    return any(finding.rule.action is Action.PROTECT for finding in findings)


class _Runs:
    """Where the runs of teasers end, found once for all of them."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._ends: list[int] = []

    def end(self, index: int, rules: Sequence[Rule]) -> int:
        """Index of the first block below a removed one that does not go with it."""
        count = len(self._blocks)
        if any(rule.action is Action.CUT for rule in rules) and Zone.TAIL in zone_of(index, count):
            return count
        takes = {rule.takes for rule in rules} - {Takes.NOTHING}
        if not takes or index + 1 == count:
            return index + 1
        if Takes.RUN not in takes:
            return index + 2 if is_teaser(self._blocks[index + 1].text) else index + 1
        end = self._run_end(index + 1)
        if index + 2 < end < count and _is_subheading(self._blocks[end - 1], self._blocks[end - 2]):
            end -= 1
        return end

    def _run_end(self, start: int) -> int:
        """Index of the first block from here on that is no teaser."""
        if not self._ends:
            end = len(self._blocks)
            for index in range(end - 1, -1, -1):
                end = end if is_teaser(self._blocks[index].text) else index
                self._ends.append(end)
            self._ends.reverse()
        return self._ends[start]


def _is_subheading(block: Block, above: Block) -> bool:
    """Whether the last block of a run rather belongs to the prose below: it is no item of a list that ends there."""
    return not (_ITEM_RE.match(block.text) and _ITEM_RE.match(above.text))


def _in_company(
    blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], verdicts: list[Verdict]
) -> list[Verdict]:
    """Verdicts once weak evidence has been weighed together with a removed neighbour: downwards, then upwards."""
    weak = [index for index, found in enumerate(findings) if found and verdicts[index].is_kept]
    for order, step in ((weak, -1), (reversed(weak), 1)):
        for index in order:
            beside = index + step
            if not verdicts[index].is_kept or not 0 <= beside < len(blocks) or verdicts[beside].is_kept:
                continue
            against = removing(findings[index])
            total = sum(rule.score for rule in against) + COMPANY
            if (
                not against
                or total < DECISIVE - 1e-9
                or is_protected(findings[index])
                or blocks[index].kind in (Kind.CODE, Kind.TITLE)
                or word_count(blocks[index].text) > LONG_PROSE
            ):
                continue
            parts = " + ".join(f"{rule.id} {rule.score:g}" for rule in against)
            side = "above" if step < 0 else "below"
            note = f"{parts} + {COMPANY:g} for {blocks[beside].text[:40]!r} {side} = {total:g}"
            verdicts[index] = Verdict(False, "+".join(rule.id for rule in against), against[0].category, note)
    return verdicts
