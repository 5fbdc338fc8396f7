"""Fits the weights of the evidence on joined words, on the half of the data that is for fitting.

python tests/benchmarks/fit_words.py DATA [--technical FOLDER] [--write]

Spaces taken out between lower-case words against tokens as they stand, and against rare words: those that only
simplemma lists, taken as if nothing listed them. Logistic regression gives the weights, for English alone and
for the other languages together, and then what each of those differs by; each language has a threshold that lets a
given share of the taken spaces pass. Of the tokens that pass, the paradigms of the language then take some back; how
much they count is what lets least pass that should not, with the threshold lowered by what they cost. Prints, for both
halves, the share of taken spaces, tokens of clean text that pass, and rare words that pass; with --write renews
cleaner/repair/weights.py.

FOLDER has more clean text, `<lang>.txt` with a line for each piece, full of technical and new words: the weights
are fitted with the messages of the programs of a Linux system, taken from their gettext catalogues.
"""

from __future__ import annotations

import argparse
import random
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import measures as m
import numpy as np
from repair import PAIR_RE, documents, units

from cleaner.repair.lexicon import LANGUAGES, Evidence, Lexicon, lexicon_of
from cleaner.repair.paradigms import Paradigms
from cleaner.repair.wordlist import WordList
from cleaner.repair.words import prose_tokens

WEIGHTS = Path(__file__).parents[2] / "cleaner" / "repair" / "weights.py"
ENGLISH = "en"
RECALL = {
    "de": 0.755, "en": 0.93, "es": 0.88, "fr": 0.905, "it": 0.885, "nl": 0.665,
    "pl": 0.835, "pt": 0.86, "ro": 0.842, "ru": 0.865, "tr": 0.65, "uk": 0.875,
}  # fmt: skip
"""Share of taken spaces that the threshold lets pass: above what is asked for by what the sentence around takes away,
and no higher, for each right word that is divided is worse than several that stay joined."""
JOINED, PLAIN, RARE, TECHNICAL = 1, 0, 2, 3
WEIGHT = {JOINED: 10_000, PLAIN: 100_000, RARE: 400, TECHNICAL: 100_000}  # of all rows of a kind in a language
LEAST_WORDS = 20_000  # of plain text; with fewer, each weighs as if there were so many
MOST_RARE, MOST_PAIRS_OF_ARTICLES = 15_000, 0.03
LEAST_ROWS = 20  # joined words of a language by which to tell its constant; with fewer, it is the most doubtful one
PARADIGM_WEIGHTS = (0.0, 2.0, 4.0, 7.0, 10.0, 15.0, 20.0)
REACH = 1.5  # below the threshold; tokens that paradigms may count for once it is lowered
STIFFNESS, STIFFNESS_OF_OWN = 1e-5, 1e-3  # of weights, and of what those of one language differ by


class Sample(NamedTuple):
    """Rows of one language: what each is, and how many there are with those that nobody would divide.

    Attributes:
        kind: joined, plain, rare or technical.
        is_held_out: the half.
        is_known: whether the token is in the frequency list.
        evidence: one column for each piece.
        totals: by kind and half.
        tokens: with what tells their paradigms, which for a rare word does not know it.
    """

    language: str
    kind: Any
    is_held_out: Any
    is_known: Any
    evidence: Any
    totals: dict[tuple[int, bool], int]
    tokens: list[tuple[bytes, Paradigms]]


