"""Every paper that the demo school's records can be printed as, with a copy of each kind that has any."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from safeguard_app.domain.access_bundles import AccessItem
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services import (
    access_bundles,
    authority_forms,
    cases,
    declaration_drives,
    evidence,
    form_offers,
    form_subjects,
    inspection,
    journeys,
    letters,
    monthly_summary,
    paper_forms,
    referrals,
)
from safeguard_app.services import incidents as incidents_of
from safeguard_app.services.access_bundles import AccessForm
from safeguard_app.services.paper_views import (
    AccessBundlePaper,
    AccessLogPaper,
    AgendaPaper,
    AuthorityFormPaper,
    CasePaper,
    ChainSlipPaper,
    ChronologyPaper,
    CustodyPaper,
    DaySheetPaper,
    DrivePaper,
    DriveSheet,
    GovernorsPaper,
    HandoverBriefPaper,
    HandoverPaper,
    IncidentPaper,
    InspectionPaper,
    JourneysPaper,
    LetterPaper,
    LogbookPaper,
    MonthlyPaper,
    OutgoingPaper,
    PaperJob,
    PlanPaper,
    Preview,
    ReferralPaper,
    RegisterPaper,
    ReportKind,
    SchedulePaper,
    SharingPaper,
    SheetPaper,
)
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.evidence_files.made_forms import authority_form
from tests.gallery.copy_papers import child_of_record, few_copies
from tests.gallery.entry_papers import jobs_of_entries
from tests.gallery.sharing_scenes import prepared


def every_job(session: Session) -> list[PaperJob]:
    """Every paper that the story's records can be printed as, and copies of one of each kind."""
    jobs: list[PaperJob] = [RegisterPaper(), *_forms(session)]
    year = inspection.periods(session)[0][0]
    jobs += [GovernorsPaper(kind, year, adults=session.opens(Compartment.ADULTS)) for kind in ReportKind]
    jobs += [MonthlyPaper(part) for part, _ in monthly_summary.parts(session).parts]
    for part in session.vault:
        jobs += [
            ChainSlipPaper(part.id),
            DaySheetPaper(part.id),
            AgendaPaper(part.id),
            InspectionPaper(part.id),
            HandoverBriefPaper(part.id),
        ]

        def found(
            kind: RecordKind, id_: object = part.id, connection: object = part.connection
        ) -> list[Reference]:
            return [one.reference for one in reading.of_kind(connection, id_, kind)]  # type: ignore[arg-type]

        incidents = found(RecordKind.INCIDENT)
        jobs += [IncidentPaper(one) for one in incidents]
        jobs += [SchedulePaper(one) for one in incidents]
        jobs += _with_pictures(session, incidents)[:1]
        if part.id is Compartment.ADULTS:
            adults = (
                form_subjects.adults_of(incidents_of.current(session, one).content) for one in incidents
            )
            known = [
                one.reference for found_there in adults for one in found_there if one.reference is not None
            ]
            jobs += [ChronologyPaper(one, part.id) for one in known[:1]]
        jobs += [PlanPaper(one) for one in found(RecordKind.ASSESSMENT)]
        jobs += [SheetPaper(one) for one in found(RecordKind.DECLARATION)]
        jobs.append(OutgoingPaper(part.id))
        if part.id is Compartment.DAILY:
            drive, _ = declaration_drives.begin(session, "October 2026")
            jobs += [DrivePaper(drive, sheet) for sheet in DriveSheet]
        if part.id is Compartment.DAILY:
            jobs.append(_authority_form(session, incidents))
            jobs.append(SharingPaper(prepared(session, incidents[0]).reference))
            jobs += _of_children(session, found(RecordKind.PERSON)[:2], incidents)
            books = session.catalogue.logbooks.values()
            jobs += jobs_of_entries(session, found(RecordKind.PERSON))
            jobs += [LogbookPaper(book.id) for book in books if book.serves(session.nation)]
            allowed = [one for one in incidents if journeys.may_be_chosen(session, one)]
            jobs += [JourneysPaper((one,)) for one in allowed]
        jobs += _letters(session, reading.of_kind(part.connection, part.id, RecordKind.LETTER))
        for stored in reading.of_kind(part.connection, part.id, RecordKind.EVIDENCE):
            jobs.append(CustodyPaper(stored.reference))
            jobs.append(HandoverPaper(Reference(part.id, stored.about), (stored.reference,)))  # type: ignore[arg-type]
    daily = session.vault.daily
    records = [one.reference for one in reading.of_kind(daily.connection, daily.id, RecordKind.INCIDENT)]
    child = next(found for found in (child_of_record(session, one) for one in records) if found is not None)
    assert child.reference is not None
    bundle = _bundle(session, child.reference)  # last: what is begun afterwards would have to be decided on
    jobs += [AccessBundlePaper(bundle), AccessLogPaper(bundle)]
    return [*jobs, *few_copies(session, jobs)]


