r"""Classes of characters in a pattern, ``\w \d \s``, properties of Unicode and bracketed sets, taken apart."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from cleaner.patterns.engine import compiled
from cleaner.patterns.syntax import PatternError, Token

__all__ = ["BEYOND", "NOTHING", "SPACES_BEYOND", "CharacterClass", "ascii_of", "bracketed", "class_of"]

BEYOND = r"\x{80}-\x{10ffff}"
"""All that is beyond ASCII, as the inside of a set."""

NOTHING = r"[^\x00-\x{10ffff}]"
"""A set that no character is in."""

SPACES_BEYOND = r"\x{85}\p{Z}"
r"""What ``\s`` has beyond ASCII, as the inside of a set."""

_ASCII = {r"\w": "0-9A-Za-z_", r"\d": "0-9", r"\s": r"\t-\r\x1c- "}
_MEMBER_RE = re.compile(r"\\[pP](?:\{[^}]*\}|.)|\\x\{[^}]*\}|\\.|\[:\^?\w+:\]|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CharacterClass:
    r"""A class.

    Attributes:
        is_negated: whether it is of all characters but these.
        written: the inside of a set, without what is said by name.
        properties: ``\w \d \s`` and properties of Unicode, positive ones or, within a set, also ``\P{…}``.
    """

    is_negated: bool
    written: str
    properties: tuple[str, ...]

    @property
    def is_beyond(self) -> bool:
        """Whether characters beyond ASCII are written out in it."""
        return not self.written.isascii() or r"\x{" in self.written or "[:^" in self.written


@functools.lru_cache(maxsize=4096)
def class_of(token: Token) -> CharacterClass | None:
    r"""The class that an escape or a set is; None for an escape that is one character.

    >>> class_of(Token("set", r"[^\d,]"))
    CharacterClass(is_negated=True, written=',', properties=('\\d',))
    >>> class_of(Token("escape", r"\P{Lu}"))
    CharacterClass(is_negated=True, written='', properties=('\\p{Lu}',))
    >>> class_of(Token("escape", r"\."))

    Raises:
        PatternError: if it can't be used.
    """
    if token.kind == "escape":
        name = token.text[1]
        if name in "wdspWDSP":
            return CharacterClass(name.isupper(), "", ("\\" + name.lower() + token.text[2:],))
        return None
    is_negated = token.text.startswith("[^")
    written, properties = "", []
    members = _MEMBER_RE.findall(token.text[2 if is_negated else 1 : -1])
    for before, member, behind in zip(["", *members], members, [*members[1:], ""], strict=False):
        if member in (r"\W", r"\D", r"\S"):
            raise PatternError(rf"{member} inside [...] is not supported; list what is meant, or use (?:…|…)")
        if _is_property(member):
            properties.append(member)
        elif member in ("]", "[", "^") or (
            member == "-" and (not before or not behind or _is_property(before) or _is_property(behind))
        ):
            written += rf"\{member}"
        else:
            written += member
    return CharacterClass(is_negated, written, tuple(properties))


def _is_property(member: str) -> bool:
    return member in _ASCII or member[:2] in (r"\p", r"\P")


@functools.cache
def ascii_of(property_: str) -> str:
    r"""The ASCII part of a property, as the inside of a set.

    >>> ascii_of(r"\p{Lu}"), ascii_of(r"\p{Sc}"), ascii_of(r"\p{Lo}")
    ('\\x{41}-\\x{5a}', '\\x{24}-\\x{24}', '')
    """
    if property_ in _ASCII:
        return _ASCII[property_]
    runs = compiled(f"{property_}+").finditer("".join(map(chr, range(128))))
    return "".join(rf"\x{{{run.start():x}}}-\x{{{run.end() - 1:x}}}" for run in runs)


def bracketed(inner: str, *, is_negated: bool = False) -> str:
    """A set with an inside, which may be empty.

    >>> bracketed("a-z"), bracketed("", is_negated=True)
    ('[a-z]', '(?s:.)')
    """
    if is_negated:
        return f"[^{inner}]" if inner else "(?s:.)"
    return f"[{inner}]" if inner else NOTHING
