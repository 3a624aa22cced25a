"""Who a handed-in concern is about is looked at again at its intake: they may hold the office by then.

A reader of the more closed part files it there; anybody else's program seals it on, and says nothing of it anywhere.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.people import (
    AdultType,
    Office,
    OfficeKind,
    Person,
    PersonKind,
    PersonRef,
    Post,
)
from safeguard_app.domain.periods import Period
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import (
    audit_log,
    contact_checks,
    evidence,
    handing_in,
    people,
    today,
    unlock_notices,
)
from safeguard_app.services.search import search
from safeguard_app.services.session import Session
from safeguard_app.system.problems import DiskFull
from safeguard_app.vault import announcements, hand_in, reading, verifying
from safeguard_app.vault.keys.identities import unseal
from tests.services.conftest import MadeSchool, moment, pupil
from tests.services.test_handing_in import PICTURE, chosen, form

DAILY, ADULTS, NOT_HEAD, NOT_DSL = Compartment
SECRET = "unmistakable corridor mirror"


@dataclass
class HandedIn:
    """A deputy's concern about Mr Pell, handed in to the part about adults, who holds an office a week later."""

    school: MadeSchool
    pell: PersonRef
    child: PersonRef

    def waits(self, compartment: Compartment) -> int:
        """How many files wait in an inbox."""
        return len(hand_in.everything_waiting(self.school.folder, compartment))

    def unlock(self, who: str) -> tuple[Session, int]:
        """Somebody unlocks, as the program does it; with how many were taken in."""
        session = self.school.sign_in(who)
        return session, handing_in.take_in_handed(session)


def handed_in(
    school: MadeSchool, *offices: OfficeKind, until: date | None = None, about_head: bool = False
) -> HandedIn:
    """Handed in on Monday; the offices begin on the Monday after."""
    session = school.sign_in("dsl")
    person = Person(
        "Mr Simon Pell",
        PersonKind.STAFF,
        posts=(Post(AdultType.EMPLOYEE, "Teacher", Period(date(2020, 9, 1))),),
        offices=tuple(Office(office, Period(date(2026, 9, 14), until)) for office in offices),
    )
    pell = people.ref_of(session, people.add(session, person)[0])
    child = pupil(session, "Tyler Pike", date(2018, 5, 1))
    deputy = school.sign_in("deputy")
    asked = ContactQuestion(pell, child, "tiktok", moment("2026-09-05 19:00"))
    concern = form(
        deputy,
        account=f"Something {SECRET}.",
        participants=(Participant(pell, "adult_of_concern"), Participant(child, "child_contacted")),
        verdict=contact_checks.check(deputy, asked),
        about_head=about_head,
    )
    answered, batch = chosen(deputy, concern, PICTURE)
    handing_in.hand_over(deputy, answered, (batch,))
    made = HandedIn(school, pell, child)
    assert made.waits(NOT_HEAD if about_head else ADULTS) == 2, "the concern and its picture"
    school.clock.set("2026-09-15 08:00")
    return made


def records(session: Session, compartment: Compartment) -> list[Incident]:
    """The incidents of a part."""
    found = reading.of_kind(
        session.vault.compartment(compartment).connection, compartment, RecordKind.INCIDENT
    )
    return [one.content for one in found]


def assert_no_trace(session: Session, made: HandedIn) -> None:
    """Nothing of it in any row this key opens, on any page, in the audit or among what unlock says."""
    for opened in session.vault:
        connection = opened.connection
        for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - names come from the schema
                cells = (one if isinstance(one, bytes) else str(one).encode() for one in row)
                assert SECRET.encode() not in b" ".join(cells).lower()
        for kind in (EventKind.HANDED_IN, EventKind.TAKEN_IN):
            assert reading.events_of_kind(connection, kind) == []
    assert made.pell.reference is not None
    shown = repr(
        [
            search(session, "unmistakable").rows,
            search(session, "pell").rows,
            people.suggest(session, "pell"),
            people.open_person(session, made.pell.reference),
            today.today(session),
            *(audit_log.page(session, one) for one, _ in audit_log.compartments(session)),
        ]
    ).casefold()
    assert "unmistakable" not in shown
    assert "handed" not in shown
    assert not [line for line in unlock_notices.notice_lines(session) if "hand" in line.text.casefold()]
    assert verifying.verify(session.vault) == []


