"""The chronology of a person: everything that is open, each at its day, in two lengths; nothing that is closed."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.content import PageFrame
from safeguard_app.domain.entries import (
    Decision,
    DecisionKind,
    Note,
    NoteKind,
    Outcome,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import Person, PersonKind, PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_facts import HeldStatus
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import entries, identifications, incidents, paper, people, person_notes
from safeguard_app.services.chronology import chronology_of
from safeguard_app.services.chronology_views import LineKind
from safeguard_app.services.identifications import Identifying
from safeguard_app.services.paper_chronology import chronology_document
from safeguard_app.services.paper_views import ChronologyPaper
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def _page_of(person: PersonRef) -> Reference:
    assert person.reference is not None
    return person.reference


def _change(session: Session, person: Reference, **facts: object) -> None:
    stored = people.stored_person(session, person)
    changed = replace(stored.content, **facts)  # type: ignore[arg-type]
    people.correct(session, person, changed, "More is known.", replacing=stored.number)


def test_everything_about_a_child_stands_at_its_own_day(session: Session) -> None:
    """In order of when it happened, not of when it was entered; each line opens its record."""
    child = pupil(session, "Tyler Pike", date(2018, 3, 3))
    page = _page_of(child)
    record = log_incident(session, "CB", (child, "target"), happened=moment("2026-10-06 10:00"))
    decided = Decision(
        DecisionKind.MONITOR, "Watch", "It has stopped.", "Miss Abbey", moment("2026-10-08 09:00")
    )
    entries.add_decision(session, record, decided)
    told = Telling(Whom.POLICE, "PC Example", TellingState.TOLD, moment("2026-10-07 09:00"))
    entries.add_telling(session, record, told)
    entries.add_telling(session, record, replace(told, whom=Whom.PARENT, name="Mrs Pike"))
    person_notes.add(session, page, Note(NoteKind.CALL, moment("2026-10-09 08:00"), "About the bus."))
    plan = HeldStatus("cp_plan", Period(date(2026, 9, 1), date(2026, 10, 10)), "Neglect")
    _change(session, page, statuses=(plan,), class_name="5N", year_group="Year 5")
    entries.close(session, record, Outcome.RESOLVED, "Nothing since.")
    found = chronology_of(session, page)
    shown = found.shown(everything=True, newest_first=False)
    assert [one.at for one in shown] == sorted(one.at for one in shown)
    assert [one.kind for one in shown] == [
        LineKind.SCHOOL,
        LineKind.STATUS,
        LineKind.INCIDENT,
        LineKind.TOLD,
        LineKind.TOLD,
        LineKind.DECISION,
        LineKind.NOTE,
        LineKind.STATUS,
        LineKind.DECISION,
        LineKind.SCHOOL,
    ]
    assert {one.record for one in shown if one.opens is RecordKind.INCIDENT} == {record}
    short = found.shown(everything=False, newest_first=True)
    assert [one.what.split(": ")[-1] for one in short if one.kind is LineKind.TOLD] == ["Police, PC Example"]
    assert not any(one.kind in (LineKind.NOTE, LineKind.SCHOOL) for one in short)
    assert short[0].what.endswith("Closed: Resolved") and "Class: 5N, Year 5, before that" in str(shown)
    only = found.shown(everything=True, newest_first=False, kind=LineKind.STATUS)
    assert [one.what for one in only] == ["Child protection plan: began", "Child protection plan: ended"]


def test_what_no_key_opens_leaves_no_line(made_school: MadeSchool, session: Session) -> None:
    """A concern about an adult, its decisions and notes on them are not there for the deputy, nor the part."""
    child, shona = (
        pupil(session, "Tyler Pike", date(2018, 3, 3)),
        adult(session, "Shona Pike", "Midday supervisor"),
    )
    record = log_incident(session, "SPC", (shona, "adult_of_concern"), (child, "child_contacted"))
    decided = Decision(DecisionKind.MONITOR, "Watch", "As advised.", "Miss Abbey", moment("2026-10-12 08:00"))
    entries.add_decision(session, record, decided)
    person_notes.add(session, _page_of(shona), Note(NoteKind.CALL, moment("2026-10-12 08:30"), "Rang her."))
    lead = chronology_of(session, _page_of(child))
    assert {LineKind.INCIDENT, LineKind.DECISION} <= {one.kind for one in lead.lines}
    deputy = made_school.sign_in("deputy")
    for person in (child, shona):
        found = chronology_of(deputy, _page_of(person))
        assert {one.kind for one in found.lines} <= {LineKind.SCHOOL}
        assert found.parts == (Compartment.DAILY,)


def test_a_paper_shows_one_part_and_leaves_out_whoever_asked_not_to_be_named(session: Session) -> None:
    """It is kept with that part; nothing of another part is on it, and it says which part was looked into."""
    child, mia = pupil(session, "Tyler Pike", date(2018, 3, 3)), pupil(session, "Mia Vale", date(2018, 4, 3))
    shona = adult(session, "Shona Pike", "Midday supervisor")
    told = "Mia Vale saw the chat and told Ms Nandra."
    open_to_all = log_incident(
        session, "CB", (child, "target"), (mia, "witness"), account=told, withheld="witness"
    )
    apart = log_incident(session, "SPC", (shona, "adult_of_concern"), (child, "child_contacted"))
    case, case_apart = (str(incidents.current(session, one).content.case) for one in (open_to_all, apart))
    issued = paper.issue(session, ChronologyPaper(_page_of(child), Compartment.DAILY, everything=True))
    assert issued.document.compartment is Compartment.DAILY
    frame = PageFrame("School")
    words = str(
        chronology_document(session, ChronologyPaper(_page_of(child), Compartment.DAILY, True), frame)
    )
    assert case in words and "[name withheld] saw the chat" in words and "Mia" not in words
    assert case_apart not in words and "Looked into: the daily log alone" in words
    other = str(chronology_document(session, ChronologyPaper(_page_of(child), Compartment.ADULTS), frame))
    assert case_apart in other and case not in other


def test_whoever_was_unknown_has_the_record_under_the_words_it_has(session: Session) -> None:
    """And what was taken back has no line."""
    rhys = pupil(session, "Rhys Oakes", date(2017, 5, 21))
    reference, _ = people.add(session, Person("boy in red coat", PersonKind.UNKNOWN_PERSON))
    boy = people.ref_of(session, reference)
    record = log_incident(session, "CB", (boy, "alleged"))
    identifications.identify(session, Identifying(boy, rhys, moment("2026-10-12 08:00"), "His coat."))
    lines = chronology_of(session, _page_of(rhys)).lines
    assert any(one.record == record and "boy in red coat" in one.what for one in lines)
    (identity,) = identifications.identities_of(session, _page_of(rhys))
    identifications.take_back(session, identity.identification, "No.")
    assert not any(one.record == record for one in chronology_of(session, _page_of(rhys)).lines)
