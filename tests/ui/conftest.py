"""What tests of the window share: the light look for each, put back afterwards, and nothing left on screen."""

import sys
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.ui.theme import current
from safeguard_app.ui.theme.current import dress
from safeguard_app.ui.theme.theme import Theme, ThemeChoice
from tests.ui.settling import until_still


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The one look of the application."""
    return qapp.findChild(Theme) or Theme(qapp, ThemeChoice.LIGHT)


@pytest.fixture(autouse=True)
def light_look(theme: Theme, request: pytest.FixtureRequest) -> None:
    """Every test begins in the light look, at the text size its ``scale`` names or else at the design's."""
    call = getattr(request.node, "callspec", None)
    theme.set_text_scale(call.params.get("scale", 1.0) if call is not None else 1.0)
    theme.choose(ThemeChoice.LIGHT)
    if current.text_scale() != theme.text_scale or current.theme_name() is not theme.name:
        theme._apply()  # a journey's program put its own look on


def no_rehearsal(_page: QWidget, _room: QSize) -> None:
    """Nothing is laid out ahead."""


@pytest.fixture(autouse=True)
def forms_are_not_rehearsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that is painted out of sight looks the same afterwards, which a test of its own shows, and takes long."""
    presenter = sys.modules.get("safeguard_app.ui.incidents.form_presenter")
    if presenter is not None:
        monkeypatch.setattr(presenter, "rehearse", no_rehearsal)


_LOOK_MS = 12


class Stage:
    """Puts a widget into a window on screen and keeps the window until the test ends."""

    def __init__(self, qtbot: QtBot) -> None:
        """Empty."""
        self._qtbot = qtbot
        self._windows: list[QWidget] = []

    def show(self, *widgets: QWidget, width: int = 600, height: int = 500) -> QWidget:
        """A window with the widgets beneath each other, on screen and active."""
        window = QWidget()
        dress(window)
        layout = QVBoxLayout(window)
        for widget in widgets:
            layout.addWidget(widget)
        layout.addStretch(1)
        return self.present(window, width, height)

    def present(self, window: QWidget, width: int = 1366, height: int = 736) -> QWidget:
        """Show a window as it is."""
        self._windows.append(window)
        dress(window)
        window.resize(width, height)
        window.show()
        window.activateWindow()
        self._qtbot.waitUntil(window.isActiveWindow)
        return window

    def settle(self) -> None:
        """Let layouts that were asked for come about: until two looks in a row find everything where it was."""
        for window in self._windows:
            until_still(window, partial(self._qtbot.wait, _LOOK_MS))

    def clear(self) -> None:
        """Take every window away."""
        for window in self._windows:
            window.hide()
            window.deleteLater()
        self._windows.clear()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    """Where a test shows its widgets."""
    made = Stage(qtbot)
    yield made
    made.clear()
