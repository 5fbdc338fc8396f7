"""Which rules match a line, with their scores, and what becomes of it."""

from __future__ import annotations

from cleaner.boilerplate import Place, decide, find
from cleaner.document import Block
from cleaner.ledger import Trail
from cleaner.rulebook import Action, Match, RuleBook, strip_spans

__all__ = ["explain_line"]


def explain_line(line: str, book: RuleBook, *, url: str | None = None, language: str | None = None) -> str:
    """For people: each rule that matches a line, whether its conditions hold for the line by itself, the verdict."""
    block = Block(Trail.of(line))
    met = find([block], book, Place.of(language, url))[0]
    parts = [line]
    for match in book.search(line, language):
        state = "" if any(finding.rule is match.rule for finding in met) else "  (conditions not met)"
        rule = match.rule
        parts.append(f"  {rule.id}  {rule.category} {rule.action} {rule.score:g}{state}")
        parts += [f"      strips {line[start:end]!r}" for start, end in _strips(match, line)]
    verdict = decide(block, met)
    decided = f"{'stays' if verdict.is_kept else 'goes'}{': ' + verdict.rule if verdict.rule else ''}"
    parts.append(f"  → {decided}{' (' + verdict.note + ')' if verdict.note else ''}")
    return "\n".join(parts)


def _strips(match: Match, line: str) -> list[tuple[int, int]]:
    return strip_spans(match.pattern, line) if match.rule.action is Action.STRIP else []
