"""Speed of cleaning, as a ratio to a named peer on the same documents in the same run.

python tests/benchmarks/speed.py DATA [--cache FOLDER] [--rounds N]

Text: the whole path over plain English news, everything on, against ``ftfy.fix_text`` alone. The text is what
trafilatura extracts; CPU time, rounds of the two in turn, median of the ratios.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import measures as m

from cleaner import Cleaner


def cpu_time(run: Callable[[str], object], texts: Sequence[str]) -> float:
    """Seconds of CPU time for all texts."""
    start = time.process_time()
    for text in texts:
        run(text)
    return time.process_time() - start


def text_part(data: Path, cache: Path | None, rounds: int) -> None:
    from ftfy import fix_text

    texts = [
        m.cached(cache, "trafilatura", document, m.trafilatura_text)
        for document in m.documents(data, "news_multilingual")
        if document.language == "en"
    ]
    cleaner = Cleaner()
    systems: dict[str, Callable[[str], object]] = {
        "ftfy.fix_text": fix_text,
        "cleaner, language given": lambda text: cleaner.clean_text(text, language="en"),
        "cleaner, language detected": cleaner.clean_text,
    }
    times: dict[str, list[float]] = {name: [] for name in systems}
    for run in systems.values():
        cpu_time(run, texts)
    for _ in range(rounds):
        for name, run in systems.items():
            times[name].append(cpu_time(run, texts))
    rows = []
    for name, taken in times.items():
        ratios = [peer / own for peer, own in zip(times["ftfy.fix_text"], taken, strict=True)]
        rows.append([name, f"{statistics.median(taken) / len(texts) * 1e6:.0f}", f"{statistics.median(ratios):.2f}"])
    characters = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} texts of {characters:.0f} characters on average\n")
    print(m.table(["system", "µs for a text", "times faster than ftfy.fix_text"], rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    args = parser.parse_args()
    text_part(args.data, args.cache, args.rounds)


if __name__ == "__main__":
    main()
