"""The clock of an allegation: Today and the referral form ask one rule, whatever stands on the record."""

from collections.abc import Callable
from dataclasses import replace

import pytest

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
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import entries, incident_pages, referrals
from safeguard_app.services.due import DueItem, due_items
from safeguard_app.services.incident_lists import all_lines
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning
from tests.services.conftest import SCHOOL, MadeSchool, log_incident, moment

MakeSchool = Callable[..., MadeSchool]
RUNNING = frozenset({StatusMeaning.DUE, StatusMeaning.LATE})


class Case:
    """A concern about an adult, heard on Friday at 15:50 and filed at 16:00; a referral form is begun on it."""

    def __init__(self, school: MadeSchool, category: str = "SPC", *, begun: bool = True) -> None:
        self.school = school
        self.session: Session = school.sign_in()
        school.clock.set("2026-10-16 16:00")
        people = (
            (PersonRef(None, "Joel Merrin"), "adult_of_concern"),
            (PersonRef(None, "Freya Lund"), "target"),
        )
        told = moment("2026-10-16 15:50")
        self.incident: Reference = log_incident(self.session, category, *people, told=told)
        self.referral = self.begin() if begun else None
        school.clock.set("2026-10-16 16:40")

    def begin(self) -> Reference:
        """Begin the form."""
        return referrals.begin(self.session, self.incident)[0]

    def decide(self, kind: DecisionKind) -> None:
        """Record a decision."""
        limbs = ("risk",) if kind is DecisionKind.HARM_THRESHOLD_MET else ()
        made = Decision(kind, "As it says.", "For a reason.", "Mrs Carol Denning", not_known(), limbs=limbs)
        made = replace(made, limbs_why="" if limbs else "Looked at again.")
        entries.add_decision(self.session, self.incident, made)

    def on_today(self) -> list[DueItem]:
        """What Today says of ringing the officer."""
        line = dict(all_lines(self.session))[self.incident]
        return [
            one for one in due_items(self.session, self.incident, line) if one.noted is NoteKind.LADO_CONTACT
        ]

    def on_form(self) -> StatusLine | None:
        """The chip of the form."""
        assert self.referral is not None
        return referrals.view(self.session, self.referral).due

    def agrees(self) -> bool:
        """Whether anybody still has to ring, which Today and the form have to say alike, in time and too late."""
        for time, late in (("2026-10-19 23:59", False), ("2026-10-20 00:00", True)):
            self.school.clock.set(time)
            today, form = self.on_today(), self.on_form()
            assert form is not None
            assert bool(today) == (form.meaning in RUNNING)
            assert [one.meaning is StatusMeaning.LATE for one in today] == [late for _ in today]
            assert (form.meaning is StatusMeaning.LATE) == (late and bool(today))
        return bool(today)


_TOLD = Telling(Whom.ALLEGATIONS_OFFICER, "Ms Hale", TellingState.TOLD, moment("2026-10-16 16:35"))
_RANG = Note(NoteKind.LADO_CONTACT, moment("2026-10-16 16:35"), "Left a message.")
_ADVICE = Note(NoteKind.ADVICE, moment("2026-10-16 16:35"), "Asked the union.")
_HELD = replace(_TOLD, state=TellingState.HELD, advised_by="Police")
_MET = DecisionKind.HARM_THRESHOLD_MET
STOPS = (
    DecisionKind.LOW_LEVEL_CONCERN,
    DecisionKind.NO_FURTHER_ACTION,
    DecisionKind.CONSIDERED_NOT_REFERRED,
)


@pytest.mark.parametrize("kind", [*STOPS, DecisionKind.MONITOR, DecisionKind.REFER])
@pytest.mark.parametrize("threshold", ["", "before", "since"])
def test_a_decision_stops_both_clocks_or_neither(
    make_school: MakeSchool, kind: DecisionKind, threshold: str
) -> None:
    case = Case(make_school())
    if threshold == "before":
        case.decide(_MET)
    case.decide(kind)
    if threshold == "since":
        case.decide(_MET)

    assert case.agrees() == (bool(threshold) or kind not in STOPS)


@pytest.mark.parametrize(("entry", "runs"), [(_TOLD, False), (_RANG, False), (_ADVICE, True), (_HELD, True)])
def test_a_contact_meets_both_clocks_or_neither(
    make_school: MakeSchool, entry: Note | Telling, runs: bool
) -> None:
    case = Case(make_school())
    if isinstance(entry, Note):
        entries.add_note(case.session, case.incident, entry)
    else:
        entries.add_telling(case.session, case.incident, entry)

    assert case.agrees() == runs


def test_a_decision_taken_back_lets_both_run_again(make_school: MakeSchool) -> None:
    case = Case(make_school())
    case.decide(DecisionKind.LOW_LEVEL_CONCERN)
    assert not case.agrees()
    decision = incident_pages.open_record(case.session, case.incident).decisions[0]
    entries.withdraw(case.session, case.incident, decision.entry, "Taken on the wrong record.")

    assert case.agrees()


def test_a_closed_record_runs_no_clock_and_the_form_says_why(make_school: MakeSchool) -> None:
    case = Case(make_school())
    entries.close(case.session, case.incident, Outcome.RESOLVED, "It was a mistake of identity.")
    assert not case.agrees()
    form = case.on_form()
    assert form is not None
    assert (form.meaning, form.words) == (StatusMeaning.NOTE, "The record is closed")
    entries.reopen(case.session, case.incident, "It was not.")

    assert case.agrees()


def test_the_form_says_that_a_decision_stopped_the_clock(make_school: MakeSchool) -> None:
    case = Case(make_school())
    case.decide(DecisionKind.CONSIDERED_NOT_REFERRED)

    assert case.referral is not None
    view = referrals.view(case.session, case.referral)

    assert view.due is not None
    assert (view.due.meaning, view.due.words) == (StatusMeaning.NOTE, "Not to be referred, as decided")
    assert view.clock_line.startswith("A decision on the record says so")


def test_a_form_begun_on_a_record_of_another_kind_starts_the_clock_on_today_as_well(
    make_school: MakeSchool,
) -> None:
    case = Case(make_school(), "TR", begun=False)
    assert not case.on_today()
    case.referral = case.begin()

    assert len(case.on_today()) == 1
    assert case.agrees()
    entries.add_note(case.session, case.incident, _RANG)
    assert not case.agrees()


def test_the_threshold_found_to_be_met_starts_the_clock_whatever_the_kind_of_record(
    make_school: MakeSchool,
) -> None:
    case = Case(make_school(), "TR", begun=False)
    case.decide(_MET)
    assert len(case.on_today()) == 1
    case.referral = case.begin()

    assert case.agrees()


@pytest.mark.parametrize("nation", [Nation.SCOTLAND, Nation.NORTHERN_IRELAND])
def test_a_nation_without_the_clock_has_it_neither_here_nor_there(
    make_school: MakeSchool, nation: Nation
) -> None:
    case = Case(make_school(replace(SCHOOL, nation=nation)))
    case.decide(_MET)

    assert not case.on_today()
    assert case.on_form() is None


def test_in_wales_both_are_late_after_the_same_minute(make_school: MakeSchool) -> None:
    case = Case(make_school(replace(SCHOOL, nation=Nation.WALES)))
    for time, late in (("2026-10-17 15:50", False), ("2026-10-17 15:51", True)):
        case.school.clock.set(time)
        form = case.on_form()
        assert form is not None
        assert (form.meaning is StatusMeaning.LATE) == late
        assert [one.meaning is StatusMeaning.LATE for one in case.on_today()] == [late]
