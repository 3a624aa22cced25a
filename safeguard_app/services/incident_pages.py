"""Opening one incident: the view is recorded before anything is returned, then everything is put in words."""

from collections.abc import Sequence
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.entries import Action, Closing, Decision, Note, Telling, counts
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Danger, Incident, IncidentState
from safeguard_app.domain.index_lines import IncidentLine, incident_index
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services import incident_words as words
from safeguard_app.services import policy_clauses
from safeguard_app.services.decision_rules import low_level_decider
from safeguard_app.services.due import DueItem, due_items
from safeguard_app.services.event_words import event_words
from safeguard_app.services.incident_lists import status_of
from safeguard_app.services.incident_views import (
    FirstActionLine,
    IncidentPage,
    SectionState,
    TimelineLine,
    VersionLine,
)
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import category_name, entered, label
from safeguard_app.services.next_step import NextStep, next_step
from safeguard_app.services.referral_life import lives
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.services.subject_acknowledged import to_acknowledge_again
from safeguard_app.vault import reading

_STATE_WORDS = {IncidentState.NEW: "New", IncidentState.OPEN: "Open", IncidentState.CLOSED: "Closed"}
_DANGER_WORDS = {
    Danger.YES: "Yes.",
    Danger.NO: "No.",
    Danger.NOT_SURE: "Not sure.",
    Danger.NOT_ASKED: "Not asked yet.",
}


def open_record(session: Session, reference: Reference) -> IncidentPage:
    """The page of an incident. The first view since unlock is an event, written before anything is shown."""
    stored = current(session, reference)
    compartment = session.vault.compartment(reference.compartment)
    compartment.note_view(reference.id, session.user.id, session.now())
    entries = reading.about(compartment.connection, reference)
    return page_of(session, stored, entries)


def live_entries(session: Session, reference: Reference) -> list[Stored[Any]]:
    """The entries of an incident that stand. Whoever asks has opened it, which is the event."""
    connection = session.vault.compartment(reference.compartment).connection
    return [entry for entry in reading.about(connection, reference) if counts(entry.content)]


def page_of(session: Session, stored: Stored[Incident], entries: Sequence[Stored[Any]]) -> IncidentPage:
    """Put a stored incident and its entries in words, without recording a view."""
    incident, reference = stored.content, stored.reference
    live = [entry for entry in entries if counts(entry.content)]
    index = incident_index(incident, live)
    line = index.line if index is not None and isinstance(index.line, IncidentLine) else None
    due = tuple(due_items(session, reference, line)) if line is not None else ()
    category = session.catalogue.categories.get(incident.category)
    state = line.state if line is not None else IncidentState.CLOSED
    withdrawn = incident.entered_in_error
    always_words = category is not None and category.evidence_closed
    return IncidentPage(
        reference=reference,
        version=stored.number,
        incident=incident,
        case=str(incident.case),
        category=category_name(session, incident.category),
        readers=readers_of(session, reference.compartment),
        state=state,
        state_words=_STATE_WORDS[state],
        severity=f"{label(session, ListName.SEVERITIES, incident.severity)} severity"
        if incident.severity
        else "",
        chip=_chip(line, due),
        tags=tuple(words.person_tag(session, one) for one in incident.participants),
        danger=f"{_DANGER_WORDS[incident.danger]} {incident.danger_note}".strip(),
        danger_asked=f"Asked {entered(session, incident.danger_asked_at)}"
        if incident.danger_asked_at
        else "",
        summary=line.summary if line is not None else incident.summary,
        clocks=words.five_clocks(session, stored, live),
        people=tuple(words.person_line(session, one, reference) for one in incident.participants),
        accounts=tuple(words.account_view(session, one) for one in incident.accounts),
        answers=words.answers(session, incident),
        circumstances=words.circumstances(session, incident),
        decisions=tuple(words.decision_line(session, one) for one in _of(live, Decision)),
        told=tuple(words.telling_line(session, one) for one in _of(live, Telling)),
        notes=tuple(words.note_line(session, one) for one in _of(live, Note)),
        actions=tuple(words.action_line(session, one) for one in _of(live, Action)),
        closing=tuple(words.closing_line(session, one) for one in _of(live, Closing)),
        first_actions=_first(session, reference, incident, due),
        holds=words.holds(session, incident, live),
        clauses=policy_clauses.of_incident(session, incident),
        due=due,
        timeline=_timeline(session, reference),
        versions=_versions(session, reference),
        sections=_sections(session, incident, live, line),
        evidence_count=len(_of(live, EvidenceItem)),
        checks_count=sum(one.kind is RecordKind.VERDICT for one in live),
        documents_count=sum(one.kind is RecordKind.DOCUMENT for one in live),
        wants_contact_check=category is not None and category.check_contact,
        wants_harm_threshold=category is not None
        and category.asks_harm_threshold({one.role for one in incident.participants}),
        evidence_closed=incident.intake_closed or always_words,
        may_allow_files=incident.intake_closed and not always_words,
        entered_in_error=f"Entered in error: {withdrawn.reason}" if withdrawn is not None else "",
        next_step=_next(session, line, due, live),
        low_level_decider=low_level_decider(session, head_is_subject=incident.head_is_subject),
    )


