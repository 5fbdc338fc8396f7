"""Which blocks of a page are text of the article, in log-odds: below nought, a block is more likely text than not.

First by the evidence of the blocks (:mod:`cleaner.html.alone`, then :mod:`cleaner.html.together`), then by what sums
of evidence can't see. Where the evidence leaves much in doubt, an extractor is asked, and what it takes for the article
joins the evidence.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from cleaner.html.alone import Signs, set_odds_alone, signs_alone, signs_of_extractor
from cleaner.html.claims import Claims
from cleaner.html.copies import drop_beginnings, drop_copies, drop_formulas, drop_hidden, drop_pull_quotes, drop_repeats
from cleaner.html.deck import drop_openings, keep_openings
from cleaner.html.extractor import extracted_text, may_be_asked_about
from cleaner.html.facts import Fact
from cleaner.html.gaps import keep_gaps
from cleaner.html.others import (
    drop_comments,
    drop_excerpts,
    drop_heads,
    drop_second_articles,
    drop_teasers,
    drop_trails,
)
from cleaner.html.pointers import drop_linked_lists, drop_pointers, drop_shouted
from cleaner.html.together import set_odds_together

__all__ = ["doubt", "has_text", "judge", "lower", "side_with"]

_MOST_DOUBT = 0.25  # expected share of wrong words at which trafilatura is asked; fitted, see tests/benchmarks
_FRAGMENT_ODDS = -3.0  # a piece of HTML without a page around it has been cut out of one already
_HEADLINE_ODDS = 3.0
_KEPT_ODDS = 3.0
_LEAST_TAKEN = 0.25  # of the prose that the evidence takes for text
_LITTLE_LEFT, _MOST_LEFT = 0.5, 0.8  # of the words that an extractor takes
_STRONG = 0.9  # score of a mark that nearly decides alone
_LEAST_SIDED, _MOST_SIDED = 4, 1_000  # words of a block that counts, and of one without a sentence
_SIDED_ODDS = 2.0


def judge(facts: Sequence[Fact], html: str, claims: Claims, *, is_page: bool, is_over: Callable[[], bool]) -> None:
    """Set the odds of the blocks of a page.

    Args:
        facts: the blocks.
        html: the page.
        claims: what it says of itself.
        is_page: whether it is a whole page, and no piece of one.
        is_over: whether it is time to stop.
    """
    signs = signs_alone(facts, claims)
    _weigh(facts, signs)
    if is_page and doubt(facts) > _MOST_DOUBT and may_be_asked_about(facts) and not is_over():
        extracted = extracted_text(html, claims.url)
        if extracted and not _has_stumbled(facts, extracted):
            for found, sign in zip(signs, signs_of_extractor(facts, extracted), strict=True):
                found.append(sign)
            _weigh(facts, signs)
            side_with(facts, extracted)
    drop_copies(facts)
    drop_repeats(facts)
    drop_beginnings(facts)
    drop_hidden(facts)
    drop_formulas(facts)
    drop_second_articles(facts, claims)
    drop_comments(facts)
    drop_excerpts(facts, claims)
    drop_teasers(facts)
    drop_pull_quotes(facts)
    drop_trails(facts)
    drop_pointers(facts, claims)
    drop_shouted(facts, claims)
    drop_linked_lists(facts, claims)
    keep_openings(facts, claims)
    drop_openings(facts)
    keep_gaps(facts, claims)
    drop_heads(facts)
    _drop_headlines(facts)
    _keep_switched_off(facts)
    if not is_page:
        for fact in facts:
            fact.odds += _FRAGMENT_ODDS


def has_text(facts: Sequence[Fact]) -> bool:
    """Whether any block is taken for text of the article."""
    return any(fact.odds < 0 for fact in facts)


def lower(facts: Sequence[Fact]) -> None:
    """Make the likeliest blocks of a page text: in doubt, keep."""
    lift = min(fact.odds for fact in facts) + 1.0
    for fact in facts:
        fact.odds -= lift


def _weigh(facts: Sequence[Fact], signs: Sequence[Signs]) -> None:
    set_odds_alone(facts, signs)
    set_odds_together(facts, signs)


def doubt(facts: Sequence[Fact]) -> float:
    """Expected share of words that are judged wrongly, against those of the article."""
    wrong = text = 0.0
    for fact in facts:
        odds, weight = fact.odds, fact.words + 2
        ratio = math.exp(-abs(odds))
        less = ratio / (1 + ratio)  # chance of the unlikelier of the two
        wrong += weight * less
        text += weight * (less if odds > 0 else 1 - less)
    return wrong / max(20.0, text)


def _has_stumbled(facts: Sequence[Fact], extracted: str) -> bool:
    """Whether an extractor takes next to nothing of the prose that the evidence takes for text of the article.

    So it is where it passes over what is hidden until a script shows it, or over elements that it does not know.
    """
    prose = [fact for fact in facts if fact.odds < 0 and fact.prose]
    taken = sum(fact.prose for fact in prose if fact.key in extracted)
    return taken < _LEAST_TAKEN * sum(fact.prose for fact in prose)


def side_with(facts: Sequence[Fact], extracted: str) -> None:
    """Let more of what an extractor takes for the article stay where the evidence leaves less than half of it.

    Where it leaves less than most of it, more of the sentences stay: in doubt, keep. What a strong mark speaks against,
    such as comments, does not count, nor do a thousand words without a sentence.

    Args:
        facts: the blocks, judged with what the extractor says among the signs.
        extracted: the folded text that it took.
    """
    taken = [
        fact
        for fact in facts
        if fact.key in extracted
        and not any(mark.against >= _STRONG for mark in fact.marks)
        and (fact.prose or fact.words < _MOST_SIDED)
    ]
    long = [fact for fact in taken if fact.words >= _LEAST_SIDED]
    left, words = sum(fact.words for fact in long if fact.odds < 0), sum(fact.words for fact in long)
    if left < _MOST_LEFT * words:
        for fact in taken:
            if left < _LITTLE_LEFT * words or (fact.prose and fact.ends):
                fact.odds -= _SIDED_ODDS


def _keep_switched_off(facts: Sequence[Fact]) -> None:
    """Let blocks within the article stay whose strongest mark is of a category that is switched off."""
    kept = [index for index, fact in enumerate(facts) if fact.odds < 0]
    for fact in facts[kept[0] : kept[-1]] if kept else ():
        if fact.odds >= 0 and fact.marks and max(fact.marks, key=lambda mark: mark.score).is_off:
            fact.odds = -_KEPT_ODDS


def _drop_headlines(facts: Sequence[Fact]) -> None:
    """Let the headline of the page go where it stands above the text: it is the title, not a part of the text."""
    for fact in facts:
        if fact.odds < 0:
            if fact.around.look.tag != "h1":
                return
            fact.odds = _HEADLINE_ODDS
