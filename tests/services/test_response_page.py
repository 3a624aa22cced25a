"""What a record page shows of the response: in every nation’s own words, and the Chair where that is who acts."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.responses import ResponseStep, RungKind
from safeguard_app.domain.support import Support
from safeguard_app.services import (
    entries,
    incident_correction,
    incidents,
    names_left,
    response_page,
    responses,
    support,
    wrong_person,
)
from safeguard_app.services.response_views import ResponseView
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.problems import NoKey
from tests.catalogue.test_nations_words import HEADS, OTHERS_WORDS
from tests.services.conftest import SCHOOL, MadeSchool, adult, at, log_incident, pupil
from tests.services.test_entries import MakeSchool

AUTHOR = PersonRef(None, "Mr Dean Halloway", "Parent or carer")
CALL = ResponseStep(
    "adult_author",
    "phone",
    RungKind.STEP,
    exactly(at("2026-09-14 08:30")),
    "Mrs Carol Denning",
    AUTHOR.name,
    "Asked for removal.",
)


def words_of(value: Any) -> Iterator[str]:
    """Every text in a view, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from words_of(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from words_of(one)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from words_of(getattr(value, field.name))


def shown(session: Session, incident: Reference) -> ResponseView:
    """The response on a record."""
    return response_page.response_of(session, incident)


@pytest.mark.parametrize("category", ["TR", "UA", "PCA", "OFFCH", "CB", "II"])
@pytest.mark.parametrize("nation", Nation)
def test_a_ladder_has_its_nations_words_alone(make_school: MakeSchool, nation: Nation, category: str) -> None:
    session = make_school(replace(SCHOOL, nation=nation)).sign_in()
    child = pupil(session, "Tyler Pike", date(2018, 5, 1))
    view = shown(session, log_incident(session, category, (child, "mentioned"), (AUTHOR, "author")))
    assert view.ladder is not None and view.ladder.rungs
    text = "\n".join(words_of(view))
    leaks = re.findall(OTHERS_WORDS[nation], text.replace(SCHOOL.local_authority, ""))
    assert leaks == []
    if category == "TR":
        ban = view.ladder.rung("ban")
        assert ban is not None and "Confirm with your" in ban.caution
        assert ("547" in ban.caution) == (nation in (Nation.ENGLAND, Nation.WALES))


def test_on_a_record_about_the_headteacher_the_chair_is_told(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    head = adult(session, "Mrs Carol Denning", "Headteacher")
    incident = log_incident(session, "OFFCH", (head, "adult_of_concern"), about_head=True)
    view = shown(session, incident)
    assert view.ladder is not None
    rung = view.ladder.rung("head")
    assert rung is not None and rung.whom is Whom.CHAIR and rung.name == "Chair of Governors told"
    assert re.search(HEADS, "\n".join(words_of(view.ladder))) is None
    entries.add_telling(
        session,
        incident,
        Telling(Whom.CHAIR, "Mr Paul Strand", TellingState.TOLD, exactly(session.now())),
    )
    told = shown(session, incident).ladder
    assert told is not None
    rung = told.rung("head")
    assert rung is not None and rung.taken


def test_steps_stay_in_sight_when_the_record_gets_another_kind(session: Session, incident: Reference) -> None:
    responses.add_step(session, incident, CALL)
    incident_correction.set_triage(session, incident, None, "", "PCA", "It was a follow request.")
    view = shown(session, incident)
    assert view.ladder is not None and view.ladder.code == "contact_attempt"
    assert [line.title for line in view.earlier] == ["Telephone call, Mr Dean Halloway"]


def test_an_offer_goes_with_whoever_is_taken_off_and_a_name_in_a_step_is_said(
    session: Session, incident: Reference
) -> None:
    (target,) = support.affected(incidents.current(session, incident).content)
    offer = Support(target, ("key_adult",), "Miss Abbey", exactly(session.now()))
    support.offer(session, incident, offer)
    responses.add_step(session, incident, replace(CALL, said="He was told that Ella is named."))
    assert "Step of the response, Mon 14 Sep 2026, 08:30" in names_left.where_named(session, incident, target)
    wrong_person.take_off_person(session, incident, target, "The wrong Ella.")
    connection = session.vault.compartment(incident.compartment).connection
    (kept,) = reading.about(connection, incident, (RecordKind.SUPPORT,))
    assert kept.content.withdrawn is not None
    assert shown(session, incident).support == ()


def test_what_is_kept_apart_leaves_nothing_to_whoever_has_no_key(made_school: MadeSchool) -> None:
    session = made_school.sign_in("head")
    caretaker = adult(session, "Mr Idris Vaughan", "Caretaker")
    incident = log_incident(session, "OFFCH", (caretaker, "adult_of_concern"))
    assert incident.compartment is Compartment.ADULTS
    step = replace(CALL, ladder="off_channel", rung="permission", with_whom=caretaker.name)
    made_school.clock.set("2026-09-14 09:00")
    responses.add_step(session, incident, step)
    deputy = made_school.sign_in("deputy")
    with pytest.raises(NoKey):
        shown(deputy, incident)
