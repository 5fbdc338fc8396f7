"""Fits the scores of weak rules on lines that an extractor left over, on the half of the data that is for fitting.

python tests/benchmarks/fit_lines.py DATA [--cache FOLDER] [--stiffness N]

A line counts as boilerplate if it is labelled so, and as text if its words occur in the truth. Logistic regression
with weights that are not negative; they are divided by what a line needs at the odds where cleaning takes it, so
that they compare with the scores in the rule book. Truths keep many calls to action, so the scores that the book has
lie above what comes out here; what the order of the rules says holds.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import lines as benchmark
import measures as m
import numpy as np

from cleaner import Cleaner
from cleaner.boilerplate import Place, find
from cleaner.boilerplate.neighbours import DECISIVE, is_protected, removing
from cleaner.boilerplate.place import host_of
from cleaner.prose import word_count
from cleaner.segment import segment

SETS = ("articles_en", "news_multilingual")
LEAST_LINES = 3  # of either kind that a rule must speak about
WORDS = 20  # words of a line of text that weighs as much as a line of boilerplate


class Line(NamedTuple):
    """A line of no certain fate: the weak rules that speak about it, whether it is boilerplate, and what it weighs."""

    rules: frozenset[str]
    is_boilerplate: bool
    weight: float
    is_held_out: bool


def lines_of(document: m.Document, text: str, labels: list[benchmark.Label], cleaner: Cleaner) -> list[Line]:
    """The lines of a page that weak rules speak about and whose kind is known."""
    kinds = {benchmark.normal(benchmark.REPAIR.clean_text(label.line).text): label.category for label in labels}
    truth = " ".join(m.tokens(document.text))
    blocks = segment(text)
    found: list[Line] = []
    place = Place(document.language, host_of(document.url))
    for block, findings in zip(blocks, find(blocks, cleaner.book, place, titles=True), strict=True):
        rules = removing(findings)
        if not rules or rules[0].score >= DECISIVE or is_protected(findings):
            continue
        kind = kinds.get(benchmark.normal(block.text))
        is_text = kind == "content" or " ".join(m.tokens(block.text)) in truth
        if kind is None and not is_text:
            continue
        weight = max(1.0, word_count(block.text) / WORDS) if is_text else 1.0
        names = frozenset(rule.id for rule in rules)
        found.append(Line(names, not is_text, weight, document.is_held_out))
    return found


def fitted(values: Any, wrong: Any, weights: Any, stiffness: float) -> Any:
    """Logistic regression by Newton's method; the last column is the bias, no other weight is negative."""
    found = np.zeros(values.shape[1])
    free = np.ones(len(found), dtype=bool)
    penalty = np.full(len(found), stiffness)
    penalty[-1] = 1e-6
    while True:
        for _ in range(50):
            chance = 1 / (1 + np.exp(-np.clip(values @ found, -30, 30)))
            slope = values.T @ (weights * (chance - wrong)) + penalty * found
            bend = (values * (weights * chance * (1 - chance))[:, None]).T @ values + np.diag(penalty)
            found[free] -= np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        negative = (found < 0) & (np.arange(len(found)) < len(found) - 1)
        if not negative.any():
            return found
        free &= ~negative
        found[negative] = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--stiffness", type=float, default=2.0)
    args = parser.parse_args()
    cleaner = Cleaner()
    labelled = benchmark.labels(args.data)
    known: list[Line] = []
    for name in SETS:
        for document in m.documents(args.data, name):
            raw = m.cached(args.cache, "trafilatura", document, m.trafilatura_text)
            labels = labelled.get((name, document.id), [])
            known += lines_of(document, benchmark.REPAIR.clean_text(raw).text, labels, cleaner)
    counts = Counter(rule for line in known for rule in line.rules if not line.is_held_out)
    names = sorted(name for name, count in counts.items() if count >= LEAST_LINES)
    values = np.array([[*(name in line.rules for name in names), True] for line in known], dtype=float)
    wrong = np.array([line.is_boilerplate for line in known], dtype=float)
    weights = np.array([line.weight for line in known])
    held = np.array([line.is_held_out for line in known])
    found = fitted(values[~held], wrong[~held], weights[~held], args.stiffness)
    scores = {rule.id: rule.score for rule in cleaner.book.rules}
    rows: list[list[object]] = []
    for number, name in enumerate(names):
        cells = [
            f"{int(wrong[side & (values[:, number] > 0)].sum())}/{int(values[side, number].sum())}"
            for side in (~held, held)
        ]
        rows.append([name, *cells, scores[name], float(found[number] / -found[-1])])
    head = ["rule", "boilerplate/lines, fitting", "held out", "score", "fitted"]
    print(m.table(head, sorted(rows, key=lambda row: -float(str(row[-1])))))


if __name__ == "__main__":
    main()
