"""The same rows from every engine, each run for real.

What isn't installed is skipped; `pip install 'cleaner[all]'` and a Java for Spark give all of them.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus import SETTINGS, Record, expected, page, records, rows_of, settings_file, write_jsonl

from cleaner import Settings, SettingsError, dataset
from cleaner.cli import main
from cleaner.dataset import SCHEMA, Columns

pytestmark = pytest.mark.engines

SOME: list[Record] = [
    *records(40),
    {"id": "none", "url": None, "text": None},
    {"id": "empty", "url": "https://dunmoor.example/e", "text": ""},
]
WANT = expected(SOME)
WANT_BY_DEFAULT = expected(SOME, Settings())  # what the examples give


def example(module: str) -> str:
    """The example in the documentation of a module, to be run in a folder with articles.jsonl."""
    text = (Path(dataset.__file__).parent / f"{module}.py").read_text(encoding="utf-8").split('"""')[1]
    return "\n".join(line[4:] for line in text.splitlines() if line.startswith("    "))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of an example."""
    write_jsonl(tmp_path / "articles.jsonl", SOME)
    monkeypatch.chdir(tmp_path)
    return tmp_path


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


@pytest.mark.usefixtures("cluster")
def test_ray_data_on_two_nodes(folder: Path) -> None:
    import ray

    ray.data.DataContext.get_current().enable_progress_bars = False
    assert len([node for node in ray.nodes() if node["Alive"]]) == 2
    exec(example("ray").replace("/data", str(folder)))
    rows = [row for path in (folder / "clean").iterdir() for row in pq.read_table(path).to_pylist()]
    assert in_order(rows) == WANT_BY_DEFAULT


def test_run_on_ray_also_when_a_node_is_lost(cluster: Any, tmp_path: Path) -> None:
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


@pytest.mark.usefixtures("cluster")
def test_run_engine_ray(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--engine", "ray", "--batch-size", "6", "--settings", str(settings_file(tmp_path))]
    assert main(["run", str(table), "-o", str(tmp_path / "out"), *options]) == 0
    assert rows_of(tmp_path / "out") == [row for row in WANT if row["status"] != "failed"]
    capsys.readouterr()


def test_spark(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="needs the extra 'spark'")
    if shutil.which("java") is None:
        pytest.skip("Spark needs a Java 17 or later")
    from pyspark.sql import SparkSession

    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "8").getOrCreate()
    try:
        exec(example("spark"))
    finally:
        spark.stop()
    assert in_order(rows_of(folder, "clean")) == WANT_BY_DEFAULT


def test_hugging_face_datasets(folder: Path) -> None:
    datasets = pytest.importorskip("datasets", reason="needs the extra 'datasets'")
    datasets.disable_progress_bars()
    exec(example("huggingface"))
    assert pq.read_table(folder / "clean.parquet").to_pylist() == WANT_BY_DEFAULT


def test_hugging_face_dictionaries_and_streams() -> None:
    datasets = pytest.importorskip("datasets", reason="needs the extra 'datasets'")
    from cleaner.dataset.huggingface import clean_dataset

    datasets.disable_progress_bars()
    data = datasets.Dataset.from_list(SOME)
    both = clean_dataset(datasets.DatasetDict({"a": data.select(range(3)), "b": data.select([3])}), SETTINGS)
    assert both["a"].column_names == SCHEMA.names
    assert both["a"].to_list() + both["b"].to_list() == WANT[:4]
    assert list(clean_dataset(data.to_iterable_dataset(), SETTINGS, batch_size=8)) == WANT


def test_datatrove(folder: Path) -> None:
    pytest.importorskip("datatrove", reason="needs the extra 'datatrove'")
    pytest.importorskip("orjson", reason="needs the extra 'datatrove'")
    some = [one for one in SOME if one["text"]]  # its reader leaves out documents without text
    (folder / "articles").mkdir()
    write_jsonl(folder / "articles/a.jsonl", some[:20])
    write_jsonl(folder / "articles/b.jsonl", some[20:])
    exec(example("datatrove"))
    rows = []
    for path in sorted((folder / "clean").iterdir()):
        for line in gzip.decompress(path.read_bytes()).splitlines():
            document = json.loads(line)
            metadata = {name: document["metadata"].get(name) for name in SCHEMA.names}
            rows.append({**metadata, "id": document["id"], "text": document["text"]})
    assert in_order(rows) == [row for row in WANT_BY_DEFAULT if row["text"]]


def test_scrapy_items() -> None:
    scrapy = pytest.importorskip("scrapy", reason="needs the extra 'scrapy'")
    from scrapy.statscollectors import MemoryStatsCollector
    from scrapy.utils.test import get_crawler

    from cleaner.dataset.scrapy import CleaningPipeline

    class Declared(scrapy.Item):  # type: ignore[misc, name-defined]
        id = scrapy.Field()
        text = scrapy.Field()
        status = scrapy.Field()

    crawler = get_crawler(settings_dict={"CLEANER_SETTINGS": {"languages": ["en"]}})
    crawler.stats = MemoryStatsCollector(crawler)
    pipeline = CleaningPipeline.from_crawler(crawler)
    assert [pipeline.process_item(dict(one)) for one in SOME] == WANT
    item = pipeline.process_item(Declared(id="doc-0", text=SOME[0]["text"]))
    assert dict(item) == {"id": "doc-0", "text": WANT[0]["text"], "status": "ok"}
    assert crawler.stats.get_value("cleaner/ok") == 41
    assert crawler.stats.get_value("cleaner/failed") == 1
    crawler = get_crawler(settings_dict={"CLEANER_COLUMNS": {"article": "html"}})
    with pytest.raises(SettingsError, match=r"^CLEANER_COLUMNS: .*'article'"):
        CleaningPipeline.from_crawler(crawler)


_SPIDER = """
import pathlib
import scrapy

class Pages(scrapy.Spider):
    name = "pages"
    start_urls = [path.as_uri() for path in sorted(pathlib.Path("pages").absolute().iterdir())]
    custom_settings = {"ROBOTSTXT_OBEY": False, "TELNETCONSOLE_ENABLED": False}
SETTINGS

    def parse(self, response):
        yield {"id": response.url.rsplit("/", 1)[1], "html": response.text}
"""


def test_scrapy_in_a_crawl(tmp_path: Path) -> None:
    pytest.importorskip("scrapy", reason="needs the extra 'scrapy'")
    (tmp_path / "pages").mkdir()
    for number in range(5):
        (tmp_path / f"pages/{number}.html").write_text(page(number), encoding="utf-8")
    lines = [line.split(" = ") for line in example("scrapy").splitlines() if line]
    settings = "\n".join(f"    custom_settings[{name!r}] = {value}" for name, value in lines)
    (tmp_path / "spider.py").write_text(_SPIDER.replace("SETTINGS", settings), encoding="utf-8")
    command = [sys.executable, "-m", "scrapy", "runspider", "spider.py", "-o", "items.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    items = [json.loads(line) for line in (tmp_path / "items.jsonl").read_text(encoding="utf-8").splitlines()]
    want = expected([{"id": f"{n}.html", "text": page(n)} for n in range(5)], Settings(captions="fields"))
    assert sorted(items, key=lambda item: item["id"]) == [{**row, "html": page(n)} for n, row in enumerate(want)]
