"""What a block is by its place among the others: repeated, in a run of headlines, behind the last prose, …

Signs are facts; what they weigh is said by rules (``where: {sign: …}``). Those that also occur in guides, which
consist of lists and headings, count only in a text that is mostly paragraphs, as news is. Shares and bounds were
found on half of 900 pages and hold on the other half.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from cleaner.boilerplate.manner import is_rare
from cleaner.boilerplate.place import names_site
from cleaner.boilerplate.title import is_same_title, words_of
from cleaner.document import Block
from cleaner.prose import ends_sentence, shapes_of, word_count
from cleaner.rulebook import Sign

__all__ = ["signs_of"]

_PROSE_BLOCKS, _PROSE_SHARE, _SOME_PROSE = 4, 0.7, 0.5
_BEGIN = 20  # characters of a line that are compared first
_SHORT = 400  # characters; no longer block is a repeated line
_REPEATED = 4  # words of a line that does not stand there twice by chance
_COPIED = (8, 45)  # words of a line that is copied out of the text
_MOST_COPIED = 64  # lines that are looked for in the text, so that time stays in proportion
_RUN = 3  # items that make a run
_KICKED = 0.6  # share of the items of a run that begin with a kicker
_OWN_LIST = 0.6  # share of the words of a list that come in the text, from which on it is the text's own
_LISTS = 2  # lists of a text that is no guide
_HEAD = 8  # words of a head over a list
_TAIL_LINES = 15  # more lines behind the last prose are a list of sources, or a table
_TAIL_RUN = 3  # headlines behind the last prose that are a list of other articles
_SAID_PROSE, _SAID_WORDS = 2, 40  # paragraphs and words of a stretch that stands there twice
_SAID_TIMES = 3  # times that it does, at most
_SAID_BREAK = 6  # words of a line of its own that ends such a stretch
_CRUMB = 5  # words of an entry of a menu
_TITLE = 4  # words of a title that stands below another line
_TOP = 8  # blocks before the first prose
_LEDE_LINES = 3  # lines between a deck and the text: author, place, time
_TWICE = (2, 3)  # times that an author's name stands there; more often it is that of a speaker
_BESIDE = 3  # words of a kicker, a section or a name beside the title
_LAST = 4  # blocks at the end in which an author is introduced
_SIGNATURES = 2  # lines behind the text that may sign it
_DOUBT = 0.5  # weak evidence that makes a paragraph doubtful: two signs
_PROMISE = 4  # words behind the kicker of a headline; fewer are a price, a name, a value

_ENTRIES = 1 / 3  # share of a run that may be entries of a list: books, prices, results, dates

_ENTRY_RE = re.compile(r"\d\D+\d|[€$£¥₹]|\d\s?%")  # several numbers, or a price
_KICKER_RE = re.compile(r"\s*[-–—*•·▪◦]\s[^:.：]{2,40}[:：] ?\S")
_REST_RE = re.compile(r"[:：]\s?(.*)", re.DOTALL)
_WORDS_RE = re.compile(r"[^\W\d_]{2,}")
_ASKS_RE = re.compile(r"""[?？؟]["'”’»›)\]]*\s*\Z""")
_SIGN_OFF_RE = re.compile(r"\s*[—–-]+\s?[^@]{2,80}\(@\w{1,20}\)\s.{0,20}\d.{0,20}\Z", re.DOTALL)
_POST_RE = re.compile(r"(?:\A|\s)[#@][^\W\d_]\w+|\bpic\.(?:twitter|x)\.com/|\bt\.co/")
_LETTERS_RE = re.compile(r"[\W_]+")
_WORD_RE = re.compile(r"[^\W_]+")
_NAME_RE = re.compile(r"\W{0,3}([^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,3})")

Signs = Mapping[int, frozenset[Sign]]


@lru_cache(maxsize=1024)  # lines come again when the result is read once more
def _key(text: str) -> str:
    """The letters of a line, by which it is known again."""
    return _LETTERS_RE.sub("", text.casefold())


