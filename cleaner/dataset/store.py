"""A folder for output, here or behind fsspec, in which a file is either whole or not there."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import IO, Any

from cleaner.dataset.inputs import is_remote
from cleaner.errors import SettingsError, SourceError

__all__ = ["Store"]

_TEMPORARY = ".unfinished"


class Store:
    """Writes files under a temporary name, and gives them theirs once they are on the disk.

    Behind fsspec, they are written to a temporary folder of this machine and sent when whole: object stores
    show a file only then.
    """

    def __init__(self, root: str) -> None:
        """Open or create a folder.

        Raises:
            SourceError: if that can't be done.
        """
        self.root = root
        self._fs: Any = None
        self._lock: IO[bytes] | None = None
        self._is_open = False
        if is_remote(root):
            import fsspec

            try:
                self._fs, self._base = fsspec.core.url_to_fs(root.rstrip("/"))
            except (ImportError, ValueError) as error:
                raise SourceError(f"{root}: {error}") from None
        else:
            self._base = root
            if os.path.exists(root) and not os.path.isdir(root):
                raise SourceError(f"{root}: is a file; the output of a run is a folder")
        self._temporary = Path(root, _TEMPORARY)

    def open(self) -> None:
        """Make the folder, and see that no other run is writing to it; what an earlier one left half done goes.

        Raises:
            SettingsError: if another run is.
        """
        if self._fs is not None:
            self._temporary = Path(tempfile.mkdtemp(prefix="cleaner-"))
            self._is_open = True
            return
        self._temporary.mkdir(parents=True, exist_ok=True)
        self._lock = open(self._temporary / "lock", "wb")  # noqa: SIM115 - held open until the end
        try:
            import fcntl

            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # Windows: two runs at once are not noticed there
            pass
        except OSError:
            raise SettingsError(f"{self.root}: another run is writing there") from None
        self._is_open = True
        for path in self._temporary.iterdir():
            if path.name != "lock":
                path.unlink()

    def close(self) -> None:
        """Let go of the folder; unfinished files are deleted."""
        if self._is_open:
            shutil.rmtree(self._temporary, ignore_errors=True)
            self._is_open = False
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def temporary(self, name: str) -> str:
        """The path under which to write a file."""
        return str(self._temporary / name.replace("/", "-"))

    def publish(self, name: str) -> None:
        """Give a file that was written under its temporary path its name, replacing one that has it."""
        temporary = self.temporary(name)
        if self._fs is not None:
            self._fs.makedirs(os.path.dirname(f"{self._base}/{name}"), exist_ok=True)
            self._fs.put_file(temporary, f"{self._base}/{name}")
            os.unlink(temporary)
            return
        path = Path(self._base, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)
        _sync_folder(path.parent)

    def write(self, name: str, data: bytes) -> None:
        """Write a small file."""
        Path(self.temporary(name)).write_bytes(data)
        self.publish(name)

    def read(self, name: str) -> bytes | None:
        """The content of a file; None if it isn't there."""
        try:
            if self._fs is not None:
                return bytes(self._fs.cat_file(f"{self._base}/{name}"))
            return Path(self._base, name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def names(self, folder: str = "") -> list[str]:
        """The names in a folder, sorted."""
        try:
            if self._fs is not None:
                found = self._fs.ls(f"{self._base}/{folder}".rstrip("/"), detail=False)
            else:
                found = os.listdir(Path(self._base, folder))
        except (FileNotFoundError, NotADirectoryError):
            return []
        names = [str(name).rstrip("/").rsplit("/", 1)[-1] for name in found]
        return sorted(name for name in names if name != _TEMPORARY)

    def remove(self, name: str) -> None:
        """Delete a file."""
        if self._fs is not None:
            self._fs.rm_file(f"{self._base}/{name}")
        else:
            Path(self._base, name).unlink()


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
