"""Which elements of a page hold a caption, and the images that it is for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from cleaner.html.figures.attributes import SAME, attributes
from cleaner.html.figures.runs import (
    CAPTION_WORD_RE,
    CREDIT_WORD_RE,
    IMAGES,
    MOST_TEXT,
    last_word,
    names_of,
    short_text,
    visible,
)
from cleaner.html.pieces import squeezed
from cleaner.prose import word_count

__all__ = ["containers", "is_credit_element"]

_MOST_LEVELS = 8  # levels between an image and its caption
_MOST_IMAGES = 4  # in one container: responsive variants of one image
_TOO_LARGE = frozenset({"body", "html", "main", "article", "section", "td", "form", "nav", "header", "ul", "ol"})
_NEVER = ("h1", "h2", "h3", "input", "li", "figure")  # in an element that is image and caption, and no figure
_HEADLINES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})  # with a link, they lead to another page
_HEADINGS = ("h4", "h5", "h6")  # in one that nothing names a caption
_ROWS = frozenset({"tr", "tbody"})
_APART = frozenset({"nav", "form", "table"})  # images in these are no part of the article
_IMAGE_WORDS_RE = re.compile(
    r"image|img|photo|foto|picture|(?-i:(?<![A-Za-z])[Pp]ics?(?![a-z]))|bild|figure|media|caption|galler", re.IGNORECASE
)
_STRANGERS_RE = re.compile(
    r"(?:^|[\s_-])(?:avatar|author|authors|bio|byline|profile|related|recommend\w*|recirc\w*|newsletter|promo|advert\w*|"
    r"sponsor\w*|comments?|teasers?|menu|logo|social|sharing|player)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BEFORE = "-–—|• "  # signs that set a caption off
_TEXT_RE = re.compile(r"(?:^|[\s_-])(?:te?xt|body)(?:$|[\s_-])", re.IGNORECASE)
_LEAST_TEXT = 20  # words of what the page names a text
_PORTRAIT_RE = re.compile(r"\bavatar|\bauthor[-_]?(?:name|image|photo|avatar|box|bio|info)", re.IGNORECASE)

_NAMED_RE = re.compile(r"(?:^|[\s_-])(?:fig)?caption(?:[-_]?text)?(?:\s|$)", re.IGNORECASE)
_LEAST_NAMED = 5  # words of a caption that its class alone tells
_DATED_RE = re.compile(
    r"(?:^|[\s_-])(?:time[-_]?stamp|date[-_]?line|(?:pub|publish(?:ed)?|post(?:ed)?)[-_]?date)(?:$|[\s_-])", re.I
)
"""Names of what stands in the head of an article, with the picture of its author or column."""


def containers(images: Iterable[Any], lengths: Mapping[Any, int]) -> Iterator[tuple[Any, Any, list[Any]]]:
    """Elements that hold a caption, by what they were found by, with the images it is for."""
    seen: set[Any] = set()
    for element in images:
        if element.tag == "figure":
            container = element if element.find(".//figure") is None and not _is_apart(element) else None
        elif next(element.iterancestors("figure"), None) is not None:
            continue
        elif element.tag not in IMAGES and element.tag != "figcaption":
            container = element if _is_named(element) and not _is_in(element, seen) else None
        else:
            container = _around_caption(element) if element.tag == "figcaption" else _around_image(element, lengths)
        if container is not None and container not in seen:
            seen.add(container)
            inner = list(container.iter("img", "amp-img", "picture", "photo-lightbox"))
            yield element, container, inner or [element]


def _is_named(element: Any) -> bool:
    """Whether an element without an image is a caption by its class, as where a script puts in the image above it."""
    if not _NAMED_RE.search(element.get("class", "")) or next(element.iter(*IMAGES, *_HEADLINES), None) is not None:
        return False
    text = short_text(element)
    if text is None or word_count(text) < _LEAST_NAMED or _is_apart(element):
        return False
    return sum(len(squeezed(visible(link))) for link in element.iter("a")) <= len(text) / 2


def _is_in(element: Any, containers: Collection[Any]) -> bool:
    return any(parent in containers for parent in islice(element.iterancestors(), _MOST_LEVELS))


def _around_caption(caption: Any) -> Any | None:
    """The element that holds a ``figcaption`` outside of a figure, and its image or further parts."""
    for parent in caption.iterancestors():
        if parent.tag in _TOO_LARGE or short_text(parent) is None:
            break
        if next(parent.iter(*IMAGES), None) is not None or len(list(islice(parent.iter("figcaption"), 2))) > 1:
            return None if _is_apart(parent) else parent
    return None if _is_apart(caption) else caption


def _around_image(image: Any, lengths: Mapping[Any, int]) -> Any | None:
    """The smallest element around an image that has text, if that is its caption; or the element behind it."""
    if next(image.iterancestors("nav", "form"), None) is not None:
        return None
    below = image
    for level, parent in enumerate(image.iterancestors()):
        if level > _MOST_LEVELS or parent.tag in ("body", "html"):
            break
        length = lengths.get(parent)
        if length is None:
            length = MOST_TEXT if "".join(parent.itertext()).strip() else 0
        if length == 0 or parent.tag in _ROWS:
            below = parent
            continue
        if parent.tag in _TOO_LARGE or length > MOST_TEXT:
            return _behind_image(below, image, lengths)
        if next(parent.iter(*_NEVER), None) is not None:
            return None
        text = short_text(parent)
        if text:
            return parent if _is_captioned(parent, text) else None
        if text is None:
            return _behind_image(below, image, lengths)
        below = parent
    return None


def _behind_image(below: Any, image: Any, lengths: Mapping[Any, int]) -> Any | None:
    """The element behind one that holds nothing but an image, if its text is the image's."""
    behind = below.getnext()
    if behind is None or not isinstance(behind.tag, str) or behind.tag in _TOO_LARGE or (below.tail or "").strip():
        return None
    if behind.tag in _HEADLINES and next(behind.iter("a"), None) is not None:
        return None
    is_marked = behind.tag in ("div", "span", "small", "p") and CAPTION_WORD_RE.fullmatch(last_word(names_of(behind)))
    same = attributes([image], SAME)
    if not is_marked and lengths.get(behind, 0) > max(map(len, same), default=0):
        return None
    text = short_text(behind)
    if not text or _is_apart(behind):
        return None
    return behind if is_marked or text in same else None


