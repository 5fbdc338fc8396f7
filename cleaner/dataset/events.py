"""What readers yield: documents, and what can't be read, each with the place behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

__all__ = ["START", "Event", "Loss", "Oversize", "Place", "Record"]


class Place(NamedTuple):
    """A place in a file.

    Attributes:
        number: documents that lie before it.
        offset: its byte, for the formats that can be entered there; 0 for the others.
        is_done: whether the document at this byte is one of those before (where only its beginning is known).
    """

    number: int = 0
    offset: int = 0
    is_done: bool = False


START = Place()


class Record(NamedTuple):
    """A document as it was found.

    Attributes:
        data: a line of JSON, or a mapping from column to value.
        number: how many of the file lie before it.
        after: the place behind it.
        read: bytes of the file taken so far, for the progress.
    """

    data: bytes | dict[str, Any]
    number: int
    after: Place
    read: int

    @property
    def size(self) -> int:
        """Bytes, about."""
        if isinstance(self.data, bytes):
            return len(self.data)
        return sum(len(value) for value in self.data.values() if isinstance(value, (str, bytes)))


class Oversize(NamedTuple):
    """A document that is too large to be held in memory: it is handed on piece by piece.

    Attributes:
        pieces: its bytes; to be taken before the reader goes on.
        number: how many of the file lie before it.
        after: where it ends, once the pieces are taken.
    """

    pieces: Iterator[bytes]
    number: int
    after: Callable[[], Place]


class Loss(NamedTuple):
    """Something that can't be read.

    Attributes:
        reason: what and why, in words.
        number: documents of the file that lie before it.
        after: where reading goes on, or None for the end of the file.
    """

    reason: str
    number: int
    after: Place | None = None


Event = Record | Oversize | Loss
"""What a reader yields."""
