"""A copy for somebody from the record: whose, what it leaves out, what is chosen besides, looked at and issued."""

from threading import Semaphore

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.machine_reading import PictureLook
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.names_keys import whose_of
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.services import entries, evidence, machine_reading, names_in_text, names_keys, paper
from safeguard_app.services.names_keys import CopyOf, KeyPlace, SaidOfPicture
from safeguard_app.services.paper_evidence import KINDS
from safeguard_app.services.paper_views import AudiencePaper, SchedulePaper
from safeguard_app.ui.copies.audience_sheet import AudienceSheet, ChoiceAct
from safeguard_app.ui.widgets.button import Button
from tests.journeys.keyboard import until
from tests.journeys.perceiving import texts_of
from tests.services.test_derivatives import copied, decoded_here, made_small_here, png, taken
from tests.ui.incidents.conftest import IncidentsDesk

ACCOUNT = "Tyler told Demi. Will said that Tyler cried on the way home from swimming on Tuesday."


@pytest.fixture
def record(at_desk: IncidentsDesk) -> Reference:
    """Tyler's record, in which Demi stands."""
    cast = at_desk.cast
    reference = at_desk.file("CB", (cast.tyler, "target"), (cast.demi, "witness"), account=ACCOUNT)
    at_desk.open(reference)
    return reference


def sheet_of(at_desk: IncidentsDesk) -> AudienceSheet:
    """The sheet, opened by the button of the documents section."""
    page = at_desk.presenter.page.record
    page.jump("documents")
    (button,) = [one for one in page.findChildren(Button) if one.text() == "Copy for somebody"]
    button.click()
    at_desk.settle()
    assert at_desk.presenter.copies is not None and at_desk.presenter.copies.sheet is not None
    return at_desk.presenter.copies.sheet


def said(sheet: AudienceSheet) -> str:
    return " ".join(texts_of(sheet))


def press(sheet: AudienceSheet, name: str) -> None:
    (button,) = [
        one for one in sheet.findChildren(Button) if one.accessibleName() == name and one.isVisible()
    ]
    button.click()


def tick(sheet: AudienceSheet, at_desk: IncidentsDesk, at: int = 0) -> None:
    list(sheet.subjects.values())[at].click()
    at_desk.settle()


