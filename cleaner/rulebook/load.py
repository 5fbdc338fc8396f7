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

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from cleaner.cachefile import cache_folder
from cleaner.errors import RuleError
from cleaner.rulebook.model import (
    EXAMPLES_FILE,
    RULE_FILE,
    VOCABULARY_FILE,
    Action,
    Category,
    Examples,
    ReadExample,
    Rule,
    Sign,
    StripExample,
    Takes,
    Where,
    Zone,
)
from cleaner.rulebook.vocabulary import COMMON, Fragment, Vocabulary
from cleaner.rulebook.yamlcache import read_once
from cleaner.yamlfile import LANGUAGE, one_of, read_yaml

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
        files = vocabulary_files(folder)
        codes = [COMMON if path.stem == COMMON else _code(path.stem, path) for path in files]
        written = read_once(files, _written, cache_folder()) if folder == shipped_folder() else _written(files)
        for path, code, values in zip(files, codes, written, strict=True):
            names = fragments.setdefault(code, {})
            for name, (line, column, value) in values.items():
                place = RuleError("", path, line, column)
                if name in names:
                    raise RuleError(
                        f"fragment {name!r} is defined already in {names[name].error.path}", path, line, column
                    )
                names[name] = Fragment((value,) if isinstance(value, str) else tuple(value), place)
    return Vocabulary(fragments)


def _written(files: Sequence[Path]) -> list[dict[str, Any]]:
    """What files of fragments say: line, column and wording or wordings of each."""
    return [read_yaml(path, VOCABULARY_FILE) or {} for path in files]


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
        language = _code(path.stem, path)
        found[language] = {
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
    languages = frozenset({_code(parts[1], path)}) if parts[0] == "lang" and len(parts) > 2 else frozenset()
    for name, (line, column, values) in (read_yaml(path, RULE_FILE) or {}).items():
        rule = _rule(".".join((*parts, name)), values)
        yield _checked(
            replace(rule, languages=rule.languages or languages, host=host, path=path, line=line, column=column)
        )


def _code(name: str, path: Path) -> str:
    """The language that a file or folder is called after.

    Raises:
        RuleError: if its name is no code.
    """
    if not re.fullmatch(LANGUAGE.pattern, name):
        raise RuleError(f"{name!r} is called after no language; expected {LANGUAGE.expected}", path)
    return name


def _rule(id_: str, values: dict[str, Any]) -> Rule:
    examples, where = values["examples"], values.get("where", {})
    kinds = {name: kind(where[name]) for name, kind in (("zone", Zone), ("sign", Sign)) if name in where}
    return Rule(
        id=id_,
        description=values["description"],
        category=Category(values["category"]),
        action=Action(values.get("action", Action.REMOVE)),
        score=values.get("score", 1.0),
        where=Where(**{**where, **kinds}),
        takes=Takes(values.get("takes", Takes.NOTHING)),
        patterns=values.get("patterns", ()),
        match=tuple(_example(line) for line in examples["match"]),
        spare=examples["spare"],
        languages=frozenset(values.get("languages", ())),
        valid_until=values.get("valid_until"),
    )


def _example(line: str | dict[str, str]) -> str | ReadExample | StripExample:
    if isinstance(line, str):
        return line
    return StripExample(**line) if "left" in line else ReadExample(**line)


_GROUP_RE = re.compile(r"\(\?P?<(\w+)>")
_OF_BYLINES = frozenset({"author", "date", "reading_time"})
_OF_CAPTIONS = frozenset(field.name for field in fields(ReadExample)) - {"line", "author", "reading_time"}
_READING = {Category.BYLINE: _OF_BYLINES, Category.CREDIT: _OF_CAPTIONS}


def _checked(rule: Rule) -> Rule:
    """The rule, if its parts go together.

    Raises:
        RuleError: if they don't.
    """
    where = rule.where
    if where.min_words > where.max_words:
        raise rule.error(f"no line has at least {where.min_words} words and at most {where.max_words}")
    if not rule.patterns and where.sign is None:
        raise rule.error("has neither patterns nor a sign under 'where'")
    fields_read = _OF_CAPTIONS if rule.action is Action.CAPTION else _READING.get(rule.category, frozenset())
    if not fields_read and any(isinstance(example, ReadExample) for example in rule.match):
        raise rule.error(
            "only rules with 'action: caption' or 'category: credit' or 'byline' read fields; write the example as text"
        )
    strips = rule.action is Action.STRIP
    if strips and (rule.score != 1 or rule.takes is not Takes.NOTHING):
        raise rule.error("'action: strip' has no use for 'score' and 'takes': what its pattern matches goes")
    if any(isinstance(example, StripExample) != strips for example in rule.match):
        raise rule.error(
            "an example of 'action: strip' says what is left of its line: {line: …, left: …}"
            if strips
            else "only rules with 'action: strip' leave something of a line; write the example as text"
        )
    groups = {name for pattern in rule.patterns for name in _GROUP_RE.findall(pattern)} if fields_read else set()
    if groups - fields_read:
        unknown = min(groups - fields_read)
        raise rule.error(f"reads a field {unknown!r} that there is not; {one_of(unknown, fields_read)}")
    return rule
