"""What is measured of each block of a page, for the evidence and all that judges by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cleaner.html.marks import Mark
from cleaner.html.walk import Node
from cleaner.prose import ends_sentence, word_count

__all__ = ["LEVELS", "Around", "Fact", "folded", "measured", "parent_of"]

LEVELS = 4
"""Elements around a block that are looked at."""


def folded(text: str) -> str:
    """A text without its white space and capitals, to compare."""
    return "".join(text.split()).lower()


@dataclass(slots=True, eq=False)
class Around:
    """What is around a block: its element, and those around it, innermost first."""

    chain: tuple[Any, ...]


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
    known: dict[Any, Around] = {}
    above: dict[Any, tuple[Any, ...]] = {}
    facts = []
    for node in nodes:
        text, element, links = node.text, node.element, node.style.links
        words, ends = word_count(text), ends_sentence(text)
        density = min(1.0, links / len(text)) if links else 0.0
        is_prose = words >= 10 and (ends or words >= 25)
        around = known.get(element)
        if around is None:
            parent = element.getparent()
            chain = above.get(parent)
            if chain is None:
                chain = above[parent] = tuple(_chain(parent))
            around = known[element] = Around((element, *chain))
        prose = len(text) * (1 - density) if is_prose else 0.0
        facts.append(Fact(node, folded(text), words, density, ends, prose, around))
    return facts


def _chain(element: Any) -> Iterator[Any]:
    for _ in range(LEVELS - 1):
        if element is None:
            return
        yield element
        element = element.getparent()


def parent_of(fact: Fact) -> Any:
    """The element around that of a block."""
    return fact.around.chain[1] if len(fact.around.chain) > 1 else None
