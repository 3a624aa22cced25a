"""Sharings as they are kept: those of a record, one by itself, who may check it, and what waits for that."""

from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.sharings import Sharing
from safeguard_app.domain.users import RosterUser
from safeguard_app.services.conduct_of import is_concerned
from safeguard_app.services.register_facts import same_name
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_views import Checker
from safeguard_app.vault import reading
from safeguard_app.vault.problems import StaleVersion

MOST_CHECKERS = 30


def waits_for_check(session: Session, document: Reference) -> bool:
    """Whether a document was made for a sharing that nobody checked, called urgent or took back."""
    connection = session.vault.compartment(document.compartment).connection
    return any(
        sharing.check is None
        and sharing.withdrawn is None
        and any(one.document == document.id for one in sharing.documents)
        for _, _, sharing in reading.contents_of_kind(connection, RecordKind.SHARING)
    )


def sharings_of(session: Session, incident: Reference) -> list[Stored[Sharing]]:
    """Every sharing of a record, by its number."""
    connection = session.vault.compartment(incident.compartment).connection
    found: list[Stored[Sharing]] = reading.about(connection, incident, (RecordKind.SHARING,))
    return sorted(found, key=lambda one: one.content.number)


def stored_sharing(session: Session, sharing: Reference) -> Stored[Sharing]:
    """One of them, as it stands. Raises KeyError or NoKey."""
    stored = session.vault.get(sharing)
    if stored.kind is not RecordKind.SHARING:
        raise KeyError(sharing.id)
    return stored  # type: ignore[return-value]  # the kind says the type


def incident_of(stored: Stored[Sharing]) -> Reference:
    """The record that a sharing is of."""
    assert stored.about is not None
    return Reference(stored.reference.compartment, RecordId(stored.about))


def require_newest(stored: Stored[Sharing], version: int) -> None:
    """Raise StaleVersion where it was changed since somebody looked at it."""
    if stored.number != version:
        raise StaleVersion


def checkers(session: Session, stored: Stored[Sharing]) -> tuple[Checker, ...]:
    """Who may check it here, by name and role."""
    return tuple(
        Checker(one.id, f"{one.name}, {one.label}") for one in may_check(session, stored)[:MOST_CHECKERS]
    )


def may_check(session: Session, stored: Stored[Sharing]) -> list[RosterUser]:
    """Readers of the part that the record stands in, other than whoever prepared it and whoever it is about.

    A person is their name here, not their account: somebody with two accounts does not check themself.
    """
    part = stored.reference.compartment
    roster = session.vault.roster(part).content
    preparer = stored.content.prepared_by
    theirs, record = session.name_of(preparer), incident_of(stored)
    return [
        one
        for one in roster.readers(part)
        if one.id != preparer
        and not same_name(one.name, theirs)
        and not one.signs_only
        and not is_concerned(session, record, one.name)
        and session.roster.user(one.id)
    ]
