"""A second person types their own passphrase at this computer: who is signed in stays so."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.services.sharing_views import SharingView
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.fact_row import fact_list
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.passphrase_field import PassphraseField
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_NOBODY = ("", "Choose who checks it")


class CheckSheet(ModalSheet):
    """Signals:
    signed(object, str): whoever was chosen signs; carries their user id and passphrase. Stays until :meth:`accept`
        or :meth:`show_problem`.
    """

    signed = Signal(object, str)

    def __init__(self, view: SharingView) -> None:
        """``view`` names who may check it."""
        super().__init__("A second person’s check", width=560, cancel_words="Cancel, sign nothing")
        self.errors = ErrorSummary()
        people: list[tuple[object, str]] = [(one.user, one.words) for one in view.checkers]
        if (
            len(people) > 1
        ):  # who types at once is not to fail as somebody else, in whose name that would be kept
            people.insert(0, _NOBODY)
        self.who = ChoiceBox("Who checks it", people)
        self.passphrase = PassphraseField("Their own passphrase")
        self.who_field = Field("Who checks it?", self.who, name="who")
        self.passphrase_field = Field("Their own passphrase", self.passphrase, name="passphrase")
        self.sign_button = filled("I have looked at it: sign", "check")
        self.cancel_button = Button("Cancel")
        words = (
            "Look at the documents first: are they about the right person and for the right person, are they what is "
            "needed and no more, and do they name nobody whom the recipient need not know of?"
        )
        self.body.addWidget(TextLabel(words, tokens.READ, wrap=True))
        self.body.addWidget(_facts(view))
        for part in (self.errors, self.who_field, self.passphrase_field):
            self.body.addWidget(part)
        self.body.addWidget(
            muted(
                "Whoever is signed in stays so. The check is kept as that person’s own, signed with their key.",
                wrap=True,
            )
        )
        self.errors.watch((self.who_field, self.passphrase_field))
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.sign_button)
        self.cancel_button.clicked.connect(self.reject)
        self.sign_button.clicked.connect(self._sign)
        self.passphrase.returnPressed.connect(self._sign)

    def first_focus(self) -> QWidget:
        """Who it is; then the passphrase."""
        return self.who

    def open_over(self, widget: QWidget) -> None:
        """Show it; where letters are large, scrolled to what has the keyboard."""
        super().open_over(widget)
        self.show_whole(self.who_field)

    def show_problem(self, problem: KnownProblem) -> None:
        """Say what needs another look, beside it."""
        self.sign_button.setEnabled(True)
        if isinstance(problem, RuleViolation):
            fields = dict(problem.fields)
        else:
            beside = {"wrong_passphrase": "passphrase", "cannot_check": "who"}.get(problem.code, "")
            fields = {beside: f"{problem.sentence} {problem.next_step}"}
        self.errors.show_errors(fields, "Nothing was signed.")
        self.place()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self.passphrase.selectAll()

    def done(self, result: int) -> None:
        """Whatever way it closes, what was typed in secret is gone."""
        self.passphrase.take()
        super().done(result)

    def _sign(self) -> None:
        if not self.sign_button.isEnabled():
            return
        self.errors.clear()
        if self.who.value() == _NOBODY[0]:
            self.errors.show_errors({"who": "Choose who checks it."}, "Nothing was signed.")
            self.place()
            self.who.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.sign_button.setEnabled(False)
        self.signed.emit(self.who.value(), self.passphrase.text())


def _facts(view: SharingView) -> QWidget:
    """What is to be looked at, about whom, and for whom."""
    facts = (
        ("Record", view.case),
        ("About", view.about),
        ("Documents", ", ".join(one.title for one in view.papers)),
        ("To", view.to),
        ("Copies made", view.audience),
    )
    return fact_list("What is checked", facts)
