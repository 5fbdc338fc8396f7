"""Evidence on each block of a page: what its words, place, marks and neighbours say for or against it.

A block is looked at by itself first, then again with what its neighbours came to. Both times the evidence is
a sum of log-odds; below nought, the block is more likely text of the article than not. The weights are in
:mod:`cleaner.html.weights`, those of the marks in the rule book.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import mul
from typing import Any

from cleaner.document import Kind
from cleaner.html.claims import Claims
from cleaner.html.facts import LEVELS, Around, Fact, folded
from cleaner.html.weights import ALONE, TOGETHER

__all__ = [
    "TOGETHER_SIGNS",
    "alone",
    "doubt",
    "drop_headlines",
    "keep_switched_off",
    "side_with",
    "signs_alone",
    "signs_together",
    "together",
]

MARK_WEIGHT = 3.0
"""Log-odds of a mark with score 1.0."""

_LEAST_KEY = 12  # characters; a shorter text may stand in another by chance
_LEAST_BODY = 200  # characters; a shorter articleBody is a teaser
_HEADLINE_ODDS = 3.0
_KEPT_ODDS = 3.0
_LITTLE_LEFT = 0.5  # of the words that an extractor takes
_STRONG = 0.9  # score of a mark that nearly decides alone
_LEAST_SIDED = 4  # words of a block that counts
_SIDED_ODDS = 2.0
_LINKED = (3, 0.8)  # words and share of links of a headline that leads to another page
_LEAST_CARDS = 3
_CARD_WORDS = 60
_NEAR = 6  # neighbours on each side

_CACHED = 10_000  # links that are remembered

_CALL_HOSTS = frozenset(
    [
        "t.me",
        "telegram.me",
        "wa.me",
        "whatsapp.com",
        "api.whatsapp.com",
        "chat.whatsapp.com",
        "vb.me",
        "viber.com",
        "news.google.com",
        "zen.yandex.ru",
        "dzen.ru",
        "apps.apple.com",
        "itunes.apple.com",
        "play.google.com",
        "podcasts.apple.com",
        "open.spotify.com",
        "patreon.com",
        "ko-fi.com",
        "buymeacoffee.com",
        "paypal.com",
        "paypal.me",
        "steadyhq.com",
    ]
)
_CALL_WORDS = (
    r"newsletters?|nieuwsbrief|bolet[ií]n(?:es)?|infolettres?|rundbrief|mailing|subscri(?:be|ptions?)|sign-?up|subscriber|abo|"
    r"abos|abonnements?|abonner|abonnieren|abonare|suscr[ií]\w*|assin(?:e|atura)s?|abbonamenti|abbonati|prenumer\w*|podpiska|"
    r"donat(?:e|ions?)|spenden?|membership|e-?paper|apps?|whatsapp|telegram|push|alerts?|follow(?:-us)?"
)
_CALL_RE = re.compile(rf"(?:{_CALL_WORDS})(?:[-_](?:{_CALL_WORDS}))*(?:\.html?|\.php)?")

_WORDS = (3, 6, 10, 16, 30, 60)
_LINKS = (0.001, 0.1, 0.25, 0.5, 0.8)
_SHARES = (0.001, 0.1, 0.3, 0.5, 0.8)
_WORD_SIGNS = [(f"words.{step}", f"words.{step}.sentence") for step in range(len(_WORDS) + 1)]
_LINK_SIGNS = [f"links.{step}" for step in range(len(_LINKS) + 1)]
_SHARE_SIGNS = [[f"share.{level}.{step}" for step in range(len(_SHARES) + 1)] for level in range(LEVELS)]
_KIND_SIGNS = {kind: f"kind.{kind}" for kind in Kind if kind is not Kind.CODE}
_TAGS = ("p", "div", "li", "section", "td", "h2", "h3", "h4", "h5", "h6", "blockquote", "article")
_TAG_SIGNS = {tag: f"tag.{tag}" for tag in _TAGS} | {"dt": "tag.li", "dd": "tag.li", "summary": "tag.h4"}


class _Weights(dict[str, float]):
    def __missing__(self, name: str) -> float:
        return 0.0


_ALONE = _Weights(ALONE)


@lru_cache(_CACHED)
def _is_call(target: str) -> bool:
    """Whether a link leads to what outlets invite their readers to: a newsletter, a channel, an app, a subscription.

    >>> _is_call("https://t.me/kite"), _is_call("/service/newsletter/"), _is_call("https://kite.example/app?from=box")
    (True, True, True)
    >>> _is_call("/2026/telegram-founder-held"), _is_call("/newsletter/2026/why-it-rained"), _is_call("/apparel")
    (False, False, False)
    """
    address = target.lower().partition("?")[0].partition("#")[0]
    if address.startswith("mailto:"):
        return True
    _, slashes, rest = address.partition("//")
    host, _, path = rest.partition("/") if slashes else ("", "", address)
    if host.removeprefix("www.") in _CALL_HOSTS or (host and _CALL_RE.fullmatch(host.partition(".")[0])):
        return True
    return _CALL_RE.fullmatch(path.removesuffix("/").rpartition("/")[2]) is not None


def signs_alone(facts: Sequence[Fact], claims: Claims, extracted: str | None = None) -> list[list[str]]:
    """What speaks for or against each block by itself, the marks aside, by its names in the table of weights.

    Args:
        facts: the blocks.
        claims: what the page says of itself.
        extracted: the folded text that an extractor took for the article, if one was asked.
    """
    said = _Said(claims)
    is_claimed = said.claimed(facts)
    body_end = max((index for index, claimed in enumerate(is_claimed) if claimed), default=-1)
    counts = Counter(fact.key for fact in facts)
    shares = _share_signs(facts)
    cards = _cards(facts, _host(claims.url or ""))
    title_place = next((fact.node.place for fact in facts if fact.node.element.tag == "h1"), 0)
    seen: set[str] = set()
    signs = []
    for index, fact in enumerate(facts):
        node, key = fact.node, fact.key
        by_length, by_end = _WORD_SIGNS[bisect_right(_WORDS, fact.words)]
        found = ["bias", by_length, _LINK_SIGNS[bisect_right(_LINKS, fact.density)], *shares[fact.around]]
        found.append(_TAG_SIGNS.get(node.element.tag, "tag.other"))
        if fact.ends:
            found.append(by_end)
        if node.kind in _KIND_SIGNS:
            found.append(_KIND_SIGNS[node.kind])
        found += _style_signs(fact)
        if counts[key] > 1:
            found.append("repeated")
            if key in seen and fact.words >= 6:
                found.append("again")
            seen.add(key)
        found += said.signs(key)
        if is_claimed:
            found.append("claimed" if is_claimed[index] else "beyond" if index > body_end else "unclaimed")
        if cards and fact.density < _LINKED[1] and not cards.isdisjoint(fact.around.chain):
            found.append("card")
        if title_place == 0:
            found.append("untitled")
        elif node.place < title_place:
            found.append("above_title")
        if extracted is not None:
            found.append("extracted" if key in extracted else "not_extracted")
        signs.append(found)
    return signs


def _style_signs(fact: Fact) -> Iterator[str]:
    """What speaks for or against a block by how it is set, where its links lead and which marks it has."""
    text, style = fact.node.text, fact.node.style
    if style.bold >= 0.9 * len(text):
        yield "bold"
    if style.italic >= 0.9 * len(text):
        yield "italic"
    if style.targets:
        if any(map(_is_call, style.targets)):
            yield "call.short" if fact.words < 40 else "call"
        if style.ends_in_link and 0.2 < fact.density < 0.95 and fact.words < 60:
            yield "label_and_link"
    if text.endswith((":", "：")):
        yield "colon"
    if "©" in text:
        yield "copyright"


class _Said:
    """What a page says of its article, to find blocks in."""

    def __init__(self, claims: Claims) -> None:
        self._titles = "\0".join(map(folded, claims.titles))
        descriptions = list(map(folded, claims.descriptions))
        self._beginnings = [text[:50] for text in descriptions if len(text) > 60]
        self._descriptions = "\0".join(descriptions)
        self._body = folded("".join(claims.bodies))

    def claimed(self, facts: Sequence[Fact]) -> list[bool]:
        """Whether each block stands in the body that the page gives to machines; empty if it gives none."""
        if len(self._body) <= _LEAST_BODY:
            return []
        return [fact.words >= 4 and fact.key in self._body for fact in facts]

    def signs(self, key: str) -> Iterator[str]:
        """Whether a folded text is in a title or description, or begins with the beginning of one."""
        if len(key) < _LEAST_KEY:
            return
        if key in self._titles:
            yield "title"
        if self._descriptions and (key in self._descriptions or any(text in key[:60] for text in self._beginnings)):
            yield "description"


def _cards(facts: Sequence[Fact], host: str) -> set[Any]:
    """Elements side by side, of the same tag and class, that each hold a linked headline and little else.

    They point to other pages of the site, each with a line or two of text, whatever their names. Links to
    other sites are those of a list of things, with a few words on each.
    """
    rows: dict[Any, dict[Any, None]] = defaultdict(dict)
    for fact in facts:
        if fact.words >= _LINKED[0] and fact.density >= _LINKED[1] and _is_inner(fact.node.style.targets, host):
            for element, parent in pairwise(fact.around.chain):
                rows[parent, element.tag, element.get("class")][element] = None
    words = {element: 0 for row in rows.values() if len(row) >= _LEAST_CARDS for element in row}
    if words:
        for fact in facts:
            for element in fact.around.chain:
                if element in words:
                    words[element] += fact.words
    return {element for element, count in words.items() if count <= _CARD_WORDS}


def _is_inner(targets: Sequence[str], host: str) -> bool:
    """Whether all of some links stay on the site of a host, as far as one can tell."""
    hosts = {_host(target) for target in targets} - {"", host}
    return not host or all(other.endswith(f".{host}") or host.endswith(f".{other}") for other in hosts)


def _host(address: str) -> str:
    """The host of an address, in lower case and without www; empty for one without."""
    _, slashes, rest = address.partition("//")
    return rest.partition("/")[0].lower().removeprefix("www.") if slashes else ""


def _share_signs(facts: Sequence[Fact]) -> dict[Around, list[str]]:
    """The names of the shares of the page's prose that the elements around the blocks hold."""
    steps = {element: bisect_right(_SHARES, share) for element, share in _held(facts).items()}
    inner, *outer = _SHARE_SIGNS
    above: dict[Any, list[str]] = {}  # by the parent: what is around it is the same for all in it
    found: dict[Around, list[str]] = {}
    for fact in facts:
        around = fact.around
        if around not in found:
            element, *rest = around.chain
            parent = rest[0] if rest else None
            names = above.get(parent)
            if names is None:
                names = above[parent] = [
                    names[steps.get(element, 0)] for names, element in zip(outer, rest, strict=False)
                ]
            found[around] = [inner[steps.get(element, 0)], *names]
    return found


