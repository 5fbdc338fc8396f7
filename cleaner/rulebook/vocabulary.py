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
    """All fragments, by language."""

    def __init__(self, fragments: Mapping[str, Mapping[str, Fragment]]) -> None:
        """Take fragments by language code (or :data:`COMMON`) and name.

        Raises:
            RuleError: if a fragment uses one that doesn't exist, or itself.
        """
        self._fragments = {language: dict(names) for language, names in fragments.items()}
        self._fragments.setdefault(COMMON, {}).update(_united(self._fragments))
        self._names = {name for names in self._fragments.values() for name in names}
        self._expanded: dict[tuple[str, str], str | None] = {}
        self._reached: dict[tuple[str, str], bool] = {}
        for language, names in self._fragments.items():
            for name in names:
                self._expand(name, language, ())

    @property
    def names(self) -> frozenset[str]:
        """Names of all fragments."""
        return frozenset(name for name in self._names if not name.startswith(_ALL))

    def check(self, folders: Sequence[Path]) -> None:
        """See whether the alternatives that files in some folders give can be parts of patterns.

        Raises:
            RuleError: for the first that can't.
        """
        for fragment in (fragment for names in self._fragments.values() for fragment in names.values()):
            path = fragment.error.path
            if path is None or not any(path.is_relative_to(folder) for folder in folders):
                continue
            for text in fragment.alternatives:
                try:
                    Pattern(_NAME_RE.sub("(?:x)", text)).check()
                except PatternError as error:
                    raise _elsewhere(fragment, f"alternative {text!r}: {error.args[0]}") from None

    def variants(self, pattern: str, languages: Iterable[str] = ()) -> list[Variant]:
        """The pattern with its fragments put in, once for each language that has a say in what it means.

        If what is the same in all languages suffices for it, there is a variant for all languages as well.

        Args:
            pattern: a pattern with ``{name}`` for fragments.
            languages: keep to these; empty for all.

        Raises:
            KeyError: with the message, if a fragment doesn't exist.
        """
        names = {name.lower() for name in _NAME_RE.findall(pattern)}
        unknown = sorted(names - self._names)
        if unknown:
            raise KeyError(f"unknown fragment {{{unknown[0]}}}; {one_of(unknown[0], self._names)}")
        wanted = frozenset(languages)
        spoken = {
            language
            for language in self._fragments
            if language != COMMON and any(self._reaches(name, language) for name in names)
        }
        for_all = self._filled(pattern, COMMON)
        filled = (
            (language, self._filled(pattern, language))
            for language in sorted(spoken)
            if not wanted or language in wanted
        )
        return [
            *([] if for_all is None else [Variant(for_all, None)]),
            *(Variant(unbounded(text, language), language) for language, text in filled if text is not None),
        ]

    def _reaches(self, name: str, language: str) -> bool:
        """Whether a language has a say in what a fragment means, directly or through others."""
        reached = self._reached.get((name, language))
        if reached is None:
            common = self._fragments[COMMON].get(name)
            inner = set(_NAME_RE.findall(" ".join(common.alternatives))) if common else set()
            reached = name in self._fragments[language] or any(self._reaches(name, language) for name in inner)
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
        own = [self._fragments[code][name] for code in (COMMON, language) if name in self._fragments.get(code, {})]
        if language == COMMON:
            own = own[:1]
        if name in above:
            raise _elsewhere(own[0], f"fragment {{{name}}} uses itself: {' → '.join((*above, name))}")
        parts: list[str] = []
        for fragment in own:
            for text in fragment.alternatives:
                for inner in _NAME_RE.findall(text):
                    if inner not in self._names:
                        raise _elsewhere(fragment, f"unknown fragment {{{inner}}}; {one_of(inner, self._names)}")
                inners = {inner: self._expand(inner, language, (*above, name)) for inner in _NAME_RE.findall(text)}
                if None not in inners.values():
                    parts.append(_NAME_RE.sub(lambda match, inners=inners: inners[match.group(1)], text))  # type: ignore[misc]
        self._expanded[key] = f"(?:{'|'.join(parts)})" if parts else None
        return self._expanded[key]


def _united(fragments: Mapping[str, Mapping[str, Fragment]]) -> dict[str, Fragment]:
    """For each fragment, the alternatives of all languages, each once."""
    united: dict[str, Fragment] = {}
    for language in sorted(fragments, key=lambda language: (language != COMMON, language)):
        for name, fragment in fragments[language].items():
            before = united.get(_ALL + name, Fragment((), fragment.error))
            united[_ALL + name] = Fragment(
                tuple(dict.fromkeys((*before.alternatives, *fragment.alternatives))), before.error
            )
    return united


def unbounded(pattern: str, language: str | None) -> str:
    r"""The pattern without ``\b``, and with ``\W*`` for ``\W+``, where words stand without spaces."""
    return pattern.replace(r"\b", "").replace(r"\W+", r"\W*") if language in UNSPACED else pattern


def _elsewhere(fragment: Fragment, message: str) -> RuleError:
    place = fragment.error
    return RuleError(message, place.path, place.line, place.column)
