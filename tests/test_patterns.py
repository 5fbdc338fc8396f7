"""Patterns: Unicode meanings, linear time, refusals."""

from __future__ import annotations

import pickle

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from cleaner.patterns import Pattern, PatternError, PatternSet

# Oracle: Python's own engine, over characters on whose class both agree.
LINES = st.text(alphabet="ab Z9_-.éßЖж東\n", max_size=12)
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


def test_sets_are_picklable() -> None:
    patterns = pickle.loads(pickle.dumps(pattern_set([r"\bx\b"])))
    assert patterns.search("a x b") == [0]
