"""What one page asks of another, in one place: no page knows a second one."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safeguard_app.app.workplace import Workplace


def link_pages(place: "Workplace") -> None:
    """Connect every request of a page to whoever answers it."""
    _link_news(place)
    _link_today(place)
    _link_records(place)


def _link_news(place: "Workplace") -> None:
    """What was written, what is said, what can be done now."""
    for page in (place.incidents, place.people, place.referrals, place.desk):
        page.changed.connect(place.wrote)
        page.said.connect(place.say)
    for acting in (place.incidents, place.people, place.referrals):
        acting.acts_changed.connect(place.window.page_changed)
    place.today.said.connect(place.say)
    place.audit.said.connect(place.say)
    place.audit.checked.connect(place.checked)
    place.today.backed_up.connect(place.backed_up)


def _link_today(place: "Workplace") -> None:
    today, incidents = place.today, place.incidents
    today.record_requested.connect(incidents.open_record)
    today.telling_requested.connect(incidents.record_telling)
    today.note_requested.connect(incidents.record_note)
    today.done_requested.connect(incidents.record_done)
    today.list_requested.connect(incidents.open_list)
    today.draft_requested.connect(incidents.resume_draft)
    today.new_requested.connect(incidents.new_incident)
    today.audit_requested.connect(place.show_audit)
    incidents.drafts_changed.connect(today.refresh_day)


def _link_records(place: "Workplace") -> None:
    incidents, people, referrals = place.incidents, place.people, place.referrals
    place.window.new_incident_requested.connect(incidents.new_incident)
    place.window.command_requested.connect(place.command)
    incidents.front_wanted.connect(place.show_incidents)
    incidents.person_requested.connect(people.open_person)
    incidents.referral_requested.connect(place.begin_referral)
    incidents.referral_opened.connect(place.open_referral)
    incidents.print_requested.connect(place.print_incident)
    incidents.one_record_changed.connect(place.show_one_record)
    people.shown_for.connect(place.show_people)
    people.record_opened.connect(incidents.open_record)
    people.incident_requested.connect(place.incident_about)
    referrals.record_asked.connect(incidents.open_record)
    referrals.incidents_asked.connect(place.show_incidents)
    place.audit.record_asked.connect(incidents.open_record)
