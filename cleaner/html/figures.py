"""The captioned images of a page: what belongs to each, by its markup.

An image and its caption are a ``figure``, or else the smallest element around an image that holds text. In it,
the words in the names of classes and properties tell captions and credits apart; where they don't, an element
of its own at the end is set apart as what may be a credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from cleaner.document import Figure
from cleaner.html.pieces import squeezed
from cleaner.prose import FULL_STOPS, word_count

__all__ = ["Shot", "is_credit_element", "shots"]

_MOST_TEXT = 900  # characters; a caption with credit is shorter, an article's text around an image is not
_MOST_ELEMENTS = 200  # in it, markup for responsive images and all
_MOST_RUNS = 50  # pieces of text that are read to see whether an element holds a part of a caption
_MOST_LEVELS = 8  # levels between an image and its caption
_MOST_IMAGES = 4  # in one container: responsive variants of one image

_IMAGES = frozenset({"img", "amp-img", "picture", "video", "amp-video"})
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "video", "audio", "object", "iframe", "button"})
_FLOWS = frozenset({"span", "small", "cite", "font"})  # inline elements that newsroom systems set credits in
_BLOCKS = frozenset({"figcaption", "p", "div", "li", "dd", "dt", "footer", "header", "section", "aside", "table", "tr"})
_BREAKS = frozenset({*_BLOCKS, "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "br", "hr"})
_TOO_LARGE = frozenset({"body", "html", "main", "article", "section", "td", "form", "nav", "header", "ul", "ol"})
_NEVER = ("h1", "h2", "h3", "input", "li", "figure")  # in an element that is image and caption, and no figure
_HEADLINES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})  # with a link, they lead to another page
_HEADINGS = ("h4", "h5", "h6")  # in one that nothing names a caption
_NO_CAPTION = ("a", "table", "blockquote", "pre", "ul", "ol", "form", "h1", "h2", "h3", "h4")
_MOST_INSIDE = 1_000  # pieces of text of a caption
_MOST_CREDITS = 100  # credits of a figure that are held against each other
_MOST_PLAIN = 300  # characters of a caption that nothing names so
_LEAST_PLAIN = 3  # words of one
_ROWS = frozenset({"tr", "tbody"})
_SAME = ("alt", "title", "data-caption")  # attributes of an image in which its caption may stand once more
_APART = frozenset({"nav", "form", "table"})  # images in these are no part of the article

_CAPTION_WORD_RE = re.compile(r"(?:fig)?captions?|figcap|legend[ea]?|leyenda|didascalia|bildunterschrift|bildtext")
_CREDIT_WORD_RE = re.compile(
    r"credit(?:s|line|text)?|copyright(?:holder|notice)?|photographer|source|attribution|authors?|creator|byline|"
    r"fotograf|autor|auteur|quelle|lic|license|rights|crediti|creditos|agency"
)
_IMAGE_WORDS_RE = re.compile(
    r"image|img|photo|foto|picture|(?-i:(?<![A-Za-z])[Pp]ics?(?![a-z]))|bild|figure|media|caption|galler", re.IGNORECASE
)
_STRANGERS_RE = re.compile(
    r"(?:^|[\s_-])(?:avatar|author|authors|bio|byline|profile|related|recommend\w*|recirc\w*|newsletter|promo|advert\w*|"
    r"sponsor\w*|comments?|teasers?|menu|logo|social|sharing|player)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TEXT_RE = re.compile(r"(?:^|[\s_-])(?:te?xt|body)(?:$|[\s_-])", re.IGNORECASE)
_LEAST_TEXT = 20  # words of what the page names a text
_PORTRAIT_RE = re.compile(r"\bavatar|\bauthor[-_]?(?:name|image|photo|avatar|box|bio|info)", re.IGNORECASE)
_HIDDEN_WORDS = frozenset({"visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "u-visually-hidden"})
_WORD_RE = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+(?![a-z])")
_SENTENCE_END_RE = re.compile(rf"""[.!?…！？{FULL_STOPS}"”»)\]）]\s*$""")
_LABELLED_RE = re.compile(r"^\W*(?:©|\([cC]\)|[^\W\d_][\w.]{1,15}(?: [^\W\d_]\w{1,12})? ?[:：=])")
_SIGNED_RE = re.compile(r"^\W*(?:©|\([cC]\)) ?\w")
_MOST_SIGNED = 60  # characters of a credit in a line of its own in front of a caption
_NO_ADDRESS_RE = re.compile(r"^data:|[\s<>]|placeholder|spacer|blank\.gif", re.IGNORECASE)
_ADDRESS_RE = re.compile(
    r"^(?:https?:/)?/\S+$|\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE
)  # where a credit is named
_LETTERS_RE = re.compile(r"[^\W\d_]{2}")
_TAG_RE = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Shot:
    """A captioned image.

    Attributes:
        image: the image, figure or figure caption that it was found by.
        text: the caption with what is set apart behind it.
        figure: what the markup says of its parts.
        members: the elements that hold no more than the caption and its parts.
    """

    image: Any
    text: str
    figure: Figure
    members: frozenset[Any] = field(repr=False)

    @property
    def caption(self) -> str:
        """The caption without what is marked as its credit."""
        return self.text.removesuffix(self.figure.credit or "").rstrip()


