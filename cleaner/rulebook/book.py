"""The compiled rule book: which rules a line matches, and what a caption rule reads in it."""

from __future__ import annotations

import datetime
import hashlib
import operator
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from cleaner.errors import RuleError
from cleaner.patterns import Lines, Pattern, PatternError, PatternSet
from cleaner.prose import ends_sentence, word_count
from cleaner.rulebook.load import load_rules, load_vocabulary, rule_files, shipped_folder, vocabulary_files
from cleaner.rulebook.model import Action, Category, Examples, ReadExample, Rule, StripExample
from cleaner.rulebook.vocabulary import Variant, Vocabulary
from cleaner.yamlfile import FileState, shown

__all__ = ["Match", "RuleBook", "open_rulebook"]

EVERYWHERE = "en"
"""The language whose wordings stand on pages in all languages."""

ALIKE = {
    **dict.fromkeys(("bs", "cnr", "hr", "sh", "sr"), ("hr", "sr")),
    **dict.fromkeys(("id", "ms"), ("id", "ms")),
}
"""Languages so close that their pages, and what detects a language, take one for the other: they share wordings."""

LETTERS = {
    language: re.compile(letters)
    for letters, languages in (
        ("[\u0370-\u03ff\u1f00-\u1fff]", ("el",)),
        ("[\u0400-\u052f]", ("bg", "ru", "sr", "uk")),
        ("[\u0590-\u05ff]", ("he",)),
        ("[\u0600-\u06ff\u0750-\u077f]", ("ar", "fa", "ur")),
        ("[\u0900-\u097f]", ("hi",)),
        ("[\u0980-\u09ff]", ("bn",)),
        ("[\u0b80-\u0bff]", ("ta",)),
        ("[\u0e00-\u0e7f]", ("th",)),
        ("[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]", ("ja", "zh")),
        ("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]", ("ko",)),
    )
    for language in languages
}
"""Languages in other letters than Latin ones: in a text of unknown language, only lines with a letter of theirs may
be in them."""

MAX_LINE = 4_000  # characters; no line rule looks at a longer block, which is prose or a table

_SHORT = 20  # words; a rule for lines this short is not counted in longer ones


class Match(NamedTuple):
    """A rule that a line matches, and the number of the pattern that did (−1: it has none)."""

    rule: Rule
    pattern: int


