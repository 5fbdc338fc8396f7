"""``cleaner run``: clean a dataset from the command line."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleaner.errors import SettingsError, SourceError

if TYPE_CHECKING:
    import pyarrow as pa

    from cleaner.dataset.rows import Columns
    from cleaner.dataset.run import Engine, Plan

__all__ = ["main"]

_EPILOG = """\
examples:
  cleaner run articles.jsonl.gz -o clean                        JSONL, into clean/data/part-*.jsonl
  cleaner run 'crawl/*.warc.gz' -o clean --to parquet           pages of web archives, into Parquet
  cleaner run pages/ -o clean --ledger                          a folder of .html and .txt, with all edits
  cleaner run s3://bucket/in/*.parquet -o s3://bucket/out --column source=article
  cleaner run articles.jsonl -o clean --engine ray              on the Ray cluster that this machine is part of
  cleaner run articles.jsonl -o new --compare old               and which rules hit more or less than in old

The same command goes on where an interrupted run stopped, within a file too. Documents that fail, take too long
or would lose too much go to OUTPUT/quarantine with reason and source; 'cleaner run OUTPUT/quarantine/*.jsonl
--column source ...' tries them again.

Exit codes: 0 done; 1 an input could not be read to its end, or the output not be written; 2 wrong usage or settings.
"""


def main(arguments: Sequence[str]) -> int:
    """Run the command; returns the exit code.

    Raises:
        CleanerError: if something is wrong with inputs, settings or rules.
        OSError: if the output can't be written.
    """
    args = _parser().parse_args(arguments)
    try:
        import pyarrow  # noqa: F401 - to say what is missing before anything else happens
    except ImportError:
        raise SettingsError("'cleaner run' needs pyarrow: pip install 'cleaner[data]'") from None
    from cleaner.dataset.progress import Reporter, report_drifts, report_summary
    from cleaner.dataset.run import run

    old = _counts_of(args.compare) if args.compare else None
    plan = _plan(args)
    reporter, begun = Reporter(is_quiet=args.quiet), time.monotonic()
    try:
        summary, counts = run(plan, reporter)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(
            f"{args.output}: can't be written: {reason}. What is finished is kept; the same command goes on from there"
        ) from error
    except KeyboardInterrupt:
        reporter.end()
        print("cleaner: stopped; the same command goes on from here", file=sys.stderr)
        raise
    finally:
        reporter.end()
    if summary.losses or not args.quiet:
        report_summary(summary, args.output, time.monotonic() - begun)
    if old is not None:
        from cleaner.dataset.counts import compare

        report_drifts(compare(old, counts), args.compare)
    return 1 if summary.losses else 0


def _parser() -> argparse.ArgumentParser:
    from cleaner.cli import add_choices, add_quiet

    parser = argparse.ArgumentParser(
        prog="cleaner run",
        description="Clean a dataset: JSONL, CSV (both also .gz, .zst), Parquet, WARC, folders of .txt and .html.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("input", nargs="+", help="files, folders, globs, s3:// gcs:// hf:// http:// addresses; - for standard input")
    add(
        "-o",
        "--output",
        required=True,
        type=_folder,
        metavar="FOLDER",
        help="where to write; a new folder, or one to go on with",
    )
    add("--to", default="jsonl", choices=["jsonl", "jsonl.gz", "jsonl.zst", "parquet"], help="form of the output")
    add("--format", choices=["jsonl", "parquet", "warc", "csv", "tsv", "file"], help="form of all inputs, if names lie")
    add("--ledger", action="store_true", help="also write all edits as a table of their own, in FOLDER/ledger")
    add("--engine", default="local", choices=["local", "ray"], help="where workers run (default: local)")
    add("--workers", type=_positive, metavar="N", help="workers (default: one per core)")
    add(
        "--column",
        action="append",
        default=[],
        metavar="[ROLE=]NAME",
        help="the column with the article (default: text, else html); with id=, url= or language=, that column",
    )
    add("--batch-size", type=_positive, default=64, metavar="N", help="documents handed to a worker at once")
    add("--shard-size", type=_positive, default=10_000, metavar="N", help="documents of a file of the output")
    add("--limit", type=_positive, metavar="N", help="stop after that many documents")
    add("--timeout", type=_seconds, default=60.0, metavar="SECONDS", help="for a document (default: 60)")
    add("--max-bytes", type=_positive, default=5 << 20, metavar="N", help="larger documents are set aside (5 MiB)")
    add("--skip-unreadable", action="store_true", help="go on where the disk or the network fails on an input")
    add("--compare", metavar="OLD", help="the output of an earlier run: say which rules hit far more or less often")
    add_choices(parser)
    add_quiet(parser)
    return parser


def _positive(text: str) -> int:
    if not text.removeprefix("-").isdecimal():
        raise argparse.ArgumentTypeError(f"expected a whole number, found {text!r}")
    if int(text) < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return int(text)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a number of seconds, found {text!r}") from None
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError("must be more than 0")
    return value


def _folder(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("expected a folder, found ''")
    return text


def _plan(args: argparse.Namespace) -> Plan:
    from cleaner.cli import settings_of
    from cleaner.dataset.inputs import Format, find_inputs
    from cleaner.dataset.plan import Limits
    from cleaner.dataset.run import Plan, available_cores
    from cleaner.dataset.work import Job, Target

    engine, cores = _engine(args.engine)
    return Plan(
        inputs=find_inputs(args.input, Format(args.format) if args.format else None, output=args.output),
        output=args.output,
        job=Job(settings_of(args), _columns(args.column), Target(args.to), args.ledger),
        workers=args.workers or cores or available_cores(),
        limits=Limits(args.batch_size, args.shard_size, args.max_bytes, args.limit, args.skip_unreadable),
        timeout=args.timeout,
        engine=engine,
    )


def _engine(name: str) -> tuple[Engine, int | None]:
    """What starts the workers, and how many there is room for, if it isn't this machine."""
    if name == "local":
        from cleaner.dataset.pools import LocalPool

        return LocalPool, None
    from cleaner.dataset.raypool import RayPool, connect

    return RayPool, connect()


def _columns(choices: Sequence[str]) -> Columns:
    from cleaner.dataset.rows import Columns

    named: dict[str, str] = {}
    for choice in choices:
        role, sign, name = choice.partition("=")
        if not sign:
            role, name = "source", choice
        if role not in ("source", "id", "url", "language") or not name:
            raise SettingsError(f"--column {choice}: expected NAME, or one of source=, id=, url=, language= and a name")
        named[role] = name
    return Columns(**named)


def _counts_of(old: str) -> pa.Table:
    """The counts of an earlier run: of its folder, or of the file itself."""
    from cleaner.dataset.run import read_counts
    from cleaner.dataset.store import Store

    folder, name = (os.path.split(old)) if old.endswith(".parquet") else (old, "counts.parquet")
    store = Store(folder or ".")
    if store.read(name) is None:
        raise SourceError(f"{old}: holds no counts.parquet of a finished run")
    return read_counts(store, name)
