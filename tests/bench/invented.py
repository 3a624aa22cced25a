"""Invented records for a large log: people, declarations, incidents of mixed kinds and what was added to them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.declarations import (
    Declaration,
    DeclarationKind,
    DeclaredPupil,
    How,
    Step,
    StepKind,
)
from safeguard_app.domain.entries import (
    Action,
    Closing,
    Decision,
    DecisionKind,
    Entry,
    Note,
    NoteKind,
    Outcome,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.identifiers import CaseNumber, RecordId, UserId
from safeguard_app.domain.incidents import Account, Attention, Danger, Incident, Participant, Severity
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import (
    AdultType,
    Handle,
    NumberKind,
    OfficeKind,
    Person,
    PersonKind,
    PersonNumber,
    PersonRef,
    Post,
    Relation,
)
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_facts import HeldStatus
from safeguard_app.domain.users import RosterUser
from tests.bench import word_lists as words

_KINDS = (
    *("CB",) * 30,
    *("TR",) * 12,
    *("PV",) * 6,
    *("SPC",) * 6,
    *("COND",) * 4,
    *("PCA",) * 5,
    *("UA",) * 6,
    *("EQ",) * 6,
    *("INAP",) * 5,
    *("PID",) * 4,
    *("OTHER",) * 10,
    *("NS",) * 6,
)
"""Category codes, as often as they come."""
_STATUSES = ("looked_after", "cp_plan", "ehcp", "sen_support", "young_carer", "early_help")
_ABOUT_ADULTS = frozenset({"SPC", "COND"})
_STAYS_NEW = timedelta(days=3)
_STAYS_OPEN = timedelta(days=60)


def record_id(chance: Random) -> RecordId:
    """A record id out of the seed."""
    return RecordId(f"{chance.getrandbits(128):032x}")


def sentence(chance: Random) -> str:
    """A plain sentence."""
    return (
        f"{chance.choice(words.SUBJECTS)} {chance.choice(words.VERBS)} {chance.choice(words.OBJECTS)} "
        f"{chance.choice(words.TAILS)}."
    )


def passage(chance: Random, least: int, most: int) -> str:
    """Several sentences."""
    return " ".join(sentence(chance) for _ in range(chance.randint(least, most)))


def name(chance: Random) -> str:
    """A first and a last name."""
    return f"{chance.choice(words.FIRST_NAMES)} {chance.choice(words.LAST_NAMES)}"


def person(chance: Random, today: date) -> Person:
    """A pupil with an account or two, or one in eight times an adult in post."""
    called = name(chance)
    handle = f"@{called.lower().replace(' ', '.')}{chance.randint(1, 99)}"
    handles = (Handle(chance.choice(words.PLATFORMS), handle),) if chance.random() < 0.4 else ()
    since = Period(today - timedelta(days=chance.randint(30, 2000)))
    if chance.random() < 0.125:
        post = Post(AdultType.EMPLOYEE, chance.choice(words.TITLES), since)
        return Person(called, PersonKind.STAFF, posts=(post,), handles=handles)
    class_name = chance.choice(words.CLASSES)
    born = today - timedelta(days=365 * (4 + int(class_name[0])) + chance.randint(0, 364))
    return Person(
        called,
        PersonKind.PUPIL,
        date_of_birth=born,
        year_group=f"Year {class_name[0]}",
        class_name=class_name,
        on_roll=(since,),
        handles=handles,
        statuses=(HeldStatus(chance.choice(_STATUSES), since),) if chance.random() < 0.06 else (),
        numbers=(PersonNumber(NumberKind.UPN, f"Z{chance.randrange(10**12):012d}"),),
    )


def declaration(adult: PersonRef, pupil: PersonRef, at: datetime, user: RosterUser) -> Declaration:
    """A family relationship, declared and acknowledged."""
    declared = Step(StepKind.DECLARED, exactly(at), How.IN_PERSON, adult, at, user.id, user.name)
    acknowledged = Step(
        StepKind.ACKNOWLEDGED,
        exactly(at),
        How.SIGNED_PAPER,
        PersonRef(None, "Mrs Carol Denning", "Headteacher"),
        at,
        user.id,
        user.name,
        capacity=OfficeKind.HEADTEACHER,
    )
    pupils = (DeclaredPupil(pupil, Relation.AUNT_OR_UNCLE, "aunt"),)
    return Declaration(DeclarationKind.FAMILY_RELATIONSHIP, adult, pupils, (declared, acknowledged))


def category(chance: Random) -> str:
    """The code of a category."""
    return chance.choice(_KINDS)


def is_about_an_adult(kind: str) -> bool:
    """Whether records of a category are about somebody who works here."""
    return kind in _ABOUT_ADULTS


def involved(
    kind: str, pupils: Sequence[PersonRef], adults: Sequence[PersonRef], chance: Random
) -> tuple[Participant, ...]:
    """Two to five people, each with a role."""
    reporter = Participant(PersonRef(None, name(chance), "parent"), "reporter")
    if kind in _ABOUT_ADULTS:
        subject = Participant(chance.choice(adults), "adult_of_concern")
        return (subject, Participant(chance.choice(pupils), "child_contacted"), reporter)
    target, *others = chance.sample(pupils, chance.randint(2, 4))
    alleged = tuple(Participant(one, "alleged") for one in others)
    return (Participant(target, "target"), *alleged, reporter)


def incident(
    case: CaseNumber,
    kind: str,
    people: tuple[Participant, ...],
    at: datetime,
    user: UserId,
    chance: Random,
) -> Incident:
    """An incident that came to attention shortly before ``at``, with an account of about a hundred words."""
    writer = PersonRef(None, "Miss Jo Abbey", "DSL")
    happened, told = (
        at - timedelta(hours=chance.randint(3, 60)),
        at - timedelta(minutes=chance.randint(5, 90)),
    )
    return Incident(
        case=case,
        category=kind,
        catalogue_version="1",
        danger=Danger.NO,
        danger_asked_at=told,
        happened=exactly(happened, "said by the reporter"),
        attention=Attention(exactly(told), told_by=people[-1].person.name, reached_lead=exactly(told)),
        accounts=(Account(writer, passage(chance, 6, 12), exactly(at)),),
        participants=people,
        entered_at=at,
        entered_by=user,
        summary=sentence(chance) if chance.random() < 0.5 else "",
        platform=chance.choice(words.PLATFORMS),
        severity=chance.choice(tuple(Severity)),
        severity_reason=sentence(chance),
    )


Added = tuple[EventKind, tuple[Entry, ...]]


def told_at_once(at: datetime, chance: Random) -> tuple[Entry, ...]:
    """What is entered with the incident itself: who was told, and now and then a call and what was agreed in it."""
    made: list[Entry] = []
    if chance.random() < 0.9:
        head = "Mrs Carol Denning"
        made.append(Telling(Whom.HEAD, head, TellingState.TOLD, exactly(at), "Miss Jo Abbey", "in person"))
    made.append(_parent_told(at, chance))
    if chance.random() < 0.4:
        due = (at + timedelta(days=chance.randint(2, 90))).date()
        made.append(Note(NoteKind.CALL, exactly(at), passage(chance, 2, 4), with_whom=name(chance)))
        made.append(Action(sentence(chance), chance.choice(("Miss Jo Abbey", "Mr Sam Okoro")), due))
    return tuple(made)


def added_later(age: timedelta, at: datetime, user: UserId, chance: Random) -> list[Added]:
    """What was added to an incident that is ``age`` old: nothing yet to a fresh one; the old ones are closed."""
    if age < _STAYS_NEW:
        return []
    made: list[Added] = []
    if chance.random() < 0.25:
        reason = passage(chance, 2, 3)
        decided = Decision(DecisionKind.MONITOR, sentence(chance), reason, "Miss Jo Abbey", exactly(at))
        made.append((EventKind.DECISION_ADDED, (decided,)))
    if age > _STAYS_OPEN or chance.random() < 0.3:
        closing = Closing(True, at, user, sentence(chance), Outcome.RESOLVED)
        made.append((EventKind.CLOSED, (closing,)))
    return made


def _parent_told(at: datetime, chance: Random) -> Telling:
    if chance.random() < 0.1:
        until = at.date() + timedelta(days=chance.randint(2, 60))
        return Telling(
            Whom.PARENT, name(chance), TellingState.HELD, exactly(at), advised_by="PC Example", until=until
        )
    return Telling(Whom.PARENT, name(chance), TellingState.TOLD, exactly(at), "Miss Jo Abbey", "by phone")
