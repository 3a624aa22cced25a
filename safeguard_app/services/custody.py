"""The custody record of an exhibit: who had it, when, and what was done, from the audit chain alone.

Every line is an event that cannot be taken out again (NPCC principle 3, audit trail of all processes; domain.md 6.1).
"""

from dataclasses import dataclass
from typing import Any

from safeguard_app.domain.audit_trail import Event, EventKind
from safeguard_app.domain.derivatives import exhibit_name
from safeguard_app.domain.disclosures import Disclosure
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.derivative_words import derivation_words, grouped
from safeguard_app.services.disclosures import custody_words
from safeguard_app.services.event_details import read_words
from safeguard_app.services.event_words import WORDS
from safeguard_app.services.evidence_showing import (
    about_of,
    number_facts,
    sealed_content,
    stored_item,
    usable_item,
)
from safeguard_app.services.exhibit_overview import names
from safeguard_app.services.held_words import held_lines
from safeguard_app.services.labels import entered
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.problems import EvidenceDamaged

_BY_NUMBER = frozenset(
    {
        EventKind.EVIDENCE_SEALED,
        EventKind.EVIDENCE_HELD,
        EventKind.EVIDENCE_VIEWED,
        EventKind.EVIDENCE_CHECKED,
        EventKind.PICTURE_READ,
    }
)
"""Events that say which exhibit they are about by its number."""
_WROTE = frozenset(
    {
        EventKind.EVIDENCE_FACTS,
        EventKind.ENTRY_CORRECTED,
        EventKind.TAKEN_IN,
        EventKind.REFILED_HERE,
        EventKind.EVIDENCE_QUARANTINED,
        EventKind.POLICE_DIRECTED,
        EventKind.EVIDENCE_REMOVED,
        EventKind.EVIDENCE_RELEASED,
    }
)
"""Events that wrote a version of the exhibit."""
_GAVE = frozenset({EventKind.EVIDENCE_BUNDLED, EventKind.EVIDENCE_HANDED_OVER})
"""Events that wrote a line of the disclosure register."""
CHECKED = "Checked"
"""How a line begins that says what a check of the file found."""
_DONE = {
    EventKind.EVIDENCE_SEALED: "Received: sealed, read back and compared",
    EventKind.EVIDENCE_VIEWED: "Looked at, inside the program",
    EventKind.PICTURES_SHOWN: "Looked at small, among the others of its record, inside the program",
    EventKind.REFILED_HERE: "Its record was filed here from elsewhere; what came before stands in that part’s audit",
}


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """One thing that was done: when, by whom, what, and the number of its event in the audit."""

    when: str
    who: str
    what: str
    event: int


@dataclass(frozen=True, slots=True)
class CustodyRecord:
    """All of it, oldest first, for one file. ``sha256`` stands in groups of eight, for reading aloud.

    Of one in quarantine neither the name nor the checksum is told: both are empty."""

    item: Reference
    title: str
    file_words: str
    sha256: str
    lines: tuple[CustodyLine, ...]


def record_of(session: Session, item: Reference) -> CustodyRecord:
    """Who had an exhibit. Looking at it leaves no further line. Raises NoKey or KeyError."""
    stored = stored_item(session, item)
    compartment = session.vault.compartment(item.compartment)
    events = reading.events_of(compartment.connection, about_of(stored).id)
    lines = [
        CustodyLine(entered(session, event.at), session.name_of(event.actor), what, event.number)
        for event in (logged.event for logged in events)
        if (what := _what(session, compartment, event, stored))
    ]
    if stored.content.quarantine is not None:
        return CustodyRecord(item, stored.content.name, "In quarantine", "", tuple(lines))
    held = stored.content.held
    if held is not None:
        return CustodyRecord(
            item, stored.content.name, ", ".join(held_lines(session, held)), "", tuple(lines)
        )
    kept = stored.content.stored
    name = f"{stored.content.facts.what}, " if stored.content.facts.what else ""
    title = stored.content.name
    return CustodyRecord(item, title, f"{name}{kept.size:,} bytes", grouped(kept.sha256), tuple(lines))


