"""Blanks beside the punctuation of Chinese, Japanese and Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.ledger import Change
from cleaner.repair.spacing.common import change, holds

__all__ = ["arabic_signs", "wide_signs"]

_WIDE = "\u3001-\u3003\u3040-\u30ff\u3400-\u9fff\uff01\uff0c\uff1a\uff1b\uff1f"
_WIDE_RE = re.compile(
    rf"(?<=[{_WIDE}]) +(?=[、。，！？：；」』）】])|(?<=[、。，！？：；]) +(?=[{_WIDE}])|(?<=[「『（【]) +(?=[{_WIDE}])"
    r"|(?<=[」』）]) +(?=[\u3041-\u3096])"
)
_WIDE_SIGN_RE = re.compile("[、。，！？：；「『（【」』）】]")
_ARABIC = "\u0620-\u064a\u066e-\u06d3"
_BEFORE_ARABIC_RE = re.compile(rf"(?<=[{_ARABIC}0-9٠-٩)»”\"]) +(?=[،؛؟])")
_BEHIND_ARABIC_RE = re.compile(rf"(?<=[{_ARABIC})»” ])[،؛؟](?=[{_ARABIC}]{{2}})")


def wide_signs(text: str, _language: str | None) -> Iterator[Change]:
    """Blanks beside the wide punctuation of Chinese and Japanese, which has its own room."""
    if not text.isascii() and _WIDE_SIGN_RE.search(text):
        yield from (change(*match.span(), "", "wide_sign") for match in _WIDE_RE.finditer(text))


def arabic_signs(text: str, _language: str | None) -> Iterator[Change]:
    """Blanks before Arabic punctuation, and missing behind it."""
    if not text.isascii() and holds(text, "،؛؟"):
        yield from (change(*match.span(), "", "before_sign") for match in _BEFORE_ARABIC_RE.finditer(text))
        yield from (change(match.end(), match.end(), " ", "behind_comma") for match in _BEHIND_ARABIC_RE.finditer(text))
