"""A bar for work that takes a while."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

__all__ = ["watched"]

T = TypeVar("T")
_WIDTH = 30


def watched(items: Sequence[T], name: str) -> Iterator[T]:
    """The items, with a bar on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    for number, item in enumerate(items):
        filled = _WIDTH * number // len(items)
        print(f"\r{name} [{'█' * filled}{' ' * (_WIDTH - filled)}] {number}/{len(items)}", end="", file=sys.stderr)
        yield item
    print("\r" + " " * (len(name) + _WIDTH + 30) + "\r", end="", file=sys.stderr, flush=True)
