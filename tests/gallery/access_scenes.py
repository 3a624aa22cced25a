"""Records for subject access: each record decided on, with its exemption and reason."""

from dataclasses import replace

from safeguard_app.domain.access_bundles import AccessItem
from safeguard_app.services.access_bundles import DecidedItem
from safeguard_app.ui.copies.access_sheet import LEFT_OUT
from tests.gallery import people_scenes
from tests.gallery.demo_school import open_demo
from tests.gallery.scenes import Scene, scene


def _open(*, decided: bool, since: bool = False) -> Scene:
    window, presenter = people_scenes._of("tyler")

    def show() -> None:
        view = presenter.page.record.view
        assert view is not None
        presenter.access.open(view.reference)
        open_demo().settle()
        sheet = presenter.access.sheet
        assert sheet is not None
        if since:
            first = sheet.items[0]
            known = AccessItem(first.record, False, ("source",), "Told in confidence by another parent.")
            items = tuple(DecidedItem(one.found, None, known) for one in sheet.shown.items[:2])
            shown = replace(sheet.shown, items=items)
            sheet.reject()
            presenter.access._read(view.reference, (shown, ((shown.part, "The daily log"),)))
            return
        if decided and sheet.items:
            first = sheet.items[0]
            first.what.set_value(LEFT_OUT)
            first.exemption.set_value("source")
            first.reason.setText("Told in confidence by another parent.")

    return Scene(window, after=show)


@scene("people-subject-access")
def access() -> Scene:
    """Nothing is decided to begin with."""
    return _open(decided=False)


@scene("people-subject-access-decided")
def decided() -> Scene:
    """A record that is left out, with its exemption."""
    return _open(decided=True)


@scene("people-subject-access-confirmed")
def to_confirm() -> Scene:
    """What was decided before a record gained something is to be confirmed."""
    return _open(decided=True, since=True)