def check_file(session: Session, item: Reference) -> Changes:
    """Read one exhibit’s file and compare it with what was sealed. The event says what was found.

    Raises InQuarantine, or EvidenceDamaged, after its event, where the file is missing or not what was sealed.
    """
    stored = usable_item(session, item)
    if not stored.content.has_file:
        raise RuleViolation({"item": "This exhibit is no file, so there is none to check."})
    damage: EvidenceDamaged | None = None
    try:
        sealed_content(session, stored)
    except EvidenceDamaged as found:
        damage = found
    about = about_of(stored)
    session.vault.compartment(item.compartment).note(
        EventKind.EVIDENCE_CHECKED,
        session.user.id,
        session.now(),
        record=about.id,
        facts={**number_facts(stored.content), "whole": int(damage is None)},
    )
    if damage is not None:
        raise EvidenceDamaged(
            f"The file of {stored.content.name} is missing or has been damaged since it was sealed. The record"
            " itself is safe.",
            "Take the file from the newest backup, and do not remove the one that is here: it shows what happened.",
        ) from damage
    said = f"The file of {stored.content.name} is as it was sealed."
    return changed(about, item, kinds=(RecordKind.EVIDENCE,), said=said)


def _what(session: Session, compartment: OpenCompartment, event: Event, stored: Stored[EvidenceItem]) -> str:
    """What an event did with this exhibit, in words; empty where it did nothing with it."""
    if event.kind in _BY_NUMBER:
        if not _names(event, stored.content.exhibit, stored.content.copy):
            return ""
        if event.kind is EventKind.EVIDENCE_CHECKED:
            return f"{CHECKED}: {'as it was sealed' if event.facts.get('whole') else 'damaged or missing'}"
        if event.kind is EventKind.PICTURE_READ:
            return f"{WORDS[event.kind]}: {read_words(event.facts)}"
        return _DONE.get(event.kind, WORDS[event.kind])
    if event.kind is EventKind.PICTURES_SHOWN:
        shown = str(event.facts.get("shown", ""))
        return _DONE[event.kind] if names(shown, stored.content.exhibit, stored.content.copy) else ""
    if event.kind is EventKind.EVIDENCE_DERIVED:
        return _derived(event, stored.content)
    if event.kind not in _WROTE | _GAVE:
        return ""
    wrote = reading.of_event(compartment.connection, compartment.id, event.number)
    if event.kind in _GAVE:
        return _given(session, wrote, stored)
    if given := _given(session, wrote, stored):  # an entry that was taken back
        return given
    mine = next((row for row in wrote if row.reference.id == stored.reference.id), None)
    if mine is None:
        return ""
    if event.kind is EventKind.TAKEN_IN:
        return f"Received with a concern that {session.name_of(mine.content.entered_by)} handed in"
    back = event.kind is EventKind.ENTRY_CORRECTED and mine.content.withdrawn is not None
    words = "Taken back" if back else _DONE.get(event.kind, WORDS[event.kind])
    told = mine.reason and stored.content.quarantine is None  # a reason may say what it shows
    return f"{words}: {mine.reason}" if told else words


def _given(session: Session, wrote: list[Stored[Any]], stored: Stored[EvidenceItem]) -> str:
    """That an exhibit went out, where it did."""
    for row in wrote:
        if isinstance(row.content, Disclosure) and any(
            one.item == stored.reference.id for one in row.content.exhibits
        ):
            return custody_words(session, row.content)
    return ""


def _names(event: Event, exhibit: int, copy: int) -> bool:
    return event.facts.get("exhibit") == exhibit and event.facts.get("copy", 0) == copy


def _derived(event: Event, item: EvidenceItem) -> str:
    """A copy was made: it begins with that, and the exhibit it was made of says so."""
    if item.derived is not None:
        mine = _names(event, item.exhibit, item.copy)
        if mine and item.quarantine is not None:
            return f"Made from {item.original_name}"
        parent = f"{item.original_name}, SHA-256 {grouped(item.derived.parent_sha256)}"
        return f"Made from {parent}: {derivation_words(item.derived)}" if mine else ""
    if event.facts.get("exhibit") != item.exhibit:
        return ""
    made = exhibit_name(item.exhibit, int(event.facts.get("copy", 0)))
    return f"A copy was made of it inside the program, {made}; it was not changed itself"
