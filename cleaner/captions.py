"""Caption blocks → :class:`Caption`, and how a caption is written into the text.

A caption rule reads one piece off a line by the named groups of its pattern: ``text`` is what is left to
read, ``slug`` or ``credit`` what it took. Rules are applied to what is left until none takes anything more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cleaner.document import Block, Caption, Finding, Kind
from cleaner.ledger import Change
from cleaner.rulebook import Action, RuleBook
from cleaner.settings import Settings

__all__ = ["CaptionFormat", "caption_changes", "is_caption", "read_caption"]

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


def is_caption(block: Block, findings: Sequence[Finding], settings: Settings) -> bool:
    """Whether a block is a caption: by its markup, by a rule, or because it is written as one already."""
    if block.kind is Kind.CAPTION or CaptionFormat.of(settings).read(block.trail.text):
        return True
    if not findings:
        return False
    if any(finding.rule.action is Action.PROTECT for finding in findings):
        return False
    return sum(finding.rule.score for finding in findings if finding.rule.action is Action.CAPTION) >= 1.0 - 1e-9


def read_caption(block: Block, book: RuleBook, settings: Settings) -> Caption:
    """The caption in a caption block."""
    written = CaptionFormat.of(settings).read(block.text)
    if written:
        return written
    rest = block.text
    fields: dict[str, str] = {}
    while True:
        taken = _read_piece(rest, book, fields)
        if taken is None:
            break
        rest = taken
    credit = fields.get("credit") or block.credit
    if not rest:
        return Caption(credit or block.text, None, fields.get("slug"))
    return Caption(rest, credit, fields.get("slug"))


def _read_piece(line: str, book: RuleBook, fields: dict[str, str]) -> str | None:
    """Read one piece off a line into ``fields``; returns the rest, or None if there is nothing to read."""
    for match in book.search(line):
        if match.rule.action is not Action.CAPTION:
            continue
        pieces = {name: line[start:end].strip() for name, (start, end) in book.groups(match.pattern, line).items()}
        rest = pieces.pop("text", line)
        pieces = {name: value for name, value in pieces.items() if value and name not in fields}
        if pieces and rest != line:
            fields.update(pieces)
            return rest
    return None


def caption_changes(block: Block, caption: Caption, settings: Settings) -> list[Change]:
    """What turns a caption block into the caption as the settings want it written."""
    after = CaptionFormat.of(settings).write(caption)
    if after == block.text:
        return []
    note = f"slug {caption.slug}" if caption.slug else ""
    return [Change(0, len(block.text), after, "captions.format", STAGE, "caption", note)]
