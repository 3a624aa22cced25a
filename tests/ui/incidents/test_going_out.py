"""Evidence handed out from the record: nothing by itself, what is missing is said, and the passphrase is told once."""

import time
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
import pyzipper  # type: ignore[import-untyped]

from safeguard_app.domain.disclosures import HandedOverAs
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import evidence, evidence_bundle
from safeguard_app.services.paper_views import CustodyPaper, HandoverPaper, IncidentPaper, SchedulePaper
from safeguard_app.ui.evidence.custody_sheet import CustodySheet
from safeguard_app.ui.incidents.evidence_presenter import EvidencePresenter
from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.widgets.button import Button
from safeguard_app.vault.sealed_bundle import Part, Written
from safeguard_app.vault.sealed_files import Step
from tests.services.test_evidence import FACTS, permit_for, png
from tests.ui.incidents.conftest import IncidentsDesk


@pytest.fixture
def with_exhibits(at_desk: IncidentsDesk) -> tuple[IncidentsDesk, EvidencePresenter, list[object]]:
    """A record with two exhibits in view, and the documents that were asked for."""
    reference = at_desk.file("CB", (at_desk.cast.tyler, "target"))
    for content in (png(2, 1), png(3, 1)):
        at_desk.desk.wait(partial(_take_in, at_desk, reference, content))
    at_desk.open(reference)
    assert at_desk.presenter.evidence is not None
    asked: list[object] = []
    at_desk.presenter.page.record.signals.paper_requested.connect(asked.append)
    return at_desk, at_desk.presenter.evidence, asked


def _take_in(at_desk: IncidentsDesk, reference: Reference, content: bytes) -> None:
    permit = permit_for(at_desk.session, reference)
    evidence.take_in_bytes(at_desk.session, permit, content, "a.png", FACTS)


def _press(at_desk: IncidentsDesk, words: str) -> None:
    found = [one for one in at_desk.presenter.page.findChildren(Button) if one.text() == words]
    found[0].click()
    at_desk.settle()


Standing = tuple[IncidentsDesk, EvidencePresenter, list[object]]


def test_a_bundle_from_the_record_to_its_passphrase(with_exhibits: Standing, tmp_path: Path) -> None:
    at_desk, presenter, _ = with_exhibits
    going = presenter.going_out
    asked_where: list[str] = []

    def choose(_window: object, proposed: Path) -> Path | None:
        asked_where.append(proposed.name)
        return tmp_path / "pack.zip" if len(asked_where) > 1 else None

    going.choose_place = choose
    _press(at_desk, "Hand evidence out")
    sheet = going.sheet
    assert sheet is not None and sheet.chosen() == ()
    sheet.act_button.click()
    at_desk.settle()
    assert [one.property("field") for one in sheet.errors.links()] == [
        *("exhibits", "recipient", "organisation", "purpose"),
    ]
    assert asked_where == []
    list(sheet.ticks.values())[1].setChecked(True)
    sheet.recipient.setText("PC Ann Reed")
    sheet.organisation.setText("Eastmarch Police")
    sheet.purpose.setText("Investigation")
    for _ in range(2):  # the first time somebody thinks better of it at the file dialog
        sheet.act_button.click()
        at_desk.settle()
    assert asked_where[0].endswith(" evidence.zip")
    told = going.told
    assert told is not None and going.sheet is None
    passphrase = told.words.text()
    with pyzipper.AESZipFile(tmp_path / "pack.zip") as bundle:
        bundle.setpassword(passphrase.encode())
        assert bundle.read("evidence/data/exhibits/Ex2.png") == png(3, 1)
        assert "evidence/data/exhibits/Ex1.png" not in bundle.namelist()
    told.close_button.click()
    assert told.isVisible() and told.remark.isVisible()
    told.tick.setChecked(True)
    told.close_button.click()
    assert going.told is None and not told.words.text()
    view = at_desk.presenter.page.record.view
    assert view is not None and [one.exhibits for one in view.given_out] == ["Ex2"]


