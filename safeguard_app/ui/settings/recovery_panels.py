"""A new recovery key made, and one that somebody else made taken over: each with one's own passphrase."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.services.opening import RecoveryKey
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.passphrase_field import PassphraseField
from safeguard_app.ui.widgets.recovery_key_card import RecoveryKeyCard

_ANOTHER_LOOK = "One answer needs another look. Nothing was changed."
_BESIDE = {"wrong_passphrase": "passphrase", "wrong_recovery_key": "former"}


class _WithPassphrase(EntryPanel):
    """What both forms end with."""

    def __init__(self, heading: str, save_words: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, save_words, hint, parent)
        self.passphrase_line = PassphraseField("Your passphrase")

    def _ask_for_passphrase(self) -> None:
        self.add_field("Your passphrase", self.passphrase_line, "passphrase")
        self.passphrase_line.returnPressed.connect(self.submit)

    def complete(self) -> bool:
        """Whether a passphrase was typed; what is wrong is said beside it."""
        if not self.passphrase_line.text():
            self.show_errors({"passphrase": "Type your passphrase."}, _ANOTHER_LOOK)
            return False
        self.errors.clear()
        return True

    def show_problem(self, problem: KnownProblem) -> None:
        """What was mistyped is said beside it."""
        beside = _BESIDE.get(problem.code)
        if beside is None:
            super().show_problem(problem)
            return
        self.set_busy(False)
        self.show_errors({beside: f"{problem.sentence} {problem.next_step}"}, _ANOTHER_LOOK)

    def clear_secrets(self) -> None:
        """Let go of what was typed."""
        self.passphrase_line.take()


class NewRecoveryKeyPanel(_WithPassphrase):
    """The key is shown once; nothing changes before two of its groups were typed back from paper.

    Signals:
        print_asked(object): print the sheet; carries the RecoveryKey.
    """

    print_asked = Signal(object)

    def __init__(
        self, key: RecoveryKey, seal_with: str, out_of_reach: str, parent: QWidget | None = None
    ) -> None:
        """``out_of_reach`` names what the new key will not open without the former one, or is empty."""
        super().__init__(
            "Make a new recovery key",
            "Replace the recovery key",
            "For a sheet that is lost, or that somebody has seen. The key below is shown now and never again. Until you"
            " press the button below, the present one counts.",
            parent,
        )
        self.key = key
        self.card = RecoveryKeyCard(
            f"Give it to {seal_with}, and keep it in no safe of anybody who works with the log: it also opens what is"
            " kept from some of them. Take no photograph of it.",
            ground="paper",
        )
        self.card.show_groups(key.groups)
        self.card.print_asked.connect(self._print)
        self.fields.addWidget(self.card)
        for field in self.card.fields:
            self.errors.watch((field,))
        self.former_line = PassphraseField("The former recovery key")
        self._former: Field = self.add_field(
            "The former recovery key",
            self.former_line,
            "former",
            help_text=self._why_former(out_of_reach),
            optional=True,
        )
        self._ask_for_passphrase()
        self.fields.addWidget(
            NoticePanel(
                Meaning.NOTE,
                "Backups made until now still open with the former key.",
                "If somebody may have seen it, keep them where nobody can reach them, and make a new backup today.",
            )
        )

    def complete(self) -> bool:
        """The two groups are as they stand on the sheet, and there is a passphrase."""
        return self.card.check() and super().complete()

    def clear_secrets(self) -> None:
        """Let go of what was typed."""
        super().clear_secrets()
        self.former_line.take()
        self.card.forget()

    def focus_first(self) -> None:
        """First it is printed."""
        self.card.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print(self) -> None:
        self.print_asked.emit(self.key)

    @staticmethod
    def _why_former(out_of_reach: str) -> str:
        rest = (
            "If you have it, type it in. Concerns that were handed in and that nobody has taken in yet then open with"
            " the new key too."
        )
        if not out_of_reach:
            return rest
        return (
            f"Your key does not open {out_of_reach}. Without the former key, that opens with the new one only after one"
            f" of its readers has taken it over. {rest}"
        )


class TakeOverPanel(_WithPassphrase):
    """A reader of what is still sealed to the former key has it sealed to the present one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """The notice above it says who made the key, and what to ask them."""
        super().__init__(
            "Take the new recovery key over",
            "Take it over",
            "From then on the new key opens what you read, and the former one nothing that is written in it.",
            parent,
        )
        self._ask_for_passphrase()
