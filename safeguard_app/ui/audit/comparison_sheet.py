"""Comparing a part of the log with paper: the event number and digits of a printed page, and the answer beneath.

The answer may be that the log was replaced, and what to do then has to be read: so it is a sheet over the window.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.services.paper_comparison import LONGEST_DIGITS, LONGEST_NUMBER, Comparison
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_NOTHING = "Nothing was compared."
_ICONS = {Meaning.DONE: "circle-check", Meaning.LATE: "shield-alert"}
_NUMBER_WIDTH = 180


class ComparisonSheet(ModalSheet):
    """Signals:
    asked(str, str): compare; carries event number and digits as typed. Answer with :meth:`show_answer` or
        :meth:`show_problem`; the sheet stays, for the next page. What was typed anew since is not answered.
    """

    asked = Signal(str, str)

    def __init__(self, part_name: str) -> None:
        """``part_name`` is the part in view, as the audit page calls it."""
        super().__init__("Compare with paper", cancel_words="Close")
        self.errors = ErrorSummary()
        self.number_line = LineField("Event number", limit=LONGEST_NUMBER)
        self.digits_line = LineField("Digits", limit=LONGEST_DIGITS)
        self.number_field = Field(
            "Event number", self.number_line, name="number", help_text="The number before the digits."
        )
        self.digits_field = Field(
            "Digits",
            self.digits_line,
            name="digits",
            help_text="The first four groups, such as 70af 2c91 d6e4 0b53. Spaces and capitals do not matter.",
        )
        self.answer = NoticePanel(Meaning.NOTE, "")
        self.compare_button = filled("Compare", "shield-check")
        self.close_button = Button("Close")
        self._asked_about = ("", "")
        self._build(part_name)
        self._connect()

    def first_focus(self) -> QWidget:
        """The event number."""
        return self.number_line

    def set_busy(self, busy: bool) -> None:
        """While the chain is read nothing is pressed twice."""
        self.compare_button.setEnabled(not busy)

    def show_answer(self, found: Comparison) -> None:
        """Say how the page stands to the log, to the eye and to whoever listens; the keyboard stays where it is."""
        self.set_busy(False)
        if self._asked_about != self._now_typed():
            return
        meaning = (
            Meaning(found.line.meaning.value)
            if found.line.meaning is not StatusMeaning.PLAIN
            else Meaning.NOTE
        )
        self.answer.say(meaning, f"{found.line.words}.", found.sentence, _ICONS.get(meaning, ""))
        self.answer.show()
        self.place()
        self.show_whole(self.answer)
        spoken = QAccessibleAnnouncementEvent(self.compare_button, f"{found.line.words}. {found.sentence}")
        spoken.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(spoken)

    def show_problem(self, problem: KnownProblem) -> None:
        """Say what needs another look, beside it; what was typed stays."""
        self.set_busy(False)
        if not isinstance(problem, RuleViolation):
            self.errors.show_errors({"": f"{problem.sentence} {problem.next_step}"}, _NOTHING)
            self.place()
            return
        self.errors.show_errors(problem.fields, _NOTHING)
        lines = {"number": self.number_line, "digits": self.digits_line}
        first = next((line for name, line in lines.items() if name in problem.fields), None)
        self.place()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.show_whole(first)

    def _build(self, part_name: str) -> None:
        self.body.addWidget(TextLabel(part_name, tokens.SECTION, wrap=True))
        self.body.addWidget(
            muted(
                "Is this part of the log still what a page was printed from? On an audit trail slip, number and "
                "digits stand in the frame of this part; on any other page at its foot, after “Chain head”.",
                wrap=True,
            )
        )
        self.number_line.setMaximumWidth(scaled(_NUMBER_WIDTH))
        for widget in (self.errors, self.number_field, self.digits_field, self.answer):
            self.body.addWidget(widget)
        self.answer.hide()
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)
        self.footer.addWidget(self.compare_button)

    def _connect(self) -> None:
        self.errors.watch((self.number_field, self.digits_field))
        self.compare_button.clicked.connect(self._ask)
        self.close_button.clicked.connect(self.reject)
        for line in (self.number_line, self.digits_line):
            line.returnPressed.connect(self._ask)
            line.textChanged.connect(self._typed)

    def _typed(self, _text: str) -> None:
        """An answer stands beside what it is about, or not at all."""
        self.answer.hide()

    def _ask(self) -> None:
        if not self.compare_button.isEnabled():
            return
        self.errors.clear()
        self.answer.hide()
        self.set_busy(True)
        self._asked_about = self._now_typed()
        self.asked.emit(*self._asked_about)

    def _now_typed(self) -> tuple[str, str]:
        return self.number_line.text(), self.digits_line.text()
