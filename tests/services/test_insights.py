"""Insights: the same records by one thing after another, each number with its list, and only what a key opens."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.entries import Decision, DecisionKind, Note, NoteKind, Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import about, on_day
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.domain.responses import RungKind
from safeguard_app.domain.school import DaysKind, SchoolDays
from safeguard_app.services import entries, incident_correction, incidents, insights, responses
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter, rows
from safeguard_app.services.insight_records import gather, raised_on
from safeguard_app.services.session import Session
from tests.services.conftest import ZONE, MadeSchool, adult, at, log_incident, moment, pupil
from tests.services.test_responses import TERMS, step

EVERYTHING = Period(None, date(2026, 10, 12))


def counted(session: Session, key: str, period: Period = EVERYTHING) -> dict[str, tuple[int, ...]]:
    """The numbers of a topic by label; labels that count nothing are left out."""
    view = insights.insight(session, key, period)
    found = {row.label: tuple(cell.number for cell in row.cells) for row in view.rows}
    return {label: numbers for label, numbers in found.items() if any(numbers)}


@pytest.fixture
def log(made_school: MadeSchool) -> Session:
    """Last year a record of trolling; this year two of cyberbullying, one of them about an adult's part, one closed."""
    made_school.clock.set("2026-03-10 09:00")
    session = made_school.sign_in()
    wren = pupil(session, "Wren Marlow", date(2015, 1, 1), "Year 6")
    tam = pupil(session, "Tam Marlow", date(2017, 1, 1), "Year 10")
    log_incident(session, "TR", (wren, "target"), platform="tiktok")
    made_school.clock.set("2026-10-05 15:45")
    log_incident(session, "CB", (wren, "target"), (tam, "alleged"), platform="tiktok")
    made_school.clock.set("2026-10-06 23:10")
    log_incident(session, "UA", (tam, "child_of_concern"), (wren, "witness"), platform="Our own chat")
    staff = adult(session, "Joel Merrin", "Coach")
    log_incident(session, "SPC", (staff, "adult_of_concern"))
    made_school.clock.set("2026-10-12 09:00")
    return session


def _record(session: Session, place: int) -> Reference:
    return gather(session, EVERYTHING).records[place].reference


def test_kinds_stand_beside_each_other_year_by_year(log: Session) -> None:
    view = insights.insight(log, "kind", EVERYTHING)
    assert view.series == ("2025 to 2026", "2026 to 2027")
    assert counted(log, "kind") == {
        "Trolling": (1, 0),
        "Cyberbullying": (0, 1),
        "Account under the minimum age": (0, 1),
        "Staff-pupil contact": (0, 1),
    }
    assert view.alternative.startswith("Bar chart. Records by kind of concern.")
    assert "Cyberbullying: 2025 to 2026 0, 2026 to 2027 1" in view.alternative


def test_every_number_opens_its_list_and_no_other(log: Session) -> None:
    for key, _ in insights.topic_names():
        view = insights.insight(log, key, EVERYTHING)
        for row in view.rows:
            for cell in row.cells:
                if key == insights.DECLARATIONS:
                    continue
                wanted = IncidentFilter(StateFilter.ALL, records=frozenset(cell.records), counted=cell.spoken)
                assert {one.reference for one in rows(log, wanted)} == set(cell.records), (key, row.label)
                assert len(cell.records) == cell.number, (key, row.label)


def test_a_part_that_a_key_does_not_open_leaves_no_trace(made_school: MadeSchool, log: Session) -> None:
    assert "Staff-pupil contact" in counted(log, "kind")
    deputy = made_school.sign_in("deputy")
    for key, _ in insights.topic_names():
        assert "Staff-pupil" not in repr(insights.insight(deputy, key, EVERYTHING)), key
    assert insights.insight(deputy, "kind", EVERYTHING).counted.startswith("3 records came to attention")


