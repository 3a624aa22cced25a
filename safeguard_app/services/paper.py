"""Documents: looked at from memory, issued with their exact bytes kept, printed and saved with an event each.

Printing is not sending, and meets no clock. A preview keeps nothing. What is issued is kept, byte for byte and sealed,
in the compartment of its record, and the audit holds its hash; the folder a copy was saved to stands nowhere.
"""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from safeguard_app.documents.content import Box, Document
from safeguard_app.documents.render import render
from safeguard_app.domain.audit_trail import Event, EventKind
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.documents_issued import DocumentVersion, IssuedDocument
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.evidence import StoredFile
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import checked_name
from safeguard_app.services.collected import collected_reason, collected_words, collector_of
from safeguard_app.services.evidence_items import size_words
from safeguard_app.services.evidence_showing import usable_item
from safeguard_app.services.issued_since import is_left_over, record_versions, since_made
from safeguard_app.services.labels import entered
from safeguard_app.services.name_found import StillNamed, StillWithheld
from safeguard_app.services.named_since import is_for_somebody, refuse_copy_named_since
from safeguard_app.services.names_keys import key_of, put_key
from safeguard_app.services.numbered_documents import copy_words
from safeguard_app.services.older_copy import sentence_on_paper
from safeguard_app.services.page_pictures import PagePictures
from safeguard_app.services.paper_frames import REGISTER_KIND, copy_number
from safeguard_app.services.paper_kinds import BUILDERS
from safeguard_app.services.paper_prepared import Issuing, Prepared
from safeguard_app.services.paper_versions import numbered
from safeguard_app.services.paper_views import Issued, IssuedLine, PaperJob, Preview
from safeguard_app.services.recipient_bars import refuse_copy_made_before
from safeguard_app.services.redaction import Redacted
from safeguard_app.services.redaction_search import findings
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.sharing_reading import waits_for_check
from safeguard_app.services.unclaimed_files import gone_unless_named
from safeguard_app.services.ways_out import (
    KEPT_FACT,
    KEPT_WORDS,
    NOT_ASKED,
    NOTHING_FACT,
    WAY_FACT,
    Leaving,
    NeverShared,
    NotCheckedYet,
    came_to_nothing,
)
from safeguard_app.system.atomic_files import write_whole
from safeguard_app.vault import reading, sealed_files
from safeguard_app.vault.compartment import Work
from safeguard_app.vault.problems import EvidenceDamaged

MOST_COPIES = 99
_PDF = "application/pdf"
_WENT_OUT = {
    EventKind.PRINTED: "Printed",
    EventKind.SAVED_OUT: "Saved as a file",
    EventKind.PROTECTED_OUT: "Saved protected by a passphrase",
}


def preview(session: Session, job: PaperJob) -> Preview:
    """The document as it would be issued now; nothing is kept. The record is viewed, so that is an event."""
    prepared = _prepared(session, job)
    document, _ = numbered(session, prepared, None)
    pdf = _rendered(session, prepared, document)
    pages = PagePictures(session.looking_in).count(pdf)
    return Preview(pdf, prepared.document.title, pages, prepared.file_name, prepared.told)


def issue(session: Session, job: PaperJob, made_for: RecordId | None = None) -> Issued:
    """Make the document and keep its exact bytes, sealed, with its hash in the audit: then print or save it.

    Raises :class:`StillNamed` where a copy for an audience holds what it may not, and StillWithheld where a paper names
    somebody who asked not to be named. ``made_for`` is the sharing that is kept after its documents.
    """
    number = new_record_id()
    prepared, version, pdf = _ready(session, job, number)
    issuing = replace(prepared.issuing, version=version, made_for=made_for)
    return _kept(session, issuing, pdf, number, prepared.redacted)


def issue_all(
    session: Session, jobs: Sequence[PaperJob], made_for: RecordId | None = None
) -> tuple[Issued, ...]:
    """Issue several documents, or none: each is made in memory, and searched, before the first is kept.

    They are then made anew one after the other, as the letters and the number of one count for the next. Where one
    cannot be kept then, those before it are kept and left over: ``made_for`` names a sharing that never was.
    """
    if len(jobs) > 1:
        for job in jobs:
            _ready(session, job, new_record_id())
    return tuple(issue(session, job, made_for) for job in jobs)


