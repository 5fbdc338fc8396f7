"""Lists that are no part of the text: headlines of other articles, menus."""

from __future__ import annotations

import re
from itertools import takewhile

from cleaner.boilerplate.signs.lines import CRUMB, REPEATED, Lines
from cleaner.boilerplate.title import words_of
from cleaner.prose import word_count

__all__ = ["is_headline_run", "menu", "with_head"]

_RUN = 3  # items that make a run
_KICKED = 0.6  # share of the items of a run that begin with a kicker
_OWN_LIST = 0.6  # share of the words of a list that come in the text, from which on it is the text's own
_HEAD = 8  # words of a head over a list
_PROMISE = 4  # words behind the kicker of a headline; fewer are a price, a name, a value
_SECTIONS, _SECTION = 4, 2  # names of sections above the title; with fewer, one may be the title; and their words
_MOST_SECTIONS = 40
_KICKER_RE = re.compile(r"\s*[-–—*•·▪◦]\s[^:.：]{2,40}[:：] ?\S")
_DIGIT_RE = re.compile(r"\w.*\d")  # behind the number of the item
_REST_RE = re.compile(r"[:：]\s?(.*)", re.DOTALL)


def is_headline_run(lines: Lines, run: range) -> bool:
    """Whether a list is one of headlines with kickers, not one that the text announces."""
    if len(run) < _RUN or not all(lines.teaser[index] and lines.words[index] >= REPEATED for index in run):
        return False
    if lines.announces(run.start - 1):
        return False
    if sum(_is_kicked(lines.texts[index]) for index in run) < _KICKED * len(run):
        return False
    return _echo(lines, run) < _OWN_LIST


def _echo(lines: Lines, run: range) -> float:
    """The share of the words of a list that the paragraphs have too: high where the text speaks of its items."""
    whole = words_of(lines.said)
    words = set().union(*(words_of(lines.texts[index]) for index in run))
    return len(words & whole) / max(1, len(words))


def with_head(lines: Lines, run: range) -> range:
    """A run of headlines with the line over it, if that is a head: short, and no subheading of the prose below."""
    above = run.start - 1
    is_head = (
        above > lines.first
        and not lines.prose[above]
        and lines.teaser[above]
        and lines.words[above] <= _HEAD
        and not (run.stop < len(lines.texts) and lines.prose[run.stop])
    )
    return range(above, run.stop) if is_head else run


def _is_kicked(text: str) -> bool:
    """Whether an item is a headline behind a kicker."""
    if not _KICKER_RE.match(text):
        return False
    rest = _REST_RE.search(text)
    if rest is None:
        return False
    words = (word for word in rest.group(1).split() if any(map(str.isalpha, word)))  # prices and signs are none
    return word_count(" ".join(words)) >= _PROMISE


def menu(lines: Lines) -> list[int]:
    """Entries of a menu or a trail of crumbs before the text."""
    for run in lines.runs:
        if run.start > CRUMB or run.stop > lines.first:
            break
        entries = run[:-1] if lines.teaser[run[-1]] else run  # the last crumb may be the title
        numbers = sum(_DIGIT_RE.search(lines.texts[index]) is not None for index in entries)
        is_short = all(lines.words[index] <= CRUMB and lines.teaser[index] for index in entries)
        if len(run) >= _RUN and is_short and 2 * numbers < len(run):  # results and prices have numbers
            return list(run)
    return _sections(lines)


def _sections(lines: Lines) -> list[int]:
    """A menu without bullets that all begins with: names of sections, a word or two each, above a line like a title."""
    run = list(takewhile(lambda index: _is_section(lines, index), range(min(lines.first, _MOST_SECTIONS))))
    if sum(not lines.gone[index] for index in run) < _SECTIONS or len(run) == len(lines.texts):
        return []
    below = len(run)
    is_title = lines.words[below] >= _PROMISE and not (lines.ended[below] or lines.item[below])
    return run if is_title and below < lines.first else []


def _is_section(lines: Lines, index: int) -> bool:
    if lines.gone[index]:
        return True
    is_label = lines.teaser[index] and lines.words[index] <= _SECTION and not lines.announces(index)
    return is_label and not any(map(str.isdigit, lines.texts[index]))
