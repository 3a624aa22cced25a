"""The register of people: adding, correcting, finding, and the page of one person as far as this user's keys open."""

from dataclasses import dataclass, replace
from datetime import date

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.index_lines import IncidentLine, PersonLine
from safeguard_app.domain.people import (
    FamilyLink,
    KnownPerson,
    Person,
    PersonKind,
    PersonRef,
    Post,
    Withdrawal,
)
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_checks import checked_person
from safeguard_app.domain.person_rules import (
    ADULT_TYPE_WORDS,
    KIND_WORDS,
    age_on,
    describe_person,
    person_ref,
    relation_words,
    shown_name,
    turned_relation,
)
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import folded
from safeguard_app.services.handle_records import records_naming_account
from safeguard_app.services.identified import seen_as
from safeguard_app.services.incident_lists import row_of
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.labels import label, platform_name, role_label, today
from safeguard_app.services.one_person import counts_in, going_on, going_on_id, linked
from safeguard_app.services.person_details import with_status
from safeguard_app.services.relatives import check_relatives
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading

MOST_SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the list: name, what they are here, and in how many records they stand."""

    reference: Reference
    name: str
    detail: str
    kind: PersonKind
    records: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row of a type-ahead. ``person`` is what goes into a record; ``count`` words how often they were seen."""

    person: PersonRef
    name: str
    detail: str
    count: str


@dataclass(frozen=True, slots=True)
class PersonRecordLine:
    """One record on a person's page."""

    reference: Reference
    case: str
    kind: str
    role: str
    happened: str
    status: str
    meaning: StatusMeaning | None


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A relative or connection: who, what they are to this person, and a note."""

    person: Reference | None
    name: str
    relation: str
    note: str


@dataclass(frozen=True, slots=True)
class HandleLine:
    """An account: handle, platform, how sure, and in how many records it stands."""

    handle: str
    platform: str
    how_sure: str
    seen_in: str
    claimed: str = ""
    """Whose it says it is, where that is somebody else."""


@dataclass(frozen=True, slots=True)
class PersonPage:
    """The page of one person. ``version`` and ``person`` are what a correction starts from."""

    reference: Reference
    version: int
    person: Person
    name: str
    tags: tuple[str, ...]
    records: tuple[PersonRecordLine, ...]
    family: tuple[FamilyLine, ...]
    handles: tuple[HandleLine, ...]
    posts: tuple[str, ...]
    flags: tuple[str, ...]


def add(session: Session, person: Person, record: RecordId | None = None) -> tuple[Reference, Changes]:
    """Add somebody to the register of the daily log, as ``record`` where their draft had that id already.

    Two people may have the same name; they are two records.
    """
    clean = checked_person(person, today(session))
    daily, record = session.vault.daily, record or new_record_id()
    check_relatives(session, record, clean)
    with daily.write(EventKind.PERSON_ADDED, session.user.id, session.now(), record=record) as work:
        work.put(record, clean)
    reference = Reference(daily.id, record)
    return reference, changed(reference, kinds=(RecordKind.PERSON,), said="Added to the register.")


def correct(
    session: Session, reference: Reference, person: Person, reason: str, *, replacing: int
) -> Changes:
    """Add a corrected version of a person with its reason. What records say of them does not change."""
    why = required_reason(reason)
    clean = checked_person(person, today(session))
    if clean.family != stored_person(session, reference).content.family:
        check_relatives(session, reference.id, clean)
    with session.vault.compartment(reference.compartment).write(
        EventKind.PERSON_CORRECTED, session.user.id, session.now(), record=reference.id
    ) as work:
        work.put(reference.id, clean, reason=why, replacing=replacing)
    return changed(reference, kinds=(RecordKind.PERSON,), said="Corrected.")


def enter_in_error(session: Session, reference: Reference, reason: str) -> Changes:
    """Take a person off the register. Refused while records or declarations name them."""
    why = required_reason(reason)
    if naming(session, reference):
        raise RuleViolation({"person": "Records name this person. Take them off those records first."})
    stored = stored_person(session, reference)
    if stored.content.merged_from:
        raise RuleViolation({"person": "Another entry was merged into this one. Take the two apart first."})
    mark = Withdrawal(session.now(), session.user.name, why)
    person = replace(stored.content, entered_in_error=mark)
    with session.vault.compartment(reference.compartment).write(
        EventKind.ENTERED_IN_ERROR, session.user.id, session.now(), record=reference.id
    ) as work:
        work.put(reference.id, person, reason=why, replacing=stored.number)
    return changed(reference, kinds=(RecordKind.PERSON,), said="Taken off the register.")


def stored_person(session: Session, reference: Reference) -> Stored[Person]:
    """The newest version of a person. Raises NoKey or KeyError."""
    stored = session.vault.get(reference)
    if stored.kind is not RecordKind.PERSON:
        raise KeyError(reference.id)
    return stored  # type: ignore[return-value]  # the kind says the type


def known(session: Session, reference: Reference) -> KnownPerson:
    """A person with their reference, as the contact check wants them."""
    return KnownPerson(reference, stored_person(session, reference).content)


def ref_of(session: Session, reference: Reference, on: date | None = None) -> PersonRef:
    """A frozen copy of a person for a record: name and what they are on a day."""
    return person_ref(known(session, reference), on or today(session))


def naming(session: Session, reference: Reference) -> list[tuple[Reference, str]]:
    """Records that name a person, each with the role there, over every open compartment; relatives left out."""
    return [
        (Reference(compartment.id, record), role)
        for compartment in session.vault
        for record, role in linked(session, compartment, reference.id)
        if role != "family"
    ]


def rows(
    session: Session, text: str = "", kinds: frozenset[PersonKind] = frozenset(), status: str = ""
) -> list[PersonRow]:
    """The list of people, by surname, narrowed by any part of name, class or handle, and by a status held today."""
    counts = record_counts(session)
    holding = with_status(session, status) if status else None
    made = []
    for compartment in session.vault:
        for record, line in compartment.listing.lines(RecordKind.PERSON):
            if not isinstance(line, PersonLine) or (kinds and line.kind not in kinds):
                continue
            if holding is not None and record not in holding:
                continue
            if not text.strip() or _rank(words_of(session, record, line), text) is not None:
                detail = line_detail(session, line)
                reference = Reference(compartment.id, record)
                made.append(PersonRow(reference, line_name(line), detail, line.kind, counts.get(record, 0)))
    return made


def record_counts(session: Session) -> dict[str, int]:
    """For every person: in how many incidents they stand, over what this user's keys open."""
    counts: dict[str, int] = {}
    for compartment in session.vault:
        for target, count in counts_in(session, compartment, RecordKind.INCIDENT).items():
            counts[target] = counts.get(target, 0) + count
    return counts


