"""The page of people over a real log: finding, opening, adding every kind, correcting, taking off."""

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, RecordId
from safeguard_app.domain.people import (
    AdultType,
    FamilyLink,
    Handle,
    HandleConfidence,
    Office,
    OfficeKind,
    Person,
    PersonKind,
    PersonRef,
    Relation,
)
from safeguard_app.domain.periods import Period
from safeguard_app.services import audit_log, people
from safeguard_app.ui.people.people_presenter import PeoplePresenter
from safeguard_app.ui.people.person_form_page import PersonFormPage
from safeguard_app.ui.people.person_rows import NO_RELATIVE, NO_USERNAME
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey, RecordAct
from safeguard_app.ui.widgets.button import Button
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.demo_log import OpenDemo
from tests.ui.keyboard import focused, press, write
from tests.ui.settling import until_still


class Opened:
    """The page in the real window."""

    def __init__(self, demo: OpenDemo, stage: Stage) -> None:
        self.demo = demo
        self._stage = stage
        self.window = MainWindow()
        self.messages = self.window.messages
        self.presenter = PeoplePresenter(demo.session, demo.tasks, self.messages)
        self.window.add_page(PageKey.PEOPLE, self.presenter)
        self.window.show_work(PageKey.PEOPLE)
        self.presenter.acts_changed.connect(self.window.page_changed)
        self.presenter.changed.connect(self.window.broadcast)
        stage.present(self.window)
        self.settle()

    def settle(self) -> None:
        """Wait for the log and for the layouts."""
        self.demo.settle()
        until_still(self.window, self._stage.settle)

    @property
    def form(self) -> PersonFormPage:
        form = self.presenter.forms.form
        assert form is not None
        return form

    def in_form(self) -> bool:
        """Whether the form is in view."""
        return self.presenter.page.shows_form

    def names(self) -> list[str]:
        """The names in the list."""
        pane = self.presenter.page.list_pane.list
        return [pane._rows.row_at(place).title for place in range(pane.row_count())]

    def find(self, text: str) -> list[str]:
        """Type into the search field and wait for the list."""
        pane = self.presenter.page.list_pane
        pane.search.setText(text)
        pane._tell()
        self.settle()
        return self.names()

    def open(self, key: str) -> None:
        """Show somebody of the story."""
        self.presenter.open_person(self.demo.reference(key))
        self.settle()

    def words(self) -> str:
        """Everything the person's page says."""
        labels = self.presenter.page.record.findChildren(QLabel)
        links = [button.text() for button in self.presenter.page.record.findChildren(Button)]
        return "\n".join([*(label.text() for label in labels if label.isVisible()), *links])

    def stored(self, name: str) -> list[Person]:
        """Everybody of that name on the register."""
        rows = self.demo.wait(partial(people.rows, self.demo.session, name))
        return [
            self.demo.wait(partial(people.stored_person, self.demo.session, row.reference)).content
            for row in rows
            if row.name == name
        ]


@pytest.fixture
def opened(demo: OpenDemo, stage: Stage) -> Iterator[Opened]:
    made = Opened(demo, stage)
    yield made
    demo.settle()


@pytest.mark.parametrize(
    ("typed", "name"),
    [("pik", "Tyler Pike"), ("5n", "Kai Halloway"), ("@joel", "Joel Merrin"), ("midday", "Shona Pike")],
)
def test_anybody_is_found_by_any_part_of_name_class_or_handle(opened: Opened, typed: str, name: str) -> None:
    everyone = opened.names()
    found = opened.find(typed)
    assert name in found
    assert len(found) < len(everyone)


def test_the_list_can_be_narrowed_to_one_kind(opened: Opened) -> None:
    pane = opened.presenter.page.list_pane
    pane.kind.set_value(PersonKind.PARENT_CARER.value)
    pane._tell()
    opened.settle()
    assert "Mrs Dawn Pike" in opened.names()
    assert "Tyler Pike" not in opened.names()


