"""What the people register and the register of declarations hold, gathered for rules: the daily log only."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, cast

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.contact_check import RegisterState
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.declaration_rules import Acknowledgers, OfficesKnown
from safeguard_app.domain.declarations import Declaration, FiledDeclaration
from safeguard_app.domain.folded_text import folded_name
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.moments import Moment, days_of
from safeguard_app.domain.people import KnownPerson, Office, OfficeKind, Person, PersonRef
from safeguard_app.domain.periods import ALWAYS
from safeguard_app.domain.person_rules import HEAD_OFFICES, shown_name
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.standing import Standing, standing_on_day
from safeguard_app.domain.text_rules import folded
from safeguard_app.domain.users import RosterUser
from safeguard_app.services.labels import today
from safeguard_app.services.one_person import going_on_id, present_declaration, with_present_relatives
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

_IN_THE_HEADS_PLACE = (
    OfficeKind.CHAIR,
    OfficeKind.VICE_CHAIR,
    OfficeKind.TRUST_LEAD,
    OfficeKind.AUTHORITY_OFFICER,
)
TITLE = r"(?:[Mm]rs|[Mm]iss|[Mm][rsx]|[Dd]r|[Pp]rofessor|[Pp]rof|[Rr]everend|[Rr]ev|[Ff]r|[Ss]r|[Ss]ir|[Dd]ame)\.?\s+"
"""A title before a name, as a pattern."""
_TITLES = re.compile(rf"^{TITLE}")
_FOUND = RecordId("")
"""Stands in a memory that holds one thing."""


def without_title(name: str) -> str:
    """A name without Mr, Mrs, Dr and the like, single spaces."""
    return _TITLES.sub("", " ".join(name.split()))


def plain_name(name: str) -> str:
    """A name for telling people apart in what is shown: without a title and capitals, with one kind of apostrophe.

    It keeps the marks over letters. Who may not do or read something is asked of :func:`bare_name`, which does not.
    """
    return folded(without_title(name))


def bare_name(name: str) -> str:
    """A name for asking whether somebody is one and the same: without a title, capitals and marks over its letters."""
    return folded_name(without_title(name))


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, with a title or without, with the marks over its letters or without."""
    return bare_name(one) == bare_name(other)


def known_person(session: Session, person: PersonRef) -> KnownPerson | None:
    """The register's own record of somebody named in another record; None when they are not on it."""
    if person.reference is None or person.reference.compartment is not Compartment.DAILY:
        return None
    return person_on_register(session, person.reference.id)


def not_yet_born(session: Session, at: Moment, people: Sequence[PersonRef]) -> tuple[str, ...]:
    """The names of those who were born after a moment for certain, as the register has it."""
    days = days_of(at, session.zone)
    if days is None:
        return ()
    known = (known_person(session, person) for person in people)
    born = ((one.person.name, one.person.date_of_birth) for one in known if one is not None)
    return tuple(name for name, day in born if day is not None and day > days[1])


def before_birth_words(names: Sequence[str]) -> str:
    """What to look at when a date lies before somebody's birth; empty for nobody."""
    if not names:
        return ""
    return f"This is before {joined_words(names)} was born. Check the date, and the date of birth on the register."


def person_on_register(session: Session, wanted: RecordId) -> KnownPerson | None:
    """The register's record of that id, or of what it was merged into, unless it was entered in error."""
    record = going_on_id(session, wanted)
    memory = _since_people_changed(session, "people")
    if record not in memory:
        memory[record] = _read_person(session, record)
    return cast(KnownPerson | None, memory[record])


def know_everybody(session: Session) -> None:
    """Read the register in one go: whoever is about to ask for hundreds of people asks the database once."""
    memory, daily = _since_people_changed(session, "people"), session.vault.daily
    if _FOUND in memory:
        return
    for record, _, person in reading.contents_of_kind(daily.connection, RecordKind.PERSON):
        if person.entered_in_error is not None:
            memory[record] = None
            continue
        memory[record] = KnownPerson(Reference(daily.id, record), with_present_relatives(session, person))
    memory[_FOUND] = None


