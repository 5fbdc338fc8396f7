"""The package as a whole: what it offers, what importing it costs, and that it carries its rules."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import cleaner

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "cleaner"


def test_public_names() -> None:
    assert set(cleaner.__all__) == {
        "Article",
        "Caption",
        "Cleaner",
        "CleanerError",
        "Edit",
        "RuleError",
        "Settings",
        "SettingsError",
        "SourceError",
        "clean",
    }
    for name in cleaner.__all__:
        assert getattr(cleaner, name).__doc__
    with pytest.raises(AttributeError):
        cleaner.claen  # noqa: B018


def test_importing_is_cheap_and_loads_nothing_heavy() -> None:
    code = (
        "import time, sys; start = time.process_time(); import cleaner; spent = time.process_time() - start; "
        "print(spent, *sys.modules)"
    )
    runs = []
    for _ in range(3):
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
        runs.append(float(out[0]))
        heavy = {"trafilatura", "ftfy", "wordfreq", "simplemma", "lxml", "re2", "yaml", "pyarrow", "py3langid", "numpy"}
        assert heavy.isdisjoint(out)
    assert min(runs) < 0.15


def test_an_extra_that_is_missing_is_named() -> None:
    code = "import sys; sys.modules['pyarrow'] = None; from cleaner.dataset import clean_batch"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "ImportError: cleaner.dataset needs pyarrow: pip install 'cleaner[data]'"


def imports(path: Path) -> set[str]:
    """The modules of the package that a file needs to be imported itself."""
    found = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("cleaner"):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if module_path(name) else node.module for name in names}
    return found


def module_path(name: str) -> Path | None:
    base = ROOT.joinpath(*name.split("."))
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()), None)


def test_imports_go_in_one_direction() -> None:
    def visit(path: Path, above: tuple[Path, ...]) -> None:
        assert path not in above, " → ".join(str(step.relative_to(ROOT)) for step in (*above, path))
        if path in done:
            return
        for name in imports(path):
            target = module_path(name)
            assert target is not None, name
            visit(target, (*above, path))
        done.add(path)

    done: set[Path] = set()
    for path in PACKAGE.rglob("*.py"):
        visit(path, ())


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("re2", "patterns"),
        ("ahocorasick_rs", "patterns"),
        ("trafilatura", "html"),
        ("lxml", "html"),
        ("ftfy", "repair"),
    ],
)
def test_a_library_has_one_home(library: str, home: str) -> None:
    users = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if any(
            (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == library for alias in node.names))
            or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == library)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    }
    assert users == {home}


def test_a_wheel_carries_the_rule_book(tmp_path: Path) -> None:
    """Built, unpacked away from the checkout, and run there in isolation."""
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q"]
    subprocess.run([*pip, "-w", str(tmp_path), str(ROOT)], check=True, timeout=300, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    home = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(home)
    assert "cleaner/rules/common/channels.yaml" in names
    assert "cleaner/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "rules/"))]
    code = f"""
import sys
sys.path.insert(0, {str(home)!r})
import cleaner
assert cleaner.__file__.startswith({str(home)!r})
print(cleaner.clean("It  rained all day in Tarn, and it rained all night.\\n\\nSubscribe to our newsletter").text)
"""
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True, timeout=120
    )
    assert done.stdout == "It rained all day in Tarn, and it rained all night.\n"
