"""The compiled rule book: which rules a line matches, and what a caption rule reads in it."""

from __future__ import annotations

import hashlib
import operator
import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from cleaner.patterns import Lines, Pattern, PatternError, PatternSet
from cleaner.prose import word_count
from cleaner.rulebook.model import Action, Category, Rule
from cleaner.rulebook.vocabulary import Variant, Vocabulary
from cleaner.yamlfile import shown

__all__ = ["Asked", "Match", "RuleBook", "expand"]

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


class Asked(Enum):
    """Which rules to look for."""

    ACTING = "all but those that protect"
    PROTECTING = "those that protect"
    READING = "those of the acting ones that read captions and credits"

    def has(self, rule: Rule) -> bool:
        """Whether a rule is one of them."""
        if self is Asked.READING:
            return rule.action is Action.CAPTION or (
                rule.category is Category.CREDIT and rule.action is not Action.PROTECT
            )
        return (rule.action is Action.PROTECT) == (self is Asked.PROTECTING)


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
        self._sets: dict[tuple[str, Asked], tuple[PatternSet, list[int]]] = {}
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

    def search(self, line: str, language: str | None = None) -> tuple[Match, ...]:
        """The rules whose patterns occur in a line, each once, with the first of its patterns that does.

        Conditions under ``where`` are not looked at: they need the block and its place.

        Args:
            line: the text of a block.
            language: ISO 639-1 code of the document's language, if known.
        """
        return self.search_each([line], language)[0]

    def search_each(self, texts: Sequence[str], language: str | None = None) -> list[tuple[Match, ...]]:
        """The same for each of many lines, in one pass."""
        lines = self.unbounded(texts)
        acting, protecting = (self.search_all(lines, language, asked) for asked in (Asked.ACTING, Asked.PROTECTING))
        return [*map(operator.add, acting, protecting)]

    def unbounded(self, texts: Sequence[str]) -> Lines:
        """Lines to search with all rules, those for shorter lines too."""
        return Lines(_searchable(texts))

    def lines(self, texts: Sequence[str]) -> Lines:
        """Lines to search; rules for shorter lines may be left out, but for those that count how often they match."""
        return Lines(_searchable(texts), [word_count(text) for text in texts])

    def search_all(
        self, lines: Lines, language: str | None = None, asked: Asked = Asked.ACTING
    ) -> list[tuple[Match, ...]]:
        """The same for lines with what is made of them once for all rules.

        Args:
            lines: the lines, from :meth:`lines`.
            language: ISO 639-1 code of the document's language, if known.
            asked: which rules to look for.
        """
        hits: list[list[int]] = [[] for _ in range(len(lines))]
        for part in self._parts(language):
            letters = LETTERS.get(part) if language is None else None
            if letters and not any(map(letters.search, lines.texts)):
                continue
            patterns, numbers = self._sets.get((part, asked)) or self._set_for(part, asked)
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

    def _set_for(self, part: str, asked: Asked) -> tuple[PatternSet, list[int]]:
        numbers = [
            number
            for number, (rule, language) in enumerate(zip(self._owners, self._languages, strict=True))
            if (language or EVERYWHERE) == part and asked.has(rule)
        ]
        bounds = [self._owners[number].where for number in numbers]
        most = [MAX_LINE if where.rare and where.max_words > _SHORT else where.max_words for where in bounds]
        found = PatternSet.shared([self.patterns[number] for number in numbers], most), numbers
        self._sets[part, asked] = found  # two threads may both come here: the second set replaces its equal
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
