"""Registers and logs a school keeps beside its incidents, as data: official accounts, permissions, breaches, checks.

The page calls them registers. In code they are logbooks, because "register" already means the register of people and
the register of declarations. Fields, what is decided by whom, reviews and clocks stand in ``logbooks/*.toml``.
"""

from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.catalogue.choices import Choice, ListName
from safeguard_app.domain.clock_acts import Wait
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.logbooks import EntryPaper
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonKind


class LogbookFieldKind(StrEnum):
    """What an answer of an entry looks like."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    TIME = "time"
    YES_NO = "yes-no"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSON = "person"
    PEOPLE = "people"
    USERS = "users"
    """Several people, each from a day to a day."""
    ACCOUNT = "account"
    """A platform and a name there."""
    CASE = "case"
    """The case number of an incident; the entry stands in the part of the log of that incident."""


class WhoDecides(StrEnum):
    """Whose decision an entry waits for."""

    HEAD = "head"
    """The Headteacher; for the Headteacher's own, whoever takes that place."""
    PARENT = "parent"
    """Somebody with parental responsibility for the child of the entry."""


class ReviewOf(StrEnum):
    """What is looked at again."""

    ENTRY = "entry"
    """Each entry in force, so long after it was decided, entered or last reviewed."""
    REGISTER = "register"
    """The register itself: a further entry is due so long after the newest one."""


@dataclass(frozen=True, slots=True)
class LogbookField:
    """One field. ``id`` is unique within its register and never changes its meaning.

    ``options`` or ``options_from`` go with the two choice kinds; ``of`` (whom to offer) with people; ``ahead`` with a
    day that may still be to come; ``myself`` with a person: a new entry begins with whoever enters it.
    """

    id: str
    label: str
    kind: LogbookFieldKind
    help: str = ""
    required: bool = False
    ahead: bool = False
    myself: bool = False
    of: tuple[PersonKind, ...] = ()
    options: tuple[Choice, ...] = ()
    options_from: ListName | None = None
    nations: tuple[Nation, ...] = ()

    def serves(self, nation: Nation) -> bool:
        """Whether this field is asked in ``nation``."""
        return not self.nations or nation in self.nations


@dataclass(frozen=True, slots=True)
class Deciding:
    """The decision that an entry waits for, and what its three answers are called.

    ``before`` names a day field that the decision has to come before, such as when an account was opened: where it
    did not, the entry says so.
    """

    who: WhoDecides
    label: str
    given: str
    refused: str
    withdrawn: str
    before: str = ""
    late_words: str = ""


@dataclass(frozen=True, slots=True)
class Reviewing:
    """What is looked at again after ``months``; ``text`` says it on Today.

    ``clock``: the clock of ``clocks.toml`` that this register keeps, of as many months: no record begins it then.
    """

    of: ReviewOf
    months: int
    text: str
    clock: str = ""


@dataclass(frozen=True, slots=True)
class LogbookWait:
    """What the clock of an entry waits for, from the day ``since`` to the day ``until``; ``words`` say it."""

    wait: Wait
    since: str
    until: str
    words: str


@dataclass(frozen=True, slots=True)
class LogbookClock:
    """A clock of ``clocks.toml`` that an entry starts.

    It runs from the field ``starts``, and no longer once ``met_by`` is answered, or ``unless`` is with one of
    ``unless_codes``; ``met_words`` say so. It stands still for its ``waits``. Where somebody was told of a longer
    period on the day ``longer``, before it was out, the catalogue's own ``longer`` is added; that needs its
    ``longer_reason``. Who ``confirm_with`` is named beside it. ``text`` says on Today what is to be done, in place of
    the clock's own. That it arrived is asked for, with ``arrives_text``, so many ``arrives_days`` after it was met and
    until ``arrives_by`` is answered.
    """

    clock: str
    starts: str
    met_by: str
    unless: str = ""
    unless_codes: tuple[str, ...] = ()
    confirm_with: str = ""
    met_words: str = "Decided"
    waits: tuple[LogbookWait, ...] = ()
    longer: str = ""
    longer_reason: str = ""
    text: str = ""
    arrives_by: str = ""
    arrives_days: int = 0
    arrives_text: str = ""


@dataclass(frozen=True, slots=True)
class Logbook:
    """One register. ``one`` is what an entry is called; ``name_fields`` say which one it is in lists.

    ``dated_by`` is the field whose day an entry counts from, ``ends_by`` the last day it holds. ``lasting``: an entry
    stands until it ends; otherwise it tells of one day. ``grows``: its answers come in over days, each entered as a
    change with its own. ``holds_words`` and ``over_words`` say that it
    stands, and that it is over. ``consulted_in``: categories on whose records the entries
    about the people named (in the field ``about``) are shown as they stood on the day. ``importable``: entries can be
    brought in from a list, by the fields ``who``, ``what`` and ``done_on`` and as many of the others as it has.
    """

    id: str
    title: str
    one: str
    purpose: str
    order: int
    name_fields: tuple[str, ...]
    dated_by: str
    fields: tuple[LogbookField, ...]
    ends_by: str = ""
    about: str = ""
    lasting: bool = False
    grows: bool = False
    help: str = ""
    clauses: tuple[str, ...] = ()
    nations: tuple[Nation, ...] = ()
    home: Compartment = Compartment.DAILY
    off_by_default: bool = False
    holds_words: str = "In force"
    over_words: str = "Ended"
    deciding: Deciding | None = None
    reviewing: Reviewing | None = None
    clock: LogbookClock | None = None
    consulted_in: tuple[str, ...] = ()
    importable: bool = False
    paper: EntryPaper | None = None
    """What is printed of one entry."""

    def serves(self, nation: Nation) -> bool:
        """Whether this register is offered in ``nation``."""
        return not self.nations or nation in self.nations

    def fields_for(self, nation: Nation) -> tuple[LogbookField, ...]:
        """The fields asked in ``nation``, in order."""
        return tuple(field for field in self.fields if field.serves(nation))

    def field(self, wanted: str) -> LogbookField | None:
        """The field of that id; None where the catalogue has none such any more."""
        return next((field for field in self.fields if field.id == wanted), None)
