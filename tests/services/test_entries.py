"""Notes, decisions, who was told, actions, closing: what each needs, and what it does to lists and Today."""

from collections.abc import Callable
from datetime import date

import pytest

from safeguard_app.domain.entries import (
    Action,
    Agreed,
    Decision,
    DecisionKind,
    Note,
    NoteKind,
    Outcome,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import IncidentState, Participant
from safeguard_app.domain.moments import exactly, not_known
from safeguard_app.services import entries, incident_lists, incident_pages, incidents
from safeguard_app.services import today as today_page
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from tests.services.conftest import MadeSchool
from tests.services.test_incidents import ADULT, PUPIL, form

MakeSchool = Callable[..., MadeSchool]


def filed(session: Session, **changes: object) -> Reference:
    """A filed cyberbullying concern."""
    return incidents.file(session, form(session, **changes))[0]


def test_what_was_agreed_in_a_note_becomes_an_action_in_the_same_event(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    incident = filed(session)
    before = session.vault.daily.head.number
    agreed = Agreed("Close the account", "Mrs Example", date(2026, 9, 9))
    entries.add_note(
        session,
        incident,
        Note(NoteKind.CALL, exactly(session.now()), "She agreed.", "Mrs Example", agreed=(agreed,)),
    )
    assert session.vault.daily.head.number == before + 1
    page = incident_pages.open_record(session, incident)
    assert [line.title for line in page.actions] == ["Close the account"]
    assert page.state is IncidentState.OPEN


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (Decision(DecisionKind.MONITOR, "Watch.", "", "DSL", not_known()), "reason"),
        (Decision(DecisionKind.MONITOR, "", "Because.", "DSL", not_known()), "what"),
        (Decision(DecisionKind.MONITOR, "Watch.", "Because.", " ", not_known()), "decided_by"),
    ],
)
def test_a_decision_carries_its_reason_and_its_decider(
    make_school: MakeSchool, decision: Decision, field: str
) -> None:
    session = make_school().sign_in()
    with pytest.raises(RuleViolation) as refused:
        entries.add_decision(session, filed(session), decision)
    assert set(refused.value.fields) == {field}


def test_what_is_held_says_on_whose_advice_and_is_never_late(make_school: MakeSchool) -> None:
    school = make_school()
    session = school.sign_in()
    incident = filed(session)
    held = Telling(Whom.PARENT, "Mrs Example", TellingState.HELD, not_known())
    with pytest.raises(RuleViolation):
        entries.add_telling(session, incident, held)
    advised = Telling(
        Whom.PARENT,
        "Mrs Example",
        TellingState.HELD,
        not_known(),
        advised_by="Police",
        until=date(2026, 9, 10),
    )
    entries.add_telling(session, incident, advised)
    school.clock.set("2026-09-20 09:00")
    holds = [item for item in today_page.today(session).before_home if item.source is DueSource.HOLD]
    assert [item.meaning for item in holds] == [StatusMeaning.DUE]
    entries.add_telling(
        session, incident, Telling(Whom.PARENT, "Mrs Example", TellingState.TOLD, exactly(session.now()))
    )
    assert not [item for item in today_page.today(session).before_home if item.source is DueSource.HOLD]


