"""Words in two pieces, as print and PDF leave them: ``commit- tee``, ``govern-ment``, ``gov ernment``.

They are put together where the whole is likelier than the pieces: with a hyphen and a space, if one piece is rarer
than the whole; with only one of the two, if a piece is no word and the whole is a common one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.repair.lexicon import Lexicon
from cleaner.repair.strangers import is_stranger
from cleaner.repair.tokens import REACH, TOKEN, is_marked
from cleaner.segment import CONJUNCTION_RE

__all__ = ["blank_beside", "divided_words", "has_broken", "is_piece"]

_HYPHEN_RE = re.compile(rf"{TOKEN[0]}([^\W\d_]{{2,20}})(- ?)(?=([^\W\d_]{{2,20}}){TOKEN[1]})")
_BEFORE_RE = re.compile(rf"{TOKEN[0]}([^\W\d_]{{2,20}}) $")
_BEHIND_RE = re.compile(rf" ([^\W\d_]{{2,20}}){TOKEN[1]}")
_LETTERS_RE = re.compile(r"[^\W\d_]+")
_HYPHENED_RE = re.compile(rb"(?<![aA0-])([aA]a+)-(a+)(?![aA0-])")  # in classes
_COMMON = -5.0  # log P of a word that occurs ten times in a million
_VERY_COMMON = -4.2
_KNOWN = -5.5
_RARE = -5.8  # log P of what the lists have, but is hardly a word by itself
_ABOUT = 1.0  # log P by which the whole may be rarer than a piece that a hyphen and a space stand behind
_NO_WORD = -6.4  # the lists have such pieces from text that is broken like this
_LEAST = 3  # letters of a piece
_RARER = 2.4  # log P by which a piece that is no word must be rarer than the whole
_LONG = 5  # letters of a piece that one of two letters may stand behind
_NEVER = -9.0


def divided_words(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where hyphens stand that divide words, with the blank behind them."""
    if "-" not in text:
        return
    for match in _HYPHEN_RE.finditer(text):
        first, sign, second = match.groups()
        if not (second.islower() and first[1:].islower() and _are_broken(first, second, sign, lexicon)):
            continue
        end = _LETTERS_RE.match(text, match.end())
        is_meant = CONJUNCTION_RE.match(text, match.end()) or end is None or is_marked(text, end)
        if not is_meant and not is_stranger(text, match, lexicon):
            yield match.span(2)


def blank_beside(text: str, match: re.Match[str], lexicon: Lexicon) -> int | None:
    """Where the blank stands between a token that is a piece of a word and the rest of it."""
    piece = match.group()
    before = _BEFORE_RE.search(text[max(0, match.start() - REACH) : match.start()])
    if before and before[1][1:].islower() and _are_broken(before[1], piece, " ", lexicon):
        place = match.start() - 1
    else:
        behind = _BEHIND_RE.match(text, match.end())
        if behind is None or not (behind[1].islower() and _are_broken(piece, behind[1], " ", lexicon)):
            return None
        place = match.end()
    return None if is_marked(text, match) or is_stranger(text, match, lexicon) else place


def _are_broken(first: str, second: str, sign: str, lexicon: Lexicon) -> bool:
    one, other = map(lexicon.alphabet.word, (first, second))
    return one is not None and other is not None and _is_broken(one, other, sign, lexicon)


def has_broken(token: bytes, classes: bytes, lexicon: Lexicon) -> bool:
    """Whether a token ends with a hyphen, or has one in it that divides a word; in the code of the alphabet."""
    if classes.endswith(b"a-"):
        return True
    word = token.translate(lexicon.alphabet.lower)
    return any(
        _is_broken(word[slice(*match.span(1))], word[slice(*match.span(2))], "-", lexicon)
        for match in _HYPHENED_RE.finditer(classes)
    )


def is_piece(token: bytes, lexicon: Lexicon) -> bool:
    """Whether a token is no word, but begins or ends a common one."""
    if len(token) < _LEAST or token in lexicon.listed or _log(token, lexicon) > _NO_WORD:
        return False
    return any(_log(word, lexicon) > _COMMON for word in lexicon.around(token))


def _is_broken(first: bytes, second: bytes, sign: str, lexicon: Lexicon) -> bool:
    whole = _log(first + second, lexicon)
    rarer = min(_log(first, lexicon), _log(second, lexicon))
    if sign == "- ":
        return whole > _KNOWN and whole > rarer - _ABOUT
    if whole <= _COMMON or first + second not in lexicon.listed:
        return False
    if len(second) < _LEAST and sign == " ":
        return len(first) >= _LONG and whole > _VERY_COMMON and _is_no_word(first, whole, lexicon)
    if min(len(first), len(second)) < _LEAST:
        return False
    if sign == "-":
        return rarer < _RARE
    return any(_is_no_word(piece, whole, lexicon) for piece in (first, second))


def _is_no_word(piece: bytes, whole: float, lexicon: Lexicon) -> bool:
    rarity = _log(piece, lexicon)
    return rarity <= min(_NO_WORD, whole - _RARER) and piece not in lexicon.listed


def _log(word: bytes, lexicon: Lexicon) -> float:
    found = lexicon.log_probability(word)
    return _NEVER if found is None else found
