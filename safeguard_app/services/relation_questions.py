"""Whom to ask whether they are related to a pupil: questions in neutral words, and what was answered.

Only the people register, the declarations and the drive are looked at, which stand in the daily log. Nothing of what is
kept apart is read, and no paper names a pupil as a guess.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.declaration_drives import ReturnKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.people import KnownPerson, Person, PersonRef, Withdrawal
from safeguard_app.domain.person_rules import describe_person, person_ref, shown_name
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.relation_questions import (
    InCommon,
    RelationAnswer,
    RelationQuestion,
    Settled,
    Shares,
    relation_questions,
)
from safeguard_app.services.cleaning import IN_THE_FUTURE
from safeguard_app.services.drive_facts import drives_on_file, lower_first
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.labels import entered, today
from safeguard_app.services.one_person import going_on_id, present, with_present_relatives
from safeguard_app.services.register_facts import name_now, stored_declarations
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay

KINDS = (RecordKind.RELATION_ANSWER,)
NOT_ASKED_NOW = (
    "This is not asked any more: a declaration or a return was entered meanwhile. Look at the list again."
)
_READ_FOR = (
    RecordKind.PERSON,
    RecordKind.DECLARATION,
    RecordKind.DECLARATION_DRIVE,
    RecordKind.RELATION_ANSWER,
)
_ALL = RecordId("all")
_WAYS = {"mail": "an e-mail address", "telephone": "a telephone number"}


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """An adult and a pupil to ask about, or about whom it was answered: ``answer`` and ``came`` say which and how."""

    adult: PersonRef
    pupil: PersonRef
    adult_role: str
    pupil_class: str
    shares: str
    """ "Family name"; for an answer, when it was given."""
    sentences: tuple[str, ...]
    question: str
    came: str = ""
    answer: Reference | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Tells one line from another."""
        if self.answer is not None:
            return "answer", self.answer.id
        adult, pupil = self.adult.reference, self.pupil.reference
        assert adult is not None and pupil is not None
        return adult.id, pupil.id


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """Everything to ask, and everything that was answered, the newest first."""

    to_ask: tuple[QuestionLine, ...]
    answered: tuple[QuestionLine, ...]
    intro: str
    answered_words: str
    counts: str


def view(session: Session, ways: GiveWay = NOBODY_WAITS) -> QuestionsView:
    """The questions as they stand now. Leaves no trace, as the register does not."""
    rules = session.catalogue.relations
    asked = questions(session, ways)
    return QuestionsView(
        to_ask=tuple(_line(session, one) for one in asked),
        answered=tuple(_answered_line(session, one) for one in reversed(_answers(session))),
        intro=rules.intro,
        answered_words=rules.answered,
        counts=counts_words(len(asked)),
    )


def count(session: Session, ways: GiveWay = NOBODY_WAITS) -> int:
    """How many questions there are."""
    return len(questions(session, ways))


def counts_words(asked: int) -> str:
    """How many there are, in words."""
    if not asked:
        return "Nobody is to be asked."
    return f"{count_words(asked, 'adult and pupil', 'pairs of an adult and a pupil')} to ask about."


def questions(session: Session, ways: GiveWay = NOBODY_WAITS) -> tuple[RelationQuestion, ...]:
    """Every question, worked out once until somebody on the register, a declaration, a drive or an answer changes."""
    daily, day = session.vault.daily, today(session)
    basis = (day, daily.state_of(*_READ_FOR))
    memory = session.worked_out("relations", basis)
    if _ALL not in memory:
        people = _people(session)
        ways.pause()
        settled = _settled(session)
        ways.pause()
        rules = session.catalogue.relations
        memory[_ALL] = ways.aside(lambda: relation_questions(people, day, rules, settled))
    found: tuple[RelationQuestion, ...] = memory[_ALL]
    return found


def answer_no(session: Session, adult: Reference, pupil: Reference, on: date) -> Changes:
    """Keep that an adult was asked on a day and is not related. Raises RuleViolation naming ``on``."""
    if on > today(session):
        raise RuleViolation({"on": IN_THE_FUTURE})
    wanted = (adult.id, pupil.id)
    asked = next((one for one in questions(session) if one.pair == wanted), None)
    if asked is None:
        raise RuleViolation({"on": NOT_ASKED_NOW})
    day = today(session)
    made = RelationAnswer(
        person_ref(asked.adult, day),
        person_ref(asked.pupil, day),
        on,
        asked.basis,
        session.now(),
        session.user.id,
        session.user.name,
    )
    record = new_record_id()
    daily = session.vault.daily
    with daily.write(EventKind.RELATION_ASKED, session.user.id, session.now(), record=record) as work:
        work.put(record, made)
    said = f"{made.adult.name} and {made.pupil.name}: asked, no family relationship. Not asked again."
    return changed(Reference(Compartment.DAILY, record), kinds=KINDS, said=said)


