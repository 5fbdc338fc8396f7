"""Slips with one sure reading (``teh``) and function words that stand twice (``the the``), from YAML lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from cleaner.errors import RuleError
from cleaner.ledger import Change
from cleaner.repair.tokens import REACH, TOKEN, begins_sentence, is_in_prose, is_marked
from cleaner.yamlfile import Choice, ListOf, Record, Table, Text, read_yaml

__all__ = ["STAGE", "Slip", "load_slips", "records_speech", "slips_in"]

STAGE = "words"

_EXAMPLES = Record(
    {
        "match": ListOf(Record({"line": Text(), "fixed": Text()}, ["line", "fixed"]), least=1),
        "spare": ListOf(Text()),
    },
    ["match", "spare"],
)
_SLIP_FILE = Table(
    Record(
        {
            "wrong": ListOf(Text(), least=1),
            "right": Text(),
            "doubled": ListOf(Text(), least=1),
            "context": Choice(["any", "between_words"]),
            "after": ListOf(Text(), least=1),
            "unless": ListOf(Text(), least=1),
            "unless_later": ListOf(Text(), least=1),
            "examples": _EXAMPLES,
        },
        ["examples"],
    )
)

_FILLER_RE = re.compile(
    r"(?i)(?<![\w-])(?:uh|uhm|erm|mhm|mm-hmm|äh|ähm|öhm|euh|ehm|yyy|ээ+|эм|э-э)(?![\w-])|, um,"
    r"|\[(?:crosstalk|inaudible)\]"
)
_ANEW_RE = re.compile(
    r"(?<![\w'’-])(the|and|of|in|to|we|they|you|it|un|la|el|los|le|les|die|der|und|ich|я|и|в), \1(?![\w'’-])"
)
_TWICE_RE = re.compile(r"(?<![\w'’-])([^\W\d_]{1,20}) \1(?![\w'’-])")
_SPOKEN = 100  # words to one that stands twice, at most
_WORD_RE = re.compile(rf"{TOKEN[0]}[^\W\d_]+{TOKEN[1]}")
_FRAME_LEFT_RE = re.compile(r"(?:^|[^\W\d_]{2,},?) $")
_FRAME_RIGHT_RE = re.compile(r" [^\W\d_]{2,}")
_DOUBLED_RIGHT_RE = re.compile(r" [^\W\d_](?:[^\W\d_]| [^\W\d_]{2})")
_BEFORE_RE = re.compile(r"([^\W\d_]+) $")
_BEFORE_DOUBLED_RE = re.compile(r"([^\W\d_]+),? $")
_CLAUSE = 200  # characters, at most
_CLAUSE_END_RE = re.compile(r"[.!?…;:–—()\"“”„«»]")


class Slip(NamedTuple):
    """A non-word and what was meant, or a word that doesn't stand twice in a row.

    Attributes:
        id: path and name, as for rules.
        wrong: as it stands, in lower case.
        right: what was meant; the same as ``wrong`` for a doubled word.
        is_framed: whether it counts only between two plain words.
        after: the words that it counts behind; empty for any.
        unless: the words that may not stand in the sentence before it.
        unless_later: those that may stand there as its first word only.
        match: (line, corrected line) pairs it must produce.
        spare: lines it must leave alone.
        place: an error that knows the place in the file.
    """

    id: str
    wrong: str
    right: str
    is_framed: bool
    after: frozenset[str]
    unless: frozenset[str]
    unless_later: frozenset[str]
    match: tuple[tuple[str, str], ...]
    spare: tuple[str, ...]
    place: RuleError


def load_slips(folder: Path, language: str) -> list[Slip]:
    """The slips of one language in a rule folder; none if it has no file for it.

    Raises:
        RuleError: if the file is wrong.
    """
    path = folder / "words" / f"{language}.yaml"
    if not path.is_file():
        return []
    slips: list[Slip] = []
    for name, (line, column, values) in (read_yaml(path, _SLIP_FILE) or {}).items():
        place = RuleError("", path, line, column)
        doubled = values.get("doubled", ())
        if bool(doubled) == ("wrong" in values or "right" in values) or ("wrong" in values) != ("right" in values):
            raise RuleError(f"slip {name!r} needs either 'wrong' and 'right', or 'doubled'", path, line, column)
        slips += [
            Slip(
                id=f"words.{language}.{name}",
                wrong=wrong,
                right=values.get("right", wrong),
                is_framed=values.get("context") == "between_words",
                after=frozenset(values.get("after", ())),
                unless=frozenset(values.get("unless", ())),
                unless_later=frozenset(values.get("unless_later", ())),
                match=tuple((example["line"], example["fixed"]) for example in values["examples"]["match"]),
                spare=values["examples"]["spare"],
                place=place,
            )
            for wrong in values.get("wrong", doubled)
        ]
    return slips


def records_speech(text: str) -> bool:
    """Whether a text records how somebody spoke: with fillers, function words begun anew, words that stand twice.

    >>> [records_speech(text) for text in ("So, uh, the the mill", "It is the the best best mill", "at the the mill")]
    [True, True, False]
    """
    if _FILLER_RE.search(text) or _ANEW_RE.search(text):
        return True
    twice = sum(1 for _ in _TWICE_RE.finditer(text))
    return twice > 1 and twice * _SPOKEN > text.count(" ")


def slips_in(text: str, slips: Mapping[str, Slip]) -> Iterator[Change]:
    """Where slips stand in a text, in order.

    Args:
        text: a block of text.
        slips: the slips by their wrong form.
    """
    previous = None
    for match in _WORD_RE.finditer(text):
        word = match.group()
        slip = slips.get(word.lower())
        if slip is not None:
            if slip.wrong == slip.right:
                if previous and _is_doubled(text, previous, match) and _stands_so(text, previous.start(), slip):
                    yield Change(previous.end(), match.end(), "", slip.id, STAGE)
                    continue
            elif (
                word.islower() or (word.istitle() and (slip.right.istitle() or begins_sentence(text, match)))
            ) and _counts(text, match, slip):
                yield Change(*match.span(), slip.right.capitalize() if word.istitle() else slip.right, slip.id, STAGE)
        previous = match


def _is_doubled(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether a word, lower case, stands again behind a blank; ``The the`` counts, the band ``The The`` doesn't."""
    return (
        second.group().islower()
        and first.group().lower() == second.group()
        and text[first.end() : second.start()] == " "
        and (first.group().islower() or (first.group().istitle() and len(first.group()) > 1))
        and _DOUBLED_RIGHT_RE.match(text, second.end()) is not None
    )


def _stands_so(text: str, place: int, slip: Slip) -> bool:
    """Whether a doubled word stands behind one of those it must, and in its sentence behind none that it may not."""
    if slip.after:
        before = _BEFORE_DOUBLED_RE.search(text[max(0, place - REACH) : place])
        return before is not None and before.group(1).lower() in slip.after
    if slip.unless:
        start = max((match.end() for match in _CLAUSE_END_RE.finditer(text, max(0, place - _CLAUSE), place)), default=0)
        words = _WORD_RE.findall(text[max(start, place - _CLAUSE) : place].lower())
        return bool(words) and slip.unless.isdisjoint(words) and slip.unless_later.isdisjoint(words[1:])
    return True


def _counts(text: str, match: re.Match[str], slip: Slip) -> bool:
    start, end = match.span()
    left = text[max(0, start - REACH) : start]
    if is_marked(text, match) or not is_in_prose(text, match):
        return False
    if slip.is_framed and not (_FRAME_LEFT_RE.search(left) and _FRAME_RIGHT_RE.match(text, end)):
        return False
    if slip.after:
        before = _BEFORE_RE.search(left)
        return before is not None and before.group(1).lower() in slip.after
    return True
