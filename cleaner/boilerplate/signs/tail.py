"""What stands behind the text: headlines, signatures, authors, what closes an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from cleaner.boilerplate.signs.lines import BESIDE, REPEATED, Lines

__all__ = ["cards", "closing", "excerpts", "newcomers", "of_authors", "signed", "tail_lines", "tail_run"]

_TAIL_LINES = 15  # more lines behind the last prose are a list of sources, or a table
_TAIL_RUN = 3  # headlines behind the last prose that are a list of other articles
_BEFORE_NAME = 2  # words before the name of an author
_LAST = 4  # blocks at the end in which an author is introduced
_SIGNATURES = 2  # lines behind the text that may sign it
_DOUBT = 0.5  # weak evidence that makes a paragraph doubtful: two signs
_CARD_WORDS, _CARD_DATE, _CARD_LINES = 20, 4, 3  # words of a headline and of a date, lines behind both
_ENTRIES = 1 / 3  # share of a run that may be entries of a list: books, prices, results, dates
_ENTRY_RE = re.compile(r"\d\D+\d|[€$£¥₹]|\d\s?%|[,،、，]\s?\d{1,3}\s?[,،、，]")  # several numbers, a price, an age
_HEADLINE = (45, 100)  # characters of headlines, on average; verse and recipes have less, points of a text more
_LONGEST = 120  # characters of a headline
_GOING_ON = (",", ";", "،", "؛", "、", "，", "；", "–", "—")
_QUOTED_RE = re.compile(r"""\s*[–—]?\s*["“”„«»‘‚'「『].*["”“»«’‘'」』]\s*""")
_WIDE_RE = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_KEY_RE = re.compile(r"\b(?=[a-zA-Z]*\d)(?=\d*[a-zA-Z])[a-zA-Z\d]{16}")  # a hash sum, an id: what rows of data have
_DIGIT_RE = re.compile(r"\d")
_CUT_OFF_RE = re.compile(r"(?:\.{3}|…)[\])]?\s*\Z")
_EXCERPTS = 2  # below headlines that are those of other articles; so many and one more without headlines
_EXCERPT, _EXCERPT_HEAD, _EXCERPT_META = 5, 3, 4  # words of an excerpt and of its headline, at least; of a date at most
_WORDS_RE = re.compile(r"[^\W\d_]{2,}")
_WORD_RE = re.compile(r"[^\W_]+")
_GOES_ON_RE = re.compile(r"(?:or|and|but|oder|und|aber|ou|et|mais|o|y|pero|e|mas|of|en) [^\W\d_]{2,} [^\W_]")
_NAME_RE = re.compile(r"\W{0,3}([^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,3})")
_NICKNAME_RE = re.compile(r"""\A(\W{0,3}[^\W\d_][\w.’'-]*) (?:\([^()\d]{2,16}\)|["“][^"”\d]{2,16}["”]) """)


def tail_lines(lines: Lines) -> list[int]:
    """Lines like headlines behind the last prose; one that goes on with a small letter and words is no headline."""
    tail = [
        index
        for index in lines.kept
        if index > lines.last and lines.teaser[index] and not _GOES_ON_RE.match(lines.texts[index])
    ]
    is_table = len(tail) > _TAIL_LINES or sum(_KEY_RE.search(lines.texts[index]) is not None for index in tail) > 1
    if is_table or lines.announces(lines.last):
        return []
    return [index for index in tail if _width(lines.texts[index]) <= _LONGEST]


def tail_run(lines: Lines) -> list[int]:
    """Headlines behind the last prose, several in a row up to the end."""
    run: list[int] = []
    for index in reversed(lines.kept):
        is_headline = lines.teaser[index] and lines.words[index] >= REPEATED and not lines.ended[index]
        if index <= lines.last or not is_headline or lines.item[index]:
            is_list = len(run) >= _TAIL_RUN and not lines.announces(index)
            return run if is_list and _are_headlines([lines.texts[place] for place in run]) else []
        run.append(index)
    return []


def _are_headlines(texts: Sequence[str]) -> bool:
    """Whether lines read like headlines; not like verse, what a dish is made of, entries of a list, or what people say.

    Verse and lists have short lines, and verse may have commas at their ends; headlines are rarely all quotations.
    Lines as long as sentences are points of the text, set without a full stop.
    """
    width = sum(map(_width, texts)) / len(texts)
    if not _HEADLINE[0] <= width <= _HEADLINE[1] or any(text.rstrip().endswith(_GOING_ON) for text in texts):
        return False
    if all(_QUOTED_RE.fullmatch(text) for text in texts):
        return False
    return sum(_ENTRY_RE.search(text) is not None for text in texts) <= _ENTRIES * len(texts)


def _width(text: str) -> int:
    """Characters of a line, Chinese, Japanese and Korean ones twice, as they say as much as two or three letters."""
    return len(text) if text.isascii() else len(text) + len(_WIDE_RE.findall(text))


def cards(lines: Lines) -> list[int]:
    """Cards of other articles that all ends with: headlines that stand there twice, with a date or a length between.

    Pages write so where the picture of a card says its headline as well. A heading and the picture below it have no
    number between.
    """
    heads = [
        index
        for index, (between, words) in enumerate(zip(lines.texts[1:-1], lines.words[1:-1], strict=True))
        if words <= _CARD_DATE
        and not lines.item[index]
        and _DIGIT_RE.search(between)
        and _is_headline_again(lines, index, index + 2)
    ]
    start = len(lines.texts)
    count = 0
    for head in reversed(heads):
        if start - head > _CARD_LINES + 3:
            break
        start, count = head, count + 1
    is_behind = sum(lines.prose[index] for index in lines.kept if index < start) > 1
    return [index for index in lines.kept if index >= start] if count >= _TAIL_RUN and is_behind else []


def _is_headline_again(lines: Lines, above: int, below: int) -> bool:
    """Whether a line says again what one above it says, or the beginning of which that is."""
    if max(lines.words[above], lines.words[below]) > _CARD_WORDS:
        return False
    first, second = lines.key(above), lines.key(below)
    is_cut_off = _CUT_OFF_RE.search(lines.texts[above]) is not None
    return bool(second) and (first == second or (is_cut_off and bool(first) and second.startswith(first)))


def excerpts(lines: Lines) -> list[int]:
    """Beginnings of other articles that all ends with, cut off by dots, be it below their headlines.

    A text of which other paragraphs end so, too, has that manner.
    """
    found: list[int] = []
    beside: list[int] = []  # dates and the like, which belong to the excerpt or the headline above them
    cut_off = heads = 0
    is_headed = False  # whether the excerpt below has a headline or needs none
    for index in reversed(lines.kept):
        text, words = lines.texts[index], lines.words[index]
        if words >= _EXCERPT and not lines.item[index] and _CUT_OFF_RE.search(text):
            cut_off, is_headed = cut_off + 1, False
        elif found and not is_headed and words >= _EXCERPT_HEAD and not lines.ended[index] and not lines.prose[index]:
            heads, is_headed = heads + 1, True
        elif words <= _EXCERPT_META and not lines.ended[index] and _DIGIT_RE.search(text):
            beside.append(index)
            continue
        else:
            break
        found += [*beside, index]
        beside = []
    is_list = heads == cut_off >= _EXCERPTS or (heads == 0 and cut_off > _EXCERPTS)
    if not is_list:
        return []
    start = min(found)
    above = [index for index in lines.kept if index < start and lines.prose[index]]
    has_manner = any(_CUT_OFF_RE.search(lines.texts[index]) for index in above)
    return found if len(above) > 1 and not has_manner else []


def signed(lines: Lines) -> list[int]:
    """A few words alone behind the last paragraph, or in two lines, the last of which the text does not have."""
    tail = [index for index in lines.kept if index > lines.last]
    if lines.announces(lines.last) or len(tail) > _SIGNATURES:
        return []
    return [index for index in tail if not lines.item[index] and not _is_said(lines, index)]


def _is_said(lines: Lines, index: int) -> bool:
    """Whether the last word of a line comes in a paragraph; in scripts without capitals, within a longer one too."""
    word = next(iter(reversed(_WORDS_RE.findall(lines.texts[index]))), "")
    if word not in lines.said:
        return False
    return not word[:1].isupper() or re.search(rf"\b{re.escape(word)}\b", lines.said) is not None


def newcomers(lines: Lines) -> list[int]:
    """Blocks at the end that begin with the name of a person of whom the text does not speak.

    Above a paragraph that begins otherwise, such a block is part of the text.
    """
    return [index for ending in lines.ends for index in _newcomers(lines, ending[-_LAST:])]


def _newcomers(lines: Lines, ending: Sequence[int]) -> list[int]:
    found: list[int] = []
    for index in ending:
        names = _names(lines.texts[index])
        if len(names) < 2 and lines.prose[index]:
            found.clear()
        if len(names) < 2 or lines.words[index] <= BESIDE or index <= lines.first:
            continue
        surname = names[1].rstrip(".,")
        if lines.said.count(surname) == (lines.texts[index].count(surname) if lines.prose[index] else 0):
            found.append(index)
    return found


def of_authors(lines: Lines, bylines: Sequence[str]) -> list[int]:
    """Blocks at the end that begin with a name that a byline has, or have it behind a word or two."""
    authors = _spaced(" ".join(bylines))
    last = {index for ending in lines.ends for index in ending[-_LAST:]}
    return [index for index in sorted(last) if index > lines.first and _begins_with(lines.texts[index], authors)]


def _begins_with(text: str, authors: str) -> bool:
    start = 0
    for _ in range(_BEFORE_NAME + 1):
        match = _NAME_RE.match(text, start)
        words = match.group(1).split() if match else []
        name = list(takewhile(lambda word: word[0].isupper(), words))
        if len(name) > 1 and _spaced(" ".join(name)) in authors:
            return True
        start = text.find(" ", start) + 1
        if not start:
            break
    return False


def _spaced(text: str) -> str:
    """The words of a text in small letters, between blanks."""
    return f" {' '.join(_WORD_RE.findall(text.casefold()))} "


def _names(text: str) -> list[str]:
    """The words with a capital letter among the first four of a text."""
    match = _NAME_RE.match(_NICKNAME_RE.sub(r"\1 ", text))
    return [name for name in match.group(1).split() if name[0].isupper()] if match else []


def closing(lines: Lines, weights: Sequence[float], named: set[int]) -> list[int]:
    """Lines with evidence against them, behind the last paragraph with hardly any: there an article ends."""
    doubted = {index for index, weight in enumerate(weights) if weight >= _DOUBT}
    if not doubted | named:
        return []
    for index in reversed(lines.kept):
        if lines.prose[index] and index not in doubted | named:
            return [below for below in lines.kept if below > index and below in doubted | named]
    return []
