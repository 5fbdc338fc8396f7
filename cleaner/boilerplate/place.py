"""Where an article is from, and where a block stands in it."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.rulebook import Zone

__all__ = ["Place", "zone_of"]

_HEAD_BLOCKS, _HEAD_SHARE = 5, 0.15
_TAIL_BLOCKS, _TAIL_SHARE = 6, 0.25


class Place(NamedTuple):
    """Where an article is from: language code and host name, as far as known."""

    language: str | None = None
    host: str | None = None


def zone_of(index: int, count: int) -> set[Zone]:
    """The zones of the block with this index among so many."""
    zones = {Zone.ANY}
    if index < max(_HEAD_BLOCKS, _HEAD_SHARE * count):
        zones.add(Zone.HEAD)
    if index >= count - max(_TAIL_BLOCKS, _TAIL_SHARE * count):
        zones.add(Zone.TAIL)
    return zones
