"""The words of a language in little memory: how common they are, and which exist, however rare.

``wordfreq`` tells what is common in a language, and some junk; forms that nobody happened to use are missing, the
more the shorter its list is (the Romanian one has 43 thousand words). ``simplemma`` lists inflected forms (345
thousand in Romanian). The two together tell a rare word from two words that ran together.

Both are read piece by piece into tries, 2 to 4 bytes a word where a dict takes a hundred. There is one trie for
each first letter: what building one takes for a moment is then small, too, and used again for the next one.
"""

from __future__ import annotations

import gzip
import lzma
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Self

from marisa_trie import LABEL_ORDER, BinaryTrie

from cleaner.repair.alphabet import Alphabet

__all__ = ["Frequencies", "WordList", "listed_forms", "listed_words", "word_frequencies"]

_BATCH = 20_000  # forms that are encoded together
_WORD_RE = re.compile(rb"(?m)^[^ \n]+$")
_VALUES = ".values"
_FRONT_CODED = b"SMFC1"  # what simplemma's files begin with
_SAME_LEMMA = 254
_MOST_IN_BYTE = 127


class WordList:
    """A set of words, each in lower case and in the code of an alphabet.

    >>> words = WordList([b"rain", b"sun", b"rainy"])
    >>> b"sun" in words, b"su" in words
    (True, False)
    >>> words.inside(b"rainyday"), sorted(words.beginning(b"ra"))
    ([b'rain', b'rainy'], [b'rain', b'rainy'])
    """

    def __init__(self, words: Iterable[bytes] = ()) -> None:
        """Take the words, in any order."""
        texts = _by_first_letter(words)
        self._tries = {first: _trie(bytes(texts.pop(first)).split()) for first in list(texts)}

    def dump(self) -> dict[str, bytes]:
        """The tries as named pieces, from which :meth:`load` makes the list anew."""
        return {f"{first}": trie.tobytes() for first, trie in self._tries.items()}

    @classmethod
    def load(cls, pieces: Mapping[str, bytes]) -> Self:
        """A list from its pieces; with pieces of anything else, marisa-trie may crash."""
        words = cls.__new__(cls)
        words._tries = {int(name): BinaryTrie().frombytes(piece) for name, piece in pieces.items()}
        return words

    def __contains__(self, word: bytes) -> bool:
        """Whether a word is among them."""
        trie = self._tries.get(word[0]) if word else None
        return trie is not None and word in trie

    def __iter__(self) -> Iterator[bytes]:
        """The words, in no order."""
        for trie in self._tries.values():
            yield from trie.iterkeys()

    def __len__(self) -> int:
        """How many words there are."""
        return sum(map(len, self._tries.values()))

    def beginning(self, start: bytes) -> list[bytes]:
        """The words that begin with one letter or more, in no order."""
        trie = self._tries.get(start[0])
        return [] if trie is None else trie.keys(start)

    def iterate(self, start: bytes) -> Iterator[bytes]:
        """The same, one by one, for those who need only a few."""
        trie = self._tries.get(start[0])
        return iter(()) if trie is None else trie.iterkeys(start)

    def inside(self, token: bytes) -> list[bytes]:
        """The words that a token begins with, the shortest first."""
        trie = self._tries.get(token[0])
        return [] if trie is None else trie.prefixes(token)

    def stem(self, token: bytes) -> int:
        """Letters that a token has in common with the beginning of another word."""
        trie = self._tries.get(token[0])
        if trie is None:
            return 0
        least, most = 0, len(token)
        while least < most:
            middle = (least + most + 1) // 2
            if any(word != token for word in islice(trie.iterkeys(token[:middle]), 2)):
                least = middle
            else:
                most = middle - 1
        return least


class Frequencies(WordList):
    """Words with how common they are: decimal logarithms of frequencies, times 100; so none is above 0.

    >>> frequencies = Frequencies([(-300, b"rain"), (-450, b"rains"), (-500, b"rain")])
    >>> frequencies.get(b"rain"), frequencies.get(b"rai"), frequencies.least
    (-300, None, -450)
    """

    def __init__(self, words: Iterable[tuple[int, bytes]]) -> None:
        """Take frequencies and words; of a word that comes again, the first frequency counts."""
        values: defaultdict[int, array[int]] = defaultdict(lambda: array("h"))

        def noted() -> Iterator[bytes]:
            for value, word in words:
                values[word[0]].append(value)
                yield word

        self._tries, self._values = {}, {}
        texts = _by_first_letter(noted())
        for first in list(texts):
            coded = bytes(texts.pop(first)).split()
            trie = self._tries[first] = _trie(coded)
            found = self._values[first] = array("h", [0]) * len(trie)
            places = array("l", map(trie.key_id, coded))
            for place, value in zip(reversed(places), reversed(values.pop(first)), strict=True):
                found[place] = value

    def dump(self) -> dict[str, bytes]:
        """The tries and the frequencies as named pieces."""
        values = {f"{first}{_VALUES}": value.tobytes() for first, value in self._values.items()}
        return super().dump() | values

    @classmethod
    def load(cls, pieces: Mapping[str, bytes]) -> Self:
        """A list from its pieces."""
        words = super().load({name: piece for name, piece in pieces.items() if not name.endswith(_VALUES)})
        words._values = {first: array("h", pieces[f"{first}{_VALUES}"]) for first in words._tries}
        return words

    @property
    def least(self) -> int:
        """How common the rarest ones are."""
        return min(map(min, self._values.values()))

    def get(self, word: bytes) -> int | None:
        """How common a word is; None if it is not among them."""
        first = word[0]
        trie = self._tries.get(first)
        place = -1 if trie is None else trie.get(word, -1)
        return None if place < 0 else self._values[first][place]

    def common(self, count: int) -> Iterator[bytes]:
        """The most common ones, in no order; some more than asked for, where they are as common as the last one."""
        ranked = array("h", chain.from_iterable(self._values.values()))
        least = sorted(ranked)[-min(count, len(ranked))]
        for first, trie in self._tries.items():
            values = self._values[first]
            yield from (trie.restore_key(place) for place, value in enumerate(values) if value >= least)

    def reversed(self) -> WordList:
        """The words from their last letter to their first."""
        return WordList(word[::-1] for word in self)


