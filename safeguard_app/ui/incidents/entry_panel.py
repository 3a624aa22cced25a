"""What every form above a record shares: heading, errors, fields, save, put away. Words stay until they are saved."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLineEdit, QTextEdit, QVBoxLayout, QWidget

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.services.form_drafts import Filled
from safeguard_app.ui.incidents.time_field import TimeField, date_slips
from safeguard_app.ui.people.kept_choices import answers_of, put_back_answers, within
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.passphrase_field import PassphraseField
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class EntryPanel(QFrame):
    """Base of the forms above a record. Ctrl+Enter saves, Escape puts it away with its words kept.

    Signals:
        submitted(): save what is in it.
        put_away(): leave it for now.
    """

    submitted = Signal()
    put_away = Signal()

    def __init__(self, heading: str, save_words: str, hint: str = "", parent: QWidget | None = None) -> None:
        """``hint`` stands under the heading."""
        super().__init__(parent)
        self.setAccessibleName(heading)
        self.errors = ErrorSummary()
        self.save_button = filled(save_words, "check", hint="Ctrl+Enter")
        self.away_button = Button("Put away", hint="Esc")
        self.heading = TextLabel(heading, tokens.SECTION, wrap=True)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(tokens.SPACE_3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(tokens.SPACE_3)
        layout.addWidget(self.heading)
        if hint:
            layout.addWidget(muted(hint, wrap=True))
        layout.addWidget(self.errors)
        layout.addLayout(self.fields)
        acts = WrapLayout(tokens.SPACE_3, tokens.SPACE_2)
        acts.addWidget(self.save_button)
        acts.addWidget(self.away_button)
        layout.addLayout(acts)
        self._named: list[Field] = []
        self._fresh: Filled | None = None
        self.save_button.clicked.connect(self.submit)
        self.away_button.clicked.connect(self.put_away)

    def add_field(
        self,
        label: str,
        editor: QWidget,
        name: str,
        *,
        help_text: str = "",
        optional: bool = False,
    ) -> Field:
        """Put a question under the ones there; ``name`` is its name in a RuleViolation."""
        field = Field(label, editor, name=name, help_text=help_text, optional=optional)
        self._named.append(field)
        self.fields.addWidget(field)
        self.errors.watch((field,))
        return field

    def field(self, name: str) -> Field:
        """A field by its name, for tests and jumps."""
        return next(field for field in self._named if field.name == name)

    def submit(self) -> None:
        """Ask to save, once; what is typed and would be left out is asked about first."""
        if not self.save_button.isEnabled():
            return
        slips = self.slips()
        if slips:
            self.show_errors(slips, RuleViolation.sentence)
            return
        self.submitted.emit()

    def slips(self) -> dict[str, str]:
        """What was typed and cannot be saved as it stands, by field: a date that was not understood."""
        return date_slips(self)

    def set_busy(self, busy: bool) -> None:
        """While it is saved nothing is pressed twice."""
        self.save_button.setEnabled(not busy)

    def show_problem(self, problem: KnownProblem) -> None:
        """Say what needs another look; the words stay."""
        self.set_busy(False)
        if isinstance(problem, RuleViolation):
            self.show_errors(problem.fields, problem.sentence)
        else:
            self.show_errors({"": problem.next_step}, f"{problem.sentence} Your words are still here.")

    def show_errors(self, errors: Mapping[str, str], sentence: str) -> None:
        """Beside the fields and above them."""
        self.errors.show_errors(errors, sentence)

    @property
    def begun(self) -> bool:
        """Whether anything stands in it that did not when it was opened."""
        return self._fresh is not None and self.filled() != self._fresh

    def mark_fresh(self) -> None:
        """As it stands now, nobody has typed or chosen anything in it."""
        self._fresh = self.filled()

    def has_words(self) -> bool:
        """Whether anything was typed or chosen that would be missed."""
        if any(_text_of(box).strip() for box in self._boxes() if not box.property("prefilled")):
            return True
        return self.begun

    def filled(self) -> Filled:
        """What stands in it: what a draft keeps."""
        choices, people = answers_of(self)
        return Filled(self.texts(), choices, people)

    def put_back(self, filled: Filled, *, for_new: bool = False) -> None:  # noqa: ARG002 - said by who opens it
        """Show what a draft kept: choices before words, since a choice may put words in."""
        self.make_room(filled.texts)
        put_back_answers(self, filled.choices, filled.people)
        self.set_texts(filled.texts)

    def make_room(self, texts: Sequence[tuple[str, str]]) -> None:
        """Make as many rows as a draft had, of those that are added one by one."""

    def texts(self) -> tuple[tuple[str, str], ...]:
        """What stands in its boxes, each with its name, in order: what a draft keeps."""
        times = self.findChildren(TimeField)
        found = []
        for box in self._boxes():
            time = next((one for one in times if one.holds(box)), None)
            found.append((box.accessibleName(), time.lasting_words() if time is not None else _text_of(box)))
        return tuple(found)

    def set_texts(self, texts: Sequence[tuple[str, str]]) -> None:
        """Put back the words a draft kept. Those whose box is not there go under those in the first box."""
        self.make_room(texts)
        boxes, left = self._boxes(), []
        for name, text in texts:
            found = next((box for box in boxes if box.accessibleName() == name), None)
            if found is not None:
                boxes.remove(found)
                _fill(found, text)
            elif text.strip():
                left.append(f"{name}: {text}")
        first = next((box for box in self._boxes() if isinstance(box, QTextEdit)), None)
        if left and first is not None:
            _fill(first, "\n".join((_text_of(first), *left)))

    def _boxes(self) -> list[QLineEdit | QTextEdit]:
        found = [child for child in within(self) if isinstance(child, QLineEdit | QTextEdit)]
        return [box for box in found if box.accessibleName() and not _is_secret(box)]

    def focus_first(self) -> None:
        """Give the keyboard to the first question."""
        if self._named:
            self._named[0].focus_editor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Ctrl+Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away.emit()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("control"), 1))
        painter.setBrush(colour("sunken"))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, tokens.RADIUS, tokens.RADIUS)


def _is_secret(box: QLineEdit | QTextEdit) -> bool:
    """A passphrase stands in no draft, whether or not somebody has it shown."""
    return isinstance(box, PassphraseField)


def _text_of(box: QLineEdit | QTextEdit) -> str:
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def _fill(box: QLineEdit | QTextEdit, text: str) -> None:
    if isinstance(box, QLineEdit):
        box.setText(text)
    else:
        box.setPlainText(text)
