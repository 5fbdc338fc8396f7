"""Sets of patterns, searched for in lines all at once."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.patterns.code import Lines
from cleaner.patterns.pattern import Pattern
from cleaner.patterns.prefilter import Prefilter

__all__ = ["PatternSet"]


class PatternSet:
    r"""Patterns that are searched for in one pass over any number of lines.

    >>> PatternSet([Pattern(r"\bété\b"), Pattern(r"\d+ m²"), Pattern(r"(?i)ÉTÉ")]).search("L'été a 12 m²")
    [0, 1, 2]
    >>> PatternSet([Pattern(r"\bété\b")]).search_all(Lines(["répétées", "l'été"]))
    {1: [0]}
    """

    def __init__(self, patterns: Sequence[Pattern], most_words: Sequence[int] | None = None) -> None:
        """Take patterns that :meth:`Pattern.check` finds nothing wrong with; all is built when first needed.

        Args:
            patterns: the patterns.
            most_words: of a line that each is looked for in; None for no limit.
        """
        self._patterns = tuple(patterns)
        self._most_words = most_words
        self._prefilter: Prefilter | None = None

    def __reduce__(self) -> tuple[type[PatternSet], tuple[tuple[Pattern, ...], Sequence[int] | None]]:
        return type(self), (self._patterns, self._most_words)

    def search(self, line: str) -> list[int]:
        """Numbers of the patterns that occur in a line, in rising order."""
        return self.search_all(Lines([line])).get(0, [])

    def search_all(self, lines: Lines) -> dict[int, list[int]]:
        """The same for each line in which any occurs, by its index."""
        prefilter = self._prefilter
        if prefilter is None:  # two threads may both come here: the second one replaces its equal
            prefilter = self._prefilter = Prefilter(self._patterns, self._most_words)
        found: dict[int, list[int]] = {}
        patterns, most = self._patterns, self._most_words
        for index, numbers in prefilter.candidates(lines):
            line, words = lines.view(index), lines.words[index]
            hits = [
                number
                for number in numbers
                if (most is None or words <= most[number])
                and patterns[number].may_occur(line)
                and patterns[number].occurs(line)
            ]
            if hits:
                found.setdefault(index, []).extend(hits)
        for hits in found.values():
            hits.sort()
        return found
