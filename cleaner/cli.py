"""The command line. Only the result goes to standard output; messages go to standard error.

Exit codes: 0 done; 1 an input could not be read or cleaned; 2 wrong usage, settings or rules.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.errors import CleanerError, RuleError, SettingsError, SourceError

if TYPE_CHECKING:
    from cleaner.document import Article
    from cleaner.pipeline import Cleaner
    from cleaner.settings import Settings

__all__ = ["main"]

DONE, FAILED, WRONG = 0, 1, 2

COMMANDS = {"rules": "cleaner.authoring.command", "run": "cleaner.dataset.command"}
"""Commands, and the modules whose ``main`` does them; each is loaded only when it is called."""

_EPILOG = """\
examples:
  cleaner article.txt                    the clean text
  cleaner article.html --json            all fields, with the record of every change
  curl -s URL | cleaner - --url URL      a page from a pipe
  cleaner article.txt --diff             what was taken out and put in, and by which rule
  cleaner article.txt --explain          a table of the changes and their reasons
  cleaner run articles.jsonl -o clean    a whole dataset; 'cleaner run --help' says more
  cleaner rules list                     the rules; 'cleaner rules --help' says more

Exit codes: 0 done; 1 the input could not be read or cleaned; 2 wrong usage, settings or rules.
A file called like a command is given with its path: cleaner ./rules
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _open_closed_streams()
    if sys.stdout is None:
        return _fail("standard output is closed", FAILED)
    _speak_utf8()
    try:
        if arguments and arguments[0] in COMMANDS:
            return int(import_module(COMMANDS[arguments[0]]).main(arguments[1:]))
        return _clean(arguments)
    except SystemExit as stop:  # argparse: 0 after --help, 2 for wrong usage
        return stop.code if isinstance(stop.code, int) else WRONG
    except SourceError as error:
        return _fail(str(error), FAILED)
    except (RuleError, SettingsError) as error:
        return _fail(str(error), WRONG)
    except CleanerError as error:
        return _fail(str(error), FAILED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that closing it says nothing more
        return DONE
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return _fail(f"can't write the result: {error.strerror or error}", FAILED)


def _open_closed_streams() -> None:
    """Give a caller who has closed them an input with nothing in it, and messages that nobody reads."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - open until the end
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _speak_utf8() -> None:
    """Have UTF-8 read and written whatever the locale says: rules and articles are in all languages.

    Bytes that are none are shown as in messages, ``\\udce9``.
    """
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                encoding="utf-8", errors="surrogateescape" if stream is sys.stdin else "backslashreplace"
            )


def _fail(message: str, code: int) -> int:
    print("cleaner:", " ".join(message.splitlines()), file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cleaner",
        description="Clean a scraped news article, HTML or plain text: promotional lines go, slips are repaired, "
        "captions are set in order. The clean text goes to standard output.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("input", nargs="*", help="a file, or - for standard input (the default in a pipe)")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="all fields of the article as JSON")
    shape.add_argument("--format", choices=["text", "markdown", "json"], default="text", help="form of the result")
    shape.add_argument("--diff", action="store_true", help="the source with what was taken out and put in, coloured")
    shape.add_argument("--explain", action="store_true", help="a table of what was changed, by which rule, and why")
    parser.add_argument("--url", help="where the article is from; chooses the rules of its site, tells the title")
    parser.add_argument(
        "--lang",
        metavar="CODE",
        type=language_code,
        help="its language as ISO 639-1 code, such as en; else it is detected",
    )
    add_choices(parser)
    add_quiet(parser)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    return parser


class _Version(argparse.Action):
    """Looks the version up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print("cleaner", version("cleaner"))
        except PackageNotFoundError:
            print("cleaner, run from a checkout that is not installed")
        parser.exit()


def add_choices(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose settings, the same for all commands."""
    parser.add_argument("--settings", metavar="FILE", type=Path, help="settings in YAML; options here win over it")
    parser.add_argument(
        "--rules", metavar="DIR", action="append", default=[], help="a folder with rules of your own; may be repeated"
    )
    parser.add_argument("--captions", choices=["inline", "after", "fields"], help="where captions go in the text")


def add_quiet(parser: argparse.ArgumentParser) -> None:
    """Add the option that leaves errors as the only messages."""
    parser.add_argument("-q", "--quiet", action="store_true", help="no messages but errors")


def language_code(text: str) -> str:
    """A language as an option names it: a code, with or without the region."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", text):
        raise argparse.ArgumentTypeError(f"expected an ISO 639-1 code such as en, found {text!r}")
    return text


def settings_of(args: argparse.Namespace) -> Settings:
    """The settings that the options ask for."""
    from cleaner.settings import Settings

    settings = Settings.from_file(args.settings) if args.settings else Settings()
    choices: dict[str, Any] = {}
    if args.rules:
        choices["rules"] = (*settings.rules, *args.rules)
    if args.captions:
        choices["captions"] = args.captions
    return replace(settings, **choices)


def cleaner_of(args: argparse.Namespace) -> Cleaner:
    """The cleaner that the options ask for."""
    from cleaner.pipeline import Cleaner

    return Cleaner(settings_of(args))


def _clean(arguments: Sequence[str]) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    if not arguments and sys.stdin.isatty():
        parser.print_help(sys.stderr)
        return WRONG
    if len(args.input) > 1:
        parser.error(f"one file at a time; for many: cleaner run {' '.join(args.input)} -o FOLDER")
    name = args.input[0] if args.input else "-"
    shown = "standard input" if name == "-" else name or "''"
    data = _read(name, shown)
    article = cleaner_of(args).clean(data, url=args.url, language=args.lang)
    for warning in () if args.quiet else article.warnings:
        print(f"cleaner: {shown}: {warning}", file=sys.stderr)
    _write(_rendered(article, args))
    return FAILED if not article.text else DONE


_COMPRESSED = (".gz", ".zst")
_DATASETS = (".jsonl", ".ndjson", ".parquet", ".warc", ".csv", ".tsv")


def _read(name: str, shown: str) -> bytes:
    """The content of the input.

    Args:
        name: its path, or "-".
        shown: what to call it in a message.

    Raises:
        SourceError: if it can't be read, or can't be one article.
    """
    from cleaner.decode import is_binary

    if re.match("https?://", name):
        raise SourceError(f"{shown}: nothing is fetched here; try: curl -s {name} | cleaner --url {name}")
    if name.lower().endswith((*_COMPRESSED, *_DATASETS)):
        raise SourceError(f"{shown}: is no single article; for datasets: cleaner run {name} -o FOLDER")
    try:
        data = sys.stdin.buffer.read() if name == "-" else _content(name)
    except IsADirectoryError:
        raise SourceError(f"{shown}: is a folder; for all files in it: cleaner run {name} -o FOLDER") from None
    except OSError as error:
        raise SourceError(f"{shown}: {error.strerror or error}") from None
    except ValueError as error:
        raise SourceError(f"{name!r}: {error}") from None
    if is_binary(data):
        raise SourceError(f"{shown}: is not text (binary data)")
    if not data.strip():
        raise SourceError(f"{shown}: is empty")
    return data


def _content(name: str) -> bytes:
    with open(name, "rb") as file:
        return file.read()


def _rendered(article: Article, args: argparse.Namespace) -> str:
    from cleaner import render

    if args.json or args.format == "json":
        return article.to_json(indent=2)
    if args.diff:
        return render.diff(article, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ)
    if args.explain:
        return render.explain(article)
    return render.markdown(article) if args.format == "markdown" else article.text


def _write(text: str) -> None:
    data = (text + "\n").encode("utf-8", "surrogateescape" if _only_escapes(text) else "replace")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _only_escapes(text: str) -> bool:
    """Whether all lone surrogates of a text stand for single bytes."""
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True
