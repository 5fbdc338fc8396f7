"""What tells running text from labels and headlines, in any script."""

from __future__ import annotations

import re

__all__ = ["ends_sentence", "word_count"]

_SENTENCE_END_RE = re.compile(r"""[.!?…。！？۔।؟]["'”’»›)\]]*\s*\Z""")
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
