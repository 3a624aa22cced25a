"""The writing coach beneath the texts of a note and of a decision."""

from safeguard_app.domain.coaching import Remark, Where, Written
from safeguard_app.ui.incidents.coach_remarks import CoachRemarks, CoachWatch, Key
from safeguard_app.ui.incidents.decision_panel import DecisionPanel
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.note_panel import NotePanel
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.text_box import TextBox


def coach_entry(panel: EntryPanel, tools: FormTools, view: object) -> None:
    """Let the coach look at what somebody writes in a note or a decision on whatever is in ``view``."""
    if isinstance(panel, NotePanel):
        _watch(panel, panel.text, "text", Where.NOTE, tools, view)
    elif isinstance(panel, DecisionPanel):
        _watch(panel, panel.what, "what", Where.DECISION, tools, view)
        _watch(panel, panel.reason, "reason", Where.DECISION, tools, view)


def _watch(panel: EntryPanel, box: TextBox, name: str, where: Where, tools: FormTools, view: object) -> None:
    incident = view.page.incident if isinstance(view, RecordView) else None
    category = incident.category if incident is not None else ""
    names = [one.person.name for one in incident.participants] if incident is not None else []

    def look(away: frozenset[Key]) -> tuple[Remark, ...]:
        return tools.coach.remarks(Written(where, box.text(), category), names, away)

    remarks = CoachRemarks()
    panel.fields.insertWidget(panel.fields.indexOf(panel.field(name)) + 1, remarks)
    watch = CoachWatch(tools.coach_setting, remarks, look, panel)
    box.answered.connect(watch.typed)
    watch.begin()
