"""The promises that hold for every input, on real pages, as HTML and as an extractor's text.

python tests/benchmarks/invariants.py DATA [--sets …] [--limit N] [--cache FOLDER]
"""

from __future__ import annotations

import argparse
import functools
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import measures as m

from cleaner import Article, Cleaner


def broken(cleaner: Cleaner, article: Article, url: str) -> list[str]:
    """The promises that an article breaks."""
    found = []
    if article.restore() != article.source:
        found.append("restore")
    if article.text and cleaner.clean(article.text, url=url).text != article.text:
        found.append("idempotence")
    if article.text != "\n\n".join(paragraph.text for paragraph in article.paragraphs):
        found.append("paragraphs")
    return found


@functools.cache
def cleaner_of_process() -> Cleaner:
    return Cleaner()


def cleaned_text(text: str, url: str) -> Article:
    """What a process of its own, which reads no pages, makes of a text."""
    return cleaner_of_process().clean_text(text, url=url)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", nargs="+", default=["news_multilingual", "articles_en"])
    parser.add_argument("--limit", type=int)
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    cleaner = Cleaner()
    documents = failures = warned = 0
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        for name in args.sets:
            for document in m.documents(args.data, name, args.limit):
                text = m.cached(args.cache, "trafilatura", document, m.trafilatura_text)
                for mode, article in (
                    ("html", cleaner.clean_html(document.html, url=document.url)),
                    ("text", cleaner.clean_text(text, url=document.url)),
                ):
                    found = broken(cleaner, article, document.url)
                    if mode == "text" and other.submit(cleaned_text, text, document.url).result() != article:
                        found.append("determinism")
                    documents += 1
                    failures += bool(found)
                    warned += bool(article.warnings)
                    for promise in (*found, *article.warnings):
                        print(f"{document.id} ({mode}): {promise}", flush=True)
                print(".", end="", file=sys.stderr, flush=True)
    print(f"\n{documents} articles, {failures} with a broken promise, {warned} with a warning")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
