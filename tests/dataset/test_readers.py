"""Files of every format: whole, from any place in them, cut off, and damaged."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus import page, records
from hypothesis import given
from hypothesis import strategies as st

from cleaner import SourceError
from cleaner.dataset.batch import clean_batch
from cleaner.dataset.events import START, Loss, Oversize, Record
from cleaner.dataset.inputs import Format, find_inputs
from cleaner.dataset.readers import read
from cleaner.dataset.rows import Columns

SOME = records(40)
MAX = 1 << 20


def jsonl(some: list[dict[str, str]]) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in some)


def zstd(data: bytes) -> bytes:
    return bytes(pa.compress(data, "zstd", asbytes=True))


def parquet(some: list[dict[str, str]], group: int = 10) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(some), sink, row_group_size=group, compression="none", use_dictionary=False)
    return sink.getvalue()


def comma(some: list[dict[str, str]], delimiter: str = ",") -> bytes:
    sink = io.StringIO(newline="")
    writer = csv.DictWriter(sink, ["id", "url", "text"], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(some)
    return sink.getvalue().encode()


def warc_record(one: dict[str, str], *, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    body = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + one["text"].encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <{one['id']}>\r\nWARC-Target-URI: {one['url']}\r\n"
        f"WARC-Date: 2031-05-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def warc(some: list[dict[str, str]]) -> bytes:
    return b"".join(map(warc_record, some))


def warc_gz(some: list[dict[str, str]]) -> bytes:
    return b"".join(gzip.compress(warc_record(one), mtime=0) for one in some)


WRITERS: dict[str, Callable[[list[dict[str, str]]], bytes]] = {
    "a.jsonl": jsonl,
    "a.jsonl.gz": lambda some: gzip.compress(jsonl(some[:20])) + gzip.compress(jsonl(some[20:])),
    "a.jsonl.zst": lambda some: zstd(jsonl(some[:20])) + zstd(jsonl(some[20:])),
    "a.parquet": parquet,
    "a.csv": comma,
    "a.tsv": partial(comma, delimiter="\t"),
    "a.csv.gz": lambda some: gzip.compress(comma(some)),
    "a.warc": warc,
    "a.warc.gz": warc_gz,
}


def events(path: Path | str, start: object = START, max_bytes: int = MAX, columns: Columns | None = None) -> list:
    (item,) = find_inputs([str(path)])
    found = []
    for event in read(item, start, columns or Columns(), max_bytes):  # type: ignore[arg-type]
        if isinstance(event, Oversize):
            event = ("oversize", event.number, b"".join(event.pieces), event.after())
        found.append(event)
    return found


def documents(found: list) -> list[dict[str, str]]:
    """The documents among some events, with the article under "text"."""
    plain = []
    for event in found:
        if isinstance(event, Record):
            data = dict(json.loads(event.data)) if isinstance(event.data, bytes) else dict(event.data)
            text = data.pop("html", data.get("text"))
            data["text"] = text.decode() if isinstance(text, bytes) else text
            plain.append({name: data[name] for name in ("id", "url", "text")})
    return plain


def losses(found: list) -> list[Loss]:
    return [event for event in found if isinstance(event, Loss)]


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_gives_all_documents_in_order(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(WRITERS[name](SOME))
    found = events(tmp_path / name)
    assert documents(found) == SOME
    assert [event.number for event in found] == list(range(40))


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_can_be_entered_behind_any_document(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(WRITERS[name](SOME))
    found = events(path)
    for number in (0, 9, 10, 25, 39):
        rest = events(path, found[number].after)
        assert documents(rest) == SOME[number + 1 :]
        assert [event.after for event in rest] == [event.after for event in found[number + 1 :]]


@pytest.mark.parametrize(
    ("name", "least"),
    [("a.jsonl.gz", 30), ("a.jsonl.zst", 18), ("a.csv.gz", 30), ("a.warc", 35), ("a.warc.gz", 35)],
)
def test_a_file_that_is_cut_off_costs_what_is_missing(tmp_path: Path, name: str, least: int) -> None:
    data = WRITERS[name](SOME)
    (tmp_path / name).write_bytes(data[: len(data) * 19 // 20])
    found = events(tmp_path / name)
    got = documents([event for event in found if isinstance(event, Record)][:-1])
    assert got == SOME[: len(got)]  # the last line may be half a line, for a worker to reject
    assert least <= len(got) < 40
    (loss,) = losses(found)
    assert loss.after is None
    assert "cut" in loss.reason


def test_a_cut_gzip_gives_all_that_stands_before_the_cut(tmp_path: Path) -> None:
    import zlib

    data = gzip.compress(jsonl(SOME), mtime=0)
    for cut in (200, len(data) // 3, len(data) - 9, len(data) - 1):
        (tmp_path / "a.jsonl.gz").write_bytes(data[:cut])
        want = zlib.decompressobj(31).decompress(data[:cut])
        found = events(tmp_path / "a.jsonl.gz")
        whole = [event.data for event in found if isinstance(event, Record) and event.data.endswith(b"\n")]
        assert b"".join(whole) == want[: want.rfind(b"\n") + 1]
        assert len(losses(found)) == 1


def test_a_cut_jsonl_ends_in_a_broken_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(jsonl(SOME)[:-50])
    found = events(tmp_path / "a.jsonl")
    assert len(found) == 40
    assert not found[-1].data.endswith(b"}\n")


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.csv.gz"])
def test_a_compressed_file_that_is_damaged_costs_the_rest(tmp_path: Path, name: str) -> None:
    data = bytearray(WRITERS[name](SOME))
    middle = len(data) * 3 // 4
    data[middle : middle + 40] = b"\xff" * 40
    (tmp_path / name).write_bytes(data)
    found = events(tmp_path / name)
    assert "cut off or damaged" in losses(found)[0].reason
    assert len(losses(found)) == 1
    assert documents([e for e in found if isinstance(e, Record)][:15]) == SOME[:15]


def test_a_damaged_warc_costs_the_damaged_record(tmp_path: Path) -> None:
    parts = [gzip.compress(warc_record(one), mtime=0) for one in SOME]
    parts[17] = parts[17][:60] + b"\xff" * 40 + parts[17][100:]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(parts))
    found = events(path)
    assert documents(found) == SOME[:17] + SOME[18:]
    (loss,) = losses(found)
    assert loss.reason.startswith(f"damaged behind byte {sum(map(len, parts[:16]))} (")
    again = events(path, loss.after)
    assert documents(again) == SOME[18:]


def test_a_warc_gives_pages_only(tmp_path: Path) -> None:
    one = SOME[9]
    (tmp_path / "a.warc").write_bytes(
        warc_record(one, kind="image/png")
        + warc_record(one, status="404 Not Found")
        + warc_record(one, kind="application/xhtml+xml")
        + warc_record(one).replace(b"WARC-Type: response", b"WARC-Type: request")
    )
    found = events(tmp_path / "a.warc")
    assert [event.number for event in found] == [0]
    assert documents(found) == [one]


def test_a_damaged_row_group_costs_that_group(tmp_path: Path) -> None:
    sink = io.BytesIO()
    table = pa.Table.from_pylist(SOME)
    pq.write_table(table, sink, row_group_size=10, compression="zstd", use_dictionary=False, write_page_checksum=True)
    data = bytearray(sink.getvalue())
    column = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(1).column(2)
    start = column.data_page_offset + column.total_compressed_size - 300
    data[start : start + 200] = b"\xff" * 200
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    found = events(path)
    assert documents(found) == SOME[:10] + SOME[20:]
    (loss,) = losses(found)
    assert loss.reason.startswith("row group 1 is damaged (")
    assert loss.reason.endswith("10 of its 10 rows can't be read")
    assert documents(events(path, loss.after)) == SOME[20:]


def test_an_image_under_the_name_of_a_text_is_a_loss(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9)
    assert events(tmp_path / "a.txt") == [Loss("is not text (binary data)", 0)]
    (tmp_path / "b.txt").write_text("The ferry is late.", encoding="utf-16")
    assert [type(event) for event in events(tmp_path / "b.txt")] == [Record]


@pytest.mark.parametrize("data", [b"", b"PAR1", b"no table at all", parquet(SOME)[:-100]])
def test_no_parquet_is_a_loss(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.parquet").write_bytes(data)
    (loss,) = events(tmp_path / "a.parquet")
    assert loss.reason.startswith("no Parquet file, or a damaged one (")


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_table_without_the_column_is_a_loss(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(WRITERS[name](SOME))
    (loss,) = events(tmp_path / name, columns=Columns(source="article"))
    assert loss == Loss("there is no column 'article'; there are: id, url, text", 0)


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_table_with_two_columns_of_a_name_is_a_loss(tmp_path: Path, name: str) -> None:
    table = pa.table([["It rained."], ["It snowed."]], names=["text", "text"])
    if name == "a.csv":
        (tmp_path / name).write_bytes(b"text,text\nIt rained.,It snowed.\n")
    else:
        pq.write_table(table, tmp_path / name)
    assert events(tmp_path / name) == [Loss("there are several columns 'text'", 0)]
    with pytest.raises(SourceError, match="there are several columns 'text'"):
        clean_batch(table)


def test_a_csv_that_ends_within_a_quotation_is_cut_off(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(comma(SOME[:3]) + b'id-3,,"It rained on\nthe third')
    found = events(tmp_path / "a.csv")
    assert documents(found) == SOME[:3]
    assert losses(found) == [Loss("cut off: record 3 begins a quotation that does not end", 3)]


def test_a_csv_record_that_is_too_long_costs_itself(tmp_path: Path) -> None:
    rows = [*SOME[:2], {"id": "long", "url": "", "text": "x" * 5000}, *SOME[2:4]]
    (tmp_path / "a.csv").write_bytes(comma(rows))
    found = events(tmp_path / "a.csv", max_bytes=3000)
    assert documents(found) == SOME[:4]
    assert [loss.number for loss in losses(found)] == [2]
    assert "over the limit of 3000" in losses(found)[0].reason


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"])
def test_a_line_that_is_too_long_is_handed_on_in_pieces(tmp_path: Path, name: str) -> None:
    long = {"id": "long", "url": "", "text": "x" * 3_000_000}
    (tmp_path / name).write_bytes(WRITERS[name]([*SOME[:20], long, *SOME[20:]]))
    found = events(tmp_path / name, max_bytes=100_000)
    assert documents(found) == SOME
    kind, number, data, after = found[20]
    assert (kind, number, data) == ("oversize", 20, jsonl([long]))
    assert documents(events(tmp_path / name, after)) == SOME[20:]


@pytest.mark.parametrize("name", ["a.parquet", "a.warc", "a.warc.gz"])
def test_a_cell_or_record_that_is_too_large_is_handed_on_in_pieces(tmp_path: Path, name: str) -> None:
    long = {"id": "long", "url": "https://x.example/", "text": "x" * 3_000_000}
    (tmp_path / name).write_bytes(WRITERS[name]([*SOME[:5], long, *SOME[5:8]]))
    found = events(tmp_path / name, max_bytes=100_000)
    assert documents(found) == SOME[:8]
    _, number, data, after = found[5]
    assert number == 5
    assert data.endswith(b"x" * 3_000_000)
    assert documents(events(tmp_path / name, after)) == SOME[5:8]


def test_a_folder_is_its_files_and_each_is_a_document(tmp_path: Path) -> None:
    for name, text in {"b/2.html": page(1), "a.txt": "It rained.", "b/1.txt": "It snowed.", "x.png": "?"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("no")
    inputs = find_inputs([str(tmp_path)])
    assert [item.name for item in inputs] == ["a.txt", "b/1.txt", "b/2.html"]
    data = [event.data for item in inputs for event in read(item, START, Columns(), MAX)]
    assert data == [
        {"text": b"It rained.", "id": "a.txt"},
        {"text": b"It snowed.", "id": "b/1.txt"},
        {"text": page(1).encode(), "id": "b/2.html"},
    ]


def test_what_is_no_file_in_a_folder(tmp_path: Path) -> None:
    """A pipe would never end, and is passed by; a link to nothing is a document that has got lost."""
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "around").symlink_to(tmp_path, target_is_directory=True)
    assert [item.name for item in find_inputs([str(tmp_path)])] == ["a.txt"]
    (tmp_path / "c.txt").symlink_to("nowhere")
    with pytest.raises(SourceError, match=r"c\.txt: is a link to a file that there is not"):
        find_inputs([str(tmp_path)])


def test_the_output_in_a_folder_is_no_input(tmp_path: Path) -> None:
    for name in ("a.txt", "out/data/part-000000.jsonl", "b/out/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("It rained.", encoding="utf-8")
    output = str(tmp_path / "b" / ".." / "out")
    for path in (tmp_path, tmp_path / "*"):
        assert [Path(item.path).name for item in find_inputs([str(path)], output=output)] == ["a.txt", "c.txt"]
    assert len(find_inputs([str(tmp_path / "out")], output=output)) == 1  # whoever names it, means it


def test_the_output_in_a_folder_elsewhere_is_no_input() -> None:
    files = fsspec.filesystem("memory")
    for name in ("/port/a.txt", "/port/out/data/b.jsonl", "/port/outer/c.txt"):
        files.pipe(name, b"It rained.")
    found = find_inputs(["memory://port"], output="memory://port/out")
    assert [item.path.rpartition("/port/")[2] for item in found] == ["a.txt", "outer/c.txt"]
    files.rm("/port", recursive=True)


def test_a_folder_that_cannot_be_read_is_not_left_out_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "locked").mkdir()
    scandir = os.scandir

    def guarded(path: str) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    with pytest.raises(SourceError, match="locked: Permission denied"):
        find_inputs([str(tmp_path)])


def test_a_glob_is_sorted_and_nothing_is_read_twice(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.jsonl", "sub/c.jsonl.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(jsonl(SOME))
    inputs = find_inputs([str(tmp_path / "*.jsonl"), str(tmp_path)])
    assert [Path(item.path).relative_to(tmp_path).as_posix() for item in inputs] == [
        "a.jsonl",
        "b.jsonl",
        "sub/c.jsonl.gz",
    ]
    assert [item.name for item in find_inputs([str(tmp_path / "**/*.gz")])] == ["c.jsonl.gz"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none.jsonl", "no such file or folder"),
        ("*.jsonl", "no files to read there"),
        ("a.xyz", "can't tell the format by its name; say it with --format"),
        ("memory://none/a.jsonl", "no such file"),
        ("nonsense://a.jsonl", "Protocol not known"),
    ],
)
def test_inputs_that_are_not_there(tmp_path: Path, path: str, message: str) -> None:
    (tmp_path / "a.xyz").touch()
    with pytest.raises(SourceError, match=message):
        find_inputs([path if "://" in path else str(tmp_path / path)])


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_through_fsspec(name: str) -> None:
    with fsspec.open(f"memory://crawl/{name}", "wb") as file:
        file.write(WRITERS[name](SOME))
    found = events(f"memory://crawl/{name}")
    assert documents(found) == SOME
    assert documents(events(f"memory://crawl/{name}", found[30].after)) == SOME[31:]


def test_folders_and_globs_through_fsspec() -> None:
    for name in ("b.txt", "a.html", "c.png"):
        with fsspec.open(f"memory://pages/{name}", "wb") as file:
            file.write(b"It rained.")
    assert [item.path for item in find_inputs(["memory://pages"])] == [
        "memory:///pages/a.html",
        "memory:///pages/b.txt",
    ]
    assert [item.format for item in find_inputs(["memory://pages/*.txt"])] == [Format.FILE]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.parquet", "a.warc.gz"])
def test_over_http(tmp_path: Path, server: str, name: str) -> None:
    pytest.importorskip("aiohttp", reason="needs the extra 'remote'")
    (tmp_path / name).write_bytes(WRITERS[name](SOME))
    found = events(f"{server}/{name}")
    assert documents(found) == SOME
    assert documents(events(f"{server}/{name}", found[30].after)) == SOME[31:]


@given(
    st.binary(max_size=400), st.sampled_from(["jsonl", "jsonl.gz", "jsonl.zst", "csv", "warc", "warc.gz", "parquet"])
)
def test_no_file_makes_a_reader_fail(tmp_path_factory: pytest.TempPathFactory, data: bytes, end: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"junk.{end}"
    magic = {"gz": b"\x1f\x8b\x08", "st": b"\x28\xb5\x2f\xfd", "rc": b"WARC/1.0\r\n", "et": b"PAR1"}.get(end[-2:], b"")
    path.write_bytes(magic + data)
    for event in events(path):
        assert isinstance(event, (Record, Loss))
