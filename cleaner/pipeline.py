"""The one place that knows the order of the stages.

    read (segment or extract) → repair → find → judge → assemble → settle

The last stage reads its own result once more, as if somebody had handed it in. If that changes nothing, the
result stands; if it does, the next result is tried. So cleaning twice is the same as cleaning once, by
construction; a text that never settles is given back as it came, with a warning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.assemble import Draft, Reading, assemble, clean_text, over_budget
from cleaner.boilerplate import (
    KEEP,
    Place,
    Searched,
    find,
    find_title,
    judge,
    read_bylines,
    read_lines,
    stripped,
    without_threads,
)
from cleaner.captions import Known, Reader, read_captions
from cleaner.deadline import Deadline, TimeIsUp
from cleaner.decode import Decoded, decoded, is_html
from cleaner.document import Article, Block, Kind, Paragraph
from cleaner.ledger import Change, outermost
from cleaner.repair.blocks import Sound, repaired
from cleaner.rulebook import Category, RuleBook, open_rulebook
from cleaner.segment import segment
from cleaner.settings import Settings

if TYPE_CHECKING:
    from cleaner.html.marks import MarkBook

__all__ = ["BUDGET_WARNING", "Cleaner", "clean"]

BUDGET_WARNING = "removal budget exceeded"
NOTHING_WARNING = "no main text found"
CUT_WARNING = "page too long: only its beginning was read"
SIZE_WARNING = "document too long"
TIME_WARNING = "time limit reached: not all of it was cleaned"
UNSETTLED_WARNING = "cleaning did not settle; the text is unchanged"

_ROUNDS = 4  # readings of a text before it is given up; ordinary text settles in the second

_STRIPPED = 3  # times that what is left of a line is asked for more to strip off

_SELECTORS = "html."  # how the ids of selectors begin

_Read = Callable[[str], Reading]


class _Memory(NamedTuple):
    """What one reading of a document knows of its lines, whatever stands around them."""

    sound: Sound
    searched: Searched
    captions: Known

    @classmethod
    def blank(cls) -> _Memory:
        return cls({}, {}, {})


class Cleaner:
    """A cleaner with its rules compiled: make it once, use it for any number of documents.

    It holds no state between documents, can be shared by threads, and pickles as its settings.

    >>> article = Cleaner(captions="after").clean("It rained  all day.")
    >>> article.text, [edit.rule for edit in article.edits]
    ('It rained all day.', ['spacing.run'])
    """

    def __init__(self, settings: Settings | None = None, *, book: RuleBook | None = None, **choices: Any) -> None:
        """Compile the rules.

        Args:
            settings: all settings at once.
            book: a rule book to use instead of the one that the settings ask for; it does not pickle.
            **choices: or single ones, by the names of :class:`~cleaner.settings.Settings`.

        Raises:
            SettingsError: if a setting is unknown or wrong.
            RuleError: if a rule file is wrong.
        """
        if settings is not None and choices:
            settings = replace(settings, **choices)
        self.settings = settings or Settings.from_keywords(**choices)
        self._has_own_book = book is not None
        self.book: RuleBook = book or open_rulebook(
            self.settings.rules,
            shipped=self.settings.shipped_rules,
            categories_off=[Category(name) for name in self.settings.categories_off],
            rules_off=[id_ for id_ in self.settings.rules_off if not id_.startswith(_SELECTORS)],
            today=date.today(),
        )
        if self.settings.rules or self.settings.rules_off:
            _ = self._marks  # a broken or unknown selector is told of now

    def __reduce__(self) -> tuple[type[Cleaner], tuple[Settings]]:
        if self._has_own_book:  # its copy would clean by other rules
            raise TypeError("a cleaner with a rule book of its own does not pickle; name its rules in the settings")
        return type(self), (self.settings,)

    def clean(self, source: str | bytes, *, url: str | None = None, language: str | None = None) -> Article:
        """Clean an article, HTML or plain text, whichever it looks like.

        Args:
            source: the article. Bytes are decoded by what they declare and are valid in.
            url: where it is from; chooses the rules of its site, and has words of the title, by which that is known.
            language: ISO 639-1 code, if known.

        Raises:
            TypeError: if the source is neither text nor bytes. Nothing else is ever raised.
        """
        given = _text_of(source)
        if is_html(given.text):
            return _warned(self._clean_html(given.text, url, language), given.warning)
        article = self._clean_text(given.text, url, language)
        # What cleaning laid bare at the top of a text must not make it HTML for the next reader.
        if is_html(article.text):
            article = _untouched(given.text, url, language, UNSETTLED_WARNING)
        return _warned(article, given.warning)

    def clean_text(self, source: str | bytes, *, url: str | None = None, language: str | None = None) -> Article:
        """Clean an article that some extractor, a feed or an archive gave as plain text.

        Arguments and errors are those of :meth:`clean`.
        """
        given = _text_of(source)
        return _warned(self._clean_text(given.text, url, language), given.warning)

    def _clean_text(self, text: str, url: str | None, language: str | None) -> Article:
        if len(text) > self.settings.max_chars:
            return _untouched(text, url, language, SIZE_WARNING)
        deadline = Deadline(self.settings.max_seconds)
        memory = _Memory.blank()
        read = self._reader(Place.of(language, url), memory, deadline)
        try:
            reading = read(text)
            draft = self._draft(reading)
            settled = draft if self._is_read(draft, reading, language, memory) else self._settled(draft, read)
        except TimeIsUp:
            return _untouched(text, url, language, TIME_WARNING)
        if settled is None:
            return _untouched(text, url, language, UNSETTLED_WARNING)
        return _article(settled, text, url, language)

    def clean_html(self, source: str | bytes, *, url: str | None = None, language: str | None = None) -> Article:
        """Clean an article from a page.

        Arguments and errors are those of :meth:`clean`.
        """
        given = _text_of(source)
        return _warned(self._clean_html(given.text, url, language), given.warning)

    def _clean_html(self, html: str, url: str | None, language: str | None) -> Article:
        from cleaner.html import read_page

        if len(html) > self.settings.max_chars:
            return _untouched("", url, language, SIZE_WARNING)
        deadline = Deadline(self.settings.max_seconds)
        page = read_page(
            html[: self.settings.max_page_chars],
            self._marks,
            url,
            alt_text=self.settings.caption_alt_text,
            deck_apart=self.settings.deck_apart,
            is_over=deadline.is_over,
        )
        cut = (CUT_WARNING,) if len(html) > self.settings.max_page_chars else ()
        if page is None:
            return replace(_untouched("", url, language, NOTHING_WARNING), warnings=(*cut, NOTHING_WARNING))
        language_ = language or _confirmed(page.language, page.blocks, self.settings.languages)
        place = Place.of(language_, url or page.url)
        memory = _Memory.blank()
        read = self._reader(Place.of(language, url), memory, deadline)
        try:
            draft = assemble(self._read(page.source, page.blocks, place, memory, deadline), self.settings)
            settled = self._settled(draft, read) or replace(draft, warnings=(*draft.warnings, UNSETTLED_WARNING))
        except TimeIsUp:
            draft = settled = self._by_page_alone(page.source, page.blocks)
        settled = replace(settled, warnings=(*cut, *page.warnings, *settled.warnings))
        article = _article(settled, page.source, url or page.url, language_ or settled.language)
        title = article.title or draft.first(Kind.TITLE)  # which may be taken for a kicker or a date in plain text
        called = read_lines(page.bylines, self.book, _plain_code(article.language)) if page.bylines else {}
        metadata = {**article.metadata, **called, **page.metadata}
        return replace(article, title=title, metadata=MappingProxyType(metadata))

    @cached_property
    def rules_version(self) -> str:
        """A hash of the rules and selectors in force; the same package cleans alike where it is the same."""
        return hashlib.sha256(f"{self.book.version} {self._marks.version}".encode()).hexdigest()[:12]

    @cached_property
    def _marks(self) -> MarkBook:
        from cleaner.html.marks import open_markbook

        settings = self.settings
        return open_markbook(
            settings.rules,
            shipped=settings.shipped_rules,
            categories_off=settings.categories_off,
            rules_off=[id_ for id_ in settings.rules_off if id_.startswith(_SELECTORS)],
        )

    def _by_page_alone(self, source: str, blocks: Sequence[Block]) -> Draft:
        """What the evidence of a page leaves, without a look at the words."""
        verdicts = judge(blocks, [block.findings for block in blocks])
        return assemble(Reading(source, blocks, verdicts, {}, (TIME_WARNING,)), self.settings)

    def _reader(self, place: Place, memory: _Memory, deadline: Deadline) -> _Read:
        """Reads a plain text; what is known of a line is remembered for the next reading."""
        return lambda text: self._read(
            text, segment(text), place, memory, deadline, find_titles=self.settings.find_title
        )

    def _draft(self, reading: Reading) -> Draft:
        """The clean text of a reading of plain text, with its title and deck."""
        if self.settings.find_title:
            reading = reading._replace(
                blocks=_titled(reading.blocks, [verdict.is_kept for verdict in reading.verdicts], reading.slug)
            )
        return assemble(reading, self.settings)

    def _is_read(self, draft: Draft, reading: Reading, language: str | None, memory: _Memory) -> bool:
        """Whether another reading of a draft would read the very same blocks, and so change nothing.

        So it is where all blocks stay, are told apart again as they were, and need no more repair.
        """
        if draft.trail.text == reading.source:
            return True
        texts = [block.trail.text for block in reading.blocks]
        if texts != [paragraph.text for paragraph in draft.paragraphs]:
            return False
        is_untouched = all(edit.stage == "layout" for edit in draft.trail.edits)
        if not language and not is_untouched:
            return False  # another language may be detected
        blocks = segment(draft.trail.text)
        if [block.trail.text for block in blocks] != texts:
            return False
        return is_untouched or repaired(blocks, reading.language, self.settings.repairs, memory.sound) == blocks

    def _settled(self, draft: Draft, read: _Read) -> Draft | None:
        """The draft once reading it again changes nothing; None if it never comes to that."""
        for _ in range(_ROUNDS):
            again = read(draft.trail.text)
            if clean_text(again, self.settings) == draft.trail.text:
                return draft
            draft = _composed(draft, self._draft(again))
        return None

    def _read(
        self,
        source: str,
        blocks: Sequence[Block],
        place: Place,
        memory: _Memory,
        deadline: Deadline,
        *,
        find_titles: bool = False,
    ) -> Reading:
        """What is decided about the blocks of a text."""
        settings = self.settings
        deadline.check()
        language = place.language or _language(tuple(block.trail.text for block in blocks), settings.languages)
        place = place._replace(language=_plain_code(language))
        blocks = repaired(blocks, place.language, settings.repairs, memory.sound)
        deadline.check()
        findings = find(blocks, self.book, place, memory.searched, titles=find_titles)
        for _ in range(_STRIPPED):
            less = stripped(blocks, findings)
            if less is None:
                break
            blocks = less
            findings = find(blocks, self.book, place, memory.searched, titles=find_titles)
        deadline.check()
        captions, credits = read_captions(
            blocks, findings, Reader(self.book, place.language, memory.captions), settings
        )
        for index in captions:
            blocks[index] = blocks[index].with_kind(Kind.CAPTION)
        verdicts = judge(blocks, [() if index in captions else found for index, found in enumerate(findings)])
        for index, verdict in credits.items():
            verdicts[index] = verdict
        shorter = without_threads(blocks, findings, verdicts)
        if shorter is not verdicts and not over_budget(blocks, shorter, settings):
            verdicts = shorter
        warnings: tuple[str, ...] = () if any(block.text for block in blocks) else (NOTHING_WARNING,)
        if over_budget(blocks, verdicts, settings):
            verdicts, warnings = [KEEP] * len(blocks), (BUDGET_WARNING,)
        metadata = read_bylines(blocks, findings, verdicts)
        return Reading(source, blocks, verdicts, captions, warnings, place.language, metadata, place.slug)


def _titled(blocks: Sequence[Block], kept: Sequence[bool], slug: tuple[str, ...]) -> list[Block]:
    """The blocks with title and deck marked among those that stay."""
    places = [index for index, is_kept in enumerate(kept) if is_kept and blocks[index].text]
    marked = list(blocks)
    for index, block in zip(places, find_title([blocks[index] for index in places], blocks, slug), strict=True):
        marked[index] = block
    return marked


def _composed(draft: Draft, again: Draft) -> Draft:
    """A second reading on top of the first. What the first one knew of a paragraph or caption still holds."""
    code = [paragraph.text for paragraph in draft.paragraphs if paragraph.kind is Kind.CODE]
    lines = [line for text in code for line in text.splitlines()]  # read again, each line is a paragraph
    paragraphs = {line: Paragraph(Kind.CODE, line) for line in lines}
    paragraphs |= {paragraph.text: paragraph for paragraph in draft.paragraphs}
    known = {(caption.text, caption.credit): caption for caption in draft.captions}
    changes = [
        Change(edit.start, edit.end, edit.after, edit.rule, edit.stage, edit.category, edit.note)
        for edit in outermost(again.trail.edits)
    ]
    return Draft(
        draft.trail.apply(changes),
        tuple(paragraphs.get(paragraph.text, paragraph) for paragraph in again.paragraphs),
        tuple(known.get((caption.text, caption.credit), caption) for caption in again.captions),
        tuple(dict.fromkeys((*draft.warnings, *again.warnings))),
        draft.language,
        {**again.metadata, **draft.metadata},
    )


def _article(draft: Draft, source: str, url: str | None, language: str | None) -> Article:
    return Article(
        text=draft.trail.text,
        source=source,
        title=draft.first(Kind.TITLE),
        deck=draft.first(Kind.DECK),
        paragraphs=draft.paragraphs,
        captions=draft.captions,
        edits=draft.trail.edits,
        warnings=draft.warnings,
        language=language or draft.language,
        url=url,
        metadata=MappingProxyType(dict(draft.metadata)),
    )


def _untouched(text: str, url: str | None, language: str | None, warning: str) -> Article:
    paragraphs = (Paragraph(Kind.PARAGRAPH, text),) if text else ()
    return Article(text=text, source=text, paragraphs=paragraphs, warnings=(warning,), language=language, url=url)


def _warned(article: Article, warning: str) -> Article:
    return replace(article, warnings=(warning, *article.warnings)) if warning else article


def _text_of(source: str | bytes) -> Decoded:
    if isinstance(source, str):
        return Decoded(source, "")
    if isinstance(source, (bytes, bytearray, memoryview)):
        return decoded(bytes(source), is_page=True)
    raise TypeError(f"expected text or bytes, got {type(source).__name__}")


_NORWEGIAN = ("nb", "nn")  # the two written forms, which share rules and are hard to tell apart


def _plain_code(language: str | None) -> str | None:
    """The code under which rules and words are kept: ``pt`` for ``pt-BR``, ``no`` for both forms of Norwegian."""
    code = language.lower().replace("_", "-").partition("-")[0] if language else None
    return "no" if code in _NORWEGIAN else code or None


def _confirmed(declared: str | None, blocks: Sequence[Block], choices: tuple[str, ...]) -> str | None:
    """The language that a page declares, held against its text."""
    if not (code := _plain_code(declared)):
        return None
    from cleaner.language import confirmed_language

    found = confirmed_language(code, [block.trail.text for block in blocks], choices)
    return declared if found == code else found


def _language(texts: tuple[str, ...], choices: tuple[str, ...]) -> str | None:
    from cleaner.language import detect_language

    return detect_language(texts, choices)


@lru_cache(maxsize=1)
def _default() -> Cleaner:
    return Cleaner()


def clean(source: str | bytes, *, url: str | None = None, language: str | None = None) -> Article:
    """Clean one article with the default settings; see :meth:`Cleaner.clean`."""
    return _default().clean(source, url=url, language=language)
