"""Scenario 3: what was decided about each contact, over a register that is no excuse for it and is never rewritten.

Every journey here starts from one log as it stood on 22 September: a friendship acknowledged, an undeclared contact
told and checked.
"""

from collections.abc import Callable

import pytest

from tests.journeys.baylis import BaylisLog, harvest_children, shona_acknowledged
from tests.journeys.driver import Journey, SetClock
from tests.journeys.tasks_at_the_desk import (
    UNKNOWN,
    Named,
    ask_the_register,
    decide,
    file_concern,
    name_somebody,
    open_case,
    sign_in_as,
    tell,
    unlock,
    write_concern,
)
from tests.journeys.tasks_on_paper import printed_from_preview, words_of
from tests.journeys.tasks_with_a_register import Rules, draft_and_send, keep_rules

pytestmark = pytest.mark.journey

LOW_LEVEL = "Concern about an adult, below the harm threshold"
RATIONALE = "Public comments by an aunt; nothing was asked of him and nothing hidden. Undeclared at the time."
LETTER = "Letter about an account under the minimum age"
UNDER_AGE = ("About children online", "Account under the minimum age")
PICTURE = ("Posts about the school", "Picture used without consent")
CONDUCT = ("About adults who work here", "Other conduct of an adult who works here")


def test_the_headteachers_own_reasons_for_a_low_level_decision_stand_in_the_record(
    begin: Callable[..., Journey], baylis_told: BaylisLog, clock: SetClock
) -> None:
    clock.set("2026-09-22 16:00")
    journey = begin(baylis_told.made)
    unlock(journey, "head")
    open_case(journey, baylis_told.case)
    decide(
        journey,
        LOW_LEVEL,
        "Low-level concern. Not referred to the LADO.",
        RATIONALE,
        asked="Miss Jo Abbey",
        when="today 1545",
    )

    clock.set("2026-09-22 16:20")
    sign_in_as(journey, "dsl")
    open_case(journey, baylis_told.case)
    seen = journey.screen()
    for said in (LOW_LEVEL, RATIONALE, "Mrs Carol Denning", "Tue 22 Sep 2026, 15:45"):
        assert said in seen
    journey.keys.press("Ctrl+P")
    words = words_of(printed_from_preview(journey))
    for said in (RATIONALE, "Mrs Carol Denning", "Miss Jo Abbey", "None on this register"):
        assert said in words


def test_an_account_under_the_age_is_a_record_of_its_own_and_the_parents_are_told(
    begin: Callable[..., Journey], baylis_told: BaylisLog, clock: SetClock
) -> None:
    clock.set("2026-09-22 16:10")
    journey = begin(baylis_told.made)
    unlock(journey)
    write_concern(
        journey,
        "Tyler is eight and goes live on an account in his own name.",
        kind=UNDER_AGE,
        told_by=Named("Mrs Farrow"),
        told="today 1510",
        happened="sat 7pm",
        people=(
            Named("tyler", "Child at the centre of the concern", row="Tyler Pike"),
            Named("Mrs Dawn Pike", "Parent or carer", row=UNKNOWN),
        ),
    )
    journey.keys.pick("How much to write down", "Full record")
    journey.keys.choose("Platform", "TikTok")
    case = file_concern(journey)
    assert case != baylis_told.case
    journey.wait_for("Next: Talk with the pupil")
    tell(
        journey,
        "Parent or carer",
        name="Mrs Dawn Pike",
        when="today 1600",
        how="By telephone",
        said="Will close the account tonight.",
    )
    journey.wait_for("Next: Letter to the parents")
    drafted = draft_and_send(journey, LETTER, "First class post")
    for said in ("Tyler Pike uses TikTok", "an age of at least 13", "not to find fault", "Miss Jo Abbey"):
        assert said in drafted
    assert "Shona" not in drafted and case not in drafted
    journey.wait_for("Next: Further action")
    seen = journey.screen()
    for said in ("Mrs Dawn Pike", "Will close the account tonight.", "first class post"):
        assert said in seen
    journey.keys.press("Ctrl+P")
    words = words_of(printed_from_preview(journey))
    for said in ("Will close the account tonight.", LETTER, "first class post"):
        assert said in words
    assert "Shona" not in words, "the child’s record says nothing of the adult’s"


