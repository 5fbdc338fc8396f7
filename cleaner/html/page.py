"""HTML → blocks and metadata.

The page is parsed once and walked once. Each of its blocks is judged by evidence (:mod:`cleaner.html.evidence`);
only where that leaves much in doubt, trafilatura is asked as well, and what it takes for the article joins the
evidence. Image captions are read off the same tree.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cleaner.document import Block, Finding, Kind
from cleaner.html import evidence
from cleaner.html.captions import with_captions
from cleaner.html.claims import Claims, read_claims
from cleaner.html.evidence import Fact, folded
from cleaner.html.marks import MarkBook
from cleaner.html.pieces import Piece
from cleaner.html.reasons import finding_of
from cleaner.html.walk import walk
from cleaner.ledger import Trail

__all__ = ["UNSURE_WARNING", "Page", "extracted_text", "load_page", "read_page"]

SEPARATOR = "\n\n"
UNSURE_WARNING = "main text uncertain"
CAPTIONS_WARNING = "captions not read: nested too deep"

_MOST_DOUBT = 0.25  # expected share of wrong words at which trafilatura is asked; fitted, see tests/benchmarks
_MOST_NODES = 5_000  # blocks of a page that trafilatura is asked about: its time is not linear
_FRAGMENT_ODDS = -3.0  # a piece of HTML without a page around it has been cut out of one already
_SHOWN_SHARE = 0.25  # of the text that stays: so much of what goes is put into the source, for the ledger to show
_MOST_ATTRIBUTES = 1000  # of one element; the parser compares each with each
_STUFFED_TAG_RE = re.compile(r"<([a-zA-Z][\w-]{0,40})([^<>]{8000,})>")
_NESTING_RE = re.compile(r"</?(?!p\b|h[1-6]\b|li\b|script\b|style\b|html\b|head\b|body\b|title\b|a\b)[a-zA-Z][^<>]*>")
_NO_FRAMES_RE = re.compile(r"</?noframes\b[^<>]*>", re.IGNORECASE)
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
    """

    source: str
    blocks: tuple[Block, ...]
    metadata: Mapping[str, str]
    language: str | None = None
    url: str | None = None
    warnings: tuple[str, ...] = ()


def read_page(html: str, marks: MarkBook, url: str | None = None, *, alt_text: bool = False) -> Page | None:
    """The main text of a page, its captions and metadata; None if there is no text in it.

    Nothing is fetched.

    Args:
        html: the page, or a piece of one.
        marks: the selectors to go by.
        url: where it is from.
        alt_text: whether an image without a caption has its alternative text for one.
    """
    tree = load_page(html)
    if tree is None:
        return None
    claims = read_claims(tree, url)
    facts = evidence.gather(*walk(tree, marks.of))
    if not facts:
        return None
    _judge(facts, tree, claims, is_page=_PAGE_RE.search(html[:5000]) is not None)
    warnings = []
    if not any(fact.odds < 0 for fact in facts):
        warnings.append(UNSURE_WARNING)
        _lower(facts)
    pieces = list(_pieces(facts))
    try:
        pieces = with_captions(pieces, tree, alt_text=alt_text)
    except RecursionError:
        warnings.append(CAPTIONS_WARNING)
    title = _title(facts, claims)
    if title:
        pieces.insert(0, Piece(title, Kind.TITLE))
    return _page(pieces, claims, tuple(warnings))


def load_page(html: str) -> Any:
    """The tree of a page, or None if there is nothing in it."""
    html = _STUFFED_TAG_RE.sub(_without_stuffing, html.replace("\0", ""))
    if "frameset" in html or "FRAMESET" in html:
        html = _NO_FRAMES_RE.sub("", html)  # what is in it would be taken for plain text
    tree, is_cut = _parsed(html)
    if is_cut:  # nested too deep for the parser: the same without the elements that only nest
        tree, _ = _parsed(_NESTING_RE.sub("\n", html))
    return tree


