"""Spaces: runs and odd ones, spaces before punctuation, and spaces missing behind it.

Left alone are tokens in which punctuation stands between letters for good: addresses, handles, hashtags,
file names, decimals, times, abbreviations, initials, ``Node.js``, ellipses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from cleaner.ledger import Change
from cleaner.repair.spacing.apostrophes import apostrophes, ordinals
from cleaner.repair.spacing.blanks import before_signs, runs
from cleaner.repair.spacing.brackets import around_brackets, inside
from cleaner.repair.spacing.dashes import dashes
from cleaner.repair.spacing.quotes import around_quotations, at_quotes
from cleaner.repair.spacing.scripts import arabic_signs, wide_signs
from cleaner.repair.spacing.sentences import behind_ends, between_sentences
from cleaner.repair.spacing.signs import behind_commas, behind_percent, doubled_signs

__all__ = ["spacing_changes"]

_REPAIRS: tuple[Callable[[str, str | None], Iterable[Change]], ...] = (
    runs,
    before_signs,
    behind_commas,
    behind_ends,
    between_sentences,
    behind_percent,
    at_quotes,
    around_quotations,
    inside,
    around_brackets,
    dashes,
    doubled_signs,
    ordinals,
    wide_signs,
    arabic_signs,
    apostrophes,
)


def spacing_changes(text: str, language: str | None = None) -> list[Change]:
    """Where spaces are wrong in a block of text.

    Args:
        text: the block.
        language: its ISO 639-1 code; without one, only what is wrong in every language is found.

    >>> [(change.start, change.end, change.after) for change in spacing_changes("It ended.The  next day")]
    [(9, 9, ' '), (12, 14, ' ')]
    """
    found = sorted(chain(*(find(text, language) for find in _REPAIRS)))
    if not found:
        return found
    changes: list[Change] = []
    for change in found:
        if not changes or change.start >= changes[-1].end + (change.start == change.end == changes[-1].end):
            changes.append(change)
    return changes
