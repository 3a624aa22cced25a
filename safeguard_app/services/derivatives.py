"""Copies of an exhibit with parts covered, marked or cut away: drawn, proven, and sealed as exhibits of their own.

The original stays as it is (domain.md 6.2). A copy is drawn from the picture's pixels as a process apart decoded them,
written as a bare PNG, decoded again by another such process and compared: what fails that is not kept.

No new question about indecent images is asked: what was declared of the original holds for what was made of it alone.
"""

from dataclasses import dataclass, field, replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.derivatives import (
    Alterations,
    Derivation,
    checked_alterations,
    checked_reasons,
    exhibit_name,
)
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.evidence import CaptureFacts, EvidenceItem, StoredFile, Way
from safeguard_app.domain.identifiers import Reference, new_record_id
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.evidence_files import redaction_proof
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.evidence_files.pixels import NotShown, Pixels
from safeguard_app.services.derivative_words import copy_title
from safeguard_app.services.evidence import exhibits_of, is_closed
from safeguard_app.services.evidence_showing import (
    OpenedFile,
    ShownPage,
    about_of,
    number_facts,
    pixels_of,
    usable_item,
)
from safeguard_app.services.intake_problems import IntakeClosed
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.unclaimed_files import gone_unless_named
from safeguard_app.system.limited_process import ProcessStopped
from safeguard_app.vault import sealed_files
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.sealed_files import SealedFile

_PNG = "image/png"


class CannotCopy(KnownProblem):
    """No copy can be made of this."""

    code = "cannot_copy"
    sentence = "No copy can be made of this. Nothing was changed."
    next_step = "Open the exhibit that it was made from, and make another copy of that."


class CopyNotProven(KnownProblem):
    """The finished copy did not pass its own check."""

    code = "copy_not_proven"
    sentence = (
        "The copy did not pass its own check, so it was not kept. The exhibit is as it was, and your marks are still"
        " here."
    )
    next_step = (
        "Try once more. If it happens again, do not send this picture out, and tell whoever looks after it."
    )


@dataclass(frozen=True, slots=True)
class ToMark:
    """A picture or one page, as finely as it can be drawn, without transparency; what a copy is made from."""

    item: Reference
    title: str
    page: int
    """From 1; 0 for a picture."""
    shown: ShownPage
    smaller: bool
    """The original has more pixels than can be shown, so the copy will have fewer."""
    looking_in: LookingIn = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a copy is to be: what is done to it, what is hidden, and why."""

    alterations: Alterations
    hidden: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ProvenCopy:
    """A copy that was drawn, written, opened again and compared; not kept yet."""

    item: Reference
    original: str
    page: int
    smaller: bool
    wanted: Wanted
    png: bytes = field(repr=False)


def may_copy(session: Session, item: Reference) -> None:
    """Raise :class:`CannotCopy` or IntakeClosed where no copy may be made of an exhibit."""
    _original(session, item)


def to_mark(opened: OpenedFile, page: int = 0) -> ToMark:
    """A picture or a page (from 0) to make a copy of. Slow, touches no database. Raises CannotShow, ProcessStopped."""
    from safeguard_app.evidence_files import (
        redrawing,
    )  # the library that draws is loaded when somebody needs it

    found = redrawing.on_white(pixels_of(opened, page, fine=True))
    shown = ShownPage(found.width, found.height, 3, found.pixels, page, found.pages, opened.title)
    number = 0 if opened.media_type.startswith("image/") else page + 1
    return ToMark(opened.item, opened.title, number, shown, found.reduced, opened.looking_in)


def proven(marked: ToMark, wanted: Wanted) -> ProvenCopy:
    """Draw the copy and prove it. Slow, touches no database.

    Raises RuleViolation (``marks``, ``hidden``, ``why``), CopyNotProven where the check fails, ProcessStopped.
    """
    from safeguard_app.evidence_files import redrawing

    shown = marked.shown
    alterations = checked_alterations(wanted.alterations, shown.width, shown.height)
    hidden, why = checked_reasons(alterations, wanted.hidden, wanted.why)
    original = Pixels(shown.width, shown.height, 3, 1, shown.pixels)
    png = redrawing.as_png(redrawing.redrawn(original, alterations))
    try:
        decoded = marked.looking_in.show(png, _PNG)
        redaction_proof.prove(original, alterations, png, decoded)
    except (redaction_proof.NotProven, NotShown, ProcessStopped) as failed:
        raise CopyNotProven from failed
    kept = Wanted(alterations, hidden, why)
    return ProvenCopy(marked.item, marked.title, marked.page, marked.smaller, kept, png)


def keep(session: Session, copy: ProvenCopy) -> Changes:
    """Seal a proven copy as an exhibit beside its original: one event, which stands in who had either of them.

    Raises CannotCopy or IntakeClosed where the original was taken back meanwhile, or what is wrong with the disk.
    """
    original = _original(session, copy.item)
    about, compartment = about_of(original), session.vault.compartment(copy.item.compartment)
    sealed = sealed_files.take_in_bytes(compartment.files, copy.png)
    with gone_unless_named(compartment, sealed.file):
        reference, item = _write(session, compartment, original, copy, sealed)
    kinds = (RecordKind.EVIDENCE, RecordKind.INCIDENT)
    said = f"{item.name} is sealed. {item.original_name} is as it was."
    return changed(about, reference, kinds=kinds, said=said)


def _write(
    session: Session,
    compartment: OpenCompartment,
    original: Stored[EvidenceItem],
    copy: ProvenCopy,
    sealed: SealedFile,
) -> tuple[Reference, EvidenceItem]:
    about, now = about_of(original), session.now()
    parent = original.content
    wanted = copy.wanted
    number = 1 + max(
        one.content.copy for one in exhibits_of(session, about) if one.content.exhibit == parent.exhibit
    )
    item = replace(
        parent,
        stored=StoredFile(sealed.file, sealed.sha256, sealed.size, _PNG, ""),
        way=Way.DERIVED,
        entered_at=now,
        entered_by=session.user.id,
        facts=CaptureFacts(what=copy_title(exhibit_name(parent.exhibit), copy.page, wanted.alterations)),
        derived=Derivation(
            copy=number,
            parent_sha256=parent.stored.sha256,
            page=copy.page,
            alterations=wanted.alterations,
            hidden=wanted.hidden,
            why=wanted.why,
            smaller=copy.smaller,
        ),
    )
    reference = Reference(about.compartment, new_record_id())
    facts = {**number_facts(item), "sha256": sealed.sha256, "of": parent.stored.sha256}
    with compartment.write(
        EventKind.EVIDENCE_DERIVED, session.user.id, now, record=about.id, facts=facts
    ) as work:
        work.put_file_key(sealed.file, sealed.secret)
        work.put(reference.id, item, about=about.id)
    return reference, item


def _original(session: Session, item: Reference) -> Stored[EvidenceItem]:
    """The exhibit that a copy may be made of."""
    stored = usable_item(session, item)
    if stored.content.withdrawn is not None:
        raise CannotCopy(
            "This exhibit was taken back, so no copy can be made of it.", "Choose another exhibit."
        )
    if stored.content.derived is not None:
        raise CannotCopy(
            f"{stored.content.name} is a copy itself, so no other is made of it. Nothing was changed.",
            f"Open {stored.content.original_name} and make another copy of that.",
        )
    about = session.vault.get(about_of(stored))
    if not isinstance(about.content, Incident):
        raise CannotCopy(
            "Copies are made of an incident’s exhibits only.", "Print the sheet from its own page."
        )
    if is_closed(session, about.content):
        raise IntakeClosed
    return stored
