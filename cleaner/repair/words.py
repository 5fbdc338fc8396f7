"""Words that lost their space (``whoreportedly``) and slips with one sure reading (``teh``).

Only languages with a slip list or a frequency list are touched. A joined word is split only if it is no word
itself, not even a rare one, and just one pair of common words makes it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleaner.errors import RuleError
from cleaner.ledger import Change
from cleaner.rulebook.load import shipped_folder
from cleaner.yamlfile import Choice, ListOf, Record, Table, Text, read_yaml

__all__ = ["STAGE", "Slip", "Words", "load_slips", "slips_in", "word_changes", "words_of"]

STAGE = "words"
LANGUAGES = frozenset({"en"})
"""Languages with word repair."""

_SMALL_FREQUENCY = 1e-5  # of a half: 1 in 100,000 words (Zipf 4), so that names and abbreviations don't count
_COMMON_FREQUENCY = 1e-3  # of one of the halves at least: a function word such as "who" or "the"
_MIN_JOINED = 6

_LOWER_RE = re.compile(r"(?<![\w@#./\\'’-])[a-z]{6,40}(?![\w@/\\'’-]|\.\w)")
_WORD_RE = re.compile(r"(?<![\w@#./\\'’-])[^\W\d_]+(?![\w@/\\'’-]|\.\w)")


class Slip(NamedTuple):
    """A non-word and what was meant.

    Attributes:
        id: path and name, as for rules.
        wrong: as it stands, in lower case.
        right: what was meant.
        is_framed: whether it counts only between two plain words.
        match: (line, corrected line) pairs it must produce.
        spare: lines it must leave alone.
    """

    id: str
    wrong: str
    right: str
    is_framed: bool
    match: tuple[tuple[str, str], ...]
    spare: tuple[str, ...]
    place: RuleError


_SLIP_FILE = Table(
    Record(
        {
            "wrong": ListOf(Text(), least=1),
            "right": Text(),
            "context": Choice(["any", "between_words"]),
            "examples": Record(
                {
                    "match": ListOf(Record({"line": Text(), "fixed": Text()}, ["line", "fixed"]), least=1),
                    "spare": ListOf(Text()),
                },
                ["match", "spare"],
            ),
        },
        ["wrong", "right", "examples"],
    )
)


def load_slips(folder: Path, language: str) -> list[Slip]:
    """The slips of one language in a rule folder; none if it has no file for it.

    Raises:
        RuleError: if the file is wrong.
    """
    path = folder / "words" / f"{language}.yaml"
    if not path.is_file():
        return []
    entries = (read_yaml(path, _SLIP_FILE) or {}).items()
    return [
        Slip(
            id=f"words.{language}.{name}",
            wrong=wrong,
            right=values["right"],
            is_framed=values.get("context") == "between_words",
            match=tuple((example["line"], example["fixed"]) for example in values["examples"]["match"]),
            spare=values["examples"]["spare"],
            place=RuleError("", path, line, column),
        )
        for name, (line, column, values) in entries
        for wrong in values["wrong"]
    ]


class Words:
    """What is known of the words of one language."""

    def __init__(self, language: str, slips: Sequence[Slip]) -> None:
        from wordfreq import get_frequency_dict

        self.language = language
        self.frequencies: dict[str, float] = get_frequency_dict(language, "large")
        self.slips = {slip.wrong: slip for slip in slips}


@cache
def words_of(language: str) -> Words | None:
    """The words of a language, loaded once; None if there is no word repair for it."""
    return Words(language, load_slips(shipped_folder(), language)) if language in LANGUAGES else None


def word_changes(text: str, words: Words) -> list[Change]:
    """Where words of a block of text are joined or misspelt.

    >>> [change.after for change in word_changes("a man whoreportedly left", words_of("en"))]
    ['who reportedly']
    """
    return sorted([*_splits(text, words), *slips_in(text, words.slips)])


def _splits(text: str, words: Words) -> Iterator[Change]:
    for match in _LOWER_RE.finditer(text):
        joined = match.group()
        if joined not in words.frequencies:
            pair = _split(joined, words.frequencies)
            if pair:
                yield Change(*match.span(), pair, "words.joined", STAGE)


def _split(joined: str, frequencies: dict[str, float]) -> str | None:
    found = None
    for cut in range(2, len(joined) - 1):
        left, right = frequencies.get(joined[:cut], 0.0), frequencies.get(joined[cut:], 0.0)
        if min(left, right) >= _SMALL_FREQUENCY and max(left, right) >= _COMMON_FREQUENCY:
            if found:
                return None
            found = f"{joined[:cut]} {joined[cut:]}"
    return found


def slips_in(text: str, slips: dict[str, Slip]) -> Iterator[Change]:
    """Where slips stand in a text."""
    for match in _WORD_RE.finditer(text):
        slip = slips.get(match.group().lower())
        if slip is None or "[sic]" in text[match.end() : match.end() + 8]:
            continue
        if slip.is_framed and not _is_framed(text, *match.span()):
            continue
        word = match.group()
        if word != word.lower() and not word.istitle():
            continue
        after = slip.right.capitalize() if word.istitle() else slip.right
        yield Change(*match.span(), after, slip.id, STAGE)


_FRAME_LEFT_RE = re.compile(r"(?:^|[^\W\d_]{2,},?) $")
_FRAME_RIGHT_RE = re.compile(r" [^\W\d_]{2,}")


def _is_framed(text: str, start: int, end: int) -> bool:
    return bool(_FRAME_LEFT_RE.search(text[max(0, start - 40) : start]) and _FRAME_RIGHT_RE.match(text, end))
