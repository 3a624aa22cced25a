"""Line icons in the colours of the look in force, sharp at any display scale.

Each is a Lucide drawing on a 24 grid (``resources/icons``), drawn in ``currentColor``; the colour is put in before
it is rendered, at exactly the pixels needed. QtSvg is loaded at the first icon, not at program start.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from safeguard_app.system.resources import read_resource
from safeguard_app.ui.theme.current import colours

APP_MARK = "book-open-check"
"""The icon of the program itself."""


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    return read_resource(f"icons/{name}.svg").decode("utf-8")


@lru_cache(maxsize=1024)
def _rendered(name: str, hex_colour: str, pixels: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", hex_colour).encode("utf-8")))
    pixmap = QPixmap(QSize(pixels, pixels))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return pixmap


def pixmap(name: str, ink: str = "text", size: int = 16, ratio: float = 0.0) -> QPixmap:
    """The icon ``name`` in the colour token ``ink``, ``size`` logical pixels square.

    ``ratio`` is the device pixel ratio of what it is painted on; 0 takes the screen's. Raises ResourceMissing for
    a name that is not shipped.
    """
    ratio = ratio or QGuiApplication.primaryScreen().devicePixelRatio()
    drawn = QPixmap(_rendered(name, colours().named(ink), round(size * ratio)))
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(name: str, ink: str = "text", size: int = 16) -> QIcon:
    """A QIcon for menus and windows; its disabled form takes the disabled colour."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, ink, size, ratio), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, "disabled", size, ratio), QIcon.Mode.Disabled)
    return made


def paint_icon(painter: QPainter, name: str, ink: str, left: float, top: float, size: int) -> None:
    """Draw an icon with its top left corner at a place, at the painter's own pixel ratio."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(round(left), round(top), pixmap(name, ink, size, ratio))


def app_icon() -> QIcon:
    """The icon of the window and the taskbar: the app mark in the accent of the light look, on paper."""
    made = QIcon()
    for pixels in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_mark(pixels))
    return made


def _mark(pixels: int) -> QPixmap:
    from safeguard_app.ui.theme.tokens import LIGHT

    ground = QPixmap(QSize(pixels, pixels))
    ground.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.paper))
    painter.drawRoundedRect(0, 0, pixels, pixels, pixels / 6, pixels / 6)
    inner = round(pixels * 0.86)
    edge = (pixels - inner) // 2
    painter.drawPixmap(edge, edge, _rendered(APP_MARK, LIGHT.accent, inner))
    painter.end()
    return ground
