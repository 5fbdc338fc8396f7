"""Cleaning as a step in a data pipeline: one batch function, and a command for whole datasets.

Needs the extra ``data``; :mod:`cleaner.dataset.ray`, ``.spark``, ``.datatrove`` and ``.scrapy`` need those of their
names, ``.huggingface`` needs ``datasets``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleaner.dataset.batch import LEDGER_SCHEMA, SCHEMA, clean_batch, clean_batches
    from cleaner.dataset.rows import QUARANTINED, Columns, Status

__all__ = ["LEDGER_SCHEMA", "QUARANTINED", "SCHEMA", "Columns", "Status", "clean_batch", "clean_batches"]

_HOMES = {
    "LEDGER_SCHEMA": "batch",
    "QUARANTINED": "rows",
    "SCHEMA": "batch",
    "Columns": "rows",
    "Status": "rows",
    "clean_batch": "batch",
    "clean_batches": "batch",
}


def __getattr__(name: str) -> Any:
    """Load the parts when first asked for: those without pyarrow work where it isn't installed."""
    if name not in _HOMES:
        raise AttributeError(f"module 'cleaner.dataset' has no attribute {name!r}")
    from importlib import import_module

    try:
        return getattr(import_module(f"cleaner.dataset.{_HOMES[name]}"), name)
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        raise ImportError("cleaner.dataset needs pyarrow: pip install 'cleaner[data]'", name="pyarrow") from None
