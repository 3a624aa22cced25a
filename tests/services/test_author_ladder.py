"""Every step of the ladder for an adult who posts abuse can be taken, and each of its letters drafted from a record."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.catalogue.ladders import FILLED_IN
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.responses import BanOutcome, ResponseStep, RungKind
from safeguard_app.services import response_page, responses
from safeguard_app.services.response_views import RungLine
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, at
from tests.services.test_letters import draft, record
from tests.services.test_responses import HALLOWAY, TERMS, called, step

__all__ = ["record"]

RUNGS = (
    "capture",
    "assess",
    "phone",
    "letter",
    "platform",
    "police",
    "redirect",
    "meeting",
    "ban",
    "representations",
    "ban_decision",
    "ban_review",
    "legal",
    "governors",
)
"""Policy 000 L42-44, policy 001 L72 and policy 003 L42, from the first look to the governing body."""
LETTERS = {
    "letter": "removal_request",
    "redirect": "redirect_complaint",
    "meeting": "meeting_invitation",
    "ban": "ban_provisional",
    "ban_decision": "ban_decision",
    "ban_review": "ban_review",
}
DECIDED = replace(TERMS, outcome=BanOutcome.CONFIRMED, review_on=date(2026, 11, 27))


def rung(session: Session, incident: Reference, code: str) -> RungLine:
    """A step as the record's page shows it."""
    ladder = response_page.response_of(session, incident).ladder
    assert ladder is not None and ladder.code == "adult_author"
    found = ladder.rung(code)
    assert found is not None, code
    return found


def banned(school: MadeSchool, session: Session, incident: Reference, *more: ResponseStep) -> None:
    """The notice of 17 September, his answer, the decision, and what followed."""
    school.clock.set("2026-11-27 10:00")
    answer = step("representations", RungKind.REPRESENTATIONS, "2026-09-23 09:00", answer="I was upset.")
    decision = step("ban_decision", RungKind.BAN_DECISION, "2026-09-25 14:00", ban=DECIDED)
    for one in (step("ban", RungKind.BAN, "2026-09-17 11:00", ban=TERMS), answer, decision, *more):
        responses.add_step(session, incident, one)


def reviewed(outcome: BanOutcome) -> ResponseStep:
    """The review of 27 November."""
    terms = replace(DECIDED, outcome=outcome, review_on=date(2026, 12, 11), reason="He kept to it.")
    return step("ban_review", RungKind.BAN_REVIEW, "2026-11-27 09:00", ban=terms)


def test_the_ladder_has_every_step_of_the_policy_and_each_letter_at_its_step(
    record: tuple[Session, Reference],
) -> None:
    session, incident = record
    view = response_page.response_of(session, incident)
    assert view.ladder is not None
    assert tuple(one.code for one in view.ladder.rungs) == RUNGS
    assert {one.code: one.letter for one in view.ladder.rungs if one.letter} == LETTERS
    assert set(view.drafts) == {*LETTERS.values(), "ban_lifted"}


@pytest.mark.parametrize(
    ("code", "name", "with_whom", "said", "answer", "reference"),
    [
        ("redirect", "Shown the way to complain", HALLOWAY.name, "The complaints procedure.", "He will.", ""),
        ("meeting", "Meeting", HALLOWAY.name, "He came, with a friend.", "He takes both posts down.", ""),
        (
            "legal",
            "Legal advice",
            "The school’s solicitor",
            "",
            "Write to the platform again first.",
            "LG-41",
        ),
        (
            "governors",
            "Governing body",
            "Dr Ama Boateng",
            "Told of the case.",
            "They noted it.",
            "Minute 7.2",
        ),
    ],
)
def test_a_step_is_taken_and_stands_on_the_ladder_with_its_day_and_what_came_of_it(
    record: tuple[Session, Reference],
    code: str,
    name: str,
    with_whom: str,
    said: str,
    answer: str,
    reference: str,
) -> None:
    session, incident = record
    before = rung(session, incident, code)
    assert before.name == name and not before.taken
    asked = {field.value for field in before.records}
    given = {"with_whom": with_whom, "said": said, "answer": answer, "reference": reference}
    assert {field for field, words in given.items() if words} <= asked, "its form asks for each"
    taken = ResponseStep("adult_author", code, RungKind.STEP, exactly(at("2026-09-15 08:30")), "Mrs Denning")
    responses.add_step(session, incident, replace(taken, **given))  # type: ignore[arg-type]
    after = rung(session, incident, code)
    (line,) = after.steps
    assert after.taken and "15 Sep 2026" in line.when and line.by == "Mrs Denning"
    shown = " ".join((line.title, *line.lines))
    for words in (words for words in given.values() if words):
        assert words in shown


@pytest.mark.parametrize(
    ("code", "expected", "still_open"),
    [
        ("removal_request", ("by 17:00 on Tuesday 15 September 2026", "our complaints procedure"), ()),
        ("redirect_complaint", ("first speak to Miss Jo Abbey, Designated Safeguarding Lead",), ()),
        ("meeting_invitation", ("With us will be Miss Jo Abbey", "bring somebody with you"), ("meeting",)),
    ],
)
def test_a_letter_before_any_ban_is_drafted_from_the_record(
    record: tuple[Session, Reference], code: str, expected: tuple[str, ...], still_open: tuple[str, ...]
) -> None:
    session, incident = record
    responses.add_step(
        session, incident, called("2026-09-14 15:40", deadline=exactly(at("2026-09-15 17:00")))
    )
    _drafted(session, incident, code, expected, ("platform", *still_open))


@pytest.mark.parametrize(
    ("code", "outcome", "expected"),
    [
        ("ban_provisional", None, ("This is provisional", "by Thursday 24 September 2026")),
        ("ban_decision", None, ("what you told us about it on Wednesday 23 September 2026", "27 November")),
        ("ban_review", BanOutcome.CONTINUES, ("continues until Friday 18 December", "on Friday 11 December")),
        ("ban_lifted", BanOutcome.LIFTED, ("From Friday 27 November 2026 you may come",)),
    ],
)
def test_each_letter_of_a_ban_is_drafted_with_nothing_left_open(
    made_school: MadeSchool,
    record: tuple[Session, Reference],
    code: str,
    outcome: BanOutcome | None,
    expected: tuple[str, ...],
) -> None:
    session, incident = record
    banned(made_school, session, incident, *([reviewed(outcome)] if outcome is not None else []))
    _drafted(session, incident, code, expected, ())


def _drafted(
    session: Session, incident: Reference, code: str, expected: tuple[str, ...], still_open: tuple[str, ...]
) -> None:
    """To the author, signed by the Headteacher, without the case number, and open only where nobody said it yet."""
    made = draft(session, incident, code)
    assert made == response_page.response_of(session, incident).drafts[code]
    assert (made.to, made.signed_by, made.signed_as) == (HALLOWAY.name, "Mrs Carol Denning", "Headteacher")
    for words in expected:
        assert words in made.body
    gaps = {f"[{FILLED_IN[one]}]" for one in still_open}
    assert set(made.gaps) == gaps
    assert "2026-0001" not in f"{made.subject}\n{made.body}"