class _Lines:
    """The lines of a document with what is asked about them again and again."""

    def __init__(self, blocks: Sequence[Block], gone: Sequence[bool]) -> None:
        self.texts = [block.trail.text for block in blocks]
        self.gone = gone
        shapes = shapes_of(self.texts)
        self.words = [shape.words for shape in shapes]
        self.ended = [shape.is_ended for shape in shapes]
        self.item = [shape.is_item for shape in shapes]
        self.prose = [shape.is_prose for shape in shapes]
        self.teaser = [shape.is_teaser for shape in shapes]
        self.initials = [text[0].casefold()[0] if text[:1].isalpha() else "" for text in self.texts]
        kept = [index for index, is_gone in enumerate(gone) if not is_gone]
        prose = [index for index in kept if self.prose[index]]
        self.kept = kept
        self.first = prose[0] if prose else len(self.texts)
        self.last = prose[-1] if prose else -1
        self.said = "\n".join(self.texts[index] for index in prose)
        self.runs = list(self._runs())
        self.repeated = self._repeated()

    def _runs(self) -> list[range]:
        """Runs of items, items that go anyway included."""
        runs, start = [], None
        for index, is_listed in enumerate([*self.item, False]):
            if is_listed and start is None:
                start = index
            elif not is_listed and start is not None:
                runs.append(range(start, index))
                start = None
        return runs

    def _repeated(self) -> set[int]:
        """Lines that stand there twice in a row or begin the next one, as text and caption of an image do."""
        found = set()
        words = self.words
        for above, below in pairwise(self.kept):
            if words[above] < _REPEATED or words[below] < _REPEATED or self.differ(above, below):
                continue
            first, second = self.key(above), self.key(below)
            if not first:
                continue
            if first == second:
                found |= {below} if self.prose[above] else {above, below}
            elif above and second.startswith(first) and not self.prose[below] and not self.item[above]:
                found |= set() if _ASKS_RE.search(self.texts[below][-8:]) else {above, below}  # a question is a heading
        return found | self._captioned()

    def repeated_beside_debris(self) -> set[int]:
        """Those of the repeated lines whose company has a line that is no text, as that of captions has: a credit."""
        found: set[int] = set()
        for run in _consecutive(sorted(self.repeated)):
            beside = [place for place in (run.start - 1, run.stop) if 0 <= place < len(self.gone)]
            if any(self.gone[place] for place in beside):
                found.update(index for index in run if not self.prose[index])
        return found

    def _captioned(self) -> set[int]:
        """Lines that a caption or other debris beside them says again, as the text that stands for an image."""
        found = set()
        for index in self.kept:
            if self.words[index] < _REPEATED or self.item[index] or self.prose[index]:
                continue
            beside = [place for place in (index - 1, index + 1) if 0 <= place < len(self.gone) and self.gone[place]]
            key = self.key(index) if beside else ""
            if key and any(self.key(place).startswith(key) for place in beside):
                found.add(index)
        return found

    def key(self, index: int) -> str:
        """The letters of a line, by which it is known again; empty for a long one."""
        return _key(self.texts[index]) if len(self.texts[index]) < _SHORT else ""

    def differ(self, one: int, other: int) -> bool:
        """Whether the first letters of lines tell that neither key begins as the other does."""
        initial, other_initial = self.initials[one], self.initials[other]
        if initial != other_initial and initial and other_initial:
            return True
        first, second = _key(self.texts[one][:_BEGIN]), _key(self.texts[other][:_BEGIN])
        return not (first.startswith(second) or second.startswith(first))

    def prose_share(self, besides: set[int]) -> float:
        """The share of paragraphs between the first and the last one; 0 where there are too few."""
        inner = [index for index in self.kept if self.first <= index <= self.last and index not in besides]
        prose = sum(self.prose[index] for index in inner)
        return prose / len(inner) if prose >= _PROSE_BLOCKS else 0.0


def _consecutive(numbers: Sequence[int]) -> list[range]:
    """Numbers in rising order as runs without gaps."""
    runs: list[range] = []
    for number in numbers:
        is_next = runs and runs[-1].stop == number
        runs[-1:] = [range(runs[-1].start, number + 1)] if is_next else [*runs[-1:], range(number, number + 1)]
    return runs


