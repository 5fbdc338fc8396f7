"""Blocks and the rule book → findings: which rules speak about which block."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate

from cleaner.boilerplate.manner import is_report, is_voice, speaks, without_manner
from cleaner.boilerplate.neighbours import DECISIVE, removing
from cleaner.boilerplate.place import Place, site_of, zone_of
from cleaner.boilerplate.signs import signs_of
from cleaner.boilerplate.title import TOP, echo, find_title, is_named, is_same_title, words_of
from cleaner.boilerplate.verdicts import decide
from cleaner.document import Block, Finding, Kind
from cleaner.prose import ends_sentence, first_sentence, is_prose, word_count
from cleaner.rulebook import Action, Asked, Category, Rule, RuleBook, Sign, Takes, Zone
from cleaner.rulebook.model import REMOVING

__all__ = ["Place", "Searched", "find"]

Searched = dict[tuple[str | None, Asked], dict[str, tuple[Finding, ...]]]
"""What is found in each line, as far as it was searched; by language, and which rules."""

_NONE: frozenset[Sign] = frozenset()
_ASKS_RE = re.compile(r"[?？؟]\W*\Z")
_LITTLE = 0.1  # score of a form that few captions have
_OWN_ECHO = 1 / 2  # share of the words of a title behind a label that come again below
_ARTICLE = 4  # paragraphs above the comments that make an article


def find(
    blocks: Sequence[Block],
    book: RuleBook,
    place: Place,
    searched: Searched | None = None,
    *,
    titles: bool = False,
) -> list[tuple[Finding, ...]]:
    """For each block, the rules that speak about it. What protects is looked for only if something acts.

    Args:
        blocks: all blocks of the document.
        book: the rules.
        place: where the document is from.
        searched: filled, so that another reading of the same document needs not search again.
        titles: whether to look for a title at its top, which may stand there again.
    """
    searched = {} if searched is None else searched
    matches, reports = _matches(blocks, book, place, searched)
    end = _comments(blocks, matches)
    findings = [
        _met(found, block, index, (len(blocks), end), place, _NONE) if found else ()
        for index, (block, found) in enumerate(zip(blocks, matches, strict=True))
    ]
    if book.signs or book.structural:
        gone = [
            _goes(block, found) if found else block.kind is Kind.CAPTION
            for block, found in zip(blocks, findings, strict=True)
        ]
        for index in _behind(blocks):
            gone[index] = gone[index] and not _is_doubtful(blocks[index], findings[index])
        title, bylines = _title(blocks, gone, place.slug if titles else None), _bylines(blocks, findings, gone)
        if title is None and titles and (labelled := _labelled_title(blocks, findings, gone)) is not None:
            title, gone[labelled], matches[labelled], findings[labelled] = labelled, False, [], ()
        if title and gone[0] and _is_doubtful(blocks[0], findings[0]):
            # A bar and names make it look like a caption, but it may be the title, with the outlet behind.
            gone[0] = not is_same_title(words_of(blocks[title].text), blocks[0].text)
        weights = [_weight(found) if found else 0.0 for found in findings]
        captions = {
            index: score
            for index, found in enumerate(findings)
            if gone[index] and (score := _as_caption(blocks[index], found))
        }
        site = site_of(place.host)
        addressed = title if title is not None and is_named(blocks[title].text, place.slug) else None
        voices = [index for index, found in enumerate(findings) if any(map(speaks, found))] if reports else None
        signs: Mapping[int, frozenset[Sign]] = {}
        if book.signs:
            signs = signs_of(blocks, gone, title, site, bylines, weights, captions, end, voices, addressed)
        structural = [Finding(rule) for rule in book.structural]
        unsigned = any(finding.rule.where.sign is None for finding in structural)
        asked = range(len(blocks)) if unsigned else list(signs)
        protecting = _search([blocks[index].trail.text for index in asked], book, place, searched, Asked.PROTECTING)
        for index, found in zip(asked, protecting, strict=True):
            is_said = Sign.SAID_BEFORE in signs.get(index, _NONE)  # it stays above: nothing is to be protected
            speaking = structural if is_said else [*(matches[index] or found), *structural]
            findings[index] = _met(speaking, blocks[index], index, (len(blocks), end), place, signs.get(index, _NONE))
    return [
        (*found, *block.findings) if block.findings else found for block, found in zip(blocks, findings, strict=True)
    ]


def _matches(
    blocks: Sequence[Block], book: RuleBook, place: Place, searched: Searched
) -> tuple[list[list[Finding]], bool]:
    """The rules that speak about each block by what it says, and whether all reads as a report.

    Those that protect are asked only about blocks that another rule speaks about, or that a block above may take.
    """
    texts = [block.trail.text for block in blocks]
    found = _search(texts, book, place, searched)
    reports = is_report(texts, found)
    acting = _with_own_voice(texts, without_manner(found, reports), book, place, searched)
    reaching = (index for index, acts in enumerate(acting) if acts and any(map(_reaches, acts)))
    first = next(reaching, len(blocks))
    asked = [index for index, acts in enumerate(acting) if acts or index > first]
    protecting = _search([texts[index] for index in asked], book, place, searched, Asked.PROTECTING)
    matches: list[list[Finding]] = [[] for _ in blocks]
    for index, protects in zip(asked, protecting, strict=True):
        matches[index] = [*acting[index], *protects]
    return matches, reports


def _with_own_voice(
    texts: Sequence[str], acting: Sequence[Sequence[Finding]], book: RuleBook, place: Place, searched: Searched
) -> Sequence[Sequence[Finding]]:
    """The findings without weak ones in the outlet's voice in paragraphs that begin in the article's own.

    A plug behind a sentence of the article takes that along; so the first sentence must show such a sign itself, or
    ask.
    """
    firsts = {
        index: first
        for index, found in enumerate(acting)
        if len(found) > 1
        and sum(_is_weak(finding.rule) for finding in found) > 1
        and (first := first_sentence(texts[index])) != texts[index].strip()
    }
    if not firsts:
        return acting
    voices = _search(list(firsts.values()), book, place, searched)
    plain = {
        index
        for (index, first), voice in zip(firsts.items(), voices, strict=True)
        if not removing(voice) and not _ASKS_RE.search(first)
    }
    return [
        [finding for finding in found if not _is_weak(finding.rule)] if index in plain else found
        for index, found in enumerate(acting)
    ]


def _is_weak(rule: Rule) -> bool:
    """Whether a rule hears the outlet speak for its own sake, and removes a line together with others only."""
    return rule.action in REMOVING and (is_voice(rule) or (rule.category is Category.PROMO and rule.score < DECISIVE))


def _reaches(finding: Finding) -> bool:
    """Whether a rule may take blocks below the one it speaks about."""
    return finding.rule.takes in (Takes.NEXT, Takes.RUN) or finding.rule.action is Action.CUT


def _search(
    texts: Sequence[str], book: RuleBook, place: Place, searched: Searched, asked: Asked = Asked.ACTING
) -> list[tuple[Finding, ...]]:
    """The rules of those asked about whose patterns occur in each text."""
    known = searched.setdefault((place.language, asked), {})
    unknown = [text for text in dict.fromkeys(texts) if text not in known]
    if unknown:
        found = book.search_all(book.lines(unknown), place.language, asked)
        for text, matches in zip(unknown, found, strict=True):
            known[text] = tuple([Finding(*match) for match in matches]) if matches else ()
    return [known[text] for text in texts]


def _goes(block: Block, found: Sequence[Finding]) -> bool:
    """Whether a block that rules speak about is no text of the article by what it says alone."""
    if any(finding.rule.action is Action.CAPTION for finding in found):
        return True
    return not decide(block, found).is_kept


def _as_caption(block: Block, found: Sequence[Finding]) -> float:
    """How much speaks for a caption, one that is more than a credit."""
    if block.kind is Kind.CAPTION:
        return DECISIVE
    rules = (finding.rule for finding in found if finding.rule.action is Action.CAPTION)
    return sum(rule.score for rule in rules if rule.category is not Category.CREDIT)


def _behind(blocks: Sequence[Block]) -> range:
    """The lines behind the last paragraph."""
    last = next((index for index in range(len(blocks) - 1, -1, -1) if is_prose(blocks[index].text)), len(blocks))
    return range(last + 1, len(blocks))


def _is_doubtful(block: Block, found: Sequence[Finding]) -> bool:
    """Whether all that decides against a line is that it is set as few captions are: it may sign the text."""
    captions = [finding.rule.score for finding in found if finding.rule.action is Action.CAPTION]
    return 0 < sum(captions) <= _LITTLE and decide(block, found).is_kept


def _bylines(blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], gone: Sequence[bool]) -> list[str]:
    """The lines that name authors or dates, as far as they go."""
    return [
        block.text
        for block, found, is_gone in zip(blocks, findings, gone, strict=True)
        if is_gone and any(finding.rule.category is Category.BYLINE for finding in found)
    ]


def _weight(found: Sequence[Finding]) -> float:
    """The sum of the scores of the weak signs of the outlet's voice."""
    return sum(finding.rule.score for finding in found if _is_weak(finding.rule))


