"""YAML read safely, checked against a description of its keys, with errors that name line and column.

A :class:`Field` reads one kind of value and describes it as JSON Schema, so that what the loader takes and
what an editor completes can't drift apart.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import yaml

from cleaner.errors import RuleError

__all__ = [
    "LANGUAGE",
    "Choice",
    "Day",
    "Field",
    "FileState",
    "Flag",
    "Form",
    "ListOf",
    "Number",
    "Pair",
    "Record",
    "Table",
    "Text",
    "one_of",
    "read_yaml",
    "shown",
]

_MOST_LISTED = 30  # choices in an error message
_MOST_SHOWN = 120  # characters of a text in one
_NAME = r"[\w.-]+"
_DEPTH = 50  # collections within each other; files of this package need seven, the parser's stack bears some thousands
_SafeLoader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc]
    """Composes nodes, and gives up on deep nesting before the stack of the parser does, which ends the process."""

    _depth = 0

    def descend_resolver(self, parent: yaml.Node | None, index: object) -> None:
        super().descend_resolver(parent, index)
        self._depth += 1
        if self._depth > _DEPTH:
            mark = parent.start_mark if parent else None
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=mark)

    def ascend_resolver(self) -> None:
        super().ascend_resolver()
        self._depth -= 1


class Field(Protocol):
    """A kind of value in a YAML file."""

    def read(self, node: yaml.Node, path: Path | None) -> Any:
        """The value of a node; raises :class:`RuleError` at the node's place if it has the wrong kind."""
        ...

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""
        ...


def error_at(node: yaml.Node, path: Path | None, message: str) -> RuleError:
    """An error at the place of a node."""
    return RuleError(message, path, node.start_mark.line + 1, node.start_mark.column + 1)


def one_of(wrong: str, choices: Iterable[str]) -> str:
    """The end of an error message: what was probably meant, and what there is if that is not too much to read.

    >>> one_of("exmaples", ["examples", "patterns"])
    "did you mean 'examples'? Known: examples, patterns"
    """
    known = sorted(map(str, choices))
    close = difflib.get_close_matches(wrong, known, n=1)
    guess = f"did you mean {close[0]!r}? " if close else ""
    return (
        f"{guess}Known: {', '.join(known)}"
        if len(known) <= _MOST_LISTED
        else guess or f"none of {len(known)} is like it"
    )


def shown(value: str) -> str:
    """A text as an error message quotes it, without what is too much to read.

    >>> shown("mug " * 100)
    "'mug mug mug mug mug mug mug mug mug mug mug mug mug mug mug …'"
    """
    return repr(value if len(value) <= _MOST_SHOWN else value[: _MOST_SHOWN // 2 - 1] + " …")


def _scalar(node: yaml.Node, path: Path | None, tags: tuple[str, ...], expected: str) -> str:
    if not isinstance(node, yaml.ScalarNode) or node.tag.rpartition(":")[2] not in tags:
        kind = {"seq": "a list", "map": "a mapping", "null": "nothing", "int": "a number", "bool": "true or false"}
        found = kind.get(node.tag.rpartition(":")[2]) or shown(str(node.value))
        raise error_at(node, path, f"expected {expected}, found {found}")
    value: str = node.value
    return value


class Text:
    """A non-empty string."""

    def read(self, node: yaml.Node, path: Path | None) -> str:
        value = _scalar(node, path, ("str",), "text (put it in quotes)")
        if not value.strip():
            raise error_at(node, path, "expected text, found an empty string")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1}


class Form:
    """A string of a certain form."""

    def __init__(self, pattern: str, expected: str) -> None:
        """Take the form as a pattern, and what to call it in an error message."""
        self.pattern, self.expected = pattern, expected

    def read(self, node: yaml.Node, path: Path | None) -> str:
        """The value of a node; a bare ``no`` is one as well."""
        value = _scalar(node, path, ("str", "bool"), self.expected)
        if not re.fullmatch(self.pattern, value):
            raise error_at(node, path, f"expected {self.expected}, found {shown(value)}")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.pattern}$"}


LANGUAGE = Form("[a-z]{2,3}", "an ISO 639-1 code such as en")
"""The code of a language as rules are kept under it."""


class Number:
    """A number between two bounds, both allowed."""

    def __init__(self, least: float, most: float, *, whole: bool = False) -> None:
        self.least, self.most, self.whole = least, most, whole

    def read(self, node: yaml.Node, path: Path | None) -> float:
        raw = _scalar(
            node, path, ("int",) if self.whole else ("int", "float"), "a whole number" if self.whole else "a number"
        )
        try:
            value = int(raw) if self.whole else float(raw)
        except ValueError:
            raise error_at(node, path, f"expected a plain decimal number, found {shown(raw)}") from None
        if not self.least <= value <= self.most:
            raise error_at(node, path, f"{raw} is out of range: {self.least:g} to {self.most:g}")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "integer" if self.whole else "number", "minimum": self.least, "maximum": self.most}


class Flag:
    """true or false."""

    def read(self, node: yaml.Node, path: Path | None) -> bool:
        return _scalar(node, path, ("bool",), "true or false").lower() in ("true", "yes", "on")

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Day:
    """A date: YYYY-MM-DD."""

    def read(self, node: yaml.Node, path: Path | None) -> datetime.date:
        raw = _scalar(node, path, ("timestamp", "str"), "a date, YYYY-MM-DD")
        try:
            return datetime.date.fromisoformat(raw)
        except ValueError:
            raise error_at(node, path, f"expected a date, YYYY-MM-DD, found {shown(raw)}") from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


