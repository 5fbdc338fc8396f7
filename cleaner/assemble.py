"""Blocks and verdicts → the clean text. The one place that cuts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from cleaner.boilerplate import STAGE
from cleaner.captions import CaptionFormat, caption_changes
from cleaner.document import Block, Caption, Kind, Paragraph, Verdict
from cleaner.ledger import Change, Trail
from cleaner.settings import Settings

__all__ = ["Draft", "Reading", "assemble", "clean_text", "over_budget"]

_PARAGRAPHS = "layout.paragraphs"
"""The rule of edits that only change the space between blocks."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with the account of how it came about, before the outside facts are put to it."""

    trail: Trail
    paragraphs: tuple[Paragraph, ...] = ()
    captions: tuple[Caption, ...] = ()
    warnings: tuple[str, ...] = ()
    language: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)

    def first(self, kind: Kind) -> str | None:
        """Text of the first paragraph of a kind."""
        return next((paragraph.text for paragraph in self.paragraphs if paragraph.kind is kind), None)


class Reading(NamedTuple):
    """What is decided about the blocks of a text.

    Attributes:
        source: the text that the blocks are stretches of.
        blocks: the repaired blocks, in order.
        verdicts: one for each block.
        captions: the captions among them, by index.
        warnings: what a person should know.
        language: the language that they were read in, if known.
        metadata: what the lines that go say of the article.
        slug: the words of the address that it was read from.
    """

    source: str
    blocks: Sequence[Block]
    verdicts: Sequence[Verdict]
    captions: Mapping[int, Caption]
    warnings: tuple[str, ...] = ()
    language: str | None = None
    metadata: Mapping[str, str] = MappingProxyType({})
    slug: tuple[str, ...] = ()


def over_budget(blocks: Sequence[Block], verdicts: Sequence[Verdict], settings: Settings) -> bool:
    """Whether the verdicts take more of the text than the settings allow.

    A line that stands there many times, as the placeholder of a blocked embed does, counts once; and not at all if it
    stays in another place.
    """
    removed = {block.text for block, verdict in zip(blocks, verdicts, strict=True) if not verdict.is_kept}
    if not removed:
        return False
    kept = {block.text for block, verdict in zip(blocks, verdicts, strict=True) if verdict.is_kept}
    return sum(map(len, removed - kept)) > settings.max_removed * sum(map(len, removed | kept))


def clean_text(reading: Reading, settings: Settings) -> str:
    """The text that :func:`assemble` makes of a reading, without the account of how it came about."""
    shown, moved = _order(reading, settings)
    return "\n\n".join([paragraph.text for paragraph in _paragraphs(reading, [*shown, *moved], settings)])


def assemble(reading: Reading, settings: Settings) -> Draft:
    """The clean text and its trail.

    Args:
        reading: the blocks and what is decided about them.
        settings: where captions go, and how they look.
    """
    blocks, verdicts, captions = reading.blocks, reading.verdicts, reading.captions
    whole, spans = _joined(reading.source, blocks)
    shown, moved = _order(reading, settings)
    places = set(shown)
    changes: list[Change] = []
    position, gap = 0, ""  # what stands between the last block and the next one, in the clean text
    for index, (start, end) in enumerate(spans):
        is_shown = index in places
        after = gap if is_shown else ""
        if whole.text[position:start] != after:
            changes.append(Change(position, start, after, _PARAGRAPHS, "layout", "layout"))
        position = end
        if is_shown:
            gap = "\n\n"
            if index in captions:
                changes += [
                    change._replace(start=start, end=end)
                    for change in caption_changes(blocks[index], captions[index], settings)
                ]
        elif start < end:
            changes.append(_removal(start, end, verdicts[index], settings))
    if position < len(whole.text):
        changes.append(Change(position, len(whole.text), "", _PARAGRAPHS, "layout", "layout"))
    whole = whole.apply(changes)
    paragraphs = _paragraphs(reading, [*shown, *moved], settings)
    if moved:
        text = "".join(f"\n\n{caption.text}" for caption in paragraphs[len(shown) :])
        whole = whole.apply([Change(len(whole.text), len(whole.text), text, "captions.after", "captions", "caption")])
    kept = [captions[index] for index in sorted(captions) if verdicts[index].is_kept and blocks[index].text]
    return Draft(whole, tuple(paragraphs), tuple(kept), reading.warnings, reading.language, reading.metadata)


def _order(reading: Reading, settings: Settings) -> tuple[list[int], list[int]]:
    """The blocks that stay in their place, and the captions that are put behind all others."""
    kept = [
        index
        for index, (block, verdict) in enumerate(zip(reading.blocks, reading.verdicts, strict=True))
        if verdict.is_kept and block.trail.text
    ]
    if settings.captions == "inline" or not reading.captions:
        return kept, []
    shown = [index for index in kept if index not in reading.captions]
    if settings.captions == "fields":
        return shown, []
    moved = [index for index in kept if index in reading.captions]
    return (kept, []) if kept == shown + moved else (shown, moved)


def _paragraphs(reading: Reading, indices: Sequence[int], settings: Settings) -> list[Paragraph]:
    """Blocks of the clean text."""
    blocks, captions, style = reading.blocks, reading.captions, CaptionFormat.of(settings)
    return [
        Paragraph(Kind.CAPTION, style.write(captions[index]))
        if index in captions
        else Paragraph(blocks[index].kind, blocks[index].trail.text, blocks[index].level)
        for index in indices
    ]


def _removal(start: int, end: int, verdict: Verdict, settings: Settings) -> Change:
    """What takes a block out of its place: a verdict, or that it is a caption which goes elsewhere."""
    if verdict.is_kept:
        return Change(start, end, "", f"captions.{settings.captions}", "captions", "caption")
    return Change(start, end, "", verdict.rule, STAGE, verdict.category, verdict.note)


def _joined(source: str, blocks: Sequence[Block]) -> tuple[Trail, list[tuple[int, int]]]:
    """The whole source as one trail, and where in its text each block is."""
    parts: list[Trail] = []
    spans: list[tuple[int, int]] = []
    position = 0  # in the source, behind the last block with edits
    shift = 0  # from there on, by how much the text is longer than the source
    for block in blocks:
        trail = block.trail
        start = trail.start + shift
        spans.append((start, start + len(trail.text)))
        if trail.edits:
            if trail.start > position:
                parts.append(Trail.of(source[position : trail.start], position))
            parts.append(trail)
            position = trail.end
            shift += len(trail.text) - (trail.end - trail.start)
    if position < len(source) or not parts:
        parts.append(Trail.of(source[position:], position))
    return Trail.concat(parts), spans
