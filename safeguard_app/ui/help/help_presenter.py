"""F1: the help of what is in view, over the window; with no log open too."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from safeguard_app.services import help_pages
from safeguard_app.services.help_pages import HelpBook
from safeguard_app.ui.help.help_sheet import HelpSheet
from safeguard_app.ui.shell.main_window import MainWindow

_LOCKED = "locking"
"""The page for a window without an open log: unlocking and forgotten passphrases."""


class HelpPresenter(QObject):
    """One for the window, from its first page to its last."""

    def __init__(self, window: MainWindow, parent: QObject | None = None) -> None:
        """``window`` is what the help lies over and whose page decides where it opens."""
        super().__init__(parent if parent is not None else window)
        self._window = window
        self._book: Callable[[], HelpBook] = help_pages.plain_book
        self._sheet: HelpSheet | None = None

    @property
    def sheet(self) -> HelpSheet | None:
        """The help while it is open."""
        return self._sheet

    def use(self, book: Callable[[], HelpBook]) -> None:
        """Whose words the help is told in from now on; asked when it is opened."""
        self._book = book

    def open_here(self) -> None:
        """Open the help of the page in view."""
        key = self._window.current_key
        self.open_page(help_pages.page_for(key.value) if key is not None else _LOCKED)

    def open_page(self, name: str) -> None:
        """Open a page of the help by its name, or turn to it where the help is open already."""
        if self._sheet is not None:
            self._sheet.show_page(name)
            return
        sheet = HelpSheet(name, self._book())
        self._sheet = sheet
        sheet.closed.connect(self._closed)
        sheet.open_over(self._window)

    def _closed(self) -> None:
        self._sheet = None
