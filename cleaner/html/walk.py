"""A parsed page → all of its blocks, in order, each with what its place in the tree says about it.

One pass over the tree, without recursion, so that depth costs nothing and time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from cleaner.document import Kind
from cleaner.html.marks import Mark
from cleaner.html.pieces import squeezed

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
_BOLD = frozenset(("b", "strong"))
_ITALIC = frozenset(("em", "i"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KINDS = {
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

_BLOCK, _PLAIN, _IMAGE, _LINK, _BOLDED, _SLANTED, _BREAK, _SKIP, _TIME, _FORMULA = range(10)
"""What a tag does to the text in it."""
_ROLES = {
    **dict.fromkeys(_INLINE | _MATH, _PLAIN),
    "math": _FORMULA,
    **dict.fromkeys(_IMAGES, _IMAGE),
    "a": _LINK,
    **dict.fromkeys(_BOLD, _BOLDED),
    **dict.fromkeys(_ITALIC, _SLANTED),
    "br": _BREAK,
    "time": _TIME,
    **dict.fromkeys(_SKIPPED, _SKIP),
}

_HIDDEN_RE = re.compile(
    r"(?:^|[\s_]|(?<!\bnot)-)(?:visually-?hidden|hidden-visually|sr-?only|screen-?reader(?:-?(?:text|only))?)(?![a-z])",
    re.IGNORECASE,
)
_SHOWN_RE = re.compile(r"(?:^|\s)(?!focus|active)\S*\bnot-sr-only", re.IGNORECASE)  # on some screens at least

_GOES_ON = ",;:.!?…)’”»"  # signs that stand behind a word of a sentence
_ENDED_RE = re.compile(r"[.!?…。！？|:]['\"’”»)]*\s*\Z")  # a sentence or a label has ended

_FLOWING = (_PLAIN, _SLANTED)
_CAPTION = "html.people.caption"
_BEHIND_IMAGE = 6  # elements
_MOST_HIDDEN = 20  # elements in one that is hidden within a line

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
        images: its images, figures and figure captions, each with its number in the order of the page.
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

    seen = Walk()
    nodes, marked, images, lengths = seen.nodes, seen.marked, seen.images, seen.lengths
    holder, scope, before = tree, Scope(), 0  # innermost open block element; characters before it
    stack: list[tuple[Any, Scope, int]] = []  # those around it
    parts: list[str] = []  # of the block
    targets: list[str] = []
    links = bold = italic = place = length = 0
    in_link = in_bold = in_italic = 0  # open elements
    ends_in_link = False
    shown = 0  # up to this place, an inline element may be the caption of an image before it

    def end_block() -> None:
        nonlocal links, bold, italic, parts, targets
        text = _text(parts, scope.kind)
        if text:
            style = Style(links, bold, italic, tuple(targets), ends_in_link)
            nodes.append(Node(text, scope.kind, holder, scope, place, style))
        parts = []
        if targets:
            targets = []
        links = bold = italic = 0

    role_of = _ROLES.get
    walker = iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        role = role_of(element.tag, _BLOCK)
        if event == "start":
            place += 1
            if not place % _PAUSE and is_over():
                seen.is_whole = False
                break
            text = element.text
            if place <= shown and role in _FLOWING and _is_caption(element, marks_of):
                role = _BLOCK
            elif role == _PLAIN and parts and _is_hidden(element):
                walker.skip_subtree()
                continue
            elif role == _FORMULA:
                role = _SKIP if _is_shown_beside(element) else _PLAIN
            elif role == _BLOCK and element.tag not in _BLOCKS and _is_in_line(element, holder, parts, marks_of):
                role = _PLAIN
            if role == _BLOCK:
                tag = element.tag
                if tag in _SHOWN:
                    images.append((element, place))
                if scope.is_row:
                    parts.append("\0")
                else:
                    if parts:
                        end_block()
                    stack.append((holder, scope, before))
                    holder, scope, before = element, _scope(element, tag, scope), length
                    marks = marks_of(element)
                    if marks:
                        scope = Scope((*scope.marked[-_MOST_MARKED:], len(marked)), scope.kind, scope.is_row)
                        marked.append(Marked(element, marks))
            elif role == _LINK:
                in_link += 1
                target = element.get("href")
                if target:
                    targets.append(target)
            elif role == _BOLDED:
                in_bold += 1
            elif role == _SLANTED:
                in_italic += 1
            elif role == _IMAGE:
                images.append((element, place))
                shown = place + _BEHIND_IMAGE
            elif role == _TIME:
                if parts and parts[-1][-1].isalnum():
                    parts.append(" ")  # a name and a date side by side are not one word
            elif role == _BREAK:
                if scope.kind is Kind.CODE:
                    parts.append("\n")
                elif scope.is_row:
                    parts.append(" ")
                elif parts:
                    end_block()
            elif role == _SKIP:
                if element.tag in _SHOWN:
                    images.append((element, place))
                walker.skip_subtree()
                continue
        else:
            text = element.tail
            if holder is element and stack:
                if parts:
                    end_block()
                lengths[element] = length - before
                holder, scope, before = stack.pop()
            elif role == _LINK:
                in_link -= 1
            elif role == _BOLDED:
                in_bold -= 1
            elif role == _SLANTED:
                in_italic -= 1
        if text:
            size = len(text.strip())
            if size or parts:
                parts.append(text)
            if size:
                length += size
                ends_in_link = in_link > 0
                if in_link:
                    links += size
                if in_bold:
                    bold += size
                if in_italic:
                    italic += size
    if parts:
        end_block()
    return seen


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
    return len(held) < _MOST_HIDDEN and all(_ROLES.get(other.tag, _BLOCK) != _BLOCK for other in held)


def _is_shown_beside(formula: Any) -> bool:
    """Whether a formula is for those who hear the page, and stands beside the one that is seen."""
    for element in (formula, formula.getparent()):
        for other in () if element is None else (element.getprevious(), element.getnext()):
            if other is not None and other.get("aria-hidden") == "true" and any(map(str.strip, other.itertext())):
                return True
    return False


def _is_in_line(element: Any, holder: Any, parts: Sequence[str], marks_of: Callable[[Any], tuple[Mark, ...]]) -> bool:
    """Whether an element that HTML does not know is a part of the sentence around it.

    So it is if that goes on behind it, or has begun before it in a paragraph; one that its names mark, or that holds
    blocks, is a box.
    """
    behind = (element.tail or "").lstrip()[:1]
    goes_on = behind != "" and (behind in _GOES_ON or (behind.isalpha() and not behind.isupper()))
    begun = bool(parts) and holder.tag in _LINES and _ENDED_RE.search(parts[-1]) is None
    if not (goes_on or begun):
        return False
    held = list(islice(element.iter(), _MOST_HIDDEN))
    return (
        len(held) < _MOST_HIDDEN
        and all(other.tag not in _BLOCKS and other.tag != "br" for other in held)
        and not marks_of(element)
    )


def _is_caption(element: Any, marks_of: Callable[[Any], tuple[Mark, ...]]) -> bool:
    """Whether an inline element names itself a caption: it is set as a block of its own, then."""
    return element.get("class") is not None and any(mark.id == _CAPTION for mark in marks_of(element))


def _text(parts: list[str], kind: Kind) -> str:
    """The text of a block from its pieces; empty if there is none in them."""
    whole = parts[0] if len(parts) == 1 else "".join(parts)
    if kind is Kind.CODE:
        whole = whole.strip("\r\n")
        return "" if whole.isspace() else whole
    if kind is Kind.TABLE:
        return " | ".join(filter(None, map(squeezed, squeezed(whole).split("\0"))))
    text = squeezed(whole)
    return "" if text.isspace() else text


def _scope(element: Any, tag: str, scope: Scope) -> Scope:
    if tag in _HEADINGS:
        return Scope(scope.marked, Kind.HEADING, scope.is_row)
    if tag in _KINDS:
        return Scope(scope.marked, _KINDS[tag], scope.is_row)
    if tag == "tr" and len(element) > 1 and next(element.iter(*_LAYOUT), None) is None:
        return Scope(scope.marked, Kind.TABLE, True)
    return scope
