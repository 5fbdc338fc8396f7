"""What a removed label takes with it, and what stops it."""

from __future__ import annotations

import pytest

from cleaner import Cleaner
from cleaner.boilerplate import Place, find, judge
from cleaner.document import Block, Finding, Kind
from cleaner.ledger import Trail
from cleaner.rulebook import Category, Rule
from cleaner.segment import segment

CLEANER = Cleaner(find_title=False)
PROSE = "The harbour board said on Monday that the wall would be rebuilt before the first storms of the autumn."
OTHER = "Work on the northern end, where the ferry lands, begins in May and is to last until the end of the year."
LAST = "Nobody in the old town has to move while the work goes on, the mayor told those who came to the meeting."


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        (["Related articles", "Ferry deal in doubt", "Mayor resigns over mint"], ["Mayor resigns over mint"]),
        (["Related articles", "- Ferry deal in doubt", "- Mayor resigns over mint"], []),
        (["Related articles", "Ferry deal in doubt as crews walk out"], []),
        (["Related articles", "The second wall"], ["The second wall"]),
        (["Related articles", "5. How the second wall was built"], ["5. How the second wall was built"]),
        (["What to bring", "- Rope", "- Watch", "- Compass"], ["What to bring", "- Rope", "- Watch", "- Compass"]),
        (["Related articles", "He denied it."], ["He denied it."]),
        (["Related articles", "The second wall:"], ["The second wall:"]),
        (["A plan", "Read more", "A wall", "Read more", "A pier", "Read more"], ["A plan", "A wall", "A pier"]),
    ],
    ids=["subheading", "list", "teaser", "short", "numbered", "packing", "sentence", "colon", "buttons"],
)
def test_label_takes_headlines_below_and_stops_at_the_text(between: list[str], kept: list[str]) -> None:
    lines = [PROSE, *between, OTHER, PROSE.replace("Monday", "Friday")]
    article = CLEANER.clean_text("\n".join(lines), language="en")
    assert article.text.split("\n\n") == [PROSE, *kept, OTHER, lines[-1]]
    assert article.restore() == article.source


def test_label_at_the_end_takes_a_list_with_decks() -> None:
    decks = [
        "- Ferry deal in doubt. The crews want more, the port has less.",
        "- A mayor resigns. She will not say why.",
    ]
    article = CLEANER.clean_text("\n".join([PROSE, OTHER, "Related articles", *decks]), language="en")
    assert article.text == f"{PROSE}\n\n{OTHER}"


def test_label_at_the_end_spares_a_list_of_notes() -> None:
    notes = [
        "- The ferry takes no dogs before nine.",
        "- For a berth on the pier, ask at the desk.",
        "- The mint is closed.",
    ]
    article = CLEANER.clean_text("\n".join([PROSE, OTHER, "Further reading", *notes]), language="en")
    assert article.text.split("\n\n")[-3:] == notes


def test_label_takes_its_run_when_another_rule_removes_it_too() -> None:
    article = CLEANER.clean_text("\n".join([PROSE, OTHER, "Lesen Sie auch", "- Streit um die Fähre"]), language="de")
    assert article.text == f"{PROSE}\n\n{OTHER}"


def test_signs_add_up_only_where_the_text_does_not_address_its_reader() -> None:
    plug, weaker = (
        "Discover more of the coast in your Harbour Kite newsletter",
        "The coast is yours in the Harbour Kite",
    )
    report = [PROSE, OTHER, PROSE.replace("Monday", "Friday"), OTHER.replace("May", "June")]
    guide = [f"{line} Discover what you like." for line in report]
    url = "https://www.harbourkite.example/ferry"

    def cleaned(lines: list[str], line: str, url: str | None) -> str:
        return CLEANER.clean_text("\n".join([*lines[:2], line, *lines[2:]]), language="en", url=url).text

    assert plug not in cleaned(report, plug, url)
    assert plug in cleaned(report, plug, None)
    assert plug in cleaned(guide, plug, url)
    assert weaker in cleaned(report, weaker, url)


