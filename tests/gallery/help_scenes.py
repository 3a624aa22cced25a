"""The help: a page, a table, commands, and a search."""

from functools import partial

from safeguard_app.ui.help.help_presenter import HelpPresenter
from safeguard_app.ui.settings.settings_page import SettingsPage
from safeguard_app.ui.shell.page import PageKey
from tests.gallery.scenes import Scene, scene, shell


def _at(page: str, query: str = "") -> Scene:
    window = shell(PageKey.SETTINGS, SettingsPage())
    presenter = HelpPresenter(window)

    def after() -> None:
        presenter.open_page(page)
        if query and presenter.sheet is not None:
            presenter.sheet.search.setText(query)
            presenter.sheet.find_now()

    return Scene(window, after=after)


starting = scene("help-starting")(partial(_at, "starting"))
evidence = scene("help-evidence")(partial(_at, "evidence"))
way_out = scene("help-way-out")(partial(_at, "way-out"))
search = scene("help-search")(partial(_at, "starting", "recovery key"))
