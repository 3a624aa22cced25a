"""The watch for windows of their own sees one, however it is shown, and takes nothing else for one."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from tests.journeys.driver import StrayWindows


@pytest.mark.parametrize("show", [lambda one: one.show(), lambda one: one.setVisible(True)])
def test_a_widget_shown_before_it_has_a_place_is_seen(qapp: QApplication, show: object) -> None:
    assert callable(show)
    stray, window = StrayWindows(), QMainWindow()
    try:
        inside = QLabel(window)
        show(window)
        show(inside)
        assert stray.seen == []
        lost = QLabel("lost")
        show(lost)
        assert len(stray.seen) == 1
        assert stray.seen[0].startswith("QLabel")
    finally:
        stray.put_back()
        for one in (window, lost):
            one.hide()
            one.deleteLater()
