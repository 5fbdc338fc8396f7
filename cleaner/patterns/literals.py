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
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleaner.language import function_words
from cleaner.patterns.code import PLAIN_SIGNS, is_word
from cleaner.patterns.syntax import Token, token_at

__all__ = ["BOUNDARY", "EDGE", "Required", "are_remembered", "remember_literals", "required_literals"]

BOUNDARY = "\b"
"""Stands in a literal for the edge of a word."""

EDGE = "\x02"
"""Stands in a literal for the edge of the line: nothing of a word lies beyond."""

_OPENING = "\x03"  # stands for what stands before a group, as long as only the group is looked at
_OPENING_OR_SIGN = "\x04"  # the same, or a sign in place of it
_CLOSING = "\x05"  # stands for what stands behind a group, perhaps with signs between
_CLOSING_OR_SIGN = "\x06"  # the same, or a sign in place of it
_ENDS = BOUNDARY + EDGE + _OPENING + _OPENING_OR_SIGN + _CLOSING + _CLOSING_OR_SIGN
_NOTHING_SPECIAL = _ENDS + "".join(PLAIN_SIGNS)

_MOST = 64  # products of lists longer than this are not made: the longer list is taken apart
_MOST_ALTERNATIVES = 600  # longer lists are needed, no longer multiplied
_MOST_IN_CLASS = 24  # characters of a class that counts as a list of literals
_MOST_REPEATS = 4  # of a list that is multiplied with itself
_MOST_NEEDED = 2  # lists that are kept
_RARE = 1e-5  # a list that fewer places of ordinary text have needs no other beside it
_USUAL = 6e-3  # one that more places have is no help beside another
_EVERYWHERE = 0.1  # one that more places have tells no line from another

# How often a character stands at a place of ordinary text, roughly: English letters by rank, all others by kind.
_RANKED = "etaoinshrdlcumwfgypbvkjxqz"
_LETTER = {letter: 0.12 * 0.84**rank for rank, letter in enumerate(_RANKED)}
_FREQUENCY = dict.fromkeys(_ENDS, 0.3) | {EDGE: 0.005}
_FREQUENCY |= dict.fromkeys(PLAIN_SIGNS, 0.2) | dict.fromkeys("–—:!?()", 0.0005)
_COMMON_WORD = 1e-3
_DIGIT, _LETTER_BEYOND, _OTHER = 0.02, 0.04, 0.0002

_Literals = frozenset[str]

Required = tuple[tuple[str, ...], ...]
"""Lists of literals; whatever a pattern matches has one of each list."""


class _Part(NamedTuple):
    """What is known of a part of a pattern.

    Attributes:
        exact: all that it can match, or None if that is no short list.
        needed: lists of literals; one of each stands in whatever it matches. The best one is first.
        first: with one of these begins whatever it matches, unless that is nothing; None if that isn't known.
        last: with one of these it ends, perhaps with signs behind it.
        is_signs: whether nothing that it matches holds a character of a word. Told by ``exact`` where that is known.
        is_optional: whether it can match nothing at all. Told by ``exact`` as well.
        is_open: whether signs may stand behind its ``last``.
    """

    exact: _Literals | None
    needed: tuple[_Literals, ...] = ()
    first: _Literals | None = None
    last: _Literals | None = None
    is_signs: bool = False
    is_optional: bool = False
    is_open: bool = False


_EMPTY = frozenset([""])
_NOTHING = _Part(_EMPTY)
_ANYTHING = _Part(None)
_SIGN = _Part(None, is_signs=True)


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
    needed = _best(_needed(part))
    if needed and _cost(needed[0]) > _EVERYWHERE:
        return ()
    if needed and (_cost(needed[0]) < _RARE or _cost(needed[-1]) > _USUAL or _cores(needed[0]) <= _cores(needed[-1])):
        needed = needed[:1]
    return tuple(map(_finished, needed))


@functools.lru_cache(maxsize=512)
def _cores(literals: _Literals) -> _Literals:
    """The literals without the edges that they know of."""
    return frozenset(literal.strip(_ENDS) for literal in literals)


_PLAIN = dict.fromkeys(map(ord, PLAIN_SIGNS), " ")
_DIGITS_RE = re.compile(r"\d")


def folded(text: str) -> str:
    """A text in what all that have the same code have in common.

    >>> folded("Straße 24.")
    'strasse 00 '
    """
    return _DIGITS_RE.sub("0", text.casefold()).translate(_PLAIN)


_MULTILINE_RE = re.compile(r"(?<!\\)\(\?[a-zA-Z]*m[a-zA-Z]*[-:)]")


_NO_ENDS = dict.fromkeys(map(ord, _ENDS))


