"""What is taken for a title and a deck at the top of a text, and what is left in the body."""

from __future__ import annotations

import pytest

from cleaner import Cleaner
from cleaner.boilerplate.slug import likeness, slug_of

CLEANER = Cleaner()
PROSE = [
    "The harbour of Tarn will close to all ships from the first of May, the port office said.",
    "The breakwater has to be rebuilt after the storm of March, which tore a gap into it.",
]


@pytest.mark.parametrize(
    ("lines", "title", "deck"),
    [
        (["Harbour of Tarn to close for ships in May"], "Harbour of Tarn to close for ships in May", None),
        (["Why will the harbour of Tarn close?"], "Why will the harbour of Tarn close?", None),
        (
            ["Harbour of Tarn to close in May", "Tarn loses its only harbour as the breakwater is rebuilt"],
            "Harbour of Tarn to close in May",
            "Tarn loses its only harbour as the breakwater is rebuilt",
        ),
        (
            ["Harbour of Tarn to close in May", "Nobody asked the crews what they think"],
            "Harbour of Tarn to close in May",
            None,
        ),
        (
            ["Harbour of Tarn to close in May", "Harbour of Tarn to close in May"],
            "Harbour of Tarn to close in May",
            None,
        ),
        (["Coast", "Why will the harbour of Tarn close?"], "Why will the harbour of Tarn close?", None),
        (["Straight to the Point"], None, None),
        (["Effective beginning the first of May in Tarn:"], None, None),
        (["- Harbour of Tarn to close in May"], None, None),
        (["harbour of Tarn to close in May"], None, None),
        (["Harbour of Tarn will close."], None, None),
    ],
)
def test_title_and_deck(lines: list[str], title: str | None, deck: str | None) -> None:
    article = CLEANER.clean_text("\n".join([*lines, *PROSE]), language="en")
    assert (article.title, article.deck) == (title, deck)
    left = [line for line in dict.fromkeys(lines) if line not in (title, deck, "Coast")]
    assert article.body.split("\n\n") == [*left, *PROSE]


def test_title_in_a_script_without_spaces() -> None:
    title = "港の閉鎖、五月から　漁船は隣町へ"
    body = (
        "ターンの港は五月から閉鎖されると港湾局が発表した。閉鎖の間、漁船は隣町の港に移る。工事は秋まで続く見通しだ。"
    )
    assert CLEANER.clean_text(f"{title}\n{body}\n{body[:25]}。", language="ja").title == title


def test_a_line_at_the_top_that_stands_there_again_is_the_title() -> None:
    title = "Harbour of Tarn to close in May"
    again = ["Markets in the evening", title, "Breakwater", title]
    article = CLEANER.clean_text("\n".join([*again, *PROSE, *PROSE[:1], title]), language="en")
    assert article.title == title
    assert title not in article.body


@pytest.mark.parametrize(
    "lines",
    [
        ["harbour of Tarn to close", "Rain on the roofs", "harbour of Tarn to close"],  # a small letter
        ["The harbour", "Rain on the roofs", "The harbour"],  # too short for a title
    ],
)
def test_what_is_said_again_otherwise_is_no_title(lines: list[str]) -> None:
    assert CLEANER.clean_text("\n".join(["Coast", *lines, *PROSE]), language="en").title not in lines


def test_a_title_that_stands_over_the_text_twice_is_given_once() -> None:
    title = "Harbour of Tarn to close in May"
    for above in ([], ["Coast"], ["Archive of the Kite"], ["Tarn Cup"]):
        article = CLEANER.clean_text("\n".join([*above, title, title, *PROSE, *PROSE]), language="en")
        assert article.text.count(title) == 1


@pytest.mark.parametrize(("title", "is_one"), [("Harbour of Tarn to close", True), ("Herrings on mint roofs", False)])
def test_a_title_that_other_lines_part_from_the_text_needs_more_of_its_words_there(title: str, is_one: bool) -> None:
    between = ["Pictures", "Ada Quill, port office", "Walls", "A wall, a gap"]
    assert (CLEANER.clean_text("\n".join([title, *between, *PROSE]), language="en").title == title) is is_one


