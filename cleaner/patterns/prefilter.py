"""Which of many patterns may occur in lines, by the literals that they require."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate

from cleaner.patterns.code import HEAD, NO_WORD, Lines
from cleaner.patterns.engine import Probe, automaton
from cleaner.patterns.forms import loose_form
from cleaner.patterns.literals import BEGIN, Code, Needed
from cleaner.patterns.pattern import Pattern

__all__ = ["Prefilter"]


_Led = tuple[tuple[int, ...], tuple[int, ...]]
"""What a literal leads to: patterns that need nothing else, and its lists that patterns need two of."""

_NOWHERE: _Led = ((), ())

_Met = tuple[set[int], set[int]]
"""The same for all literals that a line has."""


class Prefilter:
    """Finds the patterns that may occur in lines: all those that do, and few others.

    Literals that can stand only where the line begins are looked for only there.
    """

    def __init__(self, patterns: Sequence[Pattern], required: Sequence[Needed], numbers: Sequence[int]) -> None:
        """Build the automata.

        Args:
            patterns: patterns.
            required: the codes of the literals that each requires.
            numbers: which of them to look for.

        Raises:
            PatternError: if a pattern that requires no literal can't be used.
        """
        lists: dict[tuple[Code, ...], int] = {}
        alone: dict[int, list[int]] = defaultdict(list)  # patterns that need one list, by its number
        self._pairs: dict[int, list[tuple[int, int]]] = defaultdict(list)  # those that need another one too
        free: list[int] = []  # those that need none
        for number in numbers:
            needed = [lists.setdefault(codes, len(lists)) for codes in required[number]]
            if len(needed) > 1:
                self._pairs[needed[0]].append((number, needed[1]))
            elif needed:
                alone[needed[0]].append(number)
            else:
                free.append(number)
        paired = {*self._pairs, *(other for pairs in self._pairs.values() for _, other in pairs)}
        led = [(tuple(alone.get(place, ())), (place,) if place in paired else ()) for place in range(len(lists))]
        anywhere: dict[bytes, _Led] = {}
        last: dict[bytes, _Led] = {}
        for codes, leads in zip(lists, led, strict=True):
            for code, is_last in codes:
                known = last if is_last else anywhere
                before = known.get(code)
                known[code] = (before[0] + leads[0], before[1] + leads[1]) if before else leads
        every = {code: (anywhere.get(code, _NOWHERE), last.get(code)) for code in anywhere | last}
        self._heads = _Literals({code: leads for code, leads in every.items() if code.startswith(BEGIN)})
        self._others = _Literals({code: leads for code, leads in every.items() if not code.startswith(BEGIN)})
        self._free = _Free(patterns, free) if free else None

    def candidates(self, lines: Lines, asked: Sequence[int]) -> Iterator[tuple[int, Collection[int]]]:
        """Indices of lines, each with numbers of patterns that may occur in it; a line may come more than once.

        Args:
            lines: lines.
            asked: indices of those to look into.
        """
        met: dict[int, _Met] = {}
        self._heads.meet([lines.begun[index] for index in asked], met, HEAD)
        self._others.meet([lines.codes[index] for index in asked], met)
        for place, (numbers, lists) in met.items():
            if len(lists) > 1:
                self._complete(numbers, lists)
            if numbers:
                yield asked[place], numbers
        if self._free:
            yield from self._free.candidates(lines, asked)

    def _complete(self, numbers: set[int], lists: set[int]) -> None:
        """Add the patterns of which both lists were met."""
        for first in lists:
            for number, other in self._pairs.get(first, ()):
                if other in lists:
                    numbers.add(number)


class _Literals:
    """Literals that are looked for in many lines at once."""

    def __init__(self, leads: Mapping[bytes, tuple[_Led, _Led | None]]) -> None:
        """Build the automaton.

        Args:
            leads: by the code of a literal, what it leads to, and what else if no word stands behind it.
        """
        self._automaton = automaton(list(leads))
        self._leads = [(*led, last) for led, last in leads.values()]

    def meet(self, lines: Sequence[bytes], met: dict[int, _Met], reach: int | None = None) -> None:
        """Note what the literals in lines lead to, by the place of the line.

        Args:
            lines: the codes of the lines.
            met: what is known so far.
            reach: bytes of each line to look into; None for all.
        """
        parts = lines if reach is None else [line[:reach] for line in lines]
        ends = list(accumulate(map(len, parts)))
        place, limit = -1, 0
        for literal, _, end in self._automaton.find_matches_as_indexes(b"".join(parts), overlapping=True):
            if end > limit:
                place = bisect_left(ends, end, place + 1)
                limit = ends[place]
                numbers, lists = met.get(place) or met.setdefault(place, (set(), set()))
            whole, part, last = self._leads[literal]
            if whole:
                numbers.update(whole)
            if part:
                lists.update(part)
            if last and not lines[place][end - limit + len(parts[place]) :].strip(NO_WORD):
                numbers.update(last[0])
                lists.update(last[1])


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
