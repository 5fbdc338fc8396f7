"""The revision of verdicts by what stands above and below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from cleaner.boilerplate.place import zone_of
from cleaner.boilerplate.title import BODY, ECHO, TOP, echo, words_of
from cleaner.document import Block, Finding, Kind, Verdict
from cleaner.prose import FULL_STOPS, ends_sentence, is_item, is_prose, is_teaser, word_count
from cleaner.rulebook import Action, Category, Rule, Sign, Takes, Zone
from cleaner.rulebook.model import REMOVING

__all__ = ["DECISIVE", "LONG_PROSE", "counted", "is_protected", "removing", "revise"]

DECISIVE = 1.0
"""Sum of scores at which a block goes."""

LONG_PROSE = 60  # words; above, only a rule that decides alone can remove a block
COMPANY = 0.4
"""What a removed neighbour adds to the evidence that a block has of its own."""
SENTENCE_COMPANY = 0.2
"""The same for a block that ends as a sentence."""

_DEBRIS = frozenset({"promo", "related", "ui", "paywall", "headline"})  # categories that never end an article
_SUBHEADING = 6  # words; a single line under a label and above prose may be a subheading that long
_SIGNS = 3  # rules that must speak against a paragraph before a removed neighbour counts
_DECK = 45  # words of a headline in a list with its deck
_HEADLINE = 4  # words that most headlines have
_LABEL_LINE = 6  # words of a byline, a date or a label behind the text; most last lines of texts are longer
_NAMED = 8  # words of a line that names authors or a date
_LABEL = 3  # words of an item with its bullet that is but a label
_LINKED = 0.9  # share of links in a headline of a page that is one as a whole
_STORIES = 8  # summaries below a head that show a list of other articles; a briefing tells fewer
_SUMMARY = 50  # words
_LINE = 12  # words of a line of a story that may end as a sentence does
_LINES = 6  # lines of a story between two summaries: text of an image, kicker, headline, author, time, channel
_OWN_WORDS = 0.4  # share of the words of stories that come above, from which on they may be sections of the text
_HEADS = 2  # a label that stands there more often is a button under each of many teasers, and heads none
_BEHIND = 5  # lines above one behind the text, among which debris shows that the article ended before
_PLACED = (Kind.HEADING, Kind.TABLE)  # of a page, which has weighed their neighbours
_CUT_OFF = 20  # lines at the end that may be a list of other articles
_CUT_OFF_RE = re.compile(r"[^\W_](?:\.{3}|…)\s*\Z")
_UNDERLINE = 2  # signs under a heading; more are no bullet
_LOWEST = 6  # rank of headings
_HEADING_RE = re.compile(r"(#{1,6}) ")
_NUMBERED_RE = re.compile(r"\s*\d{1,3}[.)]\s")
_SENTENCE_RE = re.compile(rf"\w[.!?…！？{FULL_STOPS}] ?\S*[^\W\d_]")  # a sentence that ends before another word


def removing(findings: Sequence[Finding]) -> list[Rule]:
    """The rules that speak against a block, the strongest first."""
    rules = [finding.rule for finding in findings if finding.rule.action in REMOVING]
    return sorted(rules, key=lambda rule: -rule.score) if len(rules) > 1 else rules


def counted(rules: Sequence[Rule]) -> list[Rule]:
    """The rules whose scores add up: of those for the words of pages and those for all other wording, the weightier.

    Both are told by the same words, such as "newsletter" or "this article", which aren't counted twice.
    """
    worded = [rule for rule in rules if rule.where.sign is None]
    of_pages = {rule.id: rule.score for rule in worded if rule.category is Category.UI}
    others = {rule.id: rule.score for rule in worded if rule.id not in of_pages}
    less = min(of_pages, others, key=lambda scores: sum(scores.values()))
    return [rule for rule in rules if rule.id not in less]


def revise(
    blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], verdicts: Sequence[Verdict]
) -> list[Verdict]:
    """Verdicts after a look at the neighbours. Linear in the number of blocks: none is visited twice."""
    return _in_company(blocks, findings, _with_heads(blocks, findings, verdicts))


def _with_heads(
    blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], verdicts: Sequence[Verdict]
) -> list[Verdict]:
    """Verdicts once labels, heads and sign-offs have taken what goes with them."""
    revised = list(verdicts)
    runs = _Runs(blocks)
    shows_links = any(block.link_density for block in blocks)
    done = 0
    for index, (found, verdict) in enumerate(zip(findings, verdicts, strict=True)):
        if verdict.is_kept or runs.counts[blocks[index].text] > _HEADS:
            continue
        if _is_within_list(blocks, verdicts, index):
            revised[index] = verdict._replace(is_kept=True, note="an item of a list that stays")
            continue
        rules = removing(found)
        end = runs.end(index, rules)
        for below in range(max(index + 1, done), end):
            if shows_links and not _may_be_linked(blocks[below]):
                continue
            if revised[below].is_kept and not is_protected(findings[below]):
                revised[below] = verdict._replace(note=f"goes with the block above: {blocks[index].text[:60]!r}")
        done = max(done, end)
    return revised


def _may_be_linked(block: Block) -> bool:
    """Whether a block of a page may be a headline of another article: it is a link, or something speaks against it."""
    return block.link_density > 0 or bool(block.findings)


def _is_within_list(blocks: Sequence[Block], verdicts: Sequence[Verdict], index: int) -> bool:
    """Whether a word or two, or a maker or source, are an item of a list that stays: "Watch" is a thing to pack."""
    text, category = blocks[index].text, verdicts[index].category
    is_doubtful = category == "credit" or (category in _DEBRIS and word_count(text) <= _LABEL)
    if not is_item(text) or not is_doubtful:
        return False
    beside = [place for place in (index - 1, index + 1) if 0 <= place < len(blocks)]
    items = [place for place in beside if is_item(blocks[place].text)]
    return bool(items) and all(verdicts[place].is_kept for place in items)


def is_protected(findings: Sequence[Finding]) -> bool:
    """Whether a rule speaks for a block."""
    return any(finding.rule.action is Action.PROTECT for finding in findings)


class _Runs:
    """Where the runs of teasers end, found once for all of them."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._ends: list[int] = []
        self.counts = Counter(block.text for block in blocks)
        self._sections: dict[int, list[int]] = {}  # by rank, where the next section begins, in Markdown
        self._headlines: list[int] = []  # how many there are before each block
        self._stories: int | None = None  # where the stories begin that all ends with
        self._story_head: int | None = None  # the head of those from elsewhere; behind all if they are not
        self._own_title: int | None = None  # the first line above the text that may be its title, or behind all

    def end(self, index: int, rules: Sequence[Rule]) -> int:
        """Index of the first block below a removed one that does not go with it."""
        count = len(self._blocks)
        if any(rule.action is Action.CUT for rule in rules) and Zone.TAIL in zone_of(index, count):
            return count
        takes = {rule.takes for rule in rules} & {Takes.NEXT, Takes.RUN}
        if not takes or index + 1 == count:
            return index + 1
        if Takes.RUN not in takes:
            return index + 2 if _may_be_named(self._blocks[index + 1].text) else index + 1
        section = self._section_below(index)
        if section == count and self._heads_stories(index):
            return count
        run_end = self._run_end(index + 1)
        title = self._title(index)
        if title < min(run_end, section):
            return title
        end = min(run_end, section)
        if end == run_end < count and self._are_cut_off(end):
            return count
        if end < count and (not self._are_headlines(index + 1, end) or self._heads_title(index, end)):
            return index + 1
        if Zone.TAIL in zone_of(index, count):
            end = max(end, self._list_end(index + 1))
        return end - self._keeps_last(index, end)

    def _section_below(self, label: int) -> int:
        """Index of the heading below a label that begins another section of a text in Markdown.

        Below a label that is a heading, headlines may be headings of lower ranks.
        """
        texts = self._blocks[label].text, self._blocks[label + 1].text
        return self._sections_from(_rank(*texts) or _LOWEST)[label + 1]

    def _sections_from(self, rank: int) -> list[int]:
        """The place of the next heading of this rank or a higher one, from each block on."""
        sections = self._sections.get(rank)
        if sections is None:
            texts = [*(block.text for block in self._blocks), ""]
            sections = self._sections[rank] = [section := len(self._blocks)]
            for index in range(len(self._blocks) - 1, -1, -1):
                section = index if 0 < _rank(texts[index], texts[index + 1]) <= rank else section
                sections.append(section)
            sections.reverse()
        return sections

    def _heads_stories(self, index: int) -> bool:
        """Whether all below a head are stories from elsewhere: headlines, each with a summary, on other matters."""
        if self._stories is None:
            self._stories = _stories_start(self._blocks)
        if index + 1 < self._stories:
            return False
        if self._story_head is None:  # the first head among them decides for all
            self._story_head = index if self._are_elsewhere(index, self._stories) else len(self._blocks)
        return index >= self._story_head

    def _are_elsewhere(self, head: int, start: int) -> bool:
        """Whether stories below a head are several, speak of other things than the text above, and look unlike it."""
        texts = [block.text for block in self._blocks]
        if sum(map(_is_summary, texts[start:head])) > 1 or sum(map(_is_summary, texts[head:])) < _STORIES:
            return False
        words = words_of("\n".join(texts[head + 1 :]))
        return len(words & words_of("\n".join(texts[:head]))) < _OWN_WORDS * len(words)

    def _are_headlines(self, start: int, end: int) -> bool:
        """Whether most of some blocks above prose are long enough for headlines: things to pack are not."""
        if not self._headlines:
            counts = (word_count(block.text) >= _HEADLINE for block in self._blocks)
            self._headlines = list(accumulate(counts, initial=0))
        return 2 * (self._headlines[end] - self._headlines[start]) >= end - start

    def _are_cut_off(self, start: int) -> bool:
        """Whether all that is left are headlines, and beginnings of captions and decks that end in dots."""
        below = [block.text for block in self._blocks[start : start + _CUT_OFF + 1]]
        cut_off = sum(map(_is_cut_off, below))
        return (
            len(below) <= _CUT_OFF
            and 2 * cut_off <= len(below)
            and all(is_teaser(text) or _is_cut_off(text) for text in below)
        )

    def _list_end(self, start: int) -> int:
        """Index of the first block from here on that is no item of a list of headlines, be it with their decks.

        A list of which most items are a sentence each is one of notes.
        """
        end, notes = start, 0
        while end < len(self._blocks) and self._is_deck_item(self._blocks[end].text):
            notes += _is_note(self._blocks[end].text)
            end += 1
        return end if 2 * notes <= end - start else start

    def _is_deck_item(self, text: str) -> bool:
        return is_item(text) and word_count(text) <= _DECK

    def _keeps_last(self, index: int, end: int) -> bool:
        """Whether the last block of the run under a label is rather a subheading of the prose below.

        Among several that are links as wholes, it is one of them.
        """
        if end == len(self._blocks):
            return False
        if end == index + 2:
            label = self._blocks[index].text
            return _may_be_subheading(self._blocks[end - 1]) or self.counts[label] > 1
        if all(block.link_density >= _LINKED for block in self._blocks[index + 1 : end]):
            return False
        return end > index + 2 and _is_subheading(self._blocks[end - 1], self._blocks[end - 2])

    def _heads_title(self, index: int, end: int) -> bool:
        """Whether a label stands above all else, and below it the one line that may be the title, be it with a date."""
        if any(map(_is_like_title, self._blocks[:index])):
            return False
        return sum(map(_is_like_title, self._blocks[index + 1 : end])) == 1

    def _title(self, label: int) -> int:
        """Index of the first line between a label at the top and the text whose words come again as a title's do.

        It is the article's own title; what stands between goes with the label. Where there is none, or the label
        stands within the text, the index is behind all.
        """
        if self._own_title is None:
            count = len(self._blocks)
            first = next((index for index, block in enumerate(self._blocks) if is_prose(block.text)), count)
            top = range(max(0, first - TOP), first)
            self._own_title = next((index for index in top if self._is_said_below(index)), count)
        return self._own_title if label < self._own_title else len(self._blocks)

    def _is_said_below(self, index: int) -> bool:
        block, below = self._blocks[index], self._blocks[index + 1 : index + 1 + BODY]
        return _is_like_title(block) and echo(words_of(block.text), below) >= ECHO

    def _run_end(self, start: int) -> int:
        """Index of the first block from here on that is no teaser."""
        if not self._ends:
            end = len(self._blocks)
            for index in range(end - 1, -1, -1):
                end = end if _may_be_teaser(self._blocks[index].text) else index
                self._ends.append(end)
            self._ends.reverse()
        return self._ends[start]


