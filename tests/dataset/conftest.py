"""What the tests of datasets share. They need the extra "data"."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("HF_HOME", tempfile.mkdtemp(prefix="cleaner-tests-"))  # caches of Hugging Face
sys.path.insert(0, str(Path(__file__).parent))

MISSING = [name for name in ("fastwarc", "fsspec", "pyarrow") if find_spec(name) is None]


class _LeftOut(pytest.Module):
    """A file of tests that can't even be imported here."""

    def collect(self) -> Any:
        pytest.skip(f"needs the extra 'data': {', '.join(MISSING)} is missing", allow_module_level=True)


def pytest_pycollect_makemodule(module_path: Path, parent: Any) -> Any:
    """Leave out with a reason what needs the extra."""
    return _LeftOut.from_parent(parent, path=module_path) if MISSING else None


class InlinePool:
    """A pool whose only worker is this process: for tests of what is read and written, not of workers."""

    size = 1

    def __init__(self, job: Any, size: int, timeout: float) -> None:
        del size, timeout
        self._job = job
        self._done: list[tuple[Any, Any]] = []

    def has_room(self) -> bool:
        return not self._done

    def send(self, task: Any) -> None:
        from cleaner.dataset.work import clean_documents

        self._done.append((task, clean_documents(task.documents, self._job)))

    def wait(self) -> Iterator[tuple[Any, Any]]:
        done, self._done = self._done, []
        yield from done

    def close(self) -> None:
        pass


@pytest.fixture
def run_inline(tmp_path: Path) -> Callable[..., Any]:
    """Runs over inputs in this process; returns the summary."""
    from corpus import SETTINGS

    from cleaner.dataset.inputs import find_inputs
    from cleaner.dataset.plan import Limits
    from cleaner.dataset.rows import Columns
    from cleaner.dataset.run import Plan, run
    from cleaner.dataset.work import Job, Target

    def go(
        inputs: Sequence[Path | str] | Path | str,
        output: Path | str = tmp_path / "out",
        *,
        to: str = "jsonl",
        ledger: bool = False,
        columns: Columns | None = None,
        settings: Any = SETTINGS,
        **limits: Any,
    ) -> Any:
        paths = [inputs] if isinstance(inputs, (str, Path)) else inputs
        plan = Plan(
            inputs=find_inputs([str(path) for path in paths]),
            output=str(output),
            job=Job(settings, columns or Columns(), Target(to), ledger),
            limits=Limits(**limits),
            engine=InlinePool,
        )
        return run(plan)[0]

    return go
