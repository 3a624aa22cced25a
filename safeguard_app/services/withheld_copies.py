"""What stays out of the copies of a record: whoever asked not to be named, by every name that the register has.

Every paper asks here, so that all leave out the same, and all name the school and its people in full.
"""

from collections.abc import Iterable

from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonKind
from safeguard_app.domain.person_rules import shown_name
from safeguard_app.services.identified import behind_a_copy
from safeguard_app.services.labels import role_label
from safeguard_app.services.register_facts import acting_for_school, known_person, relatives_of
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_kept import KeptNames
from safeguard_app.services.withheld_names import Withheld, withheld_names

_GROWN_UP = frozenset({PersonKind.PARENT_CARER, PersonKind.STAFF})


def left_out_of(session: Session, incident: Incident, place: Reference | None) -> Withheld | None:
    """What stays out of a copy of a record that is kept at ``place``; None where nobody asked."""
    behind = behind_a_copy(session, incident.participants, place)
    return withheld_names(incident, behind, named_anyway(session, (incident,)))


def named_anyway(session: Session, incidents: Iterable[Incident]) -> KeptNames:
    """What copies of these records name whoever asked: the school, whoever uses the log, and the parents on a form."""
    school = session.school
    people = [*acting_for_school(session)]
    for incident in incidents:
        people += [one.author.name for one in incident.accounts]
        for one in incident.participants:
            known = known_person(session, one.person) if not one.name_withheld else None
            parents = relatives_of(session, known) if known is not None else ()
            people += [shown_name(each.person) for each in parents if each.person.kind in _GROWN_UP]
    places = (school.name, school.address, school.local_authority)
    phrases = (school.email, school.secure_email, *session.words().terms.values(), *_roles(session))
    return KeptNames(tuple(one for one in dict.fromkeys(people) if one), places, phrases)


def _roles(session: Session) -> list[str]:
    """What people are called by their place in a record: "Child of concern" is nobody called Child."""
    return [label for code in session.catalogue.roles if " " in (label := role_label(session, code))]


def told_of(hidden: Withheld | None) -> str:
    """Said before a paper goes out, where a name that stays out shares a word with what stays in; else nothing."""
    if hidden is None or not hidden.kept.shared:
        return ""
    words = joined_words([f"“{one}”" for one in hidden.kept.shared])
    return (
        f"Somebody who asked not to be named shares {words} with the school, its people or a parent. There it stays; "
        "everywhere else it is left out. Look whether what stands beside it tells who asked."
    )
