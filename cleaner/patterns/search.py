"""Sets of patterns, searched for in a line all at once."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.patterns.forms import encodable, is_wide, marked
from cleaner.patterns.pattern import Pattern
from cleaner.patterns.prefilter import Prefilter

__all__ = ["PatternSet"]


class PatternSet:
    r"""Patterns that are searched for in one pass over a line.

    >>> PatternSet([Pattern(r"\bété\b"), Pattern(r"\d+ m²"), Pattern(r"(?i)ÉTÉ")]).search("L'été a 12 m²")
    [0, 1, 2]
    >>> PatternSet([Pattern(r"\bété\b")]).search("répétées")
    []
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        """Take patterns that :meth:`Pattern.check` finds nothing wrong with; all is built when first needed."""
        self._patterns = tuple(patterns)
        self._prefilter: Prefilter | None = None

    def __reduce__(self) -> tuple[type[PatternSet], tuple[tuple[Pattern, ...]]]:
        return type(self), (self._patterns,)

    def search(self, line: str) -> list[int]:
        """Numbers of the patterns that occur in the line, in rising order."""
        prefilter = self._prefilter
        if prefilter is None:  # two threads may both come here: the second one replaces its equal
            prefilter = self._prefilter = Prefilter(self._patterns)
        try:
            candidates = prefilter.candidates(line)
        except UnicodeEncodeError:
            line = encodable(line)
            candidates = prefilter.candidates(line)
        if not candidates:
            return []
        encoded, wide = line.encode(), is_wide(line)
        likely = [number for number in candidates if self._patterns[number].may_occur(encoded, wide)]
        if not likely:
            return []
        text = marked(line) if wide else line
        return [number for number in sorted(likely) if self._patterns[number].occurs(text, wide)]
