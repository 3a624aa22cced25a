"""Chronologies at two speeds, marked by hand, from a day to a day, and of several people side by side."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.content import PageFrame
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.entries import Decision, DecisionKind, Note, NoteKind
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import chronology_marks, entries, logbooks, merging, paper, people
from safeguard_app.services.chronologies import side_by_side
from safeguard_app.services.chronology import chronology_of
from safeguard_app.services.chronology_views import ChronologyLine, LineKind, Speed
from safeguard_app.services.paper_chronology import chronology_document
from safeguard_app.services.paper_views import ChronologyPaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.conftest import SCHOOL, MadeSchool, adult, log_incident, moment, pupil
from tests.services.logbook_entries import on, said, who
from tests.services.quarantining import again, put_away

MakeSchool = Callable[..., MadeSchool]
FRAME = PageFrame("School")
WHY = "It has stopped. The form tutor looks again in two weeks."


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def place(person: PersonRef) -> Reference:
    assert person.reference is not None
    return person.reference


def decide(session: Session, record: Reference, reason: str = WHY) -> None:
    made = Decision(DecisionKind.MONITOR, "Watch", reason, "Miss Abbey", moment("2026-10-08 09:00"))
    entries.add_decision(session, record, made)


def line_of(session: Session, person: Reference, kind: LineKind) -> ChronologyLine:
    return next(one for one in chronology_of(session, person).lines if one.kind is kind)


def printed(session: Session, job: ChronologyPaper) -> str:
    return str(chronology_document(session, job, FRAME))


def test_a_line_is_short_or_whole_for_all_and_for_one(session: Session) -> None:
    child = pupil(session, "Tyler Pike", date(2018, 3, 3))
    record = log_incident(session, "CB", (child, "target"))
    decide(session, record)
    line = line_of(session, place(child), LineKind.DECISION)
    assert line.short == "Watch. …" and WHY in line.whole and line.whole.endswith("By Miss Abbey.")
    slow, fast = Speed(), Speed(whole=False)
    assert slow.words(line) == line.whole and fast.words(line) == line.short
    assert fast.with_turned(line.key).words(line) == line.whole
    assert fast.with_turned(line.key).with_turned(line.key) == fast
    job = ChronologyPaper(place(child), Compartment.DAILY, whole=False)
    assert "two weeks" not in printed(session, job)
    assert "two weeks" in printed(session, replace(job, turned=(line.key,)))


def test_a_mark_decides_in_one_persons_chronology_and_is_kept_with_the_line(session: Session) -> None:
    """The rule proposes; who said otherwise, and when, stands beside the line and on paper."""
    tyler, kai = (pupil(session, name, date(2018, 3, 3)) for name in ("Tyler Pike", "Kai Oakes"))
    record = log_incident(session, "CB", (tyler, "target"), (kai, "alleged"))
    entries.add_note(session, record, Note(NoteKind.NOTE, moment("2026-10-09 10:00"), "He smiled again."))
    note = line_of(session, place(tyler), LineKind.NOTE)
    assert not note.significant
    head = session.vault.daily.head
    chronology_marks.mark(session, place(tyler), note, significant=True)
    assert session.vault.daily.head != head
    marked = line_of(session, place(tyler), LineKind.NOTE)
    assert marked.significant
    assert marked.marked == "Marked as significant by Miss Jo Abbey, Mon 12 Oct 2026, 09:00"
    assert not line_of(session, place(kai), LineKind.NOTE).significant, "it is his chronology, and not hers"
    words = printed(session, ChronologyPaper(place(tyler), Compartment.DAILY))
    assert "He smiled again." in words and "Marked as significant by Miss Jo Abbey" in words
    chronology_marks.mark(session, place(tyler), marked, significant=False)
    assert not line_of(session, place(tyler), LineKind.NOTE).significant
    daily = session.vault.daily
    kept = reading.about(daily.connection, record, (RecordKind.LINE_MARK,))
    assert [(one.number, one.content.significant) for one in kept] == [(2, False)]
    events = reading.events_of_kind(daily.connection, EventKind.LINE_MARKED)
    assert [one.facts["significant"] for one in events] == [1, 0]


def test_a_mark_of_a_line_that_is_kept_apart_is_kept_apart(made_school: MadeSchool, session: Session) -> None:
    """Nothing is written where its readers are not, and whoever reads the daily log alone sees nothing of it."""
    child, shona = pupil(session, "Tyler Pike", date(2018, 3, 3)), adult(session, "Shona Pike", "Supervisor")
    log_incident(session, "SPC", (shona, "adult_of_concern"), (child, "child_contacted"))
    apart = line_of(session, place(child), LineKind.INCIDENT)
    head = session.vault.daily.head
    chronology_marks.mark(session, place(child), apart, significant=False)
    assert session.vault.daily.head == head
    assert not line_of(session, place(child), LineKind.INCIDENT).significant
    deputy = made_school.sign_in("deputy")
    assert {one.kind for one in chronology_of(deputy, place(child)).lines} == {LineKind.SCHOOL}


def test_days_asked_for_are_said_on_paper_and_nothing_else_stands_there(session: Session) -> None:
    child = pupil(session, "Tyler Pike", date(2018, 3, 3))
    for day in ("2026-09-10 10:00", "2026-09-30 23:30", "2026-10-01 00:10"):
        log_incident(session, "CB", (child, "target"), happened=moment(day), account=f"Of {day}.")
    september = Period(date(2026, 9, 11), date(2026, 9, 30))
    shown = chronology_of(session, place(child)).shown(everything=True, newest_first=False, period=september)
    assert [one.day for one in shown] == ["Wed 30 Sep 2026, 23:30"]
    words = printed(session, ChronologyPaper(place(child), Compartment.DAILY, True, period=september))
    assert "Lines from Fri 11 Sep 2026 to Wed 30 Sep 2026." in words and "Of 2026-10-01" not in words
    empty = Period(date(2020, 1, 1), date(2020, 1, 2))
    assert "No lines." in printed(
        session, ChronologyPaper(place(child), Compartment.DAILY, True, period=empty)
    )


def test_several_share_a_row_where_they_share_a_line(session: Session) -> None:
    tyler, kai = (pupil(session, name, date(2018, 3, 3)) for name in ("Tyler Pike", "Kai Oakes"))
    both = log_incident(session, "CB", (tyler, "target"), (kai, "alleged"), account="On the bus.")
    decide(session, both)
    log_incident(session, "CB", (kai, "target"), happened=moment("2026-10-10 10:00"), account="At the gate.")
    found = side_by_side(session, (place(tyler), place(kai), place(tyler)))
    assert found.names == ("Tyler Pike", "Kai Oakes")
    rows = found.rows(everything=False, newest_first=False)
    assert [found.whose(one) for one in rows] == [
        "Tyler Pike and Kai Oakes",
        "Kai Oakes",
        "Tyler Pike and Kai Oakes",
    ]
    together = next(one for one in rows if one.first.kind is LineKind.INCIDENT and all(one.cells))
    mine, other = together.cells
    assert mine is not None and other is not None
    assert mine.record == other.record == both and mine.what != other.what
    job = ChronologyPaper(place(tyler), Compartment.DAILY, beside=(place(kai),), columns=True)
    words = printed(session, job)
    assert words.count(WHY) == 1 and "(words beside)" in words
    assert "Column(heading='Tyler Pike'" in words and "Column(heading='Kai Oakes'" in words
    listed = printed(session, replace(job, columns=False))
    assert "Tyler Pike and Kai Oakes" in listed and "Column(heading='Whose'" in listed


def test_more_than_fit_in_columns_are_one_list(session: Session) -> None:
    children = [pupil(session, f"Child {name}", date(2018, 3, 3)) for name in ("One", "Two", "Three", "Four")]
    log_incident(session, "CB", *((one, "target") for one in children))
    first, *others = (place(one) for one in children)
    job = ChronologyPaper(first, Compartment.DAILY, beside=tuple(others), columns=True)
    assert "Column(heading='Whose'" in printed(session, job)


def test_namesakes_have_their_class_behind_the_name(session: Session) -> None:
    first = pupil(session, "Mia Vale", date(2018, 3, 3), "Year 4", "4B")
    second = pupil(session, "Mia Vale", date(2016, 3, 3), "Year 6", "6A")
    names = side_by_side(session, (place(first), place(second))).names
    assert len(set(names)) == 2 and all(one.startswith("Mia Vale, ") for one in names)


def test_entries_that_were_merged_have_one_chronology_and_keep_their_marks(session: Session) -> None:
    first = pupil(session, "Mia Vale", date(2018, 3, 3))
    second = pupil(session, "Mia Wale", date(2018, 3, 3))
    record = log_incident(session, "CB", (second, "target"))
    decide(session, record)
    line = line_of(session, place(second), LineKind.DECISION)
    chronology_marks.mark(session, place(second), line, significant=False)
    merging.merge(session, place(first), place(second), "One child.")
    merged = line_of(session, place(first), LineKind.DECISION)
    assert merged.record == record and not merged.significant and merged.marked


def test_an_exhibit_in_quarantine_is_there_and_nothing_of_it_is_told(session: Session) -> None:
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 3))
    record = log_incident(session, "CB", (tyler, "target"))
    item = again(session, record)
    line = line_of(session, place(tyler), LineKind.EVIDENCE)
    assert "quokka" in line.what and not line.significant
    put_away(session, item)
    hidden = line_of(session, place(tyler), LineKind.EVIDENCE)
    assert (hidden.what, hidden.detail) == ("Ex1", "In quarantine: nothing of it is shown")
    assert "quokka" not in printed(session, ChronologyPaper(place(tyler), Compartment.DAILY, True))


def test_the_file_of_an_adult_is_one_part_on_a_paper_with_training(make_school: MakeSchool) -> None:
    session = make_school(replace(SCHOOL, logbooks_on=("training",))).sign_in()
    shona = adult(session, "Shona Pike", "Supervisor")
    concern = log_incident(session, "COND", (shona, "adult_of_concern"), account="A lift home in her car.")
    made = Decision(
        DecisionKind.MONITOR, "W", "Below the threshold.", "Miss Abbey", moment("2026-09-07 07:00")
    )
    entries.add_decision(session, concern, made)
    trained = (who("who", shona), said("what", "Online safety"), on("done_on", date(2026, 9, 3)))
    logbooks.enter(session, "training", trained)
    kinds = {one.kind: one for one in chronology_of(session, place(shona)).lines}
    assert {LineKind.INCIDENT, LineKind.DECISION, LineKind.REGISTER, LineKind.SCHOOL} <= set(kinds)
    assert kinds[LineKind.REGISTER].opens is RecordKind.LOGBOOK_ENTRY
    apart = kinds[LineKind.INCIDENT].part
    assert apart is not Compartment.DAILY
    on_file = printed(session, ChronologyPaper(place(shona), apart, everything=True))
    assert "Below the threshold." in on_file and "A lift home" in on_file
    training = printed(session, ChronologyPaper(place(shona), kinds[LineKind.REGISTER].part, everything=True))
    assert "Online safety" in training and "lift" not in training and "threshold" not in training


def test_a_witness_has_no_decision_about_others_among_their_significant_events(session: Session) -> None:
    tyler, mia = (pupil(session, name, date(2018, 3, 3)) for name in ("Tyler Pike", "Mia Vale"))
    decide(session, log_incident(session, "CB", (tyler, "target"), (mia, "witness")))
    assert line_of(session, place(tyler), LineKind.DECISION).significant
    assert not line_of(session, place(mia), LineKind.DECISION).significant


def test_a_paper_of_several_is_kept_and_each_of_them_was_viewed(session: Session) -> None:
    tyler, kai = (pupil(session, name, date(2018, 3, 3)) for name in ("Tyler Pike", "Kai Oakes"))
    job = ChronologyPaper(place(tyler), Compartment.DAILY, True, beside=(place(kai),))
    issued = paper.issue(session, job)
    assert issued.pdf.startswith(b"%PDF")
    viewed = reading.events_of_kind(session.vault.daily.connection, EventKind.VIEWED)
    assert {place(tyler).id, place(kai).id} <= {one.record for one in viewed}
    assert people.stored_person(session, place(kai)).number == 1
