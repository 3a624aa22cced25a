"""One declaration in full: its steps, conditions, the pupils, its versions, and the incidents that relied on it."""

from safeguard_app.domain.contact_sentences import HOW_WORDS, STEP_LABELS, TITLES
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.declaration_rules import gives_exception, late_entry_words
from safeguard_app.domain.declarations import Declaration, Step, StepKind
from safeguard_app.domain.documents_issued import KeptVerdict
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.contact_check_words import verdict_status
from safeguard_app.services.declaration_asks import asks_of, with_asks
from safeguard_app.services.declaration_queue import decides_words, others_of, role_of, why_not
from safeguard_app.services.declaration_views import (
    DeclarationDetail,
    OtherPerson,
    ReliedOn,
    StepLine,
    VersionLine,
)
from safeguard_app.services.declared_facts import adult_facts, decision_facts, pupil_lines
from safeguard_app.services.labels import (
    category_name,
    entered,
    label,
    office_name,
    today,
    when,
)
from safeguard_app.services.reference import ListName
from safeguard_app.services.register import NOT_THE_EXCEPTION, review_words, status_of
from safeguard_app.services.register_facts import declaration, name_now, standing_now
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.vault import reading

_STEP_MEANING = {
    StepKind.DECLARED: StatusMeaning.DONE,
    StepKind.DISCUSSED: StatusMeaning.DONE,
    StepKind.ACKNOWLEDGED: StatusMeaning.DONE,
    StepKind.ACKNOWLEDGED_WITH_CONDITIONS: StatusMeaning.DONE,
    StepKind.REVIEWED: StatusMeaning.DONE,
}


def detail(session: Session, reference: Reference) -> DeclarationDetail:
    """Everything about one declaration. The first view since unlock is an event, written before it is returned."""
    stored = declaration(session, reference)
    session.vault.daily.note_view(reference.id, session.user.id, session.now())
    content = stored.content
    held = standing_now(session, content)
    others = others_of(session, content)
    adult = name_now(session, content.adult)
    refusal = why_not(session, content)
    asked = asks_of(session, content, held, today(session))
    return DeclarationDetail(
        reference=reference,
        version=stored.number,
        title=f"{adult} and {joined_words([other.name for other in others])}",
        subtitle=_subtitle(session, content, others),
        kind=content.kind,
        kind_words=label(session, ListName.DECLARATION_KINDS, content.kind.value),
        status=with_asks(status_of(session, held, today(session)), asked),
        gives_exception="" if gives_exception(content.kind) else NOT_THE_EXCEPTION,
        pupils=pupil_lines(session, content, others),
        nature=content.nature,
        note=content.note,
        steps=tuple(_step(session, place, step) for place, step in enumerate(content.steps)),
        conditions=held.state.conditions,
        protocol=held.state.protocol,
        review=review_words(held.state),
        relied_on=relied_on(session, reference),
        versions=_versions(session, reference),
        acknowledger=decides_words(session, content),
        may_acknowledge=not refusal,
        why_not=refusal,
        asks=tuple(one.sentence for one in asked),
        about_adult=adult_facts(session, content),
    )


def relied_on(session: Session, reference: Reference) -> tuple[ReliedOn, ...]:
    """Incidents whose kept checks rest on a declaration, newest check of each; only in compartments that are open."""
    found: dict[Reference, ReliedOn] = {}
    for compartment in session.vault:
        kept: list[Stored[KeptVerdict]] = reading.of_kind(
            compartment.connection, compartment.id, RecordKind.VERDICT
        )
        for stored in kept:
            if stored.content.withdrawn is None and _rests_on(stored.content, reference):
                incident = Reference(compartment.id, RecordId(stored.about or ""))
                line = reading.line(compartment.connection, incident.id)
                if line is not None and line[0] is RecordKind.INCIDENT:
                    found[incident] = _relied(session, incident, line[1], stored.content)
    return tuple(found.values())


def _rests_on(kept: KeptVerdict, declaration: Reference) -> bool:
    return any(entry.declaration == declaration for entry in kept.verdict.entries)


def _relied(session: Session, incident: Reference, line: object, kept: KeptVerdict) -> ReliedOn:
    return ReliedOn(
        incident=incident,
        case=getattr(line, "case", ""),
        category=category_name(session, getattr(line, "category", "")),
        verdict=f"{TITLES[kept.verdict.code]}. Contact {when(session, kept.verdict.question.began)}",
        status=verdict_status(kept.verdict.code),
    )


def _subtitle(session: Session, content: Declaration, others: tuple[OtherPerson, ...]) -> str:
    relation = joined_words(list(dict.fromkeys(other.relationship for other in others)))
    return ". ".join(
        part for part in (role_of(session, content.adult), relation[:1].upper() + relation[1:]) if part
    )


def _step(session: Session, place: int, step: Step) -> StepLine:
    taken = step.withdrawn
    meaning = _STEP_MEANING.get(step.kind, StatusMeaning.NOTE)
    return StepLine(
        place=place,
        kind=step.kind,
        label=STEP_LABELS[step.kind],
        when=when(session, step.at),
        by=_by(session, step),
        says=_says(step),
        late_entry=late_entry_words(step, session.zone),
        sheet=step.document,
        taken_back=f"Taken back {entered(session, taken.at)} by {taken.by_name}: {taken.reason}"
        if taken
        else "",
        status=StatusLine(StatusMeaning.NOTE if taken else meaning, STEP_LABELS[step.kind]),
    )


def _by(session: Session, step: Step) -> str:
    office = office_name(session, step.capacity)
    who = f"{step.by.name}, {office}" if office else step.by.name
    present = f", with {joined_words([person.name for person in step.present])}" if step.present else ""
    return f"{who}, {HOW_WORDS[step.how]}{present}"


def _says(step: Step) -> str:
    parts = [*step.conditions]
    if step.protocol:
        parts.append(f"Protocol: {step.protocol}")
    if step.review_on is not None:
        parts.append(f"Review {day_words(step.review_on)}")
    parts += [f"{name}: {words}" for name, words in decision_facts(step)]
    if step.note:
        parts.append(step.note)
    return "; ".join(parts)


def _versions(session: Session, reference: Reference) -> tuple[VersionLine, ...]:
    kept = reading.versions(session.vault.daily.connection, reference)
    return tuple(
        VersionLine(
            stored.number,
            entered(session, stored.recorded_at),
            session.name_of(stored.recorded_by),
            stored.reason or "",
        )
        for stored in kept
    )
