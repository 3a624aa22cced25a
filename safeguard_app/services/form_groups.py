"""What a section of a form is printed for each of: the children of the record, the parents and carers of its child."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from safeguard_app.domain.entries import counts
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import shown_name
from safeguard_app.domain.records import Stored
from safeguard_app.services.form_child_facts import parent_facts, parents_of
from safeguard_app.services.form_facts import Facts, as_facts
from safeguard_app.services.form_subjects import ReferredPeople
from safeguard_app.services.reference import Group
from safeguard_app.services.referral_facts import child_facts_of
from safeguard_app.services.session import Session

_UNNAMED = "@1"


@dataclass(frozen=True, slots=True)
class Member:
    """One of those a section is printed for. ``suffix`` tells their fields from the others'."""

    name: str
    suffix: str
    facts: Facts
    person: Reference | None = None


def members_of(
    session: Session,
    group: Group,
    incident: Incident,
    entries: Sequence[Stored[Any]],
    people: ReferredPeople,
    kept: Collection[str] = (),
) -> tuple[Member, ...]:
    """The members in printed order. A child of whom no parent is known has one without a name, to be filled in.

    It stays once something was answered of it (``kept`` holds its suffix), whoever the register learns of since.
    """
    if group is Group.CHILDREN:
        return tuple(
            Member(
                child.name,
                child_suffix(child, place),
                child_facts_of(session, incident, entries, child, people.children),
                child.reference,
            )
            for place, child in enumerate(people.shown, start=1)
        )
    child = people.child
    assert child is not None, "the catalogue has proved that a form with parents is about one child"
    live = [one for one in entries if counts(one.content)]
    found = parents_of(session, child)
    only = len(found) == 1 and len(people.children) == 1
    members = tuple(
        Member(
            shown_name(parent.person),
            f"@{parent.reference.id}",
            as_facts(parent_facts(session, live, child, parent, link, only=only)),
            parent.reference,
        )
        for parent, link in found
    )
    unnamed = Member("", _UNNAMED, {})
    return (*members, unnamed) if _UNNAMED in kept or not members else members


def child_suffix(child: PersonRef, place: int) -> str:
    """What tells one child's fields from another's: their record, or their place where only a name is known."""
    return f"@{child.reference.id}" if child.reference is not None else f"@{place}"
