"""Encoding repair: the same as ftfy, sooner."""

from __future__ import annotations

import re

import pytest
from ftfy import fix_text
from ftfy.badness import MOJIBAKE_CATEGORIES
from hypothesis import given
from hypothesis import strategies as st

from cleaner.ledger import Trail
from cleaner.repair.encoding import encoding_changes, fixed_encoding, ftfy_config, misread_changes

NASTY = "".join(
    chr(code)
    for code in [*range(0x250), *range(0x370, 0x460), *range(0x2000, 0x2270), 0xD800, 0xFB01, 0xFEFF, 0xFFFD, 0x1F600]
)


@given(st.one_of(st.text(NASTY, max_size=8), st.text(max_size=30)))
def test_equal_to_ftfy(text: str) -> None:
    assert fixed_encoding(text) == fix_text(text, ftfy_config())


@given(st.text("abc é“”ßÄÜØÂ â€™вЂ°²&;amp\x85\x9d", max_size=10))
def test_equal_to_ftfy_on_dense_mojibake(text: str) -> None:
    assert fixed_encoding(text) == fix_text(text, ftfy_config())


@given(
    st.text("Ab «»“”„’é ö\u0308", min_size=1, max_size=20), st.sampled_from(["latin-1", "cp1252", "cp1251", "macroman"])
)
def test_equal_to_ftfy_on_wrongly_decoded_text(text: str, encoding: str) -> None:
    broken = text.encode().decode(encoding, "replace")
    assert fixed_encoding(broken) == fix_text(broken, ftfy_config())


def test_every_kind_of_character_next_to_every_other() -> None:

    some = [re.sub(r"(?<=.)-.", "", chars)[:4] for chars in MOJIBAKE_CATEGORIES.values()]
    signs = [*dict.fromkeys("".join(some) + "a Zâ1œÂÃÎÐØÙà×√≈‚вЂВГΒβā€")]
    for first in signs:
        for second in signs:
            for text in (first + second, f"a{first}{second}b", f" {first}{second}{first}"):
                assert fixed_encoding(text) == fix_text(text, ftfy_config()), ascii(text)


@given(st.text(NASTY, max_size=40))
def test_the_changes_make_the_fixed_text(text: str) -> None:
    assert Trail.of(text).apply(encoding_changes(text)).text == fixed_encoding(text)


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("The cafÃ© on HarbourÂ Street", "The café on Harbour\u00a0Street"),
        ("He said â€œnot yetâ€\x9d and left.", "He said “not yet” and left."),
        ("Marks &amp; Co", "Marks & Co"),
        ("a\x00b\x1b[31mc", "abc"),
        ("e\u0301tude", "étude"),
        ("Der BГјrgermeister von KГ¶ln kaufte Г\u00a0 la carte.", "Der Bürgermeister von Köln kaufte à la carte."),
        ("Zwei grГ¶Гџere HГ¤user", "Zwei größere Häuser"),
        ("It donтАЩt matter", "It don’t matter"),
        ("The townΓÇÖs cafΘ", "The town’s cafΘ"),
        ("Itвs donÔÇÖt", "Itвs donÔÇÖt"),
        ("The townÔÇÖs caf├® opened", "The town’s café opened"),
        ("вЂњItвЂ™s over,вЂќ she said.", "“It’s over,” she said."),
        ("He said â€œnot yetâ€ and left.", "He said “not yet” and left."),
        ("Ïðåçèäåíò çàÿâèë, ÷òî âûáîðû ñîñòîÿòñÿ.", "Президент заявил, что выборы состоятся."),
        ("ðÒÅÚÉÄÅÎÔ ÚÁÑ×ÉÌ, ÞÔÏ ×ÙÂÏÒÙ ÓÏÓÔÏÑÔÓÑ.", "Президент заявил, что выборы состоятся."),
        ("Ï äÞìáñ÷ïò åßðå üôé ôï öñÜãìá áíôÝ÷åé áêüìç.", "Ο δήμαρχος είπε ότι το φράγμα αντέχει ακόμη."),
    ],
)
def test_repairs(broken: str, right: str) -> None:
    read = Trail.of(broken).apply(misread_changes(broken))
    assert read.apply(encoding_changes(read.text)).text == right


@pytest.mark.parametrize(
    "text", ["The Г-shaped house of Ôéïç Çelik", "Itвs donÔÇÖt", "Ïðèâåò", "Łódź, Århus, ÉTÉ, Čapek, Ünal", "für"]
)
def test_what_may_be_meant_is_not_read_again(text: str) -> None:
    assert misread_changes(text) == []


def test_utf8_that_lost_characters_is_no_text_of_one_byte() -> None:
    read = "Ο δήμαρχος είπε ότι όλοι είναι ίσοι και ότι το φράγμα αντέχει ακόμη.".encode().decode("latin-1")
    for text in (read, "".join(sign for sign in read if not "\x80" <= sign <= "\xa0")):
        assert not any("\u2500" <= sign <= "\u259f" for sign in Trail.of(text).apply(misread_changes(text)).text)


@pytest.mark.parametrize(
    "text",
    [
        "‘Single’ and “double” quotes, „deutsche“ and «françaises» ones…",
        "ＮＨＫ ニュース ﬁn 👩\u200d👩\u200d👧",
        "if a < b &amp; c",
        "Łódź, Århus, ÉTÉ, Čapek, Ünal, Œuvre d’art — 20 °C, 5 €, § 3",
    ],
)
def test_right_text_stays(text: str) -> None:
    assert encoding_changes(text) == []


def test_changes_are_small() -> None:
    changes = encoding_changes("A cafÃ© in MÃ¼nster, and a long rest.")
    assert [(change.start, change.end, change.after) for change in changes] == [(5, 7, "é"), (12, 14, "ü")]
