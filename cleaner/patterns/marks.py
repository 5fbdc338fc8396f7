r"""Lines with marks for what RE2 knows in ASCII only, and patterns for such lines.

In a marked line each character beyond ASCII stands behind the mark of its kind, and marks stand at the edges of words
and at the ends of the line. So ``\w`` is a word character of ASCII, or any character behind the mark of a letter, a
combining mark or a number: a dozen instructions where the ranges of Unicode take a thousand. ``\b`` is a mark, too.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from cleaner.patterns.classes import BEYOND, NOTHING, CharacterClass, ascii_of, class_of
from cleaner.patterns.syntax import Token, tokens

__all__ = ["is_wide", "marked", "marked_form", "unmarked"]

# Control characters, which are none of a text: the edge of a word, the ends of a line, and kinds of characters.
_EDGE, _BEGIN, _END = "\x01", "\x02", "\x03"
_UPPER, _LOWER, _OTHER_LETTER, _CASELESS, _COMBINING, _DIGIT, _OTHER_NUMBER, _SPACE, _OTHER = map(chr, range(14, 23))
_FIRST_KIND, _LAST_KIND = _UPPER, _OTHER
_STAND_IN = "\x7f"  # for what could be taken for a mark: another control
_ROOM = 5  # edges of words, or ends, that a pattern may ask for in one place
_EDGES = _EDGE * _ROOM

_KINDS = {
    "Lu": _UPPER,
    "Ll": _LOWER,
    "Lt": _OTHER_LETTER,
    "Lm": _OTHER_LETTER,
    "Lo": _CASELESS,
    "M": _COMBINING,
    "Nd": _DIGIT,
    "N": _OTHER_NUMBER,
    "Z": _SPACE,
}
_LETTER = _UPPER + _LOWER + _OTHER_LETTER + _CASELESS
_NUMBER = _DIGIT + _OTHER_NUMBER
_WORD = _LETTER + _COMBINING + _NUMBER
_ALL = _WORD + _SPACE + _OTHER
_OF_PROPERTY = {
    r"\w": _WORD,
    r"\d": _DIGIT,
    r"\s": _SPACE,
    r"\p{L}": _LETTER,
    r"\p{Lu}": _UPPER,
    r"\p{Ll}": _LOWER,
    r"\p{Lo}": _CASELESS,
    r"\p{M}": _COMBINING,
    r"\p{N}": _NUMBER,
    r"\p{Nd}": _DIGIT,
}
_CASED = _UPPER + _LOWER + _OTHER_LETTER

_MARKS_SET = f"{_EDGE}-{_END}{_FIRST_KIND}-{_LAST_KIND}"
_MARK_RE = re.compile(f"[{_MARKS_SET}]")
_MARKS = "".join(map(chr, (*range(1, 4), *range(14, 23))))
_NO_MARKS = dict.fromkeys(map(ord, _MARKS))
_ANY_BEYOND = rf"[{BEYOND}]"
_NOT_ASCII = rf"{_MARKS_SET}\x{{80}}-\x{{17e}}\x{{180}}-\x{{2129}}\x{{212b}}-\x{{10ffff}}"
"""What is left out of the ASCII part of a class: marks and all beyond, but for a long s and a Kelvin sign, of which RE2
would take "s" and "k" for another case. Behind their mark they are found all the same."""

_SKIP = f"{_EDGE}*"
_RUNS_RE = re.compile(r"\w+|\W+")
_ASCII = bytes(range(0x80))
_REMEMBERED = 20_000  # characters


def _kind(character: str) -> str:
    category = unicodedata.category(character)
    if character == "\x85":
        return _SPACE
    return _KINDS.get(category) or _KINDS.get(category[0], _OTHER)


class _Marked(dict[int, str]):
    """Characters with the marks of their kinds, by their code points."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        found = character if code < 0x80 else _kind(character) + character
        if len(self) < _REMEMBERED:
            self[code] = found
        return found


_marked_characters = _Marked()


_WORDS_RE = re.compile(r"(\w+)")


@functools.cache
def _combined_words_re() -> re.Pattern[str]:
    r"""Words with combining marks in them, such as the vowel signs of Hindi, which are no part of ``\w``."""
    combining = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.category(chr(code))[0] == "M")
    return re.compile(rf"([\w{combining}]+)")


def is_wide(line: str) -> bool:
    """Whether a line has letters, numbers or combining marks beyond ASCII: then it must be marked."""
    if line.isascii():
        return False
    return any(kind in _WORD for kind in _kinds_beyond(line))


def _kinds_beyond(line: str) -> set[str]:
    """The marks of the kinds of characters that a line has beyond ASCII."""
    beyond = line.encode("utf-8", "replace").translate(None, _ASCII).decode()
    return {_marked_characters[ord(character)][0] for character in set(beyond)}


def marked(line: str) -> str:
    r"""The line with its marks. There is room for several ``\b`` in one place, with optional parts between.

    The ends have the edges of a word on both sides, so that ``\b^`` and ``$\b`` mean what they say.
    """
    if _MARK_RE.search(line):
        line = _MARK_RE.sub(_STAND_IN, line)
    words_re = _combined_words_re() if _COMBINING in _kinds_beyond(line) else _WORDS_RE
    text = _EDGES.join(words_re.split(line)).translate(_marked_characters)
    before = _EDGES if text.startswith(_EDGE) else ""
    after = _EDGES if text.endswith(_EDGE) else ""
    return (before + _BEGIN) * _ROOM + text + (_END + after) * _ROOM


