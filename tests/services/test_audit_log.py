"""The audit in plain words: who, what, on which record, why; and that reading it adds nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import COMPUTER, EventKind
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer
from safeguard_app.domain.identifiers import Compartment, new_record_id
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import audit_log, evidence, incidents, keeping, paper
from safeguard_app.services.audit_views import AuditFilter
from safeguard_app.services.event_details import fact_lines
from safeguard_app.services.evidence_views import IntakePermit
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading
from safeguard_app.vault.problems import NoKey, WrongPassphrase
from safeguard_app.vault.unlocking import Surroundings, unlock
from tests.services.conftest import MadeSchool, at, log_incident
from tests.services.test_evidence import png

ELLA = PersonRef(None, "Ella Tan", "Year 5")


def test_rows_name_who_what_and_the_case_and_reading_adds_none(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "TR", (ELLA, "target"))
    case = incidents.case_of(session, incident)
    permit = evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    evidence.take_in_bytes(session, permit, png(), "secret-name.png", CaptureFacts(what="Public comment"))
    made = paper.issue(session, IncidentPaper(incident))
    paper.printed(session, made.document, collector="Mrs Carol Denning")
    head = session.vault.daily.head.number

    rows = audit_log.page(session, Compartment.DAILY).rows

    shown = [(row.who, row.what, row.record_words, row.detail) for row in rows]
    assert shown[0] == ("Miss Jo Abbey", "Printed", case, "1 copy, collected by Mrs Carol Denning")
    assert ("Miss Jo Abbey", "Evidence sealed", case, "Ex1, Public comment") in shown
    assert ("Miss Jo Abbey", "Asked before evidence", case, "Declared “No, I have seen all of it”") in shown
    assert ("Miss Jo Abbey", "Viewed", case, "First view since unlock") in shown
    assert ("Miss Jo Abbey", "Unlocked", "", "Signed") in shown
    assert not any("secret-name" in " ".join(row) for row in shown)
    assert session.vault.daily.head.number == head
    assert rows[0].record == incident
    assert rows[0].number_words == f"{head:,}"


def test_a_refused_file_shows_the_answer_and_nothing_of_the_file(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "TR", (ELLA, "target"))
    evidence.declare(session, incident, IntakeAnswer.NOT_SEEN)

    row = audit_log.page(session, Compartment.DAILY).rows[0]
    whole = audit_log.detail(session, Compartment.DAILY, row.number)

    assert (row.what, row.detail) == ("File not read", "Declared “I have not seen it”")
    assert whole.facts == (("Answer", "Declared “I have not seen it”"),)
    assert whole.rows_sealed == "No rows: the event stands alone"


def test_how_far_an_unlock_read_what_was_announced_is_not_shown(made_school: MadeSchool) -> None:
    """It would tell whoever reads a part that a hand-in waited there, also one that was moved away from them."""
    session = made_school.sign_in()
    adults = session.vault.compartment(Compartment.ADULTS).connection
    unlocked = reading.events_of_kind(adults, EventKind.UNLOCKED)[-1]
    assert "daily" in unlocked.facts
    assert fact_lines(session, unlocked) == ()


def test_a_backup_says_what_it_had_to_copy_afresh(made_school: MadeSchool, tmp_path: Path) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "TR", (ELLA, "target"))
    permit = evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    evidence.take_in_bytes(session, permit, png(), "a.png", CaptureFacts(what="Public comment"))
    stick = tmp_path / "stick"
    stick.mkdir()
    assert keeping.back_up(session, stick).whole

    first = audit_log.page(session, Compartment.DAILY).rows[0]
    assert (first.what, first.detail) == ("Backed up", ""), "nothing to say of a sound one"

    (stored,) = (path for path in stick.rglob("*") if path.is_file() and "c1.files" in path.parts)
    stored.write_bytes(stored.read_bytes()[:-1])
    assert keeping.back_up(session, stick).whole

    second = audit_log.page(session, Compartment.DAILY).rows[0]
    facts = audit_log.detail(session, Compartment.DAILY, second.number).facts
    assert second.detail == "1 stored file copied afresh, damaged or missing in earlier backups there"
    assert ("Stored files copied afresh, damaged or missing in earlier backups there", "1") in facts
    assert ("Number of the backup", "2") in facts

    next(path for path in (session.vault.folder / "c1.files").rglob("*") if path.is_file()).unlink()
    assert keeping.back_up(session, stick).whole, "what the log has lost stands in the place still"
    other = tmp_path / "other"
    other.mkdir()
    assert not keeping.back_up(session, other).whole


def test_times_among_the_facts_of_an_event_are_told_as_elsewhere(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    session = made_school.sign_in()
    keeping.back_up(session, tmp_path)
    made_school.clock.forward(days=1)
    made_school.close()
    with pytest.raises(WrongPassphrase):
        unlock(
            made_school.folder,
            made_school.users["dsl"],
            "not the one",
            Surroundings(made_school.clock, made_school.state),
        )
    made_school.clock.forward(days=1)
    session = made_school.sign_in()

    def facts(kind: EventKind) -> tuple[tuple[str, str], ...]:
        (event,) = reading.events_of_kind(session.vault.daily.connection, kind)
        return audit_log.detail(session, Compartment.DAILY, event.number).facts

    assert ("Begun", "Mon 7 Sep 2026, 08:00") in facts(EventKind.BACKED_UP)
    assert facts(EventKind.UNLOCK_FAILED) == (("Tried at", "Tue 8 Sep 2026, 08:00"),)
    known = session.vault.daily
    known.note(EventKind.CHECKED, session.user.id, session.now(), facts={"begun": "yesterday"})
    assert facts(EventKind.CHECKED) == (("Begun", "yesterday"),), "what is no time stands as it is"


def test_a_correction_shows_its_reason_and_what_was_struck(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "TR", (ELLA, "target"))
    stored = incidents.current(session, incident)
    made_school.clock.set("2026-09-08 12:47")
    corrected = replace(stored.content, happened=exactly(at("2026-09-05 20:00")), platform="tiktok")
    incidents.correct(session, incident, corrected, "She checked her phone.", replacing=1)

    number = audit_log.page(session, Compartment.DAILY).rows[0].number
    whole = audit_log.detail(session, Compartment.DAILY, number)

    assert whole.what == f"Corrected {stored.content.case}, version 2 replaces version 1"
    assert whole.reason == "She checked her phone."
    assert [(one.label, one.before, one.after) for one in whole.changes] == [
        ("Happened", "Mon 7 Sep 2026, 08:00", "Sat 5 Sep 2026, 20:00"),
        ("Platform", "", "TikTok"),
    ]
    assert whole.when == "Tue 8 Sep 2026, 12:47:00, UTC 11:47:00"
    assert whole.follows.startswith(f"Event {number - 1:,}: ")
    assert whole.clock == "Went forward, as expected"


def test_the_filter_narrows_by_user_kind_day_and_word(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "TR", (ELLA, "target"))
    case = incidents.case_of(session, incident)
    made_school.clock.set("2026-09-09 10:00")
    session = made_school.sign_in("deputy")

    def kinds(**wanted: object) -> set[EventKind]:
        rows = audit_log.page(session, Compartment.DAILY, AuditFilter(**wanted)).rows  # type: ignore[arg-type]
        return {row.kind for row in rows}

    assert kinds(user=session.user.id) == {EventKind.UNLOCKED}
    assert kinds(kinds=frozenset({EventKind.FILED})) == {EventKind.FILED}
    assert kinds(text=case) == {EventKind.FILED}
    assert kinds(first_day=date(2026, 9, 9), text="reed") == {EventKind.UNLOCKED}
    assert kinds(last_day=date(2026, 9, 1)) == set()
    assert kinds(user=COMPUTER) == set()


def test_pages_go_on_from_where_the_last_one_ended(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    for _ in range(4):
        log_incident(session, "TR", (ELLA, "target"))

    first = audit_log.page(session, Compartment.DAILY, limit=3)
    rest = audit_log.page(session, Compartment.DAILY, before=first.more_before)

    numbers = [row.number for row in (*first.rows, *rest.rows)]
    assert numbers == list(range(session.vault.daily.head.number, 0, -1))
    assert rest.more_before == 0


def test_the_chain_status_says_whole_and_carries_the_head(made_school: MadeSchool) -> None:
    session = made_school.sign_in()

    shown = audit_log.status(session, Compartment.DAILY)

    assert (shown.status.meaning, shown.status.words) == (StatusMeaning.DONE, "Daily log whole")
    assert shown.head == f"Chain head {session.vault.daily.head.printed}"
    assert shown.sentence == "2 events in order, each following from the one before."


def test_each_compartment_has_its_own_audit_and_needs_its_key(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    assert [name for _, name in audit_log.compartments(session)] == [
        "Daily log",
        "Concerns about adults",
        "About the Headteacher",
    ]
    session = made_school.sign_in("deputy")
    assert [name for _, name in audit_log.compartments(session)] == ["Daily log"]

    with pytest.raises(NoKey):
        audit_log.page(session, Compartment.ADULTS)
    with pytest.raises(NoKey):
        audit_log.status(session, Compartment.ADULTS)


def test_the_filter_offers_users_and_kinds_in_words(made_school: MadeSchool) -> None:
    session = made_school.sign_in()

    offered = audit_log.choices(session, Compartment.DAILY)

    assert [name for _, name in offered.users] == [
        "Miss Jo Abbey",
        "Mrs Carol Denning",
        "Mr Tom Reed",
        "This computer",
    ]
    assert len(offered.kinds) == len(EventKind)


def test_a_record_entered_in_error_keeps_its_number_and_opens_no_more(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "TR", (ELLA, "target"))
    case = incidents.case_of(session, incident)
    incidents.enter_in_error(session, incident, "Entered twice.")

    row = audit_log.page(session, Compartment.DAILY).rows[0]

    assert (row.what, row.record_words, row.record) == ("Marked as entered in error", case, None)
    assert row.detail == "Entered twice."


def test_what_was_never_kept_is_not_said_to_be_filed_elsewhere(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    daily = session.vault.daily
    never = new_record_id()
    assert audit_log.record_of(session, daily, never) == (None, "A form that was not entered")
