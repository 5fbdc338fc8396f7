"""Blanks missing around quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.ledger import Change
from cleaner.repair.spacing.common import LOW_QUOTES, change, is_prose, is_single, opening_quotes

__all__ = ["around_quotations", "at_quotes"]

_QUOTED_RE = re.compile(r"[,.!?…:][\"“”„«»]")
_QUOTE_RE = re.compile(
    r"(?<=[^\W\d_][,.!?…])([\"“”„»])(?=[^\W\d_](?:[^\W\d_]|[ ’']))|(?<=[^\W\d_][,.!?…])«(?=[ \u00a0]?[^\W\d_]{2})"
    r"|(?<=[^\W\d_]{2}:)([“„«])(?=[^\W\d_]{2})|(?<=[^\W\d_]{2}:)«(?=[ \u00a0][^\W\d_]{2})"
)
_QUOTE_BEHIND_COLON_RE = re.compile(r"(?<=[^\W\d_] )[^\W\d_]{3,40}:(?=\"([^\W\d_]+)[ ,’'])")
_QUOTATION_RE = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{2,40}|(?<=\w[’'])s)?(?:“([^\s“”„«»]+ [^“”„«»]{1,600})”|„([^\s“”„«»]+ [^“”„«»]{1,600})[“”]"
    r"|«((?:[^\s“”„«»]|\s(?=[^“”„«»]{1,600}\s»))[^“”„«»]{1,600})»|\"([^\s\"]+ [^\"]{1,600})\")"
    r"([^\W\d_]{2}|[^\W\d_](?= [^\W\d_]))?"
)
_TOUCHED_QUOTE_RE = re.compile(r"[^\W\d_][“„«\"][^\W_]|[\w.,!?…][”“»\"][^\W\d_]|»[^\W\d_]")
_BEFORE_INVERTED_RE = re.compile(r"(?<=[^\W\d_][,;:.!?…])(?=[¿¡][^\W\d_]{2})")
_GUILLEMETS = frozenset({"es", "fr", "it", "pt", "ro", "ru", "tr", "uk"})  # languages in which « opens
_APART = frozenset(
    {"bg", "ca", "cs", "da", "de", "el", "en", "es", "fr", "hr", "it", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl"}
    | {"sr", "sv", "uk"}
)
"""Languages in which quotations stand apart from what is around; others put endings or prepositions there."""


def at_quotes(text: str, language: str | None) -> Iterator[Change]:
    """Behind a closing quotation mark or before an opening one, next to punctuation (``said,”He``, ``fue.¿Quién``)."""
    if "¿" in text or "¡" in text:
        for match in _BEFORE_INVERTED_RE.finditer(text):
            yield change(*match.span(), " ", "before_inverted")
    if not _QUOTED_RE.search(text):
        return
    is_paired, opening = text.count('"') % 2 == 0, opening_quotes(text)
    for match in _QUOTE_BEHIND_COLON_RE.finditer(text):
        if match.end() in opening and match[0].islower() and match[1].istitle() and is_prose(text, match.end()):
            yield change(match.end(), match.end(), " ", "before_quote")
    for match in _QUOTE_RE.finditer(text):
        sign, place = match.group(), match.start()
        if (sign == '"' and not is_paired) or (sign == "“" and language is None):
            continue
        if sign == "«":
            opens = language in _GUILLEMETS
            if not opens:
                continue
        else:
            opens = sign == "„" or (sign == "“" and language in LOW_QUOTES) or place in opening
        if opens:
            yield change(place, place, " ", "before_quote")
        elif text[place - 1] == "," or (sign == "”" and text[match.end()].islower()):
            yield change(match.end(), match.end(), " ", "behind_quote")  # behind . ! ? it is the end of a sentence


def around_quotations(text: str, language: str | None) -> Iterator[Change]:
    """Before a quotation of several words and behind it, where a letter touches the mark (``it“a shame”and``).

    Straight marks count only if all come in pairs.
    """
    if language not in _APART or not _TOUCHED_QUOTE_RE.search(text):
        return
    is_paired = text.count('"') % 2 == 0
    for match in _QUOTATION_RE.finditer(text):
        before, english, _, angled, straight, behind = match.groups()
        if not (before or behind) or (english and language not in LOW_QUOTES):
            continue
        if (angled and language not in _GUILLEMETS) or (straight and not is_paired):
            continue
        start, end = next(match.span(group) for group in (2, 3, 4, 5) if match[group])
        if text[end - 1].isspace() != text[start].isspace():
            continue
        if before:
            yield change(start - 1, start - 1, " ", "before_quote")
        if behind and len(behind) == 1 and not is_single(behind, language):
            continue
        if behind and (behind.islower() or language == "de" or text[end - 1] in ".!?…"):
            yield change(end + 1, end + 1, " ", "behind_quote")
