"""Which of many patterns may occur in lines, by the literals that they require."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from cleaner.patterns.code import HEAD, NO_WORD, Lines, coded
from cleaner.patterns.edges import BOUNDARY, EDGE
from cleaner.patterns.engine import Probe, automaton
from cleaner.patterns.forms import loose_form
from cleaner.patterns.literals import Required
from cleaner.patterns.pattern import Pattern

__all__ = ["Prefilter"]


_BEGIN = b"\n "
"""What a line begins with where literals are looked for that can stand only there."""

_Led = tuple[tuple[int, ...], tuple[int, ...]]
"""What a literal leads to: patterns that need nothing else, and its lists that patterns need two of."""

_Met = tuple[set[int], set[int]]
"""The same for all literals that a line has."""


class Prefilter:
    """Finds the patterns that may occur in lines: all those that do, and few others.

    Literals that can stand only where the line begins are looked for only there.
    """

    def __init__(self, patterns: Sequence[Pattern], required: Sequence[Required], numbers: Sequence[int]) -> None:
        """Build the automata.

        Args:
            patterns: patterns.
            required: the literals that each requires.
            numbers: which of them to look for.

        Raises:
            PatternError: if a pattern that requires no literal can't be used.
        """
        lists: dict[tuple[str, ...], int] = {}
        alone: dict[int, list[int]] = defaultdict(list)  # patterns that need one list, by its number
        self._pairs: dict[int, list[tuple[int, int]]] = defaultdict(list)  # those that need another one too
        free: list[int] = []  # those that need none
        for number in numbers:
            needed = [lists.setdefault(literals, len(lists)) for literals in required[number]]
            if len(needed) > 1:
                self._pairs[needed[0]].append((number, needed[1]))
            elif needed:
                alone[needed[0]].append(number)
            else:
                free.append(number)
        paired = {*self._pairs, *(other for pairs in self._pairs.values() for _, other in pairs)}
        places: dict[bytes, tuple[set[int], set[int]]] = {}
        for literals, place in lists.items():
            for literal in literals:
                code, is_last = _code_of(literal)
                places.setdefault(code, (set(), set()))[is_last].add(place)

        def led(found: Iterable[int]) -> _Led:
            whole = tuple(number for place in found for number in alone.get(place, ()))
            return whole, tuple(place for place in found if place in paired)

        codes = {code: (led(found), led(last) if last else None) for code, (found, last) in places.items()}
        self._heads = _Literals({code: leads for code, leads in codes.items() if code.startswith(_BEGIN)})
        self._others = _Literals({code: leads for code, leads in codes.items() if not code.startswith(_BEGIN)})
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


def _code_of(literal: str) -> tuple[bytes, bool]:
    """The code to look for a literal by, and whether no word may stand behind it."""
    core = literal.strip(BOUNDARY + EDGE)
    code = coded(core.replace("\n", " "))
    body = code.lstrip(NO_WORD)
    after = b" " if literal[-1] in (BOUNDARY, EDGE) and not code.endswith(b" ") else b""
    if literal[0] == EDGE and body:
        code = _BEGIN + body + after
    else:
        code = (b" " if literal[0] == BOUNDARY else b"") + code + after
    return code[:HEAD], literal[-1] == EDGE and len(code) <= HEAD


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
