"""Web archives → pages: the responses and resources that are HTML, and the conversions of WET files."""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterator
from contextlib import closing
from functools import partial
from typing import IO, Any

from cleaner.dataset.events import Event, Loss, Oversize, Place, Record
from cleaner.dataset.inputs import Input, open_seekable, reason_of
from cleaner.dataset.rows import Columns
from cleaner.errors import SourceError

__all__ = ["read_warc"]

_TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
_CHUNK = 1 << 20
_STARTS = {b"\x1f\x8b": b"\x1f\x8b\x08", b"\x28\xb5": b"\x28\xb5\x2f\xfd"}
"""First bytes of a file → what each of its records begins with; uncompressed records begin with "WARC/"."""


def read_warc(item: Input, start: Place, columns: Columns, max_bytes: int) -> Iterator[Event]:
    """The pages of a web archive; see :func:`cleaner.dataset.readers.read`.

    A damaged record costs what lies up to the beginning of the next sound one.

    Raises:
        SourceError: if FastWARC is not installed.
    """
    with closing(open_seekable(item)) as file:
        place: Place | None = start
        while place is not None:
            place = yield from _run(file, place, columns, max_bytes)


def _run(file: IO[bytes], start: Place, columns: Columns, max_bytes: int) -> Generator[Event, None, Place | None]:
    """Pages up to the end or a fault; returns where to go on after it."""
    number, begun, is_done = start
    records = _records(file, begun)
    while True:
        try:
            record = next(records, None)
            if record is None:
                if not _ends_whole(file, begun):
                    yield Loss("cut off: the last record is not whole", number)
                return None
            begun = record.stream_pos
            length = record.content_length
            if is_done:
                is_done = False
                continue
            if length > max_bytes:
                number += 1
                pieces = iter(partial(record.reader.read, _CHUNK), b"")
                yield Oversize(pieces, number - 1, partial(Place, number, begun, True))
                continue
            record.freeze()
            if record.content_length < length or record.headers.get("Content-Length") is None:
                raise ValueError("a record is cut short")
            page = _page(record, columns)
        except (OSError, ValueError, EOFError) as error:
            if isinstance(error, OSError) and error.errno:
                raise
            found = _next_record(file, begun + 1)
            after_loss = None if found is None else Place(number, found)
            yield Loss(f"damaged behind byte {begun} ({reason_of(error)})", number, after_loss)
            return after_loss
        if page is not None:
            number += 1
            yield Record(page, number - 1, Place(number, begun, True), begun)


def _records(file: IO[bytes], offset: int) -> Iterator[Any]:
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        raise SourceError("reading web archives needs FastWARC: pip install 'cleaner[data]'") from None
    file.seek(offset)
    return iter(ArchiveIterator(file, record_types=_kinds(), parse_http=False))


def _kinds() -> Any:
    from fastwarc.warc import WarcRecordType

    return WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


def _page(record: Any, columns: Columns) -> dict[str, Any] | None:
    """The page in a record; None if it holds something else, or an error of the server's."""
    kind = record.headers.get("Content-Type", "")
    charset = None
    if record.is_http:
        record.parse_http(auto_decode="all")
        headers = record.http_headers
        if headers is None or (headers.status_code or 200) != 200:
            return None
        kind, charset = record.http_content_type or "", record.http_charset
    if kind.split(";")[0].strip().lower() not in _TEXTS:
        return None
    body: bytes | str = record.reader.read()
    if charset:
        body = _decoded(body, charset)  # type: ignore[arg-type]
    return {
        columns.source or "html": body,
        columns.url: record.headers.get("WARC-Target-URI"),
        columns.id: (record.headers.get("WARC-Record-ID") or "").strip("<> ") or None,
    }


def _decoded(body: bytes, charset: str) -> str | bytes:
    """The text, if the header names an encoding that it is valid in."""
    try:
        return body.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        return body


def _ends_whole(file: IO[bytes], begun: int) -> bool:
    """Whether a file of gzip members ends with one, from a member on. Others show a cut in their last record."""
    file.seek(begun)
    data = file.read(_CHUNK)
    if not data.startswith(b"\x1f\x8b"):
        return True
    member = zlib.decompressobj(31)
    while data:
        try:
            member.decompress(member.unconsumed_tail + data, _CHUNK)
        except zlib.error:
            return False
        while member.unconsumed_tail:
            member.decompress(member.unconsumed_tail, _CHUNK)
        data = member.unused_data or file.read(_CHUNK)
        if member.eof and data:
            member = zlib.decompressobj(31)
    return member.eof


def _next_record(file: IO[bytes], offset: int) -> int | None:
    """Where the next sound record begins, at or behind a byte."""
    file.seek(0)
    mark = _STARTS.get(file.read(2), b"WARC/")
    while (found := _find(file, mark, offset)) is not None:
        try:
            if next(_records(file, found), None) is not None:
                return found
        except (OSError, ValueError, EOFError) as error:
            if isinstance(error, OSError) and error.errno:
                raise
        offset = found + 1
    return None


def _find(file: IO[bytes], mark: bytes, offset: int) -> int | None:
    """The first place of some bytes at or behind an offset."""
    file.seek(offset)
    window = b""
    while chunk := file.read(_CHUNK):
        window += chunk
        found = window.find(mark)
        if found >= 0:
            return offset + found
        kept = len(mark) - 1
        offset += len(window) - kept
        window = window[-kept:]
    return None