def suggest(session: Session, typed: str, kinds: frozenset[PersonKind] = frozenset()) -> list[Suggestion]:
    """People for a type-ahead: by any name part, class, year or handle. Leaves no trace."""
    if not typed.strip():
        return []
    counted = [counts_in(session, compartment, RecordKind.INCIDENT) for compartment in session.vault]
    found: list[tuple[int, str, Reference, PersonLine]] = []
    for compartment in session.vault:
        for record, line in compartment.listing.lines(RecordKind.PERSON):
            if not isinstance(line, PersonLine) or (kinds and line.kind not in kinds):
                continue
            rank = _rank(words_of(session, record, line), typed)
            if rank is not None:
                found.append((rank, line_name(line).casefold(), Reference(compartment.id, record), line))
    found.sort(key=lambda one: one[:2])
    made = []
    for _, _, reference, line in found[:MOST_SUGGESTED]:
        name, detail = line_name(line), line_detail(session, line)
        count = sum(counts.get(reference.id, 0) for counts in counted)
        words = "" if not count else ("in 1 record" if count == 1 else f"in {count} records")
        made.append(Suggestion(PersonRef(reference, name, detail), name, detail, words))
    return made


@dataclass(frozen=True, slots=True)
class SoughtBy:
    """What a person is found by, folded once: it is asked of everybody at every letter typed."""

    name: str
    words: tuple[str, ...]
    handles: str
    rest: tuple[str, ...]

    def begins(self, wanted: str) -> bool:
        """Whether the name, or a word of it, begins with ``wanted``, which is folded."""
        return self.name.startswith(wanted) or any(word.startswith(wanted) for word in self.words)


def words_of(session: Session, record: RecordId, line: PersonLine) -> SoughtBy:
    """What somebody on the register is found by."""
    memory = session.worked_out("sought by")
    kept = memory.get(record)
    if kept is None or kept[0] is not line:
        name = folded(f"{line.name} {line.known_as}")
        rest = f"{line.class_name} {line.year_group} {line.title}".casefold().split()
        handles = " ".join(line.handles).casefold()
        kept = memory[record] = (line, SoughtBy(name, tuple(name.split()), handles, tuple(rest)))
    found: SoughtBy = kept[1]
    return found


def line_name(line: PersonLine) -> str:
    """The name to show in a list: somebody not named yet goes by their account, or says so."""
    return line.name or (line.handles[0] if line.handles else KIND_WORDS[line.kind])


def line_detail(session: Session, line: PersonLine) -> str:
    """What somebody is here, short: "Pupil, 4B, Year 4, aged 8"; of who has left, what they were, and until when."""
    day = today(session)
    gone = line.left is not None and line.left < day
    if line.title:
        return f"Formerly {_mid_sentence(line.title)}, until {line.left:%Y}" if gone else line.title
    person = Person(
        line.name,
        line.kind,
        date_of_birth=line.date_of_birth,
        year_group=line.year_group,
        class_name=line.class_name,
        on_roll=(Period(None, line.left),) if gone else (),
    )
    if line.kind is PersonKind.ACCOUNT_ONLY and line.handles:
        return "Account, owner not known"
    return describe_person(person, day)


