"""What a change of rules does to a corpus: lines newly lost and newly kept, by rule and by site."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.authoring.progress import watched
from cleaner.boilerplate.place import host_of
from cleaner.decode import decode
from cleaner.document import Article
from cleaner.errors import SourceError
from cleaner.ledger import outermost
from cleaner.pipeline import Cleaner
from cleaner.rulebook import RuleBook, open_rulebook
from cleaner.settings import Settings

__all__ = ["Comparison", "Difference", "Source", "compare", "corpus", "open_book"]

_TEXT_KEYS = ("html", "text", "content", "body")
_SUFFIXES = (".txt", ".html", ".htm", ".jsonl")


class Source(NamedTuple):
    """A document of a corpus."""

    name: str
    text: str
    url: str | None = None
    language: str | None = None

    @property
    def site(self) -> str:
        """Host of the document, or its file."""
        return host_of(self.url) or self.name.partition(":")[0]


class Difference(NamedTuple):
    """A line that one book keeps and the other removes."""

    document: str
    site: str
    rule: str
    line: str


class Comparison(NamedTuple):
    """Lines newly lost and newly kept with the new book."""

    documents: int
    lost: list[Difference]
    kept: list[Difference]

    def to_dict(self) -> dict[str, Any]:
        """As plain data, with counts by rule and by site."""
        return {
            "documents": self.documents,
            **{
                name: {
                    "lines": len(found),
                    "by_rule": dict(Counter(difference.rule for difference in found).most_common()),
                    "by_site": dict(Counter(difference.site for difference in found).most_common()),
                    "differences": [difference._asdict() for difference in found],
                }
                for name, found in (("newly_lost", self.lost), ("newly_kept", self.kept))
            },
        }

    def render(self, sample: int) -> str:
        """For people: counts, and a sample of lines for each rule, the same at each call."""
        parts = [f"{self.documents} documents"]
        for title, found in (("newly lost", self.lost), ("newly kept", self.kept)):
            sites = Counter(difference.site for difference in found).most_common(5)
            parts.append(f"\n{title}: {len(found)} lines")
            if found:
                parts.append("  sites: " + ", ".join(f"{site} {count}" for site, count in sites))
            by_rule: dict[str, list[Difference]] = defaultdict(list)
            for difference in found:
                by_rule[difference.rule].append(difference)
            for rule, lines in sorted(by_rule.items(), key=lambda item: -len(item[1])):
                parts.append(f"  {rule}: {len(lines)}")
                shown = random.Random(rule).sample(lines, min(sample, len(lines)))
                parts += [f"    {difference.line[:140]}" for difference in shown]
        return "\n".join(parts)


def open_book(name: str) -> RuleBook:
    """The book that a folder stands for.

    ``shipped`` is the shipped one; a folder with a vocabulary for all languages is a whole book of its own;
    any other folder is put on top of the shipped one.

    Raises:
        RuleError: if a file is wrong.
    """
    if name == "shipped":
        return open_rulebook()
    folder = Path(name)
    if (folder / "vocabulary" / "common.yaml").is_file():
        return open_rulebook(base=folder)
    return open_rulebook([folder])


def corpus(names: Sequence[str]) -> list[Source]:
    """The documents of files and folders: .txt, .html, and .jsonl with html or text, url and language.

    Raises:
        SourceError: if a file can't be read.
    """
    return [source for name in names for path in _files(Path(name)) for source in _sources(path)]


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(child for child in path.rglob("*") if child.suffix in _SUFFIXES and child.is_file())
    return [path]


def _sources(path: Path) -> Iterator[Source]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from None
    if path.suffix != ".jsonl":
        yield Source(str(path), decode(data, is_page=True))
        return
    for number, line in enumerate(data.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text = next(row[key] for key in _TEXT_KEYS if isinstance(row.get(key), str))
        except (ValueError, AttributeError, RecursionError):
            raise SourceError(f"{path}:{number}: is not a JSON object") from None
        except StopIteration:
            raise SourceError(f"{path}:{number}: has none of the fields {', '.join(_TEXT_KEYS)}") from None
        url, language = row.get("url"), row.get("language") or row.get("lang")
        yield Source(
            f"{path}:{number}", text, *(value if isinstance(value, str) else None for value in (url, language))
        )


def compare(old: RuleBook, new: RuleBook, sources: Sequence[Source]) -> Comparison:
    """Clean a corpus with two books."""
    settings = Settings(max_removed=1.0)
    engines = Cleaner(settings, book=old), Cleaner(settings, book=new)
    lost: list[Difference] = []
    kept: list[Difference] = []
    for source in watched(sources, "documents"):
        before, after = (
            _removed(engine.clean(source.text, url=source.url, language=source.language)) for engine in engines
        )
        for found, more, less in ((lost, after, before), (kept, before, after)):
            lines = Counter(line for line, _ in more)
            lines.subtract(line for line, _ in less)
            rules = dict(more)
            found += [
                Difference(source.name, source.site, rules[line], line)
                for line, count in lines.items()
                for _ in range(max(0, count))
            ]
    return Comparison(len(sources), lost, kept)


def _removed(article: Article) -> list[tuple[str, str]]:
    """The lines that the rules took out, each with its rule."""
    return [(edit.before, edit.rule) for edit in outermost(article.edits) if edit.stage == "boilerplate"]
