"""A decision that was weighed: the form with its rows, and how it stands on the record; laws that may apply."""

from safeguard_app.ui.incidents.decision_panel import DecisionPanel
from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.shell.page import RecordAct
from tests.gallery.incident_scenes import more, stand
from tests.gallery.scenes import Scene, scene


@scene("incident-decision-weighed")
def weighed() -> Scene:
    """Something considered and somebody asked, with a limb ticked beside “below the threshold”."""
    made = stand("shona")

    def write() -> None:
        made.presenter.do(RecordAct.DECISION)
        panel = made.presenter.page.record.panel
        assert isinstance(panel, DecisionPanel) and panel.limbs is not None
        panel.kind.set_value("low_level_concern")
        panel.kind.chosen.emit("low_level_concern")
        panel.limbs.box("suitability").click()
        panel.reason.set_text("Reported by herself at once.")
        row = panel.considered.add_row()
        row.option.set_value("allegations")
        row.why_not.set_text("The advice line agreed that no limb may be met.")
        asked = panel.consultations.add_row()
        asked.who.setText("Ms Hale")
        asked.role.setText("Advice line")
        asked.advised.set_text("Write down that the rule was explained.")
        made.presenter.do(RecordAct.FILE)

    return made.act(write)


@scene("incident-decision-kept")
def kept() -> Scene:
    """How a weighed decision stands on its record."""
    made = stand("shona")
    return made.act(lambda: made.presenter.page.record.jump("decision"))


@scene("incident-laws")
def laws() -> Scene:
    """Laws that may apply: those asked of its kind first, none ticked."""
    return more("tomasz_bullied", MoreAct.LAWS)
