"""Workers on a Ray cluster, for ``cleaner run --engine ray``: actors with the methods of a local pool.

This process reads the inputs and writes the output; the workers only clean. So nothing but this machine needs to
see the files, and a lost node loses no work but the blocks it had.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from cleaner.dataset.pools import STARTS, Lost, Outcome, Task, Wear, Working, until_late
from cleaner.dataset.work import Document, Job, Result, clean_documents, prepare
from cleaner.errors import CleanerError, SettingsError

__all__ = ["RayPool", "connect"]


def connect() -> int:
    """Join the cluster that this machine is part of, or start one on it; returns its cores.

    ``RAY_ADDRESS`` names another cluster, as for all of Ray.

    Raises:
        SettingsError: if Ray is not installed.
    """
    try:
        ray: Any = import_module("ray")
    except ImportError:
        raise SettingsError("--engine ray needs Ray: pip install 'cleaner[ray]'") from None
    if not ray.is_initialized():
        ray.init(log_to_driver=False, logging_level=logging.ERROR)
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


class _Cleaning:
    """The actor."""

    def __init__(self, job: Job) -> None:
        self._job, self._wear = job, Wear()
        prepare(job)

    def ready(self) -> None:
        """Answers once all is loaded."""

    def clean(self, documents: Sequence[Document]) -> tuple[Result, bool]:
        """What came of the documents, and whether the worker is worn out."""
        return clean_documents(documents, self._job), self._wear.is_out()


@dataclass(slots=True)
class _Worker(Working):
    actor: Any
    pending: Any  # what it is doing, as Ray knows it; None if nothing


class RayPool:
    """Actors on a Ray cluster."""

    def __init__(self, job: Job, size: int, timeout: float) -> None:
        """Start the workers; arguments are those of :class:`~cleaner.dataset.pools.LocalPool`."""
        import ray

        connect()
        self.size = size
        self._ray: Any = ray
        self._job, self._timeout = job, timeout
        self._false_starts = 0
        self._actor = self._ray.remote(num_cpus=1, max_restarts=0)(_Cleaning)
        self._workers = [self._started() for _ in range(size)]

    def _started(self) -> _Worker:
        actor = self._actor.remote(self._job)
        return _Worker(actor, actor.ready.remote())

    def has_room(self) -> bool:
        return any(worker.pending is None for worker in self._workers)

    def send(self, task: Task) -> None:
        worker = next(worker for worker in self._workers if worker.pending is None)
        worker.begin(task)
        worker.pending = worker.actor.clean.remote(task.documents)

    def wait(self) -> Iterator[tuple[Task, Outcome]]:
        busy = [worker for worker in self._workers if worker.pending is not None]
        heard, _ = self._ray.wait([worker.pending for worker in busy], timeout=until_late(busy, self._timeout))
        for worker in busy:
            if worker.pending in heard:
                yield from self._heard(worker)
            elif worker.task and worker.is_late(self._timeout):
                yield worker.task, Lost(is_late=True)
                self._replace(worker)

    def _heard(self, worker: _Worker) -> Iterator[tuple[Task, Outcome]]:
        task, worker.task, pending, worker.pending = worker.task, None, worker.pending, None
        try:
            answer = self._ray.get(pending)
        except self._ray.exceptions.RayError as error:
            if task is None:
                self._false_starts += 1
                if self._false_starts >= STARTS:
                    raise CleanerError(f"workers don't start: {error}") from None
            else:
                yield task, Lost(is_late=False)
            self._replace(worker)
            return
        self._false_starts = 0
        if task is not None:
            result, is_spent = answer
            if is_spent:
                self._replace(worker)
            yield task, result

    def _replace(self, worker: _Worker) -> None:
        self._ray.kill(worker.actor)
        self._workers[self._workers.index(worker)] = self._started()

    def close(self) -> None:
        for worker in self._workers:
            self._ray.kill(worker.actor)
        self._workers = []
