"""Blocks and the rule book → findings → verdicts. Nothing here edits.

Two passes, both kept: a verdict on each block by what it says and where it stands, then a revision by its
neighbours (a label takes its teaser along, a sign-off ends the article).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.document import Block, Finding, Kind, Verdict
from cleaner.prose import ends_sentence, word_count
from cleaner.rulebook import Action, Rule, RuleBook, Takes, Zone

__all__ = ["KEEP", "Place", "decide", "find", "is_prose", "is_teaser", "judge", "revise"]

KEEP = Verdict(True)
DECISIVE = 1.0
"""Sum of scores at which a block goes."""

LONG_PROSE = 60  # words; above, only a rule that decides alone can remove a block
_PROSE = 12  # words; a shorter block may be a headline even if it ends in a full stop
_TEASER = 25  # words of a long headline
_HEADS = 2  # a label that stands there more often is a button under each of many teasers, and heads none
_HEAD_BLOCKS, _HEAD_SHARE = 5, 0.15
_TAIL_BLOCKS, _TAIL_SHARE = 6, 0.25


class Place(NamedTuple):
    """Where an article is from: language code and host name, as far as known."""

    language: str | None = None
    host: str | None = None


def is_prose(block: Block) -> bool:
    """Whether a block is running text: at least a sentence of some length."""
    return word_count(block.text) >= _PROSE and ends_sentence(block.text)


_NO_TEASER_RE = re.compile(r"""[.。।۔…:：]["'”’»›)\]]*\s*\Z""")
_ITEM_RE = re.compile(r"\s*[-–—*•·▪◦>»]")


def is_teaser(block: Block) -> bool:
    """Whether a block may be a headline or its deck under a label: short, and no plain sentence."""
    return word_count(block.text) <= _TEASER and not _NO_TEASER_RE.search(block.text)


def zone_of(index: int, count: int) -> set[Zone]:
    """The zones of the block with this index among so many."""
    zones = {Zone.ANY}
    if index < max(_HEAD_BLOCKS, _HEAD_SHARE * count):
        zones.add(Zone.HEAD)
    if index >= count - max(_TAIL_BLOCKS, _TAIL_SHARE * count):
        zones.add(Zone.TAIL)
    return zones


def find(blocks: Sequence[Block], book: RuleBook, place: Place) -> list[tuple[Finding, ...]]:
    """For each block, the rules that speak about it."""
    findings = []
    for index, block in enumerate(blocks):
        matches = [Finding(*match) for match in book.search(block.text, place.language)]
        matches += [Finding(rule) for rule in book.structural]
        if matches:
            words, zones = word_count(block.text), zone_of(index, len(blocks))
            matches = [
                match for match in matches if _applies(match.rule, place) and _is_met(match.rule, block, words, zones)
            ]
        findings.append(tuple(matches))
    return findings


def _applies(rule: Rule, place: Place) -> bool:
    return not rule.host or (place.host is not None and f".{place.host}".endswith(f".{rule.host}"))


def _is_met(rule: Rule, block: Block, words: int, zones: set[Zone]) -> bool:
    where = rule.where
    return (
        where.min_words <= words <= where.max_words
        and where.zone in zones
        and block.link_density >= where.min_link_density
        and (where.ends_sentence is None or where.ends_sentence == ends_sentence(block.text))
    )


def decide(block: Block, findings: Sequence[Finding]) -> Verdict:
    """The verdict on a block by itself: protection first, then the sum of the scores."""
    for finding in findings:
        if finding.rule.action is Action.PROTECT:
            return Verdict(True, finding.rule.id, finding.rule.category, "protected")
    against = sorted(
        (finding.rule for finding in findings if finding.rule.action in (Action.REMOVE, Action.CUT)),
        key=lambda rule: -rule.score,
    )
    if not against or block.kind in (Kind.CODE, Kind.TITLE):
        return KEEP
    total = sum(rule.score for rule in against)
    if against[0].score >= DECISIVE:
        return Verdict(False, against[0].id, against[0].category)
    if total < DECISIVE - 1e-9 or word_count(block.text) > LONG_PROSE:
        return KEEP
    parts = " + ".join(f"{rule.id} {rule.score:g}" for rule in against)
    return Verdict(False, "+".join(rule.id for rule in against), against[0].category, f"{parts} = {total:g}")


def revise(
    blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], verdicts: Sequence[Verdict]
) -> list[Verdict]:
    """Verdicts after a look at the neighbours. Linear in the number of blocks: none is visited twice."""
    revised = list(verdicts)
    texts = Counter(block.text for block in blocks)
    runs = _Runs(blocks)
    done = 0
    for index, (found, verdict) in enumerate(zip(findings, verdicts, strict=True)):
        if verdict.is_kept or texts[blocks[index].text] > _HEADS:
            continue
        rules = [finding.rule for finding in found if finding.rule.action in (Action.REMOVE, Action.CUT)]
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
            return index + 2 if is_teaser(self._blocks[index + 1]) else index + 1
        end = self._run_end(index + 1)
        if index + 2 < end < count and _is_subheading(self._blocks[end - 1], self._blocks[end - 2]):
            end -= 1
        return end

    def _run_end(self, start: int) -> int:
        """Index of the first block from here on that is no teaser."""
        if not self._ends:
            end = len(self._blocks)
            for index in range(end - 1, -1, -1):
                end = end if is_teaser(self._blocks[index]) else index
                self._ends.append(end)
            self._ends.reverse()
        return self._ends[start]


def _is_subheading(block: Block, above: Block) -> bool:
    """Whether the last block of a run rather belongs to the prose below: it is no item of a list that ends there."""
    return not (_ITEM_RE.match(block.text) and _ITEM_RE.match(above.text))


def judge(blocks: Sequence[Block], findings: Sequence[Sequence[Finding]]) -> list[Verdict]:
    """The verdicts on all blocks: each by itself, then by its neighbours."""
    alone = [decide(block, found) for block, found in zip(blocks, findings, strict=True)]
    return revise(blocks, findings, alone) if not all(verdict.is_kept for verdict in alone) else alone
