"""A declaration drive: whom it asks, what each returns, the code of a slip, and what goes on paper."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.declaration_drives import SLIP_LETTERS, ReturnKind, check_sign, new_code, read_code
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import AdultType, Person, PersonKind, Post
from safeguard_app.domain.periods import Period
from safeguard_app.services import (
    audit_log,
    declaration_drives,
    declarations,
    drive_pages,
    merging,
    paper,
    people,
)
from safeguard_app.services.drive_views import DriveLine, DrivePage
from safeguard_app.services.paper_views import DrivePaper, DriveSheet
from safeguard_app.services.session import Session
from tests.documents.reading import pages
from tests.services.conftest import MadeSchool, adult, pupil
from tests.services.test_declarations import declared

DAY = date(2026, 9, 24)


@pytest.fixture
def school(made_school: MadeSchool) -> tuple[MadeSchool, Session]:
    made_school.clock.set("2026-09-24 09:00")
    session = made_school.sign_in()
    for name, post in (("Mr Abel Croft", "Teacher"), ("Ms Bea Dale", "Midday supervisor")):
        adult(session, name, post)
    gone = Post(AdultType.EMPLOYEE, "Caretaker", Period(date(2020, 1, 1), date(2026, 7, 31)))
    people.add(session, Person("Mr Cy Eames", PersonKind.STAFF, posts=(gone,)))
    pupil(session, "Tyler Pike", date(2018, 3, 9))
    return made_school, session


def shown(session: Session) -> DrivePage:
    found = drive_pages.view(session).page
    assert found is not None
    return found


def begun(session: Session) -> tuple[Reference, dict[str, str]]:
    drive, _ = declaration_drives.begin(session, "September 2026")
    return drive, {row.name: row.code for row in shown(session).rows}


def faults(operation: Callable[[], object]) -> dict[str, str]:
    with pytest.raises(RuleViolation) as caught:
        operation()
    return dict(caught.value.fields)


@given(st.text(SLIP_LETTERS, min_size=5, max_size=5), st.integers(0, 5), st.sampled_from(SLIP_LETTERS))
def test_one_wrong_sign_always_shows(body: str, place: int, other: str) -> None:
    code = body + check_sign(body)
    wrong = code[:place] + other + code[place + 1 :]
    assert read_code(f" {code[:3].lower()} - {code[3:]}") == code
    if wrong != code:
        assert "misread" in faults(partial(read_code, wrong))["code"]


@given(st.text(SLIP_LETTERS, min_size=5, max_size=5), st.integers(0, 4))
def test_two_exchanged_signs_always_show(body: str, place: int) -> None:
    code = body + check_sign(body)
    turned = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if turned != code:
        assert "exchanged" in faults(partial(read_code, turned))["code"]


@pytest.mark.parametrize("typed", ["", "K7M", "O0I1ZS", "K7M4PX9", "a\0b"])
def test_what_is_no_code_is_said(typed: str) -> None:
    assert "six letters and figures" in faults(partial(read_code, typed))["code"]


def test_codes_are_each_their_own() -> None:
    taken: set[str] = set()
    for _ in range(500):
        taken.add(new_code(frozenset(taken)))
    assert len(taken) == 500
    assert not set("".join(taken)) & set("0O1IL2Z5S68BUVAEIQ")


def test_a_drive_asks_adults_in_post_and_nobody_else(school: tuple[MadeSchool, Session]) -> None:
    _, session = school
    assert drive_pages.view(session).page is None
    begun(session)
    page = shown(session)
    assert [row.name for row in page.rows] == ["Mr Abel Croft", "Ms Bea Dale"]
    assert page.counts == "2 of 2 not returned."
    assert "already" in faults(partial(declaration_drives.begin, session, "Again"))["title"]
    assert drive_pages.drive_line(session) == DriveLine("September 2026", out=2, returned=0, to_chase=2)


def test_returns_are_counted_and_taken_back_with_a_reason(school: tuple[MadeSchool, Session]) -> None:
    made, session = school
    drive, codes = begun(session)
    made.clock.set("2026-09-30 09:00")
    enter = partial(declaration_drives.enter_return, session, drive, codes["Mr Abel Croft"])
    assert "future" in faults(partial(enter, ReturnKind.NIL, date(2026, 10, 1)))["on"]
    assert "before" in faults(partial(enter, ReturnKind.NIL, date(2026, 9, 23)))["on"]
    enter(ReturnKind.NIL, date(2026, 9, 28))
    declaration_drives.enter_return(session, drive, codes["Ms Bea Dale"], ReturnKind.LEFT, date(2026, 9, 30))
    assert (
        shown(session).counts == "All 2 returned or settled. 1 had nothing to declare and 1 no longer here."
    )
    assert drive_pages.drive_line(session) == DriveLine("September 2026", out=2, returned=2, to_chase=0)
    assert "already" in faults(partial(enter, ReturnKind.NIL, date(2026, 9, 29)))["code"]

    back = partial(declaration_drives.take_back, session, drive, codes["Mr Abel Croft"])
    assert "reason" in faults(partial(back, " "))
    back("It was another’s slip.")
    row = shown(session).rows[0]
    assert row.waits and row.days == 6
    kinds = [one.kind for one in audit_log.page(session, Compartment.DAILY).rows[:4]]
    assert kinds == [EventKind.DRIVE_RETURN] * 3 + [EventKind.DRIVE_BEGUN]
    declaration_drives.end(session, drive)
    assert drive_pages.drive_line(session) is None, "nothing of one that has ended"
    assert "ended" in faults(partial(enter, ReturnKind.NIL, date(2026, 9, 28)))["code"]


def test_what_was_declared_is_linked_only_with_whoever_declared_it(
    school: tuple[MadeSchool, Session],
) -> None:
    _, session = school
    drive, codes = begun(session)
    croft = shown(session).rows[0].adult
    tyler = pupil(session, "Ella Tan", date(2017, 1, 2))
    made = declared(session, croft, tyler, "2026-09-24 08:30")
    enter = partial(declaration_drives.enter_return, session, drive)
    wrong = partial(enter, codes["Ms Bea Dale"], ReturnKind.DECLARED, DAY, declaration_made=made)
    assert "somebody else" in faults(wrong)["code"]
    assert "first" in faults(partial(enter, codes["Mr Abel Croft"], ReturnKind.DECLARED, DAY))["code"]
    assert not shown(session).rows[0].declared[0].linked
    enter(codes["Mr Abel Croft"], ReturnKind.NIL, DAY)
    enter(codes["Mr Abel Croft"], ReturnKind.DECLARED, DAY, declaration_made=made)
    row = shown(session).rows[0]
    assert row.kind is ReturnKind.DECLARED and row.declared[0].linked
    assert row.declared[0].words.startswith("Ella Tan: ")


def test_who_comes_and_who_goes(school: tuple[MadeSchool, Session]) -> None:
    _, session = school
    drive, _ = begun(session)
    newcomer = adult(session, "Miss Di Frome", "Trainee")
    assert shown(session).joiners == ("Miss Di Frome",)
    declaration_drives.ask_joiners(session, drive)
    assert [row.name for row in shown(session).rows][-1] == "Miss Di Frome"
    assert newcomer.reference is not None
    stored = people.stored_person(session, newcomer.reference)
    ended = Person(
        "Miss Di Frome",
        PersonKind.STAFF,
        posts=(Post(AdultType.TRAINEE, "Trainee", Period(date(2026, 9, 1), date(2026, 9, 23))),),
    )
    people.correct(session, stored.reference, ended, "Left.", replacing=stored.number)
    assert not shown(session).rows[-1].waits
    assert shown(session).counts == "2 of 3 not returned. 1 no longer here."


def test_a_code_of_another_drive_is_told_of(school: tuple[MadeSchool, Session]) -> None:
    _, session = school
    first, codes = begun(session)
    old = codes["Ms Bea Dale"]
    assert declaration_drives.code_of(session, first, f"{old[:3]}-{old[3:]}") == old
    declaration_drives.end(session, first)
    second, _ = declaration_drives.begin(session, "October 2026")
    assert (
        "another drive: September 2026"
        in faults(partial(declaration_drives.code_of, session, second, old))["code"]
    )
    assert drive_pages.view(session).page == shown(session) and shown(session).title == "October 2026"


def test_slips_and_the_chase_list_on_paper(school: tuple[MadeSchool, Session]) -> None:
    _, session = school
    drive, codes = begun(session)
    found = pages(paper.preview(session, DrivePaper(drive, DriveSheet.SLIPS)).pdf)
    assert len(found) == 3, "one that says who gets one, and a page for each"
    for words, (name, code) in zip(found[1:], codes.items(), strict=True):
        assert name in words and f"{code[:3]}-{code[3:]}" in words
        assert "othing to declare" in " ".join(words.split()) and "Signed" in words
    one = pages(paper.preview(session, DrivePaper(drive, DriveSheet.SLIPS, (codes["Ms Bea Dale"],))).pdf)
    assert len(one) == 1 and "Mr Abel Croft" not in one[0]
    declaration_drives.enter_return(session, drive, codes["Ms Bea Dale"], ReturnKind.NIL, DAY)
    chased = "".join(pages(paper.preview(session, DrivePaper(drive, DriveSheet.CHASE)).pdf))
    assert "Mr Abel Croft" in chased and "Ms Bea Dale" not in chased
    declaration_drives.enter_return(session, drive, codes["Mr Abel Croft"], ReturnKind.NIL, DAY)
    assert faults(partial(paper.preview, session, DrivePaper(drive, DriveSheet.SLIPS)))


def test_nothing_is_changed_in_a_drive_that_has_ended(school: tuple[MadeSchool, Session]) -> None:
    _, session = school
    drive, codes = begun(session)
    code = codes["Mr Abel Croft"]
    declaration_drives.enter_return(session, drive, code, ReturnKind.NIL, DAY)
    declaration_drives.end(session, drive)
    adult(session, "Miss Di Frome", "Trainee")
    before = session.vault.daily.head.number
    for act in (
        partial(declaration_drives.take_back, session, drive, code, "Another’s."),
        partial(declaration_drives.ask_joiners, session, drive),
        partial(declaration_drives.end, session, drive),
    ):
        assert "ended" in faults(act)["code"]
    assert session.vault.daily.head.number == before


def test_a_nil_return_brings_no_declaration_and_one_counts_once(school: tuple[MadeSchool, Session]) -> None:
    _, session = school
    drive, codes = begun(session)
    croft = shown(session).rows[0].adult
    made = declared(session, croft, pupil(session, "Ella Tan", date(2017, 1, 2)), "2026-09-24 08:30")
    enter = partial(declaration_drives.enter_return, session, drive, codes["Mr Abel Croft"])
    assert faults(partial(enter, ReturnKind.NIL, DAY, declaration_made=made))
    enter(ReturnKind.NIL, DAY)
    assert "already" in faults(partial(enter, ReturnKind.LEFT, DAY))["code"]
    enter(ReturnKind.DECLARED, DAY, declaration_made=made)
    assert "already" in faults(partial(enter, ReturnKind.DECLARED, DAY, declaration_made=made))["code"]
    declaration_drives.take_back(session, drive, codes["Mr Abel Croft"], "Not his.")
    assert shown(session).rows[0].kind is ReturnKind.NIL, "what was returned before counts again"
    enter(ReturnKind.DECLARED, DAY, declaration_made=made)
    assert shown(session).rows[0].kind is ReturnKind.DECLARED, "one taken back may be entered again"


def test_a_declaration_in_error_is_not_linked(school: tuple[MadeSchool, Session]) -> None:
    _, session = school
    drive, codes = begun(session)
    croft = shown(session).rows[0].adult
    made = declared(session, croft, pupil(session, "Ella Tan", date(2017, 1, 2)), "2026-09-24 08:30")
    declarations.enter_in_error(session, made, "Twice.", version=1)
    enter = partial(declaration_drives.enter_return, session, drive, codes["Mr Abel Croft"])
    assert "error" in faults(partial(enter, ReturnKind.DECLARED, DAY, declaration_made=made))["code"]


def test_nobody_in_post_is_no_drive(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    assert "No adult in post" in faults(partial(declaration_drives.begin, session, "September"))["title"]
    people.add(session, Person("Mr Eddy Gant", PersonKind.STAFF))
    declaration_drives.begin(session, "September")
    assert [row.name for row in shown(session).rows] == ["Mr Eddy Gant"], "with dates not recorded too"


def test_they_stand_by_surname_and_a_merged_entry_is_asked_once(school: tuple[MadeSchool, Session]) -> None:
    _, session = school
    again = adult(session, "Ms Zoe Ames", "Teacher")
    drive, codes = begun(session)
    assert list(codes) == ["Ms Zoe Ames", "Mr Abel Croft", "Ms Bea Dale"]
    kept = adult(session, "Ms Zoe Ames", "Teacher")
    assert again.reference is not None and kept.reference is not None
    made = declared(session, kept, pupil(session, "Ella Tan", date(2017, 1, 2)), "2026-09-24 08:30")
    merging.merge(session, kept.reference, again.reference, "Typed in twice.")
    assert shown(session).joiners == ()
    enter = partial(declaration_drives.enter_return, session, drive, codes["Ms Zoe Ames"])
    enter(ReturnKind.DECLARED, DAY, declaration_made=made)
