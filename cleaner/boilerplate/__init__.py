"""Blocks and the rule book → findings → verdicts. Nothing here edits, but for what is stripped off lines that stay.

Two passes, both kept: a verdict on each block by what it says and where it stands, then a revision by its
neighbours (a label takes its teaser along, a sign-off ends the article). Threads of readers' comments go last.
"""

from cleaner.boilerplate.bylines import read_bylines, read_lines
from cleaner.boilerplate.findings import Place, Searched, find
from cleaner.boilerplate.neighbours import revise
from cleaner.boilerplate.strip import STAGE, stripped
from cleaner.boilerplate.threads import without_threads
from cleaner.boilerplate.title import find_title
from cleaner.boilerplate.verdicts import KEEP, decide, judge

__all__ = [
    "KEEP",
    "STAGE",
    "Place",
    "Searched",
    "decide",
    "find",
    "find_title",
    "judge",
    "read_bylines",
    "read_lines",
    "revise",
    "stripped",
    "without_threads",
]
