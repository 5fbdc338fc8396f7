"""Threads of readers' comments go as a whole; what only looks like one stays."""

from __future__ import annotations

import pytest

from cleaner import Cleaner

CLEANER = Cleaner(find_title=False)

ARTICLE = [
    "The harbour of Tarn will close to all ships from the first of May, the port office said.",
    "The breakwater has to be rebuilt after the storm of March, which tore a gap into it.",
    "Fishermen will have to land their catch in Ostrand, which is a drive of two hours.",
    "The town has promised four hundred euros a week to each crew until the work ends.",
    "Nobody on the pier believes that it will be done before the herring come back in autumn.",
]
COMMENTS = [
    "My uncle has fished there for forty years, and he says the wall was never any good.",
    "Four hundred a week? That will not even pay for the ice, if you ask me.",
    "We drive past Ostrand every day, and the road is a disgrace.",
]


def cleaned(*lines: str, language: str = "en") -> list[str]:
    """The paragraphs of the clean text."""
    return CLEANER.clean_text("\n".join(lines), language=language).text.split("\n\n")


def signed(*marks: str) -> list[str]:
    """Comments with marks above each."""
    return [line for mark, comment in zip(marks, COMMENTS, strict=True) for line in (mark, comment)]


def closed(*marks: str) -> list[str]:
    """Comments with marks below each."""
    return [line for mark, comment in zip(marks, COMMENTS, strict=True) for line in (comment, mark)]


@pytest.mark.parametrize("head", ["3 Comments", "Comments (3)", "Leave a Reply", "3 thoughts on “Harbour to close”"])
@pytest.mark.parametrize(
    "thread",
    [
        closed("Reply", "Reply", "Reply"),
        signed("Ada says:", "tarnfan says:", "Old Tom says:"),
        signed("Posted by Ada on 5 May 2024", "Posted by tarnfan on 5 May 2024", "Posted by Tom on 6 May 2024"),
        closed("ReplyDelete", "ReplyDelete", "ReplyDelete"),
    ],
)
def test_thread_below_its_head_goes(head: str, thread: list[str]) -> None:
    assert cleaned(*ARTICLE, head, *thread) == ARTICLE


def test_word_for_comments_heads_a_thread_only_just_above_it() -> None:
    thread = signed("Ada says:", "tarnfan says:", "Old Tom says:")
    assert cleaned(*ARTICLE, "Comments", *thread) == ARTICLE
    assert cleaned(*ARTICLE[:4], "Comments", *ARTICLE[4:], *COMMENTS[:1], "It rained.", *thread)[-6:] == thread


def test_thread_of_another_language_goes() -> None:
    marks = [f"• {name} sagt:" for name in ("Ada", "Tom", "Mara")]
    assert cleaned(*ARTICLE, "3 Kommentare", *signed(*marks), language="de") == ARTICLE


def test_thread_without_a_head_goes_from_its_first_certain_mark_on() -> None:
    stamps = ["#1 — 8 hours ago", "#1.1 — 7 hours ago", "#2 — 5 hours ago"]
    assert cleaned(*ARTICLE, *signed(*stamps)) == ARTICLE
    below = closed("LikeLiked by 5 people", "LikeLiked by 1 person", "LikeLiked by 2 people")
    assert cleaned(*ARTICLE, *below) == [*ARTICLE, COMMENTS[0]]  # nothing tells where the first one begins


def test_common_words_without_a_head_are_no_marks() -> None:
    speakers = signed("Ada Quill says:", "Tom Reed says:", "The mayor says:")
    assert cleaned(*ARTICLE, *speakers) == [*ARTICLE, *speakers]


@pytest.mark.parametrize("head", ["Comments", "12 comments"])
def test_count_of_comments_at_the_top_heads_no_thread(head: str) -> None:
    """Live blogs, interviews and letters to the editor show the button above the text."""
    speakers = signed("Ada Quill says:", "Tom Reed says:", "The mayor says:")
    kept = cleaned(head, *ARTICLE[:2], *speakers, *ARTICLE[2:])
    assert kept == [*ARTICLE[:2], *speakers, *ARTICLE[2:]]


