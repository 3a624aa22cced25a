"""The short forms above a record, in which people say why, keep what is typed like the long ones."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.services import entry_drafts, today
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.record_panels import RecordPanels
from safeguard_app.ui.incidents.small_panels import ReasonPanel, TriagePanel
from safeguard_app.ui.shell.page import RecordAct
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import opened, panel_of, view_of

WORDS = "Half a reason why"


def _panels(at_desk: IncidentsDesk) -> RecordPanels:
    assert at_desk.presenter.panels is not None
    return at_desk.presenter.panels


def _wrong(at_desk: IncidentsDesk) -> None:
    _panels(at_desk).wrong_person(view_of(at_desk).page.incident.participants[0].person)


def _refile(at_desk: IncidentsDesk) -> None:
    at_desk.presenter.acts.refile(view_of(at_desk).reference)


BEGIN: dict[str, Callable[[IncidentsDesk], None]] = {
    "Entered in error": lambda at_desk: _panels(at_desk).error(),
    "Kind and severity": lambda at_desk: _panels(at_desk).triage(),
    "Opening again": lambda at_desk: _panels(at_desk).reopen(),
    "Taking somebody off": _wrong,
    "Filing elsewhere": _refile,
    "Taking an entry back": lambda at_desk: _panels(at_desk).withdraw(RecordId("a" * 32)),
    "Action done": lambda at_desk: _panels(at_desk).done(RecordId("b" * 32)),
}


def _reason(panel: object) -> str:
    assert isinstance(panel, ReasonPanel | TriagePanel)
    return panel.reason.text()


@pytest.mark.parametrize("form", BEGIN)
def test_a_reason_being_typed_is_back_with_its_record_after_a_lock(
    form: str, qtbot: QtBot, sit_down: Callable[[str], IncidentsDesk]
) -> None:
    at_desk = sit_down("dsl")
    opened(at_desk, "CB")
    BEGIN[form](at_desk)
    at_desk.settle()
    panel = panel_of(at_desk)
    assert isinstance(panel, ReasonPanel | TriagePanel)
    qtbot.keyClicks(panel.reason, WORDS)
    went_on: list[bool] = []
    at_desk.presenter.flush(lambda: went_on.append(True))
    at_desk.settle()
    assert went_on
    again = sit_down("dsl")
    lines = again.desk.wait(lambda: today.today(again.session).drafts)
    assert [(one.first_words, one.kind) for one in lines] == [(WORDS, f"{form} on 2026-0001")] or (
        form == "Kind and severity" and lines[0].kind == f"{form} on 2026-0001"
    )
    again.presenter.resume_draft(lines[0].id)
    again.settle()
    back = panel_of(again)
    assert type(back) is type(panel) and _reason(back) == WORDS
    assert isinstance(back, EntryPanel) and back.accessibleName() == panel.accessibleName()


def test_a_reason_that_was_given_leaves_no_draft(
    qtbot: QtBot, sit_down: Callable[[str], IncidentsDesk]
) -> None:
    at_desk = sit_down("dsl")
    opened(at_desk, "CB")
    _panels(at_desk).error()
    panel = panel_of(at_desk)
    assert isinstance(panel, ReasonPanel)
    qtbot.keyClicks(panel.reason, WORDS)
    _panels(at_desk).keeper.keep_now()
    at_desk.settle()
    assert len(at_desk.desk.wait(lambda: entry_drafts.open_entries(at_desk.session))) == 1
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert at_desk.desk.wait(lambda: entry_drafts.open_entries(at_desk.session)) == []


def test_a_form_that_was_only_looked_at_leaves_no_draft(at_desk: IncidentsDesk) -> None:
    opened(at_desk, "CB")
    for begin in (_panels(at_desk).triage, _panels(at_desk).action, _panels(at_desk).told):
        begin()
        _panels(at_desk).keeper.keep_now()
        at_desk.settle()
    assert at_desk.desk.wait(lambda: entry_drafts.open_entries(at_desk.session)) == []
