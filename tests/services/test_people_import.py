"""Bringing people in from a file: what is shown before, what is written, and how it is taken back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.errors import Cancelled, RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.import_dates import DateOrder, OrderSaid
from safeguard_app.domain.import_fields import ColumnChoice, ImportField, WhoIsIn
from safeguard_app.domain.import_plan import SOMEBODY_NEW, ImportPlan
from safeguard_app.domain.import_rows import HowRead
from safeguard_app.domain.import_tables import MOST_BYTES, Encoding, FileNotRead, TableReading
from safeguard_app.domain.people import NumberKind, Person, PersonKind, PersonNumber
from safeguard_app.domain.people_imports import ImportOutcome
from safeguard_app.domain.periods import Period
from safeguard_app.services import people, people_import, people_import_undo
from safeguard_app.services.people_import import Leavers, Offered
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.problems import StaleVersion
from tests.services.conftest import MadeSchool, adult, log_incident

AUTUMN = """UPN,Legal Surname,Legal Forename,DOB,Year Group,Reg Group
A100000000001,Applegarth,Rowan,14/09/2017,4,4B
A100000000002,Brackenbury,Isla,03/04/2018,3,3A
A100000000003,Corrigan,Tomas,30/11/2016,5,5C
"""
SPRING = """UPN,Legal Surname,Legal Forename,DOB,Year Group,Reg Group
A100000000001,Applegarth,Rowan,14/09/2017,4,4C
A100000000002,Brackenbury-Lowe,Isla,03/04/2018,3,3A
A100000000004,Dunmore,Orla,21/02/2019,2,2A
"""


def nothing(_done: int, _total: int) -> None:
    """Nobody watches."""


def look(
    session: Session, text: str | bytes, answers: dict[int, str] | None = None, *, everybody: bool = True
) -> tuple[Offered, HowRead, ImportPlan]:
    """A file, how it is understood without a word, and what it would do."""
    file = people_import.offered(session, text.encode() if isinstance(text, str) else text)
    seen = people_import.understood(session, file)
    how = HowRead(seen.columns, seen.who, dict(seen.said_before))
    plan = people_import.plan_of(
        file, how, people_import.register_now(session), answers or {}, everybody=everybody
    )
    return file, how, plan


def bring(
    session: Session, text: str, leavers: Leavers | None = None, answers: dict[int, str] | None = None
) -> RecordId:
    """Bring a file in; the record of the import."""
    file, how, plan = look(session, text, answers)
    record, _ = people_import.bring_in(session, file, how, plan, leavers or Leavers(), nothing)
    return record


def named(session: Session, name: str) -> Person:
    """The one person on the register with a name."""
    (row,) = [row for row in people.rows(session) if row.name == name]
    return people.stored_person(session, row.reference).content


def test_a_first_list_adds_everybody_with_their_numbers(session: Session) -> None:
    """Numbers, dates and classes stand with each; the audit has one event, with counts and nobody's name."""
    before = session.vault.daily.head.number
    record = bring(session, AUTUMN)
    rowan = named(session, "Rowan Applegarth")
    assert rowan.numbers == (PersonNumber(NumberKind.UPN, "A100000000001"),)
    assert rowan.date_of_birth == date(2017, 9, 14)
    assert (rowan.kind, rowan.class_name) == (PersonKind.PUPIL, "4B")
    event = reading.event_numbered(session.vault.daily.connection, before + 1)
    assert event is not None
    assert session.vault.daily.head.number == before + 1
    assert (event.record, dict(event.facts)) == (record, {"new": 3})


def test_a_later_list_says_what_changed_field_by_field_and_who_is_missing(session: Session) -> None:
    """The class and the surname are other; one is new; one stands in it no more and is proposed as leaving."""
    bring(session, AUTUMN)
    _, _, plan = look(session, SPRING)
    assert [one.person.name for one in plan.new] == ["Orla Dunmore"]
    changes = {one.known.person.name: [(c.field, c.old, c.new) for c in one.changes] for one in plan.changed}
    assert changes == {
        "Rowan Applegarth": [("Class", "4B", "4C")],
        "Isla Brackenbury": [("Full name", "Isla Brackenbury", "Isla Brackenbury-Lowe")],
    }
    assert [one.person.name for one in plan.leaving] == ["Tomas Corrigan"]


