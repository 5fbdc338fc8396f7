"""HTML → blocks and metadata.

The page is parsed once and walked once. Each of its blocks is judged by evidence (:mod:`cleaner.html.evidence`);
only where that leaves much in doubt, trafilatura is asked as well, and what it takes for the article joins the
evidence. Image captions are read off the same tree.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from cleaner.document import Block, Finding, Kind
from cleaner.html import copies, evidence, others
from cleaner.html.captions import with_captions
from cleaner.html.claims import Claims, read_claims
from cleaner.html.deck import deck_of, is_opening, keep_openings
from cleaner.html.facts import Fact, folded
from cleaner.html.gaps import keep_gaps
from cleaner.html.headline import headline_of
from cleaner.html.marks import MarkBook
from cleaner.html.pieces import Piece
from cleaner.html.reasons import finding_of
from cleaner.html.standing import gather
from cleaner.html.state import state_body
from cleaner.html.walk import Walk, walk
from cleaner.ledger import Trail
from cleaner.rulebook import Category

__all__ = [
    "PAYWALL_WARNING",
    "STATED_WARNING",
    "STATE_WARNING",
    "UNSURE_WARNING",
    "Page",
    "extracted_text",
    "load_page",
    "read_page",
]

SEPARATOR = "\n\n"
UNSURE_WARNING = "main text uncertain"
PAYWALL_WARNING = "paywalled, by what the page says: its text may be cut"
STATED_WARNING = "main text from the page's JSON-LD: it shows none, or only the beginning"
STATE_WARNING = "main text from the page's data for its scripts: it shows none, or only the beginning"
CUT_WARNING = "time limit reached: only the beginning of the page was read"
CAPTIONS_WARNING = "captions not read: nested too deep"

_MOST_DOUBT = 0.25  # expected share of wrong words at which trafilatura is asked; fitted, see tests/benchmarks
_MOST_ASKED = 800  # blocks of a page that trafilatura is asked about: its time is not linear
_MOST_INLINE = 1500  # elements within lines of one block of it; it compares each with each
_INLINE = ("a", "b", "em", "font", "i", "q", "s", "span", "strong", "sub", "sup", "u")
_MOST_NODES = 5_000  # blocks of a page whose elements are told apart by their whole path
_FRAGMENT_ODDS = -3.0  # a piece of HTML without a page around it has been cut out of one already
_SHOWN_SHARE = 0.25  # of the text that stays: so much of what goes is put into the source, for the ledger to show
_MOST_ATTRIBUTES = 1000  # of one element; the parser compares each with each
_LONG_TAG = 4000  # bytes without angle brackets: such a stretch is looked at
_STUFFED_TAG_RE = re.compile(rb"<([a-zA-Z][\w-]{0,40})([^<>]*)>")
_NESTING_RE = re.compile(rb"</?(?!p\b|h[1-6]\b|li\b|script\b|style\b|html\b|head\b|body\b|title\b|a\b)[a-zA-Z][^<>]*>")
_NO_FRAMES_RE = re.compile(rb"</?noframes\b[^<>]*>", re.IGNORECASE)
_VOID_RE = re.compile(rb"<((?:embed|bgsound|keygen|command|spacer)\b[^<>]*?)/?>", re.IGNORECASE)
_SHOWN = ".//template[@shadowrootmode]"  # shown by browsers, other than the rest of the templates
_SHOWN_NAME = b"shadowrootmode"  # most pages have none: then the tree needs not be gone through for them
_FOLDED = ".//body//noscript"
_LEAST_STATED = 300  # characters; a shorter articleBody is a teaser
_LITTLE = 1_000  # characters of text shown; with more, the page is taken to show its text
_TIMES_SHOWN = 3  # so many times longer than the text shown is one that is taken for it
_BYLINE = 20  # words
_PAGE_RE = re.compile(r"<(?:html|head|body|frameset|!doctype)\b", re.IGNORECASE)


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

    def judged() -> tuple[Walk, list[Fact]]:
        seen = walk(tree, marks.of, is_over)
        facts = gather(seen.nodes, seen.marked)
        _judge(facts, html, claims, is_page=_PAGE_RE.search(html[:5000]) is not None, is_over=is_over)
        return seen, facts

    seen, facts = judged()
    if not _has_text(facts) and _unfold(tree, _FOLDED):
        seen, facts = judged()
    warnings = [PAYWALL_WARNING] if claims.is_free is False else []
    stated = _stated_text(facts, max(claims.bodies, key=len, default="").splitlines())
    if stated:
        warnings.append(STATED_WARNING)
    elif _shows_little(facts):
        stated = _stated_text(facts, state_body(tree.iter("script"), claims.titles))
        if stated:
            warnings.append(STATE_WARNING)
    if stated:
        return _page([*_head(headline_of(facts, claims)), *map(Piece, stated)], claims, tuple(warnings))
    if not facts:
        return None
    if not _has_text(facts):
        warnings.append(UNSURE_WARNING)
        _lower(facts)
    deck = deck_of(facts, claims, marks.of)
    if deck is not None and deck.odds < 0 and not deck_apart:
        deck = None
    pieces = list(_pieces(facts, deck))
    if not seen.is_whole:
        warnings.append(CUT_WARNING)
    try:
        pieces = with_captions(pieces, seen, claims.things, alt_text=alt_text, is_over=is_over)
    except RecursionError:
        warnings.append(CAPTIONS_WARNING)
    head = _head(headline_of(facts, claims))
    if deck is not None:
        head.append(Piece(deck.node.text, Kind.DECK, round(deck.density, 2)))
    return replace(_page([*head, *pieces], claims, tuple(warnings)), bylines=tuple(_bylines(facts)))


def _head(title: str | None) -> list[Piece]:
    return [Piece(title, Kind.TITLE)] if title else []


def _bylines(facts: Sequence[Fact]) -> Iterator[str]:
    """Short blocks above the text that the marks on them call author, date or the like."""
    for fact in facts:
        if fact.odds < 0 and fact.prose:
            return
        if fact.words <= _BYLINE and any(mark.category is Category.BYLINE for mark in fact.marks):
            yield fact.node.text


def _has_text(facts: Sequence[Fact]) -> bool:
    return any(fact.odds < 0 for fact in facts)


def _shows_little(facts: Sequence[Fact]) -> bool:
    """Whether the text that a page shows is none, or so short that it may be the beginning of more."""
    return sum(len(fact.node.text) for fact in facts if fact.odds < 0) < _LITTLE


def _stated_text(facts: Sequence[Fact], stated: list[str]) -> list[str]:
    """The paragraphs that the page gives to machines as its text, where it shows no more than their beginning.

    Pages that are put together by scripts have the text nowhere else.
    """
    length = sum(map(len, stated))
    shown = [fact for fact in facts if fact.odds < 0]
    if length < _LEAST_STATED or sum(len(fact.node.text) for fact in shown) > length / _TIMES_SHOWN:
        return []
    body = folded("".join(stated))
    if shown and not any(fact.words >= 10 and fact.key[:50] in body for fact in shown):
        return []
    return stated


def load_page(html: str) -> Any:
    """The tree of a page, or None if there is nothing in it."""
    from lxml.etree import HTMLParser

    return _loaded(html, HTMLParser)


def _loaded(html: str, make_parser: Callable[..., Any]) -> Any:
    page = html.encode("utf-8", "replace")
    if b"\0" in page:
        page = page.replace(b"\0", b"")
    page = _VOID_RE.sub(rb"<\1 />", _without_stuffing(page))  # the parser would put what follows into them
    tree, is_cut = _parsed(page, make_parser)
    if is_cut:  # nested too deep for the parser: the same without the elements that only nest
        tree, is_cut = _parsed(_NESTING_RE.sub(b"\n", page), make_parser)
    if tree is not None and next(tree.iter("noframes"), None) is not None:  # would be taken for plain text
        tree, _ = _parsed(_NO_FRAMES_RE.sub(b"", page), make_parser)
    if tree is not None and _SHOWN_NAME in page:
        _unfold(tree, _SHOWN)
    return tree


def _unfold(tree: Any, path: str) -> bool:
    """Make the elements of a path such as show their text; whether there are any."""
    found = tree.findall(path)
    for element in found:
        element.tag = "div"
    return bool(found)


def _parsed(page: bytes, make_parser: Callable[..., Any]) -> tuple[Any, bool]:
    """The tree of a page, and whether the parser gave up in it."""
    from lxml.etree import LxmlError, fromstring

    parser = make_parser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = fromstring(page, parser)
    except (LxmlError, ValueError, AssertionError):
        return None, False
    error = parser.error_log.last_error
    return tree, error is not None and error.level_name == "FATAL"


def _without_stuffing(page: bytes) -> bytes:
    """A page whose tags don't have so many attributes that parsing them takes long; long ones stay."""
    parts: list[bytes] = []
    start = done = 0
    while start < len(page):
        end = start + _LONG_TAG
        if page.find(b"<", start, end) >= 0 or page.find(b">", start, end) >= 0:
            start = end
            continue
        closing = page.find(b">", end)
        if closing < 0:
            break
        opening = page.rfind(b"<", done, closing)
        match = _STUFFED_TAG_RE.match(page, opening) if opening >= 0 else None
        if match and match[2].count(b"=") > _MOST_ATTRIBUTES:
            parts += [page[done : match.start()], b"<%b>" % match[1]]
            done = match.end()
        start = closing + 1
    return b"".join([*parts, page[done:]]) if parts else page


