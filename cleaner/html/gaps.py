"""Blocks that the sums of the evidence doubt, and that their place in the page shows to be text of the article.

Subheadings, items of lists, code and cells of tables are short and say little for themselves. Where they stand in the
midst of the text, or are made like what stays, nothing named speaks against them and nothing in them is a link, they
stay; so do items of a list among the paragraphs of which a small part is a link, as to the source of a piece of news.
On half of 900 pages nine in ten words of such blocks were the article's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from cleaner.document import Kind
from cleaner.html.claims import Claims
from cleaner.html.facts import Fact, Look, parent_of
from cleaner.html.links import host

__all__ = ["keep_gaps"]

_MOST_ODDS = 2.0  # above that, too much speaks against a block
_MOST_ROW = 3.0  # the same for sentences made like most of the text, and for code
_KEPT_ODDS = -1.3  # so weak that a neighbour which goes does not take the block along
_HEADER = "html.navigation.header"  # on a heading, it says no more than the tag
_HEADLINE = "html.people.headline"
_SUBLINES = frozenset({"html.people.deck", "html.people.opening"})  # within the text, these are the same of a section
_LEAST_SHARE = 0.25  # of the article's prose that a row of elements holds
_LEAST_WORDS = 4  # of a sentence in it
_LEAST_ITEMS = 0.5  # share of the items of a list that stay
_LINKED = 0.8  # share of links in an item between others that stay
_LEAST_LINES, _LINES_SHARE = 4, 0.6  # lines of one element, and how many of them stay
_BOLD_SHARE = 0.9  # of the characters of a subheading that is a paragraph
_FEW = 3  # paragraphs in a row of them
_HEADER_WORDS = 12  # of a heading in a header element
_CROSSHEAD = 8  # words of a subheading that is a paragraph in a box
_SECTION = 5  # blocks below a heading among which its text begins
_FEW_LINKS = 0.35  # of the characters of an item that says something itself
_LONG, _LITTLE = 60, 0.3  # words of a long paragraph, odds against one that goes by very little
_LOOSE_LINKS = 0.25  # of the characters of a sentence without an element of its own
_LINKED_WORDS = 6  # of such an item
_LEAST_NAMED = 3  # such headings
_LEAST_HOSTS = 3  # of the sites that they lead to
_MOST_BOXES = 6  # elements around a heading that hold nothing else


def keep_gaps(facts: Sequence[Fact], claims: Claims) -> None:
    """Let doubted blocks stay that are parts of the text by their place."""
    _keep_rows(facts)
    _keep_between(facts)
    _keep_next(facts)
    _keep_bare(facts)
    _keep_lines(facts)
    _keep_linked_items(facts)
    _keep_items(facts)
    _keep_headings(facts)
    _keep_section_headers(facts)
    _keep_linked_headings(facts, claims)
    _keep_code(facts)


def _is_doubted(fact: Fact) -> bool:
    """Whether a block goes by a little only: no name speaks against it, it holds no link, and it says something."""
    return fact.odds >= 0 and _is_open(fact)


def _is_open(fact: Fact, most: float = _MOST_ODDS, *, density: float = 0.0, void: Collection[str] = (_HEADER,)) -> bool:
    """Whether a block may be kept by its place, be it that it stays already but is in danger from its neighbours."""
    return fact.density <= density and _is_weak(fact, most, void)


def _is_weak(fact: Fact, most: float = _MOST_ODDS, void: Collection[str] = (_HEADER,)) -> bool:
    """The same, be it that it holds links."""
    return _is_uncertain(fact, most) and not _is_named(fact, void)


def _is_uncertain(fact: Fact, most: float = _MOST_ODDS) -> bool:
    """Whether nothing decides for or against a block that says something."""
    return _KEPT_ODDS < fact.odds < most and any(map(str.isalnum, fact.key))


def _is_named(fact: Fact, void: Collection[str] = (_HEADER,)) -> bool:
    """Whether a mark speaks against a block, but for those that say nothing on a heading or on a sentence."""
    is_sentence = fact.prose > 0 and fact.ends
    void = void if fact.node.kind is Kind.HEADING else _SUBLINES if is_sentence else ()
    return any(mark.against and mark.id not in void for mark in fact.marks)


def _keep(fact: Fact) -> None:
    fact.odds = _KEPT_ODDS


def _row(fact: Fact) -> tuple[Any, Look]:
    """What elements side by side have in common that are made alike."""
    return parent_of(fact), fact.around.look


def _keep_rows(facts: Sequence[Fact]) -> None:
    """Sentences in a row of elements made alike that holds much of the article's prose."""
    held: dict[tuple[Any, Look], float] = defaultdict(float)
    for fact in facts:
        if fact.odds < 0 and fact.prose:
            held[_row(fact)] += fact.prose
    least = _LEAST_SHARE * sum(held.values())
    for fact in facts:
        if fact.ends and fact.words >= _LEAST_WORDS and _is_open(fact, _MOST_ROW) and held.get(_row(fact), 0.0) > least:
            _keep(fact)


