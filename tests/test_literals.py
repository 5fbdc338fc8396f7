"""Literals that a pattern requires: they must stand in whatever it matches, and be worth looking for."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_patterns import ATOMS, LINES

from cleaner.patterns import Pattern
from cleaner.patterns.code import Lines, is_word
from cleaner.patterns.edges import BOUNDARY, EDGE
from cleaner.patterns.literals import required_codes, required_literals
from cleaner.patterns.prefilter import Prefilter
from cleaner.rulebook import open_rulebook


def shown(pattern: str) -> list[set[str]]:
    """The literals, with | for the edge of a word and ^ for that of the line."""
    return [
        {literal.replace(BOUNDARY, "|").replace(EDGE, "^") for literal in literals}
        for literals in required_literals(pattern)
    ]


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("kites", [{"kites"}]),
        ("(?i)KITES?", [{"kite"}]),
        ("kite(?:s|flyer)? club", [{"kite club", "kites club", "kiteflyer club"}]),
        (r"\bkites\b", [{"|kites|"}]),
        (r"\b–kites", [{"–kites"}]),  # a boundary beside a sign says that a word stands before it
        (r"^\W*kites", [{"^kites"}]),
        (r"kites\W*$", [{"kites^"}]),
        (r"^(?:[^\w»]|[»>]+\s)*(?:kites|balloons)\b", [{"^kites|", "^balloons|"}]),
        (r"\s+kites[.!?]*\s", [{"|kites|"}]),
        ("kites|balloons", [{"kites", "balloons"}]),
        ("kites|b?", []),
        ("(?:kites)*", []),
        ("(?:kites )+", [{"kites "}]),
        ("(?:kites){0,3}", []),
        ("(?:kites){2}", [{"kiteskites"}]),
        ("(?:kites){2,}", [{"kites"}]),
        (r"\d{1,2}\.\d{4}", [{"0 0000", "00 0000"}]),
        ("[0-9] kites of 2024", [{"0 kites of 0000"}]),
        ("[kK]ites", [{"kites"}]),
        ("[a-k]ites", [{"ites"}]),
        (r"(?:\w+|two) kites", [{" kites"}]),
        (r"\p{Lu}\w+ flies (?:kites|\w+s)", [{" flies "}]),
        (r"(?m)^kites", []),  # the edge of a line of several
        (r"\(?mind\)?", [{"(mind", "mind"}]),
        ("Straße", [{"strasse"}]),
    ],
)
def test_required_literals(pattern: str, literals: list[set[str]]) -> None:
    assert shown(pattern) == literals


def test_a_common_literal_is_helped_by_a_second_one() -> None:
    assert shown(r"^\W*(?:of|in)\b.*\bkites") == [{"|kites"}]
    assert shown(r"(?:of|in)\b.*\b(?:as|at)") == [{"in|", "of|"}, {"|as", "|at"}]
    assert shown(r"(?:of|in)\b.*[.,]") == [{"in|", "of|"}]


def test_every_shipped_pattern_can_be_sought_by_literals() -> None:
    """Patterns without literals, such as those for names, are tried on every line: a few do no harm."""
    book = open_rulebook()
    free = [pattern.text for _, pattern in book.patterns() if not required_literals(pattern.text)]
    assert len(free) <= 10, free


def prefilter_of(patterns: list[Pattern]) -> Prefilter:
    return Prefilter(patterns, [required_codes(pattern.text) for pattern in patterns], range(len(patterns)))


def candidates(prefilter: Prefilter, line: str) -> list[int]:
    """The patterns that may occur in a line."""
    return sorted(dict(prefilter.candidates(Lines([line]), [0])).get(0, []))


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("– Kites, and more", [0, 2]),
        ("More kites", [1, 2]),
        ("Two kites fly", [2]),
        ("Kites", [0, 1, 2]),
        ("KITES!", [0, 1, 2]),
        ("Skites", []),
        ("… – !", []),
        ("", []),
    ],
)
def test_candidates_by_place(line: str, numbers: list[int]) -> None:
    patterns = [Pattern(text) for text in (r"(?i)^\W*kites", r"(?i)\bkites\W*$", r"(?i)\bkites\b")]
    prefilter = prefilter_of(patterns)
    assert candidates(prefilter, line) == numbers


def test_folding_keeps_the_edges_of_words() -> None:
    """Edges are looked for in the folded line: what is no part of a word must not become one."""
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        folded = character.casefold()
        if folded != character and not is_word(character) and unicodedata.category(character)[0] != "M":
            assert not is_word(folded[0]), f"U+{code:04X}"
            assert not is_word(folded[-1]), f"U+{code:04X}"


def test_folding_knows_what_the_engine_takes_for_the_same() -> None:
    """What differs by case only must be the same once folded."""
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        for other in (character.lower(), character.upper()):
            if len(other) == 1 and other != character and other.lower() == character.lower():
                assert other.casefold() == character.casefold(), f"U+{code:04X}"


def groups(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Parts as alternatives of a group that may be repeated."""
    alternatives = st.lists(st.lists(parts, min_size=1, max_size=3).map("".join), min_size=1, max_size=3)
    repeats = st.sampled_from(["", "", "?", "*", "+", "{2}", "{0,3}"])
    return st.builds(lambda texts, repeat: f"(?:{'|'.join(texts)}){repeat}", alternatives, repeats)


PATTERNS = st.builds(
    lambda flags, start, parts, end: flags + start + "".join(parts) + end,
    st.sampled_from(["", "(?i)"]),
    st.sampled_from(["", "^", r"^\W*"]),
    st.lists(st.recursive(st.sampled_from(ATOMS), groups, max_leaves=6), min_size=1, max_size=4),
    st.sampled_from(["", "$", r"\W*$", r"\b"]),
)


@given(PATTERNS, st.lists(LINES, min_size=1, max_size=4))
@example(r"[^a](?:(?:a|b)\b)?(?:9*(?:ab|Ж))", ["_Ж"])
def test_no_line_is_passed_by(pattern: str, lines: list[str]) -> None:
    """Whatever the exact pattern matches, its literals are found in."""
    exact = Pattern(pattern)
    prefilter = prefilter_of([exact])
    for line in lines:
        if exact.search(line) is not None:
            assert candidates(prefilter, line) == [0]
