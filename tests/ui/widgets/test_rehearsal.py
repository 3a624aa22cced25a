"""A rehearsed page is as it would be without, and stays out of sight."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.ui.widgets.rehearsal import rehearse


class _Counted(QLabel):
    """Says how often it was painted."""

    def __init__(self) -> None:
        super().__init__("words")
        self.painted: list[QSize] = []

    def paintEvent(self, _event: object) -> None:
        """Count."""
        self.painted.append(self.size())


def _page(qtbot: QtBot) -> tuple[QWidget, _Counted]:
    page, label = QWidget(), _Counted()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(label)
    return page, label


def test_it_is_laid_out_and_painted_out_of_sight(qtbot: QtBot) -> None:
    page, label = _page(qtbot)
    rehearse(page, QSize(700, 500))
    assert label.painted and label.painted[0].width() > 600
    assert not page.isVisible()


def test_a_page_in_sight_is_left_alone(qtbot: QtBot) -> None:
    page, label = _page(qtbot)
    page.resize(300, 200)
    page.show()
    qtbot.waitUntil(lambda: bool(label.painted))
    times = len(label.painted)
    rehearse(page, QSize(700, 500))
    assert page.size() == QSize(300, 200)
    assert len(label.painted) == times