def test_what_fails_is_said_and_the_sheet_stays(with_exhibits: Standing, tmp_path: Path) -> None:
    at_desk, presenter, _ = with_exhibits
    going = presenter.going_out
    going.choose_place = lambda _window, _proposed: tmp_path / "no such folder" / "pack.zip"
    assert at_desk.presenter.page.record.header.action(MoreAct.HAND_OUT).isEnabled()
    at_desk.presenter._more(MoreAct.HAND_OUT)
    at_desk.settle()
    assert going.sheet is not None
    next(iter(going.sheet.ticks.values())).setChecked(True)
    for line in (going.sheet.recipient, going.sheet.organisation, going.sheet.purpose):
        line.setText("Somebody")
    going.sheet.act_button.click()
    at_desk.settle()
    box = at_desk.window.messages.open_sheet
    assert box is not None and going.told is None
    box.reject()
    assert going.sheet.isVisible() and going.sheet.act_button.isEnabled()
    assert going.sheet.recipient.text() == "Somebody"


def test_what_is_stopped_hands_nothing_out(
    with_exhibits: Standing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_desk, presenter, _ = with_exhibits
    going = presenter.going_out
    going.choose_place = lambda _window, _proposed: tmp_path / "pack.zip"
    write = evidence_bundle._WRITERS[HandedOverAs.ZIP]

    def slow(place: Path, parts: Sequence[Part], words: str, at: datetime, step: Step) -> Written:
        while going._task is None:  # the window learns of its task a moment after this thread does
            time.sleep(0.001)
        going.stop()
        return write(place, parts, words, at, step)

    monkeypatch.setitem(evidence_bundle._WRITERS, HandedOverAs.ZIP, slow)
    said: list[str] = []
    going.said.connect(said.append)
    going.open()
    at_desk.settle()
    assert going.sheet is not None
    next(iter(going.sheet.ticks.values())).setChecked(True)
    for line in (going.sheet.recipient, going.sheet.organisation, going.sheet.purpose):
        line.setText("Somebody")
    going.sheet.act_button.click()
    at_desk.settle()
    assert said[-1] == "Stopped. Nothing was handed out."
    assert going.told is None and not list(tmp_path.glob("pack*"))
    assert going.sheet.act_button.isEnabled() and going.sheet.cancel_button.text() == "Cancel"
    going.sheet.reject()


def test_by_hand_and_on_paper(with_exhibits: Standing) -> None:
    at_desk, presenter, asked = with_exhibits
    view = at_desk.presenter.page.record.view
    assert view is not None
    going = presenter.going_out
    _press(at_desk, "Hand evidence out")
    sheet = going.sheet
    assert sheet is not None
    sheet.form_button.click()
    assert asked == [] and len(sheet.errors.links()) == 1
    item, tick = next(iter(sheet.ticks.items()))
    tick.setChecked(True)
    sheet.form_button.click()
    assert asked == [HandoverPaper(view.reference, (item,))]
    sheet.way.set_value(HandedOverAs.BY_HAND)
    sheet.way.chosen.emit(HandedOverAs.BY_HAND)
    for line in (sheet.recipient, sheet.organisation, sheet.purpose, sheet.receipt):
        line.setText("Somebody")
    sheet.act_button.click()
    at_desk.settle()
    assert going.sheet is None
    view = at_desk.presenter.page.record.view
    assert view is not None and view.given_out[0].receipt == "Somebody"
    going.take_back(view.given_out[0])
    assert going.reason_sheet is not None
    going.reason_sheet.reason.setText("Nobody came.")
    going.reason_sheet.act_button.click()
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None and view.given_out[0].withdrawn.endswith("Nobody came.")
    _press(at_desk, "Evidence schedule")
    _press(at_desk, "Schedule with pictures")
    _press(at_desk, "Record with pictures")
    assert asked[1:] == [
        SchedulePaper(view.reference),
        SchedulePaper(view.reference, pictures=True),
        IncidentPaper(view.reference, pictures=True),
    ]
    presenter.show_custody(view.evidence.items[0])
    at_desk.settle()
    assert isinstance(presenter.sheet, CustodySheet)
    presenter.sheet.print_button.click()
    assert asked[-1] == CustodyPaper(item)
    presenter.sheet.reject()