HEADS = [OfficeKind.HEADTEACHER, OfficeKind.ACTING_HEADTEACHER]


@pytest.mark.parametrize("office", HEADS)
def test_a_reader_of_the_closed_part_files_it_there_whole(
    made_school: MadeSchool, office: OfficeKind
) -> None:
    made = handed_in(made_school, office, until=date(2026, 9, 30))

    dsl, taken = made.unlock("dsl")

    assert taken == 1
    assert records(dsl, ADULTS) == []
    (incident,) = records(dsl, NOT_HEAD)
    assert incident.head_is_subject, "every step says who takes the Headteacher's place"
    (stored,) = reading.of_kind(dsl.vault.compartment(NOT_HEAD).connection, NOT_HEAD, RecordKind.INCIDENT)
    (item,) = [one.content for one in evidence.exhibits_of(dsl, stored.reference)]
    assert item.stored.sha256 == sha256(PICTURE).hexdigest()
    assert len(contact_checks.kept(dsl, stored.reference)) == 1
    assert (made.waits(ADULTS), made.waits(NOT_HEAD)) == (0, 0)
    (line,) = [one for one in unlock_notices.notice_lines(dsl) if one.code == "taken_in_apart"]
    assert line.heading == "1 concern handed in elsewhere, taken in to the part about the Headteacher"
    assert len(reading.events_of_kind(dsl.vault.compartment(NOT_HEAD).connection, EventKind.HANDED_IN)) == 1
    assert verifying.verify(dsl.vault) == []

    for who in ("head", "deputy", "head"):
        session, more = made.unlock(who)
        assert more == 0
        assert_no_trace(session, made)
    dsl, _ = made.unlock("dsl")
    assert unlock_notices.notice_lines(dsl) == (), "it arrived, and nobody is told that it did not"


def test_the_headteachers_program_seals_it_on_and_tells_nothing(made_school: MadeSchool) -> None:
    made = handed_in(made_school, OfficeKind.ACTING_HEADTEACHER, until=date(2026, 9, 30))

    head, taken = made.unlock("head")

    assert taken == 0
    assert_no_trace(head, made)
    assert (made.waits(ADULTS), made.waits(NOT_HEAD)) == (0, 2)
    place = hand_in.inbox(made_school.folder, NOT_HEAD)
    (sealed,) = place.glob("*.age")
    with pytest.raises(ValueError, match="does not open"):
        unseal(sealed.read_bytes(), head.vault.identity.secret_text)

    dsl, taken = made.unlock("dsl")
    assert taken == 1
    assert (made.waits(ADULTS), made.waits(NOT_HEAD)) == (0, 0)
    (stored,) = reading.of_kind(dsl.vault.compartment(NOT_HEAD).connection, NOT_HEAD, RecordKind.INCIDENT)
    (item,) = [one.content for one in evidence.exhibits_of(dsl, stored.reference)]
    assert item.stored.sha256 == sha256(PICTURE).hexdigest()
    assert [line.code for line in unlock_notices.notice_lines(dsl)] == ["taken_in_apart"]
    head, _ = made.unlock("head")
    assert_no_trace(head, made)


def test_the_office_may_have_ended_before_a_reader_comes(made_school: MadeSchool) -> None:
    made = handed_in(made_school, OfficeKind.ACTING_HEADTEACHER, until=date(2026, 9, 30))
    made.unlock("head")
    made_school.clock.set("2026-10-01 08:00")
    dsl, taken = made.unlock("dsl")
    assert taken == 1
    (incident,) = records(dsl, NOT_HEAD)
    assert incident.head_is_subject, "where it was sealed on to, as it would stand there"


def test_taken_away_after_it_was_sealed_on_it_is_missed_by_its_readers_alone(made_school: MadeSchool) -> None:
    made = handed_in(made_school, OfficeKind.HEADTEACHER)
    made.unlock("head")
    for path in hand_in.everything_waiting(made_school.folder, NOT_HEAD):
        path.unlink()
    dsl, taken = made.unlock("dsl")
    assert taken == 0
    (line,) = [one for one in unlock_notices.notice_lines(dsl) if one.code == "never_arrived"]
    assert line.heading == "A concern was handed in to the part about the Headteacher and never arrived"
    head, _ = made.unlock("head")
    assert_no_trace(head, made)


