"""The help over the window: its pages at the left with a search, the page at the right."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from safeguard_app.services.help_pages import HelpBook, HelpHit
from safeguard_app.ui.help.help_browser import HelpBrowser
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.focus_ring import wants_ring
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.layouts import Pane, row
from safeguard_app.ui.widgets.line_field import SearchField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import muted

_WIDTH = 1000
_LIST_WIDTH = 270
_PAUSE_MS = 120


class HelpSheet(ModalSheet):
    """Searchable, offline, and with the page that belongs to what was in view."""

    def __init__(self, page: str, book: HelpBook) -> None:
        """Open at a page of the help, by its name. ``book`` holds the pages, in the nation's words."""
        super().__init__("Help", width=_WIDTH, cancel_words="Close")
        self._book = book
        self.search = SearchField("Find in the help", "Find in the help")
        self.list = QListWidget()
        self.list.setAccessibleName("Pages of the help")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.setProperty("ground", "sunken")
        wants_ring(self.list, 2)
        self.counted_label = muted("", wrap=True)
        self.browser = HelpBrowser()
        wants_ring(self.browser, 2)
        self.back_button = Button("Back", "chevron-left")
        self.close_button = Button("Close")
        self._trail: list[str] = []
        self._page = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._inside = QWidget()
        self._build()
        self._show_all()
        self.show_page(page)
        self._connect()

    @property
    def page(self) -> str:
        """The name of the page in view."""
        return self._page

    def show_page(self, name: str, *, remember: bool = True) -> None:
        """Show a page; one that is not there leaves the page in view."""
        if name == self._page or all(page.name != name for page in self._book.pages):
            return
        if self._page and remember:
            self._trail.append(self._page)
        self._page = name
        self.browser.show_markdown(self._book.page(name).markdown)
        self.back_button.setEnabled(bool(self._trail))
        self._mark(name)

    def find_now(self) -> None:
        """Search without waiting for the pause in typing."""
        self._pause.stop()
        query = self.search.text().strip()
        if not query:
            self._show_all()
            self._mark(self._page)
            return
        hits = self._book.search(query)
        self._empty_list()
        for hit in hits:
            self._add(hit.name, hit.title, _words(hit))
        count = len(hits)
        self.counted_label.setText(
            f"{count} {'page' if count == 1 else 'pages'} found."
            if count
            else f"Nothing found for “{query}”."
        )
        self.counted_label.show()
        if hits:
            self.list.setCurrentRow(0)
            self.show_page(hits[0].name)

    def first_focus(self) -> QWidget:
        """The page: arrow and page keys scroll it at once."""
        return self.browser

    def place(self) -> None:
        """List and page take all the height there is: the page scrolls, not the sheet."""
        dim = self.parentWidget()
        if dim is not None:
            frame = 60 + self._foot.sizeHint().height()
            self._inside.setFixedHeight(max(160, dim.height() - 24 - frame))
        super().place()

    def _build(self) -> None:
        side = Pane("sunken")
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 8, 8)
        column.setSpacing(tokens.SPACE_2)
        for part in (self.search, self.counted_label, self.list):
            column.addWidget(part)
        side.setFixedWidth(scaled(_LIST_WIDTH))
        rule = QFrame()
        rule.setFixedWidth(1)
        rule.setProperty("ground", "line")
        layout = row(side, rule, self.browser, space=0)
        layout.setStretch(2, 1)
        self._inside.setLayout(layout)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._inside)
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)

    def _connect(self) -> None:
        self.search.answered.connect(self._typed)
        self._pause.timeout.connect(self.find_now)
        self.list.currentItemChanged.connect(self._chosen)
        self.browser.page_asked.connect(self.show_page)
        self.back_button.clicked.connect(self._back)
        self.close_button.clicked.connect(self.reject)

    def _empty_list(self) -> None:
        """Without the marks that move from row to row while rows go: what is read stays in view."""
        blocked = self.list.blockSignals(True)
        self.list.clear()
        self.list.blockSignals(blocked)

    def _show_all(self) -> None:
        self._empty_list()
        self.counted_label.hide()
        for page in self._book.pages:
            self._add(page.name, page.title, "")

    def _add(self, name: str, title: str, words: str) -> None:
        item = QListWidgetItem(f"{title}\n{words}" if words else title)
        item.setData(Qt.ItemDataRole.UserRole, name)
        room = scaled(_LIST_WIDTH) - 44
        text = self.list.fontMetrics().boundingRect(
            0, 0, room, 10_000, int(Qt.TextFlag.TextWordWrap), item.text()
        )
        item.setSizeHint(QSize(60, max(scaled(tokens.ROW_ONE_LINE), text.height() + 12)))
        self.list.addItem(item)

    def _mark(self, name: str) -> None:
        for place in range(self.list.count()):
            if self.list.item(place).data(Qt.ItemDataRole.UserRole) == name:
                self.list.setCurrentRow(place)

    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_page(str(item.data(Qt.ItemDataRole.UserRole)))

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _back(self) -> None:
        if self._trail:
            self.show_page(self._trail.pop(), remember=False)
            self.back_button.setEnabled(bool(self._trail))


def _words(hit: HelpHit) -> str:
    return "".join(part.text for part in hit.snippet)
