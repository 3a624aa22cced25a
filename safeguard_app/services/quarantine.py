"""Quarantine of an exhibit that should never have been kept, and what the police direct to be done with it.

Domain rule 5.3.3: hidden from all views and every way out at once; not copied, not made anew, not read again, never
deleted by the program itself. Removal is police-directed and takes two people: one enters the direction with its
reference, another carries it out under a key of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.evidence import (
    CarriedOut,
    DirectionKind,
    EvidenceItem,
    IntakeAnswer,
    PoliceDirection,
    Quarantine,
)
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import checked_line, checked_text
from safeguard_app.services.evidence_showing import about_of, stored_item
from safeguard_app.services.evidence_views import ToRing
from safeguard_app.services.labels import entered, when
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.stop_advice import to_ring
from safeguard_app.vault import reading, sealed_files
from safeguard_app.vault.compartment import Work

_KINDS = (RecordKind.EVIDENCE, RecordKind.INCIDENT)
_LONGEST_REFERENCE = 80
_LONGEST_OFFICER = 200

DO_NOW = (
    "Leave the log as it is, and this computer with it. Nothing has been deleted, copied or opened again.",
    "Ring {police} now. Say that an image which may be an indecent image of a child was found in a record, and ask "
    "what is to be done with it. Write their reference down.",
    "Tell the {head}, and nobody else who need not know.",
    "Whoever saw it has done nothing wrong by reporting it. Write down who, when and how in a note, in words.",
)
DO_NOT = (
    "Nobody looks again, photographs it, prints it or sends it on, not to show the police either.",
    "Nobody deletes the log, a backup or the original by themselves: the police say what becomes of them.",
)


class SecondPersonNeeded(KnownProblem):
    """The one who entered the direction tried to carry it out."""

    code = "second_person_needed"
    sentence = "You entered this direction yourself, so somebody else carries it out. Nothing was done."
    next_step = (
        "Ask a deputy or the {head} to unlock the log with their own passphrase, and to do it from here."
    )


@dataclass(frozen=True, slots=True)
class HoldingBackup:
    """A backup that was made while the exhibit was kept like any other."""

    number: int
    made: str
    by: str

    @property
    def words(self) -> str:
        """ "Backup 4, made Mon 12 Oct 2026, 16:20 by Miss Jo Abbey"."""
        return f"Backup {self.number}, made {self.made} by {self.by}"


@dataclass(frozen=True, slots=True)
class QuarantineView:
    """All that is said of an exhibit in quarantine: never its name, what it shows, or its checksum."""

    item: Reference
    version: int
    exhibit: str
    since: str
    do_now: tuple[str, ...]
    do_not: tuple[str, ...]
    ring: tuple[ToRing, ...]
    backups: tuple[HoldingBackup, ...]
    direction: str
    """What the police directed, in words; empty until somebody entered it."""
    may_carry_out: bool
    why_not: str
    removed: str


def quarantine(session: Session, item: Reference, *, version: int) -> Changes:
    """Hide an exhibit at once. The sealed file stays where it lies and is left out of backups from now on.

    Raises RuleViolation for one in quarantine already, StaleVersion.
    """
    stored = stored_item(session, item)
    if stored.content.quarantine is not None:
        raise RuleViolation({"item": "This exhibit is in quarantine already."})
    now = session.now()
    made = replace(stored.content, quarantine=Quarantine(now, session.user.id, session.user.name))
    said = f"Ex{made.exhibit} is in quarantine."
    return _write(session, stored, made, EventKind.EVIDENCE_QUARANTINED, version, said)


def view(session: Session, item: Reference) -> QuarantineView:
    """What to do about an exhibit in quarantine. Raises KeyError for one that is not."""
    stored = stored_item(session, item)
    mark = stored.content.quarantine
    if mark is None:
        raise KeyError(item.id)
    words = session.words()
    direction = stored.content.direction
    return QuarantineView(
        item=item,
        version=stored.number,
        exhibit=f"Ex{stored.content.exhibit}",
        since=since_words(session, stored.content),
        do_now=tuple(words.fill(line) for line in DO_NOW),
        do_not=DO_NOT,
        ring=to_ring(session),
        backups=backups_holding(session, stored),
        direction=_direction_words(session, direction) if direction is not None else "",
        may_carry_out=direction is not None and direction.by != session.user.id,
        why_not=words.fill(f"{SecondPersonNeeded.next_step}") if direction is not None else "",
        removed=_removed_words(session, stored.content),
    )


def since_words(session: Session, item: EvidenceItem) -> str:
    """ "In quarantine since Mon 12 Oct 2026, 16:20, by Miss Jo Abbey", or that it was removed; else empty."""
    if item.quarantine is None:
        return ""
    return _removed_words(session, item) or (
        f"In quarantine since {entered(session, item.quarantine.at)}, by {item.quarantine.by_name}"
    )


def direct(
    session: Session,
    item: Reference,
    kind: DirectionKind,
    reference: str,
    officer: str,
    told_at: Moment,
    words: str = "",
    *,
    version: int,
) -> Changes:
    """Enter what the police directed. Nothing is done yet: a second person carries it out.

    ``reference`` is the police's own, ``officer`` who said so. Raises RuleViolation naming fields.
    """
    stored = _in_quarantine(session, item)
    clean_reference = checked_line(reference, "reference", _LONGEST_REFERENCE)
    clean_officer = checked_line(officer, "officer", _LONGEST_OFFICER)
    faults = {}
    if not clean_reference:
        faults["reference"] = "Give the reference that the police gave you."
    if not clean_officer:
        faults["officer"] = "Say who gave the direction: name, number and force."
    if not told_at.is_known:
        faults["told_at"] = "Say when the direction was given."
    elif told_at.start is not None and told_at.start > session.now():
        faults["told_at"] = "This time has not come yet."
    if faults:
        raise RuleViolation(faults)
    direction = PoliceDirection(
        kind,
        clean_reference,
        clean_officer,
        told_at,
        checked_text(words, "words"),
        session.now(),
        session.user.id,
        session.user.name,
    )
    made = replace(stored.content, direction=direction)
    said = f"The direction for Ex{made.exhibit} is entered. A second person carries it out."
    return _write(session, stored, made, EventKind.POLICE_DIRECTED, version, said)


def carry_out(session: Session, item: Reference, *, version: int) -> Changes:
    """Do as the police directed, as the second person. Removal destroys the file's key and the file: for good.

    Raises SecondPersonNeeded, RuleViolation where no direction was entered, StaleVersion.
    """
    stored = _in_quarantine(session, item)
    direction = stored.content.direction
    if direction is None:
        raise RuleViolation({"item": "Enter what the police directed first."})
    if direction.by == session.user.id:
        raise SecondPersonNeeded(next_step=session.words().fill(SecondPersonNeeded.next_step))
    if direction.kind is DirectionKind.RELEASE:
        made = replace(stored.content, quarantine=None, direction=None)
        said = f"Ex{made.exhibit} is out of quarantine."
        return _write(session, stored, made, EventKind.EVIDENCE_RELEASED, version, said)
    done = CarriedOut(session.now(), session.user.id, session.user.name)
    made = replace(stored.content, removed=done)
    file = made.stored.file
    changes = _write(
        session,
        stored,
        made,
        EventKind.EVIDENCE_REMOVED,
        version,
        f"The file of Ex{made.exhibit} is removed for good.",
        with_it=lambda work: work.drop_file_key(file),
    )
    sealed_files.discard(session.vault.compartment(item.compartment).files, file)
    return changes


def backups_holding(session: Session, stored: Stored[EvidenceItem]) -> tuple[HoldingBackup, ...]:
    """Backups made between the exhibit's coming in and its quarantine, oldest first: they hold the sealed file."""
    item = stored.content
    until = item.quarantine.at if item.quarantine is not None else session.now()
    made = reading.events_of_kind(session.vault.daily.connection, EventKind.BACKED_UP)
    return tuple(
        HoldingBackup(
            int(event.facts.get("number", 0)), entered(session, event.at), session.name_of(event.actor)
        )
        for event in made
        if item.entered_at <= event.at <= until
    )


