"""Fragments: named pieces of pattern that one rule can use for many wordings and languages.

``vocabulary/common.yaml`` holds what is the same everywhere, ``vocabulary/<code>.yaml`` the wordings of one
language. In a language, a fragment means the common alternatives plus those of the language. A pattern
that uses fragments of languages becomes one pattern for each language that has them all. ``{all:name}``
means the alternatives of all languages at once, for lines whose wording does not follow the language of
the article, such as image credits; it keeps a pattern one pattern.

``{NAME}`` in capitals is the fragment ``{name}`` with its letters in capitals; languages whose script has none
are left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cleaner.errors import RuleError
from cleaner.patterns import Pattern, PatternError, upper_pattern
from cleaner.yamlfile import one_of

__all__ = ["COMMON", "Fragment", "Variant", "Vocabulary"]

COMMON = "common"
UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})  # scripts that put no spaces between words

_NAME_RE = re.compile(r"\{((?:all:)?[a-z][a-z0-9_]*|[A-Z][A-Z0-9_]+)\}")
_ALL = "all:"


class Fragment(NamedTuple):
    """Alternatives of one fragment in one file, and where they are written."""

    alternatives: tuple[str, ...]
    error: RuleError  # ready to be raised with another message: it knows the place


class Variant(NamedTuple):
    """A pattern with its fragments put in, and the language it is for (None: any)."""

    pattern: str
    language: str | None


class Vocabulary:
    """All fragments, by language. Each is put together when a pattern first needs it in a language."""

    def __init__(self, fragments: Mapping[str, Mapping[str, Fragment]]) -> None:
        """Take fragments by language code (or :data:`COMMON`) and name."""
        self._fragments = {COMMON: {}, **{language: dict(names) for language, names in fragments.items()}}
        self.names = frozenset(name for names in self._fragments.values() for name in names)
        self.languages = frozenset(self._fragments) - {COMMON}
        self._united: dict[str, Fragment] = {}
        self._expanded: dict[tuple[str, str], str | None] = {}
        self._reached: dict[tuple[str, str], bool] = {}

    @property
    def version(self) -> str:
        """A hash of all fragments."""
        wordings = [
            (language, sorted((name, fragment.alternatives) for name, fragment in names.items()))
            for language, names in sorted(self._fragments.items())
        ]
        return hashlib.sha256(repr(wordings).encode()).hexdigest()

    def check(self, folders: Sequence[Path]) -> None:
        """See whether all fragments can be put together, and what files in some folders give be parts of patterns.

        Raises:
            RuleError: if a fragment uses one that doesn't exist, or itself; for the first alternative that can't.
        """
        for language, names in self._fragments.items():
            for name in names:
                self._expand(name, language, ())
        for fragment in (fragment for names in self._fragments.values() for fragment in names.values()):
            path = fragment.error.path
            if path is None or not any(path.is_relative_to(folder) for folder in folders):
                continue
            for text in fragment.alternatives:
                try:
                    Pattern(_NAME_RE.sub("(?:x)", text)).check()
                except PatternError as error:
                    raise _elsewhere(fragment, f"alternative {text!r}: {error.args[0]}") from None

    def unknown(self, pattern: str) -> str | None:
        """What is wrong with the name of a fragment in a pattern, if there is no such fragment."""
        for name in _NAME_RE.findall(pattern):
            if not self._has(name.lower()):
                return f"unknown fragment {{{name.lower()}}}; {one_of(name.lower(), self.names)}"
        return None

    def variants(self, pattern: str, languages: Iterable[str] | None = None) -> list[Variant]:
        """The pattern with its fragments put in, once for each language that has a say in what it means.

        If what is the same in all languages suffices for it, there is a variant for all languages as well.

        Args:
            pattern: a pattern with ``{name}`` for fragments, of which none is unknown.
            languages: keep to these; None for all.

        Raises:
            RuleError: if a fragment uses one that doesn't exist, or itself.
        """
        names = {name.lower() for name in _NAME_RE.findall(pattern)}
        wanted = self.languages if languages is None else self.languages.intersection(languages)
        spoken = (language for language in wanted if any(self._reaches(name, language) for name in names))
        for_all = self._filled(pattern, COMMON)
        filled = ((language, self._filled(pattern, language)) for language in sorted(spoken))
        return [
            *([] if for_all is None else [Variant(for_all, None)]),
            *(Variant(unbounded(text, language), language) for language, text in filled if text is not None),
        ]

    def _has(self, name: str) -> bool:
        return name.removeprefix(_ALL) in self.names

    def _fragment(self, language: str, name: str) -> Fragment | None:
        """What a language, or :data:`COMMON`, itself has for a fragment."""
        if not name.startswith(_ALL):
            return self._fragments[language].get(name)
        if language != COMMON:
            return None
        if name not in self._united:
            self._united[name] = self._of_all(name.removeprefix(_ALL))
        return self._united[name]

    def _of_all(self, name: str) -> Fragment:
        """The alternatives of a fragment in all languages, each once."""
        every = [self._fragments[language].get(name) for language in (COMMON, *sorted(self.languages))]
        found = [fragment for fragment in every if fragment]
        alternatives = dict.fromkeys(text for fragment in found for text in fragment.alternatives)
        return Fragment(tuple(alternatives), found[0].error)

    def _reaches(self, name: str, language: str, above: tuple[str, ...] = ()) -> bool:
        """Whether a language has a say in what a fragment means, directly or through others."""
        reached = self._reached.get((name, language))
        if reached is None:
            common = self._fragment(COMMON, name)
            inner = set(_NAME_RE.findall(" ".join(common.alternatives))) - {*above, name} if common else set()
            reached = name in self._fragments[language] or any(
                self._reaches(other, language, (*above, name)) for other in inner
            )
            self._reached[name, language] = reached
        return reached

    def _filled(self, pattern: str, language: str) -> str | None:
        missing = False

        def put(match: re.Match[str]) -> str:
            nonlocal missing
            name = match.group(1)
            text = self._expand(name.lower(), language, ())
            if text is not None and name.isupper():
                text = None if upper_pattern(text) == text else upper_pattern(text)
            missing = missing or text is None
            return text or ""

        filled = _NAME_RE.sub(put, pattern)
        return None if missing else filled

    def _expand(self, name: str, language: str, above: tuple[str, ...]) -> str | None:
        """A fragment in a language as one group, or None where the language lacks a part of it."""
        key = (language, name)
        if key in self._expanded:
            return self._expanded[key]
        places = dict.fromkeys((COMMON, language))
        own = [fragment for place in places if (fragment := self._fragment(place, name))]
        if name in above:
            raise _elsewhere(own[0], f"fragment {{{name}}} uses itself: {' → '.join((*above, name))}")
        parts: list[str] = []
        for fragment in own:
            for text in fragment.alternatives:
                for inner in _NAME_RE.findall(text):
                    if not self._has(inner):
                        raise _elsewhere(fragment, f"unknown fragment {{{inner}}}; {one_of(inner, self.names)}")
                inners = {inner: self._expand(inner, language, (*above, name)) for inner in _NAME_RE.findall(text)}
                if None not in inners.values():
                    parts.append(_NAME_RE.sub(lambda match, inners=inners: inners[match.group(1)], text))  # type: ignore[misc]
        self._expanded[key] = f"(?:{'|'.join(parts)})" if parts else None
        return self._expanded[key]


def unbounded(pattern: str, language: str | None) -> str:
    r"""The pattern without ``\b``, and with ``\W*`` for ``\W+``, where words stand without spaces."""
    return pattern.replace(r"\b", "").replace(r"\W+", r"\W*") if language in UNSPACED else pattern


def _elsewhere(fragment: Fragment, message: str) -> RuleError:
    place = fragment.error
    return RuleError(message, place.path, place.line, place.column)