def test_not_telling_needs_a_ground_and_telling_needs_a_time(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    incident = filed(session)
    for telling, field in (
        (
            Telling(Whom.PARENT, "Mrs Example", TellingState.NOT_TOLD, not_known(), advised_by="Ms Hale"),
            "ground",
        ),
        (
            Telling(Whom.PARENT, "Mrs Example", TellingState.NOT_TOLD, not_known(), ground="police"),
            "advised_by",
        ),
        (Telling(Whom.PARENT, "Mrs Example", TellingState.TOLD, not_known()), "at"),
    ):
        with pytest.raises(RuleViolation) as refused:
            entries.add_telling(session, incident, telling)
        assert set(refused.value.fields) == {field}


def test_nothing_is_told_to_the_headteacher_who_is_the_subject(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    incident = filed(
        session, about_head=True, category="SPC", participants=(Participant(ADULT, "adult_of_concern"),)
    )
    with pytest.raises(RuleViolation) as refused:
        entries.add_telling(
            session, incident, Telling(Whom.HEAD, "Mrs Carol Denning", TellingState.TOLD, not_known())
        )
    assert "Chair" in refused.value.fields["whom"]
    page = incident_pages.open_record(session, incident)
    told = " ".join(line.text for line in page.first_actions)
    assert "Tell the Chair" in told
    assert "Tell the Headteacher" not in told


def _heard_on_friday_written_on_monday(school: MadeSchool, session: Session) -> Reference:
    """A contact of an adult with a pupil, filed before school on Monday 19 October."""
    school.clock.set("2026-10-16 15:50")
    told = form(session).told
    school.clock.set("2026-10-19 08:00")
    people = (Participant(ADULT, "adult_of_concern"),)
    return filed(session, category="SPC", told=told, happened=told, participants=people)


def test_the_one_day_clock_starts_when_it_came_to_attention_and_a_voicemail_meets_it(
    make_school: MakeSchool,
) -> None:
    school = make_school()
    session = school.sign_in()
    incident = _heard_on_friday_written_on_monday(school, session)
    clocks = [item for item in today_page.today(session).before_home if "LADO" in item.text]
    assert [(item.by.date(), item.meaning) for item in clocks] == [(date(2026, 10, 19), StatusMeaning.DUE)]
    school.clock.set("2026-10-20 08:00")
    assert any(
        item.meaning is StatusMeaning.LATE
        for item in today_page.today(session).before_home
        if "LADO" in item.text
    )
    entries.add_note(
        session, incident, Note(NoteKind.LADO_CONTACT, exactly(session.now()), "Voicemail left.")
    )
    assert not [item for item in today_page.today(session).before_home if "LADO" in item.text]


def test_below_the_threshold_stops_the_allegations_clock_until_it_is_found_to_be_met(
    make_school: MakeSchool,
) -> None:
    school = make_school()
    session = school.sign_in()
    incident = _heard_on_friday_written_on_monday(school, session)

    def waiting() -> bool:
        return any("LADO" in item.text for item in today_page.today(session).before_home)

    assert waiting()
    low = Decision(DecisionKind.LOW_LEVEL_CONCERN, "Not referred.", "A public comment.", "DSL", not_known())
    entries.add_decision(session, incident, low)
    assert not waiting()
    met = Decision(
        DecisionKind.HARM_THRESHOLD_MET,
        "Refer.",
        "He asked her to meet.",
        "DSL",
        not_known(),
        limbs=("harmed",),
    )
    entries.add_decision(session, incident, met)
    school.clock.set("2026-10-20 08:00")
    assert waiting(), "a working day from when it was found to be met"


def test_an_action_is_done_once_and_stays(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    incident = filed(session)
    entries.add_action(session, incident, Action("Ring her mother", "DSL", date(2026, 9, 7)))
    page = incident_pages.open_record(session, incident)
    action = page.actions[0]
    assert action.can_be_done
    entries.complete_action(session, incident, action.entry, "She was at home.")
    with pytest.raises(RuleViolation):
        entries.complete_action(session, incident, action.entry, "")
    done = incident_pages.open_record(session, incident).actions[0]
    assert done.lines == ("She was at home.",)
    assert not done.can_be_done


def test_closing_needs_a_reason_and_opens_again(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    incident = filed(session)
    with pytest.raises(RuleViolation):
        entries.close(session, incident, Outcome.RESOLVED, " ")
    entries.close(session, incident, Outcome.RESOLVED, "It has stopped.")
    assert not incident_lists.rows(session, IncidentFilter())
    assert incident_lists.counts(session)[StateFilter.CLOSED] == 1
    entries.reopen(session, incident, "It began again.")
    assert incident_lists.counts(session)[StateFilter.OPEN] == 1


def test_an_entry_taken_back_leaves_page_and_search_and_stays_on_file(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    incident = filed(session)
    entries.add_note(session, incident, Note(NoteKind.NOTE, exactly(session.now()), "A zeppelin was seen."))
    note = incident_pages.open_record(session, incident).notes[0]
    entries.withdraw(session, incident, note.entry, "Another record's note.")
    assert not incident_pages.open_record(session, incident).notes
    assert not incident_lists.rows(session, IncidentFilter(text="zeppelin"))
    stored = session.vault.daily.get(note.entry)
    assert stored.number == 2
    assert stored.content.text == "A zeppelin was seen."


def test_people_named_in_words_only_make_no_links(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    filed(session, participants=(Participant(PUPIL, "target"),))
    assert session.vault.daily.connection.execute("SELECT count(*) FROM link").fetchone() == (0,)
