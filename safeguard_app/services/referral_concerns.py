"""Earlier concerns about the adult of a referral, found in the compartments this user opens, and never elsewhere.

They are proposed. Only what a person ticks is printed: an earlier self-report made in good faith has to stay visible
as what it was, and a concern that has nothing to do with this one has to stay out.
"""

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.incident_lists import all_lines
from safeguard_app.services.labels import category_name, role_label, when
from safeguard_app.services.referral_views import EarlierConcern
from safeguard_app.services.register_facts import plain_name
from safeguard_app.services.session import Session

_ROLES = frozenset({"adult_of_concern", "adult_contacted", "alleged", "author", "account"})


def earlier_concerns(
    session: Session, incident: Reference, adult: PersonRef, ticked: tuple[Reference, ...]
) -> tuple[EarlierConcern, ...]:
    """Every other incident in which the adult stands as more than a witness or a name, oldest first."""
    found = []
    for reference, line in all_lines(session):
        role = _role_in(line, adult)
        if role and reference != incident:
            found.append(
                (line.attention.start or line.entered_at, _concern(session, reference, line, role, ticked))
            )
    return tuple(concern for _, concern in sorted(found, key=lambda entry: entry[0]))


def earlier_sentences(concerns: tuple[EarlierConcern, ...]) -> str:
    """The ticked ones, one to a line, as they print; empty when none is ticked."""
    return "\n".join(
        f"{one.when}: {one.category}. {one.summary} ({one.case})" for one in concerns if one.ticked
    )


def _role_in(line: IncidentLine, adult: PersonRef) -> str:
    for person in line.people:
        if person.role not in _ROLES:
            continue
        if adult.reference is not None and person.id:
            if person.id == adult.reference.id:
                return person.role
        elif plain_name(person.name) == plain_name(adult.name):
            return person.role
    return ""


def _concern(
    session: Session, reference: Reference, line: IncidentLine, role: str, ticked: tuple[Reference, ...]
) -> EarlierConcern:
    happened = when(session, line.happened) if line.happened.is_known else when(session, line.attention)
    return EarlierConcern(
        incident=reference,
        case=line.case,
        category=f"{category_name(session, line.category)}, as {role_label(session, role).lower()}",
        when=happened,
        summary=line.summary,
        ticked=reference in ticked,
    )
