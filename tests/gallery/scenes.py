"""The registry of scenes. Put yours into a module here whose name ends in ``_scenes`` and decorate its builder::

    @scene("incident-form")
    def incident_form() -> Scene:
        window = shell(PageKey.INCIDENTS, page)
        return Scene(window, after=page.open_first_menu)

A builder is called anew for each look and size. ``after`` runs once the window is on screen, for what needs that:
a sheet over it, a list that opens, the keyboard somewhere.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import Page, PageKey, PlainPage
from tests.gallery.demo_school import bars


@dataclass(frozen=True)
class Scene:
    """A window to draw, and what to do with it once it is shown."""

    window: QWidget
    after: Callable[[], None] | None = None


Builder = Callable[[], Scene]
_SCENES: dict[str, Builder] = {}


def scene(name: str) -> Callable[[Builder], Builder]:
    """Register a builder under the name of its picture."""

    def keep(builder: Builder) -> Builder:
        if name in _SCENES:
            raise ValueError(f"two scenes are called {name}")
        _SCENES[name] = builder
        return builder

    return keep


def all_scenes() -> dict[str, Builder]:
    """Every scene of every ``*_scenes`` module beside this one, by name."""
    import tests.gallery

    for found in pkgutil.iter_modules(tests.gallery.__path__):
        if found.name.endswith("_scenes"):
            importlib.import_module(f"tests.gallery.{found.name}")
    return dict(sorted(_SCENES.items()))


def shell(key: PageKey, view: QWidget, page: Page | None = None, who: str = "lead") -> MainWindow:
    """The main window of the demo school with one page in it, or a ``page`` object when it has acts.

    Rail and status bar say what they say once ``who`` has unlocked.
    """
    said = bars(who)
    window = MainWindow()
    window.add_page(key, page or PlainPage(key.words, view))
    window.show_work(key)
    window.set_counts(said.counts)
    bar = window.status_bar
    bar.set_saved("All changes saved 15:42")
    bar.set_whole("Audit trail whole, checked 15:40")
    bar.set_backup(said.backup, said.backup_ink)
    bar.set_user(said.user)
    return window
