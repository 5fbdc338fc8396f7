"""The command ``cleaner rules``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from cleaner.authoring.check import ORDINARY, check
from cleaner.authoring.compare import compare, corpus, open_book
from cleaner.boilerplate.neighbours import COMPANY, DECISIVE
from cleaner.cli import main
from cleaner.rulebook import RuleBook

RULE = """\
{name}:
  description: d
  category: promo
  score: {score}
  patterns: ['{pattern}']
  examples:
    match: [Buy our mug]
    spare: [{spare}]
"""


@pytest.fixture(scope="module", autouse=True)
def shipped() -> RuleBook:
    """The shipped book, compiled in all languages as long as these tests run: books on top of it share that."""
    book = open_book("shipped")
    book.search("Buy our mug")
    return book


def write(
    folder: Path, name: str = "mug", *, pattern: str = "Buy our mug", spare: str = "a, b", score: float = 1
) -> Path:
    folder.mkdir(exist_ok=True)
    text = RULE.format(name=name, pattern=pattern, spare=spare, score=score)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def messages(folder: Path) -> list[str]:
    return [problem.message for problem in check([folder], shipped=False)]


def test_a_sound_rule_has_no_problems(tmp_path: Path) -> None:
    assert messages(write(tmp_path)) == []


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"pattern": "Sell"}, "does not match its example 'Buy our mug'"),
        ({"spare": "Buy our mug, b"}, "matches the near miss 'Buy our mug'"),
        ({"pattern": r"[\w ]{3,}", "spare": "'!', '?'"}, "which is any sentence"),
        ({"spare": "a"}, "has just one near miss"),
        ({"pattern": "(Buy"}, "missing"),
    ],
)
def test_trouble_is_found(tmp_path: Path, choices: dict[str, str], message: str) -> None:
    assert any(message in found for found in messages(write(tmp_path, **choices)))  # type: ignore[arg-type]


def test_a_broken_pattern_with_examples_of_a_language_is_told_once(tmp_path: Path) -> None:
    folder = write(tmp_path, pattern=r"Buy our caf\u00e9")
    (folder / "examples").mkdir()
    (folder / "examples" / "en.yaml").write_text("mug.mug: {match: [Buy our mug]}\n", encoding="utf-8")
    (message,) = messages(folder)
    assert "invalid escape sequence" in message


def test_a_weak_rule_may_match_any_sentence(tmp_path: Path) -> None:
    problems = check([write(tmp_path, pattern=r"\w", spare="'!', '?'", score=0.2)], shipped=False)
    assert problems
    assert not any(problem.is_error for problem in problems)


def test_twins_and_shadows(tmp_path: Path) -> None:
    write(tmp_path, "first")
    found = messages(write(tmp_path, "second"))
    assert "rule 'second.second' has a pattern that 'first.first' has too: 'Buy our mug'" in found
    assert "rule 'second.second' is shadowed: 'first.first' finds all its examples too" in found


def test_ordinary_sentences_survive_the_shipped_book(shipped: RuleBook) -> None:
    for line in ORDINARY:
        removing = [match.rule for match in shipped.search(line) if match.rule.action in ("remove", "cut")]
        assert sum(rule.score for rule in removing) + COMPANY < DECISIVE, removing


def test_check_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "check", str(write(tmp_path / "good"))]) == 0
    assert main(["rules", "check", str(write(tmp_path / "bad", pattern="Sell"))]) == 1
    assert "mug.yaml:1: error:" in capsys.readouterr().out
    assert main(["rules", "check", str(write(tmp_path / "thin", spare="a"))]) == 0
    assert main(["rules", "check", "--strict", str(tmp_path / "thin")]) == 1
    (tmp_path / "bad" / "mug.yaml").write_text("mug: [", encoding="utf-8")
    assert main(["rules", "check", str(tmp_path / "bad")]) == 2


def test_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list", "--category", "paywall", "--json"]) == 0
    rules = json.loads(capsys.readouterr().out)
    assert rules
    assert {rule["category"] for rule in rules} == {"paywall"}
    sites = tmp_path / "sites"
    sites.mkdir()
    write(sites, "beacon.example")
    sites.joinpath("beacon.example.yaml").write_text(RULE.format(name="mug", score=1, pattern="Buy", spare="a"))
    for host, count in (("news.beacon.example", 1), ("abeacon.example", 0)):
        assert main(["rules", "list", "--site", host, "--rules", str(tmp_path)]) == 0
        assert capsys.readouterr().out.count("sites.beacon.example.mug") == count


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "explain", "Subscribe to our newsletter", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "common.newsletter.sign_up" in out
    assert "→ goes: common.newsletter" in out
    assert main(["rules", "explain", "It rained in Tarn."]) == 0
    assert capsys.readouterr().out == "It rained in Tarn.\n  → stays\n"


def test_diff_tells_what_is_newly_lost_and_kept(tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    rows = [
        {"text": "It rained all day in the valley of Tarn.\n\nBuy our mug", "url": "https://beacon.example/1"},
        {"text": "It rained all night in the valley of Tarn.\n\nSubscribe to our newsletter"},
        {"text": "It rained.", "url": 5, "language": ["en"]},
        {"text": "It snowed.", "url": "http://[tarn"},
    ]
    texts.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    there = compare(open_book("shipped"), open_book(str(write(tmp_path / "own"))), corpus([str(texts)]))
    assert [(found.line, found.rule, found.site) for found in there.lost] == [
        ("Buy our mug", "mug.mug", "beacon.example")
    ]
    assert there.kept == []
    back = compare(open_book(str(tmp_path / "own")), open_book("shipped"), corpus([str(texts)]))
    assert [found.line for found in back.kept] == ["Buy our mug"]
    assert back.to_dict()["newly_kept"]["by_rule"] == {"mug.mug": 1}
    assert "newly kept: 1 lines" in back.render(3)


def test_diff_of_a_whole_book_and_bad_corpora(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from cleaner.rulebook.load import shipped_folder

    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    assert main(["rules", "diff", "shipped", str(shipped_folder()), "--corpus", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["newly_lost"]["lines"] == 0
    (tmp_path / "b.jsonl").write_text('{"txt": 1}', encoding="utf-8")
    assert main(["rules", "diff", "shipped", "shipped", "--corpus", str(tmp_path / "b.jsonl")]) == 1
    assert "b.jsonl:1: has none of the fields" in capsys.readouterr().err
    (tmp_path / "b.jsonl").write_text("[" * 100_000, encoding="utf-8")
    assert main(["rules", "diff", "shipped", "shipped", "--corpus", str(tmp_path / "b.jsonl")]) == 1
    assert "b.jsonl:1: is not a JSON object" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["rules", "vocabulary", "examples", "settings"])
def test_schema_is_json_schema(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "schema", kind]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["type"] == "object"


def test_the_schema_knows_the_keys_of_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules", "schema"])
    rule = json.loads(capsys.readouterr().out)["additionalProperties"]
    main(["rules", "new", "mug"])
    template = yaml.safe_load(capsys.readouterr().out)
    assert set(template["mug"]) <= set(rule["properties"])
    assert rule["additionalProperties"] is False
    assert set(rule["required"]) == {"description", "category", "examples"}


def test_the_template_loads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "new", "mug"]) == 0
    (tmp_path / "promo.yaml").write_text(capsys.readouterr().out, encoding="utf-8")
    assert check([tmp_path], shipped=False) == []


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["new", "no good"], 2, "can't be the name of a rule"),
        (["explain", " "], 1, "there is no line to explain"),
        (
            ["explain", "It rained.", "--lang", "old norse"],
            2,
            "expected an ISO 639-1 code such as en, found 'old norse'",
        ),
        (["diff", "shipped", "shipped", "--corpus", "a", "--sample", "-1"], 2, "must not be below 0"),
        (["diff", "shipped", "shipped", "--corpus", "a", "--sample", "few"], 2, "expected a whole number, found 'few'"),
    ],
)
def test_wrong_usage(arguments: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", *arguments]) == code
    assert message in capsys.readouterr().err


def test_a_wrong_category_is_told_by_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path)
    file = next(folder.glob("*.yaml"))
    file.write_text(file.read_text(encoding="utf-8").replace("promo", "promotion"), encoding="utf-8")
    assert main(["rules", "check", str(folder)]) == 2
    assert "unknown value 'promotion'; did you mean 'promo'? Known: bio, byline" in capsys.readouterr().err
