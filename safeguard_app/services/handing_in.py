"""Handing a concern in with its evidence, filing one whose evidence was chosen on the form, and taking hand-ins in.

On a record the answer to the question about indecent images is an event before any file dialog opens. A concern that is
still a form has no record, and an event about it in the daily log would tell everybody that somebody is writing down
something with pictures. So the answer is kept in the draft, sealed to its author, before the dialog opens; it goes with
the concern under its author's signature, and stands in the chain of the part it is filed in.

Files chosen on a form stay where they are, unread, until the concern goes: only then is it certain who may read them.
A draft keeps their names, not the files.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from safeguard_app.domain.audit_trail import COMPUTER
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.errors import Cancelled, KnownProblem, RuleViolation
from safeguard_app.domain.evidence import EvidenceItem, IntakeAnswer, Quarantine
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, UserId, new_record_id
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.services import evidence, incidents, intake_problems
from safeguard_app.services.capture_facts import checked_facts
from safeguard_app.services.evidence_views import NOT_ASKED, BatchProgress, MaterialSaid, Offered, StopAdvice
from safeguard_app.services.incident_form import IncidentForm, IntakeAnswered, about_whom, checked, home_of
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.stop_advice import material_advice, stop_advice_for_form
from safeguard_app.services.subject_of_concern import home_at_intake
from safeguard_app.vault import drafts, hand_in, record_codec, sealed_files
from safeguard_app.vault.compartment import Work
from safeguard_app.vault.handed_files import ArrivedFile, HandedFile
from safeguard_app.vault.quarantined import ARRIVED, hidden_in
from safeguard_app.vault.sealed_files import Progress, SealedFile

CHOOSE_AGAIN = "Choose these again, or leave them out: a draft keeps the names of files, not the files."
ASK_AGAIN = (
    "Since these files were chosen the concern became one where terrorism material may turn up. Leave them out and "
    "choose them again: what they are is asked then."
)
_AS_BEFORE = "this program, when it was handed in"
"""Not why: what it equals may stand in a part that not everybody opens who reads this."""
WORDS_ONLY = "This concern is kept in words only, so no file goes with it. Leave the files out."


@dataclass(frozen=True, slots=True)
class FormPermit:
    """The right to choose one batch for a form, given after "No, I have seen all of it" was kept in its draft."""

    form: RecordId
    answer: IntakeAnswer
    declared_at: datetime
    kind: MaterialSaid = NOT_ASKED


@dataclass(frozen=True, slots=True)
class ChosenBatch:
    """What was chosen under a permit, unread, with its facts."""

    permit: FormPermit
    offered: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """A form that was filed in the ordinary way; ``left_out`` says of each file that was not kept why."""

    reference: Reference
    changes: Changes
    left_out: tuple[str, ...] = ()


def declare_on_form(
    session: Session, form: IncidentForm, answer: IntakeAnswer, said: MaterialSaid = NOT_ASKED
) -> tuple[IncidentForm, FormPermit | StopAdvice]:
    """Keep the answer in the form's draft, then give a permit, or say what to do instead.

    The form comes back with the answer in it. ``said`` is what the material is, where that is asked. Raises
    :class:`~safeguard_app.services.intake_problems.IntakeClosed` for one in words only, RuleViolation.
    """
    now = session.now()
    asked = answer.may_enter and evidence.asks_material(session, form.category)
    kind = evidence.checked_material(said) if asked else NOT_ASKED
    given = IntakeAnswered(answer, now, kind.material)
    answered = replace(form, intake_answers=(*form.intake_answers, given))
    incidents.save_draft(session, answered)
    if not answer.may_enter:
        return answered, stop_advice_for_form(session, replace(answered, intake_closed=True), answer)
    if _is_closed(session, form):
        raise intake_problems.IntakeClosed
    if asked and not evidence.enters(kind):
        return answered, material_advice(session, about_head=form.about_head)
    return answered, FormPermit(form.id, answer, now, kind)


def chosen(session: Session, permit: FormPermit, offered: tuple[Offered, ...]) -> ChosenBatch:
    """A batch whose facts are in order. Raises RuleViolation where they are not; no file is read."""
    if not offered:
        raise RuleViolation({"": "Choose what goes with the concern."})
    checked_facts(session, offered[0].facts)
    return ChosenBatch(permit, offered)


def name_of(offered: Offered) -> str:
    """The name a chosen file is shown and remembered by, with what a name may hide."""
    return display_file_name(offered.path.name if offered.path is not None else offered.name)


def hand_over(
    session: Session,
    form: IncidentForm,
    batches: Sequence[ChosenBatch] = (),
    progress: Progress | None = None,
) -> Changes:
    """Hand a concern in to a compartment this user cannot open. Afterwards only its readers can read it.

    Each file is read once, hashed, sealed and read back before the concern that names it is sealed and signed: all of
    it is handed in, or nothing. Raises RuleViolation, or of the first file that cannot be read why.
    """
    ready = _ready(session, form, batches)
    home = home_of(session, ready)
    if session.opens(home):
        raise incidents.MustBeHandedIn(home)
    incidents.save_draft(session, form)
    sealed: list[SealedFile] = []
    try:
        files = tuple(
            _handed(session, home, batch.permit, offered, sealed, progress)
            for batch in batches
            for offered in batch.offered
        )
        content = record_codec.encode(replace(ready, files_chosen=())).encode()
        hand_in.hand_in(session.vault, home, content, form.id, files)
    except BaseException:
        for one in sealed:
            hand_in.discard(session.vault, home, one.file)
        raise
    drafts.end(session.vault, form.id, home)
    with_it = f" with {count_words(len(files), 'file')}" if files else ""
    return Changes(said=f"Handed in{with_it}. It is sealed to those who may read it.")


def file(
    session: Session,
    form: IncidentForm,
    batches: Sequence[ChosenBatch] = (),
    progress: Progress | None = None,
) -> Filed:
    """File a form where this user's key reaches, then take in what was chosen on it, as evidence of the new record."""
    _ready(session, form, batches)
    reference, changes = incidents.file(session, replace(form, files_chosen=()))
    left_out: list[str] = []
    for batch in batches:
        permit = evidence.declare(session, reference, batch.permit.answer, batch.permit.kind)
        assert not isinstance(permit, StopAdvice)
        permit.declared_at = batch.permit.declared_at
        try:
            intake = evidence.take_in(session, permit, batch.offered, _as_bytes(progress))
        except KnownProblem as problem:
            left_out += [_left_out(one, problem) for one in batch.offered]
            continue
        changes = changes | replace(intake.changes, said="")
        left_out += [_left_out(batch.offered[one.place], one.problem) for one in intake.refused]
        left_out += [_left_out(one, intake.stopped_by or Cancelled()) for one in intake.rest]
    return Filed(reference, changes, tuple(left_out))


