"""The promises that hold for every input, over random ones."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Article, Cleaner
from cleaner.document import Kind
from cleaner.rulebook.opened import _opened

ENGINE = Cleaner()

ANYTHING = st.text(alphabet=st.characters(codec=None), max_size=120)
# Pieces that rules, repairs and layouts act on, thrown together.
PIECES = [
    "Join us on Telegram",
    "Read more: The ferry",
    "Related articles",
    "Advertisement",
    "[Image: A dog (Credit: AFP)]",
    "QUAKE-RELIEF/HARBOUR Men unload water | Reuters",
    "The ferry sank off Tarn on Monday, and 12 people were lost, the harbour office said.",
    "It rained all day in the valley.The river rose",
    "whoreportedly left",
    "cafÃ©",
    "&amp;",
    "<p>",
    "</p>",
    "© 2024 The Kite. All rights reserved.",
    "inter-",
    "national",
    " , ",
    "\u00a0",
    "\n",
    "\n\n",
    "\r\n",
    "\x85",
    "\u2028",
    "\ud800",
    "“",
    "”",
    "Tarn council votes to rebuild the pier",
]
COLLAGE = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=12
).map("\n".join)
PAGE = COLLAGE.map(lambda text: f"<html><body><article><p>{text}</p><p>{text}</p></article></body></html>")
SOURCE = st.one_of(ANYTHING, COLLAGE, PAGE)

HEADLINE = "Tarn council votes to rebuild the pier"
PROSE = "The ferry sank off Tarn on Monday, and 12 people were lost, the harbour office said."
NAMES = ["@type", "@graph", "headline", "title", "name", "articleBody", "text", "image", "caption", "url", "author"]
STATED = st.recursive(  # what JSON in a page may say
    st.none() | st.booleans() | st.floats() | st.sampled_from([HEADLINE, PROSE, "NewsArticle", "Person", ""]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


@given(SOURCE)
def test_the_source_comes_back(source: str) -> None:
    article = ENGINE.clean(source)
    assert article.restore() == article.source


@given(st.one_of(ANYTHING, COLLAGE))
def test_a_text_is_its_own_source(source: str) -> None:
    assert ENGINE.clean_text(source).source == source


@given(SOURCE)
def test_cleaning_twice_is_cleaning_once(source: str) -> None:
    once = ENGINE.clean(source).text
    assert ENGINE.clean(once).text == once


@given(SOURCE)
def test_the_parts_make_the_text(source: str) -> None:
    article = ENGINE.clean(source)
    assert article.text == "\n\n".join(paragraph.text for paragraph in article.paragraphs)
    apart = (Kind.TITLE, Kind.DECK, Kind.CAPTION)
    in_body = [paragraph.text for paragraph in article.paragraphs if paragraph.kind not in apart]
    assert article.body == "\n\n".join(in_body)


@given(SOURCE, SOURCE)
def test_no_document_changes_another(first: str, second: str) -> None:
    alone = ENGINE.clean(second)
    ENGINE.clean(first)
    assert ENGINE.clean(second) == alone


@given(STATED, st.sampled_from(["application/ld+json", "application/json"]))
def test_whatever_a_page_states_in_json_the_promises_hold(stated: object, kind: str) -> None:
    script = f'<script type="{kind}">{json.dumps(stated)}</script>'
    article = ENGINE.clean_html(
        f"<html><head><title>{HEADLINE}</title>{script}</head><body><p>{PROSE}</p></body></html>"
    )
    assert article.restore() == article.source
    assert ENGINE.clean(article.text).text == article.text


@given(st.binary(max_size=200))
def test_bytes_never_raise_and_lose_nothing(data: bytes) -> None:
    article = ENGINE.clean_text(data)
    assert article.restore() == article.source


@given(SOURCE)
def test_results_can_be_written_and_sent(source: str) -> None:
    article = ENGINE.clean(source)
    assert json.loads(article.to_json().encode())["text"] == article.text
    again = pickle.loads(pickle.dumps(article))
    assert again == article
    assert hash(again) == hash(article)


@given(COLLAGE)
def test_a_pickled_cleaner_is_the_same_cleaner(source: str) -> None:
    assert PICKLED.clean(source) == ENGINE.clean(source)


def sent(engine: Cleaner) -> Cleaner:
    """A cleaner as another process gets it, which reads the rules anew."""
    _opened.cache_clear()
    copy: Cleaner = pickle.loads(pickle.dumps(engine))
    assert copy.book is not engine.book
    return copy


PICKLED = sent(ENGINE)


def test_a_cleaner_with_a_book_of_its_own_does_not_pickle() -> None:
    with pytest.raises(TypeError, match="does not pickle; name its rules in the settings"):
        pickle.dumps(Cleaner(book=ENGINE.book))


@pytest.mark.parametrize("place", ["inline", "after", "fields"])
@given(source=COLLAGE)
def test_caption_places_keep_the_promises(place: str, source: str) -> None:
    engine = PLACES[place]
    article = engine.clean(source)
    assert article.restore() == article.source
    assert engine.clean(article.text).text == article.text


PLACES = {place: Cleaner(captions=place) for place in ("inline", "after", "fields")}


def test_only_a_wrong_type_raises() -> None:
    with pytest.raises(TypeError, match="expected text or bytes, got int"):
        ENGINE.clean(12)  # type: ignore[arg-type]
    assert isinstance(ENGINE.clean(""), Article)
