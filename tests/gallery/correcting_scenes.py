"""What is put right on a filed record, and in the settings: each of the short forms, open."""

from collections.abc import Callable
from functools import partial

from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.incidents.record_panels import RecordPanels
from safeguard_app.ui.incidents.record_view import RecordView
from tests.gallery import settings_scenes
from tests.gallery.incident_scenes import more, stand
from tests.gallery.scenes import Scene, scene


def _on_record(key: str, act: Callable[[RecordPanels, RecordView], None]) -> Scene:
    made = stand(key)
    panels, view = made.presenter.panels, made.presenter.page.record.view
    assert panels is not None and view is not None
    return made.act(partial(act, panels, view))


@scene("incident-wrong-person")
def wrong_person() -> Scene:
    """Somebody is named who was not there."""
    return _on_record(
        "shona", lambda panels, view: panels.wrong_person(view.page.incident.participants[1].person)
    )


@scene("incident-exhibit-facts")
def exhibit_facts() -> Scene:
    """The facts of an exhibit are completed."""
    return _on_record("shona", lambda panels, view: panels.facts(view.evidence.items[0]))


@scene("incident-exhibit-back")
def exhibit_back() -> Scene:
    """An exhibit is taken back."""
    return _on_record("shona", lambda panels, view: panels.take_back(view.evidence.items[0]))


@scene("incident-action-done")
def action_done() -> Scene:
    """What was to be done is done."""

    def act(panels: RecordPanels, view: RecordView) -> None:
        panels.done(next(one.entry for one in view.page.actions if one.can_be_done))

    return _on_record("shona", act)


@scene("incident-reopen")
def reopen() -> Scene:
    """A closed record is opened again."""
    return more("tyler_underage", MoreAct.REOPEN)


@scene("incident-refile")
def refile() -> Scene:
    """A record that belongs elsewhere."""
    return more("kai_request", MoreAct.REFILE)


@scene("settings-users-passphrase")
def own_passphrase() -> Scene:
    """One's own passphrase is changed."""
    window, presenter = settings_scenes._page()

    def after() -> None:
        presenter._change_passphrase()
        settings_scenes._brought(presenter, presenter.page.users_section)

    return Scene(window, after=after)


@scene("settings-users-removing")
def removing() -> Scene:
    """Somebody is asked about before they are shut out."""
    window, presenter = settings_scenes._page()
    presenter._messages = window.messages

    def after() -> None:
        rows = presenter.page.users_section.rows
        next(one for one in rows if one.remove_button.parent() is not None).remove_button.click()

    return Scene(window, after=after)
