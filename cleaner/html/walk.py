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

_SKIPPED = frozenset(
    "script style noscript template svg iframe object embed select option textarea audio video canvas head map "
    "math datalist input dialog rp rt".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter nobr output picture "
    "progress q ruby s samp small span strike strong sub sup time tt u var wbr img link meta source track "
    "param amp-img html body button".split()
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
    """What an element hands down to the text in it.

    Attributes:
        marked: the marked elements that hold it, by their number.
        kind: what its text is.
        is_row: whether it is a row of a table of figures, whose cells make one block.
        is_bold, is_link: whether its text is.
    """

    marked: tuple[int, ...] = ()
    kind: Kind = Kind.PARAGRAPH
    is_row: bool = False
    is_bold: bool = False
    is_link: bool = False


@dataclass(slots=True, eq=False)
class Node:
    """A block of the page.

    Attributes:
        text: as a browser shows it.
        kind: by its tag.
        element: the innermost block element that holds it.
        scope: what that hands down.
        place: number of its element in the order of the page.
        links: number of its characters that are links.
        anchors: number of links in it.
        bold: number of its characters that are bold.
    """

    text: str
    kind: Kind
    element: Any
    scope: Scope
    place: int
    links: int = 0
    anchors: int = 0
    bold: int = 0


class _Writer:
    """Collects text until a block ends."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.parts: list[str] = []
        self.links = self.bold = self.anchors = 0

    def add(self, text: str | None, scope: Scope) -> None:
        if text:
            self.parts.append(text)
            if scope.is_link:
                self.links += len(text.strip())
            if scope.is_bold:
                self.bold += len(text.strip())

    def flush(self, element: Any, scope: Scope, place: int) -> None:
        if not self.parts:
            return
        whole = "".join(self.parts)
        text = whole.strip("\r\n") if scope.kind is Kind.CODE else squeezed(whole)
        if scope.kind is Kind.TABLE:
            text = " | ".join(filter(None, (cell.strip() for cell in text.split("\0"))))
        if text.strip():
            self.nodes.append(Node(text, scope.kind, element, scope, place, self.links, self.anchors, self.bold))
        self.parts = []
        self.links = self.bold = self.anchors = 0


def walk(tree: Any, marks_of: Callable[[Any], tuple[Mark, ...]]) -> tuple[list[Node], list[Marked]]:
    """The blocks of a page, and its marked elements.

    Args:
        tree: the root element.
        marks_of: the marks that an element sets on itself and what is in it.
    """
    from lxml.etree import iterwalk

    writer = _Writer()
    stack: list[tuple[Any, Scope]] = [(tree, Scope())]  # open block elements
    inner: list[Scope] = [Scope()]  # scopes of all open elements
    marked: list[Marked] = []
    place = 0
    walker = iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            place += 1
            scope = inner[-1]
            if not isinstance(tag, str) or tag in _SKIPPED:
                walker.skip_subtree()
                inner.append(scope)
                continue
            if tag == "br":
                if scope.kind is Kind.CODE:
                    writer.parts.append("\n")
                else:
                    writer.flush(*stack[-1], place)
            elif tag in _INLINE:
                if tag == "a":
                    writer.anchors += 1
                    scope = scope._replace(is_link=True)
                elif tag in _BOLD:
                    scope = scope._replace(is_bold=True)
            elif scope.is_row:
                writer.parts.append("\0")
            else:
                writer.flush(*stack[-1], place)
                scope = _scope(element, tag, scope)
                marks = marks_of(element)
                if marks:
                    scope = scope._replace(marked=(*scope.marked[-_MOST_MARKED:], len(marked)))
                    marked.append(Marked(element, marks))
                stack.append((element, scope))
            inner.append(scope)
            writer.add(element.text, scope)
        else:
            inner.pop()
            if stack[-1][0] is element and len(stack) > 1:
                writer.flush(*stack.pop(), place)
            if element.tail:
                writer.add(element.tail, inner[-1])
    writer.flush(*stack[0], place)
    return writer.nodes, marked


def _scope(element: Any, tag: str, scope: Scope) -> Scope:
    if tag in _HEADINGS:
        return scope._replace(kind=Kind.HEADING)
    if tag in _KINDS:
        return scope._replace(kind=_KINDS[tag])
    if tag == "tr" and len(element) > 1 and next(element.iter(*_LAYOUT), None) is None:
        return scope._replace(kind=Kind.TABLE, is_row=True)
    return scope
