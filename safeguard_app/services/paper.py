"""Documents: looked at from memory, issued with their exact bytes kept, printed and saved with an event each.

Printing is not sending, and meets no clock. A preview keeps nothing. What is issued is kept, byte for byte and sealed,
in the compartment of its record, and the audit holds its hash; the folder a copy was saved to stands nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from safeguard_app.documents.content import Box, Document
from safeguard_app.documents.page_images import page_count
from safeguard_app.documents.render import render
from safeguard_app.domain.audit_trail import Event, EventKind
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import StoredFile
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import checked_name
from safeguard_app.services import assessments, letters
from safeguard_app.services.case_pages import open_case
from safeguard_app.services.cases import records_of, stored_case
from safeguard_app.services.chain_slips import SLIP_FILE, SLIP_KIND, parts_on_slip, slip_document
from safeguard_app.services.day_sheet import DAY_SHEET_FILE, DAY_SHEET_KIND, day_document
from safeguard_app.services.evidence_items import size_words
from safeguard_app.services.evidence_showing import about_of, stored_item, usable_item
from safeguard_app.services.handover_brief import BRIEF_FILE, BRIEF_KIND, brief_document
from safeguard_app.services.incidents import current
from safeguard_app.services.inspection import INSPECTION_FILE, INSPECTION_KIND, inspection_document
from safeguard_app.services.issued_since import record_versions, since_made
from safeguard_app.services.labels import entered
from safeguard_app.services.logbook_facts import book_of
from safeguard_app.services.older_copy import sentence_on_paper
from safeguard_app.services.paper_case import case_document
from safeguard_app.services.paper_chronology import chronology_document
from safeguard_app.services.paper_declaration import sheet_document
from safeguard_app.services.paper_drive import DRIVE_FILES, DRIVE_KINDS, drive_document
from safeguard_app.services.paper_evidence import KINDS, evidence_document, pictures_for
from safeguard_app.services.paper_frames import copy_number, note_views, page_frame
from safeguard_app.services.paper_incident import incident_document
from safeguard_app.services.paper_letter import LETTER_FILE, LETTER_KIND, letter_document
from safeguard_app.services.paper_logbook import logbook_document
from safeguard_app.services.paper_plan import PLAN_KIND, plan_document
from safeguard_app.services.paper_referral import referral_document
from safeguard_app.services.paper_register import register_document
from safeguard_app.services.paper_views import (
    CasePaper,
    ChainSlipPaper,
    ChronologyPaper,
    CustodyPaper,
    DaySheetPaper,
    DrivePaper,
    EvidencePaper,
    HandoverBriefPaper,
    HandoverPaper,
    IncidentPaper,
    InspectionPaper,
    Issued,
    IssuedLine,
    LetterPaper,
    LogbookPaper,
    PaperJob,
    PartJob,
    PlanPaper,
    Preview,
    RecordJob,
    ReferralPaper,
    RegisterPaper,
    SchedulePaper,
    SheetPaper,
)
from safeguard_app.services.referrals import about as incident_of
from safeguard_app.services.referrals import form_for, stored_referral, view_of
from safeguard_app.services.register import register
from safeguard_app.services.register_facts import declaration
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.unclaimed_files import gone_unless_named
from safeguard_app.system.atomic_files import write_whole
from safeguard_app.vault import reading, sealed_files
from safeguard_app.vault.problems import EvidenceDamaged

MOST_COPIES = 99
_REGISTER = "register"
_CHRONOLOGY = "chronology"
_CASE = "case_chronology"
_PDF = "application/pdf"
_WENT_OUT = {EventKind.PRINTED: "Printed", EventKind.SAVED_OUT: "Saved as a file"}


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A document ready to render, where it belongs, and what was shown to make it."""

    document: Document
    compartment: Compartment
    about: Reference | None
    kind: str
    copy: int
    file_name: str
    made_of: int = 0
    shows: tuple[RecordId, ...] = ()
    listed_as: str = ""
    """What it is called in lists, where its own title would say more than a list should."""

    @property
    def issuing(self) -> "_Issuing":
        """What is noted of it once it goes out."""
        title, head = self.listed_as or self.document.title, self.document.frame.chain_head
        return _Issuing(
            self.compartment,
            self.about,
            self.kind,
            title,
            self.copy,
            self.file_name,
            head,
            self.made_of,
            self.shows,
        )


