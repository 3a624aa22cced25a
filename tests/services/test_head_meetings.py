"""The meeting with the Headteacher: what is brought, by whose keys, what is new since the last, and the agenda."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from safeguard_app.domain.assessments import Assessment, Risk, RiskLevel
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.entries import (
    Action,
    Decision,
    DecisionKind,
    Note,
    NoteKind,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.head_meetings import Tile
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.logbooks import EntryAnswer
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import AdultType, OfficeKind, PersonRef
from safeguard_app.domain.responses import BanTerms, ResponseStep, RungKind
from safeguard_app.services import (
    assessments,
    audit_log,
    entries,
    head_meeting_items,
    head_meetings,
    letters,
    logbooks,
    paper,
    person_notes,
    responses,
)
from safeguard_app.services.head_meetings import AlreadyTakenBack, MeetingLine, MeetingView
from safeguard_app.services.paper_views import AgendaPaper
from safeguard_app.services.session import Session
from tests.documents.reading import pages
from tests.services.conftest import MadeSchool, adult, log_incident, pupil
from tests.services.test_declarations import declared

DAY = date(2026, 10, 12)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def view(session: Session) -> MeetingView:
    return head_meetings.meeting(session)


def of(session: Session, tile: Tile) -> list[MeetingLine]:
    return [line for line in view(session).lines if line.item.tile is tile]


def decided(session: Session, record: Reference, kind: DecisionKind, what: str) -> None:
    by = "Mrs Carol Denning" if kind is DecisionKind.LOW_LEVEL_CONCERN else "Miss Jo Abbey"
    made = Decision(kind, what, "It was weighed.", by, exactly(session.now()))
    entries.add_decision(session, record, made)


def bullied(session: Session) -> Reference:
    return log_incident(session, "CB", (pupil(session, "Wren Marlow", date(2016, 1, 2)), "target"))


def concern(session: Session, who: PersonRef, *, about_head: bool = False) -> Reference:
    return log_incident(session, "COND", (who, "adult_of_concern"), about_head=about_head)


def faults(operation: Callable[[], object]) -> dict[str, str]:
    with pytest.raises(RuleViolation) as caught:
        operation()
    return dict(caught.value.fields)


def test_each_tile_brings_its_own(session: Session) -> None:
    child, coach = pupil(session, "Wren Marlow", date(2016, 1, 2)), adult(session, "Joel Merrin", "Coach")
    record, apart = log_incident(session, "CB", (child, "target")), concern(session, coach)
    declared(session, coach, pupil(session, "Leon Vale", date(2016, 4, 2)), "2026-10-09 08:30")
    decided(session, record, DecisionKind.SANCTION, "No tablet for a week")
    decided(session, apart, DecisionKind.LOW_LEVEL_CONCERN, "Below the threshold")
    assert coach.reference is not None
    person_notes.add(session, coach.reference, Note(NoteKind.CALL, exactly(session.now()), "He rang."))
    for who in ("Headteacher", "Mrs Denning", "the Headteacher", "Mr Reed"):
        entries.add_action(session, record, Action(f"Ring, {who}", who, date(2026, 10, 16)))
    plan = Assessment(
        child,
        exactly(session.now()),
        "Miss Abbey",
        (Risk("It may go on.", RiskLevel.LOW),),
        (),
        review_on=date(2026, 10, 19),
    )
    assessments.make(session, record, plan)
    made = Letter(
        "removal_request",
        "Mr Halloway",
        DAY,
        "Posts",
        "Dear Mr Halloway,",
        "Please remove it.",
        "Yours sincerely,",
        "Mrs Carol Denning",
        "Headteacher",
    )
    letters.keep(session, record, made)
    found = {tile: [line.item.text for line in of(session, tile)] for tile in Tile}
    assert found[Tile.DECLARATIONS] == ["Family relationship with a pupil: Leon Vale"]
    assert found[Tile.DECISIONS] == ["No tablet for a week"]
    assert found[Tile.LOW_LEVEL] == ["Below the threshold"]
    assert found[Tile.NOTES] == ["Telephone call"]
    assert found[Tile.ACTIONS] == ["Ring, Headteacher", "Ring, Mrs Denning", "Ring, the Headteacher"]
    assert found[Tile.PLANS] == ["The safety plan for Wren Marlow"]
    assert found[Tile.LETTERS] == ["Posts, to Mr Halloway"]
    assert found[Tile.TELL], "the Headteacher is to be told of a new concern"
    order = [rule.tile for rule in session.catalogue.meeting.tiles]
    tiles = [line.item.tile for line in view(session).lines]
    assert tiles == sorted(tiles, key=order.index)


def test_what_awaits_the_headteacher_is_one_number_for_both_sides_over_what_both_may_read(
    made_school: MadeSchool, session: Session
) -> None:
    record, coach = bullied(session), adult(session, "Joel Merrin", "Coach")
    declared(session, coach, pupil(session, "Leon Vale", date(2016, 4, 2)), "2026-10-09 08:30")
    decided(session, record, DecisionKind.SANCTION, "No tablet for a week")
    decided(session, record, DecisionKind.LOW_LEVEL_CONCERN, "Below the threshold")
    entries.add_action(session, record, Action("Ring home", "Headteacher", date(2026, 10, 16)))
    about_head = concern(session, adult(session, "Mrs Carol Denning", "Headteacher"), about_head=True)
    decided(session, about_head, DecisionKind.OTHER, "Ask the Chair")
    waiting = [line.item.tile for line in view(session).lines if line.awaits]
    assert sorted(waiting) == [Tile.DECISIONS, Tile.DECLARATIONS, Tile.TELL]
    assert head_meetings.awaiting_head(session) == 3
    head_meetings.record(
        session,
        DAY,
        "Both",
        [line.item.key for line in view(session).lines if line.item.tile is Tile.DECISIONS],
    )
    assert head_meetings.awaiting_head(session) == 2, "what was agreed waits no more"
    assert head_meetings.awaiting_head(made_school.sign_in("head")) == 2


def test_a_letter_that_was_sent_or_that_somebody_else_signs_is_not_brought(session: Session) -> None:
    record = bullied(session)
    made = Letter(
        "removal_request", "Mr Low", DAY, "Posts", "Dear Mr Low,", "Please.", "Yours,", "Miss Abbey", "DSL"
    )
    letters.keep(session, record, made)
    assert of(session, Tile.LETTERS) == []


def test_what_either_key_does_not_open_is_not_there(made_school: MadeSchool, session: Session) -> None:
    head = adult(session, "Mrs Carol Denning", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER)
    about_head = concern(session, head, about_head=True)
    about_coach = concern(session, adult(session, "Joel Merrin", "Coach"))
    for record in (about_head, about_coach):
        decided(session, record, DecisionKind.OTHER, "Look again")
    assert about_head.compartment is Compartment.NOT_HEAD
    assert [line.item.opens for line in of(session, Tile.DECISIONS)] == [about_coach]
    assert view(session).parts == (Compartment.DAILY, Compartment.ADULTS)
    assert "about the Headteacher" not in view(session).reads
    deputy = made_school.sign_in("deputy")
    assert of(deputy, Tile.DECISIONS) == [] and view(deputy).parts == (Compartment.DAILY,)
    as_head = made_school.sign_in("head")
    assert [line.item.opens for line in of(as_head, Tile.DECISIONS)] == [about_coach]
    assert view(as_head).parts == (Compartment.DAILY, Compartment.ADULTS)


def as_though_the_head_read(session: Session, *parts: Compartment) -> None:
    """A roster that says another thing of the Headteacher than the program ever gives them."""
    users = tuple(replace(one, reads=parts) if one.is_head else one for one in session.roster.users)
    session._roster = replace(session.roster, users=users)


def test_no_roster_brings_what_is_kept_from_one_of_the_two(session: Session) -> None:
    head = adult(session, "Mrs Carol Denning", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER)
    about_head = concern(session, head, about_head=True)
    about_coach = concern(session, adult(session, "Joel Merrin", "Coach"))
    for record in (about_head, about_coach):
        decided(session, record, DecisionKind.OTHER, "Look again")
    as_though_the_head_read(session, Compartment.DAILY)
    assert view(session).parts == (Compartment.DAILY,) and of(session, Tile.DECISIONS) == []
    as_though_the_head_read(session, *Compartment)
    assert view(session).parts == (Compartment.DAILY, Compartment.ADULTS)
    assert [line.item.opens for line in of(session, Tile.DECISIONS)] == [about_coach]
    part = session.vault.compartment(Compartment.NOT_HEAD)
    assert head_meeting_items._line_of(part, about_head.id) is None, "wherever it stood"


def test_a_record_of_which_telling_is_held_is_not_brought(session: Session) -> None:
    record = bullied(session)
    decided(session, record, DecisionKind.OTHER, "Wait for the police")
    assert of(session, Tile.DECISIONS) and of(session, Tile.TELL)
    held = Telling(
        Whom.HEAD,
        "Mrs Denning",
        TellingState.HELD,
        exactly(session.now()),
        ground="police",
        advised_by="PC Example",
        until=date(2026, 10, 30),
    )
    entries.add_telling(session, record, held)
    assert [line for line in view(session).lines if line.item.opens == record] == []


def test_the_heads_own_declaration_goes_to_the_chair(session: Session) -> None:
    head = adult(session, "Mrs Carol Denning", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER)
    declared(session, head, pupil(session, "Leon Vale", date(2016, 4, 2)), "2026-10-09 08:30")
    assert of(session, Tile.DECLARATIONS) == []


def test_what_was_looked_at_is_not_brought_again_and_what_waits_is(
    made_school: MadeSchool, session: Session
) -> None:
    record = bullied(session)
    decided(session, record, DecisionKind.OTHER, "Look again")
    entries.add_action(session, record, Action("Ring his mother", "Headteacher", date(2026, 10, 30)))
    (line,) = of(session, Tile.DECISIONS)
    (action,) = of(session, Tile.ACTIONS)
    assert not line.new, "there was no meeting before"
    held = partial(head_meetings.record, session, looked=(line.item.key, action.item.key))
    assert faults(partial(held, date(2026, 10, 13), "Both")).keys() == {"on"}
    assert faults(partial(held, DAY, "  ")).keys() == {"present"}
    changes = held(DAY, "Miss Jo Abbey and Mrs Carol Denning")
    assert changes.said == "The meeting is recorded: 2 items looked at."
    assert of(session, Tile.DECISIONS) == []
    assert [one.looked for one in of(session, Tile.ACTIONS)] == ["Looked at Mon 12 Oct 2026"]
    last = view(session).last
    assert last is not None and last.words.startswith(
        "Last meeting Mon 12 Oct 2026, with Miss Jo Abbey and Mrs Carol Denning: 2 items looked at."
    )
    made_school.clock.set("2026-10-19 09:00")
    decided(session, record, DecisionKind.MONITOR, "Watch until half-term")
    (again,) = of(session, Tile.DECISIONS)
    assert again.new and "new since the last meeting" in view(session).counts
    head_meetings.take_back(session, last.reference, "It was another day.")
    assert len(of(session, Tile.DECISIONS)) == 2 and view(session).last is None
    with pytest.raises(AlreadyTakenBack):
        head_meetings.take_back(session, last.reference, "Once more.")


def test_each_part_keeps_its_own_of_a_meeting(made_school: MadeSchool, session: Session) -> None:
    record, apart = bullied(session), concern(session, adult(session, "Joel Merrin", "Coach"))
    for one in (record, apart):
        decided(session, one, DecisionKind.OTHER, "Look again")
    keys = [line.item.key for line in of(session, Tile.DECISIONS)]
    head_meetings.record(session, DAY, "Both", keys)
    held = head_meetings.meetings(session)
    assert [(one.reference.compartment, len(one.content.looked_at)) for one in held] == [
        (Compartment.DAILY, 1),
        (Compartment.ADULTS, 1),
    ]
    assert audit_log.page(session, Compartment.ADULTS).rows[0].kind is EventKind.MEETING_HELD
    last = view(session).last
    assert last is not None and "2 items" in last.words
    deputy = made_school.sign_in("deputy")
    seen = view(deputy).last
    assert seen is not None and "1 item looked at" in seen.words, "no count of what they cannot read"


def test_what_the_headteacher_decided_needs_no_agreement(session: Session) -> None:
    record = bullied(session)
    made = Decision(
        DecisionKind.OTHER, "Ring", "Weighed.", "Mrs Denning, Headteacher", exactly(session.now())
    )
    entries.add_decision(session, record, made)
    assert of(session, Tile.DECISIONS) == []


def test_a_policy_to_review_and_a_ban_to_decide_are_brought_when_they_are_near(
    made_school: MadeSchool, session: Session
) -> None:
    made_school.clock.set("2026-07-13 09:00")
    flagged = (
        EntryAnswer("clause", ("001 L105",)),
        EntryAnswer("flagged_on", day=date(2026, 7, 13)),
        EntryAnswer("because", ("Nobody could keep to it.",)),
    )
    logbooks.enter(session, "policy-review", flagged)
    assert of(session, Tile.POLICIES) == []
    made_school.clock.set("2026-10-12 09:00")
    record, terms = (
        bullied(session),
        BanTerms(DAY, scope="The hall", representations_until=date(2026, 10, 19)),
    )
    ban = ResponseStep(
        "adult_author", "ban", RungKind.BAN, exactly(session.now()), "Mrs Denning", "Mr Low", ban=terms
    )
    responses.add_step(session, record, replace(ban, ban=replace(terms, reason="A threat")))
    assert [line.item.name for line in of(session, Tile.POLICIES)] == ["001 L105"]
    (decide,) = of(session, Tile.BANS)
    assert decide.item.text.startswith("Decide on the ban of Mr Low") and decide.item.opens == record


def test_an_old_decision_is_left_where_it_stands(made_school: MadeSchool, session: Session) -> None:
    decided(session, bullied(session), DecisionKind.OTHER, "Look again")
    made_school.clock.set("2026-11-08 09:00")
    assert len(of(session, Tile.DECISIONS)) == 1
    made_school.clock.set("2026-11-10 09:00")
    assert of(session, Tile.DECISIONS) == []


def test_the_agenda_names_nobody_and_each_part_has_its_own(session: Session) -> None:
    record, coach = bullied(session), adult(session, "Joel Merrin", "Coach")
    apart = concern(session, coach)
    declared(session, coach, pupil(session, "Leon Vale", date(2016, 4, 2)), "2026-10-09 08:30")
    for one in (record, apart):
        decided(session, one, DecisionKind.OTHER, "Ask Joel Merrin about Leon")
    cases = [line.item.case for line in of(session, Tile.DECISIONS)]
    daily, adults = (
        " ".join(pages(paper.preview(session, AgendaPaper(part)).pdf))
        for part in (Compartment.DAILY, Compartment.ADULTS)
    )
    for sheet in (daily, adults):
        assert not any(name in sheet for name in ("Merrin", "Leon", "Marlow", "Cyberbullying", "conduct"))
    assert cases[0] in daily and cases[1] not in daily
    assert cases[1] in adults and cases[0] not in adults
    assert "A declaration to decide" in daily and "A decision to agree" in adults
    assert paper.issue(session, AgendaPaper(Compartment.DAILY)).document.compartment is Compartment.DAILY


def test_an_empty_agenda_says_so(session: Session) -> None:
    assert view(session).counts == "Nothing waits to be gone through."
    assert "Nothing waits" in " ".join(pages(paper.preview(session, AgendaPaper(Compartment.DAILY)).pdf))


def test_a_title_in_the_middle_of_a_name_is_nobody_else(session: Session) -> None:
    record = bullied(session)
    entries.add_action(session, record, Action("Ring", "Deputy Headteacher", DAY))
    entries.add_action(session, record, Action("Ring", "", DAY))
    assert of(session, Tile.ACTIONS) == []
