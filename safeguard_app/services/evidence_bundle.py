"""Evidence bundles: chosen exhibits with all that belongs to them, as one encrypted file for somebody outside.

The file is written, read back and compared first; then one event enters it, its hash and the papers in it into the
log; only then is its passphrase told, once. A file left behind by a crash in between opens for nobody.
"""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from safeguard_app.documents.content import Document
from safeguard_app.documents.render import render
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.disclosures import Disclosure, HandedOverAs
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import EvidenceItem, StoredFile
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.services import disclosures, evidence_bag
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.disclosures import Receiver
from safeguard_app.services.labels import today
from safeguard_app.services.paper_evidence import custody_paper, how_kept_paper, schedule_paper
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_versions import known_by
from safeguard_app.services.recipient_bars import said_against
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.unclaimed_files import gone_unless_named
from safeguard_app.vault import sealed_bundle, sealed_files
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.keys import passphrases
from safeguard_app.vault.problems import EvidenceDamaged
from safeguard_app.vault.sealed_bundle import Part, Written
from safeguard_app.vault.sealed_files import Progress, SealedFile, Step, Target

WORDS = 7
"""About 2^90 guesses: an encrypted zip stretches its passphrase very little (ADR 0023)."""
MOST_IN_AGE = sealed_bundle.MOST_IN_AGE
FILE_ENDINGS = {HandedOverAs.ZIP: ".zip", HandedOverAs.AGE: ".tar.age"}
_PDF = "application/pdf"
_WRITERS = {HandedOverAs.ZIP: sealed_bundle.write_zip, HandedOverAs.AGE: sealed_bundle.write_age}


@dataclass(frozen=True, slots=True)
class BundleOrder:
    """What goes into a bundle, for whom and what for, and what kind of file it is."""

    incident: Reference
    exhibits: tuple[Reference, ...]
    receiver: Receiver
    handed_as: HandedOverAs = HandedOverAs.ZIP


