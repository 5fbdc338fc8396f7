"""HTML → blocks and metadata.

The page is parsed once and walked once. Each of its blocks is judged by evidence (:mod:`cleaner.html.judge`);
only where that leaves much in doubt, trafilatura is asked as well, and what it takes for the article joins the
evidence. Image captions are read off the same tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cleaner.document import Block, Kind
from cleaner.html.captions import with_captions
from cleaner.html.chosen import pieces_of
from cleaner.html.claims import Claims, read_claims
from cleaner.html.deck import deck_of
from cleaner.html.facts import Fact, folded
from cleaner.html.headline import headline_of
from cleaner.html.judge import has_text, judge, lower
from cleaner.html.marks import MarkBook
from cleaner.html.pieces import Piece
from cleaner.html.standing import gather
from cleaner.html.stated import STATE_WARNING, STATED_WARNING, stated_text
from cleaner.html.tree import load_page, unfold_noscript
from cleaner.html.walk import Walk, walk
from cleaner.ledger import Trail
from cleaner.rulebook import Category

__all__ = ["PAYWALL_WARNING", "STATED_WARNING", "STATE_WARNING", "UNSURE_WARNING", "Page", "read_page"]

SEPARATOR = "\n\n"
UNSURE_WARNING = "main text uncertain"
PAYWALL_WARNING = "paywalled, by what the page says: its text may be cut"
CUT_WARNING = "time limit reached: only the beginning of the page was read"
CAPTIONS_WARNING = "captions not read: nested too deep"

_BYLINE = 20  # words
_BULLETS = ("•", "●", "▪", "■", "‣", "◦")
_PAGE_RE = re.compile(r"<(?:html|head|body|frameset|!doctype)\b", re.IGNORECASE)
_TOP = 5000  # characters of a page in which such a tag stands


@dataclass(frozen=True, slots=True)
class Page:
    """What was read off a page.

    Attributes:
        source: the texts of the blocks joined by blank lines.
        blocks: stretches of it; title first, if the page names one.
        metadata: what the page says about itself.
        language: ISO 639-1 code that the page declares.
        url: the canonical address.
        warnings: what a person should know.
        bylines: lines above the text that its marks call so.
    """

    source: str
    blocks: tuple[Block, ...]
    metadata: Mapping[str, str]
    language: str | None = None
    url: str | None = None
    warnings: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()


def read_page(
    html: str,
    marks: MarkBook,
    url: str | None = None,
    *,
    alt_text: bool = False,
    deck_apart: bool = False,
    is_over: Callable[[], bool] = lambda: False,
) -> Page | None:
    """The main text of a page, its captions and metadata; None if there is no text in it.

    Nothing is fetched.

    Args:
        html: the page, or a piece of one.
        marks: the selectors to go by.
        url: where it is from.
        alt_text: whether an image without a caption has its alternative text for one.
        deck_apart: whether the deck is a block of its own kind behind the title; else it is text like other text,
            unless it is not taken for text.
        is_over: whether it is time to stop; then there is what was read so far.
    """
    tree = load_page(html)
    if tree is None:
        return None
    claims = read_claims(tree, url)
    seen, facts = _judged(tree, html, claims, marks, is_over)
    if not has_text(facts) and unfold_noscript(tree):
        seen, facts = _judged(tree, html, claims, marks, is_over)
    warnings = [PAYWALL_WARNING] if claims.is_free is False else []
    stated = stated_text(facts, claims, tree, lambda piece: _lines(piece, marks, is_over))
    if stated is not None:
        return _page([*_title(facts, claims), *map(Piece, stated.lines)], claims, [*warnings, stated.warning])
    if not facts:
        return None
    if not has_text(facts):
        warnings.append(UNSURE_WARNING)
        lower(facts)
    deck = deck_of(facts, claims, marks.of)
    if deck is not None and deck.odds < 0 and not deck_apart:
        deck = None
    pieces = list(pieces_of(facts, deck))
    if not seen.is_whole:
        warnings.append(CUT_WARNING)
    try:
        pieces = with_captions(pieces, seen, claims.things, alt_text=alt_text, is_over=is_over)
    except RecursionError:
        warnings.append(CAPTIONS_WARNING)
    head = [*_title(facts, claims), *_deck(deck, facts)]
    said = {folded(piece.text) for piece in head}
    pieces = [piece for piece in pieces if piece.kind is not Kind.CAPTION or folded(piece.text) not in said]
    return replace(_page([*head, *pieces], claims, warnings), bylines=tuple(_bylines(facts)))


def _judged(
    tree: Any, html: str, claims: Claims, marks: MarkBook, is_over: Callable[[], bool]
) -> tuple[Walk, list[Fact]]:
    """What was seen of a page, and its blocks with their odds."""
    seen = walk(tree, marks.of, is_over)
    facts = gather(seen.nodes, seen.marked)
    judge(facts, html, claims, is_page=_PAGE_RE.search(html[:_TOP]) is not None, is_over=is_over)
    return seen, facts


def _lines(piece: str, marks: MarkBook, is_over: Callable[[], bool]) -> list[str]:
    """The blocks of a piece of HTML that are text of the article."""
    tree = load_page(piece)
    if tree is None:
        return []
    _, facts = _judged(tree, piece, Claims(), marks, is_over)
    return [fact.node.text for fact in facts if fact.odds < 0]


def _title(facts: Sequence[Fact], claims: Claims) -> Iterator[Piece]:
    title = headline_of(facts, claims)
    if title:
        yield Piece(title, Kind.TITLE)


def _deck(deck: Fact | None, facts: Sequence[Fact]) -> Iterator[Piece]:
    """The deck; if it is the first of several points in one element, with the others, which are no text either."""
    if deck is None:
        return
    points = [
        fact.node.text
        for fact in facts
        if fact.node.element is deck.node.element and (fact is deck or (fact.odds >= 0 and _is_point(fact.node.text)))
    ]
    text = " ".join(points) if _is_point(deck.node.text) else deck.node.text
    yield Piece(text, Kind.DECK, round(deck.density, 2))


def _is_point(text: str) -> bool:
    return text.startswith(_BULLETS)


def _bylines(facts: Sequence[Fact]) -> Iterator[str]:
    """Short blocks above the text that the marks on them call author, date or the like."""
    for fact in facts:
        if fact.odds < 0 and fact.prose:
            return
        if fact.words <= _BYLINE and any(mark.category is Category.BYLINE for mark in fact.marks):
            yield fact.node.text


def _page(pieces: Sequence[Piece], claims: Claims, warnings: Sequence[str]) -> Page:
    blocks, position = [], 0
    for piece in pieces:
        blocks.append(
            Block(
                Trail.of(piece.text, position),
                piece.kind,
                piece.link_density,
                piece.figure,
                findings=piece.findings,
                level=piece.level,
            )
        )
        position += len(piece.text) + len(SEPARATOR)
    return Page(
        source=SEPARATOR.join(piece.text for piece in pieces),
        blocks=tuple(blocks),
        metadata=claims.metadata,
        language=claims.language,
        url=claims.url,
        warnings=tuple(warnings),
    )