def test_who_leaves_becomes_a_former_pupil_on_the_day_given_and_only_when_ticked(session: Session) -> None:
    """Not ticked, nobody leaves; ticked, the last day and the reason stay."""
    bring(session, AUTUMN)
    file, how, plan = look(session, SPRING)
    left = Leavers(frozenset(one.id for one in plan.leaving), date(2026, 9, 4))
    people_import.bring_in(session, file, how, plan, left, nothing)
    tomas = named(session, "Tomas Corrigan")
    assert (tomas.kind, tomas.on_roll) == (PersonKind.FORMER_PUPIL, (Period(None, date(2026, 9, 4)),))
    stored = session.vault.daily.get(plan.leaving[0].id)
    assert "last day 4 September 2026" in (stored.reason or "")


def test_nobody_leaves_in_the_future_or_without_a_day(session: Session) -> None:
    """The day is asked for, beside its field, and nothing is written."""
    bring(session, AUTUMN)
    file, how, plan = look(session, SPRING)
    gone = frozenset(one.id for one in plan.leaving)
    head = session.vault.daily.head.number
    for on in (None, date(2027, 1, 1)):
        with pytest.raises(RuleViolation) as refused:
            people_import.bring_in(session, file, how, plan, Leavers(gone, on), nothing)
        assert set(refused.value.fields) == {"on"}
    assert session.vault.daily.head.number == head


def test_somebody_typed_in_by_hand_is_never_among_the_leavers(session: Session) -> None:
    """They are listed apart, to be asked about by name."""
    bring(session, AUTUMN)
    people.add(session, Person("Petra Eastaway", PersonKind.PUPIL, date_of_birth=date(2017, 1, 2)))
    _, _, plan = look(session, AUTUMN)
    assert plan.leaving == ()
    assert "Petra Eastaway" in [one.person.name for one in plan.by_hand]


def test_a_row_that_cannot_be_read_is_no_reason_to_leave(session: Session) -> None:
    """A slip in one date does not make a former pupil."""
    bring(session, AUTUMN)
    _, _, plan = look(session, AUTUMN.replace("30/11/2016", "30/13/2016"))
    assert [(fault.row, fault.column) for fault in plan.faults] == [(4, "DOB")]
    assert plan.leaving == ()


def test_a_name_alone_is_a_question_and_unanswered_changes_nothing(session: Session) -> None:
    """Somebody typed in without a date of birth may be the one in the list: only a person can say."""
    reference, _ = people.add(session, Person("Rowan Applegarth", PersonKind.PUPIL))
    _, _, plan = look(session, AUTUMN)
    (question,) = plan.questions
    assert [one.id for one in question.candidates] == [reference.id]
    assert len(plan.new) == 2
    _, _, same = look(session, AUTUMN, {question.row.row: reference.id})
    assert [one.known.id for one in same.changed] == [reference.id]
    _, _, another = look(session, AUTUMN, {question.row.row: SOMEBODY_NEW})
    assert len(another.new) == 3
    assert another.changed == ()


def test_name_and_date_of_birth_find_somebody_and_an_other_number_asks(session: Session) -> None:
    """Without a number on the entry, both together are enough; with another one there, they are not."""
    known = Person("Rowan Applegarth", PersonKind.PUPIL, date_of_birth=date(2017, 9, 14))
    reference, _ = people.add(session, known)
    _, _, plan = look(session, AUTUMN)
    assert [one.known.id for one in plan.changed] == [reference.id]
    other = Person(
        known.name,
        known.kind,
        date_of_birth=known.date_of_birth,
        numbers=(PersonNumber(NumberKind.UPN, "B1"),),
    )
    people.correct(session, reference, other, "Number from the file", replacing=1)
    _, _, plan = look(session, AUTUMN)
    assert [one.row.name for one in plan.questions] == ["Rowan Applegarth"]


def test_the_same_number_twice_brings_neither_in(session: Session) -> None:
    """Both rows are named, so that the list can be mended."""
    text = AUTUMN.replace("A100000000002", "A100000000001")
    _, _, plan = look(session, text)
    assert {(fault.row, fault.column) for fault in plan.faults} == {
        (2, "Unique pupil number"),
        (3, "Unique pupil number"),
    }
    assert [one.person.name for one in plan.new] == ["Tomas Corrigan"]