def _keep_between(facts: Sequence[Fact]) -> None:
    """Headings, items, rows, quotes, code between blocks that stay; paragraphs if bold or made like one beside them.

    So do sentences without an element of their own in the one that holds the paragraphs on both sides.
    """
    for start, end in _doubted_runs(facts):
        if not start or end == len(facts) or facts[start - 1].odds >= 0 or facts[end].odds >= 0:
            continue
        for fact in facts[start:end]:
            beside = facts[start - 1], facts[end]
            if (
                fact.node.kind is not Kind.PARAGRAPH
                or (end == start + 1 and (_is_bold(fact) or any(_is_beside(fact, other) for other in beside)))
                or all(_is_bare(fact, other) for other in beside)
                or (end - start <= _FEW and fact.words > 1 and all(_row(fact) == _row(other) for other in beside))
            ):
                _keep(fact)


def _doubted_runs(facts: Sequence[Fact]) -> Iterator[tuple[int, int]]:
    start = None
    for index, fact in enumerate(facts):
        if _is_doubted(fact):
            start = index if start is None else start
        elif start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, len(facts)


def _is_bold(fact: Fact) -> bool:
    return fact.node.style.bold >= _BOLD_SHARE * len(fact.node.text)


def _is_beside(fact: Fact, other: Fact) -> bool:
    """Whether a block is made like one beside it, or is a sentence set bare between the paragraphs of an element.

    A subheading that is a paragraph may have a box around it.
    """
    is_bare = fact.ends and _is_bare(fact, other)
    holder = _holder(fact) if fact.words <= _CROSSHEAD else parent_of(fact)
    return is_bare or (holder is parent_of(other) and fact.around.look.tag == other.around.look.tag)


def _is_bare(fact: Fact, other: Fact) -> bool:
    """Whether a block is running text without an element of its own, in the one that holds another."""
    return fact.prose > 0 and fact.node.element is parent_of(other)


def _keep_bare(facts: Sequence[Fact]) -> None:
    """Sentences without an element of their own straight above or below the paragraphs of the one that holds them.

    So stand those that nobody closed the paragraph of before a box was set into it.
    """
    for one, other in pairwise(facts):
        for fact, beside in ((one, other), (other, one)):
            is_text = beside.odds < 0 and beside.prose > 0 and beside.node.kind is Kind.PARAGRAPH
            is_loose = fact.odds >= 0 and fact.ends and _is_bare(fact, beside)
            if is_text and is_loose and _is_open(fact, density=_LOOSE_LINKS):
                _keep(fact)


