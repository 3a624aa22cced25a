"""What stands on the clipboard as evidence: files, a picture, a copied page or text. It is left as it stands."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

_PAGE = b'<!doctype html>\n<meta charset="utf-8">\n'
"""Put before a copied piece of a page, so that it is known for one."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """Files by their paths, unread; or content with what it is ("pasted picture") and the ending of its name."""

    paths: tuple[Path, ...] = ()
    content: bytes = b""
    kind: str = ""
    ending: str = ""


def pasted() -> Pasted:
    """Files before a picture, a picture before a page, a page before text; empty where there is none of them."""
    clipboard = QGuiApplication.clipboard()
    data = clipboard.mimeData() or QMimeData()  # an emptied one gives None
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if paths:
        return Pasted(paths)
    image = clipboard.image()
    if not image.isNull():
        return Pasted(content=png_of(image), kind="pasted picture", ending="png")
    if page := data.html() if data.hasHtml() else "":
        return Pasted(content=_PAGE + page.encode(), kind="pasted page", ending="html")
    text = data.text() if data.hasText() else ""
    if text.strip():
        return Pasted(content=text.encode(), kind="pasted text", ending="txt")
    return Pasted()


def png_of(image: QImage) -> bytes:
    """A picture as PNG, in memory."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the binding wants text where its stubs say bytes
    return bytes(buffer.data().data())
