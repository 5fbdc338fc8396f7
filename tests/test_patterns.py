"""Patterns: Unicode meanings, linear time, refusals."""

from __future__ import annotations

import pickle

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from cleaner.patterns import Lines, Pattern, PatternError, PatternSet

# Oracle: Python's own engine, over characters on whose class both agree.
LINES = st.text(alphabet="ab Z9_-.’éßЖж東\n", max_size=12)
ATOMS = [
    "a",
    "é",
    "Ж",
    r"\w",
    r"\d",
    r"\s",
    r"\W",
    r"\S",
    ".",
    "[^a]",
    r"[]\s-]",
    r"[^]b-]",
    r"[\wé-]",
    r"\b",
    r"\.",
    "(?:ab|Ж)",
    "9*",
    "b?",
    "a{1,2}",
    ".{0,5}",
    r"[\p{Lu}b]",
    r"\p{Lu}",
    r"[^\p{L}]",
    "ab",
    "(?:ab|b é)?",
    "(?:Z9|a(?:b|-))+",
    "(?:^|Ж)",
    r"\W*",
    r"(?:\W+|b)",
    "(?:a|é.?)",
    "b$",
    "^",
    "$",
    "(?i:AB)",
]


def matches(pattern: str, line: str) -> bool:
    """What Python says; ``$`` is the end of the line alone, not also the place before its last newline."""
    return regex.search(pattern.replace("$", r"\Z").replace(r"\z", r"\Z"), line) is not None


def pattern_set(patterns: list[str]) -> PatternSet:
    return PatternSet([Pattern(pattern) for pattern in patterns])


@given(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=5), LINES)
def test_a_pattern_means_what_it_means_in_python(atoms: list[str], line: str) -> None:
    pattern = "".join(atoms)
    assert pattern_set([pattern]).search(line) == ([0] if matches(pattern, line) else [])


@given(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=4), LINES)
def test_anchors_and_flags(atoms: list[str], line: str) -> None:
    pattern = "(?i)^" + "".join(atoms) + r"\z"
    assert pattern_set([pattern]).search(line) == ([0] if matches(pattern, line) else [])


@given(st.lists(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=4), min_size=2, max_size=5), LINES)
def test_a_pattern_means_the_same_among_others(patterns: list[list[str]], line: str) -> None:
    whole = ["".join(atoms) for atoms in patterns]
    expected = [number for number, pattern in enumerate(whole) if matches(pattern, line)]
    assert pattern_set(whole).search(line) == expected


@given(st.lists(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=4), min_size=1, max_size=5), st.lists(LINES))
def test_lines_are_searched_as_if_alone(patterns: list[list[str]], lines: list[str]) -> None:
    searched = pattern_set(["".join(atoms) for atoms in patterns])
    found = searched.search_all(Lines(lines))
    assert [found.get(index, []) for index in range(len(lines))] == [searched.search(line) for line in lines]


def test_patterns_for_shorter_lines_are_left_out() -> None:
    searched = PatternSet([Pattern("kites"), Pattern("kites")], most_words=[3, 4])
    assert searched.search_all(Lines(["kites", "kites fly over Tarn"], words=[1, 4])) == {0: [0, 1], 1: [1]}


@pytest.mark.parametrize(
    "line", ["Le 2 mai", "Le 2 mai – été", "2 мая, ж", "Ⅷ 東 2日", "e\u0301 2 x", "ſ 2 x", "9 \U0001d7d8"]
)
@pytest.mark.parametrize(
    "pattern", [r"\p{Lu}", r"\P{L}", r"[\p{L}’]{2}", r"[^\p{Ll}\s]", r"\d\W+\w", r"\bx\b", r"\p{Nd}$"]
)
def test_classes_mean_the_same_in_all_lines(pattern: str, line: str) -> None:
    assert pattern_set([pattern]).search(line) == ([0] if matches(pattern, line) else [])


def test_boundaries_respect_vowel_signs() -> None:
    assert pattern_set([r"\bहिन्द\b"]).search("हिन्दी") == []
    assert pattern_set([r"\bहिन्दी\b"]).search("यह हिन्दी है") == [0]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(?=a)", "lookaround"),
        ("(?<!a)b", "lookaround"),
        (r"(a)\1", "back-reference"),
        ("a++", "possessive"),
        (r"[\W]", "inside"),
        (r"\B", "not supported"),
        ("(a", "missing"),
    ],
)
def test_unsupported_patterns_say_why(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError, match=reason):
        Pattern(pattern).check()


def test_surrogates_and_the_mark_itself_do_not_raise() -> None:
    patterns = pattern_set([r"\bsub\b"])
    assert patterns.search("a \ud800 sub") == [0]
    assert patterns.search("\ufdd0sub\ufdd0") == [0]


def test_a_pattern_that_explodes_elsewhere_is_harmless() -> None:
    assert pattern_set([r"(a+)+$"]).search("a" * 100_000 + "b") == []


def test_patterns_and_sets_are_shared_as_long_as_they_are_used() -> None:
    pattern = Pattern.shared("kites")
    assert Pattern.shared("kites") is pattern
    assert Pattern.shared("balloons") is not pattern
    patterns = PatternSet.shared([pattern], [60])
    assert PatternSet.shared([pattern], [60]) is patterns
    assert PatternSet.shared([pattern], [3]) is not patterns


def test_sets_are_picklable() -> None:
    patterns = pickle.loads(pickle.dumps(pattern_set([r"\bx\b"])))
    assert patterns.search("a x b") == [0]