def signs_of(
    blocks: Sequence[Block],
    gone: Sequence[bool],
    title: int | None,
    site: str | None = None,
    bylines: Sequence[str] = (),
    weights: Sequence[float] = (),
) -> Signs:
    """The signs of each block that has any.

    Args:
        blocks: all blocks.
        gone: whether each is no text of the article by what it says alone.
        title: index of the title, if there is one.
        site: the name of the site, in small letters without spaces.
        bylines: the lines that name the authors.
        weights: the weak evidence against each block by what it says.
    """
    lines = _Lines(blocks, gone)
    found: dict[int, set[Sign]] = defaultdict(set)
    headlines = {index for run in lines.runs if _is_headline_run(lines, run) for index in _with_head(lines, run)}
    share = lines.prose_share(headlines | lines.repeated)
    titles = _repeated_headline(lines, title)
    runs = sum(not all(lines.gone[index] for index in run) for run in lines.runs)
    for index in lines.repeated if share >= _SOME_PROSE else lines.repeated_beside_debris():
        if index not in titles:
            found[index].add(Sign.REPEATED)
    if share >= _SOME_PROSE:
        for index in _tail_lines(lines):
            found[index].add(Sign.TAIL_LINE)
    if share >= _PROSE_SHARE or (share >= _SOME_PROSE and runs <= _LISTS):
        for index in headlines:
            found[index].add(Sign.HEADLINE_ITEM)
    if share >= _PROSE_SHARE:
        for index in _copied(lines):
            found[index].add(Sign.COPIED)
        for index in _tail_run(lines):
            found[index].add(Sign.TAIL_RUN)
        for index in _signed(lines):
            found[index].add(Sign.SIGNED)
    for index in _said_before(lines):
        found[index].add(Sign.SAID_BEFORE)
    for index in _doubled(lines):
        found[index].add(Sign.DOUBLED)
    for index in _posts(lines):
        found[index].add(Sign.POST)
    for index in _again(lines):
        found[index].add(Sign.AGAIN)
    for index in _above(lines, title):
        found[index].add(Sign.ABOVE)
    for index in _menu(lines):
        found[index].add(Sign.MENU)
    for index in _newcomers(lines):
        found[index].add(Sign.NEWCOMER)
    for index in _of_authors(lines, bylines) if bylines else ():
        found[index].add(Sign.AUTHOR)
    named = _own_names(lines, site) if site else []
    for index in named:
        found[index].add(Sign.OWN_NAME)
    for index in _closing(lines, weights, set(named)):
        found[index].add(Sign.CLOSING)
    if title is not None:
        _beside_title(lines, title, found)
    return {index: frozenset(signs) for index, signs in found.items()}


def _repeated_headline(lines: _Lines, title: int | None) -> frozenset[int]:
    """The title, and the first of two equal lines over the text: what was taken for the title may be their kicker."""
    above = sorted(index for index in lines.repeated if index < lines.first < len(lines.texts))
    kicker = title is None or lines.words[title] <= _BESIDE
    first = above[:1] if above and kicker and not lines.ended[above[0]] else []
    return frozenset([*first, *([] if title is None else [title])])


def _is_headline_run(lines: _Lines, run: range) -> bool:
    """Whether a list is one of headlines with kickers, not one that the text announces."""
    if len(run) < _RUN or not all(lines.teaser[index] and lines.words[index] >= _REPEATED for index in run):
        return False
    above = lines.texts[run.start - 1].rstrip() if run.start else ""
    if above.endswith((":", "：")):
        return False
    if sum(_is_kicked(lines.texts[index]) for index in run) < _KICKED * len(run):
        return False
    return _echo(lines, run) < _OWN_LIST


def _echo(lines: _Lines, run: range) -> float:
    """The share of the words of a list that the paragraphs have too: high where the text speaks of its items."""
    whole = words_of(lines.said)
    words = set().union(*(words_of(lines.texts[index]) for index in run))
    return len(words & whole) / max(1, len(words))


def _with_head(lines: _Lines, run: range) -> range:
    """A run of headlines with the line over it, if that is a head: short, and no subheading of the prose below."""
    above = run.start - 1
    is_head = (
        above > lines.first
        and not lines.prose[above]
        and lines.teaser[above]
        and lines.words[above] <= _HEAD
        and not (run.stop < len(lines.texts) and lines.prose[run.stop])
    )
    return range(above, run.stop) if is_head else run


def _is_kicked(text: str) -> bool:
    """Whether an item is a headline behind a kicker."""
    if not _KICKER_RE.match(text):
        return False
    rest = _REST_RE.search(text)
    return rest is not None and word_count(rest.group(1)) >= _PROMISE


def _tail_lines(lines: _Lines) -> list[int]:
    """Lines like headlines behind the last prose."""
    tail = [index for index in lines.kept if index > lines.last and lines.teaser[index]]
    announced = lines.last >= 0 and lines.texts[lines.last].rstrip().endswith((":", "："))
    return [] if announced or len(tail) > _TAIL_LINES else tail


def _tail_run(lines: _Lines) -> list[int]:
    """Headlines behind the last prose, several in a row up to the end."""
    run: list[int] = []
    for index in reversed(lines.kept):
        text = lines.texts[index]
        is_headline = lines.teaser[index] and lines.words[index] >= _REPEATED and not lines.ended[index]
        if index <= lines.last or not is_headline or lines.item[index]:
            is_announced = text.rstrip().endswith((":", "："))
            entries = sum(_ENTRY_RE.search(lines.texts[place]) is not None for place in run)
            return run if len(run) >= _TAIL_RUN and not is_announced and entries <= _ENTRIES * len(run) else []
        run.append(index)
    return []


