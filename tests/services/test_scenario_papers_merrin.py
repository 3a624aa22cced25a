"""Scenario 2 on paper: the time limit and how it was met, full names for the officer, what Mr Merrin may be given."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from safeguard_app.domain.allegations import (
    AllegationOutcome,
    AllegationTerm,
    Duties,
    DutyDecision,
    DutyState,
    Part,
)
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.entries import Decision, DecisionKind, Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.moments import not_known
from safeguard_app.services import allegations, cases, entries
from safeguard_app.services.paper_views import (
    AudiencePaper,
    CasePaper,
    ChronologyPaper,
    IncidentPaper,
    PaperJob,
    ReferralPaper,
)
from tests.services.conftest import SCHOOL, MadeSchool, moment
from tests.services.scenario_papers import Papers, before, behind, part_of
from tests.services.test_scenario_documents import MARF, Merrin, answer, begin

ASHCOMBE = replace(
    SCHOOL,
    name="Ashcombe Academy",
    head_name="Ms Laura Finch",
    dsl_name="Mr Ken Osei",
    chair_name="Mrs Imogen Vale",
)
ADVICE = "Telling her parents now may prejudice the enquiry."


class Ashcombe(Merrin, Papers):
    """Mr Merrin’s case with its form, as it stands on Monday 19 October; Mia did not ask to be left out."""

    def __init__(self, school: MadeSchool) -> None:
        super().__init__(school, withheld=False)
        self.referral = self.refer()
        held = Telling(
            Whom.PARENT,
            "Mrs Anna Linden",
            TellingState.HELD,
            moment("2026-10-19 11:00"),
            by="Mr Ken Osei",
            ground="enquiry",
            advised_by="the LADO",
            what=ADVICE,
        )
        school.clock.set("2026-10-19 11:30")
        entries.add_telling(self.session, self.chats, held)
        low = Decision(
            DecisionKind.LOW_LEVEL_CONCERN,
            "Recorded.",
            "One lift.",
            "Ms Laura Finch",
            moment("2026-10-06 16:30"),
        )
        entries.add_decision(self.session, self.lift, low)
        met = replace(
            low,
            kind=DecisionKind.HARM_THRESHOLD_MET,
            what="Read anew.",
            reason="With the chats it is part of a pattern.",
            at=moment("2026-10-16 16:20"),
        )
        entries.add_decision(self.session, self.lift, met)
        self.case, _ = cases.start(self.session, self.requests[0], self.chats, "One matter.")
        for record in (self.requests[1], self.lift):
            cases.link(self.session, record, self.case, "The same two.")
        self.marf = begin(self.session, self.chats, MARF, self.freya)

    @property
    def him(self) -> Reference:
        """His page."""
        assert self.joel.reference is not None
        return self.joel.reference


@pytest.fixture(scope="module")
def ashcombe(make_once: Callable[..., MadeSchool]) -> Ashcombe:
    """One log for every paper of this module."""
    return Ashcombe(make_once(ASHCOMBE))


def test_the_form_says_to_whom_when_by_whom_and_that_the_time_limit_was_met(ashcombe: Ashcombe) -> None:
    words = ashcombe.words(ReferralPaper(ashcombe.referral))
    head = before(words, "1 Dates")
    for said in (
        "To Designated Officer (LADO)",
        "Authority Eastmarch Council",
        "Made Mon 19 Oct 2026, 11:30",
        "By Miss Jo Abbey, DSL, Ashcombe Academy",
        "Version 1",
        "One working day from Fri 16 Oct 2026, 15:50, when it came to attention. Met by the first contact.",
        "First contact Fri 16 Oct 2026, 16:35",
    ):
        assert said in head, said
    assert "Mia Rowe" in words and "Freya Linden" in words and "Joel Merrin" in words, (
        "full names, no initials"
    )


def test_the_record_says_when_the_clock_began_and_that_it_was_met(ashcombe: Ashcombe) -> None:
    words = ashcombe.words(IncidentPaper(ashcombe.chats))
    limits = part_of(words, "Time limits", "Timeline")
    assert "Fri 16 Oct 2026, 15:50" in limits and "16:35" in limits
    told = part_of(words, "Who was told Who When", "Circumstances")
    assert "Mrs Anna Linden" in told and "prejudice" in told and "the LADO" in told


def test_the_second_version_of_the_form_says_so_in_its_head(ashcombe: Ashcombe) -> None:
    marf = ashcombe.marf
    for _ in range(2):
        head = before(ashcombe.words(ReferralPaper(marf)), "School’s case number")
        assert "Version 1 " in head and "Authority Eastmarch Council" in head, (
            "the same words, the same version"
        )
    answer(ashcombe.session, marf, called="Rang at 11:40. They expect the form today.")
    words = ashcombe.words(ReferralPaper(marf))
    assert "Version 2 " in before(words, "School’s case number")


@pytest.mark.parametrize("audience", [Audience.SUBJECT_ACCESS, Audience.PARENT])
def test_no_copy_for_mr_merrin_names_mia_or_freya(ashcombe: Ashcombe, audience: Audience) -> None:
    adults = ashcombe.chats.compartment
    inner: tuple[PaperJob, ...] = (
        ReferralPaper(ashcombe.referral),
        *(IncidentPaper(one) for one in (*ashcombe.requests, ashcombe.lift, ashcombe.chats)),
        CasePaper(ashcombe.case, everything=True),
        *(ChronologyPaper(ashcombe.him, part, everything=True) for part in (Compartment.DAILY, adults)),
    )
    for job in inner:
        said = ashcombe.anywhere(AudiencePaper(job, audience, (ashcombe.joel,)))
        for never in ("Mia", "Rowe", "Freya", "Linden"):
            assert re.search(rf"\b{never}\b", said) is None, (job, never)
        assert "Joel Merrin" in said, job


def test_his_own_reports_in_good_faith_and_the_concern_read_anew_stand_in_his_copy(
    ashcombe: Ashcombe,
) -> None:
    words = ashcombe.words(
        AudiencePaper(CasePaper(ashcombe.case, everything=True), Audience.SUBJECT_ACCESS, (ashcombe.joel,))
    )
    assert words.count("asked to follow him. He rejected it and reported it.") == 2
    assert "With the chats it is part of a pattern." in behind(words, "One lift.")
    assert "Mon 14 Sep 2026, 16:05" in words


def test_the_outcome_and_who_referred_him_on_stand_in_the_officers_part(made_school: MadeSchool) -> None:
    case = Merrin(made_school)
    referral = case.refer()
    made_school.clock.set("2026-12-07 16:00")
    decided, referred = moment("2026-12-04 14:00"), moment("2026-12-07 10:00")
    parts: tuple[Part, ...] = (
        AllegationOutcome(AllegationTerm.SUBSTANTIATED, "His messages were read.", "Ms Laura Finch", decided),
        Duties(
            (),
            DutyDecision(DutyState.MADE, "By the agency and by the school.", referred),
            DutyDecision(DutyState.NOT_YET, "", not_known()),
        ),
    )
    for part in parts:
        (file,) = allegations.files_of(case.session, case.chats, asked=True).files
        allegations.give(case.session, case.chats, case.joel, part, replacing=file.version)
    words = Papers(case.session).words(ReferralPaper(referral))
    outcome = behind(words, "to complete")
    for said in ("☒ Substantiated", "referral made, Mon 7 Dec 2026, 10:00. By the agency and by the school."):
        assert said in outcome, said
    assert outcome.count("☒") == 1
    assert "Met by the first contact." in before(words, "1 Dates"), "once met, it stays so"