def know_people(session: Session, people: Iterable[PersonRef]) -> None:
    """Read many people of the register with one question: as :func:`know_everybody`, for some hundreds."""
    memory, daily = _since_people_changed(session, "people"), session.vault.daily
    named = (one.reference for one in people if one.reference is not None)
    wanted = {going_on_id(session, one.id) for one in named if one.compartment is Compartment.DAILY}
    left = [record for record in wanted if record not in memory]
    found = reading.newest_contents(daily.connection, left) if left else {}
    for record in left:
        person = found.get(record, (None, None))[1]
        memory[record] = None
        if isinstance(person, Person) and person.entered_in_error is None:
            present = with_present_relatives(session, person)
            memory[record] = KnownPerson(Reference(daily.id, record), present)


def _read_person(session: Session, record: RecordId) -> KnownPerson | None:
    stored = session.vault.daily.get(record)
    if stored is None or stored.kind is not RecordKind.PERSON or stored.content.entered_in_error is not None:
        return None
    return KnownPerson(stored.reference, with_present_relatives(session, stored.content))


def who_has_left(session: Session, day: date) -> frozenset[RecordId]:
    """Whoever of the register may have left before a day, going by its lists: their entry says it for certain."""
    memory = _since_people_changed(session, f"who had left by {day}")
    if _FOUND not in memory:
        memory[_FOUND] = reading.left_before(session.vault.daily.connection, day)
    return cast(frozenset[RecordId], memory[_FOUND])


def _since_people_changed(session: Session, what: str) -> dict[RecordId, Any]:
    """What was worked out of people's entries, kept until one of them is written again."""
    return session.worked_out(what, state_of(session, RecordKind.PERSON))


def state_of(session: Session, *kinds: RecordKind) -> tuple[int, ...]:
    """Numbers that differ once a record of some kinds was written in any open part."""
    return tuple(number for part in session.vault for number in part.state_of(*kinds))


def relatives_of(session: Session, pupil: KnownPerson) -> tuple[KnownPerson, ...]:
    """The pupil's relatives on the register, linked from either side."""
    linked = [link.person for link in pupil.person.family]
    for record, role in reading.linked_to(session.vault.daily.connection, pupil.reference.id):
        if role == "family":
            linked.append(record)
    found = (person_on_register(session, record) for record in dict.fromkeys(linked))
    return tuple({person.reference: person for person in found if person is not None}.values())


def acting_for_school(session: Session) -> tuple[str, ...]:
    """The names of those who act for the school by its own record: its leaders, who uses the log, whom it rings."""
    school = session.school
    own = (school.head_name, school.dsl_name, school.chair_name)
    names = (*own, *(user.name for user in session.roster.users), *(one.name for one in school.contacts))
    return tuple(name for name in names if name.strip())


def stored_declarations(session: Session) -> list[Stored[Declaration]]:
    """Every declaration on the register that was not entered in error."""
    daily = session.vault.daily
    memory = session.worked_out("declarations", state_of(session, RecordKind.DECLARATION))
    if _FOUND not in memory:
        found: list[Stored[Declaration]] = reading.of_kind(daily.connection, daily.id, RecordKind.DECLARATION)
        memory[_FOUND] = tuple(stored for stored in found if stored.content.entered_in_error is None)
    return list(cast(tuple[Stored[Declaration], ...], memory[_FOUND]))


def filed(stored: Stored[Declaration]) -> FiledDeclaration:
    """A declaration as rules take it."""
    return FiledDeclaration(stored.reference, stored.number, stored.content)


def declaration(session: Session, reference: Reference) -> Stored[Declaration]:
    """The newest version of a declaration. KeyError when there is none such."""
    stored = session.vault.get(reference)
    if stored.kind is not RecordKind.DECLARATION:
        raise KeyError(reference.id)
    return stored  # type: ignore[return-value]  # the kind says the type


def acknowledgers(session: Session) -> Acknowledgers:
    """Which offices decide in this nation: the head for staff, and for the head whoever has that place here."""
    offered = {choice.code for choice in session.catalogue.choices(ListName.OFFICES, session.nation)}
    for_head = tuple(office for office in _IN_THE_HEADS_PLACE if office.value in offered)
    return Acknowledgers(for_head=for_head)


