"""Entering declarations, their steps, corrections, the queue and the register as at a day (scenario 3)."""

from datetime import date

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.declarations import (
    DeclarationKind,
    DeclaredPupil,
    How,
    ParentsAware,
    StepKind,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import on_day
from safeguard_app.domain.people import (
    AdultType,
    Office,
    OfficeKind,
    Person,
    PersonKind,
    PersonRef,
    Post,
    Relation,
)
from safeguard_app.domain.periods import Period
from safeguard_app.services import declarations, people
from safeguard_app.services.declaration_detail import detail
from safeguard_app.services.declaration_forms import (
    Decided,
    DeclarationDetails,
    DeclarationInput,
    StepInput,
)
from safeguard_app.services.declaration_queue import NotTheHeadteacher, acknowledge, awaiting
from safeguard_app.services.register import register
from safeguard_app.services.register_facts import person_of_user
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading
from safeguard_app.vault.problems import StaleVersion, WrongPassphrase
from tests.services.conftest import PASSPHRASES, ZONE, MadeSchool, adult, moment, pupil


def declared(
    session: Session,
    who: PersonRef,
    child: PersonRef,
    when: str,
    *,
    kind: DeclarationKind = DeclarationKind.FAMILY_RELATIONSHIP,
    relation: Relation = Relation.AUNT_OR_UNCLE,
    words: str = "aunt",
) -> Reference:
    """A declaration made on signed paper at a local time."""
    begun = StepInput(StepKind.DECLARED, moment(when), How.SIGNED_PAPER, who)
    made = DeclarationInput(kind, who, (DeclaredPupil(child, relation, words),), (begun,))
    return declarations.enter(session, made)[0]


def step(kind: StepKind, when: str, by: PersonRef, capacity: OfficeKind | None = None) -> StepInput:
    """A step on signed paper."""
    return StepInput(kind, moment(when), How.SIGNED_PAPER, by, capacity)


def events(session: Session) -> list[EventKind]:
    """The kinds of every event of the daily log, oldest first."""
    logged = reading.events(session.vault.daily.connection, newest=session.vault.daily.head.number)
    return [one.event.kind for one in reversed(logged)]


def connected(
    session: Session, kind: DeclarationKind, who: PersonRef, about: DeclaredPupil, when: str
) -> Reference:
    """A declaration of another kind than family, on signed paper."""
    begun = StepInput(StepKind.DECLARED, moment(when), How.SIGNED_PAPER, who)
    return declarations.enter(session, DeclarationInput(kind, who, (about,), (begun,)))[0]


def parent(session: Session, name: str) -> PersonRef:
    """A parent on the register."""
    reference, _ = people.add(session, Person(name, PersonKind.PARENT_CARER))
    return people.ref_of(session, reference)


@pytest.fixture
def shona(made_school: MadeSchool) -> tuple[Session, PersonRef, PersonRef]:
    """Signed in as DSL on 24 September, with Shona Pike and her nephew Tyler on the register."""
    session = made_school.sign_in()
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    made_school.clock.set("2026-09-24 15:10")
    return session, aunt, tyler


def test_a_declaration_keeps_its_own_date_apart_from_when_it_was_entered(
    shona: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = shona
    made_school.clock.set("2026-10-12 09:00")
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")

    shown = detail(session, reference)

    assert shown.title == "Shona Pike and Tyler Pike"
    assert shown.steps[0].when == "Thu 24 Sep 2026, 15:00"
    assert shown.steps[0].late_entry == "dated Thu 24 Sep 2026, entered here on Mon 12 Oct 2026"
    assert shown.subtitle == "Midday supervisor. Aunt"
    assert shown.steps[0].by == "Shona Pike, on signed paper"


def test_each_step_is_an_event_with_its_kind_and_how(shona: tuple[Session, PersonRef, PersonRef]) -> None:
    session, aunt, tyler = shona
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    head = PersonRef(None, "Mrs Carol Denning")
    talk = StepInput(
        StepKind.DISCUSSED,
        moment("2026-09-24 15:05"),
        How.IN_PERSON,
        head,
        present=(PersonRef(None, "Miss Jo Abbey"),),
    )
    declarations.add_step(session, reference, talk, version=1)

    kinds = events(session)
    last = reading.events(session.vault.daily.connection, newest=session.vault.daily.head.number, limit=1)[0]

    assert kinds[-2:] == [EventKind.DECLARATION_ENTERED, EventKind.DECLARATION_STEP]
    assert last.event.facts == {"step": "discussed", "how": "in_person"}
    assert detail(session, reference).steps[1].by == "Mrs Carol Denning, in person, with Miss Jo Abbey"


def test_the_register_as_at_three_days_prints_differently(
    shona: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = shona
    head = PersonRef(None, "Mrs Carol Denning")
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    made_school.clock.set("2026-09-28 16:20")
    conditional = StepInput(
        StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
        moment("2026-09-28 16:00"),
        How.SIGNED_PAPER,
        head,
        OfficeKind.HEADTEACHER,
        conditions=("Family group only", "No public comments"),
        review_on=date(2027, 9, 1),
    )
    declarations.add_step(session, reference, conditional, version=1)
    made_school.clock.set("2026-11-27 15:00")
    again = step(StepKind.DECLARED, "2026-11-27 14:00", aunt)
    declarations.add_step(session, reference, again, version=2)
    made_school.clock.set("2026-12-01 09:00")

    before = register(session, date(2026, 9, 23))
    waiting = register(session, date(2026, 9, 24)).rows[0]
    done = register(session, date(2026, 10, 1)).rows[0]
    changed = register(session).rows[0]

    assert before.rows == ()
    assert (waiting.status.meaning, waiting.status.words) == (StatusMeaning.DUE, "With the Headteacher")
    assert waiting.acknowledged == ""
    assert (done.status.meaning, done.status.words) == (StatusMeaning.DONE, "Acknowledged, with conditions")
    assert (done.acknowledged, done.acknowledged_by) == ("Mon 28 Sep 2026", "Headteacher")
    assert done.review == "Wed 1 Sep 2027"
    assert (changed.status.meaning, changed.status.words) == (
        StatusMeaning.DUE,
        "With the Headteacher: a change",
    )


def test_a_register_as_known_then_leaves_out_what_was_entered_later(
    shona: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = shona
    made_school.clock.set("2026-10-12 09:00")
    declared(session, aunt, tyler, "2026-09-24 15:00")

    assert len(register(session, date(2026, 10, 1)).rows) == 1
    assert "entered here on Mon 12 Oct 2026" in register(session, date(2026, 10, 1)).rows[0].note
    assert register(session, date(2026, 10, 1), as_known_then=True).rows == ()


def test_an_overdue_review_is_late(
    shona: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = shona
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    by = PersonRef(None, "Mrs Carol Denning")
    reviewed = StepInput(
        StepKind.ACKNOWLEDGED,
        moment("2026-09-24 15:08"),
        How.SIGNED_PAPER,
        by,
        OfficeKind.HEADTEACHER,
        review_on=date(2026, 10, 1),
    )
    declarations.add_step(session, reference, reviewed, version=1)
    made_school.clock.set("2026-10-02 09:00")

    page = register(session)

    assert (page.rows[0].status.meaning, page.rows[0].status.words) == (StatusMeaning.LATE, "Review overdue")
    assert page.counts == "1 declaration: 0 acknowledged, 1 with a review overdue."


def test_a_friendship_says_that_it_is_no_exception(shona: tuple[Session, PersonRef, PersonRef]) -> None:
    session, aunt, tyler = shona
    reference = declared(
        session,
        aunt,
        tyler,
        "2026-09-24 15:00",
        kind=DeclarationKind.FRIENDSHIP,
        relation=Relation.FRIEND_OF_FAMILY,
        words="",
    )

    assert "no exception" in register(session).rows[0].note
    assert not register(session).rows[0].exception
    assert "004 §6.7" in detail(session, reference).gives_exception


def test_reading_the_register_leaves_no_trace_and_a_detail_leaves_one_view(
    shona: tuple[Session, PersonRef, PersonRef],
) -> None:
    session, aunt, tyler = shona
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    before = len(events(session))

    register(session)
    awaiting(session)
    assert len(events(session)) == before
    detail(session, reference)
    detail(session, reference)

    assert events(session)[before:] == [EventKind.VIEWED]


def test_nobody_acknowledges_their_own_even_as_headteacher(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    denning = adult(session, "Carol Denning", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER)
    archie = pupil(session, "Archie Denning", date(2022, 5, 4), "Reception", "R")
    reference = declared(session, denning, archie, "2026-09-07 07:50")
    made_school.clock.set("2026-09-08 10:00")
    session = made_school.sign_in("head")

    queue = awaiting(session)
    with pytest.raises(RuleViolation) as refused:
        acknowledge(session, (Decided(reference, 1),), PASSPHRASES["head"])

    assert [(item.may_decide, item.decides) for item in queue.items] == [(False, "Chair of Governors")]
    me = person_of_user(session)
    assert me is not None
    assert me.reference == denning.reference
    adult(session, "Mrs Carol Denning", "Office manager")
    assert person_of_user(session) is None, "two of that name work here now"
    assert "Chair of Governors" in refused.value.fields["by"]
    assert EventKind.ACKNOWLEDGED not in events(session)


def test_the_chairs_signed_sheet_acknowledges_the_heads_own_when_somebody_else_enters_it(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    denning = adult(session, "Carol Denning", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER)
    archie = pupil(session, "Archie Denning", date(2022, 5, 4), "Reception", "R")
    reference = declared(session, denning, archie, "2026-09-07 07:50")
    made_school.clock.set("2026-09-09 17:00")
    strand = PersonRef(None, "Mr Paul Strand")
    by_chair = step(StepKind.ACKNOWLEDGED, "2026-09-09 16:00", strand, OfficeKind.CHAIR)

    with pytest.raises(RuleViolation) as refused:
        declarations.add_step(
            session,
            reference,
            step(StepKind.ACKNOWLEDGED, "2026-09-09 16:00", strand, OfficeKind.HEADTEACHER),
            version=1,
        )
    assert "Chair of Governors" in refused.value.fields["by"]
    session = made_school.sign_in("head")
    with pytest.raises(RuleViolation, match="rule"):
        declarations.add_step(session, reference, by_chair, version=1)
    session = made_school.sign_in("dsl")
    declarations.add_step(session, reference, by_chair, version=1)

    row = register(session).rows[0]
    assert (row.acknowledged, row.acknowledged_by) == ("Wed 9 Sep 2026", "Chair of Governors")
    assert declarations.capacities_offered(session, denning)[0] == (OfficeKind.CHAIR, "Chair of Governors")


def test_the_whole_queue_is_acknowledged_with_the_headteachers_own_passphrase(
    shona: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = shona
    idris = adult(session, "Idris Vaughan", "Caretaker", AdultType.CONTRACTOR)
    first = declared(session, aunt, tyler, "2026-09-24 15:00")
    second = declared(
        session, idris, tyler, "2026-09-24 15:01", kind=DeclarationKind.FRIENDSHIP, words="friend of family"
    )
    made_school.clock.set("2026-09-28 16:00")
    session = made_school.sign_in("head")
    queue = awaiting(session)
    assert (queue.mine, len(queue.items)) == (2, 2)
    assert queue.title == "Awaiting the Headteacher"
    assert queue.items[0].waiting == "4 days, since Thu 24 Sep 2026"

    decided = (
        Decided(
            first,
            1,
            StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
            conditions=("Family group only",),
            discussed=moment("2026-09-25 12:00"),
            present=(PersonRef(None, "Miss Jo Abbey"),),
        ),
        Decided(second, 1),
    )
    with pytest.raises(WrongPassphrase):
        acknowledge(session, decided, "not the passphrase")
    assert events(session)[-1] is EventKind.UNLOCK_FAILED
    changes = acknowledge(session, decided, PASSPHRASES["head"])

    logged = reading.events(session.vault.daily.connection, newest=session.vault.daily.head.number, limit=2)
    assert changes.touched == {first, second}
    assert [(one.event.kind, one.signed) for one in logged] == [(EventKind.ACKNOWLEDGED, True)] * 2
    assert awaiting(session).items == ()
    steps = detail(session, first).steps
    assert [one.kind for one in steps] == [
        StepKind.DECLARED,
        StepKind.DISCUSSED,
        StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
    ]
    assert steps[2].by == "Mrs Carol Denning, Headteacher, on screen"


def test_one_bad_decision_keeps_the_whole_queue_undecided(
    shona: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = shona
    demi = pupil(session, "Demi Pike", date(2014, 1, 8))
    first = declared(session, aunt, tyler, "2026-09-24 15:00")
    second = declared(session, aunt, demi, "2026-09-24 15:01")
    session = made_school.sign_in("head")

    bad = Decided(second, 1, StepKind.ACKNOWLEDGED_WITH_CONDITIONS)
    with pytest.raises(RuleViolation) as refused:
        acknowledge(session, (Decided(first, 1), bad), PASSPHRASES["head"])

    assert set(refused.value.fields) == {"conditions"}
    assert len(awaiting(session).items) == 2


def test_a_deputy_does_not_acknowledge_on_screen(
    shona: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = shona
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    session = made_school.sign_in("deputy")

    with pytest.raises(NotTheHeadteacher):
        acknowledge(session, (Decided(reference, 1),), PASSPHRASES["deputy"])
    with pytest.raises(RuleViolation) as refused:
        screen = StepInput(
            StepKind.ACKNOWLEDGED,
            moment("2026-09-24 15:09"),
            How.ON_SCREEN,
            PersonRef(None, "Mrs Carol Denning"),
            OfficeKind.HEADTEACHER,
        )
        declarations.add_step(session, reference, screen, version=1)

    assert set(refused.value.fields) == {"how"}
    assert not detail(session, reference).may_acknowledge


def test_an_acting_headteacher_acts_only_between_their_dates(
    shona: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = shona
    acting = Person(
        "Tom Reed",
        PersonKind.STAFF,
        posts=(Post(AdultType.EMPLOYEE, "Teacher"),),
        offices=(Office(OfficeKind.ACTING_HEADTEACHER, Period(date(2026, 10, 1), date(2026, 10, 31))),),
    )
    people.add(session, acting)
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    session = made_school.sign_in("deputy")
    with pytest.raises(NotTheHeadteacher):
        acknowledge(session, (Decided(reference, 1),), PASSPHRASES["deputy"])

    made_school.clock.set("2026-10-05 09:00")
    acknowledge(session, (Decided(reference, 1),), PASSPHRASES["deputy"])

    assert register(session).rows[0].acknowledged_by == "Acting Headteacher"


def test_a_correction_needs_a_reason_and_keeps_both_versions(
    shona: tuple[Session, PersonRef, PersonRef],
) -> None:
    session, aunt, tyler = shona
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    details = DeclarationDetails(
        (DeclaredPupil(tyler, Relation.AUNT_OR_UNCLE, "aunt", parents_aware=ParentsAware.YES),),
        nature="A family group on a messaging app.",
    )

    with pytest.raises(RuleViolation, match="rule"):
        declarations.correct(session, reference, details, "  ", version=1)
    declarations.correct(session, reference, details, "Mrs Pike rang to say so.", version=1)
    with pytest.raises(StaleVersion):
        declarations.correct(session, reference, details, "Again.", version=1)

    shown = detail(session, reference)
    assert [(one.number, one.reason) for one in shown.versions] == [
        (1, ""),
        (2, "Mrs Pike rang to say so."),
    ]
    assert ("Parents know", "Yes") in shown.pupils[0].facts


def test_a_step_taken_back_stays_on_file_and_no_longer_counts(
    shona: tuple[Session, PersonRef, PersonRef],
) -> None:
    session, aunt, tyler = shona
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    head = PersonRef(None, "Mrs Carol Denning")
    given = step(StepKind.ACKNOWLEDGED, "2026-09-24 15:05", head, OfficeKind.HEADTEACHER)
    declarations.add_step(session, reference, given, version=1)
    declarations.take_back_step(session, reference, 1, "Entered on the wrong sheet.", version=2)

    shown = detail(session, reference)

    assert shown.steps[1].taken_back == (
        "Taken back Thu 24 Sep 2026, 15:10 by Miss Jo Abbey: Entered on the wrong sheet."
    )
    assert shown.status.words == "With the Headteacher"


def test_entered_in_error_leaves_the_register_at_once(shona: tuple[Session, PersonRef, PersonRef]) -> None:
    session, aunt, tyler = shona
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    declarations.enter_in_error(session, reference, "Twice by mistake.", version=1)

    assert register(session).rows == ()
    assert awaiting(session).items == ()


def test_a_day_known_only_to_the_day_and_a_step_before_the_declaration_is_refused(
    shona: tuple[Session, PersonRef, PersonRef],
) -> None:
    session, aunt, tyler = shona
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    head = PersonRef(None, "Mrs Carol Denning")
    early = StepInput(
        StepKind.ACKNOWLEDGED, on_day(date(2026, 9, 20), ZONE), How.SIGNED_PAPER, head, OfficeKind.HEADTEACHER
    )

    with pytest.raises(RuleViolation) as refused:
        declarations.add_step(session, reference, early, version=1)

    assert "at" in refused.value.fields
