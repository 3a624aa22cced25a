"""Wrong person: taking somebody off a record, wherever the program put their name.

The record leaves that person's page, counts, search and documents at once. Earlier versions and the audit keep that
they were named. Words that somebody typed are theirs: a name inside them stays until it is corrected by hand.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from safeguard_app.domain.allegations import AllegationFile
from safeguard_app.domain.assessments import Assessment
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.documents_issued import KeptVerdict, Referral
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Account, Incident, Participant
from safeguard_app.domain.people import PersonRef, Withdrawal
from safeguard_app.domain.person_rules import is_the_one, same_person
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.support import Support
from safeguard_app.services.contact_check_words import summary_of
from safeguard_app.services.incidents import current, required_reason
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading

WRITER_NOT_KNOWN = PersonRef(None, "Writer not known", "")
"""Stands at an account whose writer was the wrong person, until a correction says who wrote it."""


def take_off_person(session: Session, reference: Reference, person: PersonRef, reason: str) -> Changes:
    """Take ``person`` off an incident, with verdicts, referrals, plans, files and offers of support about them.

    One event, and a version of each.

    Raises :class:`RuleViolation` naming ``person`` or ``reason``.
    """
    why = required_reason(reason)
    stored = current(session, reference)
    left = tuple(one for one in stored.content.participants if not is_the_one(one.person, person))
    if len(left) == len(stored.content.participants):
        raise RuleViolation({"person": "This person is not on the record any more."})
    compartment = session.vault.compartment(reference.compartment)
    entries = reading.about(compartment.connection, reference)
    mark = Withdrawal(session.now(), session.user.name, why)
    with compartment.write(EventKind.CORRECTED, session.user.id, session.now(), record=reference.id) as work:
        cleared = _cleared(session, stored.content, person, left, entries)
        number = work.put(reference.id, cleared, reason=why, replacing=stored.number)
        for entry in entries:
            if _is_about(entry.content, person):
                withdrawn = replace(entry.content, withdrawn=mark)
                work.put(
                    entry.reference.id, withdrawn, about=reference.id, reason=why, replacing=entry.number
                )
    kinds = (
        RecordKind.INCIDENT,
        RecordKind.VERDICT,
        RecordKind.REFERRAL,
        RecordKind.SUPPORT,
        RecordKind.ASSESSMENT,
        RecordKind.ALLEGATION_FILE,
    )
    return changed(reference, kinds=kinds, said=f"Corrected {cleared.case}, version {number}.")


def what_stays(
    session: Session, reference: Reference, person: PersonRef
) -> tuple[Incident, list[Stored[Any]]]:
    """The incident without the person, and the entries that would still stand on it: nothing is written."""
    incident = current(session, reference).content
    entries = reading.about(session.vault.compartment(reference.compartment).connection, reference)
    left = tuple(one for one in incident.participants if not is_the_one(one.person, person))
    standing = [
        entry
        for entry in entries
        if getattr(entry.content, "withdrawn", None) is None and not _is_about(entry.content, person)
    ]
    return _cleared(session, incident, person, left, entries), standing


def is_kept_about(session: Session, reference: Reference, person: PersonRef) -> bool:
    """Whether a check or a referral about ``person`` is kept with an incident."""
    connection = session.vault.compartment(reference.compartment).connection
    return any(_is_about(entry.content, person) for entry in reading.about(connection, reference))


def _cleared(
    session: Session,
    incident: Incident,
    person: PersonRef,
    left: tuple[Participant, ...],
    entries: Sequence[Stored[Any]],
) -> Incident:
    """The incident without the person in any place that the program fills in."""
    attention = incident.attention
    named_still = any(one.person.name == attention.told_by for one in left)
    first = attention.first_told
    return replace(
        incident,
        participants=left,
        attention=replace(
            attention,
            first_told=None if first is not None and same_person(first, person) else first,
            told_by="" if attention.told_by == person.name and not named_still else attention.told_by,
        ),
        accounts=tuple(_account(account, person) for account in incident.accounts),
        summary="" if incident.summary in _own_words(session, person, entries) else incident.summary,
        catalogue_version=session.catalogue.version,
    )


def _account(account: Account, person: PersonRef) -> Account:
    passages = tuple(
        replace(one, speaker="") if one.speaker == person.name else one for one in account.passages
    )
    author = WRITER_NOT_KNOWN if same_person(account.author, person) else account.author
    return replace(account, author=author, passages=passages)


def _own_words(session: Session, person: PersonRef, entries: Sequence[Stored[Any]]) -> set[str]:
    """The sentences that the program itself made of checks about the person."""
    return {
        summary_of(session, entry.content.verdict)
        for entry in entries
        if isinstance(entry.content, KeptVerdict) and _is_about(entry.content, person)
    }


def _is_about(content: object, person: PersonRef) -> bool:
    """Whether an entry not taken back yet is a check, a referral, a plan or an offer of support about the person."""
    if getattr(content, "withdrawn", None) is not None:
        return False
    if isinstance(content, KeptVerdict):
        asked = content.verdict.question
        return is_the_one(asked.adult, person) or is_the_one(asked.pupil, person)
    if isinstance(content, Support):
        return is_the_one(content.to, person)
    if isinstance(content, Attribution):
        return is_the_one(content.suspected, person)
    if isinstance(content, AllegationFile):
        return is_the_one(content.adult, person)
    if isinstance(content, Assessment):
        return is_the_one(content.child, person)
    return isinstance(content, Referral) and any(
        about is not None and is_the_one(about, person) for about in (content.adult, content.child)
    )
