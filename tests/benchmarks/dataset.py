"""Throughput, scaling and memory of ``cleaner run``, beside a plain loop over the library and datatrove, in one run.

python tests/benchmarks/dataset.py DATA [--kind html|text] [--documents N] [--set NAME] [--systems …] [--rounds N]

Each system does a quarter of the documents and then all of them, in processes of its own. What a document costs is
the difference, so that start-up, shown apart, does not count. CPU time is that of all its processes; with other work
on the machine it is the figure to look at. With rounds, all systems run in turn so often, and the figures are medians:
of the costs, and of the ratios within a round. Memory is the largest of any of its processes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import measures as m


def library(source: Path, target: Path, workers: int) -> None:
    """The library alone: all documents in memory, nothing written."""
    from cleaner import Cleaner

    assert workers == 1
    engine = Cleaner()
    rows = [json.loads(line) for line in source.read_bytes().splitlines()]
    begun = os.times()
    for row in rows:
        engine.clean(row["text"], url=row["url"])
    ended = os.times()
    target.mkdir()
    (target / "times.json").write_text(
        json.dumps([ended.elapsed - begun.elapsed, ended.user + ended.system - begun.user - begun.system])
    )


def loop(source: Path, target: Path, workers: int) -> None:
    """What one would write by hand: read a line, clean it, write a line."""
    from cleaner import Cleaner

    assert workers == 1
    engine = Cleaner()
    target.mkdir()
    with source.open(encoding="utf-8") as lines, (target / "out.jsonl").open("w", encoding="utf-8") as out:
        for line in lines:
            row = json.loads(line)
            article = engine.clean(row["text"], url=row["url"])
            out.write(article.to_json() + "\n")


def run(source: Path, target: Path, workers: int) -> None:
    """``cleaner run``."""
    from cleaner.cli import main

    assert main(["run", str(source), "-o", str(target), "--workers", str(workers)]) == 0


def ray(source: Path, target: Path, workers: int) -> None:
    """``cleaner run --engine ray``."""
    from cleaner.cli import main

    assert main(["run", str(source), "-o", str(target), "--workers", str(workers), "--engine", "ray"]) == 0


def datatrove(source: Path, target: Path, workers: int, *, with_cleaner: bool = False) -> None:
    """datatrove with trafilatura and its ftfy formatter; or with this package as its step."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.extractors import Trafilatura
    from datatrove.pipeline.formatters import FTFYFormatter
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from cleaner.dataset.datatrove import ArticleCleaner

    parts = source.with_suffix(f".{workers}")
    if not parts.exists():  # it reads a file with one worker only
        parts.mkdir()
        lines = source.read_bytes().splitlines(keepends=True)
        for part in range(workers):
            (parts / f"{part}.jsonl").write_bytes(b"".join(lines[part::workers]))
    steps = [ArticleCleaner()] if with_cleaner else [Trafilatura(timeout=10), FTFYFormatter()]
    LocalPipelineExecutor(
        [JsonlReader(str(parts)), *steps, JsonlWriter(str(target), compression=None)],
        tasks=workers,
        workers=workers,
        logging_dir=str(target) + ".logs",
    ).run()


def datatrove_cleaner(source: Path, target: Path, workers: int) -> None:
    """This package as a step of datatrove."""
    datatrove(source, target, workers, with_cleaner=True)


SYSTEMS: dict[str, Callable[[Path, Path, int], None]] = {
    "library": library,
    "loop": loop,
    "run": run,
    "ray": ray,
    "datatrove": datatrove,
    "datatrove_cleaner": datatrove_cleaner,
}
LABELS = {
    "library": "library alone, no files",
    "loop": "plain loop over the library",
    "run": "cleaner run",
    "ray": "cleaner run --engine ray",
    "datatrove": "datatrove: trafilatura, ftfy",
    "datatrove_cleaner": "datatrove: cleaner",
}


class Cost(NamedTuple):
    """What a run took: seconds, seconds of CPU, megabytes of its largest process."""

    wall: float
    cpu: float
    memory: float


