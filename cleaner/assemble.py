"""Blocks and verdicts → the clean text. The one place that cuts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cleaner.captions import CaptionFormat, caption_changes
from cleaner.document import Block, Caption, Kind, Paragraph, Verdict
from cleaner.ledger import Change, Trail
from cleaner.settings import Settings

__all__ = ["Draft", "assemble", "over_budget"]

STAGE = "boilerplate"
_LAYOUT = "layout.paragraphs"
"""The rule of edits that only change the space between blocks."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with the account of how it came about, before the outside facts are put to it."""

    trail: Trail
    paragraphs: tuple[Paragraph, ...] = ()
    captions: tuple[Caption, ...] = ()
    warnings: tuple[str, ...] = ()
    language: str | None = None

    def first(self, kind: Kind) -> str | None:
        """Text of the first paragraph of a kind."""
        return next((paragraph.text for paragraph in self.paragraphs if paragraph.kind is kind), None)


def over_budget(blocks: Sequence[Block], verdicts: Sequence[Verdict], settings: Settings) -> bool:
    """Whether the verdicts take more of the text than the settings allow.

    A line that stands there many times, as the placeholder of a blocked embed does, counts once.
    """
    total = sum(map(len, {block.text for block in blocks}))
    removed = {block.text for block, verdict in zip(blocks, verdicts, strict=True) if not verdict.is_kept}
    return sum(map(len, removed)) > settings.max_removed * total


def assemble(
    source: str,
    blocks: Sequence[Block],
    verdicts: Sequence[Verdict],
    captions: Mapping[int, Caption],
    settings: Settings,
) -> Draft:
    """The clean text and its trail.

    Args:
        source: the text that the blocks are stretches of.
        blocks: the repaired blocks, in order.
        verdicts: one for each block.
        captions: the captions among them, by index.
        settings: where captions go, and how they look.
    """
    whole, spans = _joined(source, blocks)
    order = [index for index, block in enumerate(blocks) if block.text and verdicts[index].is_kept]
    moved = _moved(order, captions, settings)
    shown = set(order).difference(moved)
    paragraphs: list[Paragraph] = []
    changes: list[Change] = []
    position = 0
    for index, (block, (start, end)) in enumerate(zip(blocks, spans, strict=True)):
        is_shown = index in shown
        changes += _gap(whole.text, position, start, "\n\n" if is_shown and paragraphs else "")
        position = end
        if is_shown:
            if index in captions:
                changes += [
                    change._replace(start=start, end=end)
                    for change in caption_changes(block, captions[index], settings)
                ]
                paragraphs.append(Paragraph(Kind.CAPTION, CaptionFormat.of(settings).write(captions[index])))
            else:
                paragraphs.append(Paragraph(block.kind, block.text, block.level))
        elif block.text and verdicts[index].is_kept:  # a caption that does not stay where it is
            changes.append(Change(start, end, "", f"captions.{settings.captions}", "captions", "caption"))
        elif block.text:
            verdict = verdicts[index]
            changes.append(Change(start, end, "", verdict.rule, STAGE, verdict.category, verdict.note))
    changes += _gap(whole.text, position, len(whole.text), "")
    whole = whole.apply(changes)
    if moved and settings.captions == "after":
        added = [CaptionFormat.of(settings).write(captions[index]) for index in moved]
        text = "".join(f"\n\n{caption}" for caption in added)
        whole = whole.apply([Change(len(whole.text), len(whole.text), text, "captions.after", "captions", "caption")])
        paragraphs += [Paragraph(Kind.CAPTION, caption) for caption in added]
    return Draft(whole, tuple(paragraphs), tuple(captions[index] for index in order if index in captions))


def _joined(source: str, blocks: Sequence[Block]) -> tuple[Trail, list[tuple[int, int]]]:
    """The whole source as one trail, and where in its text each block is."""
    if not any(block.trail.edits for block in blocks):
        return Trail.of(source), [(block.trail.start, block.trail.end) for block in blocks]
    parts: list[Trail] = []
    spans: list[tuple[int, int]] = []
    position = length = 0
    for block in blocks:
        if block.trail.start > position:
            parts.append(Trail.of(source[position : block.trail.start], position))
            length += block.trail.start - position
        parts.append(block.trail)
        spans.append((length, length + len(block.text)))
        length += len(block.text)
        position = block.trail.end
    if position < len(source) or not parts:
        parts.append(Trail.of(source[position:], position))
    return Trail.concat(parts), spans


def _gap(text: str, start: int, end: int, after: str) -> list[Change]:
    if text[start:end] == after:
        return []
    return [Change(start, end, after, _LAYOUT, "layout", "layout")]


def _moved(order: Sequence[int], captions: Mapping[int, Caption], settings: Settings) -> list[int]:
    """The captions that don't stay where they are."""
    shown = [index for index in order if index in captions]
    if settings.captions == "inline":
        return []
    if settings.captions == "after" and order[len(order) - len(shown) :] == shown:
        return []
    return shown
