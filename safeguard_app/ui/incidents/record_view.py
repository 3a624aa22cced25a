"""Everything the page of one incident shows, gathered in one go on the vault's thread."""

from dataclasses import dataclass, field

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.names_keys import Lettered
from safeguard_app.services import (
    allegations,
    assessments,
    case_pages,
    cases,
    contact_checks,
    disclosures,
    evidence_items,
    incident_pages,
    logbook_lookup,
    names_keys,
    paper,
    record_clocks,
    referral_life,
    referrals,
    response_page,
    sharing_pages,
)
from safeguard_app.services.allegations import FilesView
from safeguard_app.services.assessments import PlanLine
from safeguard_app.services.case_views import CaseRow
from safeguard_app.services.contact_check_views import KeptView
from safeguard_app.services.disclosures import DisclosureLine
from safeguard_app.services.evidence_views import EvidenceList
from safeguard_app.services.incident_views import EntryLine, IncidentPage
from safeguard_app.services.logbook_lookup import NO_ENTRIES, RecordEntries
from safeguard_app.services.paper_views import IssuedLine
from safeguard_app.services.record_clocks import RecordClocks
from safeguard_app.services.referral_life import AgencyChoice, LifeView
from safeguard_app.services.referral_views import ReferralLine
from safeguard_app.services.response_views import ResponseView
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_views import SharingView

NO_CLOCKS = RecordClocks((), (), closed=True)


@dataclass(frozen=True, slots=True)
class RecordView:
    """One incident with its evidence, contact checks, referrals and documents issued."""

    page: IncidentPage
    evidence: EvidenceList
    checks: tuple[KeptView, ...]
    referrals: tuple[ReferralLine, ...]
    documents: tuple[IssuedLine, ...]
    response: ResponseView
    given_out: tuple[DisclosureLine, ...] = ()
    clocks: RecordClocks = NO_CLOCKS
    lives: tuple[LifeView, ...] = ()
    agencies: tuple[AgencyChoice, ...] = ()
    """Whom a referral can go to in this nation."""
    registers: RecordEntries = NO_ENTRIES
    cases: tuple[CaseRow, ...] = ()
    suspected: tuple[EntryLine, ...] = ()
    """Accounts that may be somebody's."""
    plans: tuple[PlanLine, ...] = ()
    allegation: FilesView = field(default_factory=FilesView)
    sharings: tuple[SharingView, ...] = ()
    lettered: tuple[Lettered, ...] = ()
    """Who is called what in copies that left others out."""

    @property
    def reference(self) -> Reference:
        """Which incident it is."""
        return self.page.reference


class RecordGone(KnownProblem):
    """The record was filed elsewhere, or belongs to a part of the log that is not open."""

    code = "record_gone"
    sentence = "This record is not here any more. It may have been filed elsewhere."
    next_step = "Look for it in the list, which has been read again."


def gather(session: Session, reference: Reference) -> RecordView:
    """Open the record: the view is an event before anything is returned. Raises :class:`RecordGone`."""
    try:
        page = incident_pages.open_record(session, reference)
    except KeyError as missing:
        raise RecordGone from missing
    live = incident_pages.live_entries(session, reference)
    begun = referrals.of_incident(session, reference)
    lines = tuple(line for line in referrals.referral_lines(session) if line.record in begun) if begun else ()
    return RecordView(
        page,
        evidence_items.exhibits(session, reference),
        contact_checks.kept(session, reference),
        lines,
        paper.issued(session, reference),
        response_page.response_of(session, reference),
        disclosures.register(session, reference),
        record_clocks.clocks_on(session, reference, page.incident, live),
        referral_life.lives(session, live),
        referral_life.agencies(session),
        logbook_lookup.of_incident(session, reference, page.incident),
        cases.of_record(session, reference),
        case_pages.suspected_on(session, reference),
        assessments.plans(session, reference),
        allegations.files_of(session, reference, asked=page.wants_harm_threshold),
        sharing_pages.views(session, reference),
        names_keys.lettered(session, reference),
    )
