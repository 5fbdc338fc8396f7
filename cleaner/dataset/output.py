"""The output of a run: shards of rows, what was set aside, counts, and a manifest of what is finished.

    OUTPUT/
      data/part-000000.jsonl          the clean documents
      ledger/part-000000.parquet      every edit, if asked for
      quarantine/part-000000.jsonl    documents set aside, with reason and source
      counts/part-000000.parquet      edits by site and rule
      manifest/run.json               what this is a run of
      manifest/part-000000.json       a finished range of the inputs; written last

A shard whose manifest is there is finished, and is never touched again. Any other is done again.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from cleaner.dataset.counts import Counts, add, to_table
from cleaner.dataset.events import Place
from cleaner.dataset.plan import Block, Position, Spill
from cleaner.dataset.rows import Status, failed_row
from cleaner.dataset.store import Store
from cleaner.dataset.work import Result, Target, quarantine_line
from cleaner.errors import SettingsError

__all__ = ["Manifest", "Shard", "finished", "open_run", "position_of", "sweep"]

Manifest = dict[str, Any]

_FOLDERS = ("data", "ledger", "quarantine", "counts")
_NEEDED = ("data/", "counts/")  # what a person looks at and clears away is not
_MANIFEST = ("shard", "start", "end", "documents", "characters", "statuses", "losses", "files", "rules_version")
_PART_RE = re.compile(r"part-\d{6,}[.-]")
_GROUP_BYTES = 32 << 20  # of a row group of Parquet


def open_run(store: Store, identity: Mapping[str, Any]) -> list[Manifest]:
    """Begin a run, or go on with one.

    Args:
        store: the folder.
        identity: what the run is of: inputs, settings, rules, form of the output.

    Returns:
        The manifests of the shards that are finished, in order.

    Raises:
        SettingsError: if the folder holds something else, or a run of something else.
    """
    known = store.read("manifest/run.json")
    if known is None:
        if store.names():
            raise SettingsError(f"{store.root}: is not empty, and holds no run to go on with; choose another folder")
        store.open()
        store.write("manifest/run.json", json.dumps(identity, indent=2).encode() + b"\n")
        return []
    before = _parsed(known, f"{store.root}/manifest/run.json", ())
    changed = [name for name in identity if before.get(name) != json.loads(json.dumps(identity[name]))]
    if changed:
        raise SettingsError(
            f"{store.root}: holds a run with another choice of {', '.join(changed)}; "
            "delete it to start anew, or choose another folder"
        )
    store.open()
    done = finished(store)
    sweep(store, done)
    return done


def _parsed(data: bytes, path: str, names: Iterable[str]) -> Manifest:
    """What a file of a run holds.

    Raises:
        SettingsError: if that is no mapping with these names.
    """
    try:
        found = json.loads(data)
        if isinstance(found, dict) and all(name in found for name in names):
            return found
    except ValueError:
        pass
    raise SettingsError(f"{path}: is damaged; the run can't go on. Delete the folder to start anew")


def finished(store: Store) -> list[Manifest]:
    """The manifests of the finished shards, in order."""
    manifests = []
    for number, name in enumerate(name for name in store.names("manifest") if _PART_RE.match(name)):
        data = store.read(f"manifest/{name}")
        manifest = _parsed(data or b"{}", f"{store.root}/manifest/{name}", _MANIFEST)
        if manifest.get("shard") != number:
            raise SettingsError(f"{store.root}/manifest: part {number} is missing; the run can't go on")
        manifests.append(manifest)
    return manifests


def sweep(store: Store, manifests: Iterable[Manifest]) -> None:
    """Delete what an interrupted run left of shards that it did not finish.

    Raises:
        SettingsError: if documents or counts of one that it did finish are not there any more.
    """
    wanted = {name for manifest in manifests for name in manifest["files"]}
    there = {f"{folder}/{name}" for folder in _FOLDERS for name in store.names(folder)}
    missing = sorted(name for name in wanted - there if name.startswith(_NEEDED))
    if missing:
        raise SettingsError(
            f"{store.root}/{missing[0]}: is missing, though the run had finished it; put it back, or delete the folder "
            "to start anew"
        )
    for name in sorted(there - wanted):
        if _PART_RE.match(name.partition("/")[2]):
            store.remove(name)


class Shard:
    """A shard that is being written."""

    def __init__(self, store: Store, number: int, target: Target, version: str, start: Position) -> None:
        """Begin a shard.

        Args:
            store: the folder.
            number: its number.
            target: the form of the output.
            version: of the rules.
            start: how far the inputs are read before it.
        """
        self.number = number
        self.documents = 0
        self._store, self._target, self._version, self._start = store, target, version, start
        self._losses: list[tuple[str, int, str]] = []
        self._spills: list[str] = []
        self._statuses: Counter[str] = Counter()
        self._characters = 0
        self._counts: Counts = {}
        self._files: dict[str, _Lines | _Table] = {}

    @property
    def is_empty(self) -> bool:
        return not (self.documents or self._losses)

    def add(self, block: Block, results: Iterable[Result]) -> Counter[str]:
        """Write what came of a block; returns its documents by status."""
        statuses: Counter[str] = Counter()
        self._losses += block.losses
        for result in results:
            self._write("data", self._target.value, result.rows)
            self._write("ledger", "parquet", result.ledger)
            self._write("quarantine", "jsonl", result.quarantine)
            add(result.counts, self._counts)
            statuses += result.statuses
            self._characters += result.characters
        for spill in block.spills:
            self._set_aside(spill)
            statuses[Status.TOO_LONG] += 1
        self._statuses += statuses
        self.documents += statuses.total()
        return statuses

    def _write(self, folder: str, end: str, data: bytes) -> None:
        if not data:
            return
        name = f"{folder}/part-{self.number:06}.{end}"
        if name not in self._files:
            path = self._store.temporary(name)
            self._files[name] = _Table(path) if end == "parquet" else _Lines(path)
        self._files[name].write(data)

    def _set_aside(self, spill: Spill) -> None:
        name = f"quarantine/part-{self.number:06}-{len(self._spills)}.source"
        os.replace(spill.path, self._store.temporary(name))
        self._spills.append(name)
        reason = f"too large to be cleaned: {spill.size} bytes (--max-bytes)"
        row = failed_row(Status.TOO_LONG, reason, id=spill.document.default_id, url=None, version=self._version)
        self._write("quarantine", "jsonl", quarantine_line(row, spill.document, None, source_file=name))

    def commit(self, end: Position) -> Manifest:
        """Finish the shard: all its files get their names, then the manifest says so.

        Raises:
            OSError: if it can't be written; the shard counts as not begun then.
        """
        import pyarrow.parquet as pq

        counts = f"counts/part-{self.number:06}.parquet"
        pq.write_table(to_table(self._counts), self._store.temporary(counts), compression="zstd")
        for file in self._files.values():
            file.close()
        names = [*self._files, *self._spills, counts]
        for name in names:
            self._store.publish(name)
        manifest = {
            "shard": self.number,
            "start": self._start,
            "end": end,
            "documents": self.documents,
            "characters": self._characters,
            "statuses": dict(sorted(self._statuses.items())),
            "losses": [{"input": path, "document": number, "reason": why} for path, number, why in self._losses],
            "files": names,
            "rules_version": self._version,
        }
        self._store.write(f"manifest/part-{self.number:06}.json", json.dumps(manifest, indent=2).encode() + b"\n")
        return manifest

    def abandon(self) -> None:
        """Close its files without finishing it."""
        for file in self._files.values():
            file.abandon()


def position_of(manifest: Manifest) -> Position:
    """How far the inputs are read with a shard."""
    index, place = manifest["end"]
    return Position(index, Place(*place))


class _Lines:
    """A file of lines."""

    def __init__(self, path: str) -> None:
        self._file = open(path, "wb", buffering=1 << 20)  # noqa: SIM115 - closed with the shard

    def write(self, data: bytes) -> None:
        self._file.write(data)

    def close(self) -> None:
        self._file.close()

    def abandon(self) -> None:
        with suppress(OSError):  # the disk is full: what is left in the buffer can't be written either
            self._file.close()


class _Table:
    """A file of Parquet, from streams of Arrow."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._writer: Any = None
        self._batches: list[Any] = []
        self._bytes = 0

    def write(self, data: bytes) -> None:
        import pyarrow as pa

        self._batches += pa.ipc.open_stream(data)
        self._bytes += len(data)
        if self._bytes >= _GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, self._batches[0].schema, compression="zstd")
        self._writer.write_table(pa.Table.from_batches(self._batches))
        self._batches, self._bytes = [], 0

    def close(self) -> None:
        if self._batches:
            self._flush()
        self._writer.close()

    def abandon(self) -> None:
        self._batches = []
        with suppress(OSError):
            if self._writer is not None:
                self._writer.close()
