"""Weak evidence adds up, and never takes a sentence of an article."""

from __future__ import annotations

from itertools import combinations

import pytest

from cleaner import Cleaner
from cleaner.boilerplate import Place, decide, find, judge
from cleaner.boilerplate.neighbours import counted
from cleaner.prose import ends_sentence, word_count
from cleaner.rulebook import Action
from cleaner.rulebook.load import load_examples, load_rules, shipped_folder
from cleaner.rulebook.proof import ANY
from cleaner.segment import segment

CLEANER = Cleaner()
FOLDER = shipped_folder()
EXAMPLES = load_examples(FOLDER)
PROSE = [
    "The harbour board said on Monday that the wall would be rebuilt before the first storms of the autumn.",
    "Work on the northern end, where the ferry lands, begins in May and is to last until the end of the year.",
    "Fishermen will have to land their catch in Ostrand, which is a drive of two hours along the coast.",
    "The town has promised four hundred euros a week to each crew until the harbour is open again.",
]
DEBRIS = "Read more: Mayor resigns over ferry deal"
AUTHOR = "Mara Lindqvist is a freelance journalist and lives in Tarn."


def spared() -> list[tuple[str, str]]:
    """Lines that must stay, with their language; English ones are the sentences that single rules spare."""
    found = [(language, line) for language, rules in EXAMPLES.items() if ANY in rules for line in rules[ANY].spare]
    rules = [rule for rule in load_rules([FOLDER]) if rule.patterns and rule.action is not Action.PROTECT]
    english = [line for rule in rules for line in rule.spare if ends_sentence(line) and word_count(line) > 8]
    return [*found, *(("en", line) for line in english)]


def places(line: str) -> list[list[str]]:
    """Articles with the line at the top, in the middle, at the end, and among debris.

    What is like a headline may go in the company of debris behind the end.
    """
    first, second, third, fourth = PROSE
    anywhere = [
        [line, *PROSE],
        [first, second, line, third, fourth],
        [first, second, DEBRIS, line, DEBRIS, third, fourth],
        [*PROSE, line],
    ]
    return [*anywhere, [*PROSE, DEBRIS, line], [*PROSE, line, DEBRIS]] if ends_sentence(line) else anywhere


@pytest.mark.parametrize(("language", "line"), spared())
def test_near_miss_stays_wherever_it_stands(language: str, line: str) -> None:
    for lines in places(line):
        article = CLEANER.clean_text("\n".join(lines), language=language)
        assert article.text.count(line[-12:]) == 1, lines


def verdict_on(line: str, lines: list[str]) -> tuple[bool, str]:
    blocks = segment("\n".join(lines))
    verdicts = judge(blocks, find(blocks, CLEANER.book, Place("en"), titles=True))
    verdict = verdicts[lines.index(line)]
    return verdict.is_kept, verdict.note


def test_sum_of_weak_scores_decides_and_is_shown() -> None:
    is_kept, note = verdict_on(AUTHOR, [*PROSE, AUTHOR])
    assert not is_kept
    assert note == "common.bio.of_the_trade 0.61 + common.bio.is_someone 0.39 = 1"
    assert verdict_on(
        AUTHOR, [*PROSE[:2], "Ms Lindqvist saw the wall fall on Sunday night, and wrote it down.", AUTHOR]
    ) == (
        True,
        "",
    )


def test_weak_line_goes_in_the_company_of_debris_only() -> None:
    line = "Why the old mint has to close"
    assert verdict_on(line, [*PROSE, line]) == (True, "")
    assert verdict_on(line, [*PROSE, line, DEBRIS]) == (True, "")  # the last line of the text, perhaps
    short = "The old mint"
    for weak, lines in ((line, [*PROSE, DEBRIS, line]), (short, [*PROSE, short, DEBRIS])):
        is_kept, note = verdict_on(weak, lines)
        assert not is_kept
        assert note == f"common.structure.tail_line 0.6 + 0.4 for its neighbour {DEBRIS[:40]!r} = 1"


def test_list_at_the_end_is_not_eaten_from_below() -> None:
    items = ["- Ostrand, from six to nine", "- Gull Rock, with a permit only", "- Tarn, not before the first of May"]
    article = CLEANER.clean_text("\n".join([*PROSE, *items, DEBRIS]), language="en")
    assert article.text.split("\n\n")[-3:] == items


def test_long_prose_stays_whatever_adds_up() -> None:
    long = (
        "Mara Lindqvist is the director of a yard in Tarn, "
        + " and ".join(["where the boats of the coast have landed"] * 8)
        + "."
    )
    assert verdict_on(long, [*PROSE, DEBRIS, long])[0]
    blocks = segment(long)
    assert decide(blocks[0], find(blocks, CLEANER.book, Place("en"))[0]).is_kept


def test_an_author_is_introduced_at_the_end_only() -> None:
    line = "Ada Quill is a reporter at the Tarn Courier and was the first to reach the scene."
    assert verdict_on(line, [*PROSE[:3], line, PROSE[3]])[0]
    assert not verdict_on(line, [*PROSE, line])[0]


@pytest.mark.parametrize("beside", ["By Ada Quill", "Published 4 May 2031", "4 min read"])
def test_a_first_line_is_the_title_where_no_other_line_may_be(beside: str) -> None:
    for title in ("Bitter Harvest", "Rebuilding Ostrand Piers"):
        assert verdict_on(title, [title, beside, *PROSE])[0]
    assert not verdict_on("Ada Quill", ["Harbour closed until May", "Ada Quill", beside, *PROSE])[0]


