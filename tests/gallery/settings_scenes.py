"""Settings of an open log: the page, the school being changed, somebody being added."""

from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.system.settings import Settings
from safeguard_app.ui.settings.settings_presenter import SettingsPresenter
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from tests.gallery.demo_pages import messages_for_building, open_demo, page_window
from tests.gallery.scenes import Scene, scene


def _page() -> tuple[MainWindow, SettingsPresenter]:
    demo = open_demo()
    presenter = SettingsPresenter(demo.session, demo.tasks, messages_for_building(), Settings())
    window = page_window(PageKey.SETTINGS, presenter, demo)
    presenter.setParent(window)
    return window, presenter


def _scrolled(presenter: SettingsPresenter, section: QWidget) -> None:
    presenter.page.scroll_to(section)


@scene("settings")
def settings() -> Scene:
    """From the top."""
    return Scene(_page()[0])


@scene("settings-school")
def school() -> Scene:
    """The school and whom to ring."""
    window, presenter = _page()
    return Scene(window, after=partial(_scrolled, presenter, presenter.page.school_section))


@scene("settings-school-changing")
def school_changing() -> Scene:
    """Changing the school's details."""
    window, presenter = _page()

    def after() -> None:
        presenter._change_school()
        _scrolled(presenter, presenter.page.school_section)

    return Scene(window, after=after)


@scene("settings-users")
def users() -> Scene:
    """Who opens the log."""
    window, presenter = _page()
    return Scene(window, after=partial(_scrolled, presenter, presenter.page.users_section))


@scene("settings-users-adding")
def users_adding() -> Scene:
    """Somebody is let in."""
    window, presenter = _page()

    def after() -> None:
        presenter._add_user()
        _scrolled(presenter, presenter.page.users_section)

    return Scene(window, after=after)


@scene("settings-end")
def end() -> Scene:
    """Recovery key, backup, where the log lies, about."""
    window, presenter = _page()
    return Scene(window, after=partial(_scrolled, presenter, presenter.page.recovery_section))
