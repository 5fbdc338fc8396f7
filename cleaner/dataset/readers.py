"""Files → documents, one at a time, from any place in the file.

Each document carries the place behind it, from which a later run goes on.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import IO, Any

from cleaner.dataset.events import Event, Loss, Oversize, Place, Record
from cleaner.dataset.inputs import STDIN, DamagedError, Format, Input, open_input, open_seekable, reason_of
from cleaner.dataset.rows import Columns
from cleaner.dataset.warc import read_warc
from cleaner.decode import is_binary

__all__ = ["read"]


def read(item: Input, start: Place, columns: Columns, max_bytes: int) -> Iterator[Event]:
    """The documents of a file from a place on.

    Args:
        item: the file.
        start: where to begin; a place that this function gave out before.
        columns: what the columns are called.
        max_bytes: a larger document is handed on as :class:`Oversize`, or is a loss where that can't be.

    Raises:
        OSError: if the disk or the network fails. What is wrong with the file itself is a loss instead.
    """
    return _READERS[item.format](item, start, columns, max_bytes)


def _read_jsonl(item: Input, start: Place, columns: Columns, max_bytes: int) -> Iterator[Event]:
    del columns
    number, offset, _ = start
    with closing(open_input(item)) as file:
        try:
            _skip(file, start.offset, item)
            while line := file.readline(max_bytes + 1):
                if len(line) > max_bytes and not line.endswith(b"\n"):
                    rest = _Rest(file, line)
                    yield Oversize(iter(rest), number, partial(rest.after, number + 1, offset))
                    offset += rest.taken
                    number += 1
                    continue
                offset += len(line)
                if line.isspace():
                    continue
                number += 1
                yield Record(line, number - 1, Place(number, offset), _taken(file, offset))
        except DamagedError as fault:
            yield Loss(f"cut off or damaged ({fault}); what comes after document {number} can't be read", number)


class _Rest:
    """A long line, piece by piece."""

    def __init__(self, file: Any, head: bytes) -> None:
        self._file, self._head, self.taken = file, head, 0

    def after(self, number: int, offset: int) -> Place:
        """The place behind it, once it is taken."""
        return Place(number, offset + self.taken)

    def __iter__(self) -> Iterator[bytes]:
        piece, self._head = self._head, b""
        while piece:
            self.taken += len(piece)
            yield piece
            piece = b"" if piece.endswith(b"\n") else self._piece()

    def _piece(self) -> bytes:
        """What the next read gives, up to the end of the line: a fault behind it takes nothing of it away."""
        ahead = self._file.peek(1)
        end = ahead.find(b"\n") + 1
        return bytes(self._file.read(end or len(ahead)))


def _skip(file: IO[bytes], offset: int, item: Input) -> None:
    if offset and item.path != STDIN and file.seekable():
        file.seek(offset)
        return
    while offset:
        piece = file.read(min(offset, 1 << 20))
        if not piece:
            break
        offset -= len(piece)


def _taken(file: IO[bytes], offset: int) -> int:
    raw = getattr(file, "raw", None)
    consumed = getattr(raw, "consumed", None)
    return offset if consumed is None else int(consumed)


def _read_table(item: Input, start: Place, columns: Columns, max_bytes: int) -> Iterator[Event]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with closing(open_seekable(item)) as file:
        try:
            table = pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20, page_checksum_verification=True)
        except (pa.ArrowException, OSError) as error:
            if getattr(error, "errno", None):
                raise
            yield Loss(f"no Parquet file, or a damaged one ({reason_of(error)})", 0)
            return
        fault = columns.fault_in(table.schema_arrow.names)
        if fault:
            yield Loss(fault, 0)
            return
        name = str(columns.source_in(table.schema_arrow.names))
        others = (columns.id, columns.url, columns.language)
        wanted = [name, *(other for other in others if other and other in table.schema_arrow.names and other != name)]
        first = 0
        for group in range(table.num_row_groups):
            rows = table.metadata.row_group(group).num_rows
            if first + rows > start.number:
                yield from _read_group(table, group, wanted, Place(first), rows, start.number, max_bytes, item)
            first += rows


def _read_group(
    table: Any, group: int, wanted: list[str], first: Place, rows: int, start: int, max_bytes: int, item: Input
) -> Iterator[Event]:
    import pyarrow as pa

    number, end = first.number, first.number + rows
    share = (item.size or 0) / max(1, table.metadata.num_rows)
    try:
        for batch in table.iter_batches(batch_size=16, row_groups=[group], columns=wanted, use_threads=False):
            for row in range(batch.num_rows):
                number += 1
                if number <= start:
                    continue
                after = Place(number)
                size = sum(_length(batch.column(column)[row]) for column in range(batch.num_columns))
                if size > max_bytes:
                    pieces = _pieces(batch.column(wanted[0])[row].as_buffer())
                    yield Oversize(pieces, number - 1, partial(Place, number))
                    continue
                data = {name: _value(batch.column(name)[row]) for name in wanted}
                yield Record(data, number - 1, after, int(share * number))
    except (pa.ArrowException, OSError) as error:
        if getattr(error, "errno", None):
            raise
        lost = end - max(number, start)
        yield Loss(
            f"row group {group} is damaged ({reason_of(error)}); {lost} of its {rows} rows can't be read",
            number,
            Place(end),
        )


def _value(cell: Any) -> Any:
    """The value of a cell; text that is no UTF-8 as bytes."""
    try:
        return cell.as_py()
    except UnicodeDecodeError:
        return cell.as_buffer().to_pybytes()


def _length(value: Any) -> int:
    buffer = value.as_buffer() if value.is_valid and hasattr(value, "as_buffer") else None
    return buffer.size if buffer is not None else 0


def _pieces(buffer: Any) -> Iterator[bytes]:
    view = memoryview(buffer)
    for position in range(0, len(view), 1 << 20):
        yield bytes(view[position : position + (1 << 20)])


class _Lines:
    """Lines of a text file for the csv module, which asks for them one by one."""

    def __init__(self, file: IO[bytes], max_bytes: int) -> None:
        self._file, self._max, self.taken, self.is_over = file, max_bytes, 0, False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(self._max + 1)
        is_first, length = self.taken == 0, len(line)
        if not line:
            self.is_over = True
            raise StopIteration
        while len(line) > self._max and not line.endswith(b"\n"):
            line = self._file.readline(1 << 20) or b"\n"
            length += len(line)
            if line.endswith(b"\n"):
                self.taken += length
                raise csv.Error(f"a line of {length} bytes is over the limit of {self._max}")
        self.taken += length
        return line.decode("utf-8-sig" if is_first else "utf-8", "surrogateescape")


def _read_csv(item: Input, start: Place, columns: Columns, max_bytes: int) -> Iterator[Event]:
    number = 0
    csv.field_size_limit(max_bytes)
    with closing(open_input(item)) as file:
        lines = _Lines(file, max_bytes)
        delimiter = "\t" if item.format is Format.TSV else ","
        rows = csv.reader(lines, delimiter=delimiter)
        try:
            head = next(rows, [])
            if fault := columns.fault_in(head):
                yield Loss(fault, 0)
                return
            while True:
                try:
                    row = next(rows)
                except StopIteration:
                    return
                except csv.Error as error:
                    number += 1
                    if number > start.number:
                        yield Loss(f"record {number - 1} can't be read ({error})", number - 1, Place(number))
                    rows = csv.reader(lines, delimiter=delimiter)
                    continue
                if not row:
                    continue
                number += 1
                if lines.is_over:  # the module takes the end of the file for the end of a quotation
                    yield Loss(f"cut off: record {number - 1} begins a quotation that does not end", number - 1)
                    return
                if number > start.number:
                    data: dict[str, Any] = dict(zip(head, row, strict=False))
                    yield Record(data, number - 1, Place(number), _taken(file, lines.taken))
        except (DamagedError, csv.Error) as fault:
            yield Loss(f"cut off or damaged ({fault}); what comes after document {number} can't be read", number)


def _read_file(item: Input, start: Place, columns: Columns, max_bytes: int) -> Iterator[Event]:
    if start.number:
        return
    after = Place(1)
    with closing(open_input(item)) as file:
        try:
            data = file.read(max_bytes + 1)
        except DamagedError as fault:
            yield Loss(f"cut off or damaged ({fault})", 0)
            return
        if len(data) > max_bytes:
            yield Oversize(itertools.chain([data], iter(lambda: file.read(1 << 20), b"")), 0, partial(Place, 1))
            return
        if is_binary(data):
            yield Loss("is not text (binary data)", 0)
            return
        name = item.name or item.path
        yield Record({columns.source or "text": data, columns.id: name}, 0, after, item.size or len(data))


_READERS: dict[Format, Callable[[Input, Place, Columns, int], Iterator[Event]]] = {
    Format.JSONL: _read_jsonl,
    Format.PARQUET: _read_table,
    Format.WARC: read_warc,
    Format.CSV: _read_csv,
    Format.TSV: _read_csv,
    Format.FILE: _read_file,
}
