"""What a worker does: documents in, bytes to be written out. Pure, so that lost work can be done again."""

from __future__ import annotations

import gc
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from cleaner.dataset.counts import Counts, count_row
from cleaner.dataset.rows import QUARANTINED, Columns, Row, Status, cleaner_for, failed_row
from cleaner.decode import decode
from cleaner.settings import Settings

__all__ = ["Document", "Job", "Result", "Target", "clean_documents", "give_up", "prepare", "quarantine_line"]


class Target(StrEnum):
    """The form of the output."""

    JSONL = "jsonl"
    JSONL_GZ = "jsonl.gz"
    JSONL_ZST = "jsonl.zst"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Job:
    """All that a worker must know. Small and picklable.

    Attributes:
        settings: how to clean.
        columns: what the columns of the input are called.
        target: the form of the output.
        ledger: whether to give the ledger as a table of its own as well.
    """

    settings: Settings
    columns: Columns
    target: Target = Target.JSONL
    ledger: bool = False


class Document(NamedTuple):
    """A document as a worker gets it.

    Attributes:
        data: a line of JSON, or a mapping from column to value.
        input: the file it is from.
        number: how many of the file lie before it.
    """

    data: bytes | dict[str, Any]
    input: str
    number: int

    @property
    def default_id(self) -> str:
        """Its id if it names none."""
        return f"{self.input}#{self.number}"


class Result(NamedTuple):
    """What came of some documents, ready to be written in this order.

    Attributes:
        rows: JSONL, compressed if so wanted, or a stream of Arrow; empty if there are none.
        ledger: a stream of Arrow; empty if there is nothing in it.
        quarantine: JSONL.
        counts: edits by site and rule.
        statuses: documents by status.
        characters: characters of the clean text.
    """

    rows: bytes
    ledger: bytes
    quarantine: bytes
    counts: Counts
    statuses: Counter[str]
    characters: int


def prepare(job: Job) -> None:
    """Load what the first document would otherwise wait for: the rules, the models, the words of English.

    For a process that does nothing else: what it has loaded stays, so that garbage is not looked for among it.
    """
    cleaner_for(job.settings).clean("The mill on the river has been closed since Monday, the town said.")
    gc.collect()
    gc.freeze()


def clean_documents(documents: Sequence[Document], job: Job) -> Result:
    """Clean some documents."""
    from cleaner.dataset.batch import clean_record

    engine = cleaner_for(job.settings)
    pairs: list[tuple[Row, Document, dict[str, Any] | None]] = []
    for document in documents:
        record, fault = _record_of(document, job.columns)
        if record is None:
            id_, url = _names_of(document, job.columns)
            row = failed_row(Status.FAILED, fault, id=id_, url=url, version=engine.rules_version)
        else:
            row = clean_record(record, engine, job.columns, document.default_id)
        pairs.append((row, document, record))
    return _result(pairs, job)


def give_up(document: Document, job: Job, status: Status, reason: str) -> Result:
    """The result for a document that no worker could deal with."""
    id_, url = _names_of(document, job.columns)
    row = failed_row(status, reason, id=id_, url=url, version=cleaner_for(job.settings).rules_version)
    return _result([(row, document, _record_of(document, job.columns)[0])], job)


def quarantine_line(row: Row, document: Document, source: object, **more: object) -> bytes:
    """A document that is set aside, as a line of JSON; :func:`cleaner.dataset.rows.clean_row` made the row.

    Bytes that are no text stand as lone surrogates (``\\udc80`` … ``\\udcff``, Python's ``surrogateescape``).
    """
    line = {
        "id": row["id"],
        "url": row["url"],
        "status": row["status"],
        "reason": "; ".join(row["warnings"]),
        "input": document.input,
        "record": document.number,
        "source": decode(source) if isinstance(source, bytes) else source,
        **more,
    }
    return json.dumps(line, default=str).encode() + b"\n"


def _record_of(document: Document, columns: Columns) -> tuple[dict[str, Any] | None, str]:
    """The document as a mapping; None and the reason if it is none with an article in it."""
    if isinstance(document.data, dict):
        return document.data, ""
    try:
        record = json.loads(_decoded(document.data))
    except (ValueError, RecursionError) as error:
        return None, f"not a line of JSON: {error}"
    if not isinstance(record, dict):
        return None, f"not a JSON object but {type(record).__name__}; each line must be one object"
    if columns.source_in(record) is None:
        return None, f"there is no field {columns.wanted}; there are: {', '.join(record) or 'none'}"
    return record, ""


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(line)


def _names_of(document: Document, columns: Columns) -> tuple[str, str | None]:
    """Id and address of a document, as far as they can be told."""
    data = document.data
    if isinstance(data, bytes):
        try:
            data = json.loads(_decoded(data))
        except (ValueError, RecursionError):
            data = {}
    if not isinstance(data, dict):
        data = {}
    id_, url = data.get(columns.id), data.get(columns.url)
    return document.default_id if id_ is None else str(id_), url if isinstance(url, str) and url else None


def _result(pairs: Iterable[tuple[Row, Document, dict[str, Any] | None]], job: Job) -> Result:
    counts: Counts = {}
    statuses: Counter[str] = Counter()
    kept: list[Row] = []
    quarantine = b""
    for row, document, record in pairs:
        statuses[row["status"]] += 1
        if row["status"] in QUARANTINED:
            name = job.columns.source_in(record) if record else None
            source = record[name] if record and name else document.data
            quarantine += quarantine_line(row, document, source)
            count_row({**row, "edits": []}, counts)  # what was not used does not count
        else:
            kept.append(row)
            count_row(row, counts)
    characters = sum(len(row["text"]) for row in kept)
    ledger = _ledger(kept) if job.ledger else b""
    return Result(_encoded(kept, job.target), ledger, quarantine, counts, statuses, characters)


def _encoded(rows: list[Row], target: Target) -> bytes:
    if not rows:
        return b""
    if target is Target.PARQUET:
        from cleaner.dataset.batch import record_batch

        return _stream(record_batch(rows))
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    if target is Target.JSONL_GZ:
        return gzip.compress(lines, 6, mtime=0)
    if target is Target.JSONL_ZST:
        import pyarrow as pa

        return bytes(pa.compress(lines, "zstd", asbytes=True))
    return lines


def _ledger(rows: list[Row]) -> bytes:
    import pyarrow as pa

    from cleaner.dataset.batch import LEDGER_SCHEMA

    edits = [{"id": row["id"], **edit} for row in rows for edit in row["edits"]]
    return _stream(pa.RecordBatch.from_pylist(edits, LEDGER_SCHEMA)) if edits else b""


def _stream(batch: Any) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue().to_pybytes())
