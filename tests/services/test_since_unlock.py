"""What is new to somebody: what others wrote since their own unlock before, and nothing they hold no key for."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.people import Person, PersonKind
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import declarations, entries, handing_in, incidents, people
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.session import Session
from safeguard_app.services.since_unlock import SHOWN, SinceUnlock, since_unlock
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_declarations import declared


def _case(session: Session, reference: Reference) -> str:
    return incidents.case_of(session, reference)


def _told(news: SinceUnlock) -> list[tuple[str, str]]:
    return [(line.name, line.words) for line in news.lines]


def _note(session: Session, reference: Reference, text: str = "Rang the family.") -> None:
    note = Note(NoteKind.NOTE, moment("2026-09-07 07:00"), text)
    entries.add_note(session, reference, note)


def test_the_first_time_nothing_is_new_and_it_says_so(made_school: MadeSchool) -> None:
    news = since_unlock(made_school.sign_in("dsl"))
    assert news.lines == () and news.records == 0
    assert news.words == "You are here for the first time."


def test_what_others_wrote_is_told_once_and_ones_own_never(made_school: MadeSchool) -> None:
    made_school.sign_in("deputy")
    made_school.clock.set("2026-09-08 10:00")
    session = made_school.sign_in("dsl")
    child = pupil(session, "Tyler Pike", date(2018, 3, 4))
    reference = log_incident(session, "CB", (child, "target"))
    made_school.clock.set("2026-09-09 11:30")
    session = made_school.sign_in("deputy")
    news = since_unlock(session)
    assert news.words == "Since you unlocked on Mon 7 Sep at 08:00."
    assert _told(news) == [
        ("2026-0001", "Miss Jo Abbey filed it"),
        ("Tyler Pike", "Miss Jo Abbey added this person"),
    ]
    assert news.lines[0].reference == reference and news.lines[0].kind is RecordKind.INCIDENT
    assert news.lines[0].detail == "Tue 8 Sep, 10:00, Cyberbullying"
    _note(session, reference)
    assert _told(since_unlock(session)) == _told(news), "one's own note is no news"
    made_school.clock.set("2026-09-10 08:00")
    session = made_school.sign_in("dsl")
    assert _told(since_unlock(session)) == [("2026-0001", "Mr Tom Reed added a note")]
    session = made_school.sign_in("dsl")
    news = since_unlock(session)
    assert news.lines == ()
    assert news.words == (
        "Nobody else has filed, corrected or added anything since you unlocked on Thu 10 Sep at 08:00."
    )


def test_several_things_on_one_record_are_one_line(made_school: MadeSchool) -> None:
    session = made_school.sign_in("dsl")
    reference = log_incident(session, "CB", (pupil(session, "Tyler Pike", date(2018, 3, 4)), "target"))
    session = made_school.sign_in("deputy")
    _note(session, reference)
    stored = incidents.current(session, reference)
    changed = replace(stored.content, summary="Names called in a group chat")
    made_school.clock.forward(minutes=5)
    incidents.correct(session, reference, changed, "The summary was missing.", replacing=1)
    made_school.clock.forward(minutes=5)
    _note(session, reference, "Rang again.")
    news = since_unlock(made_school.sign_in("dsl"))
    assert _told(news) == [("2026-0001", "Mr Tom Reed added a note")]
    assert news.lines[0].detail.endswith("and 2 things more")


def test_a_correction_gives_its_reason(made_school: MadeSchool) -> None:
    session = made_school.sign_in("dsl")
    reference = log_incident(session, "CB", (pupil(session, "Tyler Pike", date(2018, 3, 4)), "target"))
    session = made_school.sign_in("deputy")
    stored = incidents.current(session, reference)
    incidents.correct(session, reference, stored.content, "The time was a day out.", replacing=1)
    news = since_unlock(made_school.sign_in("dsl"))
    assert news.lines[0].words == "Mr Tom Reed corrected it"
    assert news.lines[0].detail == "Mon 7 Sep, 08:00, The time was a day out."


def test_what_no_key_opens_is_not_told(made_school: MadeSchool) -> None:
    """The DSL files about an adult, and about the Headteacher; the Headteacher about the DSL."""
    for who in ("deputy", "dsl", "head"):
        made_school.sign_in(who)
    session = made_school.sign_in("dsl")
    worker = adult(session, "Shona Pike", "Midday supervisor")
    child = pupil(session, "Tyler Pike", date(2018, 3, 4))
    about_adult = log_incident(session, "SPC", (worker, "adult_of_concern"))
    about_head = log_incident(session, "SPC", (child, "mentioned"), about_head=True)
    assert about_adult.compartment is Compartment.ADULTS
    assert about_head.compartment is Compartment.NOT_HEAD
    cases = {one: _case(session, one) for one in (about_adult, about_head)}
    deputy = since_unlock(made_school.sign_in("deputy"))
    assert {line.name for line in deputy.lines} == {"Shona Pike", "Tyler Pike"} and deputy.records == 2
    head = since_unlock(made_school.sign_in("head"))
    assert {line.name for line in head.lines} == {"Shona Pike", "Tyler Pike", cases[about_adult]}
    assert head.records == 3, "no count either"
    assert "2026-K" not in repr(deputy)


def test_a_hand_in_is_new_to_whoever_takes_it_in_and_not_a_second_time(made_school: MadeSchool) -> None:
    made_school.sign_in("dsl")
    session = made_school.sign_in("deputy")
    worker = adult(session, "Shona Pike", "Midday supervisor")
    form = replace(
        incidents.new_form(session, category="SPC"),
        danger=Danger.NO,
        account="What was seen.",
        told=Typed("", moment("2026-09-07 07:00")),
        happened=Typed("", moment("2026-09-07 07:00")),
        participants=(Participant(worker, "adult_of_concern"),),
    )
    handing_in.hand_over(session, form)
    assert "Handed in" not in repr(since_unlock(session))

    def taken_in() -> Session:
        session = made_school.sign_in("dsl")
        handing_in.take_in_handed(session)
        return session

    session = taken_in()
    news = since_unlock(session)
    handed_in = [line for line in news.lines if line.words == "Handed in"]
    assert len(handed_in) == 1
    assert handed_in[0].reference is not None and handed_in[0].reference.compartment is Compartment.ADULTS
    assert "Handed in" not in [line.words for line in since_unlock(taken_in()).lines]
    head = since_unlock(made_school.sign_in("head"))
    assert head.lines == (), "here for the first time"


def test_declarations_and_people_have_their_names_and_what_is_taken_back_has_none(
    made_school: MadeSchool,
) -> None:
    made_school.sign_in("deputy")
    session = made_school.sign_in("dsl")
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    child = pupil(session, "Tyler Pike", date(2018, 3, 4))
    made_school.clock.set("2026-09-24 15:10")
    kept = declared(session, aunt, child, "2026-09-24 15:00")
    gone = declared(session, aunt, child, "2026-09-24 15:00")
    made_school.clock.forward(minutes=1)
    declarations.enter_in_error(session, gone, "Twice by mistake.", version=1)
    news = since_unlock(made_school.sign_in("deputy"))
    lines = {(line.kind, line.name): line for line in news.lines}
    assert lines[RecordKind.DECLARATION, "Declaration, Shona Pike"].reference == kept
    mistaken = lines[RecordKind.DECLARATION, "Declaration"]
    assert mistaken.reference is None
    assert mistaken.words == "Miss Jo Abbey marked it as entered in error"


def test_what_was_filed_elsewhere_since_is_not_named(made_school: MadeSchool) -> None:
    made_school.sign_in("deputy")
    session = made_school.sign_in("dsl")
    reference = log_incident(session, "CB", (pupil(session, "Tyler Pike", date(2018, 3, 4)), "target"))
    incidents.refile(session, reference, Compartment.ADULTS, "It is about an adult.")
    news = since_unlock(made_school.sign_in("deputy"))
    assert [line.name for line in news.lines] == ["Tyler Pike"] and news.records == 1


def test_only_the_newest_are_shown_and_the_others_counted(made_school: MadeSchool) -> None:
    made_school.sign_in("deputy")
    session = made_school.sign_in("dsl")
    for number in range(SHOWN + 3):
        people.add(session, Person(f"Pupil Number {number}", PersonKind.PUPIL))
        made_school.clock.forward(minutes=1)
    news = since_unlock(made_school.sign_in("deputy"))
    assert len(news.lines) == SHOWN and news.records == SHOWN + 3
    assert news.lines[0].name == f"Pupil Number {SHOWN + 2}"


def test_reading_it_leaves_no_trace(made_school: MadeSchool) -> None:
    made_school.sign_in("deputy")
    session = made_school.sign_in("dsl")
    log_incident(session, "CB", (pupil(session, "Tyler Pike", date(2018, 3, 4)), "target"))
    session = made_school.sign_in("deputy")
    before = session.vault.daily.head
    assert since_unlock(session).records == 2
    assert session.vault.daily.head == before


def test_a_trail_that_cannot_be_read_keeps_nobody_from_today(
    made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from safeguard_app.vault.problems import DatabaseDamaged

    session = made_school.sign_in("dsl")

    def damaged(*_anything: object) -> None:
        raise DatabaseDamaged

    monkeypatch.setattr(reading, "unlocks_of", damaged)
    assert since_unlock(session).words == "The audit trail cannot be read, so this is not known."
