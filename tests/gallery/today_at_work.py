"""The page of today over the demo's log, as scenes need it when something is opened from it."""

from PySide6.QtWidgets import QWidget

from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.today.today_presenter import TodayPresenter
from tests.gallery.demo_desk import Desk, desk
from tests.gallery.scenes import shell


def today_at_work() -> tuple[Desk, MainWindow, TodayPresenter]:
    """The desk, the window, and the page with everything read."""
    at = desk()
    window = shell(PageKey.TODAY, QWidget())
    presenter = TodayPresenter(at.session, at.tasks, window.messages, parent=window)
    window.add_page(PageKey.TODAY, presenter)
    window.show_page(PageKey.TODAY)
    at.settle()
    return at, window, presenter
