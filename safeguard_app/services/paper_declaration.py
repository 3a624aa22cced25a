"""One declaration's acknowledgement sheet on paper: what stands, stated; room to sign where a decision is waited for.

It follows the standing of the declaration, never the last decision on file: what was refused, ended or declared anew
since is not printed as acknowledged. Steps that were taken back, or never counted, are left out.
"""

from safeguard_app.catalogue.choices import ListName
from safeguard_app.documents import acknowledgement_sheet as paper
from safeguard_app.documents.content import (
    Answer,
    Answered,
    Document,
    NotKnown,
    PageFrame,
    Signature,
    ToTick,
    ToWrite,
)
from safeguard_app.domain.contact_sentences import HOW_WORDS, STEP_LABELS
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.declaration_rules import DECISIONS, gives_exception, late_entry_words
from safeguard_app.domain.declarations import (
    Declaration,
    DeclarationKind,
    DeclaredPupil,
    OtherSide,
    ParentsAware,
    Step,
    StepKind,
    Teaches,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.records import Stored
from safeguard_app.domain.standing import STANDING_WORDS, Standing, StandingCode, State, states_of
from safeguard_app.services.declaration_queue import decides_words, is_waiting, others_of, role_of
from safeguard_app.services.declaration_views import OtherPerson
from safeguard_app.services.declared_facts import (
    ASKED_FOR,
    COPY,
    RISK,
    WHO_THEY_ARE,
    adult_type,
    connection_facts,
    decision_facts,
)
from safeguard_app.services.labels import entered, label, office_name, platform_name, when
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import SheetPaper
from safeguard_app.services.register import review_words
from safeguard_app.services.register_facts import declaration, name_now, person_now, standing_now
from safeguard_app.services.session import Session

_KIND = "acknowledgement"

POLICY = "School social media policy, 004 §6.7 to §6.9."
_KINDS = {
    DeclarationKind.FAMILY_RELATIONSHIP: ("Family relationship acknowledgement", POLICY),
    DeclarationKind.FRIENDSHIP: (
        "Acknowledgement of a declared friendship",
        "School social media policies, 000 L37, 001 L86, 002 L29 to L31, 004 §6.11.",
    ),
    DeclarationKind.FORMER_PUPIL: (
        "Acknowledgement of contact with a former pupil",
        "School social media policies, 001 L82, 002 L29, 004 §6.10.",
    ),
    DeclarationKind.OTHER: (
        "Acknowledgement of a declared connection",
        "School social media policy, 002 L31.",
    ),
}
"""Title of the sheet of each kind, and the clauses it rests on."""
_LINE = ToWrite(1)
_NONE_ENTERED = "None entered"
_NONE_IN_FORCE = ("None in force.",)
_TAKEN = {
    StandingCode.ACKNOWLEDGED: "Acknowledged",
    StandingCode.ACKNOWLEDGED_WITH_CONDITIONS: "Acknowledged",
    StandingCode.REFUSED: "Refused",
    StandingCode.ENDED: "Ended",
    StandingCode.SUPERSEDED: "Replaced",
}
"""What the step that made a standing did, before its date."""
_OPEN = frozenset({StandingCode.NOTHING, StandingCode.DECLARED})


def sheet_paper(session: Session, job: SheetPaper) -> Prepared:
    """The acknowledgement sheet of a declaration, kept with it."""
    place = job.declaration
    stored = declaration(session, place)
    if stored.content.entered_in_error is not None:
        raise RuleViolation({"declaration": "It is marked as entered in error, so it is not printed."})
    note_views(session, place)
    frame, copy = page_frame(session, place.compartment, place, _KIND)
    document = sheet_document(session, stored, frame)
    return Prepared(
        document, place.compartment, place, _KIND, copy, "Acknowledgement sheet.pdf", stored.number
    )


def sheet_document(session: Session, stored: Stored[Declaration], frame: PageFrame) -> Document:
    """The acknowledgement sheet of a declaration, with what stands entered and room to sign for what does not."""
    content = stored.content
    held = standing_now(session, content)
    adult = name_now(session, content.adult)
    others = others_of(session, content)
    decided = _deciding_step(held)
    office = office_name(session, decided.capacity) if decided is not None else ""
    acknowledger = office or decides_words(session, content)
    family = gives_exception(content.kind)
    title, policy = _KINDS[content.kind]
    sheet = paper.AcknowledgementSheet(
        frame=frame,
        standing=(f"{adult} and {joined_words([other.name for other in others])}.",),
        declarer=_declarer(session, content),
        pupils=tuple(
            paper.DeclaredPupil(
                other.name,
                other.description,
                other.relationship,
                label(session, ListName.HOUSEHOLDS, declared.household.value)
                if family
                else label(session, ListName.DECLARED_SIDES, declared.side.value),
            )
            for declared, other in zip(content.pupils, others, strict=True)
        ),
        contacts=_all_contacts(session, content, held),
        nature=content.nature,
        notes=_notes(content, others),
        protocol=_protocol(held),
        conditions=_conditions(held),
        steps=_steps(session, held),
        acknowledger=acknowledger,
        declarer_signature=Signature("Adult declaring", adult, role_of(session, content.adult)),
        acknowledger_signature=Signature(
            acknowledger, decided.by.name if decided is not None else "", office
        ),
        policy=policy,
        connection="" if family else label(session, ListName.DECLARATION_KINDS, content.kind.value),
        title=title,
        details=_details(session, content, others),
        with_a_pupil=any(declared.side in _PUPILS for declared in content.pupils),
    )
    return paper.to_document(sheet)


_PUPILS = frozenset({OtherSide.PUPIL, OtherSide.FORMER_PUPIL})


def _details(
    session: Session, content: Declaration, others: tuple[OtherPerson, ...]
) -> tuple[tuple[str, str], ...]:
    """What was said of how the two are connected, with the name where there are several."""
    several = len(others) > 1
    return tuple(
        (f"{other.name}: {name[:1].lower()}{name[1:]}" if several else name, words)
        for declared, other in zip(content.pupils, others, strict=True)
        for name, words in connection_facts(session, declared)
        if words and name != WHO_THEY_ARE
    )


def blank_sheet_document(head: str, chair: str, frame: PageFrame) -> Document:
    """The sheet with nothing on it but room to write."""
    sheet = paper.AcknowledgementSheet(
        frame=frame,
        acknowledger=f"{head}, or {chair} when the {head} declares",
        acknowledger_signature=Signature(f"{head} or {chair}"),
        policy=POLICY,
    )
    return paper.to_document(sheet)


def _waits(held: Standing) -> bool:
    """Whether there is something to decide, so that the sheet leaves room for it."""
    return held.is_certain and is_waiting(held.state)


def _deciding_step(held: Standing) -> Step | None:
    """The decision in force, whose maker is named at the place to sign; None where it waits, or is over."""
    by = held.state.by
    settled = held.is_certain and not is_waiting(held.state)
    return by if settled and by is not None and by.kind in DECISIONS else None


def _protocol(held: Standing) -> tuple[str, ...]:
    if _waits(held):
        return ()
    if held.is_certain and held.state.is_acknowledged:
        return (held.state.protocol or f"{_NONE_ENTERED}.",)
    return _NONE_IN_FORCE


def _conditions(held: Standing) -> tuple[str, ...]:
    if _waits(held):
        return ()
    if held.is_certain and held.state.is_acknowledged:
        return held.state.conditions or ("None.",)
    return _NONE_IN_FORCE


def _notes(content: Declaration, others: tuple[OtherPerson, ...]) -> tuple[tuple[str, str], ...]:
    about = [("Note", content.note)]
    about += [
        (f"About {other.name}", declared.note) for declared, other in zip(content.pupils, others, strict=True)
    ]
    return tuple(one for one in about if one[1])


def _declarer(session: Session, content: Declaration) -> paper.Declarer:
    person = person_now(session, content.adult)
    starts = [post.period.start for post in person.posts if post.period.start] if person is not None else []
    teaches = {declared.teaches_or_supervises for declared in content.pupils}
    aware = {declared.parents_aware for declared in content.pupils}
    role = role_of(session, content.adult)
    return paper.Declarer(
        name=Answered(name_now(session, content.adult)),
        role=Answered(role) if role else _LINE,
        start_date=Answered(day_words(min(starts))) if starts else _LINE,
        teaches_or_supervises=ToTick((("Yes", Teaches.YES in teaches), ("No", teaches == {Teaches.NO}))),
        parents_aware=_aware(aware),
        adult_type=_answered(adult_type(session, content.adult)),
        department=_answered(content.department),
        line_manager=_answered(content.line_manager),
        mitigations=_mitigations(content, teaches),
    )


def _answered(words: str) -> Answer:
    return Answered(words) if words else _LINE


def _mitigations(content: Declaration, teaches: set[Teaches]) -> Answer:
    """What is done about it, by pupil where there are several; nothing to write where the adult teaches none."""
    said = [one for one in content.pupils if one.mitigations]
    if said:
        several = len(content.pupils) > 1
        return Answered(
            "\n".join(f"{one.pupil.name}: {one.mitigations}" if several else one.mitigations for one in said)
        )
    return Answered("Does not arise") if teaches == {Teaches.NO} else _LINE


def _aware(aware: set[ParentsAware]) -> Answer:
    if aware == {ParentsAware.YES}:
        return Answered("Yes")
    if aware == {ParentsAware.NO}:
        return Answered("No")
    return NotKnown() if aware == {ParentsAware.NOT_KNOWN} else Answered("Of some of them")


def _all_contacts(
    session: Session, content: Declaration, held: Standing
) -> tuple[paper.DeclaredContact, ...]:
    """The accounts declared. Where there are none, a sheet to sign has room for them, and no other sheet has."""
    several = len(content.pupils) > 1
    found = tuple(
        line
        for declared, other in zip(content.pupils, others_of(session, content), strict=True)
        for line in _contacts(session, declared, other.name if several else "")
    )
    return found if found or _waits(held) else (paper.DeclaredContact(_NONE_ENTERED, "", ""),)


def _contacts(session: Session, declared: DeclaredPupil, whose: str) -> list[paper.DeclaredContact]:
    platforms = dict.fromkeys(
        handle.platform for handle in (*declared.adult_handles, *declared.pupil_handles)
    )
    return [
        paper.DeclaredContact(
            platform_name(session, platform) or "Not entered",
            ", ".join(one.name for one in declared.adult_handles if one.platform == platform),
            ", ".join(one.name for one in declared.pupil_handles if one.platform == platform),
            whose,
        )
        for platform in platforms
    ]


def _steps(session: Session, held: Standing) -> paper.Steps:
    state, waits = held.state, _waits(held)
    discussed = _discussed(held)
    present = joined_words([person.name for person in discussed.present]) if discussed is not None else ""
    blank = _LINE if waits else Answered(_NONE_ENTERED)
    room = paper.Steps()
    return paper.Steps(
        declared=_step(session, state.declared_by, blank),
        discussed=_step(session, discussed, blank),
        present=Answered(present) if present else blank,
        before=_before(session, held),
        outcome=room.outcome if waits else Answered(_outcome(held)),
        taken=room.taken if waits or not held.is_certain else _TAKEN.get(state.code, room.taken),
        decided=_decided(session, held),
        review=_review(held),
        entered=_entered(session, held) if held.steps else blank,
        **_weighed(held, blank),
    )


def _weighed(held: Standing, blank: Answer) -> dict[str, Answer]:
    """What was weighed in the decision in force, and to whom a copy went; room to write where it waits."""
    step = _deciding_step(held)
    said = dict(decision_facts(step)) if step is not None else {}
    names = {"risk": RISK, "mitigations": ASKED_FOR, "copy_to": COPY}
    return {name: Answered(said[fact]) if fact in said else blank for name, fact in names.items()}


def _decided(session: Session, held: Standing) -> Answer:
    """The step that made the outcome: when, how, by whom."""
    if not held.is_certain:
        return Answered("Cannot be told from these dates")
    if _waits(held):
        return _LINE
    return _step(session, held.state.by, Answered(_NONE_ENTERED), named=True)


def _outcome(held: Standing) -> str:
    """The outcome that holds, in the register's own words."""
    if held.is_certain:
        return STANDING_WORDS[held.state.code]
    codes = dict.fromkeys(STANDING_WORDS[state.code] for state in held.possible)
    return f"Changed about now, exact date not known: {'; or '.join(codes)}"


def _discussed(held: Standing) -> Step | None:
    """The last talk about what was declared last: before the outcome, where one was held by then."""
    steps = _since_declared(held)
    by = held.state.by
    if by is not None and by in steps and by.kind is not StepKind.DECLARED:
        earlier = [step for step in steps[: steps.index(by)] if step.kind is StepKind.DISCUSSED]
        if earlier:
            return earlier[-1]
    return next((step for step in reversed(steps) if step.kind is StepKind.DISCUSSED), None)


def _since_declared(held: Standing) -> tuple[Step, ...]:
    declared = held.state.declared_by
    return held.steps[held.steps.index(declared) :] if declared is not None else held.steps


def _before(session: Session, held: Standing) -> str:
    """What stood before that which waits, or before what ended it: its words, date, by whom and conditions."""
    if not held.is_certain:
        return ""
    state = held.state if held.state.change_waiting else _earlier(held)
    if state is None or state.by is None:
        return ""
    said = [f"{STANDING_WORDS[state.code]}: {_step_words(session, state.by, named=True)}"]
    if state.conditions:
        said.append(f"Conditions: {'; '.join(state.conditions)}")
    if state.protocol:
        said.append(f"Protocol: {state.protocol}")
    if held.state.change_waiting:
        said.append("It stays in force until the change is decided.")
    return "\n".join(said)


def _earlier(held: Standing) -> State | None:
    """What was decided, ended or replaced last before the standing came about; nothing before an acknowledgement."""
    by = held.state.by
    if by is None or held.state.is_acknowledged:
        return None
    states = states_of(held.steps[: held.steps.index(by)])
    return next((state for state in reversed(states) if state.code not in _OPEN), None)


def _review(held: Standing) -> Answer:
    if _waits(held):
        reviews = (StepKind.REVIEW_SET, StepKind.REVIEWED)
        entered_since = [step.review_on for step in _since_declared(held) if step.kind in reviews]
        on = entered_since[-1] if entered_since else None
        return Answered(day_words(on)) if on is not None else _LINE
    return Answered(review_words(held.state) or "None set")


def _entered(session: Session, held: Standing) -> Answer:
    """When the steps that count were entered; each of another day than its own with both dates."""
    first = min(step.entered_at for step in held.steps)
    late = [
        f"{STEP_LABELS[step.kind]}: {words}"
        for step in held.steps
        if (words := late_entry_words(step, session.zone))
    ]
    return Answered("\n".join((f"First entered {entered(session, first)}", *late)))


def _step(session: Session, step: Step | None, blank: Answer, *, named: bool = False) -> Answer:
    return Answered(_step_words(session, step, named=named)) if step is not None else blank


def _step_words(session: Session, step: Step, *, named: bool) -> str:
    """ "Mon 28 Sep 2026, 16:00, on signed paper, by Mrs Carol Denning, Headteacher"."""
    who = [f"by {step.by.name}", office_name(session, step.capacity)] if named else []
    return ", ".join(filter(None, (when(session, step.at), HOW_WORDS[step.how], *who)))
