"""Selectors of the rule book: what the tag, class, id, role and the like of an element say about the text in it.

A mark is evidence with a score, as that of a line rule: 1.0 decides alone, scores below nought speak for the text.
Names are read word by word ("article__relatedLinks" is article, related, links), never by parts of words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from cleaner.errors import RuleError
from cleaner.rulebook.load import html_files, shipped_folder
from cleaner.rulebook.model import Category
from cleaner.rulebook.opened import is_named
from cleaner.yamlfile import Choice, FileState, ListOf, Number, Record, Table, Text, read_yaml

__all__ = ["Mark", "MarkBook", "open_markbook"]

_NAMED = frozenset(
    ("class", "id", "data-component", "data-testid", "data-test-id", "data-type", "data-module", "data-name")
)
_WORD_RE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_LONGEST_NAME = 400  # characters of a name that are read
_LOWER_RE = re.compile(r"[a-z]+")
_CACHED = 20_000  # different names that are remembered

_START_TAG_RE = re.compile(r"<([a-z][a-z0-9]*)([^<>]*)>")
_ATTRIBUTE_RE = re.compile(r"""([a-z-]+)(?:="([^"]*)")?""")


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """What a selector says.

    Attributes:
        id: file and name of the selector, such as ``html.promo.newsletter``.
        category: what the text is that it marks.
        score: its weight in the sum, at most 1.0, which decides alone; below nought it speaks for the text.
        description: what it selects, in words.
        place: path and line of its file.
        is_off: whether its category is switched off: then it has no weight, and what it marks within the article stays.
    """

    id: str
    category: Category
    score: float
    description: str = ""
    place: str = ""
    is_off: bool = False

    @property
    def against(self) -> float:
        """Its weight against the text in its element."""
        return 0.0 if self.is_off or self.score < 0 else self.score


_NAMES = ListOf(Text())
SELECTOR_FILE = Table(
    Record(
        {
            "description": Text(),
            "category": Choice(Category),
            "score": Number(-1, 1),
            "tags": _NAMES,
            "words": _NAMES,
            "roles": _NAMES,
            "itemprops": _NAMES,
            "styles": _NAMES,
            "attributes": _NAMES,
            "examples": Record({"match": ListOf(Text(), least=1), "spare": _NAMES}, ["match", "spare"]),
        },
        required=["description", "category", "score", "examples"],
    )
)
_CONDITIONS = ("tags", "words", "roles", "itemprops", "styles", "attributes")


class MarkBook:
    """The selectors of some folders, ready to be asked about elements."""

    def __init__(self, selectors: Iterable[tuple[Mark, dict[str, Any]]]) -> None:
        self.marks: list[Mark] = []
        self._by: dict[str, dict[str, list[Mark]]] = {name: {} for name in _CONDITIONS}
        for mark, values in selectors:
            self.marks.append(mark)
            for name in _CONDITIONS:
                for value in values.get(name, ()):
                    self._by[name].setdefault(value.lower(), []).append(mark)
        self._tags = {tag: tuple(marks) for tag, marks in self._by["tags"].items()}
        self._attributes = {condition.partition("=")[0] for condition in self._by["attributes"]}
        self._read = _NAMED | {"role", "itemprop", "style"} | self._attributes
        self._lengths: dict[str, list[int]] = {}  # of the runs of words that begin with a word
        for length, first in sorted({(len(words.split()), words.split()[0]) for words in self._by["words"]}):
            self._lengths.setdefault(first, []).append(length)
        self._known = lru_cache(_CACHED)(self._marks_of_value)
        self._named = lru_cache(_CACHED)(self._marks_of_name)

    @cached_property
    def version(self) -> str:
        """A hash of the selectors; two books with the same version mark every element alike."""
        digest = hashlib.sha256()
        for condition, marks in self.conditions():
            digest.update(
                repr((condition, [(mark.id, mark.category, mark.score, mark.is_off) for mark in marks])).encode()
            )
        return digest.hexdigest()[:12]

    def conditions(self) -> Iterator[tuple[str, tuple[Mark, ...]]]:
        """What is asked of elements, such as ``words 'share bar'``, with the marks that it sets."""
        for name, by_value in self._by.items():
            for value, marks in by_value.items():
                yield f"{name} {value!r}", tuple(marks)

    def of(self, element: Any) -> tuple[Mark, ...]:
        """The marks of an element, each once."""
        found = self._tags.get(element.tag, ())
        read = self._read
        for name, value in element.items():
            if name in read:
                marks = self._known(name, value)
                if marks:
                    found = tuple(dict.fromkeys(found + marks)) if found else marks
        return found

    def _marks_of_value(self, name: str, value: str) -> tuple[Mark, ...]:
        """The marks of one attribute, each once."""
        found: list[Mark] = []
        if name in _NAMED:
            for word in value[:_LONGEST_NAME].split():
                found += self._named(word)
        elif name in ("role", "itemprop"):
            for word in value.lower().split():
                found += self._by[f"{name}s"].get(word, ())
        elif name == "style":
            for part in value.replace(" ", "").lower().split(";"):
                found += self._by["styles"].get(part, ())
        else:
            found += self._by["attributes"].get(name, ())
            found += self._by["attributes"].get(f"{name}={value.lower()}", ())
        return tuple(dict.fromkeys(found))

    def _marks_of_name(self, name: str) -> tuple[Mark, ...]:
        """The marks of one class or id, by all runs of words in it."""
        known = self._by["words"]
        words = _LOWER_RE.findall(name) if name.islower() else [word.lower() for word in _WORD_RE.findall(name)]
        found: list[Mark] = []
        for start, word in enumerate(words):
            for length in self._lengths.get(word, ()):
                found += known.get(" ".join(words[start : start + length]), ())
        return tuple(found)


