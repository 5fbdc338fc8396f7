"""Scrapy: the step as an item pipeline. In the settings of the project:

    ITEM_PIPELINES = {"cleaner.dataset.scrapy.CleaningPipeline": 300}
    CLEANER_SETTINGS = {"captions": "fields"}
    CLEANER_COLUMNS = {"source": "html"}

The last two are optional: keywords of :class:`cleaner.Settings` and :class:`cleaner.dataset.Columns`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itemadapter import ItemAdapter

from cleaner.dataset.batch import clean_record
from cleaner.dataset.rows import Columns, cleaner_for
from cleaner.errors import SettingsError
from cleaner.settings import Settings

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["CleaningPipeline"]


class CleaningPipeline:
    """Puts the columns of the row into each item; an item with declared fields gets those that it declares.

    The item's own id, and its page if it is under another name than "text", stay. Nothing is dropped: what
    became of an item is in its ``status``, and in the statistics of the crawl under ``cleaner/``.
    """

    def __init__(self, settings: Settings, columns: Columns, stats: Any = None) -> None:
        """A pipeline.

        Args:
            settings: how to clean.
            columns: what the fields of the items are called.
            stats: the statistics of the crawl.
        """
        self._engine = cleaner_for(settings)
        self._columns, self._stats = columns, stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CleaningPipeline:
        """The pipeline that the settings of a crawl ask for.

        Raises:
            SettingsError: if one of them is unknown or wrong.
        """
        try:
            columns = Columns(**crawler.settings.getdict("CLEANER_COLUMNS"))
        except TypeError as error:
            raise SettingsError(f"CLEANER_COLUMNS: {error}") from None
        settings = Settings.from_keywords(**crawler.settings.getdict("CLEANER_SETTINGS"))
        return cls(settings, columns, crawler.stats)

    def process_item(self, item: Any) -> Any:
        """Clean an item."""
        adapter = ItemAdapter(item)
        row = clean_record(adapter.asdict(), self._engine, self._columns)
        declared = None if isinstance(item, dict) else set(adapter.field_names())
        for name, value in row.items():
            if (declared is None or name in declared) and not (value is None and adapter.get(name) is not None):
                adapter[name] = value
        if self._stats is not None:
            self._stats.inc_value(f"cleaner/{row['status']}")
        return item
