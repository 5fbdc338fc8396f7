"""The blocks of a page before they have a place in a source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.document import Figure, Finding, Kind

if TYPE_CHECKING:
    from cleaner.html.walk import Node

__all__ = ["Piece", "squeezed"]

_SPACES = " \t\r\n\f"  # white space that HTML does not mean
_SPACE_RE = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of a block to be, before it has a place in the source; with the block of the page that it is."""

    text: str
    kind: Kind = Kind.PARAGRAPH
    link_density: float = 0.0
    figure: Figure | None = None
    findings: tuple[Finding, ...] = ()
    node: Node | None = None
    level: int = 0


def squeezed(text: str) -> str:
    """Text as a browser shows it: white space that HTML does not mean is one blank."""
    text = text.strip(_SPACES)
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        return _SPACE_RE.sub(" ", text)
    return text
