"""Inputs → blocks of documents, each small enough to hand to a worker, cut where a shard of the output ends."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cleaner.dataset.events import START, Event, Loss, Oversize, Place, Record
from cleaner.dataset.inputs import STDIN, DamagedError, Input, is_remote, reason_of
from cleaner.dataset.readers import read
from cleaner.dataset.rows import Columns
from cleaner.dataset.work import Document
from cleaner.errors import SourceError

__all__ = ["Block", "Limits", "Position", "Spill", "plan_blocks"]

_BLOCK_BYTES = 2 << 20
_SHARD_BYTES = 256 << 20  # of input; so that little is done again after a crash, also where documents are large
_PAUSES = (1.0, 5.0, 25.0)  # seconds before a file that the network failed on is opened again


class Position(NamedTuple):
    """How far the inputs are read: an input, and a place in it."""

    input: int = 0
    place: Place = START


class Spill(NamedTuple):
    """A document too large to be cleaned, in a file of its own.

    Attributes:
        document: what is known of it; its data is empty.
        path: the temporary file that holds it.
        size: bytes.
    """

    document: Document
    path: str
    size: int


_BEGINNING = Position()


@dataclass(slots=True)
class Block:
    """Documents that follow each other in the inputs.

    Attributes:
        documents: those that can be cleaned.
        spills: those that are too large to.
        losses: what could not be read: the file, the documents before it, and the reason.
        end: how far the inputs are read with it.
        size: bytes of the documents.
        read: bytes of the inputs taken so far.
        ends_shard: whether the shard of the output is full after it.
    """

    documents: list[Document] = field(default_factory=list)
    spills: list[Spill] = field(default_factory=list)
    losses: list[tuple[str, int, str]] = field(default_factory=list)
    end: Position = _BEGINNING
    size: int = 0
    read: int = 0
    ends_shard: bool = False


class Limits(NamedTuple):
    """Sizes.

    Attributes:
        block: documents of a block.
        shard: documents of a shard.
        document: bytes of a document; larger ones are set aside. Common Crawl cuts its pages at 5 MiB, and one of
            that size takes a worker to about 400 MB.
        total: documents of the run; None for all.
        skips_unreadable: whether to go on where the disk or the network fails, not only where a file is damaged.
    """

    block: int = 64
    shard: int = 10_000
    document: int = 5 << 20
    total: int | None = None
    skips_unreadable: bool = False


def plan_blocks(
    inputs: Sequence[Input],
    start: Position,
    done: int,
    columns: Columns,
    limits: Limits,
    spill: Callable[[], str],
) -> Iterator[Block]:
    """Read the inputs from a position on. Where blocks and shards are cut depends on nothing but the inputs.

    Args:
        inputs: all of them.
        start: how far they are read already.
        done: documents read already.
        columns: what the columns are called.
        limits: sizes.
        spill: gives the path of a new temporary file, for a document too large.

    Raises:
        SourceError: if the disk or the network fails, after some tries.
    """
    if limits.total is not None and done >= limits.total:
        return
    before = sum(item.size or 0 for item in inputs[: start.input])
    block, shard, shard_bytes = Block(end=start), 0, 0
    for index in range(start.input, len(inputs)):
        item = inputs[index]
        for event in _patiently(item, start.place if index == start.input else START, columns, limits):
            if isinstance(event, Loss):
                block.losses.append((item.path, event.number, event.reason))
                block.end = Position(index, event.after) if event.after else Position(index + 1)
                continue
            if isinstance(event, Oversize):
                block.spills.append(_spilled(event, item, spill()))
                block.end = Position(index, event.after())
            else:
                block.documents.append(Document(event.data, item.path, event.number))
                block.end, block.read = Position(index, event.after), before + event.read
                block.size += event.size
                shard_bytes += event.size
            shard += 1
            done += 1
            if shard >= limits.shard or shard_bytes >= _SHARD_BYTES:
                block.ends_shard = True
                yield block
                shard, shard_bytes = 0, 0
            elif done == limits.total:
                break
            elif len(block.documents) >= limits.block or block.size >= _BLOCK_BYTES:
                yield block
            else:
                continue
            block = Block(end=block.end, read=block.read)
            if done == limits.total:
                break
        if done == limits.total:
            break
        before += item.size or 0
        block.end, block.read = Position(index + 1), before
    block.ends_shard = True
    yield block


def _spilled(event: Oversize, item: Input, path: str) -> Spill:
    size = 0
    with open(path, "wb") as file:
        for piece in _readable(event.pieces, item):
            file.write(piece)
            size += len(piece)
    return Spill(Document(b"", item.path, event.number), path, size)


def _readable(pieces: Iterator[bytes], item: Input) -> Iterator[bytes]:
    """Pieces up to a fault in the file, which its reader comes upon again, and reports."""
    while True:
        try:
            piece = next(pieces, None)
        except (DamagedError, OSError) as error:
            if isinstance(error, OSError) and error.errno:
                raise SourceError(f"{item.path} can't be read: {reason_of(error)}") from None
            return
        if piece is None:
            return
        yield piece


def _patiently(item: Input, place: Place, columns: Columns, limits: Limits) -> Iterator[Event]:
    """The events of a file; where the network fails, it is tried again from the place reached."""
    pauses = list(_PAUSES) if is_remote(item.path) else []
    while True:
        try:
            for event in read(item, place, columns, limits.document):
                yield event
                after = event.after() if isinstance(event, Oversize) else event.after
                place = after or place
                if isinstance(event, Record):
                    pauses = list(_PAUSES) if is_remote(item.path) else []
            return
        except (OSError, TimeoutError) as error:
            reason = f"can't be read: {reason_of(error)}"
        if pauses:
            time.sleep(pauses.pop(0))
        elif limits.skips_unreadable:
            yield Loss(f"{reason}; what comes after document {place.number} is left out", place.number)
            return
        else:
            name = "standard input" if item.path == STDIN else item.path
            raise SourceError(
                f"{name} {reason}. The same command goes on where it stopped; --skip-unreadable goes on without it"
            )
