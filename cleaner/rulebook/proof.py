"""Rules held to their examples: what each must match, and the near misses that it must spare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from cleaner.errors import RuleError
from cleaner.patterns import Lines
from cleaner.prose import ends_sentence, word_count
from cleaner.rulebook.book import Asked, RuleBook, strip_spans
from cleaner.rulebook.model import REMOVING, Examples, ReadExample, Rule, StripExample
from cleaner.rulebook.vocabulary import Vocabulary
from cleaner.yamlfile import shown

__all__ = ["ANY", "prove", "prove_language"]

ANY = "any"
"""Stands for all rules among the lines of a language."""


def prove(rule: Rule, vocabulary: Vocabulary) -> None:
    """Hold a rule to its examples.

    Raises:
        RuleError: if an example isn't matched or a near miss is, or a caption is read otherwise.
    """
    if not rule.patterns:
        return
    book = RuleBook([rule], vocabulary)
    book.check()

    for example in rule.match:
        line = example if isinstance(example, str) else example.line
        matches = book.search(line)
        if not matches:
            raise rule.error(f"does not match its example {shown(line)}")
        words = word_count(line)
        if not rule.where.min_words <= words <= rule.where.max_words:
            raise rule.error(f"bars its own example by length ({words} words): {shown(line)}")
        if isinstance(example, StripExample):
            left = _stripped(book, line)
            if left != example.left:
                raise rule.error(f"leaves {shown(left)} of its example {shown(line)}")
        if isinstance(example, ReadExample):
            spans = matches[0].pattern.search(line) or {}
            read = {name: line[start:end] for name, (start, end) in spans.items() if end > start}
            wanted = {name: value for name, value in asdict(example).items() if name != "line"}
            wrong = {name: read.get(name) for name, value in wanted.items() if read.get(name) != value}
            if wrong:
                raise rule.error(f"reads {wrong} in its example {shown(line)}")
    for line in rule.spare:
        if book.search(line):
            raise rule.error(f"matches the near miss {shown(line)}, which it must spare")


def _stripped(book: RuleBook, line: str) -> str:
    """A line without all that the rules of a book strip off it."""
    for match in book.search(line):
        for start, end in reversed(strip_spans(match.pattern, line)):
            line = line[:start] + line[end:]
    return line


def prove_language(
    rules: Sequence[Rule],
    vocabulary: Vocabulary,
    language: str,
    examples: Mapping[str, Examples],
    whole: RuleBook | None = None,
) -> list[RuleError]:
    """Hold rules to the lines that a language has for them; all that is wrong, not only the first.

    Args:
        rules: the rules.
        vocabulary: their fragments.
        language: code of the language.
        examples: its lines, by the id of the rule they are for.
        whole: a book of the rules, if there is one already: near misses must survive all languages.
    """
    rules = [rule for rule in rules if rule.patterns]
    spoken = [rule for rule in rules if not rule.languages or language in rule.languages]
    own = RuleBook([replace(rule, languages=frozenset({language})) for rule in spoken], vocabulary)
    whole = whole or RuleBook(rules, vocabulary)
    known = {rule.id: rule for rule in rules}
    spared = list(dict.fromkeys(line for lines in examples.values() for line in lines.spare))
    found_in = dict(zip(spared, whole.search_each(spared), strict=True))
    wrong: list[RuleError] = []
    for id_, (match, spare, error) in examples.items():

        def fail(message: str, error: RuleError = error) -> None:
            wrong.append(RuleError(message, error.path, error.line, error.column))

        if id_ not in known and id_ != ANY:
            fail(f"no rule is called {id_!r}; 'cleaner rules list' shows them all")
            continue
        for line in match:
            where = known[id_].where if id_ in known else None
            if where is None:
                fail(f"{ANY!r} has near misses only, so {line!r} can't be its example")
            elif id_ not in {found.rule.id for found in own.search(line, language)}:
                fail(f"rule {id_!r} does not match its {language} example {line!r}")
            elif not where.min_words <= word_count(line) <= where.max_words:
                fail(f"rule {id_!r} bars its {language} example by length ({word_count(line)} words): {line!r}")
        for line in spare:
            words = word_count(line)
            if id_ == ANY and any(
                _protects(rule, line) for rule, _ in whole.search_all(Lines([line]), language, Asked.PROTECTING)[0]
            ):
                continue
            deciding = [
                rule.id
                for rule, _ in found_in[line]
                if rule.id == id_ or (id_ == ANY and _decides(rule) and rule.where.max_words >= words)
            ]
            if deciding:
                fail(f"rule {deciding[0]!r} matches the {language} near miss {line!r}, which it must spare")
    return wrong


def _decides(rule: Rule) -> bool:
    """Whether a rule can remove a line alone, wherever it stands."""
    return rule.action in REMOVING and rule.score >= 1 and rule.where.sign is None


def _protects(rule: Rule, line: str) -> bool:
    """Whether a rule that protects speaks for a line of this length and end."""
    where = rule.where
    return where.min_words <= word_count(line) <= where.max_words and where.ends_sentence in (None, ends_sentence(line))
