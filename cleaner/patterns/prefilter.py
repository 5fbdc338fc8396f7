"""Which of many patterns may occur in a line, by the literals that they require."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cleaner.patterns.engine import LooseSet, automaton
from cleaner.patterns.forms import loose_form, without_marks
from cleaner.patterns.literals import BOUNDARY, EDGE, folded, is_word
from cleaner.patterns.pattern import Pattern

__all__ = ["Prefilter"]

_FIRST_RE = re.compile(r"\w")

_Need = tuple[int, int]  # number of a pattern, and a bit for one of the lists of literals that it needs


class Prefilter:
    """Finds the patterns that may occur in a line: all those that do, and few others.

    Literals that can stand only where the line begins are looked for only there.
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        """Build the automata.

        Raises:
            PatternError: if a pattern that requires no literal can't be used.
        """
        head, anywhere = _Finder(), _Finder()
        self._wanted: list[int] = []  # the bits of all lists that a pattern needs
        self._free: list[int] = []  # patterns that need none
        for number, pattern in enumerate(patterns):
            needed = pattern.literals
            self._wanted.append((1 << len(needed)) - 1)
            if not needed:
                self._free.append(number)
            for place, literals in enumerate(needed):
                for literal in literals:
                    finder = head if literal[0] == EDGE else anywhere
                    finder.add(literal, (number, 1 << place))
        self._head, self._anywhere = head, anywhere
        for finder in (head, anywhere):
            finder.build()
        self._loose = LooseSet([loose_form(patterns[number].text, bounded=False) for number in self._free])

    def candidates(self, line: str) -> list[int]:
        """Numbers of the patterns that may occur in a line, in rising order.

        Raises:
            UnicodeEncodeError: if the line holds lone surrogates.
        """
        text = without_marks(folded(line))
        first, last = _words(text)
        found: dict[int, int] = {}
        self._anywhere.search(text, text, first, last, found)
        self._head.search(text, text[: first + self._head.longest], first, last, found)
        wanted = self._wanted
        numbers = [number for number, bits in found.items() if bits == wanted[number]]
        if self._free:
            numbers += [self._free[index] for index in self._loose.search(line.encode())]
        numbers.sort()
        return numbers


def _words(line: str) -> tuple[int, int]:
    """Where the first word of a line begins and its last one ends; without a word, the line's end and beginning."""
    first = _FIRST_RE.search(line)
    if first is None:
        return len(line), 0
    end = len(line)
    while not is_word(line[end - 1]):
        end -= 1
    return first.start(), end


class _Finder:
    """An automaton of literals, and the needs that each of them meets."""

    def __init__(self) -> None:
        self._needs: dict[str, list[_Need]] = {}
        self.longest = 0

    def add(self, literal: str, need: _Need) -> None:
        self._needs.setdefault(literal, []).append(need)

    def build(self) -> None:
        literals = [literal.strip(BOUNDARY + EDGE) for literal in self._needs]
        self.longest = max(map(len, literals), default=0)
        self._automaton = automaton(literals)
        self._met: list[tuple[str, str, Iterable[_Need]]] = [
            (
                literal[0] if literal[0] in (BOUNDARY, EDGE) else "",
                literal[-1] if literal[-1] in (BOUNDARY, EDGE) else "",
                tuple(needs),
            )
            for literal, needs in self._needs.items()
        ]

    def search(self, line: str, part: str, first: int, last: int, found: dict[int, int]) -> None:
        """Add what is met by the literals in a part of a line, which begins with it, to what is found."""
        for literal, start, end in self._automaton.find_matches_as_indexes(part, overlapping=True):
            before, after, needs = self._met[literal]
            if before and start > first and (before == EDGE or is_word(line[start - 1])):
                continue
            if after and end < last and (after == EDGE or is_word(line[end])):
                continue
            for number, bit in needs:
                found[number] = found.get(number, 0) | bit
