"""The captioned images of a page: what belongs to each, by its markup.

An image and its caption are a ``figure``, or else the smallest element around an image that holds text. In it,
the words in the names of classes and properties tell captions and credits apart; where they don't, an element
of its own at the end is set apart as what may be a credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cleaner.document import Figure
from cleaner.html.figures.attributes import address_of, attributes, credit_behind
from cleaner.html.figures.boxes import containers, is_credit_element
from cleaner.html.figures.runs import IMAGES, is_hidden, lines_of, runs, short_text, visible, written
from cleaner.prose import word_count

__all__ = ["Shot", "is_credit_element", "shots"]

_NO_CAPTION = ("a", "table", "blockquote", "pre", "ul", "ol", "form", "h1", "h2", "h3", "h4")
_MOST_INSIDE = 1_000  # pieces of text of a caption
_MOST_CREDITS = 100  # credits of a figure that are held against each other
_MOST_PLAIN = 300  # characters of a caption that nothing names so
_LEAST_PLAIN = 3  # words of one
_LABELLED_RE = re.compile(r"^\W*(?:©|\([cC]\)|[^\W\d_][\w.]{1,15}(?: [^\W\d_]\w{1,12})? ?[:：=])")
_SIGNED_RE = re.compile(r"^\W*(?:©|\([cC]\)) ?\w")
_MOST_SIGNED = 60  # characters of a credit in a line of its own in front of a caption
_LABEL_RE = re.compile(
    r"\W*(?:(?:photo|image|picture)[ -])?(?:credits?|copyright|photos?|foto|bild|image|quelle|source|cr[ée]dito?)\W*$",
    re.IGNORECASE,
)
_LEAST_LINE = 5  # words of a line that says nothing new by standing there again
_MOST_NAMES = 8  # words of a credit
_JOINING = frozenset(("", "for", "the", "of", "via", "and", "by", "de", "da", "van", "von", "der", "für", "pour", "&"))
_COUNTER_RE = re.compile(r"\W*\d{1,3} ?(?:/|of|von|sur|de|di) ?\d{1,3}\W*$")  # the number of an image in a gallery
_BRACKETS = "()[],.·|"
_LETTERS_RE = re.compile(r"[^\W\d_]{2}")


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


def shots(images: Iterable[Any], lengths: Mapping[Any, int], *, alt_text: bool = False) -> list[Shot]:
    """The captioned images of a page in its order.

    Args:
        images: its images, figures and figure captions, in order.
        lengths: number of characters of text in its block elements.
        alt_text: whether an image without a caption has its alternative text for one.
    """
    found = (_shot(image, element, inner, alt_text=alt_text) for image, element, inner in containers(images, lengths))
    return [shot for shot in found if shot is not None]


def _shot(image: Any, element: Any, images: Sequence[Any], *, alt_text: bool) -> Shot | None:
    """The caption in an element, or None if there is none."""
    found = list(runs(element))
    inside = [run for run in found if run.is_caption]
    if len(inside) > _MOST_INSIDE:
        return None
    if not inside and (element.tag != "figure" or _is_all_caption(element)):
        inside = found
    outside = found if not inside else [run for run in found if not run.is_caption]
    if inside is found:
        outside = []
    lines = _once(lines_of([run for run in inside if not run.is_credit]))
    lines = [line for line in lines if not _COUNTER_RE.match(line)]
    credits = [line for line in lines_of([run for run in found if run.is_credit]) if _LETTERS_RE.search(line)]
    is_labelled = bool(credits) and any(map(_LABEL_RE.match, (*lines[-1:], *credits)))
    if is_labelled:
        lines, credits = [*lines[:-1], *_unlabelled(lines[-1:])], _unlabelled(credits) or credits
    if not lines and not _are_names(credits):
        lines, credits = lines_of(inside), []
    if not credits and len(lines) > 1 and len(lines[0]) < _MOST_SIGNED and _SIGNED_RE.match(lines[0]):
        credits, lines = lines[:1], lines[1:]
    if not credits:
        credits = [line for line in lines_of(outside) if _LABELLED_RE.match(line) and len(line) < 100]
    lines = lines or attributes(images, ("data-caption", "caption"))[:1]
    if not lines and alt_text:
        lines = attributes(images, ("alt",))[:1]
    if not lines and not credits:
        return None
    if not credits:
        credits = credit_behind(" ".join(lines), images)
    credit = " / ".join(_fullest(credits)) or None
    aside = lines[-1] if credit is None and len(lines) > 1 else None
    text = " ".join([*lines, *([credit] if credit else [])])
    if not any(map(str.isalpha, text)):  # the number of an image in a gallery
        return None
    elements = [child for child in element.iter() if isinstance(child.tag, str)]
    text_of = visible if any(map(is_hidden, elements)) else written
    whole = _packed(text)
    if is_labelled:
        whole += "\0" + _packed("".join(run.text for run in found if run.is_caption or run.is_credit))
    members = frozenset(child for child in elements if (part := _packed(text_of(child))) and part in whole)
    return Shot(image, text, Figure(credit, aside, address_of(images)), members)


def _once(lines: Sequence[str]) -> list[str]:
    """The lines, of some words each once, as one stands there for small screens again."""
    shown = {line: place for place, line in reversed(list(enumerate(lines)))}
    return [line for place, line in enumerate(lines) if shown[line] == place or word_count(line) < _LEAST_LINE]


def _unlabelled(lines: Sequence[str]) -> list[str]:
    """The lines without those that are no more than the label of a credit."""
    return [line for line in lines if not _LABEL_RE.match(line)]


def _are_names(lines: Sequence[str]) -> bool:
    """Whether lines that a page marks as credits say nothing but names: each is short, and its words are capitalised.

    >>> _are_names(["Mara Lindqvist for The Daily Kite"]), _are_names(["(AFP/Getty)"]), _are_names(["The old gate"])
    (True, True, False)
    """
    words = [word.strip(_BRACKETS) for line in lines for word in line.replace("/", " ").split()]
    is_short = 0 < len(words) <= _MOST_NAMES and not any(line.rstrip().endswith((".", "!", "?")) for line in lines)
    return is_short and all(word[:1].isupper() or word in _JOINING for word in words)


def _is_all_caption(figure: Any) -> bool:
    """Whether what a figure holds beside an image is a caption, though nothing in it is named so."""
    if next(figure.iter(*IMAGES), None) is None or next(figure.iter(*_NO_CAPTION), None) is not None:
        return False
    text = short_text(figure)
    return text is not None and len(text) <= _MOST_PLAIN and word_count(text) >= _LEAST_PLAIN


def _fullest(lines: Sequence[str]) -> list[str]:
    """The lines without those that another one repeats."""
    once = list(dict.fromkeys(lines))
    if len(once) > _MOST_CREDITS:
        return once
    return [line for line in once if not any(line in other for other in once if other != line)]


def _packed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())