@dataclass(frozen=True, slots=True)
class _Issuing:
    """What is noted of a document that goes out."""

    compartment: Compartment
    about: Reference | None
    kind: str
    title: str
    copy: int
    file_name: str
    chain_head: str = ""
    made_of: int = 0
    shows: tuple[RecordId, ...] = ()


def preview(session: Session, job: PaperJob) -> Preview:
    """The document as it would be issued now; nothing is kept. The record is viewed, so that is an event."""
    prepared = _prepared(session, job)
    pdf = _rendered(session, prepared)
    return Preview(pdf, prepared.document.title, page_count(pdf), prepared.file_name)


def issue(session: Session, job: PaperJob) -> Issued:
    """Make the document and keep its exact bytes, sealed, with its hash in the audit: then print or save it."""
    prepared = _prepared(session, job)
    return _kept(session, prepared.issuing, _rendered(session, prepared))


def issue_form(session: Session, form: Preview) -> Issued:
    """Keep a form that holds nobody's record, before it goes out of an open log."""
    copy = copy_number(session, Compartment.DAILY, None, form.title)
    what = _Issuing(Compartment.DAILY, None, form.title, form.title, copy, form.file_name)
    return _kept(session, what, form.pdf)


def _kept(session: Session, what: _Issuing, pdf: bytes) -> Issued:
    """The exact bytes sealed, and an event with their hash; nothing where that event cannot be written."""
    compartment = session.vault.compartment(what.compartment)
    sealed = sealed_files.take_in_bytes(compartment.files, pdf)
    document = Reference(what.compartment, new_record_id())
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
    touched = (document, what.about) if what.about is not None else (document,)
    kept = "The document is kept with its record." if what.about else "The document is kept in the log."
    changes = changed(*touched, kinds=(RecordKind.DOCUMENT,), said=kept)
    return Issued(changes, document, pdf, sealed.sha256, what.file_name, f"copy {what.copy}")


def open_issued(session: Session, document: Reference) -> Issued:
    """A document that was issued earlier, exactly as it was.

    Raises EvidenceDamaged where it is not any more, and InQuarantine where it shows an exhibit that is in quarantine.
    """
    stored = _stored(session, document)
    content = stored.content
    for shown in content.shows:
        usable_item(session, Reference(document.compartment, shown))
    compartment = session.vault.compartment(document.compartment)
    compartment.note_view(RecordId(stored.about or document.id), session.user.id, session.now())
    secret = compartment.file_secret(content.stored.file)
    if secret is None:
        raise EvidenceDamaged
    pdf = sealed_files.read(compartment.files, content.stored.file, secret, content.stored.sha256)
    name = content.stored.original_name
    since = since_made(session, stored, record_versions(session, stored))
    return Issued(Changes(), document, pdf, content.stored.sha256, name, f"copy {content.copy_number}", since)


def printed(session: Session, document: Reference, copies: int = 1, collector: str = "") -> Changes:
    """Note that a document is printed, and who collected it. Called before the pages go to the printer."""
    if not 1 <= copies <= MOST_COPIES:
        raise RuleViolation({"copies": f"Enter a number of copies from 1 to {MOST_COPIES}."})
    who = checked_name(collector, "collector", required=False)
    reason = f"Collected by {who}" if who else None
    _went_out(session, document, EventKind.PRINTED, {"copies": copies}, reason)
    said = f"Noted as printed, {count_words(copies, 'copy', 'copies')}. Printing is not sending."
    return changed(document, kinds=(RecordKind.DOCUMENT,), said=said)