def test_the_outlets_voice_counts_in_a_report_however_many_lines_have_it() -> None:
    report = [PROSE, OTHER, PROSE.replace("Monday", "Friday"), OTHER.replace("May", "June")]
    plugs = [f"Submit your {things} to our newsroom." for things in ("letters", "tips", "poems", "photos of the storm")]
    assert CLEANER.clean_text("\n".join([*report, *plugs]), language="en").text.split("\n\n") == report
    guide = [f"{line} You will like it." for line in report]
    assert CLEANER.clean_text("\n".join([*guide, *plugs]), language="en").text.split("\n\n") == [*guide, *plugs]


def test_a_dialogue_is_no_report() -> None:
    talk = [
        "Join us, old friend. We need your help with the net!",
        "I will not come.",
        "Then let us find you another boat.",
        "You ask too much of my crew.",
        "Tell us what you want for it.",
        "Bring me the wreck of the Halcyon, and we will be glad to show you the way!",
    ] * 2
    lines = [f"{line} {number}." for number, line in enumerate(talk, 1)]
    assert CLEANER.clean_text("\n".join(lines), language="en").text.split("\n\n") == lines


def test_many_labels_in_a_row_take_time_in_proportion() -> None:
    letters = "abcdefghij"
    labels = [f"More from {letters[n % 10]}{letters[n // 10 % 10]}{letters[n // 100 % 10]}" for n in range(1000)]
    calls = 0

    class Counted(list):  # type: ignore[type-arg]
        def __getitem__(self, index):  # type: ignore[no-untyped-def]
            nonlocal calls
            calls += 1
            return super().__getitem__(index)

    blocks = Counted(segment("\n".join([*labels, PROSE])))
    findings = find(blocks, CLEANER.book, Place("en"))
    assert [verdict.is_kept for verdict in judge(blocks, findings)] == [False] * 1000 + [True]
    calls = 0
    judge(blocks, findings)
    assert calls < 10 * len(blocks)


def test_makers_in_a_list_of_things_stay_where_one_author_goes() -> None:
    """Many lines like bylines are of the books that are listed."""
    books = [("The Salt Road", "Ines Tarrow"), ("Low Water", "Pol Hendry"), ("A Kite in June", "Ada Quill")]
    books += [("The Ferryman", "Tom Reed"), ("Grey Slate", "Mara Voss"), ("Nine Lamps", "Jon Abbot")]
    lines = [line for number, (title, author) in enumerate(books, 1) for line in (f"{number}. {title}", f"by {author}")]
    article = CLEANER.clean_text("\n".join([PROSE, *lines, OTHER]), language="en")
    assert article.text.split("\n\n") == [PROSE, *lines, OTHER]
    assert CLEANER.clean_text("\n".join([PROSE, "by Ines Tarrow", OTHER]), language="en").text == f"{PROSE}\n\n{OTHER}"


def test_sources_in_a_list_that_stays_stay() -> None:
    specs = ["- Screen: 15.6 inches", "- Graphics: Nimbus RX 40", "- Memory: 16 GB"]
    article = CLEANER.clean_text("\n".join([PROSE, *specs, OTHER]), language="en")
    assert article.text.split("\n\n") == [PROSE, *specs, OTHER]


STORIES = [
    "Teachers walk out in Skerry",
    "Classes stayed empty at all nine schools of the valley as talks over pay broke down for the third time.",
    "Nora Pell",
    "A bear on the golf course",
    "Players fled into the clubhouse at noon while rangers tried to lure the animal away with honey and apples.",
    "Why does bread cost more?",
    "Millers blame a wet June for poor grain, and bakers fear that customers will not forgive another rise.",
]
SECTIONS = [
    "The wall",
    "The harbour board wants a wall of stone, as the old one had, before the first storms of the autumn come.",
    "The ferry",
    "The ferry is to land at the northern end, where work begins in May, until the end of the year, the board said.",
    "The crews",
    "Fishermen get four hundred euros a week from the town until the harbour is open, and land in Ostrand.",
]
ARTICLE = [
    PROSE,
    OTHER,
    "Fishermen will have to land their catch in Ostrand, which is a drive of two hours along the coast.",
    "The town has promised four hundred euros a week to each crew until the harbour is open again.",
    "Nobody was hurt when the old wall fell, but three boats sank at their moorings that night.",
    "The board has asked for bids from five builders, two of whom have built walls on this coast before.",
    "Its members will meet again in the old mint on Friday, and the crews mean to be there.",
]


