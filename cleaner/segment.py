"""Plain text → blocks.

Three layouts are told apart, for each run of lines between blank lines on its own evidence and that of the
whole text: paragraphs between blank lines, one paragraph per line (what extractors print), and lines that
were wrapped at a fixed width (mail, wire copy), which are joined. A word that is divided between two lines is put
together in each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from cleaner.document import Block
from cleaner.ledger import Change, Trail
from cleaner.prose import CLOSERS, FULL_STOPS

__all__ = ["CONJUNCTION_RE", "segment"]

_BREAKS = "\n\r\x0b\x0c\u2028\u2029"
_LINE_RE = re.compile(f"[^{_BREAKS}]+")
_LINE_OR_NEL_RE = re.compile(f"[^{_BREAKS}\x85]+")
# U+0085 ends a line in some mainframe text; elsewhere it is a byte of mojibake, among others of its block.
_C1_RE = re.compile("[\x80-\x84\x86-\x9f\xc2-\xf4]")

_WRAP_MIN, _WRAP_MAX = 45, 100  # characters; wrapped text is set to 60–80, rarely to 100
_WRAP_SLACK = 20  # a line ends this much early at most, when the next word did not fit
_SENTENCE_END_RE = re.compile(rf"[.!?…:;！？؟؛{FULL_STOPS}]\s?[{CLOSERS}]*\s*$")
_HYPHEN_RE = re.compile(r"[^\W\d_]{2,}-$")
CONJUNCTION_RE = re.compile(
    r"(?:and|or|to|und|oder|bis|sowie|bzw|en|of|et|ou|y|e|o|i|lub|oraz|и|или|та|або|ve|veya|și)\b"
)
_COMPOUND_RE = re.compile(
    r"(?i)(?:-(?:the|of|to|and|in|by|at|for|year)- |(?<![^\W\d_])(?!(?:half|long)- time)(?:long|short|medium|near|well"
    r"|high|low|full|part|real|first|second|third|last|so|self|hard|soft|far|left|right|one|two|three|four|five|six|ten|half"
    r"|large|small|open|cross|world|cost)- (?:terms?|time|called|known|level|profile|class|year|day|week|month|hand"
    r"|tech|scale|range|quality|ranking|income|paid|risk|rise|wing|party|point|bedroom|minded|made|established|documented"
    r"|respected|defen[cs]e|employed|proclaimed|hour|border|effective|reaching)(?![^\W\d_]))"
)
"""English words with a hyphen between them for good, the last one in the next line; none of them make one word."""
_EVIDENCE = 50_000  # characters in which a word is looked for
_LAST_RE = re.compile(r"[\w-]+-$")
_FIRST_RE = re.compile(r"\s*[^\W\d_]+")
_ITEM_RE = re.compile(r"\s*(?:[-–—*•·▪◦]|\d{1,3}[.)])\s")

Line = tuple[int, int]  # offsets in the source, without the break


def segment(source: str) -> list[Block]:
    """The blocks of a plain text, each with its place in it.

    Between two blocks there is at least one line break, which belongs to none of them. Lines without a
    visible sign belong to none either.

    >>> [block.text for block in segment("A title\\n\\nIt rained.\\nIt stopped.")]
    ['A title', 'It rained.', 'It stopped.']
    """
    groups = list(_groups(source))
    is_wrapped = _is_wrapped(source, groups)
    lines = [line for group in groups for line in group]
    if not is_wrapped and not any(source[end - 1] == "-" for _, end in lines):
        return [Block(Trail(source[start:end], start, end)) for start, end in lines]
    return [_joined(source, part) for group in groups for part in _parts(source, group, is_wrapped)]


def _parts(source: str, group: Sequence[Line], is_wrapped: bool) -> Iterable[Sequence[Line]]:
    """The lines of each block in a run of lines."""
    if len(group) == 1:
        return [group]
    return _paragraphs(source, group) if is_wrapped else _undivided(source, group)


def _groups(source: str) -> Iterator[list[Line]]:
    """Runs of lines with no blank line between them."""
    if "\r" not in source and len(source.splitlines()) == source.count("\n") + (source[-1:] != "\n"):
        return _groups_at_line_feeds(source)
    return _groups_at_any_break(source)


def _groups_at_line_feeds(source: str) -> Iterator[list[Line]]:
    """The same for a text in which only line feeds end lines, sooner."""
    group: list[Line] = []
    start = 0
    for line in source.split("\n"):
        if line and not line.isspace():
            group.append((start, start + len(line)))
        elif group:
            yield group
            group = []
        start += len(line) + 1
    if group:
        yield group


def _groups_at_any_break(source: str) -> Iterator[list[Line]]:
    has_nel = "\x85" in source and not _C1_RE.search(source)
    group: list[Line] = []
    previous_end = 0
    for match in (_LINE_OR_NEL_RE if has_nel else _LINE_RE).finditer(source):
        start, end = match.span()
        is_blank = match.group().isspace()
        if group and (is_blank or _is_gap(source, previous_end, start)):
            yield group
            group = []
        if not is_blank:
            group.append((start, end))
        previous_end = end
    if group:
        yield group


def _is_gap(source: str, start: int, end: int) -> bool:
    """Whether more than one line break stands between two lines."""
    return end - start > 1 and source[start:end] != "\r\n"


def _is_wrapped(source: str, groups: Sequence[Sequence[Line]]) -> bool:
    """Whether lines break where the width ran out, not where a paragraph ends.

    In wrapped text all lines but the last of a paragraph reach close to the same width, and most of them
    stop in mid-sentence. Lines that are paragraphs vary in length and end sentences.
    """
    lines = [line for group in groups if len(group) > 1 for line in group]
    if len(lines) < 3 or any(end - start > _WRAP_MAX < len(source[start:end].rstrip()) for start, end in lines):
        return False
    inner = [source[start:end].rstrip() for group in groups for start, end in group[:-1]]
    width = max(len(source[start:end].rstrip()) for start, end in lines)
    if len(inner) < 2 or not _WRAP_MIN <= width <= _WRAP_MAX:
        return False
    open_ends = sum(not _SENTENCE_END_RE.search(line) for line in inner)
    full = sum(len(line) >= width - _WRAP_SLACK for line in inner)
    return full >= 0.7 * len(inner) and open_ends >= 0.6 * len(inner)


def _paragraphs(source: str, group: Sequence[Line]) -> Iterator[list[Line]]:
    """A run of wrapped lines, divided where a list item begins or a line ends a sentence far too early."""
    width = max(end - start for start, end in group)
    part: list[Line] = []
    for start, end in group:
        if part:
            last = source[part[-1][0] : part[-1][1]].rstrip()
            is_short = len(last) < width - 2 * _WRAP_SLACK and _SENTENCE_END_RE.search(last)
            if is_short or _ITEM_RE.match(source, start):
                yield part
                part = []
        part.append((start, end))
    yield part


def _undivided(source: str, group: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of a text that isn't wrapped, each by itself, but for a word that is divided between two."""
    part: list[Line] = []
    for line in group:
        if part and not (
            source[part[-1][1] - 1] == "-" and _is_divided(source[slice(*part[-1])], source[slice(*line)])
        ):
            yield part
            part = []
        part.append(line)
    yield part


