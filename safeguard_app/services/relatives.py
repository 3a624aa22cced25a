"""Refuses links of family that go round in a circle, over the entries of the register as they are merged now."""

from collections.abc import Collection, Iterator

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.people import FamilyLink, Person
from safeguard_app.domain.person_rules import relation_words, shown_name
from safeguard_app.domain.relatives import ANCESTORS, DESCENDANTS, against_each_other, own_ancestor
from safeguard_app.services.one_person import going_on_id
from safeguard_app.services.register_facts import person_on_register
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

OWN = "This is the same person. Choose the relative, or remove the row."


def check_relatives(
    session: Session, record: RecordId, person: Person, merging: Collection[RecordId] = ()
) -> None:
    """Raise RuleViolation naming ``family`` where links of an entry, as it would be, cannot be.

    ``merging`` are entries that are being made one with it. Words of a relative say which entry is the other one.
    """
    register = _Register(session, record, person, merging)
    fault = register.fault()
    if fault:
        raise RuleViolation({"family": fault})


class _Register:
    """The register with one entry as it would be. Each entry is read once."""

    def __init__(
        self, session: Session, record: RecordId, person: Person, merging: Collection[RecordId]
    ) -> None:
        self._session = session
        self._record = record
        self._name = shown_name(person)
        self._own = {record, *person.merged_from, *merging}
        self._family: dict[RecordId, tuple[FamilyLink, ...]] = {record: person.family}
        self._parents: dict[RecordId, tuple[RecordId, ...]] = {}

    def fault(self) -> str:
        """What cannot be, in a sentence; empty where everything can."""
        for link in self._family[self._record]:
            other = self._now(link.person)
            if other == self._record:
                return OWN
            for back in self._links(other):
                if self._now(back.person) == self._record and against_each_other(
                    link.relation, back.relation
                ):
                    return self._both_ways(other, link)
        through = own_ancestor(self._record, self._parents_of)
        return self._in_a_circle(through) if through is not None else ""

    def _now(self, record: RecordId) -> RecordId:
        going = going_on_id(self._session, record)
        return self._record if going in self._own or record in self._own else going

    def _links(self, record: RecordId) -> tuple[FamilyLink, ...]:
        if record not in self._family:
            known = person_on_register(self._session, record)
            self._family[record] = known.person.family if known is not None else ()
        return self._family[record]

    def _parents_of(self, record: RecordId) -> tuple[RecordId, ...]:
        if record not in self._parents:
            self._parents[record] = tuple(self._found_parents(record))
        return self._parents[record]

    def _found_parents(self, record: RecordId) -> Iterator[RecordId]:
        """By its own entry, and by entries that name it as a child or grandchild."""
        for link in self._links(record):
            if link.relation in ANCESTORS:
                yield self._now(link.person)
        named = self._own if record == self._record else {record}
        connection = self._session.vault.daily.connection
        linked = {
            entry for one in named for entry, role in reading.linked_to(connection, one) if role == "family"
        }
        for other in {self._now(entry) for entry in linked} | {
            self._record
        }:  # as it would be, not as it is kept
            for link in self._links(other):
                if link.relation in DESCENDANTS and self._now(link.person) == record:
                    yield other

    def _both_ways(self, other: RecordId, link: FamilyLink) -> str:
        name, what = self._named(other), relation_words(link.relation, link.words)
        return (
            f"Here {name} is entered as {what} of {self._name}, and {name}’s own entry says it the other way round. "
            "Correct one of the two."
        )

    def _in_a_circle(self, through: RecordId) -> str:
        return (
            f"Through {self._named(through)} this family goes round in a circle: {self._name} would be their own "
            "grandparent or an earlier ancestor. Correct what is wrong, here or on one of the other entries."
        )

    def _named(self, record: RecordId) -> str:
        known = person_on_register(self._session, record)
        return shown_name(known.person) if known is not None else "somebody who was taken off the register"
