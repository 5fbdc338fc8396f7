"""Evidence on each block of a page: what its words, place, marks and neighbours say for or against it.

A block is looked at by itself first, then again with what its neighbours came to. Both times the evidence is
a sum of log-odds; below nought, the block is more likely text of the article than not. The weights are in
:mod:`cleaner.html.weights`, those of the marks in the rule book.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cleaner.document import Kind
from cleaner.html.claims import Claims
from cleaner.html.marks import Mark
from cleaner.html.walk import Marked, Node
from cleaner.html.weights import ALONE, TOGETHER
from cleaner.prose import ends_sentence, word_count

__all__ = ["Fact", "alone", "doubt", "drop_copies", "folded", "gather", "signs_alone", "signs_together", "together"]

MARK_WEIGHT = 3.0
"""Log-odds of a mark with score 1.0."""

_VOID_SHARE = 0.4  # of the page's prose: a mark on an element that holds more of it is void
_MOST_SHARE = 0.6  # of the page's prose: a mark whose elements hold more of it together is void
_LEAST_KEY = 12  # characters; a shorter text may stand in another by chance
_LEAST_BODY = 200  # characters; a shorter articleBody is a teaser
_LEAST_COPY = 150  # words
_COPY_ODDS = 3.0
_LEVELS = 4  # elements around a block that are looked at
_NEAR = 6  # neighbours on each side

_WORDS = (3, 6, 10, 16, 30, 60)
_LINKS = (0.001, 0.1, 0.25, 0.5, 0.8)
_SHARES = (0.001, 0.1, 0.3, 0.5, 0.8)
_WORD_SIGNS = [(f"words.{step}", f"words.{step}.sentence") for step in range(len(_WORDS) + 1)]
_LINK_SIGNS = [f"links.{step}" for step in range(len(_LINKS) + 1)]
_SHARE_SIGNS = [[f"share.{level}.{step}" for step in range(len(_SHARES) + 1)] for level in range(_LEVELS)]
_KIND_SIGNS = {kind: f"kind.{kind}" for kind in Kind if kind is not Kind.CODE}
_TAGS = ("p", "div", "li", "section", "td", "h2", "h3", "h4", "h5", "h6", "blockquote", "article")
_TAG_SIGNS = {tag: f"tag.{tag}" for tag in _TAGS}

Signs = dict[str, float]


class _Weights(dict[str, float]):
    def __missing__(self, name: str) -> float:
        return 0.0


_ALONE, _TOGETHER = _Weights(ALONE), _Weights(TOGETHER)


def folded(text: str) -> str:
    """A text without its white space and capitals, to compare."""
    return "".join(text.split()).lower()


@dataclass(slots=True, eq=False)
class Fact:
    """What is measured of a block.

    Attributes:
        node: the block.
        key: its text without white space and capitals.
        words: number of its words.
        density: share of its characters that are links.
        ends: whether it ends as a sentence does.
        prose: number of its characters that are running text.
        chain: its element, and those around it, innermost first.
        marks: what the names around it say, void ones left out.
        odds: log-odds that it is no text of the article.
    """

    node: Node
    key: str
    words: int
    density: float
    ends: bool
    prose: float
    chain: tuple[Any, ...]
    marks: tuple[Mark, ...] = ()
    odds: float = 0.0


def gather(nodes: Sequence[Node], marked: Sequence[Marked]) -> list[Fact]:
    """The measures of all blocks.

    A mark is void where the element that it is on holds a large part of the page's prose: no share bar, promo
    or list of other articles does.
    """
    chains: dict[Any, tuple[Any, ...]] = {}
    facts = []
    for node in nodes:
        text, element = node.text, node.element
        words, ends = word_count(text), ends_sentence(text)
        density = min(1.0, node.links / len(text))
        is_prose = words >= 10 and (ends or words >= 25)
        chain = chains.get(element)
        if chain is None:
            chain = chains[element] = tuple(_chain(element))
        facts.append(
            Fact(node, folded(text), words, density, ends, len(text) * (1 - density) if is_prose else 0.0, chain)
        )
    _set_marks(facts, marked)
    return facts


def _set_marks(facts: Sequence[Fact], marked: Sequence[Marked]) -> None:
    """Set the marks of each block, leaving out those that would take a large part of the page's prose."""
    total = sum(fact.prose for fact in facts) or 1.0
    by_element: dict[int, float] = defaultdict(float)
    by_mark: dict[Mark, float] = defaultdict(float)
    named: dict[tuple[int, ...], list[tuple[int, Mark]]] = {}
    for fact in facts:
        numbers = fact.node.scope.marked
        if numbers not in named:
            named[numbers] = [(number, mark) for number in numbers for mark in marked[number].marks]
        if fact.prose:
            for number in numbers:
                by_element[number] += fact.prose
            for mark in {mark for _, mark in named[numbers] if mark.score > 0}:
                by_mark[mark] += fact.prose

    def stands(number: int, mark: Mark) -> bool:
        return mark.score < 0 or (by_element[number] <= _VOID_SHARE * total and by_mark[mark] <= _MOST_SHARE * total)

    known = {
        numbers: tuple(dict.fromkeys(mark for number, mark in pairs if stands(number, mark)))
        for numbers, pairs in named.items()
    }
    for fact in facts:
        fact.marks = known[fact.node.scope.marked]


