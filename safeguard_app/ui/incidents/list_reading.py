"""What the page of incidents reads of the log in one go each, on the vault's thread."""

from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.services import entry_drafts, incident_lists, incident_pages
from safeguard_app.services.entry_drafts import EntryDraft
from safeguard_app.services.incident_lists import IncidentFilter, IncidentRow, StateFilter
from safeguard_app.services.session import Session


def entry_of(session: Session, draft: RecordId) -> EntryDraft | None:
    """The unsaved entry of a draft; None where it is a draft of an incident."""
    return next((one for one in entry_drafts.open_entries(session) if one.id == draft), None)


def read_list(session: Session, wanted: IncidentFilter) -> tuple[list[IncidentRow], dict[StateFilter, int]]:
    """The list a filter asks for, and how many there are in each state."""
    return incident_lists.rows(session, wanted), incident_lists.counts(session)


def places(session: Session, reference: Reference) -> tuple[tuple[Compartment, str], ...]:
    """The other parts of the log this user's key opens, named by who reads them."""
    return tuple(
        (one, f"Read by: {incident_pages.readers_of(session, one)}")
        for one in Compartment
        if one is not reference.compartment and session.opens(one)
    )
