"""The article where a page gives it to machines only: in its JSON-LD, or in the data for its scripts.

Pages that are put together by scripts have the text nowhere else; others show its beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from cleaner.html.claims import Claims
from cleaner.html.facts import Fact, folded
from cleaner.html.state import state_body

__all__ = ["STATED_WARNING", "STATE_WARNING", "Stated", "stated_text"]

STATED_WARNING = "main text from the page's JSON-LD: it shows none, or only the beginning"
STATE_WARNING = "main text from the page's data for its scripts: it shows none, or only the beginning"

_LEAST_STATED = 300  # characters; a shorter articleBody is a teaser
_LITTLE = 1_000  # characters of text shown; with more, the page is taken to show its text
_TIMES_SHOWN = 3  # so many times longer than the text shown is one that is taken for it
_BEGINNING = 50  # characters of a block shown that are looked for
_LEAST_SHOWN = 10  # words of one


class Stated(NamedTuple):
    """The paragraphs of a text, and what to say of where it is from."""

    lines: list[str]
    warning: str


def stated_text(facts: Sequence[Fact], claims: Claims, tree: Any, read: Callable[[str], list[str]]) -> Stated | None:
    """The text that a page gives to machines, where it shows no more than the beginning of that.

    Args:
        facts: its blocks, judged.
        claims: what it says of itself.
        tree: its root element.
        read: gives the paragraphs of the article in a piece of HTML.
    """
    shown = [fact for fact in facts if fact.odds < 0]
    length = sum(len(fact.node.text) for fact in shown)
    lines = max(claims.bodies, key=len, default="").splitlines()
    if _says_more(lines, shown, length):
        return Stated(lines, STATED_WARNING)
    if length < _LITTLE:
        lines = state_body(tree.iter("script"), claims.titles, read)
        if _says_more(lines, shown, length):
            return Stated(lines, STATE_WARNING)
    return None


def _says_more(lines: Sequence[str], shown: Sequence[Fact], length: int) -> bool:
    """Whether a text is much longer than what the page shows, and holds it."""
    whole = sum(map(len, lines))
    if whole < _LEAST_STATED or length > whole / _TIMES_SHOWN:
        return False
    body = folded("".join(lines))
    return not shown or any(fact.words >= _LEAST_SHOWN and fact.key[:_BEGINNING] in body for fact in shown)
