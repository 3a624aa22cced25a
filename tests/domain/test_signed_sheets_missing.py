"""What a contact verdict says of acknowledgements of which no signed sheet is kept, and of late entries from paper."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.contact_check import ContactQuestion, Extent, Verdict, VerdictCode, WarningCode
from safeguard_app.domain.contact_verdict import ContactFacts, check_contact
from safeguard_app.domain.declarations import How, StepKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import Moment, exactly, not_known, on_day
from safeguard_app.domain.people import OfficeKind
from tests.domain.register_builders import (
    ACKNOWLEDGED,
    ARCHIE,
    AUNT,
    CAROL,
    DECLARED,
    DISCUSSED,
    FILED_AUNT,
    HEADS_OWN,
    LONDON,
    PAUL,
    REACKNOWLEDGED,
    REDECLARED,
    SHONA,
    TYLER,
    at,
    entered_late,
    ref,
    reference,
    step,
)
from tests.domain.test_contact_check import CONTACT, LATER, ask
from tests.domain.titles import ENGLAND

SHEET = reference("e")


def test_a_late_entry_says_that_its_sheet_is_kept_only_where_it_is() -> None:
    scanned = replace(ACKNOWLEDGED, document=SHEET)
    spoken = replace(DECLARED, how=How.IN_PERSON)
    late = entered_late(replace(AUNT, steps=(spoken, DISCUSSED, scanned)), at(10, 12, 10))
    verdict = ask(exactly(at(10, 3, 19)), at(10, 12, 15), (late,))
    assert [c.sentence for c in verdict.cautions if c.code is WarningCode.LATE_ENTRY] == [
        "“Declared” is dated Thu 24 Sep 2026, entered here on Mon 12 Oct 2026 by Miss Jo Abbey.",
        "“Acknowledged” is dated Mon 28 Sep 2026, entered here on Mon 12 Oct 2026 by Miss Jo Abbey, "
        "from a signed sheet kept here.",
    ]


NO_SCAN = (
    "No scan of the signed sheet is kept here. "
    "Look at the paper in the Headteacher’s file before relying on it."
)
IN_PERSON = (
    "Nothing signed is kept here: it was acknowledged in person. "
    "Ask the Headteacher what was agreed before relying on it."
)


def unsigned(verdict: Verdict) -> list[str]:
    """What it says about acknowledgements of which nothing signed is kept."""
    return [c.sentence for c in verdict.cautions if c.code is WarningCode.NO_SIGNED_SHEET]


@pytest.mark.parametrize(
    ("how", "document", "told"),
    [
        (How.SIGNED_PAPER, None, [NO_SCAN]),
        (How.IN_PERSON, None, [IN_PERSON]),
        (How.ON_SCREEN, None, []),
        (How.SIGNED_PAPER, SHEET, []),
        (How.IN_PERSON, SHEET, []),
    ],
)
@pytest.mark.parametrize(
    ("contact", "code"),
    [
        (exactly(at(10, 3, 19)), VerdictCode.ACKNOWLEDGED_BEFORE),
        (exactly(at(9, 28, 9)), VerdictCode.SAME_DAY_ORDER_UNKNOWN),
        (not_known(), VerdictCode.ORDER_UNKNOWN),
        (CONTACT, VerdictCode.ACKNOWLEDGED_ONLY_LATER),
    ],
)
def test_an_acknowledgement_of_which_nothing_signed_is_kept_is_named(
    how: How, document: Reference | None, told: list[str], contact: Moment, code: VerdictCode
) -> None:
    given = replace(ACKNOWLEDGED, how=how, document=document)
    verdict = ask(contact, at(10, 12), (replace(AUNT, steps=(DECLARED, DISCUSSED, given)),))
    assert verdict.code is code
    assert unsigned(verdict) == told


def test_only_the_sheet_of_an_acknowledgement_that_the_verdict_rests_on_is_missed() -> None:
    scanned = replace(ACKNOWLEDGED, document=SHEET)
    changed = replace(AUNT, steps=(DECLARED, DISCUSSED, scanned, REDECLARED, REACKNOWLEDGED))
    assert unsigned(ask(exactly(at(10, 3, 19)), at(12, 2), (changed,))) == []
    assert unsigned(ask(exactly(at(12, 1, 9)), at(12, 2), (changed,))) == [NO_SCAN]
    both = ask(exactly(at(10, 3)), at(12, 2), (changed,), extent=Extent.CONTINUING)
    assert unsigned(both) == [NO_SCAN.replace("sheet is", "sheet of Mon 30 Nov 2026 is")]
    spoken = replace(REACKNOWLEDGED, how=How.IN_PERSON)
    changed = replace(changed, steps=(*changed.steps[:-1], spoken))
    both = ask(exactly(at(10, 3)), at(12, 2), (changed,), extent=Extent.CONTINUING)
    assert unsigned(both) == [
        "Nothing signed is kept here: the acknowledgement of Mon 30 Nov 2026 was given in person. "
        "Ask the Headteacher what was agreed before relying on it."
    ]


def test_no_sheet_is_missed_where_nothing_was_acknowledged_or_it_was_over() -> None:
    declared_only = replace(AUNT, steps=(DECLARED, DISCUSSED))
    end = step(StepKind.ENDED, on_day(date(2026, 10, 5), LONDON), CAROL, at(10, 5, 12))
    ended = replace(AUNT, steps=(DECLARED, DISCUSSED, ACKNOWLEDGED, end))
    over = ask(exactly(at(10, 8)), at(10, 12), (ended,))
    assert over.code is VerdictCode.LAPSED_OR_ENDED
    for verdict in (over, ask(CONTACT, LATER, ()), ask(CONTACT, LATER, (declared_only,))):
        assert unsigned(verdict) == []


def test_the_paper_is_in_the_file_of_whoever_acknowledged() -> None:
    by_chair = step(
        StepKind.ACKNOWLEDGED, on_day(date(2026, 9, 9), LONDON), PAUL, at(9, 9, 17), OfficeKind.CHAIR
    )
    own = replace(HEADS_OWN, steps=(*HEADS_OWN.steps, by_chair))
    verdict = ask(exactly(at(9, 12, 10)), LATER, (own,), adult=CAROL, pupil=ARCHIE)
    assert unsigned(verdict) == [NO_SCAN.replace("Headteacher", "Chair of Governors")]
    question = ContactQuestion(ref(SHONA), ref(TYLER), "tiktok", exactly(at(10, 3)))
    facts = ContactFacts(declarations=(FILED_AUNT,))
    principal = replace(ENGLAND, head="Principal")
    verdict = check_contact(question, facts, LATER, LONDON, principal)
    assert unsigned(verdict) == [NO_SCAN.replace("Headteacher", "Principal")]
