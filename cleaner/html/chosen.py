"""The blocks of a page that are the article, as pieces of its text, with some of those that go, for the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.document import Kind
from cleaner.html.deck import is_opening
from cleaner.html.facts import Fact
from cleaner.html.pieces import Piece
from cleaner.html.reasons import finding_of

__all__ = ["pieces_of"]

_SHOWN_SHARE = 0.25  # of the text that stays: so much of what goes is put into the source, for the ledger to show
_MOST_NODES = 5_000  # blocks of a page whose elements are told apart by their whole path
_TOP = 2  # level of the highest headings in a text


def pieces_of(facts: Sequence[Fact], deck: Fact | None) -> Iterator[Piece]:
    """The pieces of an article.

    Args:
        facts: the blocks of the page, judged; one of them at least is text.
        deck: the one that is put below the title instead.
    """
    kept = _kept(facts, deck)
    shown = {*kept, *_shown_beside(facts, kept, deck)}
    top = min((_level(facts[index]) for index in kept if facts[index].node.kind is Kind.HEADING), default=_TOP)
    for index in sorted(shown):
        fact = facts[index]
        finding = None if is_opening(fact) else finding_of(fact, is_long=len(facts) > _MOST_NODES)
        yield Piece(
            fact.node.text,
            fact.node.kind,
            round(fact.density, 2),
            findings=(finding,) if finding else (),
            node=fact.node,
            level=max(_TOP, _level(fact) - top + _TOP) if fact.node.kind is Kind.HEADING else 0,
        )


def _kept(facts: Sequence[Fact], deck: Fact | None) -> list[int]:
    """The blocks that are text, without headings over nothing at the end."""
    kept = [index for index, fact in enumerate(facts) if fact.odds < 0 and fact is not deck]
    return kept[: len(kept) - _trailing_headings([facts[index] for index in kept])] or kept


def _shown_beside(facts: Sequence[Fact], kept: Sequence[int], deck: Fact | None) -> Iterator[int]:
    """Blocks among those that stay which go, the least certain ones first, as far as there is room for them."""
    room = _SHOWN_SHARE * sum(len(facts[index].node.text) for index in kept)
    going = [index for index in range(kept[0], kept[-1]) if facts[index].odds >= 0 and facts[index] is not deck]
    for index in sorted(going, key=lambda index: facts[index].odds):
        room -= len(facts[index].node.text)
        if room < 0:
            return
        yield index


def _level(fact: Fact) -> int:
    """The level of a heading, by its tag."""
    tag = fact.around.look.tag
    return int(tag[1]) if tag[1:].isdigit() else 2


def _trailing_headings(facts: Sequence[Fact]) -> int:
    """How many headings stand at the end, over nothing; one that is a sentence says something itself."""
    count = 0
    for fact in reversed(facts):
        if fact.node.kind is not Kind.HEADING or fact.ends:
            break
        count += 1
    return count