def _as_bytes(progress: Progress | None) -> BatchProgress | None:
    """Progress of a batch, told as bytes alone."""
    return None if progress is None else lambda step: progress(step.done, step.total)


def take_in_handed(session: Session) -> int:
    """Take in what was handed in to every part this user reads; how many were.

    Whom each is about is looked at again: somebody may have become Headteacher, or acting Headteacher, since it was
    handed in. Such a concern is filed where they cannot read it, or sealed on to those who may.
    """

    hidden: list[tuple[Compartment, str]] = []

    def belongs(lies: Compartment, content: bytes) -> Compartment:
        form = record_codec.decode_as(IncidentForm, content)
        return home_at_intake(session, about_whom(form), lies)

    def file_one(
        author: str, compartment: Compartment, content: bytes, files: tuple[ArrivedFile, ...]
    ) -> None:
        form = _kept_in(record_codec.decode_as(IncidentForm, content), compartment)
        items = _barred(session, [_item_of(one, author, place) for place, one in enumerate(files, 1)])
        hidden.extend((compartment, one.stored.file) for one in items if one.quarantine is not None)
        incidents.file_checked(
            session,
            form,
            compartment,
            author,
            handed_in=True,
            with_it=lambda work: _hang(session, work, form.id, files, items),
        )

    taken = hand_in.take_in_waiting(session.vault, file_one, belongs)
    for home, file in hidden:
        part = session.vault.compartment(home)
        if part.file_secret(file) is not None:
            with suppress(KnownProblem):  # the next unlock settles what a disk held
                sealed_files.put_apart(part.files, file)
    return taken


def _barred(session: Session, items: list[EvidenceItem]) -> list[EvidenceItem]:
    """What is the same as something in quarantine goes there too, and stays as it was handed in: the police decide."""
    barred = frozenset[str]().union(*(hidden_in(part).hashes for part in session.vault))
    mark = Quarantine(session.now(), UserId(COMPUTER), _AS_BEFORE)
    return [replace(one, quarantine=mark) if one.stored.sha256 in barred else one for one in items]


