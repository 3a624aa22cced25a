"""Words measured against the boxes of a form: what fits is drawn at a size that can be read, in any script."""

import io

import pikepdf
import pytest

from safeguard_app.documents import form_text
from safeguard_app.documents.engine import lines
from safeguard_app.documents.engine.typesetting import Typesetter
from safeguard_app.documents.form_text import FormText, TextBox

LINE = TextBox(200, 20)
LINES = TextBox(200, 60, lines=True)


def test_a_line_shrinks_to_eight_points_and_no_further() -> None:
    text = FormText()
    assert text.fits(LINE, "Freya Lund")
    assert text.fits(LINE, "x" * 45)
    assert not text.fits(LINE, "x" * 60)
    assert not text.fits(LINE, "two\nlines")
    with pytest.raises(ValueError, match="does not fit"):
        text.add(LINE, "x" * 60)


def test_a_size_that_the_form_gives_is_kept_where_it_fits_and_may_be_smaller_than_ours() -> None:
    text = FormText()
    text.add(TextBox(200, 20, size=10), "Freya")
    text.add(TextBox(60, 7, size=6), "Freya")
    with pikepdf.open(io.BytesIO(text.finish())) as pdf:
        codes = [page.Contents.read_bytes() for page in pdf.pages]
    assert b" 10 Tf" in codes[0] and b" 6 Tf" in codes[1]
    assert all(code.startswith(b"/Tx BMC") for code in codes)


def test_lines_are_wrapped_and_the_beginning_that_fits_is_found() -> None:
    text = FormText()
    long = "word " * 200
    assert text.fits(LINES, "word " * 20) and not text.fits(LINES, long)
    beginning = text.beginning(LINES, long, " … item 7")
    assert beginning.endswith("word … item 7") and text.fits(LINES, beginning)
    assert not text.fits(LINES, beginning.replace(" …", " word word word word word word …"))
    assert text.beginning(TextBox(9, 9, lines=True), long, " … item 7") == ""


def test_a_text_of_a_hundred_thousand_is_not_set_to_see_that_it_does_not_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_so_far: list[int] = []
    real = lines.break_paragraphs

    def counted(typesetter: Typesetter, text: str, size: float, width: float) -> object:
        set_so_far.append(len(text))
        return real(typesetter, text, size, width)

    monkeypatch.setattr(form_text, "break_paragraphs", counted)
    text = FormText()
    assert not text.fits(LINES, "مرحبا " * 20_000)
    assert text.beginning(LINES, "word " * 20_000, " … item 7").endswith("word … item 7")
    assert max(set_so_far) < 5_000


def test_cells_take_one_character_each() -> None:
    text, cells = FormText(), TextBox(160, 20, cells=8)
    assert text.fits(cells, "03092014") and not text.fits(cells, "030920145")
    text.add(cells, "03092014")
    with pikepdf.open(io.BytesIO(text.finish())) as pdf:
        assert pdf.pages[0].Contents.read_bytes().count(b" Tm ") == 8


@pytest.mark.parametrize("words", ["يوسف مرحبا", "שלום", "चाय", "太郎", "தமிழ்", "👩\u200d👧", "\x00\u202e"])
def test_every_script_is_set_in_fonts_that_go_with_it(words: str) -> None:
    text = FormText()
    text.add(LINES, words)
    with pikepdf.open(io.BytesIO(text.finish())) as pdf:
        assert b"Tj" in pdf.pages[0].Contents.read_bytes()


def test_the_same_words_give_the_same_bytes() -> None:
    def made() -> bytes:
        text = FormText()
        text.add(LINES, "Freya يوسف 太郎")
        text.add_stamp()
        return text.finish()

    assert made() == made()
