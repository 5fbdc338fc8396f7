"""Small parts of an article that say little for themselves: subheadings, decks, lists, tables, code, short sentences.

Pages in the markup of common systems, cut down to what is telling.
"""

from __future__ import annotations

import pytest
from page import BODY, HEAD, MENU, SENTENCES, page

from cleaner import Cleaner
from cleaner.document import Kind
from cleaner.html.claims import Claims
from cleaner.html.facts import folded
from cleaner.html.gaps import keep_gaps
from cleaner.html.judge import side_with
from cleaner.html.marks import open_markbook
from cleaner.html.standing import gather
from cleaner.html.tree import load_page
from cleaner.html.walk import walk

ENGINE = Cleaner()
FIRST, SECOND = SENTENCES[0], SENTENCES[1]
PROSE = [f"<p>{sentence}</p>" for sentence in SENTENCES]
WHOLE = "\n\n".join(SENTENCES)
OTHER = '<a href="/n/gale">Gale warning for the outer islands</a>'


def lines(html: str) -> list[str]:
    return ENGINE.clean_html(html).body.split("\n\n")


@pytest.mark.parametrize(
    "box",
    [
        f'<table class="complete"><tr><td>{OTHER}</td></tr></table>',
        f"<div><p>Lees ook</p>{OTHER}</div>",
        '<div class="subscription-widget"><p class="cta-caption">To receive new posts, become a subscriber.</p></div>',
    ],
)
@pytest.mark.parametrize("heading", ["h3", 'h3 class="header-anchor-post"', "h4"])
def test_a_subheading_below_a_box_stays(box: str, heading: str) -> None:
    subheading = f"<{heading}>The gate</{heading.split()[0]}>"
    found = lines(page("".join([*PROSE[:3], box, subheading, *PROSE[3:]])))
    assert found == [*SENTENCES[:3], "The gate", *SENTENCES[3:]]


@pytest.mark.parametrize(
    "box", ["<span><span><h2><b>{}</b></h2></span></span>", "<div data-embed='1'><span><h2>{}</h2></span></div>"]
)
def test_a_subheading_in_boxes_of_its_own_stays(box: str) -> None:
    credit = '<div class="image-credit"><span>Image credit :</span> Ada Quill</div>'
    text = f"{'<br/>'.join(SENTENCES[:3])}{credit}<br/>{box.format('The gate')}<br/>{'<br/>'.join(SENTENCES[3:])}"
    assert lines(page(f'<div class="text">{text}</div>')) == [*SENTENCES[:3], "The gate", *SENTENCES[3:]]


STONES, SOURCE = (
    "The quarry at Skell will send the first stones in May.",
    "<a href='https://post.example/'>(Ostrand Post)</a>",
)


