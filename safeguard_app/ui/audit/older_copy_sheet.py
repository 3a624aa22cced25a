"""An older copy of the log, and acknowledging it: what it means, what to do first, who has and who has to.

Signing is one of the few things that may not be passed by, so it is a sheet over the window.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.services.older_copy import LONGEST_REASON, OlderCopy, OlderPart
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.passphrase_field import PassphraseField
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_BESIDE = {"wrong_passphrase": "passphrase", "wrong_recovery_key": "recovery"}
_NOTHING = "Nothing was acknowledged."


class OlderCopySheet(ModalSheet):
    """Signals:
    acknowledged(str, str, str): sign it; carries the reason, the passphrase and the recovery key or nothing. The sheet
        stays until :meth:`signed` or :meth:`show_problem`.
    """

    acknowledged = Signal(str, str, str)

    def __init__(self, shown: OlderCopy) -> None:
        """``shown`` is what stands now."""
        leave = "Close, acknowledge nothing" if shown.may_act else "Close"
        super().__init__("An older copy of the log", cancel_words=leave)
        self._shown = shown
        self.errors = ErrorSummary()
        self.reason_line = LineField("Why it is older", limit=LONGEST_REASON)
        self.passphrase = PassphraseField("Your passphrase")
        self.recovery_line = PassphraseField("Recovery key")
        self.reason_field = Field(
            "Why it is older",
            self.reason_line,
            name="reason",
            help_text="Such as: “The backup of Friday was put back after the disk failed.” It stays in the audit.",
        )
        self.passphrase_field = Field("Your passphrase", self.passphrase, name="passphrase")
        self.recovery_field = Field(
            "Recovery key",
            self.recovery_line,
            name="recovery",
            help_text=shown.recovery_asked,
            optional=shown.mine_to_do,
        )
        self.sign_button = filled("Acknowledge and sign", "check")
        self.close_button = Button(leave)
        self._build()
        self.errors.watch((self.reason_field, self.passphrase_field, self.recovery_field))
        self.sign_button.clicked.connect(self._sign)
        self.close_button.clicked.connect(self.reject)
        for line in (self.reason_line, self.passphrase, self.recovery_line):
            line.returnPressed.connect(self._sign)

    def first_focus(self) -> QWidget:
        """The reason, where this user can do something; else the way out."""
        return self.reason_line if self._shown.may_act else self.close_button

    def set_busy(self, busy: bool) -> None:
        """While the key is stretched nothing is pressed twice."""
        for widget in (self.sign_button, self.close_button):
            widget.setEnabled(not busy)

    def show_problem(self, problem: KnownProblem) -> None:
        """Say what needs another look, beside it; the words stay."""
        self.set_busy(False)
        beside = _BESIDE.get(problem.code)
        if isinstance(problem, RuleViolation):
            self._say(problem.fields)
        elif beside is not None:
            self._say({beside: f"{problem.sentence} {problem.next_step}"})
        else:
            self._say({"": f"{problem.sentence} {problem.next_step}"})

    def signed(self) -> None:
        """It is done."""
        self.accept()

    def done(self, result: int) -> None:
        """Whatever way it closes, what was typed in secret is gone."""
        self.passphrase.take()
        self.recovery_line.take()
        super().done(result)

    def _build(self) -> None:
        shown = self._shown
        self.body.addWidget(NoticePanel(Meaning.LATE, f"{shown.heading}.", shown.meaning))
        steps = HeadedSection("What to do", space=tokens.SPACE_1)
        for place, words in enumerate(shown.to_do, start=1):
            steps.add(TextLabel(f"{place}.  {words}", wrap=True))
        self.body.addWidget(steps)
        parts = HeadedSection("Who has acknowledged it", space=tokens.SPACE_2)
        for part in shown.parts:
            parts.add(_part(part))
        self.body.addWidget(parts)
        self.body.addWidget(self.errors)
        if not shown.mine_to_do:
            self.body.addWidget(NoticePanel(Meaning.DONE, "You have acknowledged it."))
        fields = [self.reason_field, self.passphrase_field] if shown.may_act else []
        if shown.recovery_asked:
            fields.append(self.recovery_field)
        for field in fields:
            self.body.addWidget(field)
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)
        self.footer.addWidget(self.sign_button)
        self.sign_button.setVisible(shown.may_act)

    def _sign(self) -> None:
        if not self.sign_button.isEnabled():
            return
        recovery_given = self._shown.mine_to_do or bool(self.recovery_line.text().strip())
        asked = (
            ("reason", bool(self.reason_line.text().strip()), "Say why, in your own words."),
            ("passphrase", bool(self.passphrase.text()), "Type your passphrase."),
            ("recovery", recovery_given, "Its holder types the recovery key."),
        )
        missing = {name: words for name, given, words in asked if not given}
        if missing:
            self._say(missing)
            return
        self.errors.clear()
        self.set_busy(True)
        self.acknowledged.emit(self.reason_line.text(), self.passphrase.text(), self.recovery_line.text())

    def _say(self, errors: dict[str, str]) -> None:
        self.errors.show_errors(errors, _NOTHING)
        fields = {"reason": self.reason_line, "passphrase": self.passphrase, "recovery": self.recovery_line}
        first = next((fields[name] for name in fields if name in errors), None)
        self.place()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.show_whole(first)


def _part(part: OlderPart) -> QWidget:
    holder = QWidget()
    holder.setAccessibleName(part.name)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    layout.addWidget(TextLabel(part.name, tokens.STRONG, wrap=True))
    layout.addWidget(muted(part.missing, wrap=True))
    for words in part.accepted:
        layout.addWidget(TextLabel(f"•  {words}", wrap=True))
    layout.addWidget(TextLabel(part.waits_for, wrap=True))
    return holder
