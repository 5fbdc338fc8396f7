"""Labelled left-over lines: how many are caught, by kind; content removed; and sentences that must all stay.

python tests/benchmarks/lines.py DATA [--sets …] [--limit N] [--cache FOLDER] [--show caught missed removed lost]
"""

from __future__ import annotations

import argparse
import html
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import measures as m
from peers import PEERS

from cleaner import Article, Cleaner

ARTICLE = 12  # sentences that make an article
REPAIR = Cleaner(shipped_rules=False, find_title=False)  # so that repaired lines are not taken for removed ones
COUNTED = {"boilerplate", "captions"}  # stages that can take a sentence away


class Label(NamedTuple):
    """A line that an extractor left over, and what a reader made of it."""

    set: str
    id: str
    line: str
    category: str
    is_textual: bool


def labels(data: Path) -> dict[tuple[str, str], list[Label]]:
    """The labelled lines of each page."""
    found: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for row in map(json.loads, (data / "leftover.jsonl").read_text(encoding="utf-8").splitlines()):
        found[row["set"], row["id"]].append(
            Label(row["set"], row["id"], row["line"], row["category"], bool(row["textual"]))
        )
    return found


def line_counts(text: str) -> Counter[str]:
    """The lines of a text by their words, with how often each stands there."""
    return Counter(normal(line) for line in text.splitlines())


def normal(line: str) -> str:
    """What is compared: letters and digits, so that repairs of spaces make no difference."""
    return "".join(m.tokens(line)) or line.strip()


def without(text: str, lines: Iterable[Label]) -> str:
    """A text without the lines labelled as boilerplate: words of theirs that the truth has too are no loss."""
    out = Counter(normal(REPAIR.clean_text(label.line).text) for label in lines if label.category != "content")
    kept = []
    for line in text.splitlines():
        key = normal(line)
        if not out[key]:
            kept.append(line)
        out[key] -= out[key] > 0
    return "\n".join(kept)


def gone(lines: Iterable[Label], before: str, after: str) -> Iterator[tuple[Label, bool]]:
    """Each label with whether its line is gone. Of equal lines, as many count as are missing."""
    missing = line_counts(before) - line_counts(after)
    for label in lines:
        key = normal(REPAIR.clean_text(label.line).text)
        yield label, missing[key] > 0
        missing[key] -= 1


class Kind:
    """Lines of one kind: [fit, held out]."""

    def __init__(self) -> None:
        self.total, self.gone = [0, 0], [0, 0]

    def add(self, half: int, is_gone: bool) -> None:
        self.total[half] += 1
        self.gone[half] += is_gone

    def cells(self) -> list[str]:
        pairs = [(sum(self.gone), sum(self.total)), *zip(self.gone, self.total, strict=True)]
        return [f"{part / max(1, whole):.3f} ({part}/{whole})" for part, whole in pairs]


class Tally:
    """What one system does to a set: [fit, held out]."""

    def __init__(self) -> None:
        self.caught, self.content = Kind(), Kind()
        self.lost, self.had = [0, 0], [0, 0]

    def add(self, document: m.Document, lines: Iterable[Label], before: str, after: str) -> None:
        """Count a page. A line is gone if its letters stand nowhere in the text: some peers join lines."""
        half, whole = int(document.is_held_out), normal(after)
        for label in lines:
            kind = self.content if label.category == "content" else self.caught if label.is_textual else None
            if kind:
                kind.add(half, normal(REPAIR.clean_text(label.line).text) not in whole)
        lost, had = m.lost(before, after, document.text)
        self.lost[half] += lost
        self.had[half] += had

    def row(self) -> list[object]:
        return [*self.caught.cells(), self.content.cells()[0], _shares(self.lost, self.had)]


