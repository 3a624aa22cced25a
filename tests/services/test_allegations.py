"""Allegation files: locked until somebody agreed, five parts in versions, printed, and nobody decides on themselves."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from safeguard_app.domain.allegations import (
    AllegationOutcome,
    AllegationTerm,
    Duties,
    DutyDecision,
    DutyState,
    InsteadOfSuspension,
    Investigation,
    InvestigationState,
    Management,
    MayTell,
    Suspension,
    SuspensionState,
)
from safeguard_app.domain.entries import Consulted, Decision, DecisionKind, Telling, TellingState, Whom
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.domain.support import Support
from safeguard_app.services import (
    allegations,
    entries,
    incidents,
    names_left,
    paper,
    search,
    support,
    today,
    wrong_person,
)
from safeguard_app.services.allegations import FilesView, FileView
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.session import Session
from safeguard_app.vault import verifying
from safeguard_app.vault.problems import StaleVersion
from tests.documents.reading import pages
from tests.services.conftest import MadeSchool, log_incident, moment

JOEL = PersonRef(None, "Joel Larkspur", "Teaching assistant")
FREYA = PersonRef(None, "Freya Kestrel", "Year 10")
AT = moment("2026-10-05 11:00")
MANAGED = Management(
    "Mrs Carol Denning",
    "",
    (Consulted("Ms Ayo", "Eastmarch", AT, "Do not speak to him."),),
    (MayTell("Parents", "That it was passed on", "After the meeting"),),
)
WAITS = Investigation(InvestigationState.LOCKED, (), "", not_known(), "For the meeting.")
AGREED = Investigation(
    InvestigationState.MAY_BEGIN,
    ("police",),
    "PC Hart",
    AT,
    "Staff only.",
    scope="Messages since 1 September.",
)
AWAY = Suspension(
    SuspensionState.SUSPENDED,
    "He cannot be kept apart from her.",
    "Mrs Carol Denning",
    AT,
    date(2026, 10, 19),
    (InsteadOfSuspension("redeployed", "There is no other site."),),
)
ENDED = AllegationOutcome(AllegationTerm.SUBSTANTIATED, "The messages are his.", "Mrs Carol Denning", AT)
NOT_YET = DutyDecision(DutyState.NOT_YET, "", not_known())
MADE = DutyDecision(DutyState.MADE, "Dismissed for it.", AT)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    made_school.clock.set("2026-10-05 12:00")
    return made_school.sign_in()


@pytest.fixture
def incident(session: Session) -> Reference:
    return log_incident(session, "SPC", (JOEL, "adult_of_concern"), (FREYA, "child_contacted"))


def view(session: Session, incident: Reference) -> FilesView:
    return allegations.files_of(session, incident, asked=True)


def only(session: Session, incident: Reference) -> FileView:
    (file,) = view(session, incident).files
    return file


def give(session: Session, incident: Reference, part: Any, adult: PersonRef = JOEL) -> None:
    allegations.give(session, incident, adult, part, replacing=only(session, incident).version)


def words(session: Session, incident: Reference) -> str:
    return "\n".join(line for part in only(session, incident).parts for line in part.lines)


def test_nobody_investigates_until_somebody_named_agreed(session: Session, incident: Reference) -> None:
    assert not view(session, incident).lock_heading, "a concern alone is no allegation yet"
    give(session, incident, MANAGED)
    assert view(session, incident).lock_heading == "Do not interview or investigate yet"
    assert "LADO" in view(session, incident).lock_text
    give(session, incident, WAITS)
    assert only(session, incident).locked
    for half, field in (
        (replace(AGREED, agreed_by=()), "agreed_by"),
        (replace(AGREED, who=" "), "who"),
        (replace(AGREED, at=not_known()), "at"),
        (replace(AGREED, scope=" "), "scope"),
    ):
        with pytest.raises(RuleViolation) as refused:
            give(session, incident, half)
        assert field in refused.value.fields
    assert only(session, incident).locked
    give(session, incident, AGREED)
    assert not view(session, incident).lock_heading
    assert "Agreed by: Police, PC Hart" in words(session, incident)
    give(session, incident, replace(WAITS, terms="The police asked to wait after all."))
    assert only(session, incident).locked
    assert verifying.verify(session.vault) == []


def test_a_decision_that_the_threshold_may_be_met_locks_before_there_is_a_file(
    session: Session, incident: Reference
) -> None:
    met = Decision(DecisionKind.HARM_THRESHOLD_MET, "Referred.", "Secrecy.", "Mrs Carol Denning", AT)
    entries.add_decision(session, incident, met)
    assert view(session, incident).lock_heading
    assert view(session, incident).begun == 0


def test_the_rule_says_who_manages_the_case(session: Session, incident: Reference) -> None:
    name, _ = view(session, incident).manager
    assert name
    with pytest.raises(RuleViolation) as refused:
        give(session, incident, replace(MANAGED, manager="Mr Somebody Else"))
    assert "why_other" in refused.value.fields
    with pytest.raises(RuleViolation) as refused:
        give(session, incident, replace(MANAGED, manager="Mr Joel Larkspur, TA", why_other="x"))
    assert "manager" in refused.value.fields
    give(session, incident, replace(MANAGED, manager="Mr Somebody Else", why_other="She is away"))
    assert "Why not the Headteacher: She is away" in words(session, incident)


def test_suspension_asks_first_what_was_considered_and_its_review_is_due(
    session: Session, incident: Reference
) -> None:
    for half, field in (
        (replace(AWAY, considered=()), "considered"),
        (replace(AWAY, review_on=None), "review_on"),
    ):
        with pytest.raises(RuleViolation) as refused:
            give(session, incident, half)
        assert field in refused.value.fields
    give(session, incident, AWAY)
    give(session, incident, replace(AWAY, review_on=date(2026, 10, 12)))
    assert reminders(session) == ["Look at the suspension of Joel Larkspur again"], "moved, and not doubled"
    assert "A neutral act" in words(session, incident)
    give(session, incident, replace(AWAY, state=SuspensionState.LIFTED, reason="He may come back."))
    assert reminders(session) == []


def reminders(session: Session) -> list[str]:
    page = today.today(session)
    return [one.text for one in (*page.before_home, *page.coming) if "suspension" in one.text]


def test_a_duty_that_applies_is_not_said_not_to(session: Session, incident: Reference) -> None:
    both = Duties(("removed", "harm"), replace(MADE, state=DutyState.NO_DUTY), NOT_YET)
    with pytest.raises(RuleViolation) as refused:
        give(session, incident, both)
    assert "barring_state" in refused.value.fields
    give(session, incident, replace(both, barring=MADE))
    assert "Disclosure and Barring Service (DBS): referral made, Mon 5 Oct 2026" in words(session, incident)
    with pytest.raises(RuleViolation) as refused:
        give(session, incident, replace(both, barring=replace(MADE, reason=" ")))
    assert "barring_reason" in refused.value.fields


def test_the_file_is_printed_and_found(session: Session, incident: Reference) -> None:
    give(session, incident, MANAGED)
    give(session, incident, ENDED)
    assert not only(session, incident).locked, "it has ended"
    said = " ".join(" ".join(pages(paper.preview(session, IncidentPaper(incident)).pdf)).split())
    assert "Allegation file" in said and "The messages are his" in said
    assert search.search(session, "passed").rows


def test_whoever_is_taken_off_takes_the_file_along(session: Session, incident: Reference) -> None:
    give(session, incident, MANAGED)
    give(session, incident, replace(WAITS, terms="For Freya Kestrel to be spoken to."))
    assert "Allegation file about Joel Larkspur" in names_left.where_named(session, incident, FREYA)
    wrong_person.take_off_person(session, incident, JOEL, "Another Joel")
    assert view(session, incident).files == ()


def test_a_record_about_no_adult_here_has_no_file(session: Session) -> None:
    record = log_incident(session, "CB", (FREYA, "target"))
    assert not allegations.files_of(session, record, asked=False).is_shown


def refused_in(session: Session, incident: Reference, part: Any, adult: PersonRef = JOEL) -> set[str]:
    """The fields that a part is refused for."""
    with pytest.raises(RuleViolation) as refused:
        allegations.give(session, incident, adult, part, replacing=0)
    return set(refused.value.fields)


def test_nobody_whom_it_is_about_decides_or_investigates(session: Session, incident: Reference) -> None:
    for name in ("Joel Larkspur", "Mr Joel Larkspur, Teaching assistant"):
        assert refused_in(session, incident, replace(AWAY, decided_by=name)) == {"decided_by"}
        assert refused_in(session, incident, replace(ENDED, decided_by=name)) == {"decided_by"}
        assert refused_in(session, incident, replace(AGREED, investigator=name)) == {"investigator"}


def test_the_headteacher_decides_nothing_where_it_is_about_them(session: Session) -> None:
    head = PersonRef(None, "Mrs Carol Denning", "Headteacher")
    record = log_incident(
        session, "SPC", (JOEL, "adult_of_concern"), (head, "adult_of_concern"), about_head=True
    )
    assert refused_in(session, record, ENDED) == {"decided_by"}
    assert "manager" in refused_in(session, record, MANAGED)


def test_a_review_may_be_today_and_is_kept_while_somebody_is_suspended_alone(
    session: Session, incident: Reference
) -> None:
    assert refused_in(session, incident, replace(AWAY, review_on=date(2026, 10, 4))) == {"review_on"}
    give(session, incident, replace(AWAY, review_on=date(2026, 10, 5)))
    give(session, incident, replace(AWAY, state=SuspensionState.LIFTED))
    suspension = only(session, incident).content.suspension
    assert suspension is not None and suspension.review_on is None


def test_somebody_suspended_again_is_looked_at_again(session: Session, incident: Reference) -> None:
    give(session, incident, AWAY)
    give(session, incident, replace(AWAY, state=SuspensionState.LIFTED))
    give(session, incident, AWAY)
    assert reminders(session) == ["Look at the suspension of Joel Larkspur again"]


def test_codes_are_those_of_the_lists(session: Session, incident: Reference) -> None:
    assert refused_in(session, incident, replace(AGREED, agreed_by=("no_such",))) == {"agreed_by"}
    assert refused_in(session, incident, Duties(("no_such",), MADE, NOT_YET)) == {"legs"}
    other = replace(AWAY, considered=(InsteadOfSuspension("no_such", "No."),))
    assert refused_in(session, incident, other) == {"considered"}


def test_one_leg_alone_may_be_no_duty(session: Session, incident: Reference) -> None:
    give(session, incident, Duties(("removed",), replace(MADE, state=DutyState.NO_DUTY), NOT_YET))
    assert "Dismissed for it" in words(session, incident)


def test_the_newest_decision_about_the_threshold_says_whether_it_is_locked(
    session: Session, incident: Reference
) -> None:
    low = Decision(DecisionKind.LOW_LEVEL_CONCERN, "Below.", "Nothing hidden.", "Mrs Carol Denning", AT)
    met = replace(low, kind=DecisionKind.HARM_THRESHOLD_MET)
    entries.add_decision(session, incident, low)
    assert not view(session, incident).lock_heading
    entries.add_decision(session, incident, met)
    assert view(session, incident).lock_heading


def test_a_file_is_about_an_adult_of_the_record_that_stands(session: Session, incident: Reference) -> None:
    assert refused_in(session, incident, MANAGED, PersonRef(None, "Mr Somebody Else")) == {""}
    assert refused_in(session, incident, MANAGED, FREYA) == {""}
    incidents.enter_in_error(session, incident, "Another school.")
    assert refused_in(session, incident, MANAGED) == {""}


def test_two_at_once_never_overwrite_each_other(session: Session, incident: Reference) -> None:
    give(session, incident, MANAGED)
    give(session, incident, WAITS)
    with pytest.raises(StaleVersion):
        allegations.give(session, incident, JOEL, AGREED, replacing=1)
    assert only(session, incident).locked


def test_what_the_record_has_elsewhere_stands_beside_the_file(session: Session, incident: Reference) -> None:
    give(session, incident, MANAGED)
    assert only(session, incident).beside == ()
    step = ReferralStep("", "allegations", StepTaken.PHONED, AT, about=JOEL.name)
    entries.add_step(session, incident, step)
    entries.add_step(session, incident, replace(step, agency="police"))
    entries.add_telling(session, incident, Telling(Whom.PARENT, "Mrs Kestrel", TellingState.TOLD, AT))
    entries.add_telling(session, incident, Telling(Whom.POLICE, "PC Hart", TellingState.TOLD, AT))
    support.offer(session, incident, Support(JOEL, ("union",), "Miss Jo Abbey", AT))
    labels = [label for label, _ in only(session, incident).beside]
    assert labels[0].startswith("Referral to Designated Officer") and len(labels) == 3
    assert "Support for Joel Larkspur" in labels
    said = dict(only(session, incident).beside)
    assert any("Mrs Kestrel" in words for words in said.values())
    assert not any("PC Hart" in words for words in said.values())


def test_the_printed_record_says_that_nobody_may_look_into_it_yet(
    session: Session, incident: Reference
) -> None:
    def printed() -> str:
        return " ".join(" ".join(pages(paper.preview(session, IncidentPaper(incident)).pdf)).split())

    give(session, incident, MANAGED)
    assert "Do not interview or investigate yet" in printed()
    give(session, incident, AGREED)
    assert "Do not interview or investigate yet" not in printed()


def test_every_part_of_the_file_is_found_by_its_words(session: Session, incident: Reference) -> None:
    give(session, incident, replace(AWAY, considered=(InsteadOfSuspension("redeployed", "No marmalade."),)))
    give(session, incident, Duties(("removed",), replace(MADE, reason="A quince."), NOT_YET))
    give(session, incident, replace(ENDED, reason="A damson."))
    give(session, incident, replace(AGREED, terms="A medlar."))
    for word in ("marmalade", "quince", "damson", "medlar"):
        assert search.search(session, word).rows, word


def test_another_part_may_be_answered_meanwhile_and_the_same_part_not(
    session: Session, incident: Reference
) -> None:
    """Words that wait in the form of one part are not shut out by another part, and write over nobody's answer."""
    give(session, incident, MANAGED)
    seen = only(session, incident).version
    give(session, incident, WAITS)
    allegations.give(session, incident, JOEL, replace(MANAGED, may_tell=()), replacing=seen)
    kept = only(session, incident).content
    assert (kept.management and kept.management.may_tell, kept.investigation) == ((), WAITS)
    with pytest.raises(StaleVersion):
        allegations.give(session, incident, JOEL, MANAGED, replacing=seen)
    with pytest.raises(StaleVersion):
        allegations.give(session, incident, JOEL, MANAGED, replacing=0)
    assert only(session, incident).content == kept
