"""Spark: the step on a ``DataFrame``, through Arrow.

    from pyspark.sql import SparkSession
    from cleaner.dataset.spark import clean_dataframe

    spark = SparkSession.builder.getOrCreate()
    articles = spark.read.json("articles.jsonl")
    clean_dataframe(articles).write.parquet("clean")

Needs a Java 17 or later, and this package on every executor.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cleaner.dataset.batch import SCHEMA, clean_batches
from cleaner.dataset.rows import Columns
from cleaner.settings import Settings

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["clean_dataframe"]


def clean_dataframe(frame: DataFrame, settings: Settings | None = None, columns: Columns | None = None) -> DataFrame:
    """Clean a data frame; the result has the columns of :data:`cleaner.dataset.SCHEMA`.

    Spark hands over ``spark.sql.execution.arrow.maxRecordsPerBatch`` rows at once, 10,000 by default; where
    they are pages of HTML, a few hundred are better.

    Args:
        frame: one document a row.
        settings: how to clean. Rule folders named in it must be there on every executor.
        columns: what the columns are called.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    return frame.mapInArrow(partial(clean_batches, settings=settings, columns=columns), from_arrow_schema(SCHEMA))
