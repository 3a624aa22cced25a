"""The pattern radar on a log: what is found, who learns of it, and putting it aside."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.entries import Decision, DecisionKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.moments import exactly, not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import entries, incidents, patterns
from safeguard_app.services.patterns import PatternView, Radar
from safeguard_app.services.session import Session
from safeguard_app.vault import reading, verifying
from tests.services.conftest import MadeSchool, adult, log_incident, pupil

LOW = Decision(DecisionKind.LOW_LEVEL_CONCERN, "Below.", "Nothing hidden.", "Mrs Carol Denning", not_known())


def _low(session: Session, who: PersonRef) -> Reference:
    record = log_incident(session, "SPC", (who, "adult_of_concern"))
    entries.add_decision(session, record, replace(LOW, at=exactly(session.now())))
    return record


def _only(radar: Radar, rule: str) -> PatternView:
    (found,) = [one for one in radar.open if one.finding.rule == rule]
    return found


def _three_low(school: MadeSchool) -> tuple[Session, PersonRef, list[Reference]]:
    session = school.sign_in()
    who = adult(session, "Shona Pike", "Midday supervisor")
    records = []
    for at in ("10 08:00", "17 12:00", "24 16:00"):
        school.clock.set(f"2026-09-{at}")
        records.append(_low(session, who))
    return session, who, records


def test_three_low_level_concerns_about_one_adult(made_school: MadeSchool) -> None:
    session, _, records = _three_low(made_school)
    found = _only(patterns.radar(session), "low-level-adult")
    assert found.sentence == (
        "3 concerns below the harm threshold name the same adult in one term: Shona Pike."
    )
    assert found.rule == "3 or more within one term, or 112 days where the calendar has none."
    assert [one.reference for one in found.records] == records[::-1], "the newest first"
    assert "threshold" in found.why and "KCSIE" in found.source
    assert patterns.radar(session).about(records[0].id) == (found,)


def test_whoever_cannot_read_the_records_learns_nothing(made_school: MadeSchool) -> None:
    session, who, _ = _three_low(made_school)
    for number in range(3):
        made_school.clock.set(f"2026-09-2{number + 5} 12:00")
        log_incident(session, "CB", (who, "witness"), (PersonRef(None, "@odd.one", ""), "account"))
    (found,) = [one for one in patterns.radar(session).open if one.finding.rule == "low-level-adult"]
    patterns.dismiss(session, found.finding, "in_hand")
    deputy = made_school.sign_in("deputy")
    assert Compartment.ADULTS not in deputy.vault.compartments
    seen = patterns.radar(deputy)
    assert {one.finding.rule for one in seen.open} == {"same-handle"} and seen.aside == ()
    assert all(one.reference.compartment is Compartment.DAILY for view in seen.open for one in view.records)
    assert reading.events_of_kinds(deputy.vault.daily.connection, (EventKind.PATTERN_DISMISSED,)) == []


def test_a_finding_over_two_parts_is_put_aside_in_the_one_fewer_people_read(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    account = (PersonRef(None, "@truth.lane", ""), "account")
    daily = log_incident(session, "CB", account)
    who = adult(session, "Shona Pike", "Midday supervisor")
    apart = log_incident(session, "SPC", (who, "adult_of_concern"), account)
    found = _only(patterns.radar(session), "same-handle")
    assert found.finding.ids == {daily.id, apart.id} and found.finding.names == ("@truth.lane",)
    before = session.vault.daily.head.number
    changes = patterns.dismiss(session, found.finding, "coincidence")
    assert {one.compartment for one in changes.touched} == {Compartment.ADULTS}
    assert session.vault.daily.head.number == before, "the daily log holds no trace of it"
    deputy = made_school.sign_in("deputy")
    assert patterns.radar(deputy) == Radar(), "one record alone is no pattern to whoever reads only that"


def test_what_is_put_aside_comes_back_with_a_further_record(made_school: MadeSchool) -> None:
    session, who, _ = _three_low(made_school)
    found = _only(patterns.radar(session), "low-level-adult")
    with pytest.raises(RuleViolation):
        patterns.dismiss(session, found.finding, "because")
    changes = patterns.dismiss(session, found.finding, "in_hand")
    assert changes.said == "Put aside: looked at, and in hand. A further record brings it back."
    radar = patterns.radar(session)
    assert not radar.open
    (aside,) = radar.aside
    assert aside.aside == "Looked at, and in hand. Put aside by Miss Jo Abbey, Thu 24 Sep 2026."
    made_school.clock.set("2026-09-25 12:00")
    _low(session, who)
    assert len(_only(patterns.radar(session), "low-level-adult").records) == 4
    assert verifying.verify(session.vault) == []


def test_what_was_put_aside_by_mistake_is_brought_back(made_school: MadeSchool) -> None:
    session, _, _ = _three_low(made_school)
    found = _only(patterns.radar(session), "low-level-adult")
    patterns.dismiss(session, found.finding, "in_hand")
    (aside,) = patterns.radar(session).aside
    assert aside.dismissal is not None
    patterns.bring_back(session, aside.dismissal)
    radar = patterns.radar(session)
    assert radar.open == (found,) and radar.aside == ()


def test_a_record_entered_in_error_is_part_of_no_pattern(made_school: MadeSchool) -> None:
    session, _, records = _three_low(made_school)
    incidents.enter_in_error(session, records[1], "Somebody else.")
    assert patterns.radar(session).open == ()


def test_looking_through_together_starts_the_next_term(made_school: MadeSchool) -> None:
    session, _, records = _three_low(made_school)
    made_school.clock.set("2026-12-16 12:00")
    assert "low-level-review" not in {one.finding.rule for one in patterns.radar(session).open}
    made_school.clock.set("2026-12-17 12:00")
    review = _only(patterns.radar(session), "low-level-review")
    assert review.finding.ids == {one.id for one in records}
    patterns.dismiss(session, review.finding, "looked_through")
    radar = patterns.radar(session)
    assert "low-level-review" not in {one.finding.rule for one in radar.open}
    made_school.clock.set("2027-03-01 12:00")
    later = adult(session, "Joel Merrin", "Coach")
    _low(session, later)
    made_school.clock.set("2027-06-08 12:00")
    again = _only(patterns.radar(session), "low-level-review")
    assert again.sentence == "1 concern below the harm threshold has not been looked through yet."


def test_what_is_kept_from_the_head_and_from_the_lead_is_never_counted_together(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in("dsl")
    account = PersonRef(None, "@truth.lane", "")
    parts = (Compartment.DAILY, Compartment.NOT_HEAD, Compartment.NOT_DSL)
    lines = [
        (Reference(part, incidents.new_form(session, quick=True).id), _line_of(session, account))
        for part in parts
    ]
    together = patterns._seen_together(lines)
    assert [sorted(one[0].compartment for one in seen) for seen in together] == [["c1", "c4"], ["c1", "c3"]]
    assert patterns._seen_together(lines[:2]) == [lines[:2]]


def _line_of(session: Session, account: PersonRef) -> IncidentLine:
    record = log_incident(session, "CB", (account, "account"))
    found = session.vault.daily.listing.line(record.id)
    assert found is not None and isinstance(found[1], IncidentLine)
    return found[1]


def test_accounts_are_named_by_line_from_where_they_are_asked_for(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 4))
    record = log_incident(session, "CB", (tyler, "target"), (PersonRef(None, "Truth Page", ""), "account"))
    stored = incidents.current(session, record)
    changed = replace(
        stored.content,
        online_location="under @Tyler.P and in a group",
        participants=(*stored.content.participants, Participant(PersonRef(None, "truthpage", ""), "account")),
    )
    incidents.correct(session, record, changed, "Named.", replacing=stored.number)
    found = session.vault.daily.listing.line(record.id)
    assert found is not None and isinstance(found[1], IncidentLine)
    assert found[1].handles == ("truthpage", "tyler.p")
