"""HTML → blocks and metadata. The only importer of trafilatura and lxml.

Trafilatura finds the main text and what the page says about itself. Image captions, which it leaves out or
takes for text, are read off the page's own tree and put back where they stood.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cleaner.document import Block, Kind
from cleaner.ledger import Trail

__all__ = ["Page", "read_page"]

SEPARATOR = "\n\n"

_SPACE_RE = re.compile(r"[ \t\r\n\f]+")
_CAPTION_PATH = (
    "//figcaption | //*[contains(concat(' ', normalize-space(@class), ' '), ' wp-caption-text ')]"
    " | //*[@itemprop='caption'] | //amp-img/following-sibling::figcaption"
)
_CREDIT_CLASS_RE = re.compile(r"(?:^|[\s_-])(?:credits?|copyright|photographer|source|attribution)(?:$|[\s_-])", re.IGNORECASE)
_ANCHORS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "div"})
_ANCHOR_LENGTH = 40
_KINDS = {"head": Kind.HEADING, "quote": Kind.QUOTE, "code": Kind.CODE, "item": Kind.ITEM, "row": Kind.TABLE}
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


@dataclass(frozen=True, slots=True)
class _Piece:
    """The text of a block to be, before it has a place in the source."""

    text: str
    kind: Kind = Kind.PARAGRAPH
    link_density: float = 0.0
    credit: str | None = None


def read_page(html: str, url: str | None = None) -> Page | None:
    """The main text of a page, its captions and metadata; None if there is no text in it.

    Nothing is fetched.
    """
    import trafilatura
    from lxml.etree import LxmlError

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs a failed extraction as an error
    try:
        tree = trafilatura.load_html(_loadable(html))
        document: Any = None if tree is None else trafilatura.bare_extraction(
            tree,
            url=url,
            include_comments=False,  # readers' comments are not the article
            include_links=True,  # the share of links in a block is evidence
            include_tables=True,
            deduplicate=False,  # its cache is global: one document would change the next
            with_metadata=True,
        )
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError, IndexError):
        return None  # a page that trafilatura stumbles over; the caller says that no text was found
    if document is None or document.body is None:
        return None
    pieces = [piece for element in document.body for piece in _pieces(element)]
    pieces = _with_captions([piece for piece in pieces if piece.text], tree)
    if document.title and _squeezed(document.title):
        pieces.insert(0, _Piece(_squeezed(document.title), Kind.TITLE))
    if not pieces:
        return None
    return _page(pieces, document)


def _loadable(html: str) -> str:
    """The page as lxml takes it: no NULs, no lone surrogates."""
    return html.replace("\0", "").encode("utf-8", "replace").decode()


def _page(pieces: Sequence[_Piece], document: Any) -> Page:
    blocks, position = [], 0
    for piece in pieces:
        blocks.append(Block(Trail.of(piece.text, position), piece.kind, piece.link_density, piece.credit))
        position += len(piece.text) + len(SEPARATOR)
    facts = {name: getattr(document, name, None) for name in _METADATA}
    return Page(
        source=SEPARATOR.join(piece.text for piece in pieces),
        blocks=tuple(blocks),
        metadata={name: str(value) for name, value in facts.items() if value},
        language=document.language or None,
        url=document.url or None,
    )


def _squeezed(text: str) -> str:
    """Text as a browser shows it: white space that HTML does not mean is one blank."""
    return _SPACE_RE.sub(" ", text).strip(" ")


def _pieces(element: Any) -> Iterator[_Piece]:
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


def _items(element: Any, kind: Kind) -> Iterator[_Piece]:
    if kind is Kind.TABLE:
        cells = [_squeezed("".join(cell.itertext())) for cell in element.iter("cell")]
        yield _Piece(" | ".join(filter(None, cells)), kind)
        return
    links = sum(len("".join(link.itertext())) for link in element.iter("ref"))
    whole = "".join(_texts(element))
    density = min(1.0, links / max(1, len(whole)))
    for line in whole.split("\n\0"):
        yield _Piece(_squeezed(line), kind, round(density, 2))


def _texts(element: Any) -> Iterator[str]:
    r"""The text of an element, with ``\n\0`` for a line break in it; nested list items speak for themselves."""
    yield element.text or ""
    for child in element:
        if child.tag == "lb":
            yield "\n\0"
        elif child.tag not in ("list", "item"):
            yield from _texts(child)
        yield child.tail or ""


def _with_captions(pieces: list[_Piece], tree: Any) -> list[_Piece]:
    """The blocks with the page's captions at their places among them."""
    captions = list(_captions(tree))
    if not captions or not pieces:
        return pieces
    order = _order(tree, [element for element, _ in captions])
    known = {_key(caption.text): caption for _, caption in captions}
    pieces = [
        replace(piece, kind=Kind.CAPTION, credit=known[_key(piece.text)].credit) if _key(piece.text) in known else piece
        for piece in pieces
    ]
    shown = {_key(piece.text) for piece in pieces}
    places = [order.get(_key(piece.text), -1) for piece in pieces]
    last = max(places)
    merged: list[_Piece] = []
    waiting = [
        (order[id(element)], caption)
        for element, caption in captions
        if id(element) in order and _key(caption.text) not in shown and order[id(element)] < last
    ]
    for piece, place in zip(pieces, places, strict=True):
        while waiting and place > waiting[0][0]:
            merged.append(waiting.pop(0)[1])
        merged.append(piece)
    return merged


def _captions(tree: Any) -> Iterator[tuple[Any, _Piece]]:
    """The caption elements of a page, each text once."""
    seen: set[str] = set()
    for element in tree.xpath(_CAPTION_PATH):
        credits = [child for child in element.iter() if _CREDIT_CLASS_RE.search(_class(child)) and child is not element]
        credit = _squeezed(" ".join(_squeezed("".join(child.itertext())) for child in credits[:1]))
        text = _squeezed("".join(_outside(element, credits[:1])))
        if text and _key(text) not in seen:
            seen.add(_key(text))
            yield element, _Piece(text, Kind.CAPTION, credit=credit or None)


def _class(element: Any) -> str:
    return f"{element.get('class', '')} {element.get('itemprop', '')}" if isinstance(element.tag, str) else ""


def _outside(element: Any, excluded: Iterable[Any]) -> Iterator[str]:
    """The text of an element without that of some elements in it."""
    if element not in excluded:
        if isinstance(element.tag, str):
            yield element.text or ""
        for child in element:
            yield from _outside(child, excluded)
            yield child.tail or ""


def _order(tree: Any, captions: Sequence[Any]) -> dict[Any, int]:
    """Place in the page, by identity for captions and by key for the text of blocks (first occurrence)."""
    order: dict[Any, int] = {}
    wanted = {id(element) for element in captions}
    for place, element in enumerate(tree.iter()):
        if id(element) in wanted:
            order[id(element)] = place
        elif element.tag in _ANCHORS and (element.tag != "div" or (element.text or "").strip()):
            order.setdefault(_key("".join(element.itertext())[: 4 * _ANCHOR_LENGTH]), place)
    return order


def _key(text: str) -> str:
    return _squeezed(text)[:_ANCHOR_LENGTH]
