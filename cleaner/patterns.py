r"""Sets of line patterns that are matched all at once, in linear time. The only importer of ``re2``.

RE2 reads a line once, whatever the number of patterns, and can't be made to backtrack. Each pattern is used
in two forms. The *loose* one matches wherever the exact one does and in a few more places; it is small, so
that the automaton of ten thousand rules stays small, and it is what the set is made of. The *exact* one is
tried on a line that the set reports. This is also how rule authors get the Unicode meanings that RE2 lacks:

* ``\w \d \s`` are taken as their ASCII part or any character beyond ASCII, and exactly afterwards;
* bounded gaps (``.{0,40}``), which would need a state for each count, are unbounded in the loose form;
* word boundaries, which in RE2 know ASCII letters only, are looked for in a copy of the line in which they
  are marked, if the line holds letters beyond ASCII.

When its memory runs out, a set answers "nothing matches". One pattern in each set matches every line; when
even that one is missing from the answer, the exact patterns are tried one at a time.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import re2

__all__ = ["Pattern", "PatternError", "PatternSet", "upper_pattern"]

_SET_MEMORY = 512 << 20  # bytes; a ceiling, not an allocation
_MARK = "\ufdd0"  # a noncharacter: never in text that was interchanged by the rules of Unicode

_EXACT_CLASSES = {"w": r"\p{L}\p{M}\p{N}_", "d": r"\p{Nd}", "s": r"\t-\r\x1c- \x{85}\p{Z}"}
_BEYOND = r"\x{80}-\x{10ffff}"
_LOOSE_CLASSES = {"w": "0-9A-Za-z_", "d": "0-9", "s": r"\t-\r\x1c- "}
_MOST_COUNTED = 3  # repeats up to this often are kept in the loose form

_TOKEN_RE = re.compile(
    r"""
    (?P<escape>  \\ (?: [pP] (?: \{[^}]*\} | . ) | x (?: \{[^}]*\} | [0-9A-Fa-f]{2} ) | . ) )
  | (?P<set>     \[ \^? \]? (?: \[:\^?\w+:\] | \\ [pP] \{[^}]*\} | \\ . | [^\]\\] )* \] )
  | (?P<group>   \( (?: \? (?: [a-zA-Z-]*: | [a-zA-Z-]+\) | P?<\w+> ) )? )
  | (?P<look>    \( \? (?: = | ! | <= | <! | > | \( | \# | P= | P> | R ) )
  | (?P<repeat>  (?: [*+?] | \{\d+ (?: ,\d* )? \} ) [?+]? )
  | (?P<plain>   [^\\\[\](){}*+?|.^$]+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_SET_ESCAPE_RE = re.compile(r"\\([pP])(?:\{[^}]*\}|.)|\\(.)", re.DOTALL)
_LOOK_RE = re.compile(r"\(\?(?:<?[=!]|[>(#]|P[=>]|R)")


class PatternError(ValueError):
    """A pattern can't be used; the message says why and what to do instead."""


class _Token(NamedTuple):
    kind: str
    text: str


def _tokens(pattern: str) -> Iterator[_Token]:
    position = 0
    while position < len(pattern):
        match = _LOOK_RE.match(pattern, position) or _TOKEN_RE.match(pattern, position)
        assert match is not None  # the last alternative takes any character
        kind = match.lastgroup or "look"
        yield _Token(kind, match.group())
        position = match.end()


def _checked(token: _Token) -> _Token:
    if token.kind == "look":
        raise PatternError(
            f"{token.text!r} (lookaround, atomic group or condition) is not supported, as it can't be matched in "
            "linear time; match the wider text and list what must stay under examples.spare or in a protect rule"
        )
    if token.kind == "escape":
        if token.text[1] in "123456789":
            raise PatternError(f"back-reference {token.text!r} is not supported: it can't be matched in linear time")
        if token.text in (r"\B", r"\G", r"\X", r"\R", r"\K"):
            raise PatternError(rf"{token.text} is not supported; use \b, ^ or $, or a class")
    if token.kind == "repeat" and len(token.text) > 1 and token.text.endswith("+"):
        raise PatternError(
            f"possessive repeat {token.text!r} is not supported; RE2 never backtracks, drop the last '+'"
        )
    return token


class _Flavour(NamedTuple):
    """How classes are written in one form of a pattern.

    Attributes:
        classes: insides of ``\\w \\d \\s``.
        beyond: what a positive class takes in besides.
        exclude: what no negative class and no dot matches.
        is_loose: whether properties of Unicode are widened too.
    """

    classes: dict[str, str]
    beyond: str = ""
    exclude: str = ""
    is_loose: bool = False


_EXACT = _Flavour(_EXACT_CLASSES)
_MARKED = _Flavour(_EXACT_CLASSES, exclude=_MARK)
_LOOSE = _Flavour(_LOOSE_CLASSES, beyond=_BEYOND, is_loose=True)


@functools.cache
def _ascii_of(escape: str) -> str:
    r"""The ASCII part of a property, as the inside of a set; the loose form takes any character beyond.

    >>> _ascii_of(r"\p{Sc}"), _ascii_of(r"\p{Lo}")
    ('\\x{24}', '')
    """
    pattern = _compile(escape)
    return "".join(rf"\x{{{code:x}}}" for code in range(128) if pattern.search(chr(code)))


def _class(token: _Token, flavour: _Flavour) -> str:
    r"""An escape or a bracketed set, in a flavour.

    >>> _class(_Token("set", r"[^\d,]"), _EXACT)
    '[^\\p{Nd},]'
    >>> _class(_Token("set", r"[\d,]"), _LOOSE)
    '[\\x{80}-\\x{10ffff}0-9,]'
    """
    if token.kind == "escape":
        name = token.text[1]
        if name in "wds":
            return f"[{flavour.classes[name]}{flavour.beyond}]"
        if name in "WDS":
            return f"[^{flavour.classes[name.lower()]}{flavour.exclude}]"
        if name in "pP" and flavour.is_loose:
            return f"[{_ascii_of(token.text)}{_BEYOND}]"
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
                return match.group()
            return _ascii_of(match.group())
        return flavour.classes.get(name, match.group())

    inner = _SET_ESCAPE_RE.sub(expand, inner)
    if inner.startswith("]"):
        inner = "\\" + inner
    if is_negated:
        return f"[^{flavour.exclude}{inner}]" if inner or flavour.exclude else "(?s:.)"
    return f"[{flavour.beyond}{inner}]"


def _translated(pattern: str, flavour: _Flavour) -> str:
    """A pattern with classes in a flavour and boundaries as they are."""
    return "".join(
        _class(token, flavour) if token.kind in ("escape", "set") else token.text
        for token in map(_checked, _tokens(pattern))
    )


def _loose(pattern: str, *, bounded: bool) -> str:
    r"""A small pattern that matches at least wherever the exact one does.

    >>> _loose(r"\bget\b.{0,40}\w+", bounded=False)
    'get.*[0-9A-Za-z_\\x{80}-\\x{10ffff}]+'
    """
    out = []
    for token in map(_checked, _tokens(pattern)):
        if token.text == r"\b":
            out.append(token.text if bounded else "")
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


def _exact_marked(pattern: str) -> str:
    r"""The exact pattern for a line whose word boundaries are marked (see :func:`_marked`)."""
    skip = f"{_MARK}*"
    out: list[str] = []
    newline = "" if re.match(r"\(\?[a-zA-Z]*s", pattern) else r"\n"
    for token in _tokens(pattern):
        if token.text == r"\b":
            out += [] if out[-1:] == [_MARK] else [_MARK]
        elif token.text in ("^", r"\A"):
            out.append(token.text + skip)
        elif token.text in ("$", r"\z", r"\Z"):
            out.append(skip + token.text)
        elif token.kind in ("escape", "set"):
            out.append(f"(?:{_class(token, _MARKED)}{skip})")
        elif token.text == ".":
            out.append(f"(?:[^{_MARK}{newline}]{skip})")
        elif token.kind == "plain" and token.text not in ")|":
            out += [f"(?:{character}{skip})" for character in token.text]
        else:
            out.append(token.text)
    return "".join(out)


@functools.cache
def _marks() -> str:
    """The combining marks of Unicode, as the inside of a class of ``re``."""
    return "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.category(chr(code))[0] == "M")


@functools.cache
def _words_re() -> re.Pattern[str]:
    return re.compile(rf"[\w{_marks()}]+")


_ASCII = bytes(range(0x80))


def _is_wide(line: str) -> bool:
    """Whether a line has letters beyond ASCII, so that RE2's word boundaries are wrong in it."""
    if line.isascii():
        return False
    beyond = line.encode("utf-8", "replace").translate(None, _ASCII).decode()
    return any(map(str.isalnum, beyond))


def _marked(line: str) -> str:
    r"""The line with four marks at each word boundary: room for as many ``\b`` with optional parts between.

    Python's ``\b`` would not do: it sees a boundary at each vowel sign of Hindi.
    """
    return _words_re().sub(f"{_MARK * 4}\\g<0>{_MARK * 4}", line.replace(_MARK, " "))


def _encodable(line: str) -> str:
    """The line with a question mark for each lone surrogate, which has no UTF-8 form."""
    return line.encode("utf-8", "replace").decode()


@functools.cache
def _options() -> re2.Options:
    options = re2.Options()
    options.max_mem = _SET_MEMORY
    options.log_errors = False
    return options


def _compile(pattern: str) -> re2._Regexp:
    try:
        return re2.compile(pattern, options=_options())
    except re2.error as error:
        reason = error.args[0] if error.args else error
        raise PatternError(reason.decode() if isinstance(reason, bytes) else str(reason)) from None


def upper_pattern(pattern: str) -> str:
    r"""The pattern with its letters in upper case: what a line set in capitals matches.

    >>> upper_pattern(r"read (?:also|m[oö]re)\b")
    'READ (?:ALSO|M[OÖ]RE)\\b'
    """
    return "".join(
        token.text.upper() if token.kind == "plain" or (token.kind == "set" and "\\" not in token.text) else token.text
        for token in _tokens(pattern)
    )


class Pattern:
    """One pattern, compiled when first needed.

    Attributes:
        text: as written, with fragments put in.
    """

    __slots__ = ("_exact", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._exact: dict[bool, re2._Regexp] = {}

    def __reduce__(self) -> tuple[type[Pattern], tuple[str]]:
        return type(self), (self.text,)

    def check(self) -> None:
        """See whether the pattern can be used.

        Raises:
            PatternError: with the reason, and what to write instead.
        """
        self._exactly(False)

    def search(self, line: str) -> dict[str, tuple[int, int]] | None:
        """Spans of the named groups in a line, or None if the pattern does not occur in it."""
        line = _encodable(line)
        is_wide = _is_wide(line)
        text = _marked(line) if is_wide else line
        pattern = self._exactly(is_wide)
        match = pattern.search(text)
        if match is None:
            return None
        spans = {name: match.span(group) for name, group in pattern.groupindex.items()}
        return {
            name: (start - text.count(_MARK, 0, start), end - text.count(_MARK, 0, end)) if is_wide else (start, end)
            for name, (start, end) in spans.items()
            if start >= 0
        }

    def occurs(self, text: str, is_wide: bool) -> bool:
        """Whether the pattern occurs in a line; a wide one is given with its boundaries marked."""
        return self._exactly(is_wide).search(text) is not None

    def _exactly(self, is_wide: bool) -> re2._Regexp:
        exact = self._exact.get(is_wide)
        if exact is None:
            exact = _compile(_exact_marked(self.text) if is_wide else _translated(self.text, _EXACT))
            self._exact[is_wide] = exact
        return exact


class PatternSet:
    r"""Patterns that are searched for in one pass over a line.

    >>> PatternSet([Pattern(r"\bété\b"), Pattern(r"\d+ m²"), Pattern(r"(?i)ÉTÉ")]).search("L'été a 12 m²")
    [0, 1, 2]
    >>> PatternSet([Pattern(r"\bété\b")]).search("répétées")
    []
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        """Take the patterns; the automata are built when first needed.

        Raises:
            PatternError: from :meth:`search`, if one of them can't be used; :meth:`Pattern.check` tells before.
        """
        self._patterns = tuple(patterns)
        self._sets: dict[bool, re2.Set] = {}

    def __reduce__(self) -> tuple[type[PatternSet], tuple[tuple[Pattern, ...]]]:
        return type(self), (self._patterns,)

    def _compiled(self, is_wide: bool) -> re2.Set:
        compiled = re2.Set.SearchSet(_options())
        for pattern in self._patterns:
            try:
                compiled.Add(_loose(pattern.text, bounded=not is_wide))
            except re2.error:
                pattern.check()
                raise
        compiled.Add("")
        compiled.Compile()
        return compiled

    def search(self, line: str) -> list[int]:
        """Numbers of the patterns that occur in the line, in rising order."""
        is_wide = _is_wide(line)
        compiled = self._sets.get(is_wide)
        if compiled is None:  # two threads may both come here: the second set replaces its equal
            compiled = self._sets[is_wide] = self._compiled(is_wide)
        try:
            hits = compiled.Match(line)
        except UnicodeEncodeError:
            line = _encodable(line)
            hits = compiled.Match(line)
        if len(hits) == 1:
            return []
        count = len(self._patterns)
        if not hits:  # out of memory
            hits = range(count)
        text = _marked(line) if is_wide else line
        return [number for number in sorted(hits) if number < count and self._patterns[number].occurs(text, is_wide)]
