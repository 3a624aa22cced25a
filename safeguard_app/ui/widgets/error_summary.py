"""What still needs another look, at the head of a form, each with a link that goes to it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, link
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.notice_panel import NoticePanel


class ErrorSummary(QWidget):
    """Hidden until there is something to say. Nothing typed is touched.

    Signals:
        jumped(str): a link was pressed for a field not registered here; carries the field's name.
    """

    jumped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden, with no fields known."""
        super().__init__(parent)
        self._fields: dict[str, Field] = {}
        self._links: list[Button] = []
        self._panel: NoticePanel | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName("Answers that need another look")
        self.hide()

    def watch(self, fields: Sequence[Field]) -> None:
        """Know these fields by name: their error lines are filled and the links go to them."""
        self._fields.update({field.name: field for field in fields if field.name})

    def watch_only(self, fields: Sequence[Field]) -> None:
        """Know these fields and no others any more: those before them are gone."""
        self._fields = {}
        self.watch(fields)

    def show_violation(self, violation: RuleViolation) -> None:
        """Say what a service found wrong."""
        self.show_errors(violation.fields, violation.sentence)

    def show_errors(self, errors: Mapping[str, str], sentence: str = RuleViolation.sentence) -> None:
        """Say what is wrong, field by field; an empty mapping takes everything away."""
        self.clear()
        if not errors:
            return
        for name, field in self._fields.items():
            field.set_error(errors.get(name, ""))
        self._panel = NoticePanel(Meaning.LATE, sentence)
        for name, words in errors.items():
            jump = link(words)
            jump.setProperty("field", name)
            jump.clicked.connect(self._pressed)
            self._links.append(jump)
            self._panel.add(jump)
        self._layout.addWidget(self._panel)
        self.show()
        self._links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Nothing is wrong any more."""
        for field in self._fields.values():
            field.set_error("")
        self._links = []
        if self._panel is not None:
            self._layout.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        self.hide()

    def links(self) -> tuple[Button, ...]:
        """The links, for tests."""
        return tuple(self._links)

    def _pressed(self) -> None:
        pressed = self.sender()
        assert pressed is not None
        name = str(pressed.property("field"))
        if name in self._fields:
            self._fields[name].focus_editor()
        else:
            self.jumped.emit(name)