LONG = [f"On day {day}, {line[0].lower()}{line[1:]}" for day in range(4) for line in ARTICLE]
MANY = [f"{line} {day}" if line[-1] != "." else f"In week {day}, {line}" for day in range(4) for line in STORIES]


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        ([*LONG, "Related articles", *MANY], 1 + len(MANY)),
        ([*LONG, "More Harbour Kite", *MANY], 1 + len(MANY)),
        ([*ARTICLE, "Top stories", *STORIES], 1),
        ([*ARTICLE, *STORIES], 0),
        ([*ARTICLE, "Three stories of the week", *STORIES], 0),
        ([*ARTICLE, "Read more", *SECTIONS], 1),
        ([*ARTICLE, "Read more", *STORIES, PROSE.replace("Monday", "Friday"), OTHER.replace("May", "June")], 1),
        ([PROSE, *STORIES[:2], "Read more", *STORIES[3:], *SECTIONS[:2]], 1),
    ],
    ids=["label", "site", "briefing", "no head", "no label", "sections", "text below", "listicle"],
)
def test_label_takes_stories_from_elsewhere_up_to_the_end(lines: list[str], gone: int) -> None:
    article = CLEANER.clean_text("\n".join(lines), language="en", url="https://www.harbourkite.example/wall")
    assert len(article.paragraphs) == len(lines) - gone


@pytest.mark.parametrize(
    ("behind", "kept"),
    [
        (["Share this article", "A list of rows", "Coasts and harbours"], []),
        (
            ["Share this article", "A list of rows", LAST, "Coasts and harbours"],
            ["A list of rows", LAST, "Coasts and harbours"],
        ),
        (["- Rope", "Coasts and harbours"], ["- Rope", "Coasts and harbours"]),
    ],
    ids=["debris", "prose between", "no debris"],
)
def test_debris_behind_the_text_takes_the_labels_below_it_along(behind: list[str], kept: list[str]) -> None:
    text = [PROSE, OTHER, PROSE.replace("Monday", "Friday"), OTHER.replace("northern", "southern"), PROSE]
    article = CLEANER.clean_text("\n".join([*text, *behind]), language="en")
    assert article.text.split("\n\n") == [*text, *kept]


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        (["Ada Quill", "Published on 4 May 2024, 10:15"], []),
        (["Ada Quill", "Published on 4 May 2024, 10:15", "Early Years"], ["Early Years"]),
        (["By Ada Quill", "Early Years"], ["Early Years"]),
        (["Ada Quill", "The second wall"], ["Ada Quill", "The second wall"]),
    ],
    ids=["above a date", "subheading behind a date", "subheading behind a byline", "no debris"],
)
def test_an_author_between_deck_and_text_goes_above_a_date_and_a_subheading_stays(
    between: list[str], kept: list[str]
) -> None:
    article = CLEANER.clean_text("\n".join([PROSE, *between, OTHER]), language="en")
    assert article.text.split("\n\n") == [PROSE, *kept, OTHER]


@pytest.mark.parametrize(
    ("kind", "stays"), [(Kind.PARAGRAPH, False), (Kind.HEADING, True), (Kind.TABLE, True)], ids=str
)
def test_headings_and_rows_of_a_page_have_been_weighed_with_their_neighbours(kind: Kind, stays: bool) -> None:
    weak = Finding(Rule("html.place", "By its place.", Category.UI, score=0.8))
    blocks = [
        Block(Trail.of("Read more")),
        Block(Trail.of("The second wall"), kind, findings=(weak,)),
        Block(Trail.of(PROSE)),
    ]
    verdicts = judge(blocks, find(blocks, CLEANER.book, Place("en", None), {}))
    assert [verdict.is_kept for verdict in verdicts] == [False, stays, True]


def test_a_text_that_stands_there_twice_is_given_once() -> None:
    text = [PROSE, OTHER, "The second wall", PROSE.replace("Monday", "Friday"), LAST]
    article = CLEANER.clean_text("\n".join([*text, "Menu", *text]), language="en")
    assert article.text.split("\n\n") == text
    assert not article.warnings  # the budget is for what stands nowhere else
    assert article.restore() == article.source


