"""Article bodies from pages, beside other extractors, with their CPU time, all from one run; and the worst pages.

python tests/benchmarks/extractors.py DATA [--sets …] [--every N] [--peers …] [--worst 10]

The half of the pages that weights were fitted on and the half held out stand side by side. CPU time is that of this
process, each page read once by each system, after a warm-up that loads models and compiles patterns.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import measures as m

from cleaner import Cleaner

OURS = "cleaner (HTML)"
BASE = "trafilatura"
WARM_UP = 12  # pages


class Tally:
    """Scores and seconds of one system on one set."""

    def __init__(self) -> None:
        self.scores: dict[bool, list[m.Score]] = {False: [], True: []}
        self.seconds: list[float] = []
        self.pages: list[tuple[float, str, m.Score]] = []

    def add(self, document: m.Document, text: str, seconds: float) -> None:
        score = m.score(text, document.text)
        self.scores[document.is_held_out].append(score)
        self.seconds.append(seconds)
        self.pages.append((score.f1, document.id, score))

    def row(self, base: Sequence[float]) -> list[object]:
        halves = (self.scores[False] + self.scores[True], self.scores[False], self.scores[True])
        cells = [f"{mean.f1:.4f} ({mean.precision:.4f}, {mean.recall:.4f})" for mean in map(m.mean, halves)]
        ratio = sum(self.seconds) / sum(base)
        return [
            *cells,
            f"{1000 * sum(self.seconds) / len(self.seconds):.1f}",
            f"{ratio:.2f}",
            f"{middle(self, base):.2f}",
        ]


def middle(tally: Tally, base: Sequence[float]) -> float:
    """Median over pages of the ratio of CPU time."""
    return median(own / max(other, 1e-4) for own, other in zip(tally.seconds, base, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", nargs="+", default=["news_multilingual", "articles_en"])
    parser.add_argument("--peers", nargs="+", choices=list(m.PEERS), default=list(m.PEERS))
    parser.add_argument("--every", type=int, default=1, help="take one page in so many")
    parser.add_argument("--worst", type=int, default=10)
    args = parser.parse_args()
    cleaner = Cleaner()
    peers = list(dict.fromkeys([BASE, *args.peers]))
    systems: dict[str, Callable[[m.Document], str]] = {name: m.PEERS[name] for name in peers}
    systems[OURS] = lambda document: cleaner.clean_html(document.html, url=document.url).body
    for document in m.documents(args.data, args.sets[0], WARM_UP):
        for extract in systems.values():
            attempt(extract, document)
    for name in args.sets:
        tallies = {system: Tally() for system in systems}
        for number, document in enumerate(m.documents(args.data, name)):
            if number % args.every == 0:
                for system, extract in systems.items():
                    start = time.process_time()
                    text = attempt(extract, document)
                    tallies[system].add(document, text, time.process_time() - start)
                print(".", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        report(name, tallies, args.worst)


def attempt(extract: Callable[[m.Document], str], document: m.Document) -> str:
    """What a system extracts; nothing where it fails."""
    try:
        return extract(document)
    except Exception as error:
        print(f"{document.id}: {type(error).__name__}: {error}", file=sys.stderr)
        return ""


def report(name: str, tallies: dict[str, Tally], worst: int) -> None:
    base = tallies[BASE].seconds
    print(f"\n## {name}\n\nF1 (precision, recall); CPU against {BASE}'s defaults.\n")
    head = ["system", "all", "half for fitting", "half held out", "ms", "CPU ratio", "median ratio"]
    print(m.table(head, [[system, *tally.row(base)] for system, tally in tallies.items()]))
    print(f"\nThe {worst} worst pages:\n")
    others = {page: score for _, page, score in tallies[BASE].pages}
    rows = [
        [page, f"{score.f1:.3f}", f"{score.precision:.3f}", f"{score.recall:.3f}", f"{others[page].f1:.3f}"]
        for _, page, score in sorted(tallies[OURS].pages)[:worst]
    ]
    print(m.table(["page", "F1", "precision", "recall", f"F1 of {BASE}"], rows))


if __name__ == "__main__":
    main()
