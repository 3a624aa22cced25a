"""What of a record is about somebody else alone: no copy for a family, nor for the next school, holds any of it.

A letter in the place of a name is not enough where a whole entry is another child's: their safety plan, support they
were offered, what was decided, noted or agreed about them, who of their family was told (domain.md 3.8, 7.2, 7.3).

What has a field for a person is that person's. What is told in words is about others alone where it names another child
or their family, and nobody whose copy it is: too much is left out rather than too little, and the copy says that
something is. Accounts, answers and exhibits tell what happened to all of them: they stay, with letters for names.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from safeguard_app.domain.assessments import Assessment
from safeguard_app.domain.audiences import Audience, Footing
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.documents_issued import KeptVerdict, Referral
from safeguard_app.domain.entries import Action, Decision, Note, Telling, Whom, counts
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import Stored
from safeguard_app.domain.referral_steps import ReferralStep
from safeguard_app.domain.responses import ResponseStep
from safeguard_app.domain.support import Support
from safeguard_app.services.copy_people import Behind, CopyPeople, people_in
from safeguard_app.services.families import CHILDREN
from safeguard_app.services.identified import identified_as
from safeguard_app.services.names_in_text import Called, NameFinder
from safeguard_app.services.one_person import present
from safeguard_app.services.redaction import UNSURE
from safeguard_app.services.register_facts import known_person, plain_name, relatives_of, same_name
from safeguard_app.services.session import Session
from safeguard_app.services.who_is_meant import names_of_person

OF_OTHERS = "Something about other children or other people alone is left out of this copy."
"""Under the title of a copy that lacks an entry; what it was, and of whom, is not said."""
_FOR = frozenset({Audience.PARENT, Audience.SUBJECT_ACCESS, Audience.TRANSFER})
_THEIRS = frozenset({Footing.SUBJECT, Footing.FAMILY})
_TOLD = frozenset({Whom.PARENT, Whom.CHILD, Whom.REPORTER, Whom.OTHER})
"""Of whom it matters whose family they are; an agency is told about everybody."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The entries of some records that are about others alone, and the records that are about nobody here."""

    entries: frozenset[str] = frozenset()
    records: frozenset[Reference] = frozenset()

    def has(self, record: Reference | None, entry: str = "") -> bool:
        """Whether an entry is left out, with its record or by itself."""
        return record in self.records or entry in self.entries


NOTHING = LeftOut()


def of_others(
    session: Session, audience: Audience | None, records: Iterable[Behind], subjects: Sequence[PersonRef]
) -> LeftOut:
    """What a copy for ``subjects`` leaves out of these incidents, where the audience asks for it."""
    if audience not in _FOR or not subjects:
        return NOTHING
    entries: set[str] = set()
    apart: set[Reference] = set()
    for record in records:
        judge = _Judge(session, audience, record, subjects)
        entries |= {
            one.reference.id
            for one in record.entries
            if counts(one.content) and judge.is_of_others(one.content)
        }
        if not judge.is_on_it():
            apart.add(record.stored.reference)
    forms = {
        entry.reference.id
        for record in records
        for entry in record.entries
        if isinstance(entry.content, ReferralStep) and entry.content.referral in entries
    }
    return LeftOut(frozenset(entries | forms), frozenset(apart))


