"""Quarantine of an exhibit that should never have been kept, and what the police direct to be done with it.

Domain rule 5.3.3: hidden from all views and every way out at once; not copied, not made anew, not read again, never
deleted by the program itself. Removal is police-directed and takes two people: one enters the direction with its
reference, another carries it out under a key of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from safeguard_app.domain.audit_trail import Event, EventKind
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.evidence import (
    CarriedOut,
    DirectionKind,
    EvidenceItem,
    PoliceDirection,
    Quarantine,
)
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import checked_line, checked_text
from safeguard_app.services.evidence import exhibits_of
from safeguard_app.services.evidence_showing import about_of, number_facts, stored_item
from safeguard_app.services.evidence_views import ToRing
from safeguard_app.services.incidents import case_of
from safeguard_app.services.labels import entered, when
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.stop_advice import to_ring
from safeguard_app.vault import reading
from safeguard_app.vault.chain import SIGNED_KINDS
from safeguard_app.vault.compartment import OpenCompartment, Work
from safeguard_app.vault.problems import StaleVersion
from safeguard_app.vault.quarantined import documents_showing, settle

_KINDS = (RecordKind.EVIDENCE, RecordKind.INCIDENT, RecordKind.DOCUMENT)
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


class KeyTooNew(KnownProblem):
    """The key of whoever wants to carry a direction out was made after it was entered: that is no second person's."""

    code = "key_too_new"
    sentence = (
        "Your key was made, or made anew, after this direction was entered, so it does not count as a second person’s. "
        "Nothing was done."
    )
    next_step = "Have the direction entered again by somebody else, and carry it out after that."


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
    elsewhere: tuple[str, ...]
    """Other exhibits of the log with the same content, which are not in quarantine by this."""
    direction: str
    """What the police directed, in words; empty until somebody entered it."""
    may_carry_out: bool
    why_not: str
    removed: str


def quarantine(session: Session, item: Reference, *, version: int) -> Changes:
    """Hide an exhibit at once, with every other of the record that has the same content, and copies of them.

    The sealed file lies apart from now on, as it is, where no backup takes it. Raises RuleViolation for one in
    quarantine already or without a file, StaleVersion.
    """
    stored = stored_item(session, item)
    if stored.content.quarantine is not None:
        raise RuleViolation({"item": "This exhibit is in quarantine already."})
    if not stored.content.has_file:
        raise RuleViolation({"item": "This exhibit is no file. Where it is kept is recorded with it."})
    _require_newest(stored, version)
    mark = Quarantine(session.now(), session.user.id, session.user.name)
    return _write_all(
        session,
        [one for one in same_content(session, stored) if one.content.quarantine is None],
        lambda item: replace(item, quarantine=mark),
        EventKind.EVIDENCE_QUARANTINED,
        "in quarantine",
    )


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
        exhibit=stored.content.name,
        since=since_words(session, stored.content),
        do_now=tuple(words.fill(line) for line in DO_NOW),
        do_not=DO_NOT,
        ring=to_ring(session),
        backups=backups_holding(session, stored),
        elsewhere=kept_elsewhere(session, stored),
        direction=_direction_words(session, direction) if direction is not None else "",
        may_carry_out=direction is not None and _why_not(session, direction) is None,
        why_not=_why_not_words(session, direction) if direction is not None else "",
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
    _require_newest(stored, version)
    return _write_all(
        session,
        _quarantined(session, stored),
        lambda item: replace(item, direction=direction),
        EventKind.POLICE_DIRECTED,
        "under a direction now, for a second person to carry out",
    )


def carry_out(session: Session, item: Reference, *, version: int) -> Changes:
    """Do as the police directed, as the second person. Removal destroys the file's key and the file: for good.

    What shows its picture goes with it. Raises SecondPersonNeeded, KeyTooNew, RuleViolation where no direction was
    entered, StaleVersion.
    """
    stored = _in_quarantine(session, item)
    direction = stored.content.direction
    if direction is None:
        raise RuleViolation({"item": "Enter what the police directed first."})
    if (problem := _why_not(session, direction)) is not None:
        raise problem
    _require_newest(stored, version)
    twins = _quarantined(session, stored)
    if direction.kind is DirectionKind.RELEASE:
        return _write_all(
            session,
            twins,
            lambda item: replace(item, quarantine=None, direction=None),
            EventKind.EVIDENCE_RELEASED,
            "out of quarantine",
        )
    done = CarriedOut(session.now(), session.user.id, session.user.name)
    compartment = session.vault.compartment(item.compartment)
    shown_in = documents_showing(compartment, frozenset(one.reference.id for one in twins))

    def destroy_keys(work: Work) -> None:
        for one in twins:
            work.drop_file_key(one.content.stored.file)
        for document in shown_in:
            work.put(
                document.reference.id,
                replace(document.content, removed=True),
                about=RecordId(document.about) if document.about is not None else None,
                replacing=document.number,
            )
            work.drop_file_key(document.content.stored.file)

    return _write_all(
        session,
        twins,
        lambda item: replace(item, removed=done),
        EventKind.EVIDENCE_REMOVED,
        "removed for good",
        with_it=destroy_keys,
    )


