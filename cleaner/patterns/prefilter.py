"""Which of many patterns may occur in lines, by the literals that they require."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from cleaner.patterns.code import HEAD, NO_WORD, Lines, coded
from cleaner.patterns.engine import Probe, automaton
from cleaner.patterns.forms import loose_form
from cleaner.patterns.literals import BOUNDARY, EDGE
from cleaner.patterns.pattern import Pattern

__all__ = ["Prefilter"]


_Led = tuple[tuple[int, ...], tuple[int, ...]]
"""What a literal leads to: patterns that need nothing else, and its lists that patterns need two of."""


class Prefilter:
    """Finds the patterns that may occur in lines: all those that do, and few others.

    Literals that can stand only where the line begins are looked for only there.
    """

    def __init__(self, patterns: Sequence[Pattern], numbers: Sequence[int]) -> None:
        """Build the automaton.

        Args:
            patterns: patterns.
            numbers: which of them to look for.

        Raises:
            PatternError: if a pattern that requires no literal can't be used.
        """
        lists: dict[tuple[str, ...], int] = {}
        alone: dict[int, list[int]] = defaultdict(list)  # patterns that need one list, by its number
        self._pairs: dict[int, list[tuple[int, int]]] = defaultdict(list)  # those that need another one too
        free: list[int] = []  # those that need none
        for number in numbers:
            needed = [lists.setdefault(literals, len(lists)) for literals in patterns[number].literals]
            if len(needed) > 1:
                self._pairs[needed[0]].append((number, needed[1]))
            elif needed:
                alone[needed[0]].append(number)
            else:
                free.append(number)
        paired = {*self._pairs, *(other for pairs in self._pairs.values() for _, other in pairs)}
        places: dict[bytes, dict[bool, set[int]]] = {}
        for literals, place in lists.items():
            for literal in literals:
                code, is_last = _code_of(literal)
                places.setdefault(code, {}).setdefault(is_last, set()).add(place)

        def led(found: Iterable[int]) -> _Led:
            whole = tuple(number for place in found for number in alone.get(place, ()))
            return whole, tuple(place for place in found if place in paired)

        self._automaton = automaton(list(places))
        self._led = [led(found.get(False, ())) for found in places.values()]
        self._led_last = {number: led(found[True]) for number, found in enumerate(places.values()) if True in found}
        self._free = _Free(patterns, free) if free else None

    def candidates(self, lines: Lines, asked: Sequence[int]) -> Iterator[tuple[int, Collection[int]]]:
        """Indices of lines, each with numbers of patterns that may occur in it; a line may come more than once.

        Args:
            lines: lines.
            asked: indices of those to look into.
        """
        for index in asked:
            numbers = self._met(lines.codes[index])
            if numbers:
                yield index, numbers
        if self._free:
            yield from self._free.candidates(lines, asked)

    def _met(self, codes: Sequence[bytes]) -> set[int]:
        """The patterns of whose lists a line has literals, by its codes."""
        numbers: set[int] = set()
        lists: set[int] = set()
        for code in codes:
            for literal, _, end in self._automaton.find_matches_as_indexes(code, overlapping=True):
                whole, part = self._led[literal]
                numbers.update(whole)
                lists.update(part)
                if literal in self._led_last and not code[end:].strip(NO_WORD):
                    whole, part = self._led_last[literal]
                    numbers.update(whole)
                    lists.update(part)
        if len(lists) > 1:
            numbers.update(
                number
                for first in lists
                if first in self._pairs
                for number, other in self._pairs[first]
                if other in lists
            )
        return numbers


def _code_of(literal: str) -> tuple[bytes, bool]:
    """The code to look for a literal by, and whether no word may stand behind it."""
    core = literal.strip(BOUNDARY + EDGE)
    code = coded(core.replace("\n", " "))
    body = code.lstrip(NO_WORD)
    after = b" " if literal[-1] in (BOUNDARY, EDGE) and not code.endswith(b" ") else b""
    if literal[0] == EDGE and body:
        code = b"\n " + body + after
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
