"""Which module prepares which paper. A new kind of paper is a job in ``paper_views``, a builder, and a line here."""

from collections.abc import Callable, Mapping
from typing import Any

from safeguard_app.services import paper_views as jobs
from safeguard_app.services.chain_slips import slip_paper
from safeguard_app.services.day_sheet import day_paper
from safeguard_app.services.handover_brief import brief_paper
from safeguard_app.services.inspection import inspection_paper
from safeguard_app.services.journeys import journeys_paper
from safeguard_app.services.monthly_summary import monthly_paper
from safeguard_app.services.paper_access import access_bundle_paper, access_log_paper
from safeguard_app.services.paper_audience import audience_paper
from safeguard_app.services.paper_authority import authority_paper
from safeguard_app.services.paper_case import case_paper
from safeguard_app.services.paper_chronology import chronology_paper
from safeguard_app.services.paper_declaration import sheet_paper
from safeguard_app.services.paper_disposal import disposal_paper
from safeguard_app.services.paper_drive import drive_paper
from safeguard_app.services.paper_evidence import evidence_paper
from safeguard_app.services.paper_governors import governors_paper
from safeguard_app.services.paper_incident import incident_paper
from safeguard_app.services.paper_letter import letter_paper
from safeguard_app.services.paper_logbook import logbook_paper
from safeguard_app.services.paper_meeting import agenda_paper
from safeguard_app.services.paper_outgoing import outgoing_paper
from safeguard_app.services.paper_plan import plan_paper
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_referral import referral_paper
from safeguard_app.services.paper_register import register_paper
from safeguard_app.services.paper_sharing import sharing_paper
from safeguard_app.services.paper_transfer import transfer_paper
from safeguard_app.services.session import Session

Builder = Callable[[Session, Any], Prepared]
"""Gathers a frozen document for a job, notes what was looked at, and keeps nothing."""


def _for_audience(session: Session, job: jobs.AudiencePaper) -> Prepared:
    """A paper as one audience may have it, of whichever kind it is."""
    return audience_paper(session, job, BUILDERS)


BUILDERS: Mapping[type, Builder] = {
    jobs.AccessBundlePaper: access_bundle_paper,
    jobs.AccessLogPaper: access_log_paper,
    jobs.AgendaPaper: agenda_paper,
    jobs.AudiencePaper: _for_audience,
    jobs.AuthorityFormPaper: authority_paper,
    jobs.CasePaper: case_paper,
    jobs.ChainSlipPaper: slip_paper,
    jobs.ChronologyPaper: chronology_paper,
    jobs.CustodyPaper: evidence_paper,
    jobs.DaySheetPaper: day_paper,
    jobs.DisposalCertificatePaper: disposal_paper,
    jobs.DrivePaper: drive_paper,
    jobs.GovernorsPaper: governors_paper,
    jobs.HandoverBriefPaper: brief_paper,
    jobs.HandoverPaper: evidence_paper,
    jobs.IncidentPaper: incident_paper,
    jobs.InspectionPaper: inspection_paper,
    jobs.JourneysPaper: journeys_paper,
    jobs.LetterPaper: letter_paper,
    jobs.LogbookPaper: logbook_paper,
    jobs.MonthlyPaper: monthly_paper,
    jobs.OutgoingPaper: outgoing_paper,
    jobs.PlanPaper: plan_paper,
    jobs.ReferralPaper: referral_paper,
    jobs.RegisterPaper: register_paper,
    jobs.SchedulePaper: evidence_paper,
    jobs.SharingPaper: sharing_paper,
    jobs.SheetPaper: sheet_paper,
    jobs.TransferPackPaper: transfer_paper,
}