def test_platforms_year_groups_and_areas(log: Session) -> None:
    assert counted(log, "platform") == {"TikTok": (1, 1), "Not noted": (0, 1), "Our own chat": (0, 1)}
    assert counted(log, "year_group") == {
        "Year 6": (1, 1),
        "Year 10": (0, 2),
        "No pupil of the register": (0, 1),
    }
    labels = [row.label for row in insights.insight(log, "year_group", EVERYTHING).rows]
    assert labels[:2] == ["Year 6", "Year 10"], "in the order of a school, a witness not counted"
    assert counted(log, "area") == {"Contact": (0, 2), "Conduct": (1, 1)}


def test_what_was_noted_on_the_record_goes_before_what_its_kind_says(log: Session) -> None:
    record = _record(log, 1)
    form = incident_correction.form_of(record, incidents.current(log, record).content)
    noted = replace(form, online_risks=("commerce",), protected_characteristics=("race", "sex"))
    incident_correction.correct_from_form(log, record, noted, "Noted at triage.", replacing=1)
    assert counted(log, "area") == {"Contact": (0, 2), "Conduct": (1, 0), "Commerce": (0, 1)}
    found = counted(log, "characteristic")
    assert found["Race"] == (0, 1) and found["Sex"] == (0, 1) and found["Not noted"] == (1, 2)


def test_time_of_day_and_weekday_by_when_it_happened(log: Session) -> None:
    vague = on_day(date(2026, 10, 7), ZONE)
    them = (PersonRef(None, "Somebody", ""), "target")
    log_incident(log, "CB", them, happened=vague, told=moment("2026-10-08 09:00"))
    log_incident(log, "CB", them, happened=about(at("2026-10-08 23:30")), told=moment("2026-10-09 09:00"))
    assert counted(log, "time") == {
        "Morning, 8:30 to 12:00": (1, 0),
        "After school, 15:30 to 18:00": (0, 1),
        "Night, 22:00 to 5:00": (0, 3),
        "Time not known": (0, 1),
    }
    assert counted(log, "weekday")["Wednesday"] == (0, 1)


def test_terms_are_the_schools_own(log: Session) -> None:
    assert counted(log, "term") == {"Spring 2026": (1,), "Autumn 2026": (3,)}
    view = insights.insight(log, "term", EVERYTHING)
    assert "No term dates are entered" in view.note
    session_school = replace(
        log.school,
        days=(SchoolDays(DaysKind.TERM, "Michaelmas term", date(2026, 9, 2), date(2026, 12, 18)),),
    )
    log._school = session_school
    assert counted(log, "term") == {"Spring 2026": (1,), "Michaelmas term 2026": (3,)}
    assert counted(log, "year") == {"2025 to 2026": (1,), "2026 to 2027": (3,)}


def test_a_scottish_year_begins_in_august(log: Session) -> None:
    log._school = replace(log.school, nation=Nation.SCOTLAND)
    log._words.clear()
    assert "August" in insights.insight(log, "term", EVERYTHING).note


def test_referrals_stand_by_what_came_of_them(log: Session) -> None:
    record = _record(log, 1)
    for agency, taken in (("front_door", StepTaken.PHONED), ("police", StepTaken.PHONED)):
        entries.add_step(log, record, ReferralStep("", agency, taken, moment("2026-10-06 09:00")))
    assert counted(log, "referrals") == {
        "Children’s social care front door (MASH)": (0, 0, 1, 0),
        "Police": (0, 0, 1, 0),
    }


