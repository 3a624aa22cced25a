"""Exhibits of a record: showing them, correcting their facts, taking one back, opening a picture."""

from dataclasses import replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, EvidenceItem, IntakeAnswer
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.people import Withdrawal
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.services import media_types
from safeguard_app.services.capture_facts import checked_facts, completeness, expected, fact_lines
from safeguard_app.services.evidence import exhibits_of, intake_state
from safeguard_app.services.evidence_views import EvidenceList, EvidenceView, OpenedImage
from safeguard_app.services.incidents import current, required_reason
from safeguard_app.services.labels import entered
from safeguard_app.services.reference import ExpectedEvidence
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import sealed_files
from safeguard_app.vault.problems import EvidenceDamaged

_KINDS = (RecordKind.EVIDENCE, RecordKind.INCIDENT)
_DECLARED = {
    IntakeAnswer.NO_SEEN_ALL: "No nude, semi-nude or sexual image of anyone under 18: all of it was seen",
    IntakeAnswer.YES_OR_POSSIBLY: "",
    IntakeAnswer.NOT_SEEN: "",
}


class CannotShow(KnownProblem):
    """The stored file is no picture this program shows, or too large to be safe to decode."""

    code = "cannot_show"
    sentence = "This file is kept, but this program does not show it."
    next_step = "Hand a copy to whoever needs it from the sealed original, and note who has it."


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
    stored = _item(session, item)
    made = replace(stored.content, facts=checked_facts(session, facts))
    return _supersede(session, stored, made, EventKind.EVIDENCE_FACTS, why, version, "Facts corrected.")


def withdraw(session: Session, item: Reference, reason: str, *, version: int) -> Changes:
    """Take an exhibit back, with a reason: off counts, search and documents at once; the sealed file stays."""
    why = required_reason(reason)
    stored = _item(session, item)
    if stored.content.withdrawn is not None:
        raise RuleViolation({"item": "This exhibit has already been taken back."})
    made = replace(stored.content, withdrawn=Withdrawal(session.now(), session.user.name, why))
    said = f"Ex{made.exhibit} is taken back. The sealed file stays."
    return _supersede(session, stored, made, EventKind.ENTRY_CORRECTED, why, version, said)


def open_image(session: Session, item: Reference) -> OpenedImage:
    """A picture's bytes, for the viewer inside the program. The audit event is written before they are returned.

    Raises :class:`CannotShow` for anything but a picture of at most 50 megapixels by its own head, and
    EvidenceDamaged where the file is not what was sealed.
    """
    stored = _item(session, item)
    kept = stored.content.stored
    if stored.content.withdrawn is not None:
        raise CannotShow("This exhibit was taken back, so it is not shown.")
    if not media_types.is_shown(kept.media_type):
        raise CannotShow
    compartment = session.vault.compartment(item.compartment)
    secret = compartment.file_secret(kept.file)
    if secret is None:
        raise EvidenceDamaged
    content = sealed_files.read(compartment.files, kept.file, secret, kept.sha256)
    size = media_types.image_size(content)
    if size is None:
        raise CannotShow(
            "The picture’s own description cannot be read, so it is not opened. The file is kept."
        )
    if size[0] * size[1] > media_types.MOST_PIXELS:
        raise CannotShow("The picture is too large to be opened safely. The file is kept.")
    compartment.note(
        EventKind.EVIDENCE_VIEWED,
        session.user.id,
        session.now(),
        record=_about(stored).id,
        facts={"exhibit": stored.content.exhibit},
    )
    title = f"Ex{stored.content.exhibit}"
    return OpenedImage(content, kept.media_type, size[0], size[1], title)


def _view(
    session: Session, stored: Stored[EvidenceItem], wanted: tuple[ExpectedEvidence, ...]
) -> EvidenceView:
    item = stored.content
    kept = item.stored
    status, missing = completeness((item,), wanted)
    by = session.name_of(item.entered_by)
    shown = media_types.is_shown(kept.media_type) and item.withdrawn is None
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
        can_open=shown,
        why_not="" if shown else CannotShow.sentence,
        withdrawn=(
            f"Taken back {entered(session, taken_back.at)} by {taken_back.by_name}: {taken_back.reason}"
            if taken_back is not None
            else ""
        ),
    )


def size_words(size: int) -> str:
    """ "412 kB", "3.1 MB": in thousands, as file managers show it."""
    if size < 1_000:
        return f"{size} bytes"
    if size < 1_000_000:
        return f"{round(size / 1_000)} kB"
    return f"{size / 1_000_000:.1f} MB"


def _item(session: Session, item: Reference) -> Stored[EvidenceItem]:
    stored = session.vault.get(item)
    if stored.kind is not RecordKind.EVIDENCE or stored.about is None:
        raise KeyError(item.id)
    return stored  # type: ignore[return-value]  # the kind says the type


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
    about = _about(stored)
    with compartment.write(kind, session.user.id, session.now(), record=about.id) as work:
        work.put(place.id, made, about=about.id, reason=reason, replacing=version)
    return changed(about, place, kinds=_KINDS, said=said)


def _about(stored: Stored[EvidenceItem]) -> Reference:
    """The record an exhibit hangs on."""
    return Reference(stored.reference.compartment, RecordId(stored.about or ""))
