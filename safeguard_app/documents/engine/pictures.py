"""Pictures of a document: kept once each, scaled to the page, and QR codes as patterns of squares."""

import os
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

from safeguard_app.documents.content import ContactSheet, Figure, Picture, QrCode
from safeguard_app.documents.engine.flow import Frame, Panel, Piece, Placed, Strip, TextStrip
from safeguard_app.documents.engine.look import ROOM, WIDTH
from safeguard_app.documents.engine.page import MM
from safeguard_app.documents.engine.pdf_file import PdfFile, reference
from safeguard_app.documents.engine.setting import Setter
from safeguard_app.documents.engine.structure import Element

_TALLEST = ROOM * 0.75
_BETWEEN_PICTURES = 18.0
_SHEET_WIDTH = (WIDTH - _BETWEEN_PICTURES) / 2
_SHEET_TALLEST = ROOM / 3 - 54.0
"""Three rows to a page, each with its captions, under the heading of the first."""
_MOST_CAPTION_LINES = 3
_NO_ALTERNATIVE = "Picture without a description"


_LEVEL = 3
"""How hard pictures are compressed: harder takes half as long again and saves a fiftieth."""
_MOST_AT_ONCE = 4


class PictureShelf:
    """The pictures used so far, each under the name pages call it by.

    Compressing them is most of the work of a paper that has any: each begins beside the others once it is met, and
    none is waited for before the end. The bytes are the same whatever is done at once.
    """

    def __init__(self) -> None:
        """No pictures yet."""
        self._names: dict[Picture, str] = {}
        self._compressed: dict[Picture, Future[bytes]] = {}
        self._at_once: ThreadPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Use it for one document."""
        return self

    def __exit__(self, *_failed: object) -> None:
        """Nothing goes on behind a document that is done, or that failed."""
        if self._at_once is not None:
            self._at_once.shutdown(cancel_futures=True)

    def _name_of(self, picture: Picture) -> str:
        name = self._names.get(picture)
        if name is None:
            name = self._names[picture] = f"I{len(self._names)}"
            if self._at_once is None:
                self._at_once = ThreadPoolExecutor(min(_MOST_AT_ONCE, os.cpu_count() or 1))
            self._compressed[picture] = self._at_once.submit(zlib.compress, picture.pixels, _LEVEL)
        return name

    def figure(self, figure: Figure, parent: Element) -> Panel:
        """A picture at the width wished, or as large as the page allows."""
        return self._within(figure, parent, min(figure.width_mm * MM, WIDTH), _TALLEST)

    def _within(self, figure: Figure, parent: Element, widest: float, tallest: float) -> Panel:
        picture = figure.picture
        name = self._name_of(picture)
        width = min(widest, tallest * picture.width / picture.height)
        height = width * picture.height / picture.width
        owner = parent.add("Figure", figure.alternative.strip() or _NO_ALTERNATIVE)
        return Panel(height, pictures=[Placed(owner, 0, 0, width, height, name=name)])

    def thumbnail(self, figure: Figure, parent: Element) -> Panel:
        """A picture as large as its place on a contact sheet allows."""
        return self._within(figure, parent, _SHEET_WIDTH, _SHEET_TALLEST)

    def qr_code(self, code: QrCode, parent: Element) -> Panel:
        """A QR code with its quiet edge (ISO/IEC 18004 asks for four modules)."""
        from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

        made = QRCode(None, QRErrorCorrectLevel.M)
        made.addData(code.payload)
        made.make()
        count = made.moduleCount
        dark = tuple((c, r) for r in range(count) for c in range(count) if made.isDark(r, c))
        width = min(code.width_mm * MM, WIDTH)
        quiet = width * 4 / (count + 8)
        owner = parent.add("Figure", code.alternative.strip() or _NO_ALTERNATIVE)
        inner = width - 2 * quiet
        placed = Placed(owner, quiet, quiet, inner, inner, squares=dark, count=count)
        return Panel(width, pictures=[placed])

    def write(self, file: PdfFile) -> str:
        """Put the pictures into the file; gives the entries of the resources."""
        entries = []
        for picture, name in self._names.items():
            space = "DeviceGray" if picture.grey else "DeviceRGB"
            stream = file.add_stream(
                self._compressed.pop(picture).result(),
                f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}"
                f"/ColorSpace/{space}/BitsPerComponent 8/Filter/FlateDecode",
                compress=False,
            )
            entries.append(f"/{name} {reference(stream)}")
        return "".join(entries)


def sheet_pieces(
    setter: Setter, shelf: PictureShelf, sheet: ContactSheet, parent: Element
) -> Iterator[Piece]:
    """Rows of two pictures, the caption under each; one too long for its place stands under the row, whole."""
    small = setter.look.small
    for start in range(0, len(sheet.figures), 2):
        both = Panel(0.0)
        below: list[Strip] = []
        for place, figure in enumerate(sheet.figures[start : start + 2]):
            own = parent.add("Div")
            across = place * (_SHEET_WIDTH + _BETWEEN_PICTURES)
            panel = shelf.thumbnail(figure, own)
            both.pictures += [one.moved(across) for one in panel.pictures]
            both.marks += [Frame(across, 0, one.width, one.height) for one in panel.pictures]
            down = panel.height + 2.0
            caption = setter.text(figure.caption, small, _SHEET_WIDTH, own.add("P"))
            if len(caption) > _MOST_CAPTION_LINES:
                own.kids.pop()
                below += setter.text(figure.caption, small, WIDTH, own.add("P"))
                caption = []
            for line in caption:
                assert isinstance(line, TextStrip)
                both.texts.append((across, down, line))
                down += small.leading
            both.height = max(both.height, down)
        yield Piece(both, setter.look.between, keep=bool(below))
        yield from (Piece(strip, 2.0 if strip is below[0] else 0.0) for strip in below)
