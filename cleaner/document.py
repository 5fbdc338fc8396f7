"""The types that pass between the stages, and the result."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from cleaner.ledger import Edit, Trail, restore
from cleaner.patterns import Pattern
from cleaner.rulebook.model import Rule

__all__ = ["SCHEMA_VERSION", "Article", "Block", "Caption", "Figure", "Finding", "Kind", "Paragraph", "Verdict"]

SCHEMA_VERSION = 1
"""Of :meth:`Article.to_dict`; grows when a field goes away or changes its meaning."""

_SURROGATE_RE = re.compile("[\ud800-\udfff]")


class Kind(StrEnum):
    """What a block is."""

    TITLE = "title"
    DECK = "deck"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Figure:
    """What the markup of a page says about a caption block.

    Attributes:
        credit: the end of the block's text that is marked as credit.
        aside: the end of it that stands in an element of its own, and may be one.
        image: the address of the image, as the page gives it.
    """

    credit: str | None = None
    aside: str | None = None
    image: str | None = None


class Block(NamedTuple):
    """A stretch of the source that is one unit of text, as it stands now.

    Attributes:
        trail: its text, with the edits so far.
        kind: what it is.
        link_density: share of its characters that are links, 0 to 1; 0 for plain text.
        figure: what the page says about it, if it is a caption.
        findings: what its page says against it.
        level: of a heading, 2 to 6; 0 if it is none, or not known.
    """

    trail: Trail
    kind: Kind = Kind.PARAGRAPH
    link_density: float = 0.0
    figure: Figure | None = None
    findings: tuple[Finding, ...] = ()
    level: int = 0

    @property
    def text(self) -> str:
        return self.trail.text

    def with_trail(self, trail: Trail) -> Block:
        return self if trail is self.trail else self._replace(trail=trail)

    def with_kind(self, kind: Kind) -> Block:
        return self if kind is self.kind else self._replace(kind=kind)


class Finding(NamedTuple):
    """A rule that speaks about a block; it never edits.

    Attributes:
        rule: the rule.
        pattern: the one of its patterns that the block matches, if it has any.
        note: where on the page it is, and why.
    """

    rule: Rule
    pattern: Pattern | None = None
    note: str = ""


class Verdict(NamedTuple):
    """What is decided about a block.

    Attributes:
        is_kept: whether it stays.
        rule: id of the rule that decided, or ids joined by "+" where several added up; empty for none.
        category: category of the strongest of them; empty for none.
        note: the sum, or the neighbour that it goes with.
    """

    is_kept: bool
    rule: str = ""
    category: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """An image caption.

    The names map to IPTC photo metadata: text to Caption/Abstract (Description), credit to Credit Line, slug
    to Title, photographer to Creator, agency to Source, location to Location Shown, date to Date Created,
    notes to Instructions; the title of the article is its Headline.

    Attributes:
        text: the description.
        credit: photographer, agency or both, as written, without "Photo:" or "Credit:".
        slug: the agency's story slug that stood in front, such as ``QUAKE-RELIEF/HARBOUR``.
        photographer: who took the image, where the form of the credit tells.
        agency: who distributes it, where the form of the credit tells.
        location: where it was taken, if written out, as written.
        date: when it was taken, if written out, as written.
        notes: what stood beside the description, such as "File photo".
        image: the address of the image, as the page gives it.
    """

    text: str
    credit: str | None = None
    slug: str | None = None
    photographer: str | None = None
    agency: str | None = None
    location: str | None = None
    date: str | None = None
    notes: tuple[str, ...] = ()
    image: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The caption as plain data; the README says which fields of IPTC photo metadata its names map to."""
        return {
            "text": self.text,
            "credit": self.credit,
            "slug": self.slug,
            "photographer": self.photographer,
            "agency": self.agency,
            "location": self.location,
            "date": self.date,
            "notes": list(self.notes),
            "image": self.image,
        }


class Paragraph(NamedTuple):
    """A block of the clean article.

    Attributes:
        kind: what it is.
        text: what it says.
        level: of a heading, 2 to 6, where the highest one in the article is 2; 0 if it is none, or not known.
    """

    kind: Kind
    text: str
    level: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The block as plain data; the level is left out where there is none."""
        return {"kind": str(self.kind), "text": self.text} | ({"level": self.level} if self.level else {})


@dataclass(frozen=True, slots=True)
class Article:
    """A clean article, and the account of how it came about.

    Attributes:
        title: the headline, if one was recognised or given by the page.
        deck: the line below the headline that sums the article up (also: standfirst, dek).
        paragraphs: what a person reads, in order: title, deck, body and captions with their kinds.
        captions: the captions, in order; also those that the settings keep out of the text.
        text: the paragraphs joined by blank lines.
        source: the text that the edits refer to. For HTML: the blocks as extracted, before cleaning.
        edits: every change between source and text, in the order they were made.
        warnings: what a person should know, such as "removal budget exceeded".
        language: ISO 639-1 code, if known or detected.
        url: as given.
        metadata: what the page says about itself: author, date, site name, …
    """

    text: str
    source: str
    title: str | None = None
    deck: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    captions: tuple[Caption, ...] = ()
    edits: tuple[Edit, ...] = ()
    warnings: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    metadata: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    @property
    def body(self) -> str:
        """The paragraphs of the article itself joined by blank lines: no title, deck or captions."""
        apart = (Kind.TITLE, Kind.DECK, Kind.CAPTION)
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs if paragraph.kind not in apart)

    def restore(self) -> str:
        """The source, put together again from the text and the edits alone."""
        return restore(self.text, self.edits)

    def to_dict(self) -> dict[str, Any]:
        """The article as plain data; the README documents its schema."""
        return {
            "schema_version": SCHEMA_VERSION,
            "title": self.title,
            "deck": self.deck,
            "body": self.body,
            "text": self.text,
            "captions": [caption.to_dict() for caption in self.captions],
            "paragraphs": [paragraph.to_dict() for paragraph in self.paragraphs],
            "language": self.language,
            "url": self.url,
            "metadata": dict(self.metadata),
            "warnings": list(self.warnings),
            "edits": [edit._asdict() for edit in self.edits],
            "source": self.source,
        }

    def to_json(self, indent: int | None = None) -> str:
        """:meth:`to_dict` as JSON. Lone surrogates are escaped, so that it can be written as UTF-8."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
        return _SURROGATE_RE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)

    def __reduce__(self) -> tuple[Any, ...]:
        values = [getattr(self, name) for name in self.__slots__]
        return _article, (dict(zip(self.__slots__, values, strict=True)) | {"metadata": dict(self.metadata)},)


def _article(values: dict[str, Any]) -> Article:
    return Article(**{**values, "metadata": MappingProxyType(values["metadata"])})
