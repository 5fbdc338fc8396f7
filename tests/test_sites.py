"""Rules of single sites: by host with its sub-domains, and only for as long as they are valid."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from cleaner import Cleaner

SENTENCE = "The council of Tarn voted on Monday, by nine to two, to rebuild the pier."
LINE = "Lamp and ladder, every morning at six"
RULE = """\
motto:
  description: Motto under each article.
  category: promo{more}
  patterns: ['^Lamp and ladder']
  examples:
    match: ["Lamp and ladder, every morning at six"]
    spare: ["They came with lamp and ladder.", "A lamp, a ladder"]
"""


def engine(tmp_path: Path, more: str = "") -> Cleaner:
    sites = tmp_path / "sites"
    sites.mkdir()
    (sites / "beacon.example.yaml").write_text(RULE.format(more=more), encoding="utf-8")
    return Cleaner(rules=[tmp_path])


@pytest.mark.parametrize(
    ("url", "is_removed"),
    [
        ("https://beacon.example/pier", True),
        ("https://WWW.Beacon.Example/pier", True),
        ("https://news.tarn.beacon.example:8080/pier", True),
        ("https://mybeacon.example/pier", False),
        ("https://beacon.example.org/pier", False),
        ("https://other.example/?from=beacon.example", False),
        ("not an address", False),
        ("https://[broken", False),
        (None, False),
    ],
)
def test_by_host(tmp_path: Path, url: str | None, is_removed: bool) -> None:
    article = engine(tmp_path).clean(f"{SENTENCE}\n\n{LINE}", url=url)
    assert article.text == (SENTENCE if is_removed else f"{SENTENCE}\n\n{LINE}")
    if is_removed:
        assert article.edits[-1].rule == "sites.beacon.example.motto"


@pytest.mark.parametrize(("days", "is_removed"), [(1, True), (0, True), (-1, False)])
def test_until_the_last_day(tmp_path: Path, days: int, is_removed: bool) -> None:
    last = date.today() + timedelta(days=days)
    cleaner = engine(tmp_path, f"\n  valid_until: {last}")
    article = cleaner.clean(f"{SENTENCE}\n\n{LINE}", url="https://beacon.example/")
    assert article.text == (SENTENCE if is_removed else f"{SENTENCE}\n\n{LINE}")
