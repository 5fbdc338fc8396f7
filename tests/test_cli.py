"""The command: what it prints, where, and its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.cli import main

TITLE = "Tarn votes to rebuild the pier"
ARTICLE = f"{TITLE}\n\nThe council of Tarn voted on Monday , by nine to two, to rebuild it.\n\nRead more: The pier\n"
CLEAN = f"{TITLE}\n\nThe council of Tarn voted on Monday, by nine to two, to rebuild it.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def run(*arguments: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cleaner", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=60, check=False)


def test_a_file_is_cleaned(article: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([str(article)]) == 0
    assert capfdbinary.readouterr() == (CLEAN.encode(), b"")


@pytest.mark.parametrize("arguments", [["-"], []])
def test_a_pipe_is_cleaned(arguments: list[str]) -> None:
    done = run(*arguments, stdin=ARTICLE.encode())
    assert (done.returncode, done.stdout, done.stderr) == (0, CLEAN.encode(), b"")


@pytest.mark.parametrize("option", [["--json"], ["--format", "json"]])
def test_json_has_all_fields(article: Path, capfdbinary: pytest.CaptureFixture[bytes], option: list[str]) -> None:
    assert main([str(article), *option, "--url", "https://tarn.example/pier"]) == 0
    fields = json.loads(capfdbinary.readouterr().out)
    assert fields["title"] == "Tarn votes to rebuild the pier"
    assert fields["text"] + "\n" == CLEAN
    assert fields["url"] == "https://tarn.example/pier"
    assert fields["source"] == ARTICLE
    assert fields["schema_version"] == 1
    assert [edit["before"] for edit in fields["edits"] if edit["stage"] == "boilerplate"] == ["Read more: The pier"]


def test_diff_names_the_rule_of_a_removal(article: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([str(article), "--diff"]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert "[-Read more: The pier-] [common.related.labelled_pointer" in out
    assert "\x1b" not in out


def test_explain_lists_each_change_with_its_place(article: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([str(article), "--explain"]) == 0
    rows = capfdbinary.readouterr().out.decode().splitlines()
    assert rows[0].split() == ["where", "category", "rule", "before", "after", "why"]
    assert [row.split()[:3] for row in rows if row[:1].isdigit()] == [
        ["3:36", "repair", rows[2].split()[2]],
        ["5:1", "related", "common.related.labelled_pointer"],
    ]


def test_explain_of_a_clean_text(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    assert main([str(tmp_path / "a.txt"), "--explain"]) == 0
    assert capfdbinary.readouterr().out == b"nothing was changed\n"


def test_markdown(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "a.txt").write_text(CLEAN + "\n# 5_000 people came.", encoding="utf-8")
    assert main([str(tmp_path / "a.txt"), "--format", "markdown"]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert out.startswith("# Tarn votes to rebuild the pier\n\n")
    assert out.endswith("\\# 5\\_000 people came.\n")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda _: None, "No such file"),
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0"), "binary"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b" \n \n"), "is empty"),
    ],
    ids=["missing", "folder", "binary", "empty", "blank"],
)
def test_unreadable_input_is_1(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], make: object, reason: str
) -> None:
    path = tmp_path / "input.txt"
    make(path)  # type: ignore[operator]
    assert main([str(path)]) == 1
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert str(path) in err.decode()
    assert reason in err.decode()
    assert err.count(b"\n") == 1


def test_a_page_without_text_is_1(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "a.html").write_text("<html><body><img src=a.png></body></html>", encoding="utf-8")
    assert main([str(tmp_path / "a.html")]) == 1
    assert b"a.html: no main text found" in capfdbinary.readouterr().err


@pytest.mark.parametrize("name", ["articles.jsonl", "crawl.warc.gz", "page.html.gz", "articles.PARQUET"])
def test_a_dataset_is_for_another_command(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([name]) == 1
    assert f"{name}: is no single article; for datasets: cleaner run {name}".encode() in capfdbinary.readouterr().err


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_closed_streams(article: Path, closed: str) -> None:
    """Without an input there is none, without an output nothing can be done; messages may have nowhere to go."""
    source = "-" if closed == "<&-" else f"'{article}'"
    command = f"'{sys.executable}' -m cleaner {source} {closed}"
    done = subprocess.run(
        ["bash", "-c", command], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False
    )
    wanted = {
        "<&-": (1, b"", b"cleaner: standard input: is empty\n"),
        ">&-": (1, b"", b"cleaner: standard output is closed\n"),
        "2>&-": (0, CLEAN.encode(), b""),
    }
    assert (done.returncode, done.stdout, done.stderr) == wanted[closed]


def test_quiet_leaves_warnings_out(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Read more: The pier\n", encoding="utf-8")
    assert main([str(path)]) == 0
    assert b"a.txt: removal budget exceeded" in capfdbinary.readouterr().err
    assert main([str(path), "--quiet"]) == 0
    assert capfdbinary.readouterr() == (b"Read more: The pier\n", b"")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-such-option"],
        ["--captions", "upside-down"],
        ["--settings", "/nowhere.yaml"],
        ["--rules", "/nowhere"],
        ["--lang", "old norse"],
        ["another.txt"],
    ],
)
def test_wrong_usage_is_2(article: Path, capfdbinary: pytest.CaptureFixture[bytes], arguments: list[str]) -> None:
    assert main([str(article), *arguments]) == 2
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert arguments[-1].encode() in err
    assert b"Traceback" not in err


def test_settings_and_own_rules(article: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "pier.yaml").write_text(
        "vote:\n  description: d\n  category: promo\n  patterns: ['voted on Monday']\n"
        "  examples: {match: ['They voted on Monday.'], spare: ['They vote.']}\n",
        encoding="utf-8",
    )
    (tmp_path / "settings.yaml").write_text("rules: [own]\nrules_off: [common.related.]\nmax_removed: 0.9\n")
    assert main([str(article), "--settings", str(tmp_path / "settings.yaml")]) == 0
    assert capfdbinary.readouterr().out.decode() == "Tarn votes to rebuild the pier\n\nRead more: The pier\n"


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "--explain" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("cleaner")


def test_a_reader_that_goes_away_is_no_error(article: Path) -> None:
    article.write_text(ARTICLE + "\n\n".join(["It rained all day in the valley of Tarn."] * 20_000), encoding="utf-8")
    command = f'"{sys.executable}" -m cleaner "{article}" | head -c 10'
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_1(article: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cleaner", str(article)],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("locale", ["ascii", "cp1252"])
@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [(["rules", "explain", "Брат — café", "--lang", "ru"], "Брат — café"), (["rules", "new"], "→"), (["-"], "Брат")],
)
def test_the_locale_changes_no_output(locale: str, arguments: list[str], wanted: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": locale, "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "cleaner", *arguments]
    source = "Брат пошёл на реку и долго смотрел на лодки.".encode()
    done = subprocess.run(command, input=source, env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, wanted in done.stdout.decode()) == (0, True), done.stderr


def test_lines_to_explain_are_utf8_and_anything_else_is_shown() -> None:
    done = run("rules", "explain", "-", "--lang", "fr", stdin=b"caf\xe9\ncaf\xc3\xa9\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().startswith("caf\\udce9\n  → stays\ncafé\n")


def test_an_address_is_not_fetched(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["https://tarn.example/pier"]) == 1
    assert b"nothing is fetched here; try: curl -s https://tarn.example/pier | cleaner" in capfdbinary.readouterr().err


def test_a_message_is_one_line(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["no\nsuch.txt"]) == 1
    assert capfdbinary.readouterr().err == b"cleaner: no such.txt: No such file or directory\n"


def test_signs_that_turn_the_line_around_are_shown(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("It rained all day in Tarn.\n\n\u202eRead more: The pier\u202c\n", encoding="utf-8")
    for option in ("--diff", "--explain"):
        assert main([str(path), option, "--lang", "en"]) == 0
        out = capfdbinary.readouterr().out.decode()
        assert "<U+202E>Read more: The pier<U+202C>" in out
