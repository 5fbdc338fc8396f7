"""What is no text within lines that stay: findings → blocks without it."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.document import Block, Finding, Kind
from cleaner.ledger import Change
from cleaner.rulebook import Action, RuleBook

__all__ = ["stripped"]

STAGE = "boilerplate"


def stripped(blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], book: RuleBook) -> list[Block] | None:
    """The blocks without what rules strip off them, or None if they strip nothing.

    A line of which no letter or digit would be left stays as it is: whether it goes is for other rules to say.
    """
    done = list(blocks)
    for index, found in enumerate(findings):
        for finding in found:
            if finding.rule.action is Action.STRIP and blocks[index].kind is not Kind.CODE:
                done[index] = _without(done[index], finding, book)
    return done if any(new is not old for new, old in zip(done, blocks, strict=True)) else None


def _without(block: Block, finding: Finding, book: RuleBook) -> Block:
    text, rule, rest, changes = block.trail.text, finding.rule, [], []
    behind = 0
    for start, end in book.strip_spans(finding.pattern, text):
        rest.append(text[behind:start])
        changes.append(Change(start, end, "", rule.id, STAGE, rule.category))
        behind = end
    rest.append(text[behind:])
    if not changes or not any(character.isalnum() for part in rest for character in part):
        return block
    return block.with_trail(block.trail.apply(changes))
