"""The disclosure register of a record: what evidence went out, to whom, why, and under which hash.

A bundle enters it when it is made (``evidence_bundle``); what is handed over by hand is entered here.
"""

from dataclasses import dataclass, replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.disclosures import Disclosure, ExhibitGiven, HandedOverAs
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import Withdrawal
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.evidence import exhibits_of
from safeguard_app.services.evidence_items import size_words
from safeguard_app.services.incidents import current, required_reason
from safeguard_app.services.labels import entered, when
from safeguard_app.services.media_types import type_words
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading

KINDS = (RecordKind.DISCLOSURE, RecordKind.EVIDENCE, RecordKind.INCIDENT)
_TITLES = {
    HandedOverAs.ZIP: "No. {number}, evidence bundle, encrypted zip",
    HandedOverAs.AGE: "No. {number}, evidence bundle, age file",
    HandedOverAs.BY_HAND: "No. {number}, handed over by hand",
}


@dataclass(frozen=True, slots=True)
class ExhibitChoice:
    """An exhibit as it is offered for going out. ``why_not`` is empty for one that may."""

    item: Reference
    exhibit: str
    title: str
    detail: str
    size: int
    why_not: str


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who receives evidence, what for, and their own number of it (a crime or log number)."""

    recipient: str = ""
    organisation: str = ""
    purpose: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class HandOver:
    """Exhibits that were handed over by hand, such as a phone or a printed copy, and the receipt for them."""

    incident: Reference
    exhibits: tuple[Reference, ...]
    receiver: Receiver
    handed_at: Moment
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class DisclosureLine:
    """One handing over on the record's page and in the register."""

    title: str
    exhibits: str
    receiver: str
    purpose: str
    reference: str
    when: str
    file_words: str
    """The name and length of a bundle; empty for one by hand."""
    sha256: str
    manifest_sha256: str
    receipt: str
    record: RecordId
    withdrawn: str
    """ "Entered in error Mon 12 Oct 2026, 12:10, by Miss Jo Abbey: the officer did not come"; or empty."""
    can_be_taken_back: bool


def choices(session: Session, incident: Reference) -> tuple[ExhibitChoice, ...]:
    """Every exhibit of a record, as it is offered."""
    return tuple(_choice(stored) for stored in exhibits_of(session, incident))


def register(session: Session, incident: Reference) -> tuple[DisclosureLine, ...]:
    """What went out of a record, the newest first."""
    return tuple(_line(session, one) for one in reversed(given_out(session, incident)))


def given_out(session: Session, incident: Reference) -> list[Stored[Disclosure]]:
    """The entries themselves, by their number, which is their place in the register."""
    connection = session.vault.compartment(incident.compartment).connection
    found: list[Stored[Disclosure]] = reading.about(connection, incident, (RecordKind.DISCLOSURE,))
    return sorted(found, key=lambda one: one.content.number)


def hand_over(session: Session, given: HandOver) -> Changes:
    """Enter that exhibits were handed over by hand: a line in the custody of each of them."""
    in_use(session, given.incident)
    cleaning = Cleaning()
    exhibits = chosen(session, given.incident, given.exhibits, cleaning)
    receiver = checked_receiver(given.receiver, cleaning)
    handed_at = cleaning.passed(given.handed_at, "handed_at", session.now())
    if not handed_at.is_known:
        cleaning.say("handed_at", "Enter when it was handed over.")
    receipt = cleaning.line(given.receipt, "receipt")
    cleaning.finish()
    made = Disclosure(
        number=len(given_out(session, given.incident)) + 1,
        handed_as=HandedOverAs.BY_HAND,
        recipient=receiver.recipient,
        organisation=receiver.organisation,
        purpose=receiver.purpose,
        reference=receiver.reference,
        exhibits=exhibits_given(exhibits),
        entered_at=session.now(),
        entered_by=session.user.id,
        handed_at=handed_at,
        receipt=receipt,
    )
    compartment = session.vault.compartment(given.incident.compartment)
    with compartment.write(
        EventKind.EVIDENCE_HANDED_OVER,
        session.user.id,
        session.now(),
        record=given.incident.id,
        facts={"exhibits": len(exhibits)},
    ) as work:
        work.put(new_record_id(), made, about=given.incident.id)
    touched = (given.incident, *(one.reference for one in exhibits))
    return changed(*touched, kinds=KINDS, said=f"{exhibit_words(made)}: noted as handed over.")


def take_back(session: Session, incident: Reference, entry: RecordId, reason: str) -> Changes:
    """Mark something noted as handed over by hand as entered in error, with a reason. The line stays, and says so."""
    why = required_reason(reason)
    stored = next((one for one in given_out(session, incident) if one.reference.id == entry), None)
    if stored is None:
        raise KeyError(entry)
    if stored.content.handed_as.is_file or stored.content.withdrawn is not None:
        raise RuleViolation(
            {"entry": "This stays as it is: the file was made, or it was taken back already."}
        )
    made = replace(stored.content, withdrawn=Withdrawal(session.now(), session.user.name, why))
    compartment = session.vault.compartment(incident.compartment)
    with compartment.write(
        EventKind.ENTRY_CORRECTED, session.user.id, session.now(), record=incident.id
    ) as work:
        work.put(entry, made, about=incident.id, reason=why, replacing=stored.number)
    return changed(incident, kinds=KINDS, said="Taken back. The line stays, and says so.")


