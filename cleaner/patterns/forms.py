r"""The forms of a pattern that RE2 is given.

RE2 takes ``\b \w \d \s`` in their ASCII meanings. The *exact* form spells the Unicode ones out; a word boundary beyond
ASCII is looked for in a copy of the line in which boundaries are marked. The *loose* form matches wherever the exact
one does and in a few more places, and is small:

* ``\w \d \s`` are taken as their ASCII part or any character beyond ASCII, properties of Unicode as all of the rows of
  256 characters in which they occur;
* bounded gaps (``.{0,40}``), which would need a state for each count, are unbounded;
* word boundaries are left out where the line has letters beyond ASCII.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from cleaner.patterns.engine import compiled
from cleaner.patterns.syntax import PatternError, Token, tokens

__all__ = [
    "ALL",
    "ASCII",
    "EUROPE",
    "exact_form",
    "loose_form",
    "marked",
    "marked_form",
    "reach_of",
    "unmarked",
    "without_marks",
]

ASCII, EUROPE, ALL = 0x80, 0x530, 0x110000
"""How far the letters, digits and combining marks of a line reach: they are all below. Europe has the Latin, Greek and
Cyrillic ones. What lies beyond need not be in a pattern for the line, which makes it many times smaller."""

# Noncharacters, never in text that was interchanged by the rules of Unicode: a word boundary, the ends of a line.
_MARK, _BEGIN, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_MARKS = _MARK + _BEGIN + _END
_ROOM = 5  # boundaries, or ends, that a pattern may ask for in one place
_EDGES = _MARK * _ROOM

_EXACT_CLASSES = {"w": r"\p{L}\p{M}\p{N}_", "d": r"\p{Nd}", "s": r"\t-\r\x1c- \x{85}\p{Z}"}
_ASCII_CLASSES = {"w": "0-9A-Za-z_", "d": "0-9", "s": r"\t-\r\x1c- "}
_LOOSE_CLASSES = {name: rf"\x{{80}}-\x{{10ffff}}{inside}" for name, inside in _ASCII_CLASSES.items()}
_NOTHING = r"[^\x00-\x{10ffff}]"
_MOST_COUNTED = 3  # repeats up to this often are kept in the loose form

_FLAGS_RE = re.compile(r"\A\(\?[a-zA-Z-]+\)")
_SET_ESCAPE_RE = re.compile(r"\\([pP])(?:\{[^}]*\}|.)|\\(.)", re.DOTALL)


@dataclass(frozen=True, eq=False)
class _Flavour:
    """How classes are written in one form of a pattern.

    Attributes:
        classes: insides of ``\\w \\d \\s``.
        narrow: the same where they are negated.
        exclude: what no negative class and no dot matches.
        is_loose: whether properties of Unicode are widened too.
        reach: of the lines it is for.
    """

    classes: dict[str, str]
    narrow: dict[str, str]
    exclude: str = ""
    is_loose: bool = False
    reach: int = ALL


_LOOSE = _Flavour(_LOOSE_CLASSES, _ASCII_CLASSES, is_loose=True)


_PROPERTY_RE = re.compile(r"\\[pP](?:[LMN]|\{[LMN][a-z]?\})")  # of letters, marks and digits


@functools.cache
def _part_of(escape: str, reach: int) -> str:
    r"""What an escape or a set matches below a code point, as the inside of a set.

    >>> _part_of(r"\p{Sc}", ASCII), _part_of(r"\p{Lu}", ASCII), _part_of(r"\p{Lo}", ASCII)
    ('\\x{24}-\\x{24}', '\\x{41}-\\x{5a}', '')
    """
    pattern = compiled(escape)
    ranges: list[tuple[int, int]] = []
    for code in range(reach):
        if pattern.search(chr(code)):
            first = ranges.pop()[0] if ranges and ranges[-1][1] == code - 1 else code
            ranges.append((first, code))
    return "".join(rf"\x{{{first:x}}}-\x{{{last:x}}}" for first, last in ranges)


@functools.cache
def _exact_flavour(reach: int, exclude: str = "") -> _Flavour:
    classes = _EXACT_CLASSES
    if reach < ALL:
        classes = classes | {name: _part_of(f"[{classes[name]}]", reach) for name in "wd"}
    return _Flavour(classes, classes, exclude=exclude, reach=reach)


@functools.cache
def _rows_of(escape: str) -> str:
    r"""The rows beyond ASCII in which a property occurs, as the inside of a set.

    >>> _rows_of(r"\p{Hebrew}")
    '\\x{500}-\\x{5ff}\\x{fb00}-\\x{fbff}'
    """
    pattern = compiled(escape)
    rows: list[tuple[int, int]] = []
    for start in range(0, 0x110000, 256):
        first, last = max(start, 128), start + 255
        if 0xD800 <= start < 0xE000 or not pattern.search("".join(map(chr, range(first, last + 1)))):
            continue
        if rows and rows[-1][1] == first - 1:
            rows[-1] = rows[-1][0], last
        else:
            rows.append((first, last))
    return "".join(rf"\x{{{first:x}}}-\x{{{last:x}}}" for first, last in rows)


@functools.lru_cache(maxsize=4096)
def _class(token: Token, flavour: _Flavour) -> str:
    r"""An escape or a bracketed set, in a flavour.

    >>> _class(Token("set", r"[^\d,]"), _exact_flavour(ALL))
    '[^\\p{Nd},]'
    >>> _class(Token("set", r"[\d,]"), _LOOSE)
    '[\\x{80}-\\x{10ffff}0-9,]'
    """
    if token.kind == "escape":
        name = token.text[1]
        if name in "wds":
            return f"[{flavour.classes[name]}]"
        if name in "WDS":
            return f"[^{flavour.narrow[name.lower()]}{flavour.exclude}]"
        if name in "pP" and flavour.is_loose:
            inside = _part_of(token.text, ASCII) + _rows_of(token.text)
            return f"[{inside}]" if inside else _NOTHING
        if name in "pP" and flavour.reach < ALL and _PROPERTY_RE.fullmatch(token.text):
            inside = _part_of(token.text.replace("P", "p", 1), flavour.reach)
            if name == "p":
                return f"[{inside}]" if inside else _NOTHING
            return f"[^{flavour.exclude}{inside}]" if inside or flavour.exclude else "(?s:.)"
        if name == "P" and flavour.exclude:
            return f"[^{token.text.replace('P', 'p', 1)}{flavour.exclude}]"
        return token.text
    is_negated = token.text.startswith("[^")
    inner = token.text[2 if is_negated else 1 : -1]

    def expand(match: re.Match[str]) -> str:
        name = match.group(1) or match.group(2)
        if name in ("W", "D", "S"):
            raise PatternError(rf"\{name} inside [...] is not supported; list what is meant, or use (?:…|…)")
        if name in ("p", "P"):
            if not flavour.is_loose:
                is_cut = name == "p" and flavour.reach < ALL and _PROPERTY_RE.fullmatch(match.group())
                return _part_of(match.group(), flavour.reach) if is_cut else match.group()
            return _part_of(match.group(), ASCII) + ("" if is_negated else _rows_of(match.group()))
        return (flavour.narrow if is_negated else flavour.classes).get(name, match.group())

    inner = _SET_ESCAPE_RE.sub(expand, inner)
    if inner.startswith(("]", "^")):
        inner = "\\" + inner
    if is_negated:
        return f"[^{flavour.exclude}{inner}]" if inner or flavour.exclude else "(?s:.)"
    return f"[{inner}]" if inner else _NOTHING


def exact_form(pattern: str, reach: int = ASCII) -> str:
    """The pattern with Unicode classes, for a line whose letters are all ASCII, or with less than \\b in mind.

    Raises:
        PatternError: if a class can't be used.
    """
    flavour = _exact_flavour(reach)
    return "".join(
        _class(token, flavour) if token.kind in ("escape", "set") else token.text for token in tokens(pattern)
    )


_EACH_LINE = {"^": "(?m:^)", r"\A": "(?m:^)", "$": "(?m:$)", r"\z": "(?m:$)", r"\Z": "(?m:$)"}


def loose_form(pattern: str, *, bounded: bool, in_lines: bool = False) -> str:
    r"""A small pattern that matches at least wherever the exact one does.

    Args:
        pattern: the pattern.
        bounded: whether word boundaries are kept.
        in_lines: whether it is for many lines at once.

    >>> loose_form(r"\bget\b.{0,40}\w+", bounded=False)
    'get.*[\\x{80}-\\x{10ffff}0-9A-Za-z_]+'
    """
    out = []
    for token in tokens(pattern):
        if token.text == r"\b":
            out.append(token.text if bounded else "")
        elif in_lines and token.kind != "set" and token.text in _EACH_LINE:
            out.append(_EACH_LINE[token.text])
        elif token.kind == "repeat":
            out.append(_loose_repeat(token.text))
        else:
            out.append(_class(token, _LOOSE) if token.kind in ("escape", "set") else token.text)
    return "".join(out)


def _loose_repeat(repeat: str) -> str:
    if not repeat.startswith("{"):
        return repeat[0]
    least, _, most = repeat[1 : repeat.index("}")].partition(",")
    if int(most or least) <= _MOST_COUNTED and (most or "," not in repeat):
        return repeat
    return "+" if int(least) else "*"


def marked_form(pattern: str, reach: int) -> str:
    """The exact pattern for a line of this reach whose word boundaries are marked (see :func:`marked`)."""
    flavour = _exact_flavour(reach, _MARKS)
    skip = f"{_MARK}*"
    flags = "".join(_FLAGS_RE.findall(pattern))
    out: list[str] = []
    newline = "" if "s" in flags.partition("-")[0] else r"\n"
    for token in tokens(pattern[len(flags) :]):
        if token.text == r"\b":
            out += [] if out[-1:] == [_MARK] else [_MARK]
        elif token.text in ("^", r"\A"):
            out.append(f"(?:{skip}{_BEGIN}{skip})" if out else f"^[{_MARK}{_BEGIN}]*")
        elif token.text in ("$", r"\z", r"\Z"):
            out.append(f"(?:{skip}{_END}{skip})")
        elif token.kind in ("escape", "set"):
            out.append(f"(?:{_class(token, flavour)}{skip})")
        elif token.text == ".":
            out.append(f"(?:[^{_MARKS}{newline}]{skip})")
        elif token.kind == "plain" and token.text not in ")|":
            out += [f"(?:{character}{skip})" for character in token.text]
        else:
            out.append(token.text)
    return flags + "".join(out)


@functools.cache
def _marks() -> frozenset[str]:
    """The combining marks of Unicode."""
    return frozenset(chr(code) for code in range(0x300, 0x1F000) if unicodedata.category(chr(code))[0] == "M")


@functools.cache
def _words_re() -> re.Pattern[str]:
    return re.compile(rf"([\w{''.join(sorted(_marks()))}]+)")


_ASCII_BYTES = bytes(range(0x80))


def reach_of(line: str) -> int:
    """How far the letters, digits and combining marks of a line reach.

    >>> [reach_of(line) == reach for line, reach in (("Don’t", ASCII), ("Müller", EUROPE), ("東京", ALL))]
    [True, True, True]
    """
    if line.isascii():
        return ASCII
    beyond = line.encode("utf-8", "replace").translate(None, _ASCII_BYTES).decode()
    letters = [character for character in set(beyond) if character.isalnum() or character in _marks()]
    if not letters:
        return ASCII
    return EUROPE if max(letters) < chr(EUROPE) else ALL


def marked(line: str) -> str:
    r"""The line with marks at each word boundary: room for several ``\b`` with optional parts between.

    Its ends are marked too, with the marks of a word on both sides: ``\b^`` and ``$\b`` mean what they say.
    Python's ``\b`` would not do: it sees a boundary at each vowel sign of Hindi.
    """
    text = _EDGES.join(_words_re().split(without_marks(line)))
    before = _EDGES if text.startswith(_MARK) else ""
    after = _EDGES if text.endswith(_MARK) else ""
    return (before + _BEGIN) * _ROOM + text + (_END + after) * _ROOM


def without_marks(line: str) -> str:
    """The line with a blank for each character that could be taken for a mark."""
    for mark in _MARKS:
        if mark in line:
            line = line.replace(mark, " ")
    return line


def unmarked(text: str, index: int) -> int:
    """Where a place of a marked line is in the line itself."""
    return index - sum(text.count(mark, 0, index) for mark in _MARKS)
