"""A run from inputs to output: the same rows in every form, nothing lost, nothing twice."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import fsspec
import pyarrow.parquet as pq
import pytest
from corpus import SETTINGS, Record, article, expected, page, records, rows_of, write_jsonl

from cleaner import CleanerError, Settings, SettingsError, SourceError
from cleaner.dataset import LEDGER_SCHEMA, SCHEMA, Columns
from cleaner.dataset.store import Store

Run = Callable[..., Any]


def files_of(output: Path) -> dict[str, bytes]:
    """All files of an output but the Parquet ones, which name their writer."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.suffix != ".parquet"
    }


@pytest.mark.parametrize("to", ["jsonl", "jsonl.gz", "jsonl.zst", "parquet"])
def test_every_form_of_output_has_the_rows_of_the_library(run_inline: Run, tmp_path: Path, to: str) -> None:
    some = records(50)
    summary = run_inline(write_jsonl(tmp_path / "in.jsonl", some), to=to, shard=20, block=7, ledger=True)
    want = expected(some)
    assert rows_of(tmp_path / "out") == want
    assert sorted(path.name for path in (tmp_path / "out/data").iterdir()) == [
        f"part-{number:06}.{to}" for number in range(3)
    ]
    ledger = [{"id": row["id"], **edit} for row in want for edit in row["edits"]]
    assert rows_of(tmp_path / "out", "ledger") == ledger
    assert pq.read_schema(tmp_path / "out/ledger/part-000000.parquet") == LEDGER_SCHEMA
    if to == "parquet":
        assert pq.read_schema(tmp_path / "out/data/part-000000.parquet") == SCHEMA
    assert (summary.documents, summary.statuses, summary.losses) == (50, {"ok": 50}, [])
    assert not (tmp_path / "out/.unfinished").exists()


def test_the_summary_says_what_was_done(run_inline: Run, tmp_path: Path) -> None:
    some = records(30)
    summary = run_inline(write_jsonl(tmp_path / "in.jsonl", some), shard=8)
    rows = expected(some)
    removed: dict[str, int] = {}
    documents: dict[str, int] = {}
    for row in rows:
        for edit in row["edits"]:
            gone = max(0, len(edit["before"]) - len(edit["after"]))
            removed[edit["category"]] = removed.get(edit["category"], 0) + gone
        for rule in {rule for edit in row["edits"] for rule in edit["rule"].split("+")}:
            documents[rule] = documents.get(rule, 0) + 1
    assert summary.categories == removed
    assert dict(summary.rules) == documents
    assert summary.characters == sum(len(row["text"]) for row in rows)
    told = json.loads((tmp_path / "out/summary.json").read_text())
    assert told["categories"] == removed


def test_poison_goes_to_quarantine_with_its_source_and_the_run_goes_on(run_inline: Run, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "good", "text": article(1)}),
        "{broken",
        json.dumps({"id": "none", "text": None}),
        json.dumps({"id": "number", "text": 5}),
        json.dumps({"id": "nothing", "url": "https://dunmoor.example/"}),
        json.dumps(["a", "list"]),
        json.dumps({"id": "promo", "url": "https://dunmoor.example/p", "text": article(0)}),
        "[" * 100_000,
        json.dumps({"id": "lone", "text": "The mill \ud800 burned."}),
        json.dumps({"id": "last", "text": article(2)}),
    ]
    path = tmp_path / "in.jsonl"
    path.write_bytes("\n".join(lines).encode())
    settings = Settings(languages=("en",), max_removed=0.0)
    summary = run_inline(path, settings=settings)
    assert [row["id"] for row in rows_of(tmp_path / "out")] == ["good", "lone", "last"]
    aside = rows_of(tmp_path / "out", "quarantine")
    where = str(path)
    assert [(row["id"], row["status"], row["record"], row["input"]) for row in aside] == [
        (f"{where}#1", "failed", 1, where),
        ("none", "failed", 2, where),
        ("number", "failed", 3, where),
        ("nothing", "failed", 4, where),
        (f"{where}#5", "failed", 5, where),
        ("promo", "over_budget", 6, where),
        (f"{where}#7", "failed", 7, where),
    ]
    assert [row["reason"].split(":")[0] for row in aside] == [
        "not a line of JSON",
        "ValueError",
        "TypeError",
        "there is no field 'text' or 'html'; there are",
        "not a JSON object but list; each line must be one object",
        "removal budget exceeded",
        "not a line of JSON",
    ]
    assert aside[0]["source"] == "{broken\n"
    assert aside[5]["source"] == article(0)
    assert summary.statuses == {"failed": 6, "ok": 3, "over_budget": 1}
    assert summary.quarantined == 7


