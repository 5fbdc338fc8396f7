"""The batch step and its rows."""

from __future__ import annotations

import pickle

import pyarrow as pa
import pytest
from corpus import SETTINGS, article, expected, page, records
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner, SourceError
from cleaner.dataset import SCHEMA, Columns, clean_batch, clean_batches
from cleaner.dataset.rows import clean_row
from cleaner.ledger import Edit, restore

ENGINE = Cleaner(SETTINGS)


def test_a_row_is_all_of_the_article() -> None:
    batch = pa.RecordBatch.from_pylist(
        [{"id": "1", "url": "https://www.corvane.example/a", "text": "It rained  all day.\n\nThen it\xa0stopped."}]
    )
    row = clean_batch(batch, SETTINGS).to_pylist()[0]
    assert row == {
        "id": "1",
        "url": "https://www.corvane.example/a",
        "title": None,
        "deck": None,
        "body": "It rained all day.\n\nThen it stopped.",
        "text": "It rained all day.\n\nThen it stopped.",
        "language": "en",
        "captions": [],
        "edits": row["edits"],
        "warnings": [],
        "rules_version": ENGINE.rules_version,
        "status": "ok",
    }
    assert [(edit["rule"], edit["start"], edit["end"]) for edit in row["edits"]] == [
        ("spacing.run", 9, 11),
        ("spacing.no_break", 28, 29),
    ]


def test_rows_are_those_of_the_library_in_batches_and_tables() -> None:
    some = records(20)
    batch = pa.RecordBatch.from_pylist(some)
    result = clean_batch(batch, SETTINGS)
    assert isinstance(result, pa.RecordBatch)
    assert result.schema == SCHEMA
    assert result.to_pylist() == expected(some)
    table = pa.concat_tables([pa.Table.from_batches([batch.slice(0, 7)]), pa.Table.from_batches([batch.slice(7)])])
    cleaned = clean_batch(table, SETTINGS)
    assert isinstance(cleaned, pa.Table)
    assert cleaned.schema == SCHEMA
    assert cleaned.to_pylist() == expected(some)
    assert [part.num_rows for part in clean_batches([batch.slice(0, 3), batch.slice(3, 2)], SETTINGS)] == [3, 2]


def test_text_and_edits_of_a_row_give_the_source_back() -> None:
    for one, row in zip(records(9), expected(records(9)), strict=True):
        edits = [Edit(**edit) for edit in row["edits"]]
        assert restore(row["text"], edits) == one["text"]


@pytest.mark.parametrize(
    "type_",
    [pa.string(), pa.large_string(), pa.binary(), pa.large_binary(), pa.dictionary(pa.int32(), pa.string())],
    ids=str,
)
def test_columns_of_every_text_type(type_: pa.DataType) -> None:
    texts = pa.array([article(1), page(2)]).cast(pa.binary() if pa.types.is_binary(type_) else pa.string())
    texts = texts.dictionary_encode() if pa.types.is_dictionary(type_) else texts.cast(type_)
    batch = pa.RecordBatch.from_arrays([pa.array([7, 8]), texts], names=["id", "text"])
    assert clean_batch(batch, SETTINGS).to_pylist() == expected(
        [{"id": "7", "text": article(1)}, {"id": "8", "text": page(2)}]
    )


def test_an_empty_batch_and_an_empty_table() -> None:
    empty = pa.schema([("text", pa.string())])
    assert clean_batch(empty.empty_table()).to_pylist() == []
    assert clean_batch(empty.empty_table()).schema == SCHEMA
    assert clean_batch(pa.RecordBatch.from_pylist([], empty)).schema == SCHEMA


def test_columns_by_other_names() -> None:
    batch = pa.RecordBatch.from_pylist(
        [{"key": "a", "link": "https://dunmoor.example/1", "raw": "Es regnete  lange.", "lang": "DE", "text": "x"}]
    )
    columns = Columns(source="raw", id="key", url="link", language="lang")
    row = clean_batch(batch, columns=columns).to_pylist()[0]
    assert (row["id"], row["url"], row["text"], row["language"]) == (
        "a",
        "https://dunmoor.example/1",
        "Es regnete lange.",
        "de",
    )


def test_html_is_taken_where_there_is_no_text_column() -> None:
    batch = pa.RecordBatch.from_pylist([{"id": "a", "html": page(3)}])
    assert clean_batch(batch, SETTINGS).to_pylist() == expected([{"id": "a", "text": page(3)}])


def test_a_missing_column_is_an_error_that_names_those_there_are() -> None:
    batch = pa.RecordBatch.from_pylist([{"id": "a", "body": "x"}])
    with pytest.raises(SourceError, match=r"^there is no column 'text' or 'html'; there are: id, body$"):
        clean_batch(batch)
    with pytest.raises(SourceError, match=r"^there is no column 'article'; there are: id, body$"):
        clean_batch(batch, columns=Columns(source="article"))


def test_documents_that_cannot_be_cleaned_are_rows_with_a_reason() -> None:
    rows = [
        clean_row(ENGINE, None, id="none"),
        clean_row(ENGINE, 12, id="number"),
        clean_row(ENGINE, "", id="empty"),
        clean_row(ENGINE, b"A caf\xe9 \xff\xfe\x81 in Eastlow.", id=5),
    ]
    assert [(row["id"], row["status"], row["warnings"]) for row in rows] == [
        ("none", "failed", ["ValueError: there is no text"]),
        ("number", "failed", ["TypeError: expected text or bytes, got int"]),
        ("empty", "empty", ["no main text found"]),
        ("5", "ok", rows[3]["warnings"]),
    ]
    assert rows[0]["text"] is None


def test_bytes_that_are_no_text_are_replaced_and_said_so() -> None:
    row = clean_row(ENGINE, "The mill\udc81 in  Eastlow burned.", id="a")
    assert row["text"] == "The mill\ufffd in Eastlow burned."
    assert row["warnings"] == ["bytes that are no text in the source stand as U+FFFD"]
    assert pa.RecordBatch.from_pylist([row], SCHEMA).num_rows == 1


def test_what_goes_over_the_budget_is_flagged_and_whole() -> None:
    from cleaner import Settings

    strict = Cleaner(Settings(languages=("en",), max_removed=0.0))
    row = clean_row(strict, article(0), id="a")
    assert row["status"] == "over_budget"
    assert "Telegram" in row["text"]
    assert clean_row(strict, article(1), id="b")["status"] == "ok"


def test_too_long_is_flagged() -> None:
    from cleaner import Settings

    row = clean_row(Cleaner(Settings(max_chars=10)), "It rained all day.", id="a")
    assert (row["status"], row["text"]) == ("too_long", "It rained all day.")


def test_the_step_and_its_arguments_pickle() -> None:
    step, settings, columns = pickle.loads(pickle.dumps((clean_batch, SETTINGS, Columns(source="x"))))
    assert (step, settings, columns) == (clean_batch, SETTINGS, Columns(source="x"))


@given(st.lists(st.one_of(st.none(), st.binary(max_size=60), st.text(st.characters(codec=None), max_size=60))))
def test_no_document_makes_a_batch_fail(sources: list[str | bytes | None]) -> None:
    rows = [clean_row(ENGINE, source, id=number) for number, source in enumerate(sources)]
    table = pa.Table.from_pylist(rows, SCHEMA)
    assert table.to_pylist() == rows
    assert [row["id"] for row in rows] == [str(number) for number in range(len(sources))]
