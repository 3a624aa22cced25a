"""Everybody who stands in the records behind a paper, by every name, and who each is to the copy that is made."""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from safeguard_app.domain.audiences import Audience, Footing, may_be_named
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.entries import Note, Telling, Whom
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.folded_text import folded_name
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.names_keys import NamesKey
from safeguard_app.domain.people import KnownPerson, Person, PersonKind, PersonRef
from safeguard_app.domain.records import Stored
from safeguard_app.services.families import CHILDREN
from safeguard_app.services.identified import identified_as
from safeguard_app.services.letters import may_be_a_child
from safeguard_app.services.name_forms import is_description
from safeguard_app.services.names_in_text import Called
from safeguard_app.services.one_person import present
from safeguard_app.services.register_facts import (
    acting_for_school,
    bare_name,
    known_person,
    plain_name,
    relatives_of,
    without_title,
)
from safeguard_app.services.session import Session

"""Who of the register is a child to a copy."""
_CONCERNED = frozenset({"adult_of_concern", "alleged"})
_TITLED = re.compile(r"^(?:Mrs?|Miss|Ms|Mx|Dr|Prof|Rev|Sir|Dame)\b")
_WORDS_OF_A_NAME = range(1, 5)
_TOLD_IN_WORDS = frozenset({Whom.PARENT, Whom.CHILD, Whom.REPORTER, Whom.EMPLOYER, Whom.HR, Whom.OTHER})


@dataclass(frozen=True, slots=True)
class Behind:
    """One record behind a paper, an incident most often, with what hangs on it."""

    stored: Stored[Any]
    entries: Sequence[Stored[Any]]


@dataclass(frozen=True, slots=True)
class SomebodyThere:
    """One person of the records: who they are to the copy, whether they may be named in it, and all their names."""

    person: PersonRef
    footing: Footing
    named: bool
    asked: bool
    names: tuple[str, ...]
    handles: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    def called(self, label: str) -> Called:
        """For looking in texts."""
        return Called(label, self.names, self.handles, self.numbers)


@dataclass(slots=True)
class _Found:
    """What the records say of one person."""

    person: PersonRef
    roles: set[str]
    names: set[str]
    handles: set[str]
    asked: bool = False


