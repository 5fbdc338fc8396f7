"""What speaks for or against a block of a page by itself: its words, links, tag, style, and what the page says.

Each sign is there or not; its weight, in log-odds that the block is no text of the article, is in
:mod:`cleaner.html.weights`. Marks weigh what the rule book says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from cleaner.document import Kind
from cleaner.html.claims import Claims
from cleaner.html.facts import LEVELS, Around, Fact, folded, look_of
from cleaner.html.links import host, is_call, stay_on
from cleaner.html.weights import ALONE

__all__ = ["MARK_WEIGHT", "Signs", "set_odds_alone", "signs_alone", "signs_of_extractor"]

MARK_WEIGHT = 3.0
"""Log-odds of a mark with score 1.0."""

Signs = Sequence[str]
"""Names in the table of weights."""

_CACHED = 1_000  # tags that are remembered
_LEAST_KEY = 12  # characters; a shorter text may stand in another by chance
_LEAST_BODY = 200  # characters; a shorter articleBody is a teaser
_LEAST_CLAIMED = 4  # words of a block that is looked for in it
_LEAST_AGAIN = 6  # words of a block that says something again
_SET = 0.9  # of the characters of a block that is bold or italic as a whole
_SHORT_CALL = 40  # words; a longer block with such a link in it may be text
_LABEL = 60  # words of a label and a link
_LABELLED = (0.2, 0.95)  # share of the link in it

_LINKED = (3, 0.8)  # words and share of links of a headline that leads to another page
_LEAST_CARDS = 3
_CARD_WORDS = 60

_WORDS = (3, 6, 10, 16, 30, 60)
_LINKS = (0.001, 0.1, 0.25, 0.5, 0.8)
_SHARES = (0.001, 0.1, 0.3, 0.5, 0.8)
_WORD_SIGNS = [
    (("bias", f"words.{step}"), ("bias", f"words.{step}", f"words.{step}.sentence")) for step in range(len(_WORDS) + 1)
]
_LINK_SIGNS = [f"links.{step}" for step in range(len(_LINKS) + 1)]
_SHARE_SIGNS = [[f"share.{level}.{step}" for step in range(len(_SHARES) + 1)] for level in range(LEVELS)]
_KIND_SIGNS = {kind: () if kind is Kind.CODE else (f"kind.{kind}",) for kind in Kind}
_TAGS = ("p", "div", "li", "section", "td", "h2", "h3", "h4", "h5", "h6", "blockquote", "article")
_TAG_SIGNS = {tag: f"tag.{tag}" for tag in _TAGS} | {"dt": "tag.li", "dd": "tag.li", "summary": "tag.h4"}


class _Weights(dict[str, float]):
    def __missing__(self, name: str) -> float:
        return 0.0


_WEIGHTS = _Weights(ALONE)


def signs_alone(facts: Sequence[Fact], claims: Claims) -> list[list[str]]:
    """What speaks for or against each block by itself, the marks aside.

    Args:
        facts: the blocks.
        claims: what the page says of itself.
    """
    inside = zip(map(_look_signs, facts), map(_style_signs, facts), _repeat_signs(facts), strict=True)
    around = zip(_share_signs(facts), _card_signs(facts, host(claims.url or "")), _title_signs(facts), strict=True)
    claimed = zip(_said_signs(facts, claims), _body_signs(facts, claims), strict=True)
    return [
        [*look, *style, *repeat, *share, *card, *title, *said, *body]
        for (look, style, repeat), (share, card, title), (said, body) in zip(inside, around, claimed, strict=True)
    ]


def signs_of_extractor(facts: Sequence[Fact], extracted: str) -> Iterator[str]:
    """Whether each block is in the folded text that an extractor took for the article."""
    for fact in facts:
        yield "extracted" if fact.key in extracted else "not_extracted"


def set_odds_alone(facts: Sequence[Fact], signs: Sequence[Signs]) -> None:
    """Set the odds of each block by itself."""
    for fact, found in zip(facts, signs, strict=True):
        fact.odds = sum(map(_WEIGHTS.__getitem__, found))
        if fact.marks:
            fact.odds += MARK_WEIGHT * sum([mark.score for mark in fact.marks if not mark.is_off])


def _look_signs(fact: Fact) -> Signs:
    """The length of a block, its links, its tag and its kind."""
    return (
        *_WORD_SIGNS[bisect_right(_WORDS, fact.words)][fact.ends],
        _LINK_SIGNS[bisect_right(_LINKS, fact.density)],
        _tag_sign(fact.around.look.tag),
        *_KIND_SIGNS[fact.node.kind],
    )


@lru_cache(_CACHED)
def _tag_sign(tag: str) -> str:
    """The sign of a tag; elements of a site's own making (``kite-paragraph``) are laid out as a ``div`` is.

    >>> _tag_sign("p"), _tag_sign("kite-paragraph"), _tag_sign("header")
    ('tag.p', 'tag.div', 'tag.other')
    """
    return _TAG_SIGNS.get(tag) or ("tag.div" if "-" in tag else "tag.other")


def _style_signs(fact: Fact) -> Signs:
    """How a block is set, where its links lead and how it ends."""
    text, (_, bold, italic, targets, ends_in_link) = fact.node.text, fact.node.style
    found = []
    if bold and bold >= _SET * len(text):
        found.append("bold")
    if italic and italic >= _SET * len(text):
        found.append("italic")
    if targets:
        if any(map(is_call, targets)):
            found.append("call.short" if fact.words < _SHORT_CALL else "call")
        if ends_in_link and _LABELLED[0] < fact.density < _LABELLED[1] and fact.words < _LABEL:
            found.append("label_and_link")
    if text[-1] in ":：":
        found.append("colon")
    if "©" in text:
        found.append("copyright")
    return found


def _repeat_signs(facts: Sequence[Fact]) -> Iterator[Signs]:
    """Whether the page says a block more than once, and whether it said it above."""
    counts = Counter([fact.key for fact in facts])
    seen: set[str] = set()
    for fact in facts:
        if counts[fact.key] == 1:
            yield ()
        else:
            yield ("repeated", "again") if fact.key in seen and fact.words >= _LEAST_AGAIN else ("repeated",)
            seen.add(fact.key)


def _said_signs(facts: Sequence[Fact], claims: Claims) -> Iterator[Signs]:
    """Whether a block is in a title or description of the page, or begins with the beginning of one."""
    titles = "\0".join(map(folded, claims.titles))
    described = list(map(folded, claims.descriptions))
    beginnings = [text[:50] for text in described if len(text) > 60]
    descriptions = "\0".join(described)
    for fact in facts:
        key, found = fact.key, []
        if len(key) >= _LEAST_KEY:
            if key in titles:
                found.append("title")
            if key in descriptions or (beginnings and any(text in key[:60] for text in beginnings)):
                found.append("description")
        yield found


def _body_signs(facts: Sequence[Fact], claims: Claims) -> Sequence[Signs]:
    """Whether a block stands in the body that the page gives to machines, between its blocks, or below them."""
    body = folded("".join(claims.bodies))
    if len(body) <= _LEAST_BODY:
        return [()] * len(facts)
    is_claimed = [fact.words >= _LEAST_CLAIMED and fact.key in body for fact in facts]
    end = max((index for index, claimed in enumerate(is_claimed) if claimed), default=-1)
    return [
        ("claimed",) if claimed else ("beyond",) if index > end else ("unclaimed",)
        for index, claimed in enumerate(is_claimed)
    ]


def _title_signs(facts: Sequence[Fact]) -> Iterator[Signs]:
    """Whether a block stands above the first top heading, or there is none."""
    place = next((fact.node.place for fact in facts if fact.around.look.tag == "h1"), 0)
    for fact in facts:
        yield ("untitled",) if not place else ("above_title",) if fact.node.place < place else ()


def _card_signs(facts: Sequence[Fact], site: str) -> Sequence[Signs]:
    """Whether a block stands in a card and is not its headline."""
    cards = _cards(facts, site)
    if not cards:
        return [()] * len(facts)
    return [
        ("card",) if fact.density < _LINKED[1] and not cards.isdisjoint(fact.around.chain) else () for fact in facts
    ]


def _cards(facts: Sequence[Fact], site: str) -> set[Any]:
    """Elements side by side, of the same tag and class, that each hold a linked headline and little else.

    They point to other pages of the site, each with a line or two of text, whatever their names. Links to
    other sites are those of a list of things, with a few words on each.
    """
    rows: dict[Any, set[Any]] = defaultdict(set)
    known: set[Any] = set()
    for fact in facts:
        if fact.words >= _LINKED[0] and fact.density >= _LINKED[1] and stay_on(site, fact.node.style.targets):
            for element, parent in pairwise(fact.around.chain):
                if element not in known:
                    known.add(element)
                    rows[parent, look_of(element)].add(element)
    words = {element: 0 for row in rows.values() if len(row) >= _LEAST_CARDS for element in row}
    if words:
        for fact in facts:
            for element in fact.around.chain:
                if element in words:
                    words[element] += fact.words
    return {element for element, count in words.items() if count <= _CARD_WORDS}


def _share_signs(facts: Sequence[Fact]) -> Iterator[Signs]:
    """The shares of the page's prose that the elements around the blocks hold."""
    steps = {element: bisect_right(_SHARES, share) for element, share in _held(facts).items()}
    inner, *outer = _SHARE_SIGNS
    above: dict[Any, Signs] = {}  # by the parent: what is around it is the same for all in it
    found: dict[Around, Signs] = {}
    for fact in facts:
        around = fact.around
        signs = found.get(around)
        if signs is None:
            element, *rest = around.chain
            parent = rest[0] if rest else None
            names = above.get(parent)
            if names is None:
                names = above[parent] = [names[steps.get(element, 0)] for names, element in zip(outer, rest)]  # noqa: B905
            signs = found[around] = [inner[steps.get(element, 0)], *names]
        yield signs


def _held(facts: Sequence[Fact]) -> Mapping[Any, float]:
    """The share of the page's prose that each element holds."""
    total = sum(fact.prose for fact in facts) or 1.0
    held: dict[Any, float] = defaultdict(float)
    for fact in facts:
        if fact.prose:
            for element in fact.around.chain:
                held[element] += fact.prose / total
    return held
