"""What a run reads: files found from what the user typed, and how to open them, here or elsewhere."""

from __future__ import annotations

import glob
import io
import os
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from cleaner.errors import SourceError

__all__ = [
    "STDIN",
    "DamagedError",
    "Format",
    "Input",
    "find_inputs",
    "is_remote",
    "open_input",
    "open_seekable",
    "reason_of",
]

STDIN = "-"
_CHUNK = 1 << 20  # bytes read at once
_TAIL = 1 << 16  # bytes decompressed at once; what lies before a fault is read again one by one

_MAGIC = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
_COMPRESSED = (".gz", ".zst", ".zstd")


class Format(StrEnum):
    """How documents lie in a file."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    WARC = "warc"
    CSV = "csv"
    TSV = "tsv"
    FILE = "file"  # the file is one document, text or HTML


_FORMATS = {
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".json": Format.JSONL,
    ".parquet": Format.PARQUET,
    ".pq": Format.PARQUET,
    ".warc": Format.WARC,
    ".wet": Format.WARC,
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".txt": Format.FILE,
    ".html": Format.FILE,
    ".htm": Format.FILE,
    ".xhtml": Format.FILE,
}


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read.

    Attributes:
        path: local path, URL, or "-" for standard input.
        format: how documents lie in it.
        size: bytes, where known.
        name: the id of its document, if it is one: its path below the folder that was given.
    """

    path: str
    format: Format
    size: int | None = None
    name: str | None = None


class DamagedError(Exception):
    """A compressed stream that ends too early or is damaged; ``args[0]`` says how."""


def is_remote(path: str) -> bool:
    """Whether a path is for fsspec: ``s3://…``, ``gcs://…``, ``hf://…``, ``https://…``, ``memory://…``."""
    return "://" in path


def find_inputs(paths: Iterable[str], format: Format | None = None, *, output: str = "") -> list[Input]:
    """The files that some paths, folders and globs stand for, each once, in an order that is always the same.

    Args:
        paths: what the user typed; "-" is standard input.
        format: how documents lie in all of them; None: by the ends of their names (standard input: JSONL).
        output: the folder that will be written to; where it lies in a folder that is read, it is passed over.

    Raises:
        SourceError: if nothing is there, or it can't be told what it is.
    """
    found: dict[str, Input] = {}
    for path in paths:
        some = list(_remote(path, format, output) if is_remote(path) else _local(path, format, output))
        if not some:
            raise SourceError(f"{path or repr(path)}: no files to read there (of {', '.join(_FORMATS)})")
        for item in some:
            found.setdefault(item.path, item)
    return list(found.values())


def _local(path: str, format: Format | None, output: str) -> Iterator[Input]:
    if path == STDIN:
        yield Input(STDIN, format or Format.JSONL)
        return
    if os.path.isdir(path):
        for folder, folders, names in os.walk(path, onerror=_raise_unreadable):
            inner = (name for name in folders if not _is_same(os.path.join(folder, name), output))
            folders[:] = sorted(name for name in inner if not name.startswith("."))
            for name in sorted(names):
                file = os.path.join(folder, name)
                if not name.startswith(".") and (format or _format_of(name)) and not _is_endless(file):
                    yield _local_file(file, format, path)
        return
    names = [path] if os.path.exists(path) else sorted(glob.glob(path, recursive=True))
    if not names and not glob.has_magic(path):
        raise SourceError(f"{path or repr(path)}: no such file or folder")
    for name in names:
        if os.path.isdir(name):
            if name == path or not _is_same(name, output):
                yield from _local(name, format, output)
        else:
            yield _local_file(name, format, os.path.dirname(name))


def _raise_unreadable(error: OSError) -> None:
    """What is in a folder that can't be read must not be left out in silence."""
    raise SourceError(f"{error.filename}: {reason_of(error)}") from None


def _is_same(path: str, output: str) -> bool:
    """Whether a path is the folder of the output."""
    return bool(output) and not is_remote(output) and os.path.realpath(path) == os.path.realpath(output)


def _is_endless(path: str) -> bool:
    """Whether a path is a pipe, a socket or a device: those that are found in a folder hold no documents."""
    return os.path.exists(path) and not os.path.isfile(path)


def _local_file(path: str, format: Format | None, base: str) -> Input:
    if not os.path.exists(path):
        raise SourceError(f"{path}: is a link to a file that there is not")
    if not os.access(path, os.R_OK):
        raise SourceError(f"{path}: permission denied")
    kind = format or _known_format(path)
    size = os.path.getsize(path) if os.path.isfile(path) else None
    return Input(path, kind, size, Path(path).relative_to(base).as_posix() if base else path)


def _remote(path: str, format: Format | None, output: str) -> Iterator[Input]:
    fs, inside = _filesystem(path)
    written = f"{_filesystem(output)[1].rstrip('/')}/" if output.startswith(path.split("://", 1)[0] + "://") else ""
    scheme = path.split("://", 1)[0]
    try:
        if scheme in ("http", "https"):  # most servers don't list what they have
            names = [path]
        elif glob.has_magic(path):
            names = sorted(fs.glob(inside))
        elif fs.isdir(inside):
            found = (name for name in fs.find(inside) if not (written and name.startswith(written)))
            names = sorted(name for name in found if format or _format_of(name))
        else:
            names = [inside]
        for name in names:
            shown = name if "://" in name else fs.unstrip_protocol(name)
            base = inside.rstrip("/") + "/"
            yield Input(shown, format or _known_format(name), fs.size(name), name.removeprefix(base))
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file") from None
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: {reason_of(error)}") from None


