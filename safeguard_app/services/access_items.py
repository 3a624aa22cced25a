"""Every record that holds something about a person, over what this user's keys open: a subject-access bundle is of it.

Records that name them in a field, lines about them in registers, notes and declarations, and incidents whose words name
them. A search need be reasonable and proportionate: what only describes somebody, nobody finds by a name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from safeguard_app.domain.folded_text import folded_name
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import folded
from safeguard_app.services.access_entry import telling_of
from safeguard_app.services.access_found import FoundItem
from safeguard_app.services.access_further import Whose, hung_on, others
from safeguard_app.services.access_kinds import WITHIN
from safeguard_app.services.chronology import chronology_of
from safeguard_app.services.chronology_views import ChronologyLine, LineKind
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
TELLING = "telling"
TELLING_TITLE = "Their entry: who may be told, and who not"
_BESIDE_ENTRY = "Notes about them, kept apart from the register"
_DECLARED = "Declaration of a connection"
REQUESTS = "requests-for-records"
_SAY_MORE = frozenset({RecordKind.PERSON_NOTE, RecordKind.IDENTIFICATION})
"""What stands among the lines of a person’s own entry."""
_PRINTED_WHOLE = frozenset(
    {RecordKind.INCIDENT, RecordKind.REFERRAL, RecordKind.PERSON, RecordKind.DECLARATION}
)
"""What has a paper of its own, of which every version says something else."""
_ONCE_LESS = frozenset({RecordKind.PERSON, RecordKind.DECLARATION})
"""What is given whole, where the version before gave lines of it: no decision of then holds."""


@dataclass(frozen=True, slots=True)
class RequestFound:
    """An entry of the register of requests for records about the person, and who asked."""

    entry: Reference
    words: str
    asked_by: tuple[PersonRef, ...]


def items_of(session: Session, person: Reference, part: Compartment) -> tuple[FoundItem, ...]:
    """What one part of the log holds about a person: their entry, records oldest first, and what hangs on each."""
    lines = chronology_of(session, person).lines
    found = {one.key: one for one in _entry(session, person, part)}
    for line in (one for one in lines if one.part is part):
        known = found.get((line.record, ""))
        if known is None:
            made = _item(line)
            found[made.key] = made
        elif known.kind is not RecordKind.INCIDENT:
            found[known.key] = replace(known, lines=(*known.lines, *_said(line)))
        elif line.kind is LineKind.INCIDENT:  # an earlier line may be another child's plan
            found[known.key] = _item(line)
    for item in _by_words(session, person, part):
        found.setdefault(item.key, item)
    there = [one for one in found.values() if one.kind is RecordKind.INCIDENT]
    records = {one.record for one in lines if one.opens is RecordKind.INCIDENT}
    whose = Whose(session, person, part, records | {one.record for one in there})
    further = [*(item for one in there for item in hung_on(session, person, one.record)), *others(whose)]
    for item in further:
        found.setdefault(item.key, item)
    return tuple(_standing(session, one, part) for one in _in_order(found.values()))


def _in_order(found: Iterable[FoundItem]) -> Iterator[FoundItem]:
    """What hangs on an incident stands behind it; the rest as it was found."""
    items = list(found)
    hung = [one for one in items if one.hangs_on is not None]
    for one in items:
        if one.hangs_on is None:
            yield one
            yield from (other for other in hung if other.hangs_on == one.record)


def _entry(session: Session, person: Reference, part: Compartment) -> Iterator[FoundItem]:
    """Their entry, and by itself what it says of telling others, which may have to be withheld alone."""
    if person.compartment is part:
        yield FoundItem(person, RecordKind.PERSON, "", ON_REGISTER)
        if telling_of(session, person):
            yield FoundItem(person, RecordKind.PERSON, "", TELLING_TITLE, section=TELLING)


def _standing(session: Session, item: FoundItem, part: Compartment) -> FoundItem:
    """With a hash of everything that would be given of it: its lines, and the versions of what is printed whole."""
    behind = _behind(session, item, part)
    said = list(item.lines)
    if item.section == TELLING:
        said = [telling_of(session, item.record)]
    elif item.kind in _PRINTED_WHOLE and item.record.compartment is part:
        said += [f"{one.reference.id} {one.number}" for one in behind]
    stands = sha256("\n".join(said).encode()).hexdigest()[:16]
    newest = None if item.kind in _ONCE_LESS else max(one.recorded_at for one in behind)
    return replace(item, stands=stands, newest=newest)


def _behind(session: Session, item: FoundItem, part: Compartment) -> list[Stored[Any]]:
    """Every record of which something would be given: it, and what hangs on an incident or says more of a person.

    A form is filled from its incident. Who was made one with somebody is a version of their own entry, so that this
    tells of it as well.
    """
    found = [session.vault.get(item.record)]
    opened = session.vault.compartment(part)
    if item.kind is RecordKind.INCIDENT:
        found += [one for one in entries_of(session, item.record) if one.kind in WITHIN]
    elif item.kind is RecordKind.REFERRAL and item.hangs_on is not None:
        found.append(session.vault.get(item.hangs_on))
        found += [one for one in entries_of(session, item.hangs_on) if one.kind in WITHIN]
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
    """A record, by words that name nobody else: they stand in the exemption log as well."""
    if line.opens is RecordKind.INCIDENT:
        return FoundItem(line.record, RecordKind.INCIDENT, line.day, f"{line.number}, {line.what}")
    if line.opens is RecordKind.PERSON:
        return FoundItem(line.record, line.opens, "", _BESIDE_ENTRY, _said(line))
    title = _DECLARED if line.opens is RecordKind.DECLARATION else line.what
    return FoundItem(line.record, line.opens, line.day, title, _said(line))


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
        second = ", ".join(part for part in (row.case, row.day) if part)
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
