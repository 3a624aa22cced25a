"""Registers of the school: entering, deciding, changing, correcting, ending; each as at a day, where it belongs."""

from datetime import date

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.logbooks import DatedPerson, EntryAnswer, EntryStepKind
from safeguard_app.domain.people import AdultType, OfficeKind, PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.services import incidents, logbooks, people, school, search
from safeguard_app.services.logbook_detail import detail, form_of
from safeguard_app.services.logbook_facts import NotKept, stored_entry
from safeguard_app.services.logbook_lists import logbook_page, overview
from safeguard_app.services.logbooks import EntryStepInput
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.services.wrong_person import is_kept_about
from safeguard_app.vault import index_check, refiling
from safeguard_app.vault.problems import StaleVersion
from tests.services.conftest import MadeSchool, adult, log_incident, pupil
from tests.services.logbook_entries import (
    DAWN,
    breach,
    case,
    consent,
    flag,
    measure,
    on,
    phone,
    said,
    standing,
    step,
    who,
)

HEAD = PersonRef(None, "Mrs Carol Denning", "Headteacher")


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def test_a_consent_stands_as_it_stood_on_each_day(session: Session) -> None:
    child = pupil(session, "Wren Maple", date(2018, 5, 1))
    entry = consent(session, child, "website", "print")
    step(session, entry, EntryStepKind.GIVEN, date(2026, 9, 10))
    step(session, entry, EntryStepKind.WITHDRAWN, date(2026, 10, 5))
    assert standing(session, "photo-consent", date(2026, 9, 6)) == []
    assert standing(session, "photo-consent", date(2026, 9, 9)) == ["Not decided yet"]
    assert standing(session, "photo-consent", date(2026, 9, 10)) == ["Given"]
    assert standing(session, "photo-consent", date(2026, 10, 4)) == ["Given"]
    assert standing(session, "photo-consent", date(2026, 10, 5)) == ["Withdrawn"]
    assert standing(session, "photo-consent") == ["Withdrawn"]


def test_a_change_leaves_what_held_before_and_a_correction_does_not(session: Session) -> None:
    child = pupil(session, "Wren Maple", date(2018, 5, 1))
    entry = consent(session, child, "website", "print")
    step(session, entry, EntryStepKind.GIVEN, date(2026, 9, 10))
    form, version = form_of(session, entry)
    fewer = tuple(said("uses", "print") if one.field == "uses" else one for one in form.answers)
    logbooks.change(session, entry, fewer, date(2026, 10, 1), "Not on the website any more", version=version)
    assert "website" in logbook_page(session, "photo-consent", date(2026, 9, 30)).rows[0].sought
    assert "website" not in logbook_page(session, "photo-consent", date(2026, 10, 1)).rows[0].sought
    form, version = form_of(session, entry)
    other = tuple(said("uses", "video") if one.field == "uses" else one for one in form.answers)
    logbooks.correct(session, entry, other, "It said film", version=version)
    assert "video" in logbook_page(session, "photo-consent", date(2026, 10, 1)).rows[0].sought
    assert "website" in logbook_page(session, "photo-consent", date(2026, 9, 30)).rows[0].sought
    shown = detail(session, entry)
    assert shown.version == 4
    assert [one.until for one in shown.before] == ["Until Wed 30 Sep 2026"]
    earlier = detail(session, entry, date(2026, 9, 30))
    assert earlier.as_at == "As it stood on Wed 30 Sep 2026"
    assert "website" in dict(earlier.facts)["Which uses it is about"]
    assert len(earlier.steps) == 1
    before_that = detail(session, entry, date(2026, 9, 9))
    assert (before_that.status.words, before_that.steps) == ("Not decided yet", ())