@dataclass
class _Judge:
    """Who of one record is whose, and by which names."""

    session: Session
    audience: Audience
    record: Behind
    subjects: Sequence[PersonRef]
    _theirs: "_Named" = field(init=False)
    _others: "_Named" = field(init=False)

    def __post_init__(self) -> None:
        """Read the people of the record once."""
        people = CopyPeople(self.session, self.audience, [self.record], self.subjects)
        everybody = people.everybody()
        theirs = [one for one in everybody if one.footing in _THEIRS]
        children = [one for one in everybody if one.footing is Footing.CHILD]
        own = [one.called("") for one in theirs] + self._families(one.person for one in theirs)
        other = [one.called("") for one in children]
        families = self._families(one.person for one in children)
        self._theirs = _Named([one.person for one in theirs], own, other)
        self._others = _Named([one.person for one in children], [*other, *families], own)

    def is_of_others(self, content: Any) -> bool:
        """Whether an entry is about another child alone; a plan or support, about anybody else alone."""
        match content:
            case Assessment(child=person) | Support(to=person):
                return not self._is_one_of(person, self._theirs)
            case Attribution() | KeptVerdict() | Referral():
                named = list(people_in(content))
                return self._any_of(named, self._others) and not self._any_of(named, self._theirs)
            case Letter() if content.child.strip():
                return not self._theirs.is_called(content.child)
            case Telling():
                return self._telling(content)
            case _:
                return self._in_words(_words_of(content))

    def is_on_it(self) -> bool:
        """Whether anybody whose copy it is stands on the record, in a field or in its words."""
        incident: Incident = self.record.stored.content
        if self._any_of([one.person for one in incident.participants], self._theirs):
            return True
        words = (incident.summary, *(one.text for one in incident.accounts))
        return any(self._theirs.in_words(one) for one in words)

    def _telling(self, telling: Telling) -> bool:
        if telling.whom not in _TOLD:
            return False
        if telling.name.strip():
            return self._others.in_words(telling.name) and not self._theirs.in_words(telling.name)
        return self._in_words((telling.what, telling.how, telling.response, telling.safe_to_contact))

    def _in_words(self, words: Iterable[str]) -> bool:
        said = "\n".join(one for one in words if one)
        return bool(said) and self._others.in_words(said) and not self._theirs.in_words(said)

    def _any_of(self, people: Iterable[PersonRef], those: "_Named") -> bool:
        return any(self._is_one_of(one, those) for one in people)

    def _is_one_of(self, person: PersonRef, those: "_Named") -> bool:
        behind = identified_as(self.session, person, self.record.stored.reference)
        return those.holds(present(self.session, behind[0].person if behind else person))

    def _families(self, people: Iterable[PersonRef]) -> list[Called]:
        """Grown-up relatives: a brother or sister on the record is a child of their own."""
        known = (known_person(self.session, one) for one in people)
        return [
            Called("", names_of_person(relative))
            for one in known
            if one is not None
            for relative in relatives_of(self.session, one)
            if relative.person.kind not in CHILDREN
        ]


class _Named:
    """Some people of a record, found in a text by any name that is no other's."""

    def __init__(
        self, people: Sequence[PersonRef], called: Sequence[Called], others: Sequence[Called]
    ) -> None:
        self._people = people
        self._references = {one.reference for one in people} - {None}
        self._plain = {plain_name(one.name) for one in people if one.reference is None}
        self._names = [name for one in called for name in one.names]
        self._finder = NameFinder(called, others, unsure=UNSURE)

    def holds(self, person: PersonRef) -> bool:
        """Whether somebody is among them."""
        if person.reference is not None:
            return person.reference in self._references
        return plain_name(person.name) in self._plain or self.is_called(person.name)

    def is_called(self, name: str) -> bool:
        """Whether one of them has this name."""
        return any(same_name(name, one) for one in self._names)

    def in_words(self, text: str) -> bool:
        """Whether a text names one of them."""
        return bool(self._finder.find(text))


def _words_of(content: Any) -> Iterator[str]:
    """What an entry says in words, of the kinds that can be about one child; nothing of the others."""
    match content:
        case Decision():
            yield from (content.what, content.reason)
        case Action():
            yield from (content.what, content.done_note)
        case ReferralStep():
            yield content.about
        case Letter():
            yield from (content.to, content.subject, content.greeting, content.body)
        case ResponseStep():
            yield from (content.with_whom, content.said, content.answer)
        case Note():
            yield from (content.with_whom, content.text, content.advised)


def live_of(entries: Iterable[Stored[Any]], left_out: LeftOut) -> list[Stored[Any]]:
    """The entries that stay."""
    return [one for one in entries if one.reference.id not in left_out.entries]
