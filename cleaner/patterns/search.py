"""Sets of patterns, searched for in lines all at once."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from weakref import WeakValueDictionary

from cleaner.cachefile import cache_folder
from cleaner.patterns.code import Lines
from cleaner.patterns.literalcache import codes_of
from cleaner.patterns.pattern import Pattern
from cleaner.patterns.prefilter import Prefilter

__all__ = ["PatternSet"]

_SHORT = 20  # words of the lines in which patterns are looked for apart that are meant for short lines


class PatternSet:
    r"""Patterns that are searched for in one pass over any number of lines.

    >>> PatternSet([Pattern(r"\bété\b"), Pattern(r"\d+ m²"), Pattern(r"(?i)ÉTÉ")]).search("L'été a 12 m²")
    [0, 1, 2]
    >>> PatternSet([Pattern(r"\bété\b")]).search_all(Lines(["répétées", "l'été"]))
    {1: [0]}
    """

    @classmethod
    def shared(cls, patterns: Sequence[Pattern], most_words: Sequence[int]) -> PatternSet:
        """The one set of these patterns that all who ask for it share, so that it is built once."""
        key = tuple(patterns), tuple(most_words)
        return _SHARED.setdefault(key, cls(*key))

    def __init__(self, patterns: Sequence[Pattern], most_words: Sequence[int] | None = None) -> None:
        """Take patterns that :meth:`Pattern.check` finds nothing wrong with; all is built when first needed.

        Args:
            patterns: the patterns.
            most_words: of a line that each is looked for in; None for no limit.
        """
        self._patterns = tuple(patterns)
        self._most_words = most_words
        self._prefilters: list[tuple[float, Prefilter]] = []

    def __reduce__(self) -> tuple[type[PatternSet], tuple[tuple[Pattern, ...], Sequence[int] | None]]:
        return type(self), (self._patterns, self._most_words)

    def search(self, line: str) -> list[int]:
        """Numbers of the patterns that occur in a line, in rising order."""
        return self.search_all(Lines([line])).get(0, [])

    def search_all(self, lines: Lines) -> dict[int, list[int]]:
        """The same for each line in which any occurs, by its index."""
        found: dict[int, list[int]] = {}
        for number, indices in self._asked(lines).items():
            pattern = self._patterns[number]
            for index in indices:
                line = lines.view(index)
                if pattern.may_occur(line) and pattern.occurs(line):
                    found.setdefault(index, []).append(number)
        for hits in found.values():
            hits.sort()
        return found

    def _asked(self, lines: Lines) -> dict[int, list[int]]:
        """The lines in which each pattern may occur, by its number.

        One pattern after the other goes through its lines, as the states of one fit into a processor's cache.
        """
        asked: dict[int, list[int]] = {}
        most = self._most_words
        for limit, prefilter in self._prefilters or self._build():
            short = [index for index, words in enumerate(lines.words) if words <= limit]
            for index, numbers in prefilter.candidates(lines, short):
                words = lines.words[index]
                for number in numbers:
                    if most is None or words <= most[number]:
                        asked.setdefault(number, []).append(index)
        return asked

    def _build(self) -> list[tuple[float, Prefilter]]:
        """The prefilters for short lines and for any, each with the most words of a line that it is for."""
        limits = [inf] * len(self._patterns) if self._most_words is None else self._most_words
        short = [number for number, limit in enumerate(limits) if limit <= _SHORT]
        others = [number for number, limit in enumerate(limits) if limit > _SHORT]
        codes = codes_of([pattern.text for pattern in self._patterns], cache_folder())
        built = [
            (float(max(limits[number] for number in numbers)), Prefilter(self._patterns, codes, numbers))
            for numbers in (short, others)
            if numbers
        ]
        self._prefilters = built  # two threads may both come here: the second one replaces its equal
        return built


_SHARED: WeakValueDictionary[tuple[tuple[Pattern, ...], tuple[int, ...]], PatternSet] = WeakValueDictionary()
