"""Articles out of pages: what stays, what goes and why, and in which form."""

from __future__ import annotations

import json

import pytest
from page import BODY, FOOT, HEAD, MENU, SENTENCES, page

from cleaner import Cleaner
from cleaner.html.claims import Claims, read_claims
from cleaner.html.marks import open_markbook
from cleaner.html.others import drop_excerpts
from cleaner.html.page import PAYWALL_WARNING, STATE_WARNING, STATED_WARNING, UNSURE_WARNING
from cleaner.html.standing import gather
from cleaner.html.tree import load_page
from cleaner.html.walk import walk
from cleaner.render import markdown

ENGINE = Cleaner()
APART = Cleaner(deck_apart=True)
WHOLE = "\n\n".join(SENTENCES)


def body(html: str) -> str:
    return ENGINE.clean_html(html).body


def test_the_article_is_what_stays() -> None:
    article = ENGINE.clean_html(page(f'<div class="article-body">{BODY}</div>'))
    assert article.title == "Tarn rebuilds its wall"
    assert article.body == WHOLE
    assert article.language == "en"
    assert article.warnings == ()


@pytest.mark.parametrize(
    "junk",
    [
        '<aside class="related"><h3>Read more</h3><ul><li><a href="/1">Ferry to Skell cancelled</a></li></ul></aside>',
        '<div class="newsletter-signup"><p>Get the coast in your inbox every Monday.</p><input></div>',
        '<div class="social-share"><a href="/f">Facebook</a> <a href="/t">Twitter</a></div>',
        '<div id="comments"><p>Finally! My aunt has been saying so since the last storm.</p></div>',
        '<div class="byline">By Ada Quill</div>',
    ],
)
def test_marked_boxes_go(junk: str) -> None:
    half = len(BODY) // 2
    middle = BODY.index("</p>", half) + 4
    assert body(page(f"{BODY[:middle]}{junk}{BODY[middle:]}")) == WHOLE


def test_what_goes_is_on_record_with_its_place() -> None:
    box = '<aside class="related-list"><p><a href="/1">Ferry to Skell cancelled for the fourth time</a></p></aside>'
    first, rest = BODY.split("</p>", 1)
    article = ENGINE.clean_html(page(f"{first}</p>{box}{rest}"))
    edit = next(edit for edit in article.edits if "Skell" in edit.before)
    assert (edit.rule, edit.after) == ("html.related.related", "")
    assert edit.note.startswith("/html/body/main/article/aside/p; log-odds ")
    assert article.restore() == article.source


def test_a_mark_on_most_of_the_text_is_void() -> None:
    assert body(page(f'<div class="related-newsletter share">{BODY}</div>')) == WHOLE


def test_marks_on_all_parts_of_the_text_are_void() -> None:
    parts = "".join(f'<div class="product promo"><p>{sentence}</p></div>' for sentence in SENTENCES)
    assert body(page(parts)) == WHOLE


def test_text_between_line_breaks_and_straight_in_a_box() -> None:
    assert body(page(f"<div>{'<br><br>'.join(SENTENCES)}</div>")) == WHOLE


def test_an_article_in_several_containers() -> None:
    parts = "".join(f'<div class="text-block"><div><p>{sentence}</p></div></div>' for sentence in SENTENCES)
    assert body(page(parts)) == WHOLE


def test_a_copy_of_the_article_in_one_piece_goes() -> None:
    sentences = [f"{sentence} {number} {sentence}" for number, sentence in enumerate(SENTENCES)]
    parts = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    assert body(page(f"{parts}<div>{' '.join(sentences)}</div>")) == "\n\n".join(sentences)


def test_a_japanese_page() -> None:
    sentences = [
        f"町の議会は月曜日に港の壁を{number}年ぶりに直すことを決め、費用は海岸の基金から出ると町長が話した。"
        for number in range(3, 9)
    ]
    parts = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    html = page(parts, head="<title>港の壁</title>").replace('lang="en"', 'lang="ja"')
    assert body(html) == "\n\n".join(sentences)


def test_a_piece_of_html_is_an_article_already() -> None:
    article = ENGINE.clean_html("<p>The ferry sank at noon.</p><p>Nobody was hurt.</p>")
    assert article.text == "The ferry sank at noon.\n\nNobody was hurt."


def test_a_page_with_little_text_is_not_emptied() -> None:
    article = ENGINE.clean_html(f"<html><body>{MENU}<div>Ferry times</div>{FOOT}</body></html>")
    assert article.text
    assert UNSURE_WARNING in article.warnings


