"""The manner of a text: what is rare in it, and whether it reports or speaks to its readers, as guides do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleaner.boilerplate.neighbours import DECISIVE, removing
from cleaner.document import Finding
from cleaner.prose import is_prose, word_count
from cleaner.rulebook import Category, Rule

__all__ = ["is_rare", "is_report", "is_voice", "speaks", "without_manner"]

_FEW, _RARE = 3, 0.08  # blocks, and their share, that something rare may speak about
_LONG = 20  # words of a paragraph that is more than a plug
_LINES, _LINE_SHARE = 5, 0.25  # blocks of any length, and their share: more of them are a dialogue
_VOICE = 0.27  # score of a sign that by itself makes a paragraph one to the reader
_SOME, _SHARE = 2, 0.1  # paragraphs to the reader in a report, and their share: 106 of 112 news pages and 182 of
#                         791 guides and company blogs are reports by these bounds


def is_rare(count: int, blocks: int) -> bool:
    """Whether so many blocks among all are few.

    >>> is_rare(3, 10), is_rare(4, 60), is_rare(8, 30)
    (True, True, False)
    """
    return count <= max(_FEW, _RARE * blocks)


def is_report(texts: Sequence[str], findings: Sequence[Sequence[Finding]]) -> bool:
    """Whether hardly any paragraph speaks to the reader by rules that ask how rare a wording is.

    Args:
        texts: the blocks.
        findings: for each, the rules whose words it has.
    """
    spoken = [index for index, found in enumerate(findings) if any(map(speaks, found)) and not _is_debris(found)]
    if not spoken:
        return True
    if len(spoken) > max(_LINES, _LINE_SHARE * len(texts)):
        return False
    count = sum(word_count(texts[index]) >= _LONG and is_prose(texts[index]) for index in spoken)
    paragraphs = sum(map(is_prose, texts))
    return count < paragraphs and (count <= _SHARE * paragraphs or (count <= _SOME and 3 * count < paragraphs))


def without_manner(findings: Sequence[Sequence[Finding]], reports: bool) -> Sequence[Sequence[Finding]]:
    """The findings without those of rules that count only where they are rare, and are not, or in reports only.

    In a report the outlet's voice is none of the manner, however often it speaks; and what counts there only, but
    doesn't speak itself, as a price, counts beside a voice.

    Args:
        findings: for each block, the rules whose words it has.
        reports: whether the text is a report.
    """
    rare = [finding.rule for found in findings for finding in found if finding.rule.where.rare]
    counts = Counter(rule.id for rule in rare if not (reports and is_voice(rule)))
    dropped = {id_ for id_, count in counts.items() if not is_rare(count, len(findings))}
    return [_counting(found, dropped, reports) if found else found for found in findings]


def _counting(found: Sequence[Finding], dropped: set[str], reports: bool) -> list[Finding]:
    in_report = reports and any(map(speaks, found))
    return [
        finding for finding in found if finding.rule.id not in dropped and (in_report or not finding.rule.where.report)
    ]


def is_voice(rule: Rule) -> bool:
    """Whether a rule hears the outlet speak to its readers: a weak sign that counts by the manner of the text."""
    return (rule.where.rare or rule.where.report) and rule.score < DECISIVE


def speaks(finding: Finding) -> bool:
    """Whether a rule hears the outlet so clearly that a paragraph with it isn't of a report.

    What is on offer, and its price, is told in reports as well.
    """
    rule = finding.rule
    return is_voice(rule) and rule.score >= _VOICE and rule.category is not Category.PAYWALL


def _is_debris(found: Sequence[Finding]) -> bool:
    """Whether a rule alone may take a block."""
    return any(rule.score >= DECISIVE for rule in removing(found))