def test_headline_behind_the_label_of_a_film_goes_below_the_place_of_a_title_only() -> None:
    line = "Video: Crowds gather at the old mint"
    assert verdict_on(line, [line, *PROSE])[0]
    assert not verdict_on(line, [*PROSE[:3], line, PROSE[3]])[0]


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("Ines Tarrow covers the islands.", False),
        ("Ines Tarrow, who joined us in 2019, is the Courier's islands correspondent.", False),
        ("Ines Tarrow: And what did the mayor say?", True),
        ("Ines Tarrow Lane is a mile long and ends at the mint.", True),
        ("Pol Hendry covers the islands.", True),
    ],
)
def test_who_the_byline_names_is_introduced_at_the_end(line: str, is_kept: bool) -> None:
    text = "\n".join(["By Ines Tarrow and Jon Abbot", *PROSE, line])
    article = CLEANER.clean_text(text, language="en")
    assert (line in article.text, "By Ines" in article.text) == (is_kept, False)
    assert line in CLEANER.clean_text("\n".join([*PROSE, line]), language="en").text


def test_a_plug_behind_a_sentence_of_the_article_takes_nothing_along() -> None:
    plug = "Read our guide and join our free webinar today!"
    line = f"Talks over the rota broke down late on Thursday. {plug}"
    for lines in ([*PROSE[:2], line, *PROSE[2:]], [*PROSE, DEBRIS, line], [*PROSE, line, DEBRIS]):
        assert verdict_on(line, lines)[0]
    assert not verdict_on(plug, [*PROSE, DEBRIS, plug])[0]


def test_two_signs_of_the_outlets_voice_do_not_decide_in_a_report() -> None:
    scores = {
        rule.id.removeprefix("common.appeal."): rule.score for rule in load_rules([FOLDER]) if "appeal" in rule.id
    }
    apart = scores.pop("apart")
    scores["ours"] += scores.pop("ours_in_report")
    of_place = {"closing", "address_alone", "own_name"}  # the first and the second not in a report, or not by words
    pairs = combinations({name: score for name, score in scores.items() if name not in of_place}.items(), 2)
    decisive = {frozenset((one, two)) for (one, first), (two, second) in pairs if first + second + apart >= 1 - 1e-9}
    assert all("helpline" in pair for pair in decisive)


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Comments loading", False),
        ("312", True),
        ("All our newsletters in one place", True),  # one word says too little among so many
        ("Two comments loading", True),  # the word stands behind another one
        ("Newsletters and alerts.", True),
        ("2", True),  # a chapter
        ("1945", True),
    ],
)
def test_words_of_pages_go_in_the_company_of_debris_only(line: str, stays: bool) -> None:
    first, second, third, fourth = PROSE
    article = CLEANER.clean_text("\n".join([first, second, DEBRIS, line, DEBRIS, third, fourth]), language="en")
    assert (line in article.text) == stays
    alone = CLEANER.clean_text("\n".join([first, second, line, third, fourth]), language="en")
    assert line in alone.text


def test_words_of_pages_are_not_counted_with_other_wording() -> None:
    rules = [rule for rule in load_rules([FOLDER]) if rule.score < 1 and rule.action is Action.REMOVE]
    page = [rule for rule in rules if rule.id == "common.interface.page_word"]
    voice = [rule for rule in rules if rule.id in ("common.appeal.this_text", "common.appeal.handled")]
    placed = [rule for rule in rules if rule.id == "common.structure.tail_line"]
    assert counted(page + voice) == voice
    assert counted(page + placed) == page + placed


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Politics", False),
        ("Sport > Football", False),
        ("15.20 4 May 2021", False),
        ("Politics of the harbour", True),
        ("A question of privacy", True),
        ("Cookies for cold days", True),
        ("Since 5 May 2021 closed", True),
    ],
)
def test_sections_and_dates_above_the_text_go(line: str, stays: bool) -> None:
    above = ["Harbour wall of Tarn to be rebuilt", "Ferries land in Ostrand until then", "What the crews say of it"]
    article = CLEANER.clean_text("\n".join([*above, line, *PROSE]), language="en")
    assert (line in article.text) == stays
    within = CLEANER.clean_text("\n".join([*PROSE, *PROSE[:1], line, PROSE[0][:-1] + " again."]), language="en")
    assert line in within.text


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Back to top button"),  # a heading of a guide
        ("en", "Your password"),
        ("hr", "Unesite svoje ime."),  # a step of one
        ("ko", "이름을 입력하세요."),
        ("ru", "Пожалуйста, введите ваше имя."),
        ("ja", "ここに名前を入力してください。"),
    ],
)
def test_what_forms_say_stays_where_a_guide_says_it(language: str, line: str) -> None:
    first, second, *others = PROSE
    assert line in CLEANER.clean_text("\n".join([first, second, line, *others]), language=language).text


@pytest.mark.parametrize("line", ["London", "#NeverAgain", "![The wall after the storm](/wall.jpg)"])
def test_a_last_line_that_may_sign_the_text_or_belong_to_it_stays(line: str) -> None:
    assert CLEANER.clean_text("\n".join([*PROSE, line]), language="en").text.endswith(line)
