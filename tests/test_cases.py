"""Whole articles as data: what goes in beside what must come out, to the byte.

cases/synthetic/<name>.in.{txt,html} and <name>.out.txt    defects and their repair
cases/untouched/<name>.txt                                 clean articles that speak of what rules look for
cases/known_failures/<name>.in.{txt,html} and .out.txt     what should come out and doesn't yet
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Cleaner

CASES = Path(__file__).parent / "cases"
ENGINE = Cleaner()


def pairs(folder: str) -> list[pytest.ParameterSet]:
    return [
        pytest.param(path, path.with_name(path.name.split(".")[0] + ".out.txt"), id=path.name.split(".")[0])
        for path in sorted((CASES / folder).glob("*.in.*"))
    ]


def cleaned(path: Path) -> str:
    article = ENGINE.clean(path.read_bytes())
    assert article.restore() == article.source
    assert ENGINE.clean(article.text).text == article.text
    return article.text + "\n"


@pytest.mark.parametrize(("source", "wanted"), pairs("synthetic"))
def test_defects_are_mended(source: Path, wanted: Path) -> None:
    assert cleaned(source) == wanted.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted((CASES / "untouched").glob("*.txt")), ids=lambda path: path.stem)
def test_a_clean_article_stays_as_it_is(path: Path) -> None:
    assert cleaned(path) == path.read_text(encoding="utf-8")


@pytest.mark.xfail(strict=True, reason="known failure")
@pytest.mark.parametrize(("source", "wanted"), pairs("known_failures"))
def test_known_failures(source: Path, wanted: Path) -> None:
    assert cleaned(source) == wanted.read_text(encoding="utf-8")