def test_cleaning_the_result_again_changes_nothing() -> None:
    article = ENGINE.clean_html(page(f"{BODY}<h2>What is planned</h2><ul><li>A gate</li><li>A wall</li></ul>{BODY}"))
    assert ENGINE.clean_text(article.text).text == article.text


def test_markdown_keeps_what_things_are() -> None:
    inner = (
        f"<p>{SENTENCES[0]}</p><h2>What is planned</h2><p>{SENTENCES[1]}</p>"
        "<ul><li>The outer wall will be raised by one metre along its length.</li><li>A gate will be built.</li></ul>"
        f"<blockquote><p>“{SENTENCES[2]}”</p></blockquote>"
        "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2026</td><td>1.5 million</td></tr></table>"
        f"<p>{SENTENCES[3]}</p><pre>wall = 12\ngate = 3</pre><p>{SENTENCES[4]}</p>"
    )
    assert markdown(ENGINE.clean_html(page(f'<div class="article-body">{inner}</div>'))).split("\n\n") == [
        "# Tarn rebuilds its wall",
        SENTENCES[0],
        "## What is planned",
        SENTENCES[1],
        "- The outer wall will be raised by one metre along its length.\n- A gate will be built.",
        f"> “{SENTENCES[2]}”",
        "| Year | Cost |\n| --- | --- |\n| 2026 | 1.5 million |",
        SENTENCES[3],
        "```\nwall = 12\ngate = 3\n```",
        SENTENCES[4],
    ]


def test_headings_keep_their_levels() -> None:
    inner = f"<p>{SENTENCES[0]}</p><h3>The plan</h3>{BODY}<h4>The gate</h4><p>{SENTENCES[1]}</p><h3>The cost</h3>{BODY}"
    article = ENGINE.clean_html(page(inner))
    assert [line for line in markdown(article).split("\n") if line.startswith("##")] == [
        "## The plan",
        "### The gate",
        "## The cost",
    ]
    assert {"kind": "heading", "text": "The gate", "level": 3} in article.to_dict()["paragraphs"]


DECK = "Four million euros for a wall that stood open for nine winters"


@pytest.mark.parametrize(
    ("above", "head"),
    [
        (f'<p class="article__standfirst">{DECK}</p>', ""),
        (f'<div class="vorspann"><p>{DECK}</p></div>', ""),
        (f"<h2>{DECK}</h2>", f'<meta name="description" content="{DECK}">'),
        (f'<div class="article-lead"><p>{DECK}</p></div>', f'<meta name="description" content="{DECK}">'),
    ],
)
def test_a_marked_deck_can_be_kept_apart(above: str, head: str) -> None:
    article = APART.clean_html(page(f'{above}<div class="article-body">{BODY}</div>', head=HEAD + head))
    assert (article.title, article.deck, article.body) == ("Tarn rebuilds its wall", DECK, WHOLE)
    assert article.text.split("\n\n")[1] == DECK
    assert APART.clean_text(article.text).text == article.text


@pytest.mark.parametrize(
    "head", ["", f'<meta name="description" content="{SENTENCES[0]}">'], ids=["plain", "first paragraph as description"]
)
def test_the_first_paragraph_is_no_deck(head: str) -> None:
    article = APART.clean_html(page(f'<div class="article-body">{BODY}</div>', head=HEAD + head))
    assert (article.deck, article.body) == (None, WHOLE)


def test_a_paywalled_page_says_so() -> None:
    data = '{"@type": "NewsArticle", "isAccessibleForFree": false}'
    article = ENGINE.clean_html(page(BODY, head=f'{HEAD}<script type="application/ld+json">{data}</script>'))
    assert (article.warnings, article.metadata["access"]) == ((PAYWALL_WARNING,), "paid")


def test_a_headline_above_the_text_is_no_part_of_it() -> None:
    assert body(page(BODY, head="<title>The wall of Tarn</title>")) == WHOLE


