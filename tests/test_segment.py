"""Layouts of plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.segment import _groups_at_any_break, _groups_at_line_feeds, segment

WRAPPED = """The harbour office said on Tuesday that the ferry would not
sail this winter, and that the island would be served by a
smaller boat from the old pier, which the council had mend-
ed in spring.

The inter-
national road is closed between the two villages until the
river has fallen, the office added in a short note on its
door. Nobody could say when that would be the case."""


def texts(source: str) -> list[str]:
    return [block.text for block in segment(source)]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n", "\n \t\n", "\u2028", "\x85"])
def test_lines_are_blocks(gap: str) -> None:
    assert texts(gap.join(["A title", "It rained.", "It stopped."])) == ["A title", "It rained.", "It stopped."]


def test_hard_wraps_are_joined_and_hyphens_closed() -> None:
    assert texts(WRAPPED) == [
        "The harbour office said on Tuesday that the ferry would not sail this winter, and that the island would be "
        "served by a smaller boat from the old pier, which the council had mended in spring.",
        "The international road is closed between the two villages until the river has fallen, the office added in a "
        "short note on its door. Nobody could say when that would be the case.",
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("It is a long-\nterm plan.", "It is a long-term plan."),
        ("A 12-year-\nold boy and his mother-in-\nlaw came.", "A 12-year-old boy and his mother-in-law came."),
        ("It was a state-of-the-\nart mill.", "It was a state-of-the-art mill."),
        ("The tide-mill is a tide-\nmill.", "The tide-mill is a tide-mill."),
        ("They saw the high-\nway and the part-\nner.", "They saw the highway and the partner."),
        ("It was a self-\nish plan at half-\ntime.", "It was a selfish plan at halftime."),
    ],
)
def test_a_hyphen_of_a_compound_stays(source: str, text: str) -> None:
    assert texts(source) == [text]


def test_a_hyphen_before_a_capital_stays() -> None:
    source = WRAPPED.replace("mend-\ned in spring", "Tarn-\nWend bridge")
    assert "Tarn- Wend bridge" in texts(source)[0] or "Tarn-Wend bridge" in texts(source)[0]


@pytest.mark.parametrize(
    "source",
    [
        "Short line\nAnother one\nA third one",
        "It rained all day in the valley and the river rose.\nIt stopped.\nThe road was closed for the whole night.",
        "पहाड़ी की घाटी में दिन भर बारिश हुई और नदी का पानी चढ़ता गया।\n"
        "फिर बारिश थम गई और गाँव के लोग पुल को देखने निकले।\nसड़क पूरी रात बंद रही।",
    ],
)
def test_lines_that_are_paragraphs_stay_apart(source: str) -> None:
    assert texts(source) == source.split("\n")


@given(st.text(alphabet="ab \n\t", max_size=30))
def test_the_quick_way_is_the_same(source: str) -> None:
    assert list(_groups_at_line_feeds(source)) == list(_groups_at_any_break(source))


def test_a_divided_word_is_put_together_in_any_text() -> None:
    assert [block.text for block in segment("The inter-\nnational talks ended.\nIt rained.")] == [
        "The international talks ended.",
        "It rained.",
    ]


@pytest.mark.parametrize(
    "text", ["The pre-\nand post-war years", "Vor-\nund Nachteile", "A list -\nof things", "F-\nx"]
)
def test_a_hyphen_that_stands_for_a_word_stays(text: str) -> None:
    assert "-" in " ".join(block.text for block in segment(text))
