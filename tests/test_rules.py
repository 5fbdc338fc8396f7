"""Every shipped rule, slip and fragment is held to what it promises."""

from __future__ import annotations

import pytest

from cleaner.boilerplate import Place, find
from cleaner.ledger import Trail
from cleaner.repair.slips import Slip, load_slips, slips_in
from cleaner.rulebook import Rule, RuleBook
from cleaner.rulebook.load import load_examples, load_rules, load_vocabulary, shipped_folder, vocabulary_files
from cleaner.rulebook.proof import ANY, prove, prove_language
from cleaner.segment import segment

FOLDER = shipped_folder()
VOCABULARY = load_vocabulary([FOLDER])
RULES = load_rules([FOLDER])
BOOK = RuleBook(RULES, VOCABULARY)
EXAMPLES = load_examples(FOLDER)
SPOKEN = sorted({path.stem for path in vocabulary_files(FOLDER) if path.parent.name == "vocabulary"} - {"common"})
SLIPS = [slip for path in sorted((FOLDER / "words").glob("*.yaml")) for slip in load_slips(FOLDER, path.stem)]
ADDRESS = "https://www.harbourkite.example/news/harbour-of-tarn-to-close-after-the-storm"


def test_every_wording_is_a_pattern_by_itself() -> None:
    VOCABULARY.check([FOLDER])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_matches_its_examples_and_spares_its_near_misses(rule: Rule) -> None:
    prove(rule, VOCABULARY)
    assert rule.match
    assert rule.spare, "a rule without a near miss has not been thought about"


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.patterns], ids=lambda rule: rule.id)
def test_rule_on_the_place_of_a_line_finds_it_in_its_example_texts(rule: Rule) -> None:
    for texts, is_found in ((rule.match, True), (rule.spare, False)):
        for text in texts:
            findings = find(segment(str(text)), BOOK, Place.of("en", ADDRESS), titles=True)
            assert any(finding.rule is rule for found in findings for finding in found) is is_found, text


@pytest.mark.parametrize("language", SPOKEN)
def test_language_is_held_to_its_examples(language: str) -> None:
    examples = EXAMPLES[language]
    assert [str(error) for error in prove_language(RULES, VOCABULARY, language, examples, BOOK)] == []
    assert language == "en" or any(lines.match for lines in examples.values())  # the rules have the English ones
    assert examples[ANY].spare, "a language without sentences that must stay has not been thought about"


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.id}-{slip.wrong}")
def test_slip_is_mended_and_its_near_misses_are_not(slip: Slip) -> None:
    others = {other.wrong: other for other in SLIPS if other.id == slip.id}
    for line, fixed in slip.match:
        assert Trail.of(line).apply(list(slips_in(line, others))).text == fixed
    for line in slip.spare:
        assert list(slips_in(line, others)) == []
