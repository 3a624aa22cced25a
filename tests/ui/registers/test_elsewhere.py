"""The registers from elsewhere: on a record, on a person's page, from Today and from the search."""

from functools import partial

from PySide6.QtWidgets import QPushButton

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import search
from safeguard_app.ui.incidents.incidents_presenter import IncidentsPresenter
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.people_presenter import PeoplePresenter
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.widgets.line_field import LineField
from tests.ui.conftest import Stage
from tests.ui.demo_log import OpenDemo
from tests.ui.registers.opened import Opened, fill, record_about_a_picture
from tests.ui.settling import until_still


def test_a_record_says_what_was_on_file_and_leads_to_it(demo: OpenDemo, stage: Stage) -> None:
    entries = fill(demo)
    record = record_about_a_picture(demo)
    window = MainWindow()
    presenter = IncidentsPresenter(demo.session, demo.tasks, Messages(window))
    opened: list[object] = []
    asked: list[tuple[str, object]] = []
    signals = presenter.page.record.signals
    signals.entry_opened.connect(opened.append)
    signals.entry_requested.connect(lambda logbook, about: asked.append((logbook, about)))
    window.add_page(PageKey.INCIDENTS, presenter)
    window.show_work(PageKey.INCIDENTS)
    stage.present(window)
    presenter.open_record(record)
    demo.settle()
    until_still(window, stage.settle)
    page = presenter.page.record
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisibleTo(page)]
    names = {one.accessibleName(): one for one in buttons}
    on_file = "Open the entry: Photograph consent, Ella Tamsin, Thu 24 Sep 2026"
    names[on_file].click()
    names["Open the entry: Calls for a policy review, 003 L31-34"].click()
    assert opened[0] == entries["consent"]
    assert isinstance(opened[1], Reference)
    menu = next(one.menu() for one in buttons if one.text() == "Enter in a register")
    assert menu is not None
    next(one for one in menu.actions() if one.text() == "Sanctions").trigger()
    assert asked == [("sanctions", record)]


def test_a_new_entry_about_a_record_has_its_number(demo: OpenDemo, stage: Stage) -> None:
    record = record_about_a_picture(demo)
    opened = Opened(demo, stage)
    opened.presenter.begin_new("sanctions", record)
    opened.settle()
    box = opened.box("case")
    assert isinstance(box, LineField)
    assert box.text().startswith("2026-")
    assert not opened.form.begun


def test_a_person_page_leads_to_the_entries_that_name_them(demo: OpenDemo, stage: Stage) -> None:
    entries = fill(demo)
    window = MainWindow()
    presenter = PeoplePresenter(demo.session, demo.tasks, Messages(window))
    opened: list[object] = []
    presenter.page.record.entry_opened.connect(opened.append)
    window.add_page(PageKey.PEOPLE, presenter)
    window.show_work(PageKey.PEOPLE)
    stage.present(window)
    ella = demo.person("ella").reference
    assert ella is not None
    presenter.open_person(ella)
    demo.settle()
    until_still(window, stage.settle)
    page = presenter.page.record
    link = next(
        one
        for one in page.findChildren(QPushButton)
        if one.accessibleName() == "Open the entry: Photograph consent, Ella Tamsin"
    )
    link.click()
    assert opened == [entries["consent"]]


def test_the_search_finds_an_entry_and_today_leads_to_its_register(demo: OpenDemo, stage: Stage) -> None:
    entries = fill(demo)
    opened = Opened(demo, stage)
    found = demo.wait(partial(search.search, demo.session, "sealed envelope"))
    assert [row.reference for row in found.rows] == [entries["account"]]
    opened.presenter.open_due(entries["breach"], "")
    opened.settle()
    detail = opened.presenter.logbook.panel.detail
    assert detail is not None
    assert detail.reference == entries["breach"]
    opened.presenter.open_due(entries["consent"], "photo-consent")
    opened.settle()
    shown = opened.presenter.logbook.shown
    assert shown is not None
    assert shown.logbook == "photo-consent"