def sample(data: Path, technical: Path | None, language: str) -> Sample:
    lexicon = lexicon_of(language)
    assert lexicon is not None
    rows: list[tuple[tuple[bytes, Paradigms], int, bool, bool, Evidence]] = []
    paradigms = lexicon.paradigms
    totals = {(kind, half): 0 for kind in WEIGHT for half in (False, True)}

    @cache
    def looked_at(token: bytes) -> tuple[int, bool, Evidence] | None:
        found = None if token in lexicon.listed else lexicon.candidate(token)
        if found is None:
            return None
        return found, lexicon.log_probability(token) is not None, lexicon.evidence(token, found)

    def add(kind: int, half: bool, token: bytes, cut: int | None = None) -> None:
        found = looked_at(token)
        if found is not None and cut in (None, found[0]):
            rows.append(((token, paradigms), kind, half, *found[1:]))

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
    for line in technical_lines(technical, language):
        half = m.held_out(line)
        totals[TECHNICAL, half] += len(line.split())
        for token in filter(None, (lexicon.alphabet.word(match[0]) for match in plain_tokens(line))):
            add(TECHNICAL, half, token)
    words = [word for word in lexicon.listed if word not in lexicon.frequencies]
    words = [word for word in rng.sample(sorted(words), min(len(words), 2 * MOST_RARE)) if 3 <= len(word) <= 30]
    hidden = WordList(word for word in lexicon.listed if zlib.crc32(word) % 2)
    lexicon.listed, listed = hidden, lexicon.listed
    paradigms = paradigms.without(hidden)
    looked_at.cache_clear()
    for word in words:
        if word not in hidden:
            half = rng.random() < 0.5
            totals[RARE, half] += 1
            add(RARE, half, word)
    lexicon.listed = listed
    tokens, kinds, halves, known, evidence = zip(*rows, strict=True)
    columns = np.array(kinds), np.array(halves), np.array(known), np.array(evidence, float)
    return Sample(language, *columns, totals, list(tokens))


def technical_lines(folder: Path | None, language: str) -> list[str]:
    path = folder / f"{language}.txt" if folder else None
    return path.read_text(encoding="utf-8").splitlines() if path and path.exists() else []


def plain_tokens(text: str) -> Iterator[Any]:
    return (match for match in prose_tokens(text) if match[0].islower())


def pairs(text: str, lexicon: Lexicon) -> Iterator[tuple[bytes, bytes]]:
    for match in PAIR_RE.finditer(text):
        if match[1].islower() and match[2].islower():
            first, second = lexicon.alphabet.word(match[1]), lexicon.alphabet.word(match[2])
            if first and second:
                yield first, second


def fit(samples: Sequence[Sample], is_known: bool) -> dict[str, Any]:
    """The constant and the weights of the evidence for each language."""
    values, labels, weights = [], [], []
    for place, rows in enumerate(samples):
        chosen = ~rows.is_held_out & (rows.is_known == is_known)
        kind = rows.kind[chosen]
        constants = np.zeros((len(kind), len(samples)))
        constants[:, place] = 1
        own = [rows.evidence[chosen] * (other is rows) for other in samples] if len(samples) > 1 else []
        values.append(np.hstack([constants, rows.evidence[chosen], *own]))
        labels.append(kind == JOINED)
        share = {
            of: weight / max(rows.totals[of, False], LEAST_WORDS if of in (PLAIN, TECHNICAL) else 1)
            for of, weight in WEIGHT.items()
        }
        weights.append(np.array([share[of] for of in kind], float))
    count, size = len(samples), len(Evidence._fields)
    stiffness = np.full(values[0].shape[1], STIFFNESS)
    stiffness[count + size :] = STIFFNESS_OF_OWN
    found = regression(np.vstack(values), np.concatenate(labels), np.concatenate(weights), stiffness)
    told = [sum(label) >= LEAST_ROWS for label in labels]
    doubt = min((found[place] for place in range(count) if told[place]), default=0.0)
    shared = found[count : count + size]
    own = found[count + size :].reshape(-1, size) if count > 1 else np.zeros((1, size))
    return {
        rows.language: np.array([found[place] if told[place] else doubt, *(shared + own[place])])
        for place, rows in enumerate(samples)
    }


def regression(values: Any, labels: Any, weights: Any, stiffness: Any) -> Any:
    """Logistic regression by Newton's method."""
    scale = values.std(axis=0) + 1e-9
    scale[scale < 1e-6] = 1
    values = values / scale
    found = np.zeros(values.shape[1])
    stiffness = stiffness * weights.sum()
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(values @ found, -30, 30)))
        slope = values.T @ (weights * (chance - labels)) + stiffness * found
        bend = (values * (weights * chance * (1 - chance) + 1e-9)[:, None]).T @ values
        step = np.linalg.solve(bend + np.diag(stiffness), slope)
        found -= step
        if abs(step).max() < 1e-5:
            break
    return found / scale


