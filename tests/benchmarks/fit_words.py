"""Fits the weights of the evidence on joined words, on the half of the data that is for fitting.

python tests/benchmarks/fit_words.py DATA [--write]

Spaces taken out between lower-case words against tokens as they stand, and against rare words: those that only
simplemma lists, taken as if nothing listed them. Logistic regression gives the weights, for English alone and
for the other languages together; each language has a threshold that lets a given share of the taken spaces
pass. Prints, for both halves, that share, tokens of clean text that pass, and rare words that pass; with
--write renews cleaner/repair/weights.py.
"""

from __future__ import annotations

import argparse
import random
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import measures as m
import numpy as np
from repair import PAIR_RE, documents, units

from cleaner.repair.lexicon import LANGUAGES, Evidence, Lexicon, lexicon_of
from cleaner.repair.wordlist import WordList
from cleaner.repair.words import prose_tokens

WEIGHTS = Path(__file__).parents[2] / "cleaner" / "repair" / "weights.py"
ENGLISH, OTHERS = "en", ""
RECALL = {
    "de": 0.78, "en": 0.93, "es": 0.83, "fr": 0.90, "it": 0.89, "nl": 0.77,
    "pl": 0.84, "pt": 0.83, "ro": 0.83, "ru": 0.85, "tr": 0.64, "uk": 0.865,
}  # fmt: skip
"""Share of taken spaces that the threshold lets pass: above what is asked for by what the sentence around takes away,
and no higher, for each right word that is divided is worse than several that stay joined."""
JOINED, PLAIN, RARE = 1, 0, 2
WEIGHT = {JOINED: 10_000, PLAIN: 100_000, RARE: 400}  # of all rows of a kind in a language
LEAST_WORDS = 20_000  # of plain text; with fewer, each weighs as if there were so many
MOST_RARE, MOST_PAIRS_OF_ARTICLES = 15_000, 0.03
LEAST_ROWS = 20  # joined words of a language by which to tell its constant; with fewer, it is the most doubtful one
STIFFNESS = 1e-5


class Sample(NamedTuple):
    """Rows of one language: what each is, and how many there are with those that nobody would divide.

    Attributes:
        kind: joined, plain or rare.
        is_held_out: the half.
        is_known: whether the token is in the frequency list.
        evidence: one column for each piece.
        totals: by kind and half.
    """

    language: str
    kind: Any
    is_held_out: Any
    is_known: Any
    evidence: Any
    totals: dict[tuple[int, bool], int]


def sample(data: Path, language: str) -> Sample:
    lexicon = lexicon_of(language)
    assert lexicon is not None
    rows: list[tuple[int, bool, bool, Evidence]] = []
    totals = {(kind, half): 0 for kind in WEIGHT for half in (False, True)}

    def add(kind: int, half: bool, token: bytes, cut: int | None = None) -> None:
        found = None if token in lexicon.listed else lexicon.candidate(token)
        if found is not None and (cut is None or found == cut):
            rows.append((kind, half, lexicon.log_probability(token) is not None, lexicon.evidence(token, found)))

    texts = units(data, language, None) + (documents(data) if language == "en" else [])
    rng = random.Random(3)
    for unit in texts:
        half = m.held_out(unit.id)
        totals[PLAIN, half] += len(unit.text.split())
        for token in filter(None, (lexicon.alphabet.word(match[0]) for match in plain_tokens(unit.text))):
            add(PLAIN, half, token)
        for first, second in pairs(unit.text, lexicon):
            if language != "en" or len(unit.text) < 3_000 or rng.random() < MOST_PAIRS_OF_ARTICLES:
                totals[JOINED, half] += 1
                add(JOINED, half, first + second, len(first))
    words = [word for word in lexicon.listed if word not in lexicon.frequencies]
    words = [word for word in rng.sample(sorted(words), min(len(words), 2 * MOST_RARE)) if 3 <= len(word) <= 30]
    hidden = WordList(word for word in lexicon.listed if zlib.crc32(word) % 2)
    lexicon.listed, listed = hidden, lexicon.listed
    for word in words:
        if word not in hidden:
            half = rng.random() < 0.5
            totals[RARE, half] += 1
            add(RARE, half, word)
    lexicon.listed = listed
    kinds, halves, known, evidence = zip(*rows, strict=True)
    return Sample(language, np.array(kinds), np.array(halves), np.array(known), np.array(evidence, float), totals)


def plain_tokens(text: str) -> Iterator[Any]:
    return (match for match in prose_tokens(text) if match[0].islower())


