"""Who was harmed and who is alleged to have done it, as forms ask it: of a child, and never of the child itself.

A form about a child who is one of those alleged says so, and lists the others. What somebody is by post or class is not
what they are to the child: only the register, or what was noted beside them on the record, says that.
"""

from collections.abc import Sequence

from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.people import PersonKind, PersonRef
from safeguard_app.domain.person_rules import is_the_one
from safeguard_app.domain.text_rules import folded
from safeguard_app.services.form_facts import Fact, Given, in_part
from safeguard_app.services.form_part_facts import WHO_DID, described
from safeguard_app.services.labels import label
from safeguard_app.services.reference import ListName
from safeguard_app.services.referral_people import related_as
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.session import Session

_DONE_TO = ("target", "child_contacted")
"""Whoever something was done to. A child of concern, as of Prevent, may have been harmed by nobody: that is asked."""


def alleged_facts(
    session: Session, incident: Incident, others: Sequence[PersonRef], child: PersonRef | None
) -> dict[str, Given]:
    """Paths below ``people``. ``others``: whom the form is about; ``child`` the one child it is about, if any."""
    did = incident.with_role(*WHO_DID)
    besides = [one for one in did if child is None or not is_the_one(one.person, child)]
    own = _child_too(len(besides)) if len(besides) < len(did) else ""
    return {
        "people.harmed": _harmed(incident),
        "people.other_end": _other_end(incident, besides),
        "people.responsible": _lines(own, *(described(incident, one.person) for one in besides)),
        "people.responsible_to_child": _responsible(session, incident, besides, others, own),
    }


def _child_too(besides: int) -> str:
    return (
        "The child of this form is one of those alleged"
        if besides
        else "The child of this form is the one alleged"
    )


def _lines(*lines: str) -> str:
    return "\n".join(dict.fromkeys(one for one in lines if one))


def _harmed(incident: Incident) -> Fact:
    found = [described(incident, one.person) for one in incident.with_role(*_DONE_TO)]
    concern = bool(incident.with_role("child_of_concern"))
    return in_part(_lines(*found), "whether the child of concern was as well" if concern else "")


def _other_end(incident: Incident, besides: Sequence[Participant]) -> Fact:
    """Who it is as far as the record names anybody; what they said of themselves is not on it."""
    found = [described(incident, one.person) for one in besides if one.role != "account"]
    return in_part(_lines(*found), "age, place, as they said")


def _responsible(
    session: Session,
    incident: Incident,
    besides: Sequence[Participant],
    others: Sequence[PersonRef],
    own: str,
) -> Fact:
    lines, said = [own], True
    for one in besides:
        related = "" if one.name_withheld else related_as(session, one, others)
        said = said and bool(related or one.role == "account")
        what = "" if one.name_withheld else _what_they_are(session, incident, one)
        lines.append(", ".join(dict.fromkeys(filter(None, (one.person.name, what, related)))))
    return in_part(_lines(*lines), "" if said else "what they are to the child")


def _what_they_are(session: Session, incident: Incident, one: Participant) -> str:
    """Their post or class; of a parent whose parent they are, where that child stands on the record and may be named.

    "Parent or carer" alone would read as the parent of the child of the form.
    """
    known = known_person(session, one.person)
    kind = label(session, ListName.PERSON_KINDS, PersonKind.PARENT_CARER)
    if (known is None or known.person.kind is not PersonKind.PARENT_CARER) and folded(
        one.person.description
    ) != folded(kind):
        return one.person.description
    named = [each.person for each in incident.participants if not each.name_withheld]
    return related_as(session, Participant(one.person, one.role), tuple(dict.fromkeys(named)))