def _parsed(html: str) -> tuple[Any, bool]:
    """The tree of a page, and whether the parser gave up in it."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    data = html.encode("utf-8", "replace")
    try:
        tree = document_fromstring(data, parser=parser, ensure_head_body=False) if data.strip() else None
    except (LxmlError, ValueError, AssertionError):
        return None, False
    error = parser.error_log.last_error
    return tree, error is not None and error.level_name == "FATAL"


def _without_stuffing(match: re.Match[str]) -> str:
    """A tag without its attributes, if there are so many that parsing them takes long; a long one stays."""
    return f"<{match[1]}>" if match[2].count("=") > _MOST_ATTRIBUTES else match[0]


def extracted_text(tree: Any, url: str | None = None) -> str:
    """The folded text that trafilatura takes for the article, without its fallbacks; the tree is left as it is."""
    import trafilatura
    from lxml.etree import LxmlError

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs a failed extraction as an error
    try:
        document = trafilatura.bare_extraction(
            tree,
            url=url,
            fast=True,  # the evidence does what its fallbacks are for
            include_comments=False,  # readers' comments are not the article
            include_tables=True,
            deduplicate=False,  # its cache is global: one document would change the next
        )
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError, IndexError, KeyError):
        return ""  # a page that trafilatura stumbles over
    return folded(getattr(document, "text", None) or "")


def _judge(facts: Sequence[Fact], tree: Any, claims: Claims, *, is_page: bool) -> None:
    signs = evidence.signs_alone(facts, claims)
    evidence.alone(facts, signs)
    evidence.together(facts, signs)
    if is_page and len(facts) <= _MOST_NODES and evidence.doubt(facts) > _MOST_DOUBT:
        extracted = extracted_text(tree, claims.url)
        if extracted:
            signs = evidence.signs_alone(facts, claims, extracted)
            evidence.alone(facts, signs)
            evidence.together(facts, signs)
    evidence.drop_copies(facts)
    if not is_page:
        for fact in facts:
            fact.odds += _FRAGMENT_ODDS


def _lower(facts: Sequence[Fact]) -> None:
    """Make the likeliest blocks of a page text: in doubt, keep."""
    lift = min(fact.odds for fact in facts) + 1.0
    for fact in facts:
        fact.odds -= lift


def _pieces(facts: Sequence[Fact]) -> Iterator[Piece]:
    kept = [index for index, fact in enumerate(facts) if fact.odds < 0]
    kept = kept[: len(kept) - _trailing_headings([facts[index] for index in kept])] or kept
    inner = range(kept[0], kept[-1] + 1)
    room = _SHOWN_SHARE * sum(len(facts[index].node.text) for index in kept)
    shown = set(kept)
    for index in sorted((i for i in inner if facts[i].odds >= 0), key=lambda i: facts[i].odds):
        room -= len(facts[index].node.text)
        if room < 0:
            break
        shown.add(index)
    for index in inner:
        if index in shown:
            fact = facts[index]
            finding = finding_of(fact, is_long=len(facts) > _MOST_NODES)
            findings: tuple[Finding, ...] = (finding,) if finding else ()
            yield Piece(fact.node.text, fact.node.kind, round(fact.density, 2), findings=findings)


def _trailing_headings(facts: Sequence[Fact]) -> int:
    """How many headings stand at the end, over nothing."""
    count = 0
    for fact in reversed(facts):
        if fact.node.kind is not Kind.HEADING:
            break
        count += 1
    return count


def _title(facts: Sequence[Fact], claims: Claims) -> str | None:
    """The headline: the first one on the page that it also names to machines, or the best that it names."""
    named = [folded(title) for title in claims.titles]
    heads = [fact for fact in facts if fact.node.element.tag == "h1"]
    for fact in heads:
        if any(fact.key in title or title in fact.key for title in named):
            return fact.node.text
    return claims.titles[0] if claims.titles else heads[0].node.text if heads else None


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
