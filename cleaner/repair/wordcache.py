"""The words of a language, made once on a machine: the next process reads them from a file in some milliseconds.

To read the lists of ``wordfreq`` and ``simplemma`` takes a second or several.
"""

from __future__ import annotations

import zipfile
import zlib
from collections import defaultdict
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import IO, NamedTuple

from cleaner.cachefile import mark_as_used, write_file
from cleaner.repair.alphabet import Alphabet
from cleaner.repair.letters import letter_scores
from cleaner.repair.wordlist import Frequencies, WordList, listed_words, word_frequencies

__all__ = ["LanguageWords", "language_words"]

_FORMAT = 2  # of the file
_COMMON = 50_000  # words whose letters are counted
_SOURCES = ("wordfreq", "simplemma", "marisa-trie")


class LanguageWords(NamedTuple):
    """The words of a language.

    Attributes:
        frequencies: how common they are.
        backwards: the same words from their last letter to their first.
        listed: words that exist, however rare.
        letters: how often letters follow each other in the common ones.
    """

    frequencies: Frequencies
    backwards: WordList
    listed: WordList
    letters: Frequencies


def language_words(language: str, alphabet: Alphabet, folder: Path | None) -> LanguageWords:
    """The words of a language, from the cache or from the lists that it is made of.

    Args:
        language: ISO 639-1 code.
        alphabet: the code for the words.
        folder: where the cache is; None for none.
    """
    path = folder / _file_name(language, alphabet) if folder else None
    found = _read(path) if path else None
    if found is None:
        frequencies = word_frequencies(language, alphabet)
        found = LanguageWords(
            frequencies,
            frequencies.reversed(),
            listed_words(language, alphabet),
            letter_scores(frequencies.common(_COMMON)),
        )
        if path:
            write_file(path, partial(_write, found), f"words-{language}-*.zip*")
    elif path:
        mark_as_used(path)
    return found


def _file_name(language: str, alphabet: Alphabet) -> str:
    """A name that changes with all that the words are made of."""
    code = alphabet.encode("".join(map(chr, range(0x2200)))).translate(alphabet.lower)
    made_of = [_FORMAT, zlib.crc32(code), *map(version, _SOURCES)]
    return f"words-{language}-{zlib.crc32(repr(made_of).encode()):08x}.zip"


def _read(path: Path) -> LanguageWords | None:
    pieces: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
    try:
        with zipfile.ZipFile(path) as file:
            for name in file.namelist():
                part, _, piece = name.partition("/")
                pieces[part][piece] = file.read(name)  # its checksum is looked at
    except (OSError, zipfile.BadZipFile):
        return None
    return LanguageWords(
        Frequencies.load(pieces["frequencies"]),
        WordList.load(pieces["backwards"]),
        WordList.load(pieces["listed"]),
        Frequencies.load(pieces["letters"]),
    )


def _write(words: LanguageWords, file: IO[bytes]) -> None:
    with zipfile.ZipFile(file, "w") as parts:
        for part, value in words._asdict().items():
            for name, piece in value.dump().items():
                parts.writestr(f"{part}/{name}", piece)
