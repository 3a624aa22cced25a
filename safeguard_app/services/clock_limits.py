"""When a clock of the catalogue is out: by the nation's bank holidays and the school's calendar, pauses left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from safeguard_app.catalogue.clocks import Clock
from safeguard_app.domain.bank_holidays import bank_holidays_between
from safeguard_app.domain.moments import day_end
from safeguard_app.domain.time_limits import Pause, due_with_pauses
from safeguard_app.domain.working_time import Due, SchoolDaysNotKnown, Unit
from safeguard_app.services.session import Session

_YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class ClockLimit:
    """When it is out; None: it waits, or the school sets the date. ``remark`` says how it was counted, if oddly."""

    due: Due | None
    remark: str = ""


def limit_of(
    session: Session, clock: Clock, started: datetime, pauses: Sequence[Pause] = (), *, more: int = 0
) -> ClockLimit:
    """The limit of a clock that began at ``started``; ``more`` of its unit where it was made longer."""
    if clock.unit is None:
        return ClockLimit(None)
    if clock.amount + more == 0 and clock.unit is not Unit.IMMEDIATE:
        return ClockLimit(Due(day_end(started.astimezone(session.zone).date(), session.zone), whole_day=True))
    last = max([started, *(pause.end for pause in pauses if pause.end is not None)])
    years = _YEARS_AHEAD + (clock.amount + more) // 12 * (clock.unit is Unit.CALENDAR_MONTHS)
    closed = bank_holidays_between(session.nation, started.year, last.year + years)

    def counted(unit: Unit) -> Due | None:
        school = session.school.calendar if unit is Unit.SCHOOL_DAYS else None
        return due_with_pauses(started, clock.amount + more, unit, session.zone, closed, school, pauses)

    if clock.unit is not Unit.SCHOOL_DAYS:
        return ClockLimit(counted(clock.unit))
    try:
        return ClockLimit(counted(Unit.SCHOOL_DAYS))
    except SchoolDaysNotKnown:
        return ClockLimit(
            counted(Unit.WORKING_DAYS),
            "Counted in working days, which is sooner than needed: the school’s calendar does not reach that far.",
        )
