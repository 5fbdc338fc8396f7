"""Pages that are built in odd ways: the text comes out whole, and what is beside it does not."""

from __future__ import annotations

import pytest
from page import BODY, FOOT, HEAD, MENU, SENTENCES, page

from cleaner import Cleaner
from cleaner.html.marks import open_markbook
from cleaner.html.tree import load_page
from cleaner.html.walk import walk

ENGINE = Cleaner()
TITLE = "<h1>Tarn rebuilds its wall</h1>"
NEWS = (
    ("Ferry to Skarn runs late again", "For the third week in a row the morning boat has left an hour late."),
    ("Baker of Venn shuts up shop", "After forty years the ovens in Mill Lane have gone cold for good."),
    ("Seal pup found on the school steps", "Children of the harbour school had an odd visitor on Tuesday."),
)
TILES = "".join(f'<div class="tile"><a href="/n/{i}"><h4>{t}</h4></a><p>{d}</p></div>' for i, (t, d) in enumerate(NEWS))
MORE = f"<section><h3>You may also like</h3>{TILES}</section>"
JUNK = [line for pair in NEWS for line in pair]
ASKED = ("Why now, and who is to pay for it?", "Where do the boats go?", "What comes first?", "And who is against it?")


def bare(body: str) -> str:
    return f'<!DOCTYPE html><html lang="en"><head>{HEAD}</head><body>{MENU}{body}{FOOT}</body></html>'


def each(form: str, texts: tuple[str, ...] = SENTENCES) -> str:
    """The sentences, each in some markup."""
    return "".join(form.format(text) for text in texts)


OFFER = "<h2>Read on with Kite Plus</h2><p>Try all articles for one crown in the first month.</p>"
COLUMN = "".join(f'<a href="/n/{i}">{headline}</a><br>' for i, (headline, _) in enumerate(NEWS))
LAYOUTS = {
    "sections": f"<main>{TITLE}<section>{each('<p>{}</p>', SENTENCES[:2])}</section><section><div>Advertisement</div>"
    f"</section><section>{each('<p>{}</p>', SENTENCES[2:])}</section></main>{MORE}",
    "cells of a layout": f"<table><tr><td><b>Tarn rebuilds its wall</b><br><br>{'<br><br>'.join(SENTENCES)}</td>"
    f"<td><b>Latest</b><br>{COLUMN}</td></tr></table>",
    "own elements": f"<kite-story>{TITLE}{each('<kite-text>{}</kite-text>')}</kite-story><kite-rail>{MORE}</kite-rail>",
    "hidden behind an offer": f"<article>{TITLE}<p>{SENTENCES[0]}</p><div class=paywall>{OFFER}"
    '<a href="/subscribe">Subscribe now</a></div><div style="display:none">'
    f"{each('<p>{}</p>', SENTENCES[1:])}</div></article>{MORE}",
    "captions of a gallery": f"<main>{TITLE}<p>{SENTENCES[0]}</p><ul>"
    f"{each('<li><figure><img src=/a.jpg><figcaption>{}</figcaption></figure></li>', SENTENCES[1:])}</ul></main>{MORE}",
    "shadow tree": f'<story-view><template shadowrootmode="open"><header>{TITLE}</header><slot></slot></template>'
    f"{BODY}</story-view>",
    "lists only": f"<article>{TITLE}<h2>What is known so far</h2><ul>{each('<li>{}</li>', SENTENCES[:3])}</ul>"
    f"<h2>What comes next</h2><ol>{each('<li>{}</li>', SENTENCES[3:])}</ol></article>{MORE}",
    "lines of text between breaks": f'<div><div class="copy">{"<br/>&nbsp;<br/>".join(SENTENCES)}</div></div>{MORE}',
    "chapters to unfold": f"<main>{TITLE}<p>{SENTENCES[0]}</p><details open><summary>The wall</summary>"
    f"{each('<p>{}</p>', SENTENCES[1:3])}</details><details><summary>The boats</summary>"
    f"{each('<p>{}</p>', SENTENCES[3:])}</details></main>{MORE}",
    "spans set as blocks": f'<div role="main">{TITLE}{each("<span style=display:block>{}</span>")}</div>{MORE}',
    "tags left open": f"<center><a href=/>Home</a> | <a href=/n>News</a></center><hr><h2>Tarn rebuilds its wall</h2>"
    f"{each('<p>{}')}<hr>",
    "turns of a transcript": f"<main>{TITLE}"
    f"{each('<div><b>MARA LIND:</b> <small>00:01</small> <span>{}</span></div>')}</main>{MORE}",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_text_is_whole(layout: str) -> None:
    text = ENGINE.clean_html(bare(LAYOUTS[layout])).text
    assert [sentence for sentence in SENTENCES if sentence not in text] == []
    assert [line for line in (*JUNK, "All rights reserved", "Kite Plus") if line in text] == []


@pytest.mark.parametrize("form", ["<dt>{}</dt><dd>{}</dd>", "<p><strong>{}</strong><br>{}</p>"])
def test_questions_and_answers_stay(form: str) -> None:
    talk = "".join(form.format(*pair) for pair in zip(ASKED, SENTENCES[1:], strict=True))
    text = ENGINE.clean_html(page(f"<p>{SENTENCES[0]}</p><dl>{talk}</dl>")).text
    assert [line for line in (*SENTENCES, *ASKED) if line not in text] == []


def with_lines(form: str) -> str:
    """Body with a line behind each of the first paragraphs."""
    lines = [form.format(f"/n/{place}", headline) for place, (headline, _) in enumerate(NEWS)] + [""] * len(SENTENCES)
    return "".join(f"<p>{sentence}</p>{line}" for sentence, line in zip(SENTENCES, lines, strict=False))


@pytest.mark.parametrize("label", ["Vidare til", "Ligji edhe", "In this series"])
def test_the_same_label_with_a_headline_of_the_site_goes(label: str) -> None:
    text = ENGINE.clean_html(page(with_lines(f'<div><span>{label}</span> <a href="{{}}">{{}}</a></div>'))).body
    assert text == "\n\n".join(SENTENCES)


@pytest.mark.parametrize(
    "form",
    [
        '<p>She wrote <a href="{}">{}</a>.</p>',  # a sentence
        '<p>Report: <a href="https://skarn.example{}">{}</a></p>',  # another site
        "<p>Winner: {1}</p>",  # no link
        '<h3>A prize</h3><p>Winner: <a href="{}">{}</a></p>',  # what stands under a heading
        '<ul><li>Winner: <a href="{}">{}</a></li></ul>',  # an item
    ],
)
def test_other_lines_with_the_same_beginning_stay(form: str) -> None:
    text = ENGINE.clean_html(page(with_lines(form))).text
    assert [headline for headline, _ in NEWS if headline not in text] == []


def test_one_line_with_a_link_stays() -> None:
    line = f'<p>What the council said: <a href="/n/1">{NEWS[0][0]}</a></p>'
    assert NEWS[0][0] in ENGINE.clean_html(page(BODY.replace("</p>", f"</p>{line}", 1))).text


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ('[<a href="/n/1">Skarn drains the old harbour at last</a>]', False),
        ('<a href="/n/1">[Skarn drains the old harbour at last]</a>', False),
        ('[<a href="https://skarn.example/1">Skarn drains the old harbour at last</a>]', True),  # another site
        ('[The mayor spoke of the <a href="/n/1">old harbour</a> here.]', True),
        ("[Skarn drains the old harbour at last]", True),
        ('[<a href="/n/1">Skarn</a>] drains the old <a href="/n/2">[harbour]</a>', True),
    ],
)
def test_a_linked_headline_in_brackets(line: str, stays: bool) -> None:
    text = ENGINE.clean_html(page(BODY.replace("</p>", f"</p><p>{line}</p>", 1))).body
    assert ("the old" in text.replace("the old town", "")) is stays
    assert [sentence for sentence in SENTENCES if sentence not in text] == []


