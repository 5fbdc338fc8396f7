"""The headline of a page: what its readers see, whatever the page names besides."""

from __future__ import annotations

import pytest
from page import BODY, SENTENCES

from cleaner import Cleaner

ENGINE = Cleaner()


def title(*titles: str, heads: tuple[str, ...] = (), url: str | None = None, site: str = "", below: str = "") -> str:
    """The title of a page that names some, the first one in its ``title``, and shows some headings above its text."""
    head = f"<title>{titles[0]}</title>" + "".join(
        f'<meta property="og:title" content="{text}">' for text in titles[1:]
    )
    if site:
        head += f'<meta property="og:site_name" content="{site}">'
    shown = "".join(f"<h1>{text}</h1>" for text in heads)
    html = f"<html><head>{head}</head><body><main><article>{shown}{BODY}{below}</article></main></body></html>"
    article = ENGINE.clean_html(html, url=url)
    assert [paragraph for paragraph in SENTENCES if paragraph not in article.body] == []
    return article.title or ""


def test_another_wording_than_the_one_for_search_engines() -> None:
    shown = "Tarn will rebuild its broken harbour wall"
    assert title("Harbour wall of Tarn: who is to rebuild it, and when", heads=(shown,)) == shown


def test_the_heading_that_is_most_like_a_title() -> None:
    heads = ("Gale warning", "Tarn rebuilds its wall", "More from the coast")
    assert title("Gale warning in force: Tarn rebuilds its wall", "Tarn rebuilds its wall", heads=heads) == heads[1]


@pytest.mark.parametrize(
    ("named", "url", "site"),
    [
        ("Tarn rebuilds its wall | The Daily Kite", None, "The Daily Kite"),
        ("Tarn rebuilds its wall | News | The Daily Kite", None, "The Daily Kite"),
        ("The Daily Kite – Tarn rebuilds its wall", None, "The Daily Kite"),
        ("Tarn rebuilds its wall - Dailykite", "https://www.dailykite.example/tarn", ""),
        ("dailykite.example | Tarn rebuilds its wall", "https://dailykite.example/tarn", ""),
    ],
)
def test_the_name_of_the_site_is_no_part_of_it(named: str, url: str | None, site: str) -> None:
    expected = "Tarn rebuilds its wall | News" if "News" in named else "Tarn rebuilds its wall"
    assert title(named, url=url, site=site) == expected


def test_two_titles_tell_the_name_of_the_site() -> None:
    assert title("Tarn rebuilds its wall — Kite & Co", "Tarn rebuilds its wall") == "Tarn rebuilds its wall"


@pytest.mark.parametrize(
    "named",
    [
        "樽野港明春重建九年前倒塌的堤墙_海港网",
        "樽野港明春重建九年前倒塌的堤墙__2024年第3号_海港日报社",
        "樽野港明春重建九年前倒塌的堤墙 奥斯特兰县海港管理局",
        "樽野港明春重建九年前倒塌的堤墙-KITE 海港通讯",
    ],
)
def test_what_the_page_shows_without_the_site_where_little_sets_that_apart(named: str) -> None:
    shown = "樽野港明春重建九年前倒塌的堤墙"
    assert title(named, below=f"<div>{shown}</div>") == shown


def test_the_whole_title_goes_before_a_part_of_it() -> None:
    named, part = "樽野港明春重建九年前倒塌的堤墙 工程造价翻番", "樽野港明春重建九年前倒塌的堤墙"
    assert title(named, below=f"<div>{part}</div><div>{named}</div>") == named
    assert title(named) == named


def test_what_may_be_part_of_a_headline_stays() -> None:
    assert title("Tarn – a wall for nine winters", site="The Daily Kite") == "Tarn – a wall for nine winters"


def test_a_kicker_is_no_part_of_it() -> None:
    heads = ("Storm coast: the long wait Tarn rebuilds its wall",)
    assert title("Tarn rebuilds its wall", heads=heads) == "Tarn rebuilds its wall"


