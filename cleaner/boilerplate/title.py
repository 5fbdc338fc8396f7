"""Title and deck at the top of a plain text, and the lines that say the title again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.document import Block, Kind
from cleaner.prose import ends_sentence, is_prose, word_count

__all__ = ["find_title", "is_same_title"]

_TITLE_WORDS = (3, 30)
_DECK_WORDS = (5, 45)
_TOP = 8  # blocks among which title and deck are looked for
_BODY = 12  # blocks below in which the words of a title are looked for
_ECHO = 1 / 3  # share of a title's words that come again below: every true one of 40 in news pages has more
_ASKING_WORDS = 14  # of a title that ends as a sentence does
_ASKING_ECHO = 1 / 2  # the share for such a title
_DECK_ECHO = 2  # words that a deck shares with its title
_SAME = 0.8  # share of words that two forms of one title have in common (Jaccard)

_NO_TITLE_RE = re.compile(r"\s*[-–—*•·▪◦>»|]|.*[:：,;…]\s*\Z", re.DOTALL)
_WORD_RE = re.compile(r"\w{4,}")
_PAIR_RE = re.compile("(?=([\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{2}))")
_ASKS_RE = re.compile(r"""[?!？！؟]["'”’»›)\]]*\s*\Z""")


def words_of(text: str) -> set[str]:
    """The words of some length, without their endings, so that inflected forms are the same word.

    In scripts without spaces between words, all pairs of characters stand for them.
    """
    pairs = set() if text.isascii() else set(_PAIR_RE.findall(text))
    return pairs or {word[:6] for word in _WORD_RE.findall(text.casefold())}


def find_title(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with title and deck marked, where the first lines can be nothing else.

    A title is a first line of 3 to 30 words without a full stop, in large or caseless letters, a third of whose words
    come again below. A deck is a second line without sentence end that shares words with the title. Prose must follow
    within the next three blocks, captions aside; a block of prose is never either.
    """
    places = [index for index, block in enumerate(blocks[:_TOP]) if block.kind is not Kind.CAPTION]
    if not places or not _may_be_title(blocks[places[0]]):
        return list(blocks)
    marked = list(blocks)
    title = words_of(blocks[places[0]].text)
    deck = len(places) > 1 and _is_deck(blocks[places[1]], title)
    follows = places[1 + deck : 4 + deck]
    asks = _ASKS_RE.search(blocks[places[0]].text) is not None
    if not any(is_prose(blocks[index].text) for index in follows) or _echo(title, blocks[places[0] + 1 :]) < (
        _ASKING_ECHO if asks else _ECHO
    ):
        return marked
    marked[places[0]] = blocks[places[0]].with_kind(Kind.TITLE)
    if deck:
        marked[places[1]] = blocks[places[1]].with_kind(Kind.DECK)
    return marked


def _may_be_title(block: Block) -> bool:
    text = block.text
    least, most = _TITLE_WORDS
    return (
        block.kind is Kind.PARAGRAPH
        and least <= word_count(text) <= most
        and not _NO_TITLE_RE.match(text)
        and not next((letter for letter in text if letter.isalpha()), "A").islower()
        and (not ends_sentence(text) or (_ASKS_RE.search(text) is not None and word_count(text) <= _ASKING_WORDS))
    )


def _is_deck(block: Block, title: set[str]) -> bool:
    least, most = _DECK_WORDS
    return (
        block.kind is Kind.PARAGRAPH
        and least <= word_count(block.text) <= most
        and not ends_sentence(block.text)
        and not _NO_TITLE_RE.match(block.text)
        and _DECK_ECHO <= len(title & words_of(block.text)) < _SAME * len(title)
    )


def _echo(title: set[str], below: Sequence[Block]) -> float:
    """The share of a title's words that come again in the blocks below."""
    found = words_of(" ".join(block.text[:2_000] for block in below[:_BODY]))
    return len(title & found) / max(1, len(title))


def is_same_title(words: set[str], text: str) -> bool:
    """Whether a line says the title with these words again, perhaps with the name of the outlet behind it."""
    others = words_of(text)
    return len(words & others) >= max(2, _SAME * len(words | others))
