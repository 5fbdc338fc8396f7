"""Measures shared by all benchmarks, and the data they run on."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

TOKEN_RE = re.compile(r"\w+")
UNSPACED_RE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Document(NamedTuple):
    """A page with its truth."""

    set: str
    id: str
    url: str
    language: str | None
    html: str
    text: str
    title: str
    captions: list[dict[str, Any]]

    @property
    def is_held_out(self) -> bool:
        """Whether it is in the half that is not for fitting."""
        return held_out(self.id)


def held_out(name: str) -> bool:
    """Half of all names, for good."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 1


def documents(data: Path, name: str, limit: int | None = None) -> Iterator[Document]:
    """The documents of a set."""
    with (data / name / "truth.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is not None and number >= limit:
                return
            row = json.loads(line)
            page = data / name / "html" / f"{row['id']}.html.gz"
            html = gzip.decompress(page.read_bytes()).decode("utf-8", "replace")
            yield Document(
                name, row["id"], row["url"], row["lang"], html, row["text"], row["title"] or "", row["captions"]
            )


def tokens(text: str) -> list[str]:
    """Lower-cased words; single characters where the text is mostly Han, Kana or Hangul."""
    text = text.lower()
    if len(UNSPACED_RE.findall(text)) > len(text) / 3:
        return [character for character in text if character.isalnum()]
    return TOKEN_RE.findall(text)


class Score(NamedTuple):
    """Word precision, recall and F1 of one document."""

    precision: float
    recall: float
    f1: float


def score(got: str, truth: str) -> Score:
    """Multisets of words against each other."""
    have, want = Counter(tokens(got)), Counter(tokens(truth))
    common = sum((have & want).values())
    precision = common / max(1, sum(have.values()))
    recall = common / max(1, sum(want.values()))
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0)


def mean(scores: Sequence[Score]) -> Score:
    """Mean over documents."""
    return Score(*(sum(column) / max(1, len(scores)) for column in zip(*scores, strict=True)))


def lost(before: str, after: str, truth: str) -> tuple[int, int]:
    """Words of the truth that an extractor had and cleaning took away; words of the truth that it had."""
    want = Counter(tokens(truth))
    had = Counter(tokens(before)) & want
    kept = Counter(tokens(after)) & want
    return sum((had - kept).values()), sum(had.values())


def left_over(text: str, truth: str) -> list[str]:
    """Lines of an output whose words don't occur, in order, in the truth."""
    body = " ".join(tokens(truth))
    return [line for line in text.splitlines() if tokens(line) and " ".join(tokens(line)) not in body]


def cached(cache: Path | None, name: str, document: Document, make: Callable[[Document], str]) -> str:
    """The output of a peer, from the cache folder if there is one."""
    if cache is None:
        return make(document)
    path = cache / name / document.set / f"{document.id}.txt"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(document), encoding="utf-8", errors="surrogatepass")
    return path.read_text(encoding="utf-8", errors="surrogatepass")


def trafilatura_text(document: Document) -> str:
    """What trafilatura extracts with its defaults, without comments."""
    import trafilatura

    return trafilatura.extract(document.html, url=document.url, include_comments=False) or ""


def trafilatura_title(document: Document) -> str:
    """The title that trafilatura finds."""
    import trafilatura

    metadata = trafilatura.extract_metadata(document.html, default_url=document.url)
    return (metadata.title if metadata else None) or ""


def is_same_title(one: str, other: str) -> bool:
    """Whether two titles have the same letters and digits."""
    first, second = ("".join(filter(str.isalnum, text.casefold())) for text in (one, other))
    return first == second


def resiliparse_text(document: Document) -> str:
    """What Resiliparse takes for the main content."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(document.html, main_content=True))


def _trafilatura(**options: bool) -> Callable[[Document], str]:
    def extract(document: Document) -> str:
        import trafilatura

        return trafilatura.extract(document.html, url=document.url, include_comments=False, **options) or ""

    return extract


def readability_text(document: Document) -> str:
    """The text of what readability-lxml takes for the article."""
    from lxml.html import fromstring
    from readability import Document as Readable

    summary = Readable(document.html).summary(html_partial=True)
    return "\n".join(fromstring(summary).xpath(".//text()")) if summary.strip() else ""


@cache
def _stop_words() -> frozenset[str]:
    import justext

    return frozenset(word for name in justext.get_stoplists() for word in justext.get_stoplist(name))


def justext_text(document: Document) -> str:
    """The paragraphs that jusText takes for content, with the stop words of all its languages."""
    import justext

    paragraphs = justext.justext(document.html.encode(), _stop_words(), encoding="utf-8")
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


PEERS: dict[str, Callable[[Document], str]] = {
    "trafilatura": trafilatura_text,
    "trafilatura precision": _trafilatura(favor_precision=True),
    "trafilatura recall": _trafilatura(favor_recall=True),
    "trafilatura fast": _trafilatura(fast=True),
    "resiliparse": resiliparse_text,
    "readability-lxml": readability_text,
    "jusText": justext_text,
}


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows as a Markdown table."""
    cells = [list(head), ["---"] * len(head), *([_cell(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(row) + " |" for row in cells)


def _cell(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)