def _held(facts: Sequence[Fact]) -> Mapping[Any, float]:
    """The share of the page's prose that each element holds."""
    total = sum(fact.prose for fact in facts) or 1.0
    held: dict[Any, float] = defaultdict(float)
    for fact in facts:
        if fact.prose:
            for element in fact.around.chain:
                held[element] += fact.prose / total
    return held


def alone(facts: Sequence[Fact], signs: Sequence[Sequence[str]]) -> None:
    """Set the odds of each block by itself."""
    for fact, found in zip(facts, signs, strict=True):
        fact.odds = sum(map(_ALONE.__getitem__, found))  # each is there or not
        if fact.marks:
            fact.odds += MARK_WEIGHT * sum([mark.score for mark in fact.marks if not mark.is_off])


_HANDED_DOWN = ("description", "title", "claimed", "unclaimed", "beyond", "above_title")
_DOWN, _NONE_DOWN, _NEITHER = frozenset(_HANDED_DOWN), (0.0,) * len(_HANDED_DOWN), (0.0, 0.0)
TOGETHER_SIGNS = (
    *("bias", "odds", "previous", "next", "previous.2", "next.2", "before", "after", "either"),
    *("mean.element", "mean.parent", "mean.grandparent", "mean.alike"),
    *("alone.element", "alone.parent", "alone.grandparent", "alone.alike"),
    *("heading", "heading.next", "above", "far_above", "below", "far_below"),
    *_HANDED_DOWN,
)
"""The names of what :func:`signs_together` measures, in its order."""

