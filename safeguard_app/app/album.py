"""One picture after another of a running program, each taken when nothing is under way any more."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from safeguard_app.app.program import Program
from safeguard_app.app.workplace import Workplace
from safeguard_app.demo.school import DemoLog
from safeguard_app.services import referrals
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.unlock.unlock_page import UnlockPage

_POLL_MS = 60
_QUIET_POLLS = 4
_MOST_POLLS = 500

Act = Callable[[], object]


class Album(QObject):
    """Walks the window's pages. ``taken`` are the names of the files."""

    def __init__(self, program: Program, log: DemoLog, folder: Path) -> None:
        """Nothing happens before :meth:`begin`."""
        super().__init__(program)
        self.taken: list[str] = []
        self._program = program
        self._log = log
        self._folder = folder
        self._steps: list[tuple[str, Act]] = [
            ("unlock", program.start),
            ("today", self._unlock),
            ("incident-record", partial(self._record, "shona")),
            ("incident-in-words-only", partial(self._record, "aisha_picture")),
            ("new-incident", self._form),
            ("people", partial(self._page, PageKey.PEOPLE)),
            ("person", self._person),
            ("declarations", partial(self._page, PageKey.DECLARATIONS)),
            ("contact-check-question", self._check),
            ("contact-check", self._verdict),
            ("referral", self._referral),
            ("audit", partial(self._page, PageKey.AUDIT)),
            ("settings", partial(self._page, PageKey.SETTINGS)),
        ]
        self._quiet = 0
        self._polls = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)

    def begin(self) -> None:
        """The first page."""
        self._steps[0][1]()
        self._timer.start()

    @property
    def _place(self) -> Workplace:
        assert self._program.workplace is not None
        return self._program.workplace

    def _poll(self) -> None:
        self._polls += 1
        self._quiet = 0 if self._program.tasks.busy else self._quiet + 1
        if self._quiet < _QUIET_POLLS and self._polls < _MOST_POLLS:
            return
        name, _ = self._steps.pop(0)
        path = self._folder / f"{name}.png"
        self._program.window.grab().save(str(path))
        self.taken.append(path.name)
        self._quiet = self._polls = 0
        if self._steps:
            self._steps[0][1]()
        else:
            self._timer.stop()
            self._place.lock(idle=False, done=self._done)

    def _done(self) -> None:
        self._program.workplace = None
        self._program.application.quit()

    def _unlock(self) -> None:
        page = self._program.window.findChild(UnlockPage)
        assert isinstance(page, UnlockPage)
        page.passphrase.setText(self._log.passphrases["lead"])
        page.unlock_button.click()

    def _page(self, key: PageKey) -> None:
        self._program.window.show_page(key)

    def _record(self, key: str) -> None:
        self._place.incidents.open_record(self._log.cast.incidents[key])

    def _form(self) -> None:
        self._place.incidents.new_incident()

    def _person(self) -> None:
        self._place.people.open_person(self._log.cast.references["tyler"])

    def _check(self) -> None:
        """The question, prefilled from a record that is on file."""
        self._place.routes.check_incident(self._log.cast.incidents["shona"])

    def _verdict(self) -> None:
        assert self._place.check.question is not None
        self._place.check.question.check_requested.emit()

    def _referral(self) -> None:
        self._program.tasks.run(self._first_referral, self._place.routes.open_referral)

    def _first_referral(self) -> object:
        return referrals.of_incident(self._place.session, self._log.cast.incidents["freya_secrecy"])[0]