def _trimmed(literal: str) -> str:
    """The literal with edges at its ends only, and those of a word only beside a word."""
    core = literal.strip(_ENDS)
    before, after = literal.split(core, 1)
    core = core.translate(_NO_ENDS)
    return _edge(before, core[:1]) + core + _edge(after, core[-1:])


def _edge(ends: str, character: str) -> str:
    """The strongest of edges beside a character."""
    if EDGE in ends:
        return EDGE
    return BOUNDARY if BOUNDARY in ends and is_word(character) else ""


def _useful(literals: _Literals | None) -> tuple[_Literals, ...]:
    """The literals, unless one of them is nothing but edges and plain signs, so that every line has it."""
    return (literals,) if literals and all(literal.strip(_NOTHING_SPECIAL) for literal in literals) else ()


@functools.lru_cache(maxsize=512)  # lists of fragments are those of many patterns
def _finished(literals: _Literals) -> tuple[str, ...]:
    return tuple(_least({_trimmed(literal) for literal in literals}))


def _least(literals: Iterable[str]) -> Iterator[str]:
    """The literals without those that begin with another."""
    last = None
    for literal in sorted(literals):
        if last is None or last[-1] in _ENDS or not literal.startswith(last):
            last = literal
            yield literal


def _weight(literal: str) -> float:
    """How often a literal can be expected at a place of ordinary text: the less, the better it tells a line.

    Where there is one digit, there are more: several count as one. Function words are in every text of their language.
    """
    weight = math.prod(map(_weight_of, literal.replace("00", "0").replace("00", "0")))
    core = literal.strip(_NOTHING_SPECIAL)
    is_common = core in function_words() and not literal.startswith(core) and not literal.endswith(core)
    return max(weight, _COMMON_WORD * (_FREQUENCY[EDGE] if EDGE in literal else 1)) if is_common else weight


@functools.cache
def _weight_of(character: str) -> float:
    if character in _FREQUENCY:
        return _FREQUENCY[character]
    if character in _LETTER:
        return _LETTER[character]
    if character.isdigit():
        return _DIGIT
    return _LETTER_BEYOND if character.isalpha() and character < "\u0700" else _OTHER


@functools.lru_cache(maxsize=1024)
def _cost(literals: _Literals) -> float:
    return sum(map(_weight, literals))


def _best(lists: Iterable[_Literals]) -> tuple[_Literals, ...]:
    """The lists that the fewest lines are expected to have a literal of, best first."""
    return tuple(sorted(dict.fromkeys(lists), key=_cost)[:_MOST_NEEDED])


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
def _alternatives(pattern: str) -> _Part:
    """A pattern, or what stands inside a group."""
    sequences = list(_sequences(pattern))
    if len(sequences) == 1:
        return sequences[0]
    if all(part.exact is not None for part in sequences):
        exact: _Literals = frozenset().union(*(part.exact or () for part in sequences))
        if len(exact) <= _MOST_ALTERNATIVES:
            return _Part(exact)
    needed = _united([next(iter(_best(_needed(part))), None) for part in sequences])
    return _Part(
        None,
        (needed,) if needed else (),
        _united([part.exact or part.first for part in sequences]),
        _united([part.exact or part.last for part in sequences]),
        all(map(_is_signs, sequences)),
        any(map(_is_optional, sequences)),
        any(part.is_open for part in sequences),
    )


def _needed(part: _Part) -> list[_Literals]:
    """The lists of which one literal each stands in whatever a part matches, read from inside its group."""
    exact = frozenset(_OPENING + text + _CLOSING for text in part.exact) if part.exact is not None else None
    return [*part.needed, *_useful(exact)]


def _united(lists: Sequence[_Literals | None]) -> _Literals | None:
    """All of the lists in one, or None if one of them isn't known or holds nothing."""
    if not all(literals and "" not in literals for literals in lists):
        return None
    return frozenset().union(*(literals or () for literals in lists))


def _sequences(pattern: str) -> Iterator[_Part]:
    """The alternatives of a pattern."""
    sequence = _Sequence()
    for part in _parts(pattern):
        if part is None:
            yield sequence.whole()
            sequence = _Sequence()
        else:
            sequence.add(part)
    yield sequence.whole()


def _parts(pattern: str) -> Iterator[_Part | None]:
    """The parts of a pattern with their repeats; None stands between alternatives."""
    ends = _group_ends(pattern)
    held: _Part | None = None  # waits for its repeat
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
            yield _Part(frozenset([folded(token.text[:-1])]))
            held = _Part(frozenset([folded(token.text[-1])]))
        else:
            held = _single(token)
    if held is not None:
        yield held