def test_claims_of_a_page() -> None:
    data = (
        '{"@graph": [{"@type": "WebSite", "name": "Kite"}, {"@type": ["NewsArticle"], "headline": "Wall &amp; gate",'
        '"author": [{"name": "Ada Quill"}, {"name": "Ben Sorrel"}], "datePublished": "2026-03-02",'
        '"isAccessibleForFree": "False", "articleBody": "<p>It rained.</p><p>It stopped.</p>"}]}'
    )
    head = (
        f'<script type="application/ld+json">{data}</script><link rel="canonical" href="https://kite.example/w">{HEAD}'
    )
    claims = read_claims(load_page(page(BODY, head=head)))
    assert claims.titles == ["Wall & gate", "Tarn rebuilds its wall", "Tarn rebuilds its wall | The Daily Kite"]
    assert claims.bodies == ["It rained.\nIt stopped."]
    assert claims.metadata == {
        "author": "Ada Quill; Ben Sorrel",
        "date": "2026-03-02",
        "sitename": "The Daily Kite",
        "access": "paid",
    }
    assert (claims.is_free, claims.language, claims.url) == (False, "en", "https://kite.example/w")


def test_broken_json_ld_is_no_claim() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script><title>Wall</title>'
    assert read_claims(load_page(page(BODY, head=head))).titles == ["Wall"]


def test_what_stands_below_the_name_of_the_site_or_in_a_caption_is_no_deck() -> None:
    name = '<h1><a href="/">Kite notes</a></h1><p class="site-subtitle">News from a town by the sea</p>'
    credit = (
        '<figure class="deck"><img src="/1.jpg"><figcaption class="caption"><span>Drawn by Mara Lindqvist, Tarn</span>'
    )
    html = page(f"{credit}</figcaption></figure>{BODY}").replace("<main>", f'<div class="profile">{name}</div><main>')
    assert ENGINE.clean_html(html).deck is None


def test_a_deck_is_the_first_paragraph() -> None:
    html = page(f'<p class="standfirst">{DECK}.</p><div class="article-body">{BODY}</div>')
    article = ENGINE.clean_html(html)
    assert (article.deck, article.body) == (None, f"{DECK}.\n\n{WHOLE}")


CARDS = "".join(
    f'<div class="q"><a href="/{place}"><h3>Storm tears the roof off the market in {place}</h3></a>'
    "<p>Nobody was hurt when the wind lifted the old roof on Sunday, but the market stays closed.</p></div>"
    for place in ("Kell", "Ostrand", "Venn", "Orle")
)


def test_cards_that_point_to_other_pages_go_whatever_their_names() -> None:
    assert body(page(f"{BODY}<div>{CARDS}</div>")) == WHOLE


def test_linked_headings_of_sections_leave_the_text_below_alone() -> None:
    texts = {"Kell": BODY, "Venn": BODY.replace("the ", "this ")}
    parts = "".join(f'<h2><a href="/island/{name}">The island of {name}</a></h2>{text}' for name, text in texts.items())
    got = body(page(parts))
    assert SENTENCES[2] in got
    assert SENTENCES[2].replace("the ", "this ") in got


def test_text_that_a_page_gives_to_machines_only() -> None:
    script = json.dumps({"@type": "NewsArticle", "headline": "Tarn rebuilds", "articleBody": "\n".join(SENTENCES)})
    head = f'<title>Tarn rebuilds</title><script type="application/ld+json">{script}</script>'
    for shown in ('<div id="root">Loading…</div>', f"<div><p>{SENTENCES[0]}</p></div>"):
        article = ENGINE.clean_html(f"<html><head>{head}</head><body>{shown}</body></html>")
        assert (article.title, article.body) == ("Tarn rebuilds", WHOLE)
        assert STATED_WARNING in article.warnings
    whole = ENGINE.clean_html(f"<html><head>{head}</head><body><h1>Tarn rebuilds</h1>{BODY}</body></html>")
    assert (whole.body, whole.warnings) == (WHOLE, ())


@pytest.mark.parametrize(
    "inner",
    [
        f'<div id="root"></div><noscript><div>{BODY}</div></noscript>',
        f'<news-page><template shadowrootmode="open"><div>{BODY}</div></template></news-page>',
    ],
)
def test_text_that_is_shown_without_scripts(inner: str) -> None:
    assert body(f"<html><head><title>Tarn rebuilds its wall</title></head><body>{inner}</body></html>") == WHOLE


def test_a_deck_stays_though_it_is_no_sentence() -> None:
    deck = "Boats, money and nine years of waiting on the coast"
    assert body(page(f'<header><h3 class="subtitle">{deck}</h3></header>{BODY}')) == f"{deck}\n\n{WHOLE}"


GALE = (
    "A gale warning is in force for the outer islands from ten this evening, the weather office said.",
    "Winds of thirty metres a second are expected, and the bridge to Skell will close for high vehicles.",
)