def test_a_short_sentence_below_the_title_is_text() -> None:
    text = "\n".join(["Harbour of Tarn to close in May", "Three days.", "Ada Quill", *PROSE])
    assert CLEANER.clean_text(text, language="en").body.split("\n\n") == ["Three days.", *PROSE]


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        (
            "hi",
            "तार्न बंदरगाह मरम्मत के लिए मई से बंद रहेगा",
            "ओस्ट्रांड के बंदरगाह प्रशासन ने सोमवार को बताया कि तार्न बंदरगाह एक मई से मरम्मत के लिए बंद रहेगा।",
        ),
        (
            "th",
            "พายุถล่มเขื่อนท่าเรือตาร์น เรือข้ามฟากหยุดเดินเรือ",
            "เรือข้ามฟากไม่ได้ออกจากท่าเรือตาร์นเมื่อวันจันทร์ เพราะพายุทำให้เขื่อนกันคลื่นเก่าพังลงในช่วงกลางคืน "
            "ผู้อำนวยการท่าเรือระบุว่าการซ่อมแซมจะใช้เวลาอย่างน้อยสามสัปดาห์ และยังไม่มีใครประเมินค่าใช้จ่ายได้",
        ),
    ],
)
def test_titles_are_found_where_vowels_are_signs_and_no_stop_ends_a_sentence(
    language: str, title: str, text: str
) -> None:
    article = CLEANER.clean_text("\n\n".join([title, title, text]), language=language)
    assert article.title == title
    assert article.body == text


@pytest.mark.parametrize(
    ("line", "is_title"),
    [
        ("Watch: Harbour of Tarn closes to all ships in May", True),
        ("Read more: Harbour of Tarn closes to all ships in May", True),
        ("Watch: Crowds gather at the old mint", False),  # the text says nothing of them
    ],
)
def test_a_title_behind_the_label_of_a_pointer_stays(line: str, is_title: bool) -> None:
    article = CLEANER.clean_text("\n".join([line, *PROSE]), language="en")
    assert article.title == (line if is_title else None)
    assert (line in article.text) == is_title
    below = CLEANER.clean_text("\n".join([PROSE[0], line, *PROSE[1:]]), language="en")
    assert line not in below.text


ADDRESS = "https://tarn.example/news/2026/05/and-finally-trouble-brewing-481516.html"
NAMED = "And finally… trouble brewing"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([NAMED], NAMED),  # has no word of the text
        ([f"{NAMED}."], f"{NAMED}."),
        ([NAMED, "Harbour of Tarn to close in May"], NAMED),
        ([*["Harbour", "Markets", "Letters"] * 5, NAMED], NAMED),  # far down a menu
        (["Trouble finally"], None),
        (["And finally, trouble brewing:"], None),
        ([PROSE[0], NAMED], None),  # a subheading, or a pointer to the article itself
    ],
)
def test_the_address_names_the_title(lines: list[str], title: str | None) -> None:
    article = CLEANER.clean_text("\n".join([*lines, *PROSE]), language="en", url=ADDRESS)
    assert article.title == title
    assert CLEANER.clean_text(article.text, language="en", url=ADDRESS).text == article.text
    assert CLEANER.clean_text("\n".join([*lines, *PROSE]), language="en").title != NAMED


def test_what_a_page_has_above_the_title_goes_if_the_address_names_that() -> None:
    above = ["Cheap seats at every theatre", "Skippers of Tarn speak", "It had rained."]
    text = "\n".join([*above, NAMED, *PROSE, *PROSE])
    article = CLEANER.clean_text(text, language="en", url=ADDRESS)
    assert article.text.split("\n\n")[:3] == [*above[1:], NAMED]
    assert above[0] in CLEANER.clean_text(text, language="en").text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://tarn.example/a-day-in-tarn/harbour-wall-falls-again", "harbour wall falls again"),
        ("https://tarn.example/harbour_wall_falls.html?from=front-page-of-the-day", "harbour wall falls"),
        ("https://tarn.example/hafenm%C3%BCnde-f%C3%BCr-immer-zu", "hafenmunde fur immer zu"),
        ("https://tarn.example/hafenmuende-fuer-immer-zu", "hafenmunde fur immer zu"),
        ("https://tarn.example/2026/05/01/", ""),
        ("https://tarn.example/local-news/4711", ""),
        ("https://[tarn/harbour-wall-falls", ""),
        ("harbour-wall-falls", "harbour wall falls"),
        ("", ""),
        (None, ""),
    ],
)
def test_words_of_an_address(address: str | None, words: str) -> None:
    assert " ".join(slug_of(address)) == words


def test_likeness_of_a_line_to_an_address() -> None:
    slug = slug_of("https://tarn.example/la-mer-degats-cote-apres-la-temp")
    assert likeness(slug, "La mer, des dégâts sur la côte après la tempête").of_slug == 1
    assert likeness(slug, "La mer").of_slug < 0.5
    assert likeness(slug, "").of_line == 0
