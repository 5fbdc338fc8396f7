"""The literals of many patterns, found once on a machine: the next process reads them from a file.

To find those of a rule book takes a second for each language.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from cleaner.cachefile import read_packed, write_packed
from cleaner.patterns.literals import Required, are_remembered, required_literals

__all__ = ["literals_of"]

_FEW = 10  # patterns whose literals are as soon found as read


def literals_of(patterns: Sequence[str], folder: Path | None) -> list[Required]:
    """What :func:`~cleaner.patterns.literals.required_literals` finds in each pattern, from the cache or anew.

    Args:
        patterns: the patterns.
        folder: where the cache is; None for none. Programs that make many books, and so remember what each pattern
            requires, have no use for a file of each.
    """
    folder = None if are_remembered() else folder
    path = folder / _file_name(patterns) if folder and len(patterns) >= _FEW else None
    found = _read(path) if path else None
    if found is None:
        found = [*map(required_literals, patterns)]
        if path:
            write_packed(path, json.dumps(found, separators=(",", ":")).encode(), "literals-*.z*")
    return found


def _file_name(patterns: Sequence[str]) -> str:
    """A name that changes with the patterns and with the code that reads them."""
    key = hashlib.sha256("\0".join(patterns).encode() + _made_by())
    return f"literals-{key.hexdigest()[:16]}.z"


@cache
def _made_by() -> bytes:
    return b"".join(source.read_bytes() for source in sorted(Path(__file__).parent.glob("*.py")))


def _read(path: Path) -> list[Required] | None:
    data = read_packed(path)
    return None if data is None else [tuple(map(tuple, lists)) for lists in json.loads(data)]
