"""Training and attestations brought in from a list: what is shown before, what is written, and how it is taken back."""

from datetime import date

import pytest

from safeguard_app.domain.errors import Cancelled, RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.import_dates import DateOrder
from safeguard_app.domain.import_entries import EntryPlan
from safeguard_app.domain.import_fields import ColumnChoice, ImportField, WhoIsIn
from safeguard_app.domain.import_matching import NOBODY, OTHER_NUMBER, SEVERAL
from safeguard_app.domain.import_rows import HowRead
from safeguard_app.domain.import_tables import FileNotRead
from safeguard_app.domain.logbooks import EntryAnswer
from safeguard_app.domain.people import AdultType, NumberKind, Person, PersonKind, PersonNumber, Post
from safeguard_app.services import logbook_import, logbook_keeping, logbooks, people
from safeguard_app.services.logbook_facts import NotKept, entries, stored_entry
from safeguard_app.services.people_import import Offered
from safeguard_app.services.people_import_undo import UndoneBefore
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, adult, pupil

TRAINING = """Staff Code,Surname,Forename,Course,Date Completed,Provider,Expiry Date
S1,Merrin,Joel,Safeguarding level 1,02/09/2026,Lakeland,01/09/2027
,Okoro,Dina,Online safety,14/09/2026,,
"""


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """A school that keeps training, with two adults."""
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    logbook_keeping.switch(session, "training", kept=True)
    numbers = (PersonNumber(NumberKind.STAFF, "S1"),)
    joel = Person(
        "Joel Merrin", PersonKind.STAFF, posts=(Post(AdultType.EMPLOYEE, "Coach"),), numbers=numbers
    )
    people.add(session, joel)
    adult(session, "Mrs Dina Okoro", "Teacher")
    return session


def nothing(_done: int, _total: int) -> None:
    """Nobody watches."""


def look(
    session: Session, text: str, answers: dict[int, str] | None = None
) -> tuple[Offered, HowRead, EntryPlan]:
    """A list, how it is understood without a word, and what it would do."""
    file = logbook_import.offered(session, text.encode())
    seen = logbook_import.understood(session, "training", file)
    how = HowRead(seen.columns, WhoIsIn.STAFF, dict(seen.said_before))
    now = logbook_import.register_now(session, "training")
    return file, how, logbook_import.plan_of(file, how, now, answers or {})


def bring(session: Session, text: str, answers: dict[int, str] | None = None) -> RecordId:
    """Bring a list in; the record of it."""
    file, how, plan = look(session, text, answers)
    return logbook_import.bring_in(session, "training", file, how, plan, nothing)[0]


def held(session: Session) -> list[tuple[str, str, date | None]]:
    """Who, what and when of every entry."""
    found = []
    for one in entries(session, "training"):
        state = one.entry.newest
        who, what, on = (state.answer(field) for field in ("who", "what", "done_on"))
        assert who is not None and what is not None and on is not None
        found.append((who.people[0].name, what.texts[0], on.day))
    return sorted(found, key=str)


def test_entries_come_in_in_one_act_by_number_and_by_the_only_one_of_a_name(session: Session) -> None:
    before = session.vault.daily.head.number
    record = bring(session, TRAINING)
    assert held(session) == [
        ("Joel Merrin", "Safeguarding level 1", date(2026, 9, 2)),
        ("Mrs Dina Okoro", "Online safety", date(2026, 9, 14)),
    ]
    event = reading.event_numbered(session.vault.daily.connection, before + 1)
    assert event is not None and session.vault.daily.head.number == before + 1
    assert (event.record, dict(event.facts)) == (record, {"new": 2})
    joel = next(one for one in entries(session, "training") if one.entry.people()[0].name == "Joel Merrin")
    state = joel.entry.newest
    until, provider = state.answer("until"), state.answer("provider")
    assert until is not None and until.day == date(2027, 9, 1)
    assert provider is not None and provider.texts == ("Lakeland",)
    assert joel.entry.people()[0].reference is not None


def test_what_stands_there_already_is_not_entered_twice(session: Session) -> None:
    """Neither from the same list again nor where it was typed in, whatever its capitals."""
    bring(session, TRAINING)
    _, _, plan = look(session, TRAINING.replace("Online safety", "ONLINE SAFETY"))
    assert (len(plan.new), len(plan.same)) == (0, 2)
    bring(session, TRAINING)
    assert len(held(session)) == 2


