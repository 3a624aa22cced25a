"""The transfer pack: the whole file of a child who leaves, nothing of an adult’s, sent and receipted once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.assessments import Assessment, Measure, Risk, RiskLevel
from safeguard_app.domain.entries import Decision, DecisionKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.logbooks import EntryAnswer
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import FamilyLink, Person, PersonKind, PersonRef, Relation
from safeguard_app.domain.periods import Period
from safeguard_app.domain.transfer_codes import check_code, transfer_code
from safeguard_app.services import (
    assessments,
    entries,
    incidents,
    letters,
    logbook_detail,
    logbooks,
    merging,
    paper,
    people,
    referrals,
    sharing,
    sharing_pages,
)
from safeguard_app.services.entry_papers import paper_of
from safeguard_app.services.logbook_due import due_in
from safeguard_app.services.logbook_facts import book_of
from safeguard_app.services.logbook_facts import entries as entries_of_book
from safeguard_app.services.logbook_today import register_items
from safeguard_app.services.paper_leaving import outside_of
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.paper_transfer import PackNotReady
from safeguard_app.services.paper_views import TransferPackPaper
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_views import SharingInput
from safeguard_app.services.status import StatusMeaning
from safeguard_app.services.transfer_records import naming_records
from tests.documents.reading import pages
from tests.services.conftest import SCHOOL, MadeSchool, adult, log_incident, moment, pupil
from tests.services.logbook_entries import on, said, who

MakeSchool = Callable[..., MadeSchool]
LEFT = date(2026, 10, 9)
FILES = "files-sent-on"
TO = said("new_school", "Derwent Academy")


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def place(person: PersonRef) -> Reference:
    assert person.reference is not None
    return person.reference


def enter(session: Session, child: PersonRef, *more: EntryAnswer, left: date = LEFT) -> Reference:
    return logbooks.enter(session, FILES, (who("child", child), on("left_on", left), *more))[0]


def words_of(session: Session, entry: Reference) -> str:
    return " ".join("\n".join(pages(paper.preview(session, TransferPackPaper(entry)).pdf)).split())


def case_of(session: Session, record: Reference) -> str:
    return str(incidents.current(session, record).content.case)


def with_history(session: Session) -> tuple[PersonRef, Reference]:
    """A child with a mother, a record, a decision, a plan; on roll until they left."""
    mother = people.add(session, Person("Mrs Dawn Maple", PersonKind.PARENT_CARER))[0]
    child = people.add(
        session,
        Person(
            "Wren Maple",
            PersonKind.PUPIL,
            date_of_birth=date(2016, 4, 2),
            year_group="Year 5",
            on_roll=(Period(date(2024, 9, 2), LEFT),),
            family=(FamilyLink(mother.id, Relation.PARENT, "mother", True, True),),
        ),
    )[0]
    wren = people.ref_of(session, child)
    record = log_incident(session, "CB", (wren, "target"), account="Her bag was hidden again.")
    made = Decision(
        DecisionKind.MONITOR, "Watch", "It happens at lunch.", "Miss Abbey", moment("2026-10-08 09:00")
    )
    entries.add_decision(session, record, made)
    plan = Assessment(
        wren,
        moment("2026-10-08 10:00"),
        "Miss Abbey",
        (Risk("More of it at lunch", RiskLevel.MEDIUM, "Three times"),),
        (Measure("A place at the front table", "Mr Reed"),),
        review_on=date(2026, 11, 9),
    )
    assessments.make(session, record, plan)
    return wren, record


def test_the_pack_holds_the_file_from_cover_to_slip(session: Session) -> None:
    wren, record = with_history(session)
    more = (
        TO,
        said("new_lead", "Mr Oakes, 01632 960180"),
        said("main_issues", "Bullied at lunch; eats alone."),
        said("enclosed", "Records of Hill Nursery\nMinutes of 3 Sep"),
    )
    entry = enter(session, wren, *more)
    found = words_of(session, entry)
    code = transfer_code(entry.id)
    for expected in (
        "Private and confidential",
        "To be opened by the Designated Safeguarding Lead alone",
        "Derwent Academy",
        "Mr Oakes, 01632 960180",
        "Parents and carers cannot prevent it, and they never carry it.",
        "Bullied at lunch; eats alone.",
        "Mrs Dawn Maple",
        "Parental responsibility",
        "Her bag was hidden again.",
        "It happens at lunch.",
        "A place at the front table",
        "Records of Hill Nursery",
        f"Its code is {code}",
        "Received by the Designated Safeguarding Lead",
    ):
        assert expected in found, expected
    assert found.count(f"Record {case_of(session, record)}") == 2, "in the contents, and on the slip"
    assert f"{case_of(session, record)} Part 5.1" in found, (
        "a line of the chronology says where its record stands"
    )
    assert "Fri 9 Oct 2026" in found and "Sat 2 Apr 2016" in found
    issued = paper.issue(session, paper_of(session, entry).job)
    assert [one.document for one in paper.issued(session, entry)] == [issued.document]


def test_what_concerns_an_adult_is_not_copied_and_nothing_tells_that_there_is_any(session: Session) -> None:
    wren, _ = with_history(session)
    empty = words_of(session, enter(session, wren, TO))
    shona = adult(session, "Shona Pike", "Supervisor")
    apart = log_incident(
        session,
        "SPC",
        (shona, "adult_of_concern"),
        (wren, "child_contacted"),
        account="A lift home in her car.",
    )
    entry = enter(session, wren, TO)
    found = words_of(session, entry)
    assert "lift home" not in found and "Shona" not in found and case_of(session, apart) not in found
    said_then = "Files about adults who work or worked here, whether there are any or not."
    assert said_then in empty and said_then in found


def test_a_witness_record_is_named_in_the_chronology_and_not_copied(session: Session) -> None:
    wren, _ = with_history(session)
    kai = pupil(session, "Kai Oakes", date(2016, 3, 3))
    other = log_incident(
        session, "CB", (kai, "target"), (wren, "witness"), account="He was pushed at the gate."
    )
    found = words_of(session, enter(session, wren, TO))
    assert case_of(session, other) in found and f"Record {case_of(session, other)}" not in found
    assert "He was pushed" not in found, "what happened to another child is for the school that child goes to"
    assert "the chronology names them, without what was said" in found


def test_letters_that_were_sent_are_not_in_it_and_it_says_so_of_each_but_those_about_another_child(
    session: Session,
) -> None:
    wren, record = with_history(session)
    for template, child, was_sent in (
        ("underage_account", "Wren Maple", True),
        ("underage_account", "Kai Oakes", True),
        ("removal_request", "", True),
        ("redirect_complaint", "", False),
    ):
        written = Letter(
            template, "Mrs Dawn Maple", date(2026, 10, 8), "An account", "Dear Mrs Maple,", "In words of its own.",
            "Yours sincerely,", "Mr Reed", "Headteacher", child=child, names_kept="They know.",
        )  # fmt: skip
        before = {one.reference.id for one in entries_of(session, record)}
        letters.keep(session, record, written)
        new = next(one for one in entries_of(session, record) if one.reference.id not in before)
        if was_sent:
            day = "2026-10-08 11:00" if template == "removal_request" else "2026-10-09 11:00"
            letters.sent(session, record, new.reference.id, moment(day), "By post")
    entry = enter(session, wren, TO)
    lacks = words_of(session, entry).rpartition("What is not in this file")[2].partition("Receipt slip")[0]
    case = case_of(session, record)
    assert lacks.count("Ask for it if you need it.") == 2
    assert f"{case}: Letter about an account under the minimum age, sent Fri 9 Oct 2026" in lacks
    assert f"{case}: Letter asking for removal, sent Thu 8 Oct 2026" in lacks
    assert "In words of its own." not in words_of(session, entry)


def test_whoever_asked_not_to_be_named_stands_nowhere_in_it(session: Session) -> None:
    wren, _ = with_history(session)
    mia = pupil(session, "Mia Vale", date(2016, 3, 3))
    told = "Mia Vale saw who took it."
    log_incident(session, "CB", (wren, "target"), (mia, "witness"), account=told, withheld="witness")
    found = words_of(session, enter(session, wren, TO))
    assert "saw who took it" in found and "Mia" not in found and "Vale" not in found


def test_other_children_and_adults_of_no_office_are_called_by_letters_in_what_goes_out(
    session: Session,
) -> None:
    wren, record = with_history(session)
    kai = pupil(session, "Kai Oakes", date(2016, 3, 3))
    log_incident(session, "CB", (wren, "target"), (kai, "alleged"), account="Kai Oakes hid it; Kai laughed.")
    entry = enter(session, wren, TO, said("new_lead", "Mr Rowan Ashby, 01632 960180"))
    issued = paper.issue(session, paper_of(session, entry).job)
    found = " ".join("\n".join(pages(issued.pdf)).split())
    assert "Kai" not in found and "Oakes" not in found and "Child B hid it" in found
    for expected in ("Wren Maple", "Mrs Dawn Maple", "Her bag was hidden again.", "Mr Rowan Ashby"):
        assert expected in found, expected
    assert transfer_code(entry.id) in found and f"Record {case_of(session, record)}" in found


def test_it_does_not_go_before_the_child_leaves_unless_something_cannot_wait(session: Session) -> None:
    wren, _ = with_history(session)
    later = date(2026, 10, 23)
    with pytest.raises(PackNotReady) as refused:
        words_of(session, enter(session, wren, TO, left=later))
    assert "The child leaves on Fri 23 Oct 2026. The file does not go before" in refused.value.sentence
    why = said("ahead_why", "She starts with a carer on Monday.")
    found = words_of(session, enter(session, wren, TO, why, left=later))
    assert "Shared before the child leaves, on Fri 23 Oct 2026." in found
    assert "She starts with a carer on Monday." in found and "Leaves on" in found


def test_nothing_is_made_for_nobody(session: Session) -> None:
    wren, _ = with_history(session)
    unknown = said("destination", "not_known")
    for entry, expected in (
        (enter(session, wren), "which school"),
        (enter(session, wren, TO, unknown), "archived securely"),
        (enter(session, PersonRef(None, "A boy", ""), TO), "names nobody there"),
    ):
        with pytest.raises(PackNotReady, match=expected):
            words_of(session, entry)


def test_sending_and_receipt_are_entered_once_and_the_slip_has_to_be_of_this_file(session: Session) -> None:
    wren, _ = with_history(session)
    entry, other = enter(session, wren, TO), enter(session, wren, TO)
    assert len(register_items(session)) == 2
    form, version = logbook_detail.form_of(session, entry)
    sent = (*form.answers, on("sent_on", date(2026, 10, 12)), said("way", "signed_post"))
    logbooks.change(session, entry, sent, date(2026, 10, 12), "Sent", version=version)
    assert [one.text for one in register_items(session)] == [
        "Send on a child protection file",
        "Ask whether a child protection file has arrived",
    ]
    form, version = logbook_detail.form_of(session, entry)
    back = (*form.answers, on("receipt", date(2026, 10, 12)), said("received_by", "Mr Oakes, DSL"))
    wrong = (*back, said("slip_code", transfer_code(other.id)))
    with pytest.raises(RuleViolation) as refused:
        logbooks.change(session, entry, wrong, date(2026, 10, 12), "Receipt", version=version)
    assert "This is not the code of this file" in refused.value.fields["slip_code"]
    right = (*back, said("slip_code", transfer_code(entry.id).lower().replace("-", " ")))
    logbooks.change(session, entry, right, date(2026, 10, 12), "Receipt", version=version)
    assert len(register_items(session)) == 1
    shown = dict(logbook_detail.detail(session, entry).facts)
    assert shown["Received by"] == "Mr Oakes, DSL"
    assert shown["Code of this file, on its receipt slip"] == transfer_code(entry.id)
    assert "By post that is signed for" in words_of(session, entry)


def test_a_code_is_read_in_any_spacing_and_each_entry_has_its_own(session: Session) -> None:
    wren, _ = with_history(session)
    first, second = enter(session, wren, TO), enter(session, wren, TO)
    assert transfer_code(first.id) != transfer_code(second.id)
    check_code(first.id, f" {transfer_code(first.id).lower()} ", "slip_code")
    with pytest.raises(RuleViolation) as refused:
        check_code(first.id, "AEIOU1", "slip_code")
    assert set(refused.value.fields) == {"slip_code"}


def test_a_child_entered_twice_has_one_file(session: Session) -> None:
    wren, record = with_history(session)
    twin = pupil(session, "Wren Mapel", date(2016, 4, 2))
    second = log_incident(session, "CB", (twin, "target"), account="Sent from the other entry.")
    entry = enter(session, twin, TO)
    merging.merge(session, place(wren), place(twin), "One child.")
    found = words_of(session, entry)
    assert "Sent from the other entry." in found and "Her bag was hidden again." in found
    assert f"Record {case_of(session, second)}" in found and f"Record {case_of(session, record)}" in found


def test_a_new_entry_begins_with_the_child_and_their_last_day(session: Session) -> None:
    wren, _ = with_history(session)
    form = logbook_detail.new_form(session, FILES, about=wren)
    given = {one.field: one for one in form.answers}
    assert given["child"].people == (wren,) and given["left_on"].day == LEFT


@pytest.mark.parametrize("nation", Nation)
def test_every_nation_has_the_pack_in_its_own_words_and_england_alone_the_limit(
    make_school: MakeSchool, nation: Nation
) -> None:
    school = make_school(replace(SCHOOL, nation=nation))
    school.clock.set("2026-10-12 09:00")
    session = school.sign_in()
    wren, _ = with_history(session)
    found = words_of(session, enter(session, wren, TO))
    assert f"To be opened by the {session.words().term('school_lead')} alone" in found
    assert bool(register_items(session)) is (nation is Nation.ENGLAND)


def test_the_pack_is_shared_with_the_next_school_from_the_newest_record_of_the_child(
    session: Session,
) -> None:
    child, _ = with_history(session)
    entry = enter(session, child, TO)
    job = paper_of(session, entry).job
    wanted = outside_of(session, job)
    assert wanted is not None and wanted.view is not None and child.reference is not None
    assert wanted.record in naming_records(session, child.reference)
    assert (wanted.audience, wanted.subject) == ("transfer", child.reference.id)
    assert wanted.view.job == TransferPackPaper(entry)
    given = SharingInput(
        wanted.record,
        (wanted.key,),
        "The file goes on with the child",
        "public_task",
        "safeguarding",
        "Mr Abel Quill",
        "Eastmarch Academy",
        audience=wanted.audience,
        subject=wanted.subject,
    )
    place, _ = sharing.prepare(session, given, (wanted.view,))
    (made,) = sharing_pages.view_of(session, place).papers
    assert made.title.endswith("for the next school, copy 1")
    with pytest.raises(RuleViolation) as refused:
        sharing.prepare(session, replace(given, audience="police"), (wanted.view,))
    assert "made for the next school" in refused.value.fields["audience"]


def test_a_receipt_is_asked_for_until_its_day_is_entered(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    wren, _ = with_history(session)
    entry = enter(session, wren, TO)

    def change(*more: EntryAnswer) -> None:
        form, version = logbook_detail.form_of(session, entry)
        logbooks.change(session, entry, (*form.answers, *more), date(2026, 10, 12), "More.", version=version)

    def asked() -> list[str]:
        return [one.text for one in register_items(session)]

    change(on("sent_on", date(2026, 10, 12)), said("way", "signed_post"))
    assert asked() == ["Ask whether a child protection file has arrived"]
    made_school.clock.set("2026-12-12 09:00")
    session = made_school.sign_in()
    (late,) = register_items(session)
    assert late.meaning is StatusMeaning.LATE and "Wren" not in f"{late.text} {late.reason}"
    book = book_of(session, FILES)
    count = due_in(session, book, tuple(entries_of_book(session, FILES)))
    assert (count.late, count.open) == (1, 0)
    change(on("receipt", date(2026, 12, 10)))
    assert asked() == []
    made_school.clock.set("2027-12-12 09:00")
    assert register_items(made_school.sign_in()) == []


def test_after_a_year_nobody_is_asked_for_a_receipt_any_more(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    wren, _ = with_history(session)
    enter(session, wren, TO, on("sent_on", date(2026, 10, 12)), said("way", "signed_post"))
    made_school.clock.set("2027-10-11 09:00")
    assert len(register_items(made_school.sign_in())) == 1
    made_school.clock.set("2027-10-14 09:00")
    assert register_items(made_school.sign_in()) == []


def test_no_form_in_it_says_what_was_decided_about_another_child(session: Session) -> None:
    wren, _ = with_history(session)
    kai = pupil(session, "Kai Oakes", date(2016, 3, 3))
    record = log_incident(session, "CB", (wren, "target"), (kai, "alleged"), account="It happened.")
    of_kai = Decision(
        DecisionKind.MONITOR, "Kai gannet", "Kai is watched.", "Miss Abbey", moment("2026-10-08 09:00")
    )
    entries.add_decision(session, record, of_kai)
    entries.add_decision(session, record, replace(of_kai, what="Wren merlin", reason="It is right."))
    referrals.begin(session, record, form="child_referral", child=wren)
    found = words_of(session, enter(session, wren, TO))
    assert "gannet" not in found and found.count("merlin") >= 2, "on the record and in the form"
