"""JSON Schema of the files of a rule folder, made from the loader's own description of them."""

from __future__ import annotations

from typing import Any

from cleaner.rulebook.model import EXAMPLES_FILE, RULE_FILE, VOCABULARY_FILE
from cleaner.settings import FILE as SETTINGS_FILE
from cleaner.yamlfile import Field

__all__ = ["SCHEMAS", "schema"]

SCHEMAS: dict[str, tuple[str, Field]] = {
    "rules": ("Rules of cleaner", RULE_FILE),
    "vocabulary": ("Fragments of a vocabulary of cleaner", VOCABULARY_FILE),
    "examples": ("Examples and near misses of one language for the rules of cleaner", EXAMPLES_FILE),
    "settings": ("Settings of cleaner", SETTINGS_FILE),
}


def schema(kind: str) -> dict[str, Any]:
    """The schema of one kind of file; a KeyError for an unknown kind."""
    title, field = SCHEMAS[kind]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **field.schema()}
