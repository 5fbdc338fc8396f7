"""Counts by site and rule: adding up, and comparing runs."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus import expected, records, write_jsonl

from cleaner.dataset.counts import (
    Count,
    Counts,
    Drift,
    Key,
    add,
    compare,
    count_row,
    merge_tables,
    site_of,
    to_table,
)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.corvane.example/a?b", "corvane.example"),
        ("http://News.Dunmoor.example:8080/", "news.dunmoor.example"),
        ("no address", ""),
        ("http://[broken", ""),
        (None, ""),
    ],
)
def test_the_site_of_an_address(url: str | None, site: str) -> None:
    assert site_of(url) == site


def row(status: str = "ok", *edits: tuple[str, str, str, str]) -> dict[str, Any]:
    return {
        "url": "https://dunmoor.example/1",
        "status": status,
        "edits": [{"rule": rule, "category": kind, "before": old, "after": new} for rule, kind, old, new in edits],
    }


def test_a_document_counts_once_per_rule_and_each_edit_by_its_size() -> None:
    counts: Counts = {}
    count_row(row("ok", ("a", "promo", "12345", ""), ("a", "promo", "12", "1"), ("b+c", "repair", "1", "123")), counts)
    count_row(row("empty"), counts)
    site = "dunmoor.example"
    assert counts == {
        Key(site): Count(2),
        Key(site, "a", "promo"): Count(1, 2, 6, 0),
        Key(site, "b", "repair"): Count(1, 1, 0, 2),
        Key(site, "c", "repair"): Count(1, 1, 0, 0),
        Key(site, "status.empty", "status"): Count(1),
    }


def test_parts_add_up_to_the_whole() -> None:
    rows = expected(records(60))
    whole: Counts = {}
    parts: list[Counts] = [{}, {}, {}]
    for number, one in enumerate(rows):
        count_row(one, whole)
        count_row(one, parts[number % 3])
    assert merge_tables([to_table(part) for part in parts]).equals(to_table(whole))
    assert merge_tables([]).num_rows == 0
    summed: Counts = {}
    for part in parts:
        add(part, summed)
    assert summed == whole


def table(*sites: tuple[str, int, dict[str, int]]) -> pa.Table:
    counts: Counts = {}
    for site, documents, hits in sites:
        counts[Key(site)] = Count(documents)
        for rule, number in hits.items():
            counts[Key(site, rule, "promo")] = Count(number, number)
    return to_table(counts)


def test_collapse_and_explosion_are_reported_and_small_changes_are_not() -> None:
    old = table(("a.example", 200, {"gone": 150, "grown": 4, "same": 100, "less": 120}), ("b.example", 5, {"rare": 1}))
    new = table(("a.example", 200, {"grown": 120, "same": 90, "less": 90}), ("b.example", 5, {}), ("c.example", 9, {}))
    drifts = compare(old, new)
    assert Drift("a.example", "gone", (150, 200), (0, 200)) in drifts
    assert Drift("a.example", "grown", (4, 200), (120, 200)) in drifts
    assert {drift.rule for drift in drifts} == {"gone", "grown"}
    assert str(drifts[0]) == "gone collapsed on a.example: 75.0% of 200 documents before, 0.0% of 200 now"
    assert "grown exploded on all sites: 2.0% of 205 documents before, 56.1% of 214 now" in map(str, drifts)
    assert compare(new, new) == []


def test_chance_alone_is_not_reported() -> None:
    dice = random.Random(5)

    def sample() -> pa.Table:
        return table(
            *(
                (f"s{n}.example", 30, {f"r{k}": sum(dice.random() < 0.2 for _ in range(30)) for k in range(10)})
                for n in range(40)
            )
        )

    assert compare(sample(), sample()) == []


def test_a_run_writes_counts_that_are_those_of_its_rows(run_inline: Callable[..., Any], tmp_path: Path) -> None:
    run_inline(write_jsonl(tmp_path / "in.jsonl", records(40)), shard=9)
    counts: Counts = {}
    for one in expected(records(40)):
        count_row(one, counts)
    assert pq.read_table(tmp_path / "out/counts.parquet").equals(to_table(counts))
    parts = [pq.read_table(path) for path in sorted((tmp_path / "out/counts").iterdir())]
    assert len(parts) == 5
    assert merge_tables(parts).equals(to_table(counts))
