"""Pages of a PDF as pictures, from memory to memory, for the preview and for printing.

Nothing is written to a disk. The only other libraries that see a finished document are the ones that print it.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguard_app.documents.engine.pdf_file import HEADER
from safeguard_app.domain.errors import KnownProblem

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

MOST_DOTS_PER_INCH = 600
_FOUR_BYTES = 4  # FPDFBitmap_BGRA, whose byte order is then reversed
_ONE_AT_A_TIME = threading.RLock()
"""The PDF library keeps state of its own and may be in one thread only at a time; preview and printing share it."""


class DocumentUnreadable(KnownProblem):
    """The bytes are not a PDF, or not a whole one."""

    code = "document_unreadable"
    sentence = (
        "This document cannot be shown: its file is damaged. The record it was made from is not affected."
    )
    next_step = "Make the document again from the record."


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels: 4 bytes each (red, green, blue, opacity), row by row from the top."""

    width: int
    height: int
    pixels: bytes


def is_ours(pdf: bytes) -> bool:
    """Whether our own engine wrote the file; what anything else wrote is not opened in this process.

    The library that fills an authority's form writes another beginning, whatever the form holds.
    """
    return pdf.startswith(HEADER)


def page_count(pdf: bytes) -> int:
    """How many pages a document has."""
    with _ONE_AT_A_TIME, _opened(pdf) as document:
        return len(document)


def page_image(pdf: bytes, page: int, dots_per_inch: float = 96) -> PageImage:
    """One page, counted from 0, at a resolution. IndexError for a page the document does not have."""
    with _ONE_AT_A_TIME, _opened(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError("the document does not have this page")
        return _image(document, page, dots_per_inch)


def page_images(pdf: bytes, dots_per_inch: float = 96) -> Iterator[PageImage]:
    """Every page in order, one at a time in memory."""
    for page in range(page_count(pdf)):
        yield page_image(pdf, page, dots_per_inch)


def page_text(pdf: bytes, page: int) -> str:
    """The text of a page as a reader copies it, line ends as line feeds.

    In a line of two directions PDFium puts words in an order of its own (decision 0033): what must not stand in a
    document is to be looked for in its content before it is made, never in this.
    """
    with _ONE_AT_A_TIME, _opened(pdf) as document:
        text: str = document[page].get_textpage().get_text_range()
        return text.replace("\r\n", "\n")


def png(image: PageImage) -> bytes:
    """A page picture as a PNG file."""
    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGBA", (image.width, image.height), image.pixels).convert("RGB").save(out, "PNG")
    return out.getvalue()


@contextmanager
def _opened(pdf: bytes) -> "Iterator[pypdfium2.PdfDocument]":
    """The document, closed when done with."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as failed:
        raise DocumentUnreadable from failed
    try:
        yield document
    finally:
        document.close()


def _image(document: "pypdfium2.PdfDocument", page: int, dots_per_inch: float) -> PageImage:
    """Draw one page on white."""
    if not 0 < dots_per_inch <= MOST_DOTS_PER_INCH:
        raise ValueError(f"a page is drawn at up to {MOST_DOTS_PER_INCH} dots per inch")
    opened = document[page]
    bitmap = opened.render(scale=dots_per_inch / 72, rev_byteorder=True, force_bitmap_format=_FOUR_BYTES)
    try:
        return PageImage(bitmap.width, bitmap.height, bytes(bitmap.buffer))
    finally:
        bitmap.close()
        opened.close()
