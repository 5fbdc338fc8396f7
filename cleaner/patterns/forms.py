r"""The forms of a pattern that RE2 is given, besides the one for marked lines.

RE2 takes ``\b \w \d \s`` in their ASCII meanings. The *exact* form is for lines whose letters and numbers are all
ASCII; for others see :mod:`cleaner.patterns.marks`. The *loose* form matches wherever the exact one does and in a few
more places, and is small:

* ``\w \d \s`` and properties of Unicode, those of symbols aside, are taken as their ASCII part or any character
  beyond ASCII;
* bounded gaps (``.{0,40}``), which would need a state for each count, are unbounded;
* word boundaries are left out where the line has letters beyond ASCII.
"""

from __future__ import annotations

import functools

from cleaner.patterns.classes import BEYOND, SPACES_BEYOND, ascii_of, bracketed, class_of
from cleaner.patterns.syntax import Token, rewritten

__all__ = ["exact_form", "loose_form"]

_MOST_COUNTED = 3  # repeats up to this often are kept in the loose form


def _is_script(property_: str) -> bool:
    return property_.startswith((r"\p{", r"\P{")) and len(property_) > len(r"\p{Lu}")


def _narrow(property_: str) -> str:
    """A property in lines whose letters, combining marks and numbers are all ASCII, as the inside of a set."""
    if property_ == r"\s":
        return ascii_of(property_) + SPACES_BEYOND
    kind = property_[2:].strip("{}")[:1]
    if property_[1] in "wd" or (kind in "LMN" and not _is_script(property_)):
        return ascii_of(property_) + (BEYOND if property_[1] == "P" else "")
    return property_


@functools.lru_cache(maxsize=4096)
def _exact_class(token: Token) -> str:
    r"""An escape or a set for lines whose letters and numbers are all ASCII.

    >>> _exact_class(Token("set", r"[^\d,]"))
    '[^,0-9]'
    """
    class_ = class_of(token)
    if class_ is None:
        return token.text
    return bracketed(class_.written + "".join(map(_narrow, class_.properties)), is_negated=class_.is_negated)


def _is_of_signs(property_: str) -> bool:
    """Whether a property is one of symbols, which RE2 knows like everybody."""
    return property_.startswith((r"\p{S", r"\pS")) and not _is_script(property_)


@functools.lru_cache(maxsize=4096)
def _loose_class(token: Token) -> str:
    r"""At least what an escape or a set has.

    >>> _loose_class(Token("set", r"[\d,]"))
    '[,0-9\\x{80}-\\x{10ffff}]'
    """
    class_ = class_of(token)
    if class_ is None:
        return token.text
    signs = [property_ for property_ in class_.properties if _is_of_signs(property_)]
    others = [property_ for property_ in class_.properties if property_ not in signs]
    inside = class_.written + "".join([*map(ascii_of, others), *signs])
    if others and not class_.is_negated:
        inside += BEYOND
    return bracketed(inside, is_negated=class_.is_negated)


def exact_form(pattern: str) -> str:
    """The pattern for a line whose letters, combining marks and numbers are all ASCII.

    Raises:
        PatternError: if a class can't be used.
    """
    return rewritten(pattern, _exact)


def _exact(kind: str, text: str) -> str:
    return _exact_class(Token(kind, text)) if kind in ("escape", "set") else text


_EACH_LINE = {"^": "(?m:^)", r"\A": "(?m:^)", "$": "(?m:$)", r"\z": "(?m:$)", r"\Z": "(?m:$)"}


def loose_form(pattern: str, *, bounded: bool, in_lines: bool = False) -> str:
    r"""A small pattern that matches at least wherever the exact one does.

    Args:
        pattern: the pattern.
        bounded: whether word boundaries are kept.
        in_lines: whether it is for many lines at once.

    >>> loose_form(r"\bget\b.{0,40}\w+", bounded=False)
    'get.*[0-9A-Za-z_\\x{80}-\\x{10ffff}]+'
    """
    each_line = _EACH_LINE if in_lines else {}

    def loose(kind: str, text: str) -> str:
        if text == r"\b":
            return text if bounded else ""
        if kind in ("escape", "plain"):
            return each_line.get(text) or (text if kind == "plain" else _loose_class(Token(kind, text)))
        if kind == "repeat":
            return _loose_repeat(text)
        return _loose_class(Token(kind, text)) if kind == "set" else text

    return rewritten(pattern, loose)


def _loose_repeat(repeat: str) -> str:
    if not repeat.startswith("{"):
        return repeat[0]
    least, _, most = repeat[1 : repeat.index("}")].partition(",")
    if int(most or least) <= _MOST_COUNTED and (most or "," not in repeat):
        return repeat
    return "+" if int(least) else "*"
