"""Earlier concerns about whom a form is about, found in the compartments this user opens, and never elsewhere.

They are proposed. Only what a person ticks is printed: an earlier self-report made in good faith has to stay visible
as what it was, and a concern that has nothing to do with this one has to stay out.

A name that somebody asked on the earlier record not to have given stays out of its line here, as it stays out of every
copy of that record: this form is a copy for somebody else to read, whoever is named openly on its own record.

A form is kept, and its copies with it, where its incident is. So a concern that somebody who reads there may not read
is neither proposed nor printed, whoever asks: one about the Headteacher never ends in a paper the Headteacher opens.
"""

from collections.abc import Collection
from dataclasses import replace

from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.index_lines import IncidentLine, incident_index
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.account_words import is_marked, what_happened
from safeguard_app.services.form_subjects import CHILD_ROLES, HARMED_ROLES, ReferredPeople
from safeguard_app.services.incident_form import REPORTER
from safeguard_app.services.incident_lists import all_lines
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import category_name, role_label, when
from safeguard_app.services.one_person import going_on_id
from safeguard_app.services.referral_views import EarlierConcern
from safeguard_app.services.register_facts import same_name
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_copies import left_out_of
from safeguard_app.services.withheld_names import without_names

_ROLES = frozenset({"adult_of_concern", "adult_contacted", "alleged", "author", "account"})
_CHILDS_ROLES = CHILD_ROLES | HARMED_ROLES


def earlier_concerns(
    session: Session, incident: Reference, people: ReferredPeople, ticked: tuple[Reference, ...]
) -> tuple[EarlierConcern, ...]:
    """Every other incident in which whom the form is about stands as more than a witness or a name, oldest first.

    Only from where everybody reads who reads the referral's own incident.
    """
    subject, found = people.subject, []
    if subject is None:
        return ()
    roles = _ROLES if people.adult is not None else _CHILDS_ROLES
    for reference, line in all_lines(session):
        if not may_print(session, reference.compartment, incident.compartment):
            continue
        role = _role_in(session, line, subject, roles)
        if role and reference != incident:
            found.append(
                (
                    line.attention.start or line.entered_at,
                    _concern(session, reference, line, people.adult, role, ticked),
                )
            )
    return tuple(concern for _, concern in sorted(found, key=lambda entry: entry[0]))


def may_print(session: Session, concern: Compartment, form: Compartment) -> bool:
    """Whether a form kept in ``form`` may hold a concern from ``concern``: whoever reads the one reads the other.

    Asked of the compartments as they are meant, and of who reads them today: where nobody is Headteacher just now,
    what was kept from the last one stays kept from the next.
    """
    if concern is not form and concern not in _MORE_OPEN[form]:
        return False
    roster = session.vault.roster().content
    allowed = {user.id for user in roster.readers(concern)}
    return all(user.id in allowed for user in roster.readers(form))


_MORE_OPEN = {
    Compartment.DAILY: frozenset[Compartment](),
    Compartment.ADULTS: frozenset({Compartment.DAILY}),
    Compartment.NOT_HEAD: frozenset({Compartment.DAILY, Compartment.ADULTS}),
    Compartment.NOT_DSL: frozenset({Compartment.DAILY, Compartment.ADULTS}),
}
"""For each compartment those that all of its readers read as well."""


def earlier_sentences(concerns: tuple[EarlierConcern, ...]) -> str:
    """The ticked ones, one to a line, as they print; empty when none is ticked."""
    return "\n".join(
        f"{one.when}: {one.category}. {one.summary} ({one.case})" for one in concerns if one.ticked
    )


def _role_in(session: Session, line: IncidentLine, adult: PersonRef, roles: Collection[str]) -> str:
    for person in line.people:
        if person.role not in roles:
            continue
        if adult.reference is not None and person.id:
            if going_on_id(session, RecordId(person.id)) == going_on_id(session, adult.reference.id):
                return person.role
        elif same_name(person.name, adult.name):
            return person.role
    return ""


def _concern(
    session: Session,
    reference: Reference,
    line: IncidentLine,
    adult: PersonRef | None,
    role: str,
    ticked: tuple[Reference, ...],
) -> EarlierConcern:
    happened = when(session, line.happened) if line.happened.is_known else when(session, line.attention)
    earlier = current(session, reference).content
    own = adult is not None and _reported_by(session, earlier, adult)
    told = ", which they reported themself" if own else ""
    return EarlierConcern(
        incident=reference,
        case=line.case,
        category=f"{category_name(session, line.category)}, as {role_label(session, role).lower()}{told}",
        when=happened,
        summary=_summary(session, reference, line, earlier),
        ticked=reference in ticked,
    )


def _reported_by(session: Session, earlier: Incident, adult: PersonRef) -> bool:
    """Whether the adult brought it themself, in good faith: that stays visible, whatever came to light since."""
    return any(
        _is_same(session, one.person, adult) and not one.name_withheld for one in earlier.with_role(REPORTER)
    )


def _is_same(session: Session, one: PersonRef, adult: PersonRef) -> bool:
    if one.reference is not None and adult.reference is not None:
        return going_on_id(session, one.reference.id) == going_on_id(session, adult.reference.id)
    return same_name(one.name, adult.name)


def _summary(session: Session, reference: Reference, line: IncidentLine, earlier: Incident) -> str:
    """The one line of an earlier record without whoever asked on that record not to be named.

    The names leave the words before these are shortened: half a name that ends a line would slip through. Accounts with
    marked passages stand whole: what others told is not cut down to what reads like a fact.
    """
    names = left_out_of(session, earlier, reference)
    if is_marked(earlier) and not earlier.summary.strip():
        said = what_happened(earlier)
        return said if names is None else without_names(said, names)
    if names is None:
        return line.summary
    bare = replace(
        earlier,
        summary=without_names(earlier.summary, names),
        accounts=tuple(replace(one, text=without_names(one.text, names)) for one in earlier.accounts),
    )
    index = incident_index(bare, ())
    return index.line.summary if index is not None and isinstance(index.line, IncidentLine) else ""