def _title(blocks: Sequence[Block], gone: Sequence[bool], slug: tuple[str, ...] | None) -> int | None:
    """Index of the title among the blocks; without a slug, be it empty, only one that is marked already."""
    for index, block in enumerate(blocks):
        if block.kind is Kind.TITLE:
            return index
    if slug is None:
        return None
    places = [index for index, is_gone in enumerate(gone) if not is_gone and blocks[index].text][:40]
    marked = find_title([blocks[index] for index in places], slug=slug)
    return next((index for index, block in zip(places, marked, strict=True) if block.kind is Kind.TITLE), None)


def _labelled_title(blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], gone: Sequence[bool]) -> int | None:
    """Index of a line at the top that only its label, as "Watch:", makes a pointer, though it says what the text says.

    Half of its words must come again, as those of headlines of other articles seldom do.
    """
    for index, block in enumerate(blocks[:TOP]):
        if is_prose(block.text):
            break
        if not gone[index]:
            continue
        deciding = [rule for rule in removing(findings[index]) if rule.score >= DECISIVE]
        if not deciding or any(rule.category is not Category.RELATED for rule in deciding):
            continue
        others = [other for other in blocks[index + 1 :] if other.text != block.text]
        is_echoed = echo(words_of(block.text), others) >= _OWN_ECHO
        if is_echoed and find_title([block, *others])[0].kind is Kind.TITLE:
            return index
    return None