def test_the_columns_chosen_are_remembered_inside_the_log(session: Session) -> None:
    """A file with the same titles is read the same way again, whatever they are called."""
    text = "A,B,C\nRowan,Applegarth,03/04/2018\n"
    file = people_import.offered(session, text.encode())
    assert not people_import.understood(session, file).columns.has_name
    columns = ColumnChoice({ImportField.FORENAME: 0, ImportField.SURNAME: 1, ImportField.DATE_OF_BIRTH: 2})
    how = HowRead(columns, WhoIsIn.PUPILS, {ImportField.DATE_OF_BIRTH: DateOrder.MONTH_FIRST})
    plan = people_import.plan_of(file, how, people_import.register_now(session), {}, everybody=False)
    people_import.bring_in(session, file, how, plan, Leavers(), nothing)
    seen = people_import.understood(session, people_import.offered(session, text.encode()))
    assert seen.columns == columns
    assert seen.remembered
    assert seen.said_before == {ImportField.DATE_OF_BIRTH: DateOrder.MONTH_FIRST}
    assert named(session, "Rowan Applegarth").date_of_birth == date(2018, 3, 4)


def test_the_order_of_day_and_month_is_that_of_the_whole_column(session: Session) -> None:
    """One row that can only be day first decides for all; where none can, it is asked."""
    file = people_import.offered(session, AUTUMN.encode())
    assert people_import.understood(session, file).orders == {ImportField.DATE_OF_BIRTH: OrderSaid.DAY_FIRST}
    unsaid = "Surname,Forename,DOB\nPike,Una,03/04/2018\nPike,Edd,05/06/2017\n"
    file = people_import.offered(session, unsaid.encode())
    assert people_import.understood(session, file).orders == {ImportField.DATE_OF_BIRTH: OrderSaid.NOT_SAID}


def test_undo_puts_everybody_back_by_further_versions(session: Session) -> None:
    """New people are marked as entered in error, changed and left ones stand as before; nothing is deleted."""
    bring(session, AUTUMN)
    file, how, plan = look(session, SPRING)
    left = Leavers(frozenset(one.id for one in plan.leaving), date(2026, 9, 4))
    record, _ = people_import.bring_in(session, file, how, plan, left, nothing)
    preview = people_import_undo.undo_preview(session, record)
    assert (preview.back, preview.off, preview.left) == (3, 1, ())
    people_import_undo.undo_import(session, record, "It was last year’s list")
    assert named(session, "Rowan Applegarth").class_name == "4B"
    assert named(session, "Isla Brackenbury").year_group == "3"
    assert named(session, "Tomas Corrigan").kind is PersonKind.PUPIL
    assert not [row for row in people.rows(session) if row.name == "Orla Dunmore"]
    newest, _ = people_import_undo.import_lines(session)
    assert "It was last year’s list" in newest.undone
    with pytest.raises(people_import_undo.UndoneBefore):
        people_import_undo.undo_import(session, record, "Again")


def test_undo_leaves_whoever_was_changed_or_named_since_and_lists_them(session: Session) -> None:
    """A record that names somebody keeps them on the register."""
    record = bring(session, AUTUMN)
    rows = {row.name: row.reference for row in people.rows(session)}
    rowan, isla = rows["Rowan Applegarth"], rows["Isla Brackenbury"]
    log_incident(session, "TR", (people.ref_of(session, rowan), "target"))
    person = people.stored_person(session, isla).content
    people.correct(session, isla, person, "Looked at by hand", replacing=1)
    preview = people_import_undo.undo_preview(session, record)
    assert {(one.name, one.why) for one in preview.left} == {
        ("Rowan Applegarth", people_import_undo.NAMED),
        ("Isla Brackenbury", people_import_undo.CHANGED_SINCE),
    }
    changes = people_import_undo.undo_import(session, record, "The wrong school’s list")
    assert "2 people left as they are" in changes.said
    assert {row.name for row in people.rows(session)} >= {"Rowan Applegarth", "Isla Brackenbury"}
    assert "Tomas Corrigan" not in {row.name for row in people.rows(session)}


def test_an_import_that_is_undone_proposes_nobody_as_leaving(session: Session) -> None:
    """Whoever came by it is no longer from a file."""
    record = bring(session, AUTUMN)
    rows = {row.name: row.reference for row in people.rows(session)}
    log_incident(session, "TR", (people.ref_of(session, rows["Tomas Corrigan"]), "target"))
    people_import_undo.undo_import(session, record, "The wrong list")
    _, _, plan = look(session, SPRING)
    assert plan.leaving == ()


def test_stopped_on_the_way_nothing_is_written(session: Session) -> None:
    """A stop in the middle rolls all of it back."""
    rows = "".join(f"B1{number:011d},Sur{number},Ann,01/02/2017,4,4A\n" for number in range(120))
    file, how, plan = look(session, AUTUMN + rows)
    head, count = session.vault.daily.head.number, len(people.rows(session))

    def stop(done: int, _total: int) -> None:
        if done >= 100:
            raise Cancelled

    with pytest.raises(Cancelled):
        people_import.bring_in(session, file, how, plan, Leavers(), stop)
    assert (session.vault.daily.head.number, len(people.rows(session))) == (head, count)


