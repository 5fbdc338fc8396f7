"""``cleaner run`` as a user has it."""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from corpus import PROMO, command, expected, page, records, rows_of, run_alone, settings_file, write_jsonl

from cleaner.cli import main
from cleaner.dataset.progress import Reporter
from cleaner.dataset.run import Progress


def test_a_run_says_what_it_did_on_standard_error_only(tmp_path: Path) -> None:
    some = [*records(30), {"id": "none"}]
    path = write_jsonl(tmp_path / "in.jsonl", some)
    done = run_alone(path, "-o", tmp_path / "out", "--workers", 1, "--settings", settings_file(tmp_path), "--ledger")
    assert done.returncode == 0
    assert done.stdout == ""
    assert rows_of(tmp_path / "out") == expected(records(30))
    lines = re.sub(r"in \d+ s", "in 1 s", done.stderr).splitlines()
    characters = sum(len(row["text"]) for row in expected(records(30)))
    assert lines[0] == f"cleaner: 31 documents, {characters:,} characters clean, in 1 s"
    assert lines[1] == "cleaner:   failed: 1"
    assert "cleaner: characters removed by category:" in lines
    assert "cleaner:   promo: 900" in lines
    assert "cleaner: rules at work in most documents:" in lines
    assert lines[-1] == f"cleaner: 1 documents are in {tmp_path}/out/quarantine, with reason and source"


def test_standard_input_and_what_is_damaged_in_it(tmp_path: Path) -> None:
    data = gzip.compress(write_jsonl(tmp_path / "in.jsonl", records(12)).read_bytes())
    arguments = ("-", "-o", tmp_path / "out", "--workers", 1, "--settings", settings_file(tmp_path))
    done = subprocess.run(command(*arguments), input=data[:-30], capture_output=True, timeout=60, check=False)
    assert done.returncode == 1
    assert b"cleaner: 1 losses: something could not be read" in done.stderr
    assert b"cleaner:   -: cut off or damaged (Truncated compressed stream)" in done.stderr
    got = rows_of(tmp_path / "out")
    assert got == expected(records(12))[: len(got)]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["none.jsonl", "-o", "out"], 1, "none.jsonl: no such file or folder"),
        (["in.jsonl"], 2, "the following arguments are required: -o/--output"),
        (["in.jsonl", "-o", "out", "--workers", "0"], 2, "must be at least 1"),
        (["in.jsonl", "-o", "out", "--timeout", "0"], 2, "must be more than 0"),
        (["in.jsonl", "-o", "out", "--column", "x=y"], 2, "--column x=y: expected NAME, or one of source="),
        (["in.jsonl", "-o", ".", "--workers", "1"], 2, "is not empty, and holds no run to go on with"),
        (["in.jsonl", "-o", "in.jsonl/out"], 1, "in.jsonl/out: can't be written: Not a directory"),
        (["in.jsonl", "-o", "out", "--compare", "old"], 1, "old: holds no counts.parquet of a finished run"),
        (["in.jsonl", "-o", "out", "--settings", "none.yaml"], 2, "none.yaml"),
        (["in.jsonl", "-o", "nonsense://out"], 1, "Protocol not known"),
        (["in.jsonl", "-o", ""], 2, "expected a folder, found ''"),
        (["", "-o", "out"], 1, "'': no such file or folder"),
        (["in.jsonl", "-o", "out", "--workers", "two"], 2, "expected a whole number, found 'two'"),
        (["in.jsonl", "-o", "out", "--timeout", "long"], 2, "expected a number of seconds, found 'long'"),
    ],
)
def test_wrong_usage_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write_jsonl(tmp_path / "in.jsonl", records(2))
    assert main(["run", *arguments]) == code
    out, err = capsys.readouterr()
    assert message in err
    assert "Traceback" not in err
    assert out == ""


def test_columns_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    some = [{"key": one["id"], "link": one["url"], "raw": one["text"]} for one in records(5)]
    path = write_jsonl(tmp_path / "in.jsonl", some)
    options = ["--column", "raw", "--column", "id=key", "--column", "url=link", "--workers", "1"]
    assert main(["run", str(path), "-o", str(tmp_path / "out"), *options]) == 0
    assert rows_of(tmp_path / "out") == expected(records(5))
    capsys.readouterr()


def test_compare_tells_which_rule_collapsed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    some = records(90)
    changed = [{**one, "text": one["text"].replace(PROMO, "The ferry runs twice a day.")} for one in some]
    old, new = write_jsonl(tmp_path / "old.jsonl", some), write_jsonl(tmp_path / "new.jsonl", changed)
    options = ["--workers", "1", "--settings", str(settings_file(tmp_path))]
    assert main(["run", str(old), "-o", str(tmp_path / "old"), *options]) == 0
    capsys.readouterr()
    assert main(["run", str(new), "-o", str(tmp_path / "new"), *options, "--compare", str(tmp_path / "old")]) == 0
    told = capsys.readouterr().err
    assert re.search(
        r"cleaner:   common\.\S+ collapsed on all sites: 33\.3% of 90 documents before, 0\.0% of 90 now", told
    )
    assert re.search(r"collapsed on aldersby\.example: 100\.0% of 30 documents before, 0\.0% of 30 now", told)
    assert main(["run", str(old), "-o", str(tmp_path / "old"), *options, "--compare", str(tmp_path / "old")]) == 0
    assert f"no rule's hit rate collapsed or exploded since {tmp_path}/old" in capsys.readouterr().err


def test_the_command_is_loaded_only_when_it_is_called() -> None:
    code = "import sys, cleaner.cli; print([n for n in sys.modules if n.startswith(('cleaner.dataset', 'pyarrow'))])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal_and_without_one() -> None:
    now = [0.0]
    for stream in (_Terminal(), io.StringIO()):
        now[0] = 0.0
        reporter = Reporter(stream, lambda: now[0])
        for step in range(1, 101):
            now[0] = step * 1.0
            reporter(Progress(step * 10, step * 10, 0, step * 20, 0, 4000))
        reporter.end()
        shown = stream.getvalue()
        if stream.isatty():
            assert shown.startswith("\rcleaner: 10 documents, 10/s, 0%, 3 min 19 s left\rcleaner: 20 documents")
            assert shown.rstrip(" ").endswith("\r") or shown.endswith("\r")
        else:
            assert shown.splitlines() == [
                "cleaner: 300 documents, 10/s, 15%, 2 min 50 s left",
                "cleaner: 600 documents, 10/s, 30%, 2 min 20 s left",
                "cleaner: 900 documents, 10/s, 45%, 1 min 50 s left",
            ]


def test_time_left_does_not_count_what_an_earlier_run_did() -> None:
    reporter = Reporter(io.StringIO(), lambda: 0.0)
    line = reporter.line(Progress(950, 50, 2, 9500, 9000, 10_000), 10.0)
    assert line == "950 documents, 5/s, 95%, 10 s left, 2 in quarantine"


def test_the_documented_formats_of_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.html").write_text(page(1), encoding="utf-8")
    assert (
        main(["run", str(tmp_path / "page.html"), "-o", str(tmp_path / "out"), "--to", "parquet", "--workers", "1"])
        == 0
    )
    (row,) = rows_of(tmp_path / "out")
    assert (row["id"], row["status"]) == ("page.html", "ok")
    assert json.loads(json.dumps(row)) == row
    capsys.readouterr()
