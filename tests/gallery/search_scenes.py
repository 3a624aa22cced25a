"""Ctrl+K: before anything is typed, with results, with nothing found."""

from functools import partial

from safeguard_app.domain.audit_trail import COMPUTER, EventKind
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.machine_reading import PictureLook
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.session import Session
from safeguard_app.ui.search.search_presenter import SearchPresenter
from safeguard_app.ui.settings.settings_page import SettingsPage
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.vault import machine_reading, reading
from tests.gallery.demo_pages import open_demo
from tests.gallery.scenes import Scene, scene, shell


def _searched(text: str, read: str = "") -> Scene:
    demo = open_demo()
    if read:
        demo.wait(partial(_read_in_a_picture, demo.session, read))
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


@scene("search-picture")
def picture() -> Scene:
    """Words that a machine read in a screenshot, marked as such."""
    return _searched("wombat", "Tyler you are a wombat\nand nobody wants a wombat in the team")


@scene("search-nothing")
def nothing() -> Scene:
    """Nothing there."""
    return _searched("zebra crossing")


def _read_in_a_picture(session: Session, words: str) -> None:
    """As the process apart would hand them back."""
    daily = session.vault.daily
    exhibits = reading.of_kind(daily.connection, daily.id, RecordKind.EVIDENCE)
    stored = next(one for one in exhibits if machine_reading.may_be_read(one.content))
    with daily.write(EventKind.PICTURE_READ, COMPUTER, session.now(), record=RecordId(stored.about or "")):
        machine_reading.keep(daily.connection, stored, PictureLook(words, "Tesseract 5.5.4, eng"))
