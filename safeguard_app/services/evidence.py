"""Taking evidence in: the question before anything is read, one permit for one batch, and what to do instead.

Domain rules 5.1-5.3: nothing that shows, or might show, a nude, semi-nude or sexual image of anyone under 18 is ever
read, copied or stored here. The answer is recorded before a file dialog may open; it names no file and carries no
hash. Text only then: what was told, by whom, and whom to ring.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.errors import Cancelled, KnownProblem, RuleViolation
from safeguard_app.domain.evidence import (
    CaptureFacts,
    EvidenceItem,
    IntakeAnswer,
    Material,
    StoredFile,
    Way,
)
from safeguard_app.domain.identifiers import Reference, new_record_id
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import checked_line, visible
from safeguard_app.services import media_types
from safeguard_app.services.capture_facts import checked_facts
from safeguard_app.services.declaration_forms import SheetToSeal
from safeguard_app.services.evidence_views import (
    NOT_ASKED,
    BatchProgress,
    BatchStep,
    Intake,
    IntakePermit,
    IntakeState,
    MaterialSaid,
    NotTakenIn,
    Offered,
    StopAdvice,
    TakenIn,
)
from safeguard_app.services.intake_problems import (
    InQuarantineBefore,
    IntakeClosed,
    NoPermit,
    NotOwnWords,
    RecordGone,
    RecordInError,
)
from safeguard_app.services.session import Session, changed
from safeguard_app.services.stop_advice import material_advice, stop_advice
from safeguard_app.services.unclaimed_files import gone_unless_named
from safeguard_app.system.problems import DiskFull
from safeguard_app.vault import reading, sealed_files
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay
from safeguard_app.vault.quarantined import hidden_in
from safeguard_app.vault.sealed_files import Progress, SealedFile

_LONGEST_NAME = 255
_MOST_NAMED = 6
"""Exhibits of a batch that are named one by one."""
_OWN_WORDS = ("image/", "text/", "message/")
"""Kinds of file that show what somebody wrote or posted."""


@dataclass(frozen=True, slots=True)
class SealedSheet:
    """A scanned signed sheet, sealed and not yet named by any record."""

    reference: Reference
    item: EvidenceItem
    secret: str


def intake_state(session: Session, about: Reference) -> IntakeState:
    """Whether files may be added to a record, and the note that stands beside the button."""
    incident = _incident(session, about)
    if incident is None:
        return IntakeState(True, "", "")
    category = session.catalogue.categories.get(incident.category)
    note = (
        session.words(head_is_subject=incident.head_is_subject).fill(category.capture_note)
        if category
        else ""
    )
    if is_closed(session, incident):
        return IntakeState(False, f"{IntakeClosed.sentence} {IntakeClosed.next_step}", note)
    return IntakeState(True, "", note, asks_material(session, incident.category))


def declare(
    session: Session, about: Reference, answer: IntakeAnswer, said: MaterialSaid = NOT_ASKED
) -> IntakePermit | StopAdvice:
    """Record the answer, then give a permit for one batch, or say what to do instead.

    ``about`` is an incident or (for a scanned signed sheet) a declaration or a drive. ``said`` is what the material is,
    where that is asked. Raises :class:`IntakeClosed` for a record in words only, :class:`RecordInError` for one entered
    in error, RuleViolation for advice without an adviser. The event holds the answers alone: no file was chosen yet.
    """
    incident = _incident(session, about)
    if incident is not None and incident.entered_in_error is not None:
        raise RecordInError
    closed = incident is not None and is_closed(session, incident)
    compartment = session.vault.compartment(about.compartment)
    asked = incident is not None and asks_material(session, incident.category)
    kind_said = checked_material(said) if asked and answer.may_enter else NOT_ASKED
    may_enter = answer.may_enter and (not asked or enters(kind_said))
    event = EventKind.DECLARED_FOR_INTAKE if may_enter and not closed else EventKind.INTAKE_REFUSED
    now = session.now()
    facts: dict[str, str | int] = {"answer": answer.value}
    if kind_said.material is not None:
        facts["material"] = kind_said.material.value
    if closed:
        facts["closed"] = 1
    compartment.note(event, session.user.id, now, record=about.id, facts=facts)
    if not answer.may_enter:
        return stop_advice(session, about, incident, answer)
    if closed:
        raise IntakeClosed
    if not may_enter:
        return material_advice(session, about_head=incident is not None and incident.head_is_subject)
    return IntakePermit(about, answer, now, kind_said)


def asks_material(session: Session, category: str) -> bool:
    """Whether what the material is has to be said before anything of a category is read."""
    found = session.catalogue.categories.get(category)
    return found is not None and found.asks_material


def checked_material(said: MaterialSaid) -> MaterialSaid:
    """What was said of the material, cleaned. Raises RuleViolation where nobody is named who advised it."""
    if said.material is not Material.ADVISED:
        return MaterialSaid(said.material)
    who = checked_line(said.advised_by, "advised_by")
    if not who:
        raise RuleViolation({"advised_by": "Say who said that it may be kept, when, and their reference."})
    return MaterialSaid(said.material, who)


def enters(said: MaterialSaid) -> bool:
    """Whether anything may be read after what was said of the material."""
    return said.material is not None and said.material.may_enter


def take_in_file(
    session: Session,
    permit: IntakePermit,
    path: Path,
    facts: CaptureFacts,
    way: Way = Way.FILE,
    progress: BatchProgress | None = None,
) -> Intake:
    """Take one file in. See :func:`take_in`."""
    return take_in(session, permit, (Offered(way, facts, path=path),), progress)


def take_in_bytes(
    session: Session,
    permit: IntakePermit,
    content: bytes,
    name: str,
    facts: CaptureFacts,
    way: Way = Way.PASTE,
) -> Intake:
    """Take content in that is already in memory: a pasted picture. See :func:`take_in`."""
    return take_in(session, permit, (Offered(way, facts, content=content, name=name),))


def take_in(
    session: Session,
    permit: IntakePermit,
    batch: tuple[Offered, ...],
    progress: BatchProgress | None = None,
    way: GiveWay = NOBODY_WAITS,
) -> Intake:
    """Take one batch in under a permit, which is spent by this.

    Each file is read once, hashed, sealed, read back and compared; then one event and one record. What cannot be kept
    is reported beside what was, and the rest goes on; a stop or a full disk leaves the rest for later under the same
    permit. Facts are checked before anything is read (RuleViolation). Raises :class:`NoPermit`,
    :class:`RecordGone`, :class:`IntakeClosed`, Cancelled where nothing was kept, or what is wrong with the only file.
    """
    checked = [checked_facts(session, offered.facts) for offered in batch]
    about = _spend(permit, batch)
    if session.vault.compartment(about.compartment).get(about.id) is None:
        raise RecordGone
    told = _Told(batch, progress)
    taken: list[TakenIn] = []
    refused: list[NotTakenIn] = []
    for place, (offered, facts) in enumerate(zip(batch, checked, strict=True)):
        told.begin(place)
        try:
            way.pause()
            taken.append(_take_one(session, permit, offered, facts, told, way))
        except (Cancelled, DiskFull) as stop:
            permit.rest = batch[place:] if taken else batch
            if not taken:
                raise
            why = None if isinstance(stop, Cancelled) else stop
            return _come_of(about, taken, refused, permit.rest, why)
        except KnownProblem as problem:
            if len(batch) == 1:
                raise
            refused.append(NotTakenIn(place, problem))
    return _come_of(about, taken, refused)


class _Told:
    """Bytes of one file, told as bytes of the whole batch."""

    def __init__(self, batch: tuple[Offered, ...], progress: BatchProgress | None) -> None:
        self._sizes = [size_of(offered) for offered in batch]
        self._progress = progress
        self._place = 0

    def begin(self, place: int) -> None:
        self._place = place

    def __call__(self, done: int, _total: int) -> bool:
        if self._progress is None:
            return True
        before = sum(self._sizes[: self._place])
        step = BatchStep(self._place, len(self._sizes), before + done, sum(self._sizes))
        return self._progress(step)


def size_of(offered: Offered) -> int:
    """Bytes of what is offered, without reading it; 0 where that cannot be told."""
    if offered.path is None:
        return len(offered.content)
    try:
        return offered.path.stat().st_size
    except OSError:
        return 0


def _come_of(
    about: Reference,
    taken: list[TakenIn],
    refused: list[NotTakenIn],
    rest: tuple[Offered, ...] = (),
    stopped_by: KnownProblem | None = None,
) -> Intake:
    kinds = (RecordKind.EVIDENCE, RecordKind.INCIDENT)
    said = f"Sealed {_exhibits_words([one.exhibit for one in taken])}." if taken else ""
    return Intake(changed(about, kinds=kinds, said=said), tuple(taken), tuple(refused), rest, stopped_by)


def _exhibits_words(exhibits: list[str]) -> str:
    """ "Ex1, Ex2 and Ex3", or of many "Ex1 to Ex40, 40 files"."""
    if len(exhibits) <= _MOST_NAMED:
        return joined_words(exhibits)
    return f"{exhibits[0]} to {exhibits[-1]}, {len(exhibits)} files"


def require_permit(about: Reference, sheet: SheetToSeal) -> None:
    """Raise :class:`NoPermit` unless the sheet's permit is for this record and still good; it stays as it is."""
    if sheet.permit.about != about or not _is_good(sheet.permit):
        raise NoPermit