def _by_first_letter(words: Iterable[bytes]) -> dict[int, bytearray]:
    """Words as one text for each first letter: no word by itself, as that takes four times as much memory."""
    texts: defaultdict[int, bytearray] = defaultdict(bytearray)
    for word in words:
        text = texts[word[0]]
        text += word
        text += b" "
    return texts


def _trie(words: Sequence[bytes]) -> BinaryTrie:
    return BinaryTrie(words, order=LABEL_ORDER)  # sooner made, and no slower


def word_frequencies(language: str, alphabet: Alphabet) -> Frequencies:
    """The words of wordfreq's longest list of a language.

    A list is what ``wordfreq.read_cBpack`` reads, a header and lists of words, each a hundredth rarer; here each
    list is let go before the next one is read.
    """
    from msgpack import Unpacker
    from wordfreq import available_languages

    letters = _letters(alphabet, b"aA")

    def lists() -> Iterator[tuple[int, bytes]]:
        with gzip.open(available_languages("best")[language]) as file:
            unpacker = Unpacker(file)
            count = unpacker.read_array_header()
            header = unpacker.unpack()
            if header != {"format": "cB", "version": 1}:
                raise ValueError(f"word frequencies in an unknown format: {header}")
            for value in range(count - 1):
                for word in _coded("\n".join(unpacker.unpack()), letters, alphabet):
                    yield -value, word

    return Frequencies(lists())


def listed_words(language: str, alphabet: Alphabet) -> WordList:
    """The words of simplemma's list that are written in lower case."""
    forms = listed_forms(language)
    letters = _letters(alphabet, b"a")
    batches = iter(lambda: b"\n".join(islice(forms, _BATCH)), b"")
    return WordList(chain.from_iterable(_coded(batch.decode(), letters, alphabet) for batch in batches))


def _letters(alphabet: Alphabet, classes: bytes) -> bytes:
    """A table that makes letters of some classes lower case, leaves line feeds, and makes all else a blank."""
    return bytes(
        lower if kind in classes else code if code == ord("\n") else ord(" ")
        for code, (kind, lower) in enumerate(zip(alphabet.classes, alphabet.lower, strict=True))
    )


def _coded(lines: str, letters: bytes, alphabet: Alphabet) -> list[bytes]:
    """Those of some lines that have only some letters, in the code of an alphabet."""
    found: list[bytes] = _WORD_RE.findall(alphabet.encode(lines).translate(letters))
    return found


def listed_forms(language: str) -> Iterator[bytes]:
    """The inflected forms that simplemma knows, in UTF-8.

    Its own reader goes through a file twice. The file is, compressed, a sorted list of pairs, each of which says how
    many bytes of its form are those of the one before, how many others follow, and then the same of its lemma.
    """
    from simplemma.strategies.dictionaries.dictionary_factory import DATA_FOLDER
    from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory

    data = lzma.decompress((DATA_FOLDER / f"{language}.plzma").read_bytes())
    if data.startswith(_FRONT_CODED + b"\0"):  # the byte says that the forms are not spelt backwards
        return _front_coded(data)
    return map(str.encode, StreamDictionaryFactory(cache_max_size=0).get_dictionary(language))


def _front_coded(data: bytes) -> Iterator[bytes]:
    _, place = _number(data, len(_FRONT_CODED) + 1)
    size, form = len(data), b""
    while place < size:
        shared, length = data[place], data[place + 1]
        place += 2
        if shared > _MOST_IN_BYTE or length > _MOST_IN_BYTE:
            shared, place = _number(data, place - 2)
            length, place = _number(data, place)
        end = place + length
        form = form[:shared] + data[place:end]
        yield form
        if data[end] == _SAME_LEMMA:
            place = end + 1
        elif (length := data[end + 1]) > _MOST_IN_BYTE:
            length, place = _number(data, end + 1)
            place += length
        else:
            place = end + 2 + length


def _number(data: bytes, place: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and the place behind it."""
    number = data[place] & _MOST_IN_BYTE
    shift = 0
    while data[place] > _MOST_IN_BYTE:
        place += 1
        shift += 7
        number |= (data[place] & _MOST_IN_BYTE) << shift
    return number, place + 1
