"""Rule files: what is wrong in them is said with path, line, column and a way out."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from cleaner import RuleError
from cleaner.rulebook import Category, open_rulebook

RULE = """\
plug:
  description: A plug.
  category: promo
  patterns: ['(?i)buy our {thing}']
  examples:
    match: [Buy our mug]
    spare: [They buy our homes]
"""
VOCABULARY = "thing: [mug, shirt]\n"


def book(tmp_path: Path, rule: str = RULE, vocabulary: str = VOCABULARY, name: str = "own.yaml", **choices: object):  # type: ignore[no-untyped-def]
    folder = tmp_path / "rules"
    (folder / "vocabulary").mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary" / "common.yaml").write_text(vocabulary, encoding="utf-8")
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(rule, encoding="utf-8")
    return open_rulebook([folder], shipped=False, **choices)  # type: ignore[arg-type]


def test_a_rule_is_found_by_its_path(tmp_path: Path) -> None:
    rules = book(tmp_path, name="shop/own.yaml")
    assert [rule.id for rule in rules.rules] == ["shop.own.plug"]
    assert [match.rule.id for match in rules.search("BUY OUR SHIRT")] == ["shop.own.plug"]
    assert rules.search("buy our home") == ()


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        (("patterns:", "paterns:"), "own.yaml:4:3", "unknown key 'paterns'; did you mean 'patterns'?"),
        (("promo", "promotion"), "own.yaml:3:13", "unknown value 'promotion'"),
        (("{thing}", "{thign}"), "own.yaml:1:1", "unknown fragment {thign}; did you mean 'thing'?"),
        (("buy our {thing}", "buy (?=our)"), "own.yaml:1:1", "lookaround"),
        (("buy our {thing}", "buy (our"), "own.yaml:1:1", "missing"),
        (("[Buy our mug]", "[Sell our mug]"), "own.yaml:1:1", "does not match its example 'Sell our mug'"),
        (("[They buy our homes]", "[They buy our mugs]"), "own.yaml:1:1", "matches the near miss"),
        (("    spare: [They buy our homes]\n", ""), "own.yaml:6:5", "missing: spare"),
        (("A plug.", "[A, plug]"), "own.yaml:2:16", "expected text"),
        (("A plug.", "A plug: for us"), "own.yaml:2:", "not valid YAML"),
        (("category: promo", "category: promo\n  category: ui"), "own.yaml:4:3", "twice"),
        (("category: promo", "category: promo\n  score: 2"), "own.yaml:4:10", "out of range"),
        (
            ("category: promo", "category: promo\n  where: {max_words: many}"),
            "own.yaml:4:22",
            "expected a whole number",
        ),
        (("category: promo", "category: promo\n  where: {max_words: 2}"), "own.yaml:1:1", "by length"),
        (("category: promo", "category: promo\n  valid_until: soon"), "own.yaml:4:16", "expected a date"),
        (
            ("category: promo", "category: promo\n  where: {min_words: 9, max_words: 2}"),
            "own.yaml:1:1",
            "no line has at least 9 words and at most 2",
        ),
        (("category: promo", "category: promo\n  languages: [English]"), "own.yaml:4:15", "an ISO 639-1 code"),
        (
            ("promo\n  patterns: ['", "caption\n  action: caption\n  patterns: ['(?P<texte>[a-z]+)|"),
            "own.yaml:1:1",
            "reads a field 'texte' that there is not; did you mean 'text'?",
        ),
        (("  patterns: ['(?i)buy our {thing}']\n", "  where: {max_words: 90}\n"), "own.yaml:1:1", "nor a sign"),
        (("plug:", "'plug: ours':"), "own.yaml:1:1", "'plug: ours' can't be a name"),
        (("A plug.", "!!python/object/apply:os.getcwd []"), "own.yaml:2:16", "expected text"),
        (("A plug.", "[" * 50_000), "own.yaml:2:", "nested too deeply"),
        (("A plug.", "{a: " * 50_000), "own.yaml:2:", "nested too deeply"),
        (("A plug.", "- " * 50_000), "own.yaml:2:", "not valid YAML"),
        (("A plug.", "&a [*a, *a]"), "own.yaml:2:16", "expected text"),
        (("A plug.", "A plug\b."), "own.yaml:2:22", "holds the character U+0008"),
        (("[Buy our mug]", "['" + "Sell our mug " * 5000 + "']"), "own.yaml:1:1", "Sell our mug Sell ou …'"),
    ],
)
def test_errors_name_the_place_and_the_way_out(
    tmp_path: Path, change: tuple[str, str], place: str, message: str
) -> None:
    assert change[0] in RULE
    with pytest.raises(RuleError) as caught:
        book(tmp_path, RULE.replace(*change))
    assert place in str(caught.value)
    assert message in str(caught.value)
    assert len(str(caught.value)) < 600
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(
    ("vocabulary", "message"),
    [
        ("thing: ['{other}']\n", "unknown fragment {other}"),
        ("thing: ['{other}']\nother: ['{thing}']\n", "uses itself"),
        ("thing: []\n", "at least 1"),
        ("- thing\n", "expected a mapping"),
        ("thing: [mug\n", "not valid YAML"),
        ("thing: [mug]\nunused: ['(mug']\n", "alternative '(mug': missing"),
        ("thing: [mug]\nunused: ['{thing}(?!s)']\n", "lookaround"),
    ],
)
def test_errors_in_a_vocabulary(tmp_path: Path, vocabulary: str, message: str) -> None:
    with pytest.raises(RuleError, match=r"common\.yaml:\d+:\d+: ") as caught:
        book(tmp_path, vocabulary=vocabulary)
    assert message in str(caught.value)


@pytest.mark.parametrize("name", ["vocabulary/english.yaml", "lang/english/own.yaml"])
def test_what_is_called_after_no_language(tmp_path: Path, name: str) -> None:
    with pytest.raises(RuleError, match="english' is called after no language; expected an ISO 639-1 code"):
        book(tmp_path, name=name)


def test_an_id_that_exists_already(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "own.yaml").write_text(RULE, encoding="utf-8")
    book(tmp_path)
    with pytest.raises(RuleError, match=r"'own\.plug' exists already"):
        open_rulebook([tmp_path / "rules", other], shipped=False)


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(RuleError, match=r"a\.yaml: is not UTF-8"):
        open_rulebook([tmp_path], shipped=False)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such folder"):
        open_rulebook([tmp_path / "nowhere"])
    (tmp_path / "file").touch()
    with pytest.raises(RuleError, match="not a folder"):
        open_rulebook([tmp_path / "file"])


def test_rules_and_categories_are_switched_off(tmp_path: Path) -> None:
    assert len(book(tmp_path).rules) == 1
    assert book(tmp_path, rules_off=["own.plug"]).rules == ()
    assert book(tmp_path, rules_off=["own.*"]).rules == ()
    assert book(tmp_path, categories_off=[Category.PROMO]).rules == ()
    assert len(book(tmp_path, categories_off=[Category.UI]).rules) == 1
    with pytest.raises(RuleError, match=r"no rule is called 'own\.plugs'"):
        book(tmp_path, rules_off=["own.plugs"])


def test_a_rule_has_its_day(tmp_path: Path) -> None:
    from datetime import date

    rule = RULE.replace("category: promo", "category: promo\n  valid_until: 2024-05-01")
    assert len(book(tmp_path, rule, today=date(2024, 5, 1)).rules) == 1
    assert book(tmp_path, rule, today=date(2024, 5, 2)).rules == ()


def test_the_version_changes_with_the_rules(tmp_path: Path) -> None:
    first = book(tmp_path).version
    assert book(tmp_path).version == first
    assert book(tmp_path, vocabulary="thing: [mug]\n").version != first


def test_a_book_is_the_same_one_until_a_file_is_written(tmp_path: Path) -> None:
    first = book(tmp_path)
    folder = tmp_path / "rules"
    assert open_rulebook([folder], shipped=False) is first
    assert open_rulebook([folder], shipped=False, rules_off=["own.plug"]) is not first
    (folder / "more.yaml").write_text(RULE, encoding="utf-8")
    assert [rule.id for rule in open_rulebook([folder], shipped=False).rules] == ["more.plug", "own.plug"]
    (folder / "more.yaml").unlink()
    (folder / "own.yaml").write_text(RULE.replace("They buy", "We buy"), encoding="utf-8")
    assert open_rulebook([folder], shipped=False).rules[0].spare == ("We buy our homes",)


def test_a_fragment_speaks_each_language(tmp_path: Path) -> None:
    folder = tmp_path / "rules" / "vocabulary"
    folder.mkdir(parents=True)
    (folder / "de.yaml").write_text("thing: [Becher]\n", encoding="utf-8")
    (folder / "ja.yaml").write_text("thing: [コップ]\n", encoding="utf-8")
    rules = book(tmp_path, RULE.replace("buy our {thing}", r"\b{thing}\b"), "unused: [x]\n" + VOCABULARY)
    for line in ("Der Becher steht da", "このコップは", "a mug"):
        assert rules.search(line), line
    assert rules.search("Bechern") == ()


def test_languages_that_are_hard_to_tell_apart_share_their_wordings() -> None:
    rules = open_rulebook()
    for line, languages in (
        ("Pročitajte još: Novi trajekt za otok", ["hr", "bs", "sr", "sh"]),
        ("Прочитајте још: Нови трајект за острво", ["sr", "bs", "hr"]),
        ("Baca juga: Kapal baru untuk pulau", ["id", "ms"]),
    ):
        for language in languages:
            assert "common.related.labelled_pointer" in {match.rule.id for match in rules.search(line, language)}
        assert rules.search(line, "fi") == ()


def test_in_an_unknown_language_lines_are_held_to_those_with_their_letters() -> None:
    rules = open_rulebook()
    lines = rules.lines(["Читайте также: Паром стоит", "Lue myös: Lautta seisoo", "もっと見る"])
    assert all(rules.search_all(lines))
    assert rules.search("もっと見る", "fi") == ()
