"""Which blocks of a document may need repair; the others are proved sound in a few passes over bytes.

Each sign of damage that the repairs act on shows in the classes of two or three neighbouring characters or
in a word that isn't known to be sound. A block that shows none comes out of every repair as it went in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from cleaner.repair.alphabet import Alphabet, alphabet_of
from cleaner.repair.words import Words

__all__ = ["Suspects", "suspects"]

# Signs of wrong spacing in the classes of :class:`Alphabet`: blanks in runs and at margins; and in the shape of
# a word, which is its classes: blanks before signs, behind apostrophes and inside brackets and
# quotations, none behind signs and quotations or beside dashes, signs that stand twice, controls.
_BLANKS = (b"  ", b"\n ", b" \n")
_SPACING_RE = re.compile(
    rb"^,|^[.:]$|^\.\(|^\)(?![aA0])|^'aa?(?![aA])|\($|,[aA]|[a0x)]\.A|\)[aA]|[,.x:][()'\"][aA]|0x[aA]|0,0000|\^"
    rb"|[aA0][(\"][aA0]|^\.Aa|a:[aA]|[aA]\.[aA]\.aa|A\.Aa|a:\"A|^\"$|,,|a\.\.$|[aA]-$|^-[aA]"
)
_ENTITY_RE = re.compile(rb"&#?[0-9A-Za-z]{1,24};")
# Endings of English words behind an apostrophe, and of ordinals.
_SPLIT_OFF = frozenset((b"s", b"t", b"re", b"ve", b"ll", b"st", b"nd", b"rd", b"th"))
_ELIDING, _ELIDED = frozenset(("fr", "it", "tr")), (b"a'", b"A'")  # languages with elisions or endings behind them
_FLAT = bytes.maketrans(b"\t\n\r\x0b\x0c", b"     ")
_REMEMBERED = 50_000  # tokens: 4 MB
_MOST_ASKED = 100  # tokens whose places are looked up one by one; with more, all blocks are suspects


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
        encoding.update(block for match in _ENTITY_RE.finditer(code) for block in _blocks_at(match.start(), starts))
    tokens, flat = code.split(), code.translate(_FLAT)
    if len(tokens) != flat.count(b" ") - 1:  # blanks in runs or at margins
        spacing.update(_blocks_with(_BLANKS, code, starts))
    known = words.sound_tokens if words else _PLAIN_TOKENS.setdefault(alphabet, set())
    asked = 0
    for token in set(tokens) - known:
        shape = token.translate(alphabet.classes)
        is_spaced = _is_well_spaced(shape) and not (language == "en" and token in _SPLIT_OFF)
        is_spaced = is_spaced and not (language in _ELIDING and shape.endswith(_ELIDED))
        is_worded = words is None or words.is_sound_token(token, shape)
        if is_spaced and is_worded:
            _remember(token, known)
            continue
        asked += 1
        found = _blocks_with((b" %b " % token,), flat, starts) if asked <= _MOST_ASKED else range(len(texts))
        if not is_spaced and len(spacing) < len(texts):
            spacing.update(found)
        if not is_worded and len(wording) < len(texts):
            wording.update(found)
        if len(spacing) == len(texts) == len(wording):
            break
    if words:
        wording.update(block for start in words.doubled(code) for block in _blocks_at(start, starts))
    return Suspects(encoding, spacing, wording)


@lru_cache(_REMEMBERED)  # tokens of one shape are many
def _is_well_spaced(shape: bytes) -> bool:
    return _SPACING_RE.search(shape) is None


_PLAIN_TOKENS: dict[Alphabet, set[bytes]] = {}


def _remember(token: bytes, known: set[bytes]) -> None:
    if len(known) > _REMEMBERED:
        known.clear()
    known.add(token)


def _blocks_with(parts: Iterable[bytes], text: bytes, starts: Sequence[int]) -> set[int]:
    """The blocks in which one of some parts occurs."""
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