def test_an_article_before_the_title_is() -> None:
    heads = ("The old harbour wall of Tarn",)
    assert title("Old harbour wall of Tarn", heads=heads) == heads[0]


def test_a_label_behind_the_headline_is_no_part_of_it() -> None:
    named, plain = "Tarn rebuilds its wall | Coast | Kite", "Tarn rebuilds its wall"
    assert title(named, heads=(f'{plain} <span class="label">Subscribers</span>',)) == plain
    assert title(named, heads=(f"{plain} <em>again</em>, at last",)) == f"{plain} again, at last"
    assert title(f"{plain} again", heads=(f"{plain} <em>again</em>",)) == f"{plain} again"


def test_the_headline_behind_an_unknown_name() -> None:
    named = "The council of Tarn - A wall for nine winters"
    shown = '<div class="{}">A wall for nine winters</div>' + BODY
    for names, expected in (("headline", "A wall for nine winters"), ("teaser-line", named)):
        html = f"<html><head><title>{named}</title></head><body><div>{shown.format(names)}</div></body></html>"
        assert ENGINE.clean_html(html).title == expected


def test_a_sole_heading_above_the_text() -> None:
    shown = "Nine winters behind a broken wall"
    assert title("Tarn rebuilds", heads=(shown,)) == shown


def test_a_heading_below_the_text_is_none() -> None:
    below = f"<h1>What the boats will do until then</h1><p>{SENTENCES[3]}</p>"
    assert title("Tarn rebuilds its wall", below=below) == "Tarn rebuilds its wall"


def test_a_heading_that_is_the_name_of_the_site() -> None:
    named = "Kite and Gull Notes: Tarn rebuilds its wall"
    assert title(named, "Tarn rebuilds its wall", heads=("Kite and Gull Notes",)) == "Tarn rebuilds its wall"


def test_a_heading_that_is_the_address_of_the_site_and_little_more() -> None:
    named, url = "Tarn rebuilds its wall « the tarn-kite.example blog", "https://tarn-kite.example/wall"
    below = "<h3>Tarn rebuilds its wall</h3>"
    assert title(named, url=url, heads=("the tarn-kite.example blog",), below=below) == "Tarn rebuilds its wall"
    shown = "How tarn-kite.example lost the case for its name in court"
    assert title(f"{shown} « Ledger", url=url, heads=(shown,)) == shown


def test_a_heading_that_runs_into_the_name_of_the_site() -> None:
    heads = ("Tarn rebuilds its wallThe Daily Kite",)
    assert title("Tarn rebuilds its wall » News", "Tarn rebuilds its wall", heads=heads) == "Tarn rebuilds its wall"


@pytest.mark.parametrize("rest", [": nine years on", "s and its gate", ", The Daily Kite learns"])
def test_a_heading_that_says_more_than_the_title_is_the_fuller_one(rest: str) -> None:
    assert title("Tarn rebuilds its wall", heads=(f"Tarn rebuilds its wall{rest}",)) == f"Tarn rebuilds its wall{rest}"


def test_a_kicker_that_runs_into_the_heading() -> None:
    heads, named = ("<span>Coast</span><span>Tarn rebuilds its wall</span>",), "Coast: Tarn rebuilds its wall"
    assert title(f"{named} | The Kite", named, heads=heads) == named


def test_a_heading_that_says_what_stands_behind_the_name_of_the_site() -> None:
    shown = "Tarn rebuilds its wall nine years after the storm"
    assert title(f"The Kite | {shown}", below=f"<h2>{shown}</h2>") == shown
    assert title("Tarn rebuilds its wall | The Kite of Tarn", below="<h2>The Kite of Tarn</h2>").startswith("Tarn reb")


def test_an_address_that_is_none() -> None:
    assert title("Tarn rebuilds its wall", url="http://[kite") == "Tarn rebuilds its wall"