def test_a_photograph_by_a_friend_of_the_family_is_covered_by_no_declaration(
    begin: Callable[..., Journey], baylis_told: BaylisLog, clock: SetClock
) -> None:
    children = harvest_children(baylis_told, clock)
    clock.set("2026-10-12 16:10")
    journey = begin(baylis_told.made)
    unlock(journey)
    account = "Idris posted a photograph of the harvest assembly. Six children can be seen, Poppy among them."
    idris = Named("vaughan", "Adult of concern", row="Idris Vaughan")
    shown = (Named(name.split()[0].lower(), "Person shown or identified", row=name) for name in children)
    conduct = filed(journey, account, CONDUCT, idris)
    picture = filed(journey, account, PICTURE, *shown)
    assert picture != conduct
    look_at_consent(journey, children)

    ask_the_register(journey, "Idris Vaughan", "Poppy Vale", "today 10am", "Facebook")
    assert journey.sees("None on this register")
    assert journey.sees("A declaration of another kind (friendship) is on the register.")
    assert journey.sees("Policy makes an exception only for an acknowledged family relationship.")
    assert not journey.sees("Acknowledged before this contact")
    journey.keys.press("Ctrl+Return")
    journey.wait_for("Step 3 of 3, keep")
    journey.keys.activate(f"Keep with {conduct}…")
    journey.wait_for(f"Kept with {conduct}")
    journey.keys.activate(f"Open {conduct}")
    journey.wait_for("None on this register")
    journey.keys.press("Ctrl+4")
    journey.settle()
    assert journey.sees("Acknowledged"), "the friendship stays as it was acknowledged"


def look_at_consent(journey: Journey, children: tuple[str, ...]) -> None:
    """The record of the picture says for each of the six what the register of consent had, and leads to it."""
    day = "Mon 12 Oct 2026"
    seen = journey.screen()
    for name in children:
        assert f"Photograph consent, {name}, {day}" in seen, name
    assert seen.count("Nothing was on file.") == 3, "of the other three nobody was asked"
    for said in ("Given", "Refused", "Withdrawn"):
        assert f"\n{said}. " in seen, said
    journey.keys.activate(f"Open the entry: Photograph consent, Tyler Pike, {day}")
    journey.wait_for("Record a change")
    journey.settle()
    assert journey.sees("Refused")


def filed(journey: Journey, account: str, kind: tuple[str, str], *who: Named) -> str:
    """A concern of 12 October; its case number."""
    write_concern(
        journey,
        account,
        kind=kind,
        told_by=Named("Mrs Farrow"),
        told="today 1530",
        happened="today 10am",
        people=who,
    )
    return file_concern(journey)


def test_a_sister_who_has_left_is_a_former_pupil_under_18_and_her_brother_is_on_roll(
    begin: Callable[..., Journey], baylis_told: BaylisLog, clock: SetClock
) -> None:
    shona_acknowledged(baylis_told, clock)
    clock.set("2026-12-01 09:00")
    journey = begin(baylis_told.made)
    keys = journey.keys
    unlock(journey)
    keep_rules(journey, Rules("1/12/2026", "Agreed by the governors.", "Not while they are under 18"))
    assert journey.sees("Not while they are under 18 (001 L82)")

    clock.set("2027-01-14 09:00")
    ask_the_register(journey, "Shona Pike", "Demi Pike", "yest 6pm", "TikTok")
    assert journey.sees("Against the school’s own rule")
    seen = journey.screen()
    for said in (
        "Demi Pike was on roll until Tue 21 Jul 2026, before this contact.",
        "Demi Pike was 12, so under 18 at the time.",
        "Tyler Pike, brother of Demi Pike, is on roll.",
        "The school’s rule on former pupils, since Tue 1 Dec 2026:"
        " adults are not in contact with former pupils under 18 (001 L82).",
    ):
        assert said in seen
    assert "The school has not said" not in seen
    assert "Family group only" not in seen, "what was acknowledged about Tyler says nothing of Demi"

    keys.press("Ctrl+Return")
    journey.wait_for("Step 3 of 3, keep")
    keys.activate("Start a new incident with it")
    journey.wait_focus("What have you seen or been told?")
    journey.settle()
    assert journey.sees("Kind of incident: Contact with a former pupil")
    keys.type("Shona says that she followed her niece Demi yesterday evening.")
    keys.go_to("Yes", about="Is anyone in danger now?", back=True)
    keys.pick("Is anyone in danger now?", "No")
    name_somebody(journey, "Who told you", Named("shona", row="Shona Pike"))
    keys.fill("When you were told", "today 0840")
    case = file_concern(journey)
    assert case != baylis_told.case
    assert journey.sees("Against the school’s own rule")
