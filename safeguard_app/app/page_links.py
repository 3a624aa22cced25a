"""What one page asks of another, in one place: no page knows a second one."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safeguard_app.app.workplace import Workplace


def link_pages(place: "Workplace") -> None:
    """Connect every request of a page to whoever answers it."""
    window = place.window
    incidents, people, referrals = place.incidents, place.people, place.referrals
    for page in (incidents, people, referrals, place.desk):
        page.changed.connect(place.wrote)
        page.said.connect(place.say)
    for acting in (incidents, people, referrals):
        acting.acts_changed.connect(window.page_changed)
    window.new_incident_requested.connect(incidents.new_incident)
