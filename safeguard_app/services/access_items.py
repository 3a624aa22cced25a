"""Every record that holds something about a person, over what this user's keys open: a subject-access bundle is of it.

Records that name them in a field, lines about them in registers, notes and declarations, and incidents whose words name
them. A search need be reasonable and proportionate: what only describes somebody, nobody finds by a name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from safeguard_app.domain.folded_text import folded_name
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import folded
from safeguard_app.services.chronology import chronology_of
from safeguard_app.services.chronology_views import ChronologyLine
from safeguard_app.services.incident_lists import row_of
from safeguard_app.services.logbook_facts import book_of, entries
from safeguard_app.services.logbook_words import entry_name
from safeguard_app.services.machine_reading import may_be_shown_small
from safeguard_app.services.one_person import going_on, linked
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.people import ref_of
from safeguard_app.services.register_facts import known_person, without_title
from safeguard_app.services.session import Session
from safeguard_app.vault import searching

ON_REGISTER = "Their entry on the register of people"
REQUESTS = "requests-for-records"
_OF_NO_COPY = frozenset(
    {
        RecordKind.DOCUMENT,
        RecordKind.DISCLOSURE,
        RecordKind.NAMES_KEY,
        RecordKind.SHARING,
        RecordKind.REFERRAL,
    }
)
"""What hangs on a record and tells of copies that were made, or is one being made: none of it is given."""


_SAY_MORE = frozenset({RecordKind.PERSON_NOTE, RecordKind.IDENTIFICATION})
"""What stands among the lines of a person’s own entry."""


@dataclass(frozen=True, slots=True)
class FoundItem:
    """A record with something about them. ``lines`` are what it says, where it is no incident.

    ``stands`` is another once something of it was changed or added, of which ``newest`` was the last to be written.
    """

    record: Reference
    kind: RecordKind
    day: str
    title: str
    lines: tuple[str, ...] = ()
    stands: str = ""
    newest: datetime | None = None

    @property
    def words(self) -> str:
        """ "2026-0012, cyberbullying: target, Mon 12 Oct 2026"."""
        return ", ".join(part for part in (self.title, self.day) if part)


@dataclass(frozen=True, slots=True)
class RequestFound:
    """An entry of the register of requests for records about the person, and who asked."""

    entry: Reference
    words: str
    asked_by: tuple[PersonRef, ...]


def items_of(session: Session, person: Reference, part: Compartment) -> tuple[FoundItem, ...]:
    """What one part of the log holds about a person, oldest first."""
    found: dict[Reference, FoundItem] = {}
    for line in chronology_of(session, person).lines:
        if line.part is not part:
            continue
        known = found.get(line.record)
        if known is None:
            found[line.record] = _item(line)
        elif known.kind is not RecordKind.INCIDENT:
            found[line.record] = FoundItem(
                known.record, known.kind, known.day, known.title, (*known.lines, *_said(line))
            )
    for item in _by_words(session, person, part):
        found.setdefault(item.record, item)
    return tuple(_standing(session, one, part) for one in found.values())


def _standing(session: Session, item: FoundItem, part: Compartment) -> FoundItem:
    """With a hash of everything that would be given of a record: its lines, or it and what hangs on it, by versions."""
    behind = _behind(session, item, part)
    said = list(item.lines)
    if item.kind is RecordKind.INCIDENT:
        said = [f"{one.reference.id} {one.number}" for one in behind]
    stands = sha256("\n".join(said).encode()).hexdigest()[:16]
    return replace(item, stands=stands, newest=max(one.recorded_at for one in behind))


def _behind(session: Session, item: FoundItem, part: Compartment) -> list[Stored[Any]]:
    """Every record of which something would be given: it, and what hangs on an incident or says more of a person.

    Who was made one with somebody is a version of their own entry, so that this tells of it as well.
    """
    found = [session.vault.get(item.record)]
    opened = session.vault.compartment(part)
    if item.kind is RecordKind.INCIDENT:
        found += [one for one in entries_of(session, item.record) if one.kind not in _OF_NO_COPY]
    elif item.kind is RecordKind.PERSON:
        said = dict.fromkeys(record for record, _ in linked(session, opened, item.record.id))
        more = (session.vault.get(Reference(part, record)) for record in said)
        found += [one for one in more if one.kind in _SAY_MORE]
    return found


def parts_with(session: Session, person: Reference) -> tuple[Compartment, ...]:
    """The open parts of the log that hold something about a person."""
    return tuple(part.id for part in session.vault if items_of(session, person, part.id))


def requests_about(session: Session, person: Reference, part: Compartment) -> tuple[RequestFound, ...]:
    """The entries about a person in the register of requests for records, as far as they stand in one part."""
    if REQUESTS not in session.catalogue.logbooks:
        return ()
    book = book_of(session, REQUESTS)
    made = []
    for filed in entries(session, REQUESTS):
        state = filed.entry.newest
        about = state.answer("about")
        people = about.people if about is not None else ()
        theirs = any(
            one.reference is not None and going_on(session, one.reference) == person for one in people
        )
        if theirs and filed.reference.compartment is part:
            asked = state.answer("asked_by")
            asked_by = asked.people if asked is not None else ()
            made.append(RequestFound(filed.reference, entry_name(session, book, state), asked_by))
    return tuple(made)


def _item(line: ChronologyLine) -> FoundItem:
    if line.opens is RecordKind.INCIDENT:
        return FoundItem(line.record, RecordKind.INCIDENT, line.day, f"{line.number}, {line.what}")
    if line.opens is RecordKind.PERSON:
        return FoundItem(line.record, line.opens, "", ON_REGISTER, _said(line))
    return FoundItem(line.record, line.opens, line.day, line.what, _said(line))


def _said(line: ChronologyLine) -> tuple[str, ...]:
    return (f"{line.day}: {line.what.rstrip('.')}. {line.whole}".strip(),)


def _by_words(session: Session, person: Reference, part: Compartment) -> Iterator[FoundItem]:
    """Every incident of the part whose words hold a whole name of theirs, though no field names them, oldest first.

    All of them, however many: a bundle that silently lacks some would look complete.
    """
    opened = session.vault.compartment(part)
    found: dict[Reference, IncidentLine] = {}
    for name in _sought(session, person):
        in_words = [Reference(part, record) for record in searching.matching(opened, name)]
        in_pictures = (Reference(part, record) for record in searching.matching_pictures(opened, name))
        for record in (*in_words, *(one for one in in_pictures if may_be_shown_small(session, one))):
            _, line = opened.listing.line(record.id) or (None, None)
            if isinstance(line, IncidentLine):
                found[record] = line
    for row in sorted(
        (row_of(session, *one, on_paper=True) for one in found.items()), key=lambda row: (row.sort, row.case)
    ):
        second = ", ".join(part for part in (row.case, row.day, row.people) if part)
        title = f"{row.title}: named in its words"
        yield FoundItem(row.reference, RecordKind.INCIDENT, second, title)


def _sought(session: Session, person: Reference) -> tuple[str, ...]:
    """Every name of several words that they go by or went by, with the marks over its letters and without."""
    own = ref_of(session, person)
    known = known_person(session, own)
    names = [own.name]
    if known is not None:
        names += [known.person.name, *(one.name for one in known.person.names)]
    plain = (without_title(name) for name in names)
    spelt = (form for name in plain if " " in name for form in (name, folded_name(name)))
    return tuple({folded(form): form for form in spelt}.values())
