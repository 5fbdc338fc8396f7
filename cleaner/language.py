"""Which language a text is in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

__all__ = ["detect_language"]

_SAMPLE = 400  # characters; py3langid is right on all 112 news pages of the multilingual set from 300 on
_LEAST_LETTERS = 40  # below, a guess is no better than none


@cache
def _ranker() -> Callable[[str], list[tuple[str, float]]]:
    """Loads the model, which takes half a second."""
    import py3langid

    rank: Callable[[str], list[tuple[str, float]]] = py3langid.rank
    return rank


def detect_language(texts: Sequence[str], choices: Sequence[str] = ()) -> str | None:
    """ISO 639-1 code of the language of some texts, or None if they are too short to tell.

    Args:
        texts: paragraphs; the longest ones are looked at.
        choices: the languages that may occur; with just one, it is taken without a look.
    """
    if len(choices) == 1:
        return choices[0]
    sample = ""
    for text in sorted(texts, key=len, reverse=True)[:3]:
        sample += text[: _SAMPLE - len(sample)] + " "
        if len(sample) >= _SAMPLE:
            break
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS:
        return None
    ranked = _ranker()(sample.encode("utf-8", "replace").decode())
    return next((str(code) for code, _ in ranked if not choices or code in choices), None)
