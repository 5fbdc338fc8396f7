"""A run over a whole dataset: plan, clean, write, account."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.dataset.counts import Count, merge_tables
from cleaner.dataset.dispatch import dispatch
from cleaner.dataset.inputs import Input, reason_of
from cleaner.dataset.output import Manifest, Shard, open_run, position_of
from cleaner.dataset.plan import Limits, Position, plan_blocks
from cleaner.dataset.pools import LocalPool, Pool
from cleaner.dataset.rows import QUARANTINED, cleaner_for
from cleaner.dataset.store import Store
from cleaner.dataset.work import Job
from cleaner.errors import SourceError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Engine", "Plan", "Progress", "Summary", "available_cores", "run", "summarise"]

FORMAT_VERSION = 1
"""Of the layout of an output folder; a run is not gone on with across versions."""

Engine = Callable[[Job, int, float], Pool]
"""Starts workers: what they do, how many, and the seconds for a document."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A run.

    Attributes:
        inputs: the files to read.
        output: the folder to write to, local or for fsspec.
        job: what to do with each document.
        workers: how many clean at once.
        limits: sizes.
        timeout: seconds for a document.
        engine: starts the workers.
    """

    inputs: Sequence[Input]
    output: str
    job: Job
    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    timeout: float = 60.0
    engine: Engine = LocalPool


class Progress(NamedTuple):
    """How far a run is.

    Attributes:
        documents: documents so far, earlier runs included.
        fresh: documents of this run.
        quarantined: documents set aside.
        read: bytes of the inputs taken.
        skipped: those of them that earlier runs had taken.
        total: bytes of all inputs; 0 where unknown.
    """

    documents: int
    fresh: int
    quarantined: int
    read: int
    skipped: int
    total: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to.

    Attributes:
        documents: documents read.
        characters: characters of clean text.
        statuses: documents by status.
        categories: characters removed, by category of the edits.
        rules: the rules that acted in most documents, with the number of those.
        losses: what could not be read: input, documents before it, reason.
        rules_versions: versions of the rules used: one, unless a rule expired in between.
    """

    documents: int
    characters: int
    statuses: dict[str, int]
    categories: dict[str, int]
    rules: list[tuple[str, int]]
    losses: list[dict[str, Any]]
    rules_versions: list[str]

    @property
    def quarantined(self) -> int:
        return sum(number for status, number in self.statuses.items() if status in QUARANTINED)


