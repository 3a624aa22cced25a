"""Laws that may apply to a record (policy 004 §6.23, §11.3): tags that a person sets, of which the form only asks.

A tag is never a finding. Which law applies is confirmed with the police or the school's legal adviser, and that is said
wherever a tag stands.
"""

from collections.abc import Sequence
from dataclasses import replace

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import incidents
from safeguard_app.services.session import Changes, Session

NOT_HERE = "This is not one of the laws that can be chosen here. Look at the list again."
SAME = "This is what stands on the record already. Change a tick, or put the form away."


def set_laws(session: Session, reference: Reference, codes: Sequence[str], reason: str) -> Changes:
    """Put tags on a record, or take them off, as a version with its reason. Raises RuleViolation naming ``laws``."""
    stored = incidents.current(session, reference)
    before = stored.content.possible_laws
    offered = [choice.code for choice in session.catalogue.choices(ListName.POSSIBLE_LAWS, session.nation)]
    known = (*offered, *(code for code in before if code not in offered))
    faults = {}
    if any(code not in known for code in codes):
        faults["laws"] = NOT_HERE
    elif set(codes) == set(before):
        faults["laws"] = SAME
    try:
        incidents.required_reason(reason)
    except RuleViolation as problem:
        faults.update(problem.fields)
    if faults:
        raise RuleViolation(faults)
    chosen = tuple(code for code in known if code in codes)
    incident = replace(stored.content, possible_laws=chosen)
    return incidents.correct(session, reference, incident, reason, replacing=stored.number)