def test_entered_since_it_was_looked_at_it_is_not_entered_twice(session: Session) -> None:
    file, how, plan = look(session, TRAINING)
    bring(session, TRAINING)
    record, changes = logbook_import.bring_in(session, "training", file, how, plan, nothing)
    assert changes.said == "0 entries added."
    assert session.vault.daily.get(record).content.same == 2
    assert len(held(session)) == 2


def test_nobody_of_the_name_is_one_question_for_all_their_rows_and_unanswered_changes_nothing(
    session: Session,
) -> None:
    text = (
        "Name,Course,Date\n"
        "Okoro-Blake Dina,Prevent,13/09/2026\nOkoro-Blake Dina,First aid,14/09/2026\nDina Okoro,Prevent,13/09/2026\n"
    )
    _, _, plan = look(session, text)
    (question,) = plan.questions
    assert (question.why, question.row.row, plan.left_out, len(plan.new)) == (NOBODY, 2, 2, 1)
    other = look(session, text.replace("Okoro-Blake Dina", "Dina Blake"))[2].questions[0]
    (dina,) = other.candidates
    assert dina.person.name == "Mrs Dina Okoro"
    _, _, answered = look(session, text.replace("Okoro-Blake Dina", "Dina Blake"), {2: dina.id})
    assert (answered.left_out, len(answered.new)) == (0, 2)
    assert [fault.row for fault in answered.faults] == [4], "the same as row 2, once it is said who that is"


def test_two_of_a_name_and_a_number_of_somebody_else_are_questions(session: Session) -> None:
    adult(session, "Dina Okoro", "Caretaker")
    _, _, plan = look(session, TRAINING + "S9,Merrin,Joel,First aid,02/09/2026,,\n")
    assert len(plan.questions) == 2
    assert {len(one.candidates) for one in plan.questions} == {1, 2}
    assert OTHER_NUMBER in {one.why for one in plan.questions}
    assert SEVERAL not in {one.why for one in plan.questions}, "no dates of birth are in the list"
    assert len(plan.new) == 1


def test_a_pupil_of_that_name_is_nobody_meant(session: Session) -> None:
    pupil(session, "Una Fell", date(2016, 1, 1))
    _, _, plan = look(session, "Name,Course,Date\nUna Fell,Prevent,13/09/2026\n")
    assert [(one.why, one.candidates) for one in plan.questions] == [(NOBODY, ())]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("S1,Merrin,Joel,,02/09/2026,,", "Course"),
        ("S1,Merrin,Joel,Prevent,,,", "Date Completed"),
        ("S1,Merrin,Joel,Prevent,31/09/2026,,", "Date Completed"),
        ("S1,Merrin,Joel,Prevent,13/10/2026,,", "Date Completed"),
        ("S1,Merrin,Joel,Prevent,13/09/2026,,12/09/2026", "Expiry Date"),
        (",,,Prevent,13/09/2026,,", "Surname"),
        (f"S1,Merrin,Joel,{'x' * 501},13/09/2026,,", "Course"),
        ("S1,Merrin,Joel,Safeguarding LEVEL 1,02/09/2026,,", "What"),
    ],
)
def test_a_row_that_cannot_be_read_says_why_and_stays_out(session: Session, row: str, column: str) -> None:
    _, _, plan = look(session, f"{TRAINING}{row}\n")
    assert [(fault.row, fault.column) for fault in plan.faults] == [(4, column)]
    assert len(plan.new) == 2


def test_formulas_are_words_and_said(session: Session) -> None:
    _, _, plan = look(session, TRAINING.replace("Online safety", "\"=CMD|'/c calc'!A1\""))
    assert [one.entry.what for one in plan.new][1] == "=CMD|'/c calc'!A1"
    assert [(one.row, one.column) for one in plan.remarks] == [(3, "Course")]