def test_a_page_shows_records_family_accounts_and_what_was_declared(opened: Opened) -> None:
    opened.open("tyler")
    words = opened.words()
    for expected in (
        "Shona Pike",
        "Aunt",
        "Mrs Dawn Pike",
        "Parental responsibility",
        "@tyler.pike4",
        "TikTok",
    ):
        assert expected in words
    assert "Acknowledged, with conditions" in words
    assert "Staff-pupil contact" in words


def test_opening_somebody_is_written_into_the_audit_before_they_are_shown(opened: Opened) -> None:
    opened.open("kai")
    reference = opened.demo.reference("kai")
    page = opened.demo.wait(partial(audit_log.page, opened.demo.session, Compartment.DAILY))
    assert (page.rows[0].kind, page.rows[0].record) == (EventKind.VIEWED, reference)


def test_a_pupil_is_added_with_the_keyboard_alone(opened: Opened) -> None:
    opened.presenter.begin_adding()
    assert focused() is opened.form.name
    write("Rowan Applegarth")
    press("Tab", "Tab")
    write("Year 4")
    press("Tab")
    write("4B")
    press("Tab")
    write("14/2/2018")
    press("Ctrl+Enter")
    opened.settle()
    assert not opened.in_form()
    (person,) = opened.stored("Rowan Applegarth")
    assert (person.kind, person.year_group, person.class_name) == (PersonKind.PUPIL, "Year 4", "4B")
    assert str(person.date_of_birth) == "2018-02-14"
    assert person.on_roll == ()
    view = opened.presenter.page.record.view
    assert view is not None and view.page.name == "Rowan Applegarth"


def test_two_people_of_one_name_are_two_records_told_apart_by_class(opened: Opened) -> None:
    opened.presenter.begin_adding("Tyler Pike")
    opened.form.class_name.setText("6O")
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    opened.find("tyler")
    pane = opened.presenter.page.list_pane.list
    rows = [pane._rows.row_at(place) for place in range(pane.row_count())]
    assert [row.title for row in rows] == ["Tyler Pike", "Tyler Pike"]
    assert len({row.second for row in rows}) == 2


@pytest.mark.parametrize("kind", list(PersonKind))
def test_everybody_can_be_added_with_what_their_kind_needs(opened: Opened, kind: PersonKind) -> None:
    opened.presenter.begin_adding("Robin Example", kind)
    form = opened.form
    if kind is PersonKind.STAFF:
        row = form.posts.rows()[0]
        row.title.setText("Caterer")
        row.adult_type.set_value(AdultType.CONTRACTOR.value)
        row.employer.setText("Brightkitchen (invented)")
        row.period.start.set_day(_day("2026-01-05"))
        office = form.offices.add()
        office.kind.set_value(OfficeKind.ACTING_HEADTEACHER.value)
        office.period.set_period(Period(_day("2026-02-02"), _day("2026-02-13")))
    if kind is PersonKind.ACCOUNT_ONLY:
        account = form.handles.rows()[0]
        account.name.setText("@robin.example")
        account.platform.set_platform("snapchat")
    if kind is PersonKind.PARENT_CARER:
        form.safe_to_contact.setText("Not by letter")
        form.interpreter.setText("Polish")
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    (person,) = opened.stored("Robin Example")
    assert person.kind is kind
    if kind is PersonKind.STAFF:
        assert person.posts[0].adult_type is AdultType.CONTRACTOR
        assert person.posts[0].employer == "Brightkitchen (invented)"
        assert person.offices == (
            Office(OfficeKind.ACTING_HEADTEACHER, Period(_day("2026-02-02"), _day("2026-02-13"))),
        )
    if kind is PersonKind.ACCOUNT_ONLY:
        assert person.handles == (Handle("snapchat", "@robin.example", HandleConfidence.SUSPECTED, ""),)
    if kind is PersonKind.PARENT_CARER:
        assert (person.safe_to_contact, person.interpreter) == ("Not by letter", "Polish")


