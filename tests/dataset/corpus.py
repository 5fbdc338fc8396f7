"""An invented corpus, and the ways to write it and read results back."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cleaner import Settings
from cleaner.dataset.rows import clean_row, cleaner_for

Record = dict[str, Any]

SETTINGS = Settings(languages=("en",))
"""No language model to load: workers start faster."""

QUICK = Settings(languages=("en",), shipped_rules=False, repairs=("spacing",))
"""Nothing to load at all, for tests that start many processes."""

_NAMES = tuple(
    "Aldersby Brackwater Corvane Dunmoor Eastlow Farrowgate Greyholt Harrowmere Inverlea Jasperton".split()  # noqa: SIM905
)
_THINGS = tuple(
    "bridge harbour council school orchard tramway library ferry mill reservoir market theatre".split()  # noqa: SIM905
)
_DEEDS = tuple("reopened closed flooded burned expanded moved protested voted celebrated delayed".split())  # noqa: SIM905
PROMO = "📣 The Corvane Courier is now on Telegram. Click here to join our channel (@corvanecourier)"


def article(number: int, words: int = 120) -> str:
    """A news text with a promotional line, a doubled space and a no-break space in it."""
    dice = random.Random(number)
    sentences = []
    while sum(len(sentence.split()) for sentence in sentences) < words:
        place, other = dice.sample(_NAMES, 2)
        thing, deed = dice.choice(_THINGS), dice.choice(_DEEDS)
        sentences.append(
            f"The {thing} in {place} {deed} on day {dice.randint(1, 28)}, the council of {other} said in a statement."
        )
    half = len(sentences) // 2
    paragraphs = [
        f"{dice.choice(_NAMES)} {dice.choice(_THINGS)} {dice.choice(_DEEDS)} again",
        " ".join(sentences[:half]).replace(" council", "  council", 1),
        " ".join(sentences[half:]).replace(" day", "\xa0day", 1),
    ]
    if number % 3 == 0:
        paragraphs.append(PROMO)
    return "\n\n".join(paragraphs)


def page(number: int) -> str:
    """The same as a page."""
    title, *paragraphs = article(number).split("\n\n")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def records(number: int, words: int = 120) -> list[Record]:
    """Documents of three sites; every tenth is a page."""
    return [
        {
            "id": f"doc-{index}",
            "url": f"https://{_NAMES[index % 3].lower()}.example/{index}",
            "text": page(index) if index % 10 == 9 else article(index, words),
        }
        for index in range(number)
    ]


def expected(some: list[Record], settings: Settings = SETTINGS) -> list[Record]:
    """The rows that the library gives, one call per document."""
    engine = cleaner_for(settings)
    return [clean_row(engine, one.get("text"), id=one["id"], url=one.get("url")) for one in some]


def write_jsonl(path: Path, some: list[Record]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in some), encoding="utf-8")
    return path


def rows_of(output: Path, folder: str = "data") -> list[Record]:
    """All rows of an output, in order."""
    return list(_rows(output / folder))


def _rows(folder: Path) -> Iterator[Record]:
    for path in sorted(folder.glob("part-*")) if folder.is_dir() else ():
        if path.suffix == ".parquet":
            import pyarrow.parquet as pq

            yield from pq.read_table(path).to_pylist()
        elif path.suffix in (".jsonl", ".gz"):
            data = path.read_bytes()
            for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines():
                yield json.loads(line)
        elif path.suffix == ".zst":
            import pyarrow as pa

            with pa.CompressedInputStream(pa.OSFile(str(path)), "zstd") as stream:
                for line in stream.read().splitlines():
                    yield json.loads(line)


def settings_file(folder: Path, settings: Settings = SETTINGS) -> Path:
    """Settings as a file for the command line."""
    path = folder / "settings.yaml"
    chosen = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(settings).items()
        if value != getattr(Settings(), name)
    }
    path.write_text(json.dumps(chosen), encoding="utf-8")
    return path


def command(*arguments: object) -> list[str]:
    """The command line of a run in a process of its own."""
    return [sys.executable, "-m", "cleaner", "run", *map(str, arguments)]


def run_alone(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """A run in a process of its own, to its end."""
    return subprocess.run(command(*arguments), capture_output=True, text=True, timeout=120, check=False, **options)
