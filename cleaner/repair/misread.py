"""Mojibake that ftfy doesn't see, as letters only stand for letters in it.

UTF-8 was read in a code in which its bytes are Cyrillic letters or the capitals and signs of DOS (``fГјr``, ``f├╝r``,
``donтАЩt``), or Cyrillic and Greek text in a code of one byte as Latin-1 (``Ïðèâåò``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain

__all__ = ["read_again"]

_CODECS = ("cp1251", "cp866", "cp437", "cp850")
_MEANT = "’‘“”„–—…•€™«»°£§©®½¼¾²³\u00a0"
_LATIN_RE = re.compile("[A-Za-z]")
_CYRILLIC_RE = re.compile("[\u0400-\u04ff]")
_CLOSING_QUOTE_RE = re.compile("â€(?=[ .,;:!?)\n]|$)")  # its third byte has no character in Windows-1252
_HIGH = "\u00c0-\u00ff"
_WORD_RE = re.compile(f"(?<![A-Za-z])[{_HIGH}¸¨]{{3,}}(?![A-Za-z])")
_LEAST_WORDS = 3
_SINGLE_BYTE = {
    "cp1251": "оеаинтсрвл",
    "koi8_r": "оеаинтсрвл",
    "iso8859_5": "оеаинтсрвл",
    "cp1253": "αοιετσνρκπ",
}
"""Codes of one byte, and the commonest letters of the languages that are written in them."""
_DRAWN_RE = re.compile("[\u2500-\u259f]")  # lines and blocks: UTF-8 that lost some characters reads so in KOI8-R
_COMMON_SHARE = 0.5  # of letters; the ten commonest make up two thirds of a text, any ten a third


def read_again(text: str) -> str:
    """A text with the characters that were meant, where others show that it was read in a wrong code.

    >>> read_again("Der BГјrgermeister"), read_again("f├╝r"), read_again("donтАЩt")
    ('Der Bürgermeister', 'für', 'don’t')
    >>> read_again("Ïðåçèäåíò çàÿâèë, ÷òî âûáîðû ñîñòîÿòñÿ.")
    'Президент заявил, что выборы состоятся.'
    >>> read_again("The Г-shaped house of Ôéïç Çelik")
    'The Г-shaped house of Ôéïç Çelik'
    """
    if text.isascii():
        return text
    if "â€œ" in text and "â€" in text:
        text = _CLOSING_QUOTE_RE.sub("â€\x9d", text)
    if _LATIN_RE.search(text) and _sign_re(*_CODECS).search(text):
        for codec in _CODECS:
            if _sign_re(codec).search(text):
                text = _read_as(text, codec)
    if len(_WORD_RE.findall(text)) >= _LEAST_WORDS:
        text = _read_in_one_byte(text)
    return text


@cache
def _sequence(codec: str) -> str:
    """A pattern of what a character of two or three bytes looks like in a code."""

    def signs(low: int, high: int) -> str:
        decoded = "".join(bytes([value]).decode(codec, "ignore") for value in range(low, high + 1))
        return f"[{re.escape(decoded)}]"

    rest = signs(0x80, 0xBF)
    return f"(?:{signs(0xC3, 0xC5)}{rest}|{signs(0xE2, 0xE2)}{signs(0x80, 0x84)}{rest}|{signs(0xC2, 0xC2)}{rest})"


@cache
def _sequence_re(codec: str) -> re.Pattern[str]:
    return re.compile(_sequence(codec))


@cache
def _sign_re(*codecs: str) -> re.Pattern[str]:
    """What shows that a text was read in one of some codes: such a sequence beside a Latin letter."""
    sequence = f"(?:{'|'.join(map(_sequence, codecs))})"
    return re.compile(f"(?<=[A-Za-z]){sequence}|{sequence}(?=[a-z])")


def _read_as(text: str, codec: str) -> str:
    """The text with all that was read in a code; unchanged if Cyrillic letters stay or no word is mended."""
    is_mended = False

    def meant(match: re.Match[str]) -> str:
        nonlocal is_mended
        try:
            character = match[0].encode(codec).decode("utf-8")
        except UnicodeError:
            return match[0]
        is_letter = unicodedata.name(character, "").startswith("LATIN")
        if not (is_letter or character in _MEANT):
            return match[0]
        before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        is_sure = is_letter or len(match[0]) > 2
        is_mended = is_mended or (is_sure and any(sign.isascii() and sign.isalpha() for sign in (before, behind)))
        return character

    fixed = _sequence_re(codec).sub(meant, text)
    return fixed if is_mended and not _CYRILLIC_RE.search(fixed) else text


def _read_in_one_byte(text: str) -> str:
    """Text in Cyrillic or Greek letters whose bytes were taken for Latin-1, if all words of three letters look so."""
    words = _WORD_RE.findall(text)
    latin = sum(map(len, re.findall("[A-Za-z]{3,}", text)))
    if latin > sum(map(len, words)) / 2:
        return text
    decoded = {codec: _decoded(text, codec) for codec in _SINGLE_BYTE}
    read = {codec: found for codec, found in decoded.items() if found and not _DRAWN_RE.search(found)}
    scores = {codec: _share(found, _SINGLE_BYTE[codec]) for codec, found in read.items()}
    best = max(scores, key=lambda codec: scores[codec], default=None)
    return read[best] if best and scores[best] > _COMMON_SHARE else text


def _decoded(text: str, codec: str) -> str | None:
    pieces = []
    for character in text:
        code = ord(character)
        if code < 0x80:
            pieces.append(character)
            continue
        try:
            pieces.append((bytes([code]) if code < 0x100 else character.encode("cp1252")).decode(codec))
        except UnicodeError:
            pieces.append(character)
    return "".join(pieces)


def _share(text: str, letters: str) -> float:
    """The share of the commonest letters, in lower case as most letters of a text are."""
    found = [sign for sign in chain(text) if sign.isalpha() and not sign.isascii()]
    return sum(sign in letters for sign in found) / len(found) if found else 0.0
