"""Left-over lines and near misses written for the purpose in 32 languages, each alone in an article of its language.

python tests/benchmarks/written.py [--languages … --show stays goes]

``written/<lang>.jsonl`` holds two articles, lines as outlets leave them behind (``junk``, with their kind), and
sentences and short lines of journalism that a sloppy filter would take (``real``). All were written without a look at
the rules, all names are invented. Half of the lines, by a hash, were read while the rules were made; the other half was
not, and is not shown by ``--show`` either: its figures say what to expect of lines that nobody has seen.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import measures as m

from cleaner import Cleaner

FOLDER = Path(__file__).parent / "written"
KINDS = ("promo", "related", "legal", "paywall", "bio", "byline", "interface", "caption")


class Line(NamedTuple):
    """A line, and whether it is gone where it stands alone in an article."""

    language: str
    kind: str  # "real" for one of the article
    text: str
    is_gone: bool

    @property
    def is_held_out(self) -> bool:
        """Whether it is in the half that nobody has read."""
        return zlib.crc32(self.text.encode()) % 2 == 1


def lines(path: Path, cleaner: Cleaner) -> Iterator[Line]:
    """The lines of a language, each where it usually stands: below the title, in the middle, or at the end."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(row) for row in file]
    articles = [row for row in rows if row["type"] == "article"]
    for number, row in enumerate(row for row in rows if row["type"] != "article"):
        title, paragraphs = articles[number % 2]["title"], list(articles[number % 2]["paragraphs"])
        paragraphs.insert({"top": 0, "middle": 4, "end": len(paragraphs)}[row["place"]], row["text"])
        text = cleaner.clean_text("\n".join([title, *paragraphs]), language=path.stem).text
        yield Line(path.stem, row.get("kind", "real"), row["text"], letters(row["text"]) not in letters(text))


def letters(text: str) -> str:
    """Letters and digits only: repaired spacing is no loss."""
    return "".join(filter(str.isalnum, text))


def share(found: Sequence[Line]) -> str:
    """How many of some lines are gone."""
    return f"{sum(line.is_gone for line in found) / len(found):.2f}" if found else ""


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--languages", nargs="*")
    parser.add_argument("--show", nargs="*", choices=["stays", "goes"], default=[])
    args = parser.parse_args()
    cleaner = Cleaner()
    found = [
        line
        for path in sorted(FOLDER.glob("*.jsonl"))
        if not args.languages or path.stem in args.languages
        for line in lines(path, cleaner)
    ]
    for half in (False, True):
        chosen = [line for line in found if line.is_held_out is half]
        rows = []
        for language in [*dict.fromkeys(line.language for line in chosen), "all"]:
            own = [line for line in chosen if language in (line.language, "all")]
            junk, real = ([line for line in own if (line.kind == "real") is is_real] for is_real in (False, True))
            kinds = [share([line for line in junk if line.kind == kind]) for kind in KINDS]
            rows.append([language, share(junk), *kinds, f"{sum(line.is_gone for line in real)} of {len(real)}"])
        print(f"\n## {'Held out' if half else 'Read'}\n")
        print(m.table(["language", "left-over lines gone", *KINDS, "real lines gone"], rows))
    for line in found:
        is_shown = "goes" if line.is_gone else "stays"
        if is_shown in args.show and not line.is_held_out and line.is_gone is (line.kind == "real"):
            print(line.language, line.kind, is_shown, "|", line.text)


if __name__ == "__main__":
    main()
