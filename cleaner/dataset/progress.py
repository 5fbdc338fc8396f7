"""What a run says while it runs, and at its end. All of it goes to standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from typing import TextIO

from cleaner.dataset.counts import Drift
from cleaner.dataset.run import Progress, Summary

__all__ = ["Reporter", "report_drifts", "report_summary"]

_TERMINAL_EVERY, _LOG_EVERY = 0.2, 30.0  # seconds
_SHOWN = 20  # losses and changed rules listed one by one


class Reporter:
    """Shows progress: one line that changes on a terminal, plain lines elsewhere."""

    def __init__(
        self,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
        *,
        is_quiet: bool = False,
    ) -> None:
        """Begin to count the time.

        Args:
            stream: where to write; standard error if None.
            clock: seconds from any moment on.
            is_quiet: whether to say nothing.
        """
        self._stream = stream or sys.stderr
        self._is_quiet = is_quiet
        self._clock = clock
        self._is_terminal = self._stream.isatty()
        self._begun = self._said = clock()
        self._width = 0

    def __call__(self, progress: Progress) -> None:
        now = self._clock()
        if self._is_quiet or now - self._said < (_TERMINAL_EVERY if self._is_terminal else _LOG_EVERY):
            return
        self._said = now
        line = "cleaner: " + self.line(progress, now - self._begun)
        if self._is_terminal:
            print("\r" + line.ljust(self._width), end="", file=self._stream, flush=True)
            self._width = len(line)
        else:
            print(line, file=self._stream, flush=True)

    def line(self, progress: Progress, elapsed: float) -> str:
        """Documents, rate, share and time left, as far as known."""
        parts = [f"{progress.documents:,} documents", f"{progress.fresh / max(elapsed, 1e-9):,.0f}/s"]
        if progress.total:
            share = min(1.0, progress.read / progress.total)
            parts.append(f"{share:.0%}")
            begun = progress.skipped / progress.total
            if share > begun:
                parts.append(f"{duration(elapsed * (1 - share) / (share - begun))} left")
        if progress.quarantined:
            parts.append(f"{progress.quarantined:,} in quarantine")
        return ", ".join(parts)

    def end(self) -> None:
        """Clear the line on a terminal."""
        if self._is_terminal and self._width:
            print("\r" + " " * self._width + "\r", end="", file=self._stream, flush=True)


def duration(seconds: float) -> str:
    """A time in the two largest units that matter.

    >>> duration(59.4), duration(125), duration(7300), duration(200000)
    ('59 s', '2 min 5 s', '2 h 1 min', '2 d 7 h')
    """
    whole = round(seconds)
    for unit, smaller, size, inner in (("d", "h", 86400, 3600), ("h", "min", 3600, 60), ("min", "s", 60, 1)):
        if whole >= size:
            return f"{whole // size} {unit} {whole % size // inner} {smaller}"
    return f"{whole} s"


def report_summary(summary: Summary, output: str, seconds: float, stream: TextIO | None = None) -> None:
    """Print what a run came to."""
    lines = [f"{summary.documents:,} documents, {summary.characters:,} characters clean, in {duration(seconds)}"]
    for status, number in summary.statuses.items():
        if status != "ok":
            lines.append(f"  {status.replace('_', ' ')}: {number:,}")
    if any(summary.categories.values()):
        lines.append("characters removed by category:")
        lines += [f"  {name}: {number:,}" for name, number in summary.categories.items() if number]
    if summary.rules:
        lines.append("rules at work in most documents:")
        lines += [f"  {rule}: {number:,}" for rule, number in summary.rules]
    if summary.quarantined:
        lines.append(f"{summary.quarantined:,} documents are in {output}/quarantine, with reason and source")
    if summary.losses:
        lines.append(f"{len(summary.losses):,} losses: something could not be read")
        lines += [f"  {loss['input']}: {loss['reason']}" for loss in summary.losses[:_SHOWN]]
        if len(summary.losses) > _SHOWN:
            lines.append(f"  and {len(summary.losses) - _SHOWN} more, in {output}/summary.json")
    _print(lines, stream)


def report_drifts(drifts: Iterable[Drift], old: str, stream: TextIO | None = None) -> None:
    """Print which rules do not hit as often as they did."""
    found = [str(drift) for drift in drifts]
    if not found:
        _print([f"no rule's hit rate collapsed or exploded since {old}"], stream)
        return
    more = [f"and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    _print([f"compared with {old}:", *(f"  {line}" for line in (*found[:_SHOWN], *more))], stream)


def _print(lines: Iterable[str], stream: TextIO | None) -> None:
    for line in lines:
        print(f"cleaner: {line}", file=stream or sys.stderr)
