"""What a rule is, and the keys it has in YAML."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from cleaner.errors import RuleError
from cleaner.yamlfile import LANGUAGE, ByKey, Choice, Day, Flag, ListOf, Number, Pair, Record, Table, Text

__all__ = [
    "REMOVING",
    "Action",
    "Category",
    "Examples",
    "ReadExample",
    "Rule",
    "Sign",
    "StripExample",
    "Takes",
    "Where",
    "Zone",
]


class _Word(StrEnum):
    """One of a few words, told apart in sets and tables as fast as any word."""

    __hash__ = str.__hash__


class Category(_Word):
    """What a line is that a rule finds."""

    PROMO = "promo"
    RELATED = "related"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    BIO = "bio"
    PAYWALL = "paywall"
    LEGAL = "legal"
    UI = "ui"
    HEADLINE = "headline"


class Action(_Word):
    """What becomes of a block that a rule finds."""

    REMOVE = "remove"  # it counts towards removal
    CUT = "cut"  # so it does, and when it stands in the tail, the rest goes with it
    PROTECT = "protect"  # it stays, whatever other rules say
    CAPTION = "caption"  # it is an image caption
    STRIP = "strip"  # it stays, without what the pattern matches


REMOVING = (Action.REMOVE, Action.CUT)
"""What counts towards removal."""


class Zone(_Word):
    """A part of the article, by position."""

    ANY = "any"
    HEAD = "head"
    INNER = "inner"  # below the first lines, which may be the title
    TAIL = "tail"


class Sign(_Word):
    """What a block is by its place among the others."""

    REPEATED = "repeated"  # it stands there twice in a row, or is the beginning of the next line
    SAID_BEFORE = "said_before"  # one of several paragraphs that stand above, in the same order, or directly above
    DOUBLED = "doubled"  # says the same words twice
    COPIED = "copied"  # a line without sentence end that stands word for word in a paragraph
    HEADLINE_ITEM = "headline_item"  # item of a list of headlines that the text does not announce
    TAIL_LINE = "tail_line"  # like a headline, behind the last paragraph
    AGAIN = "again"  # a few words that stand there two or three times, at last behind the text
    SIGNED = "signed"  # a few words alone behind the last paragraph, which the text does not have
    POST = "post"  # a post of a social network, or the sign-off below it
    TAIL_RUN = "tail_run"  # one of several headlines in a row behind the last paragraph
    CARD = "card"  # of a card of another article, with its headline twice, behind the text
    EXCERPT = "excerpt"  # of the beginnings of other articles, cut off by dots, that all ends with
    OWN_NAME = "own_name"  # names the site, which few of the other lines do
    MENU = "menu"  # entry of a menu before the text
    NEWCOMER = "newcomer"  # near the end, begins with a person of whom the text does not speak
    AUTHOR = "author"  # near the end, begins with a name that a byline has
    TITLE_AGAIN = "title_again"  # says the title again
    BESIDE_TITLE = "beside_title"  # a few words next to the title, before the text
    OVER_TITLE = "over_title"  # stands above the title that the address names, and the text has none of its words
    CLOSING = "closing"  # with weak evidence against it, behind the last paragraph that has none
    APART = "apart"  # speaks to the reader in a report
    ABOVE = "above"  # stands before the first paragraph
    ALT_TEXT = "alt_text"  # a sentence that stands with the caption below it apart from the rest


class Takes(_Word):
    """What a removed block takes with it."""

    NOTHING = "nothing"
    NEXT = "next"  # the block below, if that is no prose
    RUN = "run"  # all blocks below, up to the first prose
    THREAD = "thread"  # the thread of readers' comments below, where marks of such stand there
    COMMENT = "comment"  # as a mark of a comment, with others of its kind, the thread around it


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions on a block and its place, beside the patterns.

    Attributes:
        zone: the part of the article.
        min_words, max_words: bounds of its length, in words (characters / 2 for scripts without spaces).
        ends_sentence: whether its last sign, quotes and brackets aside, ends a sentence; None for either.
        min_link_density: least share of its characters that are links (HTML only; text has 0).
        sign: what it must be by its place among the others.
        rare: whether the rule counts only where it speaks about few of the lines: what many of them have is the
            manner of the text, as "you" is in a guide. A weak one always counts in a report, whose paragraphs don't
            speak to the reader.
        report: whether the rule counts in a report only.
    """

    zone: Zone = Zone.ANY
    min_words: int = 0
    max_words: int = 60
    ends_sentence: bool | None = None
    min_link_density: float = 0.0
    sign: Sign | None = None
    rare: bool = False
    report: bool = False


