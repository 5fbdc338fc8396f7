"""The headline of a page: the heading that its readers see, or what the page names to machines without its site's name.

Pages name their headline more than once, and not always alike: search engines are told another wording, the name of
the site stands behind it, or in front. Of 791 guides and articles of companies 89% have for their title what is chosen
here, of 112 pages of news 80% (the others mostly what they tell search engines), by the equality of letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.boilerplate.place import host_of
from cleaner.boilerplate.title import words_of
from cleaner.document import Kind
from cleaner.html.claims import Claims
from cleaner.html.facts import Fact
from cleaner.prose import key_of

__all__ = ["headline_of"]

_ALIKE = 0.5  # share of words, on the average of both, from which on two wordings are those of one headline
_LEAST_SHARED = 2  # words that they have in common
_LINE_WORDS = range(3, 60)  # of a line that is a headline for being in the title
_SOLE_WORDS = range(4, 26)  # of a heading that is the headline for being the only one
_LEAST_TWICE = 3  # words of a headline that stands there twice
_LEAST_KEY = 12  # letters of a headline whose other forms tell the name of the site
_HEADLINE = "html.people.headline"
_MOST_LABEL = 2  # words of a label behind a headline
_MOST_BUTTON = 4  # of a button there
_NOWHERE = ("#", "javascript:")
_LEAST_LABEL = 4  # letters of a part of the host that may be the name of the site
_LEAST_HOST = 8  # letters of a host that may stand in the name of the site
_HOST_SHARE = 0.5  # of the letters of that name
_LONGEST = 1_000  # characters of a title that is taken apart
_LOOSE_SHARE = 0.5  # of the letters of a title that a line says which leaves out what is set apart loosely
_SEPARATOR_RE = re.compile(r"\s+[|｜/•·»«–—-]+\s+|\s*[|｜]\s*|\s+::?\s+|：|--+|_+")
_LOOSE_RE = re.compile(r"(?<=[\u3001-\u30ff\u3400-\u9fff\uff01-\uff65])\s+|(?<=[^\W_])-(?=[^\W_])")
"""What sets the name of the site apart in some titles, and may stand between any two words in others."""
_COLON_RE = re.compile(r"(?<=\w):\s+")  # behind the name of a column, or within a headline


def headline_of(facts: Sequence[Fact], claims: Claims) -> str | None:
    """The headline of a page, once if the page says it twice in a row; None if it has none."""
    headline = _headline(facts, claims)
    return headline and _once(headline)


def _once(text: str) -> str:
    """A text, or the half of it if it says the same words twice.

    >>> _once("Tarn rebuilds its wall Tarn rebuilds its wall"), _once("Never again, never again")
    ('Tarn rebuilds its wall', 'Never again, never again')
    """
    words = text.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half >= _LEAST_TWICE and words[:half] == words[half:] else text


def _headline(facts: Sequence[Fact], claims: Claims) -> str | None:
    """The headline of a page; None if it has none.

    It is the top heading that is most like one of the titles that the page names, and without such a heading the line
    of the page that says one of them or its beginning, a line that is called a headline and says the larger part behind
    the name of the site, a sole heading above the text, or the first title named.

    Args:
        facts: the blocks of the page, judged.
        claims: what it says of itself.
    """
    sites = _site_keys(claims)
    named = list(dict.fromkeys(_without_site(title, sites) for title in claims.titles))
    heads = [fact for fact in facts if fact.around.look.tag == "h1" and not _is_site(fact.node.text, sites, claims)]
    if not named:
        return heads[0].node.text if heads else None
    if heads:
        (alike, _), head = max(((_likeness(fact.node.text, named), fact) for fact in heads), key=lambda pair: pair[0])
        if alike >= _ALIKE:
            is_more = _is_kicked(head.node.text, named[0]) or _is_run_into(head.node.text, named[0])
            return named[0] if is_more else _spaced(_without_label(head, named), named)
    said = _said(facts, named, _SEPARATOR_RE)
    if said is None and any(_separators(title, _LOOSE_RE) for title in named):
        said = _said(facts, named, _LOOSE_RE, _LOOSE_SHARE)
    return said or _said_behind(facts, named) or _sole(heads, facts) or named[0]


def _site_keys(claims: Claims) -> set[str]:
    """Names of the site: what it says, its host, and what stands beside a title that the page names alone, too."""
    host = (host_of(claims.url) or "").removeprefix("www.")
    labels = (label for label in host.split(".")[:-1] if len(label) >= _LEAST_LABEL)
    keys = {key_of(name) for name in (claims.metadata.get("sitename", ""), host, *labels)}
    titles = list(map(key_of, claims.titles))
    for title in titles:
        if len(title) >= _LEAST_KEY:
            keys.update(other.removeprefix(title) for other in titles if other.startswith(title))
            keys.update(other.removesuffix(title) for other in titles if other.endswith(title))
    return keys - {""}


def _is_site(head: str, sites: set[str], claims: Claims) -> bool:
    """Whether a heading is empty or the name of the site, such as that of a blog with its address in it."""
    key, host = key_of(head), key_of((host_of(claims.url) or "").removeprefix("www."))
    return key in {"", *sites} or (host in key and len(host) >= max(_LEAST_HOST, _HOST_SHARE * len(key)))


def _without_site(title: str, sites: set[str]) -> str:
    """A title without the names of the site at its ends."""
    while separators := _separators(title, _SEPARATOR_RE):
        first, last = separators[0], separators[-1]
        if key_of(title[last.end() :]) in sites and key_of(title[: last.start()]):
            title = title[: last.start()]
        elif key_of(title[: first.start()]) in sites and key_of(title[first.end() :]):
            title = title[first.end() :]
        else:
            break
    return title


def _said(facts: Sequence[Fact], named: Sequence[str], separator_re: re.Pattern[str], least: float = 0.0) -> str | None:
    """The first line of the page that says a title, or its beginning of a least share; None if there is none."""
    keys: set[str] = set()
    for title in named:
        whole, *beginnings = _beginnings(title, separator_re)
        keys.update((whole, *(key for key in beginnings if len(key) >= least * len(whole))))
    return next(
        (fact.node.text for fact in facts if fact.words in _LINE_WORDS and key_of(fact.node.text) in keys), None
    )


def _said_behind(facts: Sequence[Fact], named: Sequence[str]) -> str | None:
    """The first line called a headline that says the larger part of a title, behind the name of the site, or None.

    What stands in front of a colon, behind which the name of a column or of the site may be, has to be named a headline
    by its class.
    """
    behind: set[str] = set()
    before: set[str] = set()
    for title in named:
        separators = (*_separators(title, _SEPARATOR_RE), *_separators(title, _COLON_RE))
        least = _LOOSE_SHARE * len(key_of(title))
        behind.update(key for separator in separators if len(key := key_of(title[separator.end() :])) > least)
        colons = _separators(title, _COLON_RE)
        before.update(key for separator in colons if len(key := key_of(title[: separator.start()])) > least)
    called = (fact for fact in facts if behind | before and fact.words in _LINE_WORDS and _is_called(fact))
    for fact in called:
        key = key_of(fact.node.text)
        if key in behind or (key in before and _is_named(fact)):
            return fact.node.text
    return None


def _is_called(fact: Fact) -> bool:
    """Whether a line is a heading, or its names call it a headline."""
    return fact.node.kind is Kind.HEADING or _is_named(fact)


def _is_named(fact: Fact) -> bool:
    return any(mark.id == _HEADLINE for mark in fact.marks)


def _beginnings(title: str, separator_re: re.Pattern[str]) -> list[str]:
    """A title as a key, then what it says before each place where the name of the site may begin."""
    return [key_of(title), *(key_of(title[: separator.start()]) for separator in _separators(title, separator_re))]


def _separators(title: str, separator_re: re.Pattern[str]) -> list[re.Match[str]]:
    """What may set the name of the site apart in a title, be it unknown; none in one that is far too long."""
    return list(separator_re.finditer(title)) if len(title) <= _LONGEST else []


def _likeness(head: str, named: Sequence[str]) -> tuple[float, int]:
    """How much a heading has in common with the title that is most like it: 2 if they are the same; and its rank.

    The titles named first are the most trustworthy ones: a later one may name the section of the site.
    """
    return max((share, -rank) for rank, share in enumerate(_shares(head, named)))


def _shares(head: str, named: Sequence[str]) -> Iterator[float]:
    key, words = key_of(head), words_of(head)
    for title in named:
        others = words_of(title)
        shared = len(words & others)
        if key == key_of(title):
            yield 2.0
        elif shared < _LEAST_SHARED:
            yield 0.0
        else:
            yield (shared / len(words) + shared / len(others)) / 2


def _spaced(head: str, named: Sequence[str]) -> str:
    """A heading, or the title of the same letters if that has a space where two parts of the heading run together."""
    key, words = key_of(head), len(head.split())
    return next((title for title in named if len(title.split()) > words and key_of(title) == key), head)


def _is_kicked(head: str, title: str) -> bool:
    """Whether a heading is a kicker of some words and a title."""
    whole, key = key_of(head), key_of(title)
    before = whole.removesuffix(key)
    return before != whole and len(key) >= _LEAST_KEY and not head.casefold().split()[0].endswith(before)


def _without_label(head: Fact, named: Sequence[str]) -> str:
    """A heading without the label at its end, such as "Subscribers", that is an element of its own and in no title.

    One that is a link to nowhere is a button, and may have some more words.
    """
    text = head.node.text
    last = next(reversed(head.node.element), None)
    label = "" if last is None or (last.tail or "").strip() else " ".join("".join(last.itertext()).split())
    rest = text.removesuffix(label).rstrip()
    is_button = last is not None and last.tag == "a" and last.get("href", "#").startswith(_NOWHERE)
    most = _MOST_BUTTON if is_button else _MOST_LABEL
    if not rest or rest == text or len(label.split()) > most or len(key_of(rest)) < _LEAST_KEY:
        return text
    is_named = any(key_of(rest) in _beginnings(title, _SEPARATOR_RE) for title in named)
    return rest if is_named and key_of(text) not in map(key_of, named) else text


def _sole(heads: Sequence[Fact], facts: Sequence[Fact]) -> str | None:
    """The text of the only heading, if that stands above the text."""
    if len(heads) != 1 or heads[0].words not in _SOLE_WORDS:
        return None
    place = next((fact.node.place for fact in facts if fact.odds < 0 and fact.prose), heads[0].node.place)
    return heads[0].node.text if heads[0].node.place <= place else None


def _is_run_into(head: str, title: str) -> bool:
    """Whether a heading is a title into which the name of the site runs, as where an image parts them.

    >>> _is_run_into("Tarn rebuilds its wallThe Daily Kite", "Tarn rebuilds its wall")
    True
    >>> _is_run_into("Tarn rebuilds its wall: nine years on", "Tarn rebuilds its wall")
    False
    """
    rest = head[len(title) :]
    is_begun = len(key_of(title)) >= _LEAST_KEY and head.casefold().startswith(title.casefold())
    return is_begun and title[-1].islower() and rest[:1].isupper()
