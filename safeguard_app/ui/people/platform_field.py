"""Which service: one of the platforms the catalogue knows, or another by its name."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField

_NONE = ""
_OTHER = "another"


class PlatformField(QWidget):
    """A list of services, with a line for one that is not on it.

    Signals:
        changed(): another service was picked or typed.
    """

    changed = Signal()

    def __init__(self, label: str, platforms: Sequence[ChoiceLine], *, none_words: str = "Not given") -> None:
        """``none_words`` say what no choice means here."""
        super().__init__()
        self.setAccessibleName(label)
        self._codes = frozenset(line.code for line in platforms)
        choices = [(_NONE, none_words), *((line.code, line.label) for line in platforms)]
        self.box = ChoiceBox(label, [*choices, (_OTHER, "Another service")])
        self.other = LineField(f"{label}: its name", limit=200, placeholder="Its name")
        self.other.hide()
        self.setLayout(column(self.box, self.other, space=tokens.SPACE_1))
        self.setFocusProxy(self.box)
        self.box.chosen.connect(self._chosen)
        self.other.answered.connect(self._typed)

    def platform(self) -> str:
        """The platform's code, or the name typed; empty for none."""
        value = str(self.box.value() or "")
        return self.other.text() if value == _OTHER else value

    def set_platform(self, platform: str) -> None:
        """Show a platform without telling anyone."""
        known = not platform or platform in self._codes
        self.box.set_value(platform if known else _OTHER)
        self.other.setText("" if known else platform)
        self.other.setVisible(not known)

    def _chosen(self, value: object) -> None:
        self.other.setVisible(value == _OTHER)
        if value == _OTHER:
            self.other.setFocus()
        self.changed.emit()

    def _typed(self, _text: str) -> None:
        self.changed.emit()
