"""Blocks that are no text of the article by the shape of the page: other articles, comments, trails of crumbs.

What the sums of the evidence can't see: that a row of elements is made alike.
Each is held to more than one sign, and prose of the article must stand above.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Any

from cleaner.document import Kind
from cleaner.html.claims import Claims
from cleaner.html.facts import Fact, Look, folded, look_of, parent_of
from cleaner.html.links import host, stay_on
from cleaner.rulebook import Category

__all__ = [
    "drop_comments",
    "drop_excerpts",
    "drop_heads",
    "drop_second_articles",
    "drop_teasers",
    "drop_trails",
    "is_named_related",
    "is_timed",
]

_ODDS = 3.0
_LINKED = (3, 0.8)  # words and share of links of a headline that leads to another page
_LEAST_PROSE = 2  # blocks of prose of the article above what is not of it

_CAPTION = "html.people.caption"
_MOST_DEEP = 6  # blocks in a row, of a box within an article
_MOST_ABOVE = 3  # blocks above the headline of another article
_RANKS = ("h2", "h3")  # of a headline, where that of the first rank is the site's
_ADDRESS_RE = re.compile(r"(?:https?:/)?/\S+|(?=.*[^\W\d_]{3})[\w.%-]+(?:/[\w.%-]+){2,}/?")
_STYLED = ("class", "id", "style")

_LEVELS = 12  # elements around a block that are looked at

_LEAST_EXCERPT = 8  # words
_LEAST_CUT = (2, 0.5)  # excerpts that break off, and their share of a row
_CUT_RE = re.compile(r"(?:\.\.\.|…)[\])]?\W{0,3}$")

_LEAST_TWICE = 3  # elements in which two links lead to one page, as headline and button of a teaser do
_LEAST_CARDS = 2
_CARD_WORDS = 90
_RELATED = 0.4  # score of a mark that calls them so
_MORE_WORDS = 4  # of the link to the rest of a text
_MOST_TEASED = 10  # blocks between its headline and that

_CRUMBS = 2  # links before the last crumb of a trail

_ROWS = 3  # comments
_SIGNED = 9  # words of the line with name and time
_TIMED_SHARE = 0.6  # of the comments that show a time
_NAMED_SHARE = 0.7  # of them that have names of their own
_TIME_RE = re.compile(
    r"(?i)(?<!\d)\d{1,2}[:.h]\d{2}\b|(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\d ?\S{1,8} ago\b|"
    r"\b(?:vor|il y a|hace|há) \d+ |"
    r"\d \w{1,9} (?:fa|temu|назад|тому|lalu|önce|siden|sedan|geleden|acum|πριν|trước|atrás|zpátky)\b|\d ?\S{1,3}[前전]"
)
_DIGIT_RE = re.compile(r"\d")  # in all of these; most lines have none, and this is told faster
_NAME_RE = re.compile(r"[^\W\d_][^\d|·•,]*")


def drop_trails(facts: Sequence[Fact]) -> None:
    """Let the last crumb of a trail go: an item without a link behind items that are links, above all prose."""
    links = 0
    for above, fact in pairwise(facts):
        if fact.odds < 0 and fact.prose:
            return
        is_crumb = above.node.kind is Kind.ITEM and above.density >= _LINKED[1] and parent_of(above) is parent_of(fact)
        links = links + 1 if is_crumb else 0
        if links >= _CRUMBS and fact.node.kind is Kind.ITEM and not fact.density:
            fact.odds = max(fact.odds, _ODDS)


def drop_heads(facts: Sequence[Fact]) -> None:
    """Let headings go that are called related and head nothing: all that their boxes hold below them goes."""
    for index, fact in enumerate(facts):
        if fact.odds < 0 and fact.node.kind is Kind.HEADING and is_named_related(fact):
            end = next((place for place in range(index + 1, len(facts)) if not _goes_in(facts[place], fact)), None)
            is_last = end is None or parent_of(fact) not in facts[end].around.chain
            if is_last and end != index + 1:
                fact.odds = _ODDS


def _goes_in(fact: Fact, head: Fact) -> bool:
    """Whether a block goes that stands in the box of a heading."""
    return fact.odds >= 0 and parent_of(head) in fact.around.chain


def drop_second_articles(facts: Sequence[Fact], claims: Claims) -> None:
    """Let go what is made like the element that holds the article, but begins with a headline of its own.

    That is a linked one; or one of the rank of the article's, in an article element or one that names its own address.
    """
    titles = list(map(folded, claims.titles))
    head = _head(facts, titles)
    if head is None:
        return
    near = {_row(element): element for element in facts[head].around.chain[1:]}
    chain = _elements(facts[head])
    looks = {_row(element): element for element in chain}
    rank = facts[head].around.look.tag
    own: dict[Any, list[Fact]] = {}  # prose of the element that holds the article
    for start, fact in enumerate(facts[head + 1 :], head + 1):
        is_linked = _is_linked(fact)
        if not is_linked and (fact.around.look.tag != rank or any(fact.key in title for title in titles)):
            continue
        known = near if is_linked else looks
        inner = (element for element in _elements(fact) if element not in chain)
        other = next((element for element in inner if _row(element) in known), None)
        if other is None:
            continue
        begin = _beginning(facts, start, other)
        if begin is None or (is_linked and begin < start):
            continue
        alike = known[_row(other)]
        is_addressed = bool(_addresses(other) - _addresses(alike))
        if not (is_linked or other.tag == "article" or is_addressed):
            continue
        if alike not in own:
            own[alike] = [fact for fact in facts[head:begin] if fact.prose and _is_in(fact, alike)]
        rest = facts[begin : _end(facts, start, other)]
        is_longer = sum(fact.prose for fact in rest) > sum(fact.prose for fact in own[alike])
        if len(own[alike]) >= _LEAST_PROSE and not (is_longer and not (is_addressed and other.tag == "article")):
            for fact in rest:
                fact.odds = max(fact.odds, _ODDS)


def _head(facts: Sequence[Fact], titles: Sequence[str]) -> int | None:
    """The place of the headline: the first heading of the first rank, or else one that begins a title."""
    first = next((index for index, fact in enumerate(facts) if fact.around.look.tag == "h1"), None)
    if first is not None and any(facts[first].key in title for title in titles):
        return first
    ranked = (index for index, fact in enumerate(facts) if fact.around.look.tag in _RANKS)
    long = (index for index in ranked if facts[index].words >= _LINKED[0])
    return next((index for index in long if any(title.startswith(facts[index].key) for title in titles)), None)


def _beginning(facts: Sequence[Fact], start: int, element: Any) -> int | None:
    """The place of the first block in an element, if a kicker and a caption at most stand above its headline."""
    begin = start
    while begin and _is_in(facts[begin - 1], element):
        begin -= 1
        above = facts[begin]
        is_text = above.prose > 0 and not any(mark.id == _CAPTION for mark in above.marks)
        if begin < start - _MOST_ABOVE or is_text or above.node.kind is Kind.HEADING:
            return None
    return begin


def _end(facts: Sequence[Fact], start: int, element: Any) -> int:
    """The place behind the last block in an element; some in it may be too deep to tell."""
    last = start
    for index, fact in enumerate(facts[start + 1 :], start + 1):
        if _is_in(fact, element):
            last = index
        elif index - last > _MOST_DEEP:
            break
    return last + 1


def _elements(fact: Fact) -> list[Any]:
    """The elements around that of a block, innermost first."""
    return list(islice(fact.node.element.iterancestors(), _LEVELS))


def drop_excerpts(facts: Sequence[Fact], claims: Claims) -> None:
    """Let go how other articles of the site begin: elements made alike, with a link each, whose texts break off.

    So go what each of them says below a headline where the page calls them related, or names authors, and both that
    and another link in them lead to one page, another one in each. Round-ups quote other sites, and lists of articles
    are all that their pages hold.
    """
    text = sum(fact.prose for fact in facts if fact.odds < 0)
    site = host(claims.url or "")
    cut = {id(fact) for fact in facts if _is_cut(fact)}
    is_likely = len(cut) >= _LEAST_CUT[0] or _around_text(facts) >= _LEAST_TWICE
    candidates = facts if is_likely else [fact for fact in facts if is_named_related(fact)]
    if not is_likely and not any(fact.odds < 0 for fact in candidates):
        return
    for rows in _rows(candidates):
        held = [fact for row in rows for fact in row]
        broken_off = sum(any(id(fact) in cut for fact in row) for row in rows)
        if broken_off < max(_LEAST_CUT[0], _LEAST_CUT[1] * len(rows)):
            is_kept = any(fact.odds < 0 for fact in held)
            if not is_kept or not (_are_cards(rows) or _are_teasers(rows)):
                continue
        if not _lead_to_others(rows, site):
            continue
        prose = sum(fact.prose for fact in held if fact.odds < 0)
        if 2 * prose <= text:
            for fact in held:
                fact.odds = max(fact.odds, _ODDS)


def is_named_related(fact: Fact) -> bool:
    """Whether the page calls a block related, and not what readers write."""
    return any(mark.category is Category.RELATED and mark.against >= _RELATED for mark in fact.marks)


def _are_cards(rows: Sequence[Sequence[Fact]]) -> bool:
    """Whether rows are short, called related, and each has one headline that leads to another page."""
    if len(rows) < _LEAST_CARDS:
        return False
    return all(
        all(map(is_named_related, row))
        and sum(map(_is_linked_heading, row)) == 1
        and sum(fact.words for fact in row) <= _CARD_WORDS
        for row in rows
    )


def _are_teasers(rows: Sequence[Sequence[Fact]]) -> bool:
    """Whether each of some rows has a headline and another link to the same page, and no two the same one.

    An author, or a name for what is related, must stand in each, too: a text may list other pages of its site.
    """
    if len(rows) < _LEAST_TWICE or not all(any(map(_is_of_teasers, row)) for row in rows):
        return False
    led = [
        _led_to_twice(row) & {target for fact in filter(_is_linked, row) for target in fact.node.style.targets}
        for row in rows
    ]
    return all(len(pages) == 1 for pages in led) and len(set().union(*led)) == len(rows)


def _is_of_teasers(fact: Fact) -> bool:
    return any(mark.category in (Category.RELATED, Category.BYLINE) for mark in fact.marks)


def _led_to_twice(facts: Iterable[Fact]) -> set[str]:
    """The pages that more than one block leads to which is a link as a whole."""
    linked = (fact for fact in facts if fact.density >= _LINKED[1])
    counts = Counter(target for fact in linked for target in set(fact.node.style.targets))
    return {target for target, count in counts.items() if count > 1}


def _around_text(facts: Iterable[Fact]) -> int:
    """How many pages two blocks near each other lead to, links as a whole, with text that stays between the two."""
    above: dict[str, tuple[int, int]] = {}
    pages: set[str] = set()
    text = 0
    for index, fact in enumerate(facts):
        if fact.density >= _LINKED[1]:
            for target in fact.node.style.targets:
                place, before = above.get(target, (index, text))
                if before < text and index - place <= _MOST_TEASED:
                    pages.add(target)
                above[target] = index, text
        text += fact.odds < 0 and fact.prose > 0
    return len(pages)


def drop_teasers(facts: Sequence[Fact]) -> None:
    """Let go what breaks off above a few linked words that lead where a linked line above it leads, too.

    So stand other articles below a text, and what a page of its own says more of, be there one of them only. Where
    they are most of a page, they are what it is for.
    """
    below = list(_below_text(facts))
    teased: list[Fact] = []
    for index, (fact, more) in enumerate(pairwise(below), len(facts) - len(below)):
        is_teaser = fact.odds < 0 and fact.node.kind is Kind.PARAGRAPH and _is_cut(fact)
        if is_teaser and more.words <= _MORE_WORDS and more.density >= _LINKED[1]:
            top = _headline_above(facts, index, more)
            teased += facts[top : index + 2] if top is not None else ()
    text = sum(fact.prose for fact in facts if fact.odds < 0)
    if 2 * sum(fact.prose for fact in teased if fact.odds < 0) <= text:
        for fact in teased:
            fact.odds = max(fact.odds, _ODDS)


def _headline_above(facts: Sequence[Fact], index: int, more: Fact) -> int | None:
    """The place of a linked line above a block that leads where a link below it leads, but for what follows a "?"."""
    targets = set(more.node.style.targets)
    for place in range(index - 1, max(-1, index - _MOST_TEASED), -1):
        line = facts[place]
        if line.prose and line.odds < 0:
            return None
        led = {form for target in line.node.style.targets for form in (target, target.partition("?")[0])}
        if line.density >= _LINKED[1] and not targets.isdisjoint(led):
            return place
    return None


def _is_cut(fact: Fact) -> bool:
    """Whether a block is a text that breaks off, with or without a link behind that."""
    text, style = fact.node.text, fact.node.style
    if style.ends_in_link and fact.density < _LINKED[1]:
        text = text[: len(text) - style.links].rstrip()
    return fact.words >= _LEAST_EXCERPT and _CUT_RE.search(text) is not None


def _lead_to_others(rows: Sequence[Sequence[Fact]], site: str) -> bool:
    """Whether each row has a line that is a link, and all of these lead to other pages of the site."""
    targets: list[str] = []
    for row in rows:
        links = [target for fact in row if fact.density >= _LINKED[1] for target in fact.node.style.targets]
        if len(row) < 2 or not links or any(target.startswith("#") for target in links):
            return False
        targets += links
    return stay_on(site, targets) if site else len(set(map(host, targets))) == 1


def _addresses(element: Any) -> set[str]:
    """The addresses that an element names, as those of articles that are loaded below each other do."""
    return {value for name, value in element.items() if name not in _STYLED and _ADDRESS_RE.fullmatch(value)}


def _is_in(fact: Fact, element: Any) -> bool:
    return element in islice(fact.node.element.iterancestors(), _LEVELS)


def _is_linked(fact: Fact) -> bool:
    """Whether a block is a headline of some words that leads to another page."""
    leads_away = not any(target.startswith("#") for target in fact.node.style.targets)
    return fact.words >= _LINKED[0] and _is_linked_heading(fact) and leads_away


def _is_linked_heading(fact: Fact) -> bool:
    return fact.node.kind is Kind.HEADING and fact.density >= _LINKED[1]


def _row(element: Any) -> tuple[Any, Look]:
    """What elements side by side have in common that are made alike."""
    return element.getparent(), look_of(element)


def drop_comments(facts: Sequence[Fact]) -> None:
    """Let go what readers write below the text: elements made alike, each of a name, a time and some text."""
    if sum(is_timed(fact) for fact in facts) < _ROWS * _TIMED_SHARE:
        return
    for rows in _rows(_below_text(facts)):
        if len(rows) >= _ROWS and _are_comments(rows):
            for row in rows:
                for fact in row:
                    fact.odds = max(fact.odds, _ODDS)


def _below_text(facts: Sequence[Fact]) -> Iterator[Fact]:
    """The blocks below some prose of the article."""
    above = 0
    for fact in facts:
        if above >= _LEAST_PROSE:
            yield fact
        elif fact.odds < 0 and fact.prose:
            above += 1


def _rows(facts: Iterable[Fact]) -> Iterator[list[list[Fact]]]:
    """The blocks in elements side by side that are made alike, by element."""
    held: dict[Any, list[Fact]] = {}
    for fact in facts:
        for element in fact.around.chain:
            held.setdefault(element, []).append(fact)
    alike: dict[Any, list[list[Fact]]] = defaultdict(list)
    for element, row in held.items():
        alike[_row(element)].append(row)
    yield from alike.values()


def is_timed(fact: Fact) -> bool:
    """Whether a block is a short line with a time or a date."""
    if fact.words > _SIGNED or _DIGIT_RE.search(fact.node.text) is None:
        return False
    return _TIME_RE.search(fact.node.text) is not None


def _are_comments(rows: Sequence[Sequence[Fact]]) -> bool:
    """Whether rows of blocks are comments: no headings in them, a name and a time on top, other names in each."""
    names, timed = set(), 0
    for row in rows:
        signed = row[0].node.text
        name = _NAME_RE.match(signed)
        is_signed = row[0].words <= _SIGNED and not row[0].ends and name is not None
        is_signed = is_signed and not signed.endswith((":", "："))
        if len(row) < 2 or not is_signed or any(fact.node.kind is Kind.HEADING for fact in row):
            return False
        names.add(name[0][:12] if name else "")
        timed += any(map(is_timed, row[:2]))
    return timed >= _TIMED_SHARE * len(rows) and len(names) >= _NAMED_SHARE * len(rows)
