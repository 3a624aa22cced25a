"""Pages of the demo school in the main window, for pictures."""

from functools import cache

from safeguard_app.ui.messages import Messages
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import Page, PageKey
from tests.gallery.demo_school import open_demo
from tests.gallery.scenes import shell
from tests.ui.demo_log import OpenDemo

__all__ = ["messages_for_building", "open_demo", "page_window", "spare_window"]


def messages_for_building() -> Messages:
    """Boxes lie over the window that is made last; pictures of pages open none."""
    return Messages(spare_window())


@cache
def spare_window() -> MainWindow:
    """Stands for the window while a page is built; kept, because Qt still has something to tell it afterwards."""
    return MainWindow()


def page_window(key: PageKey, page: Page, demo: OpenDemo, who: str = "lead") -> MainWindow:
    """The main window with a page that has read what it shows."""
    window = shell(key, page.view, page, who)
    window.set_demo(False)
    acts_changed = getattr(page, "acts_changed", None)
    if (
        acts_changed is not None
    ):  # New incident stands back while a form has the filled button, as in the program
        acts_changed.connect(window.page_changed)
    page.shown()
    demo.settle()
    return window
