"""Bringing people in from a file: how it is read, what would happen, what was brought in before."""

import csv
import io
from dataclasses import replace

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.import_fields import ImportField
from safeguard_app.domain.people import Person
from safeguard_app.services import people_import
from safeguard_app.services.merging import EntryWords, MergedEntry, PairWords
from safeguard_app.ui.people.duplicates_sheet import MergeSheet, SamePersonSheet
from safeguard_app.ui.people.people_presenter import PeoplePresenter
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from tests.gallery.demo_pages import messages_for_building, open_demo, page_window
from tests.gallery.scenes import Scene, scene

_TITLES = ("UPN", "Legal Surname", "Legal Forename", "DOB", "Year Group", "Reg Group", "House")


def list_of(session_people: list[Person]) -> str:
    """An export as a school system writes it: the demo's pupils with some changes, newcomers and slips."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_TITLES)
    for place, person in enumerate(session_people):
        forename, _, surname = person.name.rpartition(" ")
        born = f"{person.date_of_birth:%d/%m/%Y}" if person.date_of_birth else ""
        group = "5A" if place == 0 else person.class_name
        writer.writerow((f"E9{place:011d}", surname, forename, born, person.year_group, group, "Kingfisher"))
    writer.writerow(("E90000000101", "Applegarth", "Rowan", "14/09/2017", "Year 4", "4B", "Heron"))
    writer.writerow(("E90000000102", "=Brackenbury", "Isla", "23/04/2018", "Year 3", "3A", "Heron"))
    writer.writerow(("E90000000103", "Corrigan", "Tomas", "31/11/2016", "Year 5", "5C", "Heron"))
    return out.getvalue()


def _pupils() -> list[Person]:
    now = open_demo().wait(lambda: people_import.register_now(open_demo().session))
    return [one.person for one in now.people if one.person.kind.value == "pupil"]


def _window() -> tuple[MainWindow, PeoplePresenter]:
    demo = open_demo()
    presenter = PeoplePresenter(demo.session, demo.tasks, messages_for_building())
    window = page_window(PageKey.PEOPLE, presenter, demo)
    presenter.setParent(window)
    presenter.work.imports.begin()
    demo.settle()
    return window, presenter


def _with_file() -> tuple[MainWindow, PeoplePresenter]:
    window, presenter = _window()
    presenter.work.imports.read_content(list_of(_pupils()).encode("utf-8-sig"))
    open_demo().settle()
    return window, presenter


@scene("import-begin")
def begin() -> Scene:
    """Before a file was chosen."""
    return Scene(_window()[0], after=open_demo().settle)


@scene("import-reading")
def reading() -> Scene:
    """A file is read: columns guessed, one question open."""
    return Scene(_with_file()[0], after=open_demo().settle)


@scene("import-refused")
def refused() -> Scene:
    """A spreadsheet instead of CSV."""
    window, presenter = _window()
    presenter.work.imports.read_content(b"PK\x03\x04")
    return Scene(window, after=open_demo().settle)


@scene("import-dates")
def dates() -> Scene:
    """No date says whether the day or the month comes first."""
    window, presenter = _window()
    text = "Surname,Forename,Birthday\nPike,Una,03/04/2018\nDoyle,Edd,05/06/2017\n"
    presenter.work.imports.read_content(text.encode())
    open_demo().settle()
    presenter.work.imports.page.reading.orders[ImportField.DATE_OF_BIRTH].setFocus()
    presenter.work.imports.main_act()
    return Scene(window, after=open_demo().settle)


@scene("import-preview")
def preview() -> Scene:
    """What would happen: questions, new, changed, not brought in."""
    window, presenter = _with_file()
    presenter.work.imports.page.reading.everybody.set_value("everybody")
    presenter.work.imports.main_act()
    return Scene(window, after=open_demo().settle)


def _list_sheet() -> tuple[MainWindow, ModalSheet]:
    window, presenter = _window()
    presenter.work.imports.imports.open()
    open_demo().settle()
    sheet = presenter.work.imports.imports.open_sheet
    assert sheet is not None
    return window, sheet


@scene("import-list")
def imports() -> Scene:
    """The files people were brought in from; none yet in the demo school."""
    return Scene(_list_sheet()[0], after=open_demo().settle)


def _pairs() -> tuple[PairWords, ...]:
    """Two pairs as the register would propose them; nothing is written into the demo school's log."""
    demo = open_demo()
    place, other = demo.reference("tyler"), demo.reference("leon")
    ella = EntryWords(
        place, "Ella Tamsin", ("Pupil, 5N, Year 5, aged 10", "Born 22 Sep 2015", "In 2 records")
    )
    twice = EntryWords(
        other,
        "Ella Tamzin",
        ("Pupil, aged 10", "Born 22 Sep 2015", "Admission number 004512", "In no records"),
    )
    account = EntryWords(
        other, "@el.tamsin", ("Account, not attributed", "No date of birth entered", "In 1 record")
    )
    return (
        PairWords(ella, twice, "The same date of birth and a similar name"),
        PairWords(ella, account, "The same account"),
    )


@scene("duplicates-list")
def duplicates() -> Scene:
    """Who may be entered twice."""
    window, presenter = _window()
    presenter.page.show_work()
    presenter.work.duplicates._show(_pairs())
    return Scene(window, after=open_demo().settle)


@scene("duplicates-merge")
def merge() -> Scene:
    """Making two entries one asks which goes on, and why."""
    window, presenter = _window()
    presenter.page.show_work()
    presenter.work.duplicates._ask_merge(_pairs()[0])
    open_demo().settle()
    sheet = presenter.work.duplicates.open_sheet
    assert isinstance(sheet, MergeSheet)
    sheet.show_taken(("Class", "Numbers: 1 more"))
    return Scene(window, after=open_demo().settle)


@scene("import-questions")
def questions() -> Scene:
    """A list without dates of birth: nobody is taken for somebody by name alone."""
    window, presenter = _window()
    text = "Surname,Forename,Class\nPike,Tyler,4C\nMarsh,Leon,5N\nApplegarth,Rowan,4B\n"
    presenter.work.imports.read_content(text.encode())
    open_demo().settle()
    presenter.work.imports.page.reading.everybody.set_value("everybody")
    presenter.work.imports.main_act()
    return Scene(window, after=open_demo().settle)


@scene("duplicates-same")
def same() -> Scene:
    """Somebody says that another entry is the same person."""
    window, presenter = _window()
    presenter.page.show_work()
    SamePersonSheet("Ella Tamsin").open_over(window)
    return Scene(window, after=open_demo().settle)


@scene("people-merged")
def merged() -> Scene:
    """The page of somebody who was entered twice says so, and is the way to take the two apart."""
    window, presenter = _window()
    demo = open_demo()
    presenter.page.show_work()
    presenter.open_person(demo.reference("tyler"))
    presenter.shown()
    demo.settle()
    record = presenter.page.record
    assert record.view is not None
    words = "Merged with this entry on Mon 12 Oct 2026 by Miss Jo Abbey: Typed in twice in September"
    record.show_person(replace(record.view, merged=(MergedEntry(RecordId("0" * 32), "Tyler Pyke", words),)))
    return Scene(window, after=demo.settle)
