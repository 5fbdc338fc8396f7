"""The ledger: offsets in the source through several stages, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.ledger import Change, Edit, Trail, outermost, restore

ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=60)


@st.composite
def changes(draw: st.DrawFn, length: int) -> list[Change]:
    points = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    pairs = zip(points[::2], points[1::2], strict=False)
    return [Change(start, end, draw(st.text(max_size=4)), "r", "s") for start, end in pairs]


@given(st.data(), ANY_TEXT)
def test_several_stages_restore_the_source(data: st.DataObject, source: str) -> None:
    trail = Trail.of(source)
    for _ in range(4):
        todo = data.draw(changes(len(trail.text)))
        expected = trail.text
        for change in reversed(todo):
            expected = expected[: change.start] + change.after + expected[change.end :]
        trail = trail.apply(todo)
        assert trail.text == expected
        assert restore(trail.text, trail.edits) == source


@given(st.data(), st.lists(ANY_TEXT.filter(len), min_size=1, max_size=4))
def test_parts_edited_apart_then_together(data: st.DataObject, sources: list[str]) -> None:
    parts, start = [], 0
    for number, source in enumerate(sources):
        part = Trail.of(source, start)
        if number % 2 == 0:
            part = part.apply(data.draw(changes(len(part.text))))
        parts.append(part)
        start += len(source)
    whole = Trail.concat(parts)
    whole = whole.apply(data.draw(changes(len(whole.text))))
    assert restore(whole.text, whole.edits) == "".join(sources)


@given(st.data(), ANY_TEXT)
def test_before_is_the_source_where_no_earlier_edit_lies_inside(data: st.DataObject, source: str) -> None:
    trail = Trail.of(source).apply(data.draw(changes(len(source))))
    for edit in trail.edits:
        assert source[edit.start : edit.end] == edit.before


def test_a_change_inside_an_earlier_one_is_widened_to_it() -> None:
    trail = Trail.of("xabcx").apply([Change(1, 4, "12345", "first", "s")])
    trail = trail.apply([Change(3, 4, "", "second", "s")])
    assert trail.text == "x1245x"
    assert trail.edits[1] == Edit("s", "second", "repair", 1, 4, "12345", "1245")
    assert outermost(trail.edits) == [trail.edits[1]]


def test_a_removal_takes_in_what_was_repaired_before() -> None:
    trail = Trail.of("keep  bad  text").apply([Change(4, 6, " ", "run", "s"), Change(9, 11, " ", "run", "s")])
    trail = trail.apply([Change(4, 13, "", "cut", "s")])
    assert trail.text == "keep"
    assert trail.edits[-1].before == " bad text"
    assert restore(trail.text, trail.edits) == "keep  bad  text"


def test_insertions_that_meet_become_one_edit() -> None:
    trail = Trail.of("ab").apply([Change(1, 1, "1", "p", "s"), Change(1, 1, "2", "q", "s")])
    assert trail.text == "a12b"
    assert [(edit.rule, edit.after) for edit in trail.edits] == [("p+q", "12")]


@pytest.mark.parametrize("wrong", [[(0, 2), (1, 3)], [(2, 3), (0, 1)], [(2, 9)], [(2, 1)]])
def test_wrong_changes_are_refused(wrong: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        Trail.of("abcd").apply([Change(start, end, "z", "r", "s") for start, end in wrong])


def test_edits_of_another_text_are_refused() -> None:
    trail = Trail.of("abc").apply([Change(1, 2, "Z", "r", "s")])
    with pytest.raises(ValueError, match="ledger"):
        restore("entirely different", trail.edits)


def test_many_edits_inside_one_stay_linear() -> None:
    trail = Trail.of("a b " * 50_000)
    trail = trail.apply([Change(0, len(trail.text), trail.text.upper(), "all", "s")])
    trail = trail.apply([Change(i, i + 1, "", "each", "s") for i in range(1, len(trail.text), 2)])
    assert len(trail.edits) == 2
    assert restore(trail.text, trail.edits) == "a b " * 50_000