class _Run(NamedTuple):
    """Text on one line of a caption: where it is from, and what its class says."""

    text: str
    is_credit: bool
    is_caption: bool
    starts: bool  # an element of its own begins here
    breaks: bool  # a line begins here


def shots(images: Iterable[Any], lengths: Mapping[Any, int], *, alt_text: bool = False) -> list[Shot]:
    """The captioned images of a page in its order.

    Args:
        images: its images, figures and figure captions, in order.
        lengths: number of characters of text in its block elements.
        alt_text: whether an image without a caption has its alternative text for one.
    """
    found = (_shot(image, element, inner, alt_text=alt_text) for image, element, inner in _containers(images, lengths))
    return [shot for shot in found if shot is not None]


def _containers(images: Iterable[Any], lengths: Mapping[Any, int]) -> Iterator[tuple[Any, Any, list[Any]]]:
    """Elements that hold a caption, by what they were found by, with the images it is for."""
    seen: set[Any] = set()
    for element in images:
        if element.tag == "figure":
            container = element if element.find(".//figure") is None and not _is_apart(element) else None
        elif next(element.iterancestors("figure"), None) is not None:
            continue
        else:
            container = _around_caption(element) if element.tag == "figcaption" else _around_image(element, lengths)
        if container is not None and container not in seen:
            seen.add(container)
            inner = list(container.iter("img", "amp-img", "picture", "photo-lightbox"))
            yield element, container, inner or [element]


def _around_caption(caption: Any) -> Any | None:
    """The element that holds a ``figcaption`` outside of a figure, and its image or further parts."""
    for parent in caption.iterancestors():
        if parent.tag in _TOO_LARGE or _short_text(parent) is None:
            break
        if next(parent.iter(*_IMAGES), None) is not None or len(list(islice(parent.iter("figcaption"), 2))) > 1:
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
            length = _MOST_TEXT if "".join(parent.itertext()).strip() else 0
        if length == 0 or parent.tag in _ROWS:
            below = parent
            continue
        if parent.tag in _TOO_LARGE or length > _MOST_TEXT:
            return _behind_image(below, image, lengths)
        if next(parent.iter(*_NEVER), None) is not None:
            return None
        text = _short_text(parent)
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
    is_marked = behind.tag in ("div", "span", "small", "p") and _CAPTION_WORD_RE.fullmatch(_last_word(_names(behind)))
    same = _attributes([image], _SAME)
    if not is_marked and lengths.get(behind, 0) > max(map(len, same), default=0):
        return None
    text = _short_text(behind)
    if not text or _is_apart(behind):
        return None
    return behind if is_marked or text in same else None


def _short_text(element: Any) -> str | None:
    """The visible text of an element, or None if it is too large for an image and its caption."""
    if sum(1 for _ in islice(element.iter(), _MOST_ELEMENTS)) == _MOST_ELEMENTS:
        return None
    parts: list[str] = []
    length = 0
    for run in _runs(element):
        parts.append(run.text)
        length += len(run.text)
        if length > _MOST_TEXT:
            return None
    return squeezed("".join(parts))


