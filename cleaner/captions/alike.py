"""Captions that the same name signs behind their full stops, as many pages set the photographer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from cleaner.document import Block, Kind
from cleaner.prose import is_item, word_count

__all__ = ["signed_alike"]

_WORDS = 40  # of a caption with its credit; longer ones are paragraphs that their writer signs
_TIMES = 2  # different lines that the same name signs
_NAME_WORDS = (2, 8)
_SMALL = 4  # letters of words in lower case within a name: "for", "of", "van"
_SIGNED_RE = re.compile(r".*[^\W\d_]{2}[.!?…]\s+(?P<name>[^\W\d_][^.!?…:;,\"“”„«»()\d]*[^\W\d_])\s*\Z", re.DOTALL)


def signed_alike(blocks: Sequence[Block]) -> dict[int, str]:
    """The name behind each line that a full stop sets it off from, if another line has it as well.

    The lines are no items, and none stands beside one with a name: so stand captions between paragraphs, and not
    letters or short reviews that each writer signs.
    """
    places: dict[str, list[int]] = defaultdict(list)
    names = [None, *map(_name_behind, blocks), None]
    for index in range(len(blocks)):
        above, name, below = names[index : index + 3]
        if name and not above and not below:
            places[name].append(index)
    texts = {name: {blocks[index].text for index in found} for name, found in places.items()}
    return {index: name for name, found in places.items() if len(texts[name]) >= _TIMES for index in found}


def _name_behind(block: Block) -> str | None:
    text = block.text
    if block.kind is not Kind.PARAGRAPH or not text[-1:].isalpha() or word_count(text) > _WORDS or is_item(text):
        return None
    match = _SIGNED_RE.match(text)
    return match["name"] if match and _is_name(match["name"].split()) else None


def _is_name(words: Sequence[str]) -> bool:
    """Whether words are a name, be it with the outlet it works for.

    >>> [_is_name(text.split()) for text in ("Mara Lindqvist for Kite of Tarn", "Never again", "THE END")]
    [True, False, False]
    """
    least, most = _NAME_WORDS
    return (
        least <= len(words) <= most
        and words[0].istitle()
        and words[-1].istitle()
        and all(word[:1].isupper() or len(word) <= _SMALL for word in words)
        and not any(word.isupper() and len(word) > _SMALL for word in words)
    )
