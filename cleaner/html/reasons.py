"""The evidence on a block as a finding for the sum of the rules: what it is, how strong, and why."""

from __future__ import annotations

from functools import lru_cache

from cleaner.document import Finding
from cleaner.html.evidence import Fact
from cleaner.rulebook.model import Category, Rule

__all__ = ["finding_of"]

_SPAN = 3.0  # log-odds: at 0, the page alone decides; this far below, it says nothing against a block
_LEAST_SCORE = 0.3


def finding_of(fact: Fact) -> Finding | None:
    """What the page says against a block: score 1.0 where it is more likely boilerplate than text."""
    score = min(1.0, round(1 + fact.odds / _SPAN, 2))
    if score < _LEAST_SCORE:
        return None
    against = sorted((mark for mark in fact.marks if mark.score > 0), key=lambda mark: -mark.score)
    rule = _rule(against[0].id, against[0].category, score) if against else _rule("html.place", Category.UI, score)
    marks = ", ".join(f"{mark.id} {mark.score:+g}" for mark in fact.marks)
    path = fact.node.element.getroottree().getpath(fact.node.element)
    chance = f"log-odds {fact.odds:+.1f}" + (f"; links {fact.density:.0%}" if fact.density else "")
    return Finding(rule, note="; ".join(filter(None, (path, chance, marks))))


@lru_cache(maxsize=4096)
def _rule(id_: str, category: Category, score: float) -> Rule:
    return Rule(id_, "What the page says of a block.", category, score=score)