def _rank(text: str, below: str) -> int:
    """The rank of a heading in Markdown, from 1; 0 for other lines. The line below may be what underlines it."""
    match = _HEADING_RE.match(text)
    if match:
        return len(match[1])
    is_underlined = len(below) == len(text.rstrip()) > _UNDERLINE and set(below) in ({"="}, {"-"})
    return (1 if below[0] == "=" else 2) if is_underlined else 0


def _may_be_teaser(text: str) -> bool:
    """Whether a line may be a headline, be it with its deck: no sentence with the beginning of another behind it."""
    return is_teaser(text) and (word_count(text) <= _LINE or not _SENTENCE_RE.search(text))


def _may_be_named(text: str) -> bool:
    """Whether a line may be what a label above it names: authors or a date, no sentence of the text."""
    return word_count(text) <= _NAMED and is_teaser(text)


def _is_like_title(block: Block) -> bool:
    """Whether a line is long enough for a title, numbers aside, of which dates consist."""
    text = block.text
    return word_count(text) - sum(any(map(str.isdigit, word)) for word in text.split()) >= _HEADLINE


def _stories_start(blocks: Sequence[Block]) -> int:
    """Index from which on there are but headlines and summaries, never two summaries together."""
    lines = 1  # since the last summary
    for index in range(len(blocks) - 1, -1, -1):
        text = blocks[index].text
        is_summary = _is_summary(text)
        if word_count(text) > _SUMMARY or (is_summary and not lines) or lines > _LINES:
            return index + 1
        lines = 0 if is_summary else lines + 1
    return 0


