"""The ladders for an underage account, a pupil's attempt at contact and contact off channel, each step taken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.responses import PlatformReport, ResponseStep, RungKind
from safeguard_app.services import entries, letters, response_page, responses
from safeguard_app.services.response_views import LadderView, ResponseView, RungLine
from safeguard_app.services.session import Session
from tests.services.conftest import adult, at, log_incident, pupil
from tests.services.test_letters import newest

MOTHER = PersonRef(None, "Mrs Dawn Pike", "Parent or carer")
STEP, TELLING, REPORT = RungKind.STEP, RungKind.TELLING, RungKind.PLATFORM_REPORT
LADDERS = {
    "UA": (
        "underage_account",
        MOTHER.name,
        (("talk", STEP), ("parents", TELLING), ("letter", STEP), ("platform", REPORT), ("further", STEP)),
    ),
    "PCA": (
        "contact_attempt",
        MOTHER.name,
        (
            ("head", TELLING),
            ("rejected", STEP),
            ("parents", TELLING),
            ("letter", STEP),
            ("talk", STEP),
            ("earlier", STEP),
        ),
    ),
    "OFFCH": (
        "off_channel",
        "Ms Priya Nandra",
        (
            ("permission", STEP),
            ("head", TELLING),
            ("moved", STEP),
            ("parents", TELLING),
            ("reminded", STEP),
        ),
    ),
}
"""For each category: its ladder, whom its steps are about on the records made here, and its steps in their order."""


@pytest.fixture
def record(session: Session) -> Callable[[str], Reference]:
    """Files a record of a category: Tyler and his mother, and Ms Nandra where an adult takes part."""
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    nandra = adult(session, "Ms Priya Nandra", "Teacher, 5N")
    people = {
        "UA": ((tyler, "child_of_concern"), (MOTHER, "parent")),
        "PCA": ((tyler, "child_contacted"), (nandra, "adult_contacted"), (MOTHER, "parent")),
        "OFFCH": ((nandra, "adult_of_concern"), (tyler, "child_contacted")),
    }
    happened = exactly(at("2026-09-12 19:00"))
    made = partial(log_incident, session, happened=happened, platform="tiktok")
    return lambda category: made(category, *people[category])


def shown(session: Session, incident: Reference) -> LadderView:
    """The ladder on a record."""
    view: ResponseView = response_page.response_of(session, incident)
    assert view.ladder is not None
    return view.ladder


def take(session: Session, incident: Reference, ladder: LadderView, rung: RungLine) -> None:
    """Take one step as its kind is taken: a telling under who was told, the others as steps."""
    now = exactly(at("2026-09-14 08:50"))
    if rung.kind is TELLING:
        assert rung.whom is not None
        name = MOTHER.name if rung.whom is Whom.PARENT else "Mrs Carol Denning"
        entries.add_telling(session, incident, Telling(rung.whom, name, TellingState.TOLD, now))
        return
    step = ResponseStep(ladder.code, rung.code, rung.kind, now, "Miss Jo Abbey", ladder.towards)
    if rung.kind is REPORT:
        step = replace(step, platform=PlatformReport("tiktok", "An account of a child of eight."))
    else:
        step = replace(step, said=f"Done: {rung.name}.")
    responses.add_step(session, incident, step)


@pytest.mark.parametrize("category", LADDERS)
def test_each_step_is_taken_in_turn_and_the_next_one_is_offered(
    session: Session, record: Callable[[str], Reference], category: str
) -> None:
    code, towards, steps = LADDERS[category]
    incident = record(category)
    ladder = shown(session, incident)
    assert (ladder.code, ladder.towards) == (code, towards)
    assert tuple((rung.code, rung.kind) for rung in ladder.rungs) == steps
    taken: set[str] = set()
    for rung_code, _ in steps:
        rung = ladder.rung(rung_code)
        assert rung is not None and not rung.taken
        if not rung.any_time:
            assert ladder.next_code == rung_code, "the usual order is offered"
        take(session, incident, ladder, rung)
        taken.add(rung_code)
        ladder = shown(session, incident)
        assert {one.code for one in ladder.rungs if one.taken} == taken
        (line,) = next(one.steps for one in ladder.rungs if one.code == rung_code)
        assert "14 Sep 2026, 08:50" in line.when
    assert ladder.next_code == "", "nothing more is offered"


def test_each_step_is_about_whom_it_is_taken_with(
    session: Session, record: Callable[[str], Reference]
) -> None:
    def towards(category: str) -> dict[str, str]:
        return {one.code: one.towards for one in shown(session, record(category)).rungs}

    assert (towards("UA")["talk"], towards("UA")["letter"]) == ("Tyler Pike", "Mrs Dawn Pike")
    attempt = towards("PCA")
    assert (attempt["talk"], attempt["rejected"], attempt["letter"]) == (*["Tyler Pike"] * 2, "Mrs Dawn Pike")
    assert towards("OFFCH")["reminded"] == "Ms Priya Nandra"


@pytest.mark.parametrize(
    ("category", "said"),
    [
        ("UA", ("that Tyler Pike uses TikTok.", "of at least 13.")),
        ("PCA", ("On Saturday 12 September 2026 Tyler Pike sent a request on TikTok", "turned it down")),
    ],
)
def test_the_letter_to_the_parents_is_drafted_from_the_record_and_sent(
    session: Session, record: Callable[[str], Reference], category: str, said: tuple[str, ...]
) -> None:
    incident = record(category)
    ladder = shown(session, incident)
    rung = ladder.rung("letter")
    assert rung is not None and rung.letter == ladder.code
    draft = response_page.response_of(session, incident).drafts[rung.letter]
    assert (draft.to, draft.greeting, draft.child) == ("Mrs Dawn Pike", "Dear Mrs Pike,", "Tyler Pike")
    for words in said:
        assert words in draft.body
    assert draft.gaps == (), "all of it stands on the record"
    assert "Nandra" not in draft.body, "the adult is not named to the parents"
    letters.keep(session, incident, draft)
    kept = newest(session, incident)
    letters.sent(session, incident, kept, exactly(at("2026-09-14 08:55")), "First class post")
    (line,) = response_page.response_of(session, incident).letters
    assert "first class post" in str(line)
    rung = shown(session, incident).rung("letter")
    assert rung is not None and rung.taken, "the letter that was sent is the step: it is not entered twice"
    assert [one.title for one in rung.steps] == ["Letter to Mrs Dawn Pike"]


def test_contact_outside_school_channels_writes_no_letter(
    session: Session, record: Callable[[str], Reference]
) -> None:
    view = response_page.response_of(session, record("OFFCH"))
    assert view.ladder is not None
    assert view.drafts == {} and [one.letter for one in view.ladder.rungs if one.letter] == []
    reminded = view.ladder.rung("reminded")
    assert reminded is not None and "Confirm with your local authority" in reminded.caution
