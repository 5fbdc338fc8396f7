"""One pattern in all its forms."""

from __future__ import annotations

from cleaner.patterns.engine import Regexp, compiled
from cleaner.patterns.forms import encodable, exact_form, is_wide, loose_form, marked, marked_form, unmarked
from cleaner.patterns.literals import required_literals
from cleaner.patterns.syntax import check

__all__ = ["Pattern"]


class Pattern:
    """One pattern, compiled when first needed.

    Attributes:
        text: as written, with fragments put in.
    """

    __slots__ = ("_exact", "_literals", "_loose", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._literals: tuple[tuple[str, ...], ...] | None = None
        self._loose: dict[bool, Regexp] = {}
        self._exact: dict[bool, Regexp] = {}

    def __reduce__(self) -> tuple[type[Pattern], tuple[str]]:
        return type(self), (self.text,)

    def check(self) -> None:
        """See whether the pattern can be used.

        Raises:
            PatternError: with the reason, and what to write instead.
        """
        check(self.text)
        self._exactly(False)

    @property
    def literals(self) -> tuple[tuple[str, ...], ...]:
        """What :func:`~cleaner.patterns.literals.required_literals` finds in it."""
        if self._literals is None:
            self._literals = required_literals(self.text)
        return self._literals

    def search(self, line: str) -> dict[str, tuple[int, int]] | None:
        """Spans of the named groups in a line, or None if the pattern does not occur in it."""
        line = encodable(line)
        wide = is_wide(line)
        text = marked(line) if wide else line
        pattern = self._exactly(wide)
        match = pattern.search(text)
        if match is None:
            return None
        spans = {name: match.span(group) for name, group in pattern.groupindex.items()}
        return {
            name: (unmarked(text, start), unmarked(text, end)) if wide else (start, end)
            for name, (start, end) in spans.items()
            if start >= 0
        }

    def may_occur(self, line: bytes, wide: bool) -> bool:
        """Whether the loose form of the pattern occurs in a line."""
        loose = self._loose.get(wide)
        if loose is None:
            loose = self._loose[wide] = compiled(loose_form(self.text, bounded=not wide).encode())
        return loose.search(line) is not None

    def occurs(self, text: str, wide: bool) -> bool:
        """Whether the pattern occurs in a line; a wide one is given with its boundaries marked."""
        return self._exactly(wide).search(text) is not None

    def _exactly(self, wide: bool) -> Regexp:
        exact = self._exact.get(wide)
        if exact is None:
            exact = self._exact[wide] = compiled(marked_form(self.text) if wide else exact_form(self.text))
        return exact
