"""A caption block → :class:`~cleaner.document.Caption`.

A caption rule reads one piece off a line by the named groups of its pattern: ``text`` is what is left to
read, the others say what it took. Rules are applied to what is left until none takes anything more. Credits
are read by the rules for credit lines: they drop the label, and tell photographer and agency apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cleaner.captions.form import CaptionFormat
from cleaner.document import Block, Caption, Finding
from cleaner.rulebook import Action, Asked, Category, Rule, RuleBook
from cleaner.rulebook.book import Match
from cleaner.settings import Settings

__all__ = ["STRONG", "Known", "Reader", "read_caption", "read_credit"]

STRONG = 1.0
"""Score of a rule that decides alone."""

_SET_APART = 0.25
"""Least score of a rule that says that what stands before a credit is one more part of it."""

_MOST_CREDIT = 140  # characters; a longer one is a sentence that a label happens to stand in front of
_MOST_CREDIT_WORDS = 16
_MOST_PIECES = 12  # pieces read off one line; newsrooms write five at most

_SENTENCE_RE = re.compile(r"[!?！？。]|[^\W\d_]{4,}[.;] +[^\W\d_]|[^\W\d_]{5,}\. +/")
_AGENCY_BEHIND_RE = re.compile(r"\. [A-Z]{2,6}$")  # as French papers sign for photographer and agency
_MOST_LOWER = 4  # words in lower case before a full stop; with more it is a sentence
_FULL_STOP_RE = re.compile(r"(?<!\b[A-ZÀ-Þ])(?<!\b[A-ZÀ-Þ][a-z])(?<!\b[A-ZÀ-Þ][a-z]{2})\.$")
_NO_NAME_RE = re.compile(r"(?i:photo|image|picture|foto)s?$")
_HEADLINE = 4  # words behind the colon of a headline
_SMALL = 3  # letters of words that stand in lower case in headlines
_IN_HEADLINES_RE = re.compile(
    r"(?i)\b(?:an?|after|and|are|at|be|can|from|has|have|how|in|into|is|its?|new|no|not|on|over|she|should|their|they|this"
    r"|to|was|we|what|when|where|who|why|will|with|your?)(?![\w.])"
)
"""Words of headlines that credits lack."""
_LABEL = r"[^\W\d_]{2,12} ?[:：]"
_STAMP_RE = re.compile(rf"(?:{_LABEL})?[\W\d_年月日时時分秒]+(?:字[号號体體][\W大中小A]*|{_LABEL}\s*[^\W_]{{0,4}})?$")
"""A date in numbers, with a label or without, and a button for the size of letters or another label behind it."""
_EMPTY_RE = re.compile(r"\(\s*\)\s*$")  # where a page has room for a credit
_MARGIN = " \t\u3000|｜/／•·,;–—-"
_CUT = (
    "http:",
    "https:",
    " w",
    " c",
)  # at the end: the rest of an address, or of "w/" and "c/o", was taken for a credit


class Reading(NamedTuple):
    """What a rule reads in a line: pieces of it by the names of groups."""

    rule: Rule
    pieces: dict[str, str]


Known = dict[tuple[str, str | None], tuple[Reading, ...]]
"""Readings by line and language, as far as they were asked for."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The rules, for texts in a language.

    Attributes:
        book: the rules.
        language: ISO 639-1 code, if known.
        known: filled, so that another reading of the same document needs not search again.
    """

    book: RuleBook
    language: str | None = None
    known: Known = field(default_factory=dict)

    def readings(self, line: str) -> tuple[Reading, ...]:
        """What the rules for captions and credits read in a line."""
        found = self.known.get((line, self.language))
        if found is None:
            found = self.known[line, self.language] = tuple(self._read(line))
        return found

    def _read(self, line: str) -> Iterator[Reading]:
        (found,) = self.book.search_all(self.book.unbounded([line]), self.language, Asked.READING)
        for match in found:
            pieces = self.pieces(match, line)
            if pieces is not None:
                yield Reading(match.rule, pieces)

    def pieces(self, match: Match | Finding, line: str) -> dict[str, str] | None:
        """The pieces that the pattern of a rule takes a line apart into; None if its credit can be none."""
        is_credit = match.rule.category is Category.CREDIT
        if match.pattern is None:
            return None if is_credit else {}
        spans = match.pattern.search(line) or {}
        pieces = {name: line[start:end].strip() for name, (start, end) in spans.items() if end > start}
        credit = pieces.get("credit")
        if credit is None:
            return None if is_credit else pieces
        text = pieces.get("text", "")
        is_text = _is_headline(text, credit) or _is_stamp(text) or _is_quoted(text, credit)
        return pieces if _is_credit(credit) and not is_text else None


def _is_quoted(text: str, credit: str) -> bool:
    """Whether a quotation that begins before what may be a credit ends in it.

    >>> _is_quoted('She won the "Prize for Tact and', 'Mara Lindqvist"'), _is_quoted("A storm.", "“Tarn Post”")
    (True, False)
    """
    if credit.count('"') % 2 and text.count('"') % 2:
        return True
    return credit.count("”") > credit.count("“") + credit.count("„") or credit.count("»") > credit.count("«")


def read_credit(line: str, reader: Reader, least: float = 0.0) -> Caption | None:
    """The credit that a line consists of, as a caption without text; None if it is none.

    Args:
        line: the line.
        reader: the rules, for a language.
        least: the lowest score of a rule that may say so; 1.0 for the forms that need no context.
    """
    line = line.strip().rstrip(".") if _FULL_STOP_RE.search(line.strip()) else line.strip()
    for bare in dict.fromkeys((line, line.strip("()[]（）【】 "))):
        readings = [
            (rule.score, pieces)
            for rule, pieces in reader.readings(bare)
            if rule.category is Category.CREDIT and rule.score >= least
        ]
        if readings:
            _, pieces = max(readings, key=lambda reading: (reading[0], "agency" in reading[1]))
            credit = _tidy(pieces["credit"])
            whole = Caption("", credit, photographer=pieces.get("photographer"), agency=pieces.get("agency"))
            return _with_parts(whole, reader)
    return None


def _with_parts(caption: Caption, reader: Reader) -> Caption:
    """The caption with photographer and agency apart, where the form of its credit tells them apart."""
    if not caption.credit or caption.agency or caption.photographer:
        return caption
    for rule, pieces in reader.readings(caption.credit):
        if rule.category is Category.CREDIT and pieces.get("credit") == caption.credit and "agency" in pieces:
            return replace(caption, photographer=pieces.get("photographer"), agency=pieces["agency"])
    return caption


def _is_credit(text: str) -> bool:
    """Whether a text can be a credit: short, and no sentence.

    >>> _is_credit("Mara Lindqvist/AFP"), _is_credit("Mara Lindqvist. AFP"), _is_credit("Reuters. The mayor left")
    (True, True, False)
    """
    return (
        len(text) <= _MOST_CREDIT
        and len(text.split()) <= _MOST_CREDIT_WORDS
        and any(sign.isalpha() for sign in text)
        and not _SENTENCE_RE.search(_AGENCY_BEHIND_RE.sub("", text))
        and not _NO_NAME_RE.match(text)
        and not (text.endswith(".") and sum(word[:1].islower() for word in text.split()) > _MOST_LOWER)
    )


def _is_headline(text: str, credit: str) -> bool:
    """Whether what stands around the word for an image is an English headline in capitals, which has no credit.

    >>> _is_headline("Satellite", "Floods Seen From Above"), _is_headline("Satellite view", "Floods Seen From Above")
    (True, False)
    >>> _is_headline("Old Mint", "Mara Lindqvist for The Tarn Times"), _is_headline("Old Mint", "Mara von der Berg")
    (False, False)
    """
    words = credit.split()
    if not text or not text[-1].isalnum() or len(words) < _HEADLINE or not (_is_titled(text) and _is_titled(credit)):
        return False
    return _IN_HEADLINES_RE.search(credit) is not None or (len(words) > _HEADLINE and "by" in words)


def _is_stamp(text: str) -> bool:
    """Whether what stands in front of a source is no more than a date, as above an article.

    >>> [_is_stamp(text) for text in ("2024-05-01 10:30", "Published: 1.5.2024", "2024年5月1日，樽野港", "")]
    [True, True, False, False]
    """
    return any(sign.isdigit() for sign in text) and _STAMP_RE.match(text) is not None


def _is_titled(text: str) -> bool:
    """Whether all words of some length begin with a capital letter."""
    return all(not word[:1].islower() for word in text.split() if len(word) > _SMALL)


def _tidy(credit: str) -> str:
    """A credit without what only set it off: brackets around it, bars, a full stop."""
    credit = _FULL_STOP_RE.sub("", credit.strip(_MARGIN))
    for opening, closing in ("()", "[]", "（）"):
        if credit.startswith(opening) and credit.endswith(closing) and credit.count(opening) == 1:
            credit = credit[1:-1]
        elif credit.endswith(closing) and opening not in credit:
            credit = credit[:-1]
        elif credit.startswith(opening) and closing not in credit:
            credit = credit[1:]
    return credit.strip(_MARGIN)


def read_caption(block: Block, reader: Reader, settings: Settings) -> Caption | None:
    """The caption in a caption block; None if there is no more in it than a credit."""
    written = CaptionFormat.of(settings).read(block.text)
    if written is not None:
        return _with_parts(_with_facts(written, reader), reader)
    if read_credit(block.text, reader, _SET_APART if block.figure is not None else STRONG):
        return None
    rest, credit = _without_credit(block, reader)
    if not any(sign.isalnum() for sign in rest) or read_credit(rest, reader, _SET_APART if credit else STRONG):
        return None
    caption = _peeled(_EMPTY_RE.sub("", rest).strip(_MARGIN), reader)
    if credit is not None:
        caption = replace(caption, credit=_joined(credit, caption.credit))
    if block.figure is not None:
        caption = replace(caption, image=block.figure.image)
    return _with_parts(_with_facts(caption, reader), reader)


def _without_credit(block: Block, reader: Reader) -> tuple[str, str | None]:
    """The text of a caption block without the credit at its end that the page sets apart, and that credit."""
    figure, text = block.figure, block.text
    if figure is None:
        return text, None
    end = " ".join((figure.credit or figure.aside or "").split())
    read = read_credit(end, reader) if end else None
    credit = read.credit if read else _tidy(end) if figure.credit else None
    if not credit:
        return text, None
    return text.removesuffix(end).rstrip(_MARGIN), credit


def _peeled(line: str, reader: Reader) -> Caption:
    """A line read piece by piece."""
    caption = Caption(line)
    for _ in range(_MOST_PIECES):
        taken = _taken(caption, reader)
        if taken is None:
            break
        caption = replace(
            caption,
            text=taken["text"],
            slug=caption.slug or taken.get("slug"),
            credit=_joined(_tidy(taken["credit"]), caption.credit) if "credit" in taken else caption.credit,
            location=caption.location or taken.get("location"),
            date=caption.date or taken.get("date"),
            notes=caption.notes if taken.get("note") in (None, *caption.notes) else (*caption.notes, taken["note"]),
        )
    return caption


def _taken(caption: Caption, reader: Reader) -> dict[str, str] | None:
    """What is taken off the text of a caption next: the most that a rule that decides alone can read in it.

    Others may read a credit only where there is none yet.
    """
    readings = []
    for rule, pieces in reader.readings(caption.text):
        text = pieces.get("text", "").strip(_MARGIN)
        is_strong = rule.score >= STRONG
        is_wanted = (
            rule.action is Action.CAPTION
            and text != caption.text
            and any(map(str.isalnum, text))
            and not text.endswith(_CUT)
            and (text.count("(") <= text.count(")") or caption.text.count("(") > caption.text.count(")"))
        )
        if is_wanted and (is_strong or caption.credit is None or "credit" not in pieces):
            readings.append((is_strong, -len(text), {**pieces, "text": text}))
    return max(readings, key=lambda reading: reading[:2])[2] if readings else None


def _with_facts(caption: Caption, reader: Reader) -> Caption:
    """The caption with the place and date that are written out in its text."""
    for rule, pieces in reader.readings(caption.text):
        if rule.action is Action.CAPTION and "text" not in pieces:
            caption = replace(
                caption,
                location=caption.location or pieces.get("location"),
                date=caption.date or pieces.get("date"),
            )
    return caption


def _joined(credit: str, other: str | None) -> str:
    """Two credits of one image as one: the fuller of them where one repeats the other."""
    if other is None or other.casefold() in credit.casefold():
        return credit
    return other if credit.casefold() in other.casefold() else f"{credit} / {other}"