def test_somebody_corrected_since_the_preview_stops_all_of_it(session: Session) -> None:
    """The versions looked at are the ones replaced, or nothing is written."""
    bring(session, AUTUMN)
    file, how, plan = look(session, SPRING)
    reference = Reference(session.vault.daily.id, plan.changed[0].known.id)
    person = people.stored_person(session, reference).content
    people.correct(session, reference, person, "By hand meanwhile", replacing=1)
    with pytest.raises(StaleVersion):
        people_import.bring_in(session, file, how, plan, Leavers(), nothing)
    assert not [row for row in people.rows(session) if row.name == "Orla Dunmore"]


def test_staff_come_in_with_their_posts(session: Session) -> None:
    """A list with staff numbers and job titles is understood as one of staff."""
    text = "Staff Code,Surname,Forename,Job Title,Start Date\nS7,Underhay,Wilf,Site manager,1 Sep 2020\n"
    _, how, plan = look(session, text)
    assert how.who is WhoIsIn.STAFF
    (wilf,) = plan.new
    assert wilf.person.posts[0].title == "Site manager"
    assert wilf.person.posts[0].period == Period(date(2020, 9, 1), None)


def test_formulas_are_words_and_hidden_characters_go(session: Session) -> None:
    """Both are kept out of harm and said, by row and column."""
    text = "Surname,Forename,DOB\n\"=cmd|'/c calc'!A1\",Una,1/2/2018\nPi\u202eke,Edd,13/2/2017\n"
    _, _, plan = look(session, text)
    assert [one.person.name for one in plan.new] == ["Una =cmd|'/c calc'!A1", "Edd Pike"]
    assert [(remark.row, remark.column) for remark in plan.remarks] == [(2, "Surname"), (3, "Surname")]


def test_dates_in_four_formats_in_one_list_are_the_same_day(session: Session) -> None:
    """A list that several hands kept: with strokes, as databases write it, with points, with the month in letters."""
    written = ("14/09/2017", "2017-09-14", "14.09.17", "14 Sept 2017")
    rows = "".join(f"Pike{place},Una,{day}\n" for place, day in enumerate(written))
    _, _, plan = look(session, f"Surname,Forename,DOB\n{rows}")
    assert [one.person.date_of_birth for one in plan.new] == [date(2017, 9, 14)] * 4
    assert plan.faults == ()


def test_the_wrong_mark_between_columns_is_said_and_the_right_one_chosen(session: Session) -> None:
    """Read with the wrong mark nothing is taken for a name; the same file is read again by another."""
    text = b"Surname;Forename;DOB\nPike;Una;13/2/2018\n"
    wrong = people_import.offered(session, text, TableReading(Encoding.UTF_8, ","))
    assert wrong.table.header == ("Surname;Forename;DOB",)
    seen = people_import.understood(session, wrong)
    with pytest.raises(RuleViolation) as refused:
        people_import.check_how(HowRead(seen.columns, seen.who, {}))
    assert set(refused.value.fields) == {"surname"}
    right = people_import.offered(session, wrong.content, TableReading(Encoding.UTF_8, ";"))
    assert people_import.understood(session, right).columns.has_name


def test_a_heading_above_the_titles_and_empty_rows_are_passed_over(session: Session) -> None:
    """Rows keep the numbers that a spreadsheet shows them with."""
    text = "Pupil list,,\n,,\nSurname,Forename,DOB\n,,\nPike,Una,31/2/2018\n"
    _, _, plan = look(session, text)
    assert [fault.row for fault in plan.faults] == [5]


