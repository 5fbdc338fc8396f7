"""The engines: RE2 for patterns, an Aho-Corasick automaton for literals. The only importer of both."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, cast

import ahocorasick_rs
import re2

from cleaner.patterns.syntax import PatternError, is_anchored

__all__ = ["Automaton", "Probe", "Regexp", "automaton", "compiled"]

_MEMORY = (1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 26)
"""Bytes for a pattern or set, the least with which it can be compiled. A quarter of them bounds its size; the rest has
the states that were met. Bounded gaps have so many that they are better forgotten, as RE2 does in little room."""
_LEAST = 90
"""Bytes that next to each set needs for a character of its patterns: what is sure to be too little is not tried."""

_FEW = 500
"""Bytes of all literals of which a table of all states is small: a byte for each, times the bytes that they have."""


class Regexp(Protocol):
    """What is used of a compiled pattern."""

    groupindex: Mapping[str, int]

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text."""

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in a text."""


class Automaton(Protocol):
    """What is used of an automaton of literals."""

    def find_matches_as_indexes(self, text: bytes, *, overlapping: bool) -> list[tuple[int, int, int]]:
        """Number, start and end of each literal that stands in a text."""


@functools.cache
def _options(memory: int) -> re2.Options:
    options = re2.Options()
    options.max_mem = memory
    options.log_errors = False
    return options


def compiled(pattern: str) -> Regexp:
    """A pattern of RE2.

    Raises:
        PatternError: with the engine's reason.
    """
    for memory in _MEMORY:
        try:
            return cast(Regexp, re2.compile(pattern, options=_options(memory)))
        except re2.error as error:
            reason = error.args[0] if error.args else error
    raise PatternError(reason.decode() if isinstance(reason, bytes) else str(reason))


def automaton(literals: Sequence[bytes]) -> Automaton:
    """An automaton that finds all of the literals in a text. The form of it is small, and quick to build.

    Where the literals are few, that is a table of all states, which is twice as fast.
    """
    kinds = ahocorasick_rs.Implementation
    form = kinds.DFA if sum(map(len, literals)) <= _FEW else kinds.ContiguousNFA
    return cast(Automaton, ahocorasick_rs.BytesAhoCorasick(literals, implementation=form))


class Probe:
    """Patterns of which it is only asked whether they occur in a text, searched for at once.

    That is quicker than a search by :func:`compiled`, which finds out where they do, and takes less memory.

    When its own memory runs out, RE2 answers that nothing matches. One pattern in the set matches every text; when even
    that one is missing from the answer, it is not known which of them occur.
    """

    def __init__(self, *patterns: str) -> None:
        """Compile the patterns.

        Raises:
            PatternError: if one of them can't be used.
        """
        self._count = len(patterns)
        self._set = _compiled_set((*patterns, ""))

    def occurring(self, text: bytes) -> list[int]:
        """Numbers of the patterns that occur in a text, or of all where that is not known."""
        hits = self._set.Match(text) or range(self._count)
        return [number for number in hits if number < self._count]

    def occurs(self, text: bytes) -> bool | None:
        """Whether any of the patterns occurs in a text; None where that is not known."""
        hits = self._set.Match(text)
        return len(hits) > 1 if hits else None


def _compiled_set(patterns: Sequence[str]) -> re2.Set:
    # A set of patterns that can match only at the beginning of a text is soon done with most texts.
    kind = re2.Set.MatchSet if all(not pattern or is_anchored(pattern) for pattern in patterns) else re2.Set.SearchSet
    least = _LEAST * sum(map(len, patterns))
    for memory in [memory for memory in _MEMORY if memory >= least] or _MEMORY[-1:]:
        found = kind(_options(memory))
        try:
            for pattern in patterns:
                found.Add(pattern)
            found.Compile()
        except re2.error:
            continue
        return found
    for pattern in patterns:
        compiled(pattern)
    raise PatternError("patterns too large")
