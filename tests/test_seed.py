"""The article that this tool was asked for with, where it is at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import cleaner

SEED = Path(os.environ.get("CLEANER_SEED", Path(__file__).parents[2] / "shared" / "seed"))

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the article is not at hand")


@pytest.fixture(scope="module")
def article() -> cleaner.Article:
    return cleaner.clean((SEED / "article.txt").read_bytes())


def test_the_text_is_right_to_the_byte(article: cleaner.Article) -> None:
    assert article.text + "\n" == (SEED / "expected.txt").read_text(encoding="utf-8")


def test_the_fields_are_right(article: cleaner.Article) -> None:
    wanted = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    got = json.loads(article.to_json())
    for field in ("title", "deck", "body"):
        assert got[field] == wanted[field]
    caption, wanted_caption = got["captions"][0], wanted["captions"][0]
    assert {name: caption[name] for name in wanted_caption} == wanted_caption
    assert len(got["captions"]) == len(wanted["captions"])


def test_every_change_is_accounted_for(article: cleaner.Article) -> None:
    rules = {edit.rule for edit in article.edits}
    assert rules >= {"common.channels.join_channel", "captions.format", "words.joined", "words.en.the_letter_dropped"}
    assert {edit.before for edit in article.edits if edit.stage == "spacing"} == {"\xa0 ", "\xa0"}
    assert article.restore() == (SEED / "article.txt").read_text(encoding="utf-8")


def test_no_rule_knows_the_outlet() -> None:
    folder = Path(__file__).parents[1] / "rules"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")).lower()
    assert "the week is" not in text
    assert "theweek" not in text
