"""Evidence on the form of a concern that will be handed in: the question first, nothing read before it goes."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from safeguard_app.domain.evidence import IntakeAnswer, Way
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import evidence, handing_in, incidents
from safeguard_app.services.incident_form import IncidentForm, Typed
from safeguard_app.ui.evidence.declaration_sheet import DeclarationSheet, ImageAnswer
from safeguard_app.ui.evidence.stop_advice import StopAdviceSheet
from safeguard_app.ui.incidents.form_evidence_presenter import FormEvidencePresenter
from safeguard_app.ui.messages import Message
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.vault import hand_in, reading
from tests.services.conftest import moment
from tests.ui.incidents.conftest import IncidentsDesk

ADULTS = Compartment.ADULTS


@pytest.fixture(autouse=True)
def dialogs(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """File dialogs that were opened; none is shown."""
    opened: list[str] = []
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: opened.append(dialog.windowTitle()))
    yield opened


@pytest.fixture
def at_form(sit_down: Callable[[str], IncidentsDesk]) -> IncidentsDesk:
    """A deputy with a whole concern about an adult on the form."""
    at_desk = sit_down("deputy")
    at_desk.presenter.begin_with(at_desk.desk.wait(lambda: _concern(at_desk)))
    at_desk.settle()
    return at_desk


def _concern(at_desk: IncidentsDesk) -> IncidentForm:
    return replace(
        incidents.new_form(at_desk.session, category="SPC"),
        danger=Danger.NO,
        danger_asked_at=at_desk.session.now(),
        account="She showed me what he wrote.",
        happened=Typed("yest 9pm", moment("2026-10-11 21:00")),
        told=Typed("today 1245", moment("2026-10-12 12:45")),
        participants=(Participant(at_desk.cast.shona, "adult_of_concern"),),
    )


def _evidence(at_desk: IncidentsDesk) -> FormEvidencePresenter:
    assert at_desk.presenter.form is not None
    return at_desk.presenter.form.evidence


def _answer(at_desk: IncidentsDesk, answer: ImageAnswer) -> None:
    at_desk.presenter.do(RecordAct.EVIDENCE)
    sheet = _evidence(at_desk).question.sheet
    assert isinstance(sheet, DeclarationSheet)
    sheet.cards[answer].click()
    at_desk.settle()


def _choose(at_desk: IncidentsDesk, *paths: Path, what: str = "Screenshot of a message") -> None:
    _answer(at_desk, ImageAnswer.NO_SEEN_ALL)
    panel = _evidence(at_desk).panel
    assert panel is not None
    panel.add_paths(paths, Way.FILE)
    panel.what.setText(what)
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()


def _rows(at_desk: IncidentsDesk) -> list[str]:
    return [row.accessibleName() for row in at_desk.form.evidence._rows]


def test_it_is_asked_for_only_where_the_concern_will_be_handed_in(
    sit_down: Callable[[str], IncidentsDesk],
) -> None:
    lead = sit_down("dsl")
    lead.presenter.begin_with(lead.desk.wait(lambda: _concern(lead)))
    lead.settle()
    assert lead.form.evidence_field.isHidden()
    assert RecordAct.EVIDENCE not in lead.presenter.record_acts
    lead.presenter.do(RecordAct.SAVE_DRAFT)
    lead.settle()
    deputy = sit_down("deputy")
    deputy.presenter.begin_with(deputy.desk.wait(lambda: _concern(deputy)))
    deputy.settle()
    assert not deputy.form.evidence_field.isHidden()
    assert RecordAct.EVIDENCE in deputy.presenter.record_acts


def test_the_question_comes_before_any_dialog_and_its_answer_is_kept_first(
    at_form: IncidentsDesk, dialogs: list[str]
) -> None:
    at_form.presenter.do(RecordAct.EVIDENCE)
    at_form.settle()
    assert dialogs == []
    sheet = _evidence(at_form).question.sheet
    assert isinstance(sheet, DeclarationSheet)
    sheet.cards[ImageAnswer.NO_SEEN_ALL].click()
    assert dialogs == [], "not before the answer is in the draft"
    at_form.settle()
    assert dialogs == ["Choose evidence"]
    (draft,) = at_form.desk.wait(lambda: incidents.open_drafts(at_form.session))
    assert [one.answer for one in draft.intake_answers] == [IntakeAnswer.NO_SEEN_ALL]


def test_a_statement_is_typed_by_its_key_without_a_file_dialog(
    at_form: IncidentsDesk, dialogs: list[str]
) -> None:
    at_form.presenter.do(RecordAct.STATEMENT)
    question = _evidence(at_form).question.sheet
    assert isinstance(question, DeclarationSheet)
    question.cards[ImageAnswer.NO_SEEN_ALL].click()
    at_form.settle()
    panel = _evidence(at_form).panel
    assert panel is not None and panel.statement_sheet is not None and panel.statement_sheet.isVisible()
    assert dialogs == []
    panel.statement_sheet.reject()
    QGuiApplication.clipboard().setText("you are nothing")
    at_form.presenter.do(RecordAct.PASTE)
    assert [one.words for one in panel.sources()] == ["pasted text 1.txt"], (
        "it is open: nothing is asked twice"
    )
    QGuiApplication.clipboard().clear()


def test_what_is_chosen_is_read_only_when_it_is_handed_in(at_form: IncidentsDesk, screenshot: Path) -> None:
    content = screenshot.read_bytes()
    screenshot.unlink()
    _choose(at_form, screenshot)
    assert _rows(at_form) == ["Chosen, comment.png"]
    assert _evidence(at_form).panel is None
    screenshot.write_bytes(content)
    at_form.presenter.do(RecordAct.FILE)
    at_form.settle()
    assert at_form.window.said[-1].startswith("Handed in with 1 file.")
    assert not at_form.presenter.page.shows_form
    assert screenshot.read_bytes() == content, "the original stays"


def test_the_reader_finds_it_as_an_exhibit(
    at_form: IncidentsDesk, sit_down: Callable[[str], IncidentsDesk], screenshot: Path
) -> None:
    _choose(at_form, screenshot)
    at_form.presenter.do(RecordAct.FILE)
    at_form.settle()
    lead = sit_down("dsl")

    def taken_in() -> list[str]:
        assert handing_in.take_in_handed(lead.session) == 1
        connection = lead.session.vault.compartment(ADULTS).connection
        (stored,) = reading.of_kind(connection, ADULTS, RecordKind.INCIDENT)
        return [one.content.stored.sha256 for one in evidence.exhibits_of(lead.session, stored.reference)]

    assert lead.desk.wait(taken_in) == [hashlib.sha256(screenshot.read_bytes()).hexdigest()]


def test_a_file_that_is_gone_keeps_the_form_and_says_why(at_form: IncidentsDesk, screenshot: Path) -> None:
    _choose(at_form, screenshot)
    screenshot.unlink()
    shown: list[Message] = []
    at_form.window.messages.shown.connect(shown.append)
    at_form.presenter.do(RecordAct.FILE)
    at_form.settle()
    assert at_form.presenter.page.shows_form
    assert _rows(at_form) == ["Chosen, comment.png"]
    assert at_form.form.file_button.isEnabled()
    assert [one.title for one in shown] == ["Nothing was handed in"]
    assert shown[0].sentence == "The file is not there any more. Nothing was changed."
    folder = at_form.school.folder
    assert at_form.desk.wait(lambda: hand_in.everything_waiting(folder, ADULTS)) == []


@pytest.mark.parametrize("answer", [ImageAnswer.YES_OR_POSSIBLY, ImageAnswer.NOT_SEEN])
def test_any_other_answer_opens_no_dialog_and_the_concern_can_go_on_in_words(
    at_form: IncidentsDesk, dialogs: list[str], answer: ImageAnswer, screenshot: Path
) -> None:
    _choose(at_form, screenshot)
    dialogs.clear()
    _answer(at_form, answer)
    advice = _evidence(at_form).sheet
    assert isinstance(advice, StopAdviceSheet)
    assert dialogs == []
    advice.record_button.click()
    at_form.settle()
    form = at_form.form.form()
    assert form.intake_closed and form.category == "II" and form.files_chosen == ()
    assert form.account == "She showed me what he wrote.", "the same form goes on"
    assert not _evidence(at_form).is_offered
    assert _rows(at_form) == []


def test_back_to_the_form_after_the_advice_asks_again_next_time(
    at_form: IncidentsDesk, dialogs: list[str]
) -> None:
    _answer(at_form, ImageAnswer.NOT_SEEN)
    advice = _evidence(at_form).sheet
    assert isinstance(advice, StopAdviceSheet)
    advice.close_button.click()
    at_form.settle()
    _answer(at_form, ImageAnswer.NO_SEEN_ALL)
    assert dialogs == ["Choose evidence"]
    answers = [one.answer for one in at_form.form.form().intake_answers]
    assert answers == [IntakeAnswer.NOT_SEEN, IntakeAnswer.NO_SEEN_ALL]


def test_files_being_chosen_are_not_left_behind_by_the_button(
    at_form: IncidentsDesk, screenshot: Path
) -> None:
    _answer(at_form, ImageAnswer.NO_SEEN_ALL)
    panel = _evidence(at_form).panel
    assert panel is not None
    panel.add_paths([screenshot], Way.FILE)
    at_form.form.file_button.click()
    at_form.settle()
    assert at_form.presenter.page.shows_form
    assert "Add what is listed there to the concern first" in at_form.form.evidence_field.error


def test_taken_out_again_it_does_not_go(at_form: IncidentsDesk, screenshot: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.png"
    second.write_bytes(screenshot.read_bytes() + b"more")
    _choose(at_form, screenshot, second)
    assert at_form.form.form().files_chosen == ("comment.png", "second.png")
    at_form.form.evidence.taken_out.emit(0)
    at_form.settle()
    assert _rows(at_form) == ["Chosen, second.png"]
    assert at_form.form.form().files_chosen == ("second.png",)
    at_form.form.evidence.taken_out.emit(0)
    at_form.settle()
    assert _evidence(at_form).batches == ()


def test_what_is_in_doubt_is_left_out_and_stays_out_of_the_concern_and_its_draft(
    at_form: IncidentsDesk, screenshot: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second.png"
    second.write_bytes(screenshot.read_bytes() + b"more")
    _answer(at_form, ImageAnswer.NO_SEEN_ALL)
    panel = _evidence(at_form).panel
    assert panel is not None
    panel.add_paths([screenshot, second], Way.FILE)
    screenshot.unlink()
    panel.batch.table.selectRow(0)
    panel.batch.doubt_button.click()
    at_form.settle()
    advice = _evidence(at_form).sheet
    assert isinstance(advice, StopAdviceSheet)
    advice.close_button.click()
    panel.add_paths([screenshot], Way.DROP)
    assert [one.words for one in panel.sources()] == ["second.png"] and panel.errors.isVisible()
    at_form.presenter.do(RecordAct.FILE)
    at_form.settle()
    form = at_form.form.form()
    assert _rows(at_form) == ["Chosen, second.png"] and form.files_chosen == ("second.png",)
    answers = [IntakeAnswer.NO_SEEN_ALL, IntakeAnswer.YES_OR_POSSIBLY]
    assert [one.answer for one in form.intake_answers] == answers
    at_form.presenter.do(RecordAct.SAVE_DRAFT)
    at_form.settle()
    at_form.presenter.resume_draft(form.id)
    at_form.settle()
    again = at_form.form.form()
    assert [one.answer for one in again.intake_answers] == answers and again.files_chosen == ("second.png",)
    assert "comment.png" not in at_form.form.evidence.lost.words()[1]


def test_a_draft_says_what_has_to_be_chosen_again(at_form: IncidentsDesk, screenshot: Path) -> None:
    _choose(at_form, screenshot)
    draft = at_form.form.form().id
    at_form.presenter.do(RecordAct.SAVE_DRAFT)
    at_form.settle()
    assert "choose them again" in at_form.window.said[-1]
    at_form.presenter.resume_draft(draft)
    at_form.settle()
    assert not at_form.form.evidence.lost.isHidden()
    assert "comment.png" in at_form.form.evidence.lost.words()[1]
    at_form.presenter.do(RecordAct.FILE)
    at_form.settle()
    assert at_form.presenter.page.shows_form
    assert at_form.form.evidence_field.error == handing_in.CHOOSE_AGAIN
    _choose(at_form, screenshot)
    assert at_form.form.evidence.lost.isHidden()
    at_form.presenter.do(RecordAct.FILE)
    at_form.settle()
    assert at_form.window.said[-1].startswith("Handed in with 1 file.")


def test_left_out_of_a_draft_it_goes_without(at_form: IncidentsDesk, screenshot: Path) -> None:
    _choose(at_form, screenshot)
    draft = at_form.form.form().id
    at_form.presenter.do(RecordAct.SAVE_DRAFT)
    at_form.settle()
    at_form.presenter.resume_draft(draft)
    at_form.settle()
    at_form.form.evidence.leave_out_button.click()
    at_form.presenter.do(RecordAct.FILE)
    at_form.settle()
    assert at_form.window.said[-1].startswith("Handed in. ")


def test_a_save_that_comes_to_an_end_after_the_hand_in_is_not_said(at_form: IncidentsDesk) -> None:
    form = at_form.presenter.form
    assert form is not None
    draft = form.saves.draft
    assert draft is not None
    form._edited()
    form.keep_now()
    form.file()
    at_form.settle()
    form.saves._kept(draft, at_form.session.now())
    assert at_form.window.said[-1].startswith("Handed in. ")


def test_a_kind_chosen_late_keeps_what_was_chosen(at_form: IncidentsDesk, screenshot: Path) -> None:
    """Filed in the daily log after all: the file is kept with its record."""
    _choose(at_form, screenshot)
    at_form.form.core.involved.set_participants((Participant(at_form.cast.tyler, "target"),))
    at_form.form.kind.set_code("CB")
    at_form.form.kind.chosen.emit("CB")
    at_form.settle()
    assert not at_form.form.evidence_field.isHidden(), "what is chosen does not vanish"
    assert at_form.form.file_button.text() == "File concern"
    at_form.presenter.do(RecordAct.FILE)
    at_form.settle()
    view = at_form.presenter.page.record.view
    assert view is not None
    assert [one.file_name for one in view.evidence.items] == ["comment.png"]


def test_a_kind_in_words_only_says_so_and_takes_no_file(at_form: IncidentsDesk, screenshot: Path) -> None:
    _choose(at_form, screenshot)
    at_form.form.kind.set_code("II")
    at_form.form.kind.chosen.emit("II")
    at_form.settle()
    assert not at_form.form.evidence.closed.isHidden()
    at_form.presenter.do(RecordAct.FILE)
    at_form.settle()
    assert at_form.presenter.page.shows_form
    assert at_form.form.evidence_field.error == handing_in.WORDS_ONLY


def test_another_form_begins_with_nothing_chosen(
    qtbot: QtBot, at_form: IncidentsDesk, screenshot: Path
) -> None:
    _choose(at_form, screenshot)
    at_form.presenter.new_incident()
    at_form.settle()
    assert _evidence(at_form).batches == ()
    assert at_form.form.evidence_field.isHidden()
