"""The scanned signed sheet that goes with a step: the question first, then a file, then it waits to be sealed.

Nothing is read here. What is chosen is sealed by the service in the same write as the step it proves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.evidence import IntakeAnswer
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.services import evidence
from safeguard_app.services.declaration_forms import SheetToSeal
from safeguard_app.services.evidence_views import IntakePermit, StopAdvice
from safeguard_app.services.session import Session
from safeguard_app.ui.evidence.declaration_sheet import DeclarationSheet, ImageAnswer
from safeguard_app.ui.evidence.stop_advice import StopAdviceSheet
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.form_part import KeptChoice
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.tasks import TaskRunner
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, link, small
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import muted

ChooseFile = Callable[[], Path | None]
"""Asks for one file, after the question was answered; None when nothing was chosen."""
NONE_YET = "A scan of the signed sheet can be kept with this step. A question comes first, before any file is chosen."
NOT_IN_DRAFT = "A draft keeps the words, not the sheet. Choose it again: the question is asked once more."
_CHOSEN = "chosen"
AGAIN = "Nothing was kept, so the sheet was not either. Choose it again: the question is asked once more."


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What a scanned sheet is called where it is kept, and what it goes with."""

    name: str
    keep: str
    none_yet: str
    sealed: str


OF_STEP = SheetWords("Signed sheet", "Keep the signed sheet", NONE_YET, "sealed when you keep the step")
OF_SLIP = SheetWords(
    "Scanned slip",
    "Keep the scanned slip",
    "A scan of the slip can be kept with this return. A question comes first, before any file is chosen.",
    "sealed when you enter the return",
)


class SignedSheetField(KeptChoice):
    """Says which sheet will be kept, and takes it away again.

    Signals:
        asked(): keep a sheet: the question comes first.
    """

    asked = Signal()

    def __init__(self, words: SheetWords = OF_STEP, parent: QWidget | None = None) -> None:
        """No sheet yet. ``words`` say what it goes with."""
        super().__init__(parent)
        self.setAccessibleName(words.name)
        self._says = words
        self._sheet: SheetToSeal | None = None
        self.add_button: Button = small(words.keep, "paperclip")
        self._name = IconWords("file-check", "", "text")
        self.remove_button = link("Leave it out")
        self._chosen = wrapped(self._name, self.remove_button)
        self._words = muted(words.none_yet, wrap=True)
        self.setLayout(column(wrapped(self.add_button), self._chosen, self._words, space=tokens.SPACE_1))
        self.setFocusProxy(self.add_button)
        self.add_button.clicked.connect(self.asked)
        self.remove_button.clicked.connect(self.clear)
        self.clear()

    @property
    def sheet(self) -> SheetToSeal | None:
        """What is to be sealed."""
        return self._sheet

    def set_sheet(self, sheet: SheetToSeal) -> None:
        """A file was chosen under a permit."""
        self._sheet = sheet
        name = display_file_name(sheet.name or (sheet.path.name if sheet.path is not None else "file"))
        self._name.set_words("file-check", f"{name}: {self._says.sealed}", "text")
        self._show()
        self.remove_button.setFocus()

    def clear(self) -> None:
        """No sheet; a permit given for one is let go of."""
        self._sheet = None
        self._words.setText(self._says.none_yet)
        self._show()

    def not_kept(self) -> None:
        """The step was refused. Where that was before its sheet was read, the sheet stays chosen; else say so."""
        if self._sheet is not None and self._sheet.permit.spent:
            self._sheet = None
            self._words.setText(AGAIN)
            self._show()

    def kept_choice(self) -> str:
        """Only whether one was chosen: a draft keeps no file."""
        return _CHOSEN if self._sheet is not None or self._words.text() == NOT_IN_DRAFT else ""

    def put_back_choice(self, kept: str) -> None:
        """Say that a sheet was chosen, and has to be chosen again."""
        self.clear()
        if kept == _CHOSEN:
            self._words.setText(NOT_IN_DRAFT)

    def _show(self) -> None:
        chosen = self._sheet is not None
        self._chosen.setVisible(chosen)
        self.add_button.setVisible(not chosen)
        self._words.setVisible(not chosen)


class SignedSheetIntake(QObject):
    """The way to a signed sheet: question, answer kept in the log, then and only then a file.

    Signals:
        words_only_requested(object): open a record in words only; carries an IncidentForm to go on with, or None.
    """

    words_only_requested = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        choose_file: ChooseFile,
        parent: QObject | None = None,
    ) -> None:
        """``choose_file`` is called on the window's thread, never before the answer was kept."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._choose_file = choose_file
        self.open_sheet: DeclarationSheet | None = None

    def ask(self, field: SignedSheetField, about: Reference) -> None:
        """Begin: ``about`` is the declaration the sheet belongs to."""
        self.open_sheet = DeclarationSheet(self._session.words().term("head"))
        self.open_sheet.answered.connect(partial(self._answered, field, about))
        self.open_sheet.open_over(field)

    def _answered(self, field: SignedSheetField, about: Reference, answer: object) -> None:
        assert isinstance(answer, ImageAnswer)
        operation = partial(evidence.declare, self._session, about, IntakeAnswer(answer.value))
        self._tasks.run(operation, partial(self._kept, field), self._refused, owner=self)

    def _kept(self, field: SignedSheetField, result: object) -> None:
        if not isValid(field):
            return
        if isinstance(result, StopAdvice):
            sheet = StopAdviceSheet(result)
            sheet.words_only_asked.connect(partial(self.words_only_requested.emit, result.form))
            sheet.open_over(field)
            return
        assert isinstance(result, IntakePermit)
        path = self._choose_file()
        if path is not None:
            field.set_sheet(SheetToSeal(result, path=path))

    def _refused(self, problem: KnownProblem) -> None:
        self._messages.show_problem(problem, "Nothing was read")
