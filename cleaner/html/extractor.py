"""The extractor that is asked where the evidence of a page leaves much in doubt: trafilatura."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import islice

from cleaner.html.facts import Fact, folded
from cleaner.html.tree import loaded

__all__ = ["extracted_text", "may_be_asked_about"]

_MOST_ASKED = 800  # blocks of a page that trafilatura is asked about: its time is not linear
_MOST_INLINE = 1500  # elements within lines of one block of it; it compares each with each
_MOST_TABLES = 30  # tables one within another; it reads each of them anew
_INLINE = ("a", "b", "em", "font", "i", "q", "s", "span", "strong", "sub", "sup", "u")


def extracted_text(html: str, url: str | None = None) -> str:
    """The folded text that trafilatura takes for the article, without its fallbacks."""
    import trafilatura
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs a failed extraction as an error
    try:
        document = trafilatura.bare_extraction(
            loaded(html, HTMLParser),
            url=url,
            fast=True,  # the evidence does what its fallbacks are for
            include_comments=False,  # readers' comments are not the article
            include_tables=True,
            deduplicate=False,  # its cache is global: one document would change the next
        )
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError, IndexError, KeyError):
        return ""  # a page that trafilatura stumbles over
    return folded(getattr(document, "text", None) or "")


def may_be_asked_about(facts: Sequence[Fact]) -> bool:
    """Whether trafilatura is done with the blocks in a time that is worth it."""
    if len(facts) > _MOST_ASKED:
        return False
    inline = (fact.node.element.iter(*_INLINE) for fact in facts)
    tables = (fact.node.element.iterancestors("table") for fact in facts)
    return all(next(islice(elements, _MOST_INLINE, None), None) is None for elements in inline) and all(
        next(islice(elements, _MOST_TABLES, None), None) is None for elements in tables
    )
