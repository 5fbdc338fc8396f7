"""Where spaces are missing in a token."""

from __future__ import annotations

import re

from cleaner.repair.capitals import WORD_BEHIND_RE, cuts_at_capitals
from cleaner.repair.commonness import COMMON, KNOWN_NAME, SLIP, is_very_common
from cleaner.repair.lexicon import Lexicon, Split
from cleaner.repair.names import (
    LETTERS_AT_START,
    LETTERS_OF_NAME,
    SURE_AT_START,
    SURE_OF_NAME,
    SURE_OF_VERB,
    is_behind_name,
    is_reported,
    sure_behind_name,
)
from cleaner.repair.surroundings import Surroundings
from cleaner.repair.tokens import REACH, begins_sentence

__all__ = ["WITHIN_REACH", "cuts_of", "in_three"]

_SURE = 0.0  # score that the second of two cuts in a token must reach
_SURE_FIRST = -1.0  # the same for the first one
_SHARE_OF_FORM = 0.04  # of what looks like a form of a word; hardly a token in which three words ran together does
_SHORT = 2  # letters of a word that many names end in
_PAIR_ELSEWHERE = 2.0  # added where the document has the two words side by side
_TOKEN_ELSEWHERE = 1.5  # taken off for each other time that the document has the token
_MOST_ELSEWHERE = 3
WITHIN_REACH = _PAIR_ELSEWHERE
"""By how much the document may raise a score."""
_THREE_LETTERS = 7  # of a token in which three words may have run together


def cuts_of(text: str, match: re.Match[str], lexicon: Lexicon, surroundings: Surroundings) -> tuple[int, ...]:
    """Where spaces are missing in a token."""
    word = match.group()
    if not (word.islower() or word.istitle()):
        return cuts_at_capitals(text, match, lexicon, surroundings)
    alphabet = lexicon.alphabet
    token = alphabet.word(word)
    if token is None:
        return ()
    if word.istitle():
        return _title_cuts(text, match, token, lexicon, surroundings)
    split = lexicon.split(token)
    if split and split.score > -WITHIN_REACH and _in_document(token, split, surroundings) > 0:
        return () if _says_twice(text, match, split.cut) else (split.cut,)
    return _three_cuts(token, lexicon, surroundings)


def _says_twice(text: str, match: re.Match[str], cut: int) -> bool:
    """Whether a word of a split stands beside the token once more, as no writer would put it (``talde de``)."""
    word = match.group()
    behind = WORD_BEHIND_RE.match(text, match.end())
    if behind is not None and behind[1] == word[cut:]:
        return True
    return text.endswith((f" {word[:cut]} ", f"\n{word[:cut]} "), 0, match.start())


def _three_cuts(token: bytes, lexicon: Lexicon, surroundings: Surroundings) -> tuple[int, ...]:
    cuts = in_three(token, lexicon)
    return cuts if cuts and surroundings.count(token) <= 1 else ()


def _title_cuts(
    text: str, match: re.Match[str], token: bytes, lexicon: Lexicon, surroundings: Surroundings
) -> tuple[int, ...]:
    """The same in a token with a capital in front, which may be a name, for one that the lists don't know.

    A very common word may begin a sentence (``Inthe``), or a known word or name stand before a common word in lower
    case (``Courtruled``), or two long words begin a sentence.
    """
    if lexicon.log_probability(token) is not None:
        return ()
    begins = begins_sentence(text, match)
    split = lexicon.split(token)
    if split:
        first, second = token[: split.cut], token[split.cut :]
        score = _in_document(token, split, surroundings)
        if begins and is_very_common(first, lexicon) and score > SURE_OF_NAME:
            return (split.cut,)
        least = sure_behind_name(lexicon) if len(second) > _SHORT else SURE_OF_NAME
        if is_reported(first, second, lexicon):
            least = SURE_OF_VERB
        if score > least and is_behind_name(first, second, lexicon):
            after = WORD_BEHIND_RE.match(text, match.end())
            is_heading = after is not None and after[1][0].isupper() and lexicon.language != "de"
            return () if is_heading else (split.cut,)
        if begins and score > SURE_AT_START and _is_at_start(first, second, token, lexicon):
            return (split.cut,)
    return _three_cuts(token, lexicon, surroundings) if begins else ()


def _is_at_start(first: bytes, second: bytes, token: bytes, lexicon: Lexicon) -> bool:
    """Whether a token at the beginning of a sentence, which may be a name there, is two long words and like no other.

    English firms are called so.
    """
    if lexicon.language == "en" or min(len(first), len(second)) < LETTERS_OF_NAME or len(token) < LETTERS_AT_START:
        return False
    if min(lexicon.log_probability(word) or SLIP for word in (first, second)) < KNOWN_NAME:
        return False
    return lexicon.neighbour(token) is None and lexicon.paradigms.share(token) < _SHARE_OF_FORM


def _in_document(token: bytes, split: Split, surroundings: Surroundings) -> float:
    """The score of a split after a look at the rest of the document."""
    others = min(surroundings.count(token) - 1, _MOST_ELSEWHERE)
    score = split.score - _TOKEN_ELSEWHERE * max(0, others)
    if surroundings.has_pair(token[: split.cut], token[split.cut :]):
        score += _PAIR_ELSEWHERE
    return score


def in_three(token: bytes, lexicon: Lexicon) -> tuple[int, int] | None:
    """The two cuts that make three words of a token that is no word, all common and both cuts sure.

    The first two are not a prefix of the language, and the token is no slip for another word and no form of one.
    """
    if not _THREE_LETTERS <= len(token) <= REACH or lexicon.log_probability(token) is not None:
        return None
    if token in lexicon.listed:
        return None
    best: tuple[float, tuple[int, int]] | None = None
    for cut in range(1, len(token) - 3):
        first = lexicon.log_probability(token[:cut])
        if first is None or first < COMMON or (cut == 1 and not lexicon.is_single(token[:1])):
            continue
        rest = token[cut:]
        split = lexicon.split(rest)
        if split is None or split.score < _SURE:
            continue
        second = lexicon.split(token[: cut + split.cut])
        if second is None or second.cut != cut or second.score < _SURE_FIRST:
            continue
        score = split.score + second.score
        if (best is None or score > best[0]) and not lexicon.begins_words(token[: cut + split.cut]):
            best = (score, (cut, cut + split.cut))
    is_word = best and (lexicon.neighbour(token) is not None or lexicon.paradigms.share(token) > _SHARE_OF_FORM)
    return best[1] if best and not is_word else None
