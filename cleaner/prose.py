"""What tells running text from labels and headlines, in any script."""

from __future__ import annotations

import re

__all__ = ["ends_sentence", "is_prose", "is_teaser", "word_count"]

_PROSE = 12  # words; a shorter block may be a headline even if it ends in a full stop
_TEASER = 25  # words of a long headline

_SENTENCE_END_RE = re.compile(r"""[.!?…。！？۔।؟]["'”’»›)\]]*\s*\Z""")
_NO_TEASER_RE = re.compile(r"""[.。।۔…:：]["'”’»›)\]]*\s*\Z""")
_UNSPACED_RE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")


def word_count(text: str) -> int:
    """Words of a text; for scripts without spaces between words, half the number of their characters.

    >>> word_count("It rained all day."), word_count("一日中雨が降った。")
    (4, 4)
    """
    if text.isascii():
        return len(text.split())
    unspaced = len(_UNSPACED_RE.findall(text))
    return max(len(text.split()), unspaced // 2)


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotes and brackets aside."""
    return _SENTENCE_END_RE.search(text[-8:]) is not None


def is_prose(text: str) -> bool:
    """Whether a block is running text: at least a sentence of some length."""
    return ends_sentence(text) and word_count(text) >= _PROSE


def is_teaser(text: str) -> bool:
    """Whether a block may be a headline or its deck under a label: short, and no plain sentence."""
    return not _NO_TEASER_RE.search(text[-8:]) and word_count(text) <= _TEASER
