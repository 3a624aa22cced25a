"""What one page asks of another: going there, with what is known already. No page knows a second one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import copy_drafts, entry_drafts, form_drafts
from safeguard_app.services.entry_drafts import EntryDraft
from safeguard_app.services.entry_papers import PaperOfEntry
from safeguard_app.services.form_drafts import (
    LOGBOOK_FORMS,
    MEETING_FORMS,
    PEOPLE_FORMS,
    RECORD_SHEETS,
    REFERRAL_FORMS,
    SETTINGS_FORMS,
    SHARING_FORMS,
    FormDraft,
    FormName,
)
from safeguard_app.services.incident_form import IncidentForm
from safeguard_app.services.incidents import current, new_form
from safeguard_app.services.paper_views import (
    AccessBundlePaper,
    AccessLogPaper,
    AccessPaper,
    AgendaPaper,
    AudiencePaper,
    CasePaper,
    ChainSlipPaper,
    ChronologyPaper,
    CustodyPaper,
    DaySheetPaper,
    DrivePaper,
    DriveSheet,
    HandoverBriefPaper,
    HandoverPaper,
    IncidentPaper,
    InspectionPaper,
    JourneysPaper,
    LetterPaper,
    LogbookPaper,
    PlanPaper,
    RegisterPaper,
    ReportJob,
    SchedulePaper,
    SheetPaper,
)
from safeguard_app.services.search_views import SearchRow
from safeguard_app.services.session import Session
from safeguard_app.ui.contact_check.check_start import CheckStart
from safeguard_app.ui.evidence.exhibit_viewer import ExhibitViewer
from safeguard_app.ui.paper.paper_desk import IssuedPaper, RecordPaper
from safeguard_app.ui.shell.page import PageKey

if TYPE_CHECKING:
    from safeguard_app.app.workplace import Workplace

_RECORD_PAPERS = {
    CustodyPaper: "Custody record",
    IncidentPaper: "Incident record",
    SchedulePaper: "Evidence schedule",
    HandoverPaper: "Handover form",
    LetterPaper: "Letter",
    PlanPaper: "Safety plan",
    AudiencePaper: "Copy for somebody",
    AccessBundlePaper: "Subject-access bundle",
    AccessLogPaper: "Exemption log",
}
_OfRecord = (
    CustodyPaper
    | IncidentPaper
    | SchedulePaper
    | HandoverPaper
    | LetterPaper
    | PlanPaper
    | AudiencePaper
    | AccessPaper
)


class PaperRoutes(QObject):
    """From a page of an open log to what it prints."""

    def __init__(self, place: "Workplace") -> None:
        """Between the pages of ``place``."""
        super().__init__(place)
        self._place = place
        window = place.window
        self._viewer = ExhibitViewer(place.session, place.tasks, window.messages, window, self)

    def print_register(self, on: object, as_known_then: bool) -> None:
        """Preview the register as at a date."""
        assert on is None or isinstance(on, date)
        self._place.desk.preview(RecordPaper("Register of declarations", RegisterPaper(on, as_known_then)))

    def print_drive(self, job: object) -> None:
        """Preview slips of a declaration drive, or who has not returned theirs."""
        assert isinstance(job, DrivePaper)
        title = "Declaration slips" if job.sheet is DriveSheet.SLIPS else "Slips not returned"
        self._place.desk.preview(RecordPaper(title, job))

    def print_chronology(self, job: object) -> None:
        """Preview the chronology of a person."""
        assert isinstance(job, ChronologyPaper)
        self._place.desk.preview(RecordPaper("Chronology", job))

    def share_chronology(self, job: object) -> None:
        """Share the chronology of a person with somebody outside."""
        assert isinstance(job, ChronologyPaper)
        self._place.desk.share(RecordPaper("Chronology", job))

    def share_entry(self, paper: object) -> None:
        """Share the paper of one entry of a register."""
        assert isinstance(paper, PaperOfEntry)
        self._place.desk.share(RecordPaper(paper.title, paper.job))

    def share_case(self, case: object, everything: bool) -> None:
        """Share the chronology of a case."""
        assert isinstance(case, Reference)
        self._place.desk.share(RecordPaper("Chronology of a case", CasePaper(case, everything)))

    def share_bundle(self, job: object) -> None:
        """Share a subject-access bundle with whoever asked."""
        assert isinstance(job, AccessBundlePaper)
        self._place.desk.share(RecordPaper(_RECORD_PAPERS[type(job)], job))

    def print_logbook(self, logbook: str, on: object, as_known_then: bool) -> None:
        """Preview one of the school's registers as at a date."""
        assert on is None or isinstance(on, date)
        self._place.desk.preview(RecordPaper("Register", LogbookPaper(logbook, on, as_known_then)))

    def print_entry(self, paper: object) -> None:
        """Preview the paper of one entry of a register."""
        assert isinstance(paper, PaperOfEntry)
        self._place.desk.preview(RecordPaper(paper.title, paper.job))

    def print_slip(self, part: object) -> None:
        """Preview the audit trail slip on which a part of the log stands."""
        assert isinstance(part, Compartment)
        self._place.desk.preview(RecordPaper("Audit trail slip", ChainSlipPaper(part)))

    def print_day(self, part: object) -> None:
        """Preview the day sheet of a part of the log."""
        assert isinstance(part, Compartment)
        self._place.desk.preview(RecordPaper("Day sheet", DaySheetPaper(part)))

    def print_agenda(self, part: object) -> None:
        """Preview what a part of the log brings to the meeting with the Headteacher."""
        assert isinstance(part, Compartment)
        self._place.desk.preview(RecordPaper("Meeting agenda", AgendaPaper(part)))

    def print_of_part(self, title: str, job: object) -> None:
        """Preview a paper about one part of the log that Insights or a menu asks for."""
        assert isinstance(job, InspectionPaper | JourneysPaper | HandoverBriefPaper | ReportJob)
        self._place.desk.preview(RecordPaper(title, job))

    def share_report(self, title: str, job: object) -> None:
        """Share a report that names nobody."""
        assert isinstance(job, ReportJob)
        self._place.desk.share(RecordPaper(title, job))

    def print_sheet(self, declaration: object) -> None:
        """Preview an acknowledgement sheet."""
        assert isinstance(declaration, Reference)
        self._place.desk.preview(RecordPaper("Acknowledgement sheet", SheetPaper(declaration)))

    def print_incident(self, incident: object) -> None:
        """Preview the record of an incident, to print or save it."""
        assert isinstance(incident, Reference)
        self._place.desk.preview(RecordPaper("Incident record", IncidentPaper(incident)))

    def print_case(self, case: object, everything: bool) -> None:
        """Preview the chronology of a case."""
        assert isinstance(case, Reference)
        self._place.desk.preview(RecordPaper("Chronology of a case", CasePaper(case, everything)))

    def print_of_record(self, job: object) -> None:
        """Preview a paper that a record page asks for: a schedule, a custody record, a letter, a safety plan."""
        assert isinstance(job, _OfRecord)
        self._place.desk.preview(RecordPaper(_RECORD_PAPERS[type(job)], job))

    def show_document(self, document: object) -> None:
        """A document that was issued earlier, exactly as it was."""
        assert isinstance(document, Reference)
        self._place.desk.preview(IssuedPaper("Issued document", document))