def _kept_in(form: IncidentForm, home: Compartment) -> IncidentForm:
    """The form as one that was sorted into ``home`` by its author."""
    if home is Compartment.NOT_HEAD:
        return replace(form, about_head=True)
    return replace(form, about_lead=True) if home is Compartment.NOT_DSL else form


def _ready(session: Session, form: IncidentForm, batches: Sequence[ChosenBatch]) -> IncidentForm:
    """The checked form. Also raises RuleViolation for files that may not go with it or are not at hand any more."""
    ready = checked(session, form)
    names = {name_of(one) for batch in batches for one in batch.offered}
    if batches and _is_closed(session, ready):
        raise RuleViolation({"evidence": WORDS_ONLY})
    if evidence.asks_material(session, ready.category) and not all(
        evidence.enters(batch.permit.kind) for batch in batches
    ):
        raise RuleViolation({"evidence": ASK_AGAIN})
    gone = [name for name in form.files_chosen if name not in names]
    if gone:
        raise RuleViolation({"evidence": CHOOSE_AGAIN})
    for batch in batches:
        for one in batch.offered:
            checked_facts(session, one.facts)
    return ready


def _is_closed(session: Session, form: IncidentForm) -> bool:
    category = session.catalogue.categories.get(form.category)
    return form.intake_closed or (category is not None and category.evidence_closed)


def _handed(
    session: Session,
    home: Compartment,
    permit: FormPermit,
    offered: Offered,
    sealed: list[SealedFile],
    progress: Progress | None,
) -> HandedFile:
    """Seal one file beside what waits for ``home``, with everything that makes it an exhibit."""
    admits = partial(evidence.refused_for, permit.kind)
    if offered.path is not None:
        one = hand_in.seal_path(session.vault, home, offered.path, progress, admits)
    else:
        one = hand_in.seal_bytes(session.vault, home, offered.content, admits)
    sealed.append(one)
    facts = checked_facts(session, offered.facts)
    item = evidence.item_of(
        session, permit.answer, permit.declared_at, permit.kind, offered, facts, one, len(sealed)
    )
    return HandedFile(one.file, one.secret, one.sha256, one.size, record_codec.encode(item))


def _item_of(arrived: ArrivedFile, author: str, exhibit: int) -> EvidenceItem:
    """The exhibit a handed-in file becomes: what its author said of it, and what the seal proves."""
    handed = arrived.handed
    item = record_codec.decode_as(EvidenceItem, handed.about.encode())
    if not item.declared.may_enter:
        raise intake_problems.IntakeClosed
    stored = replace(item.stored, file=arrived.file, sha256=handed.sha256, size=handed.size)
    return replace(item, exhibit=exhibit, stored=stored, entered_by=UserId(author))


def _hang(
    session: Session,
    work: Work,
    record: RecordId,
    files: tuple[ArrivedFile, ...],
    items: list[EvidenceItem],
) -> None:
    """Hang what was handed in with a concern on its record, in the same write; of what did not arrive, a note."""
    if files:
        work.facts["exhibits"] = sum(bool(one.file) for one in files)
        barred = sum(
            bool(one.file) and item.quarantine is not None for one, item in zip(files, items, strict=True)
        )
        if barred:
            work.facts[ARRIVED] = barred
    for one, item in zip(files, items, strict=True):
        if one.file:
            work.facts[f"sha256_{item.exhibit}"] = item.stored.sha256
            work.put_file_key(one.file, one.handed.secret)
            work.put(new_record_id(), item, about=record)
    lost = [item for one, item in zip(files, items, strict=True) if not one.file]
    if lost:
        work.facts["missing"] = len(lost)
        work.put(new_record_id(), _note_of(session, lost), about=record)


def _note_of(session: Session, lost: list[EvidenceItem]) -> Note:
    by = session.name_of(lost[0].entered_by)
    lines = [
        "Handed in with this concern, and not taken in: each was missing, or was not the file that was handed in."
        f" Ask {by} for it again.",
        *(
            f"Ex{one.exhibit}: {display_file_name(one.stored.original_name)},"
            f" {one.facts.what or 'not described'}. SHA-256 {one.stored.sha256}"
            for one in lost
        ),
    ]
    return Note(NoteKind.NOTE, exactly(session.now()), "\n".join(lines))


def _left_out(offered: Offered, problem: KnownProblem) -> str:
    return f"{name_of(offered)}: {problem.sentence} {problem.next_step}"
