"""A small window beside a web page: one answer at a time, one key copies it and moves on."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from safeguard_app.services.copy_out import CopyAnswer, CopySheet
from safeguard_app.ui.desktop.screens import room_around
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import Pane, WrapLayout, column
from safeguard_app.ui.widgets.text_label import TextLabel, muted
from safeguard_app.ui.widgets.tick_box import TickBox

_WIDTH, _HEIGHT = 420, 460
_AROUND = 48
"""What stays free of the screen, its title bar among it."""
HINT = (
    "Enter copies this answer and moves on; arrows skip and go back. Paste it into their form, then come back. "
    "What was copied is taken back after 30 seconds."
)
END = "That was the last answer. Escape closes this window and takes back what was copied."
_ON = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown})
_BACK = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp})


class CopyWindow(QWidget):
    """Shows one :class:`CopySheet`. It holds answers of a record, so it goes away with the curtain and the lock.

    Signals:
        copy_asked(object): copy this answer; carries the CopyAnswer.
        curtain_asked(): F8 was pressed here.
        lock_asked(): Ctrl+L was pressed here.
        left(): it was closed.
    """

    copy_asked = Signal(object)
    curtain_asked = Signal()
    lock_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        """Nothing to show yet."""
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle("Copy out")
        self.setAccessibleName("Copy answers out")
        self._sheet: CopySheet | None = None
        self._at = 0
        self.title_label = TextLabel("", tokens.STRONG, wrap=True)
        self.place_label = muted("")
        self.section_label = muted("", wrap=True)
        self.question_label = TextLabel("", tokens.SECTION, wrap=True)
        self.answer_label = TextLabel("", tokens.READ, wrap=True)
        self.state_label = muted("", wrap=True)
        self.copied_label = TextLabel("", wrap=True)
        self.hint_label = muted(HINT, wrap=True)
        self.copy_button = filled("Copy, next", "copy", hint="Enter")
        self.skip_button = Button("Skip")
        self.back_button = Button("Back")
        self.done_button = Button("Done", hint="Esc")
        self.front_tick = TickBox("Stay in front of other windows")
        self.front_tick.setChecked(True)
        self._build()
        self.copy_button.clicked.connect(self._copy)
        self.skip_button.clicked.connect(self.skip)
        self.back_button.clicked.connect(self.back)
        self.done_button.clicked.connect(self.close)
        self.front_tick.clicked.connect(self._front)

    @property
    def answer(self) -> CopyAnswer | None:
        """The answer in view."""
        return self._sheet.answers[self._at] if self._sheet is not None and self._sheet.answers else None

    def show_sheet(self, sheet: CopySheet, *, afresh: bool = True) -> None:
        """Show the answers of a form; not ``afresh``: they changed, and the one in view stays in view."""
        key = self.answer.key if self.answer is not None and not afresh else ""
        self._sheet = sheet
        self._at = next((at for at, one in enumerate(sheet.answers) if one.key == key), 0)
        self.title_label.setText(f"{sheet.title}, {sheet.case}")
        if afresh:
            self.copied_label.setText("")
        self._show()

    def was_copied(self, answer: CopyAnswer) -> None:
        """It is on the clipboard: say so, and show the next."""
        self.copied_label.setText(f"Copied: {answer.label}")
        self.skip()

    def was_taken_back(self) -> None:
        """The clipboard holds nothing of it any more."""
        self.copied_label.setText("What was copied is taken back.")

    def skip(self) -> None:
        """The next answer."""
        self._go(self._at + 1)

    def back(self) -> None:
        """The answer before."""
        self._go(self._at - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key each; those of the window behind for hiding and locking too."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._copy()
        elif event.key() in _ON:
            self.skip()
        elif event.key() in _BACK:
            self.back()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F8:
            self.curtain_asked.emit()
        elif control and event.key() == Qt.Key.Key_L:
            self.lock_asked.emit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing of the record stays in it."""
        self._sheet = None
        self._show()
        self.left.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "hint_label"):
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Never larger than the place it stands in, at whatever size of text."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        around = self.parentWidget()
        room = around.size() if around is not None else room_around(self).size()
        wanted = QSize(scaled(_WIDTH), scaled(_HEIGHT))
        self.resize(wanted.boundedTo(room - QSize(_AROUND, _AROUND)))

    def _copy(self) -> None:
        if self.answer is not None and self.copy_button.isEnabled():
            self.copy_asked.emit(self.answer)

    def _go(self, at: int) -> None:
        if self._sheet is not None and 0 <= at < len(self._sheet.answers):
            self._at = at
            self.hint_label.setText(HINT)
        elif at > 0:
            self.hint_label.setText(END)
        self._show()

    def _show(self) -> None:
        answer, sheet = self.answer, self._sheet
        self.copy_button.setEnabled(answer is not None)
        for label in (self.section_label, self.question_label, self.answer_label, self.state_label):
            label.setText("")
        if answer is None or sheet is None:
            self.setAccessibleDescription("")
            self.title_label.setText("")
            self.place_label.setText("")
            return
        self.place_label.setText(f"{self._at + 1} of {len(sheet.answers)}")
        self.section_label.setText(answer.section)
        self.question_label.setText(answer.label)
        self.answer_label.setText(answer.text)
        self.state_label.setText("" if answer.given else "In the form’s own words, as there is no answer.")
        self.state_label.setVisible(not answer.given)
        self.back_button.setEnabled(self._at > 0)
        self.skip_button.setEnabled(self._at + 1 < len(sheet.answers))
        self.setAccessibleDescription(f"{answer.section}. {answer.label}. {answer.text}")

    def _front(self) -> None:
        """The system asks for the window to be shown again once this changes."""
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, self.front_tick.isChecked())
        self.show()

    def _build(self) -> None:
        words = Pane("paper")
        words.setLayout(
            column(
                self.section_label,
                self.question_label,
                self.answer_label,
                self.state_label,
                None,
                space=tokens.SPACE_1,
            )
        )
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QScrollArea.Shape.NoFrame)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(words)
        acts = WrapLayout(tokens.SPACE_2, tokens.SPACE_2)
        for button in (self.copy_button, self.skip_button, self.back_button, self.done_button):
            acts.addWidget(button)
        pane = Pane("paper")
        pane.setLayout(
            column(
                self.title_label,
                self.place_label,
                Line("line2"),
                scroller,
                Line("line2"),
                self.copied_label,
                acts,
                self.front_tick,
                self.hint_label,
                space=tokens.SPACE_2,
                margins=(16, 12, 16, 12),
            )
        )
        self.setLayout(column(pane, space=0))
        self._fit()