def _first(
    session: Session, reference: Reference, incident: Incident, due: Sequence[DueItem]
) -> tuple[FirstActionLine, ...]:
    asked = words.first_actions(session, reference, incident, due)
    return asked + to_acknowledge_again(session, reference, incident)


def readers_of(session: Session, compartment: Compartment) -> str:
    """Who may read what stands here, by role: "DSL and Headteacher"."""
    if compartment is Compartment.DAILY:
        return "Everyone who opens this log"
    return (
        joined_words([user.label for user in session.roster.readers(compartment)]) or "The recovery key alone"
    )


def _next(
    session: Session, line: IncidentLine | None, due: Sequence[DueItem], live: Sequence[Stored[Any]]
) -> NextStep | None:
    return next_step(session, line, due, referring=bool(lives(session, live))) if line is not None else None


def _of(entries: Sequence[Stored[Any]], kind: type[Any]) -> list[Stored[Any]]:
    return [entry for entry in entries if isinstance(entry.content, kind)]


def _chip(line: IncidentLine | None, due: tuple[Any, ...]) -> StatusLine | None:
    if line is None:
        return StatusLine(StatusMeaning.NOTE, "Entered in error")
    text, meaning = status_of(line, list(due))
    return StatusLine(meaning, text) if meaning is not None else None


def _timeline(session: Session, reference: Reference) -> tuple[TimelineLine, ...]:
    compartment = session.vault.compartment(reference.compartment)
    return tuple(
        TimelineLine(
            entered(session, logged.event.at),
            event_words(logged.event),
            session.name_of(logged.event.actor),
        )
        for logged in reading.events_of(compartment.connection, reference.id)
    )


def _versions(session: Session, reference: Reference) -> tuple[VersionLine, ...]:
    compartment = session.vault.compartment(reference.compartment)
    return tuple(
        VersionLine(
            one.number, entered(session, one.recorded_at), session.name_of(one.recorded_by), one.reason or ""
        )
        for one in reading.versions(compartment.connection, reference)
    )


def _sections(
    session: Session, incident: Incident, entries: Sequence[Stored[Any]], line: IncidentLine | None
) -> tuple[SectionState, ...]:
    asked = words.answers(session, incident)
    given = sum(not one.open for one in asked)
    counts = {kind: sum(one.kind is kind for one in entries) for kind in RecordKind}
    waiting = len(line.actions) if line is not None else 0
    made = [
        _section("danger", "Danger now", given=incident.danger is not Danger.NOT_ASKED),
        _section("happened", "What happened", given=bool(incident.accounts)),
        _section(
            "clocks", "Five clocks", given=incident.happened.is_known and incident.attention.moment.is_known
        ),
        _section("who", "Who", given=bool(incident.participants)),
        _section("account", "Account", given=bool(incident.accounts)),
    ]
    if asked:
        mark = "complete" if given == len(asked) else "partly"
        made.append(
            SectionState(
                "questions", "Questions", mark, "" if mark == "complete" else f"{given} of {len(asked)}"
            )
        )
    made += [
        _counted("evidence", "Evidence", counts[RecordKind.EVIDENCE]),
        _counted("decision", "Decision, reason", counts[RecordKind.DECISION]),
        _counted("told", "Who was told", counts[RecordKind.TELLING]),
        _counted("notes", "Notes", counts[RecordKind.NOTE]),
        SectionState("actions", "Actions", "due", f"{waiting} to do")
        if waiting
        else _counted("actions", "Actions", counts[RecordKind.ACTION]),
        _counted(
            "documents",
            "Referrals, documents",
            sum(counts[kind] for kind in (RecordKind.DOCUMENT, RecordKind.REFERRAL, RecordKind.DISCLOSURE)),
        ),
        SectionState("timeline", "Timeline", "count", ""),
    ]
    return tuple(made)


def _section(key: str, name: str, *, given: bool) -> SectionState:
    return SectionState(key, name, "complete" if given else "partly", "" if given else "to answer")


def _counted(key: str, name: str, count: int) -> SectionState:
    return SectionState(key, name, "complete" if count else "none", str(count) if count else "none")
