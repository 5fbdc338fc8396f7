"""Runs in processes of their own that are killed, starved of disk, and given documents that hang or crash."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from corpus import QUICK, SETTINGS, command, expected, records, rows_of, run_alone, settings_file, write_jsonl

from cleaner.dataset import pools
from cleaner.dataset.dispatch import dispatch
from cleaner.dataset.inputs import find_inputs
from cleaner.dataset.plan import Block, Limits
from cleaner.dataset.pools import LocalPool, Lost, Task
from cleaner.dataset.rows import Columns
from cleaner.dataset.run import Plan, Progress, run
from cleaner.dataset.work import Document, Job, Result, clean_documents

JOB = Job(SETTINGS, Columns())


def shards(output: Path) -> int:
    return len(list((output / "manifest").glob("part-*")))


def data_of(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((output / "data").iterdir())}


def test_ten_kills_at_random_points_change_nothing(tmp_path: Path) -> None:
    dice = random.Random()
    some = records(2500, words=40)
    path = write_jsonl(tmp_path / "in.jsonl", some)
    arguments = ("--workers", 2, "--shard-size", 25, "--batch-size", 8, "--settings", settings_file(tmp_path, QUICK))
    output = tmp_path / "killed"
    kills = 0
    for _ in range(10):
        process = subprocess.Popen(command(path, "-o", output, *arguments), stderr=subprocess.PIPE)
        before, deadline = shards(output), time.monotonic() + 30
        while shards(output) == before and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(dice.uniform(0, 0.04))
        kills += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert kills == 10, "the run was over before it was killed: the corpus is too small"
    assert 10 <= shards(output) < 100
    last = run_alone(path, "-o", output, *arguments)
    assert last.returncode == 0, last.stderr
    whole = run_alone(path, "-o", tmp_path / "whole", *arguments)
    assert whole.returncode == 0, whole.stderr
    assert data_of(output) == data_of(tmp_path / "whole")
    assert rows_of(output) == expected(some, QUICK)
    assert not [path for path in output.rglob("*") if ".unfinished" in path.name]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root can mount a small disk; a limit on the size of files is tested instead")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_stops_the_run_and_it_goes_on_when_there_is_room(tmp_path: Path, small_disk: Path) -> None:
    path = write_jsonl(tmp_path / "in.jsonl", records(300))
    output = small_disk / "out"
    arguments = (path, "-o", output, "--workers", 1, "--shard-size", 40, "--settings", settings_file(tmp_path))
    full = run_alone(*arguments)
    assert full.returncode == 1
    assert full.stderr.splitlines()[-1] == (
        f"cleaner: {output}: can't be written: No space left on device. "
        "What is finished is kept; the same command goes on from there"
    )
    assert 0 < shards(output) < 8
    kept = rows_of(output)
    assert kept == expected(records(300))[: len(kept)]
    subprocess.run(["mount", "-o", "remount,size=32m", str(small_disk)], check=True)
    assert run_alone(*arguments).returncode == 0
    assert rows_of(output) == expected(records(300))


def test_a_limit_on_the_size_of_files_is_the_same(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "in.jsonl", records(120))
    output = tmp_path / "out"
    arguments = (path, "-o", output, "--workers", 1, "--shard-size", 60, "--settings", settings_file(tmp_path))
    limited = run_alone(*arguments, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)))
    assert limited.returncode == 1
    assert "can't be written: File too large" in limited.stderr
    assert run_alone(*arguments).returncode == 0
    assert rows_of(output) == expected(records(120))


def test_a_lost_worker_costs_nothing(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "in.jsonl", records(400))
    pools: list[LocalPool] = []

    def engine(job: Job, size: int, timeout: float) -> LocalPool:
        pools.append(LocalPool(job, size, timeout))
        return pools[-1]

    killed: set[int] = set()

    def kill_one(progress: Progress) -> None:
        if progress.fresh > 50 * (len(killed) + 1) and len(killed) < 2:
            pid = pools[0].pids[len(killed) % 2]
            os.kill(pid, signal.SIGKILL)
            killed.add(pid)

    plan = Plan(find_inputs([str(path)]), str(tmp_path / "out"), JOB, 2, Limits(block=8), engine=engine)
    summary, _ = run(plan, kill_one)
    assert len(killed) == 2
    assert summary.statuses == {"ok": 400}
    assert rows_of(tmp_path / "out") == expected(records(400))


class FaultyPool:
    """Two workers in this process, on one of which some documents hang or crash."""

    size = 2

    def __init__(self, outcomes: dict[str, Lost]) -> None:
        self._outcomes = outcomes
        self._tasks: list[Task] = []

    def has_room(self) -> bool:
        return len(self._tasks) < self.size

    def send(self, task: Task) -> None:
        self._tasks.append(task)

    def wait(self) -> Iterator[tuple[Task, Result | Lost]]:
        task = self._tasks.pop()  # the last first, so that results come out of order
        yield task, self._outcome(task.documents) or clean_documents(task.documents, JOB)

    def _outcome(self, documents: Sequence[Document]) -> Lost | None:
        ids = [json.loads(document.data)["id"] for document in documents]
        return next((self._outcomes[name] for name in ids if name in self._outcomes), None)

    def close(self) -> None:
        pass


def test_documents_that_hang_or_crash_are_found_and_cost_only_themselves() -> None:
    some = records(30)
    blocks = [
        Block([Document(json.dumps(one).encode(), "in", number) for number, one in enumerate(some)][start : start + 5])
        for start in range(0, 30, 5)
    ]
    pool = FaultyPool({"doc-3": Lost(is_late=True), "doc-11": Lost(is_late=False), "doc-14": Lost(is_late=True)})
    done = list(dispatch(iter(blocks), pool, JOB, 2.5))
    assert [block for block, _ in done] == blocks
    rows = [json.loads(line) for _, results in done for result in results for line in result.rows.splitlines()]
    assert rows == [row for row in expected(some) if row["id"] not in ("doc-3", "doc-11", "doc-14")]
    aside = [json.loads(line) for _, results in done for result in results for line in result.quarantine.splitlines()]
    assert [(one["id"], one["status"], one["reason"], one["source"]) for one in aside] == [
        ("doc-3", "timed_out", "not clean after 2.5 s", some[3]["text"]),
        ("doc-11", "failed", "2 workers died over it", some[11]["text"]),
        ("doc-14", "timed_out", "not clean after 2.5 s", some[14]["text"]),
    ]


def test_a_worker_that_takes_too_long_is_ended_and_replaced() -> None:
    slow = {"text": "\n\n".join(f"The mill in Eastlow burned on day {n}, it  is said." for n in range(150_000))}
    pool = LocalPool(JOB, 1, 1.5)
    try:
        outcomes: list[Any] = []
        (pid,) = pool.pids
        for data in (slow, {"text": "It rained."}):
            while not pool.has_room():
                list(pool.wait())
            pool.send(Task(0, 0, [Document(data, "in", 0)]))
            while len(outcomes) < (1 if data is slow else 2):
                outcomes += [outcome for _, outcome in pool.wait()]
        assert outcomes[0] == Lost(is_late=True)
        assert json.loads(outcomes[1].rows)["text"] == "It rained."
        assert pool.pids != [pid]
    finally:
        pool.close()


def serve_worn_out(pipe: Any, job: Any) -> None:
    """A worker that is too large and too old after its first task."""
    pools.SPENT, pools.LEAST_LIFE = 0, 0.0
    pools._serve(pipe, job)


def test_a_worker_that_is_worn_out_is_replaced_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "_serve", serve_worn_out)
    pool = LocalPool(JOB, 1, 60)
    try:
        outcomes: list[Any] = []
        pids = []
        for number in range(2):
            while not pool.has_room():
                list(pool.wait())
            pids += pool.pids
            pool.send(Task(number, 0, [Document({"text": f"It rained on {number} days."}, "in", number)]))
            while len(outcomes) == number:
                outcomes += [outcome for _, outcome in pool.wait()]
        assert [json.loads(outcome.rows)["text"] for outcome in outcomes] == [f"It rained on {n} days." for n in (0, 1)]
        assert len(set(pids)) == 2
    finally:
        pool.close()


def test_a_young_worker_stays_however_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "resident", lambda: pools.SPENT + 1)
    assert not pools.Wear().is_out()
    monkeypatch.setattr(pools, "LEAST_LIFE", 0.0)
    assert pools.Wear().is_out()
    monkeypatch.setattr(pools, "resident", lambda: pools.SPENT)
    assert not pools.Wear().is_out()


def test_workers_end_with_the_run_that_started_them(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "in.jsonl", records(600))
    process = subprocess.Popen(
        command(
            path, "-o", tmp_path / "out", "--workers", 2, "--shard-size", 20, "--settings", settings_file(tmp_path)
        ),
        stderr=subprocess.DEVNULL,
    )
    while not shards(tmp_path / "out") and process.poll() is None:
        time.sleep(0.01)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    pids = [int(pid) for pid in children.read_text().split()] if children.exists() else []
    process.kill()
    process.wait()
    deadline = time.monotonic() + 10
    while any(is_running(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not [pid for pid in pids if is_running(pid)]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


if sys.platform == "win32":
    pytest.skip("signals and limits of POSIX", allow_module_level=True)
