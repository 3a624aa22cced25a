"""The registers a school keeps, and their entries as far as this user's keys open them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from safeguard_app.catalogue.logbooks import Logbook, LogbookFieldKind, ReviewOf
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.index_lines import LogbookLine
from safeguard_app.domain.logbook_standing import EntryRules
from safeguard_app.domain.logbooks import EntryState, LogbookEntry
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.session import Session
from safeguard_app.vault import reading


class NotKept(KnownProblem):
    """A register that this catalogue does not have, or that the school does not keep."""

    code = "register_not_kept"
    sentence = "This register is not kept by the school."
    next_step = "Switch it on under Settings, Registers, or choose another one."


@dataclass(frozen=True, slots=True)
class FiledEntry:
    """An entry with the reference under which the vault keeps it."""

    reference: Reference
    entry: LogbookEntry


def book_of(session: Session, logbook: str) -> Logbook:
    """The register of that id. Raises :class:`NotKept` where this nation's catalogue has none such."""
    book = session.catalogue.logbooks.get(logbook)
    if book is None or not book.serves(session.nation):
        raise NotKept
    return book


def is_kept(session: Session, book: Logbook) -> bool:
    """Whether the school keeps a register: those off by default only where it said so."""
    school = session.school
    return book.id in school.logbooks_on if book.off_by_default else book.id not in school.logbooks_off


def offered(session: Session) -> tuple[Logbook, ...]:
    """Every register of the nation whose part of the log this user reads, in order."""
    return tuple(
        book
        for book in session.catalogue.logbooks.values()
        if book.serves(session.nation) and session.opens(book.home)
    )


def kept(session: Session) -> tuple[Logbook, ...]:
    """The registers the school keeps, of those :func:`offered`."""
    return tuple(book for book in offered(session) if is_kept(session, book))


def rules_of(book: Logbook) -> EntryRules:
    """What standing depends on."""
    reviewed = book.reviewing is not None and book.reviewing.of is ReviewOf.ENTRY
    return EntryRules(
        dated_by=book.dated_by,
        ends_by=book.ends_by,
        lasting=book.lasting,
        decided=book.deciding is not None,
        review_months=book.reviewing.months if book.reviewing is not None and reviewed else 0,
    )


def entries(session: Session, logbook: str) -> Iterator[FiledEntry]:
    """The entries of a register, over every open part of the log, in the order of entering."""
    for compartment in session.vault:
        for record, line in compartment.listing.lines(RecordKind.LOGBOOK_ENTRY, (logbook,)):
            if isinstance(line, LogbookLine):
                yield FiledEntry(Reference(compartment.id, record), line.entry)


def counts(session: Session) -> dict[str, int]:
    """How many entries each register has, over every open part of the log."""
    found: dict[str, int] = {}
    for compartment in session.vault:
        for logbook, count in compartment.listing.states(RecordKind.LOGBOOK_ENTRY).items():
            found[logbook] = found.get(logbook, 0) + count
    return found


def entries_known_at(session: Session, logbook: str, known_at: datetime) -> Iterator[FiledEntry]:
    """The entries of a register as they read at an instant: what was corrected or entered since is left out."""
    for compartment in session.vault:
        then: dict[RecordId, Stored[LogbookEntry]] = {}
        found: list[Stored[LogbookEntry]] = reading.all_of_kind(
            compartment.connection, compartment.id, RecordKind.LOGBOOK_ENTRY
        )
        for stored in found:
            if stored.recorded_at < known_at and stored.content.logbook == logbook:
                then[stored.reference.id] = stored
        for stored in then.values():
            if stored.content.entered_in_error is None:
                yield FiledEntry(stored.reference, stored.content)


def stored_entry(session: Session, reference: Reference) -> Stored[LogbookEntry]:
    """The newest version of an entry. Raises NoKey or KeyError."""
    stored = session.vault.get(reference)
    if stored.kind is not RecordKind.LOGBOOK_ENTRY:
        raise KeyError(reference.id)
    return stored  # type: ignore[return-value]  # the kind says the type


def subject_of(book: Logbook, state: EntryState) -> PersonRef | None:
    """Whom an entry is about."""
    answer = state.answer(book.about) if book.about else None
    return answer.people[0] if answer is not None and answer.people else None


def child_of(session: Session, entry: Reference) -> PersonRef | None:
    """Whom an entry is about, as it stands now: of a file that is sent on, the child. Raises NoKey or KeyError."""
    state = stored_entry(session, entry).content
    return subject_of(book_of(session, state.logbook), state.newest)


def case_of(book: Logbook, state: EntryState) -> Reference | None:
    """The incident an entry names."""
    field = next((one for one in book.fields if one.kind is LogbookFieldKind.CASE), None)
    answer = state.answer(field.id) if field is not None else None
    return answer.case if answer is not None else None


def place_now(session: Session, reference: Reference) -> Reference | None:
    """A record where it is filed now; None where no key of this user opens it."""
    found = session.vault.find(reference.id)
    return replace(reference, compartment=found.reference.compartment) if found is not None else None