def take_back(session: Session, answer: Reference, reason: str) -> Changes:
    """Take an answer back, with a reason: the question is put again. What was entered stays on file."""
    why = required_reason(reason)
    daily = session.vault.daily
    stored = daily.get(answer.id)
    if stored is None or not isinstance(stored.content, RelationAnswer):
        raise KeyError(answer)
    if stored.content.withdrawn is not None:
        raise RuleViolation({"reason": "This answer is taken back already."})
    made = replace(stored.content, withdrawn=Withdrawal(session.now(), session.user.name, why))
    with daily.write(EventKind.RELATION_BACK, session.user.id, session.now(), record=answer.id) as work:
        work.put(answer.id, made, reason=why, replacing=stored.number)
    return changed(answer, kinds=KINDS, said="The answer is taken back. The question is put again.")


def _people(session: Session) -> list[KnownPerson]:
    daily = session.vault.daily
    people = (
        (record, content)
        for record, _, content in reading.contents_of_kind(daily.connection, RecordKind.PERSON)
        if content.entered_in_error is None and content.merged_into is None
    )
    return [
        KnownPerson(Reference(daily.id, record), with_present_relatives(session, person))
        for record, person in people
    ]


def _settled(session: Session) -> Settled:
    declared = {
        pair
        for stored in stored_declarations(session)
        for one in stored.content.pupils
        for pair in _pairs(session, stored.content.adult, (one.pupil, *one.children))
    }
    answered: dict[tuple[RecordId, RecordId], frozenset[str]] = defaultdict(frozenset)
    for answer in _answers(session):
        for pair in _pairs(session, answer.content.adult, (answer.content.pupil,)):
            answered[pair] |= frozenset(answer.content.basis)
    return Settled(frozenset(declared), _nil_returns(session), answered)


def _nil_returns(session: Session) -> dict[RecordId, date]:
    """Who had nothing to declare in the drive that runs, else in the last one, and when they said so."""
    drives = drives_on_file(session)
    found = {}
    for asked in drives[0].content.asked if drives else ():
        held, adult = asked.standing(), present(session, asked.adult).reference
        if held is not None and held.kind is ReturnKind.NIL and adult is not None:
            found[adult.id] = held.on
    return found


def _pairs(
    session: Session, adult: PersonRef, others: Iterable[PersonRef]
) -> list[tuple[RecordId, RecordId]]:
    if adult.reference is None:
        return []
    first = going_on_id(session, adult.reference.id)
    return [(first, going_on_id(session, one.reference.id)) for one in others if one.reference is not None]


def _answers(session: Session) -> list[Stored[RelationAnswer]]:
    daily = session.vault.daily
    found: list[Stored[RelationAnswer]] = reading.of_kind(
        daily.connection, daily.id, RecordKind.RELATION_ANSWER
    )
    return [one for one in found if one.content.withdrawn is None]


def _line(session: Session, one: RelationQuestion) -> QuestionLine:
    day, rules = today(session), session.catalogue.relations
    adult, pupil = person_ref(one.adult, day), person_ref(one.pupil, day)
    words = session.words()
    titles = dict.fromkeys(rules.words_for(common.shares).title for common in one.in_common)
    return QuestionLine(
        adult=adult,
        pupil=pupil,
        adult_role=adult.description,
        pupil_class=_class_of(one.pupil.person, day),
        shares=words.fill(
            ", ".join(title if not place else lower_first(title) for place, title in enumerate(titles))
        ),
        sentences=tuple(_sentence(session, one, common) for common in one.in_common),
        question=words.fill(rules.question),
    )


def _class_of(pupil: Person, day: date) -> str:
    """ "4B, Year 4": the class alone would not say how old."""
    parts = ", ".join(part for part in (pupil.class_name, pupil.year_group) if part)
    return parts or describe_person(pupil, day)


def _sentence(session: Session, one: RelationQuestion, common: InCommon) -> str:
    """ "Ms X and Y (4B, Year 4) share a family name: Pike. 3 people here have it. Many people share a name."."""
    said = session.catalogue.relations.words_for(common.shares)
    pupil = one.pupil.person
    both = "They"
    if common is one.in_common[0]:
        both = f"{shown_name(one.adult.person)} and {shown_name(pupil)} ({_class_of(pupil, today(session))})"
    words = f"{both} {said.words}"
    through = ""
    if common.through is not None:
        reference = Reference(Compartment.DAILY, common.through)
        through = name_now(session, PersonRef(reference, "somebody on the register"))
        words = f"{both} {said.through} {through}"
    match common.shares:
        case Shares.FAMILY_NAME:
            shared = f"{words} {common.what}. {count_words(common.count, 'person', 'people')} here have it."
        case Shares.CONTACT:
            shared = f"{words}{':' if through else ''} {_WAYS[common.what]}."
        case Shares.FAMILY_LINK:
            shared = f"{words.rstrip('.')}."
    return f"{shared} {said.note}"


def _answered_line(session: Session, stored: Stored[RelationAnswer]) -> QuestionLine:
    answer, asked = stored.content, f"Asked {day_words(stored.content.on)}"
    return QuestionLine(
        adult=answer.adult,
        pupil=answer.pupil,
        adult_role=answer.adult.description,
        pupil_class=answer.pupil.description,
        shares=asked,
        sentences=(f"{answer.adult.name} was asked about {answer.pupil.name}: no family relationship.",),
        question="",
        came=f"{asked}. Entered {entered(session, answer.entered_at)}, by {answer.entered_by_name}.",
        answer=stored.reference,
    )
