"""Risk and needs and safety plans: the form, a review, and how plans stand on the record."""

from safeguard_app.domain.assessments import RiskLevel
from safeguard_app.ui.incidents.plan_panel import PlanPanel
from safeguard_app.ui.incidents.plan_section import make_plan, review_plan
from tests.gallery.incident_scenes import stand
from tests.gallery.scenes import Scene, scene


@scene("incident-plan")
def plan() -> Scene:
    """A new plan, half written."""
    made = stand("shona")

    def write() -> None:
        panels = made.presenter.panels
        assert panels is not None
        make_plan(panels)
        panel = made.presenter.page.record.panel
        assert isinstance(panel, PlanPanel)
        panel.child.set_value("1")
        panel.risks.rows[0].what.set_text("The two may meet in the playground at lunch.")
        panel.risks.rows[0].level.set_value(RiskLevel.MEDIUM)
        panel.measures.rows[0].what.setText("Lunch duty is taken by somebody else this week")

    return made.act(write)


@scene("incident-plans")
def plans() -> Scene:
    """A plan in force on its record."""
    made = stand("aisha_picture")
    return made.act(lambda: made.presenter.page.record.jump("plans"))


@scene("incident-plan-review")
def review() -> Scene:
    """The plan looked at again: what it found is asked first."""
    made = stand("aisha_picture")

    def look() -> None:
        panels, view = made.presenter.panels, made.presenter.page.record.view
        assert panels is not None and view is not None
        review_plan(view.plans[0], panels)

    return made.act(look)
