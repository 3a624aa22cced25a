"""The demo school's log for pictures, opened once for each user and shared: pictures only look."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from safeguard_app.ui.messages import Messages
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import Page, PageKey
from tests.gallery.scenes import shell
from tests.ui.demo_log import MadeDemo, OpenDemo, make_demo

STAMP = {"lead": "Miss Jo Abbey, DSL", "head": "Mrs Carol Denning, Headteacher"}


@cache
def _made() -> MadeDemo:
    folder = Path(tempfile.mkdtemp(prefix="gallery-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return make_demo(folder)


def open_demo(who: str = "lead") -> OpenDemo:
    """The demo's log with somebody signed in; one and the same each time."""
    return _opened(who)


@cache
def _opened(who: str) -> OpenDemo:
    folder = Path(tempfile.mkdtemp(prefix="gallery-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return OpenDemo(_made(), folder, who)


def messages_for_building() -> Messages:
    """Boxes lie over the window that is made last; pictures of pages open none."""
    return Messages(spare_window())


@cache
def spare_window() -> MainWindow:
    """Stands for the window while a page is built; kept, because Qt still has something to tell it afterwards."""
    return MainWindow()


def page_window(key: PageKey, page: Page, demo: OpenDemo, who: str = "lead") -> MainWindow:
    """The main window with a page that has read what it shows."""
    window = shell(key, page.view, page)
    window.status_bar.set_user(STAMP[who])
    window.set_demo(False)
    page.shown()
    demo.settle()
    return window
