"""Documents of a record shared with somebody outside: prepared, checked by a second person, gone out, received.

The documents are made first and kept as their exact bytes: what the second person looks at is what leaves. Nothing goes
out before it was checked or somebody said, by one key, that it is too urgent for that. How a referral stands is not
said here (``referral_life``): sharing records how it went, and meets no clock.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.moments import Moment, Order, days_of, exactly, order
from safeguard_app.domain.people import Withdrawal
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.sharings import Receipt, SharedAs, SharedDocument, Sharing, WayOut
from safeguard_app.services import paper
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.disclosures import in_use
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.labels import entered
from safeguard_app.services.named_since import refuse_named_since
from safeguard_app.services.paper_protected import ProtectedCopy, save_all_protected
from safeguard_app.services.paper_views import Issued, PaperJob
from safeguard_app.services.recipient_bars import (
    records_behind,
    refuse_what_came_since,
    said_against,
)
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.sharing_asked import asked_of
from safeguard_app.services.sharing_choices import basis_lines
from safeguard_app.services.sharing_names import refuse_anybody, refuse_names
from safeguard_app.services.sharing_reading import (
    incident_of,
    sharings_of,
    stored_sharing,
)
from safeguard_app.services.sharing_since import refuse_taken_off
from safeguard_app.services.sharing_views import PaperChoice, ReceiptInput, SharingInput
from safeguard_app.services.urgent_forms import called_urgent
from safeguard_app.services.ways_out import Leaving, NotAllSaved, NotCheckedYet, way_key

KINDS = (RecordKind.SHARING, RecordKind.DOCUMENT, RecordKind.INCIDENT)
_LONGEST_PURPOSE = 500
_NO_BASIS = "Choose a lawful basis. If you are not sure, ask your data protection officer."
_NO_CONDITION = "Choose a further condition, or say that none is needed."


def prepare(
    session: Session, given: SharingInput, beside: Sequence[PaperChoice] = ()
) -> tuple[Reference, Changes]:
    """Make and keep the documents, with whom they are for and why. Nothing goes out. Raises RuleViolation by field.

    ``beside`` are documents that are offered besides what the record has of its own.
    """
    stored = in_use(session, given.incident)
    cleaning = Cleaning()
    asked = asked_of(session, given, beside, cleaning)
    recipient = cleaning.name(given.recipient, "recipient", needed="Enter who receives it.")
    organisation = cleaning.name(given.organisation, "organisation", needed="Enter whom they work for.")
    contact = cleaning.line(given.contact, "contact")
    purpose = cleaning.line(given.purpose, "purpose", _LONGEST_PURPOSE, needed="Enter what they need it for.")
    basis = _code(session, given.basis, ListName.SHARING_BASES, "basis", cleaning, _NO_BASIS)
    condition = _code(
        session, given.condition, ListName.SHARING_CONDITIONS, "condition", cleaning, _NO_CONDITION
    )
    due = _receipt_day(session, given.receipt_due, cleaning)
    behind = records_behind(session, stored.reference, asked.jobs)
    if barred := said_against(session, behind, recipient, asked.audience, asked.whose):
        cleaning.say("recipient", barred)
    cleaning.finish()
    if asked.names_nobody:
        refuse_anybody(session, purpose)
    else:
        typed = (recipient, organisation, contact, purpose)
        refuse_names(session, given.incident, asked.audience, asked.whose, typed)
    place = Reference(given.incident.compartment, new_record_id())
    made = _issued(session, asked.jobs, place.id)
    check = called_urgent(session, asked.jobs)
    content = Sharing(
        number=1 + len(sharings_of(session, given.incident)),
        purpose=purpose,
        basis=basis,
        condition=condition,
        recipient=recipient,
        organisation=organisation,
        contact=contact,
        documents=tuple(_document(session, one) for one in made),
        prepared_at=session.now(),
        prepared_by=session.user.id,
        audience=asked.audience.value if asked.audience else "",
        receipt_due=due,
        check=check,
    )
    compartment = session.vault.compartment(place.compartment)
    with compartment.write(
        EventKind.SHARING_PREPARED,
        session.user.id,
        session.now(),
        record=stored.reference.id,
        facts={"documents": len(made), **({"check": check.how.value} if check is not None else {})},
    ) as work:
        work.put(place.id, content, about=stored.reference.id)
    documents = count_words(len(made), "document")
    said = f"{documents} made and kept. Nothing has gone out yet."
    touched = (given.incident, place, *(one.document for one in made))
    return place, changed(*touched, kinds=KINDS, said=said)


def save_out(session: Session, sharing: Reference, places: tuple[Path, ...]) -> Changes:
    """Save the exact bytes of all documents, one to each place.

    Raises NotAllSaved where one cannot be written: the way out then says which were, and none is tried after it.
    """
    stored = ready_to_go(session, sharing)
    documents = places_of(stored)
    for one in documents:
        paper.open_issued(session, one)  # each can be read before anything is noted
    way = WayOut(SharedAs.SAVED, session.now(), session.user.id)
    done = add_way(session, stored, way, "Saved. The copies outside the log are not encrypted.")
    for number, (document, place) in enumerate(zip(documents, places, strict=True)):
        try:
            paper.save_copy(session, document, place, leaving=Leaving(_next_way(stored)))
        except KnownProblem as problem:
            changes = _not_all(session, sharing, number)
            raise NotAllSaved(problem, number, len(documents), changes) from None
    return done


def protect_out(
    session: Session, sharing: Reference, places: tuple[Path, ...]
) -> tuple[tuple[ProtectedCopy, ...], Changes]:
    """Save protected copies of all documents, one passphrase for all of them, told once: all of them, or none.

    Raises NotAllSaved where the files cannot be written.
    """
    stored = ready_to_go(session, sharing)
    wanted = tuple(zip(places_of(stored), places, strict=True))
    done: list[Changes] = []

    def enter(hashes: tuple[str, ...]) -> None:
        """Before a file has its name, so that no cut of the power leaves one without its line."""
        way = WayOut(SharedAs.PROTECTED, session.now(), session.user.id, sha256=hashes)
        done.append(add_way(session, stored, way, "Saved, protected by a passphrase that is shown once."))

    try:
        made = save_all_protected(session, wanted, leaving=Leaving(_next_way(stored)), first=enter)
    except KnownProblem as problem:
        noted = _not_all(session, sharing, 0) if done else None
        if noted is None and not NotAllSaved.is_of_place(problem):
            raise
        raise NotAllSaved(problem, 0, len(wanted), noted) from None
    return made, done[0]


def receive(session: Session, sharing: Reference, given: ReceiptInput) -> Changes:
    """Enter the receipt: when it arrived, who has it, and how they said so."""
    stored = stored_sharing(session, sharing)
    cleaning = Cleaning()
    at = cleaning.passed(given.at, "at", session.now())
    if not at.is_known:
        cleaning.say("at", "Enter when it arrived.")
    by = cleaning.name(given.by_name, "by_name", needed="Enter who has it now.")
    how = _code(session, given.how, ListName.SHARING_RECEIPTS, "how", cleaning, "Choose how they said so.")
    if not stored.content.went_out:
        cleaning.say("at", "Nothing has gone out yet, so nothing can have arrived.")
    elif order(at, exactly(stored.content.gone[0].at)) is Order.BEFORE:
        first = entered(session, stored.content.gone[0].at)
        cleaning.say("at", f"It went out only on {first}. Check the date and the time.")
    cleaning.finish()
    receipt = Receipt(at, by, how, session.now(), session.user.id)
    return write(
        session,
        stored,
        replace(stored.content, receipt=receipt),
        EventKind.SHARING_RECEIPT,
        said="The receipt is entered.",
        reason="Receipt entered" if stored.content.receipt is not None else None,
    )


def take_back(session: Session, sharing: Reference, reason: str) -> Changes:
    """What was prepared is not sent after all, with a reason. Not possible once anything went out."""
    why = required_reason(reason)
    stored = stored_sharing(session, sharing)
    if stored.content.went_out or stored.content.withdrawn is not None:
        raise RuleViolation({"reason": "This stays as it is: it went out, or it was taken back already."})
    made = replace(stored.content, withdrawn=Withdrawal(session.now(), session.user.name, why))
    return write(
        session,
        stored,
        made,
        EventKind.SHARING_BACK,
        said="Not shared. The line stays, and says so.",
        reason=why,
    )


def write(
    session: Session,
    stored: Stored[Sharing],
    made: Sharing,
    kind: EventKind,
    *,
    said: str,
    reason: str | None = None,
    facts: dict[str, str | int] | None = None,
) -> Changes:
    """A further version of a sharing, with its event."""
    compartment = session.vault.compartment(stored.reference.compartment)
    about = incident_of(stored)
    with compartment.write(kind, session.user.id, session.now(), record=about.id, facts=facts or {}) as work:
        work.put(stored.reference.id, made, about=about.id, reason=reason, replacing=stored.number)
    return changed(stored.reference, about, kinds=KINDS, said=said)


def _issued(session: Session, jobs: Sequence[PaperJob], sharing: RecordId) -> tuple[Issued, ...]:
    """The documents; what a paper says of whose copy it is stands beside the field of the sheet that asks."""
    try:
        return paper.issue_all(session, jobs, sharing)
    except RuleViolation as refused:
        raise RuleViolation(
            {"subject" if name == "subjects" else name: why for name, why in refused.fields.items()}
        ) from None


def _code(session: Session, code: str, name: ListName, field: str, cleaning: Cleaning, needed: str) -> str:
    known = {one.code for one in basis_lines(session, name)}
    if code not in known:
        cleaning.say(field, needed)
        return ""
    return code


def _receipt_day(session: Session, moment: Moment, cleaning: Cleaning) -> date | None:
    days = days_of(cleaning.moment(moment, "receipt_due"), session.zone)
    if days is None:
        return None
    if days[1] < session.now().astimezone(session.zone).date():
        cleaning.say("receipt_due", "This day has passed. Enter the day by which you want to hear.")
    return days[1]


def _document(session: Session, made: Issued) -> SharedDocument:
    content = session.vault.get(made.document).content
    title, number = str(getattr(content, "title", "")), int(getattr(content, "copy_number", 0))
    return SharedDocument(made.document.id, title, number, made.sha256)


def ready_to_go(session: Session, sharing: Reference) -> Stored[Sharing]:
    """A sharing of which something may leave now. Raises NotCheckedYet, EnteredSince, NamedSince, TakenOffSince.

    Raises RuleViolation for one that was taken back.
    """
    stored = stored_sharing(session, sharing)
    if stored.content.withdrawn is not None:
        raise RuleViolation({"sharing": "This was taken back, so nothing goes out. Prepare it anew."})
    in_use(session, incident_of(stored))
    if stored.content.check is None:
        raise NotCheckedYet
    refuse_taken_off(session, stored)
    refuse_what_came_since(session, incident_of(stored), stored.content)
    refuse_named_since(session, [_with_bytes(session, one) for one in places_of(stored)])
    return stored


def _with_bytes(session: Session, document: Reference) -> tuple[Stored[IssuedDocument], bytes]:
    stored = session.vault.get(document)
    return stored, paper.issued_bytes(session, stored)  # type: ignore[arg-type, return-value]  # it names documents


def places_of(stored: Stored[Sharing]) -> tuple[Reference, ...]:
    """Its documents, in their order."""
    return tuple(Reference(stored.reference.compartment, one.document) for one in stored.content.documents)


def _next_way(stored: Stored[Sharing]) -> str:
    """The name of the next way out, by which the event of each document belongs to it."""
    return way_key(stored.reference.id, len(stored.content.ways))


def _not_all(session: Session, sharing: Reference, written: int) -> Changes:
    """The way out that was noted last says how many of the documents became files."""
    stored = stored_sharing(session, sharing)
    *before, way = stored.content.ways
    made = replace(stored.content, ways=(*before, replace(way, written=written)))
    facts = {"way": way.how.value, "written": written}
    return write(session, stored, made, EventKind.SHARING_OUT, said="", facts=facts)


def add_way(session: Session, stored: Stored[Sharing], way: WayOut, said: str) -> Changes:
    """It went out another time: with the check that stood then."""
    left = replace(way, check=stored.content.check)
    made = replace(stored.content, ways=(*stored.content.ways, left))
    facts: dict[str, str | int] = {"way": way.how.value}
    if way.written is not None:
        facts["printed" if way.how is SharedAs.PRINTED else "written"] = way.written
    return write(session, stored, made, EventKind.SHARING_OUT, said=said, facts=facts)
