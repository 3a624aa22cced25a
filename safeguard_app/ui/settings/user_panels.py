"""Somebody added to those who open the log, and one's own passphrase changed: each typed by its own person."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.users import Role
from safeguard_app.services.opening import PersonWithKey
from safeguard_app.services.users import RECOVERY_KEY_NEEDED, RoleLine
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.new_passphrase import Judgement, NewPassphrase
from safeguard_app.ui.widgets.passphrase_field import PassphraseField
from safeguard_app.ui.widgets.tick_box import TickBox

Judge = Callable[[str, tuple[str, ...]], Judgement]
_WRONG = "wrong_passphrase"


class AddUserPanel(EntryPanel):
    """The new person types name and passphrase here themselves."""

    def __init__(
        self,
        roles: Sequence[RoleLine],
        judge: Judge,
        suggest: Callable[[], str],
        own_words: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        """``own_words`` (the school's name) make a passphrase easier to guess."""
        super().__init__(
            "Add somebody",
            "Let them in",
            "They type their own passphrase here, unseen by you. It is kept nowhere and cannot be looked up.",
            parent,
        )
        self._roles = {line.role: line for line in roles}
        self._judge = judge
        self._own_words = own_words
        self.role_box = ChoiceBox("Added as", [(line.role, line.words) for line in roles])
        self.name_line = LineField("Their name", limit=120)
        self.reads_tick = TickBox(
            "May read concerns about adults who work here",
            detail="Otherwise they can hand a concern in, and then no longer read it.",
        )
        self.passphrase = NewPassphrase("Their passphrase")
        self.passphrase.set_judge(self._judged, suggest)
        self.recovery_line = PassphraseField("Recovery key")
        self._role_field = self.add_field("Added as", self.role_box, "role")
        self.add_field("Name", self.name_line, "name")
        self.fields.addWidget(self.reads_tick)
        self.fields.addWidget(self.passphrase)
        self._recovery = self.add_field(
            "Recovery key",
            self.recovery_line,
            "recovery",
            help_text="From the sealed sheet: part of what they are to read opens with none of the keys here.",
        )
        self._recovery.hide()
        self.role_box.chosen.connect(self._role_chosen)
        self._role_chosen(self.role_box.value())

    @property
    def recovery_field(self) -> Field:
        """Asked for only where it is needed."""
        return self._recovery

    @property
    def recovery_key(self) -> str:
        """The key as typed."""
        return self.recovery_line.text()

    def person(self) -> PersonWithKey:
        """Who is to be let in."""
        role = self.role_box.value()
        assert isinstance(role, Role)
        reads = role is not Role.DEPUTY or self.reads_tick.isChecked()
        return PersonWithKey(self.name_line.text().strip(), (role,), self.passphrase.text(), reads)

    def complete(self) -> bool:
        """Whether there is a name and a passphrase that is hard to guess; what is wrong is said beside it."""
        if not self.name_line.text().strip():
            self.show_errors({"name": "Give their name."}, "One answer needs another look.")
            return False
        self.errors.clear()
        return self.passphrase.check()

    def show_problem(self, problem: KnownProblem) -> None:
        """The recovery key is asked for in place, where it is needed."""
        if problem.code == RECOVERY_KEY_NEEDED and self._recovery.isHidden():
            self.set_busy(False)
            self._recovery.show()
            self.recovery_line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().show_problem(problem)

    def clear_secrets(self) -> None:
        """Let go of what was typed."""
        self.passphrase.clear()
        self.recovery_line.take()

    def _judged(self, passphrase: str) -> Judgement:
        return self._judge(passphrase, (*self._own_words, self.name_line.text()))

    def _role_chosen(self, role: object) -> None:
        assert isinstance(role, Role)
        self.reads_tick.setVisible(role is Role.DEPUTY)
        self._role_field.set_help(self._roles[role].reads)


class PassphrasePanel(EntryPanel):
    """The present passphrase, then the new one twice."""

    def __init__(
        self,
        judge: Judge,
        suggest: Callable[[], str],
        own_words: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        """``own_words`` (school, user) make a passphrase easier to guess."""
        super().__init__(
            "Change my passphrase",
            "Change it",
            "The old passphrase opens nothing afterwards. Backups made before still open with the old one.",
            parent,
        )
        self._judge = judge
        self._own_words = own_words
        self.old_line = PassphraseField("Present passphrase")
        self.passphrase = NewPassphrase("New passphrase")
        self.passphrase.set_judge(self._judged, suggest)
        self.add_field("Present passphrase", self.old_line, "old")
        self.fields.addWidget(self.passphrase)

    def complete(self) -> bool:
        """Whether both are there; what is wrong is said beside it."""
        if not self.old_line.text():
            self.show_errors({"old": "Type the present passphrase."}, "One answer needs another look.")
            return False
        self.errors.clear()
        return self.passphrase.check()

    def show_problem(self, problem: KnownProblem) -> None:
        """A wrong present passphrase is said beside it."""
        if problem.code == _WRONG:
            self.set_busy(False)
            self.show_errors({"old": problem.sentence}, "Nothing was changed.")
            return
        super().show_problem(problem)

    def clear_secrets(self) -> None:
        """Let go of what was typed."""
        self.old_line.take()
        self.passphrase.clear()

    def _judged(self, passphrase: str) -> Judgement:
        return self._judge(passphrase, self._own_words)
