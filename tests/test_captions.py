"""Captions: read in text and in pages, credited, written and read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from page import BODY, SENTENCES
from page import page as whole_page

from cleaner import Article, Caption, Cleaner
from cleaner.captions import CaptionFormat
from cleaner.document import Kind, Paragraph
from cleaner.render import markdown
from cleaner.rulebook.load import shipped_folder

FOLDER = Path(__file__).parent / "cases"
CASES = yaml.safe_load((FOLDER / "captions.yaml").read_text(encoding="utf-8"))
LANGUAGES = yaml.safe_load((FOLDER / "caption_languages.yaml").read_text(encoding="utf-8"))
ENGINE = Cleaner()

BEFORE = "The ferry sank off Tarn on Monday, and 12 people were lost, the harbour office said."
BEHIND = "The search went on through the night, and the mayor thanked everyone who had come to help."
MORE = (
    "The ferry had been built in 1931 and was to be replaced in spring, when the new pier opens at last.",
    "Divers found the wreck at a depth of forty metres, two miles off the lighthouse, on Wednesday morning.",
)


def read(*lines: str, language: str | None = None) -> Article:
    """An article with these lines between two paragraphs; everything that must hold of any result does."""
    source = "\n\n".join([BEFORE, *lines, BEHIND])
    article = ENGINE.clean_text(source, language=language)
    assert article.restore() == source
    assert ENGINE.clean_text(article.text, language=language).text == article.text
    return article


def page(*elements: str) -> Article:
    """The same for a page."""
    body = "".join([f"<p>{BEFORE}</p>", *elements, *(f"<p>{text}</p>" for text in (BEHIND, *MORE))])
    article = ENGINE.clean_html(f"<html><body><article><h1>Ferry lost</h1>{body}</article></body></html>")
    assert article.restore() == article.source
    assert ENGINE.clean(article.text).text == article.text
    return article


def rules_of(article: Article) -> set[str]:
    return {edit.rule for edit in article.edits}


@pytest.mark.parametrize("case", CASES["captions"], ids=lambda case: case["text"][:30])
def test_a_caption_is_parsed(case: dict[str, Any]) -> None:
    fields = {name: tuple(value) if name == "notes" else value for name, value in case.items() if name != "line"}
    article = read(case["line"])
    assert article.captions == (Caption(**fields),)
    assert article.body == f"{BEFORE}\n\n{BEHIND}"


@pytest.mark.parametrize(
    "case",
    [
        *CASES["forms"],
        *(pytest.param(case, marks=pytest.mark.xfail(strict=True)) for case in CASES["known_failures"]),
    ],
    ids=lambda case: case["line"][-30:],
)
def test_the_form_of_a_newsroom_is_read(case: dict[str, str]) -> None:
    article = read(case["line"], language=case["language"])
    assert [(caption.text, caption.credit) for caption in article.captions] == [(case["text"], case["credit"])]
    assert article.body == f"{BEFORE}\n\n{BEHIND}"


@pytest.mark.parametrize("line", CASES["near_misses"])
def test_a_sentence_about_photos_stays(line: str) -> None:
    article = read(line)
    assert article.captions == ()
    assert article.body == f"{BEFORE}\n\n{line}\n\n{BEHIND}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_understood(language: str) -> None:
    case = LANGUAGES[language]
    for line in case["lines"]:
        [caption] = read(line, language=language).captions
        assert (caption.text.rstrip("."), caption.credit) == (case["text"], case["credit"])
    assert read(case["alone"], language=language).body == f"{BEFORE}\n\n{BEHIND}"
    near = read(case["near"], language=language)
    assert near.captions == ()
    assert case["near"] in near.body


def test_no_language_is_without_a_case() -> None:
    files = (shipped_folder() / "vocabulary" / "captions").glob("*.yaml")
    assert {path.stem for path in files} - {"common", "en"} == set(LANGUAGES)


def test_a_credit_on_its_own_line_belongs_to_the_caption_above() -> None:
    article = read("The harbour of Tarn (file photo)", "Mara Lindqvist/AFP")
    assert article.captions == (
        Caption(
            "The harbour of Tarn",
            "Mara Lindqvist/AFP",
            photographer="Mara Lindqvist",
            agency="AFP",
            notes=("file photo",),
        ),
    )
    [edit] = [edit for edit in article.edits if edit.rule == "captions.credit"]
    assert (edit.before, edit.after, edit.note) == ("Mara Lindqvist/AFP", "", "credit of the caption above")


def test_a_credit_on_its_own_line_makes_a_caption_of_a_line_that_looks_like_one() -> None:
    line = "Mara Lindqvist (left) greets the mayor of Tarn"
    assert read(line).captions == ()
    assert read(line, "Photo: Jon Hale").captions == (Caption(line, "Jon Hale"),)


def test_a_credit_without_a_caption_goes() -> None:
    article = read("Photo: Jon Hale")
    assert article.captions == ()
    assert article.text == f"{BEFORE}\n\n{BEHIND}"


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Mara Lindqvist/Kite Weekly", False),
        ("Home/Away", True),
        ("Degrees/Papers: No", True),
        ("Ferry / Bus / Train", True),
        ("Mara Lindqvist/now in Tarn", True),
        ("The Old Town Council/The New Harbour Board of Tarn", True),
        ("Mara Lindqvist", True),
    ],
)
def test_a_photographer_and_an_outlet_that_are_named_behind_each_image(line: str, stays: bool) -> None:
    article = read(line, MORE[0], line, MORE[1], line)
    assert ("captions.credit" not in rules_of(article)) is stays
    assert all(text in article.body for text in (BEFORE, BEHIND, *MORE))


def test_two_names_that_stand_together_or_twice_are_no_credit() -> None:
    line = "Mara Lindqvist/Jon Hale"
    assert "captions.credit" not in rules_of(read(line, line, line))
    assert "captions.credit" not in rules_of(read(line, MORE[0], line))
    source = "\n\n".join([BEFORE, line, MORE[0], line, MORE[1], line])
    assert "captions.credit" not in rules_of(Cleaner(categories_off=["credit"]).clean_text(source))


def test_credits_stay_where_the_settings_say_so() -> None:
    engine = Cleaner(categories_off=["credit"])
    article = engine.clean_text(f"{BEFORE}\n\nThe harbour of Tarn (file photo)\n\nPhoto: Jon Hale\n\n{BEHIND}")
    assert "Photo: Jon Hale" in article.body
    assert article.captions == (Caption("The harbour of Tarn", notes=("file photo",)),)


@pytest.mark.parametrize(
    "markup",
    [
        '<figure><img src="a.jpg"><figcaption>The harbour of Tarn <span class="credit">Photo: Jon Hale</span>'
        "</figcaption></figure>",
        '<figure><img src="a.jpg"><figcaption><span>The harbour of Tarn</span><span>© Jon Hale</span></figcaption>'
        "</figure>",
        '<figure><img src="a.jpg"><figcaption>The harbour of Tarn, Foto: Jon Hale</figcaption></figure>',
        '<figure><img src="a.jpg"><footer class="copyright">Jon Hale</footer>'
        "<figcaption>The harbour of Tarn</figcaption></figure>",
        '<figure><img src="a.jpg"><figcaption>The harbour of Tarn</figcaption>'
        "<figcaption><b>Image Credits:</b> Jon Hale</figcaption></figure>",
        '<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">The harbour of Tarn (Photo: Jon Hale)</p>'
        "</div>",
        '<div><div><amp-img src="a.jpg"></amp-img></div><span class="imageCaption">The harbour of Tarn</span>'
        '<span class="image_author">Jon Hale</span></div>',
        '<div class="image-widget"><span><img src="a.jpg"></span><p>The harbour of Tarn</p><p>Image: Jon Hale</p>'
        "</div>",
        '<div><img src="a.jpg" alt="The harbour of Tarn | Jon Hale" title="The harbour of Tarn"></div>'
        "<div><span>The harbour of Tarn</span></div>",
        '<figure itemprop="image"><img src="a.jpg" data-caption="The harbour of Tarn" data-credit="Jon Hale"></figure>',
        '<div class="c-image"><img src="a.jpg"></div><p class="c-image__caption">The harbour of Tarn</p>'
        '<p class="c-image__source">Jon Hale</p>',
        '<figure><div><img src="a.jpg"><span class="image-source"><span class="visually-hidden">Image source, </span>'
        'Jon Hale</span></div><figcaption><span class="visually-hidden">Image caption, </span>The harbour of Tarn'
        "</figcaption></figure>",
        '<div class="image"><img src="a.jpg"><div class="image-caption"><span class="tiny">© Jon Hale</span><br>'
        '<span class="caption">The harbour of Tarn</span></div></div>',
        '<div class="kite-img"><a><picture><noscript><img src="a.jpg" alt="The harbour of Tarn"></noscript><script>'
        'show({"image": "a.jpg", "width": 2048, "height": 3077, "author": "Jon Hale, Fauna and Flora"})</script>'
        "</picture></a><div><div>The harbour of Tarn</div><div>Photograph by Jon Hale</div></div></div>",
        '<figure><img src="a.jpg"><figcaption><span>The harbour of Tarn</span><span class="by"><span>Credit</span>'
        '<span itemprop="copyrightHolder"><span>Credit</span><span>Jon Hale</span></span></span></figcaption></figure>',
        '<div class="image"><img src="a.jpg"><div class="caption"><p>The harbour of Tarn <b class="credit">Jon Hale</b>'
        '<b class="hide-caption"><b>hide caption</b></b></p><b class="toggle-caption">toggle caption</b></div></div>',
        '<script type="application/ld+json">{"@type": "ImageObject", "caption": "The harbour of Tarn", '
        '"creator": {"name": "Jon Hale"}}</script>'
        '<figure><img src="a.jpg"><figcaption>The harbour of Tarn</figcaption></figure>',
    ],
)
def test_markup_of_newsrooms(markup: str) -> None:
    article = page(markup)
    assert article.captions == (Caption("The harbour of Tarn", "Jon Hale", image="a.jpg"),)
    assert [paragraph.kind for paragraph in article.paragraphs][-5:] == [
        Kind.PARAGRAPH,
        Kind.CAPTION,
        *[Kind.PARAGRAPH] * 3,
    ]
    assert "harbour of Tarn" not in article.body


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="author-box"><img src="a.jpg" class="avatar"><p>Jon Hale writes about ferries</p></div>',
        '<div class="related"><a href="/x"><img src="a.jpg"><span class="caption">Ferry sold</span></a></div>',
        "<figure><figcaption>By Jon Hale <time>3 July</time></figcaption></figure>",
        "<figure><blockquote><p>“We saw nothing,” she said.</p></blockquote></figure>",
        '<div class="image-and-text"><img src="a.jpg"><div class="field-text"><p>The yard of Tarn takes in old boats '
        "and mends them in the winter. Whoever brings one pays for the wood and helps with the work.</p></div></div>",
        '<div class="image-box"><img src="a.jpg"><h4>The new gate</h4><p>It keeps the sea out of the old town.</p>'
        "</div>",
        '<a href="/x"><img src="a.jpg" alt="Ferry to Skell sold"></a><h5><a href="/x">Ferry to Skell sold</a></h5>',
        '<figure><img src="a.jpg"><figcaption><span class="caption">Ferry lost</span></figcaption></figure>',
        '<figure><img src="a.jpg"><div class="label">Credit: jon_hale / Shutterstock</div></figure>',
        '<div class="image"><img src="a.jpg"><p class="image-credit-agency"><i>Image credit :</i> AFP</p></div>',
        '<figure><img src="a.jpg"><figcaption><span class="caption__credit">KSA/ATN</span></figcaption></figure>',
        '<figure><img src="a.jpg"><figcaption><span class="credit">Jon Hale for Kite News</span></figcaption></figure>',
        '<figure><img src="a.jpg"><figcaption>Reuters</figcaption></figure>',
    ],
)
def test_what_is_no_caption(markup: str) -> None:
    assert page(markup).captions == ()


@pytest.mark.parametrize("text", ["The harbour of Tarn", "Jon Hale in May 1931.", "Tarn: the old gate"])
def test_a_caption_whose_element_is_called_a_credit_stays(text: str) -> None:
    figure = f'<figure><img src="a.jpg"><figcaption><span class="credit">{text}</span></figcaption></figure>'
    assert [caption.text for caption in page(figure).captions] == [text]


def test_a_link_to_the_source_is_a_part_of_the_caption() -> None:
    text = "The harbour of Tarn in May (source)"
    figure = '<figure><img src="a.jpg"><figcaption>The harbour of Tarn in May (<span><a href="/x">source</a></span>)'
    assert [caption.text for caption in page(f"{figure}</figcaption></figure>").captions] == [text]


def test_empty_brackets_are_no_part_of_a_caption() -> None:
    article = page('<figure><img src="a.jpg"><figcaption>The harbour of Tarn ( )</figcaption></figure>')
    assert article.captions == (Caption("The harbour of Tarn", image="a.jpg"),)


def test_one_caption_shown_twice_counts_once() -> None:
    figure = '<figure><img src="a.jpg"><figcaption>The harbour of Tarn</figcaption></figure>'
    assert [caption.text for caption in page(figure, f"<p>{BEFORE} Again.</p>", figure).captions] == [
        "The harbour of Tarn"
    ]


def test_the_address_of_an_image_is_no_credit() -> None:
    figure = '<figure><img src="a.jpg" data-copyright="/media/7/a.7.jpg"><figcaption>The harbour of Tarn</figcaption>'
    assert page(f"{figure}</figure>").captions == (Caption("The harbour of Tarn", image="a.jpg"),)


def test_an_address_in_a_caption_is_not_taken_apart() -> None:
    caption = "cc harbour7 https://tarn-kite.net/p/x7"
    figure = f'<figure><img src="a.jpg"><figcaption>{caption}</figcaption></figure>'
    assert page(figure).captions == (Caption(caption, image="a.jpg"),)


def test_alternative_text_only_when_asked_for() -> None:
    figure = '<figure><img src="a.jpg" alt="A harbour"></figure>'
    html = f"<html><body><article><p>{BEFORE}</p>{figure}<p>{BEHIND}</p><p>{MORE[0]}</p><p>{MORE[1]}</p></article>"
    assert ENGINE.clean_html(html).captions == ()
    assert Cleaner(caption_alt_text=True).clean_html(html).captions == (Caption("A harbour", image="a.jpg"),)


def test_places_and_forms() -> None:
    source = f"{BEFORE}\n\nThe harbour of Tarn | Reuters\n\n{BEHIND}"
    written = "<The harbour of Tarn> Reuters"
    assert Cleaner(captions="after").clean(source).text == (
        f"{BEFORE}\n\n{BEHIND}\n\n[Image: The harbour of Tarn (Credit: Reuters)]"
    )
    fields = Cleaner(captions="fields").clean(source)
    assert (fields.text, len(fields.captions)) == (f"{BEFORE}\n\n{BEHIND}", 1)
    own = Cleaner(caption_format="<{text}>{credit}", caption_credit_format=" {credit}").clean(source)
    assert own.text == f"{BEFORE}\n\n{written}\n\n{BEHIND}"


def test_markdown_shows_the_image() -> None:
    article = page('<figure><img src="a(1).jpg"><figcaption>Tarn *by* night. Photo: Jon Hale</figcaption></figure>')
    assert r'![Tarn \*by\* night.](a%281%29.jpg "Jon Hale")' in markdown(article)


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("[Image: {text}{credit}]", " (Credit: {credit})"),
        ("Foto{credit}: {text}", " ({credit})"),
        ("<{text}>", "{credit}"),
    ],
)
@given(text=st.text("ab \0", min_size=1), credit=st.text("cd \0", min_size=1) | st.none())
def test_a_caption_is_read_as_it_was_written(outer: str, inner: str, text: str, credit: str | None) -> None:
    style = CaptionFormat(outer, inner)
    assert style.read(style.write(Caption(text, credit))) == Caption(text, credit if "{credit}" in outer else None)


def test_an_address_stays_on_its_line_in_markdown() -> None:
    shown = Paragraph(Kind.CAPTION, "[Image: Tarn]")
    article = Article("[Image: Tarn]", "", paragraphs=(shown,), captions=(Caption("Tarn", image="a b\n\n# (c)\\"),))
    assert markdown(article) == "![Tarn](a%20b%0A%0A#%20%28c%29%5C)"


def test_json_has_all_fields() -> None:
    [caption] = read("FILE PHOTO: A ferry leaves the harbour of Tarn. REUTERS/Mara Lindqvist").to_dict()["captions"]
    assert caption == {
        "text": "A ferry leaves the harbour of Tarn.",
        "credit": "REUTERS/Mara Lindqvist",
        "slug": None,
        "photographer": "Mara Lindqvist",
        "agency": "REUTERS",
        "location": None,
        "date": None,
        "notes": ["FILE PHOTO"],
        "image": None,
    }


PIECES = [
    "FILE PHOTO: ",
    "TARN, LOWMARK - JULY 3: ",
    "The harbour of Tarn",
    ". ",
    " (left)",
    " | ",
    "Photo: ",
    "Jon Hale",
    "/AFP",
    " via Getty Images",
    " (file photo)",
    " © ",
    "（写真：",
    "）",
    " ATTENTION EDITORS - NO RESALES.",
    "\n\n",
    "[Image: ",
    " (Credit: ",
    ")]",
    BEFORE,
]


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_any_mixture_settles_and_comes_back(source: str) -> None:
    article = ENGINE.clean_text(source)
    assert article.restore() == source
    assert ENGINE.clean_text(article.text).text == article.text


def test_a_credit_in_a_block_behind_the_figure_is_its_credit() -> None:
    figure = (
        '<figure><img src="/wall.jpg"><figcaption>The wall of Tarn in the storm of January</figcaption></figure>'
        '<div class="image-copyright"><div>Mara Lindqvist / Kitefoto</div></div>'
    )
    article = Cleaner().clean_html(whole_page(f"{figure}{BODY}"))
    assert [(caption.text, caption.credit) for caption in article.captions] == [
        ("The wall of Tarn in the storm of January", "Mara Lindqvist / Kitefoto")
    ]
    assert article.body == "\n\n".join(SENTENCES)


def test_a_copy_of_a_caption_beside_it_is_no_text() -> None:
    caption = "The wall of Tarn in the storm of January, seen from the ferry."
    figure = (
        f'<figure><img src="/wall.jpg"><figcaption>{caption}</figcaption></figure><div class="overlay">{caption}</div>'
    )
    article = Cleaner().clean_html(whole_page(f"{SENTENCES[0]}{figure}{BODY}"))
    assert [found.text for found in article.captions] == [caption]
    assert caption not in article.body


def test_a_figure_at_the_end_of_the_text_belongs_to_it() -> None:
    figure = '<figure><img src="/wall.jpg"><figcaption>The wall of Tarn in January</figcaption></figure>'
    article = Cleaner().clean_html(
        whole_page(f'<div class="article-body">{BODY}{figure}</div>{figure.replace("January", "May")}')
    )
    assert [caption.text for caption in article.captions] == ["The wall of Tarn in January"]


@pytest.mark.parametrize(
    "inner",
    [
        "<table><tbody><tr><td><img src='a.jpg'></td></tr><tr><td class='tr-caption'>{}</td></tr></tbody></table>",
        "<figure><img src='a.jpg'><div class='x1'><span class='x2'>{}</span></div></figure>",
        "<span class='photo'><div><img src='a.jpg'></div><em class='img_desc'>{}</em></span>",
        "<div class='picBox left'><a href='/large/1'><img src='a.jpg'></a> <p>{}</p></div>",
    ],
)
def test_captions_that_are_no_figcaption(inner: str) -> None:
    caption = "Volunteers carry sandbags past the old mint in Ostrand"
    found = ENGINE.clean_html(whole_page(inner.format(caption) + "<br>".join(SENTENCES)))
    assert [each.text for each in found.captions] == [caption]
    assert found.body.split("\n\n") == list(SENTENCES)


@pytest.mark.parametrize(
    "line",
    [
        "Tarn Hardened Images: Safety Independently Checked by Marsh Labs",
        "Satellite Images: Floods Seen From Above",
        "Company Photos: A New App From Tarn",
        "Harbour Illustration: How Ada Quill Draws Ships",
    ],
)
@pytest.mark.parametrize("place", [0, 2])
def test_a_headline_with_a_word_for_images_is_no_caption(line: str, place: int) -> None:
    lines = [*SENTENCES[:4]]
    lines.insert(place, line)
    article = Cleaner().clean_text("\n".join(lines), language="en")
    assert (line in article.text, article.captions) == (True, ())


STORY = (
    "The dyke of Ostrand will be raised by a metre before winter, the county says. Those who live behind it may ask "
    "for an inspection of their cellars until the end of June. Nobody has to move, and the road stays open. "
)


@pytest.mark.parametrize("credit", ["Photo: Mara Lindqvist", "(Photo: AFP)", "© Mara Lindqvist", "Twitter: @ostrand"])
@pytest.mark.parametrize("place", [0, 2, 5])
def test_a_paragraph_of_several_sentences_is_no_caption(credit: str, place: int) -> None:
    lines = [*SENTENCES]
    lines.insert(place, STORY + credit)
    article = ENGINE.clean_text("\n".join(lines), language="en")
    assert (STORY.strip() in article.text, article.captions) == (True, ())


@pytest.mark.parametrize("signature", ["(c)AFP", "(c)AFP/Mara LINDQVIST", "（Ｃ）AFP"])
def test_an_agency_signs_the_last_paragraph_of_a_text(signature: str) -> None:
    last = "ある専門家は「工事は秋の嵐までに終わる見込みだ」と指摘している。"
    lines = [
        "ターン市は7日、港の壁の再建工事を今夏に始めると発表した。嵐で二か所が壊れてから9年になる。",
        "市議会は月曜日、工事に400万ユーロを充てることを決めた。大半は沿岸基金から出る見通しだ。",
    ]
    article = ENGINE.clean_text("\n".join([*lines, last + signature]), language="ja")
    assert (last in article.text, article.captions) == (True, ())
    above = ENGINE.clean_text("\n".join([last + signature, *lines]), language="ja")
    assert [caption.text for caption in above.captions] == [last]


@pytest.mark.parametrize(
    "line", ["2024-05-01 10:30 来源：海港日报", "2024-05-01 10:30:12 字号：A- A A+ 来源：海港日报"]
)
def test_a_date_with_the_source_of_the_article_is_no_caption(line: str) -> None:
    text = "\n\n".join(
        ["工程师说，港口的堤墙明年春天重建，费用由省里承担。", "渡轮停驶三天，村民们只好绕道而行，渔民也在岸边等待。"]
    )
    article = Cleaner().clean_text(f"{line}\n{text}", language="zh")
    assert (article.body, article.captions) == (text, ())


def test_captions_that_the_same_name_signs_are_read() -> None:
    first, second = "The wall of Tarn after the storm.", "What is left of the northern pier at low tide."
    name = "Mara Lindqvist for Harbour Kite"
    article = read(f"{first} {name}", MORE[0], f"{second} {name}")
    assert [(caption.text, caption.credit) for caption in article.captions] == [(first, name), (second, name)]
    assert not any(name in paragraph for paragraph in article.body.split("\n\n"))
    assert article.restore() == article.source


@pytest.mark.parametrize(
    "lines",
    [
        ["A fine film. Mara Lindqvist", "A bad one. Tom Reed"],  # each signs once
        ["A fine film. Mara Lindqvist", "A fine film. Mara Lindqvist"],  # the same line
        ["“A fine film.” Mara Lindqvist", "“A bad one.” Mara Lindqvist"],  # she says so
        ["Choose a film. Click Next.", "Choose a seat. Click Next."],
        ["Do you want to read? NEVER AGAIN", "Do you want to write? NEVER AGAIN"],
    ],
)
def test_lines_that_end_alike_otherwise_are_no_captions(lines: list[str]) -> None:
    assert read(lines[0], MORE[0], lines[1]).captions == ()


@pytest.mark.parametrize(
    "between", ["A dull one about the wall. Tom Reed", "A loud one about the wind. Mara Lindqvist"]
)
def test_short_reviews_that_their_writers_sign_are_no_captions(between: str) -> None:
    reviews = ["A fine film about the sea. Mara Lindqvist", between, "A bad one about the land. Mara Lindqvist"]
    assert read(*reviews).captions == ()


@pytest.mark.parametrize(
    ("above", "credit", "name"),
    [
        ("The wall of Tarn after the storm.", "Photo: Mara Lindqvist", "Mara Lindqvist"),
        ("The wall of Tarn, after the storm", "Mara Lindqvist/AFP", "Mara Lindqvist/AFP"),
        ("The wall of Tarn after the storm.", "Mara Lindqvist / Pool via Reuters", "Mara Lindqvist / Pool via Reuters"),
    ],
)
def test_a_sentence_that_stands_twice_over_a_credit_is_a_caption(above: str, credit: str, name: str) -> None:
    caption = "The wall of Tarn after the storm."
    article = read(MORE[0], above, caption, credit)
    assert [(caption.text, caption.credit) for caption in article.captions] == [(caption, name)]
    assert "The wall of Tarn" not in article.body
    assert credit not in article.text.split("\n\n")
    assert article.restore() == article.source


@pytest.mark.parametrize(
    "lines",
    [
        ["The wall has gone.", "The wall has gone.", "Two men wait."],  # no credit
        ["The wall has gone.", "The wall has gone.", "Mara Lindqvist"],  # who said so
        ["The wall has gone.", "The sea has come.", "Photo: Mara Lindqvist"],
        ["Over.", "Over.", "Photo: Mara Lindqvist"],  # too short to be no chance
        ["We build the wall of Tarn again.", "We build the wall of Skerry again.", "Photo: Mara Lindqvist"],
    ],
)
def test_other_sentences_over_a_name_are_no_captions(lines: list[str]) -> None:
    article = read(MORE[0], *lines)
    assert article.captions == ()
    assert lines[0] in article.body


WALL = "The wall of Tarn after the storm had torn two gaps into it, each of them as wide as a church."


@pytest.mark.parametrize(
    "lines",
    [
        ["The wall of Tarn in ruins.", "The wall of Tarn in ruins. Photo: Mara Lindqvist"],
        ["The wall of Tarn in ruins. Photo: Mara Lindqvist", "The wall of Tarn in ruins"],
        [WALL, f"{WALL} Photo: Mara Lindqvist"],
    ],
)
def test_what_a_caption_says_beside_it_goes(lines: list[str]) -> None:
    article = read(MORE[0], *lines)
    assert [caption.credit for caption in article.captions] == ["Mara Lindqvist"]
    assert "The wall of Tarn" not in article.body
    assert article.restore() == article.source


def test_a_title_that_the_caption_below_says_stays() -> None:
    title = "The ferry of Tarn and its last journey"
    source = "\n\n".join([title, f"{title}. Photo: Mara Lindqvist", BEFORE, *MORE])
    assert ENGINE.clean_text(source).text.startswith(f"{title}\n\n")


def test_a_paragraph_of_a_page_that_is_like_its_caption_stays() -> None:
    sentence, caption = "The wall of Tarn had two gaps after the storm.", "The wall of Tarn had gaps after the storm."
    figure = f"<figure><img src=wall.jpg><figcaption>{caption} Photo: Mara Lindqvist</figcaption></figure>"
    html = whole_page(f"<p>{BEFORE}</p><p>{MORE[0]}</p><p>{sentence}</p>{figure}<p>{MORE[1]}</p><p>{BEHIND}</p>")
    article = ENGINE.clean_html(html)
    assert sentence in article.body
    assert [caption.credit for caption in article.captions] == ["Mara Lindqvist"]