def _is_captioned(container: Any, text: str) -> bool:
    """Whether the text in a container that is no figure is the caption of the image in it."""
    images = list(container.iter("img", "amp-img"))
    links = sum(len(squeezed(_visible(link))) for link in container.iter("a"))
    if len(images) > _MOST_IMAGES or links > len(text) / 2 or _is_apart(container):
        return False
    if any(text.startswith(attribute) for attribute in _attributes(images, _SAME) if len(attribute) > 10):
        return True
    if container.tag in ("p", "a") or next(container.iterancestors("a"), None) is not None:
        return False
    names = [_names(child) for child in container.iter() if isinstance(child.tag, str) and child.tag not in _IMAGES]
    if any(_PORTRAIT_RE.search(name) for name in names):
        return False
    if any(_CAPTION_WORD_RE.fullmatch(_last_word(name)) for name in names):
        return True
    return bool(_IMAGE_WORDS_RE.search(_names(container))) and len(text) < 400 and not _is_text(container, names, text)


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


def _shot(image: Any, element: Any, images: Sequence[Any], *, alt_text: bool) -> Shot | None:
    """The caption in an element, or None if there is none."""
    runs = list(_runs(element))
    inside = [run for run in runs if run.is_caption]
    if len(inside) > _MOST_INSIDE:
        return None
    if not inside and (element.tag != "figure" or _is_all_caption(element)):
        inside = runs
    outside = runs if not inside else [run for run in runs if not run.is_caption]
    if inside is runs:
        outside = []
    lines = _lines([run for run in inside if not run.is_credit])
    credits = [line for line in _lines([run for run in runs if run.is_credit]) if _LETTERS_RE.search(line)]
    if not lines:
        lines, credits = _lines(inside), []
    if not credits and len(lines) > 1 and len(lines[0]) < _MOST_SIGNED and _SIGNED_RE.match(lines[0]):
        credits, lines = lines[:1], lines[1:]
    if not credits:
        credits = [line for line in _lines(outside) if _LABELLED_RE.match(line) and len(line) < 100]
    lines = lines or _attributes(images, ("data-caption", "caption"))[:1]
    if not lines and alt_text:
        lines = _attributes(images, ("alt",))[:1]
    if not lines and not credits:
        return None
    if not credits:
        credits = _behind(" ".join(lines), images)
    credit = " / ".join(_fullest(credits)) or None
    aside = lines[-1] if credit is None and len(lines) > 1 else None
    text = " ".join([*lines, *([credit] if credit else [])])
    elements = [child for child in element.iter() if isinstance(child.tag, str)]
    written = _visible if any(map(_is_hidden, elements)) else _written
    whole = _packed(text)
    members = frozenset(child for child in elements if (part := _packed(written(child))) and part in whole)
    return Shot(image, text, Figure(credit, aside, _address(images)), members)


def _is_all_caption(figure: Any) -> bool:
    """Whether what a figure holds beside an image is a caption, though nothing in it is named so."""
    if next(figure.iter(*_IMAGES), None) is None or next(figure.iter(*_NO_CAPTION), None) is not None:
        return False
    text = _short_text(figure)
    return text is not None and len(text) <= _MOST_PLAIN and word_count(text) >= _LEAST_PLAIN


def _fullest(lines: Sequence[str]) -> list[str]:
    """The lines without those that another one repeats."""
    once = list(dict.fromkeys(lines))
    if len(once) > _MOST_CREDITS:
        return once
    return [line for line in once if not any(line in other for other in once if other != line)]


def _written(element: Any) -> str:
    """The text in an element, or the beginning of it."""
    return "".join(islice(element.itertext(), _MOST_RUNS))


def _visible(element: Any) -> str:
    """The same without what is for screen readers only, such as "Image source," before a credit."""
    return "".join(run.text for run in islice(_runs(element), _MOST_RUNS))


