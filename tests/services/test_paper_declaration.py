"""The acknowledgement sheet prints the outcome that holds, and leaves room only where a decision is waited for."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.content import (
    Answer,
    Answered,
    Block,
    DataTable,
    Document,
    FieldTable,
    PageFrame,
    Paragraph,
    Section,
    Signature,
    Signatures,
    TextList,
    ToTick,
    ToWrite,
    WritingSpace,
)
from safeguard_app.domain.declarations import DeclarationKind, DeclaredPupil, How, StepKind, Teaches
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.index_lines import declaration_index
from safeguard_app.domain.moments import between_days
from safeguard_app.domain.people import Handle, OfficeKind, PersonRef, Relation
from safeguard_app.services import declaration_detail, declarations, paper
from safeguard_app.services.declaration_forms import DeclarationDetails, DeclarationInput, StepInput
from safeguard_app.services.paper_declaration import sheet_document
from safeguard_app.services.paper_views import SheetPaper
from safeguard_app.services.register_facts import declaration
from safeguard_app.services.session import Session
from tests.services.conftest import ZONE, MadeSchool, adult, moment, pupil
from tests.services.test_declarations import declared, step
from tests.services.test_paper import words_of

HEAD = PersonRef(None, "Mrs Carol Denning")
LEAD = PersonRef(None, "Miss Jo Abbey")
SHONA = PersonRef(None, "Shona Pike")
DECLARED_ON = "Thu 24 Sep 2026, 15:00, on signed paper"
BY_HEAD = "by Mrs Carol Denning, Headteacher"
TALK = replace(step(StepKind.DISCUSSED, "2026-09-25 12:30", HEAD), present=(LEAD,))
YES = replace(
    step(StepKind.ACKNOWLEDGED, "2026-09-28 16:00", HEAD, OfficeKind.HEADTEACHER), review_on=date(2027, 9, 1)
)
WITH_CONDITIONS = replace(
    step(StepKind.ACKNOWLEDGED_WITH_CONDITIONS, "2026-10-05 09:00", HEAD, OfficeKind.HEADTEACHER),
    conditions=("Family group only",),
    protocol="Nothing in private",
)
YES_AGAIN = step(StepKind.ACKNOWLEDGED, "2026-10-06 09:00", HEAD, OfficeKind.HEADTEACHER)
NO = step(StepKind.REFUSED, "2026-10-06 10:00", HEAD, OfficeKind.HEADTEACHER)
ENDED = step(StepKind.ENDED, "2026-10-07 09:00", LEAD)
REPLACED = step(StepKind.SUPERSEDED, "2026-10-07 09:00", LEAD)
DECLARED_AGAIN = step(StepKind.DECLARED, "2026-10-08 09:00", SHONA)
YES_BEFORE = f"Acknowledged: Mon 28 Sep 2026, 16:00, on signed paper, {BY_HEAD}"
NO_BEFORE = f"Not acknowledged: refused: Tue 6 Oct 2026, 10:00, on signed paper, {BY_HEAD}"
CONDITIONS_BEFORE = (
    f"Acknowledged, with conditions: Mon 5 Oct 2026, 09:00, on signed paper, {BY_HEAD}\n"
    "Conditions: Family group only\nProtocol: Nothing in private"
)
STAYS = "It stays in force until the change is decided."
ON_PAPER = "on signed paper"


class Sheet:
    """What one sheet says, by label and by heading."""

    def __init__(self, document: Document) -> None:
        self.answers: dict[str, Answer] = {}
        self.parts: dict[str, tuple[Block, ...]] = {}
        for block in document.blocks:
            assert isinstance(block, Section)
            self.parts[block.title] = block.blocks
            for table in block.blocks:
                if isinstance(table, FieldTable):
                    self.answers.update((field.label, field.answer) for field in table.fields)

    def said(self, label: str) -> str:
        """An answer in words."""
        answer = self.answers[label]
        assert isinstance(answer, Answered) and isinstance(answer.words, str)
        return answer.words

    def has_room(self, heading: str) -> bool:
        """Whether a section is there to write in."""
        return isinstance(self.parts[heading][0], WritingSpace)

    def listed(self, heading: str) -> tuple[object, ...]:
        """The lines of a section."""
        (lines,) = self.parts[heading]
        assert isinstance(lines, TextList)
        return lines.items

    @property
    def decides(self) -> Signature:
        """Where whoever decides signs."""
        found = self.parts["Signatures"][-1]
        assert isinstance(found, Signatures)
        return found.signatures[-1]


@pytest.fixture
def begun(made_school: MadeSchool) -> tuple[Session, Reference]:
    """Shona Pike's declaration of 24 September, entered on 12 October from old paper."""
    session = made_school.sign_in()
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    made_school.clock.set("2026-10-12 09:00")
    return session, declared(session, aunt, tyler, "2026-09-24 15:00")


