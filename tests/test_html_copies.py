"""What a page says twice, and what readers write below a text."""

from __future__ import annotations

import pytest
from page import BODY, SENTENCES, page

from cleaner import Cleaner
from cleaner.html.copies import drop_beginnings, drop_formulas, drop_hidden
from cleaner.html.marks import open_markbook
from cleaner.html.standing import gather
from cleaner.html.tree import load_page
from cleaner.html.walk import walk

ENGINE = Cleaner()
WHOLE = "\n\n".join(SENTENCES)
READERS = [
    f"I have lived near the {place} for thirty years and I still remember the night when the wall went, {manner}."
    for place in ("market", "northern basin", "salt shed", "lighthouse", "chapel", "old inn", "ferry", "school")
    for manner in ("and nobody came to help us", "so I am glad that they do something", "it was a night to forget")
]


def body(html: str) -> str:
    return ENGINE.clean_html(html).body


def thread(name: str) -> str:
    return "".join(f'<div class="{name}"><p>{text}</p></div>' for text in READERS)


def test_a_text_that_is_laid_out_for_two_screens_is_given_once() -> None:
    assert body(page(f'<div class="small">{BODY}</div><div class="large">{BODY}</div>')) == WHOLE


def test_a_part_that_is_shown_again_in_a_box_is_given_once() -> None:
    again = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[1:4])
    assert body(page(f"{BODY}<div><h3>In short</h3>{again}</div>")).count(SENTENCES[2]) == 1


@pytest.mark.parametrize("place", [0, 2])
@pytest.mark.parametrize("opening", ['<h2 class="synopsis">{}</h2>', '<header><p class="deck">{}</p></header>'])
@pytest.mark.parametrize("cut", [None, 70])
def test_an_opening_that_a_paragraph_says_again_is_given_once(opening: str, place: int, cut: int | None) -> None:
    text = SENTENCES[place] if cut is None else f"{SENTENCES[place][:cut].rpartition(' ')[0]} …"
    for deck_apart in (False, True):
        article = Cleaner(deck_apart=deck_apart).clean_html(page(f"{opening.format(text)}<div>{BODY}</div>"))
        assert (article.deck, article.body) == (None, WHOLE)


def test_an_opening_in_other_words_than_a_paragraph_stays() -> None:
    opening = SENTENCES[0].replace("nine years", "nearly ten years")
    assert body(page(f'<h2 class="synopsis">{opening}</h2><div>{BODY}</div>')) == f"{opening}\n\n{WHOLE}"


def test_the_first_paragraphs_stay_though_a_box_below_says_one_of_them_again() -> None:
    again = f"<aside><p>{SENTENCES[0]}</p></aside>"
    assert body(page(f"<div>{BODY}</div>{again}")).startswith(WHOLE)


def without_beginnings(text: str) -> list[str]:
    seen = walk(load_page(text), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = -0.5
    drop_beginnings(facts)
    return [fact.node.text for fact in facts if fact.odds < 0]


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        (f"{SENTENCES[0]} The council voted...", False),
        (SENTENCES[1][:60] + "…", False),
        (SENTENCES[1][21:79] + "…", True),  # not how a paragraph begins
        ("The council voted on Monday, and then it voted again, and nobody knew what for…", True),
    ],
)
def test_the_beginning_of_the_text_in_another_box_goes(text: str, stays: bool) -> None:
    assert (text in without_beginnings(f"<div>{BODY}</div><div><div>{text}</div></div>")) is stays


def test_what_two_entries_of_a_list_begin_with_stays() -> None:
    entry = f"{SENTENCES[0][:70]}…"
    assert without_beginnings(f"<ul><li><p>{entry}</p></li><li><p>{entry}</p></li></ul>") == [entry, entry]


def test_a_sentence_that_is_said_again_and_left_open_stays() -> None:
    refrain = f"{SENTENCES[0][:70]}…"
    assert refrain in without_beginnings(f"<div>{BODY}<p>{refrain}</p></div>")


def embeds(text: str, box: str, parts: tuple[str, ...] = SENTENCES) -> str:
    return "".join(f"<p>{part}</p>{box.format(text)}" for part in parts)


