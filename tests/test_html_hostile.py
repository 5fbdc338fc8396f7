"""Pages made to break a reader. Deep ones run in a process of their own: a parser that fails there takes it down."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest
from page import BODY, HEAD, SENTENCES, page

from cleaner import Cleaner
from cleaner.errors import SettingsError
from cleaner.html.page import STATE_WARNING
from cleaner.pipeline import CUT_WARNING, NOTHING_WARNING, TIME_WARNING

ENGINE = Cleaner()
WHOLE = "\n\n".join(SENTENCES)
DEEP = """
from cleaner import Cleaner
engine = Cleaner()
for tag in ("div", "b", 'div class="related"', "table><tr><td", "figure><figcaption"):
    html = "<html><body>" + f"<{tag}>" * 100_000 + "<p>The ferry sank at noon, they said.</p>"
    article = engine.clean_html(html, language="en")
    print("ferry sank" in article.text)
"""


def test_deep_nesting() -> None:
    ran = subprocess.run([sys.executable, "-c", DEEP], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.split() == ["True"] * 5


@pytest.mark.parametrize(
    "html",
    [
        page(f"<div {' '.join(f'a{number}=x' for number in range(200_000))}>{BODY}</div>"),
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{page(BODY)}',
        page(BODY).replace("e", "e\0"),
        page(BODY + "<!-- " + "x" * 100_000),
        page("<!-- x -->" * 20_000 + BODY),
        page(f"<script>{'<p>' * 10_000}</script>{BODY}"),
        f'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>{page(BODY)}',
        page(BODY, head=f'<script type="application/ld+json">{"[" * 50_000}</script>'),
        page(BODY).replace("<main>", "").replace("</p>", ""),
    ],
    ids=["attributes", "prologue", "nul", "open comment", "comments", "script", "entities", "json", "unclosed"],
)
def test_hostile_pages_are_read(html: str) -> None:
    assert ENGINE.clean_html(html).body.endswith(WHOLE)


HEADLINE = json.dumps({"title": "Tarn rebuilds its wall", "id": "x y z"})


@pytest.mark.parametrize(
    "script",
    [
        f'<script type="application/json">{"[" * 50_000}</script>',
        '<script type="application/json">' + '{"a":' * 400 + HEADLINE + "}" * 400 + "</script>",
        f'<script type="application/json">[{",".join([HEADLINE] * 30_000)}]</script>',
        f"<script>{'a = {' * 100_000}</script>",
        "<script>" + f"a = {HEADLINE};" * 20_000 + "</script>",
        '<script>a={"b":1}</script>' * 10_000,
        "".join(f'<script type="application/json">{value}</script>' for value in ("null", "1", '"x"', "NaN", "[null]")),
    ],
    ids=["open", "deep", "many", "broken", "assigned", "scripts", "scalars"],
)
def test_hostile_data_for_scripts_is_left_alone(script: str) -> None:
    article = ENGINE.clean_html(f'<html lang="en"><head>{HEAD}</head><body><p>Ferry times</p>{script}</body></html>')
    assert article.restore() == article.source
    assert STATE_WARNING not in article.warnings


def test_bytes_in_the_charset_that_they_declare() -> None:
    html = page(BODY.replace("mayor", "maire Zoë")).replace("<head>", '<head><meta charset="windows-1252">')
    assert ENGINE.clean(html.encode("cp1252")).body == WHOLE.replace("mayor", "maire Zoë")


def test_frames_without_a_body_give_what_there_is() -> None:
    html = f'<html><frameset><frame src="a"><noframes><body>{BODY}</body></noframes></frameset></html>'
    assert ENGINE.clean_html(html).body == WHOLE


@pytest.mark.parametrize("html", ["<html></html>", "<html><body></body></html>", "<html><body><p> </p></body></html>"])
def test_an_empty_page_says_so(html: str) -> None:
    article = ENGINE.clean_html(html)
    assert (article.text, article.warnings) == ("", (NOTHING_WARNING,))


def test_a_page_too_long_is_read_up_to_the_limit() -> None:
    html = page(BODY + "<p>The end.</p>" * 1000)
    article = Cleaner(max_page_chars=html.index("The end.")).clean_html(html)
    assert article.body == WHOLE
    assert CUT_WARNING in article.warnings
    nothing = Cleaner(max_page_chars=10).clean_html(html)
    assert (nothing.text, nothing.warnings) == ("", (CUT_WARNING, NOTHING_WARNING))


@pytest.mark.parametrize(
    ("encoding", "declared", "language", "word"),
    [
        ("cp1252", "utf-8", "de", "Brücke über der Größe"),
        ("cp1252", "utf-8", "", "café d’été"),
        ("cp1250", "iso-8859-1", "pl", "święto w żółtej łodzi"),
        ("cp1251", "utf-8", "ru", "мэр города открыл старый мост"),
        ("koi8_r", "windows-1252", "ru", "мэр города открыл старый мост после долгой зимы"),
        ("cp1253", "iso-8859-1", "el", "ο δήμαρχος άνοιξε τη γέφυρα"),
        ("cp932", "utf-8", "ja", "町の議会は港の壁を直す"),
        ("utf-8", "iso-8859-1", "fr", "la rivière et le café"),
    ],
)
def test_a_wrong_charset_is_seen_and_told_of(encoding: str, declared: str, language: str, word: str) -> None:
    html = page(f"<p>{word}. {SENTENCES[0]}</p>{BODY}", head=f'<meta charset="{declared}">{HEAD}')
    html = html.replace(' lang="en"', f' lang="{language}"' if language else "")
    article = ENGINE.clean(html.encode(encoding, "xmlcharrefreplace"))
    assert article.body.startswith(word)
    name = {"iso-8859-1": "cp1252", "windows-1252": "cp1252"}.get(declared, declared)
    assert f"declared as {name}, read as {encoding}" in article.warnings


def test_a_right_charset_needs_no_word() -> None:
    html = page(f"<p>Zoë’s café. {SENTENCES[0]}</p>{BODY}", head=f'<meta charset="iso-8859-1">{HEAD}')
    assert ENGINE.clean(html.encode("cp1252")).warnings == ()


@pytest.mark.parametrize("seconds", [1e-9, 0.002])
def test_a_time_limit_keeps_what_there_is(seconds: float) -> None:
    engine = Cleaner(max_seconds=seconds)
    article = engine.clean_html(page("".join(f"<div>{BODY}</div>" for _ in range(300))))
    assert article.warnings
    assert SENTENCES[0] in article.text
    assert article.restore() == article.source
    text = engine.clean_text(WHOLE + "\n\nShare this article")
    assert (text.text, text.warnings) == (text.source, (TIME_WARNING,)) or not text.warnings


@pytest.mark.parametrize("seconds", [0, -1, "1", True])
def test_a_wrong_time_limit_is_a_wrong_setting(seconds: object) -> None:
    with pytest.raises(SettingsError, match="max_seconds"):
        Cleaner(max_seconds=seconds)


INLINE = ["<a href=x>a</a> ", "<b>a</b> ", "<span><i>a</i></span> "]


def test_a_long_number_costs_time_in_proportion() -> None:
    html = page(f"{BODY}<p>{'1' * 60_000}</p>")
    start = time.process_time()
    assert "harbour wall" in ENGINE.clean_html(html).body
    assert time.process_time() - start < 20


@pytest.mark.parametrize("inline", INLINE)
def test_many_elements_in_a_line_cost_time_in_proportion(inline: str) -> None:
    def seconds(number: int) -> float:
        start = time.process_time()
        ENGINE.clean_html(f"<html><body><article><p>{inline * number}</article></body></html>")
        return time.process_time() - start

    seconds(10)
    assert seconds(12_000) < 40 * max(seconds(1_200), 0.05)


CREDIT = '<figcaption>A boat at Tarn <span class="credit">Ada Quill no {}</span></figcaption>'


def test_many_captions_of_one_figure_cost_time_in_proportion() -> None:
    def seconds(number: int) -> float:
        captions = "".join(map(CREDIT.format, range(number)))
        start = time.process_time()
        ENGINE.clean_html(page(f"{BODY}<figure><img src=a.png>{captions}</figure>"))
        return time.process_time() - start

    seconds(10)
    assert seconds(10_000) < 40 * max(seconds(1_000), 0.05)


def test_words_for_search_engines_are_not_the_text_of_a_page() -> None:
    words = " ".join(f"tarn{number} harbour wall" for number in range(2_000))
    article = ENGINE.clean_html(page(f'{BODY}<div style="display:none">{words}</div>'))
    assert article.body.split("\n\n") == list(SENTENCES)


def test_tables_within_tables_cost_time_in_proportion() -> None:
    def time_for(depth: int) -> float:
        start = time.process_time()
        ENGINE.clean_html(f"<html><body>{'<table><tr><td><p>Ferry</p></td><td>' * depth}</body></html>")
        return time.process_time() - start

    time_for(10)
    assert time_for(400) < 2
