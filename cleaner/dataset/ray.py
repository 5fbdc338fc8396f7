"""Ray Data: the step on a ``ray.data.Dataset``.

    import ray
    from cleaner.dataset.ray import clean_dataset

    ray.init(ignore_reinit_error=True)
    articles = ray.data.read_json("/data/articles.jsonl")
    clean_dataset(articles).write_parquet("/data/clean")

It is the same on a cluster, with paths that all of its nodes see, such as ``s3://bucket/articles``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.dataset.batch import clean_batch
from cleaner.dataset.rows import Columns
from cleaner.settings import Settings

if TYPE_CHECKING:
    from ray.data import Dataset

__all__ = ["clean_dataset"]


def clean_dataset(
    dataset: Dataset, settings: Settings | None = None, columns: Columns | None = None, **options: Any
) -> Dataset:
    """Clean a dataset; the result has the columns of :data:`cleaner.dataset.SCHEMA`.

    Args:
        dataset: one document a row.
        settings: how to clean. Rule folders named in it must be there on every node.
        columns: what the columns are called.
        **options: for ``Dataset.map_batches``, such as ``batch_size`` (256 here: Ray's 1024 pages of HTML are
            a lot of memory), ``concurrency`` or ``num_cpus``.
    """
    return dataset.map_batches(
        clean_batch,
        batch_format="pyarrow",
        fn_kwargs={"settings": settings, "columns": columns},
        **{"batch_size": 256, **options},
    )