class RuleBook:
    """Rules, and the patterns they are made of. Immutable and safe to share between threads.

    Each pattern is for one language or for all. For a text in a known language, those of the language, those
    for all and the English ones are searched for, as pages in all languages have English debris; for a text
    in an unknown language, those of all languages that each line can be in by its letters. Those of a language
    are compiled when first needed.

    Attributes:
        rules: the rules in force.
        patterns: what they are made of, with fragments put in.
        structural: those of them that have no patterns, only conditions.
        signs: what they ask about the place of a block among the others.
        version: a hash of them; two books with the same version treat every text alike.
    """

    def __init__(self, rules: Sequence[Rule], vocabulary: Vocabulary) -> None:
        """Put the fragments into the rules.

        Raises:
            RuleError: if a pattern names an unknown fragment.
        """
        self.rules = tuple(rules)
        self.structural = tuple(rule for rule in self.rules if not rule.patterns)
        self.signs = frozenset(rule.where.sign for rule in self.rules if rule.where.sign)
        self.patterns: list[Pattern] = []
        self._owners: list[Rule] = []
        self._languages: list[str | None] = []
        for rule in self.rules:
            for variant in expand(rule, vocabulary):
                self.patterns.append(Pattern.shared(variant.pattern))
                self._owners.append(rule)
                self._languages.append(variant.language)
        self._sets: dict[tuple[str, bool], tuple[PatternSet, list[int]]] = {}
        self._spoken = tuple(dict.fromkeys([EVERYWHERE, *sorted(filter(None, self._languages))]))
        self.version = self._digest()

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for rule in self.rules:
            digest.update(repr((rule.id, rule.category, rule.action, rule.score, rule.where, rule.takes)).encode())
            digest.update(repr((sorted(rule.languages), rule.host, rule.valid_until)).encode())
        for pattern, language in zip(self.patterns, self._languages, strict=True):
            digest.update(f"{language}\0{pattern.text}\0".encode())
        return digest.hexdigest()[:12]

    def languages(self) -> dict[str, list[str]]:
        """Languages in which each rule has patterns, by the id of the rule; none where it has some for all."""
        spoken: dict[str, set[str | None]] = {rule.id: set() for rule in self.rules}
        for rule, language in zip(self._owners, self._languages, strict=True):
            spoken[rule.id].add(language)
        return {id_: [] if None in found else sorted(filter(None, found)) for id_, found in spoken.items()}

    def check(self) -> None:
        """See whether all patterns can be used; they are compiled one by one, which takes time.

        Raises:
            RuleError: for the first that can't.
        """
        for pattern, rule in zip(self.patterns, self._owners, strict=True):
            try:
                pattern.check()
            except PatternError as error:
                raise rule.error(f"pattern {shown(pattern.text)}: {error.args[0]}") from None

    def search(self, line: str, language: str | None = None, *, protecting: bool = True) -> tuple[Match, ...]:
        """The rules whose patterns occur in a line, each once, with the first of its patterns that does.

        Conditions under ``where`` are not looked at: they need the block and its place.

        Args:
            line: the text of a block.
            language: ISO 639-1 code of the document's language, if known.
            protecting: whether to look for the rules that protect, too.
        """
        return self.search_each([line], language, protecting=protecting)[0]

    def search_each(
        self, texts: Sequence[str], language: str | None = None, *, protecting: bool = True
    ) -> list[tuple[Match, ...]]:
        """The same for each of many lines, in one pass."""
        lines = Lines(_searchable(texts))
        acting = self.search_all(lines, language)
        if not protecting:
            return acting
        return [*map(operator.add, acting, self.search_all(lines, language, protecting=True))]

    def lines(self, texts: Sequence[str]) -> Lines:
        """Lines to search; rules for shorter lines may be left out, but for those that count how often they match."""
        return Lines(_searchable(texts), [word_count(text) for text in texts])

    def search_all(
        self, lines: Lines, language: str | None = None, *, protecting: bool = False
    ) -> list[tuple[Match, ...]]:
        """The same for lines with what is made of them once for all rules.

        Args:
            lines: the lines, from :meth:`lines`.
            language: ISO 639-1 code of the document's language, if known.
            protecting: whether to look for the rules that protect, or for all others.
        """
        hits: list[list[int]] = [[] for _ in range(len(lines))]
        for part in self._parts(language):
            letters = LETTERS.get(part) if language is None else None
            if letters and not any(map(letters.search, lines.texts)):
                continue
            patterns, numbers = self._sets.get((part, protecting)) or self._set_for(part, protecting)
            for index, found in patterns.search_all(lines).items():
                if letters is None or letters.search(lines.texts[index]):
                    hits[index] += [numbers[number] for number in found]
        return [self._matches(found) if found else () for found in hits]

    def _matches(self, numbers: Sequence[int]) -> tuple[Match, ...]:
        """The rules that patterns belong to, each once, with the first of its patterns."""
        found: dict[str, Match] = {}
        for number in sorted(numbers):
            rule = self._owners[number]
            found.setdefault(rule.id, Match(rule, number))
        return tuple(found.values())

    def groups(self, pattern: int, line: str) -> dict[str, tuple[int, int]]:
        """Spans of the named groups of a pattern in a line that it matches."""
        return self.patterns[pattern].search(line) or {}

    def strip_spans(self, pattern: int, line: str) -> list[tuple[int, int]]:
        """What a pattern strips off a line: its group ``strip`` wherever it matches, or all it matches."""
        return self.patterns[pattern].spans(line, "strip")

    def _parts(self, language: str | None) -> tuple[str, ...]:
        """The languages whose patterns are looked for, English standing for those for all languages too."""
        if language is None:
            return self._spoken
        own = (code for code in ALIKE.get(language, (language,)) if code in self._spoken and code != EVERYWHERE)
        return (EVERYWHERE, *own)

    def _set_for(self, part: str, protecting: bool) -> tuple[PatternSet, list[int]]:
        numbers = [
            number
            for number, (rule, language) in enumerate(zip(self._owners, self._languages, strict=True))
            if (language or EVERYWHERE) == part and (rule.action is Action.PROTECT) == protecting
        ]
        bounds = [self._owners[number].where for number in numbers]
        most = [MAX_LINE if where.rare and where.max_words > _SHORT else where.max_words for where in bounds]
        found = PatternSet.shared([self.patterns[number] for number in numbers], most), numbers
        self._sets[part, protecting] = found  # two threads may both come here: the second set replaces its equal
        return found


def _searchable(texts: Sequence[str]) -> list[str]:
    return [text if len(text) <= MAX_LINE else "" for text in texts]