HOSTILE = {
    "empty": b"   \r\n ",
    "spreadsheet": b"PK\x03\x04rest",
    "old spreadsheet": b"\xd0\xcf\x11\xe0rest",
    "pdf": b"%PDF-1.7",
    "never closed": b'Surname,Forename\n"Pike,Una\n' + b"x,y\n" * 5_000,
    "columns without end": b",".join(b"c" for _ in range(900)) + b"\n",
    "rows without end": b"Surname,Forename\n" + b"a,b\n" * 20_100,
    "xml bomb": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><CTfile>&b;</CTfile>',
    "outside entity": b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><CTfile/>',
    "entities in entities": b"<!DOCTYPE a ["
    + b"".join(b'<!ENTITY e%d "%s">' % (at + 1, b"&e%d;" % at * 10) for at in range(12))
    + b"]><CTfile><CTFpupilData><Pupil><Surname>&e12;</Surname></Pupil></CTFpupilData></CTfile>",
    "entities in UTF-16": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><CTfile>&b;</CTfile>'.encode(
        "utf-16"
    ),
    "other xml": b"<html></html>",
    "deep xml": b"<CTfile>" + b"<CTFpupilData>" * 200_000,
    "deep and closed xml": b"<CTfile>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</CTfile>",
    "attributes without end": b"<CTfile " + b" ".join(b'a%d="x"' % at for at in range(50_000)) + b"/>",
    "xml cut short": b"<CTfile><CTFpupilData><Pupil><UPN>A1",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_file_that_is_none_is_refused_in_words_and_leaves_no_trace(
    session: Session, content: bytes
) -> None:
    """Nothing is half brought in, and nothing of it is said in the audit."""
    head = session.vault.daily.head.number
    with pytest.raises(FileNotRead) as refused:
        people_import.offered(session, content)
    assert refused.value.sentence.endswith(".")
    assert session.vault.daily.head.number == head


def test_a_file_beyond_any_school_is_not_read_whole(session: Session, tmp_path: Path) -> None:
    """A hundred megabytes are refused before anything is made of them, and are never in memory whole."""
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    with pytest.raises(FileNotRead, match="larger than"):
        people_import.read_path(path)
    with pytest.raises(people_import.FileGoneMeanwhile):
        people_import.read_path(tmp_path / "none.csv")
    assert MOST_BYTES < 100 * 1024 * 1024
    del session


def test_letters_are_read_in_the_alphabet_of_the_file(session: Session) -> None:
    """Windows and UTF-16 are recognised; the wrong one chosen by hand is said with its line."""
    text = "Surname;Forename;DOB\nÓ Briain;Siân;13/2/2018\n"
    for encoded, expected in (
        (text.encode("cp1252"), Encoding.WINDOWS),
        (text.encode("utf-8-sig"), Encoding.UTF_8),
        (text.encode("utf-16"), Encoding.UTF_16),
        (text.encode("utf-16-le"), Encoding.UTF_16),
    ):
        file, _, plan = look(session, encoded)
        assert file.table.reading == TableReading(expected, ";")
        assert [one.person.name for one in plan.new] == ["Siân Ó Briain"]
    with pytest.raises(FileNotRead, match="Line 2"):
        people_import.offered(session, text.encode("cp1252"), TableReading(Encoding.UTF_8, ";"))


def test_a_common_transfer_file_is_recognised(session: Session) -> None:
    """Its pupils come in by their UPN, with the year in words; contacts and the rest are passed over."""
    content = b"""<?xml version="1.0" encoding="UTF-8"?>
    <CTfile><Header><DocumentName>Common Transfer File</DocumentName><DateTime>2026-09-01T10:00:00</DateTime></Header>
    <CTFpupilData><Pupil><UPN>A100000000009</UPN><Surname>Fenwick</Surname><Forename>Josephine</Forename>
    <DOB>2018-02-14</DOB><Sex>F</Sex><BasicDetails><PreferredForename>Josie</PreferredForename>
    <NCyearActual>R</NCyearActual></BasicDetails>
    <Contacts><Contact><Surname>Nobody</Surname></Contact></Contacts></Pupil></CTFpupilData></CTfile>"""
    file, how, plan = look(session, content, everybody=False)
    (josie,) = plan.new
    assert (josie.person.name, josie.person.known_as) == ("Josephine Fenwick", "Josie")
    assert (josie.person.year_group, josie.person.date_of_birth) == ("Reception", date(2018, 2, 14))
    record, _ = people_import.bring_in(session, file, how, plan, Leavers(), nothing)
    kept = session.vault.daily.get(record).content
    assert kept.count(ImportOutcome.NEW) == 1


def test_a_name_column_is_needed(session: Session) -> None:
    """Said beside the field, before anything is worked out."""
    with pytest.raises(RuleViolation) as refused:
        look(session, "A,B\n1,2\n")
    assert set(refused.value.fields) == {"surname"}


def test_what_was_kept_is_there_after_the_next_unlock(made_school: MadeSchool) -> None:
    """The index, the chain and the list of imports agree after a lock."""
    bring(made_school.sign_in(), AUTUMN)
    again = made_school.sign_in()
    assert named(again, "Rowan Applegarth").numbers
    (line,) = people_import_undo.import_lines(again)
    assert line.counts == "3 people added"