@pytest.mark.parametrize(
    ("box", "odds", "stay"),
    [
        ('<div class="embed-consent"><p>{}</p></div>', (0.2, -0.1, -0.4), 0),
        ('<div class="embed-consent"><p>{}</p></div>', (-0.2, -0.1, -0.4), 3),
        ('<div class="embed-consent"><p>{}</p></div>', (0.2, -0.1), 1),
        ('<div class="text"><p>{}</p></div>', (0.2, -0.1, -0.4), 2),
        ('<p class="author">{}</p>', (0.2, -0.1, -0.4), 2),
        ('<ul class="tabs"><li>{}</li></ul>', (0.2, -0.1, -0.4), 2),
    ],
)
def test_what_stands_in_for_posts_until_a_reader_agrees(box: str, odds: tuple[float, ...], stay: int) -> None:
    html = page(embeds("Allow the Kite to show posts?", box, SENTENCES[: len(odds)]))
    seen = walk(load_page(html), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    same = [fact for fact in facts if fact.node.text.startswith("Allow")]
    for fact, value in zip(same, odds, strict=True):
        fact.odds = value
    drop_formulas(facts)
    assert sum(fact.odds < 0 for fact in same) == stay


def test_what_speakers_say_again_stays_and_their_names() -> None:
    box = '<p class="author">Ada Quill:</p><blockquote>{}</blockquote>'
    found = body(page(embeds("I do not know, and nobody has told me.", box)))
    assert found.count("I do not know, and nobody has told me.") == len(SENTENCES)


def test_a_refrain_stays() -> None:
    inner = "".join(f"<div><p>{sentence}</p><p>So it was, and so it will be.</p></div>" for sentence in SENTENCES)
    assert body(page(inner)).count("So it was, and so it will be.") == len(SENTENCES)


def test_rows_that_two_plans_have_in_common_stay() -> None:
    rows = "".join(f"<li>Walk {count} times around the basin and back</li>" for count in ("two", "three", "four"))
    plans = "".join(f"<h3>{day}</h3><ul>{rows}</ul>" for day in ("Monday", "Friday"))
    html = page(f"{BODY}{plans}<h3>Why</h3><p>{READERS[0]}</p><p>{READERS[4]}</p>")
    assert body(html).count("Walk three times") == 2


@pytest.mark.parametrize("name", ["comment-content", "c-commentBody", "kommentar"])
def test_comments_go_though_they_are_longer_than_the_text(name: str) -> None:
    assert body(page(f"{BODY}<div>{thread(name)}</div>")) == WHOLE


def test_an_opinion_whose_container_is_called_a_comment_stays() -> None:
    inner = "".join(f"<p>{text}</p>" for text in READERS)
    got = body(page(f'<p>{SENTENCES[0]}</p><div class="content comment">{inner}</div>'))
    assert all(text in got for text in READERS)


def test_an_opinion_with_its_headline_stays_below_teasers() -> None:
    teasers = "".join(f"<div><p>{sentence * 2}</p></div>" for sentence in SENTENCES)
    inner = "".join(f"<p>{text}</p>" for text in READERS)
    html = page("").replace("<main>", f'<div>{teasers}</div><main class="comment">').replace("</h1>", f"</h1>{inner}")
    assert all(text in body(html) for text in READERS)


def test_code_at_the_end_of_a_text_stays() -> None:
    html = page(f"{BODY}<copyable-code><pre># rebuild\nmake wall\n\n# test the gate\nmake gate</pre></copyable-code>")
    assert "make gate" in body(html)


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        (SENTENCES[1], False),
        (SENTENCES[1][12:90], False),
        (f"{SENTENCES[0]} [...] {SENTENCES[2][:60]}...", False),
        (f"{SENTENCES[0]} [...] and the mayor wept when the vote was read out", True),
        ("The council voted on Monday to sell the salt shed and all that is in it.", True),
    ],
)
def test_what_is_hidden_goes_where_the_text_says_it(text: str, stays: bool) -> None:
    seen = walk(load_page(f"<div>{BODY}</div><div style='display: none'>{text}</div>"), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = -0.5
    drop_hidden(facts)
    assert [fact.odds < 0 for fact in facts] == [True] * len(SENTENCES) + [stays]


def test_a_text_that_is_hidden_until_a_script_shows_it_stays() -> None:
    seen = walk(load_page(f"<div style='display: none'>{BODY}</div>"), open_markbook().of)
    facts = gather(seen.nodes, seen.marked)
    for fact in facts:
        fact.odds = -0.5
    drop_hidden(facts)
    assert all(fact.odds < 0 for fact in facts)
