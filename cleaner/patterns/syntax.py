"""The syntax of patterns: tokens, and what is refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["PatternError", "Token", "check", "is_anchored", "token_at", "tokens", "upper_pattern"]

_TOKEN_RE = re.compile(
    r"""
    (?P<escape>  \\ (?: [pP] (?: \{[^}]*\} | . ) | x (?: \{[^}]*\} | [0-9A-Fa-f]{2} ) | . ) )
  | (?P<set>     \[ \^? \]? (?: \[:\^?\w+:\] | \\ [pP] \{[^}]*\} | \\ . | [^\]\\] )* \] )
  | (?P<look>    \( \? (?: <?[=!] | [>(\#] | P[=>] | R ) )
  | (?P<group>   \( (?: \? (?: [a-zA-Z-]*: | [a-zA-Z-]+\) | P?<\w+> ) )? )
  | (?P<repeat>  (?: [*+?] | \{\d+ (?: ,\d* )? \} ) [?+]? )
  | (?P<plain>   [^\\\[\](){}*+?|.^$]+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
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
    depth, begun, before = 0, False, ""
    for token in tokens(pattern):
        if token.kind == "group" and token.text.endswith(")"):
            if "m" in token.text:
                return False
        elif not begun:
            begun = token.kind != "set" and token.text in ("^", r"\A")
            if not begun:
                return False
        elif depth == 0 and (token.text == "|" or (token.kind == "repeat" and before in ("^", r"\A"))):
            return False
        else:
            depth += token.kind == "group"
            depth -= token.kind == "plain" and token.text == ")"
        before = token.text
    return begun


def upper_pattern(pattern: str) -> str:
    r"""The pattern with its letters in upper case: what a line set in capitals matches.

    >>> upper_pattern(r"read (?:also|m[oö]re)\b")
    'READ (?:ALSO|M[OÖ]RE)\\b'
    """
    return "".join(
        token.text.upper() if token.kind == "plain" or (token.kind == "set" and "\\" not in token.text) else token.text
        for token in tokens(pattern)
    )
