"""The rest of the program, read while the passphrase is typed: neither the unlock page nor Today waits for it.

What has no window in it is read on another thread; pages on the window's own thread, a little at each turn, so that
every key is answered at once. Whoever is quicker than that only waits for what is left. Fonts that Linux may lack come
last.
"""

import pkgutil
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from itertools import chain
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from safeguard_app.ui import widgets
from safeguard_app.ui.tasks import Lane, TaskRunner
from safeguard_app.ui.theme import script_fonts

_AFTER_SHOWN_MS = 100
_TURN_SECONDS = 0.015
_PAGES = (
    "safeguard_app.ui.today.today_presenter",
    "safeguard_app.ui.paper.paper_desk",
    "safeguard_app.ui.people.people_presenter",
    "safeguard_app.ui.incidents.incident_form_page",
    "safeguard_app.ui.incidents.record_page",
    "safeguard_app.ui.incidents.incidents_presenter",
    "safeguard_app.ui.referrals.referrals_presenter",
    "safeguard_app.ui.audit.audit_presenter",
    "safeguard_app.ui.contact_check.check_presenter",
    "safeguard_app.ui.declarations.declaration_form_page",
    "safeguard_app.ui.declarations.declarations_presenter",
    "safeguard_app.ui.registers.registers_presenter",
    "safeguard_app.ui.settings.settings_presenter",
    "safeguard_app.ui.search.search_presenter",
    "safeguard_app.app.workplace",
    "safeguard_app.ui.help.help_presenter",
)


class ReadingAhead(QObject):
    """Reads once, from shortly after the first page is shown.

    Signals:
        done(): everything is read.
    """

    done = Signal()

    def __init__(self, tasks: TaskRunner, computer: Callable[[], object], parent: QObject) -> None:
        """``computer`` reads the catalogue; whatever is wrong with it is said to whoever needs it."""
        super().__init__(parent)
        self._tasks = tasks
        self._computer = computer
        self._steps: Iterator[Callable[[], object]] = iter(())
        self._stopped = False
        self._begins = QTimer(self)
        self._begins.setSingleShot(True)
        self._begins.timeout.connect(self._read_services)
        self._turns = QTimer(self)
        self._turns.timeout.connect(self._turn)
        tasks.ending.connect(self.stop)

    def begin(self) -> None:
        """Begin once the page has been painted."""
        self._begins.start(_AFTER_SHOWN_MS)

    def stop(self) -> None:
        """The program ends: what is not read by now is not needed."""
        self._stopped = True
        self._begins.stop()
        self._turns.stop()

    def _read_services(self) -> None:
        self._tasks.run(self._services, self._read_pages, self._read_pages, owner=self, lane=Lane.GENERAL)

    def _services(self) -> None:
        self._computer()
        from safeguard_app import services

        for module in pkgutil.iter_modules(services.__path__, f"{services.__name__}."):
            if self._stopped:
                return
            import_module(module.name)

    def _read_pages(self, _outcome: object) -> None:
        if self._stopped:
            return
        self._steps = chain(
            (partial(import_module, name) for name in _page_modules()), script_fonts.lending()
        )
        self._turns.start(0)

    def _turn(self) -> None:
        end = monotonic() + _TURN_SECONDS
        for step in self._steps:
            step()
            if monotonic() > end:
                return
        self._turns.stop()
        self.done.emit()


def _page_modules() -> Iterator[str]:
    """Widgets one by one, then pages: each finds read already what stands below it."""
    for module in pkgutil.iter_modules(widgets.__path__, f"{widgets.__name__}."):
        yield module.name
    yield from _PAGES