def test_what_is_missing_is_said_at_its_column_and_xml_is_refused(session: Session) -> None:
    file = logbook_import.offered(session, b"A,B\n1,2\n")
    how = HowRead(ColumnChoice({}), WhoIsIn.STAFF, {})
    now = logbook_import.register_now(session, "training")
    with pytest.raises(RuleViolation) as refused:
        logbook_import.plan_of(file, how, now, {})
    assert set(refused.value.fields) == {"full_name", "what", "done_on"}
    with pytest.raises(FileNotRead, match="XML"):
        logbook_import.offered(session, b"<CTfile/>")


def test_the_columns_chosen_are_remembered(session: Session) -> None:
    text = "A,B,C\nJoel Merrin,Prevent,03/04/2026\n"
    file = logbook_import.offered(session, text.encode())
    columns = ColumnChoice({ImportField.FULL_NAME: 0, ImportField.WHAT: 1, ImportField.DONE_ON: 2})
    how = HowRead(columns, WhoIsIn.STAFF, {ImportField.DONE_ON: DateOrder.MONTH_FIRST})
    plan = logbook_import.plan_of(file, how, logbook_import.register_now(session, "training"), {})
    logbook_import.bring_in(session, "training", file, how, plan, nothing)
    seen = logbook_import.understood(session, "training", logbook_import.offered(session, text.encode()))
    assert seen.columns == columns and seen.remembered
    assert seen.said_before == {ImportField.DONE_ON: DateOrder.MONTH_FIRST}
    assert held(session)[0][2] == date(2026, 3, 4)


def test_undo_takes_every_entry_off_in_one_act_and_leaves_changed_ones(session: Session) -> None:
    record = bring(session, TRAINING)
    (dina,) = [one for one in entries(session, "training") if "Dina" in one.entry.people()[0].name]
    answers = [one for one in dina.entry.newest.answers if one.field != "note"]
    noted = [*answers, EntryAnswer("note", ("Seen",))]
    logbooks.correct(session, dina.reference, noted, "A note", version=1)
    preview = logbook_import.undo_preview(session, record)
    assert (preview.off, [one.name for one in preview.left]) == (1, ["Mrs Dina Okoro"])
    before = session.vault.daily.head.number
    changes = logbook_import.undo_import(session, record, "The wrong list")
    assert session.vault.daily.head.number == before + 1
    assert changes.said == "Undone for 1 entry; 1 entry left as they are."
    assert held(session) == [("Mrs Dina Okoro", "Online safety", date(2026, 9, 14))]
    (line,) = logbook_import.import_lines(session, "training")
    assert "The wrong list" in line.undone and line.left == ("Mrs Dina Okoro",)
    with pytest.raises(UndoneBefore):
        logbook_import.undo_import(session, record, "Again")
    with pytest.raises(RuleViolation):
        logbook_import.undo_import(session, record, " ")


def test_stopped_on_the_way_nothing_is_written(session: Session) -> None:
    rows = "".join(f"S1,Merrin,Joel,Course {number},02/09/2026,,\n" for number in range(120))
    file, how, plan = look(session, TRAINING + rows)
    head = session.vault.daily.head.number

    def stop(done: int, _total: int) -> None:
        if done >= 100:
            raise Cancelled

    with pytest.raises(Cancelled):
        logbook_import.bring_in(session, "training", file, how, plan, stop)
    assert (session.vault.daily.head.number, held(session)) == (head, [])


def test_what_a_register_has_no_field_for_is_not_asked(session: Session) -> None:
    logbook_keeping.switch(session, "attestations", kept=True)
    assert logbook_import.register_now(session, "attestations").left_out == {ImportField.UNTIL}
    assert logbook_import.register_now(session, "training").left_out == frozenset()


def test_only_a_register_that_is_kept_and_takes_lists_takes_one(session: Session) -> None:
    for logbook in ("attestations", "photo-consent"):
        with pytest.raises(NotKept):
            logbook_import.register_now(session, logbook)


def test_what_was_brought_in_is_there_after_the_next_unlock(
    made_school: MadeSchool, session: Session
) -> None:
    bring(session, TRAINING)
    again = made_school.sign_in()
    assert len(held(again)) == 2
    (line,) = logbook_import.import_lines(again, "training")
    assert line.counts == "2 entries added"
    entry = next(iter(entries(again, "training")))
    assert stored_entry(again, Reference(again.vault.daily.id, entry.reference.id)).number == 1