def _signed(lines: _Lines) -> list[int]:
    """A few words alone behind the last paragraph, or in two lines, the last of which the text does not have."""
    tail = [index for index in lines.kept if index > lines.last]
    announced = lines.last >= 0 and lines.texts[lines.last].rstrip().endswith((":", "："))
    if announced or len(tail) > _SIGNATURES:
        return []
    return [index for index in tail if not lines.item[index] and not _is_said(lines, index)]


def _is_said(lines: _Lines, index: int) -> bool:
    """Whether the last word of a line comes in a paragraph; in scripts without capitals, within a longer one too."""
    word = next(iter(reversed(_WORDS_RE.findall(lines.texts[index]))), "")
    if word not in lines.said:
        return False
    return not word[:1].isupper() or re.search(rf"\b{re.escape(word)}\b", lines.said) is not None


def _posts(lines: _Lines) -> list[int]:
    """Posts of a social network that show by their marks that they are no quotation, and the sign-offs below them."""
    signed = (index for index, text in enumerate(lines.texts) if index and "@" in text and _SIGN_OFF_RE.match(text))
    return [index for below in signed if _POST_RE.search(lines.texts[below - 1]) for index in (below - 1, below)]


def _copied(lines: _Lines) -> list[int]:
    """Lines without a sentence end that stand word for word in a paragraph: pull quotes, captions."""
    least, most = _COPIED
    candidates = [
        index
        for index in lines.kept
        if least <= lines.words[index] <= most
        and not lines.item[index]
        and index not in lines.repeated
        and not lines.ended[index]
    ]
    found = []
    for index in candidates[:_MOST_COPIED]:
        core = lines.texts[index].strip(' \t"“”„«»‘’.…–-')
        if core and core in lines.said:
            found.append(index)
    return found


def _said_before(lines: _Lines) -> list[int]:
    """Stretches of paragraphs that stand above in the same order, as where a page is laid out for two screens.

    What stands there many times is a formula, as in a list of events.
    """
    counts = Counter(lines.texts[index] for index in lines.kept)
    if len(counts) == len(lines.kept):  # as in nearly every text
        return []
    seen: dict[str, int] = {}
    found: list[int] = []
    stretch: list[int] = []
    above = -1  # where the last block of the stretch stands for the first time
    for index in lines.kept:
        first = seen.setdefault(lines.texts[index], index)
        is_again = first < index and counts[lines.texts[index]] <= _SAID_TIMES
        if is_again and (first > above or not stretch):
            stretch.append(index)
            above = first
        elif lines.words[index] >= _SAID_BREAK:
            found += stretch if _is_long(lines, stretch) else []
            stretch = [index] if is_again else []
            above = first
    return [*found, *stretch] if _is_long(lines, stretch) else found


def _doubled(lines: _Lines) -> list[int]:
    """Lines that say the same words twice with nothing between: what stands for an image, and the headline below it."""
    found = []
    for index in lines.kept:
        if lines.words[index] < 2 * _REPEATED or lines.ended[index] or not lines.key(index):
            continue
        words = lines.texts[index].split()
        half = len(words) // 2
        if words[0] == words[half] and words[:half] == words[half:]:
            found.append(index)
    return found


def _is_long(lines: _Lines, stretch: Sequence[int]) -> bool:
    """Whether what stands there twice is no refrain."""
    is_prose = sum(lines.prose[index] for index in stretch) >= _SAID_PROSE
    return is_prose and sum(lines.words[index] for index in stretch) >= _SAID_WORDS


