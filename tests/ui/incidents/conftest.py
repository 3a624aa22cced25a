"""The page of incidents on a real log, at a desk where the DSL is signed in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import sleep

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.session import Session
from safeguard_app.ui.incidents.incident_form_page import IncidentFormPage
from safeguard_app.ui.incidents.incidents_presenter import IncidentsPresenter
from tests.services.conftest import (
    MadeSchool,
    adult,
    catalogue,
    log_incident,
    made_school,
    make_school,
    pupil,
)
from tests.ui.conftest import Stage
from tests.ui.log_desk import LogDesk, Window, desk_of

__all__ = ["catalogue", "made_school", "make_school"]


_MOST_STEPS = 10_000


@dataclass
class Cast:
    """People of the register."""

    tyler: PersonRef
    demi: PersonRef
    shona: PersonRef
    nandra: PersonRef


@dataclass
class IncidentsDesk:
    """The page, the log behind it, and everything the page asked of the rest of the program."""

    desk: LogDesk
    school: MadeSchool
    window: Window
    presenter: IncidentsPresenter
    cast: Cast
    asked: dict[str, list[object]] = field(default_factory=dict)

    @property
    def session(self) -> Session:
        """The session; only for use on the vault's thread, through :meth:`LogDesk.wait`."""
        assert self.desk.session is not None
        return self.desk.session

    @property
    def form(self) -> IncidentFormPage:
        """The form."""
        assert self.presenter.page.form is not None
        return self.presenter.page.form

    def file(
        self,
        category: str,
        *people: tuple[PersonRef, str],
        account: str = "What was said.",
        platform: str = "",
    ) -> Reference:
        """File an incident behind the page's back."""
        return self.desk.wait(
            lambda: log_incident(self.session, category, *people, account=account, platform=platform)
        )

    def open(self, reference: Reference) -> None:
        """Show a record and wait for it."""
        self.presenter.open_record(reference)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way, and all of the record's page is made."""
        self.desk.settle()
        for _ in range(_MOST_STEPS):
            if self.presenter.page.record.stands:
                return
            QApplication.processEvents()
            sleep(0.001)
        raise AssertionError("the record's page was not finished")


def _people(session: Session) -> Cast:
    return Cast(
        pupil(session, "Tyler Pike", date(2018, 3, 4)),
        pupil(session, "Demi Pike", date(2014, 6, 1), "Year 7", "7A"),
        adult(session, "Shona Pike", "Midday supervisor"),
        adult(session, "Ms Priya Nandra", "Teacher, 5N"),
    )


@pytest.fixture
def sit_down(qtbot: QtBot, made_school: MadeSchool, stage: Stage) -> Iterator[Callable[[str], IncidentsDesk]]:
    """Signs somebody in and shows them the page."""
    made_school.clock.set("2026-10-12 15:40")
    with desk_of(qtbot, made_school) as desk:
        cast: list[Cast] = []

        def sit(who: str = "dsl") -> IncidentsDesk:
            signed_in = desk.sign_in("dsl")
            if not cast:
                cast.append(desk.wait(lambda: _people(signed_in)))
            if who != "dsl":
                desk.sign_in(who)
            return _page(desk, made_school, stage, cast[0])

        yield sit


def _page(desk: LogDesk, school: MadeSchool, stage: Stage, cast: Cast) -> IncidentsDesk:
    assert desk.session is not None
    window = Window()
    presenter = IncidentsPresenter(desk.session, desk.tasks, window.messages, window)
    window.hold(presenter)
    presenter.changed.connect(window.broadcast)
    presenter.said.connect(window.hear)
    made = IncidentsDesk(desk, school, window, presenter, cast)
    for name in (
        "person_requested",
        "check_requested",
        "referral_requested",
        "print_requested",
        "front_wanted",
    ):
        made.asked[name] = []
    presenter.person_requested.connect(made.asked["person_requested"].append)
    presenter.check_requested.connect(made.asked["check_requested"].append)
    presenter.referral_requested.connect(made.asked["referral_requested"].append)
    presenter.print_requested.connect(made.asked["print_requested"].append)
    stage.present(window, 1200, 690)
    presenter.shown()
    desk.settle()
    return made


@pytest.fixture
def at_desk(sit_down: Callable[[str], IncidentsDesk]) -> IncidentsDesk:
    """The DSL at the page of incidents, with four people on the register."""
    return sit_down("dsl")


@pytest.fixture
def screenshot(tmp_path: Path) -> Path:
    """A small picture drawn here."""
    from PySide6.QtGui import QColor, QImage

    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(30, 90, 160))
    path = tmp_path / "comment.png"
    image.save(str(path))
    return path
