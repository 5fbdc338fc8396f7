"""Word F1, left-over lines and lost content of article bodies, and titles, beside the extractors alone, in one run.

python tests/benchmarks/body.py DATA [--sets …] [--limit N] [--cache FOLDER] [--show-lost] [--modes html text]
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

import measures as m

from cleaner import Cleaner


class Tally:
    """Scores of one system on one set."""

    def __init__(self) -> None:
        self.fit: list[m.Score] = []
        self.held: list[m.Score] = []
        self.left = self.lost = self.had = 0

    def add(self, document: m.Document, text: str, before: str) -> None:
        (self.held if document.is_held_out else self.fit).append(m.score(text, document.text))
        self.left += len(m.left_over(text, document.text))
        lost, had = m.lost(before, text, document.text)
        self.lost += lost
        self.had += had

    def row(self) -> list[object]:
        scores = (m.mean(self.fit + self.held), m.mean(self.fit), m.mean(self.held))
        cells = [f"{score.f1:.4f} ({score.precision:.4f}, {score.recall:.4f})" for score in scores]
        return [*cells, self.left, f"{self.lost / max(1, self.had):.3%}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", nargs="+", default=["news_multilingual", "articles_en"])
    parser.add_argument("--modes", nargs="+", choices=["html", "text"], default=["html", "text"])
    parser.add_argument("--peers", nargs="+", choices=list(m.PEERS), default=["trafilatura"])
    parser.add_argument("--limit", type=int)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--show-lost", action="store_true", help="print each document with lost words")
    parser.add_argument("--show-left", action="store_true", help="print each left-over line of text mode")
    args = parser.parse_args()
    cleaner = Cleaner()
    for name in args.sets:
        tallies: dict[str, Tally] = {}
        titles: dict[str, list[tuple[bool, bool]]] = defaultdict(list)  # whether held out, whether right
        for document in m.documents(args.data, name, args.limit):
            outputs = {peer: m.cached(args.cache, peer, document, m.PEERS[peer]) for peer in args.peers}
            for peer, before in outputs.items():
                tallies.setdefault(peer, Tally()).add(document, before, before)
                if "text" in args.modes:
                    article = cleaner.clean_text(before, url=document.url)
                    tallies.setdefault(f"{peer} → cleaner", Tally()).add(document, article.body, before)
                    if args.show_lost and m.lost(before, article.body, document.text)[0]:
                        show_lost(document, article, before)
                    if args.show_left:
                        for line in m.left_over(article.body, document.text):
                            print(f"LEFT {document.id}: {line[:200]}")
            if "html" in args.modes:
                article = cleaner.clean_html(document.html, url=document.url)
                before = outputs[args.peers[0]]
                tallies.setdefault("cleaner (HTML)", Tally()).add(document, article.body, before)
                found = {
                    "trafilatura": m.cached(args.cache, "trafilatura_title", document, m.trafilatura_title),
                    "cleaner (HTML)": article.title or "",
                }
                for system, title in found.items() if document.title else ():
                    titles[system].append((document.is_held_out, m.is_same_title(title, document.title)))
            print(".", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        print(f"\n## {name}\n\nF1 (precision, recall); lost content is measured against the first extractor.\n")
        head = ["system", "all", "half for fitting", "half held out", "left-over lines", "lost content"]
        print(m.table(head, [[name, *tally.row()] for name, tally in tallies.items()]))
        if titles:
            print("\nTitles with the letters and digits of the labelled one:\n")
            print(m.table(head[:4], [[system, *shares(right)] for system, right in titles.items()]))


def shares(right: list[tuple[bool, bool]]) -> list[str]:
    """The share of right ones: of all, of the half for fitting, of the other one."""
    halves = [right, *([each for each in right if each[0] is is_held_out] for is_held_out in (False, True))]
    return [f"{sum(is_right for _, is_right in half) / max(1, len(half)):.3f}" for half in halves]


def show_lost(document: m.Document, article: object, before: str) -> None:
    from cleaner import Article

    assert isinstance(article, Article)
    lost, had = m.lost(before, article.body, document.text)
    print(f"LOST {document.id}: {lost} of {had} words; title={article.title!r} deck={article.deck!r}")
    for caption in article.captions:
        print(f"    caption: {caption}")
    for edit in article.edits:
        if edit.stage in ("boilerplate", "words"):
            print(f"    {edit.rule}: {edit.before[:160]!r} → {edit.after[:60]!r} {edit.note[:60]}")


if __name__ == "__main__":
    main()