@pytest.mark.parametrize(
    ("line", "stays"),
    [("And all this in a town that does not even exist", True), ("A second wall in May", False)],
    ids=["last line", "headline"],
)
def test_the_last_line_of_a_text_without_its_full_stop_stays_above_debris(line: str, stays: bool) -> None:
    text = [PROSE, OTHER, PROSE.replace("Monday", "Friday"), OTHER.replace("northern", "southern"), LAST]
    article = CLEANER.clean_text("\n".join([*text, line, "Leave a comment"]), language="en")
    assert article.text.split("\n\n") == [*text, *([line] if stays else [])]


@pytest.mark.parametrize("title", ["How the wall of Tarn will be built before autumn", "Storm in Tarn costs 30 boats"])
@pytest.mark.parametrize("behind", [[], ["Tuesday, 6 May 2025"], ["5 May 2025", "By Ina Reed"]])
def test_a_title_between_a_label_and_the_text_stays(title: str, behind: list[str]) -> None:
    lines = ["Monday, 5 May 2025", "Latest posts", title, *behind, PROSE, OTHER, LAST]
    assert title in Cleaner().clean_text("\n".join(lines), language="en").text


def test_headlines_between_a_label_on_top_and_the_text_go_but_for_the_last() -> None:
    lines = ["Related articles", "Ferry deal in doubt as crews walk out", "Mayor of Tarn resigns over mint"]
    assert "Ferry deal" not in Cleaner().clean_text("\n".join([*lines, PROSE, OTHER, LAST]), language="en").text


def test_a_button_under_each_of_two_posts_takes_no_headline_along() -> None:
    title = "How the second wall of Tarn will be built before autumn"
    lines = [PROSE, "Read more", title, OTHER, "Read more", "A ferry for the island after nine long years", LAST]
    assert title in CLEANER.clean_text("\n".join(lines), language="en").text


def test_a_deck_that_stands_there_twice_stays_once() -> None:
    deck = "A plan for a new wall was approved."
    lines = ["Board says yes to the wall of Tarn", deck, deck, PROSE, OTHER, LAST, PROSE.replace("Monday", "Friday")]
    assert Cleaner().clean_text("\n".join(lines), language="en").text.count(deck) == 1


@pytest.mark.parametrize("credit", [[], ["", "Photo: Ada Quill"]])
@pytest.mark.parametrize("between", [[], [""]], ids=["below", "apart"])
def test_a_heading_that_the_text_for_an_image_says_again_stays_once(between: list[str], credit: list[str]) -> None:
    lines = [PROSE, "", OTHER, "", "The Wall of Tarn – Best walk", *between, "The Wall of Tarn - Best walk", *credit]
    lines = [*lines, "", LAST, "", PROSE.replace("Monday", "Friday")]
    stays = bool(between)  # directly below each other, the two stand for one image
    assert CLEANER.clean_text("\n".join(lines), language="en").text.count("Best walk") == stays


@pytest.mark.parametrize(
    ("below", "stays"),
    [("Ina Reed and Orm Teasdale", False), ("Who would rebuild a wall that the sea takes every other year?", True)],
)
def test_a_label_of_authors_takes_names_and_no_question(below: str, stays: bool) -> None:
    lines = ["Board says yes to the wall of Tarn", "Written by", below, PROSE, OTHER, LAST]
    assert (below in CLEANER.clean_text("\n".join(lines), language="en").text) == stays


@pytest.mark.parametrize(
    ("label", "below", "gone"),
    [
        (
            "Read also",
            [
                "Why the ferry to Ostrand is late again this week",
                "## 1. Why the wall broke in March",
                "### 2. What it costs",
            ],
            1,
        ),
        (
            "Read also",
            ["Why the ferry to Ostrand is late again this week", "What the wall will cost", "-----------------------"],
            1,
        ),
        ("## Read also", ["### Why the ferry to Ostrand is late again", "### Mayor of Tarn resigns over the mint"], 1),
        ("## Read also", ["Why the ferry to Ostrand is late again this week", "## What the second wall will cost"], 1),
    ],
    ids=["headings", "underlined", "headlines but the last", "next"],
)
def test_a_label_takes_no_headings_of_the_text_in_markdown(label: str, below: list[str], gone: int) -> None:
    lines = [PROSE, OTHER, label, *below, LAST, PROSE.replace("Monday", "Friday")]
    kept = CLEANER.clean_text("\n\n".join(lines), language="en").text.split("\n\n")
    assert [line for line in below if line in kept] == below[gone:]


