"""Pages as pictures: the size asked for, ink where there is text, and a clear problem for bytes that are no PDF."""

import io

import pytest
from PIL import Image

from safeguard_app.documents.content import Paragraph
from safeguard_app.documents.page_images import (
    DocumentUnreadable,
    page_count,
    page_image,
    page_images,
    page_text,
    png,
)
from safeguard_app.documents.render import render
from tests.documents.samples import AT, LONG, simple

PDF = render(simple(Paragraph(LONG * 120)), AT)


def test_a_page_has_the_size_asked_for() -> None:
    image = page_image(PDF, 0, 72)
    assert (image.width, image.height) == (596, 842)
    assert len(image.pixels) == 596 * 842 * 4
    assert page_image(PDF, 0, 144).width == 1191


def test_a_page_is_white_with_black_text_and_opaque() -> None:
    image = page_image(PDF, 0)
    assert image.pixels[:4] == b"\xff\xff\xff\xff"
    assert b"\x00\x00\x00\xff" in image.pixels
    assert set(image.pixels[3::4]) == {255}


def test_every_page_in_order() -> None:
    assert page_count(PDF) == len(list(page_images(PDF, 30))) > 1
    assert "Page 2 of" in page_text(PDF, 1)


def test_a_png_is_made_in_memory() -> None:
    with Image.open(io.BytesIO(png(page_image(PDF, 0, 48)))) as picture:
        assert picture.format == "PNG"
        assert picture.size == (397, 562)


@pytest.mark.parametrize("data", [b"", b"not a pdf", PDF[:2000]])
def test_bytes_that_are_no_document_are_a_known_problem(data: bytes) -> None:
    with pytest.raises(DocumentUnreadable):
        page_image(data, 0)


@pytest.mark.parametrize("page", [-1, 99])
def test_a_page_that_is_not_there(page: int) -> None:
    with pytest.raises(IndexError):
        page_image(PDF, page)


@pytest.mark.parametrize("dots", [0, -1, 601, float("nan")])
def test_a_resolution_beyond_reason_is_refused(dots: float) -> None:
    with pytest.raises(ValueError, match="dots per inch"):
        page_image(PDF, 0, dots)
