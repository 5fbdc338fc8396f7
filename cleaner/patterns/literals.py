r"""Literals that a pattern requires: whatever it matches contains one of them.

A pattern is read as a tree. Of each part two things are kept: all that it can match, where that is a short list
("exact"), and else the best lists of which one member each must be there ("needed"). Lists of parts that follow each
other are multiplied, those of alternatives united; a part that may be missing needs nothing. The literals are folded,
as lines are: letters by case, digits into one. They know whether they begin or end at the edge of a word or of the
line, where that is sure.

The method is that of RE2's prefilters and of Google's Code Search (R. Cox, "Regular Expression Matching with a
Trigram Index", 2012), with whole lists in place of trigrams.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from cleaner.patterns.code import HEAD, NO_WORD, PLAIN_SIGNS, coded, is_word
from cleaner.patterns.edges import (
    BOUNDARY,
    CLOSING,
    EDGE,
    ENDS,
    OPENING,
    Literals,
    ended,
    trimmed,
    useful,
)
from cleaner.patterns.parts import (
    ANYTHING,
    EMPTY,
    MOST,
    MOST_ALTERNATIVES,
    NOTHING,
    SIGN,
    Concatenation,
    Part,
    is_optional,
    is_signs,
    product,
    united,
)
from cleaner.patterns.rarity import best, cost
from cleaner.patterns.syntax import Token, token_at

__all__ = [
    "BEGIN",
    "Code",
    "Needed",
    "are_remembered",
    "remember_literals",
    "required_codes",
    "required_literals",
]

_MOST_IN_CLASS = 24  # characters of a class that counts as a list of literals
_MOST_REPEATS = 4  # of a list that is multiplied with itself
_RARE = 1e-5  # a list that fewer places of ordinary text have needs no other beside it
_USUAL = 6e-3  # one that more places have is no help beside another
_EVERYWHERE = 0.1  # one that more places have tells no line from another

Required = tuple[tuple[str, ...], ...]
"""Lists of literals; whatever a pattern matches has one of each list."""

Code = tuple[bytes, bool]
"""What a literal is looked for by in the code of a line, and whether no word may stand behind it."""

Needed = tuple[tuple[Code, ...], ...]
"""The same lists, of codes."""

BEGIN = b"\n "
"""What the code of a literal begins with that can stand only where a line does."""


def required_codes(pattern: str) -> Needed:
    r"""The codes of the literals that a pattern requires.

    >>> required_codes(r"(?i)^\W*read also\b")
    (((b'\n read also ', False),),)
    """
    return tuple(tuple(dict.fromkeys(map(_code_of, literals))) for literals in required_literals(pattern))


def _code_of(literal: str) -> Code:
    core = literal.strip(BOUNDARY + EDGE)
    code = coded(core.replace("\n", " "))
    body = code.lstrip(NO_WORD)
    after = b" " if literal[-1] in (BOUNDARY, EDGE) and not code.endswith(b" ") else b""
    if literal[0] == EDGE and body:
        code = BEGIN + body + after
    else:
        code = (b" " if literal[0] == BOUNDARY else b"") + code + after
    return code[:HEAD], literal[-1] == EDGE and len(code) <= HEAD


def required_literals(pattern: str) -> Required:
    r"""Lists of folded literals; whatever the pattern matches has one of each list. () if nothing is sure.

    >>> required_literals(r"(?i)^\W*(?:join|follow) us on\b.*\bTelegram\W*$")
    (('\x02follow us on\x08', '\x02join us on\x08'),)
    >>> required_literals(r"\d+ (?:min|Std\.)")
    (('0 min', '0 std '),)
    >>> required_literals(r"\w+ly")
    (('ly',),)
    >>> required_literals(r"\w+")
    ()
    """
    found = _remembered.get(pattern) if _remembered is not None else None
    if found is None:
        found = _required(pattern)
        if _remembered is not None:
            _remembered[pattern] = found
    return found


_remembered: dict[str, Required] | None = None


def remember_literals() -> None:
    """From now on, keep what patterns require: for programs that make books of the same rules again and again.

    It saves seconds for a book in all languages, and holds some 15 MB for it.
    """
    global _remembered
    _remembered = {} if _remembered is None else _remembered


def are_remembered() -> bool:
    """Whether :func:`remember_literals` was called."""
    return _remembered is not None


def _required(pattern: str) -> Required:
    if _MULTILINE_RE.search(pattern):
        return ()
    part = _alternatives(pattern)
    needed = best(_needed(part))
    if needed and cost(needed[0]) > _EVERYWHERE:
        return ()
    if needed and (cost(needed[0]) < _RARE or cost(needed[-1]) > _USUAL or _cores(needed[0]) <= _cores(needed[-1])):
        needed = needed[:1]
    return tuple(map(_finished, needed))


@functools.lru_cache(maxsize=512)
def _cores(literals: Literals) -> Literals:
    """The literals without the edges that they know of."""
    return frozenset(literal.strip(ENDS) for literal in literals)


_PLAIN = dict.fromkeys(map(ord, PLAIN_SIGNS), " ")
_DIGITS_RE = re.compile(r"\d")


def folded(text: str) -> str:
    """A text in what all that have the same code have in common.

    >>> folded("Straße 24.")
    'strasse 00 '
    """
    return _DIGITS_RE.sub("0", text.casefold()).translate(_PLAIN)


_MULTILINE_RE = re.compile(r"(?<!\\)\(\?[a-zA-Z]*m[a-zA-Z]*[-:)]")


@functools.lru_cache(maxsize=512)  # lists of fragments are those of many patterns
def _finished(literals: Literals) -> tuple[str, ...]:
    return tuple(_least({trimmed(literal) for literal in literals}))


def _least(literals: Iterable[str]) -> Iterator[str]:
    """The literals without those that begin with another."""
    last = None
    for literal in sorted(literals):
        if last is None or last[-1] in ENDS or not literal.startswith(last):
            last = literal
            yield literal


_GROUPS_RE = re.compile(r"\\(?:[pPx]\{[^}]*\}|.)|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|[()]", re.DOTALL)


def _group_ends(pattern: str) -> dict[int, int]:
    """Where each group ends, by where it begins."""
    ends: dict[int, int] = {}
    open_: list[int] = []
    for match in _GROUPS_RE.finditer(pattern):
        if match.group() == "(":
            open_.append(match.start())
        elif match.group() == ")" and open_:
            ends[open_.pop()] = match.start()
    return ends


@functools.lru_cache(maxsize=2048)  # fragments of the vocabulary stand in many patterns
def _alternatives(pattern: str) -> Part:
    """A pattern, or what stands inside a group."""
    sequences = list(_sequences(pattern))
    if len(sequences) == 1:
        return sequences[0]
    if all(part.exact is not None for part in sequences):
        exact: Literals = frozenset().union(*(part.exact or () for part in sequences))
        if len(exact) <= MOST_ALTERNATIVES:
            return Part(exact)
    needed = united([next(iter(best(_needed(part))), None) for part in sequences])
    return Part(
        None,
        (needed,) if needed else (),
        united([part.exact or part.first for part in sequences]),
        united([part.exact or part.last for part in sequences]),
        all(map(is_signs, sequences)),
        any(map(is_optional, sequences)),
        any(part.is_open for part in sequences),
    )


def _needed(part: Part) -> list[Literals]:
    """The lists of which one literal each stands in whatever a part matches, read from inside its group."""
    exact = frozenset(OPENING + text + CLOSING for text in part.exact) if part.exact is not None else None
    return [*part.needed, *useful(exact)]


def _sequences(pattern: str) -> Iterator[Part]:
    """The alternatives of a pattern."""
    sequence = Concatenation()
    for part in _parts(pattern):
        if part is None:
            yield sequence.whole()
            sequence = Concatenation()
        else:
            sequence.add(part)
    yield sequence.whole()


def _parts(pattern: str) -> Iterator[Part | None]:
    """The parts of a pattern with their repeats; None stands between alternatives."""
    ends = _group_ends(pattern)
    held: Part | None = None  # waits for its repeat
    position = 0
    while position < len(pattern):
        token, start = token_at(pattern, position), position
        position += len(token.text)
        if token.kind == "repeat" and held is not None:
            yield _repeated(held, token.text)
            held = None
            continue
        if held is not None:
            yield held
            held = None
        if token.kind == "group" and not token.text.endswith(")"):
            end = ends.get(start, len(pattern))
            held = _alternatives(pattern[position:end])
            position = end + 1
        elif token.kind == "plain" and token.text == "|":
            yield None
        elif token.kind == "plain" and len(token.text) > 1:
            yield Part(frozenset([folded(token.text[:-1])]))
            held = Part(frozenset([folded(token.text[-1])]))
        else:
            held = _single(token)
    if held is not None:
        yield held


def _single(token: Token) -> Part:
    """What one token matches."""
    if token.kind == "plain":
        if token.text == ".":
            return ANYTHING
        if token.text in ("^", "$"):
            return Part(frozenset([EDGE]))
        return Part(frozenset([folded(token.text)]))
    if token.kind == "set":
        return _class(token.text)
    if token.kind == "escape":
        return _escape(token.text)
    return NOTHING  # flags


def _escape(text: str) -> Part:
    name = text[1]
    if name in "AzZ":
        return Part(frozenset([EDGE]))
    if name == "b":
        return Part(frozenset([BOUNDARY]))
    if name in "Ws":
        return SIGN
    if name == "d":
        return Part(frozenset(["0"]))
    if name in "nrtfv":
        return Part(frozenset([{"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}[name]]))
    return ANYTHING if name.isalnum() else Part(frozenset([folded(name)]))


_MEMBER_RE = re.compile(r"\\[pP]\{[^}]*\}|\[:\^?\w+:\]|\\x\{[^}]*\}|\\.|.", re.DOTALL)


def _class(text: str) -> Part:
    r"""A bracketed set: its characters where they are few.

    >>> _class("[oö]").exact == {"o", "ö"}, _class(r"[^\w»]") is SIGN, _class("[a-z]") is ANYTHING
    (True, True, True)
    """
    if text.startswith("[^"):
        return SIGN if r"\w" in text else ANYTHING
    characters: set[str] = set()
    is_known, is_signs = True, True
    members = _MEMBER_RE.findall(text[1:-1].replace("0-9", "0").replace(r"\d", "0"))
    for index, member in enumerate(members):
        is_range = member == "-" and 0 < index < len(members) - 1
        is_escape = len(member) > 2 or (len(member) == 2 and member[1].isalnum())
        is_known = is_known and not is_range and not is_escape
        is_signs = is_signs and not is_range and (member == r"\s" if is_escape else not is_word(member[-1]))
        characters.add(folded(member[-1]))
    if is_known and 0 < len(characters) <= _MOST_IN_CLASS:
        return Part(frozenset(characters))
    return SIGN if is_signs else ANYTHING


def _repeated(part: Part, repeat: str) -> Part:
    endless = _MOST_REPEATS + 1
    least, most = {"?": (0, 1), "*": (0, endless), "+": (1, endless)}.get(repeat[0], (0, 0))
    if repeat[0] == "{":
        low, comma, high = repeat[1 : repeat.index("}")].partition(",")
        least, most = int(low), int(high or endless) if comma else int(low)
    if (least, most) == (1, 1):
        return part
    if part.exact is not None and (powers := _powers(part.exact, least, most)):
        return Part(powers)
    needed = best(_needed(part)) if least else ()
    if most > 1:  # what opens the first one does not close the last one
        needed = tuple(ended(literals, "") for literals in needed)
    first, last = united([part.exact or part.first]), united([part.exact or part.last])
    return Part(None, needed, first, last, is_signs(part), not least or is_optional(part), part.is_open)


def _powers(exact: Literals, least: int, most: int) -> Literals | None:
    """The literals so many times in a row, if that is a short list."""
    if most > _MOST_REPEATS:
        return None
    power, powers = EMPTY, set(EMPTY if least == 0 else ())
    for count in range(1, most + 1):
        power = product(power, exact)
        if len(power) > MOST:
            return None if count > 1 or most > 1 else frozenset(powers | power)
        if count >= least:
            powers |= power
    return frozenset(powers)
