"""What a page says about itself: JSON-LD, microdata, Open Graph and other meta tags, the title element."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cleaner.html.pieces import squeezed

__all__ = ["Claims", "plain", "read_claims"]

_MOST_SCRIPT = 2_000_000  # characters of a JSON-LD script that is read
_MOST_VALUES = 20_000  # values of it that are looked at

_ARTICLE_RE = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting|SocialMediaPosting|Recipe|HowTo)\Z")
_TAG_RE = re.compile(r"<[^<>]{1,300}>")
_CONTROL_RE = re.compile(r"[\x00-\x1f]+")
_BREAK_RE = re.compile(r"</p>|<br\s?/?>|</h\d>|</li>|</div>", re.IGNORECASE)
_LANGUAGE_RE = re.compile(r"[a-zA-Z]{2,3}(?=\Z|[-_])")
_TAGS = ("meta", "title", "link", "time", "script")
_SCRIPT_TYPE = "application/ld+json"


@dataclass(slots=True)
class Claims:
    """What a page says about itself.

    Attributes:
        titles: the headlines it names, the most trustworthy first.
        descriptions: its summaries of the article.
        bodies: texts it gives as the article's body, HTML taken out; often cut short.
        is_free: what it says of access; None where it says nothing.
        metadata: author, date, sitename, description, image, pagetype, license, access (free or paid).
        language: ISO 639-1 code.
        url: the canonical address.
        things: all objects of its JSON-LD.
    """

    titles: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    is_free: bool | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    language: str | None = None
    url: str | None = None
    things: list[dict[str, Any]] = field(default_factory=list)


def read_claims(tree: Any, url: str | None = None) -> Claims:
    """The claims of a page.

    Args:
        tree: its root element.
        url: where it is from; preferred to what it says itself.
    """
    claims = Claims()
    found = _elements(tree)
    meta = _meta(found["meta"])
    claims.things = list(_things(found["script"]))
    for thing in claims.things:
        if _is_article(thing):
            _read_article(thing, claims)
    claims.titles += _known(meta, "og:title", "twitter:title", "dc.title", "headline")
    claims.descriptions += _known(meta, "og:description", "description", "twitter:description", "dc.description")
    claims.titles += [squeezed("".join(title.itertext())) for title in found["title"][:1]]
    claims.titles = [text for text in dict.fromkeys(map(plain, claims.titles)) if text]
    claims.descriptions = [text for text in dict.fromkeys(map(plain, claims.descriptions)) if text]
    canonical = next((link.get("href") for link in found["link"] if link.get("rel") == "canonical"), None)
    claims.url = url or canonical or _first(meta, "og:url")
    claims.language = _language([tree.get("lang"), *_known(meta, "og:locale", "content-language", "language")])
    _fill(claims.metadata, _from_meta(meta, found["time"], claims))
    if claims.is_free is not None:
        claims.metadata["access"] = "free" if claims.is_free else "paid"
    return claims


def _elements(tree: Any) -> dict[str, list[Any]]:
    """The elements of a page that say something of it, by tag, in order."""
    found: dict[str, list[Any]] = {tag: [] for tag in _TAGS}
    for element in tree.iter(*_TAGS):
        found[element.tag].append(element)
    return found


def _meta(elements: Iterable[Any]) -> dict[str, str]:
    """Meta tags by name; the first one counts."""
    found: dict[str, str] = {}
    for element in elements:
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content") or element.get("value")  # so in pages that another tool saved
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _known(meta: Mapping[str, str], *names: str) -> list[str]:
    return [meta[name] for name in names if name in meta]


def _first(meta: Mapping[str, str], *names: str) -> str | None:
    return next(iter(_known(meta, *names)), None)


def _things(scripts: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page's scripts, at whatever depth, without recursion."""
    for script in scripts:
        if script.get("type") != _SCRIPT_TYPE:
            continue
        text = (script.text or "").strip()
        if not text or len(text) > _MOST_SCRIPT:
            continue
        try:
            value = json.loads(_CONTROL_RE.sub(" ", text), strict=False)
        except (ValueError, RecursionError):
            continue
        queue, seen = deque([value]), 0
        while queue and seen < _MOST_VALUES:
            value = queue.popleft()
            seen += 1
            if isinstance(value, dict):
                yield value
                queue.extend(child for child in value.values() if isinstance(child, (dict, list)))
            elif isinstance(value, list):
                queue.extend(child for child in value if isinstance(child, (dict, list)))


def _is_article(thing: Mapping[str, Any]) -> bool:
    return any(isinstance(kind, str) and _ARTICLE_RE.search(kind) for kind in _list(thing.get("@type")))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _strings(value: Any, *keys: str) -> Iterator[str]:
    """The texts in a value: strings, or the named fields of objects, in lists or alone."""
    for item in _list(value):
        if isinstance(item, str) and item.strip():
            yield item.strip()
        elif isinstance(item, dict):
            for key in keys:
                found = item.get(key)
                if isinstance(found, str) and found.strip():
                    yield found.strip()
                    break


def _read_article(article: Mapping[str, Any], claims: Claims) -> None:
    claims.titles += [*_strings(article.get("headline")), *_strings(article.get("alternativeHeadline"))]
    claims.titles += _strings(article.get("name"))
    claims.descriptions += _strings(article.get("description"))
    for body in (*_strings(article.get("articleBody")), *_strings(article.get("text"))):
        claims.bodies.append(plain(body, breaks=True))
    for update in _list(article.get("liveBlogUpdate")):
        if isinstance(update, dict):
            claims.bodies += [plain(body, breaks=True) for body in _strings(update.get("articleBody"))]
    free = article.get("isAccessibleForFree")
    if claims.is_free is None and free is not None:
        claims.is_free = str(free).strip().lower() not in ("false", "0", "no")
    _fill(
        claims.metadata,
        {
            "author": "; ".join(dict.fromkeys(_strings(article.get("author"), "name"))),
            "date": next(_strings(article.get("datePublished")), ""),
            "sitename": next(_strings(article.get("publisher"), "name"), ""),
            "image": next(_strings(article.get("image"), "url", "contentUrl"), ""),
            "license": next(_strings(article.get("license"), "url"), ""),
        },
    )


def _from_meta(meta: Mapping[str, str], times: Iterable[Any], claims: Claims) -> dict[str, str | None]:
    shown = next((time.get("datetime") for time in times if time.get("datetime") is not None), None)
    return {
        "author": _first(meta, "author", "article:author_name", "parsely-author", "dc.creator", "sailthru.author"),
        "date": _first(
            meta, "article:published_time", "datepublished", "parsely-pub-date", "dc.date", "date", "sailthru.date"
        )
        or shown,
        "sitename": _first(meta, "og:site_name", "application-name"),
        "description": next(iter(claims.descriptions), None),
        "image": _first(meta, "og:image", "twitter:image"),
        "pagetype": _first(meta, "og:type"),
        "license": None,
    }


def _fill(metadata: dict[str, str], values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        text = plain(value or "")
        if text:
            metadata.setdefault(name, text)


def plain(text: str, *, breaks: bool = False) -> str:
    """Text of a field that may hold entities and tags."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG_RE.sub(" ", _BREAK_RE.sub("\n", text) if breaks else text)
    return "\n".join(filter(None, map(squeezed, text.splitlines()))) if breaks else squeezed(text)


def _language(values: Iterable[str | None]) -> str | None:
    for value in values:
        match = _LANGUAGE_RE.match((value or "").strip())
        if match and len(match[0]) == 2:
            return match[0].lower()
    return None
