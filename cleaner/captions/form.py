"""How a caption is written into a text, and read from there again."""

from __future__ import annotations

from functools import cache

from cleaner.document import Block, Caption
from cleaner.ledger import Change
from cleaner.settings import Settings

__all__ = ["CaptionFormat", "caption_changes"]

STAGE = "captions"


class CaptionFormat:
    """How captions are written into a text, and read again.

    >>> style = CaptionFormat.of(Settings())
    >>> style.write(Caption("The harbour at dawn", "Reuters"))
    '[Image: The harbour at dawn (Credit: Reuters)]'
    >>> style.read("[Image: The harbour at dawn (Credit: Reuters)]").credit
    'Reuters'
    """

    def __init__(self, outer: str, inner: str) -> None:
        """Take the formats.

        Args:
            outer: of a caption, with ``{text}`` in it once and ``{credit}`` once at most.
            inner: of what stands there for ``{credit}`` if there is one, with ``{credit}`` in it once.
        """
        self._head, _, self._tail = outer.partition("{text}")
        self._before, _, self._after = inner.partition("{credit}")
        self._is_telling = bool(self._head.partition(_CREDIT)[0] or self._tail.replace(_CREDIT, ""))
        self._begin = "" if _CREDIT in self._head else self._head

    @staticmethod
    def of(settings: Settings) -> CaptionFormat:
        """The format that the settings ask for."""
        return _format(settings.caption_format, settings.caption_credit_format)

    def write(self, caption: Caption) -> str:
        """The caption as it stands in a text."""
        credit = f"{self._before}{caption.credit}{self._after}" if caption.credit else ""
        return self._head.replace(_CREDIT, credit) + caption.text + self._tail.replace(_CREDIT, credit)

    def read(self, text: str) -> Caption | None:
        """The caption that was written so, or None if the text is not one.

        Where it can be read in several ways, what comes first is as short as can be.
        """
        if not text.startswith(self._begin) or not self._is_telling or "\n" in text:
            return None
        first, is_first, head = self._head.rpartition(_CREDIT)
        tail, is_last, last = self._tail.partition(_CREDIT)
        if not is_first:
            first, head = head, ""
        if not is_last:
            last, tail = tail, ""
        inside = _between(text, first, last)
        if inside is None:
            return None
        if is_first:
            behind = _between(inside, self._before, "")
            credit, rest = _divided(behind or "", self._after + head)
            found = (rest, credit) if rest else (_between(inside, head, "") or "", "")
        elif is_last:
            said, credit = _divided(_between(inside, "", self._after) or "", tail + self._before)
            found = (said, credit) if credit else (_between(inside, "", tail) or "", "")
        else:
            found = inside, ""
        return Caption(found[0], found[1] or None) if found[0] else None


_CREDIT = "{credit}"


def _between(text: str, start: str, end: str) -> str | None:
    """What a text has between its beginning and its end; None if these are others."""
    is_so = len(text) >= len(start) + len(end) and text.startswith(start) and text.endswith(end)
    return text[len(start) : len(text) - len(end)] if is_so else None


def _divided(text: str, mark: str) -> tuple[str, str]:
    """A text before and behind a mark, with something on both sides; both empty if there is none."""
    place = text.find(mark, 1)
    behind = text[place + len(mark) :]
    return (text[:place], behind) if place > 0 and behind else ("", "")


@cache
def _format(outer: str, inner: str) -> CaptionFormat:
    return CaptionFormat(outer, inner)


def caption_changes(block: Block, caption: Caption, settings: Settings) -> list[Change]:
    """What turns a caption block into the caption as the settings want it written."""
    after = CaptionFormat.of(settings).write(caption)
    if after == block.text:
        return []
    note = f"slug {caption.slug}" if caption.slug else ""
    return [Change(0, len(block.text), after, "captions.format", STAGE, "caption", note)]
