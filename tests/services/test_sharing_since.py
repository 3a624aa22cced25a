"""What came in after a sharing was prepared is said on its page; with somebody taken off, it does not go out."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Participant
from safeguard_app.services import cases, incidents, referrals, sharing, sharing_checks, sharing_pages
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_since import CHANGED, TakenOffSince, page_of
from safeguard_app.services.status import StatusMeaning
from tests.services.conftest import log_incident, moment, pupil
from tests.services.test_authority_forms import MARF
from tests.services.test_scenario_documents import answer
from tests.services.test_sharing import Prepared, given, prepared
from tests.services.written_sharings import print_out

__all__ = ["prepared"]


def said(session: Session, place: Reference) -> str:
    """What the page says of what came since."""
    since = page_of(session, place).since
    return since.words if since is not None else ""


def correct(session: Session, incident: Reference, reason: str, **other: object) -> None:
    current = incidents.current(session, incident)
    changed = replace(current.content, **other)  # type: ignore[arg-type]  # fields by name
    incidents.correct(session, incident, changed, reason, replacing=current.number)


def wrong_child(session: Session, incident: Reference) -> None:
    kai = Participant(pupil(session, "Kai Halloway", date(2018, 5, 9)), "target")
    correct(session, incident, "It was another child.", participants=(kai,))


def test_a_fact_that_came_in_is_said_and_stops_nothing(prepared: Prepared, tmp_path: Path) -> None:
    made, session, incident, place = prepared
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    assert said(session, place) == ""
    made.clock.forward(minutes=10)
    correct(session, incident, "More came in.", summary="Nine comments on one post.")
    assert said(session, place) == CHANGED
    sharing.save_out(session, place, (tmp_path / "a.pdf",))
    assert said(session, place) == "", "it went out, and what comes afterwards is another matter"


def test_a_form_that_was_answered_since(prepared: Prepared) -> None:
    made, session, incident, _ = prepared
    referral, _ = referrals.begin(session, incident, form=MARF)
    place, _ = sharing.prepare(session, given(incident, papers=(f"referral/{referral.id}",)))
    assert said(session, place) == ""
    made.clock.forward(minutes=10)
    sharing.prepare(session, given(incident))
    assert said(session, place) == "", "another document of the record is no fact of it"
    answer(session, referral, called="The front door, by telephone.")
    assert said(session, place) == CHANGED


def test_with_a_child_who_was_taken_off_nothing_goes(prepared: Prepared, tmp_path: Path) -> None:
    made, session, incident, place = prepared
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    made.clock.forward(minutes=10)
    wrong_child(session, incident)
    since = page_of(session, place).since
    assert since is not None and since.meaning is StatusMeaning.LATE
    assert not page_of(session, place).may_go
    assert since.words.startswith("Made before the people on this record were changed on")
    assert since.words.endswith("Prepare it anew: it does not go out as it is")
    for way in (
        lambda: sharing.save_out(session, place, (tmp_path / "a.pdf",)),
        lambda: sharing.protect_out(session, place, (tmp_path / "a.pdf",)),
        lambda: print_out(session, place),
    ):
        with pytest.raises(TakenOffSince) as stopped:
            way()
    assert "Made before the people on this record were changed" in stopped.value.sentence
    assert "Tyler" not in str(stopped.value) and not (tmp_path / "a.pdf").exists()
    sharing.take_back(session, place, "It was another child.")
    assert said(session, place) == ""
    again, _ = sharing.prepare(session, given(incident))
    sharing_checks.urgent(session, sharing_pages.view_of(session, again))
    assert said(session, again) == ""
    sharing.save_out(session, again, (tmp_path / "a.pdf",))


def test_what_went_out_before_is_told_to_whoever_has_it(prepared: Prepared) -> None:
    made, session, incident, place = prepared
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    print_out(session, place)
    made.clock.forward(minutes=10)
    wrong_child(session, incident)
    assert "Tell whoever received it" in said(session, place)
    with pytest.raises(TakenOffSince):
        print_out(session, place)


def test_another_record_of_a_case_that_was_shared(prepared: Prepared, tmp_path: Path) -> None:
    made, session, incident, _ = prepared
    at, told = moment("2026-09-21 20:00"), moment("2026-09-22 09:00")
    child = (incidents.current(session, incident).content.participants[0].person, "target")
    other = log_incident(session, "OTHER", child, account="Before.", happened=at, told=told)
    case = cases.start(session, other, incident, "One matter.")[0]
    made.clock.forward(minutes=5)
    place, _ = sharing.prepare(session, given(incident, papers=(f"case/all/{case.id}",)))
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    assert said(session, place) == ""
    made.clock.forward(minutes=10)
    wrong_child(session, other)
    assert "people on a record in it were changed" in said(session, place)
    with pytest.raises(TakenOffSince):
        sharing.save_out(session, place, (tmp_path / "a.pdf",))


def test_a_record_that_was_entered_in_error(prepared: Prepared, tmp_path: Path) -> None:
    made, session, incident, place = prepared
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    made.clock.forward(minutes=10)
    incidents.enter_in_error(session, incident, "It was another school.")
    assert "marked as entered in error" in said(session, place)
    with pytest.raises((RuleViolation, TakenOffSince)):
        sharing.save_out(session, place, (tmp_path / "a.pdf",))
