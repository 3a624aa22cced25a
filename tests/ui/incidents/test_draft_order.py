"""An autosave that waited is no later than the save that overtook it: what was typed last is what the log has."""

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from safeguard_app.domain.identifiers import new_record_id
from safeguard_app.services import entry_drafts, incidents
from safeguard_app.ui.draft_order import DraftOrder
from safeguard_app.ui.incidents.note_panel import NotePanel
from safeguard_app.ui.shell.page import RecordAct
from tests.ui.busy_vault import busy
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import opened, panel_of, view_of
from tests.ui.incidents.test_form import _begin


def test_the_older_of_two_writes_nothing_once_the_newer_is_done_and_what_failed_is_not() -> None:
    order, draft, other, kept = DraftOrder(), new_record_id(), new_record_id(), list[str]()
    older = order.next(draft, partial(kept.append, "a"))
    newer = order.next(draft, partial(kept.append, "ab"))
    of_other = order.next(other, partial(kept.append, "other"))
    newer()
    older()
    of_other()
    assert kept == ["ab", "other"]

    def fail() -> None:
        raise OSError

    older, failing = order.next(draft, partial(kept.append, "abc")), order.next(draft, fail)
    with pytest.raises(OSError):
        failing()
    older()
    assert kept == ["ab", "other", "abc"], "an older one is better than none"


def test_the_incident_form_kept_as_draft_holds_what_was_typed_last(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    form = _begin(at_desk)
    assert at_desk.presenter.form is not None
    saves = at_desk.presenter.form.saves
    with busy(at_desk.desk.tasks):
        form.core.account.editor.setFocus()
        qtbot.keyClicks(form.core.account.editor, "First.")
        saves.keep_now()
        qtbot.keyClicks(form.core.account.editor, " Then more.")
        form.draft_button.click()
    at_desk.settle()
    (kept,) = at_desk.desk.wait(lambda: incidents.open_drafts(at_desk.session))
    assert kept.account == "First. Then more."


def test_a_note_kept_before_locking_holds_what_was_typed_last(at_desk: IncidentsDesk) -> None:
    opened(at_desk)
    at_desk.presenter.do(RecordAct.NOTE)
    at_desk.settle()
    panel, panels = panel_of(at_desk), at_desk.presenter.panels
    assert isinstance(panel, NotePanel) and panels is not None
    went_on: list[str] = []
    with busy(at_desk.desk.tasks):
        panel.text.set_text("First.")
        panels.keeper.keep_now()
        panel.text.set_text("First. Then more.")
        panels.keeper.flush(lambda: went_on.append("locked"), lambda _problem: None)
    at_desk.settle()
    assert went_on == ["locked"]
    record = view_of(at_desk).reference
    (kept,) = at_desk.desk.wait(lambda: entry_drafts.on_record(at_desk.session, record))
    assert "First. Then more." in dict(kept.filled.texts).values()
