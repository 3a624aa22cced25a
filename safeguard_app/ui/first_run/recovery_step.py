"""The recovery key: shown in groups, printed, and partly typed back before it counts."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal

from safeguard_app.ui.first_run.answers import RecoverySheet
from safeguard_app.ui.first_run.step import Step
from safeguard_app.ui.widgets.recovery_key_card import RecoveryKeyCard

_ADVICE = (
    "Give it to the Chair of Governors or the trust. Not the Headteacher’s safe: a record about the Headteacher must"
    " open without them. Take no photograph of it."
)


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
        self.card = RecoveryKeyCard(_ADVICE)
        self.card.print_asked.connect(self._print_pressed)
        self.form.addWidget(self.card)

    @property
    def sheet(self) -> RecoverySheet | None:
        """The key, once it was made."""
        return self._sheet

    def entered(self) -> None:
        """Make the key at the first time and show it."""
        if self._sheet is None:
            self._sheet = self._new_key()
            self.card.show_groups(self._sheet.groups)
        self.card.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> bool:
        """The two groups are as they stand on the sheet."""
        return self.card.check()

    def forget(self) -> None:
        """Take the key off the screen."""
        self._sheet = None
        self.card.forget()

    def _print_pressed(self) -> None:
        if self._sheet is not None:
            self.print_asked.emit(self._sheet)
