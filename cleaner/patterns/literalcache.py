"""The codes of the literals of many patterns, found once on a machine: the next process reads them from a file.

To find those of a rule book takes a second for each language.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from cleaner.cachefile import read_packed, write_packed
from cleaner.patterns.literals import Code, Needed, are_remembered, required_codes

__all__ = ["codes_of"]

_FEW = 10  # patterns whose literals are as soon found as read


def codes_of(patterns: Sequence[str], folder: Path | None) -> list[Needed]:
    """What :func:`~cleaner.patterns.literals.required_codes` finds in each pattern, from the cache or anew.

    Args:
        patterns: the patterns.
        folder: where the cache is; None for none. Programs that make many books, and so remember what each pattern
            requires, have no use for a file of each.
    """
    folder = None if are_remembered() else folder
    path = folder / _file_name(patterns) if folder and len(patterns) >= _FEW else None
    found = _read(path) if path else None
    if found is None:
        found = [*map(required_codes, patterns)]
        if path:
            write_packed(path, _packed(found), "literals-*.z*")
    return found


def _file_name(patterns: Sequence[str]) -> str:
    """A name that changes with the patterns and with the code that reads them."""
    key = hashlib.sha256("\0".join(patterns).encode() + _made_by())
    return f"literals-{key.hexdigest()[:16]}.z"


@cache
def _made_by() -> bytes:
    return b"".join(source.read_bytes() for source in sorted(Path(__file__).parent.glob("*.py")))


def _packed(found: Sequence[Needed]) -> bytes:
    """Each code once, and for each pattern the lists of their numbers."""
    codes: dict[Code, int] = {}
    lists = [[[codes.setdefault(code, len(codes)) for code in needed] for needed in each] for each in found]
    named = [(code.decode("latin-1"), is_last) for code, is_last in codes]
    return json.dumps((named, lists), separators=(",", ":")).encode()


def _read(path: Path) -> list[Needed] | None:
    data = read_packed(path)
    if data is None:
        return None
    named, lists = json.loads(data)
    codes: list[Code] = [(code.encode("latin-1"), is_last) for code, is_last in named]
    return [tuple([tuple([codes[number] for number in needed]) for needed in each]) for each in lists]
