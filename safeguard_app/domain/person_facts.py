"""What is known of somebody beyond who they are: further names, statuses, who may be told, who works with them.

Statuses and kinds of name are codes of the catalogue's lists, because each nation has its own words (domain.md 2.6 and
10). All of it carries days where they are known: a page and a chronology say what held when.
"""

from dataclasses import dataclass
from datetime import date

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.periods import ALWAYS, Period

SAID_IN_RECORDS = ("looked_after", "looked_after_scotland", "cp_plan", "cp_register")
"""The statuses said beside a child's name in a record: others have to be told, and consent may lie elsewhere."""


@dataclass(frozen=True, slots=True)
class FurtherName:
    """Another name somebody is or was known by: a former surname, a nickname, a name used online."""

    name: str
    kind: str
    """A code of the list ``name_kinds``."""
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class HeldStatus:
    """A status with its days, such as a child protection plan; ``note`` says what else matters of it."""

    code: str
    """A code of the list ``person_statuses``."""
    period: Period = ALWAYS
    note: str = ""


@dataclass(frozen=True, slots=True)
class TellingRule:
    """Who may be told about a child, or must not be told: why, by which order in words, and until when."""

    name: str
    person: RecordId | None = None
    """The same person on the register, where they are on it."""
    may: bool = True
    reason: str = ""
    order: str = ""
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it still holds on ``day``; one without an end does."""
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True)
class NotToBeUsed:
    """An address, number or account through which somebody must not be reached, and why."""

    what: str
    reason: str = ""
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it still holds on ``day``; one without an end does."""
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True)
class Professional:
    """Somebody from another agency who works, or worked, with the person."""

    name: str
    role: str = ""
    agency: str = ""
    telephone: str = ""
    email: str = ""
    period: Period = ALWAYS


def held_on(statuses: tuple[HeldStatus, ...], day: date) -> tuple[HeldStatus, ...]:
    """The statuses that hold on ``day``."""
    return tuple(one for one in statuses if one.period.covers(day))


def status_target(code: str) -> str:
    """What the index links somebody with a status to, so that a list can be narrowed by it."""
    return f"status {code}"
