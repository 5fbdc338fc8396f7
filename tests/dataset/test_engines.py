"""The same rows from every engine, each run for real.

What isn't installed is skipped; `pip install 'cleaner[all]'` and a Java for Spark give all of them.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus import SETTINGS, Record, expected, records, rows_of, settings_file, write_jsonl

from cleaner import SettingsError
from cleaner.cli import main
from cleaner.dataset import SCHEMA, Columns

pytestmark = pytest.mark.engines

SOME: list[Record] = [
    *records(40),
    {"id": "none", "url": None, "text": None},
    {"id": "empty", "url": "https://dunmoor.example/e", "text": ""},
]
WANT = expected(SOME)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "in.parquet"
    pq.write_table(pa.Table.from_pylist(SOME), path, row_group_size=10)
    return path


def in_order(rows: list[Record]) -> list[Record]:
    place = {row["id"]: number for number, row in enumerate(WANT)}
    return sorted(rows, key=lambda row: place[row["id"]])


def test_run_local(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--workers", "2", "--batch-size", "6", "--settings", str(settings_file(tmp_path))]
    assert main(["run", str(table), "-o", str(tmp_path / "out"), "--to", "parquet", *options]) == 0
    assert rows_of(tmp_path / "out") == [row for row in WANT if row["status"] != "failed"]
    assert [row["id"] for row in rows_of(tmp_path / "out", "quarantine")] == ["none"]
    capsys.readouterr()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A Ray cluster of two nodes on this machine, with a core each."""
    pytest.importorskip("ray", reason="needs the extra 'ray'")
    import ray
    from ray.cluster_utils import Cluster

    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # no network
    options = {"num_cpus": 1, "object_store_memory": 80_000_000}
    cluster = Cluster(initialize_head=True, head_node_args={**options, "include_dashboard": False})
    cluster.add_node(**options)
    ray.init(address=cluster.address, log_to_driver=False, logging_level="error")
    yield cluster
    ray.shutdown()
    cluster.shutdown()


def test_ray_data_on_two_nodes(cluster: Any, table: Path) -> None:
    import ray

    from cleaner.dataset.ray import clean_dataset

    ray.data.DataContext.get_current().enable_progress_bars = False
    dataset = ray.data.read_parquet(str(table), override_num_blocks=4)
    cleaned = clean_dataset(dataset, SETTINGS, batch_size=8)
    rows = pa.concat_tables(ray.get(cleaned.to_arrow_refs())).cast(SCHEMA).to_pylist()
    assert len([node for node in ray.nodes() if node["Alive"]]) == 2
    assert in_order(rows) == WANT


def test_run_on_ray_also_when_a_node_is_lost(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cleaner.dataset.inputs import find_inputs
    from cleaner.dataset.plan import Limits
    from cleaner.dataset.raypool import RayPool
    from cleaner.dataset.run import Plan, Progress, run
    from cleaner.dataset.work import Job

    some = records(200)
    path = write_jsonl(tmp_path / "in.jsonl", some)
    spare = cluster.add_node(num_cpus=1, object_store_memory=80_000_000)
    lost: list[Any] = []

    def lose_a_node(progress: Progress) -> None:
        if progress.fresh >= 40 and not lost:
            lost.append(spare)
            cluster.remove_node(spare, allow_graceful=False)

    plan = Plan(
        find_inputs([str(path)]), str(tmp_path / "out"), Job(SETTINGS, Columns()), 2, Limits(block=8), engine=RayPool
    )
    summary, _ = run(plan, lose_a_node)
    assert lost
    assert summary.statuses == {"ok": 200}
    assert rows_of(tmp_path / "out") == expected(some)


def test_run_engine_ray(cluster: Any, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--engine", "ray", "--batch-size", "6", "--settings", str(settings_file(tmp_path))]
    assert main(["run", str(table), "-o", str(tmp_path / "out"), *options]) == 0
    assert rows_of(tmp_path / "out") == [row for row in WANT if row["status"] != "failed"]
    capsys.readouterr()


def test_spark(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="needs the extra 'spark'")
    if shutil.which("java") is None:
        pytest.skip("Spark needs a Java 17 or later")
    from pyspark.sql import SparkSession

    from cleaner.dataset.spark import clean_dataframe

    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "8")
        .getOrCreate()
    )
    try:
        frame = clean_dataframe(spark.read.parquet(str(table)).repartition(3), SETTINGS)
        rows = [row.asDict(recursive=True) for row in frame.collect()]
    finally:
        spark.stop()
    assert in_order(rows) == WANT