def sealed_sheet(session: Session, about: Reference, sheet: SheetToSeal, document: Reference) -> SealedSheet:
    """Read and seal a scanned signed sheet as ``document``, which spends its permit.

    The caller has checked everything else, and names it in the same write as the step it proves.
    """
    require_permit(about, sheet)
    _spend(sheet.permit, ())
    facts = checked_facts(session, CaptureFacts(what="Scanned signed sheet"))
    offered = Offered(Way.FILE, facts, sheet.path, sheet.content, sheet.name)
    folder = session.vault.compartment(about.compartment).files
    sealed = _seal(folder, offered, None, sealed_files.new_name())
    permit, number = sheet.permit, next_exhibit(session, about)
    item = item_of(session, permit.answer, permit.declared_at, permit.kind, offered, facts, sealed, number)
    return SealedSheet(document, item, sealed.secret)


@contextlib.contextmanager
def unused_on_failure(session: Session, sheet: SealedSheet | None) -> Iterator[None]:
    """Remove a sealed sheet again when the step it was for could not be written: no row names it."""
    if sheet is None:
        yield
        return
    compartment = session.vault.compartment(sheet.reference.compartment)
    with gone_unless_named(compartment, sheet.item.stored.file):
        yield


def exhibits_of(session: Session, about: Reference) -> list[Stored[EvidenceItem]]:
    """Every evidence item of a record, those taken back included, by their numbers; copies after their original."""
    compartment = session.vault.compartment(about.compartment)
    found: list[Stored[EvidenceItem]] = reading.about(compartment.connection, about, (RecordKind.EVIDENCE,))
    return sorted(found, key=lambda stored: by_number(stored.content))


