"""Title and deck at the top of a plain text, and the lines that say the title again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from cleaner.boilerplate.slug import likeness
from cleaner.document import Block, Kind
from cleaner.prose import CLOSERS, ends_sentence, is_prose, word_count

__all__ = ["BODY", "ECHO", "TOP", "echo", "find_title", "is_named", "is_same_title", "words_of"]

TOP = 8
"""Blocks among which title and deck are looked for."""

BODY = 12
"""Blocks below in which the words of a title are looked for."""

ECHO = 1 / 3
"""Share of a title's words that come again below: every true one of 40 in news pages has more."""

_TITLE_WORDS = (3, 30)
_DECK_WORDS = (5, 45)
_ASKING_WORDS = 14  # of a title that ends as a sentence does
_ASKING_ECHO = 1 / 2  # the share for such a title
_FAR_ECHO = 1 / 2  # the share for a title of some words that other lines part from the text
_FAR, _FAR_PROSE = 8, 2  # blocks below such a title, and how many of them are prose
_DECK_ECHO = 2  # words that a deck shares with its title
_SAME = 0.8  # share of words that two forms of one title have in common (Jaccard)
_KICKERS, _KICKER_WORDS = 2, 6  # lines over a title, and words of each
_UNDER_KICKER = 4  # words of a title that stands below another line
_FAR_TOP = 20  # blocks among which a line with the words of the address is looked for
_LIKE, _LEAST_LIKE = 0.7, 0.4
"""Share of the words of the address that such a line has, and of its own that are there. Of 209 lines so found in 903
pages, 181 have the letters of the title, most others name the site or a section beside it."""
_ADDED = 6  # words of an outlet's or a section's name beside a title

_NO_TITLE_RE = re.compile(r"\s*[-–—*•·▪◦>»|]|.*[:：,;…]\s*\Z", re.DOTALL)
_WORD_RE = re.compile("[\\w\u0900-\u0dff]{4,}")  # in the scripts of India, signs of vowels are no word characters
_PIECE_RE = re.compile("(?=([\u3040-\u30ff\u3400-\u9fff]{2}|[\u0e00-\u0eff]{4}))")
_NAMED_RE = re.compile(r"\s[|–—·•»/-]\s|\s?[|:：]\s")
_CUT_RE = re.compile(r"\s?(?:…|\.\.\.)\W*\Z")
_ASKS_RE = re.compile(rf"[?!？！؟]\s?[{CLOSERS}]*\s*\Z")


@lru_cache(maxsize=64)  # the same lines are asked about again when the result is read once more
def words_of(text: str) -> frozenset[str]:
    """The words of some length, without their endings, so that inflected forms are the same word.

    In scripts without spaces between words, all pairs of characters stand for them, in Thai and Lao all runs of four.
    """
    pieces = frozenset() if text.isascii() else frozenset(_PIECE_RE.findall(text))
    return pieces or frozenset(word[: min(6, max(4, len(word) - 2))] for word in _WORD_RE.findall(text.casefold()))


def find_title(blocks: Sequence[Block], whole: Sequence[Block] = (), slug: tuple[str, ...] = ()) -> list[Block]:
    """The blocks with title and deck marked, where the first lines can be nothing else.

    A title is a first line of 3 to 30 words without a full stop, in large or caseless letters, a third of whose words
    come again below; up to two short lines, a kicker or a section, may stand over it. A deck is a second line without
    sentence end that shares words with the title. Prose must follow within the next three blocks, captions aside, or
    more of it within the next eight if half of the words come again; a block of prose is never either. Of the lines
    that may be a title, the one that stands there once more, apart, is it. A line above the first prose that has the
    words of the article's address is its title in any case.

    Args:
        blocks: the blocks that may be either.
        whole: all blocks of the document, where they are more: a line may be said again by one that is gone.
        slug: the words of the article's address.
    """
    named = _named(blocks, slug) if slug else None
    if named is not None:
        return _marked(blocks, named, _deck_under(blocks, named))
    places = [index for index, block in enumerate(blocks[:TOP]) if block.kind is not Kind.CAPTION]
    tops = _tops(blocks, places)
    again = _said_again(whole or blocks)
    for number in sorted(tops, key=lambda top: blocks[places[top]].text not in again):
        deck = _deck_below(blocks, places, number, blocks[places[number]].text in again)
        if deck is not None:
            return _marked(blocks, places[number], deck)
    return list(blocks)


def _marked(blocks: Sequence[Block], title: int, deck: Sequence[int]) -> list[Block]:
    marked = list(blocks)
    marked[title] = blocks[title].with_kind(Kind.TITLE)
    for index in deck:
        marked[index] = blocks[index].with_kind(Kind.DECK)
    return marked


def _named(blocks: Sequence[Block], slug: tuple[str, ...]) -> int | None:
    """Index of the line above the first prose that has the words of the address and few others."""
    first = next((index for index, block in enumerate(blocks[:_FAR_TOP]) if is_prose(block.text)), None)
    best, found = _LEAST_LIKE, None
    for index, block in enumerate(blocks[:first] if first is not None else ()):
        if block.kind is Kind.PARAGRAPH and _is_titled(block.text):
            of_slug, of_line = likeness(slug, block.text)
            if of_slug >= _LIKE and of_line > best:
                best, found = of_line, index
    return found


