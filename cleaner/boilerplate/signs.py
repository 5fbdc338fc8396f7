"""What a block is by its place among the others: repeated, in a run of headlines, behind the last prose, …

Signs are facts; what they weigh is said by rules (``where: {sign: …}``). Those that also occur in guides, which
consist of lists and headings, count only in a text that is mostly paragraphs, as news is. Shares and bounds were
found on half of 900 pages and hold on the other half.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from cleaner.boilerplate.title import is_same_title, words_of
from cleaner.document import Block
from cleaner.prose import ends_sentence, is_prose, is_teaser, word_count
from cleaner.rulebook import Sign

__all__ = ["signs_of"]

_PROSE_BLOCKS, _PROSE_SHARE, _SOME_PROSE = 4, 0.7, 0.5
_SHORT = 400  # characters; no longer block is a repeated line
_REPEATED = 4  # words of a line that does not stand there twice by chance
_COPIED = (8, 45)  # words of a line that is copied out of the text
_MOST_COPIED = 64  # lines that are looked for in the text, so that time stays in proportion
_RUN = 3  # items that make a run
_KICKED = 0.6  # share of the items of a run that begin with a kicker
_TAIL_LINES = 15  # more lines behind the last prose are a list of sources, or a table
_CRUMB = 5  # words of an entry of a menu
_TOP = 8  # blocks before the first prose
_BESIDE = 3  # words of a kicker, a section or a name beside the title
_LAST = 4  # blocks at the end in which an author is introduced

_ITEM_RE = re.compile(r"\s*(?:[-–—*•·▪◦>»]|\d{1,3}[.)])\s")
_KICKER_RE = re.compile(r"\s*[-–—*•·▪◦]\s[^:.：]{2,40}[:：] ?\S")
_LETTERS_RE = re.compile(r"[\W_]+")
_NAME_RE = re.compile(r"\W{0,3}([^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,3})")

Signs = Mapping[int, frozenset[Sign]]


class _Lines:
    """The lines of a document with what is asked about them again and again."""

    def __init__(self, blocks: Sequence[Block], gone: Sequence[bool]) -> None:
        self.texts = [block.text for block in blocks]
        self.words = [word_count(text) for text in self.texts]
        self.gone = gone
        self.item = [_ITEM_RE.match(text) is not None for text in self.texts]
        self.prose = [is_prose(text) and not item for text, item in zip(self.texts, self.item, strict=True)]
        self.teaser = [is_teaser(text) for text in self.texts]
        self.keys = [_LETTERS_RE.sub("", text.casefold()) if len(text) < _SHORT else "" for text in self.texts]
        kept = [index for index, is_gone in enumerate(gone) if not is_gone]
        prose = [index for index in kept if self.prose[index]]
        self.kept = kept
        self.first = prose[0] if prose else len(self.texts)
        self.last = prose[-1] if prose else -1
        self.runs = list(self._runs())
        self.repeated = self._repeated()

    def _runs(self) -> list[range]:
        """Runs of items, items that go anyway included."""
        runs, start = [], None
        for index, is_item in enumerate([*self.item, False]):
            if is_item and start is None:
                start = index
            elif not is_item and start is not None:
                runs.append(range(start, index))
                start = None
        return runs

    def _repeated(self) -> set[int]:
        """Lines that stand there twice in a row or begin the next one, as text and caption of an image do."""
        found = set()
        for above, below in zip(self.kept, self.kept[1:], strict=False):
            first, second = self.keys[above], self.keys[below]
            if not first or min(self.words[above], self.words[below]) < _REPEATED:
                continue
            if first == second:
                found |= {below} if self.prose[above] else {above, below}
            elif above and second.startswith(first) and not self.prose[below] and not self.item[above]:
                found |= {above, below}
        return found

    def prose_share(self, besides: set[int]) -> float:
        """The share of paragraphs between the first and the last one; 0 where there are too few."""
        inner = [index for index in self.kept if self.first <= index <= self.last and index not in besides]
        prose = sum(self.prose[index] for index in inner)
        return prose / len(inner) if prose >= _PROSE_BLOCKS else 0.0


def signs_of(blocks: Sequence[Block], gone: Sequence[bool], title: int | None) -> Signs:
    """The signs of each block that has any.

    Args:
        blocks: all blocks.
        gone: whether each is no text of the article by what it says alone.
        title: index of the title, if there is one.
    """
    lines = _Lines(blocks, gone)
    found: dict[int, set[Sign]] = defaultdict(set)
    headlines = {index for run in lines.runs if _is_headline_run(lines, run) for index in run}
    share = lines.prose_share(headlines | lines.repeated)
    if share >= _SOME_PROSE:
        for index in lines.repeated:
            found[index].add(Sign.REPEATED)
        for index in _tail_lines(lines):
            found[index].add(Sign.TAIL_LINE)
    if share >= _PROSE_SHARE:
        for index in headlines:
            found[index].add(Sign.HEADLINE_ITEM)
        for index in _copied(lines):
            found[index].add(Sign.COPIED)
    for index in _menu(lines):
        found[index].add(Sign.MENU)
    for index in _newcomers(lines):
        found[index].add(Sign.NEWCOMER)
    if title is not None:
        _beside_title(lines, title, found)
    return {index: frozenset(signs) for index, signs in found.items()}


def _is_headline_run(lines: _Lines, run: range) -> bool:
    """Whether a list is one of headlines with kickers, not one that the text announces."""
    if len(run) < _RUN or not all(lines.teaser[index] and lines.words[index] >= _REPEATED for index in run):
        return False
    above = lines.texts[run.start - 1].rstrip() if run.start else ""
    if above.endswith((":", "：")):
        return False
    return sum(_KICKER_RE.match(lines.texts[index]) is not None for index in run) >= _KICKED * len(run)


def _tail_lines(lines: _Lines) -> list[int]:
    """Lines like headlines behind the last prose."""
    tail = [index for index in lines.kept if index > lines.last and lines.teaser[index]]
    announced = lines.last >= 0 and lines.texts[lines.last].rstrip().endswith((":", "："))
    return [] if announced or len(tail) > _TAIL_LINES else tail


def _copied(lines: _Lines) -> list[int]:
    """Lines without a sentence end that stand word for word in a paragraph: pull quotes, captions."""
    least, most = _COPIED
    candidates = [
        index
        for index in lines.kept
        if least <= lines.words[index] <= most
        and not lines.item[index]
        and index not in lines.repeated
        and not ends_sentence(lines.texts[index])
    ]
    whole = "\n".join(lines.texts[index] for index in lines.kept if lines.prose[index]) if candidates else ""
    found = []
    for index in candidates[:_MOST_COPIED]:
        core = lines.texts[index].strip(' \t"“”„«»‘’.…–-')
        if core and core in whole:
            found.append(index)
    return found


def _menu(lines: _Lines) -> list[int]:
    """Entries of a menu or a trail of crumbs before the text."""
    for run in lines.runs:
        if run.start > _CRUMB or run.stop > lines.first:
            break
        if len(run) >= _RUN and all(lines.words[index] <= _CRUMB for index in run):
            return list(run)
    return []


def _newcomers(lines: _Lines) -> list[int]:
    """Blocks at the end that begin with the name of a person of whom the text has not spoken."""
    found = []
    whole = ""
    for index in lines.kept[-_LAST:]:
        match = _NAME_RE.match(lines.texts[index])
        if match is None or lines.words[index] <= _BESIDE or index <= lines.first:
            continue
        names = [name for name in match.group(1).split() if name[0].isupper()]
        if len(names) < 2:
            continue
        whole = whole or "\n".join(lines.texts[position] for position in lines.kept if lines.prose[position])
        surname = names[1].rstrip(".,")
        if whole.count(surname) == (lines.texts[index].count(surname) if lines.prose[index] else 0):
            found.append(index)
    return found


def _beside_title(lines: _Lines, title: int, found: dict[int, set[Sign]]) -> None:
    words = words_of(lines.texts[title])
    for index in lines.kept:
        if index == title:
            continue
        text = lines.texts[index]
        is_above = index < min(lines.first, _TOP)
        if (lines.keys[index] and lines.keys[index] == lines.keys[title]) or (is_above and is_same_title(words, text)):
            found[index].add(Sign.TITLE_AGAIN)
        elif is_above and lines.words[index] <= _BESIDE and not text.rstrip().endswith((":", "：")):
            found[index].add(Sign.BESIDE_TITLE)
