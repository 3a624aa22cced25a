"""A correction half typed: kept, offered after a crash, thrown away only when that is meant, never over others."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import correction_drafts, incident_correction, incidents
from safeguard_app.services.correction_drafts import CorrectionDraft
from safeguard_app.ui.shell.page import RecordAct
from tests.ui.incidents.conftest import IncidentsDesk


@pytest.fixture
def correcting(at_desk: IncidentsDesk, qtbot: QtBot) -> tuple[IncidentsDesk, Reference]:
    """Words and half a reason typed over a filed record."""
    reference = at_desk.file("CB", (at_desk.cast.tyler, "target"), account="He said “bab”.")
    at_desk.open(reference)
    at_desk.presenter.do(RecordAct.CORRECT)
    at_desk.settle()
    at_desk.form.core.account.editor.set_content("He said “baby”.")
    qtbot.keyClicks(at_desk.form.reason, "A letter was mi")
    return at_desk, reference


def _kept(at: IncidentsDesk) -> list[CorrectionDraft]:
    return at.desk.wait(lambda: correction_drafts.open_corrections(at.session))


def _form_is_shown(at: IncidentsDesk) -> bool:
    return at.presenter.page.shows_form


def _keep(at: IncidentsDesk) -> None:
    assert at.presenter.form is not None
    at.presenter.form.keep_now()
    at.settle()


def _answer(at: IncidentsDesk, key: str) -> None:
    sheet = at.window.messages.open_sheet
    assert sheet is not None
    sheet.buttons[key].click()
    at.settle()


def test_it_is_kept_while_it_is_typed_and_offered_after_a_crash(
    correcting: tuple[IncidentsDesk, Reference], sit_down: Callable[[str], IncidentsDesk]
) -> None:
    at, reference = correcting
    _keep(at)
    assert at.window.said[-1].startswith("Draft of the correction kept in the log")
    (draft,) = _kept(at)
    assert (draft.about, draft.reason) == (reference, "A letter was mi")

    again = sit_down("dsl")
    again.presenter.resume_draft(draft.id)
    again.settle()
    assert again.presenter.page.shows_form
    assert again.form.heading.text() == "Correct 2026-0001"
    assert again.form.core.account.editor.plain_text() == "He said “baby”."
    assert again.form.reason.text() == "A letter was mi"
    heading, words = again.form.notice.words()
    assert heading == "You began this correction of 2026-0001 and did not file it"
    assert "The record stands as it was" in words


def test_correcting_the_record_again_goes_on_with_it(
    correcting: tuple[IncidentsDesk, Reference], sit_down: Callable[[str], IncidentsDesk]
) -> None:
    at, reference = correcting
    _keep(at)
    again = sit_down("dsl")
    again.open(reference)
    again.presenter.do(RecordAct.CORRECT)
    again.settle()
    assert again.form.core.account.editor.plain_text() == "He said “baby”."
    assert again.form.reason.text() == "A letter was mi"


def test_it_can_be_kept_by_key_and_the_form_left(correcting: tuple[IncidentsDesk, Reference]) -> None:
    at, _ = correcting
    assert RecordAct.SAVE_DRAFT in at.presenter.record_acts
    at.presenter.do(RecordAct.SAVE_DRAFT)
    at.settle()
    assert not at.presenter.page.shows_form
    assert len(_kept(at)) == 1


def test_filing_ends_the_draft(correcting: tuple[IncidentsDesk, Reference], qtbot: QtBot) -> None:
    at, reference = correcting
    _keep(at)
    qtbot.keyClicks(at.form.reason, "ssing")
    at.presenter.do(RecordAct.FILE)
    at.settle()
    assert not at.presenter.page.shows_form
    assert _kept(at) == []
    stored = at.desk.wait(lambda: incidents.current(at.session, reference))
    assert (stored.number, stored.reason) == (2, "A letter was missing")


def test_leaving_asks_and_throws_away_only_when_told(correcting: tuple[IncidentsDesk, Reference]) -> None:
    at, reference = correcting
    _keep(at)
    at.form.cancel_button.click()
    _answer(at, "back")
    assert _form_is_shown(at) and len(_kept(at)) == 1
    at.form.cancel_button.click()
    _answer(at, "keep")
    assert not _form_is_shown(at) and len(_kept(at)) == 1
    at.open(reference)
    at.presenter.do(RecordAct.CORRECT)
    at.settle()
    at.form.cancel_button.click()
    _answer(at, "throw")
    assert not _form_is_shown(at) and _kept(at) == []
    assert at.desk.wait(lambda: incidents.current(at.session, reference)).number == 1


def test_nothing_typed_is_left_without_a_question(at_desk: IncidentsDesk) -> None:
    reference = at_desk.file("CB", (at_desk.cast.tyler, "target"))
    at_desk.open(reference)
    at_desk.presenter.do(RecordAct.CORRECT)
    at_desk.settle()
    at_desk.form.cancel_button.click()
    at_desk.settle()
    assert not at_desk.presenter.page.shows_form and _kept(at_desk) == []


def test_the_lock_keeps_it_first(correcting: tuple[IncidentsDesk, Reference]) -> None:
    at, _ = correcting
    locked: list[str] = []
    at.presenter.flush(lambda: locked.append("now"))
    at.settle()
    assert locked == ["now"] and len(_kept(at)) == 1


def test_somebody_elses_correction_meanwhile_is_shown_and_stays(
    correcting: tuple[IncidentsDesk, Reference], sit_down: Callable[[str], IncidentsDesk]
) -> None:
    at, reference = correcting
    _keep(at)
    deputy = sit_down("deputy")

    def correct() -> None:
        theirs = incident_correction.begin(deputy.session, reference).draft
        form = replace(theirs.form, summary="Names called in a chat")
        incident_correction.file_correction(
            deputy.session, replace(theirs, form=form, reason="After the call")
        )

    deputy.desk.wait(correct)
    again = sit_down("dsl")
    (draft,) = _kept(again)
    again.presenter.resume_draft(draft.id)
    again.settle()
    heading, words = again.form.notice.words()
    assert heading == "A newer version was filed while you were writing"
    assert "by Mr Tom Reed (After the call)" in words
    assert "Summary: nothing, now “Names called in a chat”" in words
    assert again.form.core.account.editor.plain_text() == "He said “baby”."
    assert again.desk.wait(lambda: incidents.current(again.session, reference)).number == 2, (
        "nothing filed yet"
    )
    again.form.reason.setText("A letter was missing")
    again.presenter.do(RecordAct.FILE)
    again.settle()
    stored = again.desk.wait(lambda: incidents.current(again.session, reference))
    assert (stored.number, stored.content.summary) == (3, "Names called in a chat")
    assert stored.content.accounts[0].text == "He said “baby”."