def test_what_plain_text_takes_for_a_kicker_is_the_title_of_a_page() -> None:
    shown = f"<h1>Harbour notes</h1><h2>How the town of Tarn rebuilds its harbour wall</h2>{BODY}"
    article = ENGINE.clean_html(f"<html><head><title>Harbour notes</title></head><body>{shown}</body></html>")
    assert article.title == "Harbour notes"
    assert not article.text.startswith("Harbour notes")
    assert article.restore() == article.source


@pytest.mark.parametrize(
    ("named", "shown", "expected"),
    [
        ("Harbour notes: {}", "Nine winters behind a broken wall", "{}"),
        ("Harbour notes: {}", "Behind a broken wall", "{}"),
        ("The wall that broke nine winters ago: {}", "Who pays?", None),
        ("Harbour notes: {}", None, None),
        ("The bell rings at 5:{}", "30 each day, and all who hear it come", None),
    ],
)
def test_a_heading_that_says_what_stands_behind_a_colon(named: str, shown: str | None, expected: str | None) -> None:
    text = shown or "Nine winters behind a broken wall"
    html = f"<html><head><title>{named.format(text)}</title></head><body><main>{{}}{BODY}</main></body></html>"
    head = f"<h3>{shown}</h3>" if shown else ""
    assert ENGINE.clean_html(html.format(head)).title == (expected or named).format(text)


def test_meta_tags_with_their_content_in_another_attribute() -> None:
    head = '<title>The Kite</title><meta name="og:title" value="Nine winters behind a broken wall">'
    html = f"<html><head>{head}</head><body><main><p class='title'>Nine winters behind a broken wall</p>{BODY}</main>"
    assert ENGINE.clean_html(html).title == "Nine winters behind a broken wall"


@pytest.mark.parametrize("heads", [("Gifts", "Tarn rebuilds its wall"), ("Tarn rebuilds its wall", "Gifts")])
def test_of_two_headings_that_the_page_names_the_first_one_named(heads: tuple[str, str]) -> None:
    shown = "".join(f"<h1>{head}</h1>" for head in heads)
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Tarn rebuilds its wall"}</script>'
    html = f"<html><head><title>Gifts</title>{data}</head><body><main>{shown}{BODY}</main></body></html>"
    assert ENGINE.clean_html(html).title == "Tarn rebuilds its wall"


@pytest.mark.parametrize(
    ("button", "is_part"),
    [
        ('<a href="#" class="keep">Add to ...</a>', False),
        ('<a href="javascript:keep()">Add to my list</a>', False),
        ('<a href="/n/fund">and asks for more</a>', True),
        ('<a href="#notes">and asks its neighbours to pay for it</a>', True),
    ],
)
def test_a_button_behind_the_headline_is_no_part_of_it(button: str, is_part: bool) -> None:
    shown = title("Tarn rebuilds its wall", heads=(f"Tarn rebuilds its wall {button}",))
    assert (shown != "Tarn rebuilds its wall") is is_part


@pytest.mark.parametrize(
    ("name", "shown", "is_title"),
    [
        ("entry-title", "Nine winters behind a broken wall", True),
        ("part", "Nine winters behind a broken wall", False),
        ("entry-title", "Nine winters", False),
    ],
)
def test_a_headline_in_front_of_the_names_of_column_and_site(name: str, shown: str, is_title: bool) -> None:
    named = "Nine winters behind a broken wall: Coast notes: Kite"
    head = f"<h2 class='{name}'>{shown}</h2>"
    html = f"<html><head><title>{named}</title></head><body><main>{head}{BODY}</main></body></html>"
    assert ENGINE.clean_html(html).title == (shown if is_title else named)


def test_a_headline_that_stands_there_twice_in_a_row_is_given_once() -> None:
    twice = "Tarn rebuilds its wall Tarn rebuilds its wall"
    assert title(f"{twice} | The Daily Kite", heads=(twice,), site="The Daily Kite") == "Tarn rebuilds its wall"
    assert title("Never again, never again", heads=("Never again, never again",)) == "Never again, never again"