def test_as_known_then_leaves_out_what_was_entered_since(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-10-01 09:00")
    session = made_school.sign_in()
    child = pupil(session, "Wren Maple", date(2018, 5, 1))
    entry = consent(session, child, "website")
    made_school.clock.set("2026-10-12 09:00")
    step(session, entry, EntryStepKind.GIVEN, date(2026, 9, 10))
    assert standing(session, "photo-consent", date(2026, 10, 2)) == ["Given"]
    assert standing(session, "photo-consent", date(2026, 10, 2), then=True) == ["Not decided yet"]
    assert standing(session, "photo-consent", date(2026, 9, 30), then=True) == []


def test_an_end_is_the_last_day_it_holds(session: Session) -> None:
    child = pupil(session, "Wren Maple", date(2018, 5, 1))
    answers = (
        who("pupil", child),
        said("what", "supervised"),
        said("why", "Went round the filter."),
        who("decided_by", HEAD),
        on("from", date(2026, 9, 14)),
        on("until", date(2026, 9, 25)),
    )
    entry, _ = logbooks.enter(session, "sanctions", answers)
    assert standing(session, "sanctions", date(2026, 9, 25)) == ["In force"]
    assert standing(session, "sanctions", date(2026, 9, 26)) == ["Ended"]
    step(session, entry, EntryStepKind.ENDED, date(2026, 9, 21))
    assert standing(session, "sanctions", date(2026, 9, 20)) == ["In force"]
    assert standing(session, "sanctions", date(2026, 9, 21)) == ["Ended"]


def test_nobody_decides_their_own_and_the_heads_own_goes_to_the_chair(session: Session) -> None:
    shona = adult(session, "Shona Pike", "Midday supervisor")
    entry, _ = logbooks.enter(session, "permissions", phone(session, shona))
    with pytest.raises(RuleViolation) as refused:
        step(session, entry, EntryStepKind.GIVEN, date(2026, 10, 2), shona, capacity=OfficeKind.HEADTEACHER)
    assert "themselves" in refused.value.fields["by"]
    with pytest.raises(RuleViolation) as refused:
        step(session, entry, EntryStepKind.GIVEN, date(2026, 10, 2), HEAD)
    assert "Headteacher" in refused.value.fields["by"]
    step(session, entry, EntryStepKind.GIVEN, date(2026, 10, 2), HEAD, capacity=OfficeKind.HEADTEACHER)
    carol = adult(session, "Mrs Carol Denning", "Headteacher")
    own, _ = logbooks.enter(session, "permissions", phone(session, carol))
    with pytest.raises(RuleViolation) as refused:
        step(session, own, EntryStepKind.GIVEN, date(2026, 10, 2), DAWN, capacity=OfficeKind.HEADTEACHER)
    assert "Chair" in refused.value.fields["by"]
    step(session, own, EntryStepKind.GIVEN, date(2026, 10, 2), DAWN, capacity=OfficeKind.CHAIR)


def test_whoever_is_signed_in_enters_no_decision_about_themself(session: Session) -> None:
    own, _ = logbooks.enter(session, "permissions", phone(session, adult(session, "Miss Jo Abbey", "DSL")))
    with pytest.raises(RuleViolation) as refused:
        step(session, own, EntryStepKind.GIVEN, date(2026, 10, 2), HEAD, capacity=OfficeKind.HEADTEACHER)
    assert refused.value.fields == {"by": logbooks.OWN_DECISION}


def test_an_account_opened_before_it_was_agreed_says_so(session: Session) -> None:
    shona = adult(session, "Shona Pike", "Teacher")
    answers = (
        said("account", "instagram", "baylis_lane"),
        said("purpose", "News for parents."),
        who("owner", shona),
        on("asked_on", date(2026, 9, 7)),
        on("opened_on", date(2026, 9, 8)),
        EntryAnswer("users", users=(DatedPerson(shona, Period(date(2026, 9, 8))),)),
    )
    agreed = EntryStepInput(EntryStepKind.GIVEN, date(2026, 9, 9), HEAD, OfficeKind.HEADTEACHER)
    entry, _ = logbooks.enter(session, "official-accounts", answers, agreed)
    shown = detail(session, entry)
    assert shown.warning == "The account was opened before it was agreed."
    assert ("Account or site", "Instagram, baylis_lane") in shown.facts
    assert ("Who may use it", "Shona Pike, from Tue 8 Sep 2026") in shown.facts
    assert logbook_page(session, "official-accounts").rows[0].status.words == "Agreed"


def test_what_is_missing_and_what_lies_ahead_is_said_by_field(session: Session) -> None:
    with pytest.raises(RuleViolation) as refused:
        logbooks.enter(
            session, "photo-consent", (on("asked_on", date(2026, 10, 13)), said("uses", "no_such"))
        )
    assert set(refused.value.fields) == {"child", "uses", "asked_on"}
    child = pupil(session, "Wren Maple", date(2018, 5, 1))
    answers = (who("child", child), said("uses", "print"), on("asked_on", date(2026, 10, 1)))
    with pytest.raises(RuleViolation) as refused:
        logbooks.enter(session, "photo-consent", (*answers, on("until", date(2026, 9, 1))))
    assert set(refused.value.fields) == {"until"}
    with pytest.raises(RuleViolation) as refused:
        logbooks.enter(session, "photo-consent", answers, EntryStepInput(EntryStepKind.GIVEN, None, DAWN))
    assert set(refused.value.fields) == {"decision_on"}
    with pytest.raises(RuleViolation) as refused:
        logbooks.enter(session, "photo-consent", (*answers, said("no_such_field", "x")))
    assert set(refused.value.fields) == {"no_such_field"}
    assert overview(session).rows[2].entries == 0


def test_a_sanction_is_of_a_pupil(session: Session) -> None:
    with pytest.raises(RuleViolation) as refused:
        logbooks.enter(session, "sanctions", (who("pupil", adult(session, "Shona Pike", "Teacher")),))
    assert "something else" in refused.value.fields["pupil"]


def test_two_at_once_and_a_register_that_is_not_kept(session: Session) -> None:
    entry = consent(session, pupil(session, "Wren Maple", date(2018, 5, 1)), "website")
    step(session, entry, EntryStepKind.GIVEN, date(2026, 9, 10))
    with pytest.raises(StaleVersion):
        logbooks.enter_in_error(session, entry, "Twice", version=1)
    with pytest.raises(NotKept):
        logbooks.enter(session, "training", ())
    with pytest.raises(NotKept):
        logbooks.enter(session, "no-such-register", ())


def test_an_entry_in_error_is_gone_from_lists_search_and_people(session: Session) -> None:
    child = pupil(session, "Wren Maple", date(2018, 5, 1))
    entry = consent(session, child, "website")
    assert child.reference is not None
    assert [one[0] for one in people.naming(session, child.reference)] == [entry]
    found = search.search(session, "Wren Maple")
    assert ("Wren Maple", "Photograph consent") in {(row.title, row.second) for row in found.rows}
    logbooks.enter_in_error(session, entry, "Entered twice", version=1)
    assert logbook_page(session, "photo-consent").rows == ()
    assert people.naming(session, child.reference) == []
    assert len(search.search(session, "Wren Maple").rows) == 1


def test_lists_are_what_the_versions_say(session: Session) -> None:
    entry = consent(session, pupil(session, "Wren Maple", date(2018, 5, 1)), "website")
    step(session, entry, EntryStepKind.GIVEN, date(2026, 9, 10))
    daily = session.vault.daily
    assert index_check.differing(daily.connection, daily.id) == []
    daily.connection.execute("UPDATE summary SET state = 'prevention' WHERE record = ?", (entry.id,))
    assert index_check.differing(daily.connection, daily.id) == [entry.id]


def test_a_breach_runs_for_72_hours_unless_nobody_is_at_risk(
    made_school: MadeSchool, session: Session
) -> None:
    entry = breach(session)
    shown = detail(session, entry)
    assert shown.clock is not None
    assert (shown.clock.meaning, shown.clock.words) == (StatusMeaning.DUE, "Due Mon 12 Oct 2026, 15:00")
    assert "data protection officer" in shown.clock_source
    made_school.clock.set("2026-10-12 15:01")
    late = detail(session, entry).clock
    assert late is not None
    assert late.meaning is StatusMeaning.LATE
    for met in (said("ico", "told"), said("risk", "no_risk")):
        clock = detail(session, breach(session, met)).clock
        assert clock is not None
        assert clock.meaning is StatusMeaning.DONE
    other = detail(session, breach(session, said("risk", "high"))).clock
    assert other is not None
    assert other.meaning is StatusMeaning.LATE


def test_an_entry_stands_where_its_incident_stands(made_school: MadeSchool, session: Session) -> None:
    shona = adult(session, "Shona Pike", "Teacher")
    apart = log_incident(session, "SPC", (shona, "adult_of_concern"))
    daily = log_incident(session, "CB", (DAWN, "target"))
    assert apart.compartment is Compartment.ADULTS
    entry = flag(session, case(session, apart))
    assert entry.compartment is Compartment.ADULTS
    assert flag(session, case(session, daily)).compartment is Compartment.DAILY
    assert len(logbook_page(session, "policy-review").rows) == 2
    with pytest.raises(RuleViolation) as refused:
        form, version = form_of(session, entry)
        others = tuple(one for one in form.answers if one.field != "case")
        logbooks.correct(session, entry, (*others, case(session, daily)), "Another", version=version)
    assert refused.value.fields == {"case": logbooks.ANOTHER_PART}
    typed = case(session, apart)
    deputy = made_school.sign_in("deputy")
    assert [row.entries for row in overview(deputy).rows if row.logbook == "policy-review"] == [1]
    assert len(logbook_page(deputy, "policy-review").rows) == 1
    assert not any("adults who work here" in row.title for row in overview(deputy).rows)
    with pytest.raises(RuleViolation) as refused:
        flag(deputy, typed)
    assert "that you can open" in refused.value.fields["case"]
    with pytest.raises(NotKept):
        logbooks.enter(deputy, "staff-measures", ())


def test_an_entry_moves_with_the_incident_it_names(session: Session) -> None:
    daily = log_incident(session, "CB", (DAWN, "target"))
    entry = flag(session, case(session, daily))
    source, target = session.vault.daily, session.vault.compartment(Compartment.ADULTS)
    refiling.refile(source, target, daily.id, session.user.id, session.now(), "About an adult")
    (row,) = logbook_page(session, "policy-review").rows
    assert row.reference == Reference(Compartment.ADULTS, entry.id)
    assert source.get(entry.id) is None
    for part in (source, target):
        assert index_check.differing(part.connection, part.id) == []
    assert detail(session, row.reference).case == Reference(Compartment.ADULTS, daily.id)


def test_an_entry_begun_before_its_incident_was_filed_elsewhere_stands_with_it(
    made_school: MadeSchool, session: Session
) -> None:
    """Nothing in the daily log tells of it; an entry that moved along can be corrected where it is."""
    daily = log_incident(session, "CB", (DAWN, "target"))
    moved_along = flag(session, case(session, daily))
    begun = EntryAnswer("case", case=daily)
    incidents.refile(session, daily, Compartment.ADULTS, "About an adult.")
    entry = flag(session, begun)
    assert entry.compartment is Compartment.ADULTS
    form, version = form_of(session, Reference(Compartment.ADULTS, moved_along.id))
    others = tuple(said("because", "Another.") if one.field == "because" else one for one in form.answers)
    logbooks.correct(
        session, Reference(Compartment.ADULTS, moved_along.id), others, "Wrong words", version=version
    )
    deputy = made_school.sign_in("deputy")
    with pytest.raises(RuleViolation) as refused:
        flag(deputy, begun)
    assert "that you can open" in refused.value.fields["case"]
    assert logbook_page(deputy, "policy-review").rows == ()


def test_a_measure_about_an_adult_stands_where_their_key_does_not_reach(
    made_school: MadeSchool, session: Session
) -> None:
    assert measure(session, adult(session, "Shona Pike", "Teacher")).compartment is Compartment.ADULTS
    carol = adult(session, "Mrs Carol Denning", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER)
    assert measure(session, carol).compartment is Compartment.NOT_HEAD
    with pytest.raises(RuleViolation) as refused:
        measure(session, adult(session, "Miss Jo Abbey", "Teacher"))
    assert refused.value.fields == {"adult": logbooks.NOT_YOUR_KEY}
    head = made_school.sign_in("head")
    assert [row.name for row in logbook_page(head, "staff-measures").rows] == [
        "Shona Pike, Advice or training"
    ]
    deputy = made_school.sign_in("deputy")
    found = search.search(deputy, "playground")
    assert found.rows == ()


def test_each_write_is_one_event_with_its_reason(session: Session) -> None:
    daily = session.vault.daily
    child = pupil(session, "Wren Maple", date(2018, 5, 1))
    before = daily.head.number
    entry = consent(session, child, "website")
    step(session, entry, EntryStepKind.GIVEN, date(2026, 9, 10))
    form, version = form_of(session, entry)
    logbooks.correct(session, entry, form.answers, "Looked again", version=version)
    assert daily.head.number == before + 3
    from safeguard_app.vault import reading

    kinds = [one.event.kind for one in reading.events_of(daily.connection, entry.id)]
    assert kinds == [EventKind.LOGBOOK_ENTERED, EventKind.LOGBOOK_STEP, EventKind.ENTRY_CORRECTED]
    assert stored_entry(session, entry).reason == "Looked again"


def test_an_incident_with_entries_prints_and_opens_as_before(session: Session) -> None:
    from safeguard_app.services import incident_pages, paper
    from safeguard_app.services.paper_views import IncidentPaper

    daily = log_incident(session, "CB", (DAWN, "target"))
    flag(session, case(session, daily))
    incident_pages.open_record(session, daily)
    assert paper.preview(session, IncidentPaper(daily)).pages
    assert not is_kept_about(session, daily, DAWN)


def test_what_is_due_is_counted_and_about_nobody_who_left(session: Session) -> None:
    entry = consent(
        session, pupil(session, "Wren Maple", date(2018, 5, 1)), "website", asked=date(2025, 9, 8)
    )
    step(session, entry, EntryStepKind.GIVEN, date(2025, 9, 8))
    row = next(row for row in overview(session).rows if row.logbook == "photo-consent")
    assert (row.status.meaning, row.status.words) == (StatusMeaning.LATE, "1 overdue")
    step(session, entry, EntryStepKind.REVIEWED, date(2026, 10, 1))
    row = next(row for row in overview(session).rows if row.logbook == "photo-consent")
    assert row.status.words == ""
    assert school.titles(session).head == "Headteacher"


def test_an_entry_kept_apart_names_no_case_of_another_part_and_stays_when_its_own_is_left_out(
    session: Session,
) -> None:
    shona = adult(session, "Shona Pike", "Teacher")
    daily = log_incident(session, "CB", (DAWN, "target"))
    apart = log_incident(session, "SPC", (shona, "adult_of_concern"))
    held = measure(session, shona)
    form, version = form_of(session, held)
    with pytest.raises(RuleViolation) as refused:
        logbooks.correct(session, held, (*form.answers, case(session, daily)), "Its case", version=version)
    assert refused.value.fields == {"case": logbooks.ANOTHER_PART}
    entry = flag(session, case(session, apart))
    form, version = form_of(session, entry)
    others = tuple(one for one in form.answers if one.field != "case")
    logbooks.correct(session, entry, others, "Not about this case", version=version)
    assert stored_entry(session, entry).reference.compartment is Compartment.ADULTS
