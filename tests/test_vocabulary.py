"""Fragments: what a pattern becomes in each language."""

from __future__ import annotations

import re

from cleaner.errors import RuleError
from cleaner.rulebook.vocabulary import Fragment, Vocabulary

PLACE = RuleError("")


def vocabulary(**languages: dict[str, list[str]]) -> Vocabulary:
    return Vocabulary(
        {
            code: {name: Fragment(tuple(texts), PLACE) for name, texts in names.items()}
            for code, names in languages.items()
        }
    )


def patterns(words: Vocabulary, pattern: str) -> dict[str | None, str]:
    return {language: text for text, language in words.variants(pattern)}


WORDS = vocabulary(
    common={"sign": ["!"]},
    en={"read": ["read more", r"see [ab]\w*"]},
    ja={"read": ["続きを読む"], "last": ["フォロー"]},
)


def test_pattern_is_made_once_for_each_language_that_has_all_its_fragments() -> None:
    assert patterns(WORDS, r"^{read}\b\W+{sign}$") == {
        "en": r"^(?:read more|see [ab]\w*)\b\W+(?:!)$",
        "ja": r"^(?:続きを読む)\W*(?:!)$",
    }
    assert patterns(WORDS, "{read}.*{last}") == {"ja": "(?:続きを読む).*(?:フォロー)"}


def test_fragment_in_capitals_leaves_out_scripts_without_them_and_spares_escapes() -> None:
    assert patterns(WORDS, "^{READ}") == {"en": r"^(?:READ MORE|SEE [AB]\w*)"}


def test_property_of_one_letter_is_no_fragment() -> None:
    assert patterns(WORDS, r"\p{L}\p{Lu}") == {None: r"\p{L}\p{Lu}"}


def test_variants_are_patterns() -> None:
    for text in patterns(WORDS, r"^{read}\b").values():
        re.compile(text)
