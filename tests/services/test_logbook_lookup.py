"""What the registers say on an incident, as at its day; on a person's page; and what is due, on Today."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.logbooks import EntryAnswer, EntryStepKind
from safeguard_app.domain.moments import between_days, exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.services import incidents, logbook_lists, logbook_lookup, logbooks, people, today
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.logbook_lookup import RecordEntries
from safeguard_app.services.logbooks import EntryStepInput
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from tests.services.conftest import ZONE, MadeSchool, adult, at, log_incident, moment, pupil
from tests.services.logbook_entries import DAWN, breach, case, consent, flag, measure, phone, step


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def seen(session: Session, incident: Reference) -> RecordEntries:
    """What the registers say on a record."""
    return logbook_lookup.of_incident(session, incident, incidents.current(session, incident).content)


def test_consent_is_told_as_it_stood_on_the_day_of_the_incident(session: Session) -> None:
    wren = pupil(session, "Wren Maple", date(2018, 5, 1))
    entry = consent(session, wren, "website")
    step(session, entry, EntryStepKind.GIVEN, date(2026, 9, 10))
    step(session, entry, EntryStepKind.WITHDRAWN, date(2026, 10, 1))
    told = {}
    for day in ("2026-09-09", "2026-09-20", "2026-10-01", "2026-10-05", "2026-09-01"):
        record = log_incident(session, "IMG", (wren, "target"), happened=moment(f"{day} 10:00"))
        (one,) = seen(session, record).on_file
        told[day] = one.words
    assert told["2026-09-09"].startswith("Not decided yet")
    assert told["2026-09-20"].startswith("Given. Ms Dawn Maple, Thu 10 Sep 2026. Which uses")
    assert told["2026-10-01"].startswith("Withdrawn")
    assert "on that very day" in told["2026-10-01"]
    assert told["2026-10-05"].startswith("Withdrawn")
    assert "very day" not in told["2026-10-05"]
    assert told["2026-09-01"] == "Nothing was on file."


def test_a_stretch_is_told_for_its_first_and_last_day(session: Session) -> None:
    wren = pupil(session, "Wren Maple", date(2018, 5, 1))
    entry = consent(session, wren, "website")
    step(session, entry, EntryStepKind.GIVEN, date(2026, 9, 10))
    happened = between_days(date(2026, 9, 8), date(2026, 9, 12), ZONE)
    record = log_incident(session, "IMG", (wren, "target"), happened=happened)
    assert [one.words.partition(".")[0] for one in seen(session, record).on_file] == [
        "Not decided yet",
        "Given",
    ]


def test_nothing_on_file_is_said_of_a_child_and_of_no_adult(session: Session) -> None:
    wren, shona = pupil(session, "Wren Maple", date(2018, 5, 1)), adult(session, "Shona Pike", "Teacher")
    record = log_incident(session, "IMG", (wren, "target"), (shona, "witness"), (DAWN, "reporter"))
    assert [one.words for one in seen(session, record).on_file] == ["Nothing was on file."]
    other = log_incident(session, "CB", (wren, "target"))
    assert seen(session, other).on_file == ()


def test_a_permission_of_an_adult_is_told_where_it_matters(session: Session) -> None:
    shona = adult(session, "Shona Pike", "Teacher")
    logbooks.enter(session, "permissions", phone(session, shona))
    record = log_incident(session, "OFFCH", (shona, "adult_of_concern"))
    (one,) = seen(session, record).on_file
    assert one.words.startswith("Not decided yet. For what: Using their own telephone")


def test_entries_that_name_a_record_or_a_person_are_listed_for_who_may_read_them(
    made_school: MadeSchool, session: Session
) -> None:
    shona = adult(session, "Shona Pike", "Teacher")
    assert shona.reference is not None
    apart = log_incident(session, "SPC", (shona, "adult_of_concern"))
    daily = log_incident(session, "CB", (DAWN, "target"))
    entry = flag(session, case(session, apart))
    assert [one.entry for one in seen(session, apart).entries] == [entry]
    assert seen(session, daily).entries == ()
    assert "staff-measures" in dict(seen(session, apart).may_name)
    assert "staff-measures" not in dict(seen(session, daily).may_name)
    measure(session, shona)
    logbooks.enter(session, "permissions", phone(session, shona))
    assert {one.register for one in logbook_lookup.of_person(session, shona.reference)} == {
        "Permissions",
        "Measures about adults who work here",
    }
    deputy = made_school.sign_in("deputy")
    assert [one.register for one in logbook_lookup.of_person(deputy, shona.reference)] == ["Permissions"]
    assert not any(part.id is Compartment.ADULTS for part in deputy.vault)


def test_an_entry_about_a_record_in_error_is_gone(session: Session) -> None:
    daily = log_incident(session, "CB", (DAWN, "target"))
    entry = flag(session, case(session, daily))
    logbooks.enter_in_error(session, entry, "Twice", version=1)
    assert seen(session, daily).entries == ()


def due(session: Session) -> list[tuple[str, str, StatusMeaning]]:
    """What the registers have on Today: register, text and meaning."""
    day = today.today(session)
    items = (*day.before_home, *day.coming)
    return [(one.category, one.text, one.meaning) for one in items if one.source is DueSource.REGISTER]


def test_what_is_due_is_one_line_for_each_register_and_names_nobody(session: Session) -> None:
    for name in ("Wren Maple", "Kit Sorrel", "Ash Linnet"):
        entry = consent(session, pupil(session, name, date(2018, 5, 1)), "website", asked=date(2025, 9, 8))
        step(session, entry, EntryStepKind.GIVEN, date(2025, 9, 8))
    assert due(session) == [("Photograph consent", "Ask for consent again: 3 entries", StatusMeaning.LATE)]
    breach(session)
    texts = due(session)
    assert [one[0] for one in texts] == ["Photograph consent", "Personal data breaches"]
    assert texts[1][2] is StatusMeaning.DUE
    assert "Confirm with your data protection officer." in texts[1][1]
    assert not any("Maple" in one[1] for one in texts)


def test_a_newer_entry_about_the_same_ends_the_review_of_the_older(session: Session) -> None:
    wren = pupil(session, "Wren Maple", date(2018, 5, 1))
    for asked in (date(2025, 9, 8), date(2026, 9, 7)):
        entry = consent(session, wren, "website", asked=asked)
        step(session, entry, EntryStepKind.GIVEN, asked)
    assert due(session) == []


def test_the_same_child_in_another_class_by_now_is_the_same(session: Session) -> None:
    wren = pupil(session, "Wren Maple", date(2018, 5, 1))
    for asked, described in ((date(2025, 9, 8), "Pupil, Year 2"), (date(2026, 9, 7), "Pupil, Year 3")):
        entry = consent(session, replace(wren, description=described), "website", asked=asked)
        step(session, entry, EntryStepKind.GIVEN, asked)
    assert due(session) == []


def test_a_long_register_reads_everybody_at_once_and_says_the_same(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    wren, kit = (pupil(session, name, date(2018, 5, 1)) for name in ("Wren Maple", "Kit Sorrel"))
    for child in (wren, kit):
        consent(session, child, "website")
    one_by_one = logbook_lists.logbook_page(session, "photo-consent")
    monkeypatch.setattr(logbook_lists, "_MANY", 1)
    session.refresh()
    assert logbook_lists.logbook_page(session, "photo-consent") == one_by_one
    assert wren.reference is not None
    stored = people.stored_person(session, wren.reference)
    renamed = replace(stored.content, name="Wren Rowan")
    people.correct(session, wren.reference, renamed, "New name", replacing=stored.number)
    names = [row.name for row in logbook_lists.logbook_page(session, "photo-consent").rows]
    assert any("Wren Rowan" in name for name in names), "once somebody was corrected, all are read again"


def test_nothing_is_asked_about_a_child_who_has_left_and_again_once_they_are_back(session: Session) -> None:
    wren = pupil(session, "Wren Maple", date(2018, 5, 1))
    entry = consent(session, wren, "website", asked=date(2025, 9, 8))
    step(session, entry, EntryStepKind.GIVEN, date(2025, 9, 8))
    assert len(due(session)) == 1
    assert wren.reference is not None
    stored = people.stored_person(session, wren.reference)
    gone = replace(stored.content, on_roll=(Period(date(2025, 9, 1), date(2026, 7, 20)),))
    people.correct(session, wren.reference, gone, "Moved away", replacing=stored.number)
    assert due(session) == []
    people.correct(session, wren.reference, stored.content, "Came back", replacing=stored.number + 1)
    assert len(due(session)) == 1


def test_a_register_that_was_begun_asks_for_its_next_entry(made_school: MadeSchool, session: Session) -> None:
    assert due(session) == []
    answers = (
        EntryAnswer("account", ("All",)),
        EntryAnswer("done_on", day=date(2026, 9, 11)),
        EntryAnswer("by", people=(DAWN,)),
        EntryAnswer("findings", ("Nothing to see to.",)),
    )
    logbooks.enter(session, "account-monitoring", answers)
    assert due(session) == [("Monitoring of accounts", "Look at the school’s accounts", StatusMeaning.LATE)]
    made_school.clock.set("2026-10-11 09:00")
    assert due(session) == [("Monitoring of accounts", "Look at the school’s accounts", StatusMeaning.DUE)]


def test_a_breach_in_a_part_not_open_is_on_nobody_elses_today(
    made_school: MadeSchool, session: Session
) -> None:
    shona = adult(session, "Shona Pike", "Teacher")
    breach(session, case(session, log_incident(session, "SPC", (shona, "adult_of_concern"))))
    assert len(due(session)) == 1
    assert due(made_school.sign_in("deputy")) == []


def test_nobody_words_only_is_looked_up(session: Session) -> None:
    record = log_incident(session, "IMG", (PersonRef(None, "A child in Year 4"), "target"))
    assert seen(session, record).on_file == ()
    decided = EntryStepInput(EntryStepKind.GIVEN, date(2026, 9, 10), DAWN)
    wren = pupil(session, "Wren Maple", date(2018, 5, 1))
    answers = (
        EntryAnswer("child", people=(wren,)),
        EntryAnswer("uses", ("print",)),
        EntryAnswer("asked_on", day=date(2026, 9, 7)),
    )
    logbooks.enter(session, "photo-consent", answers, decided)
    unknown_time = log_incident(session, "IMG", (wren, "target"), happened=exactly(at("2026-09-11 08:00")))
    assert seen(session, unknown_time).on_file[0].words.startswith("Given")
