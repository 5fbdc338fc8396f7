"""Text that remembers where it came from.

A :class:`Trail` is a stretch of the source as it stands after some edits. Stages hand it *changes* in the
offsets of its current text; it turns them into :class:`Edit` records in the offsets of the source.

One rule makes the record replayable: two edits either lie apart in the source, or the later one contains
the earlier one whole. Where a change touches only part of what an earlier edit wrote, it is widened to all
of it. So the edits form a forest, and :func:`restore` can fold it back without the source at hand.

>>> trail = Trail.of("Kyiv\\xa0 fell , they said")
>>> trail = trail.apply([Change(4, 6, " ", "run", "spacing"), Change(10, 11, "", "before_comma", "spacing")])
>>> trail.text
'Kyiv fell, they said'
>>> restore(trail.text, trail.edits)
'Kyiv\\xa0 fell , they said'
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

__all__ = ["Change", "Edit", "Trail", "outermost", "restore"]


class Edit(NamedTuple):
    """One recorded edit.

    Attributes:
        stage: the stage of the pipeline that made it ("encoding", "spacing", "boilerplate", …).
        rule: the id of the rule or fix that asked for it; ids joined by "+" where several acted on one spot.
        category: the kind of edit ("repair", "layout", or the category of a rule).
        start: offset of its first character in the source, in code points.
        end: offset behind its last character in the source.
        before: the text as the stage found it (the source itself, unless earlier edits lie inside).
        after: what stands there now; empty for a removal.
        note: why, in words, where the rule alone does not say it.
    """

    stage: str
    rule: str
    category: str
    start: int
    end: int
    before: str
    after: str
    note: str = ""


class Change(NamedTuple):
    """What a stage asks for: put ``after`` in place of ``text[start:end]`` of the current text.

    The other fields go into the :class:`Edit` as they are.
    """

    start: int
    end: int
    after: str
    rule: str
    stage: str
    category: str = "repair"
    note: str = ""


class _Root(NamedTuple):
    """An outermost edit: its place in the current text and in the source (absolute)."""

    start: int
    end: int
    source_start: int
    source_end: int

    @property
    def is_empty(self) -> bool:
        return self.start == self.end or self.source_start == self.source_end

    def shifted(self, by: int) -> _Root:
        return self._replace(start=self.start + by, end=self.end + by) if by else self


class Trail:
    """A stretch of source text with the edits made to it so far. Immutable.

    Attributes:
        text: the text now.
        start: offset of the stretch in the source.
        end: offset behind its end in the source.
        edits: what was done to it, in order.
    """

    __slots__ = ("_roots", "edits", "end", "start", "text")

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        edits: tuple[Edit, ...] = (),
        roots: tuple[_Root, ...] = (),
    ) -> None:
        self.text, self.start, self.end, self.edits, self._roots = text, start, end, edits, roots

    @classmethod
    def of(cls, text: str, start: int = 0) -> Trail:
        """An untouched stretch of source that begins at offset ``start``."""
        return cls(text, start, start + len(text))

    @classmethod
    def concat(cls, parts: Sequence[Trail]) -> Trail:
        """Trails of neighbouring stretches as one.

        Raises:
            ValueError: if a part does not begin where the one before it ends, or there is none.
        """
        if not parts:
            raise ValueError("no parts")
        texts: list[str] = []
        edits: list[Edit] = []
        roots: list[_Root] = []
        offset, end = 0, parts[0].start
        for part in parts:
            if part.start != end:
                raise ValueError(f"a part starts at {part.start}, expected {end}")
            texts.append(part.text)
            if part.edits:
                edits.extend(part.edits)
                roots.extend(root.shifted(offset) for root in part._roots)
            offset += len(part.text)
            end = part.end
        return cls("".join(texts), parts[0].start, end, tuple(edits), tuple(roots))

    def apply(self, changes: Sequence[Change]) -> Trail:
        """The trail after ``changes``, which must be in order and must not overlap.

        Takes time linear in the length of the text and the number of edits.

        Raises:
            ValueError: if changes overlap, are out of order or lie outside of the text.
        """
        if not changes:
            return self
        if _are_apart(changes, self._roots, len(self.text)):
            return self._applied_apart(changes)
        old, text = self._roots, self.text
        pieces: list[str] = []
        edits = list(self.edits)
        roots: list[_Root] = []
        carried = 0  # roots up to here are dealt with
        copied = 0  # text up to here is dealt with
        shift = 0  # new offset − old offset, from there on
        delta = self.start  # source offset − old offset, from there on
        for cluster in _clusters(changes, old, len(text)):
            for root in old[carried : cluster.first]:
                roots.append(root.shifted(shift))
                delta = root.source_end - root.end
            source_start = cluster.start + delta
            absorbed = old[cluster.first : cluster.last]
            if absorbed:
                delta = absorbed[-1].source_end - absorbed[-1].end
            before = text[cluster.start : cluster.end]
            after = _spliced(text, cluster)
            if before == after:
                roots.extend(root.shifted(shift) for root in absorbed)
            else:
                edits.append(_edit(cluster.changes, source_start, cluster.end + delta, before, after))
                new_start = cluster.start + shift
                roots.append(_Root(new_start, new_start + len(after), source_start, cluster.end + delta))
            pieces += (text[copied : cluster.start], after)
            shift += len(after) - len(before)
            carried, copied = cluster.last, cluster.end
        roots.extend(root.shifted(shift) for root in old[carried:])
        pieces.append(text[copied:])
        return Trail("".join(pieces), self.start, self.end, tuple(edits), tuple(roots))

    def _applied_apart(self, changes: Sequence[Change]) -> Trail:
        """The same where no two changes meet, nor one of them an earlier edit, which is nearly always."""
        text, delta, old = self.text, self.start, self._roots
        pieces: list[str] = []
        edits = list(self.edits)
        roots: list[_Root] = []
        carried = copied = shift = 0
        for start, end, after, rule, stage, category, note in changes:
            while carried < len(old) and old[carried].end < start:
                roots.append(old[carried].shifted(shift))
                delta = old[carried].source_end - old[carried].end
                carried += 1
            before = text[start:end]
            if before == after:
                continue
            pieces += (text[copied:start], after)
            edits.append(Edit(stage, rule, category, start + delta, end + delta, before, after, note))
            roots.append(_Root(start + shift, start + shift + len(after), start + delta, end + delta))
            shift += len(after) - (end - start)
            copied = end
        roots.extend(root.shifted(shift) for root in old[carried:])
        pieces.append(text[copied:])
        return Trail("".join(pieces), self.start, self.end, tuple(edits), tuple(roots))


def _are_apart(changes: Sequence[Change], roots: Sequence[_Root], length: int) -> bool:
    """Whether changes are in order, and something stands between each of them, the one before it, and any root."""
    position, index = -1, 0
    for change in changes:
        start, end = change[0], change[1]
        if not position < start <= end <= length:
            return False
        while index < len(roots) and roots[index][1] < start:
            index += 1
        if index < len(roots) and roots[index][0] <= end:
            return False
        position = end
    return True


class _Cluster(NamedTuple):
    """Changes that must become one edit, with the earlier edits ``[first:last]`` that they touch."""

    start: int
    end: int
    changes: list[Change]
    first: int
    last: int


def _clusters(changes: Sequence[Change], roots: Sequence[_Root], length: int) -> Iterator[_Cluster]:
    """Group changes with the earlier edits they touch.

    Neighbours that only meet are left apart, except where one of the two is empty (an insertion, or what is
    left of a removal): then it could not be told afterwards which of them came first.
    """
    index, taken = 0, 0
    while taken < len(changes):
        change = changes[taken]
        start, end, is_open = change.start, change.end, change.start == change.end
        while index < len(roots) and roots[index].end < start:
            index += 1
        if (
            0 <= start <= end <= length
            and (index == len(roots) or roots[index].start > end)
            and (taken + 1 == len(changes) or changes[taken + 1].start > end)
        ):
            yield _Cluster(start, end, [change], index, index)
            taken += 1
            continue
        while index < len(roots) and (
            roots[index].end < start or (roots[index].end == start and not (is_open or roots[index].is_empty))
        ):
            index += 1
        first, group = index, [change]
        taken += 1
        while True:
            # is_open: what lies at the end of the cluster so far is empty and takes in whatever meets it
            if index < len(roots) and _meets(roots[index].start, end, is_open or roots[index].is_empty):
                root = roots[index]
                start = min(start, root.start)
                is_open = root.is_empty if root.end > end else (is_open or (root.end == end and root.is_empty))
                end = max(end, root.end)
                index += 1
            elif taken < len(changes) and _meets(
                changes[taken].start, end, is_open or changes[taken].start == changes[taken].end
            ):
                change = changes[taken]
                is_empty = change.start == change.end
                is_open = is_empty if change.end > end else (is_open or (change.end == end and is_empty))
                end = max(end, change.end)
                group.append(change)
                taken += 1
            else:
                break
        _check(group, length)
        yield _Cluster(start, end, group, first, index)


def _meets(start: int, end: int, is_sticky: bool) -> bool:
    return start < end or (start == end and is_sticky)


def _check(changes: Sequence[Change], length: int) -> None:
    position = 0
    for change in changes:
        if not position <= change.start <= change.end <= length:
            raise ValueError(f"change {change} overlaps another, or lies outside of the text")
        position = change.end


def _spliced(text: str, cluster: _Cluster) -> str:
    if cluster.first == cluster.last and len(cluster.changes) == 1:
        return cluster.changes[0].after
    pieces: list[str] = []
    position = cluster.start
    for change in cluster.changes:
        pieces += (text[position : change.start], change.after)
        position = change.end
    pieces.append(text[position : cluster.end])
    return "".join(pieces)


def _edit(changes: Sequence[Change], start: int, end: int, before: str, after: str) -> Edit:
    first = changes[0]
    rule, note = first.rule, first.note
    if len(changes) > 1:
        rule = "+".join(dict.fromkeys(change.rule for change in changes))
        note = "; ".join(dict.fromkeys(change.note for change in changes if change.note))
    return Edit(first.stage, rule, first.category, start, end, before, after, note)


class _Node(NamedTuple):
    edit: Edit
    children: list[_Node]


def _forest(edits: Iterable[Edit]) -> list[_Node]:
    """Outermost edits in source order, each with the earlier edits inside it."""
    nodes: list[_Node] = []
    starts: list[int] = []
    for edit in edits:
        low = high = bisect_left(starts, edit.start)
        while high < len(nodes) and nodes[high].edit.end <= edit.end:
            high += 1
        nodes[low:high] = [_Node(edit, nodes[low:high])]
        starts[low:high] = [edit.start]
    return nodes


def outermost(edits: Iterable[Edit]) -> list[Edit]:
    """The edits that lie in no later one, in the order of the source."""
    return [node.edit for node in _forest(edits)]


def restore(text: str, edits: Iterable[Edit]) -> str:
    """The source, from the text that came of it and the edits made to it.

    Raises:
        ValueError: if the edits are not those of this text.
    """
    return _restore(text, _forest(edits), 0)


def _restore(text: str, nodes: Sequence[_Node], start: int) -> str:
    pieces: list[str] = []
    position, source = 0, start
    for node in nodes:
        gap = node.edit.start - source
        end = position + gap + len(node.edit.after)
        if gap < 0 or text[position + gap : end] != node.edit.after:
            raise ValueError(f"the text does not hold what the ledger says was written: {node.edit}")
        pieces.append(text[position : position + gap])
        before = node.edit.before
        pieces.append(_restore(before, node.children, node.edit.start) if node.children else before)
        position, source = end, node.edit.end
    pieces.append(text[position:])
    return "".join(pieces)