def _is_divided(before: str, after: str) -> bool:
    """Whether a word goes on in the next line; in ``pre- and post-war`` none does."""
    rest = after.lstrip()
    return bool(_HYPHEN_RE.search(before)) and rest[:1].islower() and not CONJUNCTION_RE.match(rest)


def _is_compound(before: str, after: str, source: str) -> bool:
    """Whether the hyphen between two lines belongs to the word: ``long-term``, or a word that has it elsewhere, too."""
    first, second = _LAST_RE.search(before), _FIRST_RE.match(after)
    if first is None or second is None:
        return False
    if _COMPOUND_RE.search(f"{first[0]} {second[0].strip()}"):
        return True
    compound = f"{first[0]}{second[0].strip()}"
    place = source.find(compound, 0, _EVIDENCE)
    ends = source[place - 1 : place] + source[place + len(compound) : place + len(compound) + 1]
    return place >= 0 and not any(sign.isalnum() for sign in ends)


def _joined(source: str, lines: Sequence[Line]) -> Block:
    start, end = lines[0][0], lines[-1][1]
    trail = Trail(source[start:end], start, end)
    if len(lines) == 1:
        return Block(trail)
    return Block(trail.apply(list(_joins(source, lines, start))))


def _joins(source: str, lines: Sequence[Line], offset: int) -> Iterable[Change]:
    for (start, end), (next_start, next_end) in pairwise(lines):
        before, after = source[start:end].rstrip(), source[next_start:next_end]
        margin = len(after) - len(after.lstrip())
        stop = start + len(before)
        if _is_divided(before, after):
            hyphen = 0 if _is_compound(before, after, source) else 1
            yield Change(stop - hyphen - offset, next_start + margin - offset, "", "layout.hyphen", "layout", "layout")
        else:
            yield Change(stop - offset, next_start + margin - offset, " ", "layout.wrap", "layout", "layout")
