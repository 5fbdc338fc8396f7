"""What points to other pages within a text or below it, told by where its links lead and not by its words."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

import pytest
from page import BODY, SENTENCES, page

from cleaner import Cleaner
from cleaner.html.claims import Claims
from cleaner.html.facts import Fact
from cleaner.html.marks import open_markbook
from cleaner.html.others import drop_excerpts, drop_heads, drop_teasers
from cleaner.html.pointers import drop_linked_lists, drop_pointers, drop_shouted
from cleaner.html.standing import gather
from cleaner.html.tree import load_page
from cleaner.html.walk import walk

ENGINE = Cleaner()
HEADLINE = "Gale warning for the outer islands as ferries stay in port"
WHOLE = "\n\n".join(SENTENCES)


def body(html: str) -> str:
    return ENGINE.clean_html(page(html)).body


def within(line: str) -> str:
    return BODY.replace("</p>", f"</p>{line}", 1)


@pytest.mark.parametrize("line", [f"<p><a href='/n/1'>[{HEADLINE}]</a></p>", f"<p>[<a href='/n/1'>{HEADLINE}</a>]</p>"])
def test_a_headline_in_brackets_that_is_linked_goes(line: str) -> None:
    assert body(within(line)) == WHOLE


@pytest.mark.parametrize(
    "line",
    [
        f"<p>[{HEADLINE}]</p>",
        f"<p><a href='https://skarn.example/1'>[{HEADLINE}]</a></p>",
        "<p>[The council has <a href='/n/1'>corrected the sum</a> since this was written in May.]</p>",
        f"<ul><li>[<a href='/n/1'>{HEADLINE}</a>]</li><li>[<a href='/n/2'>Seals on the pier</a>]</li></ul>",
    ],
    ids=["no link", "another site", "a note", "items"],
)
def test_other_lines_in_brackets_stay(line: str) -> None:
    assert "[" in body(within(line))


LABEL = "For those who pay See also"


@pytest.mark.parametrize(
    ("lines", "goes"),
    [
        ([f"<p>{LABEL} <a href='/n/{place}'>{place} {HEADLINE}</a></p>" for place in (1, 2)], True),
        ([f"<p>{LABEL} <a href='/n/1'>{HEADLINE}</a></p>"], False),
        ([f"<p>{LABEL} <a href='/n/{place}'>{place} {HEADLINE}</a>.</p>" for place in (1, 2)], False),
        ([f"<p>The {who} told it in <a href='/n/{who}'>{HEADLINE}</a></p>" for who in ("mayor", "abbess")], False),
    ],
    ids=["twice", "once", "sentences", "other words"],
)
def test_a_label_of_many_words_goes_where_it_is_the_same_each_time(lines: list[str], goes: bool) -> None:
    parts = [f"<p>{sentence}</p>" for sentence in SENTENCES]
    text = body("".join([parts[0], lines[0], parts[1], *lines[1:], *parts[2:]]))
    assert (HEADLINE not in text) is goes


OTHERS = [f"<p><a href='/n/{place}'>{place} {HEADLINE}</a></p>" for place in range(5)]


@pytest.mark.parametrize(
    ("lines", "going"),
    [
        (OTHERS[:2], 2),
        (OTHERS[:1], 0),
        ([line.replace("/n/", "https://skarn.example/") for line in OTHERS[:2]], 0),
        ([line.replace("</a>", ".</a>") for line in OTHERS[:2]], 0),
        ([line.replace("</a>", "</a>, she wrote in the first of them") for line in OTHERS[:2]], 0),
        ([line.replace("p>", "h2>") for line in OTHERS[:2]], 0),
        (OTHERS, 0),
    ],
    ids=["two", "one", "another site", "sentences", "more words", "headings", "a list of pages"],
)
def test_linked_headlines_between_paragraphs_go_without_a_label(lines: list[str], going: int) -> None:
    paragraphs = [f"<p>{sentence}</p>" for sentence in SENTENCES * 3]
    parts = [part for pair in zip_longest(paragraphs, lines, fillvalue="") for part in pair]
    seen = walk(load_page(page("".join(parts))), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = -1.0
    drop_pointers(facts, Claims(url="https://www.dailykite.example/tarn"))
    assert sum(fact.odds > 0 for fact in facts if HEADLINE in fact.node.text) == going


@pytest.mark.parametrize(
    ("name", "items", "stays"),
    [
        ("entry-related", "<ul><li><a href='/n/1'>Gale warning</a></li></ul>", False),
        ("entry-related", "<p>They told it in May.</p>", True),
        ("entry-related", "", True),
        ("entry", "<ul><li><a href='/n/1'>Gale warning</a></li></ul>", True),
    ],
    ids=["over what goes", "over what stays", "alone", "not called so"],
)
def test_a_heading_that_is_called_related_goes_over_what_goes(name: str, items: str, stays: bool) -> None:
    html = page(BODY.replace("</p>", f"</p><div class='{name}'><h4>More of this</h4>{items}</div>", 1))
    seen = walk(load_page(html), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = 2.0 if fact.density else -1.0
    drop_heads(facts)
    assert [fact.odds < 0 for fact in facts if fact.node.text == "More of this"] == [stays]


CUT = "Tarn Stoneworks cuts granite for quays and bridges in eleven countries and was founded by two brothers in..."


def box(text: str = CUT, more: str = "/firms/tarn-stoneworks", behind: str = "Learn more") -> str:
    head = "<div><a href='/firms/tarn-stoneworks?from=box'>Tarn Stoneworks</a></div><div>Founded:</div><div>1902</div>"
    return f"<div class='profile-of-a-firm'>{head}<p>{text}</p><div><a href='{more}'>{behind}</a></div></div>"


def left(html: str) -> list[float]:
    """The odds of the texts that break off, where all of a page would stay but for them."""
    seen = walk(load_page(page(html)), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = -1.0
    drop_teasers(facts)
    return [fact.odds for fact in facts if "cuts granite" in fact.node.text]


def test_what_a_page_of_its_own_says_more_of_goes() -> None:
    assert left(BODY + box()) == [3.0]


@pytest.mark.parametrize(
    "html",
    [
        BODY + box(CUT.replace(" and was founded by two brothers in...", ".")),
        BODY + box(more="/firms"),
        BODY + box(behind="The brothers of Tarn and their granite"),
        box() + BODY,
        BODY + box() * 8,
    ],
    ids=["whole", "another page", "a headline", "above", "most of the page"],
)
def test_other_texts_that_break_off_stay(html: str) -> None:
    assert set(left(html)) == {-1.0}


NEWS = (
    "Ferries stay in port until Sunday",
    "Seals move in on the pier",
    "What granite costs this year",
    "A bell for Ostrand",
)


def listed(last: str) -> str:
    links = "".join(f"<p><a href='https://skarn.example/{headline}'>{headline}</a></p>" for headline in NEWS[:3])
    parts = [f"<p>{sentence}</p>" for sentence in SENTENCES]
    return body("".join([*parts[:2], f"<p>READ MORE:</p>{links}{last}", *parts[2:]]))


def test_the_last_of_several_links_below_a_label_goes_and_a_subheading_stays() -> None:
    assert listed(f"<p><a href='https://skarn.example/bell'>{NEWS[3]}</a></p>") == WHOLE
    assert NEWS[3] in listed(f"<p>{NEWS[3]}</p>")
    assert NEWS[3] in listed(f"<h3>{NEWS[3]}</h3>")


def teasers(pages: tuple[str, ...], button: str = "Continue reading", name: str = "byline") -> str:
    """Headlines with a sentence and a button below each."""
    return "".join(
        f"<li class='tall'><h3><a href='{address}'>{headline}</a></h3><div class='{name}'>Mara Lindqvist</div>"
        f"<p>The harbour board asks what it is to cost and who pays: {headline}.</p>"
        f"<div><a href='{address}'>{button}</a></div></li>"
        for address, headline in zip(pages, NEWS, strict=False)
    )


def teased(html: str) -> set[float]:
    seen = walk(load_page(page(html)), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = -1.0
    drop_excerpts(facts, Claims(url="https://kite.example/n/7"))
    return {fact.odds for fact in facts if "harbour board" in fact.node.text}


def test_teasers_whose_headline_and_button_lead_to_one_page_go() -> None:
    assert teased(f"{BODY}<ul>{teasers(('/n/1', '/n/2', '/n/3'))}</ul>") == {3.0}


@pytest.mark.parametrize(
    "html",
    [
        f"{BODY}<ul>{teasers(('/n/1', '/n/2'))}</ul>",
        f"{BODY}<ul>{teasers(('/n/1', '/n/1', '/n/1'))}</ul>",
        f"{BODY}<ul>{teasers(('/n/1', '/n/2', 'https://skarn.example/n/3'))}</ul>",
        f"{BODY}<ul>{teasers(('/n/1', '/n/2', '/n/3'), button='')}</ul>",
        f"{BODY}<ul>{teasers(('/n/1', '/n/2', '/n/3'), 'Get the recipe', 'cook')}</ul>",
        f"<ul>{teasers(('/n/1', '/n/2', '/n/3', '/n/4'))}</ul><p>{SENTENCES[0]}</p>",
    ],
    ids=["two", "the same page", "another site", "one link each", "no author", "most of the page"],
)
def test_other_headlines_with_a_sentence_and_a_button_stay(html: str) -> None:
    assert teased(html) == {-1.0}


def judged(html: str, drop: Callable[[list[Fact], Claims], None]) -> list[str]:
    """What stays of a page of which all would stay otherwise."""
    seen = walk(load_page(page(html)), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = -1.0
    drop(facts, Claims(url="https://kite.example/n/7"))
    return [fact.node.text for fact in facts if fact.odds < 0]


def shouted(label: str, headline: str, target: str = "/n/1", behind: str = "") -> str:
    return f"<p>{label} <a href='{target}'>{headline}</a>{behind}</p>"


def between(first: str, second: str = "") -> str:
    """The text with something behind its first and its third paragraph."""
    parts = [f"<p>{sentence}</p>" for sentence in SENTENCES]
    return "".join([parts[0], first, *parts[1:3], second, *parts[3:]])


def test_linked_headlines_with_labels_in_capitals_go() -> None:
    first = shouted("STORY:", NEWS[0]) + shouted("IN PICTURES:", NEWS[1])
    left = judged(between(first, shouted("OPINION:", NEWS[2])), drop_shouted)
    assert [line for line in left if ":" in line] == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (shouted("STORY:", NEWS[0]), ""),
        (shouted("Best film:", NEWS[0]), shouted("Best play:", NEWS[1])),
        (shouted("STORY:", NEWS[0], "https://skarn.example/1"), shouted("STORY:", NEWS[1], "https://skarn.example/2")),
        (shouted("MAYOR:", NEWS[0], behind=", I say."), shouted("ABBESS:", NEWS[1], behind=", I say.")),
        ("".join(shouted("BEST FILM:", headline) for headline in NEWS[:3]), shouted("BEST PLAY:", NEWS[3])),
    ],
    ids=["once", "small letters", "another site", "sentences", "a list"],
)
def test_other_lines_with_labels_stay(first: str, second: str) -> None:
    left = judged(between(first, second), drop_shouted)
    assert sum(":" in line for line in left) == (first + second).count("<p>")


def pages(count: int, target: str = "/n/", tag: str = "li", behind: str = "") -> str:
    return "".join(f"<{tag}><a href='{target}{n}'>{n} {HEADLINE}{behind}</a></{tag}>" for n in range(count))


def test_short_lists_of_other_articles_go_where_nothing_announces_them() -> None:
    assert not any(HEADLINE in line for line in judged(between(f"<ul>{pages(3)}</ul>"), drop_linked_lists))
    named = f"<ul class='related-links'>{pages(1)}</ul>"
    assert not any(HEADLINE in line for line in judged(BODY + named, drop_linked_lists))


@pytest.mark.parametrize(
    "html",
    [
        between(f"<p>She has written {SENTENCES[0][4:60]} and these:</p><ul>{pages(3)}</ul>"),
        between(f"<ul>{pages(3, 'https://skarn.example/')}</ul>"),
        between(f"<ul>{pages(3, '#part-')}</ul>"),
        between(f"<ul>{pages(3, behind='.')}</ul>"),
        between(f"<ul>{pages(6)}</ul>"),
        between(f"<ul>{pages(1)}</ul>"),
        f"{BODY}<ul>{pages(3)}</ul>",
        between(f"<h2>What there is to read</h2><ul>{pages(3)}</ul>"),
    ],
    ids=["announced", "another site", "contents", "sentences", "long", "one", "behind the text", "under a heading"],
)
def test_other_lists_of_links_stay(html: str) -> None:
    assert sum(HEADLINE in line for line in judged(html, drop_linked_lists)) == html.count("<li>")