def save_copy(session: Session, document: Reference, path: Path) -> Changes:
    """Save the exact bytes of a document to a file a person chose. The event comes first; it names no folder."""
    issued_before = open_issued(session, document)
    _went_out(session, document, EventKind.SAVED_OUT, {}, None)
    write_whole(path, issued_before.pdf)
    return changed(
        document, kinds=(RecordKind.DOCUMENT,), said="Saved. The copy outside the log is not encrypted."
    )


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
        if stored.about == wanted and (about is not None or stored.content.kind == _REGISTER)
    ]
    versions = record_versions(session, ours[0]) if ours else []
    return tuple(_line(session, stored, versions) for stored in ours)


def _prepared(session: Session, job: PaperJob) -> _Prepared:
    """The document; one from an older copy of the log says so above everything else."""
    made = _of_job(session, job)
    warning = sentence_on_paper(session, made.compartment)
    if not warning:
        return made
    blocks = (Box((warning,), heavy=True), *made.document.blocks)
    return replace(made, document=replace(made.document, blocks=blocks))


def _of_job(session: Session, job: PaperJob) -> _Prepared:
    match job:
        case RegisterPaper():
            frame, copy = page_frame(session, Compartment.DAILY, None, _REGISTER)
            shown = register(session, job.on, as_known_then=job.as_known_then)
            document = register_document(shown, frame)
            name = "Register of declarations.pdf"
            return _Prepared(document, Compartment.DAILY, None, _REGISTER, copy, name)
        case ChronologyPaper():
            note_views(session, job.person)
            frame, copy = page_frame(session, job.part, None, _CHRONOLOGY)
            document = chronology_document(session, job, frame)
            return _Prepared(document, job.part, None, _CHRONOLOGY, copy, "Chronology.pdf")
        case LogbookPaper():
            return _logbook(session, job)
        case DrivePaper():
            kind = f"{DRIVE_KINDS[job.sheet]}_{job.drive.id}"  # each drive's have copies of their own
            frame, copy = page_frame(session, Compartment.DAILY, None, kind)
            document = drive_document(session, job, frame)
            return _Prepared(document, Compartment.DAILY, None, kind, copy, DRIVE_FILES[job.sheet])
        case ChainSlipPaper() | DaySheetPaper() | InspectionPaper() | HandoverBriefPaper():
            return _of_part(session, job)
        case _:
            return _of_record(session, job)


def _of_part(session: Session, job: PartJob) -> _Prepared:
    """A paper about one part of the log as a whole, kept where its readers are."""
    match job:
        case ChainSlipPaper():
            place = parts_on_slip(session, job.part)[-1]
            frame, copy = page_frame(session, place, None, SLIP_KIND)
            return _Prepared(slip_document(session, job.part, frame), place, None, SLIP_KIND, copy, SLIP_FILE)
        case DaySheetPaper():
            frame, copy = page_frame(session, job.part, None, DAY_SHEET_KIND)
            sheet = day_document(session, job.part, frame)
            return _Prepared(sheet, job.part, None, DAY_SHEET_KIND, copy, DAY_SHEET_FILE)
        case InspectionPaper():
            frame, copy = page_frame(session, job.part, None, INSPECTION_KIND)
            made = inspection_document(session, job, frame)
            return _Prepared(made, job.part, None, INSPECTION_KIND, copy, INSPECTION_FILE)
        case HandoverBriefPaper():
            frame, copy = page_frame(session, job.part, None, BRIEF_KIND)
            brief = brief_document(session, job.part, frame)
            return _Prepared(brief, job.part, None, BRIEF_KIND, copy, BRIEF_FILE)