def pages(args: argparse.Namespace, cleaner: Cleaner, name: str, labelled: dict[tuple[str, str], list[Label]]) -> None:
    """Print the table of one set."""
    kinds: dict[str, Kind] = defaultdict(Kind)
    lost, gone_altogether, had = [0, 0], [0, 0], [0, 0]
    lost_real, had_real = [0, 0], [0, 0]
    systems = {system: Tally() for system in ("cleaner", *args.peers)}
    for document in m.documents(args.data, name, args.limit):
        lines = labelled.get((name, document.id), [])
        if not lines and not args.all:
            continue
        before = REPAIR.clean_text(m.cached(args.cache, "trafilatura", document, m.trafilatura_text)).text
        article = cleaner.clean_text(before, url=document.url)
        systems["cleaner"].add(document, lines, before, article.body)
        for peer in args.peers:
            systems[peer].add(document, lines, before, PEERS[peer](before))
        half = int(document.is_held_out)
        page_lost, page_had = m.lost(before, article.body, document.text)
        lost[half] += page_lost
        had[half] += page_had
        gone_altogether[half] += m.lost(before, article.text, document.text)[0]
        page_lost, page_had = m.lost(without(before, lines), article.body, document.text)
        lost_real[half] += page_lost
        had_real[half] += page_had
        if "lost" in args.show and not (args.fit and half):
            show_lost(document, article, m.lost(before, article.text, document.text)[0])
        for label, is_gone in gone(lines, before, article.body):
            if not label.is_textual and label.category != "content":
                continue
            kinds[label.category].add(half, is_gone)
            if label.category != "content":
                kinds["all"].add(half, is_gone)
            shown = "removed" if label.category == "content" and is_gone else "caught" if is_gone else "missed"
            if shown in args.show and not (label.category == "content" and not is_gone) and not (args.fit and half):
                print(f"{shown.upper()} {label.category} {document.id}: {label.line.strip()[:150]}")
        print(".", end="", file=sys.stderr, flush=True)
    print(f"\n## {name}\n\nLabelled lines that are gone (content lines should stay):\n")
    order = sorted(kinds, key=lambda kind: (kind == "content", kind == "all", kind))
    print(
        m.table(["kind", "all", "half for fitting", "half held out"], [[kind, *kinds[kind].cells()] for kind in order])
    )
    print(f"\nReal words lost from the body: {_shares(lost, had)}")
    print(f"The same without the words of lines labelled as boilerplate: {_shares(lost_real, had_real)}")
    print(f"Real words that are neither in body, title, deck nor captions: {_shares(gone_altogether, had)}")
    print("\nSide by side; a line counts as caught if its letters stand nowhere in the result:\n")
    head = ["system", "caught", "half for fitting", "half held out", "content removed", "real words lost"]
    print(m.table(head, [[system, *tally.row()] for system, tally in systems.items()]))


def _shares(parts: list[int], wholes: list[int]) -> str:
    fit, held = (f"{part / max(1, whole):.3%}" for part, whole in zip(parts, wholes, strict=True))
    return f"{sum(parts) / max(1, sum(wholes)):.3%} (fitting {fit}, held out {held})"


def show_lost(document: m.Document, article: Article, count: int) -> None:
    """Print what was done to a page that lost words altogether."""
    if not count:
        return
    print(f"LOST {document.id}: {count} words")
    for edit in article.edits:
        if edit.stage in COUNTED:
            print(f"    {edit.rule}: {edit.before[:150]!r} {edit.note[:60]}")


def sentences(args: argparse.Namespace, cleaner: Cleaner) -> None:
    """Print every sentence that is removed or cut, and the table of languages."""
    rows: list[list[object]] = []
    for path in sorted((args.data / "sentences").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        taken = 0
        for start in range(0, len(lines), ARTICLE):
            source = html.unescape("\n".join(lines[start : start + ARTICLE]))
            article = cleaner.clean_text(source)
            missing = line_counts(source) - line_counts(article.text)
            taken += sum(missing.values())
            if missing:
                for edit in article.edits:
                    if edit.stage in COUNTED:
                        print(f"TAKEN {path.stem} {edit.rule}: {edit.before[:200]!r} {edit.note[:60]}")
                for line in missing:
                    print(f"GONE {path.stem}: {line[:120]}")
        rows.append([path.stem, len(lines), taken, f"{taken / max(1, len(lines)):.3%}"])
    print("\n## Clean sentences, twelve to an article\n")
    print(m.table(["language", "sentences", "removed or cut", "share"], rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", nargs="*", default=["news_multilingual", "articles_en"])
    parser.add_argument("--limit", type=int)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--all", action="store_true", help="also pages without labelled lines (for the words lost)")
    parser.add_argument("--show", nargs="*", default=[], choices=["caught", "missed", "removed", "lost"])
    parser.add_argument("--fit", action="store_true", help="show lines of the half for fitting only")
    parser.add_argument("--peers", nargs="*", default=[], choices=list(PEERS), help="beside cleaner")
    parser.add_argument("--no-sentences", action="store_true")
    args = parser.parse_args()
    cleaner = Cleaner()
    labelled = labels(args.data)
    for name in args.sets:
        pages(args, cleaner, name, labelled)
    if not args.no_sentences:
        sentences(args, cleaner)


if __name__ == "__main__":
    main()