def _is_cut_off(text: str) -> bool:
    """Whether a line is the beginning of a sentence, as pages show of captions and decks."""
    return _HEADLINE <= word_count(text) <= _DECK and _CUT_OFF_RE.search(text) is not None


def _is_summary(text: str) -> bool:
    """Whether a block is no headline or other line of a story."""
    return word_count(text) > _LINE and not is_teaser(text)


def _is_note(text: str) -> bool:
    """Whether an item is one sentence, unlike a headline with its deck."""
    return ends_sentence(text) and not _SENTENCE_RE.search(text)


def _is_subheading(block: Block, above: Block) -> bool:
    """Whether the last block of a run rather belongs to the prose below: it is no item of a list that ends there."""
    return not (is_item(block.text) and is_item(above.text))


def _may_be_subheading(block: Block) -> bool:
    """Whether a single line under a label is as likely a subheading of the prose below."""
    is_numbered = _NUMBERED_RE.match(block.text) is not None
    return word_count(block.text) <= (_LINE if is_numbered else _SUBHEADING) and (
        is_numbered or not is_item(block.text)
    )


def _in_company(
    blocks: Sequence[Block], findings: Sequence[Sequence[Finding]], verdicts: list[Verdict]
) -> list[Verdict]:
    """Verdicts once weak evidence has been weighed together with a removed neighbour.

    Below debris, one weak line after the other goes, behind the last paragraph also where other lines stand between.
    Above it only the next one does, no item of a list and no line that only its place speaks against: what stands there
    may be the end of the article.
    """
    weak = [index for index, found in enumerate(findings) if found and verdicts[index].is_kept]
    for index in weak:
        above = _debris_above(blocks, findings[index], verdicts, index)
        if above is not None:
            verdicts[index] = _weighed(blocks, findings[index], verdicts[index], index, above)
    for index in weak:
        is_last = index + 1 == len(blocks) or is_item(blocks[index].text)
        if (
            not is_last
            and _is_company(verdicts[index + 1], findings[index])
            and not _may_be_last_line(blocks, findings[index], index)
        ):
            verdicts[index] = _weighed(blocks, findings[index], verdicts[index], index, index + 1)
    return verdicts


