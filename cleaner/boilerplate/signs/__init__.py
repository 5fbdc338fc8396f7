"""What a block is by its place among the others: repeated, in a run of headlines, behind the last prose, …

    lines → twice, images, lists, top, tail → signs_of

Signs are facts; what they weigh is said by rules (``where: {sign: …}``). Those that also occur in guides, which
consist of lists and headings, count only in a text that is mostly paragraphs, as news is. Shares and bounds were
found on half of 900 pages and hold on the other half.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from cleaner.boilerplate.manner import is_rare
from cleaner.boilerplate.place import names_site
from cleaner.boilerplate.signs.images import alt_texts
from cleaner.boilerplate.signs.lines import Lines
from cleaner.boilerplate.signs.lists import is_headline_run, menu, with_head
from cleaner.boilerplate.signs.tail import cards, closing, excerpts, newcomers, of_authors, signed, tail_lines, tail_run
from cleaner.boilerplate.signs.top import above, beside_title, over_title, title_again
from cleaner.boilerplate.signs.twice import again, copied, doubled, said_again, said_before, titles_twice
from cleaner.document import Block
from cleaner.rulebook import Sign

__all__ = ["signs_of"]

_PROSE_SHARE, _SOME_PROSE = 0.7, 0.5  # of paragraphs, in a text that is mostly those, and in one that has many
_LISTS = 2  # lists of a text that is no guide

_SIGN_OFF_RE = re.compile(r"\s*[—–-]+\s?[^@]{2,80}\(@\w{1,20}\)\s.{0,20}\d.{0,20}\Z", re.DOTALL)
_POST_RE = re.compile(r"(?:\A|\s)[#@][^\W\d_]\w+|\bpic\.(?:twitter|x)\.com/|\bt\.co/")

Signs = Mapping[int, frozenset[Sign]]


def signs_of(
    blocks: Sequence[Block],
    gone: Sequence[bool],
    title: int | None,
    site: str | None = None,
    bylines: Sequence[str] = (),
    weights: Sequence[float] = (),
    captions: Mapping[int, float] = MappingProxyType({}),
    end: int | None = None,
    voices: Sequence[int] | None = None,
    addressed: int | None = None,
) -> Signs:
    """The signs of each block that has any.

    Args:
        blocks: all blocks.
        gone: whether each is no text of the article by what it says alone.
        title: index of the title, if there is one.
        site: the name of the site, in small letters without spaces.
        bylines: the lines that name the authors.
        weights: the weak evidence against each block by what it says.
        captions: the captions, by index, with the sum of what speaks for it.
        end: index of the head of the readers' comments, where the article ends at the latest.
        voices: the lines that speak to the reader in a report; None if the text is none.
        addressed: index of the title, if the address of the article has its words.
    """
    lines = Lines(blocks, gone, captions, end)
    headlines = {index for run in lines.runs if is_headline_run(lines, run) for index in with_head(lines, run)}
    share = lines.prose_share(headlines | lines.repeated)
    runs = sum(not all(lines.gone[index] for index in run) for run in lines.runs)
    is_some, is_prose = share >= _SOME_PROSE, share >= _PROSE_SHARE
    named = _own_names(lines, site) if site else []
    same = title_again(lines, title)
    repeated = lines.repeated if is_some else lines.repeated_beside_debris()
    behind = set(tail_lines(lines)) if is_some else set()
    places: dict[Sign, Iterable[int]] = {
        Sign.REPEATED: repeated - titles_twice(lines, title),
        Sign.TAIL_LINE: behind,
        Sign.HEADLINE_ITEM: headlines if is_prose or (is_some and runs <= _LISTS) else (),
        Sign.COPIED: copied(lines) if is_prose else (),
        Sign.TAIL_RUN: tail_run(lines) if is_prose else (),
        Sign.CARD: cards(lines),
        Sign.EXCERPT: excerpts(lines),
        Sign.SIGNED: signed(lines) if is_prose else (),
        Sign.SAID_BEFORE: [*said_before(lines), *(said_again(lines) if is_some else ())],
        Sign.DOUBLED: doubled(lines, title),
        Sign.POST: _posts(lines),
        Sign.AGAIN: again(lines),
        Sign.ABOVE: above(lines, title),
        Sign.MENU: menu(lines),
        Sign.NEWCOMER: newcomers(lines),
        Sign.AUTHOR: of_authors(lines, bylines) if bylines else (),
        Sign.OWN_NAME: named,
        Sign.CLOSING: closing(lines, weights, set(named)) if voices is None else (),
        Sign.APART: _apart(lines, set(voices) - behind) if voices else (),
        Sign.ALT_TEXT: alt_texts(lines),
        Sign.TITLE_AGAIN: same,
        Sign.BESIDE_TITLE: [index for index in beside_title(lines, title) if index not in same],
        Sign.OVER_TITLE: over_title(lines, addressed) if addressed is not None else (),
    }
    found: dict[int, set[Sign]] = defaultdict(set)
    for sign, indices in places.items():
        for index in indices:
            found[index].add(sign)
    return {index: frozenset(signs) for index, signs in found.items()}


def _posts(lines: Lines) -> list[int]:
    """Posts of a social network that show by their marks that they are no quotation, and the sign-offs below them."""
    signed = (index for index, text in enumerate(lines.texts) if index and "@" in text and _SIGN_OFF_RE.match(text))
    return [index for below in signed if _POST_RE.search(lines.texts[below - 1]) for index in (below - 1, below)]


def _apart(lines: Lines, voices: set[int]) -> list[int]:
    """The lines that speak to the reader, but no items of a list whose others don't."""
    items = {index for index in lines.kept if lines.item[index]}
    return [
        index
        for index in voices
        if index not in items or all(near in voices or near not in items for near in (index - 1, index + 1))
    ]


def _own_names(lines: Lines, site: str) -> list[int]:
    """Lines, no items, that name the site in a text where few do: one about a company names it again and again."""
    found = [index for index in lines.kept if names_site(lines.texts[index], site)]
    return [index for index in found if not lines.item[index]] if is_rare(len(found), len(lines.kept)) else []