class Routes(PaperRoutes):
    """From one page of an open log to another."""

    def show_audit(self) -> None:
        """The audit page."""
        self._place.window.show_page(PageKey.AUDIT)

    def show_settings(self) -> None:
        """The settings, at the recovery key, which somebody has something to do about."""
        self._place.window.show_page(PageKey.SETTINGS)
        self._place.settings.show_recovery_key()

    def show_calendar(self) -> None:
        """The settings, at the school's calendar."""
        self._place.window.show_page(PageKey.SETTINGS)
        self._place.settings.calendar.bring_up()

    def show_incidents(self) -> None:
        """The page of incidents, with whatever is in it."""
        if self._place.window.current_key is not PageKey.INCIDENTS:
            self._place.window.show_page(PageKey.INCIDENTS)

    def show_people(self) -> None:
        """The page of people."""
        if self._place.window.current_key is not PageKey.PEOPLE:
            self._place.window.show_page(PageKey.PEOPLE)

    def show_declarations(self) -> None:
        """The page of declarations, with whatever is in it: the register or a contact check."""
        self._place.told_before.show_declarations()
        if self._place.window.current_key is not PageKey.DECLARATIONS:
            self._place.window.show_page(PageKey.DECLARATIONS)

    def show_registers(self) -> None:
        """The school's registers, which are the second view of that page."""
        self._place.told_before.show_registers()
        if self._place.window.current_key is not PageKey.DECLARATIONS:
            self._place.window.show_page(PageKey.DECLARATIONS)

    def open_queue(self) -> None:
        """Everything that waits for acknowledgement, over the page it belongs to."""
        self.show_declarations()
        self._place.declarations.open_queue()

    def begin_check(self) -> None:
        """Ctrl+Shift+N."""
        self._place.declarations.begin_check()

    def check_incident(self, incident: object) -> None:
        """A contact check for an incident, prefilled from it."""
        assert isinstance(incident, Reference)
        self._place.tasks.run(
            partial(start_from_incident, self._place.session, incident),
            self._begin_from,
            self._place.window.messages.show_problem,
            owner=self,
        )

    def check_person(self, person: object, as_adult: bool) -> None:
        """A contact check with somebody, as the adult of the question or as the pupil."""
        assert isinstance(person, PersonRef)
        self._place.declarations.begin_check(
            CheckStart(adult=person) if as_adult else CheckStart(pupil=person)
        )

    def declare_for(self, adult: object) -> None:
        """A new declaration of an adult."""
        assert isinstance(adult, PersonRef)
        self._place.declarations.begin_new(adult)

    def words_only(self, form: object) -> None:
        """A record in words only, after a question about a picture was answered with yes or not seen."""
        if isinstance(form, IncidentForm):
            self._place.incidents.begin_with(form)
        else:
            self._place.incidents.new_incident()

    def picked(self, row: object) -> None:
        """A result of the search was chosen."""
        assert isinstance(row, SearchRow)
        opens: dict[RecordKind, Callable[[Reference], None]] = {
            RecordKind.INCIDENT: self._place.incidents.open_record,
            RecordKind.PERSON: self._place.people.open_person,
            RecordKind.PERSON_NOTE: self._place.people.open_person,
            RecordKind.IDENTIFICATION: self._place.people.open_person,
            RecordKind.DECLARATION: self._place.declarations.open_declaration,
            RecordKind.LOGBOOK_ENTRY: self._place.registers.open_entry,
            RecordKind.DOCUMENT: self.show_document,
        }
        if row.kind in opens:
            opens[row.kind](row.reference)

    def _begin_from(self, start: object) -> None:
        assert isinstance(start, CheckStart)
        self._place.declarations.begin_check(start)

    def resume_draft(self, draft: RecordId) -> None:
        """Go on with a draft, in the form it was typed in."""
        self._place.tasks.run(
            partial(_found_draft, self._place.session, draft),
            partial(self._resume, draft),
            self._place.window.messages.show_problem,
            owner=self,
        )

    def _resume(self, draft: RecordId, found: object) -> None:
        if isinstance(found, EntryDraft):
            self._place.people.open_person(found.about)
        elif not isinstance(found, FormDraft):
            self._place.incidents.resume_draft(draft)
        elif found.form_name is FormName.COPY:
            self._place.window.show_page(PageKey.INCIDENTS)
            self._resume_copy(found)
        elif found.form_name in PEOPLE_FORMS:
            self._place.people.resume(found)
        elif found.form_name in MEETING_FORMS:
            self._place.window.show_page(PageKey.TODAY)
            self._place.today.meeting.resume(found)
        elif found.form_name in LOGBOOK_FORMS:
            self._place.registers.resume(found)
        elif found.form_name in SETTINGS_FORMS:
            self._place.window.show_page(PageKey.SETTINGS)
            self._place.settings.resume(found)
        elif found.form_name in REFERRAL_FORMS:
            self._place.window.show_page(PageKey.REFERRALS)
            self._place.referrals.resume(found)
        elif found.form_name in SHARING_FORMS:
            self._place.sharing.resume(found)
        elif found.form_name is FormName.AWAY:
            self._place.today.away.ask()
        elif found.form_name in RECORD_SHEETS:
            self._resume_sheet(found)
        else:
            self._place.declarations.resume(found)

    def _resume_copy(self, draft: FormDraft) -> None:
        """Go on with the marks on a picture, on its record."""
        assert draft.about is not None
        item, page, incidents = draft.about, max(0, draft.place - 1), self._place.incidents

        def go(_panels: object) -> None:
            if incidents.evidence is not None:
                incidents.evidence.viewer.copies.begin(item, page)

        def found(record: object) -> None:
            assert isinstance(record, Reference)
            incidents.with_record(record, go)

        operation = partial(copy_drafts.record_of, self._place.session, item)
        self._place.tasks.run(operation, found, self._place.window.messages.show_problem, owner=self)

    def _resume_sheet(self, draft: FormDraft) -> None:
        """Open a sheet again over its record."""
        assert draft.about is not None
        self._place.window.show_page(PageKey.INCIDENTS)
        self._place.incidents.resume_sheet(draft)

    def begin_referral(self, incident: object) -> None:
        """Start a referral on an incident."""
        assert isinstance(incident, Reference)
        self._place.window.show_page(PageKey.REFERRALS)
        self._place.referrals.begin_for(incident)

    def open_referral(self, referral: object) -> None:
        """Go on with a referral."""
        assert isinstance(referral, Reference)
        self._place.window.show_page(PageKey.REFERRALS)
        self._place.referrals.open(referral)

    def show_signed_sheet(self, item: object) -> None:
        """A scanned signed sheet, inside the program; the audit has it before it is read."""
        assert isinstance(item, Reference)
        self._viewer.show(item)

    def show_one_record(self, one: bool) -> None:
        """A visitor at the desk: counts, lists and search disappear, and come back."""
        self._place.window.rail.setVisible(not one)
        self._place.window.command_bar.search.setVisible(not one)

    def incident_about(self, person: object) -> None:
        """A new concern that names somebody already."""
        assert isinstance(person, PersonRef)
        child = person.description.casefold().startswith(("pupil", "former pupil"))
        named = Participant(person, "child_of_concern" if child else "mentioned")
        self._place.incidents.begin_with(replace(new_form(self._place.session), participants=(named,)))


def _found_draft(session: Session, draft: RecordId) -> FormDraft | EntryDraft | None:
    """A form of the register, or words left on a person's page; None for what belongs to the page of incidents."""
    entry = next((one for one in entry_drafts.open_entries(session) if one.id == draft), None)
    about = session.vault.find(entry.about.id) if entry is not None else None
    if entry is not None and about is not None and about.kind is RecordKind.PERSON:
        return entry
    return form_drafts.find(session, draft)


def start_from_incident(session: Session, incident: Reference) -> CheckStart:
    """What an incident says already about a contact: the adult, the child, where, when, when it became known."""
    content = current(session, incident).content
    adults = content.with_role("adult_of_concern", "adult_contacted")
    children = content.with_role("child_contacted", "child_of_concern")
    return CheckStart(
        adult=adults[0].person if adults else None,
        pupil=children[0].person if children else None,
        platform=content.platform,
        began=content.happened,
        came_to_attention=content.attention.moment,
        incident=incident,
        case=str(content.case),
    )
