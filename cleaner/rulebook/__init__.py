"""Rules: what they are, how they are read from YAML, and the compiled book."""

from cleaner.rulebook.book import Asked, Match, RuleBook, strip_spans
from cleaner.rulebook.model import Action, Category, Rule, Sign, Takes, Where, Zone
from cleaner.rulebook.opened import open_rulebook

__all__ = [
    "Action",
    "Asked",
    "Category",
    "Match",
    "Rule",
    "RuleBook",
    "Sign",
    "Takes",
    "Where",
    "Zone",
    "open_rulebook",
    "strip_spans",
]