def issue_form(session: Session, form: Preview) -> Issued:
    """Keep a form that holds nobody's record, before it goes out of an open log."""
    copy = copy_number(session, Compartment.DAILY, None, form.title)
    what = Issuing(Compartment.DAILY, None, form.title, form.title, copy, form.file_name)
    return _kept(session, what, form.pdf, new_record_id())


def _kept(
    session: Session, what: Issuing, pdf: bytes, number: RecordId, redacted: Redacted | None = None
) -> Issued:
    """The exact bytes sealed, and an event with their hash; nothing where that event cannot be written.

    With a copy for an audience the key to it is written in the same act: who is called what.
    """
    compartment = session.vault.compartment(what.compartment)
    sealed = sealed_files.take_in_bytes(compartment.files, pdf)
    document = Reference(what.compartment, number)
    about = what.about.id if what.about is not None else None
    made = IssuedDocument(
        title=what.title,
        kind=what.kind,
        copy_number=what.copy,
        stored=StoredFile(sealed.file, sealed.sha256, sealed.size, _PDF, what.file_name),
        chain_head=what.chain_head,
        issued_at=session.now(),
        issued_by=session.user.id,
        made_of=what.made_of,
        shows=what.shows,
        version=what.version,
        made_for=what.made_for,
    )
    with (
        gone_unless_named(compartment, sealed.file),
        compartment.write(
            EventKind.DOCUMENT_ISSUED,
            session.user.id,
            session.now(),
            record=about or document.id,
            facts={"sha256": sealed.sha256, "copy": what.copy, "document": document.id},
        ) as work,
    ):
        work.put_file_key(sealed.file, sealed.secret)
        work.put(document.id, made, about=about)
        if redacted is not None:
            put_key(work, redacted.copy.place, redacted.key, key_of(session, redacted.copy.place))
    touched = (document, what.about) if what.about is not None else (document,)
    kept = "The document is kept with its record." if what.about else "The document is kept in the log."
    changes = changed(*touched, kinds=(RecordKind.DOCUMENT,), said=kept)
    return Issued(changes, document, pdf, sealed.sha256, what.file_name, copy_words(made))


def open_issued(session: Session, document: Reference) -> Issued:
    """A document that was issued earlier, exactly as it was.

    Raises EvidenceDamaged where it is not any more, and InQuarantine where it shows an exhibit that is in quarantine.
    """
    stored = _stored(session, document)
    content = stored.content
    require_showable(session, stored)
    compartment = session.vault.compartment(document.compartment)
    compartment.note_view(RecordId(stored.about or document.id), session.user.id, session.now())
    pdf = issued_bytes(session, stored)
    name = content.stored.original_name
    since = since_made(session, stored, record_versions(session, stored))
    waits = waits_for_check(session, document)
    return Issued(Changes(), document, pdf, content.stored.sha256, name, copy_words(content), since, waits)


def issued_bytes(session: Session, stored: Stored[IssuedDocument]) -> bytes:
    """The exact bytes that were issued, for comparing: looking at them is :func:`open_issued`. Raises as that does."""
    require_showable(session, stored)
    compartment, kept = session.vault.compartment(stored.reference.compartment), stored.content.stored
    secret = compartment.file_secret(kept.file)
    if secret is None:
        raise EvidenceDamaged
    return sealed_files.read(compartment.files, kept.file, secret, kept.sha256)


def line_of(session: Session, stored: Stored[IssuedDocument], *, name_collectors: bool = True) -> IssuedLine:
    """One document that was issued, as lists show it; a console is told of no collector."""
    return _line(session, stored, record_versions(session, stored), name_collectors=name_collectors)


