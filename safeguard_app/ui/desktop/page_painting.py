"""Page pictures onto anything Qt can paint pages on: a printer, or in tests a PDF writer on a buffer."""

from collections.abc import Iterable
from enum import Enum
from typing import Protocol

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from safeguard_app.ui.desktop.print_problems import PrinterRefused

_BYTES_PER_PIXEL = 4


class SheetSize(Enum):
    """The paper in the printer; the value is its name everywhere. Documents are A4: on others they are fitted."""

    A4 = "A4"
    A3 = "A3"
    A5 = "A5"


class PagePixels(Protocol):
    """A drawn page: 4 bytes to a pixel (red, green, blue, opacity), row by row from the top."""

    @property
    def width(self) -> int:
        """Pixels across."""

    @property
    def height(self) -> int:
        """Pixels down."""

    @property
    def pixels(self) -> bytes:
        """The pixels."""


def image_of(page: PagePixels, depth: int = _BYTES_PER_PIXEL) -> QImage:
    """The page as an image of its own, which no longer needs the page's bytes; with a ``depth`` of 3, no opacity."""
    form = QImage.Format.Format_RGBA8888 if depth == _BYTES_PER_PIXEL else QImage.Format.Format_RGB888
    return QImage(page.pixels, page.width, page.height, depth * page.width, form).copy()


def grey_image_of(page: PagePixels) -> QImage:
    """The page as a printer without colour prints it."""
    return image_of(page).convertToFormat(QImage.Format.Format_Grayscale8)


def paint_pages(
    device: QPagedPaintDevice, pages: Iterable[PagePixels], sheet: SheetSize = SheetSize.A4
) -> int:
    """Paint each page onto a sheet from edge to edge (the pages have their own margins); gives their number.

    Raises PrinterRefused where the device will not begin, or not go on to another sheet.
    """
    device.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId[sheet.value]),
            QPageLayout.Orientation.Portrait,
            QMarginsF(0, 0, 0, 0),
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter()
    if not painter.begin(device):
        raise PrinterRefused
    try:
        return _paint(painter, device, pages)
    finally:
        painter.end()


def _paint(painter: QPainter, device: QPagedPaintDevice, pages: Iterable[PagePixels]) -> int:
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    count = 0
    for page in pages:
        if count and not device.newPage():
            raise PrinterRefused
        image = image_of(page)
        room = QSizeF(device.width(), device.height())
        fitted = QSizeF(image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        left = (room.width() - fitted.width()) / 2
        painter.drawImage(QRectF(left, 0, fitted.width(), fitted.height()), image)
        count += 1
    return count