def _again(lines: _Lines) -> list[int]:
    """Names and labels that stand there two or three times, at last behind the text."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, words in enumerate(lines.words):
        if words <= _CRUMB and (key := lines.key(index)):
            places[key].append(index)
    return [
        index
        for same in places.values()
        if _TWICE[0] <= len(same) <= _TWICE[1] and same[-1] > lines.last
        for index in same
        if not lines.gone[index]
    ]


def _above(lines: _Lines, title: int | None) -> list[int]:
    """Lines above the first prose, but for the title; if none is known, the first one is it, unless another may be.

    Prose at the very top is the deck if lines beside debris, such as a byline, part it from the text.
    """
    above = [index for index in lines.kept if index < min(lines.first, _TOP)]
    if title is None and not any(lines.teaser[index] and lines.words[index] >= _TITLE for index in above[1:]):
        return [*above[1:], *_below_deck(lines)]
    return [*(index for index in above if index != title), *_below_deck(lines)]


def _below_deck(lines: _Lines) -> list[int]:
    """The few lines between prose at the top and the next prose, above one that is no text.

    What stands below all of those, directly above the text, may be its first subheading.
    """
    deck = lines.first
    if deck > _BESIDE:
        return []
    below = range(deck + 1, min(deck + 1 + _TOP, len(lines.texts)))
    between = list(takewhile(lambda index: not lines.prose[index], below))
    if len(between) == len(below):
        return []
    last = max((index for index in between if lines.gone[index]), default=deck)
    above = [index for index in between if index < last and not lines.gone[index]]
    return above if len(above) <= _LEDE_LINES else []


def _menu(lines: _Lines) -> list[int]:
    """Entries of a menu or a trail of crumbs before the text."""
    for run in lines.runs:
        if run.start > _CRUMB or run.stop > lines.first:
            break
        entries = run[:-1] if lines.teaser[run[-1]] else run  # the last crumb may be the title
        if len(run) >= _RUN and all(lines.words[index] <= _CRUMB and lines.teaser[index] for index in entries):
            return list(run)
    return []


def _newcomers(lines: _Lines) -> list[int]:
    """Blocks at the end that begin with the name of a person of whom the text does not speak.

    Above a paragraph that begins otherwise, such a block is part of the text.
    """
    found: list[int] = []
    for index in lines.kept[-_LAST:]:
        names = _names(lines.texts[index])
        if len(names) < 2 and lines.prose[index]:
            found.clear()
        if len(names) < 2 or lines.words[index] <= _BESIDE or index <= lines.first:
            continue
        surname = names[1].rstrip(".,")
        if lines.said.count(surname) == (lines.texts[index].count(surname) if lines.prose[index] else 0):
            found.append(index)
    return found


def _of_authors(lines: _Lines, bylines: Sequence[str]) -> list[int]:
    """Blocks at the end that begin with a name that a byline has."""
    authors = _spaced(" ".join(bylines))
    found = []
    for index in lines.kept[-_LAST:]:
        match = _NAME_RE.match(lines.texts[index]) if index > lines.first else None
        words = match.group(1).split() if match else []
        name = list(takewhile(lambda word: word[0].isupper(), words))
        if len(name) > 1 and _spaced(" ".join(name)) in authors:
            found.append(index)
    return found


def _spaced(text: str) -> str:
    """The words of a text in small letters, between blanks."""
    return f" {' '.join(_WORD_RE.findall(text.casefold()))} "


def _names(text: str) -> list[str]:
    """The words with a capital letter among the first four of a text."""
    match = _NAME_RE.match(text)
    return [name for name in match.group(1).split() if name[0].isupper()] if match else []


def _beside_title(lines: _Lines, title: int, found: dict[int, set[Sign]]) -> None:
    words = words_of(lines.texts[title])
    for number, index in enumerate(lines.kept):
        if index == title:
            continue
        text = lines.texts[index]
        heads_list = not lines.item[index] and any(lines.item[below] for below in lines.kept[number + 1 : number + 2])
        is_above = index < min(lines.first, _TOP)
        may_differ = is_above or (index > lines.last and lines.words[index] > _CRUMB)
        is_same = not lines.differ(index, title) and lines.key(index) == lines.key(title) != ""
        if is_same or (may_differ and is_same_title(words, text)):
            found[index].add(Sign.TITLE_AGAIN)
        elif is_above and not heads_list and lines.words[index] <= _BESIDE and not _is_said_in_full(text):
            found[index].add(Sign.BESIDE_TITLE)


def _is_said_in_full(text: str) -> bool:
    """Whether a short line is a sentence, or announces one."""
    return text.rstrip().endswith((":", "：")) or ends_sentence(text)


def _own_names(lines: _Lines, site: str) -> list[int]:
    """Lines, no items, that name the site in a text where few do: one about a company names it again and again."""
    found = [index for index in lines.kept if names_site(lines.texts[index], site)]
    return [index for index in found if not lines.item[index]] if is_rare(len(found), len(lines.kept)) else []


def _closing(lines: _Lines, weights: Sequence[float], named: set[int]) -> list[int]:
    """Lines with evidence against them, behind the last paragraph with hardly any: there an article ends."""
    doubted = {index for index, weight in enumerate(weights) if weight >= _DOUBT}
    if not doubted | named:
        return []
    for index in reversed(lines.kept):
        if lines.prose[index] and index not in doubted | named:
            return [below for below in lines.kept if below > index and below in doubted | named]
    return []
