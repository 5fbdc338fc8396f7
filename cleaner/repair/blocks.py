"""The repairs of a document, in order: encoding, spacing, words. Blocks that are sound are passed by."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cleaner.document import Block, Kind
from cleaner.repair.encoding import encoding_changes, misread_changes
from cleaner.repair.screen import suspects
from cleaner.repair.spacing import spacing_changes
from cleaner.repair.surroundings import Surroundings
from cleaner.repair.words import word_changes, words_of

__all__ = ["ENCODING", "SPACING", "WORDS", "Sound", "repaired"]

ENCODING, SPACING, WORDS = "encoding", "spacing", "words"


Sound = dict[str | None, set[str]]
"""Texts that come out of every repair as they went in, whatever stands around them; by language."""


def repaired(blocks: Sequence[Block], language: str | None, repairs: Collection[str], sound: Sound) -> list[Block]:
    """The blocks with their repairs.

    Args:
        blocks: the blocks of a document; code is left alone.
        language: ISO 639-1 code, if known.
        repairs: which of ``encoding``, ``spacing`` and ``words`` to make.
        sound: texts that need not be looked at; those that are found to be sound are added.
    """
    done = list(blocks)
    known = sound.setdefault(language, set())
    indices = [
        index for index, block in enumerate(blocks) if block.trail.text not in known and block.kind is not Kind.CODE
    ]
    if not indices:
        return done
    texts = [blocks[index].trail.text for index in indices]
    words = words_of(language) if WORDS in repairs else None
    found = suspects(texts, language, words)
    around: Surroundings | None = None
    touched = {*found.encoding, *found.spacing, *found.words}
    known.update(text for place, text in enumerate(texts) if place not in touched)
    for place in sorted(touched):
        index = indices[place]
        trail = blocks[index].trail
        if ENCODING in repairs and place in found.encoding:
            trail = trail.apply(misread_changes(trail.text))
            trail = trail.apply(encoding_changes(trail.text))
        if SPACING in repairs and (place in found.spacing or trail is not blocks[index].trail):
            trail = trail.apply(spacing_changes(trail.text, language))
        is_suspect = words is not None and (place in found.words or trail is not blocks[index].trail)
        if words is not None and is_suspect:
            around = around or Surroundings("\n".join(block.trail.text for block in blocks), words.lexicon)
            trail = trail.apply(word_changes(trail.text, words, around))
        if trail is not blocks[index].trail:
            done[index] = blocks[index].with_trail(trail)
        elif not is_suspect:
            known.add(texts[place])
    return done