def test_about_the_lead_it_goes_where_the_lead_cannot_read_it(made_school: MadeSchool) -> None:
    made = handed_in(made_school, OfficeKind.DSL)
    dsl, taken = made.unlock("dsl")
    assert taken == 0
    assert_no_trace(dsl, made)
    head, taken = made.unlock("head")
    assert taken == 1
    (incident,) = records(head, NOT_DSL)
    assert not incident.head_is_subject
    assert records(head, ADULTS) == []
    dsl, _ = made.unlock("dsl")
    assert_no_trace(dsl, made)


def test_one_person_who_is_both_goes_where_the_head_cannot_read_it(made_school: MadeSchool) -> None:
    made = handed_in(made_school, OfficeKind.HEADTEACHER, OfficeKind.DSL)
    dsl, taken = made.unlock("dsl")
    assert taken == 1
    assert len(records(dsl, NOT_HEAD)) == 1


def test_kept_apart_from_one_it_is_not_shown_to_the_other(made_school: MadeSchool) -> None:
    """Handed in as about the Headteacher; whom it names is the lead by then: no part is closed to both."""
    made = handed_in(made_school, OfficeKind.DSL, about_head=True)
    dsl, taken = made.unlock("dsl")
    assert taken == 0
    assert records(dsl, NOT_HEAD) == []
    assert made.waits(NOT_HEAD) == 2, "it stays as it was sealed"
    (line,) = unlock_notices.notice_lines(dsl)
    assert line.code == "waiting_unread"
    assert "Pell" not in line.text and "Ask whoever handed something in" in line.text


def test_nothing_moves_where_nobody_it_is_about_holds_an_office(made_school: MadeSchool) -> None:
    made = handed_in(made_school, OfficeKind.ACTING_HEADTEACHER, until=date(2026, 9, 14))
    head, taken = made.unlock("head")
    assert taken == 1
    assert len(records(head, ADULTS)) == 1
    (event,) = reading.events_of_kind(head.vault.compartment(ADULTS).connection, EventKind.HANDED_IN)
    assert event.actor == made_school.users["deputy"]
    assert unlock_notices.notice_lines(head) == ()


def test_the_check_that_goes_with_it_counts_as_well(made_school: MadeSchool) -> None:
    made = handed_in(made_school, OfficeKind.HEADTEACHER)
    made_school.clock.set("2026-09-07 09:00")
    deputy = made_school.sign_in("deputy")
    other = PersonRef(None, "Mr Owen Tarn", "Sports coach")
    asked = ContactQuestion(made.pell, made.child, "tiktok", moment("2026-09-05 19:00"))
    verdict = contact_checks.check(deputy, asked)
    concern = form(deputy, participants=(Participant(other, "adult_of_concern"),), verdict=verdict)
    handing_in.hand_over(deputy, concern)
    made_school.clock.set("2026-09-15 08:00")
    dsl, taken = made.unlock("dsl")
    assert taken == 2
    assert (len(records(dsl, ADULTS)), len(records(dsl, NOT_HEAD))) == (0, 2)


@pytest.mark.parametrize("broken", ["write_whole", "copy_on", "mark_moved"])
def test_interrupted_while_it_is_sealed_on_it_waits_and_is_taken_in_once(
    made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    made = handed_in(made_school, OfficeKind.HEADTEACHER)

    def full(*_arguments: object, **_named: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(announcements if broken == "mark_moved" else hand_in, broken, full)
        head, taken = made.unlock("head")
    assert taken == 0
    assert records(head, ADULTS) == []
    assert made.waits(ADULTS) == 2
    assert_no_trace(head, made)
    assert not unlock_notices.notice_lines(head), "whom it is about is not told that something waits"
    dsl, taken = made.unlock("dsl")
    assert taken >= 1
    assert len(records(dsl, NOT_HEAD)) == 1
    assert (made.waits(ADULTS), made.waits(NOT_HEAD)) == (0, 0)
    head, _ = made.unlock("head")
    assert "unmistakable" not in repr(records(head, ADULTS))
