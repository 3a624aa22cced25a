"""Times of what is added to a record: nothing that has happened lies ahead, and what a telling told is kept."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from safeguard_app.domain.entries import (
    Action,
    Decision,
    DecisionKind,
    Note,
    NoteKind,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.moments import Moment, about, between, exactly, not_known, on_day
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import entries, incident_pages, incidents
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.paper_incident import incident_content
from safeguard_app.services.search import search
from safeguard_app.services.session import Session
from safeguard_app.vault import reading, record_codec
from tests.services.conftest import ZONE, MadeSchool, adult, at, log_incident, moment
from tests.services.test_wrong_person import FRAME

AHEAD = moment("2027-03-01 10:00")
TELLING = Telling(Whom.PARENT, "Ms Dawn Pike", TellingState.TOLD, moment("2026-10-12 08:00"))
ADDERS: dict[str, Callable[[Session, Reference, Moment], object]] = {
    "note": lambda s, i, when: entries.add_note(s, i, Note(NoteKind.CALL, when, "She rang.")),
    "first contact": lambda s, i, when: entries.add_note(
        s, i, Note(NoteKind.LADO_CONTACT, when, "Left a voicemail.")
    ),
    "decision": lambda s, i, when: entries.add_decision(
        s, i, Decision(DecisionKind.MONITOR, "Watch.", "Too early to say.", "Miss Jo Abbey", when)
    ),
    "telling": lambda s, i, when: entries.add_telling(s, i, replace(TELLING, at=when)),
}


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October at nine."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


@pytest.fixture
def record(session: Session) -> Reference:
    """A staff-pupil contact."""
    return log_incident(session, "SPC", (adult(session, "Shona Pike", "Supervisor"), "adult_of_concern"))


@pytest.mark.parametrize("what", sorted(ADDERS))
@pytest.mark.parametrize(
    "when",
    [
        AHEAD,
        exactly(at("2026-10-12 09:01")),
        about(at("2026-10-13 09:00")),
        on_day(at("2026-10-13 00:00").date(), ZONE),
    ],
    ids=["next year", "in a minute", "about tomorrow", "tomorrow"],
)
def test_what_has_happened_does_not_lie_ahead(
    session: Session, record: Reference, what: str, when: Moment
) -> None:
    with pytest.raises(RuleViolation) as refused:
        ADDERS[what](session, record, when)
    assert set(refused.value.fields) == {"at"}
    assert not _entries(session, record)


@pytest.mark.parametrize("what", sorted(ADDERS))
@pytest.mark.parametrize(
    "when",
    [
        exactly(at("2026-10-12 09:00")),
        on_day(at("2026-10-12 00:00").date(), ZONE),
        between(at("2026-10-12 08:00"), at("2026-10-12 12:00")),
    ],
    ids=["now", "today", "begun already"],
)
def test_what_may_have_happened_is_taken(
    session: Session, record: Reference, what: str, when: Moment
) -> None:
    ADDERS[what](session, record, when)
    assert len(_entries(session, record)) == 1


def test_a_voicemail_of_next_year_does_not_meet_the_clock(session: Session, record: Reference) -> None:
    def clock_runs() -> bool:
        due = incident_pages.open_record(session, record).due
        return any(one.source is DueSource.CLOCK for one in due)

    assert clock_runs()
    with pytest.raises(RuleViolation):
        ADDERS["first contact"](session, record, AHEAD)
    assert clock_runs()


def test_a_correction_is_held_to_the_same(session: Session, record: Reference) -> None:
    entries.add_telling(session, record, TELLING)
    entries.add_action(session, record, Action("Ring her", "Miss Jo Abbey"))
    told, action = (_entries(session, record, kind)[0] for kind in (RecordKind.TELLING, RecordKind.ACTION))
    for entry, made, field in (
        (told, replace(TELLING, at=AHEAD), "at"),
        (told, replace(TELLING, at=not_known()), "at"),
        (told, replace(TELLING, safe_to_contact="\ud800"), "safe_to_contact"),
        (action, Action("", "Miss Jo Abbey"), "what"),
    ):
        with pytest.raises(RuleViolation) as refused:
            entries.correct(session, record, entry, made, "Looked again.")
        assert set(refused.value.fields) == {field}
    entries.correct(session, record, told, replace(TELLING, how="By telephone"), "Looked again.")


def test_what_somebody_was_told_stands_on_page_paper_and_in_search(
    session: Session, record: Reference
) -> None:
    entries.add_telling(
        session,
        record,
        replace(TELLING, whom=Whom.REPORTER, what="That it is being\r\nlooked into, zeppelin."),
    )
    said = "That it is being\nlooked into, zeppelin."
    page = incident_pages.open_record(session, record)
    assert page.told[0].lines[0] == f"What they were told: {said}"
    stored = incidents.current(session, record)
    found = reading.about(session.vault.compartment(record.compartment).connection, record)
    assert said in incident_content(session, stored, found, FRAME).told[0].what
    assert [one.reference for one in search(session, "zeppelin").rows] == [record]


def test_a_telling_written_before_there_was_the_question_still_reads() -> None:
    body = record_codec.encode(TELLING).replace('"what":"",', "")
    assert '"what"' not in body
    assert record_codec.decode("telling", body) == TELLING


def _entries(session: Session, record: Reference, *kinds: RecordKind) -> list[RecordId]:
    connection = session.vault.compartment(record.compartment).connection
    wanted = kinds or (RecordKind.NOTE, RecordKind.DECISION, RecordKind.TELLING)
    return [one.reference.id for one in reading.about(connection, record, wanted)]