def by_number(item: EvidenceItem) -> tuple[int, int]:
    """The order of exhibits: by their numbers, copies after their original."""
    return item.exhibit, item.copy


def _take_one(
    session: Session,
    permit: IntakePermit,
    offered: Offered,
    facts: CaptureFacts,
    progress: Progress | None,
    way: GiveWay,
) -> TakenIn:
    about = permit.about
    _require_open(session, about)
    compartment = session.vault.compartment(about.compartment)
    name = sealed_files.new_name()
    compartment.unsettled.add(name)
    try:
        sealed = way.aside(partial(_seal, compartment.files, offered, progress, name, permit.kind))
    except BaseException:
        sealed_files.discard(compartment.files, name)
        compartment.unsettled.discard(name)
        raise
    with gone_unless_named(compartment, name):
        return _keep(session, permit, offered, facts, sealed)


def _keep(
    session: Session, permit: IntakePermit, offered: Offered, facts: CaptureFacts, sealed: SealedFile
) -> TakenIn:
    """Name a sealed file in one write. Content that the record has already is kept once and recorded again."""
    about = permit.about
    compartment = session.vault.compartment(about.compartment)
    _require_open(session, about)  # somebody may have closed it while the file was read
    if any(sealed.sha256 in hidden_in(part).hashes for part in session.vault):
        raise InQuarantineBefore
    kept = compartment.hanging_on(about.id)
    earlier = sorted((one.content for one in kept if one.kind is RecordKind.EVIDENCE), key=by_number)
    same = next((one for one in earlier if _is_same(one, sealed)), None)
    number = 1 + max((one.exhibit for one in earlier), default=0)
    item = item_of(session, permit.answer, permit.declared_at, permit.kind, offered, facts, sealed, number)
    if same is not None:
        item = replace(item, stored=replace(item.stored, file=same.stored.file))
    reference = Reference(about.compartment, new_record_id())
    with compartment.write(
        EventKind.EVIDENCE_SEALED,
        session.user.id,
        session.now(),
        record=about.id,
        facts={"exhibit": item.exhibit, "sha256": sealed.sha256},
    ) as work:
        if same is None:
            work.put_file_key(sealed.file, sealed.secret)
        work.put(reference.id, item, about=about.id)
    if same is not None:
        sealed_files.discard(compartment.files, sealed.file)
    return TakenIn(reference, item.name, _note(item, earlier))


