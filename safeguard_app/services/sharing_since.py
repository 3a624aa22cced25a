"""What became of the records behind a sharing after it was prepared, said on its page; a bar where somebody is gone.

A fact that came in since is said and no more: whoever sends it knows whether it matters. The bytes stay as they are.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.sharings import Sharing
from safeguard_app.services import sharing_pages
from safeguard_app.services.issued_jobs import job_of
from safeguard_app.services.issued_since import made_before
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.recipient_bars import records_behind
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_reading import incident_of, stored_sharing
from safeguard_app.services.sharing_views import SharingView
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.vault import reading

CHANGED = "The record was changed since this was prepared. Prepare it anew, or send it as it is"
_NO_FACTS = frozenset(
    {
        RecordKind.DOCUMENT,
        RecordKind.SHARING,
        RecordKind.DISCLOSURE,
        RecordKind.NAMES_KEY,
        RecordKind.LINE_MARK,
    }
)
"""What hangs on a record and comes of its papers, not of what happened."""
_ANEW = "Prepare it anew. Where nothing of this one went out, say “Not shared after all” here."


class TakenOffSince(KnownProblem):
    """Documents were to go out that name somebody who was taken off the record since, or a record that is none."""

    code = "taken_off_since"

    def __init__(self, became: str) -> None:
        """``became`` says what the record became, and names nobody."""
        super().__init__(f"Nothing went out. {became}.", _ANEW)


def page_of(session: Session, sharing: Reference) -> SharingView:
    """One sharing as its page shows it: with what it cannot know of its records."""
    since = since_prepared(session, stored_sharing(session, sharing))
    view = replace(sharing_pages.view_of(session, sharing), since=since)
    return replace(view, may_go=view.may_go and not view.barred)


def refuse_taken_off(session: Session, stored: Stored[Sharing]) -> None:
    """Raise TakenOffSince where the documents were made before somebody was taken off what they tell of."""
    if became := _became(session, stored):
        raise TakenOffSince(became)


def since_prepared(session: Session, stored: Stored[Sharing]) -> StatusLine | None:
    """What a sharing cannot know of its records. A fact that came in is said only until it went out."""
    content = stored.content
    if content.withdrawn is not None:
        return None
    if became := _became(session, stored):
        out = "Tell whoever received it, and prepare it anew" if content.went_out else "Prepare it anew"
        return StatusLine(StatusMeaning.LATE, f"{became}. {out}: it does not go out as it is")
    if not content.went_out and _was_changed(session, stored):
        return StatusLine(StatusMeaning.DUE, CHANGED)
    return None


def _became(session: Session, stored: Stored[Sharing]) -> str:
    found = []
    for document, records in _documents(session, stored):
        for record in records:
            own = record.id == document.about
            connection = session.vault.compartment(record.compartment).connection
            versions = reading.versions(connection, record)
            if versions and isinstance(versions[-1].content, Incident):
                asked = document if own else replace(document, content=replace(document.content, made_of=0))
                words = made_before(session, asked, versions)
                found.append(words if own else words.replace("this record", "a record in it"))
    return ". ".join(dict.fromkeys(one for one in found if one))


def _was_changed(session: Session, stored: Stored[Sharing]) -> bool:
    connection = session.vault.compartment(stored.reference.compartment).connection
    prepared = reading.versions(connection, stored.reference)[0]
    for record in dict.fromkeys(one for _, records in _documents(session, stored) for one in records):
        now = session.vault.compartment(record.compartment).get(record.id)
        facts = [one for one in entries_of(session, record) if one.kind not in _NO_FACTS]
        if any(_is_later(one, prepared) for one in (now, *facts) if one is not None):
            return True
    return False


def _is_later(one: Stored[Any], prepared: Stored[Any]) -> bool:
    """By the number of its event in one part of the log, which no clock moves; by the time in another part."""
    if one.reference.compartment is prepared.reference.compartment:
        return one.event > prepared.event
    return one.recorded_at > prepared.recorded_at


def _documents(
    session: Session, stored: Stored[Sharing]
) -> Iterator[tuple[Stored[IssuedDocument], tuple[Reference, ...]]]:
    """Each with the records that stand in it; without what it was made of, that on which the sharing hangs."""
    incident = incident_of(stored)
    for one in stored.content.documents:
        document: Stored[IssuedDocument] = session.vault.get(  # type: ignore[assignment]  # it names documents
            Reference(incident.compartment, one.document)
        )
        try:
            made_as = job_of(session, document)
            yield document, records_behind(session, incident, (made_as.job,) if made_as is not None else ())
        except KeyError:
            yield document, (incident,)
