"""The school whose log this is, and the people to ring."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from safeguard_app.domain.contact_rules import ContactRules
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.periods import Period
from safeguard_app.domain.working_time import SchoolCalendar


class DaysKind(StrEnum):
    """What a stretch of days in the school's calendar is."""

    TERM = "term"
    """From the first to the last day of a term, half term within it."""
    HALF_TERM = "half_term"
    INSET = "inset"
    """Staff training: the school is closed to pupils."""
    CLOSED = "closed"
    """Closed for another reason, such as a polling day."""


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """One entry of the school's calendar: from ``first`` to ``last``, both included."""

    kind: DaysKind
    name: str
    first: date
    last: date

    @property
    def period(self) -> Period:
        """The days as a stretch."""
        return Period(self.first, self.last)


@dataclass(frozen=True, slots=True)
class ContactToRing:
    """Somebody to ring, shown beside the first actions. ``agency`` is an id of the catalogue."""

    agency: str
    name: str
    phone: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class School:
    """What first run asks about the school. ``register_complete_since`` is an ISO date, or empty when not complete.

    The date says since when the register of family relationships holds every paper declaration, so that "none on
    this register" means something.
    """

    name: str
    nation: Nation
    local_authority: str
    contacts: tuple[ContactToRing, ...] = ()
    chair_name: str = ""
    head_name: str = ""
    dsl_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    register_complete_since: str = ""
    days: tuple[SchoolDays, ...] = ()
    """Terms, half terms and days closed to pupils: what limits in school days are counted by."""
    logbooks_on: tuple[str, ...] = ()
    logbooks_off: tuple[str, ...] = ()
    """Registers the school keeps although they are off by default, and those it does not keep."""
    contact_rules: tuple[ContactRules, ...] = ()
    """The school's own switches, one entry for each day from which they hold."""
    secure_email: str = ""
    """Where other agencies write to about a child: an address of which the school says that it is secure."""

    @property
    def calendar(self) -> SchoolCalendar:
        """When the school is open, for counting."""
        return SchoolCalendar(
            terms=tuple(one.period for one in self.days if one.kind is DaysKind.TERM),
            closed=tuple(one.period for one in self.days if one.kind is not DaysKind.TERM),
        )

    def contact(self, agency: str) -> ContactToRing | None:
        """Whom to ring at ``agency``, if the school has said."""
        return next((contact for contact in self.contacts if contact.agency == agency), None)
