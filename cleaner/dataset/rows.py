"""One document as a row: the form in which every engine and every file gets it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from cleaner.document import Article
from cleaner.pipeline import BUDGET_WARNING, NOTHING_WARNING, SIZE_WARNING, Cleaner
from cleaner.settings import Settings

__all__ = [
    "FIELDS",
    "QUARANTINED",
    "SOURCE_NAMES",
    "Columns",
    "Row",
    "Status",
    "clean_row",
    "cleaner_for",
    "failed_row",
]

Row = dict[str, Any]
"""A cleaned document: the keys of :data:`FIELDS`, with plain values that are valid UTF-8."""

FIELDS = (
    "id",
    "url",
    "title",
    "deck",
    "body",
    "text",
    "language",
    "captions",
    "edits",
    "warnings",
    "rules_version",
    "status",
)

SOURCE_NAMES = ("text", "html")
"""Where a document is looked for if no column is named."""

_EDIT_FIELDS = ("stage", "rule", "category", "start", "end", "before", "after", "note")
_SURROGATE_RE = re.compile("[\ud800-\udfff]")
_REPLACED_WARNING = "bytes that are no text in the source stand as U+FFFD"


class Status(StrEnum):
    """What became of a document."""

    OK = "ok"
    EMPTY = "empty"  # no main text found
    OVER_BUDGET = "over_budget"  # the rules would have taken too much of it, so they took nothing
    TOO_LONG = "too_long"  # longer than the settings allow; not cleaned
    FAILED = "failed"  # no text, or an error; the first warning says which
    TIMED_OUT = "timed_out"  # cleaning took longer than allowed


QUARANTINED = frozenset({Status.OVER_BUDGET, Status.TOO_LONG, Status.FAILED, Status.TIMED_OUT})
"""What a run sets aside with its source, for a person to look at."""

_STATUS_OF_WARNING = {
    BUDGET_WARNING: Status.OVER_BUDGET,
    SIZE_WARNING: Status.TOO_LONG,
    NOTHING_WARNING: Status.EMPTY,
}


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of the input are called.

    Attributes:
        source: the article, HTML or plain text, as text or bytes. None: "text" if there is one, else "html".
        id: what the document is known by.
        url: where it is from.
        language: its ISO 639-1 code; None: it is detected.
    """

    source: str | None = None
    id: str = "id"
    url: str = "url"
    language: str | None = None

    def source_in(self, names: Any) -> str | None:
        """The name of the column with the article among some names; None if it isn't there."""
        return next((name for name in ((self.source,) if self.source else SOURCE_NAMES) if name in names), None)

    def fault_in(self, names: Sequence[str]) -> str:
        """Why the columns of a table can't be these; "" if they can."""
        source = self.source_in(names)
        if source is None:
            return f"there is no column {self.wanted}; there are: {', '.join(names) or 'none'}"
        twice = [name for name in (source, self.id, self.url, self.language) if name and list(names).count(name) > 1]
        return f"there are several columns {twice[0]!r}" if twice else ""

    @property
    def wanted(self) -> str:
        """The column with the article as a message names it."""
        return repr(self.source) if self.source else " or ".join(map(repr, SOURCE_NAMES))


@lru_cache(maxsize=4)
def cleaner_for(settings: Settings) -> Cleaner:
    """The cleaner for some settings, compiled once per process."""
    return Cleaner(settings)


def clean_row(
    engine: Cleaner, source: object, *, id: object = None, url: object = None, language: object = None
) -> Row:
    """Clean a document. Whatever goes wrong becomes a row with the status "failed"; nothing is raised.

    Args:
        engine: the cleaner.
        source: the article, text or bytes.
        id: what it is known by; anything but text is written as text.
        url: where it is from; anything but text counts as unknown.
        language: its ISO 639-1 code; anything but text counts as unknown.
    """
    address = url if isinstance(url, str) and url else None
    code = language.lower() if isinstance(language, str) and language else None
    name = None if id is None else str(id)
    try:
        if source is None:
            raise ValueError("there is no text")
        article = engine.clean(source, url=address, language=code)  # type: ignore[arg-type]
        return _row(article, name, engine.rules_version)
    except Exception as error:  # a document must never stop the others
        reason = f"{type(error).__name__}: {error}"
        return failed_row(Status.FAILED, reason, id=name, url=address, version=engine.rules_version)


def failed_row(status: Status, reason: str, *, id: str | None, url: str | None, version: str) -> Row:
    """The row of a document that there is no result for."""
    return {
        "id": _sound(id),
        "url": _sound(url),
        "title": None,
        "deck": None,
        "body": None,
        "text": None,
        "language": None,
        "captions": [],
        "edits": [],
        "warnings": [_sound(reason)],
        "rules_version": version,
        "status": str(status),
    }


def _row(article: Article, id: str | None, version: str) -> Row:
    warnings = list(article.warnings)
    row = {
        "id": id,
        "url": article.url,
        "title": article.title,
        "deck": article.deck,
        "body": article.body,
        "text": article.text,
        "language": article.language,
        "captions": [{"text": c.text, "credit": c.credit, "slug": c.slug} for c in article.captions],
        "edits": [dict(zip(_EDIT_FIELDS, edit, strict=True)) for edit in article.edits],
        "warnings": warnings,
        "rules_version": version,
        "status": str(next((status for w, status in _STATUS_OF_WARNING.items() if w in warnings), Status.OK)),
    }
    return row if _is_sound(row) else _mended(row)


def _is_sound(row: Row) -> bool:
    """Whether all text of a row can be written as UTF-8."""
    try:
        for value in (row["id"], row["url"], row["title"], row["text"], row["body"], *row["warnings"]):
            if value is not None:
                value.encode()
        for edit in row["edits"]:
            edit["before"].encode()
            edit["after"].encode()
        for caption in row["captions"]:
            for value in caption.values():
                if value is not None:
                    value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _mended(row: Row) -> Row:
    """The row with U+FFFD for lone surrogates; offsets stay what they are, as each is one character."""
    mended = _sound(row)
    mended["warnings"].append(_REPLACED_WARNING)
    return mended  # type: ignore[no-any-return]


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE_RE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_sound(item) for item in value]
    if isinstance(value, dict):
        return {name: _sound(item) for name, item in value.items()}
    return value