CAPTIONED = "Harbour master Orm Teasdale on the wall, the day after the storm. (Photo: Ada Quill)"


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("A woman in a red coat on a wall.", False),
        ("a woman in a red coat on a wall", False),
        ("The second wall of Tarn", True),
        ("“It is a sad day.”", True),
        ("The board has no money. It may not be enough.", True),
        ("- A woman in a red coat on a wall.", True),
        ("The council of Tarn had turned down a second wall in May because of its price.", True),
    ],
)
def test_of_lines_above_captions_only_what_stands_for_an_image_goes(line: str, stays: bool) -> None:
    images = [f"A man stands on a wall.\n{CAPTIONED}", f"Two boats on a beach.\n{CAPTIONED.replace('day', 'week')}"]
    above = f"{line}\n{CAPTIONED.replace('day', 'month')}"
    text = [
        PROSE,
        OTHER,
        images[0],
        PROSE.replace("Monday", "Friday"),
        images[1],
        LAST,
        above,
        OTHER.replace("May", "June"),
    ]
    article = CLEANER.clean_text("\n\n".join(text), language="en")
    assert (line in article.text) == stays
    assert "Two boats" not in article.text
    assert len(article.captions) == len(images) + 1


def test_a_label_takes_no_sections_of_a_list_in_markdown() -> None:
    facts = [
        f"Masons piled granite {number} decades ago, using sledges, ropes plus twelve donkeys from Gull Rock."
        for number in range(2, 12)
    ]
    sections = [line for number, fact in enumerate(facts) for line in (f"### {number}. Gull Rock", fact)]
    text = [" ".join([PROSE, OTHER, LAST]).replace("Monday", day) for day in ("Monday", "Friday", "Sunday", "Tuesday")]
    kept = CLEANER.clean_text("\n\n".join([*text, "Read also", "## Ten granite piles", *sections]), language="en").text
    assert kept.split("\n\n")[-21:] == ["## Ten granite piles", *sections]


def test_a_label_takes_no_paragraph_that_was_cut_at_a_link() -> None:
    begun = "The board had asked for a second wall in May. That was before the storm, and long before the vote in the"
    lines = [PROSE, "Read also", "Why the ferry is late again", begun, "county council", "on the wall.", LAST, OTHER]
    assert begun in CLEANER.clean_text("\n".join(lines), language="en").text


def test_a_line_behind_the_text_that_goes_on_stays() -> None:
    lines = [PROSE, OTHER, LAST, PROSE.replace("Monday", "Friday"), "Share this article", "or call the board on 123"]
    assert "or call the board" in CLEANER.clean_text("\n".join(lines), language="en").text


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Marsh Courier / Harbour Kite", False),
        ("MC/HK", False),
        ("Ebb / Flood is the name of the boat", True),
        ("The mayor of Tarn: either / or", True),
    ],
)
def test_outlets_behind_the_text_sign_it(line: str, stays: bool) -> None:
    paragraphs = [PROSE, OTHER, PROSE.replace("Monday", "Friday"), LAST]
    text = Cleaner().clean_text("\n".join([*paragraphs, line]), language="en").text
    assert (line in text) is stays


def test_a_button_under_a_teaser_above_the_text_takes_its_title_and_deck_no_more() -> None:
    title, deck = "Harbour wall of Tarn to be rebuilt", "Ferries land in Ostrand until then"
    teaser = ["Forests", "Minister wants more trees on the hills", "2 March 2026 11:05", "Read more"]
    article = CLEANER.clean_text("\n".join([*teaser, title, deck, PROSE, OTHER]), language="en")
    assert article.text.split("\n\n")[-4:] == [title, deck, PROSE, OTHER]
    others = ["Crowds gather at the old mint", "Five boats for sale in Skerry"]
    article = CLEANER.clean_text("\n".join(["Read more", *others, title, deck, PROSE, OTHER]), language="en")
    assert article.text.split("\n\n") == [title, deck, PROSE, OTHER]
