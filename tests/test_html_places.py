"""Blocks that stay by their place in the page: sentences out of their paragraph, boxed subheadings, linked items."""

from __future__ import annotations

import pytest
from lxml.etree import Element
from page import SENTENCES, page

from cleaner import Cleaner
from cleaner.document import Kind
from cleaner.html.claims import Claims, read_claims
from cleaner.html.deck import keep_openings
from cleaner.html.facts import Fact, look_of
from cleaner.html.gaps import keep_gaps
from cleaner.html.marks import open_markbook
from cleaner.html.standing import gather
from cleaner.html.tree import load_page
from cleaner.html.walk import walk

ENGINE = Cleaner()
PROSE = [f"<p>{sentence}</p>" for sentence in SENTENCES]


def doubted(html: str, text: str, odds: float = 0.7) -> tuple[list[Fact], Fact]:
    """The blocks of a page, of which the sentences stay but for one block that is in doubt."""
    seen = walk(load_page(page(html)), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = -2.0 if fact.prose else 2.5
    found = next(fact for fact in facts if fact.node.text == text)
    found.odds = odds
    return facts, found


def stays(html: str, text: str, odds: float = 0.7) -> bool:
    facts, fact = doubted(html, text, odds)
    keep_gaps(facts, Claims())
    return fact.odds < 0


LEAD = (
    "TARN (KN) — The wall was built by prisoners two hundred years ago, and no stone of it has been moved since then."
)
BOX = '<div class="pic"><ul><li><a href="/n/gale">Gale warning for the outer islands</a></li></ul></div>'


CUT, WHOLE = LEAD.removesuffix("."), "".join(PROSE)


@pytest.mark.parametrize(
    ("html", "text", "is_text"),
    [
        (f"<div><p>{BOX}{LEAD}</p>{WHOLE}</div>", LEAD, True),
        (f"<div>{WHOLE}{LEAD}{BOX}</div>", LEAD, True),
        (f"<div>{LEAD.replace('stone', '<a>stone</a>')}{WHOLE}</div>", LEAD, True),
        (f"<div><div>{LEAD}</div>{WHOLE}</div>", LEAD, False),
        (f'<div class="newsletter">{LEAD}{PROSE[0]}</div>{WHOLE}', LEAD, False),
        (f"<div>{CUT}{WHOLE}</div>", CUT, False),
    ],
    ids=["first", "last", "linked", "boxed", "named", "cut"],
)
def test_a_sentence_out_of_its_paragraph(html: str, text: str, is_text: bool) -> None:
    assert stays(html, text) is is_text


@pytest.mark.parametrize(
    ("line", "is_text"),
    [
        ("<span class='subtitle'><p>WHAT IT COSTS</p> </span>", True),
        ("<div><p>WHAT IT COSTS</p></div>", True),
        ("<div class='promo'><p>WHAT IT COSTS</p></div>", False),
        ("<div><p>WHAT IT COSTS</p><p><a href='/n/gale'>Gale warning</a></p></div>", False),
        ("<div><p><a href='/n/cost'>WHAT IT COSTS</a></p></div>", False),
    ],
)
def test_a_subheading_that_is_a_paragraph_in_a_box(line: str, is_text: bool) -> None:
    assert stays("".join([*PROSE[:2], line, *PROSE[2:]]), "WHAT IT COSTS") is is_text


ITEMS = (
    "<li>Northern basin: open all year</li><li><a href='https://quay.example'>quay.example</a></li><li>Salt shed</li>"
)


@pytest.mark.parametrize(
    ("above", "is_text"), [(PROSE[1], True), ("<h3>Harbours</h3>", False), (f"<div>{PROSE[1]}</div>", False)]
)
def test_an_item_that_is_a_link_in_a_list_below_a_paragraph(above: str, is_text: bool) -> None:
    facts, fact = doubted(f"{PROSE[0]}{above}<ul>{ITEMS}</ul>{PROSE[2]}", "quay.example", 0.2)
    for item in facts:
        if item.node.kind is Kind.ITEM and item is not fact:
            item.odds = -1.5
    keep_gaps(facts, Claims())
    assert (fact.odds < 0) is is_text


@pytest.mark.parametrize(
    ("html", "is_text"),
    [
        (f"{''.join(PROSE[:3])}<aside class='sidebar'><h2>A wall of words</h2>{''.join(PROSE[3:])}</aside>", True),
        (f"{''.join(PROSE[:3])}<aside class='sidebar'><h2>A wall of words</h2></aside>{''.join(PROSE[3:])}", False),
        (f"<aside class='sidebar'><h2>A wall of words</h2>{PROSE[0]}</aside>", False),
    ],
    ids=["over text", "alone", "no text above"],
)
def test_a_heading_whose_names_are_those_of_the_text_below(html: str, is_text: bool) -> None:
    assert stays(html, "A wall of words") is is_text


@pytest.mark.parametrize(("rank", "is_text"), [("h1", True), ("h2", False)])
def test_a_headline_of_the_first_rank_over_text_that_stays(rank: str, is_text: bool) -> None:
    head = f"<div class='headline'><{rank}>Who pays for it?</{rank}></div>"
    html = f"<section><div>{''.join(PROSE[:3])}</div></section><section>{head}<div>{PROSE[3]}{PROSE[4]}</div></section>"
    assert stays(html, "Who pays for it?") is is_text


@pytest.mark.parametrize(("count", "is_text"), [(2, True), (4, False)])
def test_short_paragraphs_made_like_those_around_them(count: int, is_text: bool) -> None:
    lines = "".join(f"<p>Basin {number}: 40 berths</p>" for number in range(count))
    facts, _ = doubted("".join([*PROSE[:2], lines, *PROSE[2:]]), "Basin 0: 40 berths")
    rows = [fact for fact in facts if "berths" in fact.node.text]
    for fact in rows:
        fact.odds = 0.4
    keep_gaps(facts, Claims())
    assert [fact.odds < 0 for fact in rows] == [is_text] * count


DECK = "The stones come from a quarry that closed before the mayor was born"


HEADLINE = "<h2>Tarn rebuilds its wall</h2>"


@pytest.mark.parametrize(
    ("head", "outer", "inner", "is_text"),
    [
        (HEADLINE, "post-info", "subtitle", True),
        (HEADLINE, "subtitle", "post-info", False),
        ("<h2>Other news</h2>", "post-info", "subtitle", False),
    ],
)
def test_a_deck_beside_the_byline_below_a_headline_of_the_second_rank(
    head: str, outer: str, inner: str, is_text: bool
) -> None:
    box = f"<div class='{outer}'><h3 class='{inner}'>{DECK}</h3>by Ada Quill / May 5</div>"
    html = page(box + "".join(PROSE)).replace("<h1>Tarn rebuilds its wall</h1>", head)
    claims = read_claims(load_page(html), None)
    seen = walk(load_page(html), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = -2.0 if fact.prose and fact.ends else 1.2
    keep_openings(facts, claims)
    assert next(fact.odds < 0 for fact in facts if fact.node.text == DECK) is is_text


SECTION = '<div class="part"><header class="{}">2 {}</header></div><div class="text-{}">{}</div>'


@pytest.mark.parametrize(
    ("name", "times", "is_text"),
    [("section-header", 2, True), ("section-header", 1, False), ("promo-header", 2, False)],
    ids=["sections", "one", "named"],
)
def test_headings_of_sections_set_straight_in_header_elements(name: str, times: int, is_text: bool) -> None:
    heads = ("The masons", "The stones")[:times]
    sections = [SECTION.format(name, head, place, PROSE[place]) for place, head in enumerate(heads)]
    facts, _ = doubted("".join([*sections, *PROSE[times:]]), "2 The masons")
    lines = [fact for fact in facts if fact.node.text[2:] in heads]
    for fact in lines:
        fact.odds = 1.2
    keep_gaps(facts, Claims())
    assert [fact.odds < 0 for fact in lines] == [is_text] * times


@pytest.mark.parametrize(
    ("first", "second", "is_alike"),
    [
        ("text text-7 part", "text-12 text part", True),
        ("answer_0 answer", "answer_13 answer", True),
        ("text", "text", True),
        ("text-1", "teaser-1", False),
        ("text-7", None, False),
    ],
)
def test_numbers_in_a_class_do_not_tell_elements_apart(first: str, second: str | None, is_alike: bool) -> None:
    one, other = ({"class": name} if name else {} for name in (first, second))
    assert (look_of(Element("div", one)) == look_of(Element("div", other))) is is_alike


def test_answers_in_numbered_boxes_stay() -> None:
    asked = ("Who pays for it?", "Who builds it?", "When is it done?", "Where do the boats go?")
    answers = (
        "The town pays for a half of the wall, and the coast fund has promised to pay for what is left of it.",
        "Masons from three villages build it, as their grandfathers did, with stones that come by ship from Ostrand.",
        "The gate is tested in the autumn, before the first storm, if the ships with the stones arrive in May.",
        "They use the northern basin, which has been dredged for them, and the crews walk to the market from there.",
    )
    boxes = "".join(
        f'<div class="faq_child_{place} faq-item-wrapper"><div class="title-wrapper"><h4>{question}</h4></div>'
        f'<div class="faq-content">{answer}</div></div>'
        for place, (question, answer) in enumerate(zip(asked, answers, strict=True))
    )
    text = ENGINE.clean_html(
        page(f'<div class="entry-content">{"".join(PROSE * 3)}<div class="faq">{boxes}</div></div>')
    )
    assert [answer for answer in answers if answer not in text.body] == []
