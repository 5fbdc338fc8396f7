"""Detection of the language. Sentences are invented."""

from __future__ import annotations

import pytest

from cleaner import Cleaner
from cleaner.language import detect_language
from cleaner.pipeline import _plain_code

SENTENCES = {
    "en": "The harbour office said on Tuesday that the ferry would not sail, and that it had no plans for the winter.",
    "de": "Das Hafenamt sagte am Dienstag, dass die Fähre nicht fährt und es für den Winter keine Pläne gibt.",
    "es": "La oficina del puerto dijo el martes que el barco no saldrá y que no hay planes para el invierno.",
    "fr": "Le bureau du port a dit mardi que le bac ne partira pas et qu’il n’y a pas de projets pour l’hiver.",
    "it": "L’ufficio del porto ha detto martedì che il traghetto non parte e che non ci sono piani per l’inverno.",
    "pt": "O escritório do porto disse na terça que a balsa não sai e que não há planos para o inverno.",
    "nl": "Het havenkantoor zei dinsdag dat de veerboot niet vaart en dat er geen plannen zijn voor de winter.",
    "pl": "Biuro portu podało we wtorek, że prom nie wypłynie i że nie ma planów na zimę dla wyspy.",
    "ro": "Biroul portului a spus marți că feribotul nu pleacă și că nu sunt planuri pentru iarnă.",
    "ru": "Управление порта сообщило во вторник, что паром не выйдет и что планов на зиму у него нет.",
    "uk": "Управління порту повідомило у вівторок, що пором не вийде і що планів на зиму в нього немає.",
    "tr": "Liman idaresi salı günü feribotun kalkmayacağını ve kış için bir plan olmadığını söyledi.",
    "sv": "Hamnkontoret sade på tisdagen att färjan inte går och att det inte finns några planer för vintern.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_detected(code: str) -> None:
    assert detect_language([SENTENCES[code]]) == code


@pytest.mark.parametrize("text", ["", "Tarn", "12.30–14.00", "Kite, Wend, Tarn, Orm"])
def test_too_short_to_tell(text: str) -> None:
    assert detect_language([text]) is None


def test_a_mixture_is_no_language() -> None:
    assert detect_language([SENTENCES["en"], SENTENCES["de"]]) is None


def test_choices_bind() -> None:
    assert detect_language(["Tarn"], ["uk"]) == "uk"
    assert detect_language([SENTENCES["es"]], ["it", "pt"]) in ("it", "pt")


@pytest.mark.parametrize(
    ("given", "kept"), [("pt-BR", "pt"), ("en_GB", "en"), ("NB", "no"), ("nn-NO", "no"), ("", None)]
)
def test_rules_are_kept_under_plain_codes(given: str, kept: str | None) -> None:
    assert _plain_code(given) == kept


def test_a_region_is_no_other_language() -> None:
    lines = ["Det regnet hele dagen i Tarn, og elva gikk over sine bredder.", "Meld deg på vårt nyhetsbrev"]
    assert Cleaner().clean("\n\n".join(lines), language="nb-NO").text == lines[0]
