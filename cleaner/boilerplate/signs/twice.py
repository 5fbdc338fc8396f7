"""What stands there twice: lines out of the text, stretches of paragraphs, names and labels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from cleaner.boilerplate.signs.lines import BESIDE, CRUMB, REPEATED, Lines

__all__ = ["again", "copied", "doubled", "said_again", "said_before", "titles_twice"]

_COPIED = (8, 45)  # words of a line that is copied out of the text
_MOST_COPIED = 64  # lines that are looked for in the text, so that time stays in proportion
_SAID_PROSE, _SAID_WORDS = 2, 40  # paragraphs and words of a stretch that stands there twice
_SAID_TIMES = 3  # times that it does, at most
_SAID_BREAK = 6  # words of a line of its own that ends such a stretch
_LEAST_BY, _BY = 5, 3  # words of a name, "by" and the name again; letters of a word for "by"
_TWICE = (2, 3)  # times that an author's name stands there; more often it is that of a speaker


def copied(lines: Lines) -> list[int]:
    """Lines without a sentence end that stand word for word in a paragraph: pull quotes, captions."""
    least, most = _COPIED
    candidates = [
        index
        for index in lines.kept
        if least <= lines.words[index] <= most
        and not lines.item[index]
        and index not in lines.repeated
        and not (lines.ended[index] or lines.prose[index])
    ]
    found = []
    for index in candidates[:_MOST_COPIED]:
        core = lines.texts[index].strip(' \t"“”„«»‘’.…–-')
        if core and core in lines.said:
            found.append(index)
    return found


def said_before(lines: Lines) -> list[int]:
    """Stretches of paragraphs that stand above in the same order, as where a page is laid out for two screens.

    What stands there many times is a formula, as in a list of events.
    """
    counts = Counter(lines.texts[index] for index in lines.kept)
    if len(counts) == len(lines.kept):  # as in nearly every text
        return []
    seen: dict[str, int] = {}
    found: list[int] = []
    stretch: list[int] = []
    above = -1  # where the last block of the stretch stands for the first time
    for index in lines.kept:
        first = seen.setdefault(lines.texts[index], index)
        is_again = first < index and counts[lines.texts[index]] <= _SAID_TIMES
        if is_again and (first > above or not stretch):
            stretch.append(index)
            above = first
        elif lines.words[index] >= _SAID_BREAK:
            found += stretch if _is_long(lines, stretch) else []
            stretch = [index] if is_again else []
            above = first
    return [*found, *stretch] if _is_long(lines, stretch) else found


def said_again(lines: Lines) -> list[int]:
    """Paragraphs that stand word for word directly below themselves."""
    return [
        below
        for above, below in pairwise(lines.kept)
        if lines.prose[below] and lines.texts[above] == lines.texts[below]
    ]


def doubled(lines: Lines, title: int | None) -> list[int]:
    """Lines, no sentences, that say the same words twice: the text that stands for an image, and its caption.

    What a crowd sings has a sign between, or a small letter where it begins anew. Above the text, a word for "by" may
    stand between: names with what they are, before and behind it.
    """
    found = []
    for index in lines.kept:
        if lines.words[index] < _LEAST_BY or lines.ended[index] or index == title:
            continue
        words = lines.texts[index].split()[lines.item[index] :]  # without the bullet
        if index < lines.first and _is_by_twice(words):
            found.append(index)
        if len(words) < 2 * REPEATED:
            continue
        half = len(words) // 2
        if words[:half] == words[half:] and words[0][0].isupper() and words[-1][-1].isalnum():
            found.append(index)
    return found


def _is_by_twice(words: Sequence[str]) -> bool:
    """Whether words are a name, "by" and the name again, as "Mara Lindqvist, Reporter By Mara Lindqvist, Reporter".

    >>> _is_by_twice("Mara Lindqvist By Mara Lindqvist".split()), _is_by_twice("Side by side by side".split())
    (True, False)
    """
    half = len(words) // 2
    return (
        len(words) > 2 * half > 2
        and words[:half] == words[half + 1 :]
        and len(words[half]) <= _BY
        and all(word[0].isupper() for word in words[:2])
    )


def _is_long(lines: Lines, stretch: Sequence[int]) -> bool:
    """Whether what stands there twice is no refrain."""
    is_prose = sum(lines.prose[index] for index in stretch) >= _SAID_PROSE
    return is_prose and sum(lines.words[index] for index in stretch) >= _SAID_WORDS


def titles_twice(lines: Lines, title: int | None) -> frozenset[int]:
    """The title, and the first of two equal lines over the text: what was taken for the title may be their kicker."""
    above = sorted(index for index in lines.repeated if index < lines.first < len(lines.texts))
    is_kicker = title is None or lines.words[title] <= BESIDE
    first = above[:1] if above and is_kicker and not lines.ended[above[0]] else []
    return frozenset([*first, *([] if title is None else [title])])


def again(lines: Lines) -> list[int]:
    """Names and labels that stand there two or three times, at last behind the text."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, words in enumerate(lines.words):
        if words <= CRUMB and (key := lines.key(index)):
            places[key].append(index)
    return [
        index
        for same in places.values()
        if _TWICE[0] <= len(same) <= _TWICE[1] and same[-1] > lines.last
        for index in same
        if not lines.gone[index]
    ]
