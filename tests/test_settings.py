"""Settings: wrong ones name the key and the choices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner, Settings, SettingsError

SENTENCE = "The council of Tarn voted on Monday, by nine to two, to rebuild the pier."


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"caption": "after"}, "unknown setting 'caption'; did you mean 'captions'?"),
        ({"captions": "below"}, "captions: unknown value 'below'; Known: after, fields, inline"),
        ({"categories_off": ["promos"]}, "categories_off: unknown value 'promos'; did you mean 'promo'?"),
        ({"categories_off": "promo"}, "categories_off: expected a list"),
        ({"repairs": ["speling"]}, "repairs: unknown value 'speling'"),
        ({"max_removed": 50}, "max_removed: expected a share between 0 and 1, found 50"),
        ({"max_removed": True}, "max_removed: expected a share"),
        ({"shipped_rules": "no"}, "shipped_rules: expected true or false"),
        ({"languages": ["English"]}, "languages: expected an ISO 639-1 code such as en, found 'English'"),
        ({"caption_format": "[{text}\u2028]"}, "caption_format: expected one line of text"),
        ({"max_chars": 0}, "max_chars: expected a positive whole number"),
        ({"caption_format": "[{txt}]"}, "caption_format: expected one line of text with {text} in it once"),
        ({"caption_format": "{credit}: {text}{credit}"}, "caption_format: {credit} stands in it twice"),
        ({"caption_credit_format": "by"}, "caption_credit_format: expected one line of text with {credit}"),
    ],
)
def test_wrong_settings(choices: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_keywords(**choices)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("captions: below\n", "settings.yaml:1:11: unknown value 'below'"),
        ("caption: after\n", "settings.yaml:1:1: unknown key 'caption'; did you mean 'captions'?"),
        ("max_removed: lots\n", "settings.yaml:1:14: expected a number"),
        ("- a\n", "settings.yaml:1:1: expected a mapping"),
    ],
)
def test_wrong_files(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        Settings.from_file(path)
    assert message in str(caught.value)


def test_a_file_says_what_keywords_say(tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text("captions: after\nrules: [own]\nlanguages: [de]\nmax_removed: 0.25\n", encoding="utf-8")
    wanted = Settings(captions="after", rules=(str(tmp_path / "own"),), languages=("de",), max_removed=0.25)
    assert Settings.from_file(path) == wanted
    path.write_text("")
    assert Settings.from_file(path) == Settings()


def test_repairs_can_be_left_out() -> None:
    source = "The cafÃ©  was whoreportedly open."
    assert Cleaner(repairs=[]).clean(source, language="en").text == source
    assert Cleaner(repairs=["spacing"]).clean(source, language="en").text == "The cafÃ© was whoreportedly open."
    assert Cleaner(repairs=["encoding"]).clean(source, language="en").text == "The café  was whoreportedly open."


def test_captions_go_where_the_settings_say() -> None:
    source = f"{SENTENCE}\n\nQUAKE-RELIEF/TARN Men unload water in the harbour | Reuters\n\n{SENTENCE}"
    caption = "[Image: Men unload water in the harbour (Credit: Reuters)]"
    assert Cleaner(captions="inline").clean(source).text == f"{SENTENCE}\n\n{caption}\n\n{SENTENCE}"
    assert Cleaner(captions="after").clean(source).text == f"{SENTENCE}\n\n{SENTENCE}\n\n{caption}"
    fields = Cleaner(captions="fields").clean(source)
    assert fields.text == f"{SENTENCE}\n\n{SENTENCE}"
    assert fields.captions[0].credit == "Reuters"


def test_a_caption_format_of_ones_own() -> None:
    engine = Cleaner(caption_format="Foto: {text}{credit}", caption_credit_format=" ({credit})")
    text = engine.clean(f"{SENTENCE}\n\nQUAKE-RELIEF/TARN Men unload water in the harbour | Reuters\n\n{SENTENCE}").text
    assert "\n\nFoto: Men unload water in the harbour (Reuters)\n\n" in text
    assert engine.clean(text).text == text


def test_a_category_is_switched_off() -> None:
    source = f"{SENTENCE}\n\nSign up for our newsletter\n\n{SENTENCE}"
    assert Cleaner(categories_off=["promo"]).clean(source).text == source
    assert Cleaner().clean(source).text == f"{SENTENCE}\n\n{SENTENCE}"