@pytest.mark.parametrize("workers", [None, 2])
def test_hugging_face_datasets(table: Path, tmp_path: Path, workers: int | None) -> None:
    datasets = pytest.importorskip("datasets", reason="needs the extra 'datasets'")
    from cleaner.dataset.huggingface import clean_dataset

    datasets.disable_progress_bars()
    data = datasets.Dataset.from_parquet(str(table), cache_dir=str(tmp_path))
    cleaned = clean_dataset(data, SETTINGS, batch_size=8, num_proc=workers)
    assert cleaned.column_names == SCHEMA.names
    assert cleaned.to_list() == WANT
    both = clean_dataset(datasets.DatasetDict({"a": data.select(range(3)), "b": data.select([3])}), SETTINGS)
    assert both["a"].to_list() + both["b"].to_list() == WANT[:4]


def test_hugging_face_streams(table: Path, tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets", reason="needs the extra 'datasets'")
    from cleaner.dataset.huggingface import clean_dataset

    stream = datasets.Dataset.from_parquet(str(table), cache_dir=str(tmp_path)).to_iterable_dataset()
    assert list(clean_dataset(stream, SETTINGS, batch_size=8)) == WANT


def test_datatrove(tmp_path: Path) -> None:
    pytest.importorskip("datatrove", reason="needs the extra 'datatrove'")
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from cleaner.dataset.datatrove import ArticleCleaner

    some = [one for one in SOME if one["text"]]  # its reader leaves out documents without text
    (tmp_path / "in").mkdir()
    write_jsonl(tmp_path / "in/a.jsonl", some[:20])
    write_jsonl(tmp_path / "in/b.jsonl", some[20:])
    LocalPipelineExecutor(
        [
            JsonlReader(str(tmp_path / "in")),
            ArticleCleaner(SETTINGS),
            JsonlWriter(str(tmp_path / "out"), output_filename="${rank}.jsonl", compression=None),
        ],
        tasks=2,
        workers=2,
        logging_dir=str(tmp_path / "logs"),
    ).run()
    rows = []
    for path in sorted((tmp_path / "out").iterdir()):
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            metadata = {name: document["metadata"].get(name) for name in SCHEMA.names}
            rows.append({**metadata, "id": document["id"], "text": document["text"]})
    assert in_order(rows) == [row for row in WANT if row["text"]]


def test_scrapy(monkeypatch: pytest.MonkeyPatch) -> None:
    scrapy = pytest.importorskip("scrapy", reason="needs the extra 'scrapy'")
    from scrapy.utils.test import get_crawler

    from cleaner.dataset.scrapy import CleaningPipeline

    class Declared(scrapy.Item):  # type: ignore[misc, name-defined]
        id = scrapy.Field()
        text = scrapy.Field()
        status = scrapy.Field()

    crawler = get_crawler(settings_dict={"CLEANER_SETTINGS": {"languages": ["en"]}})
    crawler.stats = crawler.stats or __import__("scrapy.statscollectors").statscollectors.MemoryStatsCollector(crawler)
    pipeline = CleaningPipeline.from_crawler(crawler)
    assert [pipeline.process_item(dict(one)) for one in SOME] == WANT
    item = pipeline.process_item(Declared(id="doc-0", text=SOME[0]["text"]))
    assert dict(item) == {"id": "doc-0", "text": WANT[0]["text"], "status": "ok"}
    assert crawler.stats.get_value("cleaner/ok") == 41
    assert crawler.stats.get_value("cleaner/failed") == 1
    crawler = get_crawler(settings_dict={"CLEANER_COLUMNS": {"article": "html"}})
    with pytest.raises(SettingsError, match=r"^CLEANER_COLUMNS: .*'article'"):
        CleaningPipeline.from_crawler(crawler)
