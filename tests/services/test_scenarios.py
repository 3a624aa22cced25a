"""Whole cases through the use cases: trolling of a teacher (first half), the register of family relationships."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.page_images import page_count, page_text
from safeguard_app.domain.contact_check import ContactQuestion, Direction, VerdictCode, WarningCode
from safeguard_app.domain.declarations import DeclarationKind, DeclaredPupil, How, StepKind
from safeguard_app.domain.entries import Note, NoteKind, Telling, TellingState, Whom
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Reached, Way
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.moments import about
from safeguard_app.domain.people import (
    AdultType,
    FamilyLink,
    OfficeKind,
    Person,
    PersonKind,
    PersonRef,
    Relation,
)
from safeguard_app.domain.periods import Period
from safeguard_app.services import (
    contact_checks,
    declarations,
    entries,
    evidence,
    evidence_items,
    paper,
    people,
)
from safeguard_app.services.declaration_detail import detail
from safeguard_app.services.declaration_forms import DeclarationInput, StepInput
from safeguard_app.services.evidence_views import IntakePermit, Offered
from safeguard_app.services.paper_views import IncidentPaper, RegisterPaper
from safeguard_app.services.register import register
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, at, log_incident, moment, pupil
from tests.services.test_evidence import png


def words_of(pdf: bytes) -> str:
    """All words of a document, spaces and line ends made one space."""
    return " ".join(" ".join(page_text(pdf, page) for page in range(page_count(pdf))).split())


def test_scenario_1_first_half_a_parent_trolls_a_teacher(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    nandra = adult(session, "Ms Priya Nandra", "Year 5 teacher")
    ella = pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N")
    halloway = PersonRef(None, "Mr Dean Halloway", "Parent of Kai, Year 5")
    made_school.clock.set("2026-09-14 08:20")
    incident = log_incident(
        session,
        "TR",
        (nandra, "target"),
        (halloway, "author"),
        (ella, "depicted"),
        account="Two posts in a public group insult Ms Nandra; the second names Ella.",
        happened=moment("2026-09-11 20:14"),
        told=moment("2026-09-14 08:05"),
    )
    permit = evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    phone = CaptureFacts(
        what="Post of Fri 11 Sep",
        captured_at=moment("2026-09-12 09:30"),
        captured_by="Ms Nandra",
        posted_as_shown="Fri at 20:14",
        platform="facebook",
        supplied_by="Ms Nandra",
        reached=Reached.OWN_ACCOUNT,
    )
    batch = (
        Offered(Way.FILE, phone, content=png(2, 1), name="1.png"),
        Offered(Way.FILE, replace(phone, what="Post that names Ella"), content=png(3, 1), name="2.png"),
    )
    taken = evidence.take_in(session, permit, batch)
    made_school.clock.set("2026-09-16 09:15")
    call = Note(
        NoteKind.CALL, moment("2026-09-14 15:40"), "Asked to remove it by 17:00. Refused.", "Mr Halloway"
    )
    report = Note(
        NoteKind.PLATFORM_REPORT, moment("2026-09-16 08:30"), "Threat reported.", reference="FB-77120"
    )
    police = Note(NoteKind.POLICE, moment("2026-09-16 09:10"), "Log opened.", reference="EM-0416")
    for note in (call, report, police):
        entries.add_note(session, incident, note)
    told = Telling(Whom.PARENT, "Mrs Tan", TellingState.TOLD, moment("2026-09-14 16:10"), by="Miss Jo Abbey")
    entries.add_telling(session, incident, told)

    listed = evidence_items.exhibits(session, incident)
    words = words_of(paper.issue(session, IncidentPaper(incident)).pdf)

    assert [one.exhibit for one in taken.taken] == ["Ex1", "Ex2"]
    assert "Full address" in listed.items[0].missing
    for expected in ("Ex2", "Post that names Ella", "FB-77120", "EM-0416", "Refused.", "Mrs Tan"):
        assert expected in words
    digest = listed.items[0].sha256
    assert " ".join(digest[start : start + 8] for start in range(0, 64, 8)) in words
    assert "Fri 11 Sep 2026, 20:14" in words


class Baylis:
    """Scenario 3: Shona Pike and Tyler; Idris Vaughan and a family; Demi, who has left."""

    def __init__(self, school: MadeSchool) -> None:
        self.school = school
        self.session = school.sign_in()
        self.shona = adult(self.session, "Shona Pike", "Midday supervisor")
        self.idris = adult(self.session, "Idris Vaughan", "Caretaker", AdultType.CONTRACTOR)
        self.tyler = pupil(self.session, "Tyler Pike", date(2018, 3, 9))
        self.carer = PersonRef(None, "Mrs Carol Denning")
        left = Person(
            "Demi Pike",
            PersonKind.FORMER_PUPIL,
            date_of_birth=date(2014, 1, 8),
            on_roll=(Period(date(2018, 9, 3), date(2025, 7, 22)),),
            family=(FamilyLink(_id(self.tyler), Relation.SIBLING, "brother"),),
        )
        self.demi = people.ref_of(self.session, people.add(self.session, left)[0])

    def enter(self, when: str, *steps: StepInput, kind: DeclarationKind, who: PersonRef) -> Reference:
        """Enter a declaration at a local time."""
        self.school.clock.set(when)
        relation = (
            Relation.AUNT_OR_UNCLE
            if kind is DeclarationKind.FAMILY_RELATIONSHIP
            else Relation.FRIEND_OF_FAMILY
        )
        words = "aunt" if kind is DeclarationKind.FAMILY_RELATIONSHIP else ""
        made = DeclarationInput(kind, who, (DeclaredPupil(self.tyler, relation, words),), steps)
        return declarations.enter(self.session, made)[0]

    def step(self, kind: StepKind, when: str, *conditions: str) -> StepInput:
        """A step on signed paper: by the adult, or by the Headteacher where it is a decision."""
        decided = kind in {StepKind.ACKNOWLEDGED, StepKind.ACKNOWLEDGED_WITH_CONDITIONS}
        by = self.carer if decided or kind is StepKind.DISCUSSED else self.shona
        capacity = OfficeKind.HEADTEACHER if decided else None
        return StepInput(kind, moment(when), How.SIGNED_PAPER, by, capacity, conditions=conditions)

    def add(self, reference: Reference, when: str, step: StepInput) -> None:
        """Add a step at a local time."""
        self.school.clock.set(when)
        version = detail(self.session, reference).version
        declarations.add_step(self.session, reference, step, version=version)

    def verdict(
        self, began: str, who: PersonRef | None = None, child: PersonRef | None = None
    ) -> VerdictCode:
        """The verdict on a contact, asked now."""
        return self.check(began, who, child)[0]

    def check(
        self, began: str, who: PersonRef | None = None, child: PersonRef | None = None
    ) -> tuple[VerdictCode, set[WarningCode], tuple[str, ...]]:
        """Verdict, cautions and conditions."""
        question = ContactQuestion(
            who or self.shona,
            child or self.tyler,
            "tiktok",
            about(at(began)),
            direction=Direction.ADULT_TO_PUPIL,
        )
        found = contact_checks.check(self.session, question)
        return found.code, {caution.code for caution in found.cautions}, found.conditions


def _id(person: PersonRef) -> RecordId:
    assert person.reference is not None
    return person.reference.id


@pytest.fixture
def baylis(made_school: MadeSchool) -> Baylis:
    """The people of scenario 3, Mon 7 September."""
    return Baylis(made_school)


def _shonas_history(case: Baylis) -> Reference:
    """24 declared, 25 discussed, 28 September with conditions; 27 and 30 November a change and new conditions."""
    reference = case.enter(
        "2026-09-24 15:10",
        case.step(StepKind.DECLARED, "2026-09-24 15:00"),
        kind=DeclarationKind.FAMILY_RELATIONSHIP,
        who=case.shona,
    )
    case.add(reference, "2026-09-25 13:00", case.step(StepKind.DISCUSSED, "2026-09-25 12:30"))
    first = case.step(
        StepKind.ACKNOWLEDGED_WITH_CONDITIONS, "2026-09-28 16:00", "Family group only", "No public comments"
    )
    case.add(reference, "2026-09-28 16:20", first)
    return reference


def test_scenario_3_verdicts_as_the_register_stood(baylis: Baylis) -> None:
    baylis.school.clock.set("2026-09-22 15:24")
    assert baylis.verdict("2026-09-19 19:00") is VerdictCode.NONE_ON_REGISTER
    reference = _shonas_history(baylis)
    baylis.school.clock.set("2026-12-01 09:00")

    assert baylis.verdict("2026-09-19 19:00") is VerdictCode.ACKNOWLEDGED_ONLY_LATER
    assert baylis.verdict("2026-09-26 19:00") is VerdictCode.ACKNOWLEDGED_ONLY_LATER
    assert baylis.verdict("2026-10-05 19:00") is VerdictCode.ACKNOWLEDGED_BEFORE
    baylis.add(reference, "2026-11-27 15:00", baylis.step(StepKind.DECLARED, "2026-11-27 14:00"))
    baylis.school.clock.set("2026-11-29 09:00")
    code, cautions, conditions = baylis.check("2026-11-28 19:00")
    assert code is VerdictCode.ACKNOWLEDGED_BEFORE
    assert WarningCode.CHANGE_WAITING in cautions
    assert conditions == ("Family group only", "No public comments")
    new = baylis.step(StepKind.ACKNOWLEDGED_WITH_CONDITIONS, "2026-11-30 16:00", "Does not assess Tyler")
    baylis.add(reference, "2026-11-30 16:30", new)
    baylis.school.clock.set("2026-12-02 09:00")
    assert baylis.check("2026-12-01 19:00")[2] == ("Does not assess Tyler",)
    assert baylis.verdict("2026-09-19 19:00") is VerdictCode.ACKNOWLEDGED_ONLY_LATER


def test_scenario_3_the_register_prints_differently_as_at_three_days(baylis: Baylis) -> None:
    session: Session = baylis.session
    reference = _shonas_history(baylis)
    baylis.add(reference, "2026-11-27 15:00", baylis.step(StepKind.DECLARED, "2026-11-27 14:00"))
    again = baylis.step(StepKind.ACKNOWLEDGED_WITH_CONDITIONS, "2026-11-30 16:00", "Does not assess Tyler")
    baylis.add(reference, "2026-11-30 16:30", again)
    baylis.school.clock.set("2026-12-01 09:00")

    printed = [
        words_of(paper.preview(session, RegisterPaper(day)).pdf)
        for day in (date(2026, 9, 24), date(2026, 10, 1), date(2026, 12, 1))
    ]

    assert "With the Headteacher" in printed[0]
    assert "Mon 28 Sep 2026" in printed[1]
    assert "Mon 30 Nov 2026" in printed[2]
    assert len(set(printed)) == 3


def test_scenario_3_a_friendship_gives_no_cover(baylis: Baylis) -> None:
    declared = StepInput(StepKind.DECLARED, moment("2026-09-14 09:00"), How.SIGNED_PAPER, baylis.idris)
    reference = baylis.enter("2026-09-14 09:30", declared, kind=DeclarationKind.FRIENDSHIP, who=baylis.idris)
    given = baylis.step(StepKind.ACKNOWLEDGED, "2026-09-16 09:00")
    baylis.add(reference, "2026-09-16 09:30", given)
    baylis.school.clock.set("2026-10-12 16:00")

    code, cautions, _ = baylis.check("2026-10-12 10:00", who=baylis.idris)

    assert code is VerdictCode.NONE_ON_REGISTER
    assert WarningCode.OTHER_DECLARATION in cautions
    assert register(baylis.session).rows[0].status.words == "Acknowledged"
    assert not register(baylis.session).rows[0].exception


def test_scenario_3_a_sister_who_has_left_and_is_under_18(baylis: Baylis) -> None:
    _shonas_history(baylis)
    baylis.school.clock.set("2027-01-14 09:00")

    code, cautions, _ = baylis.check("2027-01-13 18:00", child=baylis.demi)

    assert code is VerdictCode.PUPIL_NOT_ON_ROLL
    assert {WarningCode.FORMER_PUPIL_UNDER_18, WarningCode.SIBLING_ON_ROLL} <= cautions


def test_an_old_signed_sheet_entered_today_says_both_dates(baylis: Baylis) -> None:
    baylis.enter(
        "2026-10-12 15:40",
        baylis.step(StepKind.DECLARED, "2026-09-10 09:00"),
        baylis.step(StepKind.ACKNOWLEDGED, "2026-09-11 09:00"),
        kind=DeclarationKind.FAMILY_RELATIONSHIP,
        who=baylis.shona,
    )
    question = ContactQuestion(baylis.shona, baylis.tyler, "tiktok", about(at("2026-09-19 19:00")))

    verdict = contact_checks.check(baylis.session, question)

    said = " ".join((*verdict.sentences, *(caution.sentence for caution in verdict.cautions)))
    assert verdict.code is VerdictCode.ACKNOWLEDGED_BEFORE
    assert "entered here on Mon 12 Oct 2026" in said
    assert "Fri 11 Sep 2026" in said
