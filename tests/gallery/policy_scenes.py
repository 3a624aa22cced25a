"""The school's own policy in Settings: its words, its clauses, and its end."""

from datetime import date

from safeguard_app.domain.identifiers import Compartment, Reference, new_record_id
from safeguard_app.domain.school_policies import SchoolPolicy
from safeguard_app.services.school_policies import PolicyLine
from safeguard_app.ui.settings.policy_panels import PolicyTextPanel
from safeguard_app.ui.settings.settings_presenter import SettingsPresenter
from tests.gallery.demo_pages import open_demo
from tests.gallery.scenes import Scene, scene
from tests.gallery.settings_scenes import _brought, _page

_POLICY = """4. Contact
4.1 Adults must not follow, befriend or contact pupils on social media, or accept their requests.
4.2 The one exception is a member of the family whose relationship the Headteacher has acknowledged beforehand.
5. Cyberbullying
5.1 Messages and posts are kept and not deleted; the time, the date and the address are written down.
5.2 Every incident is reported to the Headteacher on the same day.
6. Lunch is at noon.
"""


def _policy_words(presenter: SettingsPresenter) -> PolicyTextPanel:
    presenter.page.policy_section.add_button.click()
    panel = presenter.page.policy_section.panel
    assert isinstance(panel, PolicyTextPanel)
    panel.title_line.setText("Social media policy 2026")
    panel.short_line.setText("SMP")
    panel.begins._date.set_text("1/9/2026")
    panel.words_box.set_text(_POLICY)
    return panel


@scene("settings-policy-words")
def policy_words() -> Scene:
    """The words of the school's own policy, pasted."""
    window, presenter = _page()

    def after() -> None:
        _brought(presenter, presenter.page.policy_section)
        _brought(presenter, _policy_words(presenter))

    return Scene(window, after=after)


@scene("settings-policy-clauses")
def policy_clauses() -> Scene:
    """Its clauses as they were read, each with the kinds of incident it is proposed for."""
    window, presenter = _page()

    def after() -> None:
        _policy_words(presenter).submit()
        open_demo().settle()
        _brought(presenter, presenter.page.policy_section)

    return Scene(window, after=after)


@scene("settings-policy-end")
def policy_end() -> Scene:
    """A policy holds no longer: from when, and why."""
    window, presenter = _page()
    policy = SchoolPolicy("Social media policy 2026", "SMP", date(2026, 9, 1), ())
    line = PolicyLine(
        Reference(Compartment.DAILY, new_record_id()),
        1,
        policy,
        policy.title,
        "In force",
        "",
        is_in_force=True,
    )

    def after() -> None:
        presenter.policy.begin_ending(line)
        _brought(presenter, presenter.page.policy_section)

    return Scene(window, after=after)
