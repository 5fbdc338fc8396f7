"""What a user may choose, from a YAML file or keywords."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.errors import RuleError, SettingsError
from cleaner.rulebook.model import Category
from cleaner.yamlfile import LANGUAGE, Choice, Field, Flag, ListOf, Number, Record, Text, one_of, read_yaml, shown

__all__ = ["CAPTION_PLACES", "REPAIRS", "Settings"]

CAPTION_PLACES = ("inline", "after", "fields")
REPAIRS = ("encoding", "spacing", "words")


@dataclass(frozen=True, slots=True)
class Settings:
    """How to clean.

    Attributes:
        rules: folders with rules of your own, on top of the shipped book.
        shipped_rules: whether to use the shipped book at all.
        categories_off: categories whose rules don't remove anything.
        rules_off: ids of rules not to use; one that ends in "." or ".*" means all that begin with it.
        repairs: which repairs to make: encoding, spacing, words.
        captions: where captions go in the text: "inline", "after" the body, or only in the "fields".
        caption_format: how a caption looks in the text; ``{text}`` stands for its description.
        caption_credit_format: what is put behind the description, within it, when there is a credit.
        caption_alt_text: whether an image on a page that has no caption gets its alternative text for one.
        languages: the languages that occur, as ISO 639-1 codes; empty for any. With a single one, it is
            taken as given.
        max_removed: the removal budget, as a share of the document's characters (0 to 1), equal lines
            counted once. If the verdicts would take more, nothing is removed and the article carries a warning.
        find_title: whether to look for a title and deck at the top of a plain text.
        deck_apart: whether the deck that a page marks is kept out of the body; else it is its first paragraph.
        max_chars: longer documents are returned as they are, with a warning.
        max_page_chars: a longer page is read up to there, with a warning; 10 million take some seconds.
        max_seconds: CPU seconds that a document may take. After that a text is returned as it is, and of a page
            what was read of it by then, each with a warning. Looked at between stages, so somewhat more may pass.
    """

    rules: tuple[str, ...] = ()
    shipped_rules: bool = True
    categories_off: tuple[str, ...] = ()
    rules_off: tuple[str, ...] = ()
    repairs: tuple[str, ...] = REPAIRS
    captions: str = "inline"
    caption_format: str = "[Image: {text}{credit}]"
    caption_credit_format: str = " (Credit: {credit})"
    caption_alt_text: bool = False
    languages: tuple[str, ...] = ()
    max_removed: float = 0.5
    find_title: bool = True
    deck_apart: bool = False
    max_chars: int = 100_000_000
    max_page_chars: int = 10_000_000
    max_seconds: float = 60.0

    def __post_init__(self) -> None:
        """Check the values.

        Raises:
            SettingsError: if a value is wrong; the message names the key and the choices.
        """
        for name in ("rules", "categories_off", "rules_off", "repairs", "languages"):
            value = getattr(self, name)
            if isinstance(value, (str, Path)) or not isinstance(value, Sequence):
                raise SettingsError(f"{name}: expected a list, found {value!r}")
            object.__setattr__(self, name, tuple(str(item) for item in value))
        _choose("categories_off", self.categories_off, [str(category) for category in Category])
        _choose("repairs", self.repairs, REPAIRS)
        _choose("captions", (self.captions,), CAPTION_PLACES)
        for code in self.languages:
            if not re.fullmatch(LANGUAGE.pattern, code):
                raise SettingsError(f"languages: expected {LANGUAGE.expected}, found {shown(code)}")
        for name in ("shipped_rules", "caption_alt_text", "find_title", "deck_apart"):
            if not isinstance(getattr(self, name), bool):
                raise SettingsError(f"{name}: expected true or false, found {getattr(self, name)!r}")
        share = self.max_removed
        if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 <= share <= 1:
            raise SettingsError(f"max_removed: expected a share between 0 and 1, found {share!r}")
        for name in ("max_chars", "max_page_chars"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise SettingsError(f"{name}: expected a positive whole number, found {value!r}")
        seconds = self.max_seconds
        if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not seconds > 0:
            raise SettingsError(f"max_seconds: expected a number of seconds above 0, found {seconds!r}")
        _check_template("caption_format", self.caption_format, "{text}")
        if self.caption_format.count("{credit}") > 1:
            raise SettingsError(f"caption_format: {{credit}} stands in it twice: {self.caption_format!r}")
        _check_template("caption_credit_format", self.caption_credit_format, "{credit}")

    @classmethod
    def from_keywords(cls, **choices: Any) -> Settings:
        """Settings from keywords.

        Raises:
            SettingsError: if a keyword is unknown or its value is wrong.
        """
        known = [field.name for field in dataclasses.fields(cls)]
        for name in choices:
            if name not in known:
                raise SettingsError(f"unknown setting {name!r}; {one_of(name, known)}")
        return cls(**choices)

    @classmethod
    def from_file(cls, path: Path | str) -> Settings:
        """Settings from a YAML file; rule folders in it are relative to the file.

        Raises:
            SettingsError: if the file can't be read, or a setting is unknown or wrong.
        """
        path = Path(path)
        try:
            choices = read_yaml(path, FILE) or {}
        except RuleError as error:
            raise SettingsError(str(error)) from None
        if "rules" in choices:
            choices["rules"] = [str(path.parent / folder) for folder in choices["rules"]]
        try:
            return cls(**choices)
        except SettingsError as error:
            raise SettingsError(f"{path}: {error}") from None


def _choose(name: str, values: Sequence[str], choices: Sequence[str]) -> None:
    for value in values:
        if value not in choices:
            raise SettingsError(f"{name}: unknown value {value!r}; {one_of(str(value), choices)}")


def _check_template(name: str, template: str, needed: str) -> None:
    if not isinstance(template, str) or template.count(needed) != 1 or len(template.splitlines()) > 1:
        raise SettingsError(f"{name}: expected one line of text with {needed} in it once, found {template!r}")


_KEYS: dict[str, Field] = {
    "rules": ListOf(Text()),
    "shipped_rules": Flag(),
    "categories_off": ListOf(Choice(Category)),
    "rules_off": ListOf(Text()),
    "repairs": ListOf(Choice(REPAIRS)),
    "captions": Choice(CAPTION_PLACES),
    "caption_format": Text(),
    "caption_credit_format": Text(),
    "caption_alt_text": Flag(),
    "languages": ListOf(LANGUAGE),
    "max_removed": Number(0, 1),
    "find_title": Flag(),
    "deck_apart": Flag(),
    "max_chars": Number(1, 10**12, whole=True),
    "max_page_chars": Number(1, 10**12, whole=True),
    "max_seconds": Number(0, 10**9),
}
FILE = Record(_KEYS)
