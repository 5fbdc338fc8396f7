"""Files that can be made again, in the user's folder for caches: ``cleaner`` in ``$XDG_CACHE_HOME`` or ``~/.cache``.

Where nothing can be written there, each process makes by itself what the files hold; the results are the same. When a
file is made, others of the same kind that have not been read for a month are deleted: other versions made them.
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

__all__ = ["cache_folder", "mark_as_used", "read_packed", "write_file", "write_packed"]

_UNUSED = 30 * 24 * 3600  # seconds after which a file that nobody has read is deleted


def cache_folder() -> Path | None:
    """Where the files are kept; None if there is no such place. A relative ``$XDG_CACHE_HOME`` does not count."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    try:
        return (Path(named) if os.path.isabs(named) else Path.home() / ".cache") / "cleaner"
    except RuntimeError:  # no home
        return None


def read_packed(path: Path) -> bytes | None:
    """What :func:`write_packed` wrote; None if there is no such file, or it is damaged."""
    try:
        data = zlib.decompress(path.read_bytes())  # which looks at its checksum
    except (OSError, zlib.error):
        return None
    mark_as_used(path)
    return data


def write_packed(path: Path, data: bytes, others: str) -> None:
    """Write a file of some bytes; for arguments see :func:`write_file`."""
    write_file(path, lambda file: file.write(zlib.compress(data, 1)), others)


def write_file(path: Path, write: Callable[[IO[bytes]], object], others: str) -> None:
    """Write a file, in one step for those who read it meanwhile; where that can't be done, there is none.

    Args:
        path: the file.
        write: what writes it.
        others: what the names of files of its kind look like, for :meth:`pathlib.Path.glob`.
    """
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
            try:
                write(file)
                file.close()
                os.replace(file.name, path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        _delete_unused(path, others)


def mark_as_used(path: Path) -> None:
    """Note that a file was read."""
    with suppress(OSError):
        os.utime(path)


def _delete_unused(path: Path, others: str) -> None:
    """Delete other files of a kind, also unfinished ones, that have long not been read."""
    for other in path.parent.glob(others):
        if other != path and other.stat().st_mtime < time.time() - _UNUSED:
            other.unlink(missing_ok=True)