@pytest.mark.parametrize("heading", ["h1", "h2"])
@pytest.mark.parametrize("wrapper", ["article", 'div class="post"'])
def test_another_article_under_a_linked_headline_goes(heading: str, wrapper: str) -> None:
    closing = wrapper.split()[0]
    second = f'<{heading}><a href="/n/gale">Gale warning for the outer islands</a></{heading}>'
    text = "".join(f"<p>{sentence}</p>" for sentence in GALE)
    first = f"<{wrapper}><h1>Tarn rebuilds its wall</h1><div>{BODY}</div></{closing}>"
    html = f"<html><head>{HEAD}</head><body><main>{first}<{wrapper}>{second}<div>{text}</div></{closing}></main></body>"
    assert body(html) == WHOLE


BEGINNINGS = (
    "The storm took the roof of the old market on Sunday night, and the traders of the square do not know when they…",
    "Two ferries stay in the harbour until the wind turns, which may take the whole of the week and even longer...",
    "A bridge closes.",
)


def excerpts(targets: tuple[str, ...], texts: tuple[str, ...] = BEGINNINGS) -> str:
    return "".join(
        f'<div><div><h3><a href="{target}">What happened in the harbour of {place}</a></h3></div><p>{text}</p></div>'
        for target, text, place in zip(targets, texts, ("Kell", "Venn", "Orle"), strict=True)
    )


@pytest.mark.parametrize("site", ["", "https://kite.example"])
def test_beginnings_of_other_articles_go(site: str) -> None:
    row = f"<section>{excerpts((f'{site}/a', f'{site}/b', f'{site}/c'))}</section>"
    assert body(page(f"<div>{BODY}</div>{row}")) == WHOLE
    assert body(page(f"{row}<div>{BODY}</div>")) == WHOLE


def test_whole_texts_under_linked_headlines_stay() -> None:
    texts = tuple(f"{text.rstrip('….')}." for text in BEGINNINGS)
    found = body(page(f"<div>{BODY}{excerpts(('/a', '/b', '/c'), texts)}</div>"))
    assert all(text in found for text in texts[:2])


