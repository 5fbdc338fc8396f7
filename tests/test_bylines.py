"""What the lines on author and date say is kept as metadata."""

from __future__ import annotations

from pathlib import Path

import pytest
from page import BODY, HEAD, SENTENCES, page

from cleaner import Cleaner
from cleaner.errors import RuleError

ENGINE = Cleaner()
TEXT = "\n".join(SENTENCES)


def metadata(*lines: str, behind: tuple[str, ...] = ()) -> dict[str, str]:
    """The metadata of a text with lines between its title and its first sentence, and some behind the last one."""
    text = "\n".join(["Tarn rebuilds its wall", *lines, TEXT, *behind])
    article = ENGINE.clean_text(text, language="en")
    assert all(line not in article.text for line in lines)
    return dict(article.metadata)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["By Ada Quill"], {"author": "Ada Quill"}),
        (["By Ada Quill and Tom van der Berg"], {"author": "Ada Quill and Tom van der Berg"}),
        (["BY ADA QUILL"], {"author": "ADA QUILL"}),
        (["By Ada Quill, political editor"], {"author": "Ada Quill"}),
        (["5 May 2021, 19:30"], {"date": "5 May 2021, 19:30"}),
        (["Updated on 5 May 2021"], {"date": "5 May 2021"}),
        (["4 min read"], {"reading_time": "4 min read"}),
        (["Ada Quill | 5 May 2021"], {"author": "Ada Quill", "date": "5 May 2021"}),
        (
            ["By Ada Quill", "5 May 2021", "Reading time: 4 minutes"],
            {"author": "Ada Quill", "date": "5 May 2021", "reading_time": "4 minutes"},
        ),
        (["By Ada Quill", "By Tom Reed"], {"author": "Ada Quill"}),
        (["Subscribe to our newsletter"], {}),
    ],
)
def test_lines_above_a_text(lines: list[str], expected: dict[str, str]) -> None:
    assert metadata(*lines) == expected


def test_the_name_of_an_author_behind_a_text() -> None:
    assert metadata(behind=("Mara Lindqvist",)) == {"author": "Mara Lindqvist"}


@pytest.mark.parametrize(
    "contact",
    [
        "Reach Ada Quill at aquill@dailykite.example or on X @aquill.",
        "Contact reporter Ada Quill at aquill@dailykite.example.",
        "Ada Quill can be reached at aquill@dailykite.example.",
    ],
)
def test_where_the_author_can_be_reached_is_no_text(contact: str) -> None:
    lines = ["Tarn rebuilds its wall", "By Ada Quill", *SENTENCES]
    assert contact not in ENGINE.clean_text("\n".join([*lines, contact]), language="en").text


def test_where_others_can_be_reached_is_text() -> None:
    lines = ["Tarn rebuilds its wall", "By Ada Quill", *SENTENCES]
    news = "Write to Tom Reed at the town hall, reed@tarn.example, until the end of May."
    assert news in ENGINE.clean_text("\n".join([*lines, news]), language="en").text


def test_what_stays_in_the_text_says_nothing() -> None:
    assert metadata(behind=("By Ada Quill's reckoning the wall was safe on 5 May 2021.",)) == {}


def test_other_languages() -> None:
    text = "\n".join(
        [
            "Von Mara Lindqvist",
            "5. Mai 2021, 10:15 Uhr",
            "Der Hafen von Tarn wird nach dem Sturm bis zum Herbst für alle Schiffe gesperrt, sagt die Stadt.",
            "Die Fischer müssen ihren Fang so lange in Ostrand anlanden, und das ist eine Fahrt von zwei Stunden.",
        ]
    )
    article = ENGINE.clean_text(text, language="de")
    assert dict(article.metadata) == {"author": "Mara Lindqvist", "date": "5. Mai 2021, 10:15 Uhr"}


def test_a_page_that_names_neither_shows_both() -> None:
    shown = '<div class="byline">By <a href="/ada">Ada Quill</a></div><div class="date">5 May 2021</div>'
    found = ENGINE.clean_html(page(shown + BODY)).metadata
    assert (found["author"], found["date"]) == ("Ada Quill", "5 May 2021")


def test_what_a_page_names_to_machines_counts_first() -> None:
    head = HEAD + '<meta name="author" content="A. Quill">'
    shown = '<div class="byline">By <a href="/ada">Ada Quill</a></div><div class="date">5 May 2021</div>'
    found = ENGINE.clean_html(page(shown + BODY, head=head)).metadata
    assert (found["author"], found["date"]) == ("A. Quill", "5 May 2021")


def test_authors_of_other_articles_below_are_none() -> None:
    other = '<div class="card"><h3>Gale warning</h3><div class="byline">By Tom Reed</div></div>'
    assert "author" not in ENGINE.clean_html(page(BODY + other)).metadata


def test_a_rule_for_bylines_reads_their_fields_only(tmp_path: Path) -> None:
    folder = tmp_path / "common"
    folder.mkdir()
    rule = "own:\n  description: Own.\n  category: byline\n  patterns: ['^Von Hand: (?P<writer>\\w+)$']\n"
    (folder / "own.yaml").write_text(f"{rule}  examples: {{match: ['Von Hand: Ada'], spare: ['Von Hand']}}\n")
    with pytest.raises(RuleError, match="'writer'"):
        Cleaner(rules=[str(folder.parent)])


def test_name_of_a_recipe_below_its_date_stays_above_its_times() -> None:
    lines = [
        "8 December 2012",
        "Almond Rings",
        "Time: 25 minutes (and 15 minutes in the oven)",
        "Yield: 40 rings",
        "Rub the butter into the flour until no lumps are left, and leave the dough in the cold for an hour.",
        "Roll it out on a board with some flour on it, and cut the rings with a glass and a thimble.",
    ]
    assert "Almond Rings" in Cleaner().clean_text("\n".join(lines), language="en").text
