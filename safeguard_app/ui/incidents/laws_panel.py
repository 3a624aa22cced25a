"""Laws that may apply to a record: what is asked of its kind, and the rest. Nothing is ticked by itself."""

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.incidents import Incident
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.tick_group import TickGroup
from safeguard_app.ui.widgets.line_field import LineField

HINT = "A tag says what to ask about. It is no finding, and nothing is chosen for you."
ASKED, OTHERS = "Might one of these apply?", "Or one of these?"


class LawsPanel(EntryPanel):
    """The tags of a record, to be set and taken off."""

    def __init__(self, tools: FormTools, incident: Incident, parent: QWidget | None = None) -> None:
        """What the record says is ticked; what is asked of its kind comes first."""
        choices = tools.choices
        super().__init__("Laws that may apply", "Save", f"{HINT} {choices.laws_confirm}", parent)
        asked = set(choices.laws_asked.get(incident.category, ()))
        known = {one.code for one in choices.laws}
        kept = tuple(ChoiceLine(code, code) for code in incident.possible_laws if code not in known)
        first = [one for one in choices.laws if one.code in asked]
        rest = [*(one for one in choices.laws if one.code not in asked), *kept]
        self.groups: list[TickGroup] = []
        name = "laws"
        for words, lines in ((ASKED, first), (OTHERS if first else ASKED, rest)):
            if lines:
                group = TickGroup(words, lines, stacked=True)
                group.set_codes(incident.possible_laws)
                self.add_field(words, group, name, optional=True)
                self.groups.append(group)
                name = "other_laws"
        self.reason = LineField("Why it is changed", limit=500)
        self.add_field("Why is it changed now?", self.reason, "reason", help_text="“Triage” is enough.")

    def answer(self) -> tuple[tuple[str, ...], str]:
        """What is ticked, and the reason."""
        return tuple(code for group in self.groups for code in group.codes()), self.reason.text()
