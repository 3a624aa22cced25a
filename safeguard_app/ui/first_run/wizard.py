"""The steps of first run, one after another, with a way back; nothing typed is lost by going back."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.school import School
from safeguard_app.domain.users import Role
from safeguard_app.ui.first_run.answers import FirstRunAnswers, FirstRunProvider, NewPerson
from safeguard_app.ui.first_run.contacts_step import ContactsStep
from safeguard_app.ui.first_run.folder_step import FolderStep
from safeguard_app.ui.first_run.others_step import OthersStep
from safeguard_app.ui.first_run.recovery_step import RecoveryStep
from safeguard_app.ui.first_run.school_step import SchoolStep
from safeguard_app.ui.first_run.step import Step
from safeguard_app.ui.first_run.you_step import YouStep
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.form_footer import FormFooter
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.steps_list import StepRow, StepsList
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class FirstRunWizard(QFrame):
    """Signals:
    completed(object): the last step was confirmed; carries the FirstRunAnswers.
    print_recovery_asked(object): print the recovery sheet; carries the RecoverySheet.
    left(): Back on the first step.
    """

    completed = Signal(object)
    print_recovery_asked = Signal(object)
    left = Signal()

    def __init__(self, provider: FirstRunProvider, parent: QWidget | None = None) -> None:
        """Begin at the first step."""
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self.setAccessibleName("Make the school’s log")
        self._provider = provider
        self.school = SchoolStep(provider.words)
        self.contacts = ContactsStep()
        self.you = YouStep(provider.judge, provider.suggest)
        self.others = OthersStep(provider.judge, provider.suggest)
        self.recovery = RecoveryStep(provider.new_recovery_key)
        self.folder = FolderStep(provider.default_folder, provider.folder_warning, provider.choose_folder)
        self.steps: tuple[Step, ...] = (
            self.school,
            self.contacts,
            self.you,
            self.others,
            self.recovery,
            self.folder,
        )
        self._stack = QStackedWidget()
        self._list = StepsList("Steps")
        self.back_button = Button("Back", "arrow-left")
        self.next_button = filled("Next")
        self._place_label = muted("")
        self._notice: NoticePanel | None = None
        self._build()
        self._connect()
        self.contacts.show_slots(provider.contacts(Nation.ENGLAND))
        self._go(0)

    @property
    def place(self) -> int:
        """Which step is shown, counted from 0."""
        return self._stack.currentIndex()

    def go_on(self) -> None:
        """Next: check the step and go to the one after it, or finish."""
        if not self.steps[self.place].check():
            return
        if self.place + 1 < len(self.steps):
            self._go(self.place + 1)
        else:
            self.completed.emit(self.answers())

    def go_back(self) -> None:
        """The step before, or out of the wizard."""
        if self.place == 0:
            self.left.emit()
        else:
            self._go(self.place - 1)

    def answers(self) -> FirstRunAnswers:
        """Everything as it stands."""
        sheet = self.recovery.sheet
        assert sheet is not None
        roles = (Role.DSL, Role.HEAD) if self.you.both_box.isChecked() else (Role.DSL,)
        lead = NewPerson(self.you.name, roles, self.you.passphrase.text(), reads_adult_concerns=True)
        head = self.you.name if Role.HEAD in roles else self.others.head_name()
        school = School(
            name=self.school.name_line.text().strip(),
            nation=self.school.nation,
            local_authority=self.school.authority_line.text().strip(),
            contacts=self.contacts.contacts(),
            chair_name=self.others.chair_name,
            head_name=head,
            dsl_name=self.you.name,
        )
        return FirstRunAnswers(school, (lead, *self.others.people()), sheet, self.folder.folder)

    def set_working(self, words: str) -> None:
        """While the log is made: say so; an empty sentence ends it."""
        working = bool(words)
        self.next_button.setEnabled(not working)
        self.back_button.setEnabled(not working)
        self._stack.setEnabled(not working)
        self._place_label.setText(words or self._place_words())

    def show_problem(self, problem: KnownProblem) -> None:
        """The log was not made: say why, keep everything. An answer that is refused is gone back to."""
        self.set_working("")
        said = self._point_at(problem.fields) if isinstance(problem, RuleViolation) else ""
        self._drop_notice()
        self._notice = NoticePanel(Meaning.LATE, problem.sentence, said or problem.next_step)
        self.steps[self.place].form.addWidget(self._notice)

    def forget_secrets(self) -> None:
        """The log is made: empty every passphrase and take the key off the screen."""
        self.you.passphrase.clear()
        self.others.head_block.clear()
        self.others.deputy_block.clear()
        self.recovery.forget()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is on the first field of the step."""
        super().showEvent(event)
        self.steps[self.place].entered()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes on, as Next does; buttons keep it for themselves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if enter and isinstance(QApplication.focusWidget(), QLineEdit) and self.next_button.isEnabled():
            self.go_on()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of steps goes where there is no room for it; the footer says which step it is."""
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= scaled(900))

    def _build(self) -> None:
        for step in self.steps:
            self._stack.addWidget(step)
        self._side = _Side(self._list)
        footer = FormFooter()
        footer.add(self.back_button, self.next_button)
        footer.add_right(self._place_label)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(footer)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._side)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self.school.nation_chosen.connect(self._nation_chosen)
        self.recovery.print_asked.connect(self.print_recovery_asked)

    def _nation_chosen(self, nation: object) -> None:
        assert isinstance(nation, Nation)
        self.contacts.show_slots(self._provider.contacts(nation))

    def _go(self, place: int) -> None:
        self._drop_notice()
        words = self._provider.words(self.school.nation)
        name = self.school.name_line.text().strip()
        self.you.school_name = name
        for step in (self.contacts, self.you, self.recovery):
            step.show_words(words)
        self.others.show_words(words, name, lead_is_head=self.you.both_box.isChecked())
        if self.steps[place] is self.folder:
            self.folder.propose(name)
        self._stack.setCurrentIndex(place)
        last = place + 1 == len(self.steps)
        self.next_button.setText("Make the log" if last else "Next")
        self.next_button.set_icon_name("check" if last else "")
        self._place_label.setText(self._place_words())
        self._list.set_steps(
            [
                StepRow(step.title, happened=number < place, icon=_icon(number, place))
                for number, step in enumerate(self.steps)
            ]
        )
        self.steps[place].entered()

    def _point_at(self, refused: Mapping[str, str]) -> str:
        """Show the first step with a refused answer, the fault beside each; and all faults in words."""
        fields = [
            (place, field)
            for place, step in enumerate(self.steps)
            for field in step.findChildren(Field)
            if field.name in refused
        ]
        if fields:
            self._go(fields[0][0])
        for _place, field in reversed(fields):
            field.set_error(refused[field.name])
            field.focus_editor()
        return " ".join(dict.fromkeys(refused.values()))

    def _place_words(self) -> str:
        return f"Step {self.place + 1} of {len(self.steps)}"

    def _drop_notice(self) -> None:
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None


class _Side(QFrame):
    """The list of steps at the left."""

    def __init__(self, steps: StepsList) -> None:
        super().__init__()
        self.setProperty("ground", "sunken")
        self.setFixedWidth(scaled(260))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 28, 16, 16)
        layout.setSpacing(tokens.SPACE_4)
        layout.addWidget(TextLabel("Make the school’s log", tokens.SECTION, wrap=True))
        layout.addWidget(steps)
        layout.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(self.width() - 1, 0, 1, self.height(), colour("line"))


def _icon(number: int, place: int) -> str:
    if number < place:
        return "check"
    return "pen-line" if number == place else "-"