def _packed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def _runs(element: Any) -> Iterator[_Run]:
    """The visible text in an element, in order."""
    from lxml import etree

    hidden: list[Any] = []
    credits: list[Any] = []
    captions: list[Any] = []
    starts, breaks = True, True
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if node is not element and not hidden and node.tail:
                yield _Run(node.tail, bool(credits), bool(captions), starts, breaks)
                starts = breaks = False
            continue
        tag = node.tag
        starts = starts or tag in _FLOWS
        breaks = breaks or tag in _BREAKS
        if event == "start":
            if tag in _SILENT or _is_hidden(node):
                hidden.append(node)
            if not hidden:
                word = _last_word(_names(node))
                if tag == "figcaption" or (
                    word and _CAPTION_WORD_RE.fullmatch(word) and next(node.iter(*_IMAGES), None) is None
                ):
                    captions.append(node)
                if word and _CREDIT_WORD_RE.fullmatch(word) and node is not element:
                    credits.append(node)
            text = node.text
        else:
            if hidden and hidden[-1] is node:
                hidden.pop()
            if credits and credits[-1] is node:
                credits.pop()
            if captions and captions[-1] is node:
                captions.pop()
            text = node.tail if node is not element else None
        if text and not hidden:
            yield _Run(text, bool(credits), bool(captions), starts, breaks)
            if text.strip():
                starts = breaks = False


def _lines(runs: Sequence[_Run]) -> list[str]:
    """Runs of text as lines; an inline element of its own behind a whole sentence is a line, too."""
    lines: list[str] = []
    previous: _Run | None = None
    for run in runs:
        is_apart = run.starts and previous is not None and (previous.starts or _SENTENCE_END_RE.search(lines[-1]))
        if previous is None or run.breaks or (is_apart and run.text.strip()):
            lines.append(run.text)
        else:
            lines[-1] += run.text
        if run.text.strip():
            previous = run
    return [line for line in map(squeezed, lines) if line]


def is_credit_element(element: Any) -> bool:
    """Whether the names of an element, or of the one that holds nothing else, say that it is an image's credit."""
    names = [_names(element)]
    parent = element.getparent()
    if parent is not None and len(parent) == 1:
        names.append(_names(parent))
    return any(
        _IMAGE_WORDS_RE.search(name) is not None and _CREDIT_WORD_RE.fullmatch(_last_word(name)) is not None
        for name in names
    )


@lru_cache(maxsize=4096)
def _last_word(names: str) -> str:
    """The last word in the names of a class that says what the element is.

    >>> _last_word("caption_author wide"), _last_word("a-caption__text"), _last_word("imageCaption")
    ('author', 'caption', 'caption')
    """
    words = [word.lower() for word in _WORD_RE.findall(names)]
    return next(
        (word for word in reversed(words) if _CAPTION_WORD_RE.fullmatch(word) or _CREDIT_WORD_RE.fullmatch(word)), ""
    )


def _names(element: Any) -> str:
    return f"{element.get('class', '')} {element.get('itemprop', '')} {element.get('data-testid', '')}"


def _is_hidden(element: Any) -> bool:
    if element.get("hidden") is not None:
        return True
    names = element.get("class")
    return names is not None and not _HIDDEN_WORDS.isdisjoint(names.split())


def _attributes(images: Sequence[Any], names: Sequence[str]) -> list[str]:
    """The texts that images have in some attributes, without markup."""
    values = (image.get(name) or "" for name in names for image in images)
    return list(dict.fromkeys(filter(None, (squeezed(_TAG_RE.sub(" ", value)) for value in values))))


def _behind(caption: str, images: Sequence[Any]) -> list[str]:
    """The credit that an attribute of an image has behind the same caption."""
    rests = (
        value.removeprefix(caption).strip(" |–—-,;")
        for value in _attributes(images, ("title", "alt", "data-caption"))
        if value.startswith(caption) and value != caption
    )
    named = _attributes(images, ("data-credit", "data-copyright", "data-photographer"))
    return [rest for rest in (*named, *rests) if 1 < len(rest) < 100 and not _ADDRESS_RE.search(rest)][:1]


def _address(images: Sequence[Any]) -> str | None:
    """Where the image is, as the page gives it."""
    for image in images:
        for name in ("data-src", "data-lazy-src", "src"):
            value = (image.get(name) or "").strip()
            if value and not _NO_ADDRESS_RE.search(value):
                return str(value)
    return None