def grow(session: Session, reference: Reference, *steps: StepInput) -> None:
    """Add steps, one version after another."""
    for one in steps:
        stored = declaration(session, reference)
        declarations.add_step(session, reference, one, version=stored.number)


def sheet_of(session: Session, reference: Reference) -> Sheet:
    """The sheet as it would be printed now."""
    return Sheet(sheet_document(session, declaration(session, reference), PageFrame("School")))


@pytest.mark.parametrize(
    ("steps", "before"),
    [
        ((), ""),
        ((TALK,), ""),
        ((NO, DECLARED_AGAIN), NO_BEFORE),
        ((YES, ENDED, DECLARED_AGAIN), f"Ended: Wed 7 Oct 2026, 09:00, {ON_PAPER}, by Miss Jo Abbey"),
        (
            (YES, REPLACED, DECLARED_AGAIN),
            f"Replaced by another declaration: Wed 7 Oct 2026, 09:00, {ON_PAPER}, by Miss Jo Abbey",
        ),
        ((YES, NO, DECLARED_AGAIN), NO_BEFORE),
        ((YES, DECLARED_AGAIN), f"{YES_BEFORE}\n{STAYS}"),
        ((WITH_CONDITIONS, DECLARED_AGAIN), f"{CONDITIONS_BEFORE}\n{STAYS}"),
    ],
    ids=[
        "declared",
        "discussed",
        "declared-after-a-refusal",
        "declared-after-its-end",
        "declared-after-its-replacement",
        "declared-after-yes-and-no",
        "a-change-waits",
        "a-change-waits-under-conditions",
    ],
)
def test_a_sheet_to_sign_leaves_room_and_says_what_stood_before(
    begun: tuple[Session, Reference], steps: tuple[StepInput, ...], before: str
) -> None:
    session, reference = begun
    grow(session, reference, *steps)

    sheet = sheet_of(session, reference)

    outcome = sheet.answers["Outcome"]
    assert isinstance(outcome, ToTick)
    assert not any(ticked for _, ticked in outcome.options)
    assert isinstance(sheet.answers["Decided (date, time, how)"], ToWrite)
    assert isinstance(sheet.answers["Review"], ToWrite)
    assert sheet.has_room("Conditions") and sheet.has_room("Agreed protocol")
    assert sheet.decides == Signature("Headteacher")
    assert (sheet.said("Before that") if "Before that" in sheet.answers else "") == before
    latest = "Thu 8 Oct 2026, 09:00, on signed paper" if DECLARED_AGAIN in steps else DECLARED_ON
    assert sheet.said("Declared") == latest


