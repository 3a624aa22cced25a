"""Exhibits of a record: listing them, correcting their facts, taking one back."""

from dataclasses import replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, EvidenceItem, IntakeAnswer
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import Withdrawal
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.services import media_types
from safeguard_app.services.capture_facts import checked_facts, completeness, expected, fact_lines
from safeguard_app.services.evidence import exhibits_of, intake_state
from safeguard_app.services.evidence_showing import NOT_PLAYED, CannotShow, about_of, stored_item
from safeguard_app.services.evidence_views import EvidenceList, EvidenceView
from safeguard_app.services.incidents import current, required_reason
from safeguard_app.services.labels import entered
from safeguard_app.services.reference import ExpectedEvidence
from safeguard_app.services.session import Changes, Session, changed

_KINDS = (RecordKind.EVIDENCE, RecordKind.INCIDENT)
_DECLARED = {
    IntakeAnswer.NO_SEEN_ALL: "No nude, semi-nude or sexual image of anyone under 18: all of it was seen",
    IntakeAnswer.YES_OR_POSSIBLY: "",
    IntakeAnswer.NOT_SEEN: "",
}


def exhibits(session: Session, incident: Reference) -> EvidenceList:
    """Every exhibit of an incident in words, with how complete the set is. Viewing the incident is the audit event."""
    session.vault.compartment(incident.compartment).note_view(incident.id, session.user.id, session.now())
    content = current(session, incident).content
    wanted = expected(session, content)
    stored = exhibits_of(session, incident)
    live = tuple(one.content for one in stored if one.content.withdrawn is None)
    status, missing = completeness(live, wanted)
    words = session.words()
    return EvidenceList(
        items=tuple(_view(session, one, wanted) for one in stored),
        completeness=status,
        missing=tuple((words.fill(one.label), words.fill(one.help)) for one in missing),
        intake=intake_state(session, incident),
    )


def correct_facts(
    session: Session, item: Reference, facts: CaptureFacts, reason: str, *, version: int
) -> Changes:
    """Correct the facts of an exhibit, with a reason. The file and what was declared of it never change."""
    why = required_reason(reason)
    stored = stored_item(session, item)
    made = replace(stored.content, facts=checked_facts(session, facts))
    return _supersede(session, stored, made, EventKind.EVIDENCE_FACTS, why, version, "Facts corrected.")


def withdraw(session: Session, item: Reference, reason: str, *, version: int) -> Changes:
    """Take an exhibit back, with a reason: off counts, search and documents at once; the sealed file stays."""
    why = required_reason(reason)
    stored = stored_item(session, item)
    if stored.content.withdrawn is not None:
        raise RuleViolation({"item": "This exhibit has already been taken back."})
    made = replace(stored.content, withdrawn=Withdrawal(session.now(), session.user.name, why))
    said = f"Ex{made.exhibit} is taken back. The sealed file stays."
    return _supersede(session, stored, made, EventKind.ENTRY_CORRECTED, why, version, said)


def _view(
    session: Session, stored: Stored[EvidenceItem], wanted: tuple[ExpectedEvidence, ...]
) -> EvidenceView:
    item = stored.content
    kept = item.stored
    status, missing = completeness((item,), wanted)
    by = session.name_of(item.entered_by)
    shown = media_types.shown_as(kept.media_type) if item.withdrawn is None else ""
    taken_back = item.withdrawn
    words = session.words()
    return EvidenceView(
        item=stored.reference,
        version=stored.number,
        exhibit=f"Ex{item.exhibit}",
        title=item.facts.what or media_types.type_words(kept.media_type),
        type_words=media_types.type_words(kept.media_type),
        file_name=display_file_name(kept.original_name) if kept.original_name else "",
        size_words=size_words(kept.size),
        sha256=kept.sha256,
        sealed=f"Sealed {entered(session, item.entered_at)}, by {by}",
        declared=f"{_DECLARED[item.declared]}, {entered(session, item.declared_at)}",
        facts=item.facts,
        fact_lines=fact_lines(session, item.facts, wanted),
        completeness=status,
        missing=tuple(words.fill(one.label) for one in missing),
        opens_as=shown,
        why_not="" if shown else _why_not(kept.media_type),
        withdrawn=(
            f"Taken back {entered(session, taken_back.at)} by {taken_back.by_name}: {taken_back.reason}"
            if taken_back is not None
            else ""
        ),
    )


def _why_not(media_type: str) -> str:
    return NOT_PLAYED if media_types.is_played_elsewhere(media_type) else CannotShow.sentence


def size_words(size: int) -> str:
    """ "412 kB", "3.1 MB": in thousands, as file managers show it."""
    if size < 1_000:
        return "1 byte" if size == 1 else f"{size} bytes"
    if size < 1_000_000:
        return f"{round(size / 1_000)} kB"
    return f"{size / 1_000_000:.1f} MB"


def _supersede(
    session: Session,
    stored: Stored[EvidenceItem],
    made: EvidenceItem,
    kind: EventKind,
    reason: str,
    version: int,
    said: str,
) -> Changes:
    place = stored.reference
    compartment = session.vault.compartment(place.compartment)
    about = about_of(stored)
    with compartment.write(kind, session.user.id, session.now(), record=about.id) as work:
        work.put(place.id, made, about=about.id, reason=reason, replacing=version)
    return changed(about, place, kinds=_KINDS, said=said)
