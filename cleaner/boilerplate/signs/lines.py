"""The lines of a document with what is asked about them again and again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import sub
from types import MappingProxyType

from cleaner.document import Block, Kind
from cleaner.prose import CLOSERS, key_of, shapes_of

__all__ = ["BESIDE", "CRUMB", "REPEATED", "Lines"]

BESIDE = 3
"""Words of a kicker, a section or a name beside the title."""

CRUMB = 5
"""Words of an entry of a menu."""

REPEATED = 4
"""Words of a line that does not stand there twice by chance."""

_PROSE_BLOCKS = 4  # paragraphs that make a text
_BEGIN = 20  # characters of a line that are compared first
_NUMBER = 2  # digits of the number of an image
_AT_ENDS = 1_000_000  # characters between lines; no text has as many
_CAPTION = 0.5  # that speaks for more than a credit
_SHORT = 400  # characters; no longer block is a repeated line
_ASKS_RE = re.compile(rf"[?？؟]\s?[{CLOSERS}]*\s*\Z")
_QUOTES_RE = re.compile(r"""\s*["“„«‘'「『]""")


class Lines:
    """The lines of a document with what is asked about them again and again.

    Args:
        blocks: all blocks.
        gone: whether each is no text of the article by what it says alone.
        captions: those that are captions, by index, with what speaks for it.
        end: index of the head of the readers' comments, if there is one.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        gone: Sequence[bool],
        captions: Mapping[int, float] = MappingProxyType({}),
        end: int | None = None,
    ) -> None:
        self.texts = [block.trail.text for block in blocks]
        self.heading = [block.kind is Kind.HEADING for block in blocks]
        self.gone = gone
        self.captions = captions
        starts, ends = [block.trail.start for block in blocks], [block.trail.end for block in blocks]
        self.gaps: list[int] = [_AT_ENDS, *map(sub, starts[1:], ends), _AT_ENDS]  # above each line and below the last
        self.least_gap = min(self.gaps)
        shapes = shapes_of(self.texts)
        self.words = [shape.words for shape in shapes]
        self.ended = [shape.is_ended for shape in shapes]
        self.item = [shape.is_item for shape in shapes]
        self.prose = [shape.is_prose for shape in shapes]
        self.teaser = [shape.is_teaser for shape in shapes]
        self.initials = [text[0].casefold()[0] if text[:1].isalpha() else "" for text in self.texts]
        kept = [index for index, is_gone in enumerate(gone) if not is_gone]
        prose = [index for index in kept if self.prose[index]]
        self.kept = kept
        self.ends = [kept] if end is None else [kept[: bisect_left(kept, end)], kept]
        """The lines that stay, up to each place where the article may end: above the comments, at the end of all."""
        self.first = prose[0] if prose else len(self.texts)
        self.last = prose[-1] if prose else -1
        self.said = "\n".join(self.texts[index] for index in prose)
        self.runs = list(self._runs())
        self.repeated = self._repeated()

    def _runs(self) -> list[range]:
        """Runs of items, items that go anyway included."""
        runs, start = [], None
        for index, is_listed in enumerate([*self.item, False]):
            if is_listed and start is None:
                start = index
            elif not is_listed and start is not None:
                runs.append(range(start, index))
                start = None
        return runs

    def _repeated(self) -> set[int]:
        """Lines that stand there twice in a row or begin the next one, as text and caption of an image do.

        Where blank lines set paragraphs apart, one between the two shows that the first is a heading. What may be one
        stays once.
        """
        found = set()
        is_apart = max(self.gaps[1:-1], default=0) > self.least_gap
        words = self.words
        for above, below in pairwise(self.kept):
            if words[above] < REPEATED or words[below] < REPEATED or self.differ(above, below):
                continue
            first, second = self.key(above), self.key(below)
            if not first or self.is_quoted(below):  # what somebody says may be the subheading over it
                continue
            if first == second:
                is_deck = self.ended[above] and above < self.first and self._has_title(above)
                is_needed = self.prose[above] or is_deck or not above  # the first line of all is rather the title
                is_image = is_apart or (self.least_gap == 1 and self._is_beside_debris(above, below))
                found |= {above, below} if is_image and self.is_close(below) and not is_needed else {below}
            elif above and second.startswith(first) and not self.prose[below] and not self.item[above]:
                is_heading = not self.is_close(below) or _ASKS_RE.search(self.texts[below][-8:])  # as a question is
                found |= set() if is_heading else {above, below}
        return found | self._captioned()

    def is_quoted(self, index: int) -> bool:
        """Whether a line begins with a quotation."""
        return _QUOTES_RE.match(self.texts[index]) is not None

    def is_close(self, index: int) -> bool:
        """Whether no blank line stands above a line, or none stands anywhere."""
        return self.gaps[index] == self.least_gap

    def _is_beside_debris(self, above: int, below: int) -> bool:
        """Whether what stands above the one line or below the other is no text."""
        beside = [place for place in (above - 1, below + 1) if 0 <= place < len(self.gone)]
        return any(self.gone[place] for place in beside)

    def _has_title(self, index: int) -> bool:
        """Whether a line above may be the title, so that a sentence below it is the deck, be it said again."""
        return any(self.words[above] >= REPEATED and not self.ended[above] for above in range(index))

    def repeated_beside_debris(self) -> set[int]:
        """Those of the repeated lines whose company has a line that is no text, as that of captions has: a credit."""
        found: set[int] = set()
        for run in _consecutive(sorted(self.repeated)):
            beside = [place for place in (run.start - 1, run.stop) if 0 <= place < len(self.gone) and self.gone[place]]
            if beside:
                found.update(index for index in run if not self.prose[index])
            if any(self.captions.get(place, 0) < _CAPTION for place in beside):
                found.update(index for index in run if self._is_said_above(index))
        return found

    def _is_said_above(self, index: int) -> bool:
        return index > 0 and self.texts[index] == self.texts[index - 1]

    def _captioned(self) -> set[int]:
        """Lines that a caption or other debris beside them says again, as the text that stands for an image.

        A sentence, or what may be a caption itself, goes for a caption only, which still says it.
        """
        found = set()
        for index in sorted({*self.kept, *self.captions}):
            if self.words[index] < REPEATED or self.item[index] or (self.prose[index] and not self.captions):
                continue
            places = {place: self._past_number(index, place) for place in (index - 1, index + 1)}
            beside = [
                far
                for near, far in places.items()
                if 0 <= far < len(self.gone) and self.gone[far] and self.is_close(max(index, near))
            ]
            if self.prose[index] or self.gone[index]:
                beside = [place for place in beside if place in self.captions and self._begins(index, place)]
            key = self.key(index) if beside else ""
            for place in beside:
                if key and self.key(place).startswith(key):
                    found |= {index, *(near for near, far in places.items() if far == place != near)}
        return found

    def _begins(self, index: int, place: int) -> bool:
        """Whether a line says a little more than another, be it a sentence."""
        return self.words[place] > self.words[index] and self.texts[place].startswith(self.texts[index].rstrip())

    def _past_number(self, index: int, place: int) -> int:
        """The place beside a line, or the one behind it if only the number of an image stands there."""
        is_number = 0 <= place < len(self.texts) and len(self.texts[place]) <= _NUMBER and self.texts[place].isdigit()
        return 2 * place - index if is_number else place

    def key(self, index: int) -> str:
        """The letters of a line, by which it is known again; empty for a long one."""
        return key_of(self.texts[index]) if len(self.texts[index]) < _SHORT else ""

    def differ(self, one: int, other: int) -> bool:
        """Whether the first letters of lines tell that neither key begins as the other does."""
        initial, other_initial = self.initials[one], self.initials[other]
        if initial != other_initial and initial and other_initial:
            return True
        first, second = key_of(self.texts[one][:_BEGIN]), key_of(self.texts[other][:_BEGIN])
        return not (first.startswith(second) or second.startswith(first))

    def announces(self, index: int) -> bool:
        """Whether a line announces what comes below it; there is none before the first."""
        return index >= 0 and self.texts[index].rstrip().endswith((":", "："))

    def prose_share(self, besides: set[int]) -> float:
        """The share of paragraphs between the first and the last one; 0 where there are too few."""
        inner = [index for index in self.kept if self.first <= index <= self.last and index not in besides]
        prose = sum(self.prose[index] for index in inner)
        return prose / len(inner) if prose >= _PROSE_BLOCKS else 0.0


def _consecutive(numbers: Sequence[int]) -> list[range]:
    """Numbers in rising order as runs without gaps."""
    runs: list[range] = []
    for number in numbers:
        is_next = runs and runs[-1].stop == number
        runs[-1:] = [range(runs[-1].start, number + 1)] if is_next else [*runs[-1:], range(number, number + 1)]
    return runs