@pytest.mark.parametrize(
    ("steps", "outcome", "taken", "decided", "before", "conditions"),
    [
        (
            (YES,),
            "Acknowledged",
            "Acknowledged",
            f"Mon 28 Sep 2026, 16:00, {ON_PAPER}, {BY_HEAD}",
            "",
            "None.",
        ),
        (
            (WITH_CONDITIONS,),
            "Acknowledged, with conditions",
            "Acknowledged",
            f"Mon 5 Oct 2026, 09:00, {ON_PAPER}, {BY_HEAD}",
            "",
            "Family group only",
        ),
        (
            (YES, WITH_CONDITIONS, YES_AGAIN),
            "Acknowledged",
            "Acknowledged",
            f"Tue 6 Oct 2026, 09:00, {ON_PAPER}, {BY_HEAD}",
            "",
            "None.",
        ),
        (
            (NO,),
            "Not acknowledged: refused",
            "Refused",
            f"Tue 6 Oct 2026, 10:00, {ON_PAPER}, {BY_HEAD}",
            "",
            "None in force.",
        ),
        (
            (YES, NO),
            "Not acknowledged: refused",
            "Refused",
            f"Tue 6 Oct 2026, 10:00, {ON_PAPER}, {BY_HEAD}",
            YES_BEFORE,
            "None in force.",
        ),
        (
            (ENDED,),
            "Ended",
            "Ended",
            f"Wed 7 Oct 2026, 09:00, {ON_PAPER}, by Miss Jo Abbey",
            "",
            "None in force.",
        ),
        (
            (YES, WITH_CONDITIONS, ENDED),
            "Ended",
            "Ended",
            f"Wed 7 Oct 2026, 09:00, {ON_PAPER}, by Miss Jo Abbey",
            CONDITIONS_BEFORE,
            "None in force.",
        ),
        (
            (YES, REPLACED),
            "Replaced by another declaration",
            "Replaced",
            f"Wed 7 Oct 2026, 09:00, {ON_PAPER}, by Miss Jo Abbey",
            YES_BEFORE,
            "None in force.",
        ),
    ],
    ids=[
        "acknowledged",
        "with-conditions",
        "acknowledged-again-without-them",
        "refused",
        "refused-after-yes",
        "ended-undecided",
        "ended",
        "replaced",
    ],
)
def test_a_settled_sheet_states_the_outcome_that_holds(
    begun: tuple[Session, Reference],
    steps: tuple[StepInput, ...],
    outcome: str,
    taken: str,
    decided: str,
    before: str,
    conditions: str,
) -> None:
    session, reference = begun
    grow(session, reference, *steps)

    sheet = sheet_of(session, reference)

    assert sheet.said("Outcome") == outcome
    assert sheet.said(taken) == decided
    assert (sheet.said("Before that") if "Before that" in sheet.answers else "") == before
    assert sheet.listed("Conditions") == (conditions,)
    assert not sheet.has_room("Agreed protocol")
    (accounts,) = sheet.parts["How they are in touch"]
    assert isinstance(accounts, DataTable)
    assert accounts.rows == (("None entered", "", ""),)
    over = steps[-1] in (ENDED, REPLACED)
    assert sheet.decides == (
        Signature("Headteacher") if over else Signature("Headteacher", "Mrs Carol Denning", "Headteacher")
    )
    assert not any(
        isinstance(answer, ToTick) for label, answer in sheet.answers.items() if label == "Outcome"
    )


def test_steps_that_were_taken_back_leave_nothing_on_the_sheet(begun: tuple[Session, Reference]) -> None:
    session, reference = begun
    grow(session, reference, TALK, YES)
    declarations.take_back_step(session, reference, 2, "Another declaration’s sheet.", version=3)

    sheet = sheet_of(session, reference)

    assert isinstance(sheet.answers["Outcome"], ToTick)
    assert sheet.said("Discussed") == "Fri 25 Sep 2026, 12:30, on signed paper"
    assert sheet.said("Entered in the log") == (
        "First entered Mon 12 Oct 2026, 09:00\n"
        "Declared: dated Thu 24 Sep 2026, entered here on Mon 12 Oct 2026\n"
        "Discussed: dated Fri 25 Sep 2026, entered here on Mon 12 Oct 2026"
    )


def test_the_talk_about_an_earlier_declaration_is_not_taken_for_the_new_one(
    begun: tuple[Session, Reference],
) -> None:
    session, reference = begun
    grow(session, reference, TALK, YES)
    settled = sheet_of(session, reference)
    assert settled.said("Present at the discussion") == "Miss Jo Abbey"

    grow(session, reference, DECLARED_AGAIN)
    changed = sheet_of(session, reference)

    assert isinstance(changed.answers["Discussed (date, time, how)"], ToWrite)
    assert isinstance(changed.answers["Present at the discussion"], ToWrite)


