"""Which blocks of an article are captions or credits, by themselves and by their neighbours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from cleaner.captions.alike import signed_alike
from cleaner.captions.form import CaptionFormat
from cleaner.captions.read import STRONG, Reader, read_caption, read_credit
from cleaner.document import Block, Caption, Figure, Finding, Kind, Verdict
from cleaner.prose import FULL_STOPS, ends_sentence, is_item, is_prose, key_of, word_count
from cleaner.rulebook import Action, Category
from cleaner.settings import Settings

__all__ = ["Captions", "read_captions"]

_SLACK = 1e-9
_MOST_CREDIT_WORDS = 14
_BELOW, _ABOVE = 0.25, STRONG  # scores that a credit line needs to be that of the caption above or below it
_CREDIT_BELOW = 0.5  # what a credit line on the next line adds to the signs that a line is a caption
_TIMES = 3  # that a text says who took its photos, in lines of their own
_TWICE_WORDS = 4  # of a sentence that does not stand there twice by chance
_MOST_CREDIT_CHARACTERS = 150
_NAME_WORDS = 4
_NO_NAME = ":;,!?"
_STORY = (3, 35)  # sentences and words of a paragraph that is rather text with a credit behind it
_PARAGRAPHS, _NEAR = 2, 5  # above the last paragraph of a text, which an agency may sign; and blocks to look at
_SENTENCE_RE = re.compile(r"[^\W\d_]{3}\S{0,2}[.!?]\S?(?:\s|\Z)|[！？" + FULL_STOPS + "]")
_SIGNED_RE = re.compile(rf"[.!?！？{FULL_STOPS}]\S?\s?(?:©|[(（][cCｃＣ][)）])[^.!?{FULL_STOPS}]*\Z")


class Captions(NamedTuple):
    """What was read.

    Attributes:
        captions: the captions, by the index of their block.
        credits: verdicts on the blocks that are no more than credits, or say what a caption says, by index.
    """

    captions: dict[int, Caption]
    credits: dict[int, Verdict]


def read_captions(
    blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], reader: Reader, settings: Settings
) -> Captions:
    """The captions among the blocks, each with the credit that stands on a line of its own next to it."""
    captions: dict[int, Caption] = {}
    credits: dict[int, Verdict] = {}
    lone: dict[int, Verdict] = {}
    signed: dict[int, str] = {}
    doubled: set[int] = set()
    unmarked: list[int] = []
    if Category.CREDIT not in settings.categories_off:
        again = Verdict(False, "captions.credit", Category.CREDIT, "a credit that stands here again and again")
        credits = dict.fromkeys(_repeated(blocks, reader), again)
        signed = signed_alike(blocks)
        doubled = set(_said_twice(blocks, reader))
    style = CaptionFormat.of(settings)
    for index, (block, found) in enumerate(zip(blocks, findings, strict=True)):
        if index in signed:
            block = block._replace(figure=Figure(credit=signed[index]))
        is_marked = block.kind is Kind.CAPTION or style.read(block.trail.text) is not None
        is_written = is_marked or index in signed or index in doubled
        if index in credits or (not is_written and not (found and _is_caption(blocks, findings, index, reader))):
            continue
        caption = read_caption(block, reader, settings)
        if caption is not None:
            captions[index] = caption
            if not is_marked:
                unmarked.append(index)
        elif block.kind is Kind.CAPTION or any(finding.rule.category is Category.CREDIT for finding in found):
            lone[index] = Verdict(False, "captions.credit", Category.CREDIT, "a credit without a caption")
    if Category.CREDIT not in settings.categories_off:
        for index, caption in captions.items():
            if caption.credit is None:
                _join(index, captions, credits, blocks, reader)
    alt_text = Verdict(False, "captions.alt_text", Category.CAPTION, "what the caption beside it says")
    credits |= dict.fromkeys(_alt_texts(blocks, captions, unmarked), alt_text)
    return Captions(captions, lone | credits)


def _repeated(blocks: Sequence[Block], reader: Reader) -> Iterator[int]:
    """The places of a photographer and an outlet that a text says again and again between its paragraphs."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.kind is Kind.PARAGRAPH and "/" in block.text and _is_pair(block.text):
            places[block.text].append(index)
    for text, found in places.items():
        is_apart = all(later - earlier > 1 for earlier, later in pairwise(found))
        if len(found) >= _TIMES and is_apart and read_credit(text, reader) is not None:
            yield from found


def _said_twice(blocks: Sequence[Block], reader: Reader) -> Iterator[int]:
    """The sentences that the line above says as well, with a credit below.

    At the top, where they may be the deck, that is a sure one.
    """
    texts = [block.text for block in blocks]
    for index, (above, text, below) in enumerate(zip(texts, texts[1:], texts[2:], strict=False), start=1):
        if (
            above[:1] == text[:1]
            and len(below) <= _MOST_CREDIT_CHARACTERS
            and ends_sentence(text)
            and blocks[index].kind is Kind.PARAGRAPH
            and _says(blocks[index - 1], text)
            and not is_item(text)
        ):
            least = _BELOW if index > _first_prose(blocks) + 1 else STRONG
            if _credit(blocks[index + 1], reader, least) is not None:
                yield index