@dataclass(frozen=True, slots=True)
class BundleMade:
    """A bundle that lies where it was asked for. ``passphrase`` is told here and never again."""

    changes: Changes
    disclosure: Reference
    passphrase: str = field(repr=False)
    exhibits: str = ""
    receiver: str = ""
    file_name: str = ""
    sha256: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document that goes in, and is kept as well."""

    path: str
    number: RecordId
    kind: str
    title: str
    copy: int
    chain_head: str
    content: bytes


def checked(session: Session, order: BundleOrder) -> BundleOrder:
    """The order, cleaned. Raises RuleViolation naming every field that needs another look."""
    disclosures.in_use(session, order.incident)
    cleaning = Cleaning()
    exhibits = disclosures.chosen(session, order.incident, order.exhibits, cleaning)
    receiver = disclosures.checked_receiver(order.receiver, cleaning)
    if barred := said_against(session, (order.incident,), receiver.recipient):
        cleaning.say("recipient", barred)
    if not all(one.content.has_file for one in exhibits):
        cleaning.say("exhibits", "One of these is no file. It is handed over by hand, and noted so.")
    if not order.handed_as.is_file:
        raise RuleViolation({"handed_as": "Choose what kind of file it is."})
    cleaning.finish()
    return BundleOrder(order.incident, tuple(one.reference for one in exhibits), receiver, order.handed_as)


def proposed_name(session: Session, order: BundleOrder) -> str:
    """A file name that says nothing but the case."""
    case = disclosures.in_use(session, order.incident).content.case
    return f"{case} evidence{FILE_ENDINGS[order.handed_as]}"


def make(session: Session, order: BundleOrder, place: Path, progress: Progress | None = None) -> BundleMade:
    """Make the bundle at ``place``. Nothing is there, and nothing is noted, where any of it fails."""
    wanted = checked(session, order)
    stored = disclosures.in_use(session, wanted.incident)
    exhibits = disclosures.chosen(session, wanted.incident, wanted.exhibits, Cleaning())
    note_views(session, wanted.incident)
    number = len(disclosures.given_out(session, wanted.incident)) + 1
    papers = _papers(session, stored, exhibits)
    parts, manifest = _parts(session, stored.content, exhibits, papers, number)
    passphrase = passphrases.suggested(WORDS)
    at = session.now().astimezone(session.zone)
    step = _Steps(2 * sum(part.size for part in parts), progress)
    written = _WRITERS[wanted.handed_as](place, parts, passphrase, at, step)
    made = Disclosure(
        number=number,
        handed_as=wanted.handed_as,
        recipient=wanted.receiver.recipient,
        organisation=wanted.receiver.organisation,
        purpose=wanted.receiver.purpose,
        reference=wanted.receiver.reference,
        exhibits=disclosures.exhibits_given(exhibits),
        entered_at=session.now(),
        entered_by=session.user.id,
        file_name=display_file_name(place.name),
        sha256=written.sha256,
        size=written.size,
        manifest_sha256=manifest,
    )
    try:
        register = _entered(session, wanted.incident, made, papers, stored.number)
    except BaseException:
        sealed_bundle.remove(place)
        raise
    return _told(made, register, wanted, passphrase, written)


def _told(
    made: Disclosure, register: Reference, order: BundleOrder, passphrase: str, written: Written
) -> BundleMade:
    touched = (order.incident, register, *order.exhibits)
    kinds = (*disclosures.KINDS, RecordKind.DOCUMENT)
    said = "The bundle is written, read back and entered. Its passphrase is shown once."
    return BundleMade(
        changed(*touched, kinds=kinds, said=said),
        register,
        passphrase,
        disclosures.exhibit_words(made),
        disclosures.receiver_words(made),
        made.file_name,
        written.sha256,
        written.size,
    )


def _papers(
    session: Session, stored: Stored[Incident], exhibits: list[Stored[EvidenceItem]]
) -> tuple[_Paper, ...]:
    """The three documents of a bundle, as bytes."""
    place, incident = stored.reference, stored.content
    at = session.now().astimezone(session.zone)
    made = []
    for path, kind, document_of in (
        (evidence_bag.SCHEDULE, "evidence_schedule", schedule_paper),
        (evidence_bag.CUSTODY, "custody", custody_paper),
        (evidence_bag.HOW_KEPT, "how_kept", how_kept_paper),
    ):
        frame, copy = page_frame(session, place.compartment, place, kind, incident)
        number = new_record_id()
        document: Document = known_by(document_of(session, incident, exhibits, frame), number)
        content = render(document, at)
        made.append(_Paper(path, number, kind, document.title, copy, frame.chain_head, content))
    return tuple(made)


def _parts(
    session: Session,
    incident: Incident,
    exhibits: list[Stored[EvidenceItem]],
    papers: tuple[_Paper, ...],
    number: int,
) -> tuple[list[Part], str]:
    """Every file of the bag, and the SHA-256 of its manifest."""
    paths = evidence_bag.exhibit_paths([one.content for one in exhibits])
    payload = [_exhibit(session, one, path) for one, path in zip(exhibits, paths, strict=True)]
    payload += [sealed_bundle.part_of(paper.path, paper.content) for paper in papers]
    packed = [evidence_bag.Packed(part.name, part.size, part.sha256) for part in payload]
    school = session.school
    info = evidence_bag.BagInfo(school.name, f"{incident.case}, no. {number}", today(session))
    read_me = evidence_bag.read_me_text(school.name, school.phone, packed[0].path)
    tags = [
        sealed_bundle.part_of(name, content)
        for name, content in evidence_bag.tag_files(info, packed, read_me)
    ]
    manifest = next(part.sha256 for part in tags if part.name == evidence_bag.MANIFEST)
    folder = evidence_bag.FOLDER
    whole = [Part(f"{folder}/{part.name}", part.size, part.sha256, part.pour) for part in (*tags, *payload)]
    return whole, manifest


def _exhibit(session: Session, stored: Stored[EvidenceItem], path: str) -> Part:
    """One exhibit, poured from its sealed file."""
    compartment, kept = session.vault.compartment(stored.reference.compartment), stored.content.stored
    secret = compartment.file_secret(kept.file)
    if secret is None:
        raise _damaged(stored)
    pour = partial(_pour, stored, compartment, secret)
    return Part(path, kept.size, kept.sha256, pour)


def _pour(
    stored: Stored[EvidenceItem], compartment: OpenCompartment, secret: str, target: Target, step: Step
) -> None:
    kept = stored.content.stored
    try:
        sealed_files.pour(compartment.files, kept.file, secret, kept.sha256, target, step)
    except EvidenceDamaged as damage:
        raise _damaged(stored) from damage


def _damaged(stored: Stored[EvidenceItem]) -> EvidenceDamaged:
    return EvidenceDamaged(
        f"The file of {stored.content.name} is missing or has been damaged since it was sealed, so no bundle"
        " was made. The record itself is safe.",
        "Take the file from the newest backup, or make the bundle without this exhibit and say so to whoever gets it.",
    )


class _Steps:
    """Adds up what was written and read back, and asks whether to go on."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done = 0
        self._total = total
        self._progress = progress

    def __call__(self, more: int) -> bool:
        self._done = min(self._done + more, self._total)
        return self._progress is None or self._progress(self._done, self._total)


def _entered(
    session: Session,
    incident: Reference,
    made: Disclosure,
    papers: tuple[_Paper, ...],
    version: int,
) -> Reference:
    """One event: the line of the register, and the papers exactly as they went out."""
    compartment = session.vault.compartment(incident.compartment)
    register = Reference(incident.compartment, new_record_id())
    kept: list[SealedFile] = []
    facts: dict[str, str | int] = {
        "sha256": made.sha256,
        "manifest": made.manifest_sha256,
        "exhibits": len(made.exhibits),
    }
    try:
        for paper in papers:
            kept.append(sealed_files.take_in_bytes(compartment.files, paper.content))
    except BaseException:
        for sealed in kept:
            sealed_files.discard(compartment.files, sealed.file)
        raise
    with (
        gone_unless_named(compartment, *(sealed.file for sealed in kept)),
        compartment.write(
            EventKind.EVIDENCE_BUNDLED, session.user.id, session.now(), record=incident.id, facts=facts
        ) as work,
    ):
        work.put(register.id, made, about=incident.id)
        for sealed, paper in zip(kept, papers, strict=True):
            work.put_file_key(sealed.file, sealed.secret)
            work.put(paper.number, _issued(session, sealed, paper, version), about=incident.id)
    return register


def _issued(session: Session, sealed: SealedFile, paper: _Paper, version: int) -> IssuedDocument:
    name = paper.path.rpartition("/")[2]
    return IssuedDocument(
        title=paper.title,
        kind=paper.kind,
        copy_number=paper.copy,
        stored=StoredFile(sealed.file, sealed.sha256, sealed.size, _PDF, name),
        chain_head=paper.chain_head,
        issued_at=session.now(),
        issued_by=session.user.id,
        made_of=version,
    )
