"""Blanks inside of words: beside apostrophes, and in ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.ledger import Change
from cleaner.repair.spacing.common import change, holds
from cleaner.repair.tokens import ELISIONS

__all__ = ["apostrophes", "ordinals"]

_APOSTROPHE_RE = re.compile(r"(?<=[^\W\d_]) (?=['’](?:s|t|re|ve|ll|d|m)(?:[ ,.;!?]|$))")
_BEHIND_APOSTROPHE_RE = re.compile(r"(?:(?<=[^\W\d_]['’])|(?<=n['’])) (?=(?:s|(?<=n['’] )t|re|ve|ll)(?:[ ,.;!?]|$))")
_OPEN_APOSTROPHE_RE: dict[str | None, re.Pattern[str]] = {
    "fr": re.compile(rf"(?i)(?<![\w'’-])(?:{ELISIONS['fr']})['’]( +)(?=[aeiouyhœàâéèêëîïôöùû][^\W\d_]|[aày] )"),
    "it": re.compile(rf"(?i)(?<![\w'’-])(?:{ELISIONS['it']})['’]( +)(?=[aeiouhàèéìòù](?:[^\W\d_]| ))"),
    "tr": re.compile(
        r"(?<![\w'’-])[A-ZÇĞİÖŞÜ]\w+['’]( )"
        r"(?=(?:[dt][ae]n?|[ıiuü]n|n[ıiuü]n|[ny]?[ae]|[ıiuü]|[yn][ıiuü]|l[ae]|yl[ae])[ .,;!?])"
    ),
}
_SINGLE_QUOTE_RE = re.compile(r"(?:^|[\s(«“])['‘][^\W_]")
_BLANK_BEFORE_APOSTROPHE = (" '", " ’")
_BLANK_BEHIND_APOSTROPHE = ("' ", "’ ")
_ORDINAL_RE = re.compile(
    r"(?i)\b(?:the|an?|early|late|mid|his|her|its|their|this|every) (\d{1,3})( )(st|nd|rd|th)(?= [^\W\d_])"
)


def apostrophes(text: str, language: str | None) -> Iterator[Change]:
    """Blanks beside an apostrophe within a word."""
    pattern = _OPEN_APOSTROPHE_RE.get(language)
    if pattern and holds(text, _BLANK_BEHIND_APOSTROPHE) and not _SINGLE_QUOTE_RE.search(text):
        yield from (change(*match.span(1), "", "apostrophe") for match in pattern.finditer(text))
    if language == "en" and holds(text, _BLANK_BEFORE_APOSTROPHE):
        yield from (change(*match.span(), "", "apostrophe") for match in _APOSTROPHE_RE.finditer(text))
    if language == "en" and holds(text, _BLANK_BEHIND_APOSTROPHE):
        yield from (change(*match.span(), "", "apostrophe") for match in _BEHIND_APOSTROPHE_RE.finditer(text))


def ordinals(text: str, language: str | None) -> Iterator[Change]:
    """English ordinals behind ``the`` and the like (``the 19 th century``)."""
    if language == "en" and holds(text, (" st ", " nd ", " rd ", " th ")):
        for match in _ORDINAL_RE.finditer(text):
            number = int(match[1])
            ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
            if match[3] == ending:
                yield change(*match.span(2), "", "ordinal")