def _alt_texts(blocks: Sequence[Block], captions: Mapping[int, Caption], unmarked: Sequence[int]) -> Iterator[int]:
    """The lines that say what the caption beside them says, for those who see no image; at the top, only sentences.

    Beside captions that are marked, as those of pages are, a paragraph is one.
    """
    first = _first_prose(blocks) if unmarked else 0
    for index in unmarked:
        for beside in (index - 1, index + 1):
            if (
                0 <= beside < len(blocks)
                and beside not in captions
                and (beside > first or ends_sentence(blocks[beside].text))
                and _says(blocks[beside], captions[index].text)
            ):
                yield beside


def _first_prose(blocks: Sequence[Block]) -> int:
    """Index of the first paragraph; a line above it may be the title."""
    return next((index for index, block in enumerate(blocks) if is_prose(block.text)), len(blocks))


def _says(block: Block, text: str) -> bool:
    """Whether a paragraph has the letters of a text of some words."""
    return block.kind is Kind.PARAGRAPH and word_count(text) >= _TWICE_WORDS and key_of(block.text) == key_of(text)


def _is_pair(text: str) -> bool:
    """Whether a text is two names with a slash between them, one of them of a person.

    >>> _is_pair("Mara Lindqvist/Kite Weekly"), _is_pair("Home/Away"), _is_pair("Mara Lindqvist/now in Tarn")
    (True, False, False)
    """
    names = [name.split() for name in text.split("/")]
    return (
        len(names) == 2
        and all(0 < len(name) <= _NAME_WORDS and all(word[0].isupper() for word in name) for name in names)
        and not any(sign in _NO_NAME or sign.isdigit() for sign in text)
        and any(len(name) > 1 for name in names)
    )


def _is_caption(
    blocks: Sequence[Block],
    findings: Sequence[Sequence[Finding]],
    index: int,
    reader: Reader,
) -> bool:
    """Whether rules say that a block is a caption.

    Of a line that is protected, as one with a quotation is, only a rule that decides alone can make a caption.
    """
    block = blocks[index]
    if block.kind is Kind.TITLE or _is_listed(blocks, index) or _is_signed(blocks, index):
        return False
    readings = [
        (finding.rule.score, pieces)
        for finding in findings[index]
        if finding.rule.action is Action.CAPTION and (pieces := reader.pieces(finding, block.text)) is not None
    ]
    if any(_is_story(pieces.get("text", "")) for _, pieces in readings):
        return False
    scores = [score for score, _ in readings]
    if any(finding.rule.action is Action.PROTECT for finding in findings[index]):
        return max(scores, default=0.0) >= STRONG
    total = sum(scores)
    if 0 < STRONG - total <= _CREDIT_BELOW and index + 1 < len(blocks):
        total += _CREDIT_BELOW * (_credit(blocks[index + 1], reader, STRONG) is not None)
    return total >= STRONG - _SLACK


def _is_story(text: str) -> bool:
    """Whether what stands before a credit is several sentences long: rather a paragraph of the text, which stays."""
    sentences, words = _STORY
    return word_count(text) >= words and len(_SENTENCE_RE.findall(text)) >= sentences


def _is_signed(blocks: Sequence[Block], index: int) -> bool:
    """Whether an agency signs the text behind its last paragraph."""
    if _SIGNED_RE.search(blocks[index].text) is None or len(blocks) - index > _NEAR:
        return False
    above, below = blocks[max(0, index - _NEAR) : index], blocks[index + 1 :]
    paragraphs = sum(is_prose(block.text) for block in above)
    return paragraphs >= _PARAGRAPHS and not any(is_prose(block.text) for block in below)


def _is_listed(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block is an item among others, where a source or a maker is named as well."""
    beside = [*blocks[max(0, index - 1) : index], *blocks[index + 1 : index + 2]]
    return is_item(blocks[index].text) and any(is_item(block.text) for block in beside)


def _credit(block: Block, reader: Reader, least: float) -> Caption | None:
    if len(block.text.split()) > _MOST_CREDIT_WORDS or block.kind in (Kind.TITLE, Kind.CODE):
        return None
    return read_credit(block.text, reader, least)


def _join(
    index: int, captions: dict[int, Caption], credits: dict[int, Verdict], blocks: Sequence[Block], reader: Reader
) -> None:
    """Give a caption the credit on the line below it, or above."""
    for other, least, side in ((index + 1, _BELOW, "above"), (index - 1, _ABOVE, "below")):
        if not 0 <= other < len(blocks) or other in captions or other in credits:
            continue
        credit = _credit(blocks[other], reader, least)
        if credit is not None:
            captions[index] = replace(
                captions[index], credit=credit.credit, photographer=credit.photographer, agency=credit.agency
            )
            note = f"credit of the caption {side}"
            credits[other] = Verdict(False, "captions.credit", Category.CREDIT, note)
            return
