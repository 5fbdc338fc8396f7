"""HTML → blocks and metadata. The only importer of trafilatura and lxml.

Trafilatura finds the main text and what the page says about itself. Image captions, which it leaves out or
takes for text, are read off the page's own tree and put back where they stood.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cleaner.document import Block, Kind
from cleaner.html.captions import with_captions
from cleaner.html.pieces import Piece, pieces_of, squeezed
from cleaner.ledger import Trail

__all__ = ["Page", "read_page"]

SEPARATOR = "\n\n"

_METADATA = ("author", "date", "sitename", "hostname", "description", "image", "pagetype", "license")


@dataclass(frozen=True, slots=True)
class Page:
    """What was read off a page.

    Attributes:
        source: the texts of the blocks joined by blank lines.
        blocks: stretches of it; title first, if the page names one.
        metadata: what the page says about itself.
        language: ISO 639-1 code that the page declares.
        url: the canonical address.
    """

    source: str
    blocks: tuple[Block, ...]
    metadata: Mapping[str, str]
    language: str | None = None
    url: str | None = None


def read_page(html: str, url: str | None = None, *, alt_text: bool = False) -> Page | None:
    """The main text of a page, its captions and metadata; None if there is no text in it.

    Nothing is fetched.

    Args:
        html: the page.
        url: where it is from.
        alt_text: whether an image without a caption has its alternative text for one.
    """
    import trafilatura
    from lxml.etree import LxmlError

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs a failed extraction as an error
    try:
        tree = trafilatura.load_html(_loadable(html))
        document: Any = (
            None
            if tree is None
            else trafilatura.bare_extraction(
                tree,
                url=url,
                include_comments=False,  # readers' comments are not the article
                include_links=True,  # the share of links in a block is evidence
                include_tables=True,
                deduplicate=False,  # its cache is global: one document would change the next
                with_metadata=True,
            )
        )
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError, IndexError):
        return None  # a page that trafilatura stumbles over; the caller says that no text was found
    if document is None or document.body is None:
        return None
    pieces = [piece for element in document.body for piece in pieces_of(element)]
    pieces = with_captions([piece for piece in pieces if piece.text], tree, alt_text=alt_text)
    if document.title and squeezed(document.title):
        pieces.insert(0, Piece(squeezed(document.title), Kind.TITLE))
    if not pieces:
        return None
    return _page(pieces, document)


def _loadable(html: str) -> str:
    """The page as lxml takes it: no NULs, no lone surrogates."""
    return html.replace("\0", "").encode("utf-8", "replace").decode()


def _page(pieces: Sequence[Piece], document: Any) -> Page:
    blocks, position = [], 0
    for piece in pieces:
        blocks.append(Block(Trail.of(piece.text, position), piece.kind, piece.link_density, piece.figure))
        position += len(piece.text) + len(SEPARATOR)
    facts = {name: getattr(document, name, None) for name in _METADATA}
    return Page(
        source=SEPARATOR.join(piece.text for piece in pieces),
        blocks=tuple(blocks),
        metadata={name: str(value) for name, value in facts.items() if value},
        language=document.language or None,
        url=document.url or None,
    )
