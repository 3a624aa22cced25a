"""The page on which a list is brought in: how the file is read, then what would happen.

People come in so, and entries of a register of the school; what would happen is shown by a widget of each.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.import_preview import ImportPreview
from safeguard_app.ui.people.import_reading import ImportReading
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.form_footer import FormFooter
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.text_label import TextLabel, muted

LOOK = "Look at what would happen"


class ImportSteps(QWidget):
    """Two steps and the acts beneath them.

    Signals:
        main_requested(): look at what would happen, or bring it in.
        back_requested(): from what would happen back to how the file is read.
        stop_requested(): stop what is under way; nothing of it is written.
        leave_requested(): back to where it was begun.
    """

    main_requested = Signal()
    back_requested = Signal()
    stop_requested = Signal()
    leave_requested = Signal()

    def __init__(
        self,
        heading: str,
        leave_words: str,
        reading: ImportReading,
        preview: QWidget,
        watched: Sequence[Field] = (),
    ) -> None:
        """No file yet. ``preview`` shows what would happen; ``watched`` are fields in it that can be wrong."""
        super().__init__()
        self._words = heading
        self.setAccessibleName(heading)
        self.heading = TextLabel(heading, tokens.PAGE, wrap=True)
        self.errors = ErrorSummary()
        self.preview_errors = ErrorSummary()
        self.refused = NoticePanel(Meaning.LATE, "The file was not read")
        self.reading = reading
        self._shown = preview
        self.main_button = filled(LOOK, "eye")
        self.back_button = Button("Back to the columns", "arrow-left")
        self.stop_button = Button("Stop", "x")
        self.leave_button = Button(leave_words)
        self.progress = muted("")
        self._first = ScrollPage("The file", margins=(24, 12, 24, 24))
        self._second = ScrollPage("What would happen", margins=(24, 12, 24, 24))
        self._stack = QStackedWidget()
        self._build()
        self.errors.watch(tuple(self.reading.fields.values()))
        self.preview_errors.watch(watched)
        self._connect()
        self.show_reading()

    @property
    def shows_preview(self) -> bool:
        """Whether what would happen is in view."""
        return self._stack.currentWidget() is self._second

    def show_reading(self) -> None:
        """How the file is read."""
        self._stack.setCurrentWidget(self._first)
        self.heading.setText(self._words)
        self.main_button.setText(LOOK)
        self.main_button.set_icon_name("eye")
        self.back_button.hide()

    def refuse(self, sentence: str, next_step: str) -> None:
        """Say why a file was not read, or not brought in, and what to do."""
        self.refused.say(Meaning.LATE, sentence, next_step)
        self.refused.show()

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        self.errors.clear()
        self.preview_errors.clear()
        self.refused.hide()

    def show_preview(self, words: str) -> None:
        """What would happen; ``words`` stand on the act."""
        self._stack.setCurrentWidget(self._second)
        self.heading.setText("What would happen")
        self.main_button.setText(words)
        self.main_button.set_icon_name("check")
        self.back_button.show()

    def set_busy(self, words: str, *, stops: bool = False) -> None:
        """While something is under way nothing is pressed twice; empty words: it is over."""
        busy = bool(words)
        for button in (self.main_button, self.back_button, self.leave_button, self.reading.choose_button):
            button.setEnabled(not busy)
        self._shown.setEnabled(not busy)
        self.stop_button.setVisible(busy and stops)
        self.progress.setText(words)
        self.progress.setVisible(busy)

    def bring_into_view(self, section: object) -> None:
        """A number was pressed: its section."""
        assert isinstance(section, HeadedSection)
        self._second.scroll_to(section)

    def _build(self) -> None:
        self._first.column.setSpacing(tokens.SPACE_3)
        self._first.column.addWidget(self.errors)
        self._first.column.addWidget(self.refused)
        self._first.column.addWidget(self.reading)
        self._first.column.addStretch(1)
        self._second.column.setSpacing(tokens.SPACE_3)
        self._second.column.addWidget(self.preview_errors)
        self._second.column.addWidget(self._shown)
        self._second.column.addStretch(1)
        self._stack.addWidget(self._first)
        self._stack.addWidget(self._second)
        footer = FormFooter()
        footer.add(self.main_button, self.back_button, self.stop_button, self.progress)
        footer.add_right(self.leave_button)
        head = QVBoxLayout()
        head.setContentsMargins(24, 12, 24, 0)
        head.addWidget(self.heading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addWidget(footer)
        self.set_busy("")
        self.refused.hide()

    def _connect(self) -> None:
        self.main_button.clicked.connect(self.main_requested)
        self.back_button.clicked.connect(self.back_requested)
        self.stop_button.clicked.connect(self.stop_requested)
        self.leave_button.clicked.connect(self.leave_requested)


class ImportPage(ImportSteps):
    """People."""

    def __init__(self, left_on: DayField) -> None:
        """``left_on`` asks for the last day of those who have left."""
        preview = ImportPreview(left_on)
        super().__init__(
            "Bring people in from a file",
            "Leave, bring nobody in",
            ImportReading(),
            preview,
            (preview.left_field,),
        )
        self.preview = preview
        preview.section_asked.connect(self.bring_into_view)
