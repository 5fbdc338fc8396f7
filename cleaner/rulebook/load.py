"""Folders of YAML files → rules and vocabulary.

    <folder>/vocabulary/*.yaml   fragments: common.yaml, and one file for each language code
    <folder>/examples/<code>.yaml  lines in one language for any of the rules: rule id → match, spare
    <folder>/words/*.yaml        slips of the pen, read by cleaner.repair
    <folder>/html/*.yaml         selectors, read by cleaner.html
    <folder>/lang/<code>/*.yaml  rules in one language
    <folder>/sites/<host>.yaml   rules for one host and its sub-domains
    <folder>/**/*.yaml           rules

The id of a rule is its path and name: ``common/telegram.yaml`` and ``join_channel`` make
``common.telegram.join_channel``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from cleaner.errors import RuleError
from cleaner.rulebook.model import (
    EXAMPLES_FILE,
    RULE_FILE,
    VOCABULARY_FILE,
    Action,
    CaptionExample,
    Category,
    Examples,
    Rule,
    Sign,
    Takes,
    Where,
    Zone,
)
from cleaner.rulebook.vocabulary import COMMON, Fragment, Vocabulary
from cleaner.yamlfile import read_yaml

__all__ = [
    "html_files",
    "load_examples",
    "load_rules",
    "load_vocabulary",
    "rule_files",
    "shipped_folder",
    "vocabulary_files",
]

_NOT_RULES = ("vocabulary", "examples", "words", "html")


def shipped_folder() -> Path:
    """The folder of the rule book that comes with the package.

    Raises:
        RuleError: if the installation lacks it.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "rules", package.parent / "rules"):
        if (folder / "vocabulary").is_dir():
            return folder
    raise RuleError("the rule book is missing from this installation; install the package again", package / "rules")


def _yaml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise RuleError("is not a folder of rules" if folder.exists() else "no such folder", folder)
    return sorted(path for path in folder.rglob("*.y*ml") if path.suffix in (".yaml", ".yml") and path.is_file())


def rule_files(folder: Path) -> list[Path]:
    """The files of a folder that hold rules."""
    return [path for path in _yaml_files(folder) if path.relative_to(folder).parts[0] not in _NOT_RULES]


def vocabulary_files(folder: Path) -> list[Path]:
    """The files of a folder that hold fragments."""
    return [path for path in _yaml_files(folder) if path.relative_to(folder).parts[0] == "vocabulary"]


def html_files(folder: Path) -> list[Path]:
    """The files of a folder that hold selectors for pages."""
    return [path for path in _yaml_files(folder) if path.relative_to(folder).parts[0] == "html"]


def load_vocabulary(folders: Iterable[Path]) -> Vocabulary:
    """The fragments of all folders together.

    Raises:
        RuleError: if a file is wrong, or two files of one language define the same fragment.
    """
    fragments: dict[str, dict[str, Fragment]] = {COMMON: {}}
    for folder in folders:
        for path in vocabulary_files(folder):
            names = fragments.setdefault(path.stem, {})
            for name, (line, column, value) in (read_yaml(path, VOCABULARY_FILE) or {}).items():
                place = RuleError("", path, line, column)
                if name in names:
                    raise RuleError(
                        f"fragment {name!r} is defined already in {names[name].error.path}", path, line, column
                    )
                names[name] = Fragment((value,) if isinstance(value, str) else value, place)
    return Vocabulary(fragments)


def load_examples(folder: Path) -> dict[str, dict[str, Examples]]:
    """The lines for rules in single languages: language code → rule id → lines.

    The id ``any`` may have near misses only: lines that no rule of the book may decide to remove.

    Raises:
        RuleError: if a file is wrong.
    """
    found: dict[str, dict[str, Examples]] = {}
    for path in _yaml_files(folder):
        if path.relative_to(folder).parts[0] != "examples":
            continue
        found[path.stem] = {
            name: Examples(lines.get("match", ()), lines.get("spare", ()), RuleError("", path, line, column))
            for name, (line, column, lines) in (read_yaml(path, EXAMPLES_FILE) or {}).items()
        }
    return found


def load_rules(folders: Sequence[Path]) -> list[Rule]:
    """The rules of all folders, in the order of folders and paths.

    Raises:
        RuleError: if a file is wrong, or an id is used twice.
    """
    rules: dict[str, Rule] = {}
    for folder in folders:
        for path in rule_files(folder):
            for rule in _rules_in(path, folder):
                other = rules.setdefault(rule.id, rule)
                if other is not rule:
                    raise RuleError(
                        f"rule {rule.id!r} exists already in {other.path}:{other.line}; name this one otherwise, "
                        "and switch the other off in the settings (rules_off) if this one is to replace it",
                        path,
                        rule.line,
                        rule.column,
                    )
    return list(rules.values())


def _rules_in(path: Path, folder: Path) -> Iterator[Rule]:
    parts = path.relative_to(folder).with_suffix("").parts
    host = path.stem.lower() if parts[0] == "sites" else None
    languages = frozenset({parts[1]}) if parts[0] == "lang" and len(parts) > 2 else frozenset()
    for name, (line, column, values) in (read_yaml(path, RULE_FILE) or {}).items():
        yield _rule(".".join((*parts, name)), values, languages, host, path, line, column)


def _where(values: dict[str, Any]) -> Where:
    kinds = {name: kind(values[name]) for name, kind in (("zone", Zone), ("sign", Sign)) if name in values}
    return Where(**{**values, **kinds})


def _rule(
    id_: str, values: dict[str, Any], languages: frozenset[str], host: str | None, path: Path, line: int, column: int
) -> Rule:
    where = values.get("where", {})
    if "patterns" not in values and not where:
        raise RuleError(f"rule {id_!r} has neither patterns nor conditions under 'where'", path, line, column)
    match = tuple(
        CaptionExample(**example) if isinstance(example, dict) else example for example in values["examples"]["match"]
    )
    action = Action(values.get("action", Action.REMOVE))
    reads = action is Action.CAPTION or values["category"] == Category.CREDIT
    if not reads and any(isinstance(example, CaptionExample) for example in match):
        message = "only rules with 'action: caption' or 'category: credit' read fields; write the example as text"
        raise RuleError(message, path, line, column)
    return Rule(
        id=id_,
        description=values["description"],
        category=Category(values["category"]),
        action=action,
        score=values.get("score", 1.0),
        where=Where(
            **{
                **where,
                "zone": Zone(where.get("zone", Zone.ANY)),
                "sign": Sign(where["sign"]) if "sign" in where else None,
            }
        ),
        takes=Takes(values.get("takes", Takes.NOTHING)),
        patterns=values.get("patterns", ()),
        match=match,
        spare=values["examples"]["spare"],
        languages=frozenset(values.get("languages", ())) or languages,
        host=host,
        valid_until=values.get("valid_until"),
        path=path,
        line=line,
        column=column,
    )
