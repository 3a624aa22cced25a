"""Beside a concern about an adult: which declarations they acknowledged, and who is to acknowledge them again.

Told on the record of the concern and nowhere else: the register, Today and every print of them are read by people who
must not learn of the concern from them, the adult among them.
"""

from safeguard_app.domain.date_words import count_words, joined_words
from safeguard_app.domain.declaration_rules import declares_as_head
from safeguard_app.domain.declarations import Step
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.incident_views import FirstActionLine
from safeguard_app.services.register_facts import (
    name_now,
    offices_of,
    same_name,
    standing_now,
    stored_declarations,
)
from safeguard_app.services.session import Session
from safeguard_app.services.subject_of_concern import SUBJECT_ROLES

_MOST_NAMED = 5


def to_acknowledge_again(
    session: Session, reference: Reference, incident: Incident
) -> tuple[FirstActionLine, ...]:
    """An action for each adult the concern is about whose acknowledgements are in force; none in the daily log.

    What stands in the daily log is read by everybody, so that nothing apart has to be kept from anybody there.
    """
    if reference.compartment is Compartment.DAILY or incident.entered_in_error is not None:
        return ()
    subjects = [one.person for one in incident.participants if one.role in SUBJECT_ROLES]
    return tuple(line for person in subjects if (line := _line(session, person)) is not None)


def _line(session: Session, person: PersonRef) -> FirstActionLine | None:
    declarers = []
    by: Step | None = None
    for stored in stored_declarations(session):
        state = standing_now(session, stored.content).state
        if state.is_acknowledged and state.by is not None and _is_them(state.by.by, person):
            declarers.append(name_now(session, stored.content.adult))
            by = by or state.by
    if by is None:
        return None
    is_head = declares_as_head(offices_of(session, person), by, session.zone)
    words = session.words(head_is_subject=is_head)
    who = words.term("chair" if is_head else "head")
    named = sorted(dict.fromkeys(declarers))
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    text = (
        f"{person.name} acknowledged {count_words(len(declarers), 'declaration')} now in force"
        f" ({joined_words(named[:_MOST_NAMED])}{more}). They stay in force; the {who} should acknowledge them again."
        " The register is read by everybody who opens the log, so enter nothing there before it may be known."
    )
    return FirstActionLine(text, who, "", None)


def _is_them(one: PersonRef, other: PersonRef) -> bool:
    if one.reference is not None and other.reference is not None:
        return one.reference == other.reference
    return same_name(one.name, other.name)
