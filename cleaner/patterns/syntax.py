"""The syntax of patterns: tokens, and what is refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

__all__ = ["PatternError", "Token", "check", "is_anchored", "rewritten", "token_at", "tokens", "upper_pattern"]

_SPECIAL = r"""
    (?P<escape>  \\ (?: [pP] (?: \{[^}]*\} | . ) | x (?: \{[^}]*\} | [0-9A-Fa-f]{2} ) | . ) )
  | (?P<set>     \[ \^? \]? (?: \[:\^?\w+:\] | \\ [pP] \{[^}]*\} | \\ . | [^\]\\] )* \] )
  | (?P<look>    \( \? (?: <?[=!] | [>(\#] | P[=>] | R ) )
  | (?P<group>   \( (?: \? (?: [a-zA-Z-]*: | [a-zA-Z-]+\) | P?<\w+> ) )? )
  | (?P<repeat>  (?: [*+?] | \{\d+ (?: ,\d* )? \} ) [?+]? )
"""
_TOKEN_RE = re.compile(_SPECIAL + r"| (?P<plain> [^\\\[\](){}*+?|.^$]+ | . )", re.VERBOSE | re.DOTALL)
_CHANGEABLE_RE = re.compile(_SPECIAL + r"| (?P<plain> [\^$] )", re.VERBOSE | re.DOTALL)
_BEGINNING_RE = re.compile(r"(?P<flags>(?:\(\?[a-zA-Z-]+\))*)(?:\^|\\A)(?![*+?{])")
_MULTILINE_RE = re.compile(r"\(\?[a-zA-Z]*m[a-zA-Z-]*[:)]")
_NESTING_RE = re.compile(r"\\.|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|[()|]", re.DOTALL)
_REFUSED = (r"\B", r"\G", r"\X", r"\R", r"\K", r"\Q", r"\E", r"\C")


class PatternError(ValueError):
    """A pattern can't be used; the message says why and what to do instead."""


class Token(NamedTuple):
    """A piece of a pattern.

    Attributes:
        kind: escape, set, group (its opening), look, repeat or plain; ``. ^ $ | )`` are plain tokens of their own.
        text: as written.
    """

    kind: str
    text: str


def tokens(pattern: str) -> Iterator[Token]:
    r"""The pieces of a pattern, in order.

    >>> [token.text for token in tokens(r"(?:ab|\d)+$")]
    ['(?:', 'ab', '|', '\\d', ')', '+', '$']
    """
    return map(_token, _TOKEN_RE.finditer(pattern))


def rewritten(pattern: str, change: Callable[[str, str], str]) -> str:
    r"""The pattern with what is put for its escapes, sets, repeats and groups, and for ``^`` and ``$``.

    Args:
        pattern: the pattern.
        change: from the kind and text of a token, what to put for it.

    >>> rewritten(r"(?:ab|\d)+$", lambda kind, text: "" if kind == "plain" else text)
    '(?:ab|\\d)+'
    """
    return _CHANGEABLE_RE.sub(lambda match: change(str(match.lastgroup), match[0]), pattern)


def token_at(pattern: str, position: int) -> Token:
    """The token that begins at a place of a pattern."""
    match = _TOKEN_RE.match(pattern, position)
    assert match is not None  # the last alternative takes any character
    return _token(match)


def _token(match: re.Match[str]) -> Token:
    return Token(str(match.lastgroup), match[0])


def check(pattern: str) -> None:
    """See whether a pattern can be matched in linear time.

    Raises:
        PatternError: at the first token that can't.
    """
    for token in tokens(pattern):
        _check(token)


def _check(token: Token) -> None:
    if token.kind == "look":
        raise PatternError(
            f"{token.text!r} (lookaround, atomic group or condition) is not supported, as it can't be matched in "
            "linear time; match the wider text and list what must stay under examples.spare or in a protect rule"
        )
    if token.kind == "escape":
        if token.text[1] in "123456789":
            raise PatternError(f"back-reference {token.text!r} is not supported: it can't be matched in linear time")
        if token.text in _REFUSED:
            raise PatternError(rf"{token.text} is not supported; use \b, ^ or $, a class, or escape single characters")
    if token.kind == "repeat" and len(token.text) > 1 and token.text.endswith("+"):
        raise PatternError(
            f"possessive repeat {token.text!r} is not supported; RE2 never backtracks, drop the last '+'"
        )


def is_anchored(pattern: str) -> bool:
    r"""Whether a pattern can match only at the beginning of a text; "yes" is sure.

    >>> is_anchored(r"(?i)^\W*kites"), is_anchored("^kites|balloons"), is_anchored("(?m)^kites"), is_anchored("^?kites")
    (True, False, False, False)
    """
    begins = _BEGINNING_RE.match(pattern)
    if begins is None or "m" in begins["flags"] or _MULTILINE_RE.search(pattern):
        return False
    depth = 0
    for match in _NESTING_RE.finditer(pattern, begins.end()):
        sign = match[0]
        if sign == "|" and depth == 0:
            return False
        depth += (sign == "(") - (sign == ")")
    return True


def upper_pattern(pattern: str) -> str:
    r"""The pattern with its letters in upper case: what a line set in capitals matches.

    >>> upper_pattern(r"read (?:also|m[oö]re)\b")
    'READ (?:ALSO|M[OÖ]RE)\\b'
    """
    return "".join(
        token.text.upper() if token.kind == "plain" or (token.kind == "set" and "\\" not in token.text) else token.text
        for token in tokens(pattern)
    )
