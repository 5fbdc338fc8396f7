"""Image captions of a page at their places in the article, as extractors drop them or take them for text."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from cleaner.document import Kind
from cleaner.html.figures import Shot, shots
from cleaner.html.pieces import Piece, squeezed

__all__ = ["with_captions"]

_ANCHORS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "div", "span"})
_KEY = 40  # characters that tell a block of a page from the others
_CREDIT_KEYS = ("creditText", "creator", "author", "copyrightHolder", "copyrightNotice")


def with_captions(pieces: Sequence[Piece], tree: Any, *, alt_text: bool = False) -> list[Piece]:
    """The blocks with the page's captions at their places among them.

    Blocks that an extractor made of captions or their credits give way to them. A block that also stands in
    the running text is left alone.

    Args:
        pieces: the blocks of the article, in order.
        tree: the page.
        alt_text: whether an image without a caption has its alternative text for one.
    """
    found = shots(tree, alt_text=alt_text)
    if not found or not pieces:
        return list(pieces)
    order, anchors = _order(tree, found)
    owners = _owners(found)
    rest = [piece for piece in pieces if _key(piece.text) in anchors or squeezed(piece.text) not in owners]
    if not rest:
        return list(pieces)
    places = _places(rest, anchors)
    last = max([places[-1], *(order[owners[text]] for text in _texts(pieces) if text in owners)])
    stated = _stated(tree)
    waiting = [(order[shot.element], _piece(shot, stated)) for shot in _once(found) if order[shot.element] <= last]
    merged: list[Piece] = []
    for piece, place in zip(rest, places, strict=True):
        while waiting and waiting[0][0] < place:
            merged.append(waiting.pop(0)[1])
        merged.append(piece)
    return [*merged, *(piece for _, piece in waiting)]


def _once(found: Iterable[Shot]) -> list[Shot]:
    """Each caption once, at its first place, with its credit if any of its places has one."""
    shown: dict[str, Shot] = {}
    for shot in found:
        first = shown.setdefault(shot.caption, shot)
        if shot.figure.credit and not first.figure.credit:
            shown[shot.caption] = replace(first, text=shot.text, figure=shot.figure)
    return list(shown.values())


def _piece(shot: Shot, stated: dict[str, str]) -> Piece:
    """The block of a caption; its credit is what the page states for machines where it shows none."""
    figure, text = shot.figure, shot.text
    if figure.credit is None and figure.aside is None and text in stated:
        figure, text = replace(figure, credit=stated[text]), f"{text} {stated[text]}"
    return Piece(text, Kind.CAPTION, figure=figure)


def _owners(found: Iterable[Shot]) -> dict[str, Any]:
    """Texts that an extractor may have made of a caption or a part of it: the element that it is in."""
    owners: dict[str, Any] = {}
    for shot in found:
        parts = [shot.text, shot.figure.credit or "", shot.figure.aside or ""]
        parts += [shot.text.removesuffix(part) for part in parts[1:]]
        parts += ["".join(member.itertext()) for member in shot.members]
        owners.update({squeezed(part): shot.element for part in parts if squeezed(part)})
    return owners


def _texts(pieces: Iterable[Piece]) -> Iterator[str]:
    return (squeezed(piece.text) for piece in pieces)


def _order(tree: Any, found: Iterable[Shot]) -> tuple[dict[Any, int], dict[str, list[int]]]:
    """Places in the page: of captioned images by their element, of other text by its key."""
    members = {member for shot in found for member in shot.members}
    order = {shot.element: 0 for shot in found}
    anchors: dict[str, list[int]] = {}
    for place, element in enumerate(tree.iter()):
        if element in order:
            order[element] = place
        elif element.tag in _ANCHORS and element not in members:
            key = _key(_beginning(element))
            if key:
                anchors.setdefault(key, []).append(place)
    return order, anchors


def _beginning(element: Any) -> str:
    """The first characters of the text of an element."""
    parts: list[str] = []
    length = 0
    for text in element.itertext():
        parts.append(text)
        length += len(text.strip())
        if length > 2 * _KEY or len(parts) > 20:
            break
    return "".join(parts)


def _places(pieces: Sequence[Piece], anchors: dict[str, list[int]]) -> list[int]:
    """Places of blocks in the page, never falling: the longest rising row of places where their texts stand."""
    tails: list[int] = []  # the least place at which a row of so many blocks can end
    links: list[tuple[int, int, int]] = []  # (block, place, link before)
    ends: list[int] = []
    for index, piece in enumerate(pieces):
        for place in reversed(anchors.get(_key(piece.text), ())):
            length = bisect_right(tails, place - 1)
            links.append((index, place, ends[length - 1] if length else -1))
            tails[length : length + 1] = [place]
            ends[length : length + 1] = [len(links) - 1]
    known: dict[int, int] = {}
    link = ends[-1] if ends else -1
    while link >= 0:
        index, place, link = links[link]
        known[index] = place
    places: list[int] = []
    for index in range(len(pieces)):
        places.append(known.get(index, places[-1] if places else -1))
    return places


def _key(text: str) -> str:
    return squeezed(text)[:_KEY]


def _stated(tree: Any) -> dict[str, str]:
    """Credits by caption, from the page's JSON-LD about its images."""
    credits: dict[str, str] = {}
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "") and "ImageObject" in (script.text or ""):
            try:
                facts = json.loads(script.text)
            except (ValueError, RecursionError):
                continue
            for image in _objects(facts):
                caption = image.get("caption") or image.get("description")
                credit = next(filter(None, map(_name, map(image.get, _CREDIT_KEYS))), "")
                if isinstance(caption, str) and credit:
                    credits.setdefault(squeezed(caption), credit)
    return credits


def _objects(facts: Any) -> Iterator[dict[str, Any]]:
    """The image objects in a JSON-LD document."""
    stack = [facts]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            if "ImageObject" in str(value.get("@type", "")):
                yield value
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)


def _name(value: Any) -> str:
    """A person or organisation in JSON-LD as text."""
    if isinstance(value, list):
        return " / ".join(filter(None, map(_name, value)))
    if isinstance(value, dict):
        value = value.get("name")
    return squeezed(value) if isinstance(value, str) and len(value) < 100 else ""
