"""The register of declarations, and one declaration's acknowledgement sheet, on paper."""

from safeguard_app.catalogue.choices import ListName
from safeguard_app.documents import acknowledgement_sheet as paper
from safeguard_app.documents.content import (
    Answer,
    Answered,
    Block,
    Column,
    DataTable,
    Document,
    NotKnown,
    PageFrame,
    Paragraph,
    Signature,
    ToTick,
    ToWrite,
)
from safeguard_app.domain.contact_sentences import HOW_WORDS
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.declaration_rules import late_entry_words
from safeguard_app.domain.declarations import (
    Declaration,
    DeclaredPupil,
    ParentsAware,
    Step,
    StepKind,
    Teaches,
)
from safeguard_app.domain.person_rules import relation_words
from safeguard_app.domain.records import Stored
from safeguard_app.domain.standing import ACKNOWLEDGEMENTS, State
from safeguard_app.services.declaration_queue import decides_words, others_of, role_of
from safeguard_app.services.declaration_views import Register
from safeguard_app.services.labels import entered, label, office_name, platform_name, when
from safeguard_app.services.register_facts import name_now, person_now, standing_now
from safeguard_app.services.session import Session

POLICY = "School social media policy, 004 §6.7 to §6.9."
_LINE = ToWrite(1)


def register_document(shown: Register, frame: PageFrame) -> Document:
    """The register as at a day, as it is shown."""
    columns = (
        Column("Adult", 1.5),
        Column("Other person, relationship", 1.9),
        Column("Declared", 1.1),
        Column("Acknowledged", 1.7),
        Column("Status, review", 1.6),
    )
    rows = tuple(
        (
            _two(row.adult, row.adult_role),
            "\n".join(
                _two(f"{other.name} ({other.relationship})", other.description) for other in row.others
            ),
            row.declared,
            _two(row.acknowledged, row.acknowledged_by),
            f"{row.status.words}. Review {row.review}" if row.review else row.status.words,
        )
        for row in shown.rows
    )
    table = DataTable(columns, rows, row_headings=True, empty="No declarations on the register.")
    notes = tuple(
        Paragraph(
            f"{row.adult} and {joined_words([other.name for other in row.others])}: {row.note}", small=True
        )
        for row in shown.rows
        if row.note
    )
    blocks: tuple[Block, ...] = (table, *notes)
    return Document(
        title="Register of declarations",
        file_title="Register of declarations",
        frame=frame,
        blocks=blocks,
        standing=(f"As at {day_words(shown.on)}. {shown.counts}", shown.completeness),
        numbered=False,
    )


def sheet_document(session: Session, stored: Stored[Declaration], frame: PageFrame) -> Document:
    """The acknowledgement sheet of a declaration, with what stands entered and room to sign for what does not."""
    content = stored.content
    state = standing_now(session, content).state
    steps = {step.kind: step for step in content.steps if step.withdrawn is None}
    decided = next((steps[kind] for kind in reversed(list(steps)) if kind in ACKNOWLEDGEMENTS), None)
    acknowledger = decides_words(session, content)
    adult = name_now(session, content.adult)
    others = others_of(session, content)
    sheet = paper.AcknowledgementSheet(
        frame=frame,
        standing=(f"{adult} and {joined_words([other.name for other in others])}.",),
        declarer=_declarer(session, content),
        pupils=tuple(
            paper.DeclaredPupil(
                other.name,
                other.description,
                relation_words(declared.relation, declared.words),
                label(session, ListName.HOUSEHOLDS, declared.household.value),
            )
            for declared, other in zip(content.pupils, others, strict=True)
        ),
        contacts=tuple(line for declared in content.pupils for line in _contacts(session, declared)),
        protocol=(state.protocol,) if state.protocol else (),
        conditions=state.conditions,
        steps=_steps(session, content, steps, decided, state),
        acknowledger=acknowledger,
        declarer_signature=Signature("Adult declaring", adult, role_of(session, content.adult)),
        acknowledger_signature=Signature(
            acknowledger,
            decided.by.name if decided is not None else "",
            office_name(session, decided.capacity) if decided is not None else "",
        ),
        policy=POLICY,
    )
    return paper.to_document(sheet)


def blank_sheet_document(head: str, chair: str, frame: PageFrame) -> Document:
    """The sheet with nothing on it but room to write."""
    sheet = paper.AcknowledgementSheet(
        frame=frame,
        acknowledger=f"{head}, or {chair} when the {head} declares",
        acknowledger_signature=Signature(f"{head} or {chair}"),
        policy=POLICY,
    )
    return paper.to_document(sheet)


def _two(first: str, second: str) -> str:
    return f"{first}, {second}" if first and second else first or second


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
    )


def _aware(aware: set[ParentsAware]) -> Answer:
    if aware == {ParentsAware.YES}:
        return Answered("Yes")
    if aware == {ParentsAware.NO}:
        return Answered("No")
    return NotKnown() if aware == {ParentsAware.NOT_KNOWN} else Answered("Of some of them")


def _contacts(session: Session, declared: DeclaredPupil) -> list[paper.DeclaredContact]:
    platforms = dict.fromkeys(
        handle.platform for handle in (*declared.adult_handles, *declared.pupil_handles)
    )
    return [
        paper.DeclaredContact(
            platform_name(session, platform) or "Not entered",
            ", ".join(one.name for one in declared.adult_handles if one.platform == platform),
            ", ".join(one.name for one in declared.pupil_handles if one.platform == platform),
        )
        for platform in platforms
    ]


def _steps(
    session: Session,
    content: Declaration,
    steps: dict[StepKind, Step],
    decided: Step | None,
    state: State,
) -> paper.Steps:
    declared, discussed = steps.get(StepKind.DECLARED), steps.get(StepKind.DISCUSSED)
    present = joined_words([person.name for person in discussed.present]) if discussed is not None else ""
    late = [words for step in content.steps if (words := late_entry_words(step, session.zone))]
    first = min((step.entered_at for step in content.steps), default=None)
    said = f"First entered {entered(session, first)}" if first is not None else ""
    blank = paper.Steps()
    return paper.Steps(
        declared=_step(session, declared),
        discussed=_step(session, discussed),
        present=Answered(present) if present else _LINE,
        outcome=Answered("With conditions" if decided.conditions else "Acknowledged")
        if decided
        else blank.outcome,
        acknowledged=_step(session, decided),
        review=Answered(day_words(state.review_on)) if state.review_on is not None else _LINE,
        entered=Answered("; ".join(part for part in (said, *late) if part)),
    )


def _step(session: Session, step: Step | None) -> Answer:
    if step is None:
        return _LINE
    by = f", {step.by.name}" if step.capacity is not None else ""
    return Answered(f"{when(session, step.at)}, {HOW_WORDS[step.how]}{by}")
