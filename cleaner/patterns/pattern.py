"""One pattern in all its forms."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakValueDictionary

from cleaner.patterns.code import View
from cleaner.patterns.engine import Probe, Regexp, compiled
from cleaner.patterns.forms import exact_form, loose_form
from cleaner.patterns.marks import is_wide, marked_form, unmarked
from cleaner.patterns.syntax import check

__all__ = ["Pattern"]


class Pattern:
    """One pattern, compiled when first needed.

    Attributes:
        text: as written, with fragments put in.
    """

    __slots__ = ("__weakref__", "_exact", "_loose", "_regexps", "text")

    @classmethod
    def shared(cls, text: str) -> Pattern:
        """The one pattern of a text that all who ask for it share, so that it is compiled once."""
        return _SHARED.setdefault(text, cls(text))

    def __init__(self, text: str) -> None:
        self.text = text
        self._loose: dict[bool, Probe] = {}
        self._exact: dict[bool, Probe] = {}
        self._regexps: dict[bool, Regexp] = {}

    def __reduce__(self) -> tuple[type[Pattern], tuple[str]]:
        return type(self), (self.text,)

    def check(self) -> None:
        """See whether the pattern can be used.

        Raises:
            PatternError: with the reason, and what to write instead.
        """
        check(self.text)
        compiled(exact_form(self.text))

    def search(self, line: str) -> dict[str, tuple[int, int]] | None:
        """Spans of the named groups in a line, or None if the pattern does not occur in it."""
        view = View(line, is_wide(line))
        text = view.exact().decode()
        pattern = self._regexp(view.wide)
        match = pattern.search(text)
        if match is None:
            return None
        spans = {name: match.span(group) for name, group in pattern.groupindex.items()}
        return {
            name: (unmarked(text, start), unmarked(text, end)) if view.wide else (start, end)
            for name, (start, end) in spans.items()
            if start >= 0
        }

    def spans(self, line: str, group: str) -> list[tuple[int, int]]:
        """Spans of all matches in a line, or of this group of theirs if the pattern has it."""
        view = View(line, is_wide(line))
        text = view.exact().decode()
        pattern = self._regexp(view.wide)
        chosen = pattern.groupindex.get(group, 0)
        found = [match.span(chosen) for match in pattern.finditer(text)]
        found = [(start, end) for start, end in found if start < end]
        return _unmarked_spans(text, found) if view.wide else found

    def may_occur(self, line: View) -> bool:
        """Whether the loose form of the pattern occurs in a line."""
        loose = self._loose.get(line.wide)
        if loose is None:
            loose = self._loose[line.wide] = Probe(loose_form(self.text, bounded=not line.wide))
        return loose.occurs(line.encoded) is not False

    def occurs(self, line: View) -> bool:
        """Whether the pattern occurs in a line."""
        exact = self._exact.get(line.wide)
        if exact is None:
            exact = self._exact[line.wide] = Probe(self._form(line.wide))
        found = exact.occurs(line.exact())
        return found if found is not None else self._regexp(line.wide).search(line.exact().decode()) is not None

    def _regexp(self, wide: bool) -> Regexp:
        regexp = self._regexps.get(wide)
        if regexp is None:
            regexp = self._regexps[wide] = compiled(self._form(wide))
        return regexp

    def _form(self, wide: bool) -> str:
        return marked_form(self.text) if wide else exact_form(self.text)


_SHARED: WeakValueDictionary[str, Pattern] = WeakValueDictionary()


def _unmarked_spans(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in rising order in a marked line as they are in the line itself."""
    found: list[tuple[int, int]] = []
    at = real = 0
    for start, end in spans:
        first = real + unmarked(text[at:start], start - at)
        real = first + unmarked(text[start:end], end - start)
        at = end
        found.append((first, real))
    return found
