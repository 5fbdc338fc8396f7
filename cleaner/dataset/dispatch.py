"""Blocks → results, in the order of the inputs, whatever becomes of the workers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cleaner.dataset.plan import Block
from cleaner.dataset.pools import Lost, Pool, Task
from cleaner.dataset.rows import Status
from cleaner.dataset.work import Job, Result, give_up

__all__ = ["dispatch"]

_AHEAD = 8  # blocks per worker that may be waiting for a slow one before them
_AHEAD_BYTES = 64 << 20  # and bytes of all blocks that are waited for
_DEATHS = 2  # workers that a document may take down before it is set aside


@dataclass(slots=True)
class _Open:
    """A block whose results are not all there."""

    block: Block
    missing: int
    parts: dict[int, Result] = field(default_factory=dict)


def dispatch(blocks: Iterator[Block], pool: Pool, job: Job, timeout: float) -> Iterator[tuple[Block, list[Result]]]:
    """Have blocks cleaned; yields them in order, with their results.

    A block that a worker dies over, or takes too long for, is cut into single documents that are tried again:
    so one that kills or stalls its worker is found, and set aside, and costs nothing but itself.

    Args:
        blocks: what to clean.
        pool: who does it. Tasks that take longer than ``timeout`` come back as lost and late.
        job: what they do.
        timeout: seconds for a document, for the message.
    """
    waiting: deque[Task] = deque()
    opened: dict[int, _Open] = {}
    taken = given = 0
    is_exhausted = False
    while True:
        while not is_exhausted and len(waiting) < pool.size and _has_room(opened, pool.size):
            block = next(blocks, None)
            if block is None:
                is_exhausted = True
                break
            opened[taken] = _Open(block, 1 if block.documents else 0)
            if block.documents:
                waiting.append(Task(taken, 0, block.documents))
            taken += 1
            _hand_out(waiting, pool)
        _hand_out(waiting, pool)
        while given in opened and not opened[given].missing:
            entry = opened.pop(given)
            given += 1
            yield entry.block, [entry.parts[part] for part in sorted(entry.parts)]
        if is_exhausted and not opened:
            return
        for task, outcome in pool.wait() if opened and not (given in opened and not opened[given].missing) else ():
            entry = opened[task.block]
            if isinstance(outcome, Lost):
                _try_again(task, outcome, entry, waiting, job, timeout)
            else:
                entry.parts[task.part] = outcome
                entry.missing -= 1


def _has_room(opened: Mapping[int, _Open], size: int) -> bool:
    return len(opened) < _AHEAD * size and sum(entry.block.size for entry in opened.values()) < _AHEAD_BYTES


def _hand_out(waiting: deque[Task], pool: Pool) -> None:
    while waiting and pool.has_room():
        pool.send(waiting.popleft())


def _try_again(task: Task, lost: Lost, entry: _Open, waiting: deque[Task], job: Job, timeout: float) -> None:
    if len(task.documents) > 1:
        entry.missing += len(task.documents) - 1
        waiting.extendleft(
            Task(task.block, part, [document]) for part, document in reversed(list(enumerate(task.documents)))
        )
        return
    task.deaths += 1
    if not lost.is_late and task.deaths < _DEATHS:
        waiting.appendleft(task)
        return
    status = Status.TIMED_OUT if lost.is_late else Status.FAILED
    reason = f"not clean after {timeout:g} s" if lost.is_late else f"{task.deaths} workers died over it"
    entry.parts[task.part] = give_up(task.documents[0], job, status, reason)
    entry.missing -= 1
