"""Whether whoever receives documents must not be told: by any record they say something of, when made and when they go.

The documents of a sharing are made before they go. What was entered of telling in between is asked of again.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.entries import Telling
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import Stored
from safeguard_app.domain.sharings import Sharing
from safeguard_app.services import cases
from safeguard_app.services.access_bundles import stored_bundle
from safeguard_app.services.conduct_of import NOT_TO_THEM, against_conduct
from safeguard_app.services.families import barred_in_family
from safeguard_app.services.held_back import FAMILY_AUDIENCES
from safeguard_app.services.issued_jobs import MadeAs, audience_of, job_of
from safeguard_app.services.logbook_facts import child_of
from safeguard_app.services.name_found import HELD, NameFound, PaperRefused
from safeguard_app.services.one_person import present
from safeguard_app.services.paper_chronology import records_of
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.paper_views import (
    AccessBundlePaper,
    AudiencePaper,
    CasePaper,
    ChronologyPaper,
    PaperJob,
    TransferPackPaper,
)
from safeguard_app.services.referral_tellings import telling_words
from safeguard_app.services.register_facts import same_name
from safeguard_app.services.session import Session
from safeguard_app.services.telling_bars import against, children_of, held_tellings
from safeguard_app.services.transfer_records import naming_records

BARRED = (
    "Choose somebody else, by their whole name, or enter on the record, or on the child’s page, that they may be told"
    " now."
)
"""What can be done where whoever receives something must not be told."""


class EnteredSince(PaperRefused):
    """Documents were to go out past what was entered of telling after they were made."""

    code = "entered_since"
    begins = (
        "Nothing went out. Somebody must not be told, by what was entered since these documents were made."
    )
    logged = "A sharing was to go past what was entered of telling since it was prepared. Nothing went out."
    next_step = (
        "Say “Not shared after all” here, and prepare it anew: what stands against it is asked about then."
    )


class CopyMadeBefore(EnteredSince):
    """A copy for a family was to be printed or saved again past what was entered of telling since it was made."""

    code = "copy_made_before"
    begins = "Nothing went out. Somebody must not be told, by what was entered since this copy was made."
    next_step = "Make the copy anew: what stands against it is asked about then. This one is kept as it is."


def records_behind(session: Session, incident: Reference, jobs: Iterable[PaperJob]) -> tuple[Reference, ...]:
    """Every record of which these papers say something, that on which they hang first."""
    found = (record for job in jobs for record in _records(session, job))
    return tuple(dict.fromkeys((incident, *found)))


def _records(session: Session, job: PaperJob) -> Iterable[Reference]:
    match job:
        case AudiencePaper(inner):
            return _records(session, inner)
        case CasePaper(case):
            return [one.reference for one in cases.records_of(session, cases.stored_case(session, case))]
        case ChronologyPaper():
            return records_of(session, job)
        case TransferPackPaper(entry):
            child = child_of(session, entry)
            known = present(session, child).reference if child is not None else None
            return naming_records(session, known) if known is not None else ()
        case AccessBundlePaper(bundle):
            return [one.record for one in stored_bundle(session, bundle).content.items if one.given]
        case _:
            return ()


def against_recipient(
    session: Session,
    records: Sequence[Reference],
    recipient: str,
    audience: Audience | None = None,
    whose: Sequence[PersonRef] = (),
) -> tuple[str, ...]:
    """What stands against this recipient, of these records. A copy that is theirs is held back when it is made."""
    if audience in FAMILY_AUDIENCES and any(same_name(one.name, recipient) for one in whose):
        return ()
    found = (
        words
        for one, incident in _incidents(session, records)
        for words in against(session, incident, entries_of(session, one), recipient)
    )
    return tuple(dict.fromkeys(found))


def said_against(
    session: Session,
    records: Sequence[Reference],
    recipient: str,
    audience: Audience | None = None,
    whose: Sequence[PersonRef] = (),
) -> str:
    """What stands against this recipient and what can be done, as it stands beside their name; empty for nothing."""
    found = (
        (against_conduct(session, records, recipient, audience, whose), NOT_TO_THEM),
        (against_recipient(session, records, recipient, audience, whose), BARRED),
    )
    return " ".join(f"{'. '.join(words)}. {then}" for words, then in found if words)


def refuse_what_came_since(session: Session, incident: Reference, shared: Sharing) -> None:
    """Raise EnteredSince where something stands against this sharing that did not when it was prepared."""
    jobs = [*_jobs(session, incident, shared)]
    records = records_behind(session, incident, jobs)
    if shared.audience in FAMILY_AUDIENCES:
        found = tuple(dict.fromkeys(_entered_since(session, records, shared.prepared_at)))
    else:
        found = (
            *against_conduct(session, records, shared.recipient),
            *against_recipient(session, records, shared.recipient),
        )
    if found:
        raise EnteredSince([NameFound(HELD, one, "") for one in found])


def refuse_copy_made_before(session: Session, document: Stored[IssuedDocument]) -> None:
    """Raise CopyMadeBefore where something stands against a copy for a family that did not when it was issued."""
    try:
        made = job_of(session, document)
    except KeyError:
        made = None  # what it was made of is not kept: the record on which it hangs is looked at all the same
    if not _is_for_family(document.content.kind, made):
        return
    hangs = Reference(document.reference.compartment, RecordId(document.about or document.reference.id))
    records = records_behind(session, hangs, (made.job,) if made is not None else ())
    found = tuple(dict.fromkeys(_entered_since(session, records, document.content.issued_at)))
    if found:
        raise CopyMadeBefore([NameFound(HELD, one, "") for one in found])


def _is_for_family(kind: str, made: MadeAs | None) -> bool:
    if made is not None and isinstance(made.job, AccessBundlePaper):
        return True
    return audience_of(kind) in FAMILY_AUDIENCES


def _jobs(session: Session, incident: Reference, shared: Sharing) -> Iterator[PaperJob]:
    for one in shared.documents:
        try:
            made = job_of(session, session.vault.get(Reference(incident.compartment, one.document)))  # type: ignore[arg-type]
        except KeyError:
            continue  # what it was made of is not kept: its own record is looked at all the same
        if made is not None:
            yield made.job


def _entered_since(session: Session, records: Sequence[Reference], made: datetime) -> Iterator[str]:
    for record, incident in _incidents(session, records):
        entries = entries_of(session, record)
        new = {
            id(one.content) for one in entries if isinstance(one.content, Telling) and one.recorded_at > made
        }
        yield from (telling_words(session, one) for one in held_tellings(entries) if id(one) in new)
        for _, words, child in barred_in_family(session, children_of(session, incident)):
            stored = session.vault.daily.get(child.reference.id)
            if stored is not None and stored.recorded_at > made:
                yield words


def _incidents(session: Session, records: Sequence[Reference]) -> Iterator[tuple[Reference, Incident]]:
    for one in records:
        stored = session.vault.compartment(one.compartment).get(one.id)
        if stored is not None and isinstance(stored.content, Incident):
            yield one, stored.content
