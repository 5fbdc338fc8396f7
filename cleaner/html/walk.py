"""A parsed page → all of its blocks, in order, each with what its place in the tree says about it.

One pass over the tree, without recursion, so that depth costs nothing and time is linear.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from cleaner.document import Kind
from cleaner.html.marks import Mark
from cleaner.html.pieces import squeezed

__all__ = ["Marked", "Node", "Scope", "walk"]


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SKIPPED = _names(
    "script style noscript template svg iframe object embed select option textarea audio video canvas head map "
    "math datalist input dialog rp rt"
)
_INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter nobr output picture "
    "progress q ruby s samp small span strike strong sub sup time tt u var wbr img link meta source track "
    "param amp-img html body button"
)
_BOLD = frozenset(("b", "strong"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KINDS = {"li": Kind.ITEM, "dt": Kind.ITEM, "dd": Kind.ITEM, "blockquote": Kind.QUOTE, "pre": Kind.CODE}
_LAYOUT = ("p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "section", "article", "blockquote")


_MOST_MARKED = 20  # marked elements around a text that are remembered, the innermost ones


class Marked(NamedTuple):
    """An element and what its names say of the text in it."""

    element: Any
    marks: tuple[Mark, ...]


class Scope(NamedTuple):
    """What a block element hands down to the text in it.

    Attributes:
        marked: the marked elements that hold it, by their number.
        kind: what its text is.
        is_row: whether it is a row of a table of figures, whose cells make one block.
    """

    marked: tuple[int, ...] = ()
    kind: Kind = Kind.PARAGRAPH
    is_row: bool = False


@dataclass(slots=True, eq=False)
class Node:
    """A block of the page.

    Attributes:
        text: as a browser shows it.
        kind: by its tag.
        element: the innermost block element that holds it.
        scope: what that hands down.
        place: number of its last element in the order of the page.
        links: number of its characters that are links.
        bold: number of its characters that are bold.
    """

    text: str
    kind: Kind
    element: Any
    scope: Scope
    place: int
    links: int = 0
    bold: int = 0


class _Writer:
    """Collects text until a block ends."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.parts: list[str] = []
        self.links = self.bold = 0  # characters of the block
        self.in_link = self.in_bold = 0  # open elements

    def add(self, text: str) -> None:
        """Text of the block; white space in front of it is none."""
        if self.parts or not text.isspace():
            self.parts.append(text)
            if self.in_link:
                self.links += len(text.strip())
            if self.in_bold:
                self.bold += len(text.strip())

    def flush(self, element: Any, scope: Scope, place: int) -> None:
        """End the block."""
        whole = "".join(self.parts)
        text = whole.strip("\r\n") if scope.kind is Kind.CODE else squeezed(whole)
        if scope.kind is Kind.TABLE:
            text = " | ".join(filter(None, map(squeezed, text.split("\0"))))
        if text and not text.isspace():
            self.nodes.append(Node(text, scope.kind, element, scope, place, self.links, self.bold))
        self.parts = []
        self.links = self.bold = 0


def walk(tree: Any, marks_of: Callable[[Any], tuple[Mark, ...]]) -> tuple[list[Node], list[Marked]]:
    """The blocks of a page, and its marked elements.

    Args:
        tree: the root element.
        marks_of: the marks that an element sets on itself and what is in it.
    """
    from lxml.etree import iterwalk

    writer = _Writer()
    stack: list[tuple[Any, Scope]] = [(tree, Scope())]  # open block elements
    marked: list[Marked] = []
    place = 0
    walker = iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            place += 1
            if tag in _SKIPPED or not isinstance(tag, str):
                walker.skip_subtree()
                continue
            if tag in _INLINE:
                if tag == "a":
                    writer.in_link += 1
                elif tag in _BOLD:
                    writer.in_bold += 1
            else:
                holder, scope = stack[-1]
                if tag == "br" or scope.is_row:
                    _break(writer, tag, holder, scope, place)
                else:
                    if writer.parts:
                        writer.flush(holder, scope, place)
                    scope = _scope(element, tag, scope)
                    marks = marks_of(element)
                    if marks:
                        scope = scope._replace(marked=(*scope.marked[-_MOST_MARKED:], len(marked)))
                        marked.append(Marked(element, marks))
                    stack.append((element, scope))
            text = element.text
        else:
            if tag == "a":
                writer.in_link -= 1
            elif tag in _BOLD:
                writer.in_bold -= 1
            elif stack[-1][0] is element and len(stack) > 1:
                if writer.parts:
                    writer.flush(*stack[-1], place)
                stack.pop()
            text = element.tail
        if text:
            writer.add(text)
    if writer.parts:
        writer.flush(*stack[0], place)
    return writer.nodes, marked


def _break(writer: _Writer, tag: str, holder: Any, scope: Scope, place: int) -> None:
    """A line break, or the end of a cell."""
    if scope.kind is Kind.CODE:
        writer.parts.append("\n")
    elif scope.is_row:
        writer.parts.append(" " if tag == "br" else "\0")
    elif writer.parts:
        writer.flush(holder, scope, place)


def _scope(element: Any, tag: str, scope: Scope) -> Scope:
    if tag in _HEADINGS:
        return scope._replace(kind=Kind.HEADING)
    if tag in _KINDS:
        return scope._replace(kind=_KINDS[tag])
    if tag == "tr" and len(element) > 1 and next(element.iter(*_LAYOUT), None) is None:
        return scope._replace(kind=Kind.TABLE, is_row=True)
    return scope
