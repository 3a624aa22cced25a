"""What is taken from the clipboard as evidence: files before a picture, a picture before a page, a page before text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from safeguard_app.ui.desktop.pasting import Pasted, pasted


@pytest.fixture
def copied(qtbot: QtBot) -> Iterator[QMimeData]:
    """What another program puts on the clipboard; it is there once :func:`_paste` is called."""
    made = QMimeData()
    yield made
    QGuiApplication.clipboard().clear()


def _paste(copied: QMimeData) -> Pasted:
    QGuiApplication.clipboard().setMimeData(copied)
    return pasted()


def _picture() -> QImage:
    made = QImage(3, 2, QImage.Format.Format_RGB32)
    made.fill(QColor("red"))
    return made


def test_files_come_before_anything_else_and_are_only_named(copied: QMimeData, tmp_path: Path) -> None:
    path = tmp_path / "not there.png"
    copied.setUrls([QUrl("https://lane.example/a.png"), QUrl.fromLocalFile(str(path))])
    copied.setImageData(_picture())
    copied.setText(path.as_uri())
    assert _paste(copied) == Pasted((path,))


def test_a_picture_comes_before_its_page_and_is_kept_as_it_was(copied: QMimeData) -> None:
    copied.setImageData(_picture())
    copied.setHtml("<img src='https://lane.example/a.png'>")
    found = _paste(copied)
    assert (found.kind, found.ending) == ("pasted picture", "png")
    image = QImage.fromData(found.content)
    assert (image.width(), image.height()) == (3, 2) and image.pixelColor(1, 1) == QColor("red")


def test_a_page_comes_before_its_text_and_is_known_for_one(copied: QMimeData) -> None:
    copied.setHtml("<p>our <b>sécret</b></p>")
    copied.setText("our sécret")
    found = _paste(copied)
    assert (found.kind, found.ending) == ("pasted page", "html")
    assert found.content.startswith(b"<!doctype html>")
    assert found.content.endswith("<p>our <b>sécret</b></p>".encode())


def test_a_page_without_anything_in_it_gives_its_text(copied: QMimeData) -> None:
    copied.setData("text/html", b"")
    copied.setText("you are nothing")
    assert _paste(copied) == Pasted(content=b"you are nothing", kind="pasted text", ending="txt")


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_blank_text_is_nothing_to_paste(copied: QMimeData, text: str) -> None:
    copied.setText(text)
    assert _paste(copied) == Pasted()


def test_an_emptied_clipboard_is_nothing_to_paste(qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    assert pasted() == Pasted()
