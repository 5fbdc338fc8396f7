"""The blocks of a page before they have a place in a source, and how trafilatura's result becomes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cleaner.document import Figure, Kind

__all__ = ["Piece", "pieces_of", "squeezed"]

_SPACE_RE = re.compile(r"[ \t\r\n\f]+")
_KINDS = {"head": Kind.HEADING, "quote": Kind.QUOTE, "code": Kind.CODE, "item": Kind.ITEM, "row": Kind.TABLE}


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of a block to be, before it has a place in the source."""

    text: str
    kind: Kind = Kind.PARAGRAPH
    link_density: float = 0.0
    figure: Figure | None = None


def squeezed(text: str) -> str:
    """Text as a browser shows it: white space that HTML does not mean is one blank."""
    return _SPACE_RE.sub(" ", text).strip(" ")


def pieces_of(element: Any) -> Iterator[Piece]:
    """The blocks of an element of trafilatura's result."""
    tag = element.tag
    if tag in ("list", "table"):
        for child in element.iter("item" if tag == "list" else "row"):
            yield from _items(child, _KINDS[child.tag])
    elif tag == "quote" and len(element) and not (element.text or "").strip():
        for child in element:
            yield from _items(child, Kind.QUOTE)
    else:
        yield from _items(element, _KINDS.get(tag, Kind.PARAGRAPH))


def _items(element: Any, kind: Kind) -> Iterator[Piece]:
    if kind is Kind.TABLE:
        cells = [squeezed("".join(cell.itertext())) for cell in element.iter("cell")]
        yield Piece(" | ".join(filter(None, cells)), kind)
        return
    links = sum(len("".join(link.itertext())) for link in element.iter("ref"))
    whole = "".join(_texts(element))
    density = min(1.0, links / max(1, len(whole)))
    for line in whole.split("\n\0"):
        yield Piece(squeezed(line), kind, round(density, 2))


def _texts(element: Any) -> Iterator[str]:
    r"""The text of an element, with ``\n\0`` for a line break in it; nested list items speak for themselves."""
    yield element.text or ""
    for child in element:
        if child.tag == "lb":
            yield "\n\0"
        elif child.tag not in ("list", "item"):
            yield from _texts(child)
        yield child.tail or ""
