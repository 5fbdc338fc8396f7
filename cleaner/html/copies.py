"""Blocks that say once more what the page says already: the whole text in one piece, a part of it, a pull quote.

Of what a page shows twice, the first one stays, so that no word is lost.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise

from cleaner.document import Kind
from cleaner.html.facts import Fact, parent_of
from cleaner.html.marks import Mark
from cleaner.rulebook import Category

__all__ = ["drop_beginnings", "drop_copies", "drop_formulas", "drop_hidden", "drop_pull_quotes", "drop_repeats"]

_ODDS = 3.0

_LEAST_COPY = 150  # words
_PARTS = (3, 8)  # blocks, and words of one, that stand within another
_PARTS_SHARE = 0.6  # of the characters of that

_LEAST_PROSE = 2  # blocks of prose in a stretch that is repeated
_LEAST_WORDS = 40  # of it
_TIMES = 3  # that it stands there, at most
_BREAK = 6  # words of a block of its own that ends such a stretch

_LEAST_BEGINNING = 8  # words of a text that breaks off
_MOST_BEGINNINGS = 50  # looked for
_CUT_RE = re.compile(r"(?:\.\.\.|…)[\])]?$")

_HIDDEN = "html.navigation.hidden"
_LEAST_HIDDEN = 8  # words of what is hidden and shown elsewhere
_MOST_HIDDEN = 3  # such blocks

_MOST_PARTS = 10  # between which something is left out
_LEFT_OUT_RE = re.compile(r"[\[(]?(?:\.{3}|…)[\])]?")

_FORMULA = 3  # times that a page says what stands in boxes of one name
_FORMULA_SCORE = 0.3  # of a mark on them
_FORMULAS = frozenset((Category.UI, Category.PROMO, Category.LEGAL, Category.PAYWALL, Category.RELATED))

_QUOTED = (5, 60)  # words of a pull quote
_MOST_QUOTES = 50  # looked for
_MARGIN = "\"'“”„«»‘’‹›….–—-"


def drop_copies(facts: Sequence[Fact]) -> None:
    """Let blocks go that hold the text of many others, as where a page has its article once more in one piece."""
    text = [fact for fact in facts if fact.odds < 0]
    for whole in text:
        if whole.words >= _LEAST_COPY and whole.odds < 0:
            parts = [fact for fact in text if _PARTS[1] <= fact.words < whole.words and fact.key in whole.key]
            if len(parts) >= _PARTS[0] and sum(len(part.key) for part in parts) > _PARTS_SHARE * len(whole.key):
                whole.odds = _ODDS


def drop_repeats(facts: Sequence[Fact]) -> None:
    """Let stretches go that stand above word for word, as where a page is laid out for two sizes of screen at once.

    A refrain, the rows that two lists have in common and what entries of a list repeat stay: a stretch has to have
    prose in it, to be set in another element, and to stand there few times.
    """
    for stretch in _repeated([fact for fact in facts if fact.odds < 0]):
        is_long = sum(fact.words for fact in stretch) >= _LEAST_WORDS
        if is_long and sum(fact.prose > 0 for fact in stretch) >= _LEAST_PROSE:
            for fact in stretch:
                fact.odds = _ODDS


def _repeated(text: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Runs of blocks of a text that stand in another element above; a few words between them don't part them."""
    counts = Counter(fact.key for fact in text)
    seen: dict[str, Fact] = {}
    stretch: list[Fact] = []
    for fact in text:
        first = seen.setdefault(fact.key, fact)
        if parent_of(first) is not parent_of(fact) and counts[fact.key] <= _TIMES:
            stretch.append(fact)
        elif fact.words >= _BREAK:
            yield stretch
            stretch = []
    yield stretch


def drop_beginnings(facts: Sequence[Fact]) -> None:
    """Let go what breaks off and says how some paragraphs above begin, as buttons to share the article do.

    It is set in another element than these, so that a sentence that an author leaves open stays; and these are whole,
    so that what two entries of a list have in common does.
    """
    cut = (fact for fact in facts if fact.odds < 0 and fact.words >= _LEAST_BEGINNING and _CUT_RE.search(fact.key))
    beginnings = list(islice(cut, _MOST_BEGINNINGS))
    if not beginnings:
        return
    prose = [fact for fact in facts if fact.odds < 0 and fact.prose]
    starts = list(accumulate((len(fact.key) for fact in prose), initial=0))
    above = dict(zip(starts, prose, strict=False))
    whole = "".join(fact.key for fact in prose)
    for fact in beginnings:
        first = above.get(whole.find(_CUT_RE.sub("", fact.key)))
        is_whole = first is not None and not _CUT_RE.search(first.key)
        if (
            first is not None
            and is_whole
            and first.node.place < fact.node.place
            and parent_of(first) is not parent_of(fact)
        ):
            fact.odds = _ODDS


def drop_hidden(facts: Sequence[Fact]) -> None:
    """Let go what a page hides below its text that the text says word for word, as forms to send a page on do.

    It may leave something out in between or break off. A few such blocks go; more are a part of the page.
    """
    named = {id(fact) for fact in facts if any(mark.id == _HIDDEN for mark in fact.marks)}
    hidden = [fact for fact in facts if id(fact) in named and fact.odds < 0 and fact.words >= _LEAST_HIDDEN]
    prose = [fact for fact in facts if fact.odds < 0 and fact.prose and id(fact) not in named] if hidden else []
    hidden = [fact for fact in hidden if prose and fact.node.place > prose[-1].node.place]
    if not 0 < len(hidden) <= _MOST_HIDDEN:
        return
    shown = "\0".join(fact.key for fact in prose)
    for fact in hidden:
        parts = _LEFT_OUT_RE.split(fact.key)
        if len(parts) <= _MOST_PARTS and all(part in shown for part in parts):
            fact.odds = _ODDS


def drop_formulas(facts: Sequence[Fact]) -> None:
    """Let what a page says again and again in boxes of one name go everywhere if it goes in one of them.

    So it is with what stands in for posts and videos until a reader agrees to see them; names of speakers, rows of
    tables and items stay.
    """
    named: dict[tuple[str, tuple[Mark, ...]], list[Fact]] = defaultdict(list)
    for fact in facts:
        against = tuple(mark for mark in fact.marks if mark.against >= _FORMULA_SCORE)
        if fact.node.kind is Kind.PARAGRAPH and any(mark.category in _FORMULAS for mark in against):
            named[fact.key, against].append(fact)
    for same in named.values():
        if len(same) >= _FORMULA and any(fact.odds >= 0 for fact in same):
            for fact in same:
                fact.odds = max(fact.odds, _ODDS)


def drop_pull_quotes(facts: Sequence[Fact]) -> None:
    """Let quotations go that stand word for word in a longer paragraph; one that a colon announces stays."""
    prose = [fact.key for fact in facts if fact.odds < 0 and fact.prose]
    quotes = [
        fact
        for above, fact in pairwise(facts)
        if fact.odds < 0
        and fact.node.kind is Kind.QUOTE
        and _QUOTED[0] <= fact.words <= _QUOTED[1]
        and not above.node.text.endswith((":", "："))
    ]
    whole = "\0".join(prose) if quotes else ""
    for fact in quotes[:_MOST_QUOTES]:
        core = fact.key.strip(_MARGIN)
        if whole.count(core) > sum(key.strip(_MARGIN) == core for key in prose):
            fact.odds = _ODDS
