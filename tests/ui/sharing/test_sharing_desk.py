"""Sharing in the window, by keyboard: what is missing, the check, urgent by one key, printing, protecting, receipt."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import Cancelled
from safeguard_app.services import incidents, sharing_asked, sharing_choices
from safeguard_app.services.form_drafts import FormName
from safeguard_app.services.paper_leaving import Outside
from safeguard_app.services.paper_subjects import NOT_ON_A_FORM
from safeguard_app.services.paper_views import AudiencePaper, IncidentPaper
from safeguard_app.services.words_first import Step as Told
from safeguard_app.ui.paper.paper_desk import IssuedPaper, RecordPaper
from safeguard_app.ui.sharing.check_sheet import CheckSheet
from safeguard_app.ui.sharing.said_sheet import SaidSheet
from safeguard_app.ui.sharing.sharing_sheet import SharingSheet
from safeguard_app.ui.theme.theme import Theme
from safeguard_app.ui.widgets.text_label import TextLabel
from safeguard_app.vault.giving_way import GiveWay
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped
from tests.ui.keyboard import focused, press, write
from tests.ui.sharing.shared_record import Sharing, some


def test_what_is_missing_is_named_and_words_come_back(at: Sharing) -> None:
    sheet = at.begin()
    check_page(sheet)
    assert clipped(sheet) == []
    assert focused() is next(iter(sheet.ticks.values()))
    sheet.purpose.setFocus()
    write("Strategy discussion")
    sheet.make_button.click()
    at.settle()
    named = [one.property("field") for one in sheet.errors.links()]
    assert named == ["recipient", "organisation", "basis", "condition"]
    assert at.work.events(EventKind.DOCUMENT_ISSUED) == 0
    done: list[bool] = []
    at.desk.flush(lambda: done.append(True))
    at.settle()
    assert done and FormName.SHARE in at.drafts()


def test_somebody_known_fills_the_fields_and_the_basis_says_what_it_is(at: Sharing) -> None:
    sheet = at.begin()
    sheet.known.setFocus()
    press("Down")
    sheet.known.activated.emit(sheet.known.currentIndex())
    assert sheet.recipient.text()
    sheet.basis.setFocus()
    press("Down")
    sheet.basis.activated.emit(sheet.basis.currentIndex())
    assert "Confirm with your data protection officer." in sheet._fields["basis"]._help_label.text()


def test_what_is_made_for_its_authority_alone_says_so_as_soon_as_it_is_chosen_for_somebody_else(
    at: Sharing,
) -> None:
    session = at.work.demo.session
    choices = at.work.demo.wait(partial(sharing_choices.choices, session, at.incident))
    own = replace(choices.papers[0], key="authority/form", title="Its own PDF", alone_for="authority")
    at.desk._offer(Outside(at.incident), replace(choices, papers=(own, *choices.papers)))
    sheet = at.desk.sheet
    assert sheet is not None
    told = sheet._fields["audience"]._help_label
    as_usual = told.text()
    sheet.audience.set_value("parent")
    sheet.audience.chosen.emit("parent")
    assert told.text() == as_usual
    assert focused() is sheet.ticks["authority/form"]
    press("Space")
    assert told.text() == NOT_ON_A_FORM
    assert clipped(sheet) == []
    sheet.audience.set_value("authority")
    sheet.audience.chosen.emit("authority")
    assert told.text() == as_usual


def test_urgent_is_one_key_and_then_it_prints(at: Sharing) -> None:
    page = at.prepared()
    check_page(page)
    assert clipped(page) == []
    assert not page.print_button.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    at.settle()
    assert at.work.events(EventKind.SHARING_CHECKED) == 1
    assert at.view().checked.startswith("Urgent, not checked")
    assert page.print_button.isEnabled() and focused() is page.print_button
    press("Space")
    at.settle()
    asked = at.papers.open_print_sheet
    assert asked is not None
    asked.print_button.click()
    at.settle()
    assert len(at.printer.jobs) == 1
    assert at.work.events(EventKind.SHARING_OUT) == 1 and at.work.events(EventKind.PRINTED) == 1
    assert any(words.startswith("Printed, 1 copy") for words in at.view().ways)
    assert page.receipt_button.isVisible(), "the page shows what became of it"


def test_a_document_is_only_looked_at_until_it_was_checked(at: Sharing) -> None:
    page = at.prepared()
    document = page.view.papers[0].document
    for urgent in (False, True):
        if urgent:
            page.urgent_button.click()
            at.settle()
        page.document_asked.emit(document)
        at.settle()
        shown = at.papers.open_sheet
        assert shown is not None and shown.panel.pages >= 1
        for button in (shown.print_button, shown.save_button, shown.protect_button):
            assert button.isVisible() is urgent
        assert shown.panel.since.isVisible() is not urgent
        assert clipped(shown) == []
        shown.close_button.click()
        at.settle()


def test_a_page_that_is_closed_during_an_act_is_no_fault(at: Sharing) -> None:
    page = at.prepared()
    page.urgent_button.click()
    page.reject()
    assert at.desk.page is None
    at.settle()
    assert at.view().checked.startswith("Urgent, not checked")
    assert at.work.messages.open_sheet is None


def test_a_printer_that_fails_loses_nothing(at: Sharing) -> None:
    page = at.prepared()
    page.urgent_button.click()
    at.settle()
    at.printer.refusals = 1
    at.print_out(page)
    assert at.printer.jobs == [] and at.view().ways == () and len(at.view().failed) == 1
    box = at.work.messages.open_sheet
    assert box is not None and "kept with their record" in box.message.sentence
    assert box.message.next_step and page.view.failed == at.view().failed, "the page in view says it too"
    assert any("what failed stands below" in one.text() for one in page.findChildren(TextLabel))
    box.buttons["again"].click()
    at.settle()
    assert len(at.printer.jobs) == 1
    assert len(at.view().ways) == 1 and at.view().failed == (), "sent again, it went out once"
    assert page.view.ways == at.view().ways


def test_a_second_person_signs_with_the_keyboard_alone(at: Sharing) -> None:
    page = at.prepared()
    assert focused() is page.passphrase_button
    press("Space")
    at.settle()
    sheet = at.over()
    assert isinstance(sheet, CheckSheet)
    check_page(sheet)
    assert focused() is sheet.who
    said = [label.text() for label in sheet.findChildren(TextLabel)]
    assert at.view().case in said and "Ms Priya Sandhu, Eastmarch children’s services" in said
    assert any("Tomasz" in words for words in said), "it is asked whether it is the right person"
    assert sheet.who.value() == "", "nobody is chosen for whoever sits down"
    sheet.passphrase.setFocus()
    write("typed at once")
    press("Enter")
    at.settle()
    assert sheet.errors.links()[0].text().endswith("Choose who checks it.") and focused() is sheet.who
    assert at.work.events(EventKind.UNLOCK_FAILED) == 0, "and nobody failed"
    sheet.passphrase.take()
    names = [sheet.who.itemText(place) for place in range(sheet.who.count())]
    head = next(place for place, words in enumerate(names) if "Denning" in words)
    for _ in range(head):
        press("Down")
    press("Tab")
    assert focused() is sheet.passphrase
    write("not hers at all")
    press("Enter")
    at.settle()
    assert sheet.isVisible() and "not the passphrase of" in sheet.errors.links()[0].text()
    assert at.work.events(EventKind.UNLOCK_FAILED) == 1
    sheet.passphrase.selectAll()
    write(at.work.demo.log.passphrases["head"])
    press("Enter")
    at.settle()
    assert at.over() is None
    assert "Denning" in at.view().checked
    assert at.work.demo.session.user.id == at.work.demo.log.users["lead"]
    assert page.print_button.isEnabled()


def test_at_twice_the_size_what_comes_next_is_in_view_when_it_opens(at: Sharing, theme: Theme) -> None:
    theme.set_text_scale(2.0)
    at.work.stage.present(at.work.window, 1024, 608)
    page = at.prepared()
    assert focused() is page.passphrase_button
    for part in (page.passphrase_button, page.urgent_button):
        assert part.visibleRegion().boundingRect() == part.rect(), part.text()
    press("Space")
    at.settle()
    sheet = at.over()
    assert isinstance(sheet, CheckSheet) and focused() is sheet.who
    assert sheet.who.visibleRegion().boundingRect() == sheet.who.rect()


def test_a_signature_on_paper_and_a_receipt_are_entered(at: Sharing, tmp_path: Path) -> None:
    page = at.prepared()
    page.ink_button.click()
    at.settle()
    sheet = at.over()
    assert isinstance(sheet, SaidSheet)
    check_page(sheet)
    press("Enter")
    at.settle()
    assert [one.property("field") for one in sheet.errors.links()] == ["who", "signed_at"]
    sheet.who.setText("Mrs Carol Denning")
    sheet.when._date.line.setText("yesterday 0900")
    sheet.enter_button.click()
    at.settle()
    (early,) = sheet.errors.links()
    assert early.property("field") == "signed_at" and "were made only on" in early.text()
    sheet.when._date.line.setText(at.now())
    sheet.enter_button.click()
    at.settle()
    assert at.over() is None and "signed on paper" in at.view().checked
    at.desk.choose_places = partial(some, tmp_path, 9)
    page.protect_button.click()
    at.settle()
    told = at.desk.told
    assert told is not None
    words = told.words.text()
    (made,) = tmp_path.glob("* protected.pdf")
    assert made.name == f"{at.view().case} S{at.view().number} protected.pdf", (
        "another sharing has another name"
    )
    with pikepdf.open(made, password=words) as opened:
        assert len(opened.pages) > 0
    told.tick.setChecked(True)
    told.close_button.click()
    at.settle()
    page.receipt_button.click()
    at.settle()
    receipt = at.over()
    assert isinstance(receipt, SaidSheet)
    receipt.who.setText("Ms Priya Sandhu")
    receipt.when._date.line.setText(at.now())
    receipt.how.set_value("email")
    receipt.enter_button.click()
    at.settle()
    assert at.view().status.words == "Received"
    assert FormName.SHARING_RECEIPT not in at.drafts()


def test_saving_warns_first_and_thinking_better_of_it_changes_nothing(at: Sharing, tmp_path: Path) -> None:
    page = at.prepared()
    page.urgent_button.click()
    at.settle()
    for answer, places in (("cancel", 1), ("save", 0)):
        at.desk.choose_places = partial(some, tmp_path, places)
        page.save_button.click()
        box = at.work.messages.open_sheet
        assert box is not None and "can be read by anyone" in box.message.sentence
        box.buttons[answer].click()
        at.settle()
    assert at.view().ways == () and list(tmp_path.glob("*.pdf")) == []
    assert at.work.events(EventKind.SHARING_OUT) == 0


def test_not_shared_after_all_needs_a_reason_and_stays(at: Sharing) -> None:
    page = at.prepared()
    page.back_button.click()
    at.settle()
    write("came here")
    press("Enter")
    at.settle()
    view = at.view()
    assert view.status.words == "Not shared" and "came here" in view.withdrawn.lower()
    assert not page.print_button.isVisible()


def test_what_went_out_is_found_opened_and_printed_by_keyboard(at: Sharing) -> None:
    page = at.prepared()
    page.urgent_button.click()
    at.settle()
    at.print_out(page)
    page.close_button.click()
    at.settle()
    at.desk.list_all()
    at.settle()
    sheet = at.desk.register
    assert sheet is not None and focused() is sheet.search
    check_page(sheet)
    assert clipped(sheet) == []
    everything = len(sheet.shown())
    write("sandhu")
    QTest.qWait(200)
    at.settle()
    assert [line.to for line in sheet.shown()] == ["Ms Priya Sandhu, Eastmarch children’s services"]
    assert everything > 1
    assert not sheet.print_button.isEnabled(), "a paper is of one part"
    sheet.table.setFocus()
    press("Enter")
    at.settle()
    opened = at.desk.page
    assert opened is not None and opened.view.to.startswith("Ms Priya Sandhu")
    opened.close_button.click()
    at.settle()
    sheet.part_box.setFocus()
    press("Down")
    sheet.part_box.activated.emit(sheet.part_box.currentIndex())
    assert sheet.print_button.isEnabled()
    sheet.print_button.click()
    at.settle()
    shown = at.papers.open_sheet
    assert shown is not None and shown.panel.pages >= 1
    sheet.search.setText("nobody at all")
    sheet._show()
    assert sheet.nothing.isVisible() and not sheet.table.isVisible()


def for_outside(at: Sharing, wanted: RecordPaper | IssuedPaper) -> None:
    """Print a paper, and answer that it is for somebody outside."""
    at.papers.print(wanted)
    at.settle()
    box = at.work.messages.open_sheet
    assert box is not None
    box.buttons["outside"].click()
    at.settle()


def test_what_was_to_be_printed_opens_the_sheet_with_it_chosen(at: Sharing) -> None:
    """An earlier time's words come back, and do not take the choice away."""
    sheet = at.begin()
    sheet.ticks["record"].setChecked(False)
    sheet.purpose.setFocus()
    write("Strategy discussion")
    done: list[bool] = []
    at.desk.flush(lambda: done.append(True))
    at.settle()
    at.desk.sheets._keeper.leave()
    sheet.hide()
    at.desk.sheet = None
    session = at.work.demo.session
    whose = at.work.demo.wait(partial(incidents.current, session, at.incident)).content.participants[0].person
    job = AudiencePaper(IncidentPaper(at.incident), Audience.PARENT, (whose,))
    for_outside(at, RecordPaper("Copy for somebody", job))
    opened = at.sheet()
    assert opened is not None and opened is not sheet
    assert opened.purpose.text() == "Strategy discussion"
    assert opened.chosen() == ("record",)
    assert opened.audience.value() == "parent"
    assert whose.reference is not None and opened.subject.value() == whose.reference.id
    assert opened.subject.isVisible()


