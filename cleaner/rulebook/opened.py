"""The rule book in force: the shipped rules with others on top, without those that are switched off or out of date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from cleaner.errors import RuleError
from cleaner.rulebook.book import RuleBook
from cleaner.rulebook.load import load_rules, load_vocabulary, rule_files, shipped_folder, vocabulary_files
from cleaner.rulebook.model import REMOVING, Action, Category, Rule
from cleaner.rulebook.proof import prove
from cleaner.rulebook.vocabulary import Vocabulary
from cleaner.yamlfile import FileState

__all__ = ["is_named", "open_rulebook"]


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
        and not (rule.category in off and rule.action in (*REMOVING, Action.STRIP))
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
    if own or base != shipped_folder():
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