def declared_before(item: EvidenceItem) -> bool:
    """Whether somebody had said of it that it shows nothing of the kind: nobody is blamed for having been wrong."""
    return item.declared is IntakeAnswer.NO_SEEN_ALL


def _in_quarantine(session: Session, item: Reference) -> Stored[EvidenceItem]:
    stored = stored_item(session, item)
    if stored.content.quarantine is None:
        raise RuleViolation({"item": "This exhibit is not in quarantine."})
    if stored.content.removed is not None:
        raise RuleViolation({"item": "The file of this exhibit was removed already."})
    return stored


def _direction_words(session: Session, direction: PoliceDirection) -> str:
    what = {
        DirectionKind.REMOVE: "Police direction: remove it for good",
        DirectionKind.RELEASE: "Police direction: it may be kept and used",
    }[direction.kind]
    told = when(session, direction.told_at)
    lines = f"{what}. Reference {direction.reference}, given by {direction.officer}, {told}."
    noted = f" {direction.words}" if direction.words else ""
    return f"{lines}{noted} Entered {entered(session, direction.at)} by {direction.by_name}."


def _removed_words(session: Session, item: EvidenceItem) -> str:
    if item.removed is None or item.direction is None:
        return ""
    return (
        f"Removed {entered(session, item.removed.at)} by {item.removed.by_name}, as the police directed "
        f"(reference {item.direction.reference})"
    )


def _write(
    session: Session,
    stored: Stored[EvidenceItem],
    made: EvidenceItem,
    kind: EventKind,
    version: int,
    said: str,
    with_it: Callable[[Work], None] | None = None,
) -> Changes:
    place, about = stored.reference, about_of(stored)
    facts = {"exhibit": made.exhibit}
    compartment = session.vault.compartment(place.compartment)
    with compartment.write(kind, session.user.id, session.now(), record=about.id, facts=facts) as work:
        work.put(place.id, made, about=about.id, replacing=version)
        if with_it is not None:
            with_it(work)
    return changed(about, place, kinds=_KINDS, said=said)
