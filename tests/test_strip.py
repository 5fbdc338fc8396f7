"""What is stripped off lines that stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Cleaner, RuleError

CLEANER = Cleaner()
LINE = "The harbour board published its plan (opens in new tab) on Monday, and crews read it (opens in new tab)."
LEFT = "The harbour board published its plan on Monday, and crews read it."


def test_what_is_no_text_goes_out_of_its_line() -> None:
    article = CLEANER.clean_text(LINE, language="en")
    assert article.text == LEFT
    assert [(edit.rule, edit.category, edit.before) for edit in article.edits] == [
        ("common.inline.new_window", "ui", " (opens in new tab)")
    ] * 2
    assert article.restore() == LINE


def test_on_a_page_too() -> None:
    page = f"<html><body><article><h1>Harbour plan</h1><p>{LINE}</p><p>{LEFT}</p></article></body></html>"
    assert "new tab" not in CLEANER.clean_html(page).text


@pytest.mark.parametrize(
    ("language", "line", "left"),
    [
        ("de", "Die Börse (öffnet im neuen Fenster) von „Künstlern“ läuft.", "Die Börse von „Künstlern“ läuft."),
        ("fr", "Le port (s’ouvre dans une nouvelle fenêtre) est fermé.", "Le port est fermé."),
        ("ja", "港湾局は計画（新しいタブで開きます）を発表した。", "港湾局は計画を発表した。"),
        ("ru", "Порт (откроется в новом окне) закрыт до весны.", "Порт закрыт до весны."),
    ],
)
def test_in_other_languages_and_scripts(language: str, line: str, left: str) -> None:
    assert CLEANER.clean_text(line, language=language).text == left


@pytest.mark.parametrize("line", ["(opens in new tab)", "★ (external link)"])
def test_a_line_that_is_nothing_else_is_not_emptied(line: str) -> None:
    assert {edit.stage for edit in CLEANER.clean_text(line, language="en").edits} <= {"layout"}


def test_what_is_left_is_read_as_if_it_had_stood_there() -> None:
    text = f"{LEFT}\n\nShare this article (opens in new tab)"
    assert CLEANER.clean_text(text, language="en").text == LEFT


def test_switched_off_with_its_category() -> None:
    assert Cleaner(categories_off=["ui"]).clean_text(LINE, language="en").text == LINE


RULE = """\
stamp:
  description: The outlet's stamp in each paragraph.
  category: ui
  action: {action}
  patterns: [' ?\\[(?P<strip>TB)\\]']
  examples:
    match: [{match}]
    spare: ["The TB ward is closed."]
"""


def test_a_group_says_what_goes(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        RULE.format(action="strip", match='{line: "A wall [TB] fell.", left: "A wall [] fell."}')
    )
    assert Cleaner(rules=[tmp_path]).clean_text("The wall [TB] is down.").text == "The wall [] is down."


@pytest.mark.parametrize(
    ("action", "match", "reason"),
    [
        ("strip", '"A wall [TB] fell."', "says what is left of its line"),
        ("strip", '{line: "A wall [TB] fell.", left: "A wall fell."}', "leaves 'A wall [] fell.' of its example"),
        ("remove", '{line: "A wall [TB] fell.", left: "A wall [] fell."}', "only rules with 'action: strip'"),
        ("strip", '{line: "A wall [TB] fell.", left: "A wall fell.", credit: "TB"}', "unknown key 'credit'"),
    ],
)
def test_an_example_says_what_is_left(tmp_path: Path, action: str, match: str, reason: str) -> None:
    (tmp_path / "own.yaml").write_text(RULE.format(action=action, match=match))
    with pytest.raises(RuleError, match=r"own\.yaml") as raised:
        Cleaner(rules=[tmp_path])
    assert reason in str(raised.value)


@pytest.mark.parametrize("key", ["score: 0.5", "takes: next"])
def test_a_strip_rule_has_no_score_and_takes_nothing(tmp_path: Path, key: str) -> None:
    text = RULE.format(action="strip", match='{line: "A wall [TB] fell.", left: "A wall [] fell."}')
    (tmp_path / "own.yaml").write_text(text.replace("  category: ui\n", f"  category: ui\n  {key}\n"))
    with pytest.raises(RuleError, match="has no use for 'score' and 'takes'"):
        Cleaner(rules=[tmp_path])


HEARD = '<span class="visually-hidden"> for those who hear it</span>'


@pytest.mark.parametrize(
    ("within", "shown"),
    [
        (f"the plan{HEARD} on Monday", "the plan on Monday"),
        (
            f'the plan {HEARD}<span aria-hidden="true">2.0</span> on Monday',
            "the plan for those who hear it2.0 on Monday",
        ),
        ('the plan <span class="hidden-gem">of the year</span> on Monday', "the plan of the year on Monday"),
        ('the plan <span class="not-sr-only">of the year</span> on Monday', "the plan of the year on Monday"),
        ('the plan <span class="md:sr-only">of the year</span> on Monday', "the plan of the year on Monday"),
        ('the plan <span class="sr-only lg:not-sr-only">of it</span> on Monday', "the plan of it on Monday"),
        ('the plan <span class="sr-only focus:not-sr-only">to skip</span> on Monday', "the plan on Monday"),
        ('the plan <span class="c-sr-only">to <b>hear</b></span> on Monday', "the plan on Monday"),
    ],
)
def test_text_of_a_page_that_is_only_heard_goes_unless_it_stands_for_what_is_shown(within: str, shown: str) -> None:
    text = f"<h1>Harbour plan</h1><p>The board showed {within}.</p><p>{LEFT}</p>"
    page = f"<html><body><article>{text}</article></body></html>"
    assert f"The board showed {shown}." in CLEANER.clean_html(page).text


@pytest.mark.parametrize("unclosed", ['<span class="sr-only">', '<span class="sr-only">' * 40])
def test_a_hidden_element_that_nobody_closed_hides_no_paragraph(unclosed: str) -> None:
    below = "The crews will meet again in the spring, the harbour master said."
    text = f"<h1>Harbour plan</h1><p>It is {unclosed} old.<p>{LEFT}<p>{below}"
    page = f"<html><body><article>{text}</article></body></html>"
    assert f"{LEFT}\n\n{below}" in CLEANER.clean_html(page).text