def threshold(scores: Any, rows: Sample) -> float:
    passing = np.sort(scores[~rows.is_held_out & (rows.kind == JOINED)])[::-1]
    return float(passing[int(RECALL[rows.language] * rows.totals[JOINED, False])])


def share(scores: Any, rows: Sample, kind: int, half: bool) -> float:
    passing = (scores[(rows.kind == kind) & (rows.is_held_out == half)] > 0).sum()
    return float(passing / max(1, rows.totals[kind, half]))


def paradigm_shares(scores: Any, rows: Sample) -> Any:
    """What paradigms say of the tokens that may pass, and 0 of the others."""
    tell = cache(lambda token, paradigms: paradigms.share(token))
    return np.array([tell(*token) if score > -REACH else 0.0 for token, score in zip(rows.tokens, scores, strict=True)])


def paradigm_weights(scores: Any, shares: Any, rows: Sample) -> tuple[float, float]:
    """How much paradigms count for known and for unknown tokens.

    So that least passes that should not, at the same share of taken spaces.
    """

    def cost(weights: tuple[float, float]) -> float:
        weighed = scores - np.where(rows.is_known, *weights) * shares
        weighed -= threshold(weighed, rows)
        return sum(WEIGHT[kind] * share(weighed, rows, kind, False) for kind in (PLAIN, RARE, TECHNICAL))

    return min(product(PARADIGM_WEIGHTS, repeat=2), key=cost)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--technical", type=Path, metavar="FOLDER")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    samples = [sample(args.data, args.technical, language) for language in sorted(LANGUAGES)]
    groups = [[rows for rows in samples if (rows.language == ENGLISH) == is_english] for is_english in (True, False)]
    weights: dict[str, list[Any]] = {}
    paradigm: dict[str, tuple[float, float]] = {}
    table = []
    for group in groups:
        models = {is_known: fit(group, is_known) for is_known in (True, False)}
        for rows in group:
            constant_and_weights = [models[is_known][rows.language] for is_known in (True, False)]
            scores = np.where(rows.is_known, *(rows.evidence @ found[1:] + found[0] for found in constant_and_weights))
            shares = paradigm_shares(scores - threshold(scores, rows), rows)
            paradigm[rows.language] = paradigm_weights(scores, shares, rows)
            scores = scores - np.where(rows.is_known, *paradigm[rows.language]) * shares
            least = threshold(scores, rows)
            for found in constant_and_weights:
                found[0] -= least
            weights[rows.language] = constant_and_weights
            cells = [
                f"{share(scores - least, rows, JOINED, half):.3f} {1e5 * share(scores - least, rows, PLAIN, half):.1f}"
                f" {1e5 * share(scores - least, rows, TECHNICAL, half):.1f}"
                f" {share(scores - least, rows, RARE, half):.4f}"
                for half in (False, True)
            ]
            table.append([rows.language, f"{least:.2f}", "{:g} {:g}".format(*paradigm[rows.language]), *cells])
    print(
        m.table(
            ["language", "threshold", "paradigm", "fit: joined, plain and technical / 100,000, rare", "held out"], table
        )
    )
    if args.write:
        write(weights, paradigm)


def write(weights: dict[str, list[Any]], paradigm: dict[str, tuple[float, float]]) -> None:
    head, _, rest = WEIGHTS.read_text(encoding="utf-8").partition("PARADIGM:")
    values = "".join(f'    "{language}": {value},\n' for language, value in sorted(paradigm.items()))
    lines = [
        head,
        "PARADIGM: dict[str, tuple[float, float]] = {\n",
        values,
        rest[rest.index("}\n") : rest.index("WEIGHTS:")],
    ]
    lines.append("WEIGHTS: dict[str, dict[str, tuple[float, float]]] = {\n")
    for language, (known, unknown) in sorted(weights.items()):
        lines.append(f'    "{language}": {{\n')
        for name, one, other in zip(("constant", *Evidence._fields), known, unknown, strict=True):
            lines.append(f'        "{name}": ({one:.3f}, {other:.3f}),\n')
        lines.append("    },\n")
    lines.append("}\n")
    WEIGHTS.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
