"""While a large log is being backed up, somebody works on: files, searches, stops it, locks."""

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from safeguard_app.domain.identifiers import Compartment, new_record_id
from safeguard_app.services import search
from safeguard_app.ui.tasks import Urgency
from safeguard_app.vault import drafts, restore_check
from safeguard_app.vault.problems import WrongPassphrase
from tests.services.conftest import PASSPHRASES, log_incident, pupil
from tests.ui.today.conftest import TodayDesk

_LONG = 60_000
"""Milliseconds that a loaded computer may take."""


@pytest.fixture
def large(today_of: Callable[[str], TodayDesk]) -> TodayDesk:
    """A log of some thirty megabytes."""
    at = today_of("dsl")

    def grow() -> None:
        for number in range(30):
            drafts.save(at.session.vault, new_record_id(), bytes([number]) * 1_000_000)

    at.desk.wait(grow)
    assert at.session.vault.daily.path.stat().st_size > 20_000_000
    return at


def _begun(qtbot: QtBot, at: TodayDesk) -> None:
    """A backup is under way: its progress is on the page."""
    at.presenter.page.backup.button.click()
    qtbot.waitUntil(lambda: "%" in at.presenter.page.backup.progress.text(), timeout=_LONG)


def test_an_incident_is_filed_and_found_while_a_large_log_is_backed_up(
    qtbot: QtBot, large: TodayDesk
) -> None:
    _begun(qtbot, large)
    backup = large.presenter._backup
    assert backup is not None
    order: list[str] = []
    filed: list[object] = []

    def file() -> object:
        child = pupil(large.session, "Tyler Pike", date(2018, 3, 4))
        return log_incident(large.session, "CB", (child, "target"), account="Filed meanwhile.")

    def found(result: object) -> None:
        order.append("found")
        filed.append(result)

    large.presenter.backed_up.connect(lambda _report: order.append("backed up"))
    large.desk.tasks.run(file, lambda _reference: order.append("filed"))
    large.desk.tasks.run(lambda: search.search(large.session, "meanwhile"), found)
    qtbot.waitUntil(lambda: len(order) == 3, timeout=_LONG)
    large.desk.check()
    assert order == ["filed", "found", "backed up"]
    assert filed[0]
    heading, _ = large.presenter.page.backup.report.words()
    assert heading == "Backed up, opened and compared"
    report = restore_check.restore_check(large.folder, PASSPHRASES["dsl"], large.school.users["dsl"])
    assert report.findings == () and Compartment.DAILY in report.opened
    with pytest.raises(WrongPassphrase):
        restore_check.restore_check(large.folder, "not it", large.school.users["dsl"])


def test_a_backup_is_stopped_in_the_middle_and_leaves_nothing(qtbot: QtBot, large: TodayDesk) -> None:
    _begun(qtbot, large)
    large.presenter.page.backup.stop_button.click()
    qtbot.waitUntil(lambda: large.presenter._backup is None, timeout=_LONG)
    heading, _ = large.presenter.page.backup.report.words()
    assert heading == "Stopped. This is not a backup."
    assert not [path for path in large.folder.rglob("*") if path.is_file()]
    assert large.presenter.page.backup.button.isEnabled()


def test_the_lock_does_not_wait_for_a_backup(qtbot: QtBot, large: TodayDesk) -> None:
    _begun(qtbot, large)
    locked: list[str] = []
    large.desk.tasks.run(lambda: locked.append("locked"), lambda _nothing: None, urgency=Urgency.LAST)
    large.presenter.stop_long_work()
    qtbot.waitUntil(lambda: bool(locked), timeout=_LONG)
    assert not [path for path in large.folder.rglob("*") if path.is_file()], "it was stopped, not finished"
    large.desk.settle()
    heading, _ = large.presenter.page.backup.report.words()
    assert heading == "Stopped. This is not a backup."