def _filesystem(path: str) -> tuple[Any, str]:
    import fsspec

    try:
        fs, inside = fsspec.core.url_to_fs(path)
    except ImportError as error:
        raise SourceError(f"{path}: {error}") from None
    except ValueError as error:
        raise SourceError(f"{path}: {error}") from None
    return fs, inside


def _format_of(name: str) -> Format | None:
    stem = name.lower().split("?", 1)[0]
    for end in _COMPRESSED:
        stem = stem.removesuffix(end)
    return _FORMATS.get(os.path.splitext(stem)[1])


def _known_format(name: str) -> Format:
    format = _format_of(name)
    if format is None:
        raise SourceError(f"{name}: can't tell the format by its name; say it with --format")
    return format


def reason_of(error: BaseException) -> str:
    """An error in words, without what every message has anyway."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error).strip().split("\n")[0] or type(error).__name__


def open_input(item: Input, *, decompressed: bool = True) -> IO[bytes]:
    """Open a file for reading; compressed ones (gzip, zstd) are recognised by their first bytes.

    Args:
        item: the file.
        decompressed: whether to read through the compression; such a stream raises :class:`DamagedError`.

    Raises:
        OSError: if it can't be opened.
    """
    raw = _open_raw(item)
    if not decompressed:
        return raw
    head = raw.peek(4)[:4] if isinstance(raw, io.BufferedReader) else b""
    codec = next((codec for magic, codec in _MAGIC.items() if head.startswith(magic)), None)
    if codec is None:
        return raw
    return io.BufferedReader(_Decompressed(raw, codec, item), _CHUNK)


def open_seekable(item: Input) -> IO[bytes]:
    """The file as it is; one that can't be entered anywhere (a pipe) is copied to the disk first."""
    file = open_input(item, decompressed=False)
    if file.seekable() and item.path != STDIN:
        return file
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - the reader closes it
    shutil.copyfileobj(file, copy, 1 << 20)
    copy.seek(0)
    return copy


def _open_raw(item: Input) -> IO[bytes]:
    if item.path == STDIN:
        return sys.stdin.buffer
    if not is_remote(item.path):
        return open(item.path, "rb", buffering=_CHUNK)
    fs, inside = _filesystem(item.path)
    return io.BufferedReader(_Raw(fs.open(inside, "rb")), _CHUNK)


class _Raw(io.RawIOBase):
    """A file of fsspec as one of Python's own, so that its beginning can be looked at."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


class _Decompressed(io.RawIOBase):
    """A compressed stream. All that lies before a fault is given before :class:`DamagedError` is raised."""

    def __init__(self, raw: IO[bytes], codec: str, item: Input) -> None:
        self._raw, self._codec, self._item = raw, codec, item
        self._stream = _arrow_stream(raw, codec)
        self._position = 0
        self._fault: DamagedError | None = None

    def readable(self) -> bool:
        return True

    @property
    def consumed(self) -> int:
        """Compressed bytes taken so far, for the progress."""
        return 0 if self._raw.closed or not self._raw.seekable() else self._raw.tell()

    def readinto(self, buffer: Any) -> int:
        data = self._read(min(len(buffer), _TAIL))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def _read(self, size: int) -> bytes:
        if self._fault:
            raise self._fault
        try:
            return bytes(self._stream.read(size))
        except OSError as error:
            if error.errno:  # the disk or the network, not the compression
                raise
            self._fault = DamagedError(reason_of(error))
        tail = b"" if self._item.path == STDIN else self._tail()
        if not tail:
            raise self._fault
        return tail

    def _tail(self) -> bytes:
        """What can be read between the last block and the fault."""
        self._raw.seek(0)
        if self._codec != "gzip":
            return b"".join(_arrow_pieces(self._raw, self._codec, self._position))
        left, tail = self._position, b""
        for piece in _gzip_pieces(self._raw):
            tail += piece[left:]
            left = max(0, left - len(piece))
        return tail

    def close(self) -> None:
        if not self.closed and self._item.path != STDIN:
            self._raw.close()
        super().close()


def _arrow_pieces(raw: IO[bytes], codec: str, start: int) -> Iterator[bytes]:
    """A stream from a byte up to a fault, in single ones: a larger read would take those before the fault down."""
    stream = _arrow_stream(raw, codec)
    with suppress(OSError):
        while start:
            start -= len(stream.read(min(start, _TAIL)))
        while piece := stream.read(1):
            yield bytes(piece)


def _gzip_pieces(raw: IO[bytes]) -> Iterator[bytes]:
    """A stream up to a fault; the block of it that has the fault is gone over byte by byte."""
    member = zlib.decompressobj(31)
    while chunk := raw.read(_TAIL):
        while chunk:
            before = member.copy()
            try:
                yield member.decompress(chunk)
            except zlib.error:
                with suppress(zlib.error):
                    for place in range(len(chunk)):
                        yield before.decompress(chunk[place : place + 1])
                return
            chunk = member.unused_data
            if member.eof:
                member = zlib.decompressobj(31)


def _arrow_stream(raw: IO[bytes], codec: str) -> Any:
    import pyarrow as pa

    return pa.CompressedInputStream(pa.PythonFile(raw, mode="r"), codec)
