"""The section of a record for risk and needs assessments and safety plans, and the forms it opens."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.services import assessments
from safeguard_app.services.assessments import PlanLine
from safeguard_app.services.incident_views import EntryLine
from safeguard_app.services.paper_views import PlanPaper
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.panel_desk import Operation, PanelDesk, Submit
from safeguard_app.ui.incidents.plan_panel import PlanPanel
from safeguard_app.ui.incidents.record_parts import EntryRow, section
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.section_signals import SectionSignals
from safeguard_app.ui.incidents.small_panels import ReasonPanel
from safeguard_app.ui.widgets.button import Button, small
from safeguard_app.ui.widgets.text_label import muted

_NONE = (
    "No plan yet. After a report of sexual harm, or wherever the people may meet again, say what could happen to each "
    "child and what keeps them safe."
)


def plan_section(view: RecordView, signals: SectionSignals) -> QWidget:
    """Each child's plan with its acts, and the button that makes one."""
    add = small("Make a plan", "shield-check")
    add.setAccessibleName("Make a risk and needs assessment and safety plan")
    add.clicked.connect(partial(signals.panel_requested.emit, make_plan))
    parts: list[QWidget] = []
    for plan in view.plans:
        line = EntryLine(plan.plan.id, plan.title, plan.when, plan.lines, "", plan.status)
        parts.append(EntryRow(line, may_withdraw=False, further=_acts(plan, signals)))
    return section("Risk and needs", *(parts or [muted(_NONE, wrap=True)]), aside=add)


def make_plan(desk: PanelDesk) -> None:
    """Open the form for a new plan."""
    view = desk.view
    if view is None:
        return
    children = assessments.children(view.page.incident)

    def make(reference: Reference) -> tuple[EntryPanel, Submit]:
        panel = PlanPanel(desk.tools, children, desk.tools.choices.risk_prompts)

        def submit() -> Operation:
            missing = panel.missing()
            if missing:
                raise RuleViolation(missing)
            return partial(assessments.make, desk.session, reference, panel.assessment())

        return panel, submit

    desk.begin("plan", make)


def review_plan(line: PlanLine, desk: PanelDesk) -> None:
    """Open the form for looking at a plan again."""

    def make(reference: Reference) -> tuple[EntryPanel, Submit]:
        panel = PlanPanel(desk.tools, (), desk.tools.choices.risk_prompts, line.content)

        def submit() -> Operation:
            return partial(
                assessments.review,
                desk.session,
                reference,
                line.plan,
                panel.assessment(),
                replacing=line.version,
            )

        return panel, submit

    desk.begin(f"planreview-{line.plan.id}", make, line.version)


def end_plan(line: PlanLine, desk: PanelDesk) -> None:
    """Ask why a plan is not needed any more."""

    def make(reference: Reference) -> tuple[EntryPanel, Submit]:
        panel = ReasonPanel(
            f"End the plan for {line.content.child.name}", "End the plan", "Why is it not needed any more?"
        )
        return panel, lambda: partial(assessments.end, desk.session, reference, line.plan, panel.text())

    desk.begin(f"planend-{line.plan.id}", make)


def take_plan_back(line: PlanLine, desk: PanelDesk) -> None:
    """Ask why a plan was entered in error."""

    def make(reference: Reference) -> tuple[EntryPanel, Submit]:
        panel = ReasonPanel(
            "Entered in error",
            "Take it back",
            "Why was it an error?",
            "It leaves this page, the search and documents at once. It stays on file, and so does the reason.",
        )
        return panel, lambda: partial(assessments.take_back, desk.session, reference, line.plan, panel.text())

    desk.begin(f"planback-{line.plan.id}", make)


def register_plans(desk: PanelDesk) -> None:
    """How each of these forms is opened again with words that were left in it."""
    desk.opens_again("plan", lambda _view, _about: partial(make_plan, desk))
    desk.opens_again("planreview", partial(_again, desk, review_plan))
    desk.opens_again("planend", partial(_again, desk, end_plan))
    desk.opens_again("planback", partial(_again, desk, take_plan_back))


def _again(
    desk: PanelDesk, act: Callable[[PlanLine, PanelDesk], None], view: RecordView, about: str
) -> Callable[[], None] | None:
    line = next((one for one in view.plans if one.plan.id == RecordId(about)), None)
    return partial(act, line, desk) if line is not None else None


def _acts(plan: PlanLine, signals: SectionSignals) -> list[Button]:
    child = plan.content.child.name
    print_button = small("Print the plan", "printer")
    print_button.setAccessibleName(f"Print the plan for {child}")
    print_button.clicked.connect(partial(signals.paper_requested.emit, PlanPaper(plan.plan)))
    made = [print_button]
    if plan.content.is_running:
        for words, icon, act in (
            ("Review", "calendar-check", review_plan),
            ("End", "circle-slash", end_plan),
        ):
            button = small(words, icon)
            button.setAccessibleName(f"{words} the plan for {child}")
            button.clicked.connect(partial(signals.panel_requested.emit, partial(act, plan)))
            made.insert(len(made) - 1, button)
    back = small("Entered in error")
    back.setAccessibleName(f"Entered in error: the plan for {child}")
    back.clicked.connect(partial(signals.panel_requested.emit, partial(take_plan_back, plan)))
    return [*made, back]
