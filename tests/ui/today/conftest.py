"""Today on a real log."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.services.session import Session
from safeguard_app.ui.today.today_presenter import TodayPresenter
from tests.services.conftest import MadeSchool, catalogue, made_school, make_school
from tests.ui.conftest import Stage
from tests.ui.log_desk import LogDesk, Window, desk_of

__all__ = ["catalogue", "made_school", "make_school"]


@dataclass
class TodayDesk:
    """The page, the log behind it, and where a backup would go."""

    desk: LogDesk
    school: MadeSchool
    window: Window
    presenter: TodayPresenter
    folder: Path
    asked_for_folder: int = 0
    heard: list[tuple[object, ...]] = field(default_factory=list)

    @property
    def session(self) -> Session:
        """The session; only for use on the vault's thread."""
        assert self.desk.session is not None
        return self.desk.session

    def read(self) -> None:
        """Come to the front and wait."""
        self.presenter.shown()
        self.desk.settle()

    def choose(self, _over: QWidget, chosen: Callable[[Path], None]) -> None:
        """The folder dialog, answered at once."""
        self.asked_for_folder += 1
        chosen(self.folder)


@pytest.fixture
def today_of(
    qtbot: QtBot, made_school: MadeSchool, stage: Stage, tmp_path: Path
) -> Iterator[Callable[[str], TodayDesk]]:
    """Signs somebody in and shows them Today."""
    made_school.clock.set("2026-10-12 15:40")
    folder = tmp_path / "blue drive"
    folder.mkdir()
    with desk_of(qtbot, made_school) as desk:

        def sit(who: str = "dsl") -> TodayDesk:
            session = desk.sign_in(who)
            window = Window()
            made: list[TodayDesk] = []

            def choose(over: QWidget, chosen: Callable[[Path], None]) -> None:
                made[0].choose(over, chosen)

            presenter = TodayPresenter(session, desk.tasks, window.messages, choose, parent=window)
            window.hold(presenter)
            made.append(TodayDesk(desk, made_school, window, presenter, folder))
            names = (
                "record",
                "person",
                "declaration",
                "telling",
                "note",
                "done",
                "list",
                "draft",
                "queue",
                "audit",
            )
            for name in names:
                signal = getattr(presenter, f"{name}_requested")
                signal.connect(lambda *what, name=name: made[0].heard.append((name, *what)))
            stage.present(window, 1206, 690)
            made[0].read()
            return made[0]

        yield sit


@pytest.fixture
def today_desk(today_of: Callable[[str], TodayDesk]) -> TodayDesk:
    """The DSL at Today."""
    return today_of("dsl")