def available_cores() -> int:
    """Cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on Linux
        return os.cpu_count() or 1


def run(plan: Plan, report: Callable[[Progress], None] = lambda _: None) -> tuple[Summary, pa.Table]:
    """Clean a dataset, or what is left of it.

    Args:
        plan: what to do.
        report: called after every block.

    Returns:
        What the whole run came to, earlier parts included, and the counts by site and rule.

    Raises:
        SettingsError: if the output holds something else, or settings are wrong.
        SourceError: if the disk or the network fails on an input.
        OSError: if the output can't be written. The same call goes on where it stopped.
    """
    version = cleaner_for(plan.job.settings).rules_version
    store = Store(plan.output)
    with closing(store):
        manifests = open_run(store, identity_of(plan, version))
        for manifest in _shards(plan, store, version, manifests, report):
            manifests.append(manifest)
        counts = _merged(store, manifests)
        summary = summarise(manifests, counts)
        _write_summary(store, summary, counts)
    return summary, counts


def identity_of(plan: Plan, version: str) -> dict[str, Any]:
    """What must be the same for a run to be gone on with."""
    digest = hashlib.sha256()
    for item in plan.inputs:
        digest.update(json.dumps([item.path, item.format, item.size]).encode())
    return {
        "format": FORMAT_VERSION,
        "inputs": {"files": len(plan.inputs), "digest": digest.hexdigest()},
        "settings": dataclasses.asdict(plan.job.settings),
        "columns": dataclasses.asdict(plan.job.columns),
        "target": plan.job.target,
        "ledger": plan.job.ledger,
        "rules": version,
        "limits": {"shard": plan.limits.shard, "document": plan.limits.document, "total": plan.limits.total},
    }


def _shards(
    plan: Plan, store: Store, version: str, manifests: Sequence[Manifest], report: Callable[[Progress], None]
) -> Iterator[Manifest]:
    """Do what is left, shard by shard."""
    start = position_of(manifests[-1]) if manifests else Position()
    done = sum(manifest["documents"] for manifest in manifests)
    if start.input >= len(plan.inputs) or done == plan.limits.total:
        return
    aside = sum(_aside(manifest["statuses"]) for manifest in manifests)
    total = sum(item.size or 0 for item in plan.inputs) if all(item.size for item in plan.inputs) else 0
    skipped = sum(item.size or 0 for item in plan.inputs[: start.input]) + start.place.offset
    spills = itertools.count()
    blocks = plan_blocks(
        plan.inputs, start, done, plan.job.columns, plan.limits, lambda: store.temporary(f"spill-{next(spills)}")
    )
    fresh = 0
    shard = Shard(store, len(manifests), plan.job.target, version, start)
    with _pool(plan) as pool, _abandoned(lambda: shard):
        for block, results in dispatch(blocks, pool, plan.job, plan.timeout):
            statuses = shard.add(block, results)
            fresh += statuses.total()
            aside += _aside(statuses)
            if block.ends_shard and not shard.is_empty:
                yield shard.commit(block.end)
                shard = Shard(store, shard.number + 1, plan.job.target, version, block.end)
            report(Progress(done + fresh, fresh, aside, block.read, skipped, total))


def _aside(statuses: Mapping[str, int]) -> int:
    return sum(number for status, number in statuses.items() if status in QUARANTINED)


@contextmanager
def _pool(plan: Plan) -> Iterator[Pool]:
    with closing(plan.engine(plan.job, plan.workers, plan.timeout)) as pool:
        yield pool


@contextmanager
def _abandoned(current: Callable[[], Shard]) -> Iterator[None]:
    """Closes the files of the shard at hand when something goes wrong."""
    try:
        yield
    except BaseException:
        current().abandon()
        raise


def _merged(store: Store, manifests: Sequence[Manifest]) -> pa.Table:
    """The counts of all shards as one table; a few at a time, so that it takes little memory."""
    table = merge_tables([])
    names = [name for manifest in manifests for name in manifest["files"] if name.startswith("counts/")]
    for start in range(0, len(names), 64):
        table = merge_tables([table, *(read_counts(store, name) for name in names[start : start + 64])])
    return table


def read_counts(store: Store, name: str) -> pa.Table:
    """A table of counts from a folder.

    Raises:
        SourceError: if it is none.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(store.read(name) or b""))
    except (pa.ArrowException, OSError) as error:
        raise SourceError(f"{store.root}/{name}: is damaged: {reason_of(error)}") from None
    missing = {"site", "rule", "category", *Count._fields} - {*table.schema.names}
    if missing:
        raise SourceError(f"{store.root}/{name}: holds no counts of a run: there is no column {min(missing)!r}")
    return table


def summarise(manifests: Sequence[Manifest], counts: pa.Table) -> Summary:
    """What shards and their counts come to."""
    import pyarrow.compute as pc

    edits = counts.filter(pc.and_(pc.not_equal(counts["rule"], ""), pc.not_equal(counts["category"], "status")))
    categories = edits.group_by("category").aggregate([("removed", "sum")]).to_pylist()
    rules = edits.group_by("rule").aggregate([(name, "sum") for name in Count._fields]).to_pylist()
    rules.sort(key=lambda row: (-row["documents_sum"], row["rule"]))
    statuses: Counter[str] = Counter()
    for manifest in manifests:
        statuses.update(manifest["statuses"])
    return Summary(
        documents=sum(manifest["documents"] for manifest in manifests),
        characters=sum(manifest["characters"] for manifest in manifests),
        statuses=dict(sorted(statuses.items())),
        categories={
            row["category"]: row["removed_sum"]
            for row in sorted(categories, key=lambda row: (-row["removed_sum"], row["category"]))
        },
        rules=[(row["rule"], row["documents_sum"]) for row in rules[:10]],
        losses=[loss for manifest in manifests for loss in manifest["losses"]],
        rules_versions=sorted({manifest["rules_version"] for manifest in manifests}),
    )


def _write_summary(store: Store, summary: Summary, counts: pa.Table) -> None:
    import pyarrow.parquet as pq

    pq.write_table(counts, store.temporary("counts.parquet"), compression="zstd")
    store.publish("counts.parquet")
    store.write("summary.json", json.dumps(dataclasses.asdict(summary), indent=2).encode() + b"\n")
