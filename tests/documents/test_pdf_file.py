"""The file writer: objects are found where the table says, and stream lengths hold whatever the data ends with."""

import io
import zlib

import pikepdf
import pytest

from safeguard_app.documents.engine.pdf_file import PdfFile, number, text_string
from tests.documents.reading import failures


def _small_file(data: bytes) -> bytes:
    file = PdfFile()
    content = file.add_stream(data)
    kids = file.reserve()
    one = file.add(f"<</Type/Page/Parent {kids} 0 R/MediaBox[0 0 9 9]/Resources<<>>/Contents {content} 0 R>>")
    file.put(kids, f"<</Type/Pages/Count 1/Kids[{one} 0 R]>>")
    for filler in range(450):
        file.add(f"<</Filler {filler}>>")
    return file.finish(file.add(f"<</Type/Catalog/Pages {kids} 0 R>>"))


def _ending_with(last: int) -> bytes:
    """Data whose compressed form ends with a byte (the low byte of its checksum)."""
    candidates = (b" " * spaces + b"\x01" * ends for spaces in range(1, 40) for ends in range(40))
    return next(data for data in candidates if zlib.compress(data, 6)[-1] == last)


@pytest.mark.parametrize("last", [0x0A, 0x0D, 0x20])
def test_data_that_ends_like_a_line_is_read_back_whole(last: int) -> None:
    data = _ending_with(last)
    pdf = _small_file(data)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        assert opened.pages[0].obj.Contents.read_bytes() == data
    assert not [failure for failure in failures(pdf) if "LENGTH" in failure]


def test_every_object_is_found() -> None:
    with pikepdf.open(io.BytesIO(_small_file(b"q Q"))) as opened:
        fillers = [int(one.Filler) for one in opened.objects if "/Filler" in one]
    assert sorted(fillers) == list(range(450))


@pytest.mark.parametrize(
    ("value", "written"), [(1.0, "1"), (0.5, "0.5"), (-0.25, "-0.25"), (1e-9, "0"), (1e6, "1000000")]
)
def test_numbers_have_no_exponent(value: float, written: str) -> None:
    assert number(value) == written


def test_text_is_written_so_that_nothing_needs_escaping() -> None:
    assert text_string("a)\\") == "<FEFF00610029005C>"
    assert text_string("😀") == "<FEFFD83DDE00>"
