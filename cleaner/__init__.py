"""Clean article bodies out of scraped news, with every change on record.

>>> import cleaner
>>> cleaner.clean("It rained  all day.").text
'It rained all day.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.errors import CleanerError, RuleError, SettingsError, SourceError

if TYPE_CHECKING:
    from cleaner.document import Article, Caption
    from cleaner.ledger import Edit
    from cleaner.pipeline import Cleaner, clean
    from cleaner.settings import Settings

__all__ = [
    "Article",
    "Caption",
    "Cleaner",
    "CleanerError",
    "Edit",
    "RuleError",
    "Settings",
    "SettingsError",
    "SourceError",
    "clean",
]

_HOMES = {
    "Article": "document",
    "Caption": "document",
    "Cleaner": "pipeline",
    "Edit": "ledger",
    "Settings": "settings",
    "clean": "pipeline",
}


def __getattr__(name: str) -> Any:
    """Load the parts when first asked for: importing the package costs next to nothing."""
    if name == "__version__":
        from importlib.metadata import version

        return version("cleaner")
    if name not in _HOMES:
        raise AttributeError(f"module 'cleaner' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"cleaner.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
