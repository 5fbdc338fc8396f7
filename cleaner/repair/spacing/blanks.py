"""Runs of blanks and odd ones, and blanks before punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.ledger import Change
from cleaner.repair.spacing.common import SPACED_SIGNS, change, holds, is_prose

__all__ = ["before_signs", "runs"]

_ODD = "\t\n\r\x0b\x0c\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f"
_IDEOGRAPHIC = "\u3000"
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte order mark
_ODD_RE = re.compile(f"[{_ODD}{_IDEOGRAPHIC}{_INVISIBLE}]")
_RUN_RE = re.compile(rf"[ {_ODD}{_IDEOGRAPHIC}{_INVISIBLE}]+")
_BEFORE_RE = re.compile(
    r"(?<=[^\W_]) +(?=[,;!?.:](?:\s(?!\.)|$|[«„“]|[\"”’»]+(?:[\s,.]|$)))"
    r"|(?:(?<=[%)\]”’»€$°])|(?<=[^\W_][\"“])) +(?=[,.](?:\s|$|[–—-]\s))"
)
_BEFORE_COMMA_RE = re.compile(r"(?<=[\w%)\]”’»]) +,(?=[^\W\d_])")
_BLANK_BEFORE_SIGN = (" ,", " .", " ;", " !", " ?", " :")


def runs(text: str, _language: str | None) -> Iterator[Change]:
    """Runs of blanks, odd and invisible ones, and blanks at the margins."""
    is_plain = text.isascii() and text.isprintable()
    if "  " not in text and text.strip(" ") == text and (is_plain or not _ODD_RE.search(text)):
        return
    for match in _RUN_RE.finditer(text):
        start, end = match.span()
        run = match.group()
        if start == 0 or end == len(text):
            yield change(start, end, "", "margin")
        elif run != " ":
            visible = run.strip(_INVISIBLE)
            if not visible:
                yield change(start, end, "", "invisible")
            elif run != _IDEOGRAPHIC:
                after = _IDEOGRAPHIC if set(visible) == {_IDEOGRAPHIC} else " "
                yield change(start, end, after, "run" if len(run) > 1 else "no_break")


def before_signs(text: str, language: str | None) -> Iterator[Change]:
    """Blanks before punctuation."""
    if not holds(text, _BLANK_BEFORE_SIGN):
        return
    for match in _BEFORE_RE.finditer(text):
        sign = text[match.end()]
        if sign in ",." or (language not in SPACED_SIGNS and (sign != ":" or text[match.start() - 1].isalpha())):
            yield change(*match.span(), "", "before_sign")
    for match in _BEFORE_COMMA_RE.finditer(text):
        if is_prose(text, match.end()):
            yield change(*match.span(), ", ", "before_sign")
