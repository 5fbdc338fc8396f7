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
from cleaner.rulebook import Action, Match, Rule, RuleBook, Takes, Zone

__all__ = ["KEEP", "Place", "Searched", "decide", "find", "is_prose", "is_teaser", "judge", "revise"]

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


Searched = dict[tuple[str, bool], tuple[Match, ...]]
"""Matches by line and whether they are those of rules that protect, as far as they have been searched for."""


def find(
    blocks: Sequence[Block], book: RuleBook, place: Place, searched: Searched | None = None
) -> list[tuple[Finding, ...]]:
    """For each block, the rules that speak about it. What protects is looked for only if something acts.

    Args:
        blocks: the blocks of a document, in order.
        book: the rules.
        place: where it is from.
        searched: filled, so that another reading of the same document needs not search again.
    """
    searched = {} if searched is None else searched
    findings: list[tuple[Finding, ...]] = []
    for index, block in enumerate(blocks):
        text = block.trail.text
        matches = searched.get((text, False))
        if matches is None:
            least = 0 if "  " in text else text.count(" ") - 1
            matches = searched[text, False] = book.search_acting(text, place.language, max(0, least))
        if book.structural:
            matches = (*matches, *(Match(rule, -1) for rule in book.structural))
        findings.append(_met(matches, blocks, index, place) if matches else ())
    if any(findings):
        reaches = any(
            finding.rule.takes is not Takes.NOTHING or finding.rule.action is Action.CUT
            for found in findings
            for finding in found
        )
        for index, block in enumerate(blocks):
            if not (reaches or findings[index]):
                continue
            text = block.trail.text
            matches = searched.get((text, True))
            if matches is None:
                matches = searched[text, True] = book.search_protecting(text, place.language)
            if matches:
                findings[index] += _met(matches, blocks, index, place)
    for index, block in enumerate(blocks):
        if block.findings:
            findings[index] += block.findings
    return findings


def _met(matches: Sequence[Match], blocks: Sequence[Block], index: int, place: Place) -> tuple[Finding, ...]:
    """The matches of a block whose conditions it meets."""
    block = blocks[index]
    words, zones = word_count(block.text), zone_of(index, len(blocks))
    return tuple(
        Finding(*match) for match in matches if _applies(match.rule, place) and _is_met(match.rule, block, words, zones)
    )


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
    page = "; ".join(finding.note for finding in findings if finding.note)
    if against[0].score >= DECISIVE:
        return Verdict(False, against[0].id, against[0].category, page)
    if total < DECISIVE - 1e-9 or word_count(block.text) > LONG_PROSE:
        return KEEP
    parts = " + ".join(f"{rule.id} {rule.score:g}" for rule in against)
    return Verdict(
        False,
        "+".join(rule.id for rule in against),
        against[0].category,
        "; ".join(filter(None, (f"{parts} = {total:g}", page))),
    )


def revise(
    blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], verdicts: Sequence[Verdict]
) -> list[Verdict]:
    """Verdicts after a look at the neighbours."""
    revised = list(verdicts)
    protected = [any(finding.rule.action is Action.PROTECT for finding in found) for found in findings]
    texts = Counter(block.text for block in blocks)
    for index, (found, verdict) in enumerate(zip(findings, verdicts, strict=True)):
        if verdict.is_kept or texts[blocks[index].text] > _HEADS:
            continue
        rules = [finding.rule for finding in found if finding.rule.action in (Action.REMOVE, Action.CUT)]
        for below in _taken(blocks, index, rules):
            if not revised[below].is_kept or protected[below]:
                continue
            revised[below] = verdict._replace(note=f"goes with the block above: {blocks[index].text[:60]!r}")
    return revised


def _taken(blocks: Sequence[Block], index: int, rules: Sequence[Rule]) -> range:
    """Indices of the blocks below that go with a removed one."""
    if any(rule.action is Action.CUT for rule in rules) and Zone.TAIL in zone_of(index, len(blocks)):
        return range(index + 1, len(blocks))
    takes = {rule.takes for rule in rules}
    end = index + 1
    if takes - {Takes.NOTHING}:
        most = len(blocks) if Takes.RUN in takes else min(index + 2, len(blocks))
        while end < most and is_teaser(blocks[end]):
            end += 1
    if Takes.RUN in takes and index + 2 < end < len(blocks) and _is_subheading(blocks[end - 1], blocks[end - 2]):
        end -= 1
    return range(index + 1, end)


def _is_subheading(block: Block, above: Block) -> bool:
    """Whether the last block of a run rather belongs to the prose below: it is no item of a list that ends there."""
    return not (_ITEM_RE.match(block.text) and _ITEM_RE.match(above.text))


def judge(blocks: Sequence[Block], findings: Sequence[Sequence[Finding]]) -> list[Verdict]:
    """The verdicts on all blocks: each by itself, then by its neighbours."""
    alone = [decide(block, found) if found else KEEP for block, found in zip(blocks, findings, strict=True)]
    return revise(blocks, findings, alone) if not all(verdict.is_kept for verdict in alone) else alone
