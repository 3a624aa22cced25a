"""What an allegation file answers on a referral form, and the time limit of a concern that was read anew."""

from dataclasses import replace

import pytest

from safeguard_app.domain.allegations import (
    AllegationOutcome,
    AllegationTerm,
    Duties,
    DutyDecision,
    DutyState,
    InsteadOfSuspension,
    Management,
    Part,
    Suspension,
    SuspensionState,
)
from safeguard_app.domain.entries import Consulted, Decision, DecisionKind, Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.support import Support
from safeguard_app.services import allegations, entries, incidents, paper, referrals, support, today
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.paper_views import ReferralPaper
from safeguard_app.services.record_clocks import ClockView, clocks_on
from safeguard_app.services.referral_fields import field_of
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading
from tests.documents.reading import poppler_text
from tests.services.conftest import MadeSchool, log_incident, moment

JOEL = PersonRef(None, "Joel Larkspur", "Teaching assistant")
FREYA = PersonRef(None, "Freya Kestrel", "Year 10")
AT = moment("2026-10-05 11:00")
LOW = Decision(DecisionKind.LOW_LEVEL_CONCERN, "Below.", "Once.", "Mrs Carol Denning", AT)
MET = replace(LOW, kind=DecisionKind.HARM_THRESHOLD_MET, at=moment("2026-10-16 16:20"))


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    made_school.clock.set("2026-10-19 09:00")
    return made_school.sign_in()


@pytest.fixture
def incident(session: Session) -> Reference:
    return log_incident(session, "SPC", (JOEL, "adult_of_concern"), (FREYA, "child_contacted"))


def give(session: Session, incident: Reference, part: Part) -> None:
    (file,) = allegations.files_of(session, incident, asked=True).files
    allegations.give(session, incident, JOEL, part, replacing=file.version)


def answered(session: Session, referral: Reference, key: str) -> str:
    found = field_of(referrals.view(session, referral).sections, key)
    assert found is not None
    return found.printed


def printed(session: Session, referral: Reference) -> str:
    return " ".join(poppler_text(paper.preview(session, ReferralPaper(referral)).pdf).split())


def test_what_the_file_holds_is_asked_nowhere_twice(session: Session, incident: Reference) -> None:
    advice = (Consulted("Ms Ayo", "Eastmarch", AT, "Do not speak to him."),)
    give(session, incident, Management("Mrs Carol Denning", "", advice))
    considered = (InsteadOfSuspension("placement", "Ended today."),)
    state = SuspensionState.NOT_SUSPENDED
    give(session, incident, Suspension(state, "He is away.", "Mrs Carol Denning", AT, None, considered))
    support.offer(session, incident, Support(JOEL, ("union",), "Miss Jo Abbey", AT))
    referral = referrals.begin(session, incident)[0]
    assert answered(session, referral, "case_manager") == "Mrs Carol Denning"
    assert answered(session, referral, "advice").endswith("Ms Ayo, Eastmarch: Do not speak to him.")
    assert "Ended today." in answered(session, referral, "safeguards")
    assert "Joel Larkspur, Mon 5 Oct 2026, 11:00: Trade union" in answered(session, referral, "support")


def test_a_copy_says_the_outcome_in_the_officers_part_once_it_is_known(
    session: Session, incident: Reference
) -> None:
    referral = referrals.begin(session, incident)[0]
    give(session, incident, Management("Mrs Carol Denning"))
    before = printed(session, referral).partition("to complete")[2]
    assert "☒" not in before and "as the school’s own file has them" not in before
    give(session, incident, AllegationOutcome(AllegationTerm.UNFOUNDED, "Misread.", "Mrs Carol Denning", AT))
    made = DutyDecision(DutyState.MADE, "By post.", AT)
    give(session, incident, Duties((), made, DutyDecision(DutyState.NOT_YET, "", not_known())))
    after = printed(session, referral).partition("to complete")[2]
    assert "☒ Unfounded" in after and after.count("☒") == 1
    assert "(DBS): referral made, Mon 5 Oct 2026, 11:00. By post." in after
    assert "not decided yet" not in after
    assert "as the school’s own file has them" in after


def test_why_a_telling_is_held_is_said_with_its_ground(session: Session, incident: Reference) -> None:
    held = Telling(
        Whom.PARENT, "Mrs Kestrel", TellingState.HELD, not_known(), ground="enquiry", advised_by="Ms Ayo"
    )
    entries.add_telling(session, incident, held)
    referral = referrals.begin(session, incident)[0]
    said = answered(session, referral, "parents_told@1")
    assert "Mrs Kestrel: held on the advice of Ms Ayo. Telling them may prejudice an enquiry" in said


def test_his_own_report_in_good_faith_is_said_to_be_his_unless_he_asked_not_to_be_named(
    made_school: MadeSchool, session: Session, incident: Reference
) -> None:
    for withheld, told in ((False, "which they reported themself"), (True, "")):
        made_school.clock.set(f"2026-09-{14 if withheld else 13} 16:20")
        at = Typed("", moment("2026-09-13 16:00"))
        form = replace(
            incidents.new_form(session, quick=False, category="PCA"),
            danger=Danger.NO,
            danger_asked_at=session.now(),
            account="She asked to follow him. He rejected it.",
            told=at,
            happened=at,
            participants=(
                Participant(JOEL, "adult_contacted"),
                Participant(JOEL, "reporter", name_withheld=withheld),
                Participant(FREYA, "child_contacted"),
            ),
        )
        reference = incidents.file(session, form)[0]
        referral = referrals.begin(session, incident)[0]
        (line,) = [one for one in referrals.view(session, referral).earlier if one.incident == reference]
        assert line.category.endswith(told) if told else "themself" not in line.category


def lado(session: Session, incident: Reference) -> ClockView:
    part = session.vault.compartment(incident.compartment)
    content = incidents.current(session, incident).content
    found = clocks_on(session, incident, content, reading.about(part.connection, incident)).clocks
    return next(one for one in found if one.clock == "lado")


def test_a_low_level_concern_read_anew_is_due_from_then_on(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-10-05 10:00")
    session = made_school.sign_in()
    concern = log_incident(session, "COND", (JOEL, "adult_of_concern"))
    made_school.clock.set("2026-10-16 16:30")
    entries.add_decision(session, concern, LOW)
    assert lado(session, concern).status.words == "Not to be referred, as decided"
    entries.add_decision(session, concern, MET)
    after = lado(session, concern)
    assert after.status.words == "Due by the end of Mon 19 Oct 2026"
    assert (
        "Began",
        "Fri 16 Oct 2026, 16:20, when it was decided that it may meet the harm threshold after all",
    ) in (after.facts)
    shown = today.today(session)
    (due,) = [one for one in (*shown.before_home, *shown.coming) if "ring the LADO" in one.text]
    assert due.reference == concern and due.meaning is not StatusMeaning.LATE
    referral = referrals.begin(session, concern)[0]
    assert "One working day from Fri 16 Oct 2026, 16:20" in referrals.view(session, referral).clock_line


def test_what_was_an_allegation_first_is_due_from_when_it_came(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-10-05 10:00")
    session = made_school.sign_in()
    concern = log_incident(session, "COND", (JOEL, "adult_of_concern"))
    made_school.clock.set("2026-10-16 16:30")
    for decision in (replace(MET, at=AT), MET):
        entries.add_decision(session, concern, decision)
    assert lado(session, concern).status.words.startswith("Late: was due")
