"""What others do to the lines of a text: text → text, one line for each that stays."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

_C4_ENDS = (".", "!", "?", '"', "'")  # datatrove's reading of "terminal punctuation mark"
_C4_POLICY = ("terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies")
_C4_WORDS = 3


def c4_lines(text: str) -> str:
    """The line rules of C4 (Raffel et al. 2020, section 2.2), without those that throw away whole pages.

    A line stays if it has three words, ends in a terminal punctuation mark but not in an ellipsis, and speaks
    neither of JavaScript nor of policies and cookies.
    """
    return "\n".join(line for line in text.splitlines() if _stays_in_c4(line.strip()))


def _stays_in_c4(line: str) -> bool:
    small = line.lower()
    return (
        len(line.split()) >= _C4_WORDS
        and line.endswith(_C4_ENDS)
        and not line.endswith("...")
        and not any(word in small for word in ("javascript", "lorem ipsum", *_C4_POLICY))
    )


def newscleaner_text(text: str) -> str:
    """What newscleaner (PyPI, 0.2.0) leaves. It decomposes letters, which is taken back here."""
    from newscleaner.cleaner import cleaner

    return unicodedata.normalize("NFC", str(cleaner(text)))


PEERS: dict[str, Callable[[str], str]] = {"C4 line rules": c4_lines, "newscleaner": newscleaner_text}
