"""Sharings as they are kept: those of a record, one by itself, who may check it, and what waits for that."""

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.sharings import Sharing
from safeguard_app.domain.users import RosterUser
from safeguard_app.services.register_facts import same_name
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.sharing_views import Checker
from safeguard_app.vault import reading
from safeguard_app.vault.problems import StaleVersion

MOST_CHECKERS = 30
WAY_FACT = "shared"
"""The fact of an event that a document was printed or saved: the way out of a sharing it is part of."""
KEPT_FACT, KEPT_IN_SCHOOL = "kept_in", "school"
"""The fact of such an event where somebody said that it is for the school's own file, and its value."""
KEPT_WORDS = "Kept in the school"


class NotCheckedYet(KnownProblem):
    """Something was to go out that nobody checked, and nobody said that it is urgent."""

    code = "sharing_not_checked"
    sentence = "Nobody has checked this yet, so nothing went out. What was prepared is kept."
    next_step = "Have a second person check it, or say that it is urgent and goes out unchecked."


class NotAllSaved(KnownProblem):
    """Of several files some were written and a later one could not be. The way out says the same."""

    code = "sharing_not_all_saved"

    def __init__(self, problem: KnownProblem, written: int, of: int, changes: Changes) -> None:
        """``problem`` is what kept the next from being written; ``changes`` what the sharing says of it."""
        self.changes = changes
        were = "was" if written == 1 else "were"
        count = f"The first {written} of {of} {were} written" if written else "No file was written"
        rest = "the sharing says which" if written else "the sharing says so"
        super().__init__(f"{problem.sentence} {count}, and {rest}.", problem.next_step)


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


def way_key(sharing: RecordId, place: int) -> str:
    """What names one way out of a sharing, by its place: in the register, and in the events of its documents."""
    return f"{sharing}/{place}"


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
    """Readers of the part that the record stands in, other than whoever prepared it.

    A person is their name here, not their account: somebody with two accounts does not check themself.
    """
    part = stored.reference.compartment
    roster = session.vault.roster(part).content
    preparer = stored.content.prepared_by
    theirs = session.name_of(preparer)
    return [
        one
        for one in roster.readers(part)
        if one.id != preparer
        and not same_name(one.name, theirs)
        and not one.signs_only
        and session.roster.user(one.id)
    ]
