"""Scenario 3 on paper: a contact before its acknowledgement, both verdicts, certificates, three registers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from safeguard_app.domain.contact_check import ContactQuestion, Direction
from safeguard_app.domain.declarations import DeclarationKind, DeclaredPupil, StepKind
from safeguard_app.domain.entries import Decision, DecisionKind, Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import about
from safeguard_app.domain.people import OfficeKind, PersonRef, Relation
from safeguard_app.services import contact_checks, declarations, entries, letters
from safeguard_app.services.declaration_forms import DeclarationInput
from safeguard_app.services.paper_views import IncidentPaper, LetterPaper, RegisterPaper, SheetPaper
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, at, log_incident, moment, pupil
from tests.services.scenario_papers import Papers, behind, part_of, said_anywhere, words_of
from tests.services.test_declarations import step
from tests.services.test_letters import draft, newest
from tests.services.test_scenarios import Baylis

LIVE = "2026-09-19 19:00"
RATIONALE = "Public comments by an aunt; nothing was asked of him and nothing hidden. Undeclared at the time."


@dataclass
class BaylisLane(Papers):
    """Baylis Lane on 13 January 2027: its records, and its declarations."""

    contact: Reference
    underage: Reference
    picture: Reference
    demi: Reference
    declared: dict[str, Reference]
    registers: dict[str, str]


@pytest.fixture(scope="module")
def baylis(make_once: Callable[..., MadeSchool]) -> BaylisLane:
    """From 7 September, when the Headteacher declares, to 13 January, when Shona follows Demi."""
    case = Baylis(make_once())
    session, school = case.session, case.school
    poppy = pupil(session, "Poppy Vale", date(2020, 2, 2), "Year 2", "2P")
    declared = {"head": _the_heads_own(case), "idris": _a_friendship(case, poppy)}
    school.clock.set("2026-09-22 15:24")
    contact = log_incident(
        session,
        "SPC",
        (case.shona, "adult_of_concern"),
        (case.tyler, "child_contacted"),
        account="A parent says that Shona comments on Tyler’s live videos.",
        happened=moment(LIVE),
        told=moment("2026-09-22 15:10"),
        platform="tiktok",
    )
    _check(session, contact, case.shona, case.tyler, LIVE)
    declared["shona"] = _shona_declares(case)
    school.clock.set("2026-09-29 09:00")
    _check(session, contact, case.shona, case.tyler, LIVE)
    low = Decision(
        DecisionKind.LOW_LEVEL_CONCERN,
        "Low-level concern. Not referred to the LADO.",
        RATIONALE,
        "Mrs Carol Denning",
        moment("2026-09-22 15:45"),
    )
    entries.add_decision(session, contact, low)
    underage = _his_account(case)
    school.clock.set("2026-10-12 16:00")
    picture = log_incident(
        session,
        "IMG",
        (case.idris, "adult_of_concern"),
        (poppy, "depicted"),
        account="He posted a photograph of a school event with six children.",
        happened=moment("2026-10-12 10:00"),
        told=moment("2026-10-12 15:00"),
    )
    _check(session, picture, case.idris, poppy, "2026-10-12 10:00")
    _new_conditions(case, declared["shona"])
    school.clock.set("2026-12-01 09:00")
    printed = {
        day: Papers(session).words(RegisterPaper(date.fromisoformat(day)))
        for day in ("2026-09-24", "2026-10-01", "2026-12-01")
    }
    school.clock.set("2027-01-13 20:00")
    demi = log_incident(
        session,
        "SPC",
        (case.shona, "adult_of_concern"),
        (case.demi, "child_contacted"),
        account="Shona follows Demi’s account.",
        happened=moment("2027-01-13 18:00"),
    )
    _check(session, demi, case.shona, case.demi, "2027-01-13 18:00")
    return BaylisLane(session, contact, underage, picture, demi, declared, printed)


def _check(session: Session, record: Reference, who: PersonRef, child: PersonRef, when: str) -> None:
    """What the register says of a contact now, kept with the record."""
    question = ContactQuestion(who, child, "tiktok", about(at(when)), direction=Direction.ADULT_TO_PUPIL)
    contact_checks.keep(session, record, contact_checks.check(session, question))


def _declare(
    case: Baylis, when: str, kind: DeclarationKind, who: PersonRef, child: PersonRef, relation: Relation
) -> Reference:
    case.school.clock.set(when)
    begun = step(StepKind.DECLARED, when, who)
    return declarations.enter(
        case.session, DeclarationInput(kind, who, (DeclaredPupil(child, relation),), (begun,))
    )[0]


def _the_heads_own(case: Baylis) -> Reference:
    """7 September, acknowledged by the Chair on the 9th."""
    session = case.session
    head = adult(session, "Mrs Carol Denning", "Headteacher")
    archie = pupil(session, "Archie Cole", date(2022, 5, 2), "Reception", "RA")
    case.carer = head
    family = DeclarationKind.FAMILY_RELATIONSHIP
    made = _declare(case, "2026-09-07 09:00", family, head, archie, Relation.AUNT_OR_UNCLE)
    chair = PersonRef(None, "Mr Paul Strand")
    case.add(
        made, "2026-09-09 16:30", step(StepKind.ACKNOWLEDGED, "2026-09-09 16:00", chair, OfficeKind.CHAIR)
    )
    return made


def _a_friendship(case: Baylis, poppy: PersonRef) -> Reference:
    """14 September, acknowledged on the 16th: it gives nobody leave to be in contact."""
    kind, friend = DeclarationKind.FRIENDSHIP, Relation.FRIEND_OF_FAMILY
    made = _declare(case, "2026-09-14 09:00", kind, case.idris, poppy, friend)
    case.add(made, "2026-09-16 16:00", case.step(StepKind.ACKNOWLEDGED, "2026-09-16 15:00"))
    return made


def _shona_declares(case: Baylis) -> Reference:
    family = DeclarationKind.FAMILY_RELATIONSHIP
    made = _declare(case, "2026-09-24 15:00", family, case.shona, case.tyler, Relation.AUNT_OR_UNCLE)
    case.add(made, "2026-09-25 13:00", case.step(StepKind.DISCUSSED, "2026-09-25 12:30"))
    given = StepKind.ACKNOWLEDGED_WITH_CONDITIONS
    case.add(
        made,
        "2026-09-28 16:20",
        case.step(given, "2026-09-28 16:00", "Family group only", "No public comments"),
    )
    return made


def _new_conditions(case: Baylis, declaration: Reference) -> None:
    """27 November a change, 30 November other conditions, to be looked at again in September."""
    case.add(declaration, "2026-11-27 15:00", case.step(StepKind.DECLARED, "2026-11-27 14:00"))
    again = case.step(StepKind.ACKNOWLEDGED_WITH_CONDITIONS, "2026-11-30 16:00", "Does not assess Tyler")
    case.add(declaration, "2026-11-30 16:30", replace(again, review_on=date(2027, 9, 1)))


def _his_account(case: Baylis) -> Reference:
    """Tyler is eight, and on TikTok: his parents are told, and written to."""
    session = case.session
    mother = PersonRef(None, "Mrs Dawn Pike", "Parent or carer")
    record = log_incident(
        session,
        "UA",
        (case.tyler, "child_of_concern"),
        (mother, "parent"),
        happened=moment("2026-09-22 15:10"),
        platform="tiktok",
    )
    told = Telling(
        Whom.PARENT, "Mrs Dawn Pike", TellingState.TOLD, moment("2026-09-23 15:30"), by="Miss Jo Abbey"
    )
    entries.add_telling(session, record, told)
    letters.keep(session, record, draft(session, record, "underage_account"))
    return record


def test_both_verdicts_stand_on_the_record_as_the_register_stood_on_each_day(baylis: BaylisLane) -> None:
    words = baylis.words(IncidentPaper(baylis.contact))
    again = "Further verdict on this contact, Tue 29 Sep 2026, 09:00."
    first = part_of(words, "First verdict on this contact, Tue 22 Sep 2026, 15:24.", again)
    second = behind(words, again)
    assert "None on this register." in first and "Frozen Tue 22 Sep 2026, 15:24, by Miss Jo Abbey." in first
    assert "Acknowledged" not in first and "28 Sep" not in first, "what came later does not rewrite it"
    for said in (
        "Acknowledged only later. Frozen Tue 29 Sep 2026, 09:00, by Miss Jo Abbey.",
        "Nothing was on file at the time of this contact.",
        "declared on Thu 24 Sep 2026, 15:00 and acknowledged on Mon 28 Sep 2026, 16:00 by Mrs Carol Denning, "
        "9 days after the contact",
    ):
        assert said in second, said
    assert words.count("Contact Sat 19 Sep 2026, about 19:00") == 2, "before the day of the acknowledgement"
    assert RATIONALE in second and "Decided by Mrs Carol Denning, Tue 22 Sep 2026, 15:45." in second


def test_the_registers_of_three_days_differ(baylis: BaylisLane) -> None:
    first, second, third = baylis.registers.values()
    assert "With the Headteacher" in first and "Mon 28 Sep 2026" not in first
    assert "Mon 28 Sep 2026" in second and "Mon 30 Nov 2026" not in second
    assert "Mon 30 Nov 2026" in third and "Wed 1 Sep 2027" in third


def test_certificates_name_who_acknowledged_and_under_which_conditions(baylis: BaylisLane) -> None:
    head = baylis.words(SheetPaper(baylis.declared["head"]))
    for said in ("Mrs Carol Denning", "Archie Cole", "Mr Paul Strand", "Wed 9 Sep 2026"):
        assert said in head, said
    assert "no exception" in baylis.words(SheetPaper(baylis.declared["idris"]))
    shona = baylis.words(SheetPaper(baylis.declared["shona"]))
    for said in ("Shona Pike", "Tyler Pike", "Does not assess Tyler", "Mon 30 Nov 2026", "1 Sep 2027"):
        assert said in shona, said


def test_a_friendship_is_no_cover_and_is_said_beside_the_verdict(baylis: BaylisLane) -> None:
    words = baylis.words(IncidentPaper(baylis.picture))
    for said in (
        "None on this register. Frozen Mon 12 Oct 2026, 16:00",
        "A declaration of another kind (friendship) is on the register. At the time: acknowledged.",
        "Policy makes an exception only for an acknowledged family relationship.",
    ):
        assert said in words, said


def test_a_sister_who_left_is_checked_with_her_brother_on_roll(baylis: BaylisLane) -> None:
    words = baylis.words(IncidentPaper(baylis.demi))
    for said in (
        "Pupil not on roll at the time. Frozen Wed 13 Jan 2027, 20:00",
        "Demi Pike was 13, so under 18 at the time.",
        "Tyler Pike, brother of Demi Pike, is on roll.",
        "Policy asks for particular caution where a former pupil’s relative attends the school.",
    ):
        assert said in words, said


def test_the_letter_to_his_parents_names_him_alone(baylis: BaylisLane) -> None:
    pdf = baylis.issued(LetterPaper(baylis.underage, newest(baylis.session, baylis.underage)))
    words, anywhere = words_of(pdf), said_anywhere(pdf)
    assert "Dear Mrs Pike," in words and "Tyler Pike uses TikTok" in words
    for never in ("Shona", "2026-", "OFFICIAL", "Demi"):
        assert never not in anywhere, never
    assert "[" not in words, "nothing is left to fill in"
