"""Dashes that a space is missing beside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.ledger import Change
from cleaner.repair.spacing.common import change, holds
from cleaner.segment import CONJUNCTION_RE

__all__ = ["dashes"]

_DATELINE_RE = re.compile(
    r"^(?:[A-Z]{3,}[A-Z .,/-]{0,40}|[A-Z][\w .,’-]{2,40} \([A-Z][\w/ ]{1,20}\)) [–—-](?=[A-Z][a-z]* )"
)
_SAID_RE = re.compile(r"(?<=[,!?…»”\"]) [–—-](?=[^\W\d_A-Z]{2,} )")
_DASHES = ("– ", "— ", "- ", " –", " —", " -")
_ONE_SIDED_RE = re.compile(r" [–—-](?=[^\W\d_])|(?<=[^\W\d_])[–—-] ")
_DASH_RE = re.compile(r" [–—-] |(?<=[^\W_]) [–—](?=[^\W\d_]{2}|[^\W\d_] )|(?<=[^\W\d_]{2})[–—-] (?=[^\W\d_])")
_PARTICLE_RE = re.compile(r"(?:то|либо|нибудь|небудь|таки|ка|де)(?![^\W\d_])")  # Russian and Ukrainian, behind a hyphen
_SENTENCE_RE = re.compile(r"[^.!?…]+")
_GLUED_DASHES = frozenset({"es", None})  # languages that set dashes close to the remark between them


def dashes(text: str, language: str | None) -> Iterator[Change]:
    """Dashes that a space is missing beside: the one of two around a remark, behind a dateline, before ``said he``."""
    if not (holds(text, _DASHES) and _ONE_SIDED_RE.search(text)):
        return
    for pattern in (_DATELINE_RE, _SAID_RE) if language in ("ru", "uk") else (_DATELINE_RE,):
        yield from (change(match.end(), match.end(), " ", "dash") for match in pattern.finditer(text))
    if language in _GLUED_DASHES:
        return
    for sentence in _SENTENCE_RE.finditer(text):
        dashes = list(_DASH_RE.finditer(text, *sentence.span()))
        if len(dashes) != 2 or len({dash[0].strip() for dash in dashes}) > 1:
            continue
        one_sided = [dash for dash in dashes if len(dash[0]) < len(" - ")]
        if len(one_sided) == 1 and _is_beside_word(text, one_sided[0]):
            yield change(*one_sided[0].span(), f" {one_sided[0][0].strip()} ", "dash")


def _is_beside_word(text: str, dash: re.Match[str]) -> bool:
    """Whether a dash stands between a word and one in lower case; no hyphen of ``pre- and post-war``, ``как- то``."""
    behind = text[dash.end() : dash.end() + 1]
    is_hyphen = dash[0].strip() == "-"
    belongs = is_hyphen and (CONJUNCTION_RE.match(text, dash.end()) or _PARTICLE_RE.match(text, dash.end()))
    return behind.islower() and not belongs
