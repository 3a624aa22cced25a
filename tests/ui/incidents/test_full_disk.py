"""The disk is full when a concern is filed: said in words, nothing typed is lost, and filing later files it once."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2 as sqlcipher

from safeguard_app.domain.incidents import Danger
from safeguard_app.services import incident_lists, incidents
from safeguard_app.services.incident_form import IncidentForm, Typed
from safeguard_app.system.problems import DiskFull
from safeguard_app.ui.incidents.incident_form_page import IncidentFormPage
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.vault import compartment
from tests.ui.incidents.conftest import IncidentsDesk

KEPT = "They call me baby."
LAST_WORDS = " " + "Then everybody in the chat wrote it. " * 1500
"""Long enough for pages that the database does not have yet."""


class RefusesToCommit:
    """A connection on a disk that is full once everything is to be made durable."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, statement: str, parameters: Any = ()) -> Any:
        """Anything but a commit goes through."""
        if statement == "COMMIT":
            raise sqlcipher.OperationalError("database or disk is full")
        return self._connection.execute(statement, parameters)


@contextlib.contextmanager
def full_at_commit(at_desk: IncidentsDesk) -> Iterator[None]:
    """No commit in the daily log succeeds."""
    daily = at_desk.session.vault.daily
    connection = daily.connection
    daily.connection = RefusesToCommit(connection)
    try:
        yield
    finally:
        daily.connection = connection


@contextlib.contextmanager
def full_while_writing(at_desk: IncidentsDesk) -> Iterator[None]:
    """The database itself finds no room for a further page, and ends the transaction as SQLite does."""
    pages = at_desk.desk.wait(lambda: _pragma(at_desk, "page_count"))
    at_desk.desk.wait(lambda: _pragma(at_desk, f"max_page_count = {pages}"))
    try:
        yield
    finally:
        at_desk.desk.wait(lambda: _pragma(at_desk, "max_page_count = 1000000"))


def _pragma(at_desk: IncidentsDesk, words: str) -> int:
    """Say it to the daily log's database, which else lets nobody set anything."""
    connection = at_desk.session.vault.daily.connection
    connection.set_authorizer(None)
    row = connection.execute(f"PRAGMA {words}").fetchone()
    connection.set_authorizer(compartment._authorise)
    assert row is not None
    return int(row[0])


def _fill(qtbot: QtBot, at_desk: IncidentsDesk) -> IncidentFormPage:
    """A whole quick concern, kept as a draft, and then words that no draft holds yet."""
    at_desk.presenter.new_incident()
    at_desk.settle()
    form = at_desk.form
    form.core.danger.control.set_value(Danger.NO)
    form.core.danger.control.chosen.emit(Danger.NO)
    form.core.told.set_typed(Typed("today 1245"))
    form.core.happened.set_typed(Typed("yest 9pm"))
    qtbot.keyClicks(form.core.account.editor, KEPT)
    people = form.core.involved.people
    people.setFocus()
    qtbot.keyClicks(people.focusProxy(), "pik")
    qtbot.waitUntil(lambda: bool(people.suggestions()))
    qtbot.keyClick(people.focusProxy(), Qt.Key.Key_Return)
    role = form.core.involved.role_picker()._lines[0].box
    qtbot.keyClick(role, Qt.Key.Key_Down)
    assert at_desk.presenter.form is not None
    at_desk.presenter.form.keep_now()
    at_desk.settle()
    form.core.account.editor.set_content(KEPT + LAST_WORDS)
    return form


@pytest.mark.parametrize("full", [full_at_commit, full_while_writing])
def test_a_full_disk_loses_nothing_typed_and_files_once_when_there_is_room(
    qtbot: QtBot,
    at_desk: IncidentsDesk,
    full: Callable[[IncidentsDesk], contextlib.AbstractContextManager[None]],
) -> None:
    form = _fill(qtbot, at_desk)
    typed = form.form()
    assert _drafts(at_desk) == [KEPT]
    events = at_desk.session.vault.daily.head.number

    with full(at_desk):
        at_desk.presenter.do(RecordAct.FILE)
        at_desk.settle()
        sheet = at_desk.window.messages.open_sheet
        assert sheet is not None
        assert sheet.message.title == "Nothing was filed"
        assert (sheet.message.sentence, sheet.message.next_step) == (DiskFull.sentence, DiskFull.next_step)
        assert at_desk.presenter.page.shows_form
        assert form.form() == typed
        next(iter(sheet.buttons.values())).click()
        assert form.file_button.isEnabled()
        assert at_desk.session.vault.daily.head.number == events
        assert _filed(at_desk) == []
        assert _drafts(at_desk) == [KEPT], "the draft from before is what is kept"

    assert form.form() == typed
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()

    view = at_desk.presenter.page.record.view
    assert view is not None
    assert view.page.incident.accounts[0].text == typed.account
    assert _filed(at_desk) == [view.page.case]
    assert _drafts(at_desk) == []


def _filed(at_desk: IncidentsDesk) -> list[str]:
    lines = at_desk.desk.wait(lambda: incident_lists.all_lines(at_desk.session))
    return [str(line.case) for _reference, line in lines]


def _drafts(at_desk: IncidentsDesk) -> list[str]:
    found: list[IncidentForm] = at_desk.desk.wait(lambda: incidents.open_drafts(at_desk.session))
    return [form.account for form in found]
