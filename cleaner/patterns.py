r"""Sets of line patterns that are matched all at once, in linear time. The only importer of ``re2``.

RE2 reads a line once, whatever the number of patterns, and can't be made to backtrack. Two things it lacks
are made up for here, so that rule authors may write what they would write elsewhere:

* its ``\w \d \s \b`` know ASCII only. The classes are rewritten to their Unicode meaning. A word boundary
  has no such rewriting, so it takes two passes: the set is asked with a looser pattern, and for a line that
  it reports, a second, exact pattern is tried on a copy of the line in which the boundaries are marked.
* when its memory runs out, a set answers "nothing matches". One pattern in the set matches every line; when
  even that one is missing from the answer, the patterns are tried one at a time.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import re2

__all__ = ["PatternError", "PatternSet", "check_pattern"]

_SET_MEMORY = 512 << 20  # bytes; a ceiling, not an allocation: 10,000 rules need about 100 MB
_MARK = "\ufdd0"  # a noncharacter: never in text that was interchanged by the rules of Unicode

_WORD = r"\p{L}\p{M}\p{N}_"
_DIGIT = r"\p{Nd}"
_SPACE = r"\t-\r\x1c- \x{85}\p{Z}"
_CLASSES = {"w": _WORD, "d": _DIGIT, "s": _SPACE}

_TOKEN_RE = re.compile(
    r"""
    (?P<escape>  \\ (?: [pP] (?: \{[^}]*\} | . ) | x (?: \{[^}]*\} | [0-9A-Fa-f]{2} ) | . ) )
  | (?P<set>     \[ \^? \]? (?: \[:\^?\w+:\] | \\ [pP] \{[^}]*\} | \\ . | [^\]\\] )* \] )
  | (?P<group>   \( (?: \? (?: [a-zA-Z-]*: | [a-zA-Z-]+\) | P?<\w+> ) )? )
  | (?P<look>    \( \? (?: = | ! | <= | <! | > | \( | \# | P= | P> | R ) )
  | (?P<repeat>  (?: [*+?] | \{\d+ (?: ,\d* )? \} ) [?+]? )
  | (?P<plain>   . )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE_RE = re.compile(r"\\(.)", re.DOTALL)
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
        raise PatternError(f"possessive repeat {token.text!r} is not supported; RE2 never backtracks, drop the last '+'")
    return token


def _unicode_class(token: _Token, exclude: str = "") -> str:
    r"""A class in its Unicode meaning; ``exclude`` is never matched by it.

    >>> _unicode_class(_Token("set", r"[^\d,]"))
    '[^\\p{Nd},]'
    """
    if token.kind == "escape":
        name = token.text[1]
        if name in "wds":
            return f"[{_CLASSES[name]}]"
        if name in "WDS":
            return f"[^{_CLASSES[name.lower()]}{exclude}]"
        if name == "P":
            return f"[^{token.text.replace('P', 'p', 1)}{exclude}]" if exclude else token.text
        return token.text
    is_negated = token.text.startswith("[^")
    inner = token.text[2 if is_negated else 1 : -1]

    def expand(match: re.Match[str]) -> str:
        if match.group(1) in ("W", "D", "S"):
            raise PatternError(rf"\{match.group(1)} inside [...] is not supported; list what is meant, or use (?:…|…)")
        return _CLASSES.get(match.group(1), match.group())

    inner = _ESCAPE_RE.sub(expand, inner)
    return f"[^{inner}{exclude}]" if is_negated else f"[{inner}]"


def _loose(pattern: str) -> str:
    r"""The pattern without word boundaries: matches wherever the exact one does, and maybe elsewhere."""
    out = []
    for token in map(_checked, _tokens(pattern)):
        if token.text == r"\b":
            out.append("(?:)")
        else:
            out.append(_unicode_class(token) if token.kind in ("escape", "set") else token.text)
    return "".join(out)


def _exact(pattern: str) -> str:
    r"""The pattern for a line whose word boundaries are marked (see :func:`_marked`)."""
    skip = f"{_MARK}*"
    out = []
    is_dot_all = "(?s" in pattern or "(?is" in pattern
    for token in _tokens(pattern):
        if token.text == r"\b":
            out.append(_MARK)
        elif token.kind in ("escape", "set") and token.text not in (r"\A", r"\z", r"\Z"):
            out.append(f"(?:{_unicode_class(token, _MARK)}{skip})")
        elif token.kind == "plain" and token.text == ".":
            out.append(f"(?:[^{_MARK}{'' if is_dot_all else chr(92) + 'n'}]{skip})")
        elif token.text in ("^", r"\A"):
            out.append(token.text + skip)
        elif token.text in ("$", r"\z", r"\Z"):
            out.append(skip + token.text)
        elif token.kind == "plain" and token.text not in ")|":
            out.append(f"(?:{token.text}{skip})")
        else:
            out.append(token.text)
    return "".join(out)


@functools.cache
def _words() -> re2._Regexp:
    return re2.compile(f"[{_WORD}]+", options=_options())


def _marked(line: str) -> str:
    r"""The line with two marks at each word boundary: room for two ``\b`` in one place.

    Python's ``\b`` would not do: it sees a boundary at each vowel sign of Hindi.
    """
    twice = _MARK * 2
    marked: str = _words().sub(lambda match: f"{twice}{match.group()}{twice}", line.replace(_MARK, " "))
    return marked


def _encoded(line: str) -> bytes:
    """UTF-8, with a question mark for a lone surrogate, which has no UTF-8 form."""
    return line.encode("utf-8", "replace")


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


def check_pattern(pattern: str) -> None:
    """See whether a pattern can be used.

    Raises:
        PatternError: with the reason, and what to write instead.
    """
    _compile(_loose(pattern))


class PatternSet:
    r"""Patterns that are searched for in one pass over a line.

    >>> PatternSet([r"\bété\b", r"\d+ m²", r"(?i)ÉTÉ"]).search("L'été a 12 m²")
    [0, 1, 2]
    >>> PatternSet([r"\bété\b"]).search("répétées")
    []
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        """Compile the patterns.

        Raises:
            PatternError: if one of them can't be used.
        """
        self._patterns = tuple(patterns)
        self._singles: dict[int, re2._Regexp] = {}
        self._set = re2.Set.SearchSet(_options())
        self._bounded = frozenset(
            number
            for number, pattern in enumerate(self._patterns)
            if any(token.text == r"\b" for token in _tokens(pattern))
        )
        for pattern in self._patterns:
            try:
                self._set.Add(_loose(pattern))
            except re2.error:
                check_pattern(pattern)
                raise
        self._always = self._set.Add("")
        self._set.Compile()

    def __len__(self) -> int:
        return len(self._patterns)

    def __reduce__(self) -> tuple[type[PatternSet], tuple[tuple[str, ...]]]:
        return type(self), (self._patterns,)

    def search(self, line: str) -> list[int]:
        """Numbers of the patterns that occur in the line, in rising order."""
        try:
            hits = self._set.Match(line)
        except UnicodeEncodeError:
            line = _encoded(line).decode()
            hits = self._set.Match(line)
        if len(hits) == 1:
            return []
        if not hits:  # out of memory
            hits = [number for number in range(len(self)) if self._loosely(number, line)]
        marked: str | None = None
        found = []
        for number in sorted(hits):
            if number == self._always:
                continue
            if number in self._bounded:
                marked = _marked(line) if marked is None else marked
                if not self._single(number).search(marked):
                    continue
            found.append(number)
        return found

    def groups(self, number: int, line: str) -> dict[str, tuple[int, int]]:
        """Spans of the named groups of one pattern in a line; empty where it doesn't match."""
        marked = _marked(_encoded(line).decode())
        pattern = self._single(number)
        match = pattern.search(marked)
        if match is None:
            return {}
        spans = {name: match.span(group) for name, group in pattern.groupindex.items()}
        return {
            name: (start - marked.count(_MARK, 0, start), end - marked.count(_MARK, 0, end))
            for name, (start, end) in spans.items()
            if start >= 0
        }

    def _loosely(self, number: int, line: str) -> bool:
        return _compile(_loose(self._patterns[number])).search(line) is not None

    def _single(self, number: int) -> re2._Regexp:
        single = self._singles.get(number)
        if single is None:
            single = self._singles[number] = _compile(_exact(self._patterns[number]))
        return single
