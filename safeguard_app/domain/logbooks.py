"""Entries of the registers a school keeps beside its incidents: what was answered, decided, changed and ended when.

Which registers there are, and what each asks, is data of the catalogue (``resources/catalogue/logbooks``). A change
keeps what held before it with the day on which the new holds from; a correction is a further version of the record.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from safeguard_app.domain.identifiers import Reference, UserId
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import OfficeKind, PersonRef, Withdrawal
from safeguard_app.domain.periods import Period


class EntryStepKind(StrEnum):
    """One thing that happened to an entry. The first three are decisions, for registers whose entries wait for one."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REVIEWED = "reviewed"
    ENDED = "ended"


DECISIONS = frozenset({EntryStepKind.GIVEN, EntryStepKind.REFUSED, EntryStepKind.WITHDRAWN})


class EntryPaper(StrEnum):
    """A paper that is made of one entry."""

    TRANSFER_PACK = "transfer-pack"
    """The child protection file of a child who leaves, for the next school."""
    DISPOSAL_CERTIFICATE = "disposal-certificate"
    """That something was disposed of: reviewed by one person, authorised by another."""


@dataclass(frozen=True, slots=True)
class DatedPerson:
    """Somebody from a day to a day: an approved user of an account."""

    person: PersonRef
    period: Period


@dataclass(frozen=True, slots=True)
class EntryAnswer:
    """The answer to one field: in one of these, as the field's kind wants it.

    ``texts`` hold words, codes of choices, "yes", "no", or a platform and the name of an account there.
    """

    field: str
    texts: tuple[str, ...] = ()
    day: date | None = None
    at: Moment | None = None
    people: tuple[PersonRef, ...] = ()
    users: tuple[DatedPerson, ...] = ()
    case: Reference | None = None


@dataclass(frozen=True, slots=True)
class EntryState:
    """What holds from ``since`` on; None: from the beginning of the entry. ``why`` says what changed."""

    answers: tuple[EntryAnswer, ...]
    catalogue_version: str
    entered_at: datetime
    entered_by: UserId
    entered_by_name: str
    since: date | None = None
    why: str = ""

    def answer(self, field: str) -> EntryAnswer | None:
        """The answer to a field; None where none was given."""
        return next((answer for answer in self.answers if answer.field == field), None)


@dataclass(frozen=True, slots=True)
class EntryStep:
    """One dated step. ``on`` is the day on which it took effect, apart from when it was entered.

    ``capacity`` is the office in which ``by`` decided, where an office decides.
    """

    kind: EntryStepKind
    on: date
    by: PersonRef
    entered_at: datetime
    entered_by: UserId
    entered_by_name: str
    capacity: OfficeKind | None = None
    conditions: str = ""
    note: str = ""
    review_on: date | None = None
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class LogbookEntry:
    """One entry of register ``logbook``. ``states`` and ``steps`` are only added to, in the order of their days."""

    logbook: str
    states: tuple[EntryState, ...]
    steps: tuple[EntryStep, ...] = ()
    entered_in_error: Withdrawal | None = None

    @property
    def newest(self) -> EntryState:
        """What holds since the latest change."""
        return self.states[-1]

    def people(self) -> tuple[PersonRef, ...]:
        """Everybody named by a field, now or before a change, and whoever decided."""
        named = [
            person
            for state in self.states
            for answer in state.answers
            for person in (*answer.people, *(one.person for one in answer.users))
        ]
        decided = [step.by for step in self.steps if step.withdrawn is None]
        return tuple(dict.fromkeys((*named, *decided)))