@pytest.fixture
def pictures_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are decoded here, and no machine reads in them."""
    monkeypatch.setattr(LookingIn, "show", decoded_here)
    monkeypatch.setattr(LookingIn, "small", made_small_here)
    monkeypatch.setattr(machine_reading, "reading_data", lambda: None)


def schedule_with_pictures(at_desk: IncidentsDesk, record: Reference) -> AudienceSheet:
    """The sheet for the first person’s family, with a schedule that has a redacted copy of a picture chosen."""
    at_desk.desk.wait(lambda: copied(at_desk.session, taken(at_desk.session, record, png())))
    sheet = sheet_of(at_desk)
    tick(sheet, at_desk)
    sheet.paper.setCurrentIndex(sheet.paper.findText("Evidence schedule with pictures"))
    sheet.paper.activated.emit(sheet.paper.currentIndex())
    at_desk.settle()
    return sheet


def test_it_says_whose_and_lists_each_place_before_anything_is_issued(
    at_desk: IncidentsDesk, record: Reference
) -> None:
    sheet = sheet_of(at_desk)
    assert not sheet.preview_button.isEnabled() and "Say first whose copy it is." in said(sheet)
    tick(sheet, at_desk)
    words = said(sheet)
    assert "Child B is Demi" in words and "“Demi”: Child B, 1 place" in words
    assert "Tyler told Child B." in words
    asked: list[object] = []
    at_desk.presenter.page.record.signals.paper_requested.connect(asked.append)
    sheet.preview_button.click()
    (job,) = asked
    assert isinstance(job, AudiencePaper) and job.audience is Audience.PARENT
    assert [one.name for one in job.subjects] == [at_desk.cast.tyler.name]
    made = at_desk.desk.wait(lambda: paper.issue(at_desk.session, job))
    assert made.copy == "copy 1"
    sheet.reject()
    at_desk.open(record)
    view = at_desk.presenter.page.record.view
    assert view is not None and [one.called for one in view.lettered] == ["Child B"]


def test_words_are_left_out_and_put_back_with_a_reason(at_desk: IncidentsDesk, record: Reference) -> None:
    sheet = sheet_of(at_desk)
    tick(sheet, at_desk)
    sheet.act_button.click()
    assert {str(one.property("field")) for one in sheet.errors.links()} == {"words", "reason"}
    sheet.words.set_text("from swimming")
    sheet.reason.setText("Says which family.")
    sheet.act_button.click()
    at_desk.settle()
    assert "Left out: “from swimming”" in said(sheet) and "[left out]" in said(sheet)
    assert sheet.reason.text() == "" and sheet.words.text() == ""
    press(sheet, "Put back “Demi”")
    assert sheet.act.value() is ChoiceAct.PUT_BACK and sheet.words.text() == "Demi"
    sheet.reason.setText("The name of her dog.")
    sheet.act_button.click()
    at_desk.settle()
    assert "Put back: “Demi”" in said(sheet)
    press(sheet, "Undo “Demi”")
    sheet.reason.setText("It is her after all.")
    sheet.act_button.click()
    at_desk.settle()
    assert "Put back: “Demi”" not in said(sheet) and "“Demi”: Child B" in said(sheet)


def test_a_passage_is_ticked_in_the_text(at_desk: IncidentsDesk, record: Reference) -> None:
    sheet = sheet_of(at_desk)
    tick(sheet, at_desk)
    sheet.passages_button.click()
    assert ACCOUNT in sheet.passages
    sheet.passages[ACCOUNT].click()
    sheet.reason.setText("All of it is about somebody else.")
    sheet.act_button.click()
    at_desk.settle()
    assert sheet.outlook is not None and [one.words for one in sheet.outlook.choices] == [ACCOUNT]
    assert not sheet.passages
    assert [one.places for one in sheet.outlook.lines if one.label == "Child B"] == [("Who: Child B",)]


def test_what_keeps_it_from_going_is_said_with_what_to_do(at_desk: IncidentsDesk, record: Reference) -> None:
    sheet = sheet_of(at_desk)
    tick(sheet, at_desk)
    sheet.words.set_text("by the canal")
    sheet.reason.setText("Says where.")
    sheet.act_button.click()
    at_desk.settle()
    assert "This copy cannot be issued yet" in said(sheet) and "by the canal" in said(sheet)


def test_words_typed_come_back_and_another_audience_asks_for_nobody(
    at_desk: IncidentsDesk, record: Reference
) -> None:
    sheet = sheet_of(at_desk)
    tick(sheet, at_desk)
    sheet.reason.setText("Says which family.")
    at_desk.settle()
    sheet.audience.set_value(Audience.POLICE)
    sheet._audience_chosen(Audience.POLICE)
    at_desk.settle()
    assert sheet.preview_button.isEnabled() and "Nobody’s name is left out." in said(sheet)
    assert not next(iter(sheet.subjects.values())).isVisible()
    job = sheet.job()
    assert job is not None and job.subjects == ()


def test_what_only_the_search_finds_has_a_button_and_is_put_back_with_a_reason(
    at_desk: IncidentsDesk, record: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names_in_text.NameFinder, "find", lambda *_args, **_more: [])
    sheet = sheet_of(at_desk)
    tick(sheet, at_desk)
    assert "This copy cannot be issued yet" in said(sheet) and "Found: the name “Demi”" in said(sheet)
    press(sheet, "Put back what was found: “Demi”")
    assert sheet.act.value() is ChoiceAct.PUT_BACK and sheet.words.text() == "Demi"
    sheet.act_button.click()
    assert {str(one.property("field")) for one in sheet.errors.links()} == {"reason"}
    sheet.reason.setText("The name of a dog.")
    sheet.act_button.click()
    at_desk.settle()
    assert "Put back: “Demi”" in said(sheet) and "Found: the name “Demi”" not in said(sheet)


def test_a_copy_waits_while_a_parent_is_held_back_and_goes_by_key_with_a_reason(
    at_desk: IncidentsDesk, record: Reference
) -> None:
    said_of = Telling(
        Whom.PARENT,
        "Mr Nobody Yet",
        TellingState.HELD,
        not_known(),
        ground="enquiry",
        advised_by="the police",
    )
    at_desk.desk.wait(lambda: entries.add_telling(at_desk.session, record, said_of))
    sheet = sheet_of(at_desk)
    tick(sheet, at_desk)
    assert "Say below why it may go out all the same" in said(sheet)
    (button,) = [
        one
        for one in sheet.findChildren(Button)
        if one.text() == "May go out"
        and "Mr Nobody Yet: held on the advice of the police" in one.accessibleName()
    ]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    sheet.reason.setText("For the other parent, into her hand.")
    sheet.act_button.click()
    at_desk.settle()
    assert "why it may go out" not in said(sheet) and "May go out although “" in said(sheet)


@pytest.mark.usefixtures("pictures_here")
def test_a_redacted_copy_is_shown_once_it_is_said_by_key_that_it_shows_nobody_else(
    at_desk: IncidentsDesk, record: Reference
) -> None:
    sheet = schedule_with_pictures(at_desk, record)
    words = said(sheet)
    assert "Redacted copies to decide on" in words and "1 redacted copy to decide on." in words
    assert "Ex1-A is left out until you say that it shows nobody else." in words
    assert "Hidden in it: The name of another pupil. Made: For the parents." in words
    (button,) = [
        one for one in sheet.findChildren(Button) if one.accessibleName() == "It shows nobody else: Ex1-A"
    ]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert sheet.act.value() is ChoiceAct.PICTURE and sheet.words.text() == "Ex1-A"
    sheet.act_button.click()
    assert {str(one.property("field")) for one in sheet.errors.links()} == {"reason"}
    sheet.reason.setText("Only Tyler’s own messages are left in it.")
    sheet.act_button.click()
    at_desk.settle()
    words = said(sheet)
    assert "The picture of Ex1-A shows nobody else who may not be named here" in words
    assert "Redacted copies to decide on" not in words
    assert "Ex1-A: not read by machine on this computer. Look at it yourself." in words
    press(sheet, "Undo “Ex1-A”")
    sheet.reason.setText("There is a face in the mirror.")
    sheet.act_button.click()
    at_desk.settle()
    assert "Redacted copies to decide on" in said(sheet)


@pytest.mark.usefixtures("pictures_here")
def test_a_name_read_in_a_shown_picture_is_decided_on_beside_it_by_key(
    at_desk: IncidentsDesk, record: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_reading, "reading_data", lambda: "somewhere")
    read = PictureLook("Tyler and Demi at the gym", "Tesseract 5.5.4, eng")
    monkeypatch.setattr(LookingIn, "read_picture", lambda *_asked, **_how: read)
    sheet = schedule_with_pictures(at_desk, record)
    for reason in ("Only Tyler’s own messages are left in it.", "Demi is the name of the dog in it."):
        (button,) = [
            one
            for one in sheet.findChildren(Button)
            if one.isVisible()
            and one.accessibleName()
            in {"It shows nobody else: Ex1-A", "They name nobody here: words in Ex1-A"}
        ]
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        sheet.reason.setText(reason)
        sheet.act_button.click()
        at_desk.settle()
        if "messages" in reason:
            words = said(sheet)
            assert (
                "The name “Demi”, Ex1-A, words in the picture." in words
                and "Ex1-A: a machine read “Demi”" in words
            )
            assert "words in the picture. Decide below on each name that was read in a picture." in words
    words = said(sheet)
    assert "This copy cannot be issued yet" not in words
    assert "Ex1-A: 6 words read, nobody’s name found but what was decided on." in words
    assert "though a machine read “Demi”" in words


class SlowReader:
    """Reads one picture after the other, each only once it is let."""

    def __init__(self) -> None:
        self.began, self.may_go, self.read = Semaphore(0), Semaphore(0), 0

    def __call__(self, *_asked: object, words: bool = True) -> PictureLook:
        if words:
            self.began.release()
            assert self.may_go.acquire(timeout=10)
            self.read += 1
        return PictureLook("Tyler alone", "Tesseract 5.5.4, eng")

    def wait_for_next(self) -> None:
        """Until the next picture is being read."""
        until(lambda: self.began.acquire(blocking=False), "a picture is being read")


@pytest.fixture
def slow(at_desk: IncidentsDesk, record: Reference, monkeypatch: pytest.MonkeyPatch) -> SlowReader:
    """Three screenshots, each said to show nobody else in Tyler’s copies, and a machine that takes its time."""
    reader = SlowReader()
    monkeypatch.setattr(LookingIn, "show", decoded_here)
    monkeypatch.setattr(LookingIn, "small", made_small_here)
    monkeypatch.setattr(LookingIn, "read_picture", reader)
    monkeypatch.setattr(machine_reading, "reading_data", lambda: "somewhere")

    def choose() -> None:
        session = at_desk.session
        place = KeyPlace(record.compartment, record, record.id)
        whose = whose_of([at_desk.cast.tyler])
        copy = CopyOf(place, Audience.PARENT, KINDS[SchedulePaper], whose)
        for seed in range(3):
            taken(session, record, png(24, 24, seed), f"{seed}.png")
        for one in evidence.exhibits_of(session, record):
            said_of = SaidOfPicture(one.content.stored.sha256)
            names_keys.put_back(session, copy, one.content.name, "His own alone.", picture=said_of)

    at_desk.desk.wait(choose)
    return reader


def with_pictures(sheet: AudienceSheet) -> None:
    """Another paper is chosen: its words are about to be read."""
    sheet.paper.setCurrentIndex(sheet.paper.findText("Evidence schedule with pictures"))
    sheet.paper.activated.emit(sheet.paper.currentIndex())


def test_words_in_many_pictures_are_read_beside_other_work_and_stopped_by_key(
    at_desk: IncidentsDesk, slow: SlowReader
) -> None:
    sheet = sheet_of(at_desk)
    tick(sheet, at_desk)
    with_pictures(sheet)
    slow.may_go.release()
    slow.wait_for_next()
    slow.wait_for_next()
    assert at_desk.desk.wait(lambda: "free") == "free", "the vault’s thread does other work while one is read"
    assert sheet.reading.words.text() == "Reading words in pictures: 2 of 3"
    assert not sheet.preview_button.isEnabled() and sheet.reading.bar.value() == 1
    sheet.reading.stop_button.setFocus()
    QTest.keyClick(sheet.reading.stop_button, Qt.Key.Key_Space)
    assert "Stopping after this picture." in sheet.reading.words.text()
    slow.may_go.release()
    at_desk.settle()
    assert slow.read == 2 and not sheet.preview_button.isEnabled() and sheet.outlook is None
    assert "Stopped, and nothing was made. What was read so far is remembered." in said(sheet)
    slow.may_go.release()
    assert sheet.again_button.hasFocus()
    QTest.keyClick(sheet.again_button, Qt.Key.Key_Space)
    at_desk.settle()
    assert slow.read == 3 and sheet.preview_button.isEnabled() and not sheet.reading.isVisible()
    assert "Ex3: 2 words read, nobody’s name found." in said(sheet) and not sheet.again_button.isVisible()


def test_another_choice_or_closing_the_sheet_reads_no_further_for_nobody(
    at_desk: IncidentsDesk, slow: SlowReader
) -> None:
    sheet = sheet_of(at_desk)
    tick(sheet, at_desk)
    with_pictures(sheet)
    slow.wait_for_next()
    tick_again = next(iter(sheet.subjects.values()))
    tick_again.click()
    tick_again.click()
    slow.may_go.release(1)
    slow.wait_for_next()  # what was chosen last is read for, though it was stopped between
    assert "Stopped" not in said(sheet)
    sheet.reject()
    slow.may_go.release(1)
    at_desk.settle()
    assert slow.read == 2