def _keep_lines(facts: Sequence[Fact]) -> None:
    """Lines of a song or a list that one element holds, between others of it that stay.

    The names around them are the same for all, so that they say nothing against one of them.
    """
    for _, row in groupby(facts, lambda fact: fact.node.element):
        lines = list(row)
        kept = [index for index, fact in enumerate(lines) if fact.odds < 0]
        if len(lines) < _LEAST_LINES or len(kept) < _LINES_SHARE * len(lines):
            continue
        for fact in lines[kept[0] : kept[-1] + 1]:
            if not fact.density and _is_uncertain(fact):
                _keep(fact)


def _keep_next(facts: Sequence[Fact]) -> None:
    """Long paragraphs that go by very little, straight behind one that stays and is made alike in the same element."""
    for above, fact in pairwise(facts):
        is_long = min(above.words, fact.words) >= _LONG and above.prose and fact.prose
        if is_long and above.odds < 0 and _row(above) == _row(fact) and fact.odds < _LITTLE and _is_doubted(fact):
            _keep(fact)


def _keep_linked_items(facts: Sequence[Fact]) -> None:
    """Items of which a small part is a link, in a list between two paragraphs of the element around it."""
    start = 0
    while start < len(facts):
        list_of = parent_of(facts[start])
        end = start + 1
        if facts[start].node.kind is Kind.ITEM:
            while end < len(facts) and facts[end].node.kind is Kind.ITEM and parent_of(facts[end]) is list_of:
                end += 1
            if start and end < len(facts) and all(_is_above(list_of, facts[beside]) for beside in (start - 1, end)):
                for fact in filter(_is_linked_item, facts[start:end]):
                    _keep(fact)
        start = end


def _is_above(list_of: Any, fact: Fact) -> bool:
    """Whether a block is text that stands beside a list, in the element around it."""
    return fact.odds < 0 and fact.node.kind is Kind.PARAGRAPH and parent_of(fact) is list_of.getparent()


def _is_linked_item(fact: Fact) -> bool:
    """Whether an item may be kept that says something itself, though a part of it is a link."""
    return 0 < fact.density <= _FEW_LINKS and fact.words >= _LINKED_WORDS and _is_weak(fact)


def _keep_items(facts: Sequence[Fact]) -> None:
    """Items of a list of several, or rows of a table, of which half stay; links may be in those between them.

    Below a paragraph of the article in the element around the list, these may be links as a whole.
    """
    lists: dict[Any, list[int]] = defaultdict(list)
    for index, fact in enumerate(facts):
        if fact.node.kind in (Kind.ITEM, Kind.TABLE):
            lists[parent_of(fact)].append(index)
    for list_of, places in lists.items():
        items = [facts[index] for index in places]
        if len(items) > 1 and sum(item.odds < 0 for item in items) >= _LEAST_ITEMS * len(items):
            for item in filter(_is_open, items):
                _keep(item)
            kept = [index for index, item in enumerate(items) if item.odds < 0]
            is_below = places[0] > 0 and list_of is not None and _is_above(list_of, facts[places[0] - 1])
            for item in items[kept[0] : kept[-1] + 1]:
                if _is_open(item, density=1.0 if is_below else _LINKED):
                    _keep(item)


def _keep_headings(facts: Sequence[Fact]) -> None:
    """Headings over text that stays: made like others that stay, or with paragraphs of the article on both sides.

    Where authors take the first rank for subheadings, too, only the first of these is the headline. Boxes around a
    heading that hold nothing else are a part of it.
    """
    shapes = {_shape(fact) for fact in facts if fact.odds < 0 and fact.node.kind is Kind.HEADING}
    above: set[Any] = set()  # elements that paragraphs stand in
    first = next((fact for fact in facts if fact.around.look.tag == "h1"), None)
    for index, fact in enumerate(facts):
        is_lower = fact.around.look.tag == "h1" and fact is not first
        if fact.node.kind is Kind.HEADING and _is_open(fact, void=(_HEADER, _HEADLINE) if is_lower else (_HEADER,)):
            below = next((other for other in facts[index + 1 : index + _SECTION] if not _is_named(other)), None)
            if below is None or below.odds >= 0:
                continue
            holder = _holder(fact)
            is_alike = _shape(fact) in shapes and holder in below.around.chain
            is_inner = holder in above and holder in _holders(below) and below.prose > 0
            is_next = is_lower and bool(above) and below is facts[index + 1] and below.prose > 0
            if is_alike or is_inner or is_next:
                _keep(fact)
        elif fact.node.kind is Kind.HEADING and above and _is_named_alike(facts[index : index + 2]):
            _keep(fact)
        elif fact.odds < 0 and fact.prose:
            above.update(_holders(fact))


