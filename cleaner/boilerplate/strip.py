"""What is no text within lines that stay: findings → blocks without it."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.document import Block, Finding, Kind
from cleaner.ledger import Change
from cleaner.rulebook import Action, strip_spans

__all__ = ["STAGE", "stripped"]

STAGE = "boilerplate"


def stripped(blocks: Sequence[Block], findings: Sequence[Sequence[Finding]]) -> list[Block] | None:
    """The blocks without what rules strip off them, or None if they strip nothing.

    A line of which no letter or digit would be left stays as it is: whether it goes is for other rules to say.
    """
    done = list(blocks)
    for index, found in enumerate(findings):
        for finding in found:
            if finding.rule.action is Action.STRIP and blocks[index].kind is not Kind.CODE:
                done[index] = _without(done[index], finding)
    return done if any(new is not old for new, old in zip(done, blocks, strict=True)) else None


def _without(block: Block, finding: Finding) -> Block:
    rule, pattern = finding.rule, finding.pattern
    trail = block.trail.apply(
        [
            Change(start, end, "", rule.id, STAGE, rule.category)
            for start, end in (strip_spans(pattern, block.trail.text) if pattern else ())
        ]
    )
    is_left = trail is not block.trail and any(map(str.isalnum, trail.text))
    return block.with_trail(trail) if is_left else block
