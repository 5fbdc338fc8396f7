"""Image captions of a page at their places in the article, as extractors drop them or take them for text."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice, takewhile
from typing import Any

from cleaner.document import Kind
from cleaner.html.figures import Shot, is_credit_element, shots
from cleaner.html.figures.runs import IMAGES
from cleaner.html.pieces import Piece, squeezed
from cleaner.html.walk import Node, Walk

__all__ = ["with_captions"]

_CREDIT_KEYS = ("creditText", "creator", "author", "copyrightHolder", "copyrightNotice")


_FIGURES = frozenset({*IMAGES, "figure", "figcaption"})
_SHARE = "html.promo.share"
_MOST_LEVELS = 8  # elements between a figure and its text
_GALLERY = 2  # figures
_BEHIND = 4  # blocks behind an image among which its credit is looked for
_MOST_CREDIT = 100  # characters


def with_captions(
    pieces: Sequence[Piece],
    seen: Walk,
    things: Sequence[Mapping[str, Any]] = (),
    *,
    alt_text: bool = False,
    is_over: Callable[[], bool] = lambda: False,
) -> list[Piece]:
    """The blocks with the page's captions at their places among them.

    Blocks that are captions, their credits or copies of them give way to them.

    Args:
        pieces: the blocks of the article, in order.
        seen: what was seen of the page.
        things: the objects of its JSON-LD.
        alt_text: whether an image without a caption has its alternative text for one.
        is_over: whether it is time to stop: the images from there on have no captions.
    """
    if not pieces:
        return []
    last, text = _place(pieces[-1]), _text(pieces)
    head = next((node.place for node in seen.nodes if node.element.tag == "h1"), 0)
    end = _end_of_gallery(seen, last, text)
    images = takewhile(
        lambda _: not is_over(),
        (
            image
            for image, place in seen.images
            if (place <= last and (place > head or image.tag in _FIGURES))
            or (image.tag == "figure" and (place <= end or (text is not None and text in image.iterancestors())))
        ),
    )
    places = dict(seen.images)
    found = [_with_credit_behind(shot, seen.nodes, places) for shot in shots(images, seen.lengths, alt_text=alt_text)]
    text_elements = {piece.node.element for piece in pieces if piece.node is not None and not piece.findings}
    found = [shot for shot in found if shot.image.tag in _FIGURES or text_elements.isdisjoint(shot.members)]
    members = {member for shot in found for member in shot.members}
    copies = {text for shot in found for text in (shot.text, shot.caption)}
    rest = [piece for piece in pieces if not _is_part(piece, members, copies)]
    if not found or not rest:
        return list(pieces)
    stated = _stated(things)
    waiting = deque((places[shot.image], _piece(shot, stated)) for shot in _once(found))
    merged: list[Piece] = []
    for piece in rest:
        while waiting and waiting[0][0] < _place(piece):
            merged.append(waiting.popleft()[1])
        merged.append(piece)
    return [*merged, *(piece for _, piece in waiting)]


def _with_credit_behind(shot: Shot, nodes: Sequence[Node], places: Mapping[Any, int]) -> Shot:
    """A caption with the credit that stands in a block of its own behind it, if its names say that it is one."""
    if shot.figure.credit is not None or shot.figure.aside is not None:
        return shot
    start = bisect_right(nodes, places[shot.image], key=lambda node: node.place)
    for node in nodes[start : start + _BEHIND]:
        if node.element in shot.members or node.text == shot.text:
            continue
        if len(node.text) > _MOST_CREDIT or not is_credit_element(node.element):
            return shot
        figure = replace(shot.figure, credit=node.text)
        return replace(shot, text=f"{shot.text} {node.text}", figure=figure, members=shot.members | {node.element})
    return shot


def _is_part(piece: Piece, members: Container[Any], copies: Container[str]) -> bool:
    """Whether a block is in a caption, or a copy of one that is set beside it and no paragraph."""
    if piece.node is None:
        return False
    element = piece.node.element
    return element in members or (piece.text in copies and element.tag != "p")


def _text(pieces: Sequence[Piece]) -> Any | None:
    """The element that holds most of the text: figures at its end belong to the article, too."""
    held: Counter[Any] = Counter()
    for piece in pieces:
        if piece.node is not None and piece.kind is Kind.PARAGRAPH and not piece.findings:
            held[piece.node.element.getparent()] += len(piece.text)
    return held.most_common(1)[0][0] if held else None


def _end_of_gallery(seen: Walk, last: int, text: Any) -> int:
    """Where the figures end that stand straight behind a text: if there are several, they are its gallery.

    Buttons to share the article do not part a gallery from its text; a figure that is more links than words of its own,
    as those of other articles are, ends it.
    """
    start, end, outside = bisect_right(seen.nodes, last, key=lambda node: node.place), last, 0
    for figure, group in groupby(seen.nodes[start:], _figure_around):
        nodes = list(group)
        links = sum(node.style.links for node in nodes)
        if figure is None and all(_is_to_share(node, seen) for node in nodes):
            continue
        if figure is None or 2 * links > seen.lengths.get(figure, 0):
            break
        end = nodes[-1].place
        outside += text not in figure.iterancestors()
    return end if outside >= _GALLERY else last


def _figure_around(node: Node) -> Any | None:
    around = (node.element, *islice(node.element.iterancestors(), _MOST_LEVELS))
    return next((element for element in around if element.tag == "figure"), None)


def _is_to_share(node: Node, seen: Walk) -> bool:
    return any(mark.id == _SHARE for number in node.scope.marked for mark in seen.marked[number].marks)


def _place(piece: Piece) -> int:
    return piece.node.place if piece.node else 0


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


def _stated(things: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Credits by caption, from the page's JSON-LD about its images."""
    credits: dict[str, str] = {}
    for image in things:
        if "ImageObject" in str(image.get("@type", "")):
            caption = image.get("caption") or image.get("description")
            credit = next(filter(None, map(_name, map(image.get, _CREDIT_KEYS))), "")
            if isinstance(caption, str) and credit:
                credits.setdefault(squeezed(caption), credit)
    return credits


def _name(value: Any) -> str:
    """A person or organisation in JSON-LD as text."""
    if isinstance(value, list):
        return " / ".join(filter(None, map(_name, value)))
    if isinstance(value, dict):
        value = value.get("name")
    return squeezed(value) if isinstance(value, str) and len(value) < 100 else ""
