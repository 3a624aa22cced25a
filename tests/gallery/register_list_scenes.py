"""A list of training brought into its register: how it is read, and what it would do."""

from functools import partial

from safeguard_app.services import logbook_keeping
from safeguard_app.ui.registers.registers_presenter import RegistersPresenter
from safeguard_app.ui.shell.main_window import MainWindow
from tests.gallery.demo_pages import open_demo
from tests.gallery.register_scenes import registers
from tests.gallery.scenes import Scene, scene

_TRAINING = b"""Staff Name,Course,Date Completed,Expiry Date
Shona Pike,Online safety,14/09/2026,13/09/2027
Priya Nandra,Safeguarding level 1,02/09/2026,
Joel Merrin-Hall,Safeguarding level 1,02/09/2026,
Joel Merrin-Hall,"=Online safety",03/09/2026,
Priya Nandra,Online safety,31/09/2026,
"""


def _with_list() -> tuple[MainWindow, RegistersPresenter]:
    demo = open_demo()
    demo.wait(partial(logbook_keeping.switch, demo.session, "training", kept=True))
    window, presenter = registers()
    presenter.open_logbook("training")
    demo.settle()
    presenter.lists.begin("training")
    presenter.lists.read_content(_TRAINING)
    demo.settle()
    return window, presenter


@scene("registers-list-reading")
def list_reading() -> Scene:
    """A list of training was read: which column is what."""
    return Scene(_with_list()[0], after=open_demo().settle)


@scene("registers-list-preview")
def list_preview() -> Scene:
    """What it would do: a question, new entries, a row that cannot be read."""
    window, presenter = _with_list()
    presenter.lists.main_act()
    return Scene(window, after=open_demo().settle)