def test_whoever_is_not_ticked_stays_and_nobody_left_before_they_came(session: Session) -> None:
    """The day is compared with what stands on the register of each of them."""
    bring(session, AUTUMN)
    file, how, plan = look(session, SPRING)
    people_import.bring_in(session, file, how, plan, Leavers(), nothing)
    assert named(session, "Tomas Corrigan").kind is PersonKind.PUPIL
    (tomas,) = [row.reference for row in people.rows(session) if row.name == "Tomas Corrigan"]
    stored = people.stored_person(session, tomas)
    came = replace(stored.content, on_roll=(Period(date(2026, 9, 2)),))
    people.correct(session, tomas, came, "Came later", replacing=stored.number)
    file, how, plan = look(session, SPRING)
    assert [one.id for one in plan.leaving] == [tomas.id]
    left = Leavers(frozenset({tomas.id}), date(2026, 9, 1))
    head = session.vault.daily.head.number
    with pytest.raises(RuleViolation) as refused:
        people_import.bring_in(session, file, how, plan, left, nothing)
    assert "not here yet" in refused.value.fields["on"]
    assert session.vault.daily.head.number == head


def test_undo_puts_back_what_stood_before_whatever_names_them_and_leaves_the_unchanged_alone(
    made_school: MadeSchool, session: Session
) -> None:
    """A new pupil named only in a part apart stays; one changed twice goes back by one version; the same stay."""
    bring(session, AUTUMN)
    (rowan,) = [row.reference for row in people.rows(session) if row.name == "Rowan Applegarth"]
    stored = people.stored_person(session, rowan)
    people.correct(session, rowan, replace(stored.content, note="Seen."), "A note", replacing=stored.number)
    log_incident(session, "TR", (people.ref_of(session, rowan), "target"))
    record = bring(session, SPRING + "A100000000003,Corrigan,Tomas,30/11/2016,5,5C\n")
    (orla,) = [row.reference for row in people.rows(session) if row.name == "Orla Dunmore"]
    shona = adult(session, "Shona Pike", "Midday supervisor")
    child = (people.ref_of(session, orla), "child_contacted")
    apart = log_incident(session, "SPC", (shona, "adult_of_concern"), child)
    assert apart.compartment is not session.vault.daily.id
    (tomas,) = [row.reference for row in people.rows(session) if row.name == "Tomas Corrigan"]
    before = people.stored_person(session, tomas)
    preview = people_import_undo.undo_preview(session, record)
    assert (preview.back, preview.off, [one.name for one in preview.left]) == (2, 0, ["Orla Dunmore"])
    changes = people_import_undo.undo_import(session, record, "The wrong list")
    assert changes.said == "Undone for 2 people; 1 person left as they are."
    again = named(session, "Rowan Applegarth")
    assert (again.class_name, again.note) == ("4B", "Seen.")
    assert people.stored_person(session, tomas).number == before.number
    newest, _ = people_import_undo.import_lines(session)
    assert newest.left == ("Orla Dunmore",)


def test_the_newest_file_with_the_same_titles_says_how_it_is_read(session: Session) -> None:
    """Whoever chose otherwise last is followed."""
    text = "A,B,C\nRowan,Applegarth,03/04/2018\n"
    columns = ColumnChoice({ImportField.FORENAME: 0, ImportField.SURNAME: 1, ImportField.DATE_OF_BIRTH: 2})
    for order in (DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST):
        file = people_import.offered(session, text.encode())
        how = HowRead(columns, WhoIsIn.PUPILS, {ImportField.DATE_OF_BIRTH: order})
        plan = people_import.plan_of(file, how, people_import.register_now(session), {}, everybody=False)
        people_import.bring_in(session, file, how, plan, Leavers(), nothing)
    seen = people_import.understood(session, people_import.offered(session, text.encode()))
    assert seen.said_before == {ImportField.DATE_OF_BIRTH: DateOrder.DAY_FIRST}


def test_a_list_of_both_has_a_column_that_says_who_is_who(session: Session) -> None:
    """Said beside that column."""
    file = people_import.offered(session, AUTUMN.encode())
    how = HowRead(people_import.understood(session, file).columns, WhoIsIn.BOTH, {})
    with pytest.raises(RuleViolation) as refused:
        people_import.plan_of(file, how, people_import.register_now(session), {}, everybody=False)
    assert set(refused.value.fields) == {"kind"}