def test_what_was_set_aside_can_be_run_again(run_inline: Run, tmp_path: Path) -> None:
    some = records(10)
    run_inline(write_jsonl(tmp_path / "in.jsonl", some), settings=Settings(languages=("en",), max_removed=0.0))
    again = run_inline(
        tmp_path / "out/quarantine", tmp_path / "again", columns=Columns(source="source"), settings=SETTINGS
    )
    assert again.statuses == {"ok": 4}
    assert rows_of(tmp_path / "again") == [
        row for row in expected(some) if row["id"] in ("doc-0", "doc-3", "doc-6", "doc-9")
    ]


def test_a_document_too_large_is_set_aside_whole(run_inline: Run, tmp_path: Path) -> None:
    some = [*records(3), {"id": "long", "text": "x" * 50_000}, *records(6)[3:]]
    summary = run_inline(write_jsonl(tmp_path / "in.jsonl", some), document=20_000, shard=4)
    assert [row["id"] for row in rows_of(tmp_path / "out")] == [f"doc-{number}" for number in range(6)]
    (aside,) = rows_of(tmp_path / "out", "quarantine")
    assert (aside["status"], aside["record"]) == ("too_long", 3)
    assert aside["reason"] == "too large to be cleaned: 50027 bytes (--max-bytes)"
    source = (tmp_path / "out" / aside["source_file"]).read_bytes()
    assert json.loads(source) == some[3]
    assert summary.statuses == {"ok": 6, "too_long": 1}


def test_a_damaged_input_costs_what_cannot_be_read(run_inline: Run, tmp_path: Path) -> None:
    data = gzip.compress(write_jsonl(tmp_path / "whole.jsonl", records(60)).read_bytes())
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    write_jsonl(tmp_path / "b.jsonl", records(5))
    summary = run_inline([tmp_path / "a.jsonl.gz", tmp_path / "b.jsonl"], shard=10)
    rows = rows_of(tmp_path / "out")
    assert rows[-5:] == expected(records(5))
    assert rows[:-5] == expected(records(60))[: len(rows) - 5]
    assert len(rows) > 20
    (loss,) = summary.losses
    assert loss["input"] == str(tmp_path / "a.jsonl.gz")
    assert loss["reason"].startswith("cut off or damaged (Truncated compressed stream)")
    assert run_inline([tmp_path / "a.jsonl.gz", tmp_path / "b.jsonl"], shard=10) == summary


def test_a_cut_within_a_document_too_large_is_told_once(run_inline: Run, tmp_path: Path) -> None:
    random = Random(1)
    long = {"id": "long", "text": "".join(random.choice("abcdefgh") for _ in range(300_000))}
    data = gzip.compress(write_jsonl(tmp_path / "in.jsonl", [*records(5), long]).read_bytes())
    (tmp_path / "in.jsonl.gz").write_bytes(data[:-40_000])
    summary = run_inline(tmp_path / "in.jsonl.gz", document=20_000)
    assert rows_of(tmp_path / "out") == expected(records(5))
    assert summary.statuses == {"ok": 5, "too_long": 1}
    assert [loss["document"] for loss in summary.losses] == [6]
    (aside,) = rows_of(tmp_path / "out", "quarantine")
    kept = (tmp_path / "out" / aside["source_file"]).read_bytes()
    assert json.dumps(long).encode().startswith(kept)
    assert len(kept) > 150_000