_ROW = [TOGETHER.get(name, 0.0) for name in TOGETHER_SIGNS]


def signs_together(facts: Sequence[Fact], signs: Sequence[Sequence[str]]) -> Iterator[list[float]]:
    """What speaks for or against each block, given the odds of all: a value for each of the names."""
    tanh = math.tanh
    views = [tanh(fact.odds / 2) for fact in facts]  # −1 text … 1 boilerplate
    weights = [fact.words + 1 if fact.words < 40 else 41 for fact in facts]
    values = list(map(mul, views, weights))
    groups = _sums(facts, values, weights)
    run, mass = [0.0, *accumulate(values)], [0.0, *accumulate(weights)]  # running sums, for the neighbours
    core = [index for index, fact in enumerate(facts) if views[index] < -0.4 and fact.words >= 12]
    first, last = (core[0], core[-1]) if core else (0, len(facts))
    count = len(facts)
    edged = [1.0, 1.0, *views, 1.0, 1.0]
    for index, fact in enumerate(facts):
        value, weight, odds = values[index], weights[index], fact.odds
        means, lonely = [], []
        for summed, weighed in groups[fact.around]:
            if weighed <= weight:
                means.append(0.0)
                lonely.append(1.0)
            else:
                means.append((summed - value) / (weighed - weight))
                lonely.append(0.0)
        start, end = index - _NEAR if index > _NEAR else 0, index + 1 + _NEAR
        if end > count:
            end = count
        before = (run[index] - run[start]) / (mass[index] - mass[start]) if index else 1.0
        after = (run[end] - run[index + 1]) / (mass[end] - mass[index + 1]) if index + 1 < count else 1.0
        following = edged[index + 3]
        row = [1.0, -6.0 if odds < -6 else 6.0 if odds > 6 else odds]
        row += (edged[index + 1], following, edged[index], edged[index + 4])
        row += (before, after, before if before > after else after)
        row += means
        row += lonely
        row += (1.0, following) if fact.node.kind is Kind.HEADING else _NEITHER
        row += (1.0, min(1.0, (first - index) / 10)) if index < first else _NEITHER
        row += (1.0, min(1.0, (index - last) / 10)) if index > last else _NEITHER
        found = signs[index]
        row += _NONE_DOWN if _DOWN.isdisjoint(found) else [float(name in found) for name in _HANDED_DOWN]
        yield row


