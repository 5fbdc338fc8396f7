"""The text of an element around an image, in runs: what its names say of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from cleaner.html.pieces import squeezed
from cleaner.prose import FULL_STOPS

__all__ = [
    "CAPTION_WORD_RE",
    "CREDIT_WORD_RE",
    "IMAGES",
    "MOST_TEXT",
    "Run",
    "is_hidden",
    "last_word",
    "lines_of",
    "names_of",
    "runs",
    "short_text",
    "visible",
    "written",
]

MOST_TEXT = 900  # characters; a caption with credit is shorter, an article's text around an image is not
_MOST_ELEMENTS = 200  # in it, markup for responsive images and all
_MOST_RUNS = 50  # pieces of text that are read to see whether an element holds a part of a caption

IMAGES = frozenset({"img", "amp-img", "picture", "video", "amp-video"})
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "video", "audio", "object", "iframe", "button"})
_FLOWS = frozenset({"span", "small", "cite", "font"})  # inline elements that newsroom systems set credits in
_BLOCKS = frozenset({"figcaption", "p", "div", "li", "dd", "dt", "footer", "header", "section", "aside", "table", "tr"})
_BREAKS = frozenset({*_BLOCKS, "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "br", "hr"})

CAPTION_WORD_RE = re.compile(r"(?:fig)?captions?|figcap|legend[ea]?|leyenda|didascalia|bildunterschrift|bildtext")
CREDIT_WORD_RE = re.compile(
    r"credit(?:s|line|text)?|copyright(?:holder|notice)?|photographer|source|attribution|authors?|creator|byline|"
    r"fotograf|autor|auteur|quelle|lic|license|rights|crediti|creditos|agency"
)
_HIDDEN_WORDS = frozenset({"visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "u-visually-hidden"})
_BUTTONS = frozenset({"hide-caption", "show-caption", "toggle-caption", "caption-toggle", "caption-button"})
_CONTROL_RE = re.compile(
    r"(?:^|[\s_-])(?:prev|previous|next|arrows?|btn|buttons?|slide(?:r|show)?[_-](?:left|right)|controls?|zoom|expand)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_MOST_CONTROL, _MOST_PARTS = 20, 12  # characters and elements of one
_WORD_RE = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+(?![a-z])")
_SENTENCE_END_RE = re.compile(rf"""[.!?…！？{FULL_STOPS}"”»)\]）]\s*$""")


class Run(NamedTuple):
    """Text on one line of a caption: where it is from, and what its class says."""

    text: str
    is_credit: bool
    is_caption: bool
    starts: bool  # an element of its own begins here
    breaks: bool  # a line begins here


def runs(element: Any) -> Iterator[Run]:
    """The visible text in an element, in order."""
    from lxml import etree

    hidden: list[Any] = []
    credits: list[Any] = []
    captions: list[Any] = []
    starts, breaks = True, True
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if node is not element and not hidden and node.tail:
                yield Run(node.tail, bool(credits), bool(captions), starts, breaks)
                starts = breaks = False
            continue
        tag = node.tag
        starts = starts or tag in _FLOWS
        breaks = breaks or tag in _BREAKS
        if event == "start":
            if tag in _SILENT or is_hidden(node):
                hidden.append(node)
            if not hidden:
                word = last_word(names_of(node))
                if tag == "figcaption" or (
                    word and CAPTION_WORD_RE.fullmatch(word) and next(node.iter(*IMAGES), None) is None
                ):
                    captions.append(node)
                if word and CREDIT_WORD_RE.fullmatch(word) and node is not element:
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
            yield Run(text, bool(credits), bool(captions), starts, breaks)
            if text.strip():
                starts = breaks = False


def lines_of(runs: Sequence[Run]) -> list[str]:
    """Runs of text as lines; an inline element of its own behind a whole sentence is a line, too."""
    lines: list[str] = []
    previous: Run | None = None
    for run in runs:
        is_apart = run.starts and previous is not None and (previous.starts or _SENTENCE_END_RE.search(lines[-1]))
        if previous is None or run.breaks or (is_apart and run.text.strip()):
            lines.append(run.text)
        else:
            lines[-1] += run.text
        if run.text.strip():
            previous = run
    return [line for line in map(squeezed, lines) if line]


def short_text(element: Any) -> str | None:
    """The visible text of an element, or None if it is too large for an image and its caption."""
    if sum(1 for _ in islice(element.iter(), _MOST_ELEMENTS)) == _MOST_ELEMENTS:
        return None
    parts: list[str] = []
    length = 0
    for run in runs(element):
        parts.append(run.text)
        length += len(run.text)
        if length > MOST_TEXT:
            return None
    return squeezed("".join(parts))


def visible(element: Any) -> str:
    """The same without what is for screen readers only, such as "Image source," before a credit."""
    return "".join(run.text for run in islice(runs(element), _MOST_RUNS))


def written(element: Any) -> str:
    """The text in an element, or the beginning of it."""
    return "".join(islice(element.itertext(), _MOST_RUNS))


@lru_cache(maxsize=4096)
def last_word(names: str) -> str:
    """The last word in the names of a class that says what the element is.

    >>> last_word("caption_author wide"), last_word("a-caption__text"), last_word("imageCaption")
    ('author', 'caption', 'caption')
    """
    words = [word.lower() for word in _WORD_RE.findall(names)]
    return next(
        (word for word in reversed(words) if CAPTION_WORD_RE.fullmatch(word) or CREDIT_WORD_RE.fullmatch(word)), ""
    )


def names_of(element: Any) -> str:
    """What an element is called, by its classes and properties."""
    return f"{element.get('class', '')} {element.get('itemprop', '')} {element.get('data-testid', '')}"


def is_hidden(element: Any) -> bool:
    """Whether an element is not shown, only read aloud, or there to be pressed."""
    if element.get("hidden") is not None:
        return True
    names = element.get("class")
    if names is None:
        return False
    words = names.split()
    return not (_HIDDEN_WORDS.isdisjoint(words) and _BUTTONS.isdisjoint(words)) or _is_control(element, names)


def _is_control(element: Any, names: str) -> bool:
    """Whether an element with a word or two in it moves a row of images or makes one larger."""
    if _CONTROL_RE.search(names) is None:
        return False
    held = list(islice(element.iter(), _MOST_PARTS))
    if len(held) == _MOST_PARTS or any(part.tag in IMAGES for part in held):
        return False
    return len(squeezed("".join(element.itertext()))) <= _MOST_CONTROL
