"""Notes on a person and who an unknown person is, entered above the page by keyboard and kept when the page is left."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import Person, PersonKind
from safeguard_app.services import identifications, people, person_notes
from safeguard_app.ui.incidents.identify_panel import IdentifyPanel
from safeguard_app.ui.people.person_note_panel import PersonNotePanel
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.button import Button
from tests.ui.accessibility import check_page
from tests.ui.keyboard import focused, press, write
from tests.ui.people.test_people import Opened, opened

__all__ = ["opened"]


def _note_panel(opened: Opened) -> PersonNotePanel:
    opened.settle()
    panel = opened.presenter.page.record.panel
    assert isinstance(panel, PersonNotePanel)
    return panel


def _button(opened: Opened, spoken: str) -> Button:
    found = opened.presenter.page.record.findChildren(Button)
    return next(
        one for one in found if (one.accessibleName() or one.text()).startswith(spoken) and one.isVisible()
    )


def test_a_note_is_one_key_from_a_person_and_stands_on_their_page(opened: Opened) -> None:
    opened.open("tyler")
    press("Ctrl+M")
    panel = _note_panel(opened)
    assert focused() is panel.text
    write("His mother rang about the bus.")
    press("Ctrl+Enter")
    opened.settle()
    assert opened.presenter.page.record.panel is None
    assert "His mother rang about the bus." in opened.words()
    check_page(opened.presenter.page)


def test_a_note_without_words_is_said_beside_it_and_put_away_words_come_back(opened: Opened) -> None:
    opened.open("tyler")
    press("Ctrl+M")
    panel = _note_panel(opened)
    press("Ctrl+Enter")
    opened.settle()
    assert panel.field("text").error
    panel.text.setFocus()
    write("Half a")
    press("Escape")
    assert opened.presenter.page.record.panel is None
    opened.open("kai")
    assert opened.presenter.page.record.panel is None
    opened.open("tyler")
    assert _note_panel(opened).text.text() == "Half a"


def test_where_a_note_on_an_adult_is_kept_is_said_before_anything_is_typed(opened: Opened) -> None:
    opened.open("shona")
    opened.presenter.do(RecordAct.NOTE)
    panel = _note_panel(opened)
    words = " ".join(label.text() for label in panel.findChildren(type(panel.heading)))
    assert "Kept apart from the daily log" in words


def test_a_note_is_corrected_with_a_reason_and_taken_back(opened: Opened) -> None:
    opened.open("kai")
    opened.presenter.do(RecordAct.NOTE)
    _note_panel(opened).text.set_text("He was early.")
    press("Ctrl+Enter")
    opened.settle()
    _button(opened, "Correct the note").click()
    panel = _note_panel(opened)
    assert panel.text.text() == "He was early."
    panel.text.set_text("He was late.")
    press("Ctrl+Enter")
    opened.settle()
    assert panel.field("reason").error
    panel.reason.setText("Misheard")
    press("Ctrl+Enter")
    opened.settle()
    assert "He was late." in opened.words() and "He was early." not in opened.words()
    _button(opened, "Take back the note").click()
    opened.settle()
    write("Another child")
    press("Ctrl+Enter")
    opened.settle()
    assert (
        opened.demo.wait(partial(person_notes.notes_on, opened.demo.session, opened.demo.reference("kai")))
        == ()
    )


def test_an_unknown_person_is_identified_and_it_is_taken_back(opened: Opened) -> None:
    def unknown() -> Reference:
        made, _ = people.add(opened.demo.session, Person("boy in red coat", PersonKind.UNKNOWN_PERSON))
        return made

    boy = opened.demo.wait(unknown)
    opened.presenter.open_person(boy)
    opened.settle()
    _button(opened, "Now known to be ...").click()
    opened.settle()
    panel = opened.presenter.page.record.panel
    assert isinstance(panel, IdentifyPanel)
    write("kai hallo")
    QTest.qWait(150)
    opened.settle()
    press("Enter")
    assert [one.name for one in panel.person.people()] == ["Kai Halloway"]
    panel.basis.setFocus()
    write("His father knew the coat.")
    QTest.keyClick(panel.basis, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert "Identified as Kai Halloway" in opened.words()
    _button(opened, "Take back: ").click()
    opened.settle()
    write("His brother")
    press("Ctrl+Enter")
    opened.settle()
    assert "It is not known who this is." in opened.words()
    assert opened.demo.wait(partial(identifications.identities_of, opened.demo.session, boy)) == ()


def test_the_chronology_is_read_when_it_is_asked_for_and_a_line_opens_its_record(opened: Opened) -> None:
    opened.open("tyler")
    section = opened.presenter.page.record.chronology
    asked: list[object] = []
    opened.presenter.record_opened.connect(asked.append)
    assert section.show_button.isVisible()
    section.show_button.setFocus()
    press("Space")
    opened.settle()
    assert opened.presenter.page.record.chronology.is_open and focused().parent() is section.length
    assert "Early help: began" in opened.words() and "On roll: began" not in opened.words()
    section.length.set_value(True)
    section.length.chosen.emit(True)
    opened.settle()
    assert "On roll: began" in opened.words()
    section.kind.set_value("status")
    section.kind.chosen.emit("status")
    opened.settle()
    shown = [one.text() for one in section.findChildren(QLabel) if one.isVisible()]
    assert "Early help: began" in shown and "On roll: began" not in shown
    section.kind.set_value("incident")
    section.kind.chosen.emit("incident")
    opened.settle()
    check_page(opened.presenter.page)
    _button(opened, "Open 2026-").click()
    assert asked
    opened.open("kai")
    assert section.show_button.isVisible()