def pairs(text: str, lexicon: Lexicon) -> Iterator[tuple[bytes, bytes]]:
    for match in PAIR_RE.finditer(text):
        if match[1].islower() and match[2].islower():
            first, second = lexicon.alphabet.word(match[1]), lexicon.alphabet.word(match[2])
            if first and second:
                yield first, second


def fit(samples: Sequence[Sample], is_known: bool) -> tuple[Any, dict[str, float]]:
    """Weights of the evidence, and the constant of each language."""
    values, labels, weights = [], [], []
    for place, rows in enumerate(samples):
        chosen = ~rows.is_held_out & (rows.is_known == is_known)
        kind = rows.kind[chosen]
        constants = np.zeros((len(kind), len(samples)))
        constants[:, place] = 1
        values.append(np.hstack([constants, rows.evidence[chosen]]))
        labels.append(kind == JOINED)
        share = {
            of: weight / max(rows.totals[of, False], LEAST_WORDS if of == PLAIN else 1) for of, weight in WEIGHT.items()
        }
        weights.append(np.array([share[of] for of in kind], float))
    found = regression(np.vstack(values), np.concatenate(labels), np.concatenate(weights))
    count = len(samples)
    told = [sum(label) >= LEAST_ROWS for label in labels]
    doubt = min((found[place] for place in range(count) if told[place]), default=0.0)
    constants = {rows.language: found[place] if told[place] else doubt for place, rows in enumerate(samples)}
    return found[count:], constants


def regression(values: Any, labels: Any, weights: Any) -> Any:
    """Logistic regression by Newton's method."""
    scale = values.std(axis=0) + 1e-9
    scale[scale < 1e-6] = 1
    values = values / scale
    found = np.zeros(values.shape[1])
    stiffness = STIFFNESS * weights.sum()
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(values @ found, -30, 30)))
        slope = values.T @ (weights * (chance - labels)) + stiffness * found
        bend = (values * (weights * chance * (1 - chance) + 1e-9)[:, None]).T @ values
        step = np.linalg.solve(bend + stiffness * np.eye(len(found)), slope)
        found -= step
        if abs(step).max() < 1e-5:
            break
    return found / scale


def threshold(scores: Any, rows: Sample) -> float:
    passing = np.sort(scores[~rows.is_held_out & (rows.kind == JOINED)])[::-1]
    return float(passing[int(RECALL[rows.language] * rows.totals[JOINED, False])])


def share(scores: Any, rows: Sample, kind: int, half: bool) -> float:
    return float((scores[(rows.kind == kind) & (rows.is_held_out == half)] > 0).sum() / rows.totals[kind, half])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    samples = [sample(args.data, language) for language in sorted(LANGUAGES)]
    groups = {
        ENGLISH: [rows for rows in samples if rows.language == "en"],
        OTHERS: [rows for rows in samples if rows.language != "en"],
    }
    models = {(name, known): fit(group, known) for name, group in groups.items() for known in (True, False)}
    constants: dict[str, tuple[float, float]] = {}
    table = []
    for name, group in groups.items():
        for rows in group:
            scores = np.zeros(len(rows.kind))
            for known in (True, False):
                weights, bias = models[name, known]
                here = rows.is_known == known
                scores[here] = rows.evidence[here] @ weights + bias[rows.language]
            least = threshold(scores, rows)
            constants[rows.language] = tuple(models[name, known][1][rows.language] - least for known in (True, False))
            cells = [
                f"{share(scores - least, rows, JOINED, half):.3f} {1e5 * share(scores - least, rows, PLAIN, half):.1f}"
                f" {share(scores - least, rows, RARE, half):.4f}"
                for half in (False, True)
            ]
            table.append([rows.language, f"{least:.2f}", *cells])
    print(m.table(["language", "threshold", "fit: joined, plain / 100,000, rare", "held out"], table))
    if args.write:
        write({key: weights for key, (weights, _) in models.items()}, constants)


def write(models: dict[tuple[str, bool], Any], constants: dict[str, tuple[float, float]]) -> None:
    lines = [WEIGHTS.read_text(encoding="utf-8").partition("WEIGHTS")[0]]
    lines.append("WEIGHTS: dict[str, tuple[float, float, float, float]] = {\n")
    columns = [models[name, known] for name in (ENGLISH, OTHERS) for known in (True, False)]
    for name, values in zip(Evidence._fields, zip(*columns, strict=True), strict=True):
        lines.append(f'    "{name}": ({", ".join(f"{value:.3f}" for value in values)}),\n')
    lines.append("}\n\nCONSTANTS: dict[str, tuple[float, float]] = {\n")
    lines += [f'    "{name}": ({one:.2f}, {other:.2f}),\n' for name, (one, other) in sorted(constants.items())]
    lines.append("}\n")
    WEIGHTS.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