def test_a_correction_needs_its_reason_and_nothing_typed_is_lost(opened: Opened) -> None:
    opened.open("leon")
    opened.presenter.do(RecordAct.CORRECT)
    opened.form.class_name.setText("6X")
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert opened.in_form()
    assert opened.form.errors.isVisible()
    assert opened.form.class_name.text() == "6X"
    assert opened.stored("Leon Marsh")[0].class_name == "6O"
    opened.form.reason.setText("Moved class.")
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert opened.stored("Leon Marsh")[0].class_name == "6X"


def test_a_relative_is_entered_once_and_seen_from_both_sides(opened: Opened) -> None:
    opened.open("aisha")
    opened.presenter.do(RecordAct.CORRECT)
    row = opened.form.family.add()
    aunt = opened.demo.person("finch")
    row.set_link(FamilyLink(_id(aunt), Relation.AUNT_OR_UNCLE, "great-aunt"), aunt)
    opened.form.reason.setText("Her mother said so.")
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert "Ms Laura Finch" in opened.words() and "Great-aunt" in opened.words()
    opened.open("finch")
    assert "Aisha Karimi" in opened.words() and "Niece or nephew" in opened.words()


def test_a_correction_goes_on_after_somebody_else_corrected_meanwhile(opened: Opened) -> None:
    opened.open("leon")
    opened.presenter.do(RecordAct.CORRECT)
    opened.form.reason.setText("Known as Lee.")
    opened.form.known_as.setText("Lee")
    reference = opened.demo.reference("leon")
    stored = opened.demo.wait(partial(people.stored_person, opened.demo.session, reference))
    opened.demo.wait(
        partial(people.correct, opened.demo.session, reference, stored.content, "Meanwhile.", replacing=1)
    )
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert opened.in_form() and opened.form.known_as.text() == "Lee"
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert opened.stored("Leon Marsh")[0].known_as == "Lee"


def test_a_date_that_is_not_understood_is_asked_about_and_nothing_is_kept(opened: Opened) -> None:
    opened.presenter.begin_adding("Rowan Applegarth")
    opened.form.born._date.set_text("the day before yesterday's")
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert opened.in_form()
    assert opened.form.errors.links()
    assert opened.stored("Rowan Applegarth") == []


def test_leaving_with_words_not_kept_is_asked_about(opened: Opened) -> None:
    opened.presenter.begin_adding()
    opened.form.cancel_button.click()
    assert not opened.in_form()
    opened.presenter.begin_adding()
    opened.form.name.setText("Rowan")
    opened.form.cancel_button.click()
    box = opened.messages.open_sheet
    assert box is not None
    box.buttons["stay"].click()
    assert opened.in_form() and opened.form.name.text() == "Rowan"
    opened.form.cancel_button.click()
    box = opened.messages.open_sheet
    assert box is not None
    box.buttons["leave"].click()
    assert not opened.in_form()


def test_rows_begun_and_not_filled_in_are_named(opened: Opened) -> None:
    opened.presenter.begin_adding("Rowan Applegarth")
    opened.form.handles.add()
    opened.form.family.add()
    opened.presenter.do(RecordAct.FILE)
    assert [one.text() for one in opened.form.errors.links()] == [NO_USERNAME, NO_RELATIVE]


def test_somebody_named_in_records_stays_on_the_register(opened: Opened) -> None:
    opened.open("tyler")
    opened.presenter._error_pressed()
    _give_reason(opened, "Wrong Tyler.")
    assert opened.presenter.page.record.view is not None
    box = opened.messages.open_sheet
    assert box is not None and "Records name this person" in box.message.sentence
    assert opened.stored("Tyler Pike")[0].entered_in_error is None


def test_somebody_entered_in_error_leaves_list_and_page_at_once(opened: Opened) -> None:
    opened.presenter.begin_adding("Rowan Applegarth")
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    opened.presenter._error_pressed()
    _give_reason(opened, "Typed twice.")
    assert "Rowan Applegarth" not in opened.names()
    assert opened.presenter.page.record.view is None


