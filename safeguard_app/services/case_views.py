"""What a case shows, in words: its records, people across them, suspected accounts, the chronology, what is to do."""

from dataclasses import dataclass
from datetime import datetime

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.chronology_views import LineKind


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One record of a case."""

    reference: Reference
    number: str
    kind: str
    day: str
    people: str
    status: str
    reason: str
    """Why it belongs there, and who said so when."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list, and on the page of one of its records."""

    reference: Reference
    title: str
    counts: str
    day: str
    records: tuple[CaseRecord, ...]
    search: str = ""


@dataclass(frozen=True, slots=True)
class CasePerson:
    """Somebody in a case, with every role they have in it. ``record`` opens their page."""

    name: str
    roles: tuple[str, ...]
    record: Reference | None


@dataclass(frozen=True, slots=True)
class SuspectedLine:
    """An account that may be somebody's: a suspicion, with what it rests on.

    ``shown_by`` are the exhibits of the case that show the account: "Ex6 in 2026-0001".
    """

    account: str
    suspected: str
    basis: str
    where: str
    shown_by: str = ""
    record: Reference | None = None
    entry: str = ""


@dataclass(frozen=True, slots=True)
class ChronologyLine:
    """One dated thing of one record. ``significant``: stands in the short chronology as well.

    ``key`` is the line's own name. ``in_case_only``: significant for a case, and not for one person in it.
    """

    at: datetime
    when: str
    number: str
    reference: Reference
    what: str
    detail: str
    significant: bool
    key: str = ""
    kind: LineKind = LineKind.INCIDENT
    by: str = ""
    in_case_only: bool = False


@dataclass(frozen=True, slots=True)
class CaseAction:
    """Something that is still to be done on one of the records."""

    number: str
    reference: Reference
    what: str
    who: str
    due: str
    late: bool
    entry: str = ""


@dataclass(frozen=True, slots=True)
class CasePage:
    """The whole case, as far as this user's keys open it."""

    reference: Reference
    version: int
    title: str
    readers: str
    opened: str
    records: tuple[CaseRecord, ...]
    people: tuple[CasePerson, ...]
    suspected: tuple[SuspectedLine, ...]
    chronology: tuple[ChronologyLine, ...]
    actions: tuple[CaseAction, ...]


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Something a record can be linked to: a case, or another record."""

    reference: Reference
    is_case: bool
    name: str
    detail: str
