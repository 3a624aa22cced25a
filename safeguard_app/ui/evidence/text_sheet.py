"""The words of an exhibit: a text, a message, a page, a document or a chat by its days, to be read inside the program.

Nothing is written anywhere to show them, nothing in them can be pressed, and nothing they point to is fetched.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from safeguard_app.domain.file_texts import DateOrder
from safeguard_app.services.evidence_text import ReadText
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.fact_row import fact_row
from safeguard_app.ui.widgets.layouts import WrapLayout, column, row
from safeguard_app.ui.widgets.line_field import SearchField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_WIDTH = 868
_LEAST_HEIGHT, _MOST_HEIGHT = 160, 420
_BARS = 40
"""What the sheet needs beside its body and its foot."""


class TextSheet(ModalSheet):
    """Read-only. Arrow and page keys scroll; Ctrl+Page Down and Ctrl+Page Up turn to another part; Ctrl+F finds.

    Signals:
        reading_chosen(object): a person says how a chat's dates are to be read; carries the DateOrder.
    """

    reading_chosen = Signal(object)

    def __init__(self, read: ReadText) -> None:
        """Show the first part."""
        super().__init__(f"Read: {read.title}", width=_WIDTH, cancel_words="Close the text")
        self._pages = read.pages
        self.page = 0
        for label, words in read.lines:
            self.body.addWidget(fact_row(label, words))
        self._notes = column(space=tokens.SPACE_1)
        for note in read.notes:
            self._notes.addWidget(IconWords("triangle-alert", note, "due"))
        self.body.addLayout(self._notes)
        self.readings = self._choice(read) if read.readings else None
        self.search = SearchField("Find in these words, then press Enter", "Find in these words", "Ctrl+F")
        self.found_label = muted("")
        self.body.addLayout(row(self.search, self.found_label, None))
        self.text = _words(read.title)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(
            muted("Opening it is in the audit. Nothing in it can be pressed or is fetched.", wrap=True)
        )
        self.before_button = Button("Part before", "chevron-left", hint="Ctrl+Page Up")
        self.next_button = Button("Next part", "chevron-right", hint="Ctrl+Page Down")
        self.page_label = muted("")
        self.close_button = Button("Close")
        acts = WrapLayout(tokens.SPACE_3, tokens.SPACE_2)
        turning = (self.before_button, self.page_label, self.next_button)
        for part in (*(turning if len(read.pages) > 1 else ()), self.close_button):
            acts.addWidget(part)
        holder = QWidget()
        holder.setLayout(acts)
        self.footer.addWidget(holder, 1)
        self.before_button.clicked.connect(self._turn_back)
        self.next_button.clicked.connect(self._turn_on)
        self.close_button.clicked.connect(self.reject)
        self.search.returnPressed.connect(self.find_next)
        self._show_page(0)

    def first_focus(self) -> QWidget:
        """The words, so that the keys scroll them."""
        return self.text

    def place(self) -> None:
        """Centre the sheet; the words have the height that the window leaves them, so that nothing scrolls twice."""
        window = self.parentWidget()
        if window is not None:
            width = min(scaled(_WIDTH), window.width() - 24) - 2
            body = (
                self.body.heightForWidth(width)
                if self.body.hasHeightForWidth()
                else self.body.sizeHint().height()
            )
            rest = body - self.text.minimumHeight()
            room = window.height() - 24 - scaled(_BARS) - self.footer.sizeHint().height() - rest
            high = max(scaled(_LEAST_HEIGHT), min(scaled(_MOST_HEIGHT), room))
            if high != self.text.minimumHeight():
                self.text.setFixedHeight(high)
        super().place()

    def find_next(self) -> None:
        """The next place where the words looked for stand, in a later part too, and from the beginning again."""
        words = self.search.text().strip()
        if not words:
            return
        self.found_label.setText("")
        if self.text.find(words):
            return
        sought = words.casefold()
        parts = len(self._pages)
        for page in ((self.page + step) % parts for step in range(1, parts + 1)):
            if sought in self._pages[page].casefold():
                self._show_page(page)
                self.text.find(words)
                return
        self.found_label.setText("Not found")

    def show_pages(self, pages: tuple[str, ...]) -> None:
        """The same words read otherwise, at the same part."""
        self._pages = pages
        self._show_page(min(self.page, len(pages) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl with the page keys turns to another part, with F it finds."""
        acts = {
            Qt.Key.Key_PageUp: self._turn_back,
            Qt.Key.Key_PageDown: self._turn_on,
            Qt.Key.Key_F: self.search.setFocus,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            act()
            return
        super().keyPressEvent(event)

    def _choice(self, read: ReadText) -> SegmentedControl:
        """Which number is the day: nothing is believed until somebody says."""
        day, month = read.readings
        made = SegmentedControl(
            "How its dates are read",
            (
                (DateOrder.NOT_KNOWN, "Not known"),
                (DateOrder.DAY_FIRST, f"Day first: {day}"),
                (DateOrder.MONTH_FIRST, f"Month first: {month}"),
            ),
            DateOrder.NOT_KNOWN,
        )
        made.chosen.connect(self.reading_chosen)
        self.body.addWidget(
            TextLabel("Its dates can be read in two ways, and nothing in it proves which.", wrap=True)
        )
        self.body.addWidget(
            muted(
                "Ask whose telephone it comes from. Until you choose, both days stand there; the choice holds while"
                " this is open, and changes and keeps nothing.",
                wrap=True,
            )
        )
        self.body.addWidget(made)
        return made

    def _turn_back(self) -> None:
        self._show_page(max(0, self.page - 1))

    def _turn_on(self) -> None:
        self._show_page(min(len(self._pages) - 1, self.page + 1))

    def _show_page(self, page: int) -> None:
        self.page = page
        self.text.setPlainText(self._pages[page])
        self.page_label.setText(f"Part {page + 1} of {len(self._pages)}")
        self.before_button.setEnabled(page > 0)
        self.next_button.setEnabled(page + 1 < len(self._pages))


class _Reading(QPlainTextEdit):
    """Leaves the keys that turn to another part, and those that leave, to the sheet."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Escape)
        if turns and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier or event.key() == Qt.Key.Key_Escape
        ):
            event.ignore()
            return
        super().keyPressEvent(event)


def _words(title: str) -> QPlainTextEdit:
    made = _Reading()
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setUndoRedoEnabled(False)
    made.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    made.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setFixedHeight(scaled(_LEAST_HEIGHT))
    made.setAccessibleName(f"Words of {title}")
    return made