def open_markbook(
    folders: Iterable[Path | str] = (),
    *,
    shipped: bool = True,
    categories_off: Iterable[str] = (),
    rules_off: Iterable[str] = (),
) -> MarkBook:
    """The shipped selectors with those of other folders on top, each held to its examples.

    Args:
        folders: folders of the user's own.
        shipped: whether to start from the shipped selectors.
        categories_off: categories whose selectors speak against nothing.
        rules_off: ids of selectors to leave out; one that ends in "." or ".*" means all that begin with it.

    Raises:
        RuleError: if a file is wrong, a selector fails its examples, an id is used twice, or a selector to
            switch off doesn't exist.
    """
    whole = (*([shipped_folder()] if shipped else []), *map(Path, folders))
    return _chosen(
        tuple(FileState.of(path) for folder in whole for path in html_files(folder)),
        tuple(categories_off),
        tuple(rules_off),
    )


@lru_cache(maxsize=8)
def _chosen(files: tuple[FileState, ...], categories_off: tuple[str, ...], rules_off: tuple[str, ...]) -> MarkBook:
    selectors = _opened(files)
    for wanted in rules_off:
        if not any(is_named(wanted, mark.id) for mark, _ in selectors):
            raise RuleError(f"no selector is called {wanted!r}; 'cleaner rules list' shows them all")
    return MarkBook(
        (replace(mark, is_off=mark.category in categories_off and mark.score > 0), values)
        for mark, values in selectors
        if not any(is_named(wanted, mark.id) for wanted in rules_off)
    )


@lru_cache(maxsize=8)
def _opened(files: tuple[FileState, ...]) -> tuple[tuple[Mark, dict[str, Any]], ...]:
    selectors: dict[str, tuple[Mark, dict[str, Any]]] = {}
    for path, *_ in files:
        for name, (line, column, values) in (read_yaml(path, SELECTOR_FILE) or {}).items():
            mark = Mark(
                f"html.{path.stem}.{name}",
                Category(values["category"]),
                values["score"],
                values["description"],
                f"{path}:{line}",
            )
            if mark.id in selectors:
                raise RuleError(f"selector {mark.id!r} exists already; name this one otherwise", path, line, column)
            selectors[mark.id] = (mark, values)
            _prove(mark, values, path, line, column)
    return tuple(selectors.values())


def _prove(mark: Mark, values: dict[str, Any], path: Path, line: int, column: int) -> None:
    """Hold a selector to its examples."""
    book = MarkBook([(mark, values)])
    if not any(values.get(name) for name in _CONDITIONS):
        raise RuleError(f"selector {mark.id!r} selects nothing: add {', '.join(_CONDITIONS)}", path, line, column)
    for wanted, examples in ((True, values["examples"]["match"]), (False, values["examples"]["spare"])):
        for example in examples:
            if bool(book.of(_element(example, path, line, column))) is not wanted:
                what = "does not select its example" if wanted else "selects the near miss, which it must spare,"
                raise RuleError(f"selector {mark.id!r} {what} {example!r}", path, line, column)


class _Example(dict[str, str]):
    """The start tag of an example, with what is asked of an element."""

    tag: str


def _element(example: str, path: Path, line: int, column: int) -> _Example:
    match = _START_TAG_RE.fullmatch(example)
    if match is None:
        raise RuleError(f"an example must be one start tag, found {example!r}", path, line, column)
    element = _Example(_ATTRIBUTE_RE.findall(match[2]))
    element.tag = match[1]
    return element
