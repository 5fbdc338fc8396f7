"""Images of pages: what is a credit only, what is there to be pressed, and whose caption stands in the next box."""

from __future__ import annotations

import pytest
from page import BODY, SENTENCES, page

from cleaner import Cleaner

ENGINE = Cleaner()
IMAGE = "<img src='/wall.jpg' alt=''>"
SAID = "Masons carry the first stones to the wall of Tarn"


def captions(box: str) -> list[tuple[str, str | None]]:
    html = page(BODY.replace("</p>", f"</p>{box}", 1))
    return [(caption.text, caption.credit) for caption in ENGINE.clean_html(html).captions]


@pytest.mark.parametrize("name", ["Mara Lindqvist/Skerry", "SKP-KN", "Skerry Images", "Odile"])
@pytest.mark.parametrize(
    "box",
    [
        "<figure>{}<figcaption class='image-credit'>{}</figcaption></figure>",
        "<div class='image'>{}<p class='image__credits'>{}</p></div>",
        "<figure>{}<figcaption><span class='caption-credit'>{}</span></figcaption></figure>",
    ],
)
def test_a_name_that_is_called_a_credit_is_no_caption(box: str, name: str) -> None:
    article = ENGINE.clean_html(page(BODY.replace("</p>", f"</p>{box.format(IMAGE, name)}", 1)))
    assert article.captions == ()
    assert name not in article.text


@pytest.mark.parametrize(
    "box",
    [
        f"<figure>{IMAGE}<figcaption class='image-credit'>{SAID}</figcaption></figure>",
        f"<div class='image'>{IMAGE}<p class='image-source'>{SAID}</p></div>",
        f"<figure>{IMAGE}<figcaption><span class='next'>{SAID}</span></figcaption></figure>",
    ],
)
def test_a_caption_that_is_called_a_credit_or_a_control_stays(box: str) -> None:
    assert captions(box) == [(SAID, None)]


def test_controls_beside_an_image_are_no_caption() -> None:
    controls = "<div class='slider-left'>left</div><div class='slider-right'>right</div>"
    below = f"<div class='slide-caption'>{SAID}. <span class='slide-credit'>SKERRY/Mara Lindqvist</span></div>"
    media = f"<div class='slide-media'>{IMAGE}{controls}</div>"
    assert captions(f"<div class='slide'>{media}<div class='slide-meta'>{below}</div></div>") == [
        (f"{SAID}.", "SKERRY/Mara Lindqvist")
    ]
    assert captions(f"<div class='slide'>{media}</div>") == []


def test_a_word_with_a_stroke_is_no_sign_of_a_credit() -> None:
    box = f"<figure>{IMAGE}<figcaption>The Skerry 9 w/ Curved Keel & Oars</figcaption></figure>"
    assert captions(box) == [("The Skerry 9 w/ Curved Keel & Oars", None)]
    box = f"<figure>{IMAGE}<figcaption>The Skerry 9 at sea / Mara Lindqvist</figcaption></figure>"
    assert captions(box) == [("The Skerry 9 at sea", "Mara Lindqvist")]


GALLERY = "".join(
    f"<figure><img src='/{place}.jpg' alt=''><figcaption><p>{said}</p><p class='copyright'>© Mara Lindqvist</p>"
    f"<ul class='toolbar'><li class='count'>{place} / 2</li></ul></figcaption></figure>"
    for place, said in enumerate(("Masons carry the first stones", "A ferry waits outside the broken wall"), 1)
)
SHOWN = [
    ("Masons carry the first stones", "Mara Lindqvist"),
    ("A ferry waits outside the broken wall", "Mara Lindqvist"),
]
SHARE = "<ul class='social-share'><li><a href='https://net.example/share'>Tell others</a></li></ul>"


@pytest.mark.parametrize(
    ("between", "gallery", "expected"),
    [
        ("", GALLERY, SHOWN),
        (SHARE, GALLERY, SHOWN),
        ("<h3>More from the coast</h3>", GALLERY, []),
        ("", GALLERY.replace("<p>M", "<p><a href='/n/1'>M").replace("stones</p>", "stones</a></p>"), []),
    ],
    ids=["straight", "buttons between", "a heading between", "links"],
)
def test_a_gallery_behind_the_text(between: str, gallery: str, expected: list[tuple[str, str]]) -> None:
    html = page(f"<div>{BODY}</div>{between}<div class='pics'><div>{gallery}</div></div><p>Follow the Kite</p>")
    assert [(caption.text, caption.credit) for caption in ENGINE.clean_html(html).captions] == expected


def test_the_number_of_an_image_is_no_caption() -> None:
    numbers = "".join(f"<div class='gallery-image'><div class='thumb'>{IMAGE}</div>{place}</div>" for place in (1, 2))
    assert captions(f"<div class='gallery'>{numbers}</div>") == []
    box = f"<figure>{IMAGE}<figcaption>{SAID}</figcaption><p>1 / 2</p></figure>"
    assert captions(box) == [(SAID, None)]


def test_the_logo_and_the_date_of_a_column_are_no_caption() -> None:
    name = "<div>Notes from the coast</div>"
    box = f"<div class='meta has-image'><div>{IMAGE}</div>{name}<div class='{{}}'>June 10</div></div>"
    assert captions(box.format("pub-date")) == []
    assert captions(box.format("place")) == [("Notes from the coast June 10", None)]


@pytest.mark.parametrize(
    ("box", "is_caption"),
    [
        (f"<div class='top'><span data-image='/1.jpg'>wall.jpg</span></div><div class='Caption'>{SAID}</div>", True),
        (f"<div class='photo'><div data-src='/1.jpg'></div><div class='wp-caption-text big'>{SAID}</div></div>", True),
        (f"<div class='caption-control'>{SAID}</div>", False),
        ("<div class='caption'>9 shares</div>", False),
        (f"<div class='caption'><a href='/n/1'>{SAID}</a></div>", False),
        (f"<div class='caption'><h4>More of Mara Lindqvist</h4>{SAID}</div>", False),
        (f"<aside class='related'><div class='caption'>{SAID}</div></aside>", False),
    ],
    ids=["beside a picture", "below one", "a button", "a few words", "a link", "a heading", "another article"],
)
def test_a_caption_by_its_name_where_a_script_puts_in_the_image(box: str, is_caption: bool) -> None:
    assert captions(box) == ([(SAID, None)] if is_caption else [])


def test_what_is_called_a_caption_and_is_text_stays() -> None:
    parts = [f"<p class='caption'>{sentence}</p>" for sentence in SENTENCES]
    article = ENGINE.clean_html(page("".join(parts)))
    assert (article.body, article.captions) == ("\n\n".join(SENTENCES), ())