def test_limit_and_sizes_of_shards(run_inline: Run, tmp_path: Path) -> None:
    paths = [write_jsonl(tmp_path / f"{name}.jsonl", records(10)) for name in "abc"]
    summary = run_inline(paths, total=23, shard=7, block=3)
    assert summary.documents == 23
    want = expected(records(10))
    assert rows_of(tmp_path / "out") == (want * 3)[:23]
    sizes = [len(path.read_text().splitlines()) for path in sorted((tmp_path / "out/data").iterdir())]
    assert sizes == [7, 7, 7, 2]
    assert run_inline(paths, total=23, shard=7, block=3) == summary


def test_neither_blocks_nor_engine_change_a_byte(run_inline: Run, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "in.jsonl", records(30))
    run_inline(path, tmp_path / "one", shard=12, block=1)
    run_inline(path, tmp_path / "two", shard=12, block=64)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


@pytest.mark.parametrize("place", range(12))
def test_a_run_goes_on_wherever_a_write_failed(
    run_inline: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    path = write_jsonl(tmp_path / "in.jsonl", records(30))
    run_inline(path, tmp_path / "whole", shard=10, ledger=True)
    publish, calls = Store.publish, 0

    def failing(self: Store, name: str) -> None:
        nonlocal calls
        calls += 1
        if calls > place:
            raise OSError(28, "No space left on device")
        publish(self, name)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "publish", failing)
        with pytest.raises(OSError, match="No space"):
            run_inline(path, shard=10, ledger=True)
    run_inline(path, shard=10, ledger=True)
    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")
    assert rows_of(tmp_path / "out", "ledger") == rows_of(tmp_path / "whole", "ledger")


def test_a_finished_run_is_left_alone(run_inline: Run, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "in.jsonl", records(20))
    first = run_inline(path)
    before = {
        name: (tmp_path / "out" / name).stat().st_mtime_ns for name in files_of(tmp_path / "out") if "part" in name
    }
    assert run_inline(path) == first
    assert {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in before} == before


def test_another_choice_does_not_mix_with_an_earlier_run(run_inline: Run, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "in.jsonl", records(3))
    run_inline(path)
    with pytest.raises(SettingsError, match=r"out: holds a run with another choice of settings, target; delete it"):
        run_inline(path, to="parquet", settings=Settings(languages=("en",), captions="fields"))
    write_jsonl(path, records(4))
    with pytest.raises(SettingsError, match="another choice of inputs"):
        run_inline(path)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("manifest/run.json", b"{", r"run\.json: is damaged"),
        ("manifest/run.json", b"[]", r"run\.json: is damaged"),
        ("manifest/part-000000.json", b"{", r"part-000000\.json: is damaged"),
        ("manifest/part-000000.json", b'{"shard": 0}', r"part-000000\.json: is damaged"),
        ("counts/part-000000.parquet", b"PAR1", r"part-000000\.parquet: is damaged"),
        ("counts/part-000000.parquet", None, r"counts/part-000000\.parquet: is missing"),
        ("data/part-000000.jsonl", None, r"data/part-000000\.jsonl: is missing"),
    ],
)
def test_a_damaged_run_is_told_and_not_gone_on_with(
    run_inline: Run, tmp_path: Path, name: str, data: bytes | None, message: str
) -> None:
    path = write_jsonl(tmp_path / "in.jsonl", records(3))
    run_inline(path)
    if data is None:
        (tmp_path / "out" / name).unlink()
    else:
        (tmp_path / "out" / name).write_bytes(data)
    with pytest.raises(CleanerError, match=message):
        run_inline(path)


