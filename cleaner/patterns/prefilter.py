"""Which of many patterns may occur in lines, by the literals that they require."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import inf

from cleaner.patterns.code import HEAD, NO_WORD, Lines, Stretch, coded
from cleaner.patterns.engine import Probe, automaton
from cleaner.patterns.forms import loose_form
from cleaner.patterns.literals import BOUNDARY, EDGE
from cleaner.patterns.pattern import Pattern

__all__ = ["Prefilter"]

_SHORT = 20  # words of the lines in which patterns are looked for apart that are meant for short lines

_Met = dict[int, set[int]]  # the lists that lines have a literal of, by the index of the line


class Prefilter:
    """Finds the patterns that may occur in lines: all those that do, and few others.

    Literals that can stand only where the line begins are looked for only there.
    """

    def __init__(self, patterns: Sequence[Pattern], most_words: Sequence[int] | None = None) -> None:
        """Build the automata.

        Args:
            patterns: the patterns.
            most_words: of a line that each is looked for in, for those that require no literal; None for no limit.

        Raises:
            PatternError: if a pattern that requires no literal can't be used.
        """
        self._head, self._anywhere = _Finder(), _Finder()
        self._led: list[list[tuple[int, tuple[int, ...]]]] = []  # by list: patterns it leads to, and what they need too
        free: list[int] = []  # patterns that need nothing
        lists: dict[tuple[str, ...], int] = {}
        for number, pattern in enumerate(patterns):
            needed = pattern.literals
            if not needed:
                free.append(number)
                continue
            for literals in needed:
                if literals not in lists:
                    lists[literals] = len(lists)
                    self._led.append([])
                    self._add(literals, lists[literals])
            first, *others = (lists[literals] for literals in needed)
            self._led[first].append((number, tuple(others)))
        for finder in (self._head, self._anywhere):
            finder.build()
        limit: list[float] = [inf if most_words is None else most_words[number] for number in range(len(patterns))]
        free.sort(key=limit.__getitem__)
        self._free = [
            _Free(patterns, list(numbers), most)
            for most, numbers in groupby(free, key=lambda number: _SHORT if limit[number] <= _SHORT else inf)
        ]

    def _add(self, literals: Sequence[str], number: int) -> None:
        for literal in literals:
            core = literal.strip(BOUNDARY + EDGE)
            code = coded(core.replace("\n", " "))
            before = b" " if literal[0] == BOUNDARY else b""
            after = b" " if literal[-1] in (BOUNDARY, EDGE) and not code.endswith(b" ") else b""
            body = code.lstrip(NO_WORD)
            is_last = literal[-1] == EDGE
            if literal[0] == EDGE and body:
                self._head.add(b"\n" + body + after, number, is_last)
            else:
                self._anywhere.add(before + code + after, number, is_last)

    def candidates(self, lines: Lines) -> Iterator[tuple[int, list[int]]]:
        """Indices of lines, each with numbers of patterns that may occur in it; a line may come more than once."""
        met: _Met = {}
        self._anywhere.search(lines.whole, met)
        self._head.search(lines.heads, met)
        for index, lists in met.items():
            numbers = [
                number
                for leading in lists
                for number, others in self._led[leading]
                if not others or lists.issuperset(others)
            ]
            if numbers:
                yield index, numbers
        for free in self._free:
            yield from free.candidates(lines)


class _Free:
    """Patterns that require no literal, for lines of some length at most."""

    def __init__(self, patterns: Sequence[Pattern], numbers: Sequence[int], most_words: float) -> None:
        texts = [patterns[number].text for number in numbers]
        self._numbers, self._most_words = numbers, most_words
        self._in_line = Probe(*(loose_form(text, bounded=False) for text in texts))
        self._in_any = Probe(*(loose_form(text, bounded=False, in_lines=True) for text in texts))

    def candidates(self, lines: Lines) -> Iterator[tuple[int, list[int]]]:
        """Indices of lines, each with the numbers of the patterns that may occur in it."""
        asked = [index for index, words in enumerate(lines.words) if words <= self._most_words]
        if self._in_any.occurs("\n".join([lines.texts[index] for index in asked]).encode("utf-8", "replace")) is False:
            return
        for index in asked:
            found = self._in_line.occurring(lines.view(index).encoded)
            if found:
                yield index, [self._numbers[place] for place in found]


class _Finder:
    """An automaton of literals, and the lists that each of them is in."""

    def __init__(self) -> None:
        self._lists: dict[bytes, list[int]] = {}
        self._last: dict[bytes, list[int]] = {}  # the same for those behind which no word may stand

    def add(self, literal: bytes, number: int, is_last: bool) -> None:
        lists = self._last if is_last and len(literal) <= HEAD else self._lists
        self._lists.setdefault(literal[:HEAD], [])
        numbers = lists.setdefault(literal[:HEAD], [])
        if number not in numbers:
            numbers.append(number)

    def build(self) -> None:
        literals = list(self._lists)
        self._automaton = automaton(literals)
        self._met = [tuple(self._lists[literal]) for literal in literals]
        self._met_last = {
            number: tuple(self._last[literal]) for number, literal in enumerate(literals) if literal in self._last
        }

    def search(self, stretch: Stretch, met: _Met) -> None:
        """Add the lists that are met in a code to what is met."""
        code, starts, parts = stretch
        for literal, start, end in self._automaton.find_matches_as_indexes(code, overlapping=True):
            index = bisect_right(starts, start) - 1
            lists = met.get(index)
            if lists is None:
                lists = met[index] = set()
            lists.update(self._met[literal])
            if literal in self._met_last and not parts[index][end - starts[index] :].strip(NO_WORD):
                lists.update(self._met_last[literal])
