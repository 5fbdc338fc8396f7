"""Which blocks of a document may need repair; the others are proved sound in a few passes over bytes.

Each sign of damage that the repairs act on shows in the classes of two or three neighbouring characters or
in a word that isn't known to be sound. A block that shows none comes out of every repair as it went in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from cleaner.patterns.engine import Probe
from cleaner.repair.alphabet import FLAT, alphabet_of
from cleaner.repair.words import Words

__all__ = ["Suspects", "suspects"]

# Signs of wrong spacing in the classes of :class:`Alphabet`: blanks in runs and at margins; and in the shapes of
# words, which are their classes between blanks: blanks before signs, behind apostrophes and inside brackets and
# quotations, none behind signs and quotations or beside dashes, signs that stand twice, controls.
_ILL_SPACED = (
    r"  | ,| [.:] | \.\(| \)[^aA0]| 'aa?[^aA]|\( |,[aA]|[a0x)]\.A|\)[aA]|[,.x:][()'\"][aA]|0x[aA]|0,0000|\^"
    r"|[aA0][(\"][aA0]| \.Aa|a:[aA]|[aA]\.[aA]\.aa|A\.Aa|a:\"A| \" |,,|a\.\. |[aA]- | -[aA]"
)
_ENTITY_RE = re.compile(rb"&#?[0-9A-Za-z]{1,24};")
_SPLIT_OFF = " (?:s|t|re|ve|ll|st|nd|rd|th) "  # endings of English words behind an apostrophe, and of ordinals
_ELIDING, _ELIDED = frozenset(("fr", "it", "tr")), "|[aA]' "  # languages with elisions or endings behind them
_FEW = 20  # words whose places are looked up one by one


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
    slices = [code[start : end - 1] for start, end in pairwise(starts)]
    strange: set[int] = set()  # blocks with characters that the classes don't tell
    if not alphabet.is_whole(document, code) or document.count("\n") > len(texts) + 1:
        strange.update(
            index for index, text in enumerate(texts) if "\n" in text or not alphabet.is_whole(text, slices[index])
        )
    encoding, spacing, wording = set(strange), set(strange), set(strange)
    if code.translate(None, alphabet.plain):
        encoding.update(index for index, part in enumerate(slices) if part.translate(None, alphabet.plain))
        spacing.update(index for index in encoding if slices[index].translate(None, alphabet.printed))
    if b"&" in code:
        encoding.update(_block_at(match.start(), starts) for match in _ENTITY_RE.finditer(code))
    shapes = code.translate(alphabet.shapes)
    spacing.update(_blocks_like(_ILL_SPACED + (_ELIDED if language in _ELIDING else ""), shapes, starts))
    if language == "en":
        spacing.update(_blocks_like(_SPLIT_OFF, code.translate(FLAT), starts))
    if words:
        letters = code.translate(alphabet.letters)
        wording.update(_blocks_of(words.unsound(letters.split()), letters, starts))
        wording.update(_block_at(place, starts) for place in words.broken(code, shapes))
        wording.update(_block_at(place + 1, starts) for place in words.doubled(code))
    return Suspects(encoding, spacing, wording)


def _blocks_like(pattern: str, text: bytes, starts: Sequence[int]) -> Iterator[int]:
    """The blocks in which a pattern occurs, together with the blanks around them."""
    probe = _probe(pattern)
    if probe.occurs(text) is not False:
        for index, (start, end) in enumerate(pairwise(starts)):
            if probe.occurs(text[start - 1 : end]) is not False:
                yield index


_probe = cache(Probe)


def _blocks_of(words: Collection[bytes], text: bytes, starts: Sequence[int]) -> set[int]:
    """The blocks in which one of some words stands between blanks."""
    if len(words) > _FEW:
        meant = frozenset(words)
        blocks = enumerate(pairwise(starts))
        return {block for block, (start, end) in blocks if not meant.isdisjoint(text[start : end - 1].split())}
    found: set[int] = set()
    for word in words:
        spaced = b" %b " % word
        place = text.find(spaced)
        while place >= 0:
            block = _block_at(place + 1, starts)
            found.add(block)
            place = text.find(spaced, starts[block + 1] - 1)
    return found


def _block_at(place: int, starts: Sequence[int]) -> int:
    """The block of the character at a place, or the one in front of the line feed there."""
    return min(max(bisect_right(starts, place) - 1, 0), len(starts) - 2)