def _single(token: Token) -> _Part:
    """What one token matches."""
    if token.kind == "plain":
        if token.text == ".":
            return _ANYTHING
        if token.text in ("^", "$"):
            return _Part(frozenset([EDGE]))
        return _Part(frozenset([folded(token.text)]))
    if token.kind == "set":
        return _class(token.text)
    if token.kind == "escape":
        return _escape(token.text)
    return _NOTHING  # flags


def _escape(text: str) -> _Part:
    name = text[1]
    if name in "AzZ":
        return _Part(frozenset([EDGE]))
    if name == "b":
        return _Part(frozenset([BOUNDARY]))
    if name in "Ws":
        return _SIGN
    if name == "d":
        return _Part(frozenset(["0"]))
    if name in "nrtfv":
        return _Part(frozenset([{"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}[name]]))
    return _ANYTHING if name.isalnum() else _Part(frozenset([folded(name)]))


_MEMBER_RE = re.compile(r"\\[pP]\{[^}]*\}|\[:\^?\w+:\]|\\x\{[^}]*\}|\\.|.", re.DOTALL)


def _class(text: str) -> _Part:
    r"""A bracketed set: its characters where they are few.

    >>> _class("[oö]").exact == {"o", "ö"}, _class(r"[^\w»]") is _SIGN, _class("[a-z]") is _ANYTHING
    (True, True, True)
    """
    if text.startswith("[^"):
        return _SIGN if r"\w" in text else _ANYTHING
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
        return _Part(frozenset(characters))
    return _SIGN if is_signs else _ANYTHING


def _repeated(part: _Part, repeat: str) -> _Part:
    endless = _MOST_REPEATS + 1
    least, most = {"?": (0, 1), "*": (0, endless), "+": (1, endless)}.get(repeat[0], (0, 0))
    if repeat[0] == "{":
        low, comma, high = repeat[1 : repeat.index("}")].partition(",")
        least, most = int(low), int(high or endless) if comma else int(low)
    if (least, most) == (1, 1):
        return part
    if part.exact is not None and (powers := _powers(part.exact, least, most)):
        return _Part(powers)
    needed = _best(_needed(part)) if least else ()
    if most > 1:  # what opens the first one does not close the last one
        needed = tuple(_ended(literals, "") for literals in needed)
    first, last = _united([part.exact or part.first]), _united([part.exact or part.last])
    return _Part(None, needed, first, last, _is_signs(part), not least or _is_optional(part), part.is_open)


def _powers(exact: _Literals, least: int, most: int) -> _Literals | None:
    """The literals so many times in a row, if that is a short list."""
    if most > _MOST_REPEATS:
        return None
    power, powers = _EMPTY, set(_EMPTY if least == 0 else ())
    for count in range(1, most + 1):
        power = _product(power, exact)
        if len(power) > _MOST:
            return None if count > 1 or most > 1 else frozenset(powers | power)
        if count >= least:
            powers |= power
    return frozenset(powers)


def _is_signs(part: _Part) -> bool:
    if part.exact is None:
        return part.is_signs
    return not any(is_word(character) for text in part.exact for character in text)


def _is_optional(part: _Part) -> bool:
    return part.is_optional if part.exact is None else "" in part.exact


def _edge_before(part: _Part) -> str:
    """The edge at which whatever stands before the part ends."""
    if part.exact is None:
        return BOUNDARY if part.is_signs and not part.is_optional else ""
    if all(text[:1] == EDGE for text in part.exact):
        return EDGE
    return BOUNDARY if all(text and not is_word(text[0]) for text in part.exact) else ""


def _edge_after(literals: _Literals) -> str:
    """The edge at which whatever stands after any of the literals begins, perhaps with signs between."""
    for edge in (EDGE, _OPENING):
        if all(edge in text and not any(map(is_word, text)) for text in literals):
            return edge
    if not all(text and not is_word(text[-1]) for text in literals):
        return ""
    return _OPENING_OR_SIGN if any(text[-1] in _OPENINGS for text in literals) else BOUNDARY


_OPENINGS = (_OPENING, _OPENING_OR_SIGN)


def _opened(literals: _Literals, before: str) -> _Literals:
    """The literals of a group behind this edge."""
    instead = BOUNDARY if before in (BOUNDARY, EDGE) else before and _OPENING_OR_SIGN
    return frozenset(text.replace(_OPENING, before).replace(_OPENING_OR_SIGN, instead) for text in literals)


def _ended(literals: _Literals, after: str) -> _Literals:
    """The literals of a group before this edge."""
    instead = BOUNDARY if after in (BOUNDARY, EDGE) else after and _CLOSING_OR_SIGN
    return frozenset(text.replace(_CLOSING, after).replace(_CLOSING_OR_SIGN, instead) for text in literals)


def _closed(literals: _Literals) -> _Literals:
    """The literals as they are read from before the group."""
    return frozenset(text.lstrip("".join(_OPENINGS)) for text in literals)


def _may_follow(part: _Part) -> bool:
    """Whether a part may be missing, and begins with a sign if it is there."""
    if part.exact is not None:
        return "" in part.exact and not any(is_word(text[0]) for text in part.exact if text)
    return part.is_optional and bool(part.first) and not any(is_word(text[0]) for text in part.first or ())


class _Sequence:
    """Parts that follow each other, put together one by one."""

    def __init__(self) -> None:
        self._first: _Literals | None = None
        self._last = frozenset([_OPENING])  # all that the parts since the last unknown one can match
        self._waiting: _Literals | None = None  # literals before what may be missing: the next part tells how they end
        self._is_apart = False  # whether more than signs may stand between those and what comes next
        self._pending: list[_Literals] = []  # the same for literals that end with a group
        self._needed: list[_Literals] = []
        self._is_exact = self._is_signs = self._is_optional = True

    def add(self, part: _Part) -> None:
        """Put a part behind the others."""
        self._is_signs = self._is_signs and _is_signs(part)
        self._is_optional = self._is_optional and _is_optional(part)
        if _is_signs(part) and _is_optional(part):
            pass
        elif _may_follow(part):
            self._is_apart = self._waiting is not None
            self._pending = [_ended(literals, _CLOSING_OR_SIGN) for literals in self._pending]
        else:
            self._settle(_edge_before(part))
        before = _edge_after(self._last)
        if part.exact is not None and len(product := _product(self._last, part.exact)) <= _MOST:
            self._last = product
        elif _is_signs(part):
            self._pass(part, before)
        elif part.exact is not None:
            self._break(part.exact, frozenset(before + text for text in part.exact))
        else:
            if _may_follow(part) and self._waiting is None:
                self._waiting, self._is_apart = self._last, True
            self._break(None if part.is_optional else part.first, part.last, part.is_optional)
            if part.is_open:
                self._settle("")
                self._waiting, self._last = self._last, _EMPTY
        self._pending += [_opened(literals, before) for literals in part.needed]

    def whole(self) -> _Part:
        """All of the parts as one."""
        if self._is_exact:
            return _Part(_closed(self._last))
        is_open = self._waiting is not None and not self._is_apart
        last = _closed(self._waiting if is_open and self._waiting else self._last)
        self._settle(_CLOSING)
        self._need(self._last, _CLOSING)
        return _Part(
            None,
            _best(self._needed),
            self._first,
            None if "" in last else last,
            self._is_signs,
            self._is_optional,
            is_open,
        )

    def _settle(self, edge: str) -> None:
        """Need the literals that wait, with the edge before what comes now."""
        if self._waiting is not None:
            closing = _CLOSING_OR_SIGN if self._is_apart else _CLOSING
            self._pending.append(frozenset(literal + closing for literal in self._waiting))
        for literals in self._pending:
            self._need(_ended(literals, edge))
        self._waiting, self._is_apart, self._pending = None, False, []

    def _break(self, first: _Literals | None, last: _Literals | None, is_optional: bool = False) -> None:
        """Go past a part of which not all is known, but perhaps how it begins and ends."""
        known = self._last
        if first is not None and len(known) * len(first) <= _MOST_ALTERNATIVES:
            known = _product(known, first)
        self._leave(None if known is self._waiting else known)
        self._last = (self._last | last if is_optional else last) if last else _EMPTY

    def _pass(self, part: _Part, before: str) -> None:
        """Go past signs of which not all is known, or which are too many together with what stands before."""
        is_optional = _is_optional(part)
        if is_optional:
            self._waiting = self._waiting or self._last
            self._leave(None)
        else:
            self._leave(self._last, _edge_before(part))
        self._last = frozenset([before if is_optional or before == EDGE else BOUNDARY])

    def _leave(self, known: _Literals | None, edge: str = "") -> None:
        if known is not None:
            self._need(known, edge)
        if self._is_exact:
            first = _closed(known) if known else _EMPTY
            self._first = None if "" in first else first
        self._is_exact = False

    def _need(self, literals: _Literals, edge: str = "") -> None:
        self._needed += _useful(frozenset(literal + edge for literal in literals) if edge else literals)


def _product(first: _Literals, second: _Literals) -> _Literals:
    """Each of the first literals with each of the second behind it."""
    return frozenset(one + other for one in first for other in second)