def test_an_end_whose_day_is_not_known_is_not_printed_as_certain(begun: tuple[Session, Reference]) -> None:
    session, reference = begun
    about_now = between_days(date(2026, 10, 11), date(2026, 10, 14), ZONE)
    grow(session, reference, YES, replace(ENDED, at=about_now))

    sheet = sheet_of(session, reference)

    assert sheet.said("Outcome") == "Changed about now, exact date not known: Acknowledged; or Ended"
    assert sheet.said("Decided") == "Cannot be told from these dates"
    assert sheet.decides == Signature("Headteacher")


def test_the_place_to_sign_claims_no_acknowledgement(begun: tuple[Session, Reference]) -> None:
    session, reference = begun
    grow(session, reference, NO)

    said = [
        block.words
        for block in sheet_of(session, reference).parts["Signatures"]
        if isinstance(block, Paragraph)
    ]

    assert any(isinstance(words, str) and words.startswith("Decided by the Headteacher.") for words in said)
    assert not any("Acknowledged by" in str(words) for words in said)


def with_two_pupils(made_school: MadeSchool) -> tuple[Session, PersonRef, PersonRef, PersonRef]:
    """Shona Pike, Tyler and Demi, on 12 October."""
    session = made_school.sign_in()
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    demi = pupil(session, "Demi Pike", date(2017, 3, 2))
    made_school.clock.set("2026-10-12 09:00")
    return session, aunt, tyler, demi


def test_nature_of_contact_and_the_notes_are_printed_where_there_are_any(made_school: MadeSchool) -> None:
    session, aunt, tyler, demi = with_two_pupils(made_school)
    pupils = (
        DeclaredPupil(tyler, Relation.AUNT_OR_UNCLE, "aunt", note="Stays with her on Fridays."),
        DeclaredPupil(demi, Relation.AUNT_OR_UNCLE, "aunt"),
    )
    began = StepInput(StepKind.DECLARED, moment("2026-09-24 15:00"), How.SIGNED_PAPER, aunt)
    entered = DeclarationInput(
        DeclarationKind.FAMILY_RELATIONSHIP,
        aunt,
        pupils,
        (began,),
        "Family visits and a group chat.",
        "Paper copy too.",
    )
    reference = declarations.enter(session, entered)[0]

    sheet = sheet_of(session, reference)
    printed = words_of(paper.issue(session, SheetPaper(reference)).pdf)

    assert sheet.said("Nature of contact") == "Family visits and a group chat."
    assert sheet.said("Note") == "Paper copy too."
    assert sheet.said("About Tyler Pike") == "Stays with her on Fridays."
    assert "About Demi Pike" not in sheet.answers
    for words in ("Family visits and a group chat.", "Paper copy too.", "Stays with her on Fridays."):
        assert words in printed


def test_a_sheet_without_notes_has_no_part_for_them(begun: tuple[Session, Reference]) -> None:
    session, reference = begun
    sheet = sheet_of(session, reference)

    assert "Notes" not in sheet.parts
    assert "Nature of contact" not in sheet.answers


def test_accounts_say_whose_they_are_where_several_pupils_are_declared(made_school: MadeSchool) -> None:
    session, aunt, tyler, demi = with_two_pupils(made_school)
    hers, his = (Handle("tiktok", "@shona.p_88"),), (Handle("tiktok", "@tylerp_gaming"),)
    pupils = (
        DeclaredPupil(tyler, Relation.AUNT_OR_UNCLE, "aunt", adult_handles=hers, pupil_handles=his),
        DeclaredPupil(demi, Relation.AUNT_OR_UNCLE, "aunt", adult_handles=hers),
    )
    assert _accounts(session, aunt, pupils) == ["Tyler Pike: @tylerp_gaming", "Demi Pike: none entered"]
    assert _accounts(session, aunt, pupils[:1]) == ["@tylerp_gaming"]