def _give_reason(opened: Opened, reason: str) -> None:
    sheet = opened.window.findChild(ReasonSheet)
    assert sheet is not None
    assert focused() is sheet.reason
    press("Enter")
    assert sheet.field.error
    write(reason)
    press("Enter")
    opened.settle()


def test_the_acts_of_a_page_say_whom_they_are_about(opened: Opened) -> None:
    seen: list[tuple[str, object]] = []
    opened.presenter.incident_requested.connect(lambda ref: seen.append(("incident", ref)))
    opened.presenter.check_requested.connect(lambda ref, adult: seen.append(("check", (ref.name, adult))))
    opened.presenter.declaration_requested.connect(lambda ref: seen.append(("declaration", ref.name)))
    opened.open("shona")
    header = opened.presenter.page.record.header
    header.incident_button.click()
    header.check_button.click()
    header.declare_action.trigger()
    opened.open("tyler")
    header.check_button.click()
    incident = seen[0][1]
    assert isinstance(incident, PersonRef) and incident.reference == opened.demo.reference("shona")
    assert seen[1:] == [
        ("check", ("Shona Pike", True)),
        ("declaration", "Shona Pike"),
        ("check", ("Tyler Pike", False)),
    ]


def test_tab_goes_through_a_new_row_where_it_stands(opened: Opened) -> None:
    opened.presenter.begin_adding("Rowan Applegarth")
    row = opened.form.handles.add()
    opened.settle()
    row.claimed.setFocus()
    press("Tab")
    assert focused().accessibleName() == "Take out: account"
    press("Tab")
    assert focused() is opened.form.handles.add_button


def test_whose_an_account_says_it_is_is_typed_kept_and_shown(opened: Opened) -> None:
    opened.presenter.begin_adding("", PersonKind.ACCOUNT_ONLY)
    row = opened.form.handles.rows()[0]
    opened.settle()
    row.name.setFocus()
    write("@headteacher.unreal")
    until_focus(row.claimed)
    write("Mrs Carol Denning")
    press("Ctrl+Enter")
    opened.settle()
    if opened.in_form():
        opened.presenter.do(RecordAct.FILE)
        opened.settle()
    assert not opened.in_form()
    assert "Says it is Mrs Carol Denning" in opened.words()
    opened.presenter.do(RecordAct.CORRECT)
    opened.settle()
    assert opened.form.handles.rows()[0].claimed.text() == "Mrs Carol Denning"


def until_focus(wanted: QWidget) -> None:
    """Tab on until it has the keyboard."""
    for _ in range(12):
        if focused() is wanted:
            return
        press("Tab")
    raise AssertionError(f"Tab never comes to {wanted.accessibleName()}")


def test_the_account_of_somebody_nobody_has_named_is_shown_by_its_username(opened: Opened) -> None:
    opened.presenter.begin_adding("", PersonKind.ACCOUNT_ONLY)
    opened.form.handles.rows()[0].name.setText("@somebody.unnamed")
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert "@somebody.unnamed" in opened.find("somebody")


def test_list_and_person_take_turns_where_both_do_not_fit(opened: Opened) -> None:
    opened.window.resize(700, 500)
    opened.settle()
    page = opened.presenter.page
    assert page.list_pane.isVisible() and not page.record.isVisible()
    page.list_pane.list.setFocus()
    press("Down", "Enter")
    opened.settle()
    assert page.record.isVisible() and not page.list_pane.isVisible()
    page.record.header.list_button.click()
    assert page.list_pane.isVisible()


def test_the_form_can_be_named_and_hit(opened: Opened) -> None:
    opened.open("merrin")
    opened.presenter.do(RecordAct.CORRECT)
    opened.form.family.add()
    opened.form.offices.add()
    opened.settle()
    check_page(opened.window)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _id(person: PersonRef) -> RecordId:
    assert person.reference is not None
    return person.reference.id
