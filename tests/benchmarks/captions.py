"""Captions: found on pages, credited, kept out of the body; split in newsroom forms; sentences left alone.

python tests/benchmarks/captions.py DATA [--limit N] [--parts html forms sentences] [--show]

Similarity is difflib's ratio over NFKC, case-folded text with runs of white space as one blank. Captions of
the same text on a page are one. A caption is found when the nearest of the article's is above 0.85.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import measures as m
import yaml

from cleaner import Caption, Cleaner

_FOUND = 0.85
_NAME_RE = re.compile(r"[\w’'.-]*\w")


class Truth(NamedTuple):
    """A caption of the truth."""

    text: str
    credits: tuple[str, ...]


def normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def bare(credit: str) -> str:
    """A credit without what some forms add to the name."""
    return normal(credit).rstrip(".").removesuffix("/divulgação").removesuffix(" nuotr")


def names(text: str) -> list[str]:
    return [name.strip(".'’-") for name in _NAME_RE.findall(normal(text))]


def similarity(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, normal(one), normal(other), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.5 and matcher.quick_ratio() > 0.5 else 0.0


def truths(document: m.Document) -> Iterator[Truth]:
    """The captions of a document's truth, each once."""
    seen: set[str] = set()
    for caption in document.captions:
        text = caption.get("text") or ""
        if text.strip() and normal(text) not in seen:
            seen.add(normal(text))
            yield Truth(text, tuple(credit for credit in caption.get("credits") or () if credit.strip()))


def is_credit_right(truth: Truth, caption: Caption) -> bool:
    """All names of the truth's credit in the credit, none of them in the text beyond those the truth has there."""
    want = set(names(" ".join(truth.credits)))
    return want <= set(names(caption.credit or "")) and not (
        Counter(name for name in names(caption.text) if name in want) - Counter(names(truth.text))
    )


def of_pages(cleaner: Cleaner, data: Path, limit: int | None, show: bool) -> None:
    counts: dict[str, Counter[str]] = {"fit": Counter(), "held out": Counter()}
    for document in m.documents(data, "news_multilingual", limit):
        count = counts["held out" if document.is_held_out else "fit"]
        show_this = show and not document.is_held_out
        article = cleaner.clean_html(document.html, url=document.url)
        body, true_body = normal(article.body), normal(document.text)
        wanted = list(truths(document))
        count["pages"] += 1
        for truth in wanted:
            best = max(article.captions, key=lambda caption: similarity(caption.text, truth.text), default=None)
            is_found = best is not None and similarity(best.text, truth.text) > _FOUND
            count["truths"] += 1
            count["found"] += is_found
            if truth.credits:
                is_right = is_found and best is not None and is_credit_right(truth, best)
                count["credited"] += 1
                count["credited, found"] += is_found
                count["credit right"] += is_right
                if show_this and is_found and not is_right:
                    print(f"CREDIT {document.id}: {truth} ≠ {best}")
            stands = normal(truth.text) in body and normal(truth.text) not in true_body
            count["standing"] += stands
            if show_this and (stands or not is_found):
                print(f"{'STANDS' if stands else 'MISSED'} {document.id}: {truth} ≠ {best}")
        for caption in article.captions:
            if any(similarity(caption.text, truth.text) > _FOUND for truth in wanted):
                continue
            is_sentence = len(caption.text) > 20 and normal(caption.text) in true_body
            count["others"] += 1
            count["of sentences"] += is_sentence
            if show_this:
                print(f"{'SENTENCE' if is_sentence else 'other'} {document.id}: {caption}")
    rows = []
    for name, count in {**counts, "all": counts["fit"] + counts["held out"]}.items():
        rows.append(
            [
                name,
                f"{count['pages']} / {count['truths']}",
                count["found"] / max(1, count["truths"]),
                count["credit right"] / max(1, count["credited, found"]),
                count["credit right"] / max(1, count["credited"]),
                count["standing"],
                count["of sentences"],
                count["others"],
            ]
        )
    head = ["half", "pages / truths", "found", "credit right (of found)", "credit right (of all)", "standing"]
    print("\n## From HTML\n")
    print(m.table([*head, "captions of body sentences", "captions not in the truth"], rows))


def of_forms(cleaner: Cleaner, data: Path, limit: int | None, show: bool) -> None:
    forms = yaml.safe_load((Path(__file__).parent / "caption_forms.yaml").read_text(encoding="utf-8"))
    rows, shown = [], Counter[str]()
    totals: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    documents = list(m.documents(data, "news_multilingual", limit))
    for language, templates in forms.items():
        for template in templates:
            right = Counter[bool]()
            for document in documents:
                prose = [line for line in document.text.split("\n") if len(line) > 200][:2] or [""]
                for truth in truths(document):
                    if not truth.credits:
                        continue
                    text, credit = " ".join(truth.text.split()), " / ".join(truth.credits)
                    line = template.replace("{text}", text).replace("{credit}", credit)
                    article = cleaner.clean_text(f"{prose[0]}\n\n{line}\n\n{prose[-1]}")
                    is_right = any(
                        normal(caption.text.rstrip(".")) == normal(text.rstrip("."))
                        and bare(caption.credit or "") == bare(credit)
                        for caption in article.captions
                    )
                    right[document.is_held_out] += is_right
                    totals[document.is_held_out]["right"] += is_right
                    totals[document.is_held_out]["all"] += 1
                    shown[template] += not is_right
                    if show and not is_right and not document.is_held_out and shown[template] < 6:
                        print(f"FORM {line!r}\n  {article.captions}")
            rows.append([language, template, right[False], right[True]])
    print(f"\n## {len(rows)} newsroom forms in {len(forms)} languages, in text\n")
    print(m.table(["language", "form", "right, fit", "right, held out"], rows))
    for is_held_out, count in totals.items():
        print(f"{'held out' if is_held_out else 'fit'}: {count['right'] / max(1, count['all']):.4f} of {count['all']}")


def of_sentences(cleaner: Cleaner, data: Path, limit: int | None, show: bool) -> None:
    count = {False: Counter[str](), True: Counter[str]()}
    for path in sorted((data / "sentences").glob("*.txt")):
        for sentence in path.read_text(encoding="utf-8").splitlines()[:limit]:
            if not sentence.strip():
                continue
            half = m.held_out(sentence)
            article = cleaner.clean_text(sentence, language=path.stem)
            count[half]["all"] += 1
            count[half]["caption"] += bool(article.captions)
            if show and article.captions:
                print(f"TAKEN {path.stem}{' (held out)' if half else ''}: {sentence} → {article.captions}")
    print("\n## Sentences taken for captions\n")
    halves: Sequence[tuple[str, Counter[str]]] = [("fit", count[False]), ("held out", count[True])]
    print(m.table(["half", "sentences", "taken"], [[name, half["all"], half["caption"]] for name, half in halves]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parts = {"html": of_pages, "forms": of_forms, "sentences": of_sentences}
    parser.add_argument("--parts", nargs="+", choices=list(parts), default=list(parts))
    parser.add_argument("--limit", type=int)
    parser.add_argument("--show", action="store_true", help="print what is wrong in the half for fitting")
    args = parser.parse_args()
    cleaner = Cleaner()
    for part in args.parts:
        parts[part](cleaner, args.data, args.limit, args.show)


if __name__ == "__main__":
    main()