def extracted_text(html: str, url: str | None = None) -> str:
    """The folded text that trafilatura takes for the article, without its fallbacks."""
    import trafilatura
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs a failed extraction as an error
    try:
        document = trafilatura.bare_extraction(
            _loaded(html, HTMLParser),
            url=url,
            fast=True,  # the evidence does what its fallbacks are for
            include_comments=False,  # readers' comments are not the article
            include_tables=True,
            deduplicate=False,  # its cache is global: one document would change the next
        )
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError, IndexError, KeyError):
        return ""  # a page that trafilatura stumbles over
    return folded(getattr(document, "text", None) or "")


def _judge(facts: Sequence[Fact], html: str, claims: Claims, *, is_page: bool, is_over: Callable[[], bool]) -> None:
    signs = evidence.signs_alone(facts, claims)
    evidence.alone(facts, signs)
    evidence.together(facts, signs)
    if is_page and evidence.doubt(facts) > _MOST_DOUBT and _may_be_asked_about(facts) and not is_over():
        extracted = extracted_text(html, claims.url)
        if extracted:
            signs = evidence.signs_alone(facts, claims, extracted)
            evidence.alone(facts, signs)
            evidence.together(facts, signs)
            evidence.side_with(facts, extracted)
    copies.drop_copies(facts)
    copies.drop_repeats(facts)
    others.drop_second_articles(facts, claims)
    others.drop_comments(facts)
    copies.drop_pull_quotes(facts)
    others.drop_trails(facts)
    keep_openings(facts)
    keep_gaps(facts)
    evidence.drop_headlines(facts)
    evidence.keep_switched_off(facts)
    if not is_page:
        for fact in facts:
            fact.odds += _FRAGMENT_ODDS


