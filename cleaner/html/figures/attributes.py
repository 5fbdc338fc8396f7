"""What the attributes of images say: their caption once more, a credit, an address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from cleaner.html.pieces import squeezed

__all__ = ["SAME", "address_of", "attributes", "credit_behind"]

SAME = ("alt", "title", "data-caption")  # attributes of an image in which its caption may stand once more
_NO_ADDRESS_RE = re.compile(r"^data:|[\s<>]|placeholder|spacer|blank\.gif", re.IGNORECASE)
_ADDRESS_RE = re.compile(r"^(?:https?:/)?/\S+$|\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)  # in place of a credit
_TAG_RE = re.compile(r"<[^<>]*>")


def attributes(images: Sequence[Any], names: Sequence[str]) -> list[str]:
    """The texts that images have in some attributes, without markup."""
    values = (image.get(name) or "" for name in names for image in images)
    return list(dict.fromkeys(filter(None, (squeezed(_TAG_RE.sub(" ", value)) for value in values))))


def credit_behind(caption: str, images: Sequence[Any]) -> list[str]:
    """The credit that an attribute of an image has behind the same caption."""
    rests = (
        value.removeprefix(caption).strip(" |–—-,;")
        for value in attributes(images, ("title", "alt", "data-caption"))
        if value.startswith(caption) and value != caption
    )
    named = attributes(images, ("data-credit", "data-copyright", "data-photographer"))
    return [rest for rest in (*named, *rests) if 1 < len(rest) < 100 and not _ADDRESS_RE.search(rest)][:1]


def address_of(images: Sequence[Any]) -> str | None:
    """Where the image is, as the page gives it."""
    for image in images:
        for name in ("data-src", "data-lazy-src", "src"):
            value = (image.get(name) or "").strip()
            if value and not _NO_ADDRESS_RE.search(value):
                return str(value)
    return None
