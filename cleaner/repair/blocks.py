"""The repairs of a document, in order: encoding, spacing, words. Blocks that are sound are passed by."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cleaner.document import Block, Kind
from cleaner.ledger import Trail
from cleaner.repair.encoding import encoding_changes
from cleaner.repair.screen import Suspects, suspects
from cleaner.repair.spacing import spacing_changes
from cleaner.repair.words import Surroundings, Words, word_changes, words_of

__all__ = ["ENCODING", "SPACING", "WORDS", "repaired"]

ENCODING, SPACING, WORDS = "encoding", "spacing", "words"


def repaired(
    blocks: Sequence[Block], language: str | None, repairs: Collection[str], sound: Collection[str] = ()
) -> list[Block]:
    """The blocks with their repairs.

    Args:
        blocks: the blocks of a document; code is left alone.
        language: ISO 639-1 code, if known.
        repairs: which of ``encoding``, ``spacing`` and ``words`` to make.
        sound: texts that are known to come out as they are.
    """
    done = list(blocks)
    open_ = [index for index, block in enumerate(blocks) if block.kind is not Kind.CODE and block.text not in sound]
    if not open_ or not repairs:
        return done
    words = words_of(language) if WORDS in repairs else None
    # The words of the whole document count, so its other blocks are looked at along with the open ones.
    found = suspects([block.text for block in blocks], language, words)
    for index in open_:
        if index in found.encoding or index in found.spacing or index in found.words:
            trail = _repaired(blocks[index].trail, index, found, language, repairs, words)
            done[index] = blocks[index].with_trail(trail)
    return done


def _repaired(
    trail: Trail, index: int, found: Suspects, language: str | None, repairs: Collection[str], words: Words | None
) -> Trail:
    before = trail
    if ENCODING in repairs and index in found.encoding:
        trail = trail.apply(encoding_changes(trail.text))
    if SPACING in repairs and (index in found.spacing or trail is not before):
        trail = trail.apply(spacing_changes(trail.text, language))
    if words is not None and (index in found.words or trail is not before):
        trail = trail.apply(word_changes(trail.text, words, found.surroundings))
    return trail