def test_a_link_belongs_to_the_blocks_in_it() -> None:
    links = '<a href="/1"><img src="a.jpg"></a><p>B</p>C <a href="/2"><h2>D</h2><p>E</p></a>F <a href="/3">G</a>'
    html = f"<div>A {links}</div>"
    targets = {node.text: node.style.targets for node in walk(load_page(html), open_markbook().of).nodes}
    assert targets == {"A": ("/1",), "B": (), "C": (), "D": ("/2",), "E": ("/2",), "F G": ("/3",)}


def test_who_said_a_quotation_stays() -> None:
    quote = "<blockquote><p>We had not hoped for that much.</p><footer>Tor Bakke, mayor</footer></blockquote>"
    text = ENGINE.clean_html(page(BODY.replace("</p>", f"</p>{quote}", 1))).body
    assert "that much.\n\nTor Bakke, mayor\n\n" in text


def test_what_a_page_says_in_the_values_of_its_meta_tags_is_read() -> None:
    head = '<title>Kite 17</title><meta name="og:title" value="The wall comes back">'
    assert ENGINE.clean_html(f"<html><head>{head}</head><body>{BODY}</body></html>").title == "The wall comes back"


def test_what_a_link_around_an_image_holds_for_machines_is_no_text_of_it() -> None:
    data = '{"@type": "ImageObject", "caption": "The pier at dawn", "width": 2048, "height": 3072, "name": "pier.jpg"}'
    image = (
        f'<a class="box"><picture><img src="/p.jpg"><script type="application/ld+json">{data}</script></picture></a>'
    )
    text = '<div class="about"><div>The pier at dawn</div><div class="author">Photograph by Mara Lindqvist</div></div>'
    article = ENGINE.clean_html(page(f'{BODY}<div class="media-img">{image}{text}</div>{BODY}'))
    assert [(caption.text, caption.credit) for caption in article.captions] == [("The pier at dawn", "Mara Lindqvist")]
