"""What was handed back: paper, of which the number is typed or scanned, or a file, which is chosen.

A number that nobody here knows is answered beneath its box, where it can be looked at again and put right.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.services.document_numbers import LONGEST_TYPED
from safeguard_app.services.handed_back_words import HandedBack
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import row
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_NOTHING = "Nothing was looked for."
_NUMBER_WIDTH = 320


class HandedBackQuestion(ModalSheet):
    """Signals:
    number_asked(str): which document has this number; carries it as typed. Answer with :meth:`show_answer` or
        :meth:`show_problem`, or close the sheet. What was typed anew since is not answered.
    file_asked(): choose the file.
    """

    number_asked = Signal(str)
    file_asked = Signal()

    def __init__(self) -> None:
        """With nothing typed yet."""
        super().__init__("Check a document handed back", cancel_words="Close")
        self.errors = ErrorSummary()
        self.number_line = LineField("Document number", limit=LONGEST_TYPED)
        self.number_field = Field(
            "Document number",
            self.number_line,
            name="number",
            help_text="Four groups of four, such as 7F3A 91C2 04BE 11D0. Spaces and capitals do not matter. A scanner "
            "can read the code on the paper into this box.",
        )
        self.answer = NoticePanel(Meaning.DUE, "")
        self.file_button = Button("Choose the file…")
        self.find_button = filled("Find the document", "search")
        self.close_button = Button("Close")
        self._asked_about = ""
        self._build()
        self._connect()

    def first_focus(self) -> QWidget:
        """The number: a scanner types where the keyboard is."""
        return self.number_line

    def show_answer(self, found: HandedBack) -> None:
        """Say what was not found, to the eye and to whoever listens; what was typed stays, to be looked at again."""
        self.find_button.setEnabled(True)
        if self._asked_about != self.number_line.text():
            return
        heading = f"{found.line.words}."
        self.answer.say(Meaning(found.line.meaning.value), heading, found.sentence, "circle-alert")
        self.answer.show()
        self.place()
        self.show_whole(self.answer)
        spoken = QAccessibleAnnouncementEvent(self.find_button, f"{heading} {found.sentence}")
        spoken.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(spoken)

    def show_problem(self, problem: KnownProblem) -> None:
        """Say what needs another look, beside it; what was typed stays."""
        self.find_button.setEnabled(True)
        if isinstance(problem, RuleViolation):
            self.errors.show_errors(problem.fields, _NOTHING)
        else:
            self.errors.show_errors({"": f"{problem.sentence} {problem.next_step}"}, _NOTHING)
        self.place()
        self.number_line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_whole(self.number_line)

    def _build(self) -> None:
        self.number_line.setMaximumWidth(scaled(_NUMBER_WIDTH))
        on_paper = (
            "Which document is it, and is it the newest? Its number stands at the foot of each page, after “document”, "
            "and on a cover."
        )
        as_file = "A PDF is held against what this log issued, byte for byte. It is kept nowhere."
        for widget in (
            self.errors,
            TextLabel("On paper", tokens.SECTION),
            muted(on_paper, wrap=True),
            self.number_field,
            self.answer,
            TextLabel("As a file", tokens.SECTION),
            muted(as_file, wrap=True),
        ):
            self.body.addWidget(widget)
        self.body.addLayout(row(self.file_button, None))
        self.answer.hide()
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)
        self.footer.addWidget(self.find_button)

    def _connect(self) -> None:
        self.errors.watch((self.number_field,))
        self.find_button.clicked.connect(self._ask)
        self.number_line.returnPressed.connect(self._ask)
        self.number_line.textChanged.connect(self._typed)
        self.file_button.clicked.connect(self.file_asked)
        self.close_button.clicked.connect(self.reject)

    def _typed(self, _text: str) -> None:
        """An answer stands beside what it is about, or not at all."""
        self.answer.hide()

    def _ask(self) -> None:
        if not self.find_button.isEnabled():
            return
        self.errors.clear()
        self.answer.hide()
        self.find_button.setEnabled(False)
        self._asked_about = self.number_line.text()
        self.number_asked.emit(self._asked_about)