@dataclass(frozen=True, slots=True)
class ReadExample:
    """A line and the fields that a rule must read in it; None where it must not read the field.

    The names are those of the groups in the rule's patterns. A credit line has no text; the last two are those of
    bylines, which have a date, too.
    """

    line: str
    text: str | None = None
    credit: str | None = None
    slug: str | None = None
    photographer: str | None = None
    agency: str | None = None
    location: str | None = None
    date: str | None = None
    note: str | None = None
    instruction: str | None = None
    author: str | None = None
    reading_time: str | None = None


class Examples(NamedTuple):
    """Lines in one language for one rule, beside those that the rule itself carries.

    Attributes:
        match: lines that it must match, by what the vocabulary of that language says.
        spare: near misses that it must not match by any language.
        error: ready to be raised with another message: it knows the place.
    """

    match: tuple[str, ...]
    spare: tuple[str, ...]
    error: RuleError


@dataclass(frozen=True, slots=True)
class StripExample:
    """A line, and what a rule must leave of it."""

    line: str
    left: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the book, as written (fragments not yet expanded)."""

    id: str
    description: str
    category: Category
    action: Action = Action.REMOVE
    score: float = 1.0
    where: Where = field(default_factory=Where)
    takes: Takes = Takes.NOTHING
    patterns: tuple[str, ...] = ()
    match: tuple[str | ReadExample | StripExample, ...] = ()
    spare: tuple[str, ...] = ()
    languages: frozenset[str] = frozenset()  # empty: any
    host: str | None = None  # with its sub-domains; None: any
    valid_until: datetime.date | None = None
    path: Path | None = None
    line: int = 0
    column: int = 0

    def error(self, message: str) -> RuleError:
        """An error about this rule, at its place."""
        return RuleError(f"rule {self.id!r}: {message}", self.path, self.line, self.column)


_FIELDS_EXAMPLE = Record({field.name: Text() for field in fields(ReadExample)}, ["line"])
_STRIP_EXAMPLE = Record({field.name: Text() for field in fields(StripExample)}, ["line", "left"])
_READ_EXAMPLE = ByKey("left", _STRIP_EXAMPLE, _FIELDS_EXAMPLE)

RULE = Record(
    {
        "description": Text(),
        "category": Choice(Category),
        "action": Choice(Action),
        "score": Number(0, 1),
        "where": Record(
            {
                "zone": Choice(Zone),
                "min_words": Number(0, 100_000, whole=True),
                "max_words": Number(1, 100_000, whole=True),
                "ends_sentence": Flag(),
                "min_link_density": Number(0, 1),
                "sign": Choice(Sign),
                "rare": Flag(),
                "report": Flag(),
            }
        ),
        "takes": Choice(Takes),
        "languages": ListOf(LANGUAGE, least=1),
        "valid_until": Day(),
        "patterns": ListOf(Text(), least=1),
        "examples": Record(
            {"match": ListOf(Pair(Text(), _READ_EXAMPLE), least=1), "spare": ListOf(Text())}, ["match", "spare"]
        ),
    },
    required=["description", "category", "examples"],
)

RULE_FILE = Table(RULE)
VOCABULARY_FILE = Table(Pair(Text(), ListOf(Text(), least=1)))
EXAMPLES_FILE = Table(Record({"match": ListOf(Text()), "spare": ListOf(Text())}))
