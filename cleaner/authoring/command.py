"""``cleaner rules``: see, test, compare and begin rules."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from cleaner.cli import language_code
from cleaner.errors import RuleError, SourceError
from cleaner.html.marks import Mark, open_markbook
from cleaner.patterns import remember_literals
from cleaner.rulebook import Category, Rule, open_rulebook
from cleaner.rulebook.load import shipped_folder

__all__ = ["main"]


def main(arguments: Sequence[str]) -> int:
    """Run ``cleaner rules``; returns the exit code: 0 done, 1 problems found, 2 broken rules."""
    args = _parser().parse_args(arguments)
    remember_literals()
    code: int = args.run(args)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cleaner rules", description="See, test, compare and begin rules.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    one = commands.add_parser("list", help="the rules and selectors in force")
    one.add_argument("--category", choices=[str(category) for category in Category])
    one.add_argument("--language", metavar="CODE", help="rules with patterns in this language")
    one.add_argument("--site", metavar="HOST", help="rules for this host")
    one.add_argument("--json", action="store_true")
    one.add_argument("--rules", metavar="DIR", action="append", default=[], help="a folder of your own on top")
    one.set_defaults(run=_list)

    one = commands.add_parser("check", help="hold rules to their examples, and look for trouble")
    one.add_argument("folder", nargs="*", type=Path, help="folders of your own; without any, the shipped rules")
    one.add_argument("--strict", action="store_true", help="advice counts as an error")
    one.set_defaults(run=_check)

    one = commands.add_parser("explain", help="which rules match a line, and what becomes of it")
    one.add_argument("line", help="a line of text, or - to read lines from standard input")
    one.add_argument("--url", help="where the line is from")
    one.add_argument("--lang", metavar="CODE", type=language_code, help="language of the document")
    one.add_argument("--rules", metavar="DIR", action="append", default=[], help="a folder of your own on top")
    one.set_defaults(run=_explain)

    one = commands.add_parser("diff", help="what a change of rules does to a corpus")
    one.add_argument("old", help="a folder of rules, or 'shipped'")
    one.add_argument("new", help="a folder of rules, or 'shipped'")
    one.add_argument("--corpus", nargs="+", required=True, metavar="FILE", help="files or folders: txt, html, jsonl")
    one.add_argument("--sample", type=_count, default=5, metavar="N", help="lines shown for each rule (default 5)")
    one.add_argument("--json", action="store_true", help="all lines, as JSON")
    one.set_defaults(run=_diff)

    one = commands.add_parser("schema", help="JSON Schema of a kind of file, for editors")
    one.add_argument("kind", nargs="?", default="rules", choices=["rules", "vocabulary", "examples", "settings"])
    one.set_defaults(run=_schema)

    one = commands.add_parser("new", help="a commented rule file to start from, on standard output")
    one.add_argument("name", nargs="?", default="cookbook", help="name of the rule")
    one.set_defaults(run=_new)
    return parser


def _count(text: str) -> int:
    if not text.removeprefix("-").isdecimal():
        raise argparse.ArgumentTypeError(f"expected a whole number, found {text!r}")
    if int(text) < 0:
        raise argparse.ArgumentTypeError("must not be below 0")
    return int(text)


def _list(args: argparse.Namespace) -> int:
    book = open_rulebook(args.rules)
    languages = book.languages()
    every = not args.language and not args.site
    marks = [mark for mark in open_markbook(args.rules).marks if every and args.category in (None, mark.category)]
    rules = [
        rule
        for rule in book.rules
        if (not args.category or rule.category == args.category)
        and (not args.language or args.language in languages[rule.id])
        and (not args.site or (rule.host is not None and f".{args.site}".endswith(f".{rule.host}")))
    ]
    if args.json:
        listed = [*(_as_dict(rule, languages[rule.id]) for rule in rules), *map(_mark_as_dict, marks)]
        print(json.dumps(listed, ensure_ascii=False, indent=2))
        return 0
    for rule in rules:
        spoken = " ".join(languages[rule.id]) or "any"
        print(f"{rule.id:44} {rule.category:9} {rule.action:8} {rule.score:<5g} {spoken}")
        print(f"    {rule.description}")
    for mark in marks:
        print(f"{mark.id:44} {mark.category:9} {'selector':8} {mark.score:<5g} any")
        print(f"    {mark.description}")
    found = f"{len(rules)} rule{'s' * (len(rules) != 1)} and {len(marks)} selector{'s' * (len(marks) != 1)}"
    print(f"{found}, book version {book.version}", file=sys.stderr)
    return 0


def _as_dict(rule: Rule, languages: Sequence[str]) -> dict[str, object]:
    return {
        "id": rule.id,
        "description": rule.description,
        "category": rule.category,
        "action": rule.action,
        "score": rule.score,
        "languages": list(languages),
        "site": rule.host,
        "valid_until": rule.valid_until.isoformat() if rule.valid_until else None,
        "place": f"{rule.path}:{rule.line}",
    }


def _mark_as_dict(mark: Mark) -> dict[str, object]:
    return {
        "id": mark.id,
        "description": mark.description,
        "category": mark.category,
        "action": "selector",
        "score": mark.score,
        "languages": [],
        "site": None,
        "valid_until": None,
        "place": mark.place,
    }


def _check(args: argparse.Namespace) -> int:
    from cleaner.authoring.check import check

    problems = check(args.folder, shipped=not args.folder)
    for problem in problems:
        print(problem)
    errors = sum(problem.is_error or args.strict for problem in problems)
    where = ", ".join(map(str, args.folder)) or shipped_folder()
    advice = len(problems) - errors
    print(
        f"{where}: {errors} error{'s' * (errors != 1)}, {advice} piece{'s' * (advice != 1)} of advice", file=sys.stderr
    )
    return 1 if errors else 0


def _explain(args: argparse.Namespace) -> int:
    from cleaner.authoring.explain import explain_line

    book = open_rulebook(args.rules)
    lines = sys.stdin.read().splitlines() if args.line == "-" else [args.line]
    lines = [line for line in lines if line.strip()]
    if not lines:
        raise SourceError("there is no line to explain")
    for line in lines:
        print(explain_line(line, book, url=args.url, language=args.lang))
    return 0


def _diff(args: argparse.Namespace) -> int:
    from cleaner.authoring.compare import compare, corpus, open_book

    comparison = compare(open_book(args.old), open_book(args.new), corpus(args.corpus))
    if args.json:
        print(json.dumps(comparison.to_dict(), ensure_ascii=False, indent=2))
    else:
        print(comparison.render(args.sample))
    return 0


def _schema(args: argparse.Namespace) -> int:
    from cleaner.authoring.schema import schema

    print(json.dumps(schema(args.kind), ensure_ascii=False, indent=2))
    return 0


def _new(args: argparse.Namespace) -> int:
    from cleaner.authoring.template import template

    if not args.name.isidentifier():
        raise RuleError(f"{args.name!r} can't be the name of a rule; use letters, digits and _")
    print(template(args.name), end="")
    return 0
