"""The writing coach: beneath an account, beneath a note, its rules in Settings; and accounts that are known."""

from safeguard_app.ui.incidents.coach_remarks import CoachWatch
from safeguard_app.ui.incidents.handle_lines import HandleWatch
from safeguard_app.ui.incidents.note_panel import NotePanel
from safeguard_app.ui.shell.page import RecordAct
from tests.gallery.incident_scenes import stand, written
from tests.gallery.scenes import Scene, scene
from tests.gallery.settings_scenes import _brought, _page


@scene("incident-form-coach")
def form_coached() -> Scene:
    """Once typing has paused, under the account."""
    made = written()
    form = made.presenter.page.form
    assert form is not None

    def after() -> None:
        form.core.account.editor.append("TW saw it on the bus. I think he is a liar.")
        form.coach.look_now()

    return made.act(after)


@scene("incident-note-coach")
def note_coached() -> Scene:
    """Under a note."""
    made = stand("shona")

    def after() -> None:
        made.presenter.do(RecordAct.NOTE)
        panel = made.presenter.page.record.panel
        assert isinstance(panel, NotePanel)
        panel.text.set_text("Rang Mrs P. She says the boy is naughty.")
        for watch in panel.findChildren(CoachWatch):
            watch.look_now()

    return made.act(after)


@scene("settings-coach")
def coach() -> Scene:
    """Its rules unfolded in Settings."""
    window, presenter = _page()

    def after() -> None:
        presenter.page.coach_section.rules_link.click()
        _brought(presenter, presenter.page.coach_section)

    return Scene(window, after=after)


@scene("incident-form-known-account")
def known_account() -> Scene:
    """Accounts that are known, under the account text they were typed in."""
    made = written()
    form = made.presenter.page.form
    assert form is not None

    def after() -> None:
        form.core.account.editor.append("It came from @truth.in.the.lane and from @joel.swims.")
        for watch in form.core.account_handles.findChildren(HandleWatch):
            watch.look_now()
        form.focus_account()

    return made.act(after)
