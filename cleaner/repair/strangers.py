"""Words of other languages: in a quotation, a title or a name they are meant as they stand.

``alla`` is no English ``all a``, nor ``letto`` an English ``let to``. The words are those of ``wordfreq``'s short
lists, each of which occurs in a million words of its language, of languages in the same letters. They are read when a
token is about to be divided beside a rare word for the first time.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from typing import Any

from cleaner.cachefile import cache_folder, read_packed, write_packed
from cleaner.language import is_foreign
from cleaner.repair.lexicon import Lexicon
from cleaner.repair.tokens import REACH

__all__ = ["is_stranger", "is_word_elsewhere"]

_PHRASE = 100  # characters on either side that show the language of a phrase
_COMMON = -3.3  # log P of a word that says nothing about the language of a phrase
_RARE = -5.0  # log P of a word that may be one of another language
_UNKNOWN = -9.0
_WORD_RE = re.compile(r"[^\W\d_]{2,}")

_LATIN = ("ca", "cs", "da", "de", "en", "es", "fi", "fr", "hu", "id", "it", "nb", "nl", "pl", "pt", "ro", "sv", "tr")
_CYRILLIC = ("bg", "ru", "uk")
_WRITTEN_ALIKE = {language: languages for languages in (_LATIN, _CYRILLIC) for language in languages}


def is_stranger(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a token stands in a quotation, a name or a title in another language.

    Two of the words beside it aren't of the language; or one of them and the token are common in other ones; or the
    phrase around it is in another one.
    """
    left, right = (_WORD_RE.findall(part) for part in _beside(text, match, REACH))
    near = [*filter(str.islower, (*left[-2:], *right[:2]))]
    codes = filter(None, map(lexicon.alphabet.word, near))
    if sum(not lexicon.is_native(word) for word in codes) > 1:
        return True
    rare = [word for word in near if not _is_common_word(word, lexicon, _RARE)]
    elsewhere = (word for word in rare if is_word_elsewhere(word, lexicon.language))
    if rare and is_word_elsewhere(match.group().lower(), lexicon.language) and any(elsewhere):
        return True
    before, after = _beside(text, match, _PHRASE)
    return is_foreign(f"{before}{match.group()}{after}", lexicon.language, lambda word: _is_common_word(word, lexicon))


def _is_common_word(word: str, lexicon: Lexicon, least: float = _COMMON) -> bool:
    token = lexicon.alphabet.word(word)
    return token is not None and (lexicon.log_probability(token) or _UNKNOWN) > least


def is_word_elsewhere(token: str, language: str) -> bool:
    """Whether a token in lower case is a common word of another language in the same letters.

    >>> is_word_elsewhere("letto", "en"), is_word_elsewhere("ofthe", "en")
    (True, False)
    """
    languages = _WRITTEN_ALIKE.get(language, ())
    return any(f"{other} {token}" in _words(languages) for other in languages if other != language)


@cache
def _words(languages: tuple[str, ...]) -> Any:
    """The words of some languages, each behind its language; made once on a machine."""
    from marisa_trie import Trie

    folder = cache_folder()
    made_of = [languages, *map(version, ("wordfreq", "marisa-trie"))]
    path = folder / f"common-{languages[0]}-{zlib.crc32(repr(made_of).encode()):08x}.z" if folder else None
    packed = read_packed(path) if path else None
    if packed is not None:
        return Trie().frombytes(packed)
    words = Trie(f"{language} {word}" for language in languages for word in _listed(language))
    if path:
        write_packed(path, words.tobytes(), f"common-{languages[0]}-*.z*")
    return words


def _listed(language: str) -> Iterator[str]:
    from wordfreq import get_frequency_list

    return (word for words in get_frequency_list(language, "small") for word in words if word.isalpha())


def _beside(text: str, match: re.Match[str], reach: int) -> tuple[str, str]:
    """What stands before and behind a match, cut at blanks."""
    start, end = match.span()
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    if start > reach:
        before = before[before.find(" ") + 1 :]
    if end + reach < len(text):
        after = after[: after.rfind(" ") + 1]
    return before, after