def offices_of(session: Session, person: PersonRef) -> tuple[Office, ...]:
    """The offices a person holds or held; whoever the school names as its head counts as head."""
    known = known_person(session, person)
    offices = known.person.offices if known is not None else ()
    named_head = session.school.head_name
    is_head = bool(named_head) and same_name(person.name, named_head)
    if is_head and not any(office.kind in HEAD_OFFICES for office in offices):
        return (*offices, Office(OfficeKind.HEADTEACHER, ALWAYS))
    return offices


def offices_known(session: Session, adult: PersonRef, decides: PersonRef) -> OfficesKnown:
    """The offices of the two people of a decision, as the rules need them.

    Somebody who is not on the register, or has no office entered there, is taken at the capacity that was entered.
    """
    known = known_person(session, decides)
    deciding = known.person.offices if known is not None and known.person.offices else None
    return OfficesKnown(offices_of(session, adult), deciding)


def person_of_user(session: Session, user: RosterUser | None = None) -> KnownPerson | None:
    """A user (None: the signed-in one) on the people register, found by name where exactly one adult there has it.

    Of two who differ by an accent alone it is the one who is written as the user is.
    """
    name = (user or session.user).name
    found = adults_named(session, name)
    if len(found) > 1:
        found = [one for one in found if plain_name(one.person.name) == plain_name(name)]
    return found[0] if len(found) == 1 else None


def adults_named(session: Session, name: str) -> list[KnownPerson]:
    """Whoever of the register works here, or holds an office, and has this name."""
    known = (person_on_register(session, record) for record in _of_that_name(session, bare_name(name)))
    return [one for one in known if one is not None and (one.person.posts or one.person.offices)]


def _of_that_name(session: Session, wanted: str) -> tuple[RecordId, ...]:
    """Whoever has the name: asked of everybody on the register once, and again once the list of them is another."""
    lines = session.vault.daily.listing.lines(RecordKind.PERSON)
    memory = session.worked_out("of the name", wanted)
    kept = memory.get(_FOUND)
    if kept is None or kept[0] is not lines:
        found = tuple(record for record, line in lines if bare_name(getattr(line, "name", "")) == wanted)
        kept = memory[_FOUND] = (lines, found)
    return cast(tuple[RecordId, ...], kept[1])


def is_signed_in(session: Session, person: PersonRef) -> bool:
    """Whether somebody named in a record is the signed-in user: by name, by record, or both being the Headteacher."""
    if same_name(person.name, session.user.name):
        return True
    known, me = known_person(session, person), person_of_user(session)
    if known is not None and me is not None and known.reference == me.reference:
        return True
    named_head = session.school.head_name
    return session.user.is_head and bool(named_head) and same_name(person.name, named_head)


def standing_on(session: Session, content: Declaration, day: date, known_at: datetime) -> Standing:
    """How a declaration stood at the end of a day: a sheet dated that day counts, whatever its hour."""
    return standing_on_day(present_declaration(session, content), day, known_at, session.zone)


def standing_now(session: Session, content: Declaration) -> Standing:
    """How a declaration stands now. Nothing entered lies in the future, so today counts whole.

    Today asks it of every declaration for several reasons: it is worked out once until something is written.
    """
    day = today(session)
    basis = (day, state_of(session, RecordKind.DECLARATION, RecordKind.PERSON))
    memory = cast(dict[int, tuple[Declaration, Standing]], session.worked_out("standing now", basis))
    known = memory.get(id(content))
    if known is None or known[0] is not content:
        known = memory[id(content)] = (content, standing_on(session, content, day, session.now()))
    return known[1]


def register_state(session: Session) -> RegisterState:
    """Since when the register is complete, as the school has said."""
    said = session.school.register_complete_since
    return RegisterState(date.fromisoformat(said) if said else None)


def name_now(session: Session, person: PersonRef) -> str:
    """A person's name as the register has it now; as it was written where they are not on it."""
    known = known_person(session, person)
    return shown_name(known.person) if known is not None else person.name


def person_now(session: Session, person: PersonRef) -> Person | None:
    """The register's record of a person, or None."""
    known = known_person(session, person)
    return known.person if known is not None else None
