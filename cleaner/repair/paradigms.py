"""Whether a token is a form of a word whose other forms are known, by the endings that words of the language take.

The lists lack most forms of rare words. But words that end alike take the same other endings, too: where
``rainily`` stands beside ``rainy``, ``easily`` beside ``easy`` and ``happily`` beside ``happy``, ``windily`` is likely
a word as soon as ``windy`` is one. Two words that ran together end like another form by chance only.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nlargest
from itertools import islice

from cleaner.repair.wordlist import Frequencies, WordList

__all__ = ["Paradigms"]

_STEM = 4  # letters, at least
_ENDING = 7  # letters, at most
_FORMS = 20  # of a token that are looked at
_PLAIN = 0.5
_STEMS, _SEARCHED = 60, 400  # words by which two endings are compared, and from how many they are chosen
_DOUBT = 10  # added to their number, so that a few show little
_REMEMBERED = 20_000  # pairs of endings: 3 MB
_REMEMBERED_STEMS = 1_000  # endings with their words: 6 MB


class Paradigms:
    """The endings of the words of a language.

    >>> words = [(-300, word + end) for word in (b"rain", b"clear", b"jump") for end in (b"s", b"ed", b"ing")]
    >>> known = Frequencies([*words, (-400, b"lands"), (-400, b"landed")])
    >>> paradigms = Paradigms(known, known.reversed(), WordList())
    >>> paradigms.share(b"landing") > 0.2, paradigms.share(b"landsea")
    (True, 0.0)
    """

    def __init__(self, frequencies: Frequencies, backwards: WordList, listed: WordList) -> None:
        """Take the words, the same from their last letter to their first, and words that exist, however rare."""
        self._frequencies, self._backwards, self._listed = frequencies, backwards, listed
        self._stems: dict[bytes, list[bytes]] = {}
        self._shares: dict[tuple[bytes, bytes], float] = {}

    def without(self, listed: WordList) -> Paradigms:
        """The same with other words that exist, however rare."""
        return Paradigms(self._frequencies, self._backwards, listed)

    def share(self, token: bytes) -> float:
        """The largest share of words with an ending of another form of the token that take the token's ending, too.

        The forms that have most in common with it are looked at, and no more once it is plain that it is one.
        """
        best = 0.0
        for cut, other in islice(self._others(token), _FORMS):
            best = max(best, self._share(token[cut:], other))
            if best > _PLAIN:
                break
        return best

    def _others(self, token: bytes) -> Iterator[tuple[int, bytes]]:
        """Where stems of a token end, and what endings known words have there that begin unlike the token's own."""
        for cut in range(len(token) - 1, max(_STEM, len(token) - _ENDING) - 1, -1):
            forms = (
                form
                for words in (self._frequencies, self._listed)
                for form in islice(words.iterate(token[:cut]), _FORMS)
            )
            yield from (
                (cut, form[cut:])
                for form in dict.fromkeys(forms)
                if 0 < len(form) - cut <= _ENDING and form[cut] != token[cut]
            )

    def _share(self, ending: bytes, other: bytes) -> float:
        share = self._shares.get((ending, other))
        if share is None:
            stems = self._stems_with(other)
            known = sum(stem + ending in self._frequencies or stem + ending in self._listed for stem in stems)
            if len(self._shares) >= _REMEMBERED:
                self._shares.clear()
            share = self._shares[ending, other] = known / (len(stems) + _DOUBT)
        return share

    def _stems_with(self, ending: bytes) -> list[bytes]:
        """What common words with an ending have in front of it."""
        stems = self._stems.get(ending)
        if stems is None:
            found = self._backwards.beginning(ending[::-1])
            words = [word[::-1] for word in found[:: 1 + len(found) // _SEARCHED]]
            words = [word for word in words if len(word) - len(ending) >= _STEM]
            common = nlargest(_STEMS, words, lambda word: self._frequencies.get(word) or 0)
            if len(self._stems) >= _REMEMBERED_STEMS:
                self._stems.clear()
            stems = self._stems[ending] = [word[: len(word) - len(ending)] for word in common]
        return stems
