"""Everything this package raises on purpose.

CleanerError
├── SourceError            an input could not be read
├── SettingsError          a setting is unknown or has a wrong value
└── RuleError              a rule file is wrong; carries path, line and column
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["CleanerError", "RuleError", "SettingsError", "SourceError"]


class CleanerError(Exception):
    """Base of all errors raised on purpose by this package."""


class SourceError(CleanerError):
    """An input could not be read; the message names the file and the reason."""


class SettingsError(CleanerError):
    """A setting has an unknown name or a wrong value; the message lists the choices."""


class RuleError(CleanerError):
    """A rule file is wrong.

    Attributes:
        path: the file, or None for text that came from no file.
        line: 1-based line, 0 where unknown.
        column: 1-based column, 0 where unknown.
    """

    def __init__(self, message: str, path: Path | None = None, line: int = 0, column: int = 0) -> None:
        self.path, self.line, self.column, self.reason = path, line, column, message
        place = f"{path or '<rules>'}:{line}:{column}: " if line else f"{path}: " if path else ""
        super().__init__(place + message)

    def __reduce__(self) -> tuple[type[RuleError], tuple[str, Path | None, int, int]]:
        return type(self), (self.reason, self.path, self.line, self.column)
