"""The words of a language, made once on a machine: the next process reads them from a file in some milliseconds.

To read the lists of ``wordfreq`` and ``simplemma`` takes a second or several. The file is in the user's folder for
caches: ``cleaner`` in ``$XDG_CACHE_HOME``, or else in ``~/.cache``. Where it can't be written each process reads the
lists by itself; the words are the same. When a file is made, those of the same language that have not been read for a
month are deleted: other versions made them.
"""

from __future__ import annotations

import os
import time
import zipfile
import zlib
from collections import defaultdict
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from cleaner.repair.alphabet import Alphabet
from cleaner.repair.letters import letter_scores
from cleaner.repair.wordlist import Frequencies, WordList, listed_words, word_frequencies

__all__ = ["LanguageWords", "cache_folder", "language_words"]

_FORMAT = 2  # of the file
_UNUSED = 30 * 24 * 3600  # seconds after which a file that nobody has read is deleted
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
            with suppress(OSError):
                _write(path, found)
                _delete_unused(path, language)
    elif path:
        with suppress(OSError):
            os.utime(path)
    return found


def cache_folder() -> Path | None:
    """Where files that can be made again are kept; None if there is no such place."""
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cleaner"
    except RuntimeError:  # no home
        return None


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


def _write(path: Path, words: LanguageWords) -> None:
    """Write the file, in one step for those who read it meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        try:
            with zipfile.ZipFile(file, "w") as parts:
                for part, value in words._asdict().items():
                    for name, piece in value.dump().items():
                        parts.writestr(f"{part}/{name}", piece)
            file.close()
            os.replace(file.name, path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _delete_unused(path: Path, language: str) -> None:
    """Delete the other files of a language, also unfinished ones, that have long not been read."""
    for other in path.parent.glob(f"words-{language}-*.zip*"):
        if other != path and other.stat().st_mtime < time.time() - _UNUSED:
            other.unlink(missing_ok=True)
