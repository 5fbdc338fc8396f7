"""What each rule did, by site: counted by workers, added up across shards, compared between runs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from cleaner.dataset.rows import Row, Status

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ALL_SITES", "Counts", "Drift", "Key", "compare", "count_row", "merge_tables", "site_of", "to_table"]

ALL_SITES = "*"
_CHANCE = 0.001  # of one false alarm in a whole comparison
_RATIO = 2.0  # smaller changes of a hit rate are never reported


class Key(NamedTuple):
    """What is counted.

    Attributes:
        site: host of the address without "www."; empty where it is unknown.
        rule: id of the rule; ``status.<status>`` for documents that did not come out well; empty for all documents.
        category: of the edit.
    """

    site: str
    rule: str = ""
    category: str = ""


class Count(NamedTuple):
    """How often.

    Attributes:
        documents: documents with such an edit.
        edits: edits.
        removed: characters that went (a replacement counts by how much shorter it is).
        added: characters that came.
    """

    documents: int = 0
    edits: int = 0
    removed: int = 0
    added: int = 0

    def plus(self, other: Count) -> Count:
        return Count(*(mine + its for mine, its in zip(self, other, strict=True)))


Counts = dict[Key, Count]


def site_of(url: str | None) -> str:
    """The host of an address without "www.", for counting; empty if there is none."""
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        host = None
    return (host or "").removeprefix("www.")


def count_row(row: Row, into: Counts) -> None:
    """Count a document and its edits. Characters of an edit that several rules share go to the first of them."""
    site = site_of(row["url"])
    found: Counts = {Key(site): Count(documents=1)}
    if row["status"] != Status.OK:
        found[Key(site, f"status.{row['status']}", "status")] = Count(documents=1)
    for edit in row["edits"]:
        gone = len(edit["before"]) - len(edit["after"])
        for place, rule in enumerate(edit["rule"].split("+")):
            key = Key(site, rule, str(edit["category"]))
            one = Count(0, 1, max(0, gone), max(0, -gone)) if place == 0 else Count(0, 1)
            found[key] = found.get(key, Count(documents=1)).plus(one)
    add(found, into)


def add(counts: Mapping[Key, Count], into: Counts) -> None:
    """Add counts to others."""
    for key, count in counts.items():
        before = into.get(key)
        into[key] = before.plus(count) if before else count


def to_table(counts: Mapping[Key, Count]) -> pa.Table:
    """Counts as a table: site, rule, category, documents, edits, removed, added; in the order of the first three."""
    import pyarrow as pa

    names = (*Key._fields, *Count._fields)
    types = [pa.string()] * len(Key._fields) + [pa.int64()] * len(Count._fields)
    columns = list(zip(*((*key, *counts[key]) for key in sorted(counts)), strict=True)) or [()] * len(names)
    arrays = [pa.array(column, type_) for column, type_ in zip(columns, types, strict=True)]
    return pa.Table.from_arrays(arrays, names=list(names))


def merge_tables(tables: Iterable[pa.Table]) -> pa.Table:
    """One table of counts from several, of workers, shards or runs."""
    import pyarrow as pa

    table = pa.concat_tables([to_table({}), *tables])
    merged = table.group_by(list(Key._fields)).aggregate([(name, "sum") for name in Count._fields])
    merged = merged.select([*Key._fields, *(f"{name}_sum" for name in Count._fields)]).rename_columns(
        table.column_names
    )
    return merged.sort_by([(name, "ascending") for name in Key._fields])


@dataclass(frozen=True, slots=True)
class Drift:
    """A rule whose hit rate is not what it was.

    Attributes:
        site: where; "*" for all sites together.
        rule: its id.
        before: documents with a hit, and documents, in the old run.
        after: the same in the new one.
    """

    site: str
    rule: str
    before: tuple[int, int]
    after: tuple[int, int]

    def __str__(self) -> str:
        (hits, total), (hits_now, total_now) = self.before, self.after
        where = "all sites" if self.site == ALL_SITES else self.site or "(no address)"
        old, new = hits / total, hits_now / total_now
        word = "collapsed" if new < old else "exploded"
        return f"{self.rule} {word} on {where}: {old:.1%} of {total} documents before, {new:.1%} of {total_now} now"


def compare(old: pa.Table, new: pa.Table) -> list[Drift]:
    """Rules whose hit rate collapsed or exploded, on a site or on all, strongest first.

    A change is reported if it is at least twofold and Wilson's score intervals of the two rates lie apart, at
    a confidence that leaves one false alarm in a thousand comparisons of whole runs (Bonferroni). So a site
    with a handful of documents is reported only if everything about it changed.

    Args:
        old: counts of one run, as :func:`to_table` gives them.
        new: those of another. Sites that only one of them has are left alone.
    """
    totals = _totals(old), _totals(new)
    hits = _hits(old), _hits(new)
    keys = [key for key in sorted({*hits[0], *hits[1]}) if totals[0].get(key[0], 0) and totals[1].get(key[0], 0)]
    z = NormalDist().inv_cdf(1 - _CHANCE / (2 * max(1, len(keys))))
    drifts = []
    for key in keys:
        before = hits[0].get(key, 0), totals[0][key[0]]
        after = hits[1].get(key, 0), totals[1][key[0]]
        if _differ(before, after, z):
            drifts.append(Drift(*key, before, after))
    return sorted(drifts, key=lambda drift: (-_gap(drift.before, drift.after, z), drift.site, drift.rule))


def _totals(table: pa.Table) -> dict[str, int]:
    totals: dict[str, int] = {}
    for site, rule, documents in _rows(table):
        if not rule:
            totals[site] = totals.get(site, 0) + documents
            totals[ALL_SITES] = totals.get(ALL_SITES, 0) + documents
    return totals


def _hits(table: pa.Table) -> dict[tuple[str, str], int]:
    """Documents with a hit; a rule that edits under two categories counts with the larger number."""
    largest: dict[tuple[str, str], int] = {}
    for site, rule, documents in _rows(table):
        if rule:
            largest[site, rule] = max(largest.get((site, rule), 0), documents)
    hits = dict(largest)
    for (_, rule), documents in largest.items():
        hits[ALL_SITES, rule] = hits.get((ALL_SITES, rule), 0) + documents
    return hits


def _rows(table: pa.Table) -> Iterable[tuple[str, str, int]]:
    return zip(*(table.column(name).to_pylist() for name in ("site", "rule", "documents")), strict=True)


def _differ(before: tuple[int, int], after: tuple[int, int], z: float) -> bool:
    rates = sorted((before[0] / before[1], after[0] / after[1]))
    return rates[1] >= _RATIO * rates[0] and _gap(before, after, z) > 0


def _gap(before: tuple[int, int], after: tuple[int, int], z: float) -> float:
    """How far the intervals of two rates lie apart; negative if they overlap."""
    one, two = _interval(*before, z), _interval(*after, z)
    return max(one[0] - two[1], two[0] - one[1])


def _interval(hits: int, total: int, z: float) -> tuple[float, float]:
    """Wilson's score interval of a rate (Wilson 1927)."""
    rate, square = hits / total, z * z
    centre = rate + square / (2 * total)
    spread = z * math.sqrt(rate * (1 - rate) / total + square / (4 * total * total))
    return (centre - spread) / (1 + square / total), (centre + spread) / (1 + square / total)
