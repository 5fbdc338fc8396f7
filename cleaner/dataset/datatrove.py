"""datatrove: the step as a ``PipelineStep``.

    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter
    from cleaner.dataset.datatrove import ArticleCleaner

    steps = [JsonlReader("articles"), ArticleCleaner(), JsonlWriter("clean")]
    LocalPipelineExecutor(steps, tasks=2, workers=2, logging_dir="logs").run()

Pages go into the reader as text: ``JsonlReader("articles", text_key="html")``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from datatrove.pipeline.base import PipelineStep

from cleaner.dataset.rows import Columns, Row, clean_row, cleaner_for
from cleaner.settings import Settings

__all__ = ["ArticleCleaner"]


class ArticleCleaner(PipelineStep):  # type: ignore[misc]
    """Cleans the text of documents, HTML or plain; the other columns of the row go into their metadata.

    A document that there is no result for keeps its text; ``metadata["status"]`` says so. None is dropped.
    """

    name = "Article cleaner"
    type = "FORMAT"

    def __init__(self, settings: Settings | None = None, columns: Columns | None = None) -> None:
        """A step.

        Args:
            settings: how to clean.
            columns: under what names the metadata have address and language (the article is the text).
        """
        super().__init__()
        self.settings = settings or Settings()
        self.columns = columns or Columns()

    def run(self, data: Iterable[Any], rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """Clean documents one by one."""
        del rank, world_size
        engine = cleaner_for(self.settings)
        for document in data:
            with self.track_time():
                row = clean_row(
                    engine,
                    document.text,
                    id=document.id,
                    url=document.metadata.get(self.columns.url),
                    language=document.metadata.get(self.columns.language) if self.columns.language else None,
                )
                self._count(row)
                if row["text"] is not None:
                    document.text = row["text"]
                document.metadata.update({name: row[name] for name in row if name not in ("id", "text")})
            yield document

    def _count(self, row: Row) -> None:
        self.stat_update("documents", row["status"])
        for edit in row["edits"]:
            self.stat_update(f"removed_{edit['category']}", value=len(edit["before"]) - len(edit["after"]))
