"""The forms about referrals and time limits above a record: opened from its sections, from Today, and after a lock."""

from collections.abc import Callable
from functools import partial

from safeguard_app.domain.clock_acts import ActOnClock
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.referral_steps import StepTaken
from safeguard_app.services import entries
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.record_clocks import ClockView
from safeguard_app.services.referral_life import LifeView, step_choices
from safeguard_app.ui.incidents.clock_panels import (
    EndPausePanel,
    PausePanel,
    SayOfClockPanel,
    StartClockPanel,
)
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.panel_desk import Operation, PanelDesk, Submit
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.step_panel import StepPanel
from safeguard_app.ui.incidents.time_field import TimeField

Made = tuple[EntryPanel, Submit]


def register(desk: PanelDesk) -> None:
    """Have words that were left in any of these forms come back."""
    desk.opens_again("referral", lambda _view, about: partial(record_step, about, desk))
    desk.opens_again(
        "stepfix", lambda view, about: _if(_step_of(view, about), partial(correct_step, about, desk))
    )
    desk.opens_again("begin", lambda _view, _about: partial(start_clock, desk))
    for name, begin in (("met", met), ("longer", longer), ("pause", pause), ("resume", end_pause)):
        desk.opens_again(name, partial(_clock_again, begin, desk))


def record_step(referral: str, desk: PanelDesk, taken: StepTaken | None = None) -> None:
    """A step of a referral; of a new one where none is named."""
    view = desk.view
    if view is None:
        return
    life = next((one for one in view.lives if one.referral == referral), None)

    def make(reference: Reference) -> Made:
        panel = _step_panel(desk.tools, view, life, taken)

        def submit() -> Operation:
            known = (life.referral, life.agency, life.about) if life is not None else ("", "", "")
            return partial(entries.add_step, desk.session, reference, panel.step(*known))

        return panel, submit

    desk.begin(f"referral-{referral}" if life is not None else "referral-", make)


def correct_step(entry: str, desk: PanelDesk) -> None:
    """A step is put right by a further version, with why."""
    view = desk.view
    found = _step_of(view, entry) if view is not None else None
    if view is None or found is None:
        return
    life, place = found
    content = life.contents[place]

    def make(reference: Reference) -> Made:
        panel = _step_panel(desk.tools, view, life, content.taken)
        panel.show_step(content)

        def submit() -> Operation:
            reason = panel.reason_line.text() if panel.reason_line is not None else ""
            step = panel.step(life.referral, content.agency, content.about)
            return partial(entries.correct, desk.session, reference, RecordId(entry), step, reason)

        return panel, submit

    desk.begin(f"stepfix-{entry}", make)


def start_clock(desk: PanelDesk) -> None:
    """A time limit begins by hand."""
    view = desk.view
    if view is None or not view.clocks.startable:
        return

    def make(reference: Reference) -> Made:
        panel = StartClockPanel(desk.tools, view.clocks.startable)
        return panel, lambda: partial(entries.add_clock_act, desk.session, reference, panel.act())

    desk.begin("begin", make)


def met(clock: ClockView, desk: PanelDesk) -> None:
    """A limit is done, by a person's word."""
    _say(clock, ActOnClock.MET, "met", desk)


def longer(clock: ClockView, desk: PanelDesk) -> None:
    """A limit is made longer."""
    _say(clock, ActOnClock.LONGER, "longer", desk)


def pause(clock: ClockView, desk: PanelDesk) -> None:
    """A limit waits."""

    def make(reference: Reference) -> Made:
        panel = PausePanel(desk.tools, clock)
        return panel, lambda: partial(entries.add_clock_act, desk.session, reference, panel.act())

    desk.begin(_name("pause", clock), make)


def end_pause(clock: ClockView, desk: PanelDesk) -> None:
    """What a limit waited for has come."""
    waiting = next((said.entry for said in clock.said if said.open), None)
    if waiting is None:
        return

    def make(reference: Reference) -> Made:
        panel = EndPausePanel(desk.tools, clock)
        return panel, lambda: partial(entries.end_pause, desk.session, reference, waiting, panel.until())

    desk.begin(_name("resume", clock), make)


def _say(clock: ClockView, act: ActOnClock, name: str, desk: PanelDesk) -> None:
    def make(reference: Reference) -> Made:
        panel = SayOfClockPanel(desk.tools, clock, act)
        return panel, lambda: partial(entries.add_clock_act, desk.session, reference, panel.act())

    desk.begin(_name(name, clock), make)


def _name(form: str, clock: ClockView) -> str:
    return f"{form}-{clock.clock}/{clock.run}"


def _clock_again(
    begin: Callable[[ClockView, PanelDesk], None], desk: PanelDesk, view: RecordView, about: str
) -> Callable[[], None] | None:
    clock = next((one for one in view.clocks.clocks if f"{one.clock}/{one.run}" == about), None)
    return partial(begin, clock, desk) if clock is not None else None


def _step_panel(
    tools: FormTools, view: RecordView, life: LifeView | None, taken: StepTaken | None
) -> StepPanel:
    agency = life.agency if life is not None else ""
    steps = step_choices(agency, life) if life is not None else step_choices("allegations", None)
    proposed = taken or (life.proposed if life is not None else StepTaken.PHONED)
    if proposed not in [one for one, _ in steps]:
        proposed = steps[0][0]
    at = TimeField("When", tools.reader, tools.describe, placeholder="today 1635")
    at.set_typed(Typed("now", tools.reader("now").moment))
    at.mark_prefilled()
    heading = (
        f"Referral to the {life.to}" if life is not None else "A referral on their own form, or by telephone"
    )
    return StepPanel(
        heading,
        at,
        steps,
        proposed,
        agencies=view.agencies if life is None else (),
        level=life.next_level if life is not None else 1,
    )


def _step_of(view: RecordView, entry: str) -> tuple[LifeView, int] | None:
    for life in view.lives:
        for place, line in enumerate(life.steps):
            if line.entry == entry:
                return life, place
    return None


def _if(found: object, begin: Callable[[], None]) -> Callable[[], None] | None:
    return begin if found is not None else None
