"""Bytes → text, and what kind of text it is."""

from __future__ import annotations

import codecs
import re

__all__ = ["decode", "is_binary", "is_html"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_RE = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE
)
_HEAD = 4096  # bytes in which a page declares its charset: HTML asks for 1024, pages don't keep to it

_HTML_RE = re.compile(
    r"(?:<\?xml[^>]{0,200}\?>\s*|<!--[^>]{0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_FRAGMENT_RE = re.compile(
    r"<(article|section|main|div|p|h[1-6]|figure|table|ul|ol|blockquote|header|span)\b[^<>]{0,1000}>", re.IGNORECASE
)


def decode(data: bytes, *, is_page: bool = False) -> str:
    """Text of some bytes: by byte order mark, declaration, or what they are valid in.

    Bytes that are valid in no guess become lone surrogates (``surrogateescape``), so that none is lost.

    Args:
        data: the bytes.
        is_page: whether to believe what they declare in HTML.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "surrogateescape" if name == "utf-8" else "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if not _is_mostly_utf8(data):
        declared = _META_RE.search(data[:_HEAD]) if is_page else None
        for name in (declared[1].decode() if declared else "", _guessed(data), "cp1252"):
            try:
                if name and codecs.lookup(name).name not in ("utf-8", "utf-16", "utf-7"):
                    return data.decode(name)
            except (LookupError, UnicodeError, ValueError):
                continue
    return data.decode("utf-8", "surrogateescape")


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether more of the bytes beyond ASCII are valid UTF-8 than are not."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken <= len(text) - broken - sum(map(str.isascii, text))


def _guessed(data: bytes) -> str:
    """The encoding that the bytes look like, or "" if none does."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:20_000]).best()
    return best.encoding if best else ""


def is_html(text: str) -> bool:
    """Whether a text is a page or a piece of HTML, not prose that speaks of tags."""
    start = text[:4000].lstrip("\ufeff\0 \t\r\n")
    if not start.startswith("<"):
        return False
    if _HTML_RE.match(start):
        return True
    fragment = _FRAGMENT_RE.match(start)
    return fragment is not None and re.search(rf"</{fragment[1]}\s*>", text, re.IGNORECASE) is not None


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: some control characters never occur in one."""
    head = data[:4096]
    if any(head.startswith(mark) for mark, _ in _BOMS):
        return False
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    return controls > 0.02 * len(head)
