"""What tells running text from labels and headlines, in any script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

__all__ = [
    "CLOSERS",
    "FULL_STOPS",
    "Shape",
    "ends_sentence",
    "first_sentence",
    "is_item",
    "is_prose",
    "is_teaser",
    "key_of",
    "shapes_of",
    "word_count",
    "word_count_of",
]

_PROSE = 12  # words; a shorter block may be a headline even if it ends in a full stop
_STOPLESS_PROSE = 30  # words of a paragraph in a script without full stops; headlines are shorter
_TEASER = 25  # words of a long headline
_STOPLESS_TEASER = 15  # the same in a script without full stops, where short paragraphs look like headlines
_LINE = 2_000  # characters; counts of longer texts are not remembered, to hold little memory

FULL_STOPS = "。।॥۔։።။។"
"""Those of other scripts: Chinese, Hindi, Urdu, Armenian, Amharic, Burmese and Khmer."""

CLOSERS = "\"'”’»›“‘«‹」』）)\\]"
"""What may stand behind the last sign of a text, for a set of characters; some languages close with what others open
with (``„Es regnet.“``, ``»Det regner.«``)."""

_ENDS = ".!?…！？؟" + FULL_STOPS
_SENTENCE_END_RE = re.compile(rf"[{_ENDS}]\s?[{CLOSERS}]*\s*\Z")
_FIRST_RE = re.compile(
    rf"""\s*(.*?(?:[^\W\d_]{{3}}|\d)(?:[.!?…]["'”’»)\]]*(?=\s)|[！？؟{FULL_STOPS}]["'”’»」』)\]]*))""", re.DOTALL
)
_CLOSING = (")", "）", "]")
_NO_TEASER_RE = re.compile(rf"[.…:：{FULL_STOPS}]\s?[{CLOSERS}]*\s*\Z")
_SIGNS_RE = re.compile(r"[\W_]+")
_SIGNED_RE = re.compile(rf"""[.…!?！？{FULL_STOPS}]["'”’»›“‘«‹」』]*\s?[(（\[][^()（）\[\]]{{1,30}}[)）\]]\s*\Z""")
_ITEM_RE = re.compile(r"\s*(?:[-–—*•·▪◦>»]|\d{1,3}[.)])\s")
_UNSPACED_RE = re.compile("[\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_STOPLESS_RE = re.compile("[\u0e00-\u0eff\u1780-\u17ff]")  # Thai, Lao and Khmer
_UNSPACED_WORD, _STOPLESS_WORD = 2, 4  # characters of a word


def word_count(text: str) -> int:
    """Words of a text; for scripts without spaces between words, by the number of their characters.

    A word has two of them in Chinese, Japanese and Burmese, and four, signs of vowels and tones among them, in Thai,
    Lao and Khmer.

    >>> word_count("It rained all day."), word_count("一日中雨が降った。"), word_count("ฝนตกทั้งวันที่ท่าเรือ")
    (4, 4, 5)
    """
    return _remembered(text) if len(text) <= _LINE else _counted(text)


def _counted(text: str) -> int:
    return word_count_of(text, text.split())


def word_count_of(text: str, pieces: Sequence[str]) -> int:
    """The same for a text that has been split at its white space already."""
    if text.isascii():
        return len(pieces)
    return max(len(pieces), len(_UNSPACED_RE.findall(text)) // _UNSPACED_WORD + _stopless_words(text))


def _stopless_words(text: str) -> int:
    """Words in a script that has neither spaces between words nor full stops."""
    return len(_STOPLESS_RE.findall(text)) // _STOPLESS_WORD


_remembered = lru_cache(maxsize=2048)(_counted)  # the stages ask for the words of a line again and again


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotes and brackets aside.

    >>> ends_sentence("“It rained.”"), ends_sentence("Անձրև էր։"), ends_sentence("Rain")
    (True, True, False)
    >>> ends_sentence("„Es regnete.“"), ends_sentence("« Il a plu. »"), ends_sentence("「雨が降った。」")
    (True, True, True)
    """
    last = text[-1:]
    if last.isalnum():
        return False
    return (last != "" and last in _ENDS) or _SENTENCE_END_RE.search(text[-8:]) is not None


def first_sentence(text: str) -> str:
    """The first sentence of a text, or all of it. One that ends in an abbreviation is taken for longer than it is.

    >>> first_sentence("Dr. Quill left. Nobody saw it."), first_sentence("The 3.5 mile walk")
    ('Dr. Quill left.', 'The 3.5 mile walk')
    """
    match = _FIRST_RE.match(text)
    return match.group(1) if match else text.strip()


def is_item(text: str) -> bool:
    """Whether a line is an item of a list: behind a bullet, a dash or a number.

    >>> is_item("- Rope"), is_item("3. Rope"), is_item("1984 was cold.")
    (True, True, False)
    """
    return not text[:1].isalpha() and _ITEM_RE.match(text) is not None


def is_prose(text: str) -> bool:
    """Whether a block is running text: at least a sentence of some length, or a long line in a script without stops.

    >>> is_prose("The ferry did not leave the harbour of Tarn before the storm was over.")
    True
    >>> is_prose("Why the pier broke")
    False
    """
    if ends_sentence(text):
        return word_count(text) >= _PROSE
    return not text.isascii() and _stopless_words(text[:_LINE]) >= _STOPLESS_PROSE


def is_teaser(text: str) -> bool:
    """Whether a block may be a headline or its deck under a label: short, and no plain sentence, be it signed.

    >>> is_teaser("Why the pier broke"), is_teaser("The pier broke."), is_teaser("The pier broke. (Ada Quill)")
    (True, False, False)
    """
    if _NO_TEASER_RE.search(text[-8:]) or word_count(text) > _TEASER:
        return False
    if not text.isascii() and _stopless_words(text) > _STOPLESS_TEASER:
        return False
    return not (text.endswith(_CLOSING) and _SIGNED_RE.search(text[-40:]))


@lru_cache(maxsize=1024)  # lines come again when the result is read once more
def key_of(text: str) -> str:
    """The letters and digits of a line, by which it is known again.

    >>> key_of("The pier broke!") == key_of("The Pier broke")
    True
    """
    return _SIGNS_RE.sub("", text.casefold())


class Shape(NamedTuple):
    """What is asked about a text again and again.

    Attributes:
        words: how many it has.
        is_ended: whether it ends as a sentence does.
        is_item: whether it is an item of a list.
        is_prose: whether it is running text, and no item of a list.
        is_teaser: whether it may be a headline or its deck.
    """

    words: int
    is_ended: bool
    is_item: bool
    is_prose: bool
    is_teaser: bool


def shapes_of(texts: Iterable[str]) -> list[Shape]:
    """What the functions of this module say about some texts.

    >>> shapes_of(["- Rope", "It rained."])[0]
    Shape(words=2, is_ended=False, is_item=True, is_prose=False, is_teaser=True)
    """
    return [_remembered_shape(text) if len(text) <= _LINE else _shape(text) for text in texts]


def _shape(text: str) -> Shape:
    is_listed = is_item(text)
    return Shape(word_count(text), ends_sentence(text), is_listed, is_prose(text) and not is_listed, is_teaser(text))


_remembered_shape = lru_cache(maxsize=1024)(_shape)