def unmarked(text: str, index: int) -> int:
    """Where a place of a marked line is in the line itself."""
    return len(text[:index].translate(_NO_MARKS))


class _Flags(NamedTuple):
    """Flags in force at a place of a pattern."""

    folds: bool = False
    dot_is_all: bool = False

    def changed(self, group: str) -> _Flags:
        """The flags behind the opening of a group such as ``(?i:``."""
        if not group.startswith("(?") or group.startswith(("(?P", "(?<")):
            return self
        on, _, off = group.strip("(?:)").partition("-")
        return _Flags((self.folds or "i" in on) and "i" not in off, (self.dot_is_all or "s" in on) and "s" not in off)


def marked_form(pattern: str) -> str:
    """The pattern for marked lines."""
    out: list[str] = []
    flags, outer = _Flags(), list[_Flags]()
    is_begun = False
    parts = list(tokens(pattern))
    for token, following in pairwise((*parts, Token("end", ""))):
        is_repeated = following.kind == "repeat"
        if token.kind == "group":
            if token.text.endswith(")"):
                flags = flags.changed(token.text)
                out.append(token.text)
                continue
            outer.append(flags)
            flags = flags.changed(token.text)
            out.append(token.text)
        elif token.text == ")" and token.kind == "plain":
            flags = outer.pop() if outer else flags
            out.append(token.text)
        elif token.text in ("^", r"\A"):
            out.append(f"(?:{_SKIP}{_BEGIN}{_SKIP})" if is_begun else f"^[{_EDGE}{_BEGIN}]*")
        elif token.kind == "repeat" or token.text == "|":
            out.append(token.text)
        else:
            out += _marked_token(token, flags, is_repeated)
        is_begun = True
    return "".join(out)


def _marked_token(token: Token, flags: _Flags, is_repeated: bool) -> Iterator[str]:
    if token.text == r"\b":
        yield _EDGE
    elif token.text in ("$", r"\z", r"\Z"):
        yield f"(?:{_SKIP}{_END}{_SKIP})"
    elif token.text == ".":
        newline = "" if flags.dot_is_all else r"\n"
        yield f"(?:(?:[^{_NOT_ASCII}{newline}]|[{_FIRST_KIND}-{_LAST_KIND}]{_ANY_BEYOND}){_SKIP})"
    elif token.kind == "plain":
        yield _marked_text(token.text[:-1] if is_repeated else token.text)
        if is_repeated:
            yield f"(?:{_marked_text(token.text[-1])})"
    else:
        class_ = class_of(token)
        inner = _marked_character(token.text) if class_ is None else _marked_class(class_, flags.folds)
        yield f"(?:{inner}{_SKIP})" if is_repeated else f"{inner}{_SKIP}"


def _marked_text(text: str) -> str:
    """Literal text, with room for marks where the edge of a word may be."""
    if text.isascii():
        return "".join([run + _SKIP for run in _RUNS_RE.findall(text)])
    out = ""
    for character, following in pairwise((*text, "")):
        out += character if character < "\x80" else f"[{_FIRST_KIND}-{_LAST_KIND}]{character}"
        out += "" if following and _is_word(character) == _is_word(following) else _SKIP
    return out


def _is_word(character: str) -> bool:
    return character == "_" or character.isalnum() or unicodedata.category(character)[0] == "M"


def _marked_character(escape: str) -> str:
    """An escape that stands for one character."""
    is_beyond = escape.startswith(r"\x") and int(escape[2:].strip("{}"), 16) >= 0x80
    return f"[{_FIRST_KIND}-{_LAST_KIND}]{escape}" if is_beyond or not escape.isascii() else escape


def _kinds(property_: str, folds: bool) -> str | None:
    """The kinds that make up a property; None where it is not made up of them."""
    if property_.startswith(r"\P"):
        kinds = _kinds(r"\p" + property_[2:], folds)
        return None if kinds is None else "".join(kind for kind in _ALL if kind not in kinds)
    kinds = _OF_PROPERTY.get(property_)
    if folds and kinds is not None and not set(kinds).isdisjoint(_CASED):
        return "".join(dict.fromkeys(kinds + _CASED))
    return kinds


@functools.lru_cache(maxsize=4096)
def _marked_class(class_: CharacterClass, folds: bool) -> str:
    """A class for marked lines: characters of ASCII, any behind some marks, or some behind any mark."""
    kinds, others = "", ""
    for property_ in class_.properties:
        found = _kinds(property_, folds)
        kinds += found or ""
        others += property_ if found is None else ""
    near = class_.written + "".join(map(ascii_of, class_.properties))
    if class_.is_negated:
        left = "".join(kind for kind in _ALL if kind not in kinds)
        parts = [f"[^{near}{_NOT_ASCII}]"]
        parts += [rf"[{left}][^\x00-\x7f{class_.written}{others}]"] if left else []
    else:
        parts = [f"[{near}]"] if near else []
        parts += [f"[{kinds}]{_ANY_BEYOND}"] if kinds else []
        if others or class_.is_beyond:
            parts.append(f"[{_FIRST_KIND}-{_LAST_KIND}][{class_.written}{others}]")
    if len(parts) == 1 and parts[0].startswith("[") and parts[0].count("[") == 1:
        return parts[0]
    return f"(?:{'|'.join(parts)})" if parts else NOTHING