def test_time_to_the_first_action(log: Session) -> None:
    first, second = _record(log, 0), _record(log, 1)
    assert counted(log, "first_action") == {"Nothing yet": (1, 3)}
    held = Telling(
        Whom.PARENT,
        "Ms Marlow",
        TellingState.HELD,
        moment("2026-10-05 16:00"),
        advised_by="PC Hale",
        ground="police",
        until=date(2026, 10, 20),
    )
    entries.add_telling(log, second, held)
    assert counted(log, "first_action") == {"Nothing yet": (1, 3)}, "to hold is no act"
    entries.add_note(log, second, Note(NoteKind.CALL, moment("2026-10-06 10:00"), "Rang."))
    late = Decision(DecisionKind.MONITOR, "Watch", "Because.", "Miss Jo Abbey", moment("2026-10-12 08:00"))
    entries.add_decision(log, first, late)
    assert counted(log, "first_action") == {"The next day": (0, 1), "Later": (1, 0), "Nothing yet": (0, 2)}
    entries.add_note(log, second, Note(NoteKind.CALL, moment("2026-10-05 17:00"), "Rang before."))
    assert counted(log, "first_action")["The same day"] == (0, 1)


def test_time_limits_stand_as_today_counts_them(log: Session) -> None:
    found = insights.insight(log, "limits", EVERYTHING)
    assert found.series == ("Met", "Runs", "Late", "Held, waits or need not be", "Not met when closed")
    late = sum(row.cells[2].number for row in found.rows)
    assert late > 0
    told = Telling(Whom.HEAD, "Mrs Denning", TellingState.TOLD, moment("2026-10-05 16:00"))
    entries.add_telling(log, _record(log, 1), told)
    after = insights.insight(log, "limits", EVERYTHING)
    assert sum(row.cells[2].number for row in after.rows) < late


def test_accounts_and_attempts_stand_even_where_there_are_none(log: Session) -> None:
    view = insights.insight(log, "accounts", EVERYTHING)
    found = [(row.label, [cell.number for cell in row.cells]) for row in view.rows]
    assert found == [
        ("Account under the minimum age", [0, 1]),
        ("Pupil’s attempt to contact an adult", [0, 0]),
    ]


def test_bans_in_force_open_their_records(log: Session) -> None:
    record = _record(log, 0)
    responses.add_step(log, record, step("ban", RungKind.BAN, "2026-09-17 11:00", ban=TERMS))
    assert counted(log, "bans") == {"In force, provisional": (1,)}
    (row,) = [one for one in insights.insight(log, "bans", EVERYTHING).rows if one.cells[0].number]
    assert row.cells[0].records == (record,)


def test_other_days_hold_other_records(log: Session) -> None:
    only = Period(date(2026, 10, 6), date(2026, 10, 6))
    assert sum(map(sum, counted(log, "kind", only).values())) == 2
    assert counted(log, "kind", Period(date(2026, 10, 7), date(2026, 10, 7))) == {}
    assert insights.insight(log, "kind", Period(date(2026, 10, 7), date(2026, 10, 7))).rows == ()
    both, this, before, everything = insights.periods(log)
    assert both[0].start == date(2025, 9, 1) and this[0].start == date(2026, 9, 1)
    assert everything[0].start is None and before[0].end == date(2026, 8, 31)


def test_over_more_than_three_years_there_is_one_number(log: Session) -> None:
    view = insights.insight(log, "kind", Period(date(2020, 9, 1), date(2026, 10, 12)))
    assert view.series == ("All of these days",)


def test_a_record_entered_in_error_counts_nowhere(log: Session) -> None:
    incidents.enter_in_error(log, _record(log, 0), "Twice.")
    assert "Trolling" not in counted(log, "kind")


def test_a_day_that_is_not_known_is_the_day_of_entry(log: Session) -> None:
    line = gather(log, EVERYTHING).records[0].line
    unknown = replace(line, attention=replace(line.attention, start=None))
    assert raised_on(log, unknown) == date(2026, 3, 10)


def test_no_such_topic(log: Session) -> None:
    with pytest.raises(KeyError):
        insights.insight(log, "nothing", EVERYTHING)


def test_names_typed_in_words_only_are_in_no_picture(log: Session) -> None:
    log_incident(log, "CB", (PersonRef(None, "Xenia Quillfeather"), "target"))
    for key, _ in insights.topic_names():
        view = insights.insight(log, key, EVERYTHING)
        assert b"Quillfeather" not in insights.picture(view, 500, 13)