def in_use(session: Session, incident: Reference) -> Stored[Incident]:
    """The record. Raises RuleViolation for one that is marked as entered in error."""
    stored = current(session, incident)
    if stored.content.entered_in_error is not None:
        raise RuleViolation(
            {"exhibits": "This record is marked as entered in error, so nothing goes out of it."}
        )
    return stored


def checked_receiver(receiver: Receiver, cleaning: Cleaning) -> Receiver:
    """The same, cleaned; what is missing is named in ``cleaning``."""
    return Receiver(
        recipient=cleaning.name(receiver.recipient, "recipient", needed="Enter who receives it."),
        organisation=cleaning.name(receiver.organisation, "organisation", needed="Enter whom they work for."),
        purpose=cleaning.line(receiver.purpose, "purpose", needed="Enter what they need it for."),
        reference=cleaning.line(receiver.reference, "reference"),
    )


def chosen(
    session: Session, incident: Reference, wanted: tuple[Reference, ...], cleaning: Cleaning
) -> list[Stored[EvidenceItem]]:
    """The exhibits that were chosen, in their order. One of another record, or taken back, is a problem."""
    known = {one.reference: one for one in exhibits_of(session, incident)}
    found = [one for place, one in known.items() if place in wanted]
    if len(found) != len(set(wanted)):
        cleaning.say("exhibits", "One of these exhibits is not on this record any more.")
    elif not found:
        cleaning.say("exhibits", "Choose at least one exhibit.")
    elif not all(one.content.is_live for one in found):
        cleaning.say("exhibits", "An exhibit that was taken back, or is in quarantine, cannot go out.")
    return found


def exhibits_given(exhibits: list[Stored[EvidenceItem]]) -> tuple[ExhibitGiven, ...]:
    """As the register keeps them."""
    return tuple(
        ExhibitGiven(one.reference.id, one.content.exhibit, one.content.stored.sha256, one.content.copy)
        for one in exhibits
    )


def exhibit_words(given: Disclosure) -> str:
    """ "Ex1, Ex2 and Ex5"."""
    return joined_words([one.name for one in given.exhibits])


def receiver_words(given: Disclosure) -> str:
    """ "PC Ann Reed, Eastmarch Police"."""
    return ", ".join(part for part in (given.recipient, given.organisation) if part)


def custody_words(session: Session, given: Disclosure) -> str:
    """What stands of it in the custody of each exhibit."""
    if given.withdrawn is not None:
        return f"Not handed over to {receiver_words(given)}: entered in error, {given.withdrawn.reason}"
    how = "by hand" if given.handed_as is HandedOverAs.BY_HAND else "as an encrypted copy; the original stays"
    at = f" on {when(session, given.handed_at)}" if given.handed_at is not None else ""
    more = (
        f"for: {given.purpose}",
        f"their reference: {given.reference}" if given.reference else "",
        f"receipt: {given.receipt}" if given.receipt else "",
        f"SHA-256 of the bundle: {grouped(given.sha256)}" if given.sha256 else "",
    )
    return "; ".join((f"Handed over{at} to {receiver_words(given)}, {how}", *filter(None, more)))


def grouped(sha256: str) -> str:
    """A hash in groups of eight, for comparing by eye."""
    return " ".join(sha256[start : start + 8] for start in range(0, len(sha256), 8))


def _choice(stored: Stored[EvidenceItem]) -> ExhibitChoice:
    item = stored.content
    if item.quarantine is not None:
        return ExhibitChoice(
            stored.reference,
            item.name,
            "In quarantine",
            "",
            0,
            "In quarantine, so it cannot go out",
        )
    kind = type_words(item.stored.media_type)
    return ExhibitChoice(
        stored.reference,
        item.name,
        item.facts.what or kind,
        ", ".join(dict.fromkeys((kind, size_words(item.stored.size)))),
        item.stored.size,
        "Taken back, so it cannot go out" if item.withdrawn is not None else "",
    )


def _line(session: Session, stored: Stored[Disclosure]) -> DisclosureLine:
    given, back = stored.content, stored.content.withdrawn
    handed = f"Handed over {when(session, given.handed_at)}, entered" if given.handed_at else "Made"
    by = f"{entered(session, given.entered_at)}, by {session.name_of(given.entered_by)}"
    return DisclosureLine(
        title=_TITLES[given.handed_as].format(number=given.number),
        exhibits=exhibit_words(given),
        receiver=receiver_words(given),
        purpose=given.purpose,
        reference=given.reference,
        when=f"{handed} {by}",
        file_words=f"{given.file_name}, {given.size:,} bytes" if given.handed_as.is_file else "",
        sha256=given.sha256,
        manifest_sha256=given.manifest_sha256,
        receipt=given.receipt,
        record=stored.reference.id,
        withdrawn=f"Entered in error {entered(session, back.at)}, by {back.by_name}: {back.reason}"
        if back
        else "",
        can_be_taken_back=back is None and not given.handed_as.is_file,
    )
