r"""Lines and literals in the code in which literals are looked for.

The code is made character by character, so that what stands in a line stands in its code: letters folded, digits into
one, signs that are common in any text into a blank, all others into one byte between blanks. So a blank stands at each
edge of a word, and the edges that a literal asks for are part of what the automaton looks for.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.patterns.marks import is_wide, marked

__all__ = ["HEAD", "NO_WORD", "PLAIN_SIGNS", "Lines", "View", "coded", "is_word"]

PLAIN_SIGNS = frozenset(" \t\n\r\x0b\x0c\xa0.,;-'\"‘’“”…")
"""Signs of which each line has some: they tell no line from another."""

HEAD = 20
"""Bytes of a literal that are looked for."""

_ASCII = bytes(range(0x80))
_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
_ASCII_SIGNS = bytes(code for code in _ASCII if code not in _WORD)
_CONTROLS = bytes(code for code in range(1, 0x20) if chr(code) not in "\t\n\r\x0b\x0c")  # stand for signs beyond ASCII
NO_WORD = _ASCII_SIGNS
"""Bytes of the code that are part of no word."""

_TABLE = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ123456789" + bytes(sign for sign in _ASCII if chr(sign) in PLAIN_SIGNS - {"\n"}),
    b"abcdefghijklmnopqrstuvwxyz000000000" + b" " * sum(chr(sign) in PLAIN_SIGNS - {"\n"} for sign in _ASCII),
)
_BARE = bytes(code for code in range(0x100) if code in _WORD or code >= 0x80 or code in b" \n")


def is_word(character: str) -> bool:
    """Whether a character is part of a word. Combining marks are not told: with them, more edges seem to be there."""
    return character.isalnum() or character == "_"


def coded(text: str) -> bytes:
    r"""The code of a text; line feeds stay.

    >>> coded("Straße 24: “Café”")
    b'strasse 00 :   caf\xc3\xa9 '
    """
    code = text.encode("utf-8", "replace")
    if not code.isascii():
        beyond = code.translate(None, _ASCII).decode()
        if beyond.casefold() != beyond:
            code = text.casefold().encode("utf-8", "replace")
            beyond = code.translate(None, _ASCII).decode()
        for character in set(beyond):
            if not character.isalnum():
                code = code.replace(character.encode(), _sign(character))
            elif character.isdecimal():
                code = code.replace(character.encode(), b"0")
    code = code.translate(_TABLE)
    for sign in set(code.translate(None, _BARE)):
        code = code.replace(b"%c" % sign, b" %c " % sign)
    return code


def _sign(character: str) -> bytes:
    """A sign beyond ASCII: several share one byte."""
    if character in PLAIN_SIGNS:
        return b" "
    return b"%c" % _CONTROLS[ord(character) % len(_CONTROLS)]


class Lines:
    """Lines to search, with what is made of them once for all patterns.

    Attributes:
        texts: the lines.
        words: how many words each has, 0 where that isn't known.
        codes: the code of each, behind a line feed and between blanks.
        begun: the same from its first word on.
    """

    def __init__(self, texts: Sequence[str], words: Sequence[int] | None = None) -> None:
        self.texts = texts
        self.words = words or [0] * len(texts)
        whole = "\n".join(texts)
        if whole.count("\n") >= max(1, len(texts)):
            whole = "\n".join(text.replace("\n", " ") for text in texts)
        self.codes = [b"\n %b " % code for code in coded(whole).split(b"\n")]
        self.begun = [b"\n " + code.lstrip(NO_WORD) for code in self.codes]
        self._is_wide = is_wide(whole)
        self._views: dict[int, View] = {}

    def __len__(self) -> int:
        return len(self.texts)

    def view(self, index: int) -> View:
        """A line as the engine is given it."""
        view = self._views.get(index)
        if view is None:
            text = self.texts[index]
            view = self._views[index] = View(text, self._is_wide and is_wide(text))
        return view


class View:
    """A line as the engine is given it.

    Attributes:
        encoded: in UTF-8, with a question mark for each lone surrogate.
        wide: whether it has letters, numbers or combining marks beyond ASCII: what RE2 doesn't know.
    """

    __slots__ = ("_marked", "encoded", "wide")

    def __init__(self, text: str, wide: bool) -> None:
        self.encoded = text.encode("utf-8", "replace")
        self.wide = wide
        self._marked: bytes | None = None

    def exact(self) -> bytes:
        """The line for exact forms: with marks if it is wide."""
        if not self.wide:
            return self.encoded
        if self._marked is None:
            self._marked = marked(self.encoded.decode()).encode()
        return self._marked