def printed(
    session: Session,
    document: Reference,
    copies: int = 1,
    collector: str = "",
    *,
    leaving: Leaving = NOT_ASKED,
    beside: Callable[[Work], object] | None = None,
) -> Changes:
    """Note that a document is printed, and who collected it. Called before the pages go to the printer.

    ``beside`` writes what has to stand with the event or not at all, in the same transaction. Raises
    NotCheckedYet, RuleViolation.
    """
    if not 1 <= copies <= MOST_COPIES:
        raise RuleViolation({"copies": f"Enter a number of copies from 1 to {MOST_COPIES}."})
    reason = collected_reason(checked_name(collector, "collector", required=False))
    facts: dict[str, str | int] = {"copies": copies, **leaving.facts}
    _went_out(session, document, EventKind.PRINTED, facts, reason, beside)
    said = f"Noted as printed, {count_words(copies, 'copy', 'copies')}. Printing is not sending."
    return changed(document, kinds=(RecordKind.DOCUMENT,), said=said)


def save_copy(session: Session, document: Reference, path: Path, *, leaving: Leaving = NOT_ASKED) -> Changes:
    """Save the exact bytes of a document to a file a person chose. The event comes first; it names no folder.

    Where the file cannot be written, another event says that.
    """
    issued_before = open_issued(session, document)
    noted = _went_out(session, document, EventKind.SAVED_OUT, leaving.facts, None)
    try:
        write_whole(path, issued_before.pdf, for_good=False)
    except KnownProblem:
        not_left(session, document, noted)
        raise
    return changed(
        document, kinds=(RecordKind.DOCUMENT,), said="Saved. The copy outside the log is not encrypted."
    )


def note_way_out(
    session: Session,
    document: Reference,
    kind: EventKind,
    facts: Mapping[str, str | int],
    *,
    leaving: Leaving = NOT_ASKED,
) -> int:
    """The event that a document leaves in a way of its own; gives its number, for :func:`not_left`."""
    return _went_out(session, document, kind, {**facts, **leaving.facts}, None)


def not_left(session: Session, document: Reference, noted: int) -> None:
    """Note that what the event ``noted`` said before came to nothing: no file is there, or no page was taken.

    Where that cannot be noted either, the log goes on to say that it left, which is the safe side.
    """
    stored = _stored(session, document)
    compartment = session.vault.compartment(document.compartment)
    with contextlib.suppress(KnownProblem):
        compartment.note(
            EventKind.NOT_LEFT,
            session.user.id,
            session.now(),
            record=RecordId(stored.about or document.id),
            facts={"document": document.id, NOTHING_FACT: noted},
        )


def not_printed(session: Session, document: Reference) -> Changes:
    """The printer did not take the document that was noted as printed last."""
    stored = _stored(session, document)
    connection = session.vault.compartment(document.compartment).connection
    events = [one.event for one in reading.events_of(connection, RecordId(stored.about or document.id))]
    noted = [
        one.number
        for one in events
        if one.kind is EventKind.PRINTED and one.facts.get("document") == document.id
    ]
    if noted and noted[-1] not in came_to_nothing(events):
        not_left(session, document, noted[-1])
    return changed(document, kinds=(RecordKind.DOCUMENT,), said="")


def issued(session: Session, about: Reference | None = None) -> tuple[IssuedLine, ...]:
    """Documents issued about a record; without one, the registers that were printed. The newest first."""
    compartment = session.vault.compartment(about.compartment if about is not None else Compartment.DAILY)
    found: list[Stored[IssuedDocument]] = reading.of_kind(
        compartment.connection, compartment.id, RecordKind.DOCUMENT
    )
    wanted = about.id if about is not None else None
    ours = [
        stored
        for stored in reversed(found)
        if stored.about == wanted and (about is not None or stored.content.kind == REGISTER_KIND)
    ]
    versions = record_versions(session, ours[0]) if ours else []
    return tuple(_line(session, stored, versions) for stored in ours)


def require_showable(session: Session, stored: Stored[IssuedDocument]) -> None:
    """Raise InQuarantine where a document shows an exhibit that is in quarantine."""
    for shown in stored.content.shows:
        usable_item(session, Reference(stored.reference.compartment, shown))


