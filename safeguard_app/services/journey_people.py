"""What the people of a record are called on a paper that names nobody: "Child A", "Parent of child A", "Adult B"."""

from dataclasses import dataclass
from itertools import count
from string import ascii_uppercase

from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.people import KnownPerson, PersonKind
from safeguard_app.services.labels import role_label
from safeguard_app.services.letters import may_be_a_child
from safeguard_app.services.register_facts import known_person, plain_name, relatives_of
from safeguard_app.services.session import Session

_CHILDREN = frozenset({PersonKind.PUPIL, PersonKind.FORMER_PUPIL})
A_PARENT = "A parent or carer"


@dataclass(frozen=True, slots=True)
class CalledPerson:
    """One person of a record: what they are called here, their role, and the stage of a child."""

    called: str
    role: str
    stage: str


class CalledPeople:
    """Everybody on a record by what they are called, the same throughout."""

    def __init__(self, session: Session, incident: Incident) -> None:
        """Children come first, then the others in the order of the record; a parent is called by their child."""
        self._session = session
        self._called: dict[str, str] = {}
        self._children: dict[str, KnownPerson | None] = {}
        self._taken = count()
        participants = sorted(incident.participants, key=lambda one: not self._is_child(one))
        self.people = tuple(dict.fromkeys(self._call(one) for one in participants))

    def of(self, name: str, otherwise: str) -> str:
        """What somebody named in an entry is called, as on the record; ``otherwise`` where they are not on it."""
        return self._called.get(plain_name(name), otherwise)

    def of_parent(self, name: str) -> str:
        """A parent who was told: by their child where the register says whose, or where the record has one child."""
        found = self._called.get(plain_name(name)) or self._relative(name)
        if found:
            return found
        return self._of_only_child("Parent") or A_PARENT

    def _call(self, one: Participant) -> CalledPerson:
        key, known = plain_name(one.person.name), known_person(self._session, one.person)
        if key not in self._called or not key:
            self._called[key] = self._made(one, known)
        stage = self._stage(one, known) if self._is_child(one) else ""
        return CalledPerson(self._called[key], role_label(self._session, one.role), stage)

    def _made(self, one: Participant, known: KnownPerson | None) -> str:
        kind = known.person.kind if known is not None else None
        if self._is_child(one):
            called = f"Child {self._letter()}"
            self._children[called] = known
            return called
        if one.role == "account" or kind is PersonKind.ACCOUNT_ONLY:
            return f"Account {self._letter()}"
        if found := self._relative(one.person.name, known):
            return found
        if one.role == "parent":
            return self._of_only_child("Parent") or f"Parent {self._letter()}"
        return f"{'Person' if kind is PersonKind.UNKNOWN_PERSON else 'Adult'} {self._letter()}"

    def _relative(self, name: str, known: KnownPerson | None = None) -> str:
        """ "Parent of child A", where the register knows them as family of a child on the record."""
        wanted = plain_name(name)
        for called, child in self._children.items():
            for relative in relatives_of(self._session, child) if child is not None and wanted else ():
                same = known is not None and relative.reference == known.reference
                if same or (known is None and plain_name(relative.person.name) == wanted):
                    parent = relative.person.kind is PersonKind.PARENT_CARER
                    return self._once(f"{'Parent' if parent else 'Relative'} of {_within(called)}", wanted)
        return ""

    def _of_only_child(self, what: str) -> str:
        if len(self._children) != 1:
            return ""
        return f"{what} of {_within(next(iter(self._children)))}"

    def _once(self, called: str, wanted: str) -> str:
        """A second parent of the same child is told apart."""
        others = {
            words for name, words in self._called.items() if name != wanted and words.startswith(called)
        }
        made = f"{called} ({len(others) + 1})" if others else called
        self._called[wanted] = made
        return made

    def _letter(self) -> str:
        place = next(self._taken)
        again, letter = divmod(place, len(ascii_uppercase))
        return ascii_uppercase[letter] + (str(again + 1) if again else "")

    def _is_child(self, one: Participant) -> bool:
        known = known_person(self._session, one.person)
        return known.person.kind in _CHILDREN if known is not None else may_be_a_child(one)

    def _stage(self, one: Participant, known: KnownPerson | None) -> str:
        """By the year group as the record has it; where it has none, as the register has it now."""
        profile = self._session.catalogue.nations[self._session.nation]
        said = [part.strip() for part in one.person.description.split(",")]
        if known is not None:
            said.append(known.person.year_group)
        return next((stage for part in said if (stage := profile.stage_of(part))), "")


def _within(called: str) -> str:
    """ "child A", within a name."""
    return called[:1].lower() + called[1:]