@pytest.mark.parametrize(
    ("item", "before", "behind", "stays"),
    [
        (f"{STONES} {SOURCE}", PROSE[1], PROSE[2], True),
        (f"<a href='/n/stones'>{STONES}</a> (Ostrand Post)", PROSE[1], PROSE[2], False),
        (f"May {SOURCE}", PROSE[1], PROSE[2], False),
        (f"{STONES} {SOURCE}", "<h3>Elsewhere</h3>", PROSE[2], False),
        (f"{STONES} {SOURCE}", PROSE[1], f"<div>{PROSE[2]}</div>", False),
        (f"{STONES} {SOURCE}", PROSE[1], "", False),
    ],
)
def test_items_that_end_in_a_link_to_their_source(item: str, before: str, behind: str, stays: bool) -> None:
    seen = walk(load_page(page(f"{PROSE[0]}{before}<ul><li>{item}</li></ul>{behind}")), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = -2.0 if fact.prose else 0.1
        if fact.node.kind is Kind.ITEM:
            fact.odds, doubted = 0.1, fact
    keep_gaps(facts, Claims())
    assert (doubted.odds < 0) is stays


def test_what_an_accordion_holds_stays() -> None:
    fold = f"<details><summary>Why now?</summary><p>{SENTENCES[3]}</p></details>"
    found = lines(page(f'<div class="entry-content">{"".join(PROSE[:3])}{fold}{PROSE[4]}</div>'))
    assert found == [*SENTENCES[:3], "Why now?", *SENTENCES[3:]]


def test_terms_and_what_they_mean_stay() -> None:
    terms = "<dl><dt>Basin</dt><dd>Where the boats lie</dd><dt>Gate</dt><dd>Keeps the sea out</dd></dl>"
    found = lines(page("".join([*PROSE[:3], terms, *PROSE[3:]])))
    assert all(any(word in line for line in found) for word in ("Basin", "boats lie", "Keeps the sea out"))


def test_pros_and_cons_in_a_box_stay() -> None:
    box = (
        "<div><h3>What to make of it</h3><p>The wall is the best the town can pay for, and it comes late.</p>"
        "<div><h4>Pros</h4><ul><li>Very strong</li><li>Survives a storm of the old kind</li></ul></div>"
        "<div><h4>Cons</h4><ul><li>Dear</li><li>Late by nine winters at least</li></ul></div></div>"
    )
    found = lines(page(f"{box}<div>{BODY}</div>"))
    assert {"Pros", "Cons"} <= set(found)
    assert {"Very strong", "Survives a storm of the old kind", "Dear", "Late by nine winters at least"} <= set(found)


@pytest.mark.parametrize(
    ("text", "stays"),
    [("Whoever has a boat in the basin should ask the harbour master for a berth.", True), ("More on the wall", False)],
)
def test_a_sentence_without_an_element_of_its_own_between_paragraphs(text: str, stays: bool) -> None:
    seen = walk(load_page(page(f"<div>{PROSE[0]}{text}{PROSE[1]}</div>")), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = 0.1 if fact.node.text == text else -2.0
    keep_gaps(facts, Claims())
    assert all((fact.odds < 0) is stays for fact in facts if fact.node.text == text)


@pytest.mark.parametrize("cell", ["<td><p>{}</p></td>", "<td><div><div><b>{}</b></div></div></td>"])
def test_cells_with_boxes_in_them_make_rows_as_others_do(cell: str) -> None:
    clubs = (("Club", "Points"), ("Venn", "9"), ("Skell", "7"), ("Kell", "4"))
    rows = "".join(f"<tr>{cell.format(club)}{cell.format(points)}</tr>" for club, points in clubs)
    found = lines(page(f"{''.join(PROSE[:3])}<table>{rows}</table>{''.join(PROSE[3:])}"))
    assert found == [*SENTENCES[:3], *map(" | ".join, clubs), *SENTENCES[3:]]


@pytest.mark.parametrize("row", ["<td><p>{}</p></td><td><p>{}</p></td>", "<td><p>{}</p><p>{}</p></td><td></td>"])
def test_paragraphs_in_columns_are_no_row(row: str) -> None:
    html = f"<table><tr>{row.format(*SENTENCES[:2])}</tr></table><div>{''.join(PROSE[2:])}</div>"
    assert lines(page(html)) == list(SENTENCES)


def test_rows_of_one_table_stay_together() -> None:
    clubs = (("Venn", 9), ("Skell", 7), ("Kell", 4), ("Tarn", 0))
    rows = "".join(
        f"<tr><td>{place}</td><td>{club}</td><td>{points}</td></tr>" for place, (club, points) in enumerate(clubs)
    )
    found = "\n".join(lines(page(f"<div>{''.join(PROSE)}<table>{rows}</table></div>")))
    assert all(club in found for club, _ in clubs)


PERSIAN = (
    "شورای شهر اورلا روز دوشنبه تصمیم گرفت کارخانه قدیمی کنسرو را تا پایان شهریور ببندد.",
    "حدود ۲۴۰ نفر که بیشترشان اهل سه روستای ساحل شمالی هستند بیکار می‌شوند.",
    "مالکان علت این تصمیم را دو برابر شدن قیمت حلب در دو سال گذشته می‌دانند.",
    "کارگران سه‌شنبه شب با فانوس جلوی در کارخانه جمع شدند.",
    "شهردار این تصمیم را ضربه‌ای دانست اما نه پایان شهر.",
    "نخستین نشست با وزارتخانه هفته آینده برگزار می‌شود.",
)


def test_sentences_in_a_row_of_boxes_stay_though_debris_surrounds_them() -> None:
    row = "".join(f'<div style="text-align: justify;">{sentence}</div>' for sentence in PERSIAN)
    debris = '<div class="comments"><div>ناشناس</div><div>پدر من سی سال آنجا کار کرد.</div></div>'
    places = "".join(f"<li><a>{place}</a></li>" for place in ("لغو سفر کشتی", "طوفان در بازار", "چرا ماهی نیامد"))
    html = f'<html lang="fa"><head><title>کارخانه اورلا</title></head><body>{MENU}<div><h1>کارخانه اورلا</h1>'
    found = lines(f'{html}<div class="body">{row}</div>{debris}<ul>{places}</ul></div></body></html>')
    assert found == list(PERSIAN)


@pytest.mark.parametrize(
    "deck",
    [
        '<p class="gh-article-excerpt is-body">{}</p>',
        '<h3 class="subtitle">{}</h3>',
        '<div class="c-article__preamble">{}</div>',
        '<p class="teaser">{}</p>',
    ],
)
def test_a_deck_stays_whatever_it_is_called(deck: str) -> None:
    text = "Nine winters with an open wall, and then a vote on a Monday evening."
    about = '<div class="byline"><a href="/ada">Ada Quill</a></div><div class="date">2 March 2026</div>'
    header = f"<header><h1>Tarn rebuilds its wall</h1>{deck.format(text)}{about}</header>"
    html = f'<html lang="en"><head>{HEAD}</head><body>{MENU}<main><article>{header}<section>{BODY}</section></article>'
    assert lines(html) == [text, *SENTENCES]


def test_a_date_is_no_part_of_the_name_before_it() -> None:
    about = '<span>By <a href="/ada">Ada Quill</a></span><time>2 March 2026</time>'
    assert lines(page(f"<div>{about}</div><div>{BODY}</div>")) == list(SENTENCES)


def test_the_name_of_the_site_is_no_headline() -> None:
    head = HEAD.replace(
        "<title>Tarn rebuilds its wall | The Daily Kite", "<title>Tarn rebuilds its wall - The Daily Kite"
    )
    shown = f"<h1><a href='/'>The Daily Kite</a></h1><div><h3>Tarn rebuilds its wall</h3><div>{BODY}</div></div>"
    article = ENGINE.clean_html(f'<html lang="en"><head>{head}</head><body>{shown}</body></html>')
    assert (article.title, article.body) == ("Tarn rebuilds its wall", WHOLE)


def test_a_headline_without_the_name_of_the_site() -> None:
    shown = f"<font size=4><b>Tarn rebuilds its wall</b></font><br>{BODY}"
    head = "<title>Tarn rebuilds its wall - Kite Online</title>"
    article = ENGINE.clean_html(f"<html><head>{head}</head><body><table><tr><td>{shown}</table></body></html>")
    assert (article.title, article.body) == ("Tarn rebuilds its wall", WHOLE)


NEXT = (
    "A gale warning is in force for the outer islands from ten this evening, the weather office said.",
    "Winds of thirty metres a second are expected, and the bridge to Skell will close for high vehicles.",
)


@pytest.mark.parametrize("wrapper", ['div class="wrap" data-url="/{}"', "article"])
def test_a_second_article_of_an_endless_page_goes(wrapper: str) -> None:
    def part(number: int, title: str, text: str) -> str:
        return f"<{wrapper.format(number)}><div><h1>{title}</h1></div><div>{text}</div></{wrapper.split()[0]}>"

    second = part(2, "Gale warning for the outer islands", "".join(f"<p>{sentence}</p>" for sentence in NEXT))
    html = (
        f"<html><head>{HEAD}</head><body><main>{part(1, 'Tarn rebuilds its wall', BODY)}{second}</main></body></html>"
    )
    assert lines(html) == list(SENTENCES)


@pytest.mark.parametrize("times", [1, 5])
def test_articles_below_each_other_under_a_heading_of_the_site_go(times: int) -> None:
    def part(path: str, title: str, text: str) -> str:
        top = f"<header><p>Coast</p><h2>{title}</h2></header>"
        return f'<article class="item" data-path="news/coast/{path}">{top}<div><div>{text}</div></div></article>'

    texts = "".join(
        f"<p>{sentence.replace('the', f'the {number}')}</p>" for number in range(times) for sentence in NEXT
    )
    own, other = part("wall", "Tarn rebuilds its wall", BODY), part("gale", "Gale warning for the islands", texts)
    html = f"<html><head>{HEAD}</head><body><h1>Latest articles</h1><main><div>{own}{other}</div></main></body></html>"
    assert lines(html) == list(SENTENCES)


def test_sections_under_headings_of_the_rank_of_the_headline_stay() -> None:
    sections = "".join(
        f'<section class="s"><header><h2>{title}</h2></header><div>{text}</div></section>'
        for title, text in (("Tarn rebuilds its wall", BODY), ("The gate", f"<p>{NEXT[0]}</p><p>{NEXT[1]}</p>"))
    )
    found = lines(f"<html><head>{HEAD}</head><body><h1>The Daily Kite</h1><main>{sections}</main></body></html>")
    assert found[-2:] == list(NEXT)


def test_parts_of_one_article_with_headlines_of_the_first_rank_stay() -> None:
    second = f'<div class="wrap"><h1>The gate</h1><div>{"".join(f"<p>{sentence}</p>" for sentence in NEXT)}</div></div>'
    first = f'<div class="wrap"><h1>Tarn rebuilds its wall</h1><div>{BODY}</div></div>'
    found = lines(f"<html><head>{HEAD}</head><body><main>{first}{second}</main></body></html>")
    assert found[-2:] == list(NEXT)


def test_subheadings_of_the_first_rank_stay() -> None:
    parts = "".join(f"<h1>The {name}</h1>{text}" for name, text in zip(("wall", "gate"), PROSE[3:], strict=True))
    assert lines(page(f"<div>{''.join(PROSE[:3])}{parts}</div>")) == [
        *SENTENCES[:3],
        "The wall",
        SENTENCES[3],
        "The gate",
        SENTENCES[4],
    ]


@pytest.mark.parametrize(
    ("bare", "stays"),
    [
        ("What is needed for all of it is a permit, which is the hard part here.", True),
        ("Filed: boats", False),
    ],
    ids=["sentence", "label"],
)
def test_a_sentence_set_bare_between_paragraphs_stays(bare: str, stays: bool) -> None:
    seen = walk(load_page(f"<div>{''.join(PROSE[:3])}<hr>{bare}{''.join(PROSE[3:])}</div>"), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = 0.1 if fact.node.text == bare else -3.0
    keep_gaps(facts, Claims())
    assert [fact.odds < 0 for fact in facts] == [True, True, True, stays, True, True]


@pytest.mark.parametrize("name", ["field-subline", "lead", "deck"])
def test_a_subline_of_a_section_stays(name: str) -> None:
    section = f'<div class="field">The gate</div><div class="{name}">{SENTENCES[3]}</div><div>{SENTENCES[4]}</div>'
    seen = walk(load_page(f"<div>{''.join(PROSE[:3])}<div>{section}</div></div>"), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = 0.5 if fact.node.text == SENTENCES[3] else -3.0
    keep_gaps(facts, Claims())
    assert all(fact.odds < 0 for fact in facts)


NAMED = '<div><a href="{}"><strong>{}</strong></a></div>'


@pytest.mark.parametrize(
    ("heading", "target", "number", "stays"),
    [
        (NAMED, "https://{}.example/", 3, True),
        ('<h3><a href="{}">{}</a></h3>', "https://{}.example/", 3, True),
        (NAMED, "https://{}.example/", 2, False),
        (NAMED, "https://kite.example/{}", 3, False),  # other articles of the site
        (NAMED, "/n/{}", 3, False),
        (NAMED, "https://shop.example/{}", 3, False),  # one advertiser
        ('<div class="promo"><a href="{}"><strong>{}</strong></a></div>', "https://{}.example/", 3, False),
        ('<div><a href="{}">{}</a></div>', "https://{}.example/", 3, False),  # no heading
    ],
)
def test_headings_that_lead_to_what_they_name(heading: str, target: str, number: int, stays: bool) -> None:
    names = ("Tor Bakke", "Mara Lindqvist", "Jon Hale")[:number]
    parts = (
        heading.format(target.format(name[:3].lower()), name) + text for name, text in zip(names, PROSE, strict=False)
    )
    seen = walk(load_page(f"<div>{''.join(parts)}</div>"), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = -2.0 if fact.prose else 1.0
    keep_gaps(facts, Claims(url="https://www.kite.example/n/7"))
    assert {fact.node.text for fact in facts if fact.node.text in names and fact.odds < 0} == (
        set(names) if stays else set()
    )


def test_a_step_through_menus_stays() -> None:
    steps = (
        "<ol><li>Open the box.</li><li>Go to Pumps &gt; North &gt; Low and wait for a minute.</li>"
        "<li>Go to Pumps &gt; South &gt; Low</li></ol>"
    )
    found = "\n".join(lines(page("".join([*PROSE[:3], steps, *PROSE[3:]]))))
    assert "North > Low and wait" in found
    assert "South > Low" in found


def test_a_last_sentence_with_a_name_behind_it_stays() -> None:
    last = "The next meeting is in May. (Ada Quill)"
    found = lines(page(f'<div class="a"><p>{"</p><p>".join([*SENTENCES, last])}</p></div>'))
    assert any(line.startswith("The next meeting is in May.") for line in found)


@pytest.mark.parametrize("label", ["Our picks", "Recommended videos", "More stories"])
def test_a_label_takes_no_list_along_that_is_the_articles_own(label: str) -> None:
    own = "".join(
        f"<li>{thing}</li>" for thing in ("A coat that keeps out the rain", "Boots that the salt spares", "A good lamp")
    )
    cited = f'<p>{SECOND} The rest is <a href="https://fund.example/coast">a loan of the fund</a>, the mayor said.</p>'
    body = f'<div class="entry-content">{PROSE[0]}{cited}<h2>{label}</h2><ul>{own}</ul>{"".join(PROSE[2:])}</div>'
    assert "Boots that the salt spares" in lines(page(body))
    linked = own.replace("<li>", '<li><a href="/n/coat">').replace("</li>", "</a></li>")
    assert "Boots that the salt spares" not in "\n".join(lines(page(body.replace(own, linked))))


def test_the_last_crumb_of_a_trail_goes_and_a_list_in_the_text_stays() -> None:
    links = '<ul><li><a href="/">News</a></li><li><a href="/n">Local</a></li><li><a href="/n/tarn">Tarn</a></li>'
    trail = f"<div class=a1>{links}<li>Builders of Tarn wall named</li></ul></div>"
    row = f"{links}<li>The wall of the northern end</li></ul>"
    found = lines(page("".join([trail, "<h1>Tarn rebuilds its wall</h1>", *PROSE[:3], row, *PROSE[3:]])))
    assert "Builders of Tarn wall named" not in found
    assert "The wall of the northern end" in found


def test_a_table_in_a_figure_is_no_caption() -> None:
    rows = "".join(f"<tr><td>{sea}</td><td>{depth} metres</td></tr>" for sea, depth in (("Kell", 40), ("Venn", 60)))
    html = page("".join([*PROSE[:3], f'<figure class="wp-block-table"><table>{rows}</table></figure>', *PROSE[3:]]))
    assert lines(html)[3:5] == ["Kell | 40 metres", "Venn | 60 metres"]


@pytest.mark.parametrize(("odds", "stays"), [(1.0, True), (2.5, False)], ids=["doubted", "clear"])
def test_where_little_is_left_an_extractor_is_heard(odds: float, stays: bool) -> None:
    seen = walk(load_page(page(BODY)), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = odds
    side_with(facts, folded("".join(SENTENCES)))
    assert {fact.node.text for fact in facts if fact.odds < 0} == (set(SENTENCES) if stays else set())


def test_where_much_is_left_the_evidence_stands() -> None:
    seen = walk(load_page(page(BODY)), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = 1.0 if fact.node.text == SENTENCES[3] else -1.0
    side_with(facts, folded("".join(SENTENCES)))
    assert SENTENCES[3] in {fact.node.text for fact in facts if fact.odds >= 0}


def test_where_a_third_is_missing_the_sentences_of_it_stay() -> None:
    label = "What the builders of Tarn found below"
    seen = walk(load_page(page(f"{BODY}<p>{label}</p>")), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    doubted = {*SENTENCES[: len(SENTENCES) // 3 + 1], label}
    for fact in facts:
        fact.odds = 1.0 if fact.node.text in doubted else -1.0
    side_with(facts, folded("".join([*SENTENCES, label])))
    assert {fact.node.text for fact in facts if fact.odds >= 0} == {label}


def test_the_lines_of_a_song_stay_as_one() -> None:
    song = [
        "I’m pretty sure that I have been to the harbour",
        "It took a long time to come up here, to the hill",
        "Harbour full of people, but I only see the ferry",
        "Yeah, I’m so cold, and the lighthouse is in my rear view mirror",
        "Tell me what it’s going to take for you to see",
        "Chorus:",
        "Say it, you know that you are the one that I wait for",
        "The one that I wait for, one that I wait for",
        "So give me one more boat, I won’t let you down",
        "Just watch the tide, watch the tide now",
        "Tell me what it’s going to take for you to see",
        "That I only want to be on the ferry",
    ]
    found = lines(page(f'<div class="topics"><p>{"<br>".join(song)}</p></div>'))
    assert found == song


def test_what_a_dish_is_made_of_stays_as_one() -> None:
    parts = ["300 g flour", "1 egg", "2 tsp salt", "100 g ground almonds", "1 tsp cinnamon", "Almond flakes"]
    recipe = f"<p>{'<br>'.join(parts)}</p>{BODY}"
    assert lines(page(f'<div class="post topics">{recipe}</div>')) == [*parts, *SENTENCES]


def test_items_of_a_list_of_the_text_stay_with_links_in_them() -> None:
    places = ["The pier at Venn", "The steps below the lighthouse", "{} and the {} in Kell", "The old {}", "Sands!"]
    linked = [place.replace("{}", '<a href="https://ostrand.example/bay">Bay Lodges</a>') for place in places]
    items = "".join(f"<li>{place}</li>" for place in linked)
    found = lines(page(f"{BODY}<p>The spots by the water that we like best:</p><ul>{items}</ul>"))
    assert found[-5:] == [place.replace("{}", "Bay Lodges") for place in places]


@pytest.mark.parametrize(
    ("odds", "markup", "stays"),
    [(0.1, "<p>{}</p>", True), (0.5, "<p>{}</p>", False), (0.1, '<p class="aside">{}</p>', False)],
    ids=["by little", "by more", "made otherwise"],
)
def test_a_long_paragraph_straight_behind_one_made_alike_stays(odds: float, markup: str, stays: bool) -> None:
    long = " ".join(SENTENCES) + " " + " ".join(SENTENCES[::-1])
    last = long.removesuffix(".")
    seen = walk(
        load_page(f"<div><p>{long}</p>{markup.format(last)}<div><b>Ada Quill</b></div></div>"), open_markbook().of
    )
    facts = gather(seen.nodes, seen.marked)
    for fact, given in zip(facts, (-1.0, odds, 3.0), strict=True):
        fact.odds = given
    keep_gaps(facts, Claims())
    assert [fact.odds < 0 for fact in facts] == [True, stays, False]
