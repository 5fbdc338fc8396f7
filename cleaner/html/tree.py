"""HTML → the tree of a page, whatever the page is like: cut, nested too deep, stuffed with attributes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

__all__ = ["load_page", "loaded", "unfold_noscript"]

_MOST_ATTRIBUTES = 1000  # of one element; the parser compares each with each
_LONG_TAG = 4000  # bytes without angle brackets: such a stretch is looked at
_STUFFED_TAG_RE = re.compile(rb"<([a-zA-Z][\w-]{0,40})([^<>]*)>")
_NESTING_RE = re.compile(rb"</?(?!p\b|h[1-6]\b|li\b|script\b|style\b|html\b|head\b|body\b|title\b|a\b)[a-zA-Z][^<>]*>")
_VOID_RE = re.compile(rb"<((?:embed|bgsound|keygen|command|spacer)\b[^<>]*?)/?>", re.IGNORECASE)
_NO_FRAMES_RE = re.compile(rb"</?noframes\b[^<>]*>", re.IGNORECASE)
_SHADOW = ".//template[@shadowrootmode]"  # shown by browsers, other than the rest of the templates
_SHADOW_NAME = b"shadowrootmode"  # most pages have none: then the tree needs not be gone through for them


def load_page(html: str) -> Any:
    """The tree of a page, or None if there is nothing in it."""
    from lxml.etree import HTMLParser

    return loaded(html, HTMLParser)


def loaded(html: str, make_parser: Callable[..., Any]) -> Any:
    """The same by a parser of another kind."""
    page = html.encode("utf-8", "replace")
    if b"\0" in page:
        page = page.replace(b"\0", b"")
    page = _VOID_RE.sub(rb"<\1 />", _without_stuffing(page))  # the parser would put what follows into them
    tree, is_cut = _parsed(page, make_parser)
    if is_cut:  # nested too deep for the parser: the same without the elements that only nest
        tree, is_cut = _parsed(_NESTING_RE.sub(b"\n", page), make_parser)
    if tree is not None and next(tree.iter("noframes"), None) is not None:  # would be taken for plain text
        tree, _ = _parsed(_NO_FRAMES_RE.sub(b"", page), make_parser)
    if tree is not None and _SHADOW_NAME in page:
        _unfold(tree, _SHADOW)
    return tree


def unfold_noscript(tree: Any) -> bool:
    """Make a page show what it has for browsers without scripts; whether there is any."""
    return _unfold(tree, ".//body//noscript")


def _unfold(tree: Any, path: str) -> bool:
    """Make the elements of a path such as show their text; whether there are any."""
    found = tree.findall(path)
    for element in found:
        element.tag = "div"
    return bool(found)


def _parsed(page: bytes, make_parser: Callable[..., Any]) -> tuple[Any, bool]:
    """The tree of a page, and whether the parser gave up in it."""
    from lxml.etree import LxmlError, fromstring

    parser = make_parser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = fromstring(page, parser)
    except (LxmlError, ValueError, AssertionError):
        return None, False
    error = parser.error_log.last_error
    return tree, error is not None and error.level_name == "FATAL"


def _without_stuffing(page: bytes) -> bytes:
    """A page whose tags don't have so many attributes that parsing them takes long; long ones stay."""
    parts: list[bytes] = []
    start = done = 0
    while start < len(page):
        end = start + _LONG_TAG
        if page.find(b"<", start, end) >= 0 or page.find(b">", start, end) >= 0:
            start = end
            continue
        closing = page.find(b">", end)
        if closing < 0:
            break
        opening = page.rfind(b"<", done, closing)
        match = _STUFFED_TAG_RE.match(page, opening) if opening >= 0 else None
        if match and match[2].count(b"=") > _MOST_ATTRIBUTES:
            parts += [page[done : match.start()], b"<%b>" % match[1]]
            done = match.end()
        start = closing + 1
    return b"".join([*parts, page[done:]]) if parts else page
