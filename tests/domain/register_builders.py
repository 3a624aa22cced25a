"""An invented register: the people and declarations of Baylis Lane Primary, built for tests."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from safeguard_app.domain.declarations import (
    Declaration,
    DeclarationKind,
    DeclaredPupil,
    FiledDeclaration,
    How,
    Step,
    StepKind,
)
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, UserId
from safeguard_app.domain.moments import Moment, exactly, on_day
from safeguard_app.domain.people import (
    AdultType,
    FamilyLink,
    KnownPerson,
    Office,
    OfficeKind,
    Person,
    PersonKind,
    PersonRef,
    Post,
    Relation,
)
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_rules import person_ref

LONDON = ZoneInfo("Europe/London")
DSL = UserId("d" * 32)
TODAY = date(2026, 10, 12)


def reference(letter: str) -> Reference:
    return Reference(Compartment.DAILY, RecordId(letter * 32))


def at(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


SHONA = KnownPerson(
    reference("1"),
    Person(
        "Shona Pike",
        PersonKind.STAFF,
        posts=(
            Post(AdultType.EMPLOYEE, "Midday supervisor", Period(date(2024, 9, 2), date(2026, 11, 26))),
            Post(AdultType.EMPLOYEE, "Teaching assistant", Period(date(2026, 11, 27))),
        ),
    ),
)
TYLER = KnownPerson(
    reference("2"),
    Person(
        "Tyler Pike",
        PersonKind.PUPIL,
        date_of_birth=date(2018, 2, 14),
        year_group="Year 4",
        class_name="4B",
        on_roll=(Period(date(2022, 9, 5)),),
        family=(FamilyLink(SHONA.reference.id, Relation.AUNT_OR_UNCLE, "aunt"),),
    ),
)
DEMI = KnownPerson(
    reference("3"),
    Person(
        "Demi Pike",
        PersonKind.FORMER_PUPIL,
        date_of_birth=date(2014, 3, 2),
        on_roll=(Period(date(2018, 9, 4), date(2026, 7, 22)),),
        family=(FamilyLink(TYLER.reference.id, Relation.SIBLING, "brother"),),
    ),
)
CAROL = KnownPerson(
    reference("4"),
    Person(
        "Mrs Carol Denning",
        PersonKind.STAFF,
        posts=(Post(AdultType.EMPLOYEE, "Headteacher", Period(date(2019, 9, 1))),),
        offices=(Office(OfficeKind.HEADTEACHER, Period(date(2019, 9, 1))),),
    ),
)
PAUL = KnownPerson(
    reference("5"),
    Person(
        "Mr Paul Strand",
        PersonKind.STAFF,
        posts=(Post(AdultType.GOVERNOR, "Chair of Governors", Period(date(2021, 9, 1))),),
        offices=(Office(OfficeKind.CHAIR, Period(date(2021, 9, 1))),),
    ),
)
ARCHIE = KnownPerson(
    reference("6"),
    Person(
        "Archie Denning",
        PersonKind.PUPIL,
        date_of_birth=date(2022, 1, 20),
        on_roll=(Period(date(2026, 9, 3)),),
    ),
)
IDRIS = KnownPerson(
    reference("7"),
    Person(
        "Idris Vaughan",
        PersonKind.STAFF,
        posts=(Post(AdultType.EMPLOYEE, "Caretaker", Period(date(2015, 1, 5))),),
    ),
)


def ref(known: KnownPerson) -> PersonRef:
    return person_ref(known, TODAY)


def step(
    kind: StepKind,
    when: Moment,
    by: KnownPerson,
    entered_at: datetime,
    capacity: OfficeKind | None = None,
    conditions: tuple[str, ...] = (),
    how: How = How.SIGNED_PAPER,
    review_on: date | None = None,
) -> Step:
    return Step(
        kind,
        when,
        how,
        ref(by),
        entered_at,
        DSL,
        "Miss Jo Abbey",
        capacity=capacity,
        conditions=conditions,
        review_on=review_on,
    )


DECLARED = step(StepKind.DECLARED, on_day(date(2026, 9, 24), LONDON), SHONA, at(9, 24, 15, 10))
DISCUSSED = step(StepKind.DISCUSSED, on_day(date(2026, 9, 25), LONDON), CAROL, at(9, 25, 12, 40))
ACKNOWLEDGED = step(
    StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
    on_day(date(2026, 9, 28), LONDON),
    CAROL,
    at(9, 28, 16, 20),
    OfficeKind.HEADTEACHER,
    ("Family group only", "No public comments"),
)
REDECLARED = step(StepKind.DECLARED, on_day(date(2026, 11, 27), LONDON), SHONA, at(11, 27, 9, 0))
REACKNOWLEDGED = step(
    StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
    on_day(date(2026, 11, 30), LONDON),
    CAROL,
    at(11, 30, 15, 0),
    OfficeKind.HEADTEACHER,
    ("Family group only", "No public comments", "Does not assess Tyler"),
)
AUNT = Declaration(
    DeclarationKind.FAMILY_RELATIONSHIP,
    ref(SHONA),
    (DeclaredPupil(ref(TYLER), Relation.AUNT_OR_UNCLE, "aunt"),),
    (DECLARED, DISCUSSED, ACKNOWLEDGED, REDECLARED, REACKNOWLEDGED),
)
FILED_AUNT = FiledDeclaration(reference("a"), 3, AUNT)
HEADS_OWN = Declaration(
    DeclarationKind.FAMILY_RELATIONSHIP,
    ref(CAROL),
    (DeclaredPupil(ref(ARCHIE), Relation.AUNT_OR_UNCLE, "aunt"),),
    (step(StepKind.DECLARED, exactly(at(9, 7, 9, 30)), CAROL, at(9, 7, 9, 31), how=How.ON_SCREEN),),
)
FRIEND = Declaration(
    DeclarationKind.FRIENDSHIP,
    ref(IDRIS),
    (DeclaredPupil(PersonRef(None, "A pupil in Year 2"), Relation.FRIEND_OF_FAMILY),),
    (
        step(StepKind.DECLARED, on_day(date(2026, 9, 14), LONDON), IDRIS, at(9, 14, 16, 0)),
        step(
            StepKind.ACKNOWLEDGED,
            on_day(date(2026, 9, 16), LONDON),
            CAROL,
            at(9, 16, 16, 0),
            OfficeKind.HEADTEACHER,
        ),
    ),
)


def entered_late(declaration: Declaration, when: datetime) -> Declaration:
    """The same history, every step of it entered at ``when`` from old paper."""
    return replace(
        declaration,
        steps=tuple(
            replace(step, entered_at=when + timedelta(minutes=place))
            for place, step in enumerate(declaration.steps)
        ),
    )
