"""Speed of cleaning, as a ratio to a named peer on the same documents in the same run.

python tests/benchmarks/speed.py DATA [--cache FOLDER] [--rounds N] [--limit N]

Text: the whole path over plain English news, everything on, against ``ftfy.fix_text`` alone; the text is what
trafilatura extracts. Then each of the English articles once, in hundreds, as a feed brings them. Pages: the whole path
over news pages against ``trafilatura.extract``. CPU time, rounds of all systems in turn after one for warming up; the
median of the ratios. "The first time" is a text by a cleaner that has just been made, which loads words and compiles
rules as it meets them.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import measures as m

from cleaner import Cleaner

System = Callable[[str], object]
HUNDRED = 100  # texts that are timed together


def cpu_time(run: System, texts: Sequence[str]) -> float:
    """Seconds of CPU time for all texts."""
    start = time.process_time()
    for text in texts:
        run(text)
    return time.process_time() - start


def compare(systems: Mapping[str, System], texts: Sequence[str], rounds: int, peer: str) -> str:
    """A table of the systems beside one of them."""
    for run in systems.values():
        cpu_time(run, texts)
    times: dict[str, list[float]] = {name: [] for name in systems}
    for _ in range(rounds):
        for name, run in systems.items():
            times[name].append(cpu_time(run, texts))
    rows = []
    for name, taken in times.items():
        ratios = [own / other for own, other in zip(taken, times[peer], strict=True)]
        rows.append([name, f"{statistics.median(taken) / len(texts) * 1e6:.0f}", f"{statistics.median(ratios):.2f}"])
    characters = sum(map(len, texts)) / len(texts)
    return f"{len(texts)} of {characters:.0f} characters on average\n\n" + m.table(
        ["system", "µs for one", f"CPU time to {peer}"], rows
    )


def text_part(data: Path, cache: Path | None, rounds: int) -> None:
    from ftfy import fix_text

    texts = [
        m.cached(cache, "trafilatura", document, m.trafilatura_text)
        for document in m.documents(data, "news_multilingual")
        if document.language == "en"
    ]
    cleaner = Cleaner()
    start = time.process_time()
    cleaner.clean_text(texts[0])
    print(f"The first time: {(time.process_time() - start) * 1e3:.0f} ms\n")
    systems: dict[str, System] = {
        "ftfy.fix_text": fix_text,
        "cleaner, language given": lambda text: cleaner.clean_text(text, language="en"),
        "cleaner, language detected": cleaner.clean_text,
        "cleaner, without words": Cleaner(repairs=("encoding", "spacing")).clean_text,
    }
    print("Texts:", compare(systems, texts, rounds, "ftfy.fix_text"))


def unseen_part(data: Path, cache: Path | None, limit: int | None) -> None:
    """Each text of the English articles once, as in a feed: words and patterns are met for the first time."""
    from ftfy import fix_text

    texts = [
        m.cached(cache, "trafilatura", each, m.trafilatura_text) for each in m.documents(data, "articles_en", limit)
    ]
    cleaner = Cleaner()
    taken = [(cpu_time(fix_text, [text]), cpu_time(cleaner.clean_text, [text])) for text in texts]
    rows = []
    for start in range(0, len(taken), HUNDRED):
        part = taken[start : start + HUNDRED]
        peer, own = map(sum, zip(*part, strict=True))
        middle = statistics.median(each[1] / each[0] for each in part if each[0])
        rows.append([f"from {start}", f"{own / len(part) * 1e6:.0f}", f"{own / peer:.2f}", f"{middle:.2f}"])
    print("\nTexts that are read once:\n")
    print(m.table(["texts", "µs for one", "CPU time to ftfy.fix_text", "median"], rows))


def page_part(data: Path, rounds: int, limit: int | None) -> None:
    from trafilatura import extract

    pages = [document.html for document in m.documents(data, "news_multilingual", limit)]
    systems: dict[str, System] = {
        "trafilatura": extract,
        "trafilatura, fast": lambda page: extract(page, fast=True),
        "cleaner": Cleaner().clean_html,
    }
    print("\nPages:", compare(systems, pages, rounds, "trafilatura"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--limit", type=int, help="pages")
    args = parser.parse_args()
    text_part(args.data, args.cache, args.rounds)
    unseen_part(args.data, args.cache, args.limit)
    page_part(args.data, args.rounds, args.limit)


if __name__ == "__main__":
    main()
