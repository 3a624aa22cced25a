"""What one page asks of another, in one place: no page knows a second one."""

from functools import partial
from typing import TYPE_CHECKING

from safeguard_app.app.forms import print_new_recovery_key
from safeguard_app.app.insight_routes import InsightRoutes
from safeguard_app.ui.shell.page import PageKey, RecordAct

if TYPE_CHECKING:
    from safeguard_app.app.workplace import Workplace


def link_pages(place: "Workplace") -> None:
    """Connect every request of a page to whoever answers it."""
    _link_news(place)
    _link_today(place)
    _link_records(place)
    _link_register(place)
    _link_insights(place)
    _link_logbooks(place)


def _link_news(place: "Workplace") -> None:
    """What was written, what is said, what can be done now."""
    pages = (place.incidents, place.people, place.referrals, place.declarations, place.check)
    for page in (*pages, place.desk, place.sharing):
        page.changed.connect(place.wrote)
        page.said.connect(place.say)
    for acting in (place.incidents, place.people, place.referrals, place.declarations, place.check):
        acting.acts_changed.connect(place.window.page_changed)
    place.today.said.connect(place.say)
    place.audit.said.connect(place.say)
    place.audit.checked.connect(place.checked)
    place.settings.changed.connect(place.wrote)
    place.settings.said.connect(place.say)
    place.settings.settings_chosen.connect(place.program.keep_settings)
    place.settings.backup_asked.connect(place.back_up)
    place.settings.help_asked.connect(place.program.help.open_page)
    place.settings.recovery_print_asked.connect(partial(print_new_recovery_key, place))
    place.today.backed_up.connect(place.backed_up)
    place.older_copy.changed.connect(place.acknowledged)
    place.older_copy.said.connect(place.say)


def _link_today(place: "Workplace") -> None:
    today, incidents = place.today, place.incidents
    today.record_requested.connect(incidents.open_record)
    today.telling_requested.connect(incidents.record_telling)
    today.note_requested.connect(incidents.record_note)
    today.done_requested.connect(incidents.record_done)
    today.panel_requested.connect(incidents.with_record)
    today.reviews_requested.connect(place.declarations.open_reviews)
    today.page.with_head.asks_requested.connect(place.declarations.open_asks)
    today.page.drive.opened.connect(place.declarations.open_drive)
    today.papers.sheet_requested.connect(place.routes.print_day)
    today.away.changed.connect(place.wrote)
    today.meeting.changed.connect(place.wrote)
    today.meeting.said.connect(place.say)
    today.meeting.agenda_requested.connect(place.routes.print_agenda)
    today.list_requested.connect(incidents.open_list)
    today.draft_requested.connect(place.routes.resume_draft)
    today.new_requested.connect(incidents.new_incident)
    today.audit_requested.connect(place.routes.show_audit)
    today.older_copy_requested.connect(place.older_copy.open)
    today.settings_requested.connect(place.routes.show_settings)
    today.calendar_requested.connect(place.routes.show_calendar)
    place.audit.older_copy_asked.connect(place.older_copy.open)
    place.audit.slip_asked.connect(place.routes.print_slip)
    place.audit.handed_back.document_asked.connect(place.routes.show_document)
    today.person_requested.connect(place.people.open_person)
    today.declaration_requested.connect(place.declarations.open_declaration)
    for typed_in in (
        *(incidents, place.people, place.declarations, place.check, place.referrals),
        *(place.settings, place.today.away, place.sharing),
    ):
        typed_in.drafts_changed.connect(today.refresh_day)


