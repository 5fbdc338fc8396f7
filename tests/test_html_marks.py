"""Selectors: the shipped ones hold to their examples; broken ones say where."""

from __future__ import annotations

from pathlib import Path

import pytest
from page import BODY, SENTENCES, page

from cleaner import Cleaner
from cleaner.cli import main
from cleaner.errors import RuleError
from cleaner.html.marks import open_markbook

SELECTOR = """\
harbour_box:
  description: Boxes of the harbour office.
  category: promo
  score: 1.0
  words: [harbour box]
  examples:
    match: ['<div class="harbourBox">']
    spare: ['<div class="harbour">']
"""


def write(folder: Path, text: str) -> Path:
    (folder / "html").mkdir()
    (folder / "html" / "own.yaml").write_text(text, encoding="utf-8")
    return folder


def test_shipped_selectors_hold_to_their_examples() -> None:
    ids = [mark.id for mark in open_markbook().marks]
    assert len(ids) == len(set(ids)) > 20


def test_own_selectors_join_the_sum(tmp_path: Path) -> None:
    box = '<div class="harbour-box"><p>The harbour office is open from eight to noon and from two to six.</p></div>'
    html = page(f"<p>{SENTENCES[0]}</p>{box}{BODY.partition('</p>')[2]}")
    assert "harbour office" in Cleaner().clean_html(html).body
    assert Cleaner(rules=[str(write(tmp_path, SELECTOR))]).clean_html(html).body == "\n\n".join(SENTENCES)


def test_a_selector_can_be_switched_off(tmp_path: Path) -> None:
    box = '<div class="harbour-box"><p>The harbour office is open from eight to noon and from two to six.</p></div>'
    html = page(f"<p>{SENTENCES[0]}</p>{box}{BODY.partition('</p>')[2]}")
    folder = str(write(tmp_path, SELECTOR))
    for choices in (
        {"rules_off": ["html.own.harbour_box"]},
        {"rules_off": ["html.own."]},
        {"categories_off": ["promo"]},
    ):
        assert "harbour office" in Cleaner(rules=[folder], **choices).clean_html(html).body
    with pytest.raises(RuleError, match="no selector is called"):
        Cleaner(rules_off=["html.promo.nothing"])


def test_what_is_of_a_category_that_is_off_stays_within_the_article() -> None:
    first, rest = BODY.split("</p>", 1)
    html = page(f'{first}</p><div class="byline">By Ada Quill in Tarn</div>{rest}')
    assert "Ada Quill" not in Cleaner().clean_html(html).body
    assert "Ada Quill" in Cleaner(categories_off=["byline"]).clean_html(html).body


def test_selectors_are_listed_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path, SELECTOR.replace("[harbour box]", "[harbour box, newsletter]"))
    assert main(["rules", "list", "--rules", str(folder), "--category", "promo"]) == 0
    assert "html.own.harbour_box" in capsys.readouterr().out
    assert main(["rules", "check", str(folder)]) == 0
    assert "selects words 'newsletter', which 'html.promo.newsletter' does too" in capsys.readouterr().out
    (tmp_path / "broken").mkdir()
    broken = write(tmp_path / "broken", SELECTOR.replace('"harbourBox"', '"harborBox"'))
    assert main(["rules", "check", str(broken)]) == 1


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("words:", "word:", 5, "unknown key 'word'"),
        ("score: 1.0", "score: 3", 4, "out of range"),
        ('"harbourBox"', '"harborBox"', 1, "does not select its example"),
        ('"harbour"', '"harbour_box"', 1, "selects the near miss"),
        ("  words: [harbour box]\n", "", 1, "selects nothing"),
        ('<div class="harbour">', "harbour", 1, "one start tag"),
    ],
)
def test_a_broken_selector_says_where(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    folder = write(tmp_path, SELECTOR.replace(old, new))
    with pytest.raises(RuleError, match=message) as caught:
        open_markbook([folder])
    assert f"own.yaml:{line}:" in str(caught.value)


def test_a_broken_selector_is_told_of_when_the_cleaner_is_made(tmp_path: Path) -> None:
    folder = write(tmp_path, SELECTOR.replace("words:", "word:"))
    with pytest.raises(RuleError, match="unknown key 'word'"):
        Cleaner(rules=[str(folder)])


def test_a_folder_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    folder = write(tmp_path, SELECTOR)
    before = Cleaner(rules=[str(folder)])
    (folder / "html" / "own.yaml").write_text(SELECTOR.replace("score: 1.0", "score: 0.5"), encoding="utf-8")
    after = Cleaner(rules=[str(folder)])
    assert [mark.score for mark in open_markbook([folder]).marks if mark.id == "html.own.harbour_box"] == [0.5]
    assert before.book.version == after.book.version
    assert before.rules_version != after.rules_version