def _chain(element: Any) -> Iterator[Any]:
    for _ in range(_LEVELS):
        if element is None:
            return
        yield element
        element = element.getparent()


def _step(value: float, edges: Sequence[float]) -> int:
    step = 0
    for edge in edges:
        if value < edge:
            break
        step += 1
    return step


def signs_alone(facts: Sequence[Fact], claims: Claims, extracted: str | None = None) -> list[Signs]:
    """What speaks for or against each block by itself, the marks aside.

    Args:
        facts: the blocks.
        claims: what the page says of itself.
        extracted: the folded text that an extractor took for the article, if one was asked.
    """
    titles = [folded(title) for title in claims.titles]
    descriptions = [folded(text) for text in claims.descriptions]
    body = folded("".join(claims.bodies))
    is_claimed = [fact.words >= 4 and fact.key in body for fact in facts] if len(body) > _LEAST_BODY else []
    body_end = max((index for index, claimed in enumerate(is_claimed) if claimed), default=-1)
    total = sum(fact.prose for fact in facts) or 1.0
    held: dict[Any, float] = defaultdict(float)
    counts: dict[str, int] = defaultdict(int)
    for fact in facts:
        counts[fact.key] += 1
        if fact.prose:
            for element in fact.chain:
                held[element] += fact.prose / total
    title_place = next((fact.node.place for fact in facts if fact.node.element.tag == "h1"), 0)
    seen: set[str] = set()
    signs = []
    for index, fact in enumerate(facts):
        node, key = fact.node, fact.key
        found: Signs = {"bias": 1.0}
        by_length, by_end = _WORD_SIGNS[_step(fact.words, _WORDS)]
        found[by_length] = 1.0
        if fact.ends:
            found[by_end] = 1.0
        found[_LINK_SIGNS[_step(fact.density, _LINKS)]] = 1.0
        if node.kind in _KIND_SIGNS:
            found[_KIND_SIGNS[node.kind]] = 1.0
        found[_TAG_SIGNS.get(node.element.tag, "tag.other")] = 1.0
        for level, element in enumerate(fact.chain):
            found[_SHARE_SIGNS[level][_step(held.get(element, 0.0), _SHARES)]] = 1.0
        if node.bold >= 0.9 * len(node.text):
            found["bold"] = 1.0
        if node.text.endswith((":", "：")):
            found["colon"] = 1.0
        if "©" in node.text:
            found["copyright"] = 1.0
        if counts[key] > 1:
            found["repeated"] = 1.0
            if key in seen and fact.words >= 6:
                found["again"] = 1.0
            seen.add(key)
        if len(key) >= _LEAST_KEY:
            if any(key in title for title in titles):
                found["title"] = 1.0
            if any(key in text or (len(text) > 60 and text[:50] in key[:60]) for text in descriptions):
                found["description"] = 1.0
        if is_claimed:
            found["claimed" if is_claimed[index] else "beyond" if index > body_end else "unclaimed"] = 1.0
        if title_place == 0:
            found["untitled"] = 1.0
        elif node.place < title_place:
            found["above_title"] = 1.0
        if extracted is not None:
            found["extracted" if key in extracted else "not_extracted"] = 1.0
        signs.append(found)
    return signs


def alone(facts: Sequence[Fact], signs: Sequence[Signs]) -> None:
    """Set the odds of each block by itself."""
    for fact, found in zip(facts, signs, strict=True):
        fact.odds = sum(map(_ALONE.__getitem__, found))  # each is there or not
        if fact.marks:
            fact.odds += MARK_WEIGHT * sum(mark.score for mark in fact.marks)