def _of_record(session: Session, job: RecordJob) -> _Prepared:
    """A paper about one record, or about what hangs on it."""
    match job:
        case IncidentPaper():
            return _incident(session, job)
        case ReferralPaper():
            return _referral(session, job)
        case PlanPaper():
            return _plan(session, job)
        case SheetPaper():
            return _sheet(session, job)
        case LetterPaper():
            return _letter(session, job)
        case CasePaper():
            return _case(session, job)
        case CustodyPaper() | SchedulePaper() | HandoverPaper():
            return _evidence(session, job)


def _logbook(session: Session, job: LogbookPaper) -> _Prepared:
    """A register of the school, kept with the part of the log it is kept in."""
    book = book_of(session, job.logbook)
    kind = f"{_REGISTER}-{book.id}"
    frame, copy = page_frame(session, book.home, None, kind)
    document = logbook_document(session, job, frame)
    return _Prepared(document, book.home, None, kind, copy, f"{document.file_title}.pdf")


def _incident(session: Session, job: IncidentPaper) -> _Prepared:
    place = job.incident
    stored = _printable(session, place)
    note_views(session, place)
    entries = _entries(session, place)
    frame, copy = page_frame(session, place.compartment, place, "incident", stored.content)
    document = incident_document(session, stored, entries, frame, names_withheld=job.names_withheld)
    name = f"{stored.content.case}.pdf"
    return _Prepared(document, place.compartment, place, "incident", copy, name, stored.number)


def _case(session: Session, job: CasePaper) -> _Prepared:
    """Kept with the case, and so in the part that it stands in."""
    place = job.case
    page = open_case(session, place)
    stored = stored_case(session, place)
    frame, copy = page_frame(session, place.compartment, place, _CASE)
    document = case_document(session, page, records_of(session, stored), frame, everything=job.everything)
    return _Prepared(document, place.compartment, place, _CASE, copy, "Chronology.pdf", stored.number)


def _referral(session: Session, job: ReferralPaper) -> _Prepared:
    referral = stored_referral(session, job.referral)
    incident = _printable(session, incident_of(referral))
    place = incident.reference
    entries = _entries(session, place)
    view = view_of(session, referral, incident, entries)
    note_views(session, place, *(one.incident for one in view.earlier if one.ticked))
    form = form_for(session, referral.content.form)
    frame, copy = page_frame(session, place.compartment, place, form.id, incident.content, form.marking)
    document = referral_document(session, view, form, incident, entries, frame)
    name = f"{incident.content.case}.pdf"
    return _Prepared(document, place.compartment, place, form.id, copy, name, incident.number)


def _plan(session: Session, job: PlanPaper) -> _Prepared:
    stored = assessments.stored_plan(session, job.plan)
    if stored.about is None or stored.content.withdrawn is not None:
        raise RuleViolation({"plan": "It was taken back as entered in error, so it is not printed."})
    place = Reference(job.plan.compartment, RecordId(stored.about))
    incident = _printable(session, place)
    note_views(session, place)
    kind = f"{PLAN_KIND}_{job.plan.id}"  # each child's plan has copies of its own
    frame, copy = page_frame(session, place.compartment, place, kind, incident.content)
    document = plan_document(session, stored.content, frame)
    name = f"{incident.content.case} safety plan.pdf"
    return _Prepared(document, place.compartment, place, kind, copy, name, incident.number)


def _sheet(session: Session, job: SheetPaper) -> _Prepared:
    place = job.declaration
    stored = declaration(session, place)
    if stored.content.entered_in_error is not None:
        raise RuleViolation({"declaration": "It is marked as entered in error, so it is not printed."})
    note_views(session, place)
    frame, copy = page_frame(session, place.compartment, place, "acknowledgement")
    document = sheet_document(session, stored, frame)
    name = "Acknowledgement sheet.pdf"
    return _Prepared(document, place.compartment, place, "acknowledgement", copy, name, stored.number)