def _ready(session: Session, job: PaperJob, number: RecordId) -> tuple[Prepared, DocumentVersion, bytes]:
    """The finished file, which holds nothing that it may not. Raises as :func:`issue`."""
    prepared = _prepared(session, job)
    if prepared.not_yet is not None:
        raise prepared.not_yet
    document, version = numbered(session, prepared, number)
    pdf = _rendered(session, prepared, document)
    found = findings(replace(prepared, document=document), pdf)
    if found:
        raise (StillNamed if prepared.redacted is not None else StillWithheld)(found)
    return prepared, version, pdf


def _prepared(session: Session, job: PaperJob) -> Prepared:
    """The document; one from an older copy of the log says so above everything else."""
    made = BUILDERS[type(job)](session, job)
    warning = sentence_on_paper(session, made.compartment)
    if not warning:
        return made
    blocks = (Box((warning,), heavy=True), *made.document.blocks)
    return replace(made, document=replace(made.document, blocks=blocks))


def _rendered(session: Session, prepared: Prepared, document: Document) -> bytes:
    """The finished file; ``document`` is the prepared one with its number on it."""
    pages = render(document, session.now().astimezone(session.zone))
    return prepared.around(document, pages) if prepared.around is not None else pages


def _stored(session: Session, document: Reference) -> Stored[IssuedDocument]:
    stored = session.vault.get(document)
    if stored.kind is not RecordKind.DOCUMENT:
        raise KeyError(document.id)
    return stored  # type: ignore[return-value]  # the kind says the type


def _went_out(
    session: Session,
    document: Reference,
    kind: EventKind,
    facts: dict[str, str | int],
    reason: str | None,
    beside: Callable[[Work], object] | None = None,
) -> int:
    """One event, and its number; a collector's name is a row, never a fact of the chain. Raises NeverShared too."""
    stored = _stored(session, document)
    if waits_for_check(session, document):
        raise NotCheckedYet
    if is_left_over(session, stored):
        raise NeverShared
    refuse_copy_made_before(session, stored)
    if WAY_FACT not in facts and is_for_somebody(stored.content):  # of a sharing all are asked about first
        refuse_copy_named_since(session, stored, issued_bytes(session, stored))
    compartment = session.vault.compartment(document.compartment)
    known: dict[str, str | int] = {**facts, "sha256": stored.content.stored.sha256, "document": document.id}
    about = RecordId(stored.about) if stored.about is not None else None
    with compartment.write(
        kind, session.user.id, session.now(), record=about or document.id, facts=known
    ) as work:
        if reason is not None:
            work.put(document.id, stored.content, about=about, reason=reason, replacing=stored.number)
        if beside is not None:
            beside(work)
    return compartment.head.number


def _line(
    session: Session,
    stored: Stored[IssuedDocument],
    versions: Sequence[Stored[Any]],
    *,
    name_collectors: bool = True,
) -> IssuedLine:
    content = stored.content
    compartment = session.vault.compartment(stored.reference.compartment)
    record = RecordId(stored.about or stored.reference.id)
    events = [one.event for one in reading.events_of(compartment.connection, record)]
    nothing = came_to_nothing(events)
    out = [
        _went_words(session, one, collector_of(compartment, one) if name_collectors else "")
        for one in events
        if one.kind in _WENT_OUT and one.facts.get("document") == stored.reference.id
        if one.number not in nothing
    ]
    return IssuedLine(
        document=stored.reference,
        title=content.title,
        issued=entered(session, content.issued_at),
        by=session.name_of(content.issued_by),
        copy=copy_words(content),
        size_words=size_words(content.stored.size),
        sha256=content.stored.sha256,
        chain_head=content.chain_head,
        went_out=tuple(out),
        since=since_made(session, stored, versions),
    )


def _went_words(session: Session, event: Event, collector: str) -> str:
    copies = (
        f", {count_words(int(event.facts['copies']), 'copy', 'copies')}" if "copies" in event.facts else ""
    )
    kept = f". {KEPT_WORDS}" if KEPT_FACT in event.facts else ""
    by = f"by {session.name_of(event.actor)}{collected_words(collector)}"
    return f"{_WENT_OUT[event.kind]} {entered(session, event.at)}{copies}, {by}{kept}"