def test_entries_of_a_live_blog_are_no_comments() -> None:
    entries = [
        line for hour in range(10, 14) for line in (f"5 May 2024, {hour}:15", f"The tide stood at {hour} feet then.")
    ]
    kept = cleaned(*ARTICLE, "4 comments", *entries)
    assert [line for line in kept if line.endswith(".")] == [*ARTICLE, *entries[1::2]]


def test_what_follows_a_thread_at_length_stays() -> None:
    thread = closed("Reply", "Reply", "Reply")
    second = [f"{line} So it was in {year}." for year, line in enumerate(ARTICLE, 1901)]
    assert cleaned(*ARTICLE, "3 comments", *thread, *second) == [*ARTICLE, *second]


def test_threads_of_two_articles_go_and_both_articles_stay() -> None:
    thread = closed("Reply", "Reply", "Reply")
    second = [f"{line} So it was in {year}." for year, line in enumerate(ARTICLE, 1901)]
    kept = cleaned(*ARTICLE, "3 comments", *thread, *second, "3 comments", *thread)
    assert kept == [*ARTICLE, *second]


def test_questions_of_a_forum_stay() -> None:
    thread = closed("ReplyDelete", "ReplyDelete", "ReplyDelete")
    assert COMMENTS[1] in cleaned(ARTICLE[0], "3 comments", *thread)


def test_thread_beyond_the_budget_stays_and_nothing_else_does() -> None:
    thread = [line for _ in range(3) for line in closed("Reply", "Reply", "Reply")]
    long = [f"{line} Number {number}." if len(line) > 10 else line for number, line in enumerate(thread)]
    kept = Cleaner(find_title=False, max_removed=0.2).clean_text("\n".join([*ARTICLE, "9 comments", *long]))
    assert "Number 4." in kept.text
    assert "9 comments" not in kept.text
    assert not kept.warnings


def test_threads_take_time_in_proportion() -> None:
    many = [line for number in range(4000) for line in (f"{number} comments", "Reply", ARTICLE[0])]
    assert "port office" in CLEANER.clean_text("\n".join([*ARTICLE, *many]), language="en").text


MORE = [
    "The lower pier, where the ferry lands, is to stay open until the end of the year, the board said.",
    "Traders in the upper town have asked the county for help, and wait for an answer until June.",
]


def test_an_interview_goes_on_in_the_article() -> None:
    interview = signed("Mara Lindqvist says:", "Tom Reed says:", "Ida Holt says:")
    assert cleaned(*ARTICLE, "12 comments", *interview, *MORE) == [*ARTICLE, *interview, *MORE]
    assert cleaned(*ARTICLE, "12 comments", *interview) == ARTICLE


def test_one_writer_posts_a_live_blog() -> None:
    posts = signed("Posted by Jo Reed at 10:15", "Posted by Jo Reed at 10:45", "Posted by Jo Reed at 11:15")
    kept = cleaned(*ARTICLE, "35 comments", *posts)
    assert [line for line in kept if not line.startswith("Posted")] == [*ARTICLE, *COMMENTS]


BIO = "Mara Lindqvist is the coast editor at The Harbour Kite, where she writes on ports."
UNMARKED = [
    "My uncle has fished there for forty years",
    "The wall was never any good",
    "That will not even pay for the ice, if you ask me",
    "We drive past Ostrand every day, and the road is a disgrace.",
    "And what about the light",
    "My boat lies there since the storm",
    "Nobody asks the crews",
    "It was the same in the year of the big flood",
    "Who pays for all this",
]


@pytest.mark.parametrize("head", ["14 Comments", "Comments (14)", "Leave a Reply"])
def test_author_above_the_comments_goes_however_many_there_are(head: str) -> None:
    text = cleaned(*ARTICLE, BIO, head, *UNMARKED)
    assert BIO not in text
    assert set(ARTICLE) | {"We drive past Ostrand every day, and the road is a disgrace."} <= set(text)


def test_comments_button_above_the_text_does_not_end_it() -> None:
    assert BIO in cleaned("14 Comments", BIO, *ARTICLE, *UNMARKED)
    assert BIO in cleaned(*ARTICLE[:2], BIO, "14 Comments", *ARTICLE[2:], *UNMARKED)


def test_comments_button_within_the_text_does_not_end_it() -> None:
    editor = "Ada Quill is the editor of the harbour letter and knows every crew."
    assert editor in cleaned(*ARTICLE, editor, "14 Comments", *[paragraph + " Still." for paragraph in ARTICLE])
