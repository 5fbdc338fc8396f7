"""The time that a document may take."""

from __future__ import annotations

import time

__all__ = ["Deadline", "TimeIsUp"]


class TimeIsUp(Exception):  # noqa: N818 - it is no error
    """The time for a document is over. Caught where the stages are put in order; never seen outside."""


class Deadline:
    """When a document has had its time: in CPU seconds of this thread, so that a busy machine changes no result.

    It is looked at between the stages and in our own loops; what a C library does at one go is not interrupted.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.thread_time() + seconds

    def is_over(self) -> bool:
        """Whether the time is over."""
        return time.thread_time() > self._end

    def check(self) -> None:
        """Go on, if there is time.

        Raises:
            TimeIsUp: if there is none.
        """
        if self.is_over():
            raise TimeIsUp
