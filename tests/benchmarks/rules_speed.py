"""Time to find and judge boilerplate, as a ratio to ftfy on the same texts, and with 10,000 rules more.

python tests/benchmarks/rules_speed.py DATA [--sets …] [--limit N] [--cache FOLDER] [--rules N]

Texts are what trafilatura extracts. Every text is read once for warming up and three times for measuring; the least
counts, and the medians over texts are reported. "Unseen" English texts are read for the first time by a book that has
read as many others: automata of patterns are built as text comes in, so that a new text costs more than a known one.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import measures as m

from cleaner.boilerplate import Place, find, judge
from cleaner.document import Block
from cleaner.rulebook import RuleBook, open_rulebook
from cleaner.rulebook.load import load_rules, load_vocabulary, shipped_folder
from cleaner.segment import segment

SYLLABLES = ["ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pra", "sto"]

Text = tuple[Place, str, list[Block]]


def more_rules(count: int) -> RuleBook:
    """The shipped book with so many rules more, each for a line of its own."""
    folder = shipped_folder()
    rules = load_rules([folder])
    one = replace(next(rule for rule in rules if rule.id == "common.support.promo_line"), languages=frozenset())
    size = len(SYLLABLES)
    made = []
    for number in range(count):
        name = "".join(SYLLABLES[number // size**place % size] for place in range(4))
        made.append(
            replace(one, id=f"made.{name}", patterns=(rf"(?i)^{{lead}}(?:join|follow) the {name} club{{end}}",))
        )
    return RuleBook([*rules, *made], load_vocabulary([folder]))


def texts(args: argparse.Namespace) -> list[Text]:
    """The texts of all sets in blocks."""
    found = []
    for name in args.sets:
        for document in m.documents(args.data, name, args.limit):
            text = m.cached(args.cache, "trafilatura", document, m.trafilatura_text)
            if text:
                found.append((Place(document.language or "en"), text, segment(text)))
    return found


def stage(book: RuleBook) -> Callable[[Text], object]:
    return lambda text: judge(text[2], find(text[2], book, text[0], titles=True))


def fixed(text: Text) -> object:
    import ftfy

    return ftfy.fix_text(text[1])


def once(texts: Sequence[Text], work: Callable[[Text], object]) -> list[float]:
    """Seconds for each text, read once."""
    times = []
    for text in texts:
        start = time.perf_counter()
        work(text)
        times.append(time.perf_counter() - start)
    return times


def least(texts: Sequence[Text], work: Callable[[Text], object]) -> list[float]:
    """Seconds for each text, the least of three after one for warming up."""
    return [min(column) for column in list(zip(*(once(texts, work) for _ in range(4)), strict=True))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", nargs="*", default=["news_multilingual", "articles_en"])
    parser.add_argument("--limit", type=int, default=60)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--rules", type=int, default=10_000)
    args = parser.parse_args()
    found = texts(args)
    peer = least(found, fixed)
    book = open_rulebook()
    halves = [[number for number, text in enumerate(found) if text[0].language == "en"][half::2] for half in (0, 1)]
    once([found[number] for number in halves[0]], stage(book))
    unseen = once([found[number] for number in halves[1]], stage(book))
    shipped = least(found, stage(book))
    rows: list[list[object]] = [
        _row("shipped book", shipped, peer),
        _row("shipped book, unseen English texts", unseen, [peer[number] for number in halves[1]]),
    ]
    if args.rules:
        many = least(found, stage(more_rules(args.rules)))
        rows.append(_row(f"with {args.rules} rules more", many, peer))
        ratio = statistics.median(more / less for more, less in zip(many, shipped, strict=True))
        rows[-1][-1] = f"{ratio:.2f}"
    print(m.table(["book", "mean time", "to ftfy.fix_text (median)", "to the shipped book (median)"], rows))
    print(f"\n{len(found)} texts of {sum(len(text) for _, text, _ in found) // len(found):,} characters on average")


def _row(name: str, times: Sequence[float], peer: Sequence[float]) -> list[object]:
    ratio = statistics.median(mine / other for mine, other in zip(times, peer, strict=True))
    return [name, f"{sum(times) / len(times) * 1e6:.0f} µs a text", f"{ratio:.2f}", ""]


if __name__ == "__main__":
    main()
