r"""Patterns that are searched for in lines all at once, in linear time.

    syntax → engine → classes → forms, marks → code → literals → literalcache, pattern → prefilter → search

A set of patterns is searched in three steps, each of which lets through what the next one must look at:

1. *Literals*: words of which any match must contain one. One automaton finds those of all patterns in one pass over
   all lines of a document, so ten thousand rules cost about what a hundred do.
2. The *loose* form of a pattern matches wherever the exact one does and in a few more places. It is small and quick
   to compile.
3. The *exact* form decides. In a line with letters beyond ASCII, marks tell RE2 what they are, so that ``\b \w \d \s``
   have the Unicode meanings that RE2 lacks.

RE2 can't be made to backtrack: no line takes more than time in proportion to its length.
"""

from cleaner.patterns.code import Lines
from cleaner.patterns.literals import remember_literals
from cleaner.patterns.pattern import Pattern
from cleaner.patterns.search import PatternSet
from cleaner.patterns.syntax import PatternError, upper_pattern

__all__ = ["Lines", "Pattern", "PatternError", "PatternSet", "remember_literals", "upper_pattern"]
