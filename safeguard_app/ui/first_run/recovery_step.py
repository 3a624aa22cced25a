"""The recovery key: shown in groups, printed, and partly typed back from paper before it counts."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from safeguard_app.ui.first_run.answers import NationWords, RecoverySheet
from safeguard_app.ui.first_run.step import Step
from safeguard_app.ui.widgets.recovery_key_card import RecoveryKeyCard


class RecoveryStep(Step):
    """Signals:
    print_asked(object): "Print the sheet"; carries the RecoverySheet.
    """

    title = "Recovery key"
    print_asked = Signal(object)

    def __init__(self, new_key: Callable[[], RecoverySheet]) -> None:
        """``new_key`` is asked once, when the step is first entered."""
        super().__init__(
            "Print the recovery key and seal it",
            "If every passphrase is lost or a person leaves, this key opens the log. It is shown now and never again.",
        )
        self._new_key = new_key
        self._sheet: RecoverySheet | None = None
        self.card = RecoveryKeyCard(_advice("whoever oversees the school", "head"))
        self.card.print_asked.connect(self._print_pressed)
        self.form.addWidget(self.card)

    def show_words(self, words: NationWords) -> None:
        """Say where the sheet belongs in the nation's words, as the sheet itself does."""
        self.card.set_advice(_advice(words.key_keeper, words.head))

    @property
    def sheet(self) -> RecoverySheet | None:
        """The key, once it was made."""
        return self._sheet

    def entered(self) -> None:
        """Make the key at the first time and show it."""
        if self._sheet is None:
            self._sheet = self._new_key()
            self.card.show_groups(self._sheet.groups)
        self.card.focus_first()

    def check(self) -> bool:
        """The two groups are as they stand on the sheet; asks for them first where that was not done yet."""
        return self.card.check()

    def forget(self) -> None:
        """Take the key off the screen."""
        self._sheet = None
        self.card.forget()

    def _print_pressed(self) -> None:
        if self._sheet is not None:
            self.print_asked.emit(self._sheet)


def _advice(keeper: str, head: str) -> str:
    return (
        f"Give it to {keeper}. Not the {head}’s safe: a record about the {head} must open without them. "
        "Take no photograph of it."
    )
