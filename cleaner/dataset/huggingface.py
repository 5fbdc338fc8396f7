"""Hugging Face Datasets: the step on a ``Dataset``, ``DatasetDict`` or ``IterableDataset``.

    from datasets import Dataset
    from cleaner.dataset.huggingface import clean_dataset

    articles = Dataset.from_json("articles.jsonl")
    clean_dataset(articles, num_proc=2).to_parquet("clean.parquet")

What ``map`` caches is keyed by the settings and the version of the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from cleaner.dataset.batch import SCHEMA, clean_batch
from cleaner.dataset.rows import Columns, cleaner_for
from cleaner.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["clean_dataset"]

AnyDataset = TypeVar("AnyDataset")


def clean_dataset(
    dataset: AnyDataset, settings: Settings | None = None, columns: Columns | None = None, **options: Any
) -> AnyDataset:
    """Clean a dataset; the result has the columns of :data:`cleaner.dataset.SCHEMA`.

    Args:
        dataset: one document a row.
        settings: how to clean.
        columns: what the columns are called.
        **options: for ``map``, such as ``batch_size`` (256 here) or ``num_proc``.
    """
    from datasets import Features, IterableDataset, IterableDatasetDict

    data: Any = dataset
    names = data.column_names or []  # a stream may not know them
    if isinstance(names, dict):
        names = sorted({name for part in names.values() for name in part})
    if isinstance(data, (IterableDataset, IterableDatasetDict)):  # which would remove what the step puts there
        names = [name for name in names if name not in SCHEMA.names]
    cleaned = data.with_format("arrow").map(
        _clean,
        batched=True,
        remove_columns=names,
        features=Features.from_arrow_schema(SCHEMA),
        fn_kwargs={
            "settings": settings,
            "columns": columns,
            "version": cleaner_for(settings or Settings()).rules_version,
        },
        **{"batch_size": 256, **options},
    )
    return cleaned.with_format(None)  # type: ignore[no-any-return]


def _clean(batch: pa.Table, settings: Settings | None, columns: Columns | None, version: str) -> pa.Table:
    """The step. The version of the rules is there for the cache of ``map``, which must not outlive it."""
    del version
    return clean_batch(batch, settings, columns)