def _may_be_asked_about(facts: Sequence[Fact]) -> bool:
    """Whether trafilatura is done with the blocks in a time that is worth it."""
    if len(facts) > _MOST_ASKED:
        return False
    inline = (fact.node.element.iter(*_INLINE) for fact in facts)
    return all(next(islice(elements, _MOST_INLINE, None), None) is None for elements in inline)


def _lower(facts: Sequence[Fact]) -> None:
    """Make the likeliest blocks of a page text: in doubt, keep."""
    lift = min(fact.odds for fact in facts) + 1.0
    for fact in facts:
        fact.odds -= lift


def _pieces(facts: Sequence[Fact], deck: Fact | None) -> Iterator[Piece]:
    kept = [index for index, fact in enumerate(facts) if fact.odds < 0 and fact is not deck]
    kept = kept[: len(kept) - _trailing_headings([facts[index] for index in kept])] or kept
    inner = range(kept[0], kept[-1] + 1)
    room = _SHOWN_SHARE * sum(len(facts[index].node.text) for index in kept)
    shown = set(kept)
    for index in sorted((i for i in inner if facts[i].odds >= 0 and facts[i] is not deck), key=lambda i: facts[i].odds):
        room -= len(facts[index].node.text)
        if room < 0:
            break
        shown.add(index)
    top = min((_level(facts[index]) for index in kept if facts[index].node.kind is Kind.HEADING), default=2)
    for index in inner:
        if index in shown:
            fact = facts[index]
            finding = None if is_opening(fact) else finding_of(fact, is_long=len(facts) > _MOST_NODES)
            findings: tuple[Finding, ...] = (finding,) if finding else ()
            yield Piece(
                fact.node.text,
                fact.node.kind,
                round(fact.density, 2),
                findings=findings,
                node=fact.node,
                level=max(2, _level(fact) - top + 2) if fact.node.kind is Kind.HEADING else 0,
            )


def _level(fact: Fact) -> int:
    """The level of a heading, by its tag."""
    tag = fact.node.element.tag
    return int(tag[1]) if tag[1:].isdigit() else 2


def _trailing_headings(facts: Sequence[Fact]) -> int:
    """How many headings stand at the end, over nothing; one that is a sentence says something itself."""
    count = 0
    for fact in reversed(facts):
        if fact.node.kind is not Kind.HEADING or fact.ends:
            break
        count += 1
    return count


def _page(pieces: Sequence[Piece], claims: Claims, warnings: tuple[str, ...]) -> Page:
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
        warnings=warnings,
    )
