"""Ctrl+K: before anything is typed, with results, with nothing found."""

from safeguard_app.ui.search.search_presenter import SearchPresenter
from safeguard_app.ui.settings.settings_page import SettingsPage
from safeguard_app.ui.shell.page import PageKey
from tests.gallery.demo_pages import open_demo
from tests.gallery.scenes import Scene, scene, shell


def _searched(text: str) -> Scene:
    demo = open_demo()
    window = shell(PageKey.SETTINGS, SettingsPage())
    presenter = SearchPresenter(demo.session, demo.tasks, window.messages, window)

    def after() -> None:
        window.activateWindow()
        window.commands.actions["find_anywhere"].trigger()
        if text:
            window.command_bar.search.field.setText(text)
            presenter._ask()
            demo.settle()

    return Scene(window, after=after)


@scene("search-begun")
def begun() -> Scene:
    """The commands come first."""
    return _searched("")


@scene("search-found")
def found() -> Scene:
    """People, incidents, declarations."""
    return _searched("tyl")


@scene("search-words")
def words() -> Scene:
    """Words within an account."""
    return _searched("comments")


@scene("search-nothing")
def nothing() -> Scene:
    """Nothing there."""
    return _searched("zebra crossing")
