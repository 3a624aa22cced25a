"""The register of people: list and person, adding and correcting."""

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import HandleConfidence, PersonKind
from safeguard_app.services import identifications, identified, person_notes
from safeguard_app.services.identifications import Identifying
from safeguard_app.ui.people.people_presenter import PeoplePresenter
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey, RecordAct
from safeguard_app.ui.widgets.people_field import Chosen
from tests.gallery.demo_pages import messages_for_building, open_demo, page_window
from tests.gallery.scenes import Scene, scene


def _people() -> tuple[MainWindow, PeoplePresenter]:
    demo = open_demo()
    presenter = PeoplePresenter(demo.session, demo.tasks, messages_for_building())
    window = page_window(PageKey.PEOPLE, presenter, demo)
    presenter.setParent(window)
    return window, presenter


def _of(key: str) -> tuple[MainWindow, PeoplePresenter]:
    window, presenter = _people()
    presenter.open_person(open_demo().reference(key))
    presenter.shown()
    open_demo().settle()
    return window, presenter


@scene("people-pupil")
def pupil() -> Scene:
    """A pupil with records, family, an account and a declared aunt."""
    return Scene(_of("tyler")[0], after=open_demo().settle)


@scene("people-adult")
def adult() -> Scene:
    """An adult who works here."""
    return Scene(_of("shona")[0], after=open_demo().settle)


@scene("people-nobody-found")
def nobody_found() -> Scene:
    """A search that finds nobody offers to add them."""
    window, presenter = _people()
    presenter.page.list_pane.search.setText("Rowan Applegarth")
    return Scene(window, after=open_demo().settle)


@scene("people-add-pupil")
def add_pupil() -> Scene:
    """The form for a new pupil, one date not understood."""
    window, presenter = _people()
    presenter.begin_adding("Rowan Applegarth")
    form = presenter.forms.form
    assert form is not None
    form.born._date.set_text("14/2/2018")
    form.year_group.setText("Year 4")
    form.class_name.setText("4B")
    return Scene(window, after=open_demo().settle)


@scene("people-correct-adult")
def correct_adult() -> Scene:
    """Correcting an agency worker: posts, offices, accounts."""
    window, presenter = _of("merrin")
    presenter._begin_correction()
    return Scene(window, after=open_demo().settle)


@scene("people-errors")
def errors() -> Scene:
    """An account without a username: said beside it and above."""
    window, presenter = _people()
    presenter.begin_adding("", PersonKind.ACCOUNT_ONLY)
    return Scene(window, after=presenter.forms.save)


@scene("people-entered-in-error")
def entered_in_error() -> Scene:
    """Taking somebody off the register asks why."""
    window, presenter = _of("leon")
    return Scene(window, after=presenter._error_pressed)


@scene("people-note")
def note() -> Scene:
    """A note on a pupil, where it is kept said above it; and one that stands on the page already."""
    window, presenter = _of("tyler")
    demo = open_demo()
    made = Note(NoteKind.CALL, exactly(demo.session.now()), "His mother rang: late on Friday.", "Mrs Pike")
    demo.wait(partial(person_notes.add, demo.session, demo.reference("tyler"), made))
    presenter.open_person(demo.reference("tyler"))
    presenter.shown()
    demo.settle()

    def act() -> None:
        presenter.do(RecordAct.NOTE)
        demo.settle()

    return Scene(window, after=act)


def _identified() -> tuple[MainWindow, PeoplePresenter]:
    window, presenter = _of("truth")
    demo = open_demo()
    given = Identifying(
        demo.person("truth"),
        demo.person("halloway"),
        exactly(demo.session.now()),
        "He said so himself when the school rang about the post.",
        HandleConfidence.CONFIRMED,
    )
    if not demo.wait(partial(identified.identified_as, demo.session, demo.person("truth"))):
        demo.wait(partial(identifications.identify, demo.session, given))
    return window, presenter


@scene("people-account-identified")
def account_identified() -> Scene:
    """A bare account that is by now known to be a parent’s."""
    window, presenter = _identified()
    presenter.open_person(open_demo().reference("truth"))
    presenter.shown()
    open_demo().settle()
    return Scene(window, after=open_demo().settle)


@scene("people-recorded-as")
def recorded_as() -> Scene:
    """The parent, with the records in which the account stands."""
    window, presenter = _identified()
    presenter.open_person(open_demo().reference("halloway"))
    presenter.shown()
    open_demo().settle()
    return Scene(window, after=open_demo().settle)


@scene("people-identify")
def identify() -> Scene:
    """Saying who an account is; nothing is filled in yet, and it is asked for."""
    window, presenter = _of("truth")

    def act() -> None:
        assert presenter.panels is not None
        presenter.panels.identify()
        open_demo().settle()
        presenter.panels.submit()
        open_demo().settle()

    return Scene(window, after=act)


@scene("people-chronology")
def chronology() -> Scene:
    """Everything about a pupil, newest first."""
    window, presenter = _of("tyler")

    def act() -> None:
        record = presenter.page.record
        record.chronology.show_button.click()
        open_demo().settle()
        record.chronology.length.set_value(True)
        record.chronology.length.chosen.emit(True)
        open_demo().settle()
        QApplication.processEvents()
        record.body.ensureWidgetVisible(record.chronology.kind, 0, 400)

    return Scene(window, after=act)


@scene("people-chronology-beside")
def chronology_beside() -> Scene:
    """Two pupils side by side, one sentence of each line; one line is marked."""
    window, presenter = _of("tyler")
    demo = open_demo()

    def act() -> None:
        section = presenter.page.record.chronology
        section.show_button.click()
        demo.settle()
        section.show_more()
        chosen = Chosen(demo.reference("kai"), "Kai Halloway")
        section.people.set_people([chosen])
        section.people.added.emit(chosen)
        demo.settle()
        for control, value in ((section.speed, False), (section.length, True)):
            control.set_value(value)
            control.chosen.emit(value)
        demo.settle()
        QApplication.processEvents()
        body = presenter.page.record.body
        inside = body.widget()
        assert inside is not None
        body.verticalScrollBar().setValue(section.layout_choice.mapTo(inside, QPoint(0, 0)).y())

    return Scene(window, after=act)
