"""What is measured of each block of a page, for the evidence and all that judges by place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from cleaner.html.marks import Mark
from cleaner.html.walk import Node
from cleaner.prose import FULL_STOPS, ends_sentence, word_count_of

__all__ = ["LEVELS", "Around", "Fact", "Look", "folded", "look_of", "measured", "parent_of"]

_CACHED = 10_000  # classes that are remembered
_LONGEST = 10_000  # characters without a stop; a longer block is a list of words for search engines
_ENDS_RE = re.compile(rf"[.!?…！？؟,،，、{FULL_STOPS}]")

_NUMBER_RE = re.compile(r"\d+")

LEVELS = 4
"""Elements around a block that are looked at."""


def folded(text: str) -> str:
    """A text without its white space and capitals, to compare."""
    return "".join(text.split()).lower()


class Look(NamedTuple):
    """What elements have in common that are made alike: the tag and the class."""

    tag: str
    names: str | None


@dataclass(slots=True, eq=False)
class Around:
    """What is around a block, the same for all blocks in one element.

    Attributes:
        chain: its element, and those around it, innermost first.
        look: of the element.
        outer: the look of the one around it, if there is one.
    """

    chain: tuple[Any, ...]
    look: Look
    outer: Look | None


@dataclass(slots=True, eq=False)
class Fact:
    """What is measured of a block.

    Attributes:
        node: the block.
        key: its text without white space and capitals.
        words: number of its words.
        density: share of its characters that are links.
        ends: whether it ends as a sentence does.
        prose: number of its characters that are running text, none in what readers write.
        around: its element and those around it.
        marks: what the names around it say, void ones left out.
        odds: log-odds that it is no text of the article.
    """

    node: Node
    key: str
    words: int
    density: float
    ends: bool
    prose: float
    around: Around
    marks: tuple[Mark, ...] = ()
    odds: float = 0.0


def measured(nodes: Sequence[Node]) -> list[Fact]:
    """The measures of all blocks, without their marks."""
    arounds = _Arounds()
    facts = []
    for node in nodes:
        text, links = node.text, node.style.links
        parts = text.split()
        words, ends = word_count_of(text, parts), ends_sentence(text)
        density = min(1.0, links / len(text)) if links else 0.0
        is_prose = (
            words >= 10 and (ends or words >= 25) and (len(text) <= _LONGEST or _ENDS_RE.search(text) is not None)
        )
        prose = len(text) * (1 - density) if is_prose else 0.0
        facts.append(Fact(node, "".join(parts).lower(), words, density, ends, prose, arounds[node.element]))
    return facts


class _Arounds(dict[Any, Around]):
    """What is around the blocks in an element, worked out once for each."""

    def __init__(self) -> None:
        super().__init__()
        self._above: dict[Any, tuple[tuple[Any, ...], Look | None]] = {None: ((), None)}

    def __missing__(self, element: Any) -> Around:
        parent = element.getparent()
        above = self._above.get(parent)
        if above is None:
            above = self._above[parent] = tuple(_chain(parent)), look_of(parent)
        chain, outer = above
        around = self[element] = Around((element, *chain), look_of(element), outer)
        return around


def look_of(element: Any) -> Look:
    """What an element has in common with others that are made alike."""
    return Look(element.tag, _unnumbered(element.get("class")))


@lru_cache(_CACHED)
def _unnumbered(names: str | None) -> str | None:
    """The names of a class without numbers, by which a page may tell apart what it makes alike.

    >>> _unnumbered("text text-7 section") == _unnumbered("text-12 text section")
    True
    """
    if names is None or _NUMBER_RE.search(names) is None:
        return names
    return " ".join(sorted(_NUMBER_RE.sub("", names).split()))


def _chain(element: Any) -> Iterator[Any]:
    for _ in range(LEVELS - 1):
        if element is None:
            return
        yield element
        element = element.getparent()


def parent_of(fact: Fact) -> Any:
    """The element around that of a block."""
    return fact.around.chain[1] if len(fact.around.chain) > 1 else None