def is_named(text: str, slug: tuple[str, ...]) -> bool:
    """Whether a line has the words of the address of an article."""
    return bool(slug) and likeness(slug, text).of_slug >= _LIKE


def _is_titled(text: str) -> bool:
    """Whether a line has the length and the ends of a title."""
    least, most = _TITLE_WORDS
    return least <= word_count(text) <= most and not _NO_TITLE_RE.match(text)


def _deck_under(blocks: Sequence[Block], title: int) -> list[int]:
    """The deck directly under the title, captions aside."""
    below = next((index for index in range(title + 1, len(blocks)) if blocks[index].kind is not Kind.CAPTION), None)
    return [below] if below is not None and _is_deck(blocks[below], words_of(blocks[title].text)) else []


def _tops(blocks: Sequence[Block], places: Sequence[int]) -> list[int]:
    """Where among the places a title may be: the first, and others with nothing but kickers over them."""
    tops = []
    for number, place in enumerate(places[: _KICKERS + 1]):
        if not number or word_count(blocks[place].text) >= _UNDER_KICKER:
            tops.append(number)
        if not _may_be_kicker(blocks[place]):
            break
    return tops


def _said_again(blocks: Sequence[Block]) -> set[str]:
    """Lines at the top that later ones repeat, as the head of a page and that of its text do.

    Two equal lines in a row are an image's text and its caption.
    """
    first: dict[str, int] = {}
    texts = enumerate(block.text for block in blocks[: TOP + BODY])
    return {
        text for index, text in texts if first.setdefault(text, index) < index - 1 and word_count(text) >= _UNDER_KICKER
    }


def _deck_below(blocks: Sequence[Block], places: Sequence[int], number: int, is_again: bool) -> list[int] | None:
    """The deck, if there is one, under the block at this place; None if that is no title."""
    block, below = blocks[places[number]], places[number + 1 :]
    if not _may_be_title(block):
        return None
    title = words_of(block.text)
    deck = _deck_under(blocks, places[number])
    follows = [blocks[index] for index in below[len(deck) : len(deck) + 3]]
    least = _ASKING_ECHO if _ASKS_RE.search(block.text) else ECHO
    start = places[number] + 1
    others = [other for other in blocks[start : start + TOP + BODY] if other.text != block.text]
    if not any(is_prose(other.text) for other in follows):
        if word_count(block.text) < _UNDER_KICKER or sum(is_prose(other.text) for other in others[:_FAR]) < _FAR_PROSE:
            return None
        least = least if is_again else _FAR_ECHO
    return deck if echo(title, others) >= least else None


def _may_be_kicker(block: Block) -> bool:
    """Whether a line is short enough to stand over a title."""
    return (
        block.kind is Kind.PARAGRAPH
        and word_count(block.text) <= _KICKER_WORDS
        and not ends_sentence(block.text)
        and not block.text.rstrip().endswith((",", ";", "，", "；"))
    )


def _may_be_title(block: Block) -> bool:
    text = block.text
    return (
        block.kind is Kind.PARAGRAPH
        and _is_titled(text)
        and not next((letter for letter in text if letter.isalpha()), "A").islower()
        and (not ends_sentence(text) or (_ASKS_RE.search(text) is not None and word_count(text) <= _ASKING_WORDS))
    )


def _is_deck(block: Block, title: frozenset[str]) -> bool:
    least, most = _DECK_WORDS
    return (
        block.kind is Kind.PARAGRAPH
        and least <= word_count(block.text) <= most
        and not ends_sentence(block.text)
        and not _NO_TITLE_RE.match(block.text)
        and _DECK_ECHO <= len(title & words_of(block.text)) < _SAME * len(title)
    )


def echo(title: frozenset[str], below: Sequence[Block]) -> float:
    """The share of a title's words that come again in the blocks below, the first of them."""
    found = words_of(" ".join(block.text[:2_000] for block in below[:BODY]))
    return len(title & found) / max(1, len(title))


def is_same_title(words: frozenset[str], text: str) -> bool:
    """Whether a line says the title with these words again.

    It may name the outlet or a section beside it, behind a bar or a dash, and be cut short by three dots.

    >>> title = words_of("Harbour of Tarn to close after the storm")
    >>> is_same_title(title, "Harbour of Tarn to close after storm"), is_same_title(title, "Harbour of Tarn reopens")
    (True, False)
    >>> is_same_title(title, "Harbour of Tarn to close after the storm | The Marsh Courier")
    True
    """
    others = words_of(text)
    common = len(words & others)
    if common >= max(2, _SAME * len(words | others)):
        return True
    if common < max(3, _SAME * min(len(words), len(others))):
        return False
    if _CUT_RE.search(text):
        return others <= words
    return words <= others and any(
        word_count(part) <= _ADDED and not words_of(part) & words for part in _NAMED_RE.split(text)
    )
