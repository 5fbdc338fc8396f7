"""The compiled rule book: which rules a line matches, and what a caption rule reads in it."""

from __future__ import annotations

import hashlib
import operator
import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from cleaner.patterns import Lines, Pattern, PatternError, PatternSet
from cleaner.prose import word_count
from cleaner.rulebook.model import Action, Category, Rule
from cleaner.rulebook.vocabulary import Variant, Vocabulary
from cleaner.yamlfile import shown

__all__ = ["Asked", "Match", "RuleBook", "expand", "strip_spans"]

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
    """A rule that a line matches, and which of its patterns does."""

    rule: Rule
    pattern: Pattern


class _Owned(NamedTuple):
    """A pattern of a rule, and its place among all patterns of the book."""

    place: tuple[int, int, str]
    rule: Rule
    pattern: Pattern


class RuleBook:
    """Rules, and the patterns they are made of. Immutable and safe to share between threads.

    Each pattern is for one language or for all. For a text in a known language, those of the language, those
    for all and the English ones are searched for, as pages in all languages have English debris; for a text
    in an unknown language, those of all languages that each line can be in by its letters. Those of a language
    are put together and compiled when first needed.

    Attributes:
        rules: the rules in force.
        structural: those of them that have no patterns, only conditions.
        signs: what they ask about the place of a block among the others.
    """

    def __init__(self, rules: Sequence[Rule], vocabulary: Vocabulary) -> None:
        """Take rules and the fragments that they use.

        Raises:
            RuleError: if a pattern names an unknown fragment.
        """
        self.rules = tuple(rules)
        self.structural = tuple(rule for rule in self.rules if not rule.patterns)
        self.signs = frozenset(rule.where.sign for rule in self.rules if rule.where.sign)
        self._vocabulary = vocabulary
        for rule in self.rules:
            for pattern in rule.patterns:
                if wrong := vocabulary.unknown(pattern):
                    raise rule.error(f"pattern {shown(pattern)}: {wrong}")
        self._sets: dict[tuple[str, Asked], tuple[PatternSet, list[_Owned]]] = {}
        codes = sorted(vocabulary.languages.union(*(rule.languages for rule in self.rules)))
        self._spoken = tuple(dict.fromkeys([EVERYWHERE, *codes]))

    @cached_property
    def version(self) -> str:
        """A hash of rules and fragments; two books with the same version treat every text alike."""
        digest = hashlib.sha256(self._vocabulary.version.encode())
        for rule in self.rules:
            digest.update(repr((rule.id, rule.category, rule.action, rule.score, rule.where, rule.takes)).encode())
            digest.update(repr((rule.patterns, sorted(rule.languages), rule.host, rule.valid_until)).encode())
        return digest.hexdigest()[:12]

    def patterns(self) -> Iterator[tuple[Rule, Pattern]]:
        """All patterns of each rule, with fragments put in."""
        for rule in self.rules:
            for variant in expand(rule, self._vocabulary):
                yield rule, Pattern.shared(variant.pattern)

    def languages(self) -> dict[str, list[str]]:
        """Languages in which each rule has patterns, by the id of the rule; none where it has some for all."""
        spoken = {rule.id: {variant.language for variant in expand(rule, self._vocabulary)} for rule in self.rules}
        return {id_: [] if None in found else sorted(filter(None, found)) for id_, found in spoken.items()}

    def check(self) -> None:
        """See whether all patterns can be used; they are compiled one by one, which takes time.

        Raises:
            RuleError: for the first that can't.
        """
        for rule, pattern in self.patterns():
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
        hits: list[list[_Owned]] = [[] for _ in range(len(lines))]
        for part in self._parts(language):
            letters = LETTERS.get(part) if language is None else None
            if letters and not any(map(letters.search, lines.texts)):
                continue
            patterns, owned = self._sets.get((part, asked)) or self._set_for(part, asked)
            for index, found in patterns.search_all(lines).items():
                if letters is None or letters.search(lines.texts[index]):
                    hits[index] += [owned[number] for number in found]
        return [_matches(found) if found else () for found in hits]

    def _parts(self, language: str | None) -> tuple[str, ...]:
        """The languages whose patterns are looked for, English standing for those for all languages too."""
        if language is None:
            return self._spoken
        own = (code for code in ALIKE.get(language, (language,)) if code in self._spoken and code != EVERYWHERE)
        return (EVERYWHERE, *own)

    def _set_for(self, part: str, asked: Asked) -> tuple[PatternSet, list[_Owned]]:
        owned = [
            _Owned((number, place, variant.language or ""), rule, Pattern.shared(variant.pattern))
            for number, rule in enumerate(self.rules)
            if asked.has(rule)
            for place, text in enumerate(rule.patterns)
            for variant in _variants(rule, text, self._vocabulary, part)
        ]
        bounds = [rule.where for _, rule, _ in owned]
        most = [MAX_LINE if where.rare and where.max_words > _SHORT else where.max_words for where in bounds]
        found = PatternSet.shared([pattern for *_, pattern in owned], most), owned
        self._sets[part, asked] = found  # two threads may both come here: the second set replaces its equal
        return found


def _matches(owned: Sequence[_Owned]) -> tuple[Match, ...]:
    """The rules that patterns belong to, each once, with the first of its patterns."""
    found: dict[str, Match] = {}
    for _, rule, pattern in sorted(owned, key=_PLACE) if len(owned) > 1 else owned:
        found.setdefault(rule.id, Match(rule, pattern))
    return tuple(found.values())


_PLACE = attrgetter("place")


def strip_spans(pattern: Pattern, line: str) -> list[tuple[int, int]]:
    """What a pattern strips off a line: its group ``strip`` wherever it matches, or all it matches."""
    return pattern.spans(line, "strip")


def _searchable(texts: Sequence[str]) -> list[str]:
    return [text if len(text) <= MAX_LINE else "" for text in texts]


def expand(rule: Rule, vocabulary: Vocabulary) -> list[Variant]:
    """The patterns of a rule with fragments put in, each with its language.

    Args:
        rule: the rule, whose fragments are all known.
        vocabulary: the fragments.
    """
    return [variant for pattern in rule.patterns for variant in _variants(rule, pattern, vocabulary)]


def _variants(rule: Rule, pattern: str, vocabulary: Vocabulary, part: str | None = None) -> list[Variant]:
    """The same for one pattern of a rule; of one language only, if asked for, English having those for all."""
    if part is None:
        wanted = sorted(rule.languages)
    else:
        wanted = [part] if not rule.languages or part in rule.languages else []
        if not wanted:
            return []
    found: list[Variant] = []
    for variant in vocabulary.variants(pattern, wanted or None):
        if variant.language is None and rule.languages:
            found += [variant._replace(language=language) for language in wanted]
        elif variant.language or part in (None, EVERYWHERE):
            found.append(variant)
    return found