@pytest.mark.parametrize(
    ("name", "target", "stays"),
    [
        ("related-stories", "/n/{}", False),
        ("related-stories", "https://books.example/{}", True),  # what the article speaks of
        ("stories", "/n/{}", True),  # no name: the text of a list
    ],
)
def test_what_cards_of_related_articles_say_goes(name: str, target: str, stays: bool) -> None:
    texts = ("They had waited for the ferry since noon.", "Nobody knows how long the roof will last.", "Ask the mayor")
    cards = "".join(
        f'<div class="story"><a href="{target.format(place)}"><h2>What happened in {place}</h2></a><h2 class="dek">'
        f"{text}</h2><p>By Mara Lindqvist</p></div>"
        for text, place in zip(texts, ("Kell", "Venn", "Orle"), strict=True)
    )
    seen = walk(load_page(page(f'<div>{BODY}</div><section class="{name}">{cards}</section>')), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = -0.5
    drop_excerpts(facts, Claims(url="https://kite.example/n/wall"))
    found = {fact.node.text for fact in facts if fact.odds < 0}
    assert found.issuperset(SENTENCES)
    assert found.issuperset(texts) is stays
    assert stays or found.isdisjoint(texts)


def test_quotations_of_other_sites_stay() -> None:
    sites = zip(("kell", "venn"), BEGINNINGS, strict=False)
    quoted = "".join(
        f'<div><blockquote>{text}</blockquote><p><a href="https://{site}.example/a">Kite of {site}</a></p></div>'
        for site, text in sites
    )
    found = body(page(f"<div>{BODY}{quoted}<p>{GALE[0]}</p></div>"))
    assert all(text in found for text in BEGINNINGS[:2])


READERS = (
    ("Tor Bakke", "2 hours ago", "My aunt has been saying so since the last storm, and nobody ever listened to her."),
    ("Lise M.", "3 hours ago", "Nobody asked us. The mainland decides and we pay for it, as always."),
    ("Anders", "5 hours ago", "The wall is too low already, so I can understand the council a little."),
)


def rows(readers: tuple[tuple[str, str, str], ...], outer: str) -> str:
    tag = outer.split()[0]
    return "".join(
        f"<{outer}><div><b>{name}</b> <time>{time}</time></div><div><p>{text}</p></div></{tag}>"
        for name, time, text in readers
    )


@pytest.mark.parametrize("outer", ['div class="q3"', "article", "section"])
def test_comments_go_whatever_their_names(outer: str) -> None:
    assert body(page(f"<div>{BODY}</div><div><h3>What others think</h3>{rows(READERS, outer)}</div>")) == WHOLE


def test_entries_of_a_live_report_stay() -> None:
    entries = tuple(("Ada Quill", f"18:{minute}", sentence) for minute, sentence in enumerate(SENTENCES, 10))
    found = body(page(f"<div>{''.join(f'<p>{sentence}</p>' for sentence in GALE)}</div>{rows(entries, 'section')}"))
    assert all(sentence in found for sentence in (*GALE, *SENTENCES))


def test_people_in_a_row_with_their_ages_stay() -> None:
    people = tuple((name, f"{age}, sailor", text) for age, (name, _, text) in enumerate(READERS, 34))
    found = body(page(f"<div>{BODY}</div>{rows(people, 'section')}"))
    assert all(text in found for *_, text in people)


def test_a_quotation_that_repeats_the_text_goes() -> None:
    quote = f"<blockquote><p>“{SENTENCES[2]}”</p></blockquote>"
    said = BODY.replace(SENTENCES[2], f"{SENTENCES[2]} She left soon after.")
    assert body(page(f"{said}{quote}<p>{GALE[0]}</p>")).count(SENTENCES[2]) == 1
    announced = f"{said}<p>This is what she wrote to all of them in a letter at the end of March:</p>{quote}"
    assert body(page(announced)).count(SENTENCES[2]) == 2


def test_a_callout_of_the_text_stays() -> None:
    fact = "The harbour was built in 1891 and shelters 300 boats in the winter."
    callout = f'<div class="kg-card kg-callout-card"><div class="kg-callout-text">{fact}</div></div>'
    assert fact in body(page(f'<section class="gh-content">{BODY}{callout}{BODY}</section>'))


SCRIPT = '<script>{"box": "top"}</script>'
MARKED = BODY.replace("<p>Boats", f"{SCRIPT}<p>Boats").replace("council voted", "council\n <em>voted</em>")
BLOCKS = [{"type": "paragraph", "content": sentence} for sentence in SENTENCES]
RUNS = [
    {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": half} for half in (text[:30], text[30:])]}
    for text in SENTENCES
]
OTHER = {"headline": "Gale warning", "body": [{"type": "paragraph", "content": " ".join(GALE * 9)}]}


@pytest.mark.parametrize("text", [BODY, MARKED, "\n".join(SENTENCES), list(SENTENCES), BLOCKS, {"content": RUNS}])
@pytest.mark.parametrize(
    "script",
    [
        '<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{}</script>',
        "<p>Please switch scripts on.</p><script>window.__INITIAL_STATE__={};(function(){{}})()</script>",
    ],
)
def test_text_in_the_data_for_scripts(text: object, script: str) -> None:
    author = {"name": "Ada Quill", "bio": "Ada Quill has written about the coast for the Kite since 2009. " * 9}
    article = {"headline": "Tarn rebuilds its wall", "author": author, "body": text, "related": [OTHER]}
    state = json.dumps({"props": {"page": {"article": article, "more": [OTHER]}}}).replace("</", "<\\/")
    found = ENGINE.clean_html(f"<html><head>{HEAD}</head><body>{script.format(state)}</body></html>")
    assert (found.title, found.body) == ("Tarn rebuilds its wall", WHOLE)
    assert STATE_WARNING in found.warnings


def test_data_within_the_data_for_scripts_are_no_text() -> None:
    thing = json.dumps({"@type": "VideoObject", "description": SENTENCES[0], "terms": " ".join(SENTENCES)})
    script = json.dumps({"headline": "Tarn rebuilds its wall", "parts": [{"data": thing}]})
    shown = f'<p>{SENTENCES[0]}</p><script type="application/json">{script}</script>'
    found = ENGINE.clean_html(f"<html><head>{HEAD}</head><body>{shown}</body></html>")
    assert found.body == SENTENCES[0]


def test_data_for_scripts_that_is_not_of_the_article_is_left_alone() -> None:
    script = json.dumps({"more": [OTHER], "terms": BODY})
    shown = f'<p>Ferry times</p><script type="application/json">{script}</script>'
    found = ENGINE.clean_html(f"<html><head>{HEAD}</head><body>{shown}</body></html>")
    assert "Gale" not in found.source
    assert "council" not in found.source
    assert STATE_WARNING not in found.warnings


@pytest.mark.parametrize("head", ["<header>{}</header>", "{}<div>Ines Tarrow</div>", "<div class='top'>{}</div>"])
def test_a_line_that_is_called_a_deck_is_never_lost(head: str) -> None:
    deck = "Four hundred staff left the presses at dawn after talks on night shifts failed"
    text = (
        "<p>Four hundred workers at the Tarn mint walked out at dawn on Friday, the union said.</p>"
        "<p>Talks over a new rota broke down late on Thursday, and nobody knows when they go on.</p>"
        "<p>The mint strikes coins for nine countries. It made a loss of four million last year.</p>"
    )
    top = head.format(f"<h1>Mint workers walk out</h1><p class='standfirst'>{deck}</p>")
    article = Cleaner().clean_html(f"<html><body><main>{top}{text}</main></body></html>")
    assert deck in article.text
    assert article.body.endswith("last year.")


NAMED = "It was the harbour of Ostrand that the mayor had in mind."


@pytest.mark.parametrize(
    "sentence",
    [
        "It was the harbour of <x-term>Ostrand</x-term> that the mayor had in mind.",
        "It was <study-link><a href='/s'>the harbour of Ostrand</a></study-link> that the mayor had in mind.",
        "<x-term>It</x-term> was the harbour of Ostrand that the mayor had in mind.",
        "It was the harbour of Ostrand that the mayor had in <x-term>mind</x-term>.",
        "It was the harbour <o:p>of</o:p> <st1:place>Ostrand</st1:place> that the mayor had in mind.",
        "It was the harbour of Ostrand <embed src=a.mp3> that the mayor had in mind.",
        "It was the harbour of Ostrand <area> that the mayor had in mind.",
    ],
)
def test_an_element_that_html_does_not_know_stands_within_the_sentence(sentence: str) -> None:
    assert body(page(f"<p>{sentence}</p>{BODY}")) == f"{NAMED}\n\n{WHOLE}"


@pytest.mark.parametrize(
    "box",
    [
        "<x-ad>Advertisement</x-ad>",
        '<x-box class="related">Read more</x-box>',
        "<x-box><div>Share this article</div></x-box>",
    ],
)
def test_a_box_that_html_does_not_know_is_no_part_of_a_sentence(box: str) -> None:
    assert body(page(f"{box}{BODY}{box}")) == WHOLE
    assert body(page(f"<p>{box} {SENTENCES[0]}</p>{BODY.removeprefix(f'<p>{SENTENCES[0]}</p>')}")) == WHOLE


@pytest.mark.parametrize("name", ["embed", "EMBED", "bgsound", "keygen", "command", "spacer"])
def test_what_follows_an_element_that_holds_nothing_is_not_in_it(name: str) -> None:
    assert body(page(f"<{name} src='a.mp3'>{BODY}")) == WHOLE
    assert body(page(f"<{name} src=a.mp3>{BODY}<{name}/>")) == WHOLE


FORMULA = (
    "<math><semantics><mrow><mi>E</mi><mo>=</mo><mn>2</mn></mrow><annotation>E = 2</annotation></semantics></math>"
)


@pytest.mark.parametrize(
    "formula",
    [
        FORMULA,
        f'<span><span>{FORMULA}</span><span aria-hidden="true">E=2</span></span>',
        f'<span><span>{FORMULA}</span><img aria-hidden="true"></span>',
    ],
)
def test_a_formula_in_a_sentence_is_given_once(formula: str) -> None:
    sentence = "Engineers reckon with {}, the rule of thumb for walls of that height, the mayor said."
    assert body(page(f"<p>{sentence.format(formula)}</p>{BODY}")) == f"{sentence.format('E=2')}\n\n{WHOLE}"


def test_all_points_of_a_deck_that_stand_in_one_element_are_its_text() -> None:
    points = ["• Four hundred staff left the presses at dawn", "• Talks on the night shifts failed on Sunday"]
    box = '<div class="promo header byline"><p class="standfirst promo">{}</p></div>'
    article = ENGINE.clean_html(page(f"{box.format('<br>'.join(points))}<div>{BODY}</div>"))
    assert all(point in article.text for point in points)


def test_highlights_of_the_article_stay_though_their_box_is_called_something_else() -> None:
    points = ["The wall fell in two places nine years ago", "Boats will use the northern basin until the winter"]
    items = "".join(f"<li class='point'>{point}</li>" for point in points)
    box = f"<div class='article-metadata'><aside class='story-highlights'><ul>{items}</ul></aside></div>"
    assert all(point in body(page(f"{box}<div>{BODY}</div>")) for point in points)
