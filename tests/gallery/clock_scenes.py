"""Time limits and referrals of a record: the sections, and the forms above it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtTest import QTest

from safeguard_app.domain.identifiers import new_record_id
from safeguard_app.domain.referral_steps import StepTaken
from safeguard_app.services.incident_views import EntryLine
from safeguard_app.services.record_clocks import ClockView, RecordClocks, SaidOfClock
from safeguard_app.services.referral_life import LifeView
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.ui.incidents import clock_forms
from safeguard_app.ui.incidents.panel_desk import PanelDesk
from safeguard_app.ui.incidents.step_panel import StepPanel
from tests.gallery.incident_scenes import stand
from tests.gallery.scenes import Scene, scene


def _on_record(begin: Callable[[PanelDesk], None]) -> Scene:
    """A form about a referral or a time limit above a record."""
    made = stand("shona")

    def act() -> None:
        panels = made.presenter.panels
        assert panels is not None
        begin(panels)

    return made.act(act)


@scene("incident-referral-step")
def referral_step() -> Scene:
    """A step of a referral that went on another's form."""
    return _on_record(partial(clock_forms.record_step, ""))


@scene("incident-challenge")
def challenge() -> Scene:
    """A decision is challenged: at which level, and what protects the child meanwhile."""

    def begin(desk: PanelDesk) -> None:
        clock_forms.record_step("", desk)
        panel = desk.panel
        assert isinstance(panel, StepPanel)
        panel.taken_box.set_choices([(StepTaken.ESCALATED, "Challenged their decision")])
        panel.taken_box.chosen.emit(StepTaken.ESCALATED)

    return _on_record(begin)


@scene("incident-limit-begins")
def limit_begins() -> Scene:
    """A time limit is begun by hand."""
    return _on_record(clock_forms.start_clock)


_ASKED = ClockView(
    "subject-access",
    "",
    "Someone asked for their personal data",
    "Answer within one month; two more where the request is complex. The clock waits for proof of identity.",
    StatusLine(StatusMeaning.NOTE, "Due by the end of Wed 23 Dec 2026"),
    (),
    (
        SaidOfClock(
            new_record_id(), "Waits. Proof of who they are asked for", "entered by Miss Abbey", open=True
        ),
    ),
)


@scene("incident-limit-waits")
def limit_waits() -> Scene:
    """It waits for proof of who somebody is."""
    return _on_record(partial(clock_forms.pause, _ASKED))


@scene("incident-limit-goes-on")
def limit_goes_on() -> Scene:
    """What it waited for has come."""
    return _on_record(partial(clock_forms.end_pause, _ASKED))


@scene("incident-limit-done")
def limit_done() -> Scene:
    """Done, by a person's word."""
    return _on_record(partial(clock_forms.met, _ASKED))


@scene("incident-limits")
def limits() -> Scene:
    """Time limits and referrals of a record, as they stand."""
    made = stand("shona")
    limits = (
        replace(
            _ASKED,
            facts=(("Began", "Mon 23 Nov 2026, 11:00. By letter"), ("Counted", "One calendar month")),
            may_meet=True,
            may_lengthen=True,
        ),
        ClockView(
            "front-door-written",
            "a",
            "A referral was made by telephone",
            "Confirm it in writing. Most authorities ask for 24 hours, some for 48 hours or two working days.",
            StatusLine(StatusMeaning.DONE, "Met: Mon 5 Oct 2026, 16:00"),
            (
                ("Began", "Mon 5 Oct 2026, 10:20, by a step of its referral"),
                ("Counted", "24 hours"),
                ("Due", "Tue 6 Oct 2026, 10:20"),
                ("Met by", "A step of its referral"),
                ("Rule", "local procedures. Confirm with your local authority."),
            ),
            met_in="life",
        ),
    )
    lines = (
        EntryLine(
            new_record_id(), "Rang, and spoke to somebody", "Mon 5 Oct 2026, 10:20", ("With Ms Hale",), "DSL"
        ),
        EntryLine(
            new_record_id(), "They decided not to act on it", "Tue 6 Oct 2026, 09:00", ("Early help.",), "DSL"
        ),
    )
    life = LifeView(
        "a",
        "front_door",
        "Children’s social care front door",
        "Aisha",
        lines,
        (),
        True,
        1,
        StepTaken.ESCALATED,
    )

    def act() -> None:
        page = made.presenter.page.record
        assert page.view is not None
        clocks = RecordClocks(limits, page.view.clocks.startable, closed=False)
        page.show_record(replace(page.view, clocks=clocks, lives=(life,)))
        made.settle()
        QTest.qWait(50)
        page.jump("limits")

    return made.act(act)
