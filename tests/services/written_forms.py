"""One filled example of every form that is written, and how it is given to its service."""

import dataclasses
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from safeguard_app.domain.allegations import (
    AllegationOutcome,
    AllegationTerm,
    Duties,
    DutyDecision,
    DutyState,
    Findings,
    InsteadOfSuspension,
    Investigation,
    InvestigationOutcome,
    InvestigationState,
    Management,
    MayTell,
    Suspension,
    SuspensionState,
)
from safeguard_app.domain.assessments import Assessment, Measure, Risk, RiskLevel
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.clock_acts import ActOnClock, ClockAct
from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.declarations import DeclarationKind, DeclaredPupil, How, StepKind, Teaches
from safeguard_app.domain.entries import (
    Action,
    Agreed,
    Considered,
    Consulted,
    Decision,
    DecisionKind,
    Note,
    NoteKind,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.evidence import CaptureFacts
from safeguard_app.domain.identifiers import Reference, new_record_id
from safeguard_app.domain.incidents import Answer, Danger, Participant, Passage, PassageKind
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.logbooks import DatedPerson, EntryAnswer, EntryStepKind
from safeguard_app.domain.moments import exactly, not_known
from safeguard_app.domain.people import (
    AdultType,
    FamilyLink,
    Handle,
    HandleConfidence,
    NumberKind,
    OfficeKind,
    Person,
    PersonKind,
    PersonNumber,
    PersonRef,
    Post,
    Relation,
)
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_facts import (
    FurtherName,
    HeldStatus,
    NotToBeUsed,
    Professional,
    TellingRule,
)
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.domain.responses import BanTerms, PlatformReport, ResponseStep, RungKind
from safeguard_app.domain.school import ContactToRing, DaysKind, School, SchoolDays
from safeguard_app.domain.school_policies import PolicyClause
from safeguard_app.domain.support import Support
from safeguard_app.services import (
    allegations,
    assessments,
    away,
    contact_checks,
    declarations,
    entries,
    handing_in,
    incident_correction,
    incidents,
    letters,
    logbooks,
    people,
    responses,
    school,
    school_calendar,
    school_policies,
    support,
)
from safeguard_app.services.away import AwayForm
from safeguard_app.services.capture_facts import checked_facts
from safeguard_app.services.declaration_forms import DeclarationInput, StepInput
from safeguard_app.services.emergency_call import Rung
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.logbooks import EntryStepInput
from safeguard_app.services.school_policies import PolicyInput
from safeguard_app.services.session import Session
from tests.services.conftest import adult, at, log_incident, pupil
from tests.services.written_own_form import own_form
from tests.services.written_sharings import receipt_form, sharing_form

Give = Callable[[Any], object]

SOMEBODY = PersonRef(None, "Ms Dawn Maple", "Parent or carer")
TIME = exactly(at("2026-10-06 09:00"), "her telephone")


def _incident(session: Session) -> tuple[Any, Give]:
    typed = Typed("6/10 0900", TIME)
    form = replace(
        incidents.new_form(session, quick=False, category="CB"),
        danger=Danger.NO,
        danger_note="Asked",
        rung=typed,
        rung_whom=Rung.POLICE,
        rung_reference="CAD 12",
        account="She said: I am fine.",
        passages=(Passage(10, 20, PassageKind.OWN_WORDS, "Wren"),),
        on_paper=True,
        author=SOMEBODY,
        told_by=SOMEBODY,
        first_told=SOMEBODY,
        participants=(Participant(SOMEBODY, "target", "A note"),),
        answers=(Answer("still_up", ("yes",)),),
        protected_characteristics=("race",),
        online_risks=("contact",),
        written=typed,
        handed_over=typed,
        told=typed,
        reached_lead=typed,
        happened=typed,
        seen=typed,
    )
    return form, lambda value: incidents.file(session, replace(value, id=new_record_id()))


def _correction(session: Session) -> tuple[Any, Give]:
    form, file = _incident(session)
    filed: Any = file(form)
    record: Reference = filed[0]

    def correct(value: Any) -> object:
        number = incidents.current(session, record).number
        return incident_correction.correct_from_form(session, record, value, "Why", replacing=number)

    return form, correct


def _hand_in(session: Session) -> tuple[Any, Give]:
    form, _ = _incident(session)
    return replace(form, about_lead=True), lambda value: handing_in.hand_over(session, value)


def _on_record(made: object, add: Callable[[Session, Reference, Any], object]) -> Callable[..., Any]:
    def begin(session: Session) -> tuple[Any, Give]:
        record = log_incident(session, "CB", (SOMEBODY, "target"))
        return made, lambda value: add(session, record, value)

    return begin


def _check(session: Session) -> tuple[Any, Give]:
    who = adult(session, "Shona Pike", "Midday supervisor")
    record = log_incident(session, "SPC", (who, "adult_of_concern"))
    asked = ContactQuestion(
        who,
        PersonRef(None, "Tyler Pike", "Pupil"),
        "tiktok",
        TIME,
        ended=TIME,
        how_it_came_to_light="Seen",
        came_to_attention=TIME,
    )

    def keep(value: Any) -> object:
        return contact_checks.keep(session, record, contact_checks.check(session, value))

    return asked, keep


def _person(session: Session) -> tuple[Any, Give]:
    relative = pupil(session, "Wren Maple", date(2018, 5, 1)).reference
    assert relative is not None
    made = Person(
        "Ms Dawn Maple",
        PersonKind.STAFF,
        posts=(Post(AdultType.AGENCY, "Teacher", employer="An agency"),),
        handles=(Handle("tiktok", "dawn.m", HandleConfidence.PROBABLE, "Her profile", "A singer"),),
        family=(FamilyLink(relative.id, Relation.CHILD, "daughter"),),
        names=(FurtherName("Dawn Hale", "former_surname"),),
        numbers=(PersonNumber(NumberKind.STAFF, "S7"),),
        statuses=(HeldStatus("young_carer", note="Of her mother"),),
        telling_rules=(TellingRule("Mr Hale", relative.id, False, "An order", "Of a court"),),
        not_to_be_used=(NotToBeUsed("1 Mill Lane", "His house"),),
        professionals=(Professional("Ms Wells", "Social worker", "Council", "01632 960100", "w@c.example"),),
    )
    return made, lambda value: people.add(session, value)


def _school(session: Session) -> tuple[Any, Give]:
    made = replace(
        session.school,
        contacts=(ContactToRing("police", "PC Example", "01632 960101", "A note"),),
        register_complete_since="2026-09-01",
        days=(SchoolDays(DaysKind.TERM, "Autumn", date(2026, 9, 3), date(2026, 12, 18)),),
    )

    def give(value: School) -> object:
        school.change(session, value)
        version = session.vault.school().number
        return school_calendar.change(session, value.days, "Published", version=version)

    return made, give


def _declaration(session: Session) -> tuple[Any, Give]:
    who = adult(session, "Shona Pike", "Midday supervisor")
    child = pupil(session, "Tyler Pike", date(2018, 5, 1))
    head = PersonRef(None, "Mrs Carol Denning", "Headteacher")
    steps = (
        StepInput(StepKind.DECLARED, TIME, How.SIGNED_PAPER, who, note="A note"),
        StepInput(StepKind.DISCUSSED, TIME, How.SIGNED_PAPER, head, present=(SOMEBODY,)),
        StepInput(
            StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
            TIME,
            How.SIGNED_PAPER,
            head,
            OfficeKind.HEADTEACHER,
            conditions=("Only at home",),
            protocol="As agreed",
            risk="It may be misread",
            mitigations="Another marks her work",
            copy_to="Miss Abbey",
        ),
    )
    account = (Handle("tiktok", "shona.p", HandleConfidence.PROBABLE, "She said so"),)
    declared = DeclaredPupil(
        child,
        Relation.AUNT_OR_UNCLE,
        "aunt",
        adult_handles=account,
        pupil_handles=account,
        note="A note",
        since="2009",
        teaches_or_supervises=Teaches.YES,
        mitigations="Another marks her work",
    )
    made = DeclarationInput(
        next(iter(DeclarationKind)), who, (declared,), steps, "Aunt", "A note", "Maths", "Mr Reed"
    )
    return made, lambda value: declarations.enter(session, value)


def _facts(session: Session) -> tuple[Any, Give]:
    return CaptureFacts(
        what="A comment", captured_at=TIME, child="Ella: her face"
    ), lambda value: checked_facts(session, value)


def _policy(session: Session) -> tuple[Any, Give]:
    clauses = (PolicyClause("1", "Adults report at once.", ("TR",)),)
    form = PolicyInput("Social media policy", "SMP", date(2026, 9, 1), "1. Adults report at once.", clauses)
    return form, lambda value: school_policies.add(session, value)


STEP = ResponseStep(
    "adult_author",
    "ban",
    RungKind.BAN,
    TIME,
    "Mrs Denning",
    "Mr Halloway",
    "Said",
    "Answered",
    TIME,
    result_at=TIME,
    reference="A reference",
    platform=PlatformReport("facebook", "A post", "https://facebook.example/1", (TIME,), told_by="She did"),
    ban=BanTerms(date(2026, 10, 6), scope="The hall", reason="A threat", collection="At the gate"),
)
LETTER = Letter(
    "removal_request",
    "Mr Halloway",
    date(2026, 10, 6),
    "Posts",
    "Dear Mr Halloway,",
    "Please remove it.",
    "Yours sincerely,",
    "Mrs Denning",
    "Headteacher",
    "4 Larch Row",
    "Kai",
    "It has to",
    TIME,
    "By post",
)


@dataclasses.dataclass(frozen=True)
class _Entries:
    """An entry of two registers, whose fields between them are of every kind; and a decision."""

    account: tuple[EntryAnswer, ...]
    decided: EntryStepInput
    moderation: tuple[EntryAnswer, ...]


def _logbook(session: Session) -> tuple[Any, Give]:
    head = PersonRef(None, "Mrs Carol Denning", "Headteacher")
    day = date(2026, 10, 6)
    made = _Entries(
        (
            EntryAnswer("account", ("instagram", "baylis_lane")),
            EntryAnswer("purpose", ("News for parents.",)),
            EntryAnswer("owner", people=(SOMEBODY,)),
            EntryAnswer("asked_on", day=day),
            EntryAnswer("users", users=(DatedPerson(SOMEBODY, Period(day)),)),
        ),
        EntryStepInput(EntryStepKind.GIVEN, day, head, OfficeKind.HEADTEACHER, "No names", "On paper"),
        (
            EntryAnswer("captured", ("before",)),
            EntryAnswer("account", ("All",)),
            EntryAnswer("done_at", at=TIME),
            EntryAnswer("what", ("deleted", "blocked")),
            EntryAnswer("why", ("Against the rules of the page.",)),
            EntryAnswer("by", people=(SOMEBODY,)),
        ),
    )

    def give(value: Any) -> object:
        logbooks.enter(session, "official-accounts", value.account, value.decided)
        return logbooks.enter(session, "moderation", value.moderation)

    return made, give


def _plan(session: Session) -> tuple[Any, Give]:
    record = log_incident(session, "CB", (SOMEBODY, "target"))
    form = Assessment(
        SOMEBODY,
        TIME,
        "Miss Abbey",
        (Risk("They may meet again", RiskLevel.LOW, "Same class"),),
        (Measure("Seated apart", "Mr Reed"),),
        review_on=date(2026, 12, 1),
    )
    return form, lambda value: assessments.make(session, record, value)


def _away(session: Session) -> tuple[Any, Give]:
    """Somebody else covers from today on."""
    cover = next(one.id for one in session.roster.current() if one.id != session.user.id)
    day = session.now().date()
    return AwayForm(day, day, cover, "Ring me."), lambda form: away.say_away(session, form)


def _file(part: Any) -> Callable[[Session], tuple[Any, Give]]:
    """A part of an allegation file; each is given again and again to the same file."""

    def begin(session: Session) -> tuple[Any, Give]:
        record = log_incident(session, "SPC", (SOMEBODY, "adult_of_concern"))

        def give(value: Any) -> object:
            (file,) = allegations.files_of(session, record, asked=True).files
            return allegations.give(session, record, SOMEBODY, value, replacing=file.version)

        return part, give

    return begin


def _findings(session: Session) -> tuple[Any, Give]:
    """Findings of an investigation that was begun below the threshold."""
    _, give = _file(None)(session)
    give(Investigation(InvestigationState.BELOW_THRESHOLD, (), "", not_known(), scope="Lifts."))
    return Findings("The log.", "One lift.", InvestigationOutcome.BREACH, "Words.", TIME), give


_ASKED = (Consulted("Mr Reed", "HR", TIME, "Wait."),)
_DUTY = DutyDecision(DutyState.MADE, "By post.", TIME)


FORMS: dict[str, Callable[[Session], tuple[Any, Give]]] = {
    "away": _away,
    "incident": _incident,
    "correction": _correction,
    "hand-in": _hand_in,
    "note": _on_record(
        Note(NoteKind.CALL, TIME, "Rang.", agreed=(Agreed("Ring", "Mr Reed"),)), entries.add_note
    ),
    "decision": _on_record(
        Decision(
            DecisionKind.MONITOR,
            "Watch.",
            "Early.",
            "Miss Abbey",
            TIME,
            limbs=("harmed",),
            considered=(Considered("police", "No crime."),),
            consultations=(Consulted("Ms Hale", "Advice line", TIME, "Wait."),),
            limbs_why="She was upset.",
        ),
        entries.add_decision,
    ),
    "telling": _on_record(Telling(Whom.PARENT, "Ms Maple", TellingState.TOLD, TIME), entries.add_telling),
    "suspected account": _on_record(
        Attribution("@oak", "tiktok", SOMEBODY, "Her words.", TIME), entries.add_attribution
    ),
    "action": _on_record(Action("Ring", "Mr Reed"), entries.add_action),
    "step": _on_record(STEP, responses.add_step),
    "support": _on_record(
        Support(SOMEBODY, ("union",), "Miss Abbey", TIME, other="A walk", note="She nods.", followed_up=TIME),
        support.offer,
    ),
    "letter": _on_record(LETTER, letters.keep),
    "referral step": _on_record(
        ReferralStep(
            "",
            "front_door",
            StepTaken.SENT,
            TIME,
            about="Wren",
            by="Miss Abbey",
            with_whom="Ms Hale",
            how="E-mail",
            text="Sent.",
            reference="R 1",
            advised="Wait.",
            meanwhile="Seen each day.",
        ),
        entries.add_step,
    ),
    "clock act": _on_record(
        ClockAct("breach-report", ActOnClock.STARTED, TIME, "", "A stick was lost.", "R 1"),
        entries.add_clock_act,
    ),
    "check": _check,
    "person": _person,
    "school": _school,
    "declaration": _declaration,
    "facts": _facts,
    "sharing": sharing_form,
    "receipt of a sharing": receipt_form,
    "logbook": _logbook,
    "policy": _policy,
    "form of our own": own_form,
    "plan": _plan,
    "file: manager": _file(
        Management(
            "Mrs Denning", "She is away.", _ASKED, (MayTell("Parents", "That it is known", "Tomorrow"),)
        )
    ),
    "file: investigation": _file(
        Investigation(
            InvestigationState.MAY_BEGIN,
            ("police",),
            "PC Hart",
            TIME,
            "Staff only.",
            "Mr Reed",
            "Lifts.",
            TIME,
        )
    ),
    "file: findings": _findings,
    "file: suspension": _file(
        Suspension(
            SuspensionState.SUSPENDED,
            "Nothing else keeps them apart.",
            "Mrs Denning",
            TIME,
            date(2026, 12, 1),
            (InsteadOfSuspension("redeployed", "No other post."),),
            _ASKED,
        )
    ),
    "file: outcome": _file(
        AllegationOutcome(AllegationTerm.UNFOUNDED, "Another adult was meant.", "Mrs Denning", TIME)
    ),
    "file: duties": _file(Duties(("removed",), _DUTY, _DUTY)),
}
