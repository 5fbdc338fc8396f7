"""The article in the data that a page hands to its scripts, where they put the page together in the browser.

Such data stand in a script of type ``application/json`` or behind an assignment (``window.__STATE__ = {…}``). Only
an object that names the page's own headline is taken for the article, so that no other text of the site can be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from cleaner.html.claims import plain
from cleaner.html.facts import folded
from cleaner.prose import word_count

__all__ = ["state_body"]

_MOST_SCRIPT = 3_000_000  # characters of a script that is read
_MOST_ASSIGNED = 8  # values assigned in one script that are tried
_MOST_VALUES = 50_000  # values of a script that are looked at
_MOST_ARTICLES = 20  # objects that name the headline, in one script
_MOST_DEPTH = 60  # levels of objects
_LEAST_TITLE = 8  # characters without white space; a shorter one may be anything
_LEAST_WORDS = 3  # of a line
_MOST_PIECES = 500  # strings of HTML in the text of an article that are read as such

_ASSIGNED_RE = re.compile(r"""[\w$\])"']\s{0,5}=\s{0,5}(?=\{["'\s}])""")
_TITLE_KEY_RE = re.compile(r"(?i)\A(?:\w{0,20}(?:title|headline)|name)\Z")
_KIND_KEYS = ("type", "_type", "__typename", "nodeType", "blockName", "kind", "component")
_APART_RE = re.compile(
    r"(?i)image|img|photo|figure|picture|video|audio|gallery|embed|iframe|advert|\bads?\b|related|author|newsletter|"
    r"promo|teaser|caption|script|comment|link-?list"
)
_APART_KEY_RE = re.compile(
    r"(?i)image|photo|caption|credit|author|related|comment|recommend|teaser|seo|meta|tag|keyword|url|href|slug|id\Z|"
    r"html_?class|style|summary|description|excerpt|copyright|breadcrumb|schema|json"
)
_PARAGRAPH_RE = re.compile(
    r"(?i)\A(?:\w+/)?(?:p|paragraph|h\d|head(?:ing|er)?[-_]?\d?|quote|blockquote|li|list[-_]?item)\Z"
)
_NO_TEXT_RE = re.compile(r"\A\S*(?:://|/)\S*\Z|\A\s*(?:\{\s*\"|\[\s*[{\"\[])")
"""An address, or data within the data."""
_BLOCK_RE = re.compile(r"(?i)<(?:p|div|br|h[1-6]|[uo]l|blockquote|section|article)[\s/>]")


def state_body(scripts: Iterable[Any], titles: Sequence[str], read: Callable[[str], list[str]]) -> list[str]:
    """The paragraphs of the article in the data for a page's scripts; none if it is not there.

    Args:
        scripts: the script elements of the page.
        titles: the headlines that the page names.
        read: gives the paragraphs of the article in a piece of HTML.
    """
    wanted = [title for title in map(folded, titles) if len(title) >= _LEAST_TITLE]
    best, length = None, 0
    for value in _values(scripts) if wanted else ():
        for article in islice(_articles(value, wanted), _MOST_ARTICLES):
            for key, child in article.items():
                whole = 0 if _APART_KEY_RE.search(key) else sum(map(len, _lines(child, _plain)))
                if whole > length:
                    best, length = child, whole
    return list(_lines(best, _Reader(read)))


class _Reader:
    """Reads strings of HTML as pieces of a page, up to a number of them."""

    def __init__(self, read: Callable[[str], list[str]]) -> None:
        self._read = read
        self._left = _MOST_PIECES

    def __call__(self, text: str) -> list[str]:
        if not self._left or _BLOCK_RE.search(text) is None:
            return _plain(text)
        self._left -= 1
        return self._read(text)


def _plain(text: str) -> list[str]:
    """The lines of a string of some words, tags taken out."""
    return [line for line in plain(text, breaks=True).splitlines() if word_count(line) >= _LEAST_WORDS]


def _values(scripts: Iterable[Any]) -> Iterator[Any]:
    """What the scripts of a page hold as JSON."""
    decoder = json.JSONDecoder(strict=False)
    for script in scripts:
        text, kind = script.text or "", (script.get("type") or "").lower()
        if len(text) > _MOST_SCRIPT or "ld+json" in kind:
            continue
        if kind.endswith("json"):
            starts = [len(text) - len(text.lstrip())]
        else:
            starts = [match.end() for match, _ in zip(_ASSIGNED_RE.finditer(text), range(_MOST_ASSIGNED), strict=False)]
        end = 0
        for start in starts:
            if start >= end:
                try:
                    value, end = decoder.raw_decode(text, start)
                except (ValueError, RecursionError):
                    continue
                yield value


def _articles(value: Any, titles: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The objects that name a headline of the page."""
    stack, seen = [value], 0
    while stack and seen < _MOST_VALUES:
        value = stack.pop()
        seen += 1
        if isinstance(value, dict):
            if any(_is_title(key, child, titles) for key, child in value.items()):
                yield value
            stack.extend(child for child in value.values() if isinstance(child, (dict, list)))
        elif isinstance(value, list):
            stack.extend(child for child in value if isinstance(child, (dict, list)))


def _is_title(key: str, value: Any, titles: Sequence[str]) -> bool:
    if not isinstance(value, str) or not 0 < len(value) < 400 or not _TITLE_KEY_RE.match(key):
        return False
    name = folded(plain(value))
    return len(name) >= _LEAST_TITLE and any(name == title or title.startswith(name) for title in titles)


def _lines(value: Any, read: Callable[[str], list[str]]) -> Iterator[str]:
    """The lines of text in a value, in order, by what reads a string; a paragraph in pieces is one."""
    stack: list[tuple[Any, int]] = [(value, 0)]
    seen = 0
    while stack and seen < _MOST_VALUES:
        value, depth = stack.pop()
        seen += 1
        if isinstance(value, str):
            if _NO_TEXT_RE.match(value) is None:
                yield from read(value)
        elif depth > _MOST_DEPTH:
            continue
        elif isinstance(value, list):
            stack.extend((child, depth + 1) for child in reversed(value))
        elif isinstance(value, dict):
            kind = next((value[key] for key in _KIND_KEYS if isinstance(value.get(key), str)), "")
            if _APART_RE.search(kind):
                continue
            children = [
                child for key, child in value.items() if key not in _KIND_KEYS and not _APART_KEY_RE.search(key)
            ]
            if _PARAGRAPH_RE.match(kind) and any(isinstance(child, (list, dict)) for child in children):
                stack.append(("".join(_pieces(children)), depth + 1))
            else:
                stack.extend((child, depth + 1) for child in reversed(children))


def _pieces(children: Sequence[Any]) -> Iterator[str]:
    """The texts in the parts of one paragraph."""
    stack: list[Any] = list(reversed(children))
    seen = 0
    while stack and seen < 1000:
        value = stack.pop()
        seen += 1
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            stack.extend(reversed(value))
        elif isinstance(value, dict):
            texts = [child for key, child in value.items() if key in ("text", "value", "content", "children", "html")]
            stack.extend(reversed(texts))
