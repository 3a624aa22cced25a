"""Requests for records and complaints about data: the month in every nation, what it waits for, a longer one, met."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.logbooks import EntryAnswer
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import day_sheet, logbook_detail, logbooks
from safeguard_app.services.day_sheet import CalendarWish
from safeguard_app.services.logbook_clocks import clock_status, entry_clock
from safeguard_app.services.logbook_facts import book_of, stored_entry
from safeguard_app.services.logbook_lists import logbook_page, overview
from safeguard_app.services.logbook_today import register_items
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.services.today import today
from tests.services.conftest import SCHOOL, MadeSchool, log_incident
from tests.services.logbook_entries import case, on, said, who

MakeSchool = Callable[..., MadeSchool]
IRWIN = PersonRef(None, "Mrs Joan Irwin", "Parent or carer")
REECE = PersonRef(None, "Reece Irwin", "P7")
BOOK = "requests-for-records"


class Desk:
    """A school at a moment, and one request that came on Monday 23 November 2026."""

    def __init__(self, school: MadeSchool, *more: EntryAnswer) -> None:
        self.school = school
        self.at("2026-11-23 14:00")
        self.session: Session = school.sign_in()
        self.entry: Reference = self.enter(*more)

    def at(self, now: str) -> None:
        self.school.clock.set(now)

    def enter(self, *more: EntryAnswer) -> Reference:
        answers = (
            who("asked_by", IRWIN),
            said("capacity", "parent"),
            who("about", REECE),
            on("received_on", date(2026, 11, 23)),
            said("what", "All records you hold about Reece."),
        )
        return logbooks.enter(self.session, BOOK, (*answers, *more))[0]

    def now(self, since: date, *answers: EntryAnswer) -> None:
        """What is known of the request since a day."""
        form, version = logbook_detail.form_of(self.session, self.entry)
        given = {one.field: one for one in (*form.answers, *answers)}
        said_now = tuple(one for one in given.values() if one != EntryAnswer(one.field))
        logbooks.change(self.session, self.entry, said_now, since, "It went on", version=version)

    def stands(self, day: date | None = None, *, short: bool = False) -> StatusLine:
        entry = stored_entry(self.session, self.entry).content
        found = clock_status(self.session, book_of(self.session, BOOK), entry, day, short=short)
        assert found is not None
        return found

    def row(self, day: date | None = None) -> str:
        (row,) = logbook_page(self.session, BOOK, day).rows
        return row.status.words


@pytest.mark.parametrize(
    ("nation", "due"),
    [
        (Nation.NORTHERN_IRELAND, "Mon 4 Jan 2027"),
        (Nation.ENGLAND, "Mon 4 Jan 2027"),
        (Nation.WALES, "Mon 4 Jan 2027"),
        (Nation.SCOTLAND, "Tue 5 Jan 2027"),  # 2 January is a holiday there, and falls on a Saturday
    ],
)
def test_the_month_begins_with_the_proof_and_rolls_over_bank_holidays(
    make_school: MakeSchool, nation: Nation, due: str
) -> None:
    desk = Desk(make_school(replace(SCHOOL, nation=nation)))
    assert desk.stands() == StatusLine(StatusMeaning.NOTE, "Due Wed 23 Dec 2026")
    desk.at("2026-11-24 10:00")
    desk.now(date(2026, 11, 24), on("proof_asked", date(2026, 11, 24)))
    waits = "Waits for proof of who asks since Tue 24 Nov 2026"
    assert desk.stands() == StatusLine(StatusMeaning.NOTE, waits)
    assert register_items(desk.session) == []
    desk.at("2026-12-01 10:00")
    desk.now(date(2026, 12, 1), on("proof_given", date(2026, 12, 1)))
    assert desk.stands() == StatusLine(StatusMeaning.NOTE, f"Due {due}")
    assert [desk.row(date(2026, 11, day)) for day in (23, 24, 30)] == ["Due Wed 23 Dec 2026", waits, waits]


def test_what_comes_later_does_not_count_on_an_earlier_day_even_where_it_was_entered_as_a_correction(
    make_school: MakeSchool,
) -> None:
    desk = Desk(make_school())
    desk.at("2026-12-15 10:00")
    form, version = logbook_detail.form_of(desk.session, desk.entry)
    later = (
        on("proof_asked", date(2026, 11, 24)),
        on("proof_given", date(2026, 12, 1)),
        on("answered_on", date(2026, 12, 15)),
    )
    logbooks.correct(desk.session, desk.entry, (*form.answers, *later), "Completed", version=version)
    assert desk.stands(date(2026, 11, 23)).words == "Due Wed 23 Dec 2026"
    assert desk.stands(date(2026, 11, 24)).words.startswith("Waits")
    assert desk.stands(date(2026, 12, 14)).words == "Due Mon 4 Jan 2027"
    assert desk.stands().words == "Answered Tue 15 Dec 2026. It was due Mon 4 Jan 2027"


def test_the_days_until_a_request_is_made_clear_are_left_out(make_school: MakeSchool) -> None:
    desk = Desk(make_school())
    desk.at("2026-12-03 10:00")
    asked = on("clarity_asked", date(2026, 11, 26))
    desk.now(date(2026, 11, 26), asked)
    assert desk.stands().words == "Waits for the request to be made clear since Thu 26 Nov 2026"
    desk.now(date(2026, 12, 3), on("clarity_given", date(2026, 12, 3)))
    assert desk.stands().words == "Due Wed 30 Dec 2026", "a week later than Wed 23 Dec"


def test_what_is_asked_a_second_time_stands_still_again_and_the_first_time_counts_on(
    make_school: MakeSchool,
) -> None:
    desk = Desk(make_school())
    desk.at("2026-12-18 10:00")
    first = (on("clarity_asked", date(2026, 11, 26)), on("clarity_given", date(2026, 12, 3)))
    desk.now(date(2026, 12, 3), *first)
    assert desk.stands().words == "Due Wed 30 Dec 2026"
    desk.now(date(2026, 12, 10), on("clarity_asked", date(2026, 12, 10)), EntryAnswer("clarity_given"))
    assert desk.stands().words == "Waits for the request to be made clear since Thu 10 Dec 2026"
    desk.now(date(2026, 12, 15), on("clarity_given", date(2026, 12, 15)))
    assert desk.stands().words == "Due Mon 4 Jan 2027", (
        "seven days and five after Wed 23 Dec, and bank holidays"
    )
    assert desk.stands(date(2026, 12, 9)).words == "Due Wed 30 Dec 2026"
    shown = logbook_detail.detail(desk.session, desk.entry)
    assert shown.clock_source.endswith(
        "It waited from Thu 26 Nov 2026 to Thu 3 Dec 2026 and from Thu 10 Dec 2026 to Tue 15 Dec 2026."
    )
    assert ("What they want: made clear on", "Thu 3 Dec 2026") in shown.before[0].facts + shown.before[
        1
    ].facts
    desk.now(date(2026, 12, 18), on("proof_asked", date(2026, 12, 17)))
    desk.now(date(2026, 12, 18), on("proof_asked", date(2026, 12, 18)), on("proof_given", date(2026, 12, 18)))
    assert desk.stands().words == "Due Mon 18 Jan 2027", "asked anew before it was given: the newer counts"


def test_a_longer_period_counts_where_they_were_told_within_the_first(make_school: MakeSchool) -> None:
    desk = Desk(make_school())
    desk.at("2026-12-24 10:00")
    why = said("longer_why", "Six years of records.")
    desk.now(date(2026, 12, 23), on("longer_told", date(2026, 12, 23)), why)
    assert desk.stands().words == "Due Tue 23 Feb 2027"
    late = Desk(make_school())
    late.at("2026-12-24 10:00")
    late.now(date(2026, 12, 24), on("longer_told", date(2026, 12, 24)), why)
    words = "Was due Wed 23 Dec 2026"
    told = "The longer period was told of when the first was out, and is not counted"
    assert late.stands() == StatusLine(StatusMeaning.LATE, f"{words}. {told}")
    assert late.stands(short=True) == StatusLine(StatusMeaning.LATE, words)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ((on("proof_given", date(2026, 11, 23)),), "proof_asked"),
        ((on("clarity_given", date(2026, 11, 23)),), "clarity_asked"),
        ((on("proof_asked", date(2026, 11, 20)),), "proof_asked"),
        ((on("answered_on", date(2026, 11, 20)),), "answered_on"),
        ((on("longer_told", date(2026, 11, 23)),), "longer_why"),
        ((on("received_on", date(2026, 11, 24)),), "received_on"),
    ],
)
def test_days_that_cannot_be_are_named_beside_their_field(
    make_school: MakeSchool, answers: tuple[EntryAnswer, ...], field: str
) -> None:
    desk = Desk(make_school())
    with pytest.raises(RuleViolation) as refused:
        desk.enter(*answers)
    assert set(refused.value.fields) == {field}


def test_proof_is_not_given_before_it_was_asked_for(make_school: MakeSchool) -> None:
    desk = Desk(make_school())
    desk.at("2026-11-25 10:00")
    with pytest.raises(RuleViolation) as refused:
        desk.enter(on("proof_asked", date(2026, 11, 25)), on("proof_given", date(2026, 11, 24)))
    assert set(refused.value.fields) == {"proof_given"}


def test_today_tells_of_it_from_the_first_day_until_it_is_answered(make_school: MakeSchool) -> None:
    desk = Desk(make_school())
    shown = today(desk.session)
    assert not shown.is_empty, "a log without incidents still has something to do"
    (item,) = shown.coming
    assert (item.text, item.when, item.how_late) == (
        "Answer a request for records",
        "Wed 23 Dec",
        "in 30 days",
    )
    (row,) = [one for one in overview(desk.session).rows if one.logbook == BOOK]
    assert (row.status, row.entries) == (StatusLine(StatusMeaning.NOTE, "1 open"), 1)
    assert logbook_page(desk.session, BOOK).counts == "1 entry: 1 open."
    desk.at("2026-12-23 09:00")
    assert [one.text for one in today(desk.session).before_home] == ["Answer a request for records"]
    desk.at("2026-12-24 00:01")
    (late,) = today(desk.session).before_home
    assert (late.meaning, late.how_late) == (StatusMeaning.LATE, "1 day late")
    assert desk.row() == "Was due Wed 23 Dec 2026"
    desk.now(date(2026, 12, 24), on("answered_on", date(2026, 12, 24)), said("answer", "part"))
    assert register_items(desk.session) == []
    assert desk.stands() == StatusLine(
        StatusMeaning.NOTE, "Answered Thu 24 Dec 2026, after it was due Wed 23 Dec 2026"
    )
    assert logbook_page(desk.session, BOOK).counts == "1 entry."


def test_no_name_stands_on_the_day_sheet_or_in_the_calendar(make_school: MakeSchool) -> None:
    desk = Desk(make_school())
    desk.at("2026-12-20 10:00")
    job = day_sheet.due_in(desk.session, (Compartment.DAILY,))
    assert [(one.case, one.reason) for one in job] == [("Register", "Requests for records")]
    calendar, counts = day_sheet.due_calendar(desk.session, CalendarWish(14))
    assert counts == {Compartment.DAILY: 1} and b"SUMMARY:Register: due" in calendar
    for name in ("Irwin", "Reece", "Joan"):
        assert name not in str([(one.case, one.category, one.text, one.reason) for one in job])
        assert name.encode() not in calendar


def test_one_about_a_record_kept_apart_is_on_nobody_elses_today(make_school: MakeSchool) -> None:
    school = make_school()
    desk = Desk(school)
    apart = log_incident(desk.session, "SPC", (PersonRef(None, "Joel Merrin"), "adult_of_concern"))
    entry = desk.enter(case(desk.session, apart))
    assert entry.compartment is apart.compartment is Compartment.ADULTS
    assert len(register_items(desk.session)) == 2
    in_daily = day_sheet.due_in(desk.session, (Compartment.DAILY,))
    assert sum(one.case == "Register" for one in in_daily) == 1
    deputy = school.sign_in("deputy")
    assert len(register_items(deputy)) == 1
    assert logbook_page(deputy, BOOK).counts == "1 entry: 1 open."


def test_a_complaint_is_acknowledged_within_thirty_days(make_school: MakeSchool) -> None:
    desk = Desk(make_school())
    answers = (
        who("by", IRWIN),
        on("received_on", date(2026, 11, 23)),
        said("what", "A letter about Reece went to another family."),
    )
    entry, _ = logbooks.enter(desk.session, "data-complaints", answers)
    book = book_of(desk.session, "data-complaints")
    found = entry_clock(desk.session, book, stored_entry(desk.session, entry).content)
    assert found is not None and found.due is not None and found.runs
    assert found.due.by.date() == date(2026, 12, 23)
    texts = [one.text for one in register_items(desk.session)]
    assert "Acknowledge a complaint about personal data" in texts
    met, _ = logbooks.enter(
        desk.session, "data-complaints", (*answers, on("acknowledged_on", date(2026, 11, 23)))
    )
    assert logbook_detail.detail(desk.session, met).clock == StatusLine(
        StatusMeaning.DONE, "Acknowledged Mon 23 Nov 2026. It was due Wed 23 Dec 2026"
    )


def test_the_panel_offers_a_change_and_says_whose_rule_it_is(make_school: MakeSchool) -> None:
    desk = Desk(make_school())
    shown = logbook_detail.detail(desk.session, desk.entry)
    assert shown.lasting and shown.offered == ()
    assert "Data (Use and Access) Act 2025" in shown.clock_source
    assert "data protection officer" in shown.clock_source
    assert shown.title == "Mrs Joan Irwin, Reece Irwin"