def _link_records(place: "Workplace") -> None:
    incidents, people, referrals = place.incidents, place.people, place.referrals
    place.window.new_incident_requested.connect(incidents.new_incident)
    place.window.command_requested.connect(place.command)
    incidents.front_wanted.connect(place.routes.show_incidents)
    incidents.person_requested.connect(people.open_person)
    incidents.referral_requested.connect(place.routes.begin_referral)
    incidents.referral_opened.connect(place.routes.open_referral)
    incidents.document_opened.connect(place.routes.show_document)
    incidents.page.record.signals.paper_requested.connect(place.routes.print_of_record)
    incidents.print_requested.connect(place.routes.print_incident)
    incidents.sharing_requested.connect(place.sharing.begin)
    incidents.sharing_opened.connect(place.sharing.show)
    place.today.sharing_requested.connect(place.sharing.show)
    incidents.register_requested.connect(place.sharing.list_with)
    place.sharing.record_asked.connect(incidents.open_record)
    referrals.sharing_asked.connect(place.sharing.begin)
    referrals.list_page.went_out_button.clicked.connect(place.sharing.list_all)
    incidents.cases.page.print_requested.connect(place.routes.print_case)
    incidents.cases.page.share_requested.connect(place.routes.share_case)
    incidents.one_record_changed.connect(place.routes.show_one_record)
    place.window.page_shown.connect(partial(_show_everything, place))
    people.shown_for.connect(place.routes.show_people)
    people.record_opened.connect(incidents.open_record)
    people.page.record.chronology.print_requested.connect(place.routes.print_chronology)
    people.page.record.chronology.share_requested.connect(place.routes.share_chronology)
    people.access.preview_requested.connect(place.routes.print_of_record)
    people.access.share_requested.connect(place.routes.share_bundle)
    people.incident_requested.connect(place.routes.incident_about)
    curtain, copying = place.window.curtain, referrals.copy_out
    copying.curtain_asked.connect(curtain.draw)
    copying.lock_asked.connect(place.program.lock_by_hand)
    curtain.drawn.connect(copying.cover)
    curtain.lifted.connect(copying.uncover)
    referrals.record_asked.connect(incidents.open_record)
    referrals.incidents_asked.connect(place.routes.show_incidents)
    referrals.person_asked.connect(people.open_person)
    referrals.settings_asked.connect(partial(place.window.show_page, PageKey.SETTINGS))
    place.audit.record_asked.connect(incidents.open_record)
    place.audit.person_asked.connect(people.open_person)
    place.audit.declaration_asked.connect(place.declarations.open_declaration)


def _show_everything(place: "Workplace", key: object) -> None:
    """Another page came to the front, by key: one record alone is over, so that there is a way back by mouse."""
    if key is not PageKey.INCIDENTS and place.incidents.page.one_record:
        place.incidents.do(RecordAct.SHOW_ONE)


def _link_register(place: "Workplace") -> None:
    declarations, check, incidents, people = place.declarations, place.check, place.incidents, place.people
    place.window.contact_check_requested.connect(place.routes.begin_check)
    place.today.queue_requested.connect(place.routes.open_queue)
    place.search.picked.connect(place.routes.picked)
    incidents.check_requested.connect(place.routes.check_incident)
    people.check_requested.connect(place.routes.check_person)
    people.declaration_requested.connect(place.routes.declare_for)
    people.declaration_opened.connect(declarations.open_declaration)
    declarations.shown_for.connect(place.routes.show_declarations)
    declarations.incident_opened.connect(incidents.open_record)
    declarations.register_print_requested.connect(place.routes.print_register)
    declarations.drive_print_requested.connect(place.routes.print_drive)
    declarations.sheet_print_requested.connect(place.routes.print_sheet)
    declarations.signed_sheet_opened.connect(place.routes.show_signed_sheet)
    declarations.words_only_requested.connect(place.routes.words_only)
    declarations.waiting_changed.connect(place.waiting)
    check.incident_form_requested.connect(incidents.begin_with)
    check.record_opened.connect(incidents.open_record)
    check.decision_requested.connect(incidents.record_decision)


def _link_insights(place: "Workplace") -> None:
    insights, record, routes = place.insights, place.incidents.page.record, InsightRoutes(place)
    insights.changed.connect(place.wrote)
    insights.said.connect(place.say)
    insights.record_requested.connect(place.incidents.open_record)
    insights.found.connect(routes.patterns_found)
    insights.papers.paper_requested.connect(place.routes.print_of_part)
    insights.papers.share_requested.connect(place.routes.share_report)
    insights.numbers.list_requested.connect(place.incidents.open_list)
    insights.numbers.declarations_requested.connect(routes.show_register)
    insights.numbers.reviews_requested.connect(place.declarations.open_reviews)
    insights.numbers.queue_requested.connect(place.routes.open_queue)
    record.signals.patterns_requested.connect(routes.show_patterns)
    place.today.page.patterns.opened.connect(routes.show_insights)


def _link_logbooks(place: "Workplace") -> None:
    """The school's registers, which share a page with the declarations."""
    registers = place.registers
    registers.changed.connect(place.wrote)
    registers.said.connect(place.say)
    place.told_before.acts_changed.connect(place.window.page_changed)
    registers.drafts_changed.connect(place.today.refresh_day)
    registers.shown_for.connect(place.routes.show_registers)
    registers.incident_opened.connect(place.incidents.open_record)
    registers.print_requested.connect(place.routes.print_logbook)
    registers.entry_paper_requested.connect(place.routes.print_entry)
    registers.entry_share_requested.connect(place.routes.share_entry)
    place.people.file_on_requested.connect(registers.send_file_on)
    place.today.register_requested.connect(registers.open_due)
    record = place.incidents.page.record.signals
    record.entry_opened.connect(registers.open_entry)
    record.entry_requested.connect(registers.begin_new)
    place.people.page.record.entry_opened.connect(registers.open_entry)