def _keep_section_headers(facts: Sequence[Fact]) -> None:
    """Lines set straight in ``header`` elements made alike, each above text: headings of sections without their tag."""
    alike: dict[tuple[Look, Look | None], list[Fact]] = defaultdict(list)
    for fact, below in pairwise(facts):
        is_line = fact.around.look.tag == "header" and fact.words <= _HEADER_WORDS and not fact.density
        is_named = any(mark.against and mark.id != _HEADER for mark in fact.marks)
        if is_line and not is_named and _is_uncertain(fact) and below.odds < 0 and below.prose:
            alike[_shape(fact)].append(fact)
    for headers in alike.values():
        if len(headers) > 1:
            for fact in headers:
                _keep(fact)


def _keep_linked_headings(facts: Sequence[Fact], claims: Claims) -> None:
    """Headings and bold lines made alike that name what the paragraphs below are about, and lead to it elsewhere."""
    site = host(claims.url or "")
    alike: dict[Look, list[Fact]] = defaultdict(list)
    for index, fact in enumerate(facts):
        is_heading = fact.node.kind is Kind.HEADING or _is_bold(fact)
        if is_heading and fact.density >= _LINKED and _is_weak(fact):
            below = next((other for other in facts[index + 1 : index + _SECTION] if not _is_named(other)), None)
            if below is not None and below.odds < 0 and below.prose and below.density < _FEW_LINKS:
                alike[fact.around.look].append(fact)
    for named in alike.values():
        hosts = {host(target) for fact in named for target in fact.node.style.targets}
        if len(named) >= _LEAST_NAMED and not hosts & {"", site} and len(hosts) >= _LEAST_HOSTS:
            for fact in named:
                _keep(fact)


def _is_named_alike(facts: Sequence[Fact]) -> bool:
    """Whether the names that speak against a heading are those around the paragraph below it, too, which stays."""
    if len(facts) < 2:
        return False
    fact, below = facts
    void = tuple(mark.id for mark in below.marks)
    return below.odds < 0 and below.prose > 0 and not below.density and _is_open(fact, void=(_HEADER, *void))


def _holder(fact: Fact) -> Any:
    """The element that holds a block, with boxes around that which hold nothing else."""
    element = fact.node.element
    for _ in range(_MOST_BOXES):
        parent = element.getparent()
        if parent is None or not _is_alone(element, parent):
            return parent
        element = parent
    return element.getparent()


def _is_alone(element: Any, parent: Any) -> bool:
    """Whether an element is all that another one holds."""
    if element.getprevious() is not None or element.getnext() is not None:
        return False
    return not (parent.text or "").strip() and not (element.tail or "").strip()


def _holders(fact: Fact) -> tuple[Any, Any]:
    """The elements that a paragraph stands in: the one around its own, or its own if line breaks set it apart."""
    return parent_of(fact), fact.node.element


def _keep_code(facts: Sequence[Fact]) -> None:
    """Code below a paragraph of the article, in the element that holds it."""
    text: Any = None
    for fact in facts:
        if fact.odds < 0 and fact.prose:
            text = parent_of(fact)
        elif fact.node.kind is Kind.CODE and _is_open(fact, _MOST_ROW) and text in fact.node.element.iterancestors():
            _keep(fact)


def _shape(fact: Fact) -> tuple[Look, Look | None]:
    return fact.around.look, fact.around.outer