def measured(system: str, source: Path, target: Path, workers: int) -> Cost:
    """Run a system in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, __file__, "--do", system, str(source), str(target), str(workers)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    memory = 0.0
    seen: dict[int, float] = {}
    while process.poll() is None:
        pids = family(process.pid)
        memory = max(memory, *(peak(pid) for pid in pids), 0.0)
        seen |= {pid: max(seen.get(pid, 0.0), cpu_of(pid)) for pid in pids}
        time.sleep(0.05)
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert process.stderr is not None
    if process.returncode:
        raise SystemExit(f"{system} failed:\n{process.stderr.read().decode()[-2000:]}")
    waited = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    cpu = max(waited, sum(seen.values()))  # the first leaves out processes that nobody waited for
    times = target / "times.json"
    if times.exists():
        wall, cpu = json.loads(times.read_text())
    return Cost(wall, cpu, memory)


def each_document(system: str, sources: Sequence[Path], target: Path, workers: int) -> tuple[Cost, float]:
    """What one document costs, memory aside, and the seconds of starting up; from a few documents and from all."""
    counts = [source.read_bytes().count(b"\n") for source in sources]
    few, whole = (measured(system, source, target / source.stem, workers) for source in sources)
    documents = counts[1] - counts[0]
    wall, cpu = (whole.wall - few.wall) / documents, (whole.cpu - few.cpu) / documents
    return Cost(wall, cpu, whole.memory), max(0.0, few.wall - wall * counts[0])


def table(jobs: Sequence[tuple[str, int]], rounds: Sequence[Sequence[tuple[Cost, float]]]) -> str:
    """The costs of each system and number of workers, beside the first of all and its own first."""
    rows = []
    for index, (system, workers) in enumerate(jobs):
        own = next(place for place, job in enumerate(jobs) if job[0] == system)
        wall, cpu, memory = (statistics.median(part) for part in zip(*(one[index][0] for one in rounds), strict=True))
        rows.append(
            [
                LABELS[system],
                workers,
                f"{1 / wall:.1f}",
                f"{statistics.median(one[own][0].wall / one[index][0].wall for one in rounds):.2f}",
                f"{cpu * 1000:.1f}",
                f"{statistics.median(one[0][0].cpu / one[index][0].cpu for one in rounds):.0%}",
                f"{statistics.median(one[index][1] for one in rounds):.1f}",
                f"{memory:.0f}",
            ]
        )
    head = ["system", "workers", "documents/s", "times one worker", "CPU ms/document"]
    head += [f"throughput per CPU, {LABELS[jobs[0][0]]} = 100%", "start-up s", "MB of the largest process"]
    return m.table(head, rows)


def family(pid: int) -> list[int]:
    """A process and those it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in family(int(child)))]


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process used so far, without its children."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak(pid: int) -> float:
    """The largest size of a process so far, in megabytes."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM")), 0.0)


def write_corpus(data: Path, name: str, kind: str, number: int, path: Path) -> None:
    """The documents of a set, again and again up to a number, as JSONL."""
    documents = list(m.documents(data, name))
    with path.open("w", encoding="utf-8") as file:
        for index in range(number):
            document = documents[index % len(documents)]
            text = document.html if kind == "html" else document.text
            file.write(json.dumps({"id": f"{document.id}-{index}", "url": document.url, "text": text}) + "\n")


def main() -> None:
    if sys.argv[1:2] == ["--do"]:
        SYSTEMS[sys.argv[2]](Path(sys.argv[3]), Path(sys.argv[4]), int(sys.argv[5]))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", default="news_multilingual")
    parser.add_argument("--kind", choices=["html", "text"], default="html")
    parser.add_argument("--documents", type=int, default=224)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--systems", nargs="+", choices=list(SYSTEMS), default=["library", "loop", "run", "datatrove"])
    parser.add_argument("--rounds", type=int, default=1)
    args = parser.parse_args()
    jobs = [
        (system, workers)
        for system in args.systems
        for workers in ([1] if system in ("library", "loop") else args.workers)
    ]
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder, f"{number}.jsonl") for number in (args.documents // 4, args.documents)]
        for source in sources:
            write_corpus(args.data, args.set, args.kind, int(source.stem), source)
        rounds = []
        for number in range(args.rounds):
            costs = []
            for system, workers in jobs:
                target = Path(folder, f"{number}-{system}-{workers}")
                target.mkdir()
                costs.append(each_document(system, sources, target, workers))
                print(".", end="", file=sys.stderr, flush=True)
            rounds.append(costs)
    print(f"\n## {args.documents} documents of {args.set}, {args.kind}, {os.cpu_count()} cores, {args.rounds} rounds\n")
    print(table(jobs, rounds))


if __name__ == "__main__":
    main()
