"""Images of pages: what is a credit only, what is there to be pressed, and whose caption stands in the next box."""

from __future__ import annotations

import pytest
from page import BODY, page

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
