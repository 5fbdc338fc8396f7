"""Mojibake, HTML entities, control characters and Unicode normalisation, through ftfy.

ftfy takes about as long as all the rest of the pipeline together, and nearly all news text comes out of it
as it went in. So it is asked only about text that holds something it might change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from cleaner.ledger import Change
from cleaner.repair.misread import read_again

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

__all__ = ["STAGE", "encoding_changes", "fixed_encoding", "ftfy_config", "misread_changes"]

STAGE = "encoding"


_ENTITY = "&#?[0-9A-Za-z]{1,24};"
_ENTITY_RE = re.compile(_ENTITY)


@cache
def ftfy_config() -> TextFixerConfig:
    """What ftfy may do, option by option."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html="auto",  # &amp; and &nbsp; are common in feeds; "auto" spares text with tags in it
        remove_terminal_escapes=True,
        fix_encoding=True,
        restore_byte_a0=True,
        replace_lossy_sequences=True,
        decode_inconsistent_utf8=True,
        fix_c1_controls=True,
        fix_latin_ligatures=False,  # a printer's choice, and part of some names
        fix_character_width=False,  # full-width forms are right in Chinese and Japanese
        uncurl_quotes=False,  # curly quotes are right
        fix_line_breaks=False,  # line breaks are the business of segmentation
        fix_surrogates=True,
        remove_control_chars=True,
        normalization="NFC",
        max_decode_length=1_000_000,
        explain=False,
    )


@cache
def _mojibake_re() -> re.Pattern[str]:
    """Matches in every text that ftfy may take for mojibake.

    Built from ftfy's own table of characters. Each alternative of its detector needs a sign of the first group
    below or one of the pairs; it takes ten times as long.
    """
    from ftfy.badness import MOJIBAKE_CATEGORIES as CHARS

    special = "\xc2\xc3\xce\xd0\xd8\xd9\xb0\u0152\u0153\u201a\u0402\ufb01\ufb02"
    signs = "".join(CHARS[name] for name in ("bad", "law", "currency", "numeric", "box"))
    lower, upper = CHARS["lower_accented"], CHARS["upper_accented"]
    punctuation = CHARS["start_punctuation"] + CHARS["end_punctuation"]
    return re.compile(
        f"[{signs}{special}]"
        f"|[{lower}{upper}ВГРСΒΓΞΟ][{punctuation}]"
        f"|[{CHARS['end_punctuation']}][{lower}{upper}]"
        f"|[{lower}{CHARS['lower_common']}][{upper}]"
    )


# Matches in every other text that ftfy would change by more than normalisation: controls, surrogates, entities.
_CONTROL_RE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u206a-\u206f\ud800-\udfff\ufeff\ufff9-\ufffc\U000e0000-\U000e0fff]|" + _ENTITY
)


def _is_sound(text: str) -> bool:
    """Whether ftfy would not change a text."""
    if text.isascii():
        return text.isprintable() and not ("&" in text and _ENTITY_RE.search(text))
    if _CONTROL_RE.search(text) or not unicodedata.is_normalized("NFC", text):
        return False
    if not _mojibake_re().search(text):
        return True
    from ftfy.badness import is_bad

    return not is_bad(text)


def fixed_encoding(text: str) -> str:
    """What ``ftfy.fix_text`` makes of a text with :func:`ftfy_config`, sooner.

    >>> fixed_encoding("The cafÃ© â€“ closed since May â€“ reopens.")
    'The café – closed since May – reopens.'
    """
    if _is_sound(text):
        return text
    from ftfy import fix_text

    fixed: str = fix_text(text, ftfy_config())
    return fixed


def encoding_changes(text: str) -> list[Change]:
    """Where the encoding of a text is broken, in as small pieces as can be told apart."""
    return _changes(text, fixed_encoding(text), "encoding.ftfy")


def misread_changes(text: str) -> list[Change]:
    """The same for what was read in codes that ftfy leaves alone."""
    return _changes(text, read_again(text), "encoding.misread")


def _changes(text: str, fixed: str, rule: str) -> list[Change]:
    if fixed == text:
        return []
    return [Change(start, end, after, rule, STAGE) for start, end, after in _differences(text, fixed)]


_ANCHOR_RE = re.compile(r"[A-Za-z0-9 .,]{2,}")


def _differences(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Pieces in which two texts differ, cut at the runs of plain ASCII that both have, in linear time."""
    anchors, new_anchors = list(_ANCHOR_RE.finditer(old)), list(_ANCHOR_RE.finditer(new))
    if [match.group() for match in anchors] != [match.group() for match in new_anchors]:
        anchors, new_anchors = [], []
    position = new_position = 0
    ends = [(match.span(), new_match.span()) for match, new_match in zip(anchors, new_anchors, strict=True)]
    for (start, end), (new_start, new_end) in [*ends, ((len(old),) * 2, (len(new),) * 2)]:
        before, after = old[position:start], new[new_position:new_start]
        if before != after:
            yield _trimmed(position, before, after)
        position, new_position = end, new_end


def _trimmed(start: int, before: str, after: str) -> tuple[int, int, str]:
    """A difference without what is the same at its two ends."""
    least = min(len(before), len(after))
    head = next((i for i in range(least) if before[i] != after[i]), least)
    tail = next((i for i in range(least - head) if before[-1 - i] != after[-1 - i]), least - head)
    return start + head, start + len(before) - tail, after[head : len(after) - tail]
