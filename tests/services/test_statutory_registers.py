"""Registers a nation's law or guidance asks for: a file sent on within five school days, a review within four years."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.logbooks import EntryAnswer
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.school import DaysKind, SchoolDays
from safeguard_app.services import incidents, logbook_detail, logbooks
from safeguard_app.services.logbook_facts import offered
from safeguard_app.services.logbook_today import register_items
from safeguard_app.services.record_clocks import clocks_on
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from tests.services.conftest import SCHOOL, MadeSchool, log_incident
from tests.services.logbook_entries import on, who

MakeSchool = Callable[..., MadeSchool]
WREN = PersonRef(None, "Wren Maple", "Year 6")
FILES, REVIEWS = "files-sent-on", "anti-bullying-reviews"
TERMS = (
    SchoolDays(DaysKind.TERM, "Summer", date(2026, 4, 13), date(2026, 7, 17)),
    SchoolDays(DaysKind.TERM, "Autumn", date(2026, 9, 3), date(2026, 12, 18)),
)


def startable(session: Session, record: Reference) -> set[str]:
    content = incidents.current(session, record).content
    return {one.clock for one in clocks_on(session, record, content, ()).startable}


def left(session: Session, day: date) -> Reference:
    answers: tuple[EntryAnswer, ...] = (who("child", WREN), on("left_on", day))
    return logbooks.enter(session, FILES, answers)[0]


def test_file_transfer_counts_five_school_days_from_the_day_the_child_left(make_school: MakeSchool) -> None:
    school = make_school(replace(SCHOOL, days=TERMS))
    school.clock.set("2026-10-14 09:00")
    session = school.sign_in()
    entry = left(session, date(2026, 10, 14))
    (item,) = register_items(session)
    assert (item.text, item.by.date()) == ("Send on a child protection file", date(2026, 10, 21))
    school.clock.set("2026-10-22 09:00")
    assert [one.meaning for one in register_items(session)] == [StatusMeaning.LATE]
    form, version = logbook_detail.form_of(session, entry)
    sent = (*form.answers, on("sent_on", date(2026, 10, 22)))
    logbooks.change(session, entry, sent, date(2026, 10, 22), "By hand", version=version)
    assert [one.text for one in register_items(session)] == [
        "Ask whether a child protection file has arrived"
    ]


def test_for_a_child_who_left_with_the_term_file_transfer_is_the_first_five_days_of_the_next(
    make_school: MakeSchool,
) -> None:
    """What ``file-transfer-term`` says (KCSIE para 150); it can still be begun by hand, on a record."""
    school = make_school(replace(SCHOOL, days=TERMS))
    school.clock.set("2026-09-03 09:00")
    session = school.sign_in()
    left(session, date(2026, 7, 17))
    (item,) = register_items(session)
    assert item.by.date() == date(2026, 9, 9), "3, 4, 7, 8 and 9 September are the first five school days"
    assert {"file-transfer", "file-transfer-term"} <= startable(
        session, log_incident(session, "CB", (WREN, "target"))
    )


def test_anti_bullying_review_is_due_within_four_years_and_met_by_the_next(make_school: MakeSchool) -> None:
    school = make_school(replace(SCHOOL, nation=Nation.NORTHERN_IRELAND))
    school.clock.set("2026-10-12 09:00")
    session = school.sign_in()
    logbooks.enter(session, REVIEWS, (on("reviewed_on", date(2022, 10, 20)),))
    (item,) = register_items(session)
    assert (item.text, item.by.date()) == ("Review the measures against bullying again", date(2026, 10, 20))
    school.clock.set("2026-10-21 09:00")
    assert [one.meaning for one in register_items(session)] == [StatusMeaning.LATE]
    logbooks.enter(session, REVIEWS, (on("reviewed_on", date(2026, 10, 21)),))
    assert not register_items(session)
    kept = session.catalogue.logbooks[REVIEWS].reviewing
    assert kept is not None and kept.clock == "anti-bullying-review"
    assert "anti-bullying-review" not in startable(session, log_incident(session, "CB", (WREN, "target")))


def test_each_is_offered_where_its_rule_holds(make_school: MakeSchool) -> None:
    for nation in Nation:
        session = make_school(replace(SCHOOL, nation=nation)).sign_in()
        books = {book.id for book in offered(session)}
        assert FILES in books
        assert (REVIEWS in books) is (nation is Nation.NORTHERN_IRELAND)


def test_panel_review_6_and_panel_review_12_are_begun_by_hand_on_the_record(make_school: MakeSchool) -> None:
    """No record keeps the day on which the panel took up support, so a person says it."""
    session = make_school().sign_in()
    record = log_incident(session, "PV", (WREN, "child_of_concern"))
    assert {"panel-review-6", "panel-review-12"} <= startable(session, record)
