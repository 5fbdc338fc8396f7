"""How a caption is written into a text, and read from there again."""

from __future__ import annotations

import re
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
        self._head, self._tail = outer.replace("{credit}", "\0").split("{text}")
        self._inner = inner
        credit_re = "(?:" + re.escape(inner).replace(re.escape("{credit}"), r"(?P<credit>[^\n]+?)") + ")?"
        self._re = re.compile(
            "".join(
                re.escape(part).replace(re.escape("\0"), credit_re) for part in (self._head, "\1", self._tail)
            ).replace(re.escape("\1"), r"(?P<text>[^\n]+?)")
        )
        self._prefix = self._head.split("\0")[0]

    @staticmethod
    def of(settings: Settings) -> CaptionFormat:
        """The format that the settings ask for."""
        return _format(settings.caption_format, settings.caption_credit_format)

    def write(self, caption: Caption) -> str:
        """The caption as it stands in a text."""
        credit = self._inner.replace("{credit}", caption.credit) if caption.credit else ""
        return (self._head + caption.text + self._tail).replace("\0", credit)

    def read(self, text: str) -> Caption | None:
        """The caption that was written so, or None if the text is not one."""
        if not text.startswith(self._prefix):
            return None
        match = self._re.fullmatch(text)
        if match is None or not (self._prefix or self._tail.replace("\0", "")):
            return None
        return Caption(match["text"], match.groupdict().get("credit"))


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
