"""What stands above the text, and beside its title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby, takewhile, zip_longest

from cleaner.boilerplate.signs.lines import BESIDE, CRUMB, Lines
from cleaner.boilerplate.title import BODY, is_same_title, words_of
from cleaner.prose import ends_sentence

__all__ = ["above", "beside_title", "over_title", "title_again"]

_TITLE = 4  # words of a title that stands below another line
_TOP = 8  # blocks before the first prose
_LONG = 25  # words of several sentences that are text of the article, be it that a colon or a name ends them
_LEDE_LINES = 3  # lines between a deck and the text: author, place, time
_READ = 2_000  # characters of a paragraph in which the words of a line are looked for
_LEAST_ROW = 3  # lines that are a list of amounts
_AMOUNT_RE = re.compile(r"\d[\d.,/½¼¾–-]* ?[^\W\d_].*[^\W\d_]{2}")
_TOLD_RE = re.compile(r"\W{0,3}[^\W\d_][^:：]{1,30}[:：]\s?\S")
_SENTENCES_RE = re.compile(r"[^\W\d_]{2}[.!?…][\"'”’»)]*\s+[\"'“‘«(]*[^\W\d_a-z]")
_VALUE_RE = re.compile(r"\W{0,3}[^\W\d_][^:：]{1,30}[:：]\s?\d")  # a time, an amount: no title


def above(lines: Lines, title: int | None) -> list[int]:
    """Lines above the first prose, but for the title; if none is known, the first one is it, unless another may be.

    Prose at the very top is the deck if lines beside debris, such as a byline, part it from the text.
    """
    above = lines.kept[: bisect_left(lines.kept, min(lines.first, _TOP))]
    if title is None and not any(_may_be_title(lines, index) for index in above[1:]):
        return [*above[1:], *_below_deck(lines)]
    return [*(index for index in above if index != title), *_below_deck(lines)]


def _may_be_title(lines: Lines, index: int) -> bool:
    """Whether a line below another may be the title: long enough, and no value behind its label."""
    return lines.teaser[index] and lines.words[index] >= _TITLE and not _VALUE_RE.match(lines.texts[index])


def _below_deck(lines: Lines) -> list[int]:
    """The few lines between prose at the top and the next prose, above one that is no text.

    What stands below all of those, directly above the text, may be its first subheading.
    """
    deck = lines.first
    if deck > BESIDE:
        return []
    below = range(deck + 1, min(deck + 1 + _TOP, len(lines.texts)))
    between = list(takewhile(lambda index: not lines.prose[index], below))
    if len(between) == len(below):
        return []
    last = max((index for index in between if lines.gone[index]), default=deck)
    above = [index for index in between if index < last and not lines.gone[index]]
    return above if len(above) <= _LEDE_LINES else []


def title_again(lines: Lines, title: int | None) -> list[int]:
    """The title once more: above the text, behind it, or word for word anywhere.

    A sentence that says in full what the title says is the first of the text.
    """
    if title is None:
        return []
    words = words_of(lines.texts[title])
    found = []
    top = min(lines.first, _TOP)
    for index in lines.kept:
        may_differ = index < top or (index > lines.last and lines.words[index] > CRUMB)
        is_same = not lines.differ(index, title) and lines.key(index) == lines.key(title) != ""
        may_differ = may_differ and (not lines.ended[index] or lines.ended[title])
        if index != title and (is_same or (may_differ and is_same_title(words, lines.texts[index]))):
            found.append(index)
    return found


def _tells(text: str) -> bool:
    """Whether a line is a label with what it tells: a result, a place, a price."""
    return _TOLD_RE.match(text) is not None


def _amounts(lines: Lines, kept: Sequence[int]) -> Sequence[int]:
    """What a dish is made of: lines in a row that begin with a number, and what stands below them."""
    rows = (list(row) for is_amount, row in groupby(kept, lambda index: _is_amount(lines.texts[index])) if is_amount)
    start = next((row[0] for row in rows if len(row) >= _LEAST_ROW), len(lines.texts))
    return [index for index in kept if index >= start]


def _is_amount(text: str) -> bool:
    return _AMOUNT_RE.match(text) is not None


def _is_text(lines: Lines, index: int) -> bool:
    """Whether a long line holds sentences, though it does not end as one does."""
    return lines.words[index] >= _LONG and _SENTENCES_RE.search(lines.texts[index]) is not None


def beside_title(lines: Lines, title: int | None) -> list[int]:
    """A kicker, a section, a name or a number beside the title, above the text.

    What a page sets as a heading below the title, directly above the text, is the first subheading.
    """
    if title is None:
        return []
    found = []
    top = min(lines.first, _TOP, *(index for index in lines.kept[:_TOP] if index != title and _is_text(lines, index)))
    kept = lines.kept[: bisect_left(lines.kept, top) + 1]
    amounts = _amounts(lines, kept)
    for index, below in zip_longest(kept, kept[1:]):
        if index >= top:
            break
        heads_list = below is not None and lines.item[below] and not lines.item[index]
        is_said_in_full = lines.announces(index) or ends_sentence(lines.texts[index]) or _tells(lines.texts[index])
        is_short = lines.words[index] <= BESIDE and not is_said_in_full
        is_subheading = lines.heading[index] and index > title and below == top
        if index != title and is_short and not heads_list and not is_subheading and index not in amounts:
            found.append(index)
    return found


def over_title(lines: Lines, title: int) -> list[int]:
    """What a page has above its title, as menus and offers: lines that end no sentence and have no words of the text.

    A kicker or a deck has some, or is a quotation.
    """
    words = words_of(" ".join(line[:_READ] for line in lines.texts[title : title + 1 + BODY]))
    return [
        index
        for index in lines.kept[: bisect_left(lines.kept, title)]
        if words_of(lines.texts[index]).isdisjoint(words)
        and not (lines.ended[index] or lines.announces(index) or lines.is_quoted(index) or _is_text(lines, index))
    ]