def expand(rule: Rule, vocabulary: Vocabulary) -> list[Variant]:
    """The patterns of a rule with fragments put in, each with its language.

    Raises:
        RuleError: if a pattern names an unknown fragment.
    """
    expanded: list[Variant] = []
    for pattern in rule.patterns:
        try:
            variants = vocabulary.variants(pattern, rule.languages)
        except KeyError as error:
            raise rule.error(f"pattern {shown(pattern)}: {error.args[0]}") from None
        for variant in variants:
            if variant.language is None and rule.languages:
                expanded += [variant._replace(language=language) for language in sorted(rule.languages)]
            else:
                expanded.append(variant)
    return expanded


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
            spans = book.groups(matches[0].pattern, line)
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
        for start, end in reversed(book.strip_spans(match.pattern, line)):
            line = line[:start] + line[end:]
    return line


ANY = "any"
"""Stands for all rules among the lines of a language."""


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
                _protects(rule, line) for rule, _ in whole.search_all(Lines([line]), language, protecting=True)[0]
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


_REMOVING = (Action.REMOVE, Action.CUT)


def _decides(rule: Rule) -> bool:
    """Whether a rule can remove a line alone, wherever it stands."""
    return rule.action in _REMOVING and rule.score >= 1 and rule.where.sign is None


def _protects(rule: Rule, line: str) -> bool:
    """Whether a rule that protects speaks for a line of this length and end."""
    where = rule.where
    return where.min_words <= word_count(line) <= where.max_words and where.ends_sentence in (None, ends_sentence(line))


def open_rulebook(
    folders: Iterable[Path | str] = (),
    *,
    shipped: bool = True,
    base: Path | None = None,
    categories_off: Iterable[Category] = (),
    rules_off: Iterable[str] = (),
    today: datetime.date | None = None,
) -> RuleBook:
    """The shipped rule book with other folders on top.

    Rules from other folders are held to their examples; those of the shipped book are in its tests. The last few books
    are kept: who asks for the same one gets it as it is, unless a file has been written in the meantime.

    Args:
        folders: folders of the user's own.
        shipped: whether to start from the shipped rules; its vocabulary is there in any case.
        base: a whole book to start from instead of the shipped one.
        categories_off: categories whose rules are left out. Captions and protection stay in force.
        rules_off: ids of rules to leave out; an id that ends in "." or ".*" means all that begin with it.
        today: rules whose ``valid_until`` lies before are left out; None takes none of them out.

    Raises:
        RuleError: if a file is wrong, a rule fails its examples, or a rule to switch off doesn't exist.
    """
    own = tuple(map(Path, folders))
    base = base or shipped_folder()
    files = tuple(
        FileState.of(path) for folder in (base, *own) for path in (*vocabulary_files(folder), *rule_files(folder))
    )
    rules, vocabulary = _opened(base, own, shipped, files)
    for wanted in rules_off:
        if not any(is_named(wanted, rule.id) for rule in rules):
            raise RuleError(f"no rule is called {wanted!r}; 'cleaner rules list' shows them all")
    off = frozenset(categories_off)
    kept = tuple(
        rule
        for rule in rules
        if not any(is_named(wanted, rule.id) for wanted in rules_off)
        and not (rule.category in off and rule.action in (*_REMOVING, Action.STRIP))
        and not (today and rule.valid_until and rule.valid_until < today)
    )
    return _book(kept, vocabulary)


@lru_cache(maxsize=4)
def _opened(
    base: Path, own: tuple[Path, ...], shipped: bool, files: tuple[FileState, ...]
) -> tuple[tuple[Rule, ...], Vocabulary]:
    """Rules and vocabulary of a whole book and folders on top, which are proved; read again when a file has changed."""
    del files
    vocabulary = load_vocabulary([base, *own])
    vocabulary.check(own)
    rules = tuple(load_rules([base, *own] if shipped else own))
    for rule in rules:
        if rule.path is not None and not rule.path.is_relative_to(base):
            prove(rule, vocabulary)
    return rules, vocabulary


@lru_cache(maxsize=4)
def _book(rules: tuple[Rule, ...], vocabulary: Vocabulary) -> RuleBook:
    """A book, shared by all that ask for the same rules: what it compiles when first needed, it compiles once."""
    return RuleBook(rules, vocabulary)


def is_named(wanted: str, id_: str) -> bool:
    """Whether a rule is one that is to be switched off: by its id, or the beginning of it up to a dot.

    >>> is_named("common.legal.", "common.legal.rights"), is_named("common", "common.legal.rights")
    (True, False)
    """
    prefix = wanted.removesuffix("*")
    return id_ == wanted or (prefix.endswith(".") and id_.startswith(prefix))