def test_a_folder_with_other_things_is_not_touched(run_inline: Run, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "in.jsonl", records(3))
    (tmp_path / "out/data").mkdir(parents=True)
    (tmp_path / "out/data/part-000000.jsonl").write_text("mine")
    with pytest.raises(SettingsError, match="is not empty, and holds no run to go on with"):
        run_inline(path)
    assert (tmp_path / "out/data/part-000000.jsonl").read_text() == "mine"


def test_two_runs_cannot_write_to_one_folder(run_inline: Run, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "in.jsonl", records(3))
    store = Store(str(tmp_path / "out"))
    store.open()
    with pytest.raises(SettingsError, match="another run is writing there"):
        run_inline(path)
    store.close()
    assert run_inline(path).documents == 3


def test_output_through_fsspec_goes_on_as_well(
    run_inline: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_jsonl(tmp_path / "in.jsonl", records(30))
    fs = fsspec.filesystem("memory")
    publish, calls = Store.publish, 0

    def failing(self: Store, name: str) -> None:
        nonlocal calls
        calls += 1
        if calls == 6:
            raise OSError(5, "the network is gone")
        publish(self, name)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "publish", failing)
        with pytest.raises(OSError, match="network"):
            run_inline(path, "memory://bucket/clean", shard=10)
    run_inline(path, "memory://bucket/clean", shard=10)
    names = sorted(fs.glob("memory://bucket/clean/data/*"))
    assert names == [f"/bucket/clean/data/part-{number:06}.jsonl" for number in range(3)]
    rows = [json.loads(line) for name in names for line in fs.cat_file(name).splitlines()]
    assert rows == expected(records(30))


def test_a_network_that_fails_is_tried_again_and_loses_nothing(
    run_inline: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cleaner.dataset import plan, readers

    with fsspec.open("memory://crawl/flaky.jsonl", "wb") as file:
        file.write(write_jsonl(tmp_path / "in.jsonl", records(20)).read_bytes())
    read, tries = readers.read, 0

    def flaky(*arguments: Any) -> Any:
        nonlocal tries
        tries += 1
        for number, event in enumerate(read(*arguments)):
            if number == 6 and tries < 3:
                raise TimeoutError("no answer")
            yield event

    monkeypatch.setattr(plan, "read", flaky)
    monkeypatch.setattr(plan, "_PAUSES", (0.0, 0.0))
    run_inline("memory://crawl/flaky.jsonl")
    assert rows_of(tmp_path / "out") == expected(records(20))
    assert tries == 3

    def dead(*arguments: Any) -> Any:
        yield from list(read(*arguments))[:15]
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(plan, "read", dead)
    with pytest.raises(SourceError, match=r"flaky.jsonl can't be read: Input/output error. The same command goes on"):
        run_inline("memory://crawl/flaky.jsonl", tmp_path / "two", shard=5)
    assert rows_of(tmp_path / "two") == expected(records(20))[:15]
    monkeypatch.setattr(plan, "read", read)
    run_inline("memory://crawl/flaky.jsonl", tmp_path / "two", shard=5)
    assert rows_of(tmp_path / "two") == expected(records(20))

    monkeypatch.setattr(plan, "read", dead)
    summary = run_inline("memory://crawl/flaky.jsonl", tmp_path / "three", skips_unreadable=True)
    assert summary.documents > 15
    assert "is left out" in summary.losses[0]["reason"]


def test_a_folder_of_pages_and_texts(run_inline: Run, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    some: list[Record] = []
    for number in range(6):
        name = f"{number}.html" if number % 2 else f"{number}.txt"
        text = page(number) if number % 2 else article(number)
        (folder / name).write_text(text, encoding="utf-8")
        some.append({"id": name, "text": text})
    run_inline(folder, shard=4)
    assert rows_of(tmp_path / "out") == expected(some)


def test_ids_are_made_where_there_are_none(run_inline: Run, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "in.jsonl", [{"text": article(1)}, {"text": article(2)}])
    run_inline(path)
    assert [row["id"] for row in rows_of(tmp_path / "out")] == [f"{path}#0", f"{path}#1"]