class CopyPeople:
    """Who stands in some records, as a copy for an audience needs to know it."""

    def __init__(
        self, session: Session, audience: Audience, records: Sequence[Behind], subjects: Sequence[PersonRef]
    ) -> None:
        """``subjects`` are those whose copy it is."""
        self._session = session
        self._audience = audience
        self.subjects = tuple(present(session, one) for one in subjects)
        self._staff = staff_names(session)
        self._family = self._relatives()
        self._found: dict[object, _Found] = {}
        for one in self.subjects:
            self._add(one)
        for record in records:
            self._read(record)

    def everybody(self) -> tuple[SomebodyThere, ...]:
        """In the order in which the records name them, the subjects first."""
        return tuple(self._made(one) for one in self._found.values())

    def of_register(self, person: PersonRef) -> SomebodyThere:
        """Somebody on the register whom a text names though no record does."""
        return self._made(_Found(person, set(), {person.name}, set()))

    def _read(self, record: Behind) -> None:
        content, place = record.stored.content, record.stored.reference
        if isinstance(content, Incident):
            for one in content.participants:
                self._add(one.person, place, one)
        for person in people_in((content, tuple(one.content for one in record.entries))):
            self._add(person, place)
        known = {plain_name(name) for one in self._found.values() for name in one.names} | self._staff
        for entry in record.entries:
            for name in _names_in_words(entry.content):
                if plain_name(name) not in known:
                    self._add(PersonRef(None, name))
            if isinstance(entry.content, EvidenceItem) and entry.content.facts.handle:
                self._account(entry.content.facts.handle)

    def _add(
        self, person: PersonRef, place: Reference | None = None, there: Participant | None = None
    ) -> None:
        if not person.name.strip():
            return
        behind = identified_as(self._session, person, place)
        real = present(self._session, behind[0].person if behind else person)
        key = real.reference or plain_name(real.name)
        found = self._found.setdefault(key, _Found(real, set(), set(), set()))
        found.names |= {person.name, real.name}
        if there is not None:
            found.roles.add(there.role)
            found.asked = found.asked or there.name_withheld

    def _account(self, handle: str) -> None:
        """An account that an exhibit shows: somebody's on the record, or nobody's yet."""
        plain = handle.strip().lstrip("@").casefold()
        if not plain or any(
            plain in (one.lstrip("@").casefold() for one in self._made(there).handles)
            for there in self._found.values()
        ):
            return
        found = self._found.setdefault(
            f"@{plain}", _Found(PersonRef(None, f"@{plain}"), {"account"}, set(), set())
        )
        found.handles.add(handle.strip())

    def _made(self, found: _Found) -> SomebodyThere:
        known = known_person(self._session, found.person)
        footing = self._footing(found, known.person if known is not None else None)
        names, handles, numbers = set(found.names), set(found.handles), set[str]()
        if known is not None:
            for person in (known.person, *self._merged(known.person)):
                names |= {person.name, person.known_as, *(one.name for one in person.names)}
                handles |= {one.name for one in person.handles}
                numbers |= set(_numbers_of(person))
        if footing is Footing.ACCOUNT:
            handles |= {name for name in names if name.startswith("@") or " " not in name.strip()}
        return SomebodyThere(
            found.person,
            footing,
            may_be_named(self._audience, footing, asked_not_to=found.asked),
            found.asked,
            tuple(sorted(one for one in names if one.strip() and not one.startswith("@"))),
            tuple(sorted(handles)),
            tuple(sorted(numbers)),
        )

    def _merged(self, person: Person) -> Iterator[Person]:
        """The entries that were merged into this one, each with the name it had."""
        for record in person.merged_from:
            stored = self._session.vault.daily.get(record)
            if stored is not None and isinstance(stored.content, Person):
                yield stored.content

    def _footing(self, found: _Found, known: Person | None) -> Footing:
        if any(_same(found.person, one) for one in self.subjects):
            return Footing.SUBJECT
        if known is None:
            return self._footing_in_words(found)
        if known.kind in CHILDREN:
            return Footing.CHILD
        if known.kind is PersonKind.STAFF or known.posts:
            if found.roles & _CONCERNED:
                return Footing.UNDER_CONCERN
            return Footing.THIRD_PARTY if self._would_tell(found, known) else Footing.STAFF
        if known.kind is PersonKind.ACCOUNT_ONLY:
            return Footing.ACCOUNT
        if known.kind is PersonKind.UNKNOWN_PERSON:
            return Footing.CHILD if _may_be_child(found.roles) else Footing.THIRD_PARTY
        reference = found.person.reference
        return Footing.FAMILY if reference and reference.id in self._family else Footing.THIRD_PARTY

    def _would_tell(self, found: _Found, known: Person) -> bool:
        """Whether somebody who works here is the family of a child whom the copy calls by a letter, and nobody else's.

        "Mrs Oakes, his mother" names Child B. Whoever acts for the school by its own record stays: letters are theirs.
        """
        place = found.person.reference
        if place is None or place.id in self._family or plain_name(known.name) in self._staff:
            return False
        theirs = relatives_of(self._session, KnownPerson(place, known))
        there = {one.person.reference for one in self._found.values()} - {
            one.reference for one in self.subjects
        }
        return any(one.person.kind in CHILDREN and one.reference in there for one in theirs)

    def _footing_in_words(self, found: _Found) -> Footing:
        name = found.person.name
        if "account" in found.roles or name.startswith("@"):
            return Footing.ACCOUNT
        if "adult_of_concern" in found.roles:
            return Footing.UNDER_CONCERN
        if plain_name(name) in self._staff:
            return Footing.STAFF
        if (
            _may_be_child(found.roles)
            and not _TITLED.match(name)
            and "parent" not in found.person.description.lower()
        ):
            return Footing.CHILD
        last = plain_name(name).split()[-1:]
        if (
            _TITLED.match(name)
            and last
            and any(plain_name(one.name).split()[-1:] == last for one in self.subjects)
        ):
            return Footing.FAMILY
        return Footing.THIRD_PARTY

    def _relatives(self) -> frozenset[RecordId]:
        known = [known_person(self._session, one) for one in self.subjects]
        return frozenset(
            one.reference.id
            for person in known
            if person is not None
            for one in relatives_of(self._session, person)
        )


