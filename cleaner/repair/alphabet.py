"""Text of one language as one byte for each character, so that tables can sort it at the speed of memory.

A page of news holds a thousand words and next to nothing to repair. To see that, character by character or
pattern by pattern, costs more than all the rest of cleaning. In a single-byte code, ``bytes.translate`` gives
the class or the lower case of each character in one pass, and offsets stay those of the text.
"""

from __future__ import annotations

import codecs
import string
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

__all__ = ["FLAT", "SINGLE", "UNKNOWN", "Alphabet", "alphabet_of", "spaced"]

SIGNS = "“”‘’‚„«»‹›–—…•€£§°©®™¿¡"
"""Signs of print that are no letters; the rest of the code is the letters of the language."""

_LETTERS = {
    "": "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœß",  # any language that is written with Latin letters
    "en": "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœß",
    "de": "äöüßàáâçèéêëíîïñóôøúû",
    "es": "áéíñóúüàâãäçèêëîïôöû",
    "fr": "àâçéèêëîïôûùüÿæœáäíñóöú",
    "it": "àèéìíîòóùúáäçêïñöü",
    "pt": "áâãàçéêíóôõúüäèëïñö",
    "nl": "áâäàçéèêëíïîóôöúüûñ",
    "pl": "ąćęłńóśźżáäçèéëíöúü",
    "ro": "ăâîșțşţáäçèéëíñóöúü",
    "tr": "çğıöşüâîûáäéèíñó",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
_CLASS_OF_SIGN = {
    **dict.fromkeys(string.digits, "0"),
    **dict.fromkeys(",;", ","),
    **dict.fromkeys(".!?", "."),
    **dict.fromkeys(")]”»›", ")"),
    **dict.fromkeys("([“„«‹¿¡‚", "("),
    **dict.fromkeys("’‘'", "'"),
    '"': '"',
    **dict.fromkeys("-–—", "-"),
    " ": " ",
    "\n": "\n",
    ":": ":",
    "…": "x",
}
_ALIKE = {"ro": str.maketrans("şţŞŢ", "șțȘȚ")}
"""Letters for which another one stands in some text: Romanian's, with the cedilla that older fonts had."""
SINGLE = {
    "de": "",
    "en": "a",
    "es": "yaoeu",
    "fr": "àay",
    "it": "eaioè",
    "nl": "u",
    "pl": "wzioua",
    "pt": "eaoéà",
    "ro": "aoe",
    "ru": "ивсякоу",
    "tr": "o",
    "uk": "івузйяоає",
}
"""Words of one letter, by language."""
FLAT = bytes.maketrans(b"\t\n\r\x0b\x0c", b"     ")
"""Table that makes all white space blanks."""
UNKNOWN = 0x1A  # the byte for "?", so that the "?" of a character that has no byte can be told from it


class Alphabet(NamedTuple):
    """A single-byte code.

    Attributes:
        codec: what :func:`codecs.charmap_encode` takes.
        lower: table that makes letters lower case, one of those that stand for each other, and all else a blank.
        classes: table that makes letters ``a`` or ``A``, digits ``0``, and signs one of their kind:
            ``, . : ( ) ' " -``; blank and line feed are themselves, controls ``^`` and the rest ``x``.
        shapes: the same, but all white space is a blank.
        letters: table that leaves letters, makes digits ``0``, and all else a blank.
        plain: the bytes of printable ASCII and of signs that no repair of the encoding looks at, but for ``&``
            at the beginning of an entity.
        printed: all bytes but those of controls.
    """

    codec: object
    lower: bytes
    classes: bytes
    shapes: bytes
    letters: bytes
    plain: bytes
    printed: bytes

    def encode(self, text: str) -> bytes:
        """The text in this code; one byte stands for all characters that are not in it."""
        code: bytes = codecs.charmap_encode(text, "replace", self.codec)[0]  # type: ignore[arg-type]
        return code

    def word(self, word: str) -> bytes | None:
        """A word in lower case and in this code; None if not all of its characters have a byte."""
        code = self.encode(word)
        return code.translate(self.lower) if self.is_whole(word, code) else None

    @staticmethod
    def is_whole(text: str, code: bytes) -> bool:
        """Whether each character of a text has a byte of its own in its code."""
        return code.count(UNKNOWN) == text.count("?")

    def words(self, text: str) -> bytes:
        """The words of a text in lower case, with two blanks between them and one at each end."""
        return spaced(self.encode(text).translate(self.lower).split())


def spaced(words: Iterable[bytes]) -> bytes:
    """Words as one text in which ``b" word "`` finds each that stands there, also next to its like."""
    return b" " + b"  ".join(words) + b" "


@cache
def alphabet_of(language: str | None) -> Alphabet:
    """The code for a language; the one for Latin letters if there is none of its own."""
    lower = _LETTERS.get(language or "", _LETTERS[""])
    upper = "".join(letter.upper() for letter in lower if len(letter.upper()) == 1 and letter.upper() not in lower)
    if language == "tr":
        upper = upper.replace("I", "") + "İ"
    upper = "".join(dict.fromkeys(letter for letter in upper if letter not in string.ascii_letters))
    ascii_part = [chr(code) if code != ord("?") else "\ufffe" for code in range(0x80)]
    ascii_part[UNKNOWN] = "?"
    table = "".join(ascii_part) + SIGNS + lower + upper
    table += "\ufffe" * (256 - len(table))
    lowered = {letter: letter.lower() for letter in string.ascii_uppercase + upper}
    if language == "tr":
        lowered |= {"I": "ı", "İ": "i"}
    alike = _ALIKE.get(language or "", {})
    capitals = set(lowered)
    lowered |= {
        letter: letter.translate(alike).lower() for letter in lower + upper if letter.translate(alike) != letter
    }
    letters = set(string.ascii_letters + lower + upper)
    place = {character: code for code, character in enumerate(table) if character != "\ufffe"}
    low, kinds = bytearray(b" " * 256), bytearray(b"^" * 256)
    plain, printed = bytearray(), bytearray()
    for character, code in place.items():
        if character in letters:
            low[code] = place[lowered.get(character, character)]
            kinds[code] = ord("A" if character in capitals else "a")
        elif character in _CLASS_OF_SIGN:
            kinds[code] = ord(_CLASS_OF_SIGN[character])
        elif character.isprintable():
            kinds[code] = ord("x")
        if kinds[code] != ord("^"):
            printed.append(code)
        if (character.isascii() and character.isprintable()) or character in "\n“”‘’„«»–—…•":
            plain.append(code)
    own = bytes(code if kind in b"aA" else kind if kind in b"0" else ord(" ") for code, kind in enumerate(kinds))
    return Alphabet(
        codecs.charmap_build(table), bytes(low), bytes(kinds), FLAT.translate(kinds), own, bytes(plain), bytes(printed)
    )
