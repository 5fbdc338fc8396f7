"""Where an article is from, and where a block stands in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from cleaner.boilerplate.slug import slug_of, without_accents
from cleaner.rulebook import Zone

__all__ = ["Place", "host_of", "names_site", "site_of", "zone_of"]

_HEAD_BLOCKS, _HEAD_SHARE = 5, 0.15
_TAIL_BLOCKS, _TAIL_SHARE = 6, 0.25
_TITLE_BLOCKS = 3  # a title, and two lines that may stand over it

_SITE = 2  # letters of the shortest name of a site
_PIECES = 4  # words that the name of a site may be written in
_NO_SITE = frozenset({"www", "com", "co", "org", "net", "gov", "edu", "news", "blog", "amp", "mobile"})  # of a host
_SIGNS = dict.fromkeys(code for code in range(0x80) if not chr(code).isalnum())
_PIECE_RE = re.compile(r"[^\W_]+")


class Place(NamedTuple):
    """Where an article is from: language code, host name and slug of its address, as far as known."""

    language: str | None = None
    host: str | None = None
    slug: tuple[str, ...] = ()

    @classmethod
    def of(cls, language: str | None, url: str | None) -> Place:
        """The place of an article with this address."""
        return cls(language, host_of(url), slug_of(url))


@lru_cache(maxsize=4096)  # most texts have few blocks
def zone_of(index: int, count: int, end: int | None = None) -> tuple[Zone, ...]:
    """The zones of the block with this index among so many.

    Args:
        index: of the block.
        count: of all blocks.
        end: where the article ends at the latest, if something shows that it does before the last block.
    """
    zones = [Zone.ANY]
    if index < max(_HEAD_BLOCKS, _HEAD_SHARE * count):
        zones.append(Zone.HEAD)
    if index >= _TITLE_BLOCKS:
        zones.append(Zone.INNER)
    if _is_tail(index, count) or (end is not None and index < end and _is_tail(index, end)):
        zones.append(Zone.TAIL)
    return tuple(zones)


def _is_tail(index: int, count: int) -> bool:
    return index >= count - max(_TAIL_BLOCKS, _TAIL_SHARE * count)


def host_of(url: str | None) -> str | None:
    """Host name of an address, or None if it has none."""
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def site_of(host: str | None) -> str | None:
    """The name of a site by its host: the longest part but the last, without hyphens.

    >>> site_of("www.harbour-kite.co.uk"), site_of("blog.tarn.example"), site_of(None)
    ('harbourkite', 'tarn', None)
    """
    parts = [part.replace("-", "") for part in (host or "").lower().split(".")[:-1] if part not in _NO_SITE]
    name = max(parts, key=len, default="")
    return name if len(name) >= _SITE else None


def _without_signs(text: str) -> str:
    return text.translate(_SIGNS) if text.isascii() else "".join(filter(str.isalnum, text))


def names_site(text: str, site: str) -> bool:
    """Whether a text names a site by a name with a capital letter or a digit, be it in one word or several.

    >>> names_site("Only in the Harbour Kite's app", "harbourkite"), names_site("the harbour, a kite", "harbourkite")
    (True, False)
    """
    text = without_accents(text)
    folded = text.lower()
    if site[:_SITE] not in folded or site not in _without_signs(folded):
        return False
    pieces = _PIECE_RE.findall(text)
    for start, piece in enumerate(pieces):
        if piece.islower() or not site.startswith(piece.lower().rstrip("0123456789")):
            continue
        name = ""
        for following in pieces[start : start + _PIECES]:
            name += following.lower()
            if site in (name, name.rstrip("0123456789")):
                return True
    return False