def _why_not(session: Session, direction: PoliceDirection) -> KnownProblem | None:
    """Why the signed-in user is no second person for a direction; None where they are."""
    if direction.by == session.user.id:
        return SecondPersonNeeded(next_step=session.words().fill(SecondPersonNeeded.next_step))
    recovered = reading.events_of_kind(
        session.vault.daily.connection, EventKind.RECOVERED, actor=session.user.id
    )
    made = [session.user.since, *(event.at for event in recovered)]
    return KeyTooNew() if max(made) > direction.at else None


def _why_not_words(session: Session, direction: PoliceDirection) -> str:
    problem = _why_not(session, direction)
    return problem.next_step if problem is not None else ""


def same_content(session: Session, stored: Stored[EvidenceItem]) -> list[Stored[EvidenceItem]]:
    """The exhibits of the record that go with it, itself included: what is done with one is done with all.

    Those with the same content, and the copies that were made of any of them here.
    """
    all_of_them = exhibits_of(session, about_of(stored))
    sha256 = next(
        (
            one.content.stored.sha256
            for one in all_of_them
            if one.content.exhibit == stored.content.exhibit and not one.content.copy
        ),
        stored.content.stored.sha256,
    )
    numbers = {one.content.exhibit for one in all_of_them if one.content.stored.sha256 == sha256}
    return [one for one in all_of_them if one.content.exhibit in numbers]


def kept_elsewhere(session: Session, stored: Stored[EvidenceItem]) -> tuple[str, ...]:
    """Where else in the open parts of the log the same content is kept: "Ex2 of 2026-0004"."""
    found = []
    for compartment in session.vault:
        for other in reading.of_kind(compartment.connection, compartment.id, RecordKind.EVIDENCE):
            item = other.content
            is_same = item.stored.sha256 == stored.content.stored.sha256 and item.removed is None
            if is_same and (other.reference.compartment, other.about) != (
                stored.reference.compartment,
                stored.about,
            ):
                found.append(f"{item.name} of {_whose(session, about_of(other))}")
    return tuple(found)


def _whose(session: Session, about: Reference) -> str:
    """The case number; a signed sheet stands with the register of declarations."""
    is_case = session.vault.get(about).kind is RecordKind.INCIDENT
    return case_of(session, about) if is_case else "the register of declarations"


def backups_holding(session: Session, stored: Stored[EvidenceItem]) -> tuple[HoldingBackup, ...]:
    """Backups that were under way or made while the exhibit was kept like any other, oldest first.

    From when the first of those that go with it came in: the same content is kept in one file.
    """
    since = min(one.content.entered_at for one in same_content(session, stored))
    mark = stored.content.quarantine
    until = mark.at if mark is not None else session.now()
    made = reading.events_of_kind(session.vault.daily.connection, EventKind.BACKED_UP)
    return tuple(
        HoldingBackup(
            int(event.facts.get("number", 0)), entered(session, event.at), session.name_of(event.actor)
        )
        for event in made
        if since <= event.at and _begun(event) <= until
    )


def _begun(event: Event) -> datetime:
    """When a backup began; of one that does not say so, when it was done."""
    begun = event.facts.get("begun")
    return datetime.fromisoformat(str(begun)) if begun else event.at


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


def _require_newest(stored: Stored[EvidenceItem], version: int) -> None:
    if stored.number != version:
        raise StaleVersion


def _quarantined(session: Session, stored: Stored[EvidenceItem]) -> list[Stored[EvidenceItem]]:
    """Those that go with it and are in quarantine; what was removed before stays as it was removed."""
    return [
        one
        for one in same_content(session, stored)
        if one.content.quarantine is not None and one.content.removed is None
    ]


def _write_all(
    session: Session,
    exhibits: list[Stored[EvidenceItem]],
    make: Callable[[EvidenceItem], EvidenceItem],
    kind: EventKind,
    said: str,
    with_it: Callable[[Work], None] | None = None,
) -> Changes:
    """All of them in one event, signed where the police directed it; then their files lie where their rows say."""
    about, first = about_of(exhibits[0]), exhibits[0].content
    compartment = session.vault.compartment(about.compartment)
    signer = session.vault.identity.sign if kind in SIGNED_KINDS else None
    with compartment.write(
        kind, session.user.id, session.now(), record=about.id, facts=number_facts(first), signer=signer
    ) as work:
        for stored in exhibits:
            work.put(stored.reference.id, make(stored.content), about=about.id, replacing=stored.number)
        if with_it is not None:
            with_it(work)
    names = joined_words([one.content.name for one in exhibits])
    sentence = f"{names} {'is' if len(exhibits) == 1 else 'are'} {said}."
    if not _settled(compartment):
        sentence += " The file itself could not be moved or removed yet: the next unlock tries again."
    touched = (about, *(one.reference for one in exhibits))
    return changed(*touched, kinds=_KINDS, said=sentence)


def _settled(compartment: OpenCompartment) -> bool:
    """Whether every file lies where its row says by now; what does not is settled by the next unlock."""
    try:
        return settle(compartment)
    except KnownProblem:
        return False
