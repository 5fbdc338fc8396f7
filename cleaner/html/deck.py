"""The deck of an article on a page: the line below the headline that sums it up (also: standfirst, dek)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Any

from cleaner.document import Kind
from cleaner.html.claims import Claims
from cleaner.html.facts import Fact, folded, parent_of
from cleaner.html.marks import Mark

__all__ = ["deck_of", "drop_openings", "is_opening", "keep_openings"]

_DECK, _OPENING = "html.people.deck", "html.people.opening"
_CAPTION = "html.people.caption"
_BYLINE = "html.people.byline"
_OPENINGS = frozenset((_DECK, _OPENING, "html.related.excerpt"))
_TEASERS = _OPENINGS | {"html.related.teaser"}  # a sentence that is called one is the deck near the headline
_NEAR_HEAD = 3  # blocks below it
_OPENING_ODDS = 2.0  # above that, too much speaks against a block
_LEAST_OPENING = 5  # words
_LEAST_HEAD = 3  # words of a headline of a lower rank
_HEADER_SCORE = 0.2  # a mark as weak as that of a header says nothing against a deck
_PLAIN_ODDS = 1.0  # of running text below the headline
_DOUBTED_ODDS = -0.5
_WORDS = (5, 90)
_BELOW = 12  # blocks below the headline among which it is looked for
_NEAR = 2  # blocks below the headline where a heading may be it without a mark
_KINDS = (Kind.PARAGRAPH, Kind.HEADING)
_OPENINGS_APART = 2  # blocks of running text that may stand apart from the rest
_SAID_ODDS = 3.0
_SURE_ODDS = -0.5  # of a paragraph that says an opening once more
_CUT = ".…"  # at the end of an opening that is cut


def deck_of(facts: Sequence[Fact], claims: Claims, marks_of: Callable[[Any], tuple[Mark, ...]]) -> Fact | None:
    """The block that the page marks as its deck, if there is one between the headline and the text.

    It is not set in the container of the text, or not taken for text, and its names call it a deck; or it is what the
    page gives as its description, and is a heading, is called an opening, or stands straight below the headline.

    Args:
        facts: the judged blocks.
        claims: what the page says of itself.
        marks_of: the marks that an element sets on itself and what is in it.
    """
    text, first = _text_of(facts)
    head = _head_of(facts[:first], claims)
    if head is None or text is None:
        return None
    descriptions = set(map(folded, claims.descriptions))
    for index in range(head + 1, min(first + 1, head + 1 + _BELOW)):
        fact = facts[index]
        if not _WORDS[0] <= fact.words <= _WORDS[1] or fact.node.kind not in _KINDS or fact.density > 0.5:
            continue
        if (parent_of(fact) is text and fact.odds < 0) or fact.key == facts[head].key:
            continue
        if any(mark.id == _CAPTION for mark in fact.marks):
            continue
        if _is_said(fact, [below.key for below in facts[index + 1 :] if below.odds < _SURE_ODDS and below.prose]):
            continue
        called = _called(fact, facts[index - 1 : index + 2], marks_of)
        is_near = index - head <= _NEAR
        is_described = fact.key in descriptions
        if _DECK in called or (is_described and (_OPENING in called or is_near or fact.node.kind is Kind.HEADING)):
            return fact
    return None


def _head_of(facts: Sequence[Fact], claims: Claims) -> int | None:
    """The place of the headline among the blocks above the text: a heading of the first rank, or what begins a title.

    Of several that do, the last one is it: those above may be crumbs or links. Of several of the first rank, one may be
    the name of the site.
    """
    titles = list(map(folded, claims.titles))
    first = [index for index, fact in enumerate(facts) if fact.around.look.tag == "h1"]
    if first:
        return next((index for index in first if any(title.startswith(facts[index].key) for title in titles)), first[0])
    heads = (index for index, fact in enumerate(facts) if fact.node.kind is Kind.HEADING and fact.words >= _LEAST_HEAD)
    said = [index for index in heads if any(title.startswith(facts[index].key) for title in titles)]
    return said[-1] if said else None


def drop_openings(facts: Sequence[Fact]) -> None:
    """Let the first sentences go where they stand apart and a paragraph below says them word for word, or more."""
    prose = [fact for fact in facts if fact.odds < 0 and fact.prose]
    openings = list(takewhile(lambda fact: parent_of(fact) is parent_of(prose[0]), prose[: _OPENINGS_APART + 1]))
    if 0 < len(openings) <= _OPENINGS_APART:
        said = [fact.key for fact in prose[len(openings) :] if fact.odds < _SURE_ODDS]
        for fact in openings:
            if fact.node.kind in _KINDS and _is_said(fact, said):
                fact.odds = _SAID_ODDS


def _is_said(fact: Fact, said: Sequence[str]) -> bool:
    """Whether one of some paragraphs says a block of running text, or begins with it."""
    return fact.prose > 0 and any(key.startswith(fact.key.rstrip(_CUT)) for key in said)


def _text_of(facts: Sequence[Fact]) -> tuple[Any, int]:
    """The element that holds most of the article's text, and the index of the first block in it."""
    held: dict[Any, float] = defaultdict(float)
    for fact in facts:
        if fact.odds < 0:
            held[parent_of(fact)] += fact.prose
    if not held:
        return None, 0
    text = max(held, key=held.__getitem__)
    return text, next(index for index, fact in enumerate(facts) if fact.odds < 0 and parent_of(fact) is text)


def _called(fact: Fact, beside: Sequence[Fact], marks_of: Callable[[Any], tuple[Mark, ...]]) -> set[str]:
    """Ids of the marks on the element of a block, or on one around it that holds nothing else."""
    marks = {mark.id for mark in marks_of(fact.node.element)}
    parent = parent_of(fact)
    if parent is not None and not any(other is not fact and parent in other.around.chain for other in beside):
        marks |= {mark.id for mark in marks_of(parent)}
    return marks


def keep_openings(facts: Sequence[Fact], claims: Claims) -> None:
    """Let what stands between headline and text stay if it is called a deck or an opening, and nothing else.

    So does running text below the headline that nothing speaks against by name.
    """
    first = next((index for index, fact in enumerate(facts) if fact.odds < 0 and fact.prose), 0)
    head = _head_of(facts[:first], claims)
    for place, fact in enumerate(facts[head + 1 : first] if head is not None else ()):
        if not 0 <= fact.odds < _OPENING_ODDS or fact.words < _LEAST_OPENING or fact.density:
            continue
        is_near = place < _NEAR_HEAD and fact.ends
        if _is_called(fact) or (is_near and (_is_called(fact, _TEASERS) or _is_plain(fact))):
            fact.odds = _DOUBTED_ODDS


def _is_plain(fact: Fact) -> bool:
    """Whether a block is running text that is doubted a little, for its place only."""
    return fact.prose > 0 and fact.odds < _PLAIN_ODDS and not any(mark.against for mark in fact.marks)


def is_opening(fact: Fact) -> bool:
    """Whether a block is text, and the most that speaks against it is that it is called a deck or an opening."""
    return fact.odds < 0 and _is_called(fact)


def _is_called(fact: Fact, names: frozenset[str] = _OPENINGS) -> bool:
    """Whether a block has one of some marks, those of a deck or an opening, and no other but that of a header.

    What is called a deck itself may stand in one box with the byline.
    """
    called = {mark.id for mark in fact.marks if mark.against}
    others = {mark.id for mark in fact.marks if mark.against > _HEADER_SCORE} - names
    if others == {_BYLINE} and fact.marks[-1].id == _DECK:
        return True
    return not others and not names.isdisjoint(called)
