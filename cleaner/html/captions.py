"""Image captions on a page: found in its own tree, as extractors drop them or take them for text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from cleaner.document import Kind
from cleaner.html.pieces import Piece, squeezed

__all__ = ["with_captions"]

_CAPTION_PATH = (
    "//figcaption | //*[contains(concat(' ', normalize-space(@class), ' '), ' wp-caption-text ')]"
    " | //*[@itemprop='caption'] | //amp-img/following-sibling::figcaption"
)
_CREDIT_CLASS_RE = re.compile(
    r"(?:^|[\s_-])(?:credits?|copyright|photographer|source|attribution)(?:$|[\s_-])", re.IGNORECASE
)
_ANCHORS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "div"})
_ANCHOR_LENGTH = 40


def with_captions(pieces: list[Piece], tree: Any) -> list[Piece]:
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
    merged: list[Piece] = []
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


def _captions(tree: Any) -> Iterator[tuple[Any, Piece]]:
    """The caption elements of a page, each text once."""
    seen: set[str] = set()
    for element in tree.xpath(_CAPTION_PATH):
        credits = [child for child in element.iter() if _CREDIT_CLASS_RE.search(_class(child)) and child is not element]
        credit = squeezed(" ".join(squeezed("".join(child.itertext())) for child in credits[:1]))
        text = squeezed("".join(_outside(element, credits[:1])))
        if text and _key(text) not in seen:
            seen.add(_key(text))
            yield element, Piece(text, Kind.CAPTION, credit=credit or None)


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
    return squeezed(text)[:_ANCHOR_LENGTH]