def letters_for(key: NamesKey, there: Iterable[SomebodyThere]) -> NamesKey:
    """The key with a letter for everybody who may not be named."""
    from safeguard_app.domain.names_keys import with_letter

    for one in there:
        if not one.named:
            key = with_letter(key, one.person, one.footing)
    return key


def staff_names(session: Session) -> frozenset[str]:
    """Those who act for the school or an agency by the school's own record, as names are compared."""
    return frozenset(plain_name(name) for name in acting_for_school(session))


def acting_in(session: Session, text: str, hidden: Iterable[SomebodyThere]) -> tuple[Called, ...]:
    """Of those who act for the school whoever a text names in full, so that a child's surname in it stands.

    By first and last name alone: "Mrs Denning" may be the child's mother. None who may be one of ``hidden``.
    """
    names = dict.fromkeys(without_title(name) for name in acting_for_school(session))
    others = [bare_name(name) for one in hidden for name in one.names]
    whole = folded_name(text)
    return tuple(
        Called("", (name,))
        for name in names
        if len(name.split()) > 1
        and folded_name(name) in whole
        and not any(_may_be(bare_name(name), other) for other in others)
    )


def _may_be(name: str, other: str) -> bool:
    """Whether two names may be one person's: the same last name, and a first one that begins alike or is missing."""
    (first, *_, last), words = name.split(), other.split()
    return words[-1:] == [last] and (len(words) == 1 or words[0][0] == first[0])


def _may_be_child(roles: set[str]) -> bool:
    return any(may_be_a_child(Participant(PersonRef(None, ""), role)) for role in roles)


def _same(one: PersonRef, other: PersonRef) -> bool:
    if one.reference is not None and other.reference is not None:
        return one.reference == other.reference
    return plain_name(one.name) == plain_name(other.name)


def people_in(value: Any) -> Iterator[PersonRef]:
    """Everybody whom a part of a record names in a field for a person, however deep."""
    if isinstance(value, PersonRef):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from people_in(one)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type | NamesKey):
        for field in dataclasses.fields(value):
            yield from people_in(getattr(value, field.name))


def _names_in_words(content: object) -> Iterator[str]:
    """Names that stand in fields for words: who supplied an exhibit, who was told, whom somebody spoke with."""
    match content:
        case EvidenceItem():
            texts = [content.facts.captured_by, content.facts.supplied_by, content.facts.device_owner]
            if content.held is not None:
                texts.append(content.held.owner)
        case Telling() if content.whom in _TOLD_IN_WORDS:
            texts = [content.name]
        case Note():
            texts = [content.with_whom]
        case _:
            return
    for text in texts:
        for piece in re.split(r"[,;(&]| and ", text):
            name = piece.strip(" .)")
            if _looks_like_a_name(name):
                yield name


def _looks_like_a_name(name: str) -> bool:
    words = without_title(name).split()
    is_short = len(words) in _WORDS_OF_A_NAME and (len(words) > 1 or bool(_TITLED.match(name)))
    return is_short and not is_description(name) and all(not word[:1].isdigit() for word in words)


def _numbers_of(person: Person) -> Iterator[str]:
    """Telephone, e-mail, numbers of the school's system, and the day of birth in the ways it is written."""
    yield from (
        one
        for one in (person.telephone, person.email, *(one.value for one in person.numbers))
        if len(one) > 4
    )
    if born := person.date_of_birth:
        yield from (
            day_words(born),
            day_words(born, long=True),
            f"{born:%d/%m/%Y}",
            f"{born.day}/{born.month}/{born.year}",
            born.isoformat(),  # by which every other way to write it is known
        )
        yield f"{born.day} {born:%B} {born.year}"