class Choice:
    """One of a few names."""

    def __init__(self, choices: Iterable[str]) -> None:
        self.choices = tuple(choices)

    def read(self, node: yaml.Node, path: Path | None) -> str:
        value = _scalar(node, path, ("str",), f"one of {', '.join(self.choices)}")
        if value not in self.choices:
            raise error_at(node, path, f"unknown value {shown(value)}; {one_of(value, self.choices)}")
        return value

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.choices)}


class ListOf:
    """A list of one kind of value."""

    def __init__(self, item: Field, *, least: int = 0) -> None:
        self.item, self.least = item, least

    def read(self, node: yaml.Node, path: Path | None) -> tuple[Any, ...]:
        if not isinstance(node, yaml.SequenceNode):
            raise error_at(node, path, "expected a list")
        if len(node.value) < self.least:
            raise error_at(node, path, f"expected at least {self.least} in the list, found {len(node.value)}")
        return tuple(self.item.read(child, path) for child in node.value)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema(), "minItems": self.least}


class ByKey:
    """Either of two kinds of mapping; which one is told by whether a key is there."""

    def __init__(self, key: str, having: Field, lacking: Field) -> None:
        self.key, self.having, self.lacking = key, having, lacking

    def read(self, node: yaml.Node, path: Path | None) -> Any:
        has_key = isinstance(node, yaml.MappingNode) and any(name.value == self.key for name, _ in node.value)
        return (self.having if has_key else self.lacking).read(node, path)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.lacking.schema(), self.having.schema()]}


class Pair:
    """Either of two kinds of value; which one is told by whether the node is a plain value."""

    def __init__(self, plain: Field, nested: Field) -> None:
        self.plain, self.nested = plain, nested

    def read(self, node: yaml.Node, path: Path | None) -> Any:
        return (self.plain if isinstance(node, yaml.ScalarNode) else self.nested).read(node, path)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.plain.schema(), self.nested.schema()]}


def _entries(node: yaml.Node, path: Path | None) -> Iterator[tuple[yaml.Node, str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise error_at(node, path, "expected a mapping of keys to values")
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key = _scalar(key_node, path, ("str", "bool", "int", "null"), "a name")  # "no" and "on" are names too
        if key in seen:
            raise error_at(key_node, path, f"{shown(key)} stands here twice")
        seen.add(key)
        yield key_node, key, value_node


class Record:
    """A mapping with known keys."""

    def __init__(self, keys: Mapping[str, Field], required: Iterable[str] = ()) -> None:
        self.keys, self.required = dict(keys), tuple(required)

    def read(self, node: yaml.Node, path: Path | None) -> dict[str, Any]:
        values = {}
        for key_node, key, value_node in _entries(node, path):
            if key not in self.keys:
                raise error_at(key_node, path, f"unknown key {shown(key)}; {one_of(key, self.keys)}")
            values[key] = self.keys[key].read(value_node, path)
        missing = [key for key in self.required if key not in values]
        if missing:
            raise error_at(node, path, f"missing: {', '.join(missing)}")
        return values

    def schema(self) -> dict[str, Any]:
        properties = {key: field.schema() for key, field in self.keys.items()}
        schema = {"type": "object", "properties": properties, "additionalProperties": False}
        return schema | ({"required": list(self.required)} if self.required else {})


class Table:
    """A mapping of free names to one kind of value; read as name → (line, column, value)."""

    def __init__(self, item: Field) -> None:
        self.item = item

    def read(self, node: yaml.Node, path: Path | None) -> dict[str, tuple[int, int, Any]]:
        found = {}
        for key_node, key, value_node in _entries(node, path):
            if not re.fullmatch(_NAME, key):
                raise error_at(key_node, path, f"{shown(key)} can't be a name; use letters, digits, _, - and .")
            mark = key_node.start_mark
            found[key] = mark.line + 1, mark.column + 1, self.item.read(value_node, path)
        return found

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{_NAME}$"},
            "additionalProperties": self.item.schema(),
        }


class FileState(NamedTuple):
    """A file as it is now: another one when it has been written again."""

    path: Path
    written: int
    size: int

    @classmethod
    def of(cls, path: Path) -> FileState:
        facts = path.stat()
        return cls(path.absolute(), facts.st_mtime_ns, facts.st_size)


def read_yaml(path: Path, field: Field) -> Any:
    """The value of a YAML file, or None if there is nothing in it.

    Raises:
        RuleError: if the file can't be read, isn't YAML, or doesn't hold what ``field`` describes.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RuleError(f"can't be read: {error.strerror or error}", path) from None
    except UnicodeDecodeError as error:
        raise RuleError(f"is not UTF-8: {error.reason} at byte {error.start}", path) from None
    return parse_yaml(text, field, path)


def parse_yaml(text: str, field: Field, path: Path | None = None) -> Any:
    """As :func:`read_yaml`, of a string; ``path`` is for the error messages."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        if "nesting depth" in (error.problem or ""):  # the library's own limit, from 6.0.4 on
            raise RuleError("is not valid YAML: nested too deeply", path, line, column) from None
        is_syntax = isinstance(error, (yaml.scanner.ScannerError, yaml.parser.ParserError))
        hint = "; quote text that holds ': ' or begins with one of *&!%@`{[" if is_syntax else ""
        raise RuleError(f"is not valid YAML: {error.problem or error}{hint}", path, line, column) from None
    except yaml.reader.ReaderError as error:
        before = text[: text.find(chr(error.character))]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise RuleError(
            f"holds the character U+{error.character:04X}, which YAML has none of", path, line, column
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise RuleError(f"is not valid YAML: {error}", path) from None
    return None if node is None else field.read(node, path)