def _letter(session: Session, job: LetterPaper) -> _Prepared:
    """A letter in which nothing is open any more. Its frame says nothing of the log."""
    place = job.incident
    _printable(session, place)
    stored = letters.ready(session, place, job.letter)
    note_views(session, place)
    template = session.catalogue.letters[stored.content.template]
    document = letter_document(session, stored.content)
    kind = f"{LETTER_KIND}_{template.code}"
    copy = copy_number(session, place.compartment, place, kind)
    name = session.words().fill(template.name)
    return _Prepared(document, place.compartment, place, kind, copy, LETTER_FILE, listed_as=name)


def _evidence(session: Session, job: EvidencePaper) -> _Prepared:
    if isinstance(job, CustodyPaper):
        place = about_of(stored_item(session, job.item))
        stored = current(session, place)
    else:
        place = job.incident
        stored = _printable(session, place)
    note_views(session, place)
    pictures = pictures_for(session, job)  # looked at, which is an event: before the head is read
    kind = KINDS[type(job)]
    frame, copy = page_frame(session, place.compartment, place, kind, stored.content)
    document = evidence_document(session, job, stored.content, pictures, frame)
    name = f"{stored.content.case} {kind.replace('_', ' ')}.pdf"
    return _Prepared(document, place.compartment, place, kind, copy, name, stored.number, pictures.shown)


def _printable(session: Session, incident: Reference) -> Stored[Incident]:
    stored = current(session, incident)
    if stored.content.entered_in_error is not None:
        raise RuleViolation({"incident": "This record is marked as entered in error, so it is not printed."})
    return stored


def _entries(session: Session, incident: Reference) -> Sequence[Stored[Any]]:
    return reading.about(session.vault.compartment(incident.compartment).connection, incident)


def _rendered(session: Session, prepared: _Prepared) -> bytes:
    return render(prepared.document, session.now().astimezone(session.zone))


def _stored(session: Session, document: Reference) -> Stored[IssuedDocument]:
    stored = session.vault.get(document)
    if stored.kind is not RecordKind.DOCUMENT:
        raise KeyError(document.id)
    return stored  # type: ignore[return-value]  # the kind says the type


def _went_out(
    session: Session, document: Reference, kind: EventKind, facts: dict[str, str | int], reason: str | None
) -> None:
    """One event; a collector's name is a row, never a fact of the chain."""
    stored = _stored(session, document)
    compartment = session.vault.compartment(document.compartment)
    known: dict[str, str | int] = {**facts, "sha256": stored.content.stored.sha256, "document": document.id}
    about = RecordId(stored.about) if stored.about is not None else None
    with compartment.write(
        kind, session.user.id, session.now(), record=about or document.id, facts=known
    ) as work:
        if reason is not None:
            work.put(document.id, stored.content, about=about, reason=reason, replacing=stored.number)


def _line(session: Session, stored: Stored[IssuedDocument], versions: Sequence[Stored[Any]]) -> IssuedLine:
    content = stored.content
    compartment = session.vault.compartment(stored.reference.compartment)
    record = RecordId(stored.about or stored.reference.id)
    out = [
        _went_words(session, logged.event)
        for logged in reading.events_of(compartment.connection, record)
        if logged.event.kind in _WENT_OUT and logged.event.facts.get("document") == stored.reference.id
    ]
    return IssuedLine(
        document=stored.reference,
        title=content.title,
        issued=entered(session, content.issued_at),
        by=session.name_of(content.issued_by),
        copy=f"copy {content.copy_number}",
        size_words=size_words(content.stored.size),
        sha256=content.stored.sha256,
        chain_head=content.chain_head,
        went_out=tuple(out),
        since=since_made(session, stored, versions),
    )


def _went_words(session: Session, event: Event) -> str:
    copies = (
        f", {count_words(int(event.facts['copies']), 'copy', 'copies')}" if "copies" in event.facts else ""
    )
    return f"{_WENT_OUT[event.kind]} {entered(session, event.at)}{copies}, by {session.name_of(event.actor)}"
