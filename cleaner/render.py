"""An article for people to read: Markdown, a diff with reasons, a table of what was changed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cleaner.document import Article, Caption, Kind
from cleaner.ledger import Edit, outermost

__all__ = ["diff", "explain", "markdown"]

_RED, _GREEN, _DIM, _OFF = "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[0m"
_CONTROL_RE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKDOWN_RE = re.compile(r"([\\`*_\[\]<>])")
_OUT_OF_PLACE_RE = re.compile(r"[\x00-\x20()<>\\\x7f]")  # in the address of an image line
_LINE_START_RE = re.compile(r"^(|\d+)((?:(?<=\d)[.)]|(?<!\d)(?:#+|[-+])) |=+$)")  # what would begin a list or heading
_WIDTH = 48  # characters of a cell in the table


def markdown(article: Article) -> str:
    """The article as Markdown: headings, lists, quotes, tables, code and captions as what they are.

    A caption whose image is known is an image line.
    """
    captions = iter(article.captions)
    groups = groupby(article.paragraphs, key=lambda paragraph: (paragraph.kind, paragraph.level))
    return "\n\n".join(
        _as_captions([(paragraph.text, next(captions, None)) for paragraph in group])
        if kind is Kind.CAPTION
        else _as_markdown(kind, [paragraph.text for paragraph in group], level)
        for (kind, level), group in groups
    )


def _as_captions(shown: Sequence[tuple[str, Caption | None]]) -> str:
    return "\n\n".join(
        _as_image(caption) if caption is not None and caption.image else f"*{_escaped(text)}*"
        for text, caption in shown
    )


def _as_image(caption: Caption) -> str:
    """A caption as an image line, its credit in the place of the title."""
    address = _OUT_OF_PLACE_RE.sub(lambda match: f"%{ord(match.group()):02X}", caption.image or "")
    quoted = (caption.credit or "").replace("\\", "\\\\").replace('"', '\\"')
    title = f' "{quoted}"' if quoted else ""
    return f"![{_escaped(caption.text)}]({address}{title})"


def _escaped(text: str) -> str:
    return _MARKDOWN_RE.sub(r"\\\1", text)


def _as_markdown(kind: Kind, texts: Sequence[str], level: int = 0) -> str:
    """Paragraphs of one kind and level that follow each other."""
    if kind is Kind.CODE:
        code = "\n".join(texts)
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", code)), 3)
        return f"{fence}\n{code}\n{fence}"
    escaped = [_escaped(text) for text in texts]
    if kind is Kind.TABLE:
        return _markdown_table([text.split(" | ") for text in escaped])
    if kind is Kind.ITEM:
        return "\n".join(f"- {re.sub(r'^[-*•] ', '', text)}" for text in escaped)
    if kind is Kind.QUOTE:
        return "\n>\n".join(f"> {text}" for text in escaped)
    frame = {Kind.TITLE: "# {}", Kind.HEADING: "#" * max(2, level) + " {}", Kind.DECK: "**{}**"}.get(kind)
    if frame:
        return "\n\n".join(frame.format(text) for text in escaped)
    return "\n\n".join(_LINE_START_RE.sub(r"\1\\\2", text) for text in escaped)


def _markdown_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a table of GitHub's Markdown, which needs a first row as its head and all of one length."""
    width = max(map(len, rows))
    lines = [[*row, *[""] * (width - len(row))] for row in rows]
    lines.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def diff(article: Article, *, colour: bool = False) -> str:
    """The source with what was taken out and put in, each removal with its rule.

    Without colour, ``[-…-]`` stands for what was taken out and ``{+…+}`` for what was put in.
    """
    pieces: list[str] = []
    position = 0
    for edit in outermost(article.edits):
        pieces.append(article.source[position : edit.start])
        pieces.extend(_marked(edit, article.source[edit.start : edit.end], colour))
        position = edit.end
    pieces.append(article.source[position:])
    return "".join(pieces)


def _marked(edit: Edit, before: str, colour: bool) -> Iterator[str]:
    if edit.category == "layout" and not before.strip():
        yield edit.after or "\n\n"
        return
    if before:
        yield f"{_RED}{_shown(before)}{_OFF}" if colour else f"[-{_shown(before)}-]"
    if edit.after:
        yield f"{_GREEN}{_shown(edit.after)}{_OFF}" if colour else f"{{+{_shown(edit.after)}+}}"
    if not edit.after.strip() and before.strip():
        reason = f" [{edit.rule}{': ' + edit.note if edit.note else ''}]"
        yield f"{_DIM}{reason}{_OFF}" if colour else reason


_NAMES = {
    "\xa0": "<nbsp>",
    "\xad": "<soft hyphen>",
    "\u200b": "<zero width>",
    "\u2060": "<word joiner>",
    "\ufeff": "<bom>",
    "\u202f": "<narrow nbsp>",
    "\u3000": "<ideographic space>",
    "\t": "<tab>",
}


def _shown(text: str) -> str:
    """Text with its invisible signs made visible."""
    for sign, name in _NAMES.items():
        text = text.replace(sign, name)
    return _CONTROL_RE.sub(lambda match: f"<U+{ord(match.group()):04X}>", text)


def explain(article: Article) -> str:
    """A table of all changes: where, by which rule, what, and why."""
    rows = [["where", "category", "rule", "before", "after", "why"]]
    lines = _Lines(article.source)
    layout = 0
    for edit in sorted(article.edits, key=lambda edit: (edit.start, edit.end)):
        if edit.category == "layout" and not edit.before.strip():
            layout += 1
            continue
        rows.append(
            [lines.place(edit.start), str(edit.category), edit.rule, _cell(edit.before), _cell(edit.after), edit.note]
        )
    parts = [_table(rows)] if len(rows) > 1 else ["nothing was changed"]
    if layout:
        parts.append(f"and {layout} change{'s' if layout > 1 else ''} of white space between paragraphs")
    parts += [f"warning: {warning}" for warning in article.warnings]
    return "\n".join(parts)


class _Lines:
    """Offsets as line and column."""

    def __init__(self, source: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", source))]

    def place(self, offset: int) -> str:
        line = bisect_right(self._starts, offset)
        return f"{line}:{offset - self._starts[line - 1] + 1}"


def _cell(text: str) -> str:
    text = _shown(text.replace("\n", "⏎"))
    if text.isspace() or text != text.strip():
        text = f"“{text}”"
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 20]}…{text[-19:]}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = ["─" * width for width in widths]
    return "\n".join(_line(row, widths) for row in (rows[0], rule, *rows[1:]))


def _line(row: Iterable[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
