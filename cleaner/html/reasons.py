"""The evidence on a block as a finding for the sum of the rules: what it is, how strong, and why."""

from __future__ import annotations

from functools import lru_cache

from cleaner.document import Finding
from cleaner.html.facts import Fact
from cleaner.html.others import is_timed
from cleaner.rulebook.model import Category, Rule

__all__ = ["finding_of"]

_SPAN = 2.0  # log-odds: at 0, the page alone decides; this far below, it says nothing against a block
_LEAST_SCORE = 0.3
_UNNAMED_ODDS = -0.4
_UNNAMED_SCORE = 0.39
"""The most against a text that nothing named speaks against: a weak rule, or a neighbour that goes, needs more."""


def finding_of(fact: Fact, *, is_long: bool = False) -> Finding | None:
    """What the page says against a block: score 1.0 where it is more likely boilerplate than text.

    Args:
        fact: the block.
        is_long: whether the page has very many blocks: then the XPath leaves out the way down from the root,
            as finding it takes time that grows with the number of elements side by side.
    """
    score = min(1.0, round(1 + fact.odds / _SPAN, 2))
    if score < _LEAST_SCORE:
        return None
    against = sorted((mark for mark in reversed(fact.marks) if mark.against), key=lambda mark: -mark.against)
    if not against and fact.odds < _UNNAMED_ODDS and not fact.density and not is_timed(fact):
        score = min(score, _UNNAMED_SCORE)
    rule = _rule(against[0].id, against[0].category, score) if against else _rule("html.place", Category.UI, score)
    marks = ", ".join(f"{mark.id} {mark.score:+g}" for mark in fact.marks)
    element = fact.node.element
    path = f"//{element.tag}" if is_long else element.getroottree().getpath(element)
    chance = f"log-odds {fact.odds:+.1f}" + (f"; links {fact.density:.0%}" if fact.density else "")
    return Finding(rule, note="; ".join(filter(None, (path, chance, marks))))


@lru_cache(maxsize=4096)
def _rule(id_: str, category: Category, score: float) -> Rule:
    return Rule(id_, "What the page says of a block.", category, score=score)