def _is_captioned(container: Any, text: str) -> bool:
    """Whether the text in a container that is no figure is the caption of the image in it."""
    images = list(container.iter("img", "amp-img"))
    links = sum(len(squeezed(visible(link))) for link in container.iter("a"))
    if len(images) > _MOST_IMAGES or links > len(text) / 2 or _is_apart(container):
        return False
    said = text.lstrip(_BEFORE)
    if any(said.startswith(attribute) for attribute in attributes(images, SAME) if len(attribute) > 10):
        return True
    if container.tag in ("p", "a") or next(container.iterancestors("a"), None) is not None:
        return False
    names = [names_of(child) for child in container.iter() if isinstance(child.tag, str) and child.tag not in IMAGES]
    if any(_PORTRAIT_RE.search(name) or _DATED_RE.search(name) for name in names):
        return False
    if any(CAPTION_WORD_RE.fullmatch(last_word(name)) for name in names):
        return True
    return (
        bool(_IMAGE_WORDS_RE.search(names_of(container))) and len(text) < 400 and not _is_text(container, names, text)
    )


def _is_text(container: Any, names: Iterable[str], text: str) -> bool:
    """Whether what stands with an image in a box of both is text: it has a heading, or the page names it so."""
    if next(container.iter(*_HEADINGS), None) is not None:
        return True
    return any(map(_TEXT_RE.search, names)) and word_count(text) >= _LEAST_TEXT


def _is_apart(element: Any) -> bool:
    """Whether an element is part of a menu, an author's box and the like."""
    if next(element.iter("address", "time", "h1", "form"), None) is not None:
        return True
    if element.get("hidden") is not None or _STRANGERS_RE.search(element.get("class", "")):
        return True
    for level, parent in enumerate(element.iterancestors()):
        if parent.tag in _APART:
            return True
        if level < 2 and _STRANGERS_RE.search(parent.get("class", "")) and parent.tag not in ("article", "body"):
            return True
    return False


def is_credit_element(element: Any) -> bool:
    """Whether the names of an element, or of the one that holds nothing else, say that it is an image's credit."""
    names = [names_of(element)]
    parent = element.getparent()
    if parent is not None and len(parent) == 1:
        names.append(names_of(parent))
    return any(
        _IMAGE_WORDS_RE.search(name) is not None and CREDIT_WORD_RE.fullmatch(last_word(name)) is not None
        for name in names
    )
