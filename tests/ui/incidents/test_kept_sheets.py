"""Sheets over a record keep what is typed and chosen in them: back after a lock, gone once they are cancelled."""

from collections.abc import Callable
from functools import partial

import pytest

from safeguard_app.domain.disclosures import HandedOverAs
from safeguard_app.domain.evidence import HeldKind
from safeguard_app.services import form_drafts, today
from safeguard_app.services.form_drafts import FormDraft, FormName
from safeguard_app.ui.evidence.held_item_sheet import HeldItemSheet
from safeguard_app.ui.incidents.evidence_presenter import EvidencePresenter
from safeguard_app.ui.incidents.going_out_sheet import GoingOutSheet
from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from tests.services.test_evidence import png
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.test_going_out import _take_in


def _evidence(at_desk: IncidentsDesk) -> EvidencePresenter:
    assert at_desk.presenter.evidence is not None
    return at_desk.presenter.evidence


def _drafts(at_desk: IncidentsDesk) -> list[FormDraft]:
    return at_desk.desk.wait(partial(form_drafts.open_forms, at_desk.session))


def _lock(at_desk: IncidentsDesk) -> FormDraft:
    went_on: list[bool] = []
    at_desk.presenter.flush(lambda: went_on.append(True))
    at_desk.settle()
    assert went_on
    (draft,) = _drafts(at_desk)
    lines = at_desk.desk.wait(lambda: today.today(at_desk.session)).drafts
    assert next(one.kind for one in lines).endswith("2026-0001")
    return draft


def _going_out(at_desk: IncidentsDesk) -> GoingOutSheet:
    sheet = _evidence(at_desk).going_out.sheet
    assert sheet is not None
    return sheet


def test_what_goes_out_and_to_whom_is_back_after_a_lock(sit_down: Callable[[str], IncidentsDesk]) -> None:
    at_desk = sit_down("dsl")
    reference = at_desk.file("CB", (at_desk.cast.tyler, "target"))
    at_desk.desk.wait(partial(_take_in, at_desk, reference, png(2, 1)))
    at_desk.open(reference)
    at_desk.presenter._more(MoreAct.HAND_OUT)
    at_desk.settle()
    sheet = _going_out(at_desk)
    next(iter(sheet.ticks.values())).click()
    sheet.way.set_value(HandedOverAs.BY_HAND)
    sheet.recipient.setText("PC Ash")
    sheet.receipt.setText("R-7")
    draft = _lock(at_desk)
    again = sit_down("dsl")
    again.presenter.resume_sheet(draft)
    again.settle()
    back = _going_out(again)
    assert back.chosen() == sheet.chosen() and back.way.value() is HandedOverAs.BY_HAND
    assert (back.recipient.text(), back.receipt.text()) == ("PC Ash", "R-7") and back.receipt.isVisible()
    back.reject()
    again.settle()
    assert _drafts(again) == []


def test_an_item_held_elsewhere_is_back_and_its_draft_goes_once_it_is_recorded(
    sit_down: Callable[[str], IncidentsDesk],
) -> None:
    at_desk = sit_down("dsl")
    at_desk.open(at_desk.file("CB", (at_desk.cast.tyler, "target")))
    _evidence(at_desk).stop.record_held()
    sheet = _evidence(at_desk).stop.sheet
    assert isinstance(sheet, HeldItemSheet)
    sheet.kind.set_value(HeldKind.PAPER)
    for line in (sheet.what, sheet.where, sheet.held_by):
        line.setText("Letter")
    draft = _lock(at_desk)
    again = sit_down("dsl")
    again.presenter.resume_sheet(draft)
    again.settle()
    back = _evidence(again).stop.sheet
    assert isinstance(back, HeldItemSheet) and back.item().kind is HeldKind.PAPER
    assert back.item().what == "Letter" and back.boxes.draft_notice.isVisible()
    back.keep_button.click()
    again.settle()
    assert _drafts(again) == []


@pytest.mark.parametrize("act", [MoreAct.WORDS_ONLY])
def test_why_a_record_takes_no_more_files_is_back(
    act: MoreAct, sit_down: Callable[[str], IncidentsDesk]
) -> None:
    at_desk = sit_down("dsl")
    at_desk.open(at_desk.file("CB", (at_desk.cast.tyler, "target")))
    at_desk.presenter._more(act)
    sheet = _evidence(at_desk).stop.sheet
    assert isinstance(sheet, ReasonSheet)
    sheet.reason.setText("It may be an image")
    draft = _lock(at_desk)
    assert draft.form_name is FormName.WORDS_ONLY
    again = sit_down("dsl")
    again.presenter.resume_sheet(draft)
    again.settle()
    back = _evidence(again).stop.sheet
    assert isinstance(back, ReasonSheet) and back.reason.text() == "It may be an image"
    back.act_button.click()
    again.settle()
    assert _drafts(again) == []
