"""Which of many patterns may occur in lines, by the literals that they require."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.patterns.code import HEAD, NO_WORD, Lines, coded
from cleaner.patterns.engine import Probe, automaton
from cleaner.patterns.forms import loose_form
from cleaner.patterns.literals import BOUNDARY, EDGE
from cleaner.patterns.pattern import Pattern

__all__ = ["Prefilter"]


class Prefilter:
    """Finds the patterns that may occur in lines: all those that do, and few others."""

    def __init__(self, patterns: Sequence[Pattern], numbers: Sequence[int]) -> None:
        """Build the automaton.

        Args:
            patterns: patterns.
            numbers: which of them to look for.

        Raises:
            PatternError: if a pattern that requires no literal can't be used.
        """
        self._finder = _Finder()
        self._led: list[list[tuple[int, tuple[int, ...]]]] = []  # by list: patterns it leads to, and what they need too
        free: list[int] = []  # patterns that need nothing
        lists: dict[tuple[str, ...], int] = {}
        for number in numbers:
            needed = patterns[number].literals
            if not needed:
                free.append(number)
                continue
            for literals in needed:
                if literals not in lists:
                    lists[literals] = len(lists)
                    self._led.append([])
                    for literal in literals:
                        self._finder.add(literal, lists[literals])
            first, *others = (lists[literals] for literals in needed)
            self._led[first].append((number, tuple(others)))
        self._finder.build()
        self._free = _Free(patterns, free) if free else None

    def candidates(self, lines: Lines, asked: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
        """Indices of lines, each with numbers of patterns that may occur in it; a line may come more than once.

        Args:
            lines: lines.
            asked: indices of those to look into.
        """
        led, met = self._led, self._finder.met
        for index in asked:
            lists = met(lines.codes[index])
            numbers = [
                number for leading in lists for number, others in led[leading] if not others or lists.issuperset(others)
            ]
            if numbers:
                yield index, numbers
        if self._free:
            yield from self._free.candidates(lines, asked)


class _Free:
    """Patterns that require no literal."""

    def __init__(self, patterns: Sequence[Pattern], numbers: Sequence[int]) -> None:
        texts = [patterns[number].text for number in numbers]
        self._numbers = numbers
        self._in_line = Probe(*(loose_form(text, bounded=False) for text in texts))
        self._in_any = Probe(*(loose_form(text, bounded=False, in_lines=True) for text in texts))

    def candidates(self, lines: Lines, asked: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
        """Indices of lines, each with the numbers of the patterns that may occur in it."""
        if self._in_any.occurs("\n".join([lines.texts[index] for index in asked]).encode("utf-8", "replace")) is False:
            return
        for index in asked:
            found = self._in_line.occurring(lines.view(index).encoded)
            if found:
                yield index, [self._numbers[place] for place in found]


class _Finder:
    """An automaton of literals, and the lists that each of them is in.

    Literals that can stand only where the line begins are looked for only there.
    """

    def __init__(self) -> None:
        self._lists: dict[bytes, list[int]] = {}
        self._last: dict[bytes, list[int]] = {}  # the same for those behind which no word may stand

    def add(self, literal: str, number: int) -> None:
        """Look for a literal, one of the list with a number."""
        core = literal.strip(BOUNDARY + EDGE)
        code = coded(core.replace("\n", " "))
        body = code.lstrip(NO_WORD)
        after = b" " if literal[-1] in (BOUNDARY, EDGE) and not code.endswith(b" ") else b""
        if literal[0] == EDGE and body:
            code = b"\n " + body + after
        else:
            code = (b" " if literal[0] == BOUNDARY else b"") + code + after
        lists = self._last if literal[-1] == EDGE and len(code) <= HEAD else self._lists
        self._lists.setdefault(code[:HEAD], [])
        numbers = lists.setdefault(code[:HEAD], [])
        if number not in numbers:
            numbers.append(number)

    def build(self) -> None:
        """Build the automaton once all literals are there."""
        literals = list(self._lists)
        self._automaton = automaton(literals)
        self._met = [tuple(self._lists[literal]) for literal in literals]
        self._met_last = {
            number: tuple(self._last[literal]) for number, literal in enumerate(literals) if literal in self._last
        }

    def met(self, codes: Sequence[bytes]) -> set[int]:
        """The lists that a line has a literal of, by its codes."""
        found: set[int] = set()
        for code in codes:
            for literal, _, end in self._automaton.find_matches_as_indexes(code, overlapping=True):
                found.update(self._met[literal])
                if literal in self._met_last and not code[end:].strip(NO_WORD):
                    found.update(self._met_last[literal])
        return found
