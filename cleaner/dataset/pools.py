"""Workers: processes of this machine. A pool of another kind has the same few methods."""

from __future__ import annotations

import resource
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple, Protocol

from cleaner.dataset.work import Document, Job, Result, clean_documents, prepare
from cleaner.errors import CleanerError

__all__ = ["STARTS", "LocalPool", "Lost", "Pool", "Task", "Wear", "Working", "until_late"]

STARTS = 3  # workers that may die before their first document until the run gives up
SPENT = 512 << 20  # bytes; a worker that holds more after its work is replaced: large pages leave holes in its memory
LEAST_LIFE = 60.0  # seconds until then: a new one takes a few to load the words of the languages it meets


@dataclass(slots=True)
class Task:
    """Documents for one worker.

    Attributes:
        block: number of the block they are from.
        part: their place in the block.
        documents: the documents.
        deaths: workers that died over it.
    """

    block: int
    part: int
    documents: Sequence[Document]
    deaths: int = 0


class Lost(NamedTuple):
    """No result: the worker died, or was ended because it took too long."""

    is_late: bool


Outcome = Result | Lost


class Pool(Protocol):
    """Workers that clean documents."""

    size: int

    def has_room(self) -> bool:
        """Whether a worker has nothing to do."""

    def send(self, task: Task) -> None:
        """Give a task to a worker that has nothing to do."""

    def wait(self) -> Iterator[tuple[Task, Outcome]]:
        """Wait until something happens; yields what came of tasks, if anything."""

    def close(self) -> None:
        """End all workers."""


@dataclass(slots=True, kw_only=True)
class Working:
    """What a worker is doing, and since when by the clock that only goes forward."""

    task: Task | None = None
    since: float = field(default_factory=time.monotonic)

    def begin(self, task: Task) -> None:
        """Start the clock for a task."""
        self.task, self.since = task, time.monotonic()

    def is_late(self, timeout: float) -> bool:
        """Whether the worker has been at its task for so many seconds."""
        return self.task is not None and time.monotonic() - self.since >= timeout


def until_late(workers: Sequence[Working], timeout: float) -> float | None:
    """Seconds until the first of the workers is late; None if none has a task."""
    starts = [worker.since for worker in workers if worker.task]
    return max(0.0, min(starts) + timeout - time.monotonic()) if starts else None


class Wear:
    """Tells a worker when another one should take its place."""

    def __init__(self) -> None:
        """Begin to count its life."""
        self._begun = time.monotonic()

    def is_out(self) -> bool:
        """Whether it holds too much memory, and has lived long enough for a start to cost little beside."""
        return resident() > SPENT and time.monotonic() - self._begun >= LEAST_LIFE


def resident() -> int:
    """Bytes of memory that this process holds; 0 where the system doesn't say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


@dataclass(slots=True)
class _Worker(Working):
    process: Any
    pipe: Connection
    is_ready: bool = False


class LocalPool:
    """Worker processes on this machine, started once and used to the end.

    They are spawned, not forked: threads of other libraries in this process can't stop them.
    """

    def __init__(self, job: Job, size: int, timeout: float) -> None:
        """Start the workers.

        Args:
            job: what they do.
            size: how many.
            timeout: seconds for a task; a worker that takes longer is ended.
        """
        self.size = size
        self._job, self._timeout = job, timeout
        self._false_starts = 0
        self._workers = [self._started() for _ in range(size)]

    def _started(self) -> _Worker:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._job), daemon=True, name="cleaner-worker")
        process.start()
        theirs.close()
        return _Worker(process, ours)

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers."""
        return [worker.process.pid for worker in self._workers]

    def has_room(self) -> bool:
        return any(worker.is_ready and worker.task is None for worker in self._workers)

    def send(self, task: Task) -> None:
        worker = next(worker for worker in self._workers if worker.is_ready and worker.task is None)
        worker.begin(task)
        with suppress(OSError):  # it has died; waiting for it will tell
            worker.pipe.send(task.documents)

    def wait(self) -> Iterator[tuple[Task, Outcome]]:
        busy = [worker for worker in self._workers if worker.task or not worker.is_ready]
        heard = wait([worker.pipe for worker in busy], until_late(busy, self._timeout)) if busy else []
        for worker in busy:
            if worker.pipe in heard:
                yield from self._heard(worker)
            elif worker.task and worker.is_late(self._timeout):
                yield worker.task, Lost(is_late=True)
                self._replace(worker)

    def _heard(self, worker: _Worker) -> Iterator[tuple[Task, Outcome]]:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            if worker.task:
                yield worker.task, Lost(is_late=False)
            elif not worker.is_ready:
                self._false_starts += 1
                if self._false_starts >= STARTS:
                    raise CleanerError(f"workers don't start (exit code {worker.process.exitcode})") from None
            self._replace(worker)
            return
        if not worker.is_ready:
            worker.is_ready = True
            self._false_starts = 0
            return
        task, worker.task = worker.task, None
        assert task is not None
        result, is_spent = message
        if is_spent:
            self._replace(worker)
        yield task, result

    def _replace(self, worker: _Worker) -> None:
        _end(worker)
        self._workers[self._workers.index(worker)] = self._started()

    def close(self) -> None:
        for worker in self._workers:
            _end(worker)
        self._workers = []


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _serve(pipe: Connection, job: Job) -> None:
    """The life of a worker: it ends when the other end of the pipe does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout = sys.stderr  # nothing but the run itself may speak there
    prepare(job)
    wear, is_spent = Wear(), False
    try:
        pipe.send(None)
        while not is_spent:
            result = clean_documents(pipe.recv(), job)
            is_spent = wear.is_out()
            pipe.send((result, is_spent))
    except (EOFError, OSError):
        return
