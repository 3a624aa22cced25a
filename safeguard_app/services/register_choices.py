"""What the pages of people, declarations and contact checks offer to pick from, in the nation's words.

Read once after unlock; nothing in it depends on a record.
"""

from dataclasses import dataclass
from datetime import tzinfo

from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import person_ref
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.labels import today
from safeguard_app.services.reference import ListName
from safeguard_app.services.register_facts import person_of_user, person_on_register, plain_name
from safeguard_app.services.session import Session


@dataclass(frozen=True, slots=True)
class RegisterChoices:
    """Lists as (code, label, help), the nation's titles, and who is signed in."""

    zone: tzinfo
    myself: PersonRef
    """The signed-in user, by their record on the people register where they have one."""
    head: str
    chair: str
    lead: str
    head_person: PersonRef | None
    """Whoever the school names as its head, by their record on the people register where they have one."""
    chair_person: PersonRef | None
    person_kinds: tuple[ChoiceLine, ...]
    adult_types: tuple[ChoiceLine, ...]
    offices: tuple[ChoiceLine, ...]
    relations: tuple[ChoiceLine, ...]
    confidences: tuple[ChoiceLine, ...]
    platforms: tuple[ChoiceLine, ...]
    declaration_kinds: tuple[ChoiceLine, ...]
    declared_sides: tuple[ChoiceLine, ...]
    connections: tuple[ChoiceLine, ...]
    contact_ways: tuple[ChoiceLine, ...]
    steps: tuple[ChoiceLine, ...]
    hows: tuple[ChoiceLine, ...]
    parents_aware: tuple[ChoiceLine, ...]
    households: tuple[ChoiceLine, ...]
    directions: tuple[ChoiceLine, ...]
    visibilities: tuple[ChoiceLine, ...]
    extents: tuple[ChoiceLine, ...]
    content_seen: tuple[ChoiceLine, ...]
    came_to_light: tuple[ChoiceLine, ...]
    initiators: tuple[ChoiceLine, ...]
    handlings: tuple[ChoiceLine, ...]
    head_told_by: tuple[ChoiceLine, ...]
    protocol_kept: tuple[ChoiceLine, ...]
    harm_threshold: tuple[ChoiceLine, ...]
    name_kinds: tuple[ChoiceLine, ...]
    statuses: tuple[ChoiceLine, ...]
    """Those of this nation; what a record holds of another's is shown all the same."""


def register_choices(session: Session) -> RegisterChoices:
    """Everything the forms of the register and of the contact check offer."""
    words = session.words()
    known = person_of_user(session)
    name = session.user.name
    myself = session.myself() if known is None else PersonRef(known.reference, name, session.user.label)
    return RegisterChoices(
        zone=session.zone,
        myself=myself,
        head=words.term("head"),
        chair=words.term("chair"),
        lead=words.term("school_lead"),
        head_person=_named(session, session.school.head_name, words.term("head")),
        chair_person=_named(session, session.school.chair_name, words.term("chair")),
        person_kinds=_lines(session, ListName.PERSON_KINDS),
        adult_types=_lines(session, ListName.ADULT_TYPES),
        offices=_lines(session, ListName.OFFICES),
        relations=_lines(session, ListName.RELATIONSHIPS),
        confidences=_lines(session, ListName.HANDLE_CONFIDENCE),
        platforms=tuple(ChoiceLine(one.code, one.name) for one in session.catalogue.platforms.values()),
        declaration_kinds=_lines(session, ListName.DECLARATION_KINDS),
        declared_sides=_lines(session, ListName.DECLARED_SIDES),
        connections=_lines(session, ListName.CONNECTIONS),
        contact_ways=_lines(session, ListName.CONTACT_WAYS),
        steps=_lines(session, ListName.DECLARATION_STEPS),
        hows=_lines(session, ListName.ACKNOWLEDGED_HOW),
        parents_aware=_lines(session, ListName.PARENTS_AWARE),
        households=_lines(session, ListName.HOUSEHOLDS),
        directions=_lines(session, ListName.CONTACT_DIRECTIONS),
        visibilities=_lines(session, ListName.VISIBILITIES),
        extents=_lines(session, ListName.CONTACT_EXTENTS),
        content_seen=_lines(session, ListName.CONTENT_SEEN),
        came_to_light=_lines(session, ListName.CAME_TO_LIGHT),
        initiators=_lines(session, ListName.INITIATORS),
        handlings=_lines(session, ListName.REQUEST_HANDLING),
        head_told_by=_lines(session, ListName.HEAD_TOLD_BY),
        protocol_kept=_lines(session, ListName.PROTOCOL_KEPT),
        harm_threshold=_lines(session, ListName.HARM_THRESHOLD),
        name_kinds=_lines(session, ListName.NAME_KINDS),
        statuses=_lines(session, ListName.PERSON_STATUSES),
    )


def _named(session: Session, name: str, title: str) -> PersonRef | None:
    """Somebody the school's own record names; None where it names nobody."""
    if not name.strip():
        return None
    daily, wanted = session.vault.daily, plain_name(name)
    found = [
        record
        for record, line in daily.listing.lines(RecordKind.PERSON)
        if plain_name(getattr(line, "name", "")) == wanted
    ]
    known = person_on_register(session, found[0]) if len(found) == 1 else None
    return PersonRef(None, name, title) if known is None else person_ref(known, today(session))


def _lines(session: Session, name: ListName) -> tuple[ChoiceLine, ...]:
    fill = session.words().fill
    return tuple(
        ChoiceLine(one.code, fill(one.label), fill(one.help))
        for one in session.catalogue.choices(name, session.nation)
    )