def test_a_document_made_to_be_shared_goes_back_to_its_sharing(at: Sharing) -> None:
    page = at.prepared()
    page.urgent_button.click()
    at.settle()
    document = page.view.papers[0].document
    page.close_button.click()
    at.settle()
    for_outside(at, IssuedPaper("Issued document", document))
    again = at.page()
    assert again is not None and again.view.papers[0].document == document


def looked(at: Sharing, sheet: SharingSheet) -> str:
    """One key, and what the sheet says then of what is left out."""
    QTest.keyClick(sheet, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    QTest.qWait(150)  # the button goes down first
    at.settle()
    shown = [one for one in sheet.left_out.findChildren(TextLabel) if one.isVisible()]
    return "\n".join(one.text() for one in shown)


def test_what_is_left_out_is_seen_in_the_sheet_by_one_key_before_anything_is_made(at: Sharing) -> None:
    sheet = at.begin()
    assert "Everybody stands in it by name" in looked(at, sheet)
    sheet.audience.set_value("parent")
    sheet.audience.chosen.emit("parent")
    assert not sheet.left_out.said.isVisible()
    looked(at, sheet)
    assert [one.property("field") for one in sheet.errors.links()] == ["subject"]
    sheet.subject.setCurrentIndex(1)
    words = looked(at, sheet)
    assert "Incident record" in words and "Left out in" in words and "Child B is " in words
    check_page(sheet)
    assert clipped(sheet) == []
    sheet.ticks["record"].toggle()
    left = [one.text() for one in sheet.left_out.findChildren(TextLabel) if one.isVisible()]
    assert left == [], "of what is chosen now nothing is known"
    assert at.work.events(EventKind.DOCUMENT_ISSUED) == 0


def test_words_in_pictures_are_read_before_anything_is_made_and_a_stop_makes_nothing(
    at: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []

    def stopped_at_the_second(
        _session: object, _given: object, _view: object, step: Told, way: GiveWay
    ) -> None:
        for done in range(2):
            step(done, 9)
            told.append((done, 9))
        raise Cancelled

    monkeypatch.setattr(sharing_asked, "read_first", stopped_at_the_second)
    sheet = at.begin()
    sheet.recipient.setText("Ms Priya Sandhu")
    sheet.make_button.click()
    at.settle()
    assert told == [(0, 9), (1, 9)] and sheet.make_button.isEnabled()
    assert sheet.reading.isVisible() and not sheet.reading.stop_button.isVisible()
    assert sheet.reading.words.text().startswith("Stopped, and nothing was made.")
    assert sheet.recipient.text() == "Ms Priya Sandhu" and not sheet.errors.links()
    assert at.work.events(EventKind.DOCUMENT_ISSUED) == 0
    monkeypatch.undo()
    sheet.make_button.click()
    at.settle()
    assert sheet.errors.links() and not sheet.reading.isVisible(), "and one more press goes on"


def test_what_came_in_since_is_said_and_with_somebody_taken_off_the_next_key_takes_it_back(
    at: Sharing,
) -> None:
    page = at.prepared()
    QTest.keyClick(page, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    at.settle()
    session, demo, place = at.work.demo.session, at.work.demo, page.view.reference

    def correct(**other: object) -> None:
        current = incidents.current(session, at.incident)
        made = replace(current.content, **other)  # type: ignore[arg-type]  # fields by name
        incidents.correct(session, at.incident, made, "It came in.", replacing=current.number)

    def shown() -> list[str]:
        assert at.desk.page is not None
        at.desk.page.close()
        at.settle()
        at.desk.show(place)
        at.settle()
        assert at.desk.page is not None
        return [one.text() for one in at.desk.page.findChildren(TextLabel)]

    demo.wait(partial(correct, summary="More comments came in."))
    said = shown()
    assert any("Prepare it anew, or send it as it is." in one for one in said)
    assert at.desk.page is not None and at.desk.page.print_button.isEnabled()
    there = demo.wait(partial(incidents.current, session, at.incident)).content.participants
    demo.wait(partial(correct, participants=there[:-1]))
    said = shown()
    page = at.desk.page
    assert any("taken off this record" in one and "does not go out as it is" in one for one in said)
    assert not any("It may go out now" in one for one in said)
    assert not page.print_button.isEnabled() and not page.save_button.isEnabled()
    assert focused() is page.back_button
    check_page(page)
    assert clipped(page) == []
