"""Bytes → text, and what kind of text it is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Decoded", "decode", "decoded", "is_binary", "is_html"]

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
_LANGUAGE_RE = re.compile(
    rb"""<html\b[^>]{0,300}?\blang\s*=\s*["']?\s*([a-zA-Z]{2,3}(?:-[a-zA-Z]{2})?)\b""", re.IGNORECASE
)
_WEB_NAMES = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_WEB_NAMES |= {"shift_jis": "cp932", "euc_kr": "cp949"}
_LANGUAGES_OF = {
    ("cp1252",): "en de fr es it pt nl sv da no nb nn fi is ca",
    ("cp1251", "koi8_r"): "ru uk be bg mk sr",
    ("cp1250", "iso8859_2"): "pl cs sk hu sl hr ro",
    ("cp1253",): "el",
    ("cp1254",): "tr",
    ("cp1255",): "he",
    ("cp1256",): "ar fa",
    ("cp1257",): "lt lv et",
    ("cp874",): "th",
    ("cp932", "euc_jp"): "ja",
    ("gb18030", "big5"): "zh",
    ("big5", "gb18030"): "zh-tw zh-hk",
    ("cp949",): "ko",
}
_ENCODINGS = {language: names for names, languages in _LANGUAGES_OF.items() for language in languages.split()}
"""What pages in a language were written in before UTF-8, the commonest first."""

_SAMPLE = 200_000  # bytes or characters that are looked at
_BEYOND_ASCII_RE = re.compile(rb"[^\n<>]{0,60}[\x80-\xff][^\n<>]{0,200}")
_TAG_RE = re.compile(rb"<[^<>]*>")
_CONTROL_RE = re.compile("[\x80-\x9f]")
_FEW_WORDS = 6
_WORD_RE = re.compile("(?:[^\\W\\d_]|[\xa1-\xbf])+")
_SIGN_WITHIN_RE = re.compile("[a-zà-ÿ][\xa1-\xa9\xac\xaf-\xb1\xb3-\xb6\xb8\xb9\xbc-\xbf]")
_ACCENTED_RE = re.compile("[\xa1-\u02ff]")
INVALID_WARNING = "some bytes are valid in no encoding"

_HEAD = 4096  # bytes in which a page declares its charset: HTML asks for 1024, pages don't keep to it

_HTML_RE = re.compile(
    r"(?:<\?xml[^>]{0,200}\?>\s*|<!--[^>]{0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_FRAGMENT_RE = re.compile(
    r"<(article|section|main|div|p|h[1-6]|figure|table|ul|ol|blockquote|header|span)\b[^<>]{0,1000}>", re.IGNORECASE
)


class Decoded(NamedTuple):
    """Text out of bytes.

    Attributes:
        text: the text; bytes that are valid in no guess are lone surrogates in it (``surrogateescape``).
        encoding: what it was read as.
        warning: what a person should know, or "".
    """

    text: str
    encoding: str
    warning: str = ""


def decode(data: bytes, *, is_page: bool = False) -> str:
    """Text of some bytes; see :func:`decoded`."""
    return decoded(data, is_page=is_page).text


def decoded(data: bytes, *, is_page: bool = False) -> Decoded:
    """Text of some bytes: by byte order mark, by what they are valid in, or what they declare and look like.

    A declaration is believed where the bytes bear it out: not if they are valid UTF-8 with other than ASCII
    characters in it, and not if the words that it gives look like none.

    >>> decoded('<meta charset="utf-8"><p>Café Brontë'.encode("cp1252"), is_page=True)
    Decoded(text='<meta charset="utf-8"><p>Café Brontë', encoding='cp1252', warning='declared as utf-8, read as cp1252')

    Args:
        data: the bytes.
        is_page: whether to look at what they declare in HTML.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "surrogateescape" if name == "utf-8" else "replace")
            return Decoded(text, name)
    declared = _declared(data) if is_page else ""
    try:
        text = data.decode("utf-8")
        return Decoded(text, "utf-8", _warning(declared, "utf-8") if not text.isascii() else "")
    except UnicodeDecodeError:
        pass
    if not _is_mostly_utf8(data):
        for name in _candidates(data, declared):
            try:
                text = data.decode(name)
            except (UnicodeError, ValueError):
                continue
            if _looks_like_words(text):
                return Decoded(text, name, _warning(declared, name))
        try:
            return Decoded(data.decode("cp1252"), "cp1252", _warning(declared, "cp1252"))
        except UnicodeDecodeError:
            pass
    return Decoded(data.decode("utf-8", "surrogateescape"), "utf-8", INVALID_WARNING)


def _declared(data: bytes) -> str:
    """The encoding that a page declares, by Python's name for it; "" for none or one that there is not.

    What calls itself Latin-1 or ASCII on the web is Windows-1252, as browsers read it, and GB 2312 its successor.
    """
    match = _META_RE.search(data[:_HEAD])
    try:
        name = codecs.lookup(match[1].decode()).name if match else ""
    except LookupError:
        return ""
    return _WEB_NAMES.get(name, name)


def _candidates(data: bytes, declared: str) -> Iterator[str]:
    """Encodings to try, the likeliest first: the declared one, those of the page's language, what it looks like."""
    if declared and not declared.startswith("utf"):
        yield declared
    match = _LANGUAGE_RE.search(data[:_HEAD])
    language = match[1].decode().lower() if match else ""
    yield from _ENCODINGS.get(language, _ENCODINGS.get(language[:2], ()))
    yield "cp1252"
    guessed = _guessed(data)
    if guessed:
        yield guessed


def _warning(declared: str, name: str) -> str:
    return f"declared as {declared}, read as {name}" if declared and declared != name else ""


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether more of the bytes beyond ASCII are valid UTF-8 than are not."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken <= len(text) - broken - sum(map(str.isascii, text))


def _looks_like_words(text: str) -> bool:
    """Whether a text is what its encoding makes of words.

    No control characters are in it; few Latin words consist of accented letters or have signs within; and other
    words do not begin in lower and go on in upper case.

    >>> _looks_like_words("Привет, Brontë"), _looks_like_words("Ïðèâåò, ìèð"), _looks_like_words("spad³ œnieg")
    (True, False, False)
    """
    if _CONTROL_RE.search(text):
        return False
    words = [word for word in _WORD_RE.findall(text[:_SAMPLE]) if not word.isascii() and len(word) > 2]
    odd = sum(
        len(_ACCENTED_RE.findall(word)) > 0.6 * len(word)
        or _SIGN_WITHIN_RE.search(word) is not None
        or (word[0].islower() and word[1:].isupper())
        for word in words
    )
    shouted = sum(map(str.isupper, words))
    return odd <= len(words) / 5 and (shouted <= len(words) / 2 or len(words) < _FEW_WORDS)


def _guessed(data: bytes) -> str:
    """The encoding that the text of the bytes looks like, or "" if none does."""
    from charset_normalizer import from_bytes

    pieces = (_TAG_RE.sub(b" ", match[0]) for match in _BEYOND_ASCII_RE.finditer(data[:_SAMPLE]))
    names = sorted({name for names in _LANGUAGES_OF for name in names})
    best = from_bytes(b"\n".join(pieces)[:20_000], cp_isolation=names, preemptive_behaviour=False).best()
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