def _of_children(session: Session, people: list[Reference], records: list[Reference]) -> list[PaperJob]:
    """Chronologies of some people and of the child of a record, and a case of two records that have a child."""
    found = ((one, child_of_record(session, one)) for one in records)
    (first, child), (second, _), *more = [one for one in found if one[1] is not None]
    whose = (*people, child.reference if child is not None else None)
    case, _ = cases.start(session, first, second, "One matter.")
    chronologies = [ChronologyPaper(one, Compartment.DAILY) for one in whose if one is not None]
    if child is not None and child.reference is not None:
        of_child = ChronologyPaper(child.reference, Compartment.DAILY, everything=True, newest_first=False)
        others = (one.reference for _, one in more if one is not None and one.reference != child.reference)
        beside = replace(of_child, beside=tuple(one for one in others if one is not None)[:1])
        chronologies += [of_child, replace(of_child, whole=False), beside, replace(beside, columns=True)]
    return [*chronologies, CasePaper(case)]


def _forms(session: Session) -> list[PaperJob]:
    """Each form of the nation, on the record that it is proposed for, or on the first that has it."""
    best: dict[str, tuple[Reference, form_offers.FormOffer]] = {}
    for part in session.vault:
        for stored in reading.of_kind(part.connection, part.id, RecordKind.INCIDENT):
            for offer in form_offers.offers(session, stored.reference).offers:
                known = best.get(offer.form)
                if known is None or (offer.proposed and not known[1].proposed):
                    best[offer.form] = (stored.reference, offer)
    return [
        ReferralPaper(
            offer.begun or referrals.begin(session, incident, offer.adult, offer.form, offer.child)[0]
        )
        for incident, offer in best.values()
    ]


def _with_pictures(session: Session, records: list[Reference]) -> list[PaperJob]:
    """Schedules with a contact sheet, of records that have a picture to show."""
    return [
        SchedulePaper(one, pictures=True)
        for one in records
        if any(
            exhibit.content.is_live and exhibit.content.stored.media_type.startswith("image/")
            for exhibit in evidence.exhibits_of(session, one)
        )
    ]


def _authority_form(session: Session, records: list[Reference]) -> AuthorityFormPaper:
    """An authority's own PDF, filled from the first form about a child."""
    referral = next(one for record in records for one in referrals.of_incident(session, record))
    file = authority_forms.offered(session, authority_form())
    form = referrals.view(session, referral).form
    given = authority_forms.FormInput("Northshire", "Its own form", None, form)
    kept = authority_forms.add(session, file, given)[0]
    line = authority_forms.line_of(session, kept)
    authority_forms.settle(session, kept, line.form.sources, "", replacing=line.version)
    return AuthorityFormPaper(kept, referral)


def _bundle(session: Session, person: Reference) -> Reference:
    """What somebody is given of the daily log: all of it."""
    shown = access_bundles.view(session, person, Compartment.DAILY)
    given = tuple(AccessItem(one.found.record, given=True, section=one.found.section) for one in shown.items)
    return access_bundles.keep(session, shown, AccessForm(given))[0]


def _letters(session: Session, found: list[Stored[Letter]]) -> list[PaperJob]:
    """Letters in which nothing is open any more, to nobody who is not told yet: no other can be printed."""
    made: list[PaperJob] = []
    for one in found:
        with contextlib.suppress(RuleViolation, letters.LetterNotReady):
            incident = Reference(one.reference.compartment, RecordId(str(one.about)))
            letters.ready(session, incident, RecordId(one.reference.id))
            made.append(LetterPaper(incident, RecordId(one.reference.id)))
    return made


def blank_forms(session: Session) -> tuple[Callable[[], Preview], ...]:
    """The blank forms."""
    words, school, now = session.words(), session.school, session.now()
    return (
        partial(paper_forms.concern_form_preview, words, school, now, demo=True),
        partial(paper_forms.blank_sheet_preview, words, school, now, demo=True),
        partial(paper_forms.contact_sheet_preview, session),
        partial(paper_forms.blank_handover_preview, session),
        partial(paper_forms.blank_plan_preview, session),
        partial(paper_forms.device_review_preview, session),
        *(
            partial(paper_forms.blank_form_preview, session, form)
            for form, _ in paper_forms.blank_forms(session)
        ),
    )