def _sums(
    facts: Sequence[Fact], values: Sequence[float], weights: Sequence[int]
) -> dict[Around, tuple[list[float], ...]]:
    """What the groups of blocks came to that a block belongs to: the sum of their views by weight, and of the weights.

    They are the blocks of its element, of the two around it, and those that look alike.
    """
    groups: dict[Around, tuple[list[float], ...]] = {}
    above: dict[Any, tuple[list[float], list[float], Any]] = {}  # by the parent
    outer: dict[Any, list[float]] = defaultdict(_nothing)  # of a parent's parent
    alike: dict[Any, list[float]] = defaultdict(_nothing)
    for fact, value, weight in zip(facts, values, weights, strict=True):
        pairs = groups.get(fact.around)
        if pairs is None:
            element, parent, grandparent, *_ = (*fact.around.chain, None, None)
            shared = above.get(parent)
            if shared is None:
                look = False if parent is None else (parent.tag, parent.get("class"))
                shared = above[parent] = ([0.0, 0], outer[grandparent], look)
            summed, further, look = shared
            pairs = groups[fact.around] = (
                [0.0, 0],
                summed,
                further,
                alike[element.tag, element.get("class"), look],
            )
        for pair in pairs:
            pair[0] += value
            pair[1] += weight
    return groups


def _nothing() -> list[float]:
    return [0.0, 0]


def together(facts: Sequence[Fact], signs: Sequence[Sequence[str]]) -> None:
    """Set the odds of each block anew, with what its neighbours came to."""
    for fact, row in zip(facts, signs_together(facts, signs), strict=True):
        fact.odds = sum(map(mul, _ROW, row))


def side_with(facts: Sequence[Fact], extracted: str) -> None:
    """Let more of what an extractor takes for the article stay where the evidence leaves less than half of it.

    What a strong mark speaks against, such as comments, does not count.

    Args:
        facts: the blocks, judged with what the extractor says among the signs.
        extracted: the folded text that it took.
    """
    taken = [
        fact for fact in facts if fact.key in extracted and not any(mark.against >= _STRONG for mark in fact.marks)
    ]
    long = [fact for fact in taken if fact.words >= _LEAST_SIDED]
    if sum(fact.words for fact in long if fact.odds < 0) < _LITTLE_LEFT * sum(fact.words for fact in long):
        for fact in taken:
            fact.odds -= _SIDED_ODDS


def keep_switched_off(facts: Sequence[Fact]) -> None:
    """Let blocks within the article stay whose strongest mark is of a category that is switched off."""
    kept = [index for index, fact in enumerate(facts) if fact.odds < 0]
    for fact in facts[kept[0] : kept[-1]] if kept else ():
        if fact.odds >= 0 and fact.marks and max(fact.marks, key=lambda mark: mark.score).is_off:
            fact.odds = -_KEPT_ODDS


def drop_headlines(facts: Sequence[Fact]) -> None:
    """Let the headline of the page go where it stands above the text: it is the title, not a part of the text."""
    for fact in facts:
        if fact.odds < 0:
            if fact.node.element.tag != "h1":
                return
            fact.odds = _HEADLINE_ODDS


def doubt(facts: Sequence[Fact]) -> float:
    """Expected share of words that are judged wrongly, against those of the article."""
    wrong = text = 0.0
    for fact in facts:
        odds, weight = fact.odds, fact.words + 2
        ratio = math.exp(-abs(odds))
        less = ratio / (1 + ratio)  # chance of the unlikelier of the two
        wrong += weight * less
        text += weight * (less if odds > 0 else 1 - less)
    return wrong / max(20.0, text)
