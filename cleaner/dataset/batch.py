"""The step itself: a batch of documents in, a batch of clean ones out.

All engines call :func:`clean_batch`; none of them has a way of its own to clean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import pyarrow as pa

from cleaner.dataset.rows import FIELDS, Columns, Row, clean_row, cleaner_for
from cleaner.errors import SourceError
from cleaner.pipeline import Cleaner
from cleaner.settings import Settings

__all__ = ["EDIT_FIELDS", "LEDGER_SCHEMA", "SCHEMA", "clean_batch", "clean_batches", "clean_record", "record_batch"]

EDIT_FIELDS = (
    pa.field("stage", pa.string()),
    pa.field("rule", pa.string()),
    pa.field("category", pa.string()),
    pa.field("start", pa.int64()),
    pa.field("end", pa.int64()),
    pa.field("before", pa.string()),
    pa.field("after", pa.string()),
    pa.field("note", pa.string()),
)
"""One edit, as :class:`cleaner.Edit`; offsets are code points of the source."""

_TYPES: dict[str, pa.DataType] = {
    "captions": pa.list_(
        pa.struct([pa.field("text", pa.string()), pa.field("credit", pa.string()), pa.field("slug", pa.string())])
    ),
    "edits": pa.list_(pa.struct(list(EDIT_FIELDS))),
    "warnings": pa.list_(pa.string()),
}

SCHEMA = pa.schema([pa.field(name, _TYPES.get(name, pa.string())) for name in FIELDS])
"""Of every result. ``text`` and ``edits`` give the source back: ``cleaner.ledger.restore``."""

LEDGER_SCHEMA = pa.schema([pa.field("id", pa.string()), *EDIT_FIELDS])
"""Of the ledger as a table of its own: one row per edit."""

Batch = TypeVar("Batch", pa.RecordBatch, pa.Table)


def clean_batch(batch: Batch, settings: Settings | None = None, columns: Columns | None = None) -> Batch:
    """Clean a batch of documents; row *n* of the result is that of row *n* of the batch.

    Rules are compiled once per process. No document makes it raise: what became of each is in ``status``.

    >>> batch = pa.RecordBatch.from_pylist([{"id": "1", "text": "It rained  all day."}])
    >>> clean_batch(batch).column("text").to_pylist()
    ['It rained all day.']

    Args:
        batch: a record batch or table with one document a row. Columns may be of any text or binary type.
        settings: how to clean; the default ones if None.
        columns: what its columns are called. Those that aren't there count as unknown, except the article.

    Returns:
        The same type, with the columns of :data:`SCHEMA`.

    Raises:
        SourceError: if the column with the article is missing, or one of the columns is there twice.
        SettingsError: if a setting is wrong.
        RuleError: if a rule file is wrong.
    """
    engine = cleaner_for(settings or Settings())
    columns = columns or Columns()
    if isinstance(batch, pa.Table):
        check_columns(batch.schema, columns)
        return pa.Table.from_batches([_clean(part, engine, columns) for part in batch.to_batches()], SCHEMA)
    return _clean(batch, engine, columns)


def clean_batches(
    batches: Iterable[pa.RecordBatch], settings: Settings | None = None, columns: Columns | None = None
) -> Iterator[pa.RecordBatch]:
    """Clean a stream of batches, one at a time; arguments and errors are those of :func:`clean_batch`."""
    for batch in batches:
        yield clean_batch(batch, settings, columns)


def clean_record(record: Mapping[str, object], engine: Cleaner, columns: Columns, default_id: str | None = None) -> Row:
    """Clean a document given as a mapping from column to value.

    Args:
        record: the document.
        engine: the cleaner.
        columns: what its keys are called.
        default_id: its id if it has none.
    """
    name = columns.source_in(record)
    id_ = record.get(columns.id)
    return clean_row(
        engine,
        record[name] if name else None,
        id=default_id if id_ is None else id_,
        url=record.get(columns.url),
        language=record.get(columns.language) if columns.language else None,
    )


def check_columns(schema: pa.Schema, columns: Columns) -> str:
    """The name of the column with the article.

    Raises:
        SourceError: if it is missing, or a column is there twice; the message names it and those there are.
    """
    fault = columns.fault_in(schema.names)
    if fault:
        raise SourceError(fault)
    return str(columns.source_in(schema.names))


def record_batch(rows: list[Row]) -> pa.RecordBatch:
    """Rows as a record batch of :data:`SCHEMA`."""
    return pa.RecordBatch.from_pylist(rows, SCHEMA)


def _clean(batch: pa.RecordBatch, engine: Cleaner, columns: Columns) -> pa.RecordBatch:
    name = check_columns(batch.schema, columns)
    names = {"source": name, "id": columns.id, "url": columns.url, "language": columns.language}
    found = {key: batch.column(name) for key, name in names.items() if name in batch.schema.names}
    rows = []
    for number in range(batch.num_rows):
        values = {key: column[number].as_py() for key, column in found.items()}
        rows.append(clean_row(engine, values.pop("source"), **values))
    return record_batch(rows)
