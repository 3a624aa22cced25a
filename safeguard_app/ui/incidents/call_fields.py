"""When 999 or 101 was rung, whom, and under which reference: what a form keeps of a call made before it was written."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.emergency_call import Rung
from safeguard_app.services.incident_form import IncidentForm
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl

WHEN_RUNG = "When was 999 or 101 rung?"
WHO_RUNG = "Who was rung?"
_WHOM = (
    (Rung.POLICE, "999, police"),
    (Rung.AMBULANCE, "999, ambulance"),
    (Rung.POLICE_ADVICE, "101, police"),
)
_HELP = "It stands on the record as a note at this time. Typing it afterwards makes nothing late."


class CallFields(QWidget):
    """The call, all of it optional.

    Signals:
        changed(): any part of it changed.
    """

    changed = Signal()

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        """Nobody was rung, to begin with."""
        super().__init__(parent)
        self.at = tools.time_field(WHEN_RUNG, placeholder="today 1245")
        self.whom = SegmentedControl(WHO_RUNG, _WHOM)
        self.reference = LineField("Reference of the call", limit=200, placeholder="Reference, if given")
        self.reference.setFixedWidth(scaled(168))
        parts, holder = WrapLayout(tokens.SPACE_3, tokens.SPACE_1), QWidget()
        for part in (self.at, self.whom, self.reference):
            parts.addWidget(part)
        holder.setLayout(parts)
        holder.setAccessibleName(WHEN_RUNG)
        holder.setFocusProxy(self.at)
        self.field = Field(WHEN_RUNG, holder, name="rung", optional=True, help_text=_HELP)
        self.setLayout(column(self.field, space=0))
        self.at.changed.connect(self.changed)
        self.whom.chosen.connect(self._something_changed)
        self.reference.textEdited.connect(self._something_changed)

    def show_form(self, form: IncidentForm) -> None:
        """Show the call of a form, without telling anyone."""
        self.at.set_typed(form.rung)
        self.whom.set_value(form.rung_whom)
        self.reference.setText(form.rung_reference)

    def read_into(self, form: IncidentForm) -> IncidentForm:
        """The form with this call."""
        whom = self.whom.value()
        return replace(
            form,
            rung=self.at.typed(),
            rung_whom=Rung(str(whom)) if whom is not None else None,
            rung_reference=self.reference.text(),
        )

    def is_empty(self) -> bool:
        """Whether nothing was said of any call."""
        return (
            not self.at.typed().text.strip()
            and self.whom.value() is None
            and not self.reference.text().strip()
        )

    def _something_changed(self, _what: object = None) -> None:
        self.changed.emit()
