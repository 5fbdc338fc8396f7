"""Repair of text: lost spaces by language, damage of other kinds, and the ledger's cost.

python tests/benchmarks/repair.py DATA [--languages en de …] [--parts words damage ledger] [--show-false]
    [--limit N]

Words: one space between two lower-case words is taken out of each sentence (or news paragraph) at random;
recall is the share that is put back at the right place. False changes are those made to the same text with
nothing taken out, without the real defects of the text: changes that a reader found to be right, which are
counted apart and known by a hash (repair_defects.txt), as the text is no part of the project. --show-false prints
each with its hash. A plain frequency split, wordninja and symspellpy (both English only) get every token that
wordfreq's list doesn't know.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator
from functools import cache
from html.entities import codepoint2name
from pathlib import Path
from typing import NamedTuple

import measures as m

from cleaner.ledger import Change, Trail
from cleaner.repair.encoding import encoding_changes
from cleaner.repair.lexicon import LANGUAGES
from cleaner.repair.spacing import spacing_changes
from cleaner.repair.surroundings import Surroundings
from cleaner.repair.words import word_changes, words_of

PAIR_RE = re.compile(r"(?<![\w'’-])([^\W\d_]+) (?=([^\W\d_]+)(?![\w'’-]))")
TOKEN_RE = re.compile(r"(?<![\w@#./\\'’-])[^\W\d_]{3,40}(?![\w@/\\'’-]|\.\w)")

Split = Callable[[str, str], Iterator[tuple[int, int, str]]]
"""Text and the document that it is of → (start, end, new text) of each change."""


DEFECTS = frozenset(
    line.split()[1]
    for line in (Path(__file__).parent / "repair_defects.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


def digest(text: str, start: int, end: int) -> str:
    """What a change is known by: its place between the characters around it."""
    around = f"{text[max(0, start - 20) : start]}|{text[start:end]}|{text[end : end + 20]}"
    return hashlib.sha256(around.encode()).hexdigest()[:12]


class Unit(NamedTuple):
    """A sentence or news paragraph, and the document that it is of."""

    id: str
    text: str
    document: str


def units(data: Path, language: str, limit: int | None) -> list[Unit]:
    sentences = (data / "sentences" / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    found = [Unit(f"{language}:{number}", text, text) for number, text in enumerate(sentences)]
    with (data / "news_multilingual" / "truth.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["lang"] == language:
                found += [Unit(row["id"], text, row["text"]) for text in row["text"].split("\n") if text.strip()]
    return found[:limit]


def documents(data: Path) -> list[Unit]:
    """The English articles whole: only for false changes."""
    with (data / "articles_en" / "truth.jsonl").open(encoding="utf-8") as lines:
        return [Unit(row["id"], row["text"], row["text"]) for row in map(json.loads, lines)]


def joined(unit: Unit, rng: random.Random) -> tuple[str, str, int] | None:
    """A text with one space less, its document, and where the space was."""
    places = [match.end(1) for match in PAIR_RE.finditer(unit.text) if match[1].islower() and match[2].islower()]
    if not places:
        return None
    place = rng.choice(places)
    text = unit.text[:place] + unit.text[place + 1 :]
    return text, unit.document.replace(unit.text, text, 1), place


def ours(language: str) -> Split:
    words = words_of(language)
    assert words is not None

    def split(text: str, document: str) -> Iterator[tuple[int, int, str]]:
        for change in word_changes(text, words, surroundings(document)):
            yield change.start, change.end, change.after

    @cache
    def surroundings(document: str) -> Surroundings:
        return Surroundings(document, words.lexicon)

    return split


def token_wise(language: str, divide: Callable[[str], str]) -> Split:
    """A peer that is asked about each unknown lower-case token by itself."""
    from wordfreq import get_frequency_dict

    known = get_frequency_dict(language, "best")

    def split(text: str, _document: str) -> Iterator[tuple[int, int, str]]:
        for match in TOKEN_RE.finditer(text):
            if match[0].islower() and match[0] not in known:
                after = divide(match[0])
                if after != match[0]:
                    yield *match.span(), after

    return split


def frequency_split(language: str) -> Split:
    from wordfreq import get_frequency_dict

    known = get_frequency_dict(language, "best")

    def divide(token: str) -> str:
        pairs = [(token[:cut], token[cut:]) for cut in range(1, len(token))]
        best = max(pairs, key=lambda pair: known.get(pair[0], 0) * known.get(pair[1], 0))
        return " ".join(best) if known.get(best[0], 0) * known.get(best[1], 0) > 1e-9 else token

    return token_wise(language, divide)


def peers(language: str) -> dict[str, Split]:
    found = {"plain frequency split": frequency_split(language)}
    if language != "en":
        return found
    try:
        import wordninja

        found["wordninja"] = token_wise(language, lambda token: " ".join(wordninja.split(token)))
    except ImportError:
        print("wordninja is not installed")
    try:
        from importlib.resources import files

        from symspellpy import SymSpell

        spell = SymSpell(max_dictionary_edit_distance=0)
        spell.load_dictionary(str(files("symspellpy") / "frequency_dictionary_en_82_765.txt"), 0, 1)
        found["symspellpy"] = token_wise(language, lambda token: spell.word_segmentation(token, 0).corrected_string)
    except ImportError:
        print("symspellpy is not installed")
    return found


class Tally:
    """Recall and false changes of one system on one half."""

    def __init__(self) -> None:
        self.put_back = self.taken = self.false = self.defects = self.words = 0

    def recall(self) -> str:
        return f"{self.put_back / max(1, self.taken):.3f}"

    def false_changes(self) -> str:
        return f"{1e5 * self.false / max(1, self.words):.1f} ({self.false}; {self.defects})"


def words_part(data: Path, languages: list[str], limit: int | None, show: bool) -> None:
    rows = []
    for language in languages:
        sample, articles = units(data, language, limit), documents(data)[:limit] if language == "en" else []
        systems = {"cleaner": ours(language), **peers(language)}
        for name, split in systems.items():
            tallies = {False: Tally(), True: Tally()}
            rng = random.Random(1)
            for unit in sample:
                tally = tallies[m.held_out(unit.id)]
                broken = joined(unit, rng)
                if broken:
                    text, document, place = broken
                    tally.taken += 1
                    tally.put_back += any(
                        start < place < end and text[start:place] + " " + text[place:end] == after
                        for start, end, after in split(text, document)
                    )
            for kind, texts in (("", sample), ("articles", articles)):
                false = {False: Tally(), True: Tally()}
                for unit in texts:
                    tally = false[m.held_out(unit.id)]
                    tally.words += len(unit.text.split())
                    for start, end, after in split(unit.text, unit.document):
                        known_by = digest(unit.text, start, end)
                        is_defect = known_by in DEFECTS
                        tally.defects += is_defect
                        tally.false += not is_defect
                        if show and name == "cleaner":
                            line = unit.text[max(0, start - 30) : end + 30].replace("\n", " ")
                            verdict = "DEFECT" if is_defect else "FALSE"
                            print(f"{verdict} {language} {known_by} {unit.text[start:end]} → {after!r}: {line}")
                if texts:
                    cells = [["" if kind else tallies[half].recall(), false[half].false_changes()] for half in tallies]
                    rows.append([language, f"{name}, {kind}" if kind else name, *cells[0], *cells[1]])
    head = [
        "language",
        "system",
        "recall, fit",
        "false / 100,000 (false; defects), fit",
        "recall, held out",
        "the same, held out",
    ]
    print(m.table(head, rows))


def damage_part(data: Path, limit: int | None) -> None:
    """Each kind of damage by itself, put once into each pair of clean sentences."""
    rows = []
    for name, (breaks, repair) in DAMAGE.items():
        repaired = broken = spoilt = clean = 0
        for language in ("en", "de", "es", "fr", "it", "pt", "pl", "ru"):
            sample = units(data, language, limit or 400)
            for one, other in zip(sample[::2], sample[1::2], strict=False):
                whole = f"{one.text} {other.text}"
                text = Trail.of(whole).apply(repair(whole, language)).text
                spoilt += text != whole
                clean += 1
                damaged = breaks(text, random.Random(one.id))
                if damaged is not None and damaged != text:
                    broken += 1
                    repaired += Trail.of(damaged).apply(repair(damaged, language)).text == text
        rows.append([name, broken, f"{repaired / max(1, broken):.3f}", f"{spoilt / max(1, clean):.4f}"])
    print(m.table(["damage", "texts", "share repaired", "share of clean texts changed"], rows))


def at_random(pattern: str, put: str) -> Callable[[str, random.Random], str | None]:
    regex = re.compile(pattern)

    def breaks(text: str, rng: random.Random) -> str | None:
        matches = list(regex.finditer(text))
        if not matches:
            return None
        match = rng.choice(matches)
        return text[: match.start()] + match.expand(put) + text[match.end() :]

    return breaks


def entity(text: str, rng: random.Random) -> str | None:
    """One character of a text, a letter with an accent or a sign that HTML escapes, as its entity."""
    places = [place for place, sign in enumerate(text) if ord(sign) in codepoint2name or sign == "'"]
    if not places or "<" in text:
        return None
    place = rng.choice(places)
    name = codepoint2name.get(ord(text[place]), "#39")
    return f"{text[:place]}&{name};{text[place + 1 :]}"


def mojibake(encoding: str) -> Callable[[str, random.Random], str | None]:
    def breaks(text: str, _rng: random.Random) -> str | None:
        try:
            return text.encode().decode(encoding)
        except UnicodeDecodeError:
            return None

    return breaks


def encoding_repair(text: str, _language: str) -> list[Change]:
    return encoding_changes(text)


DAMAGE: dict[str, tuple[Callable[[str, random.Random], str | None], Callable[[str, str], list[Change]]]] = {
    "two spaces": (at_random(r"(?<=\w) (?=\w)", "  "), spacing_changes),
    "no-break space": (at_random(r"(?<=[^\W\d]) (?=[^\W\d])", "\xa0"), spacing_changes),
    "zero-width space": (at_random(r"(?<=[^\W\d])(?=[^\W\d])", "\u200b"), spacing_changes),
    "soft hyphen": (at_random(r"(?<=[^\W\d])(?=[^\W\d])", "\xad"), spacing_changes),
    "space before a comma": (at_random(r"(?<=[^\W\d]), ", " , "), spacing_changes),
    "space lost behind a comma": (at_random(r"(?<=[^\W\d]), (?=[^\W\d]{2})", ","), spacing_changes),
    "space lost behind a sentence": (at_random(r"(?<=[^\W\d]{3})([.!?]) (?=[^\W\d]{2})", r"\1"), spacing_changes),
    "space inside brackets": (at_random(r"\((?=\w)", "( "), spacing_changes),
    "mojibake, Windows-1252": (mojibake("cp1252"), encoding_repair),
    "mojibake, Latin-1": (mojibake("latin-1"), encoding_repair),
    "mojibake, Windows-1251": (mojibake("cp1251"), encoding_repair),
    "entities": (entity, encoding_repair),
}


def ledger_part(data: Path) -> None:
    """What the account costs: cleaning of the same news with nothing to repair, and with a slip on each line."""
    from cleaner import Cleaner

    cleaner = Cleaner()
    texts = [
        row["text"]
        for row in map(json.loads, (data / "news_multilingual" / "truth.jsonl").open())
        if row["lang"] == "en"
    ]
    texts = [
        "\n\n".join(article.text.split("\n")) for article in (cleaner.clean_text(text, language="en") for text in texts)
    ]
    texts = [re.sub(r"\n{3,}", "\n\n", cleaner.clean_text(text, language="en").text) for text in texts]
    broken = [re.sub(r"(?m)^(\S+) ", r"\1  ", text) for text in texts]

    def median(run: Callable[[], object]) -> float:
        times = []
        for _ in range(7):
            start = time.process_time()
            run()
            times.append(time.process_time() - start)
        return statistics.median(times) / len(texts) * 1e6

    articles = [cleaner.clean_text(text, language="en") for text in broken]
    rows = [
        [
            "clean_text, nothing to repair",
            f"{median(lambda: [cleaner.clean_text(text, language='en') for text in texts]):.0f}",
        ],
        [
            f"clean_text, {sum(len(article.edits) for article in articles) / len(articles):.0f} edits",
            f"{median(lambda: [cleaner.clean_text(text, language='en') for text in broken]):.0f}",
        ],
        ["restore", f"{median(lambda: [article.restore() for article in articles]):.0f}"],
    ]
    print(m.table(["ledger", "µs for an article"], rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--languages", nargs="+", default=sorted(LANGUAGES))
    parser.add_argument(
        "--parts", nargs="+", choices=["words", "damage", "ledger"], default=["words", "damage", "ledger"]
    )
    parser.add_argument("--limit", type=int)
    parser.add_argument("--show-false", action="store_true", help="print each false change of words")
    args = parser.parse_args()
    if "words" in args.parts:
        words_part(args.data, args.languages, args.limit, args.show_false)
    if "damage" in args.parts:
        damage_part(args.data, args.limit)
    if "ledger" in args.parts:
        ledger_part(args.data)


if __name__ == "__main__":
    main()
