"""Fits the weights of the evidence on blocks of pages, on the half of the data that is for fitting.

python tests/benchmarks/fit_html.py DATA [--write]

Each block is labelled by whether its words occur in the truth; logistic regression gives the weights. The
second look is fitted on odds that come from the other half of the pages, as those of the same ones would be too
sure of themselves. Prints the scores of marks, for the rule book, and with --write renews cleaner/html/weights.py.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import measures as m
import numpy as np

from cleaner.html.alone import MARK_WEIGHT, signs_alone, signs_of_extractor
from cleaner.html.claims import read_claims
from cleaner.html.extractor import extracted_text
from cleaner.html.facts import Fact
from cleaner.html.marks import open_markbook
from cleaner.html.standing import gather
from cleaner.html.together import TOGETHER_SIGNS, signs_together
from cleaner.html.tree import load_page
from cleaner.html.walk import walk

WEIGHTS = Path(__file__).parents[2] / "cleaner" / "html" / "weights.py"
SETS = ("news_multilingual", "articles_en")
STIFFNESS = (0.1, 0.02)
GRAM = 4  # words in a row that must occur in the truth
LEAST_PAGES = 4


class Page(NamedTuple):
    """One view of a page: blocks, signs, labels (1 for boilerplate) and weights."""

    facts: list[Fact]
    signs: list[list[str]]
    labels: Any
    weights: Any
    name: str


def labels(texts: Sequence[str], truth: str) -> list[float]:
    """1 for boilerplate, 0 for text. Short blocks go by their neighbours if their words occur in the truth."""
    words = m.tokens(truth)
    body = f" {' '.join(words)} "
    grams = {tuple(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1)}
    found: list[float | None] = []
    for text in texts:
        own = m.tokens(text)
        if len(own) >= GRAM:
            inner = [tuple(own[at : at + GRAM]) for at in range(len(own) - GRAM + 1)]
            found.append(float(sum(gram in grams for gram in inner) <= 0.6 * len(inner)))
        else:
            found.append(None if own and f" {' '.join(own)} " in body else 1.0)

    def near(places: range) -> float:
        return next((label for label in (found[place] for place in places) if label is not None), 1.0)

    return [
        max(near(range(at - 1, max(-1, at - 7), -1)), near(range(at + 1, min(len(found), at + 7))))
        if label is None
        else label
        for at, label in enumerate(found)
    ]


def views(document: m.Document) -> list[Page]:
    """The page without and with what an extractor says of it."""
    tree = load_page(document.html)
    if tree is None:
        return []
    claims = read_claims(tree, document.url)
    seen = walk(tree, open_markbook().of)
    nodes = seen.nodes
    facts = gather(nodes, seen.marked)
    if not facts:
        return []
    wrong = labels([node.text for node in nodes], document.text)
    size = 30 + sum(fact.words for fact, label in zip(facts, wrong, strict=True) if not label)
    weights = np.array([min(0.3, (fact.words + 2) / size) for fact in facts])
    junk = float(weights @ np.array(wrong))
    if junk > 1.5:
        weights = np.where(np.array(wrong) > 0, weights * 1.5 / junk, weights)
    weights *= (3 if document.set == SETS[0] else 1) / 2
    pages = []
    for extracted in (None, extracted_text(document.html, document.url)):
        copies = [Fact(*(getattr(fact, name) for name in Fact.__slots__)) for fact in facts]
        signs = signs_alone(copies, claims)
        if extracted is not None:
            for found, sign in zip(signs, signs_of_extractor(copies, extracted), strict=True):
                found.append(sign)
        pages.append(Page(copies, signs, np.array(wrong), weights, document.id))
    return pages


def matrix(rows: Sequence[Sequence[str]], names: Sequence[str]) -> Any:
    place = {name: number for number, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name in row:
            if name in place:
                values[number, place[name]] = 1.0
    return values


def fitted(values: Any, wrong: Any, weights: Any, stiffness: float, given: Any = 0.0) -> Any:
    """Logistic regression by Newton's method, on top of log-odds that are given."""
    found = np.zeros(values.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(values @ found + given, -30, 30)))
        slope = values.T @ (weights * (chance - wrong)) + stiffness * found
        bend = (values * (weights * chance * (1 - chance) + 1e-6)[:, None]).T @ values
        step = np.linalg.solve(bend + stiffness * np.eye(len(found)), slope)
        found -= step
        if abs(step).max() < 1e-3:
            break
    return found


def with_marks(page: Page) -> list[list[str]]:
    return [signs + [mark.id for mark in fact.marks] for fact, signs in zip(page.facts, page.signs, strict=True)]


def common_names(tables: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    counts = Counter(name for rows in tables for name in set().union(*rows))
    return sorted(name for name, count in counts.items() if count >= LEAST_PAGES)


def fit_alone(pages: Sequence[Page], names: Sequence[str], *, free_marks: bool = False) -> dict[str, float]:
    """Weights of the signs; the marks weigh what the rule book says, or are fitted too."""
    rows = [with_marks(page) if free_marks else page.signs for page in pages]
    values = np.concatenate([matrix(table, names) for table in rows])
    wrong = np.concatenate([page.labels for page in pages])
    weights = np.concatenate([page.weights for page in pages])
    given = 0.0 if free_marks else np.concatenate([mark_odds(page) for page in pages])
    return dict(zip(names, fitted(values, wrong, weights, STIFFNESS[0], given), strict=True))


def mark_odds(page: Page) -> Any:
    return np.array([MARK_WEIGHT * sum(mark.score for mark in fact.marks if not mark.is_off) for fact in page.facts])


def set_odds(page: Page, weights: dict[str, float]) -> None:
    for fact, signs, given in zip(page.facts, page.signs, mark_odds(page), strict=True):
        fact.odds = given + sum(weights.get(name, 0.0) for name in signs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    documents = [doc for name in SETS for doc in m.documents(args.data, name) if not doc.is_held_out]
    pages = [page for document in documents for page in views(document)]
    free = fit_alone(pages, common_names([with_marks(page) for page in pages]), free_marks=True)
    names = common_names([page.signs for page in pages])
    first = fit_alone(pages, names)
    halves = [[page for page in pages if m.held_out(page.name[::-1]) is side] for side in (False, True)]
    for own, other in (halves, halves[::-1]):
        weights = fit_alone(other, names)
        for page in own:
            set_odds(page, weights)
    second = fitted(
        np.concatenate([np.array(list(signs_together(page.facts, page.signs))) for page in pages]),
        np.concatenate([page.labels for page in pages]),
        np.concatenate([page.weights for page in pages]),
        STIFFNESS[1],
    )
    for mark in open_markbook().marks:
        print(f"{mark.id}: {free.get(mark.id, 0.0) / MARK_WEIGHT:.2f} (now {mark.score:g})")
    if args.write:
        write(first, dict(zip(TOGETHER_SIGNS, second, strict=True)))


def write(alone: dict[str, float], together: dict[str, float]) -> None:
    parts = [WEIGHTS.read_text(encoding="utf-8").partition("ALONE")[0]]
    for name, table in (("ALONE", alone), ("TOGETHER", together)):
        lines = [f'    "{key}": {weight:.2f},\n' for key, weight in sorted(table.items()) if abs(weight) >= 0.005]
        parts.append(f"{name}: dict[str, float] = {{\n{''.join(lines)}}}\n")
    WEIGHTS.write_text("\n".join(part.strip("\n") + "\n" for part in parts), encoding="utf-8")


if __name__ == "__main__":
    main()