_MEANS = ("mean.element", "mean.parent", "mean.grandparent", "mean.alike")
_ALONES = ("alone.element", "alone.parent", "alone.grandparent", "alone.alike")
_HANDED_DOWN = ("description", "title", "claimed", "unclaimed", "beyond", "above_title")


def signs_together(facts: Sequence[Fact], signs: Sequence[Signs]) -> list[Signs]:
    """What speaks for or against each block, given the odds of all."""
    views = [math.tanh(max(-15.0, min(15.0, fact.odds / 2))) for fact in facts]  # −1 text … 1 boilerplate
    weights = [min(40, fact.words) + 1 for fact in facts]
    groups = [_groups(fact) for fact in facts]
    sums: dict[Any, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for view, weight, keys in zip(views, weights, groups, strict=True):
        for key in keys:
            pair = sums[key]
            pair[0] += view * weight
            pair[1] += weight
    core = [index for index, fact in enumerate(facts) if views[index] < -0.4 and fact.words >= 12]
    first, last = (core[0], core[-1]) if core else (0, len(facts))
    run = [0.0]  # running sums, for the neighbours
    mass = [0.0]
    for view, weight in zip(views, weights, strict=True):
        run.append(run[-1] + view * weight)
        mass.append(mass[-1] + weight)

    def mean(start: int, end: int) -> float:
        start, end = max(0, start), min(len(facts), end)
        return (run[end] - run[start]) / (mass[end] - mass[start]) if end > start else 1.0

    edged = [1.0, 1.0, *views, 1.0, 1.0]
    revised = []
    for index, fact in enumerate(facts):
        found = {name: 1.0 for name in _HANDED_DOWN if name in signs[index]}
        found["bias"] = 1.0
        found["odds"] = max(-6.0, min(6.0, fact.odds))
        view, weight = views[index], weights[index]
        for name, lonely, key in zip(_MEANS, _ALONES, groups[index], strict=True):
            summed, weighed = sums[key]
            if weighed > weight:
                found[name] = (summed - view * weight) / (weighed - weight)
            else:
                found[lonely] = 1.0
        found["previous"], found["next"] = edged[index + 1], edged[index + 3]
        found["previous.2"], found["next.2"] = edged[index], edged[index + 4]
        before, after = mean(index - _NEAR, index), mean(index + 1, index + 1 + _NEAR)
        found["before"], found["after"], found["either"] = before, after, max(before, after)
        if fact.node.kind is Kind.HEADING:
            found["heading"] = 1.0
            found["heading.next"] = edged[index + 3]
        if index < first:
            found["above"] = 1.0
            found["far_above"] = min(1.0, (first - index) / 10)
        elif index > last:
            found["below"] = 1.0
            found["far_below"] = min(1.0, (index - last) / 10)
        revised.append(found)
    return revised


def _groups(fact: Fact) -> tuple[Any, ...]:
    """The blocks that a block belongs with: those of its element, of the ones around it, and those that look alike."""
    element, chain = fact.chain[0], fact.chain
    parent = chain[1] if len(chain) > 1 else None
    looks = (element.tag, element.get("class"), parent is not None and (parent.tag, parent.get("class")))
    return (0, element), (1, parent), (2, chain[2] if len(chain) > 2 else None), looks


def together(facts: Sequence[Fact], signs: Sequence[Signs]) -> None:
    """Set the odds of each block anew, with what its neighbours came to."""
    for fact, found in zip(facts, signs_together(facts, signs), strict=True):
        fact.odds = sum([_TOGETHER[name] * value for name, value in found.items()])


def drop_copies(facts: Sequence[Fact]) -> None:
    """Let blocks go that hold the text of many others, as where a page has its article once more in one piece."""
    text = [fact for fact in facts if fact.odds < 0]
    for whole in text:
        if whole.words >= _LEAST_COPY and whole.odds < 0:
            parts = [fact for fact in text if fact.words >= 8 and fact.words < whole.words and fact.key in whole.key]
            if len(parts) >= 3 and sum(len(part.key) for part in parts) > 0.6 * len(whole.key):
                whole.odds = _COPY_ODDS


def doubt(facts: Sequence[Fact]) -> float:
    """Expected share of words that are judged wrongly, against those of the article."""
    wrong = text = 0.0
    for fact in facts:
        chance = 1 / (1 + math.exp(max(-30.0, min(30.0, fact.odds))))
        wrong += (fact.words + 2) * min(chance, 1 - chance)
        text += (fact.words + 2) * chance
    return wrong / max(20.0, text)
