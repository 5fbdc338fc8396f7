"""What points to other articles of the site between the paragraphs of a text, by its links and its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from cleaner.document import Kind
from cleaner.html.claims import Claims
from cleaner.html.facts import Fact, Look, parent_of
from cleaner.html.links import host, stay_on
from cleaner.html.others import is_named_related

__all__ = ["drop_linked_lists", "drop_pointers", "drop_shouted"]

_ODDS = 3.0
_LEAST_POINTERS = 2  # with the same label
_LABEL_WORDS = 8
_LINKED_WORDS = 5  # of the headline behind it
_LINKED = 0.8  # share of links in a headline that leads to another page
_WHOLE = 0.95  # share of links in one that is a link as a whole
_MOST_BARE = 0.2  # of them without a label, for a paragraph of the text; in a list of pages each has its headline

_SHOUTED_RE = re.compile(r"(?=[^:：]*[^\W\d_]{2})[^:：]{2,40}[:：]")
_SHOUTED_WORDS = 3  # of a headline behind a label in capital letters
_MOST_SHOUTED = 2  # lines between two paragraphs; more of them are a list of the text

_LEAST_LISTED, _MOST_LISTED = 2, 4  # headlines in a list between two paragraphs
_NAMED_WORDS = 3  # of one in a list that is called related


def drop_pointers(facts: Sequence[Fact], claims: Claims) -> None:
    """Let go what points to other articles of the site between paragraphs: the same few words each time, and a link.

    So does what is a link in square brackets as a whole, and so do some headlines made alike that are links as a whole.
    What such a label says is not asked, so that it may be in any language. Sentences, items of lists and lines that
    stand by themselves under a heading, as the winners of prizes do, stay.
    """
    site = host(claims.url or "")
    labelled: dict[tuple[str, Look], list[Fact]] = defaultdict(list)
    bare: dict[Look, list[Fact]] = defaultdict(list)
    pointers: list[Fact] = []
    for above, fact, below in zip(facts, facts[1:], facts[2:], strict=False):
        if fact.odds < 0 and above.odds < 0 and above.prose and below.odds < 0 and below.prose:
            label = _label(fact)
            if label and _is_inner(fact.node.style.targets, site):
                labelled[label, fact.around.look].append(fact)
            elif _is_bracketed(fact) and _is_inner(fact.node.style.targets, site):
                pointers.append(fact)
            elif _is_bare(fact) and _is_inner(fact.node.style.targets, site):
                bare[fact.around.look].append(fact)
    for alike in labelled.values():
        if len(alike) >= _LEAST_POINTERS:
            pointers += alike
    paragraphs = sum(fact.odds < 0 and fact.prose > 0 for fact in facts)
    for alike in bare.values():
        if _LEAST_POINTERS <= len(alike) <= _MOST_BARE * paragraphs:
            pointers += alike
    for fact in pointers:
        fact.odds = _ODDS


def _is_bare(fact: Fact) -> bool:
    """Whether a paragraph is a headline that is linked, and nothing else."""
    text, style = fact.node.text, fact.node.style
    is_linked = style.ends_in_link and fact.density >= _WHOLE and len(style.targets) == 1
    is_headline = fact.words >= _LINKED_WORDS and not fact.ends and not text.endswith((":", "："))
    return is_linked and is_headline and fact.node.kind is Kind.PARAGRAPH


def _is_inner(targets: Sequence[str], site: str) -> bool:
    """Whether links stay on the site; where its host is not known, only those without a host do."""
    return stay_on(site, targets) if site else not any(map(host, targets))


def _is_bracketed(fact: Fact) -> bool:
    """Whether a block is a headline in square brackets that is linked."""
    text, is_linked = fact.node.text, fact.density >= _LINKED and len(fact.node.style.targets) == 1
    return is_linked and text.startswith("[") and text.endswith("]") and fact.words >= _LINKED_WORDS


def _label(fact: Fact) -> str:
    """The words before a headline that is linked, at the end of a block that is no sentence; empty if it is none."""
    text, style = fact.node.text, fact.node.style
    if not style.ends_in_link or fact.ends or fact.node.kind is not Kind.PARAGRAPH or len(style.targets) != 1:
        return ""
    label = text[: len(text) - style.links].strip()
    is_label = 0 < len(label.split()) <= _LABEL_WORDS
    return label if is_label and fact.words >= len(label.split()) + _LINKED_WORDS else ""


def drop_shouted(facts: Sequence[Fact], claims: Claims) -> None:
    """Let labels in capital letters go with the headlines of the site behind them, where they part a text twice.

    The labels may be others each time. A list of such lines is one of the text: of prizes and who won them.
    """
    site = host(claims.url or "")
    runs: dict[Look, list[list[Fact]]] = defaultdict(list)
    for run in _between(facts, lambda fact: _is_shouted(fact) and _is_inner(fact.node.style.targets, site)):
        if len(run) <= _MOST_SHOUTED:
            runs[run[0].around.look].append(run)
    for alike in runs.values():
        for fact in (fact for run in alike for fact in run) if len(alike) > 1 else ():
            fact.odds = _ODDS


def _is_shouted(fact: Fact) -> bool:
    """Whether a paragraph is a label in capital letters with a colon, and a headline that is linked."""
    text, style = fact.node.text, fact.node.style
    if not style.ends_in_link or fact.ends or fact.node.kind is not Kind.PARAGRAPH or len(style.targets) != 1:
        return False
    label = text[: len(text) - style.links].strip()
    is_label = _SHOUTED_RE.fullmatch(label) is not None and label == label.upper() != label.lower()
    return is_label and fact.words >= len(label.split()) + _SHOUTED_WORDS


def drop_linked_lists(facts: Sequence[Fact], claims: Claims) -> None:
    """Let short lists of other articles of the site go that stand between paragraphs without being announced.

    Each item is a headline that is a link as a whole. So go, anywhere, items that are links in what is called related.
    """
    site = host(claims.url or "")
    for fact in facts:
        if fact.odds < 0 and _is_listed(fact, site, _NAMED_WORDS) and is_named_related(fact):
            fact.odds = _ODDS
    for run in _between(facts, lambda fact: _is_listed(fact, site, _LINKED_WORDS)):
        if _LEAST_LISTED <= len(run) <= _MOST_LISTED and len({parent_of(fact) for fact in run}) == 1:
            for fact in run:
                fact.odds = _ODDS


def _is_listed(fact: Fact, site: str, words: int) -> bool:
    """Whether an item is a link to another page of the site as a whole, and no sentence."""
    targets = fact.node.style.targets
    is_linked = fact.density >= _WHOLE and len(targets) == 1 and not targets[0].startswith("#")
    is_headline = fact.node.kind is Kind.ITEM and fact.words >= words and not fact.ends
    return is_linked and is_headline and _is_inner(targets, site)


def _between(facts: Sequence[Fact], is_one: Callable[[Fact], bool]) -> Iterator[list[Fact]]:
    """Runs of blocks of a kind between two paragraphs of the text, the first of which announces nothing."""
    above: Fact | None = None
    run: list[Fact] = []
    for fact in facts:
        if fact.odds >= 0:
            continue
        if above is not None and is_one(fact):
            run.append(fact)
            continue
        if run and fact.prose:
            yield run
        above, run = (fact if fact.prose and fact.ends else None), []