def _require_open(session: Session, about: Reference) -> None:
    """Raise where nothing may be kept of the record now: closed, or not here any more."""
    if session.vault.compartment(about.compartment).get(about.id) is None:
        raise RecordGone
    incident = _incident(session, about)
    if incident is not None and incident.entered_in_error is not None:
        raise RecordInError
    if incident is not None and is_closed(session, incident):
        raise IntakeClosed


def _is_same(earlier: EvidenceItem, sealed: SealedFile) -> bool:
    """Whether an exhibit of the record is the same content, and still has its file."""
    kept = earlier.stored
    return (
        earlier.has_file
        and earlier.quarantine is None
        and (kept.sha256, kept.size) == (sealed.sha256, sealed.size)
    )


def _seal(
    folder: Path, offered: Offered, progress: Progress | None, name: str, said: MaterialSaid = NOT_ASKED
) -> SealedFile:
    admits = partial(refused_for, said)
    if offered.path is not None:
        return sealed_files.take_in_path(folder, offered.path, progress, name, admits)
    return sealed_files.take_in_bytes(folder, offered.content, name, admits, progress)


def refused_for(said: MaterialSaid, head: bytes) -> NotOwnWords | None:
    """Why a file that begins so may not come in: somebody said "own words", and it is no picture or text.

    Asked before anything of the file is written, so that no copy of it ever lies in the log.
    """
    if said.material is Material.OWN_WORDS and not media_types.media_type_of(head).startswith(_OWN_WORDS):
        return NotOwnWords()
    return None


def item_of(
    session: Session,
    answer: IntakeAnswer,
    declared_at: datetime,
    said: MaterialSaid,
    offered: Offered,
    facts: CaptureFacts,
    sealed: SealedFile,
    exhibit: int,
) -> EvidenceItem:
    """The exhibit that a sealed file becomes."""
    name = offered.name or (offered.path.name if offered.path is not None else "")
    stored = StoredFile(
        file=sealed.file,
        sha256=sealed.sha256,
        size=sealed.size,
        media_type=media_types.media_type_of(sealed.head),
        original_name=visible(name)[:_LONGEST_NAME],
    )
    return EvidenceItem(
        exhibit=exhibit,
        stored=stored,
        way=offered.way,
        declared=answer,
        declared_at=declared_at,
        entered_at=session.now(),
        entered_by=session.user.id,
        facts=facts,
        material=said.material,
        advised_by=said.advised_by,
    )


def _note(item: EvidenceItem, earlier: list[EvidenceItem]) -> str:
    same = [one.name for one in earlier if one.has_file and one.stored.sha256 == item.stored.sha256]
    parts = []
    if same:
        parts.append(
            f"The same content is already kept as {joined_words(same)}. It is kept once, and recorded twice."
        )
    if item.stored.media_type == media_types.UNKNOWN:
        parts.append("Its content is of a type this program does not know. It is kept sealed and not opened.")
    return " ".join(parts)


def next_exhibit(session: Session, about: Reference) -> int:
    """The number that the next exhibit of a record gets."""
    return 1 + max((one.content.exhibit for one in exhibits_of(session, about)), default=0)


def _spend(permit: IntakePermit, batch: tuple[Offered, ...]) -> Reference:
    is_rest = covers(permit, batch)
    if not _is_good(permit) and not is_rest:
        raise NoPermit
    permit.spent, permit.rest = True, ()
    return permit.about


def covers(permit: IntakePermit, batch: tuple[Offered, ...]) -> bool:
    """Whether all of a batch is what a stop left of the one that the permit was given for; facts may differ."""
    left = {_which(one) for one in permit.rest}
    return bool(left) and all(_which(one) in left for one in batch)


def _which(offered: Offered) -> tuple[Path | None, bytes, str]:
    return offered.path, offered.content, offered.name


def _is_good(permit: IntakePermit) -> bool:
    return permit.answer.may_enter and not permit.spent


def _incident(session: Session, about: Reference) -> Incident | None:
    """The incident of that reference; None for a declaration, which may not be written yet, and for a drive."""
    stored = session.vault.compartment(about.compartment).get(about.id)
    if stored is None or stored.kind in (RecordKind.DECLARATION, RecordKind.DECLARATION_DRIVE):
        return None
    if stored.kind is not RecordKind.INCIDENT:
        raise RuleViolation({"about": "Evidence belongs to an incident, a declaration or a drive."})
    incident: Incident = stored.content
    return incident


def is_closed(session: Session, incident: Incident) -> bool:
    """Whether the record is kept in words only."""
    category = session.catalogue.categories.get(incident.category)
    return incident.intake_closed or (category is not None and category.evidence_closed)