def _accounts(session: Session, who: PersonRef, pupils: tuple[DeclaredPupil, ...]) -> list[object]:
    """The column of the pupils' accounts."""
    began = StepInput(StepKind.DECLARED, moment("2026-09-24 15:00"), How.SIGNED_PAPER, who)
    entered = DeclarationInput(DeclarationKind.FAMILY_RELATIONSHIP, who, pupils, (began,))
    table = sheet_of(session, declarations.enter(session, entered)[0]).parts["How they are in touch"][0]
    assert isinstance(table, DataTable)
    return [row[-1] for row in table.rows]


def test_a_connection_that_is_no_family_relationship_is_not_printed_as_one(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    coach = adult(session, "Merrin Foss", "Sports coach")
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    made_school.clock.set("2026-10-12 09:00")
    kind = DeclarationKind.FRIENDSHIP
    reference = declared(session, coach, tyler, "2026-09-24 15:00", kind=kind, relation=Relation.OTHER)
    grow(session, reference, YES)

    document = sheet_document(session, declaration(session, reference), PageFrame("School"))
    printed = words_of(paper.issue(session, SheetPaper(reference)).pdf)

    assert document.title == "Acknowledgement of a declared friendship"
    assert Sheet(document).said("What is declared") == "Friendship with a parent or a family"
    assert "no exception to the rule of no contact with pupils (004 §6.7)" in printed
    assert "covers contact from its date on" not in printed
    assert "Family relationship" not in printed


def test_type_department_manager_mitigations_risk_and_the_copy_are_kept_shown_found_and_printed(
    begun: tuple[Session, Reference],
) -> None:
    session, reference = begun
    stored = declaration(session, reference)
    waiting = Sheet(sheet_document(session, stored, PageFrame("School")))
    for heading in ("Department", "Line manager", "Risk considered", "Copy to, on"):
        assert isinstance(waiting.answers[heading], ToWrite), "room to write it"
    (one,) = stored.content.pupils
    taught = replace(one, teaches_or_supervises=Teaches.YES, mitigations="Mr Reed marks his work.")
    details = DeclarationDetails((taught,), department="Lunchtime team", line_manager="Ms Olive Quill")
    declarations.correct(session, reference, details, "It was left out.", version=stored.number)
    yes = replace(
        YES,
        risk="Favour could be seen in it.",
        mitigations="She takes another table.",
        copy_to="Miss Jo Abbey",
        copy_on=date(2026, 10, 2),
    )
    grow(session, reference, yes)
    sheet = sheet_of(session, reference)
    assert sheet.said("Type (employee, agency, volunteer ...)") == "Employee"
    assert (sheet.said("Department"), sheet.said("Line manager")) == ("Lunchtime team", "Ms Olive Quill")
    assert sheet.said("If so, what is done about it?") == "Mr Reed marks his work."
    assert sheet.said("Risk considered") == "Favour could be seen in it."
    assert sheet.said("Asked for where the adult teaches") == "She takes another table."
    assert sheet.said("Copy to, on") == "Miss Jo Abbey, Fri 2 Oct 2026"
    shown = declaration_detail.detail(session, reference)
    assert dict(shown.about_adult) == {
        "Type": "Employee",
        "Department": "Lunchtime team",
        "Line manager": "Ms Olive Quill",
    }
    assert ("What is done about that", "Mr Reed marks his work.") in shown.pupils[0].facts
    says = shown.steps[-1].says
    assert (
        "Risk considered: Favour could be seen in it." in says
        and "Copy to: Miss Jo Abbey, Fri 2 Oct 2026" in says
    )
    entry = declaration_index(declaration(session, reference).content)
    assert entry is not None and "lunchtime" in entry.text.casefold() and "quill" in entry.text.casefold()


def test_a_copy_cannot_have_gone_tomorrow(begun: tuple[Session, Reference]) -> None:
    with pytest.raises(RuleViolation) as caught:
        grow(*begun, replace(YES, copy_to="Miss Jo Abbey", copy_on=date(2026, 10, 13)))
    assert list(caught.value.fields) == ["copy_on"]
