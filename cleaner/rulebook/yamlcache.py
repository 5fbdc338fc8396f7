"""What YAML files say, read once on a machine: the next process reads it from one file in some milliseconds.

To read the vocabulary of all languages takes half a second.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cleaner import yamlfile
from cleaner.cachefile import read_packed, write_packed

__all__ = ["read_once"]


def read_once(files: Sequence[Path], read: Callable[[Sequence[Path]], Any], folder: Path | None) -> Any:
    """What a function reads in files, from the cache or anew. Lists stand for its tuples where it comes from there.

    Args:
        files: the files.
        read: the function; what it gives can be written as JSON.
        folder: where the cache is; None for none.

    Raises:
        RuleError: what the function raises.
    """
    try:
        path = folder / _file_name(files) if folder else None
    except OSError:
        path = None  # the function says what is wrong with a file
    data = read_packed(path) if path else None
    if data is not None:
        return json.loads(data)
    found = read(files)
    if path:
        write_packed(path, json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(), "yaml-*.z*")
    return found


def _file_name(files: Sequence[Path]) -> str:
    """A name that changes with the files and with the code that reads them."""
    made_of = hashlib.sha256(Path(yamlfile.__file__).read_bytes())
    for path in files:
        made_of.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        made_of.update(path.read_bytes())
    return f"yaml-{made_of.hexdigest()[:16]}.z"
