"""What follows on an entry of a register: which steps it takes, who may decide, and what ends it."""

from datetime import date

import pytest

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.logbooks import EntryStepKind
from safeguard_app.domain.people import AdultType, OfficeKind, PersonRef
from safeguard_app.services import logbooks
from safeguard_app.services.logbook_detail import detail
from safeguard_app.services.logbook_facts import stored_entry
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, pupil
from tests.services.logbook_entries import (
    DAWN,
    breach,
    consent,
    measure,
    standing,
    step,
)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def test_a_step_taken_back_counts_no_longer_and_stays(session: Session) -> None:
    entry = consent(session, pupil(session, "Wren Maple", date(2018, 5, 1)), "website")
    step(session, entry, EntryStepKind.GIVEN, date(2026, 9, 10))
    logbooks.take_back_step(session, entry, 0, "Of her brother", version=2)
    assert standing(session, "photo-consent") == ["Not decided yet"]
    (line,) = detail(session, entry).steps
    assert "Of her brother" in line.taken_back
    with pytest.raises(RuleViolation) as refused:
        logbooks.take_back_step(session, entry, 0, "Again", version=3)
    assert set(refused.value.fields) == {"steps"}


def refused_step(session: Session, entry: Reference, kind: EntryStepKind, by: PersonRef = DAWN) -> set[str]:
    """The fields that a step is refused for."""
    with pytest.raises(RuleViolation) as refused:
        step(session, entry, kind, date(2026, 10, 2), by)
    return set(refused.value.fields)


def test_a_step_is_one_that_the_register_has(session: Session) -> None:
    held = measure(session, adult(session, "Shona Pike", "Teacher"))
    assert refused_step(session, held, EntryStepKind.GIVEN) == {"kind"}
    step(session, held, EntryStepKind.REVIEWED, date(2026, 10, 2))
    assert refused_step(session, breach(session), EntryStepKind.ENDED) == {"kind"}
    child = pupil(session, "Wren Maple", date(2018, 5, 1))
    assert refused_step(session, consent(session, child, "print"), EntryStepKind.GIVEN, child) == {"by"}


def test_nothing_follows_on_an_entry_in_error(session: Session) -> None:
    entry = consent(session, pupil(session, "Wren Maple", date(2018, 5, 1)), "website")
    logbooks.enter_in_error(session, entry, "Entered twice", version=1)
    assert refused_step(session, entry, EntryStepKind.GIVEN) == {"steps"}


def test_the_steps_offered_are_those_that_can_follow(session: Session) -> None:
    given, refused, withdrawn, reviewed, ended = (
        EntryStepKind.GIVEN,
        EntryStepKind.REFUSED,
        EntryStepKind.WITHDRAWN,
        EntryStepKind.REVIEWED,
        EntryStepKind.ENDED,
    )

    def offered(entry: Reference) -> tuple[EntryStepKind, ...]:
        return logbooks.steps_offered(session, stored_entry(session, entry).content)

    entry = consent(session, pupil(session, "Wren Maple", date(2018, 5, 1)), "website")
    assert offered(entry) == (given, refused, ended)
    step(session, entry, given, date(2026, 9, 10))
    assert offered(entry) == (withdrawn, given, reviewed, ended)
    step(session, entry, withdrawn, date(2026, 9, 11))
    assert offered(entry) == (given, refused)
    assert offered(measure(session, adult(session, "Shona Pike", "Teacher"))) == (reviewed, ended)
    assert offered(breach(session)) == ()


def test_whoever_may_decide_is_offered_by_who_asks(session: Session) -> None:
    book = session.catalogue.logbooks["permissions"]
    shona = adult(session, "Shona Pike", "Teacher")
    carol = adult(session, "Mrs Carol Denning", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER)
    for_staff = [office for office, _ in logbooks.capacities_offered(session, book, shona)]
    for_head = [office for office, _ in logbooks.capacities_offered(session, book, carol)]
    assert OfficeKind.HEADTEACHER in for_staff and OfficeKind.HEADTEACHER not in for_head
    assert OfficeKind.CHAIR in for_head and OfficeKind.CHAIR not in for_staff
    consents = session.catalogue.logbooks["photo-consent"]
    assert logbooks.capacities_offered(session, consents, shona) == ()
