"""Questions to ask in neutral words; answered, kept, not asked again; taken back with a reason; never on paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.declaration_drives import ReturnKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.services import (
    audit_log,
    declaration_drives,
    declarations,
    drive_pages,
    merging,
    paper,
    people,
    relation_questions,
)
from safeguard_app.services.paper_views import DrivePaper, DriveSheet
from safeguard_app.services.relation_questions import NOT_ASKED_NOW, QuestionLine
from safeguard_app.services.session import Session
from tests.documents.reading import pages
from tests.services.conftest import MadeSchool, adult, log_incident, pupil
from tests.services.test_declarations import declared

DAY = date(2026, 9, 24)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """A Pike who works here and a Pike on roll; two others who have nothing in common."""
    made_school.clock.set("2026-09-24 09:00")
    session = made_school.sign_in()
    adult(session, "Ms Shona Pike", "Midday supervisor")
    adult(session, "Mr Abel Croft", "Teacher")
    pupil(session, "Tyler Pike", date(2018, 3, 9))
    return session


def to_ask(session: Session) -> tuple[QuestionLine, ...]:
    return relation_questions.view(session).to_ask


def both(line: QuestionLine) -> tuple[Reference, Reference]:
    assert line.adult.reference is not None and line.pupil.reference is not None
    return line.adult.reference, line.pupil.reference


def faults(operation: Callable[[], object]) -> dict[str, str]:
    with pytest.raises(RuleViolation) as caught:
        operation()
    return dict(caught.value.fields)


def test_it_is_a_question_in_neutral_words(session: Session) -> None:
    (line,) = to_ask(session)
    assert line.sentences == (
        "Ms Shona Pike and Tyler Pike (4B, Year 4) share a family name: Pike. 2 people here have it. "
        "Many people share a name.",
    )
    assert line.question == "Is there a family relationship?"
    assert (line.adult_role, line.shares) == ("Midday supervisor", "Family name")
    assert relation_questions.view(session).counts == "1 adult and pupil to ask about."


def test_the_answer_is_kept_with_its_day_and_not_asked_again(session: Session) -> None:
    (line,) = to_ask(session)
    answer = partial(relation_questions.answer_no, session, *both(line))
    assert "future" in faults(partial(answer, date(2026, 9, 25)))["on"]
    changes = answer(date(2026, 9, 23))
    assert "not asked again" in changes.said.casefold()
    view = relation_questions.view(session)
    assert view.to_ask == () and relation_questions.count(session) == 0
    (kept,) = view.answered
    assert kept.came == f"Asked Wed 23 Sep 2026. Entered Thu 24 Sep 2026, 09:00, by {session.user.name}."
    assert faults(partial(answer, DAY)) == {"on": NOT_ASKED_NOW}, "once is enough"
    assert audit_log.page(session, Compartment.DAILY).rows[0].kind is EventKind.RELATION_ASKED


def test_it_is_asked_again_when_more_is_in_common(session: Session) -> None:
    (line,) = to_ask(session)
    adult_ref, pupil_ref = both(line)
    relation_questions.answer_no(session, adult_ref, pupil_ref, DAY)
    for reference in (adult_ref, pupil_ref):
        stored = people.stored_person(session, reference)
        person = replace(stored.content, email="pike@example.org")
        people.correct(session, reference, person, "Told at the door.", replacing=stored.number)
    (again,) = to_ask(session)
    assert "the same way: an e-mail address" in again.sentences[0]
    assert again.sentences[1].startswith("They share a family name: Pike.")
    assert again.shares == "Way to reach them, family name"


def test_an_answer_is_taken_back_with_a_reason(session: Session) -> None:
    (line,) = to_ask(session)
    relation_questions.answer_no(session, *both(line), DAY)
    (kept,) = relation_questions.view(session).answered
    assert kept.answer is not None
    back = partial(relation_questions.take_back, session, kept.answer)
    assert "reason" in faults(partial(back, " "))
    back("She meant another child.")
    assert to_ask(session) == (line,)
    assert relation_questions.view(session).answered == ()
    assert "already" in faults(partial(back, "Once more."))["reason"]


def test_a_declaration_ends_the_question_and_one_in_error_does_not(session: Session) -> None:
    (line,) = to_ask(session)
    made = declared(session, line.adult, line.pupil, "2026-09-24 08:30")
    assert to_ask(session) == ()
    declarations.enter_in_error(session, made, "Another Pike.", version=1)
    assert to_ask(session) == (line,)


def test_a_nil_return_in_the_drive_ends_it(session: Session) -> None:
    drive, _ = declaration_drives.begin(session, "September 2026")
    page = drive_pages.view(session).page
    assert page is not None
    code = next(row.code for row in page.rows if row.name == "Ms Shona Pike")
    declaration_drives.enter_return(session, drive, code, ReturnKind.NIL, DAY)
    assert to_ask(session) == ()
    declaration_drives.end(session, drive)
    assert to_ask(session) == (), "the last drive counts while none runs"
    declaration_drives.begin(session, "Again")
    assert len(to_ask(session)) == 1, "a drive that begins asks everybody anew"


def test_a_merged_entry_is_one_person(session: Session) -> None:
    (line,) = to_ask(session)
    relation_questions.answer_no(session, *both(line), DAY)
    again = adult(session, "Ms Shona Pike", "Midday supervisor")
    assert len(to_ask(session)) == 1, "an entry of its own"
    assert again.reference is not None and line.adult.reference is not None
    merging.merge(session, again.reference, line.adult.reference, "Typed in twice.")
    assert to_ask(session) == ()


def test_what_is_kept_apart_is_not_used(session: Session) -> None:
    """A concern that links an adult with a child in the part about adults brings no question."""
    croft, tyler = (people.suggest(session, name)[0].person for name in ("Abel Croft", "Tyler Pike"))
    before = to_ask(session)
    log_incident(session, "SPC", (croft, "adult_of_concern"), (tyler, "child_contacted"))
    assert to_ask(session) == before


def test_no_slip_names_a_pupil(session: Session) -> None:
    assert to_ask(session)
    drive, _ = declaration_drives.begin(session, "September 2026")
    for sheet in DriveSheet:
        assert "Tyler" not in "".join(pages(paper.preview(session, DrivePaper(drive, sheet)).pdf))
