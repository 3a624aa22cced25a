"""The one window: a full face (unlock, first run), or bar, rail, pages and status bar around the work."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_app.ui.messages import Messages
from safeguard_app.ui.shell.call_hold import CallStrip
from safeguard_app.ui.shell.command_bar import CommandBar
from safeguard_app.ui.shell.commands import ShellCommands
from safeguard_app.ui.shell.curtain import Curtain
from safeguard_app.ui.shell.demo_strip import DemoStrip
from safeguard_app.ui.shell.page import Page, PageKey, RecordAct
from safeguard_app.ui.shell.rail import Rail
from safeguard_app.ui.shell.status_bar import ShellStatusBar
from safeguard_app.ui.theme.current import dress
from safeguard_app.ui.widgets.focus_order import step_focus
from safeguard_app.ui.widgets.rehearsal import rehearse

if TYPE_CHECKING:
    from safeguard_app.services.session import Changes

WINDOW_TITLE = "Safeguarding log"
"""Never a name: the title is seen in the task bar and on shared screens."""
SMALLEST = QSize(640, 480)


class MainWindow(QMainWindow):
    """Hosts pages; knows nothing of what they do.

    Signals:
        new_incident_requested(): Ctrl+N or the button.
        contact_check_requested(): Ctrl+Shift+N or the button.
        command_requested(str): any other command: ``lock``, ``quit``, ``call``, ``backup``, ``check_whole``, ``help``,
            ``keys``, ``about``, ``new_declaration``, ``larger``, ``smaller``.
        page_shown(object): a page came to the front; carries its PageKey.
        close_requested(): the window's cross; the window stays until :meth:`let_close` was called.
    """

    new_incident_requested = Signal()
    contact_check_requested = Signal()
    command_requested = Signal(str)
    page_shown = Signal(object)
    close_requested = Signal()

    def __init__(self) -> None:
        """Empty: add pages, then show one or a full face."""
        super().__init__()
        self.setWindowTitle(WINDOW_TITLE)
        self.setMinimumSize(SMALLEST)
        self.commands = ShellCommands(self)
        self.command_bar = CommandBar(self.commands)
        self.rail = Rail()
        self.status_bar = ShellStatusBar()
        self.demo_strip = DemoStrip()
        self.call_strip = CallStrip()
        self.messages = Messages(self)
        self._pages: dict[PageKey, Page] = {}
        self._current: PageKey | None = None
        self._may_close = False
        self._stack = QStackedWidget()
        self._faces = QStackedWidget()
        self._build()
        self.curtain = Curtain(self)
        dress(self)
        self._connect()

    @property
    def search(self) -> CommandBar:
        """The command bar; its ``search`` is the Ctrl+K field."""
        return self.command_bar

    def add_page(self, key: PageKey, page: Page) -> None:
        """Put a page under its place in the rail, in place of one already there."""
        old = self._pages.get(key)
        if old is not None:
            self._stack.removeWidget(old.view)
        self._pages[key] = page
        if self._stack.indexOf(page.view) < 0:
            self._stack.addWidget(page.view)

    def page(self, key: PageKey) -> Page | None:
        """The page at a place, or None."""
        return self._pages.get(key)

    @property
    def current_key(self) -> PageKey | None:
        """The page in view, or None while a full face is shown."""
        return self._current if self._faces.currentIndex() == 0 else None

    def show_page(self, key: PageKey) -> None:
        """Bring a page to the front. A page not added yet is passed over."""
        page = self._pages.get(key)
        if page is None:
            return
        self._current = key
        self._faces.setCurrentIndex(0)
        self._stack.setCurrentWidget(page.view)
        self.rail.set_current(key)
        page.shown()
        _give_keyboard(page.view)
        self.page_changed()
        self.page_shown.emit(key)

    def page_changed(self) -> None:
        """The page in view can do other things now: menus and the filled button follow."""
        page = self._pages.get(self._current) if self._current is not None else None
        self.commands.set_record_acts(page.record_acts if page is not None else frozenset())
        self.command_bar.set_filled(page is None or not page.own_act)

    def show_face(self, widget: QWidget) -> None:
        """Show a page over the whole window, without bars: unlock, first run."""
        self._drop_faces(widget)
        self._faces.addWidget(widget)
        self._faces.setCurrentWidget(widget)
        self.commands.set_working(False)
        self.status_bar.hide()

    def show_work(self, key: PageKey = PageKey.TODAY) -> None:
        """The log is open: show bars and a page."""
        self.commands.set_working(True)
        self.status_bar.show()
        self.show_page(key)
        self._drop_faces(None)

    def rehearse_work(self, first: QWidget) -> None:
        """Lay out and paint the bars behind a full face, and the page that will come ``first`` with them, still empty.

        They come at once then when the log is open.
        """
        self._stack.addWidget(first)
        rehearse(self._work, self._faces.size())

    def set_demo(self, demo: bool) -> None:
        """Say DEMO on every page, or not."""
        self.demo_strip.setVisible(demo)

    def set_counts(self, counts: Mapping[PageKey, int]) -> None:
        """Show in the rail how much waits."""
        self.rail.set_counts(counts)

    def broadcast(self, changes: "Changes") -> None:
        """Tell every page what was written; each reads again only if concerned."""
        for page in self._pages.values():
            page.refresh(changes)
        self.page_changed()

    def let_close(self) -> None:
        """Drafts are kept and the log is closed: the window may go."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first: what is typed must be kept and the log locked."""
        if self._may_close or self.current_key is None:
            event.accept()
            return
        event.ignore()
        self.close_requested.emit()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes through the window as it is read."""
        return step_focus(self, forwards=forwards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the bars to the width."""
        super().resizeEvent(event)
        self.rail.fit(self.width())

    def changeEvent(self, event: QEvent) -> None:
        """Fit the bars to the size of the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "rail"):
            self.rail.fit(self.width())
            self.command_bar.fit()

    def _drop_faces(self, keep: QWidget | None) -> None:
        for place in range(self._faces.count() - 1, 0, -1):
            old = self._faces.widget(place)
            if old is None:
                continue
            self._faces.removeWidget(old)
            if old is not keep:
                old.deleteLater()

    def _build(self) -> None:
        self._stack.setProperty("ground", "paper")
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self._stack, 1)
        self._work = work = QWidget()
        layout = QVBoxLayout(work)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.command_bar)
        layout.addLayout(middle, 1)
        self._faces.addWidget(work)
        whole = QFrame()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.demo_strip)
        outer.addWidget(self.call_strip)
        outer.addWidget(self._faces, 1)
        outer.addWidget(self.status_bar)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.commands.page_requested.connect(self.show_page)
        self.commands.requested.connect(self._command)
        self.commands.record_act_requested.connect(self._record_act)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.screenAdded.connect(self._screen_added)

    def _command(self, key: str) -> None:
        page = self._pages.get(self._current) if self._current is not None else None
        if key == "new_incident":
            self.new_incident_requested.emit()
        elif key == "contact_check":
            self.contact_check_requested.emit()
        elif key == "curtain":
            self.curtain.turn()
        elif key == "find_anywhere":
            self.command_bar.search.begin()
        elif key == "find_here":
            if page is not None:
                page.begin_find()
        else:
            self.command_requested.emit(key)

    def _record_act(self, act: RecordAct) -> None:
        page = self._pages.get(self._current) if self._current is not None else None
        if page is not None and act in page.record_acts:
            page.do(act)

    def _screen_added(self, _screen: QScreen) -> None:
        self.curtain.draw("Another display was connected. What is here may be seen on it.")


def _give_keyboard(view: QWidget) -> None:
    """Put the keyboard into a page that did not take it itself, at the first thing that can have it."""
    focused = QApplication.focusWidget()
    if focused is not None and (focused is view or view.isAncestorOf(focused)):
        return
    for widget in view.findChildren(QWidget):
        takes = widget.isEnabled() and widget.isVisibleTo(view)
        if takes and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return