def _mid_sentence(words: str) -> str:
    """Words within a sentence: "midday supervisor", and "SENCO" as it is."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _rank(person: SoughtBy, typed: str) -> int | None:
    """0 where the name begins so, 1 where a word of it does, 2 for class, year or handle; None for no match."""
    whole = folded(typed)
    wanted, words = whole.split(), person.words
    in_name = True
    for part in wanted:
        if any(word.startswith(part) for word in words):
            continue
        in_name = False
        if part.lstrip("@") not in person.handles and not any(word.startswith(part) for word in person.rest):
            return None
    if person.name.startswith(whole.strip()):
        return 0
    return 1 if in_name else 2


def open_person(session: Session, reference: Reference) -> PersonPage:
    """The page of a person, or of whom they were merged into: the view is recorded before anything is returned."""
    reference = going_on(session, reference)
    compartment = session.vault.compartment(reference.compartment)
    stored = stored_person(session, reference)
    compartment.note_view(reference.id, session.user.id, session.now())
    person, day = stored.content, today(session)
    age = age_on(person, day)
    tags = [describe_person(person, day)]
    if person.date_of_birth is not None and age is not None:
        tags.append(f"Born {person.date_of_birth.day} {person.date_of_birth:%b %Y}")
    return PersonPage(
        reference=reference,
        version=stored.number,
        person=person,
        name=shown_name(person),
        tags=tuple(tags),
        records=_records(session, reference),
        family=_family(session, reference, person),
        handles=_handles(session, person),
        posts=tuple(shown_post(post) for post in person.posts),
        flags=(),
    )


def _records(session: Session, reference: Reference) -> tuple[PersonRecordLine, ...]:
    made = []
    for found, role in naming(session, reference):
        line = reading.line(session.vault.compartment(found.compartment).connection, found.id)
        if line is None or not isinstance(line[1], IncidentLine):
            continue
        row = row_of(session, found, line[1])
        made.append(
            (
                row.sort,
                PersonRecordLine(
                    found, row.case, row.title, role_label(session, role), row.day, row.status, row.meaning
                ),
            )
        )
    for seen in seen_as(session, reference):
        line = reading.line(session.vault.compartment(seen.record.compartment).connection, seen.record.id)
        if line is not None and isinstance(line[1], IncidentLine):
            row = row_of(session, seen.record, line[1])
            role = f"{seen.role}, {seen.words}"
            shown = PersonRecordLine(seen.record, row.case, row.title, role, row.day, row.status, row.meaning)
            made.append((row.sort, shown))
    return tuple(line for _, line in sorted(made, key=lambda one: one[0], reverse=True))


def _family(session: Session, reference: Reference, person: Person) -> tuple[FamilyLine, ...]:
    lines = [_family_line(session, link) for link in person.family]
    mine = {link.person for link in person.family}
    own = {reference.id, *person.merged_from}
    for compartment in session.vault:
        for record, role in linked(session, compartment, reference.id):
            if role != "family" or record in mine:
                continue
            other = stored_person(session, Reference(compartment.id, record))
            for link in other.content.family:
                if link.person in own:
                    turned = replace(link, person=record, relation=turned_relation(link.relation), words="")
                    lines.append(_family_line(session, turned))
    return tuple(lines)


def _family_line(session: Session, link: FamilyLink) -> FamilyLine:
    found = session.vault.find(going_on_id(session, link.person))
    notes = []
    if link.parental_responsibility:
        notes.append("Parental responsibility")
    if link.household:
        notes.append("Same household")
    relation = relation_words(link.relation, link.words).capitalize()
    person = found.content if found is not None else None
    if found is None or not isinstance(person, Person) or person.entered_in_error is not None:
        return FamilyLine(None, "Somebody not on this register", relation, ". ".join(notes))
    who = describe_person(person, today(session))
    return FamilyLine(found.reference, person.name, relation, ". ".join([who, *notes]))


def _handles(session: Session, person: Person) -> tuple[HandleLine, ...]:
    made = []
    for handle in person.handles:
        sure = label(session, ListName.HANDLE_CONFIDENCE, handle.confidence)
        count = handle_sightings(session, handle.name)
        seen = "no records" if not count else ("1 record" if count == 1 else f"{count} records")
        how = f"{sure}, {handle.how_known}" if handle.how_known else sure
        made.append(
            HandleLine(handle.name, platform_name(session, handle.platform), how, seen, handle.claimed_owner)
        )
    return tuple(made)


def handle_sightings(session: Session, handle: str) -> int:
    """In how many incidents a handle is written, over what this user's keys open."""
    return len(records_naming_account(session, handle))


def shown_post(post: Post) -> str:
    """What the post is called, how its holder comes to work here, and from when to when."""
    kind, (start, end) = ADULT_TYPE_WORDS[post.adult_type], (post.period.start, post.period.end)
    since = f"from {start.day} {start:%b %Y}" if start else ""
    until = f"to {end.day} {end:%b %Y}" if end else ""
    if not post.title or folded(post.title) == folded(kind):
        names = [post.title or kind]
    else:
        names = [post.title, _mid_sentence(kind)]
    return ", ".join(filter(None, (*names, " ".join(filter(None, (since, until))))))
