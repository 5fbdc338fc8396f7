"""Which blocks of a document may need repair; the others are proved sound in a few passes over bytes.

Each sign of damage that the repairs act on shows in the classes of two or three neighbouring characters or
in a word that isn't known to be sound. A block that shows none comes out of every repair as it went in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from cleaner.repair.alphabet import alphabet_of
from cleaner.repair.words import Words

__all__ = ["Suspects", "suspects"]

# Signs of wrong spacing in the classes of :class:`Alphabet`: blanks in runs and at margins; and in the shape of
# a word, which is its classes: blanks before signs and inside brackets, none behind signs and quotations, controls.
_BLANKS = (b"  ", b"\n ", b" \n")
_SPACING_RE = re.compile(rb"^[,.:)]|^'a|\($|,[aA]|a\.A|\)[aA]|[,.][()'\"][aA]|\^")
_CAMEL = b"aA"
_MOST_PARTS = 50
_REACH = 45  # characters; longer words are left alone
_REMEMBERED = 100_000  # shapes of words


class Suspects(NamedTuple):
    """Indices of the texts that may need each repair."""

    encoding: Collection[int] = ()
    spacing: Collection[int] = ()
    words: Collection[int] = ()


def suspects(texts: Sequence[str], language: str | None, words: Words | None) -> Suspects:
    """The blocks that encoding, spacing and word repair may change.

    Args:
        texts: the blocks.
        language: ISO 639-1 code.
        words: the words of the language; None for no word repair.
    """
    alphabet = words.lexicon.alphabet if words else alphabet_of(language)
    document = "\n" + "\n".join(texts) + "\n"
    code = alphabet.encode(document)
    starts = list(accumulate((len(text) + 1 for text in texts), initial=1))
    strange: list[int] = []  # blocks with characters or line feeds that the classes don't tell
    if not alphabet.is_whole(document, code) or document.count("\n") > len(texts) + 1:
        strange = [
            index
            for index, text in enumerate(texts)
            if "\n" in text or not alphabet.is_whole(text, code[starts[index] : starts[index + 1] - 1])
        ]
    encoding = set(strange)
    if code.translate(None, alphabet.plain):
        encoding.update(
            index
            for index in range(len(texts))
            if code[starts[index] : starts[index + 1] - 1].translate(None, alphabet.plain)
        )
    classes = code.translate(alphabet.classes)
    shapes = set(classes.split()).difference(_PLAIN_SHAPES)
    odd = _odd_shapes(shapes) if shapes else shapes
    found: set[int] = set(strange)
    signs = [sign for sign in _BLANKS if sign in classes]
    signs += [before + shape for shape in odd if _SPACING_RE.search(shape) for before in (b" ", b"\n")]
    if signs:
        found.update(_blocks_with(signs, classes, starts))
    if words is None:
        return Suspects(encoding, found)
    lower = code.translate(alphabet.lower)
    tokens = lower.split()
    misspelt = set(strange)
    wrong = words.suspects(tokens, lower)
    if wrong:
        misspelt.update(_blocks_with(wrong, lower, starts))
    if any(_CAMEL in shape for shape in odd):
        misspelt.update(block for place in _camels(classes, lower, words) for block in _blocks_at(place, starts))
    return Suspects(encoding, found, misspelt)


_PLAIN_SHAPES: set[bytes] = set()


def _odd_shapes(shapes: set[bytes]) -> set[bytes]:
    """The shapes of words that show a sign of damage; the others are remembered."""
    odd = {shape for shape in shapes if _CAMEL in shape or _SPACING_RE.search(shape)}
    if len(_PLAIN_SHAPES) > _REMEMBERED:
        _PLAIN_SHAPES.clear()
    _PLAIN_SHAPES.update(shapes - odd)
    return odd


def _blocks_with(parts: Collection[bytes], text: bytes, starts: Sequence[int]) -> Iterable[int]:
    """The blocks in which one of some parts occurs; all of them if there are too many parts to look for."""
    if len(parts) > _MOST_PARTS:
        return range(len(starts) - 1)
    return {block for part in parts for block in _blocks_with_part(part, text, starts)}


def _blocks_with_part(part: bytes, text: bytes, starts: Sequence[int]) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        block = yield from _blocks_at(place, starts)
        place = text.find(part, max(place + 1, starts[block + 1] - 1))


def _blocks_at(place: int, starts: Sequence[int]) -> Generator[int, None, int]:
    """The blocks of the character at a place and of the next one, which is returned, too."""
    last = len(starts) - 2
    first, second = (min(max(bisect_right(starts, position) - 1, 0), last) for position in (place, place + 1))
    yield first
    if second != first:
        yield second
    return second


def _camels(classes: bytes, lower: bytes, words: Words) -> Iterator[int]:
    """Unknown words with a capital inside."""
    place = -1
    while (place := classes.find(_CAMEL, place + 1)) >= 0:
        start, end = lower.rfind(b" ", max(0, place - _REACH), place), lower.find(b" ", place, place + _REACH)
        if start >= 0 and end >= 0 and words.lexicon.log_probability(lower[start + 1 : end]) is None:
            yield place
