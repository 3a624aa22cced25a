"""A school whose log holds a pattern or two, and the page of insights on it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.session import Session
from safeguard_app.ui.insights.insights_presenter import InsightsPresenter
from tests.services.conftest import MadeSchool, catalogue, log_incident, made_school, make_school
from tests.ui.conftest import Stage
from tests.ui.log_desk import LogDesk, Window, desk_of

__all__ = ["catalogue", "made_school", "make_school"]


@dataclass
class InsightsDesk:
    """The DSL at the page of insights."""

    desk: LogDesk
    school: MadeSchool
    window: Window
    presenter: InsightsPresenter

    @property
    def session(self) -> Session:
        """Who is signed in."""
        assert self.desk.session is not None
        return self.desk.session

    def name(self, account: str, hour: int) -> Reference:
        """One more record that names an account."""
        self.school.clock.set(f"2026-10-05 {hour:02}:00")
        who = PersonRef(None, account, "")
        return self.desk.wait(lambda: log_incident(self.session, "CB", (who, "account")))

    def look(self) -> None:
        """Have everything looked through, and wait for it."""
        self.presenter.begin()
        self.desk.settle()


@pytest.fixture
def at_insights(qtbot: QtBot, made_school: MadeSchool, stage: Stage) -> Iterator[InsightsDesk]:
    """Two records name one account, two another."""
    with desk_of(qtbot, made_school) as desk:
        session = desk.sign_in()
        window = Window()
        presenter = InsightsPresenter(session, desk.tasks, window.messages, window)
        window.hold(presenter)
        presenter.changed.connect(window.broadcast)
        presenter.said.connect(window.said.append)
        made = InsightsDesk(desk, made_school, window, presenter)
        for hour, account in enumerate(("@truth.lane", "@truth.lane", "@other.one", "@other.one"), 9):
            made.name(account, hour)
        stage.present(window, 1100, 690)
        made.look()
        yield made