def _comments(blocks: Sequence[Block], matches: Sequence[Sequence[Finding]]) -> int | None:
    """Index of the head of the readers' comments below the article, which ends there, if there is one.

    Where most of what stands below is paragraphs, the head may be a button within the article.
    """
    heads = [
        index
        for index, (block, found) in enumerate(zip(blocks, matches, strict=True))
        if any(_heads_comments(finding.rule, block) for finding in found)
    ]
    if not heads:
        return None
    paragraphs = list(accumulate((is_prose(block.text) for block in blocks), initial=0))  # above each block
    return next(
        (
            head
            for head in heads
            if paragraphs[head] >= _ARTICLE and 2 * (paragraphs[-1] - paragraphs[head]) < len(blocks) - head
        ),
        None,
    )


def _heads_comments(rule: Rule, block: Block) -> bool:
    return rule.takes is Takes.THREAD and word_count(block.text) <= rule.where.max_words


def _met(
    found: Sequence[Finding],
    block: Block,
    index: int,
    ends: tuple[int, int | None],
    place: Place,
    signs: frozenset[Sign],
) -> tuple[Finding, ...]:
    if not found:
        return ()
    words, zones = word_count(block.trail.text), zone_of(index, *ends)
    return tuple(
        [
            finding
            for finding in found
            if _is_met(finding.rule, block, words, zones, signs)
            and (not finding.rule.host or _applies(finding.rule, place))
        ]
    )


def _applies(rule: Rule, place: Place) -> bool:
    """Whether a rule for the articles of one site is for those from here."""
    return place.host is not None and f".{place.host}".endswith(f".{rule.host}")


def _is_met(rule: Rule, block: Block, words: int, zones: Sequence[Zone], signs: frozenset[Sign]) -> bool:
    where = rule.where
    return (
        (where.sign is None or where.sign in signs)
        and not (Sign.TAIL_LINE in signs and is_voice(rule))  # what is like a headline is judged by its place alone
        and where.min_words <= words <= where.max_words
        and where.zone in zones
        and block.link_density >= where.min_link_density
        and (where.ends_sentence is None or where.ends_sentence == ends_sentence(block.text))
    )
