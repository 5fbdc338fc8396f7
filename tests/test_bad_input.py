"""Input that is broken, huge or hostile: an article with a warning or a clear message, never a crash."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from cleaner import Cleaner

ENGINE = Cleaner()
SENTENCE = "The ferry sank off Tarn on Monday, and twelve people were lost, the harbour office said."


def test_an_empty_text_carries_a_warning() -> None:
    for source in ("", "   \n\u00a0\n", b"", "\u200b"):
        article = ENGINE.clean(source)
        assert article.text == ""
        assert article.warnings == ("no main text found",)
        assert article.restore() == article.source


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><frameset><frame src='a.html'></frameset></html>",
        "<html>",
        "<!doctype html><html><head><title>x</title></head></html>",
        "<html><body><script>var a = 1;</script></body></html>",
    ],
)
def test_a_page_without_text_carries_a_warning(page: str) -> None:
    article = ENGINE.clean(page)
    assert article.body == ""
    assert "no main text found" in article.warnings


def test_broken_utf8_keeps_every_byte() -> None:
    data = SENTENCE.encode() + " “Café”, naïve – déjà vu".encode() + b", na\xefve\xff.\n"
    article = ENGINE.clean(data)
    assert article.restore().encode("utf-8", "surrogateescape") == data


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1251", "shift_jis", "gb18030"])
def test_other_encodings_are_read(encoding: str) -> None:
    text = {
        "cp1251": "Порт закроют на зиму, сообщили в управлении гавани во вторник утром.",
        "shift_jis": "港は火曜日の朝、冬の間閉鎖されると港湾局が発表した。漁船は隣の町に移る。",
        "gb18030": "港务局星期二早上宣布，港口将在冬季关闭。渔船将转移到邻近的城镇。",
    }.get(encoding, SENTENCE)
    data = b"\xfe\xff" + text.encode(encoding) if encoding == "utf-16-be" else text.encode(encoding)
    assert ENGINE.clean(data).text == text


def test_a_page_in_a_declared_charset_is_read() -> None:
    page = f'<html><head><meta charset="windows-1252"></head><body><article><p>Café. {SENTENCE}</p>'
    page += f"<p>{SENTENCE} {SENTENCE}</p></article></body></html>"
    assert "Café. The ferry" in ENGINE.clean(page.encode("cp1252")).body
    wrong = page.replace("windows-1252", "utf-8")
    assert "Café. The ferry" in ENGINE.clean(wrong.encode("cp1252")).body


@pytest.mark.parametrize(
    "source",
    [
        (SENTENCE + " ") * 20_000,
        "x" * 3_000_000,
        " " * 3_000_000 + ".",
        "a " * 1_000_000,
        "\n".join([SENTENCE] * 30_000),
        "\n\n".join(["Read more"] * 30_000),
        "“" * 300_000,
        "a.B" * 300_000,
        ". " * 500_000,
        "Ã©" * 300_000,
        "&amp;" * 200_000,
        "@" * 300_000,
        "a/" * 300_000,
        "-\n" * 200_000,
        "[Image: " * 50_000,
        "[Image: a" + " (Credit: b" * 50_000 + ")]",
        "\n".join(f"Ostrand{number}x" for number in range(50_000)),
        "in2019 40people " * 15_000,
        " ".join(f"{number}people" for number in range(20_000)),
        "ab).Cd (CD)ef " * 15_000,
    ],
    ids=lambda source: f"{source[:8]!r}×{len(source)}",
)
def test_size_costs_time_in_proportion(source: str) -> None:
    """A long text may take long, but never more than linearly longer than a tenth of it."""
    ENGINE.clean_text(source[:100], language="en")
    start = time.process_time()
    ENGINE.clean_text(source[: len(source) // 10], language="en")
    tenth = time.process_time() - start
    start = time.process_time()
    article = ENGINE.clean_text(source, language="en")
    assert time.process_time() - start < 40 * max(tenth, 0.05)
    assert article.restore() == source


def test_deep_nesting_does_not_crash_the_interpreter() -> None:
    code = (
        "from cleaner import Cleaner\n"
        "page = '<html><body>' + '<div>' * 100_000 + 'deep' + '</div>' * 100_000 + '</body></html>'\n"
        "article = Cleaner().clean_html(page, language='en')\n"
        "print(article.restore() == article.source)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "True"), done.stderr[-500:]


def test_the_removal_budget_keeps_the_document() -> None:
    text = "\n\n".join(
        [SENTENCE, *(f"Sign up for our {kind} newsletter" for kind in ("daily", "weekly", "sports", "food"))]
    )
    article = ENGINE.clean(text)
    assert article.text == text
    assert article.warnings == ("removal budget exceeded",)
    assert Cleaner(max_removed=1.0).clean(text).text == SENTENCE


def test_a_document_over_the_size_limit_is_left_as_it_is() -> None:
    article = Cleaner(max_chars=50).clean(SENTENCE + "  " + SENTENCE)
    assert article.text == article.source
    assert article.warnings == ("document too long",)
