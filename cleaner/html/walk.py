"""A parsed page → all of its blocks, in order, each with what its place in the tree says about it.

One pass over the tree, without recursion, so that depth costs nothing and time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from cleaner.document import Kind
from cleaner.html.marks import Mark
from cleaner.html.pieces import squeezed
from cleaner.prose import FULL_STOPS

__all__ = ["Marked", "Node", "Scope", "Walk", "walk"]


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SKIPPED = _names(
    "script style noscript template svg iframe object select option textarea audio video canvas head map "
    "datalist input dialog rp rt annotation annotation-xml"
)
_MATH = _names(
    "math semantics mi mn mo ms mtext mrow mfrac msqrt mroot mstyle mpadded mphantom menclose mfenced mspace "
    "msub msup msubsup munder mover munderover mmultiscripts mtable mtr mtd"
)
_INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter nobr output picture "
    "progress q ruby s samp small span strike strong sub sup time tt u var wbr img link meta source track "
    "param amp-img html body button area basefont embed bgsound keygen command spacer"
)
_BLOCKS = _names(
    "address article aside blockquote body caption center col colgroup dd details dir div dl dt fieldset figcaption "
    "figure footer form frame frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav noframes ol p pre "
    "search section summary table tbody td tfoot th thead title tr ul"
)
"""Elements that HTML knows as lines of their own. Browsers set those that it does not know within the line."""
_LINES = _names("p li td th dd dt h1 h2 h3 h4 h5 h6 figcaption summary")
_BOLD = ("b", "strong")
_ITALIC = ("em", "i")
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Kind.HEADING),
    "li": Kind.ITEM,
    "dt": Kind.ITEM,
    "dd": Kind.ITEM,
    "blockquote": Kind.QUOTE,
    "pre": Kind.CODE,
    "summary": Kind.HEADING,
}
_LAYOUT = ("p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "section", "article", "blockquote")
_IMAGES = ("img", "amp-img", "picture")
_SHOWN = _names("figure figcaption img amp-img picture video amp-video")

_HIDDEN_RE = re.compile(
    r"(?:^|[\s_]|(?<!\bnot)-)(?:visually-?hidden|hidden-visually|sr-?only|screen-?reader(?:-?(?:text|only))?)(?![a-z])",
    re.IGNORECASE,
)
_SHOWN_RE = re.compile(r"(?:^|\s)(?!focus|active)\S*\bnot-sr-only", re.IGNORECASE)  # on some screens at least

_GOES_ON = ",;:.!?…)’”»"  # signs that stand behind a word of a sentence
_ENDED_RE = re.compile(rf"[.!?…！？|:{FULL_STOPS}]['\"’”»)]*\s*\Z")  # a sentence or a label has ended
_CAPTION = "html.people.caption"
_FOOTER = "html.navigation.footer"
_CELL = "\0"  # between two cells of a row; the parser takes it out of pages
_BEHIND_IMAGE = 6  # elements
_MOST_HIDDEN = 20  # elements in one that is hidden within a line
_LEAST_CELLS = 2  # of a row of a table of figures
_MOST_IN_CELL = 12  # elements
_LONGEST_CELL = 80  # characters of a cell with boxes in it
_NO_LINE = _names("ul ol li table h1 h2 h3 h4 h5 h6 img picture form input button a script")

_MOST_MARKED = 20  # marked elements around a text that are remembered, the innermost ones
_PAUSE = 4096  # elements between two looks at the clock


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


class Style(NamedTuple):
    """How the characters of a block are set.

    Attributes:
        links: number of those that are links.
        bold: of those that are bold.
        italic: of those that are italic.
        targets: where the links lead.
        ends_in_link: whether the last one is a link.
    """

    links: int
    bold: int
    italic: int
    targets: tuple[str, ...]
    ends_in_link: bool


@dataclass(slots=True, eq=False)
class Node:
    """A block of the page.

    Attributes:
        text: as a browser shows it.
        kind: by its tag.
        element: the innermost block element that holds it.
        scope: what that hands down.
        place: number of its last element in the order of the page.
        style: how its characters are set.
    """

    text: str
    kind: Kind
    element: Any
    scope: Scope
    place: int
    style: Style


@dataclass(slots=True)
class Walk:
    """What was seen on the way through a page.

    Attributes:
        nodes: its blocks.
        marked: its marked elements.
        images: its images, figures and what is called a caption, each with its number in the order of the page.
        lengths: number of characters of text in its block elements, white space at their ends aside.
        is_whole: whether the time sufficed for all of it.
    """

    nodes: list[Node] = field(default_factory=list)
    marked: list[Marked] = field(default_factory=list)
    images: list[tuple[Any, int]] = field(default_factory=list)
    lengths: dict[Any, int] = field(default_factory=dict)
    is_whole: bool = True


def walk(tree: Any, marks_of: Callable[[Any], tuple[Mark, ...]], is_over: Callable[[], bool] = lambda: False) -> Walk:
    """The blocks of a page, its marked elements and its images.

    Args:
        tree: the root element.
        marks_of: the marks that an element sets on itself and what is in it.
        is_over: whether it is time to stop.
    """
    from lxml.etree import iterwalk

    reader = _Reader(tree, marks_of)
    begin_of, end_of, end_block_of = _BEGINS.get, _ENDS.get, reader.end_block_of
    walker = iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            reader.place += 1
            if not reader.place % _PAUSE and is_over():
                reader.seen.is_whole = False
                break
            if begin_of(element.tag, _Reader.begin_unknown)(reader, element):
                walker.skip_subtree()
                continue
            text = element.text
        else:
            end = end_of(element.tag)
            if reader.holder is element:
                end_block_of(element)
            elif end is not None:
                end(reader)
            text = element.tail
        if text:
            reader.read(text)
    reader.end_block()
    return reader.seen


class _Reader:
    """Where the way through a page has come to, and what is known there.

    What begins an element returns whether to pass over what is in it.
    """

    __slots__ = (
        *("seen", "place", "_marks_of", "holder", "_scope", "_before", "_around", "_parts", "_targets"),
        *("_links", "_bold", "_italic", "_in_link", "_in_bold", "_in_italic", "_ends_in_link", "_length", "_shown"),
        *("_target", "_is_ahead", "_is_open"),
    )

    def __init__(self, tree: Any, marks_of: Callable[[Any], tuple[Mark, ...]]) -> None:
        self.seen = Walk()
        self.place = 0  # of the last element that has begun
        self._marks_of = marks_of
        self.holder = tree  # innermost open block element
        self._scope = Scope()  # what it hands down
        self._before = 0  # characters of text before it
        self._around: list[tuple[Any, Scope, int]] = []  # the same of those around it
        self._parts: list[str] = []  # of the block
        self._targets: list[str] = []  # of its links
        self._links = self._bold = self._italic = 0  # its characters that are so
        self._in_link = self._in_bold = self._in_italic = 0  # open elements
        self._ends_in_link = False
        self._target = ""  # where the open link leads
        self._is_ahead = self._is_open = False  # whether that has no text yet in the block, and has begun before it
        self._length = 0  # characters of text so far
        self._shown = 0  # up to this place, an inline element may be the caption of an image before it

    def read(self, text: str) -> None:
        """Text in the innermost block."""
        size = len(text.strip())
        if not size:
            if self._parts:
                self._parts.append(text)
            return
        self._parts.append(text)
        self._length += size
        if self._in_link:
            self._links += size
            self._ends_in_link = True
            self._is_ahead = False
        else:
            self._ends_in_link = False
        if self._in_bold:
            self._bold += size
        if self._in_italic:
            self._italic += size

    def end_block(self) -> None:
        """What was read since the last block is one, if there is any text in it."""
        if self._parts:
            self._add_block()
        self._is_ahead = self._is_open = bool(self._target)
        if self._targets:
            self._targets = [self._target] if self._target else []

    def _add_block(self) -> None:
        scope = self._scope
        text = _text(self._parts, scope.kind)
        if text:
            targets = tuple(self._targets[:-1] if self._is_ahead else self._targets)
            style = Style(self._links, self._bold, self._italic, targets, self._ends_in_link)
            self.seen.nodes.append(Node(text, scope.kind, self.holder, scope, self.place, style))
        self._parts = []
        self._links = self._bold = self._italic = 0

    def begin_block(self, element: Any) -> bool:
        tag, scope = element.tag, self._scope
        if tag in _SHOWN:
            self.seen.images.append((element, self.place))
        if scope.is_row:
            self._parts.append(_CELL)
            return False
        self.end_block()
        self._around.append((self.holder, scope, self._before))
        if tag in _KINDS:
            scope = Scope(scope.marked, _KINDS[tag])
        elif tag == "tr" and _is_row_of_figures(element):
            scope = Scope(scope.marked, Kind.TABLE, is_row=True)
        marks = self._marks_of(element)
        if tag == "footer" and scope.kind is Kind.QUOTE:  # who said it
            marks = tuple(mark for mark in marks if mark.id != _FOOTER)
        if marks:
            marked = self.seen.marked
            scope = Scope((*scope.marked[-_MOST_MARKED:], len(marked)), scope.kind, scope.is_row)
            marked.append(Marked(element, marks))
            if tag not in _SHOWN and any(mark.id == _CAPTION for mark in marks):
                self.seen.images.append((element, self.place))
        self.holder, self._scope, self._before = element, scope, self._length
        return False

    def begin_unknown(self, element: Any) -> bool:
        return False if self._is_in_line(element) else self.begin_block(element)

    def end_block_of(self, element: Any) -> None:
        if self._around:
            self.end_block()
            self.seen.lengths[element] = self._length - self._before
            self.holder, self._scope, self._before = self._around.pop()

    def begin_inline(self, element: Any) -> bool:
        if self.place <= self._shown and self._is_caption(element):
            return self.begin_block(element)
        return bool(self._parts) and _is_hidden(element)

    def begin_link(self, element: Any) -> bool:
        self._in_link += 1
        target = element.get("href")
        if target:
            self._targets.append(target)
            self._target, self._is_ahead, self._is_open = target, True, False
        return False

    def end_link(self) -> None:
        self._in_link -= 1
        if self._is_ahead and self._is_open:
            self._targets.pop()
        self._target, self._is_ahead, self._is_open = "", False, False

    def begin_bold(self, _: Any) -> bool:
        self._in_bold += 1
        return False

    def end_bold(self) -> None:
        self._in_bold -= 1

    def begin_italic(self, element: Any) -> bool:
        if self.place <= self._shown and self._is_caption(element):
            return self.begin_block(element)
        self._in_italic += 1
        return False

    def end_italic(self) -> None:
        self._in_italic -= 1

    def begin_image(self, element: Any) -> bool:
        self.seen.images.append((element, self.place))
        self._shown = self.place + _BEHIND_IMAGE
        return False

    def begin_time(self, _: Any) -> bool:
        if self._parts and self._parts[-1][-1].isalnum():
            self._parts.append(" ")  # a name and a date side by side are not one word
        return False

    def begin_break(self, _: Any) -> bool:
        if self._scope.kind is Kind.CODE:
            self._parts.append("\n")
        elif self._scope.is_row:
            self._parts.append(" ")
        else:
            self.end_block()
        return False

    def begin_formula(self, element: Any) -> bool:
        return _is_shown_beside(element)

    def pass_over(self, element: Any) -> bool:
        if element.tag in _SHOWN:
            self.seen.images.append((element, self.place))
        return True

    def _is_in_line(self, element: Any) -> bool:
        """Whether an element that HTML does not know is a part of the sentence around it.

        So it is if that goes on behind it, or has begun before it in a paragraph; one that its names mark, or that
        holds blocks, is a box.
        """
        behind = (element.tail or "").lstrip()[:1]
        goes_on = behind != "" and (behind in _GOES_ON or (behind.isalpha() and not behind.isupper()))
        begun = bool(self._parts) and self.holder.tag in _LINES and _ENDED_RE.search(self._parts[-1]) is None
        if not (goes_on or begun):
            return False
        held = list(islice(element.iter(), _MOST_HIDDEN))
        return (
            len(held) < _MOST_HIDDEN
            and all(other.tag not in _BLOCKS and other.tag != "br" for other in held)
            and not self._marks_of(element)
        )

    def _is_caption(self, element: Any) -> bool:
        """Whether an inline element names itself a caption: it is set as a block of its own, then."""
        if self._scope.is_row or element.get("class") is None:
            return False
        return any(mark.id == _CAPTION for mark in self._marks_of(element))


_BEGINS_IN_LINE: dict[Any, Callable[[_Reader, Any], bool]] = {
    **dict.fromkeys(_INLINE | _MATH, _Reader.begin_inline),
    **dict.fromkeys(_IMAGES, _Reader.begin_image),
    **dict.fromkeys(_BOLD, _Reader.begin_bold),
    **dict.fromkeys(_ITALIC, _Reader.begin_italic),
    **dict.fromkeys(_SKIPPED, _Reader.pass_over),
    "a": _Reader.begin_link,
    "br": _Reader.begin_break,
    "math": _Reader.begin_formula,
    "time": _Reader.begin_time,
}
_BEGINS = {**_BEGINS_IN_LINE, **dict.fromkeys(_BLOCKS, _Reader.begin_block)}
"""What an element does to the text in it, by its tag."""

_ENDS: dict[Any, Callable[[_Reader], None]] = {
    **dict.fromkeys(_BOLD, _Reader.end_bold),
    **dict.fromkeys(_ITALIC, _Reader.end_italic),
    "a": _Reader.end_link,
}


def _is_hidden(element: Any) -> bool:
    """Whether an inline element is for those only who hear the page, and says more than what stands beside it.

    One with blocks in it is not: nobody closed it, and it holds what comes below.
    """
    names = element.get("class")
    if names is None or _HIDDEN_RE.search(names) is None or _SHOWN_RE.search(names) is not None:
        return False
    beside = (element.getprevious(), element.getnext())
    if any(other is not None and other.get("aria-hidden") == "true" for other in beside):
        return False
    held = list(islice(element.iter(), _MOST_HIDDEN))
    return len(held) < _MOST_HIDDEN and all(other.tag in _BEGINS_IN_LINE for other in held)


def _is_row_of_figures(row: Any) -> bool:
    """Whether the cells of a row hold a line each, and so are no columns of a layout."""
    if len(row) < _LEAST_CELLS or any(map(_is_doubled, row.iter("br"))):
        return False
    return next(row.iter(*_LAYOUT), None) is None or all(map(_is_line, row))


def _is_line(cell: Any) -> bool:
    """Whether a cell holds no more than a line, be it set in boxes."""
    held = list(islice(cell.iter(), _MOST_IN_CELL))
    if len(held) == _MOST_IN_CELL or any(other.tag in _NO_LINE for other in held):
        return False
    return len(squeezed("".join(cell.itertext()))) <= _LONGEST_CELL


def _is_doubled(line_break: Any) -> bool:
    """Whether a line break follows another one: they stand between paragraphs, then."""
    before = line_break.getprevious()
    return before is not None and before.tag == "br" and not (before.tail or "").strip()


def _is_shown_beside(formula: Any) -> bool:
    """Whether a formula is for those who hear the page, and stands beside the one that is seen."""
    for element in (formula, formula.getparent()):
        for other in () if element is None else (element.getprevious(), element.getnext()):
            if other is not None and other.get("aria-hidden") == "true" and any(map(str.strip, other.itertext())):
                return True
    return False


def _text(parts: list[str], kind: Kind) -> str:
    """The text of a block from its pieces; empty if there is none in them."""
    whole = parts[0] if len(parts) == 1 else "".join(parts)
    if kind is Kind.CODE:
        whole = whole.strip("\r\n")
        return "" if whole.isspace() else whole
    if kind is Kind.TABLE:
        return " | ".join(filter(None, map(squeezed, squeezed(whole).split(_CELL))))
    text = squeezed(whole)
    return "" if text.isspace() else text
