"""What is wrong, or asks for trouble, in a rule book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cleaner.authoring.progress import watched
from cleaner.errors import RuleError
from cleaner.html.marks import open_markbook
from cleaner.rulebook import Action, Rule, RuleBook
from cleaner.rulebook.book import expand
from cleaner.rulebook.load import load_examples, load_rules, load_vocabulary, shipped_folder
from cleaner.rulebook.model import REMOVING, ReadExample, StripExample
from cleaner.rulebook.proof import prove, prove_language
from cleaner.rulebook.vocabulary import Vocabulary

__all__ = ["ORDINARY", "Problem", "check"]

ORDINARY = (
    "It rained.",
    "Nobody came.",
    "The council voted on Monday.",
    "“We will read it,” she said.",
    "He shared the photo with a friend.",
    "Two people were hurt, police said.",
    "More than half of them stayed.",
    "The channel was closed in June.",
    "Prices rose by 3.4 per cent in May.",
    "She follows the news every day.",
    "Subscribers left in large numbers.",
    "The letter was written by a child.",
    "Es regnete den ganzen Tag.",
    "Niemand folgte dem Aufruf.",
    "Il a plu toute la journée.",
    "Personne n’a lu la lettre.",
    "Llovió todo el día.",
    "Nadie leyó la carta.",
    "Choveu o dia todo.",
    "Nessuno ha letto la lettera.",
    "Весь день шёл дождь.",
    "Никто не читал письма.",
    "Увесь день ішов дощ.",
    "Cały dzień padał deszcz.",
    "Bütün gün yağmur yağdı.",
    "Het regende de hele dag.",
    "A plouat toată ziua.",
    "Celý den pršelo.",
    "Det regnade hela dagen.",
    "Έβρεχε όλη μέρα.",
    "一日中雨が降った。",
    "雨下了一整天。",
    "하루 종일 비가 왔다.",
    "هطل المطر طوال اليوم.",
    "تمام روز باران بارید.",
    "पूरे दिन बारिश हुई।",
    "Hujan turun sepanjang hari.",
    "Trời mưa cả ngày.",
)
"""Short sentences that no rule has any business with."""

_FEW_SPARED = 2  # near misses; a rule with fewer has hardly been thought about


class Problem(NamedTuple):
    """Something a rule author should look at.

    Attributes:
        is_error: whether the rule must not be used so; else it is advice.
        place: path and line.
        message: what it is.
    """

    is_error: bool
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {'error' if self.is_error else 'advice'}: {self.message}"


def check(folders: Sequence[Path], *, shipped: bool = True) -> list[Problem]:
    """Everything that is wrong with the rules of some folders.

    The shipped vocabulary is there for them; the shipped rules are looked at too if asked for, or as the
    rules that may shadow them.

    Raises:
        RuleError: if a file can't be read as a rule file at all.
    """
    base = shipped_folder()
    vocabulary = load_vocabulary([base, *folders])
    vocabulary.check([base, *folders] if shipped else folders)
    rules = load_rules([base, *folders])
    looked_at = [rule for rule in rules if shipped or (rule.path and not rule.path.is_relative_to(base))]
    broken = {rule.id: error for rule in watched(looked_at, "proving") if (error := _failure(rule, vocabulary))}
    problems = [_error(error) for error in broken.values()]
    usable = [rule for rule in looked_at if rule.id not in broken]
    sound = [rule for rule in rules if rule.id not in broken]
    whole = RuleBook(sound, vocabulary)
    for rule in watched(usable, "checking"):
        problems += _ordinary(rule, vocabulary)
        problems += _near_misses(rule)
        problems += _shadowed(rule, whole)
    problems += _duplicates(usable, vocabulary)
    for folder in (base, *folders) if shipped else folders:
        examples = load_examples(folder)
        for language in watched(sorted(examples), "languages"):
            lines = {id_: found for id_, found in examples[language].items() if id_ not in broken}
            problems += map(_error, prove_language(sound, vocabulary, language, lines, whole))
    return [*dict.fromkeys([*problems, *_selectors(folders, shipped=shipped)])]


def _selectors(folders: Sequence[Path], *, shipped: bool) -> Iterator[Problem]:
    """The first selector that is broken, and those that say the same of a name as another one."""
    try:
        book = open_markbook(folders)
    except RuleError as error:
        yield _error(error)
        return
    base = str(shipped_folder())
    for condition, marks in book.conditions():
        mark = marks[-1]
        if len(marks) > 1 and (shipped or not mark.place.startswith(base)):
            names = " and ".join(repr(other.id) for other in marks[:-1])
            yield Problem(False, mark.place, f"selector {mark.id!r} selects {condition}, which {names} does too")


def _error(error: RuleError) -> Problem:
    return Problem(True, f"{error.path}:{error.line}", error.reason)


def _problem(rule: Rule, message: str, *, is_error: bool = False) -> Problem:
    return Problem(is_error, f"{rule.path}:{rule.line}", f"rule {rule.id!r} {message}")


def _failure(rule: Rule, vocabulary: Vocabulary) -> RuleError | None:
    try:
        prove(rule, vocabulary)
    except RuleError as error:
        return error
    return None


def _ordinary(rule: Rule, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Patterns that match a short ordinary sentence."""
    if not rule.patterns or rule.action is Action.PROTECT:
        return
    book = RuleBook([rule], vocabulary)
    for line in ORDINARY:
        if book.search(line):
            yield _problem(rule, f"matches {line!r}, which is any sentence", is_error=rule.score >= 1)


def _near_misses(rule: Rule) -> Iterator[Problem]:
    if len(rule.spare) < _FEW_SPARED and rule.patterns:
        number = "no near miss" if not rule.spare else "just one near miss"
        yield _problem(rule, f"has {number}; write down {_FEW_SPARED} lines or more that it must spare")


def _shadowed(rule: Rule, whole: RuleBook) -> Iterator[Problem]:
    """Rules all of whose examples another rule finds and decides alone."""
    if rule.action not in REMOVING or not rule.match:
        return
    others: set[str] | None = None
    for example in rule.match:
        line = example.line if isinstance(example, (ReadExample, StripExample)) else example
        deciding = {
            match.rule.id
            for match in whole.search(line)
            if match.rule.id != rule.id and match.rule.action is rule.action and match.rule.score >= 1
        }
        others = deciding if others is None else others & deciding
    for other in sorted(others or ()):
        yield _problem(rule, f"is shadowed: {other!r} finds all its examples too")


def _duplicates(rules: Sequence[Rule], vocabulary: Vocabulary) -> Iterator[Problem]:
    owners: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        for pattern in {variant.pattern for variant in expand(rule, vocabulary)}:
            owners[pattern].append(rule)
    for pattern, users in owners.items():
        if len(users) > 1:
            names = " and ".join(repr(rule.id) for rule in users[:-1])
            yield _problem(users[-1], f"has a pattern that {names} has too: {pattern[:80]!r}")