def _debris_above(
    blocks: Sequence[Block], findings: Sequence[Finding], verdicts: Sequence[Verdict], index: int
) -> int | None:
    """The removed block above a weak line that may take it along: the next, or the nearest one behind the text."""
    is_behind = any(finding.rule.where.sign is Sign.TAIL_LINE for finding in findings) and not is_item(
        blocks[index].text
    )
    for above in range(index - 1, max(-1, index - 1 - (_BEHIND if is_behind else 1)), -1):
        if _is_company(verdicts[above], findings):
            return above
        if is_prose(blocks[above].text):
            return None
    return None


def _may_be_last_line(blocks: Sequence[Block], findings: Sequence[Finding], index: int) -> bool:
    """Whether a line alone between prose and debris is as likely the last one of the text, without its full stop.

    Only its place speaks against it. Bylines, dates and labels are shorter.
    """
    signs = [finding.rule.where.sign for finding in findings]
    is_long = word_count(blocks[index].text) > _LABEL_LINE
    return is_long and signs == [Sign.TAIL_LINE] and index > 0 and is_prose(blocks[index - 1].text)


def _is_company(verdict: Verdict, findings: Sequence[Finding]) -> bool:
    """Whether a neighbour is of the kind that a block may be itself, or both may be debris."""
    if verdict.is_kept:
        return False
    kinds = {rule.category for rule in _in_any_text(findings)}
    return verdict.category in kinds or (verdict.category in _DEBRIS and not _DEBRIS.isdisjoint(kinds))


def _in_any_text(findings: Sequence[Finding]) -> list[Rule]:
    """The rules that speak for removing a block, without what tells it from a report: its neighbour does that."""
    return [rule for rule in removing(findings) if not rule.where.report and rule.where.sign is not Sign.APART]


def _weighed(
    blocks: Sequence[Block], findings: Sequence[Finding], verdict: Verdict, index: int, beside: int
) -> Verdict:
    """The verdict on a block beside a removed one."""
    block, against = blocks[index], counted(_in_any_text(findings))
    company = SENTENCE_COMPANY if ends_sentence(block.text) else COMPANY
    total = sum(rule.score for rule in against) + company
    if (
        not against
        or not verdict.is_kept
        or total < DECISIVE - 1e-9
        or is_protected(findings)
        or block.kind in (Kind.CODE, Kind.TITLE)
        or (block.kind in _PLACED and len(against) == len(block.findings))
        or (is_prose(block.text) and len(against) < _SIGNS)
    ):
        return verdict
    parts = " + ".join(f"{rule.id} {rule.score:g}" for rule in against)
    note = f"{parts} + {company:g} for its neighbour {blocks[beside].text[:40]!r} = {total:g}"
    return Verdict(False, "+".join(rule.id for rule in against), against[0].category, note)
