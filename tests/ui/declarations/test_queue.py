"""The Headteacher's queue: everything that waits, decided in one sitting, signed with one passphrase."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.declarations import (
    DeclarationKind,
    DeclaredPupil,
    How,
    StepKind,
)
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.moments import on_day
from safeguard_app.domain.people import OfficeKind, Relation
from safeguard_app.domain.users import Role
from safeguard_app.services import audit_log, declarations, users
from safeguard_app.services.declaration_detail import detail
from safeguard_app.services.declaration_forms import DeclarationInput, StepInput
from safeguard_app.services.opening import PersonWithKey
from safeguard_app.services.register_facts import declaration
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.declarations.queue_item import NEEDS_CONDITIONS, Choice
from safeguard_app.ui.declarations.queue_sheet import NOTHING_DECIDED, QueueSheet
from safeguard_app.ui.people.day_field import typed_of
from safeguard_app.ui.theme.theme import Theme
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped, cut_off
from tests.ui.conftest import Stage
from tests.ui.declarations.opened import Opened
from tests.ui.demo_log import ZONE, OpenDemo
from tests.ui.keyboard import focused, press, write


@pytest.fixture
def opened(demo: OpenDemo, stage: Stage) -> Opened:
    """Signed in as the Headteacher, the sheet open."""
    demo.sign_in("head")
    made = Opened(demo, stage)
    made.presenter.register.queue_button.click()
    made.settle()
    return made


def _sheet(opened: Opened) -> QueueSheet:
    assert opened.presenter.queue is not None and opened.presenter.queue.sheet is not None
    return opened.presenter.queue.sheet


def _decide(opened: Opened, *choices: Choice) -> None:
    """Decide from the first on; what is left over stays waiting."""
    sheet = _sheet(opened)
    left = (Choice.LEAVE,) * (len(sheet.pages) - len(choices))
    for page, choice in zip(sheet.pages, (*choices, *left), strict=True):
        page.choice.set_value(choice.value)
        page._fit()
        sheet.next_button.click()
        opened.settle()


def _passphrase(opened: Opened) -> str:
    return opened.demo.log.passphrases["head"]


def test_the_queue_is_the_act_of_the_page_for_the_headteacher_alone(demo: OpenDemo, stage: Stage) -> None:
    as_lead = Opened(demo, stage)
    assert not as_lead.presenter.own_act
    demo.sign_in("head")
    assert Opened(demo, stage).presenter.own_act


def test_it_is_decided_with_the_keyboard_and_one_passphrase(opened: Opened) -> None:
    sheet = _sheet(opened)
    assert focused() is sheet.pages[0].choice
    press("Down")
    opened.settle()
    assert sheet.pages[0].chosen() is Choice.ACKNOWLEDGED
    sheet.next_button.setFocus()
    press("Enter")
    assert focused() is sheet.pages[1].choice
    press("Down", "Down")
    opened.settle()
    sheet.pages[1].conditions.setFocus()
    write("Not during lessons")
    sheet.next_button.setFocus()
    press("Enter")
    assert focused() is sheet.pages[2].choice
    sheet.next_button.setFocus()
    press("Enter")
    assert focused() is sheet.passphrase
    write(_passphrase(opened))
    press("Enter")
    opened.settle()
    meanings = {row.adult: row.status.meaning for row in opened.rows()}
    assert meanings["Ms Laura Finch"] is StatusMeaning.DONE
    assert meanings["Ms Priya Nandra"] is StatusMeaning.DONE
    step = opened.on_file("Ms Priya Nandra").steps[-1]
    assert (step.kind, step.how, step.capacity) == (
        StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
        How.ON_SCREEN,
        OfficeKind.HEADTEACHER,
    )
    assert step.conditions == ("Not during lessons",)
    rows = opened.demo.wait(partial(audit_log.page, opened.demo.session, Compartment.DAILY)).rows
    assert [row.kind for row in rows].count(EventKind.ACKNOWLEDGED) >= 2


def test_a_wrong_passphrase_keeps_every_decision_and_decides_nothing(opened: Opened) -> None:
    _decide(opened, Choice.ACKNOWLEDGED, Choice.REFUSED)
    sheet = _sheet(opened)
    sheet.passphrase.setText("not the passphrase at all")
    sheet.next_button.click()
    opened.settle()
    assert sheet.problem.isVisible()
    assert [page.chosen() for page in sheet.pages] == [Choice.ACKNOWLEDGED, Choice.REFUSED, Choice.LEAVE]
    assert opened.on_file("Ms Laura Finch").steps[-1].kind is StepKind.DISCUSSED
    sheet.passphrase.setText(_passphrase(opened))
    sheet.next_button.click()
    opened.settle()
    assert opened.on_file("Ms Laura Finch").steps[-1].kind is StepKind.ACKNOWLEDGED
    assert opened.on_file("Ms Priya Nandra").steps[-1].kind is StepKind.REFUSED


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_who_signs_sees_the_facts_that_the_register_shows(
    opened: Opened, stage: Stage, theme: Theme, scale: float
) -> None:
    theme.set_text_scale(scale)
    opened.window.resize(1024, 608)
    stage.settle()
    for page in _sheet(opened).pages:
        shown = opened.demo.wait(partial(detail, opened.demo.session, page.item.reference))
        wanted = [f"{label}: {words}" for pupil in shown.pupils for label, words in pupil.facts]
        assert wanted and shown.nature
        _sheet(opened).go(_sheet(opened).pages.index(page))
        opened.settle()
        said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
        for words in (*wanted, shown.nature):
            assert words in said
        assert clipped(opened.window) == []
        assert cut_off(opened.window) == []


def test_the_next_one_is_read_from_its_beginning(opened: Opened, stage: Stage, theme: Theme) -> None:
    theme.set_text_scale(2.0)
    opened.window.resize(1024, 608)
    opened.settle()
    sheet = _sheet(opened)
    sheet.show_whole(sheet.pages[0].choice)
    bar = sheet.findChildren(QScrollArea)[0].verticalScrollBar()
    assert bar.value() > 0
    sheet.next_button.click()
    opened.settle()
    assert sheet.pages[1].isVisible()
    assert bar.value() == 0


def test_conditions_are_asked_for_before_going_on(opened: Opened) -> None:
    sheet = _sheet(opened)
    sheet.pages[0].choice.set_value(Choice.WITH_CONDITIONS.value)
    sheet.pages[0]._fit()
    sheet.next_button.click()
    assert sheet.pages[0].isVisible()
    assert sheet.pages[0]._fields["conditions"].error == NEEDS_CONDITIONS
    assert focused() is sheet.pages[0].conditions


def test_a_talk_is_kept_with_its_own_date_before_the_decision(opened: Opened) -> None:
    sheet = _sheet(opened)
    page = sheet.pages[1]
    assert page.item.adult == "Ms Priya Nandra"
    page.discussed.set_typed(typed_of(on_day(date(2026, 10, 9), ZONE)))
    _decide(opened, Choice.LEAVE, Choice.ACKNOWLEDGED)
    sheet.passphrase.setText(_passphrase(opened))
    sheet.next_button.click()
    opened.settle()
    kinds = [step.kind for step in opened.on_file("Ms Priya Nandra").steps]
    assert kinds == [StepKind.DECLARED, StepKind.DISCUSSED, StepKind.ACKNOWLEDGED]
    assert opened.on_file("Ms Laura Finch").steps[-1].kind is StepKind.DISCUSSED


def test_nothing_decided_is_nothing_signed(opened: Opened) -> None:
    _decide(opened, Choice.LEAVE, Choice.LEAVE)
    sheet = _sheet(opened)
    sheet.passphrase.setText(_passphrase(opened))
    sheet.next_button.click()
    opened.settle()
    assert sheet.problem.words()[0] == NOTHING_DECIDED


def test_their_own_declaration_is_for_the_chair_on_paper(demo: OpenDemo, stage: Stage) -> None:
    head, pupil = demo.person("denning"), demo.person("leon")
    declared = StepInput(StepKind.DECLARED, on_day(date(2026, 9, 1), ZONE), How.SIGNED_PAPER, head)
    about = (DeclaredPupil(pupil, Relation.COUSIN),)
    entered = DeclarationInput(DeclarationKind.FAMILY_RELATIONSHIP, head, about, (declared,))
    demo.wait(partial(declarations.enter, demo.session, entered))
    demo.sign_in("head")
    opened = Opened(demo, stage)
    opened.presenter.open_queue()
    opened.settle()
    page = _sheet(opened).pages[0]
    assert page.item.adult == "Mrs Carol Denning"
    assert not page.choice.isVisible()
    assert "Chair" in page.item.why_not and "signed sheet" in page.item.why_not
    assert page.decided() is None


def test_the_chair_signs_beside_the_lead_by_keyboard_with_a_passphrase_of_their_own(
    demo: OpenDemo, stage: Stage
) -> None:
    theirs = "copper lantern meadow tide basket"
    account = PersonWithKey("Mr Paul Strand", (Role.CHAIR,), theirs)
    demo.wait(partial(users.add, demo.session, account))
    opened = Opened(demo, stage)
    register = opened.presenter.register
    assert not register.chair_button.isVisible(), "nothing of the Headteacher’s waits yet"
    head, pupil = demo.person("denning"), demo.person("leon")
    declared = StepInput(StepKind.DECLARED, on_day(date(2026, 9, 1), ZONE), How.SIGNED_PAPER, head)
    about = (DeclaredPupil(pupil, Relation.COUSIN),)
    entered = DeclarationInput(DeclarationKind.FAMILY_RELATIONSHIP, head, about, (declared,))
    reference, changes = demo.wait(partial(declarations.enter, demo.session, entered))
    opened.window.broadcast(changes)
    opened.settle()
    assert "1 declaration waits for Mr Paul Strand" in register.chair_words.text()
    register.chair_button.setFocus()
    press("Space")
    opened.settle()
    sheet = _sheet(opened)
    (page,) = sheet.pages
    assert (page.item.adult, focused()) == ("Mrs Carol Denning", page.choice)
    press("Down")
    sheet.next_button.setFocus()
    press("Enter")
    opened.settle()
    assert focused() is sheet.passphrase
    assert sheet.passphrase.accessibleName() == "Passphrase of Mr Paul Strand, Chair of Governors"
    write(opened.demo.log.passphrases["lead"])
    press("Enter")
    opened.settle()
    assert "not the passphrase of Mr Paul Strand" in sheet.problem.words()[0]
    assert sheet.passphrase.text() == "", "nobody else signs with what the Chair typed"
    write(theirs)
    sheet.back_button.click()
    assert sheet.passphrase.text() == "", "nor after the decision was looked at again"
    sheet.next_button.click()
    write(theirs)
    press("Enter")
    opened.settle()
    step = demo.wait(partial(declaration, demo.session, reference)).content.steps[-1]
    assert (step.kind, step.how, step.by.name, step.capacity) == (
        StepKind.ACKNOWLEDGED,
        How.ON_SCREEN,
        "Mr Paul Strand",
        OfficeKind.CHAIR,
    )
    assert not register.chair_button.isVisible()


def test_the_lead_sees_what_waits_and_signs_nothing(demo: OpenDemo, stage: Stage) -> None:
    opened = Opened(demo, stage)
    opened.presenter.open_queue()
    opened.settle()
    sheet = _sheet(opened)
    sheet.next_button.click()
    assert sheet.pages[1].isVisible()
    sheet.next_button.click()
    assert sheet.pages[-1].isVisible()
    assert not sheet.next_button.isVisible()
    assert not sheet.passphrase.isVisible()


def test_closing_leaves_nothing_of_a_passphrase_behind(opened: Opened) -> None:
    _decide(opened, Choice.ACKNOWLEDGED, Choice.LEAVE)
    sheet = _sheet(opened)
    sheet.passphrase.setText(_passphrase(opened))
    seen: list[str] = []
    sheet.closed.connect(lambda: seen.append(sheet.passphrase.text()))
    press("Escape")
    assert seen == [""]
    assert opened.on_file("Ms Laura Finch").steps[-1].kind is StepKind.DISCUSSED


def test_the_sheet_can_be_named_and_hit(opened: Opened) -> None:
    sheet = _sheet(opened)
    sheet.pages[0].choice.set_value(Choice.WITH_CONDITIONS.value)
    sheet.pages[0]._fit()
    opened.settle()
    check_page(sheet)


def test_risk_and_copy_go_with_a_decision_and_mitigations_where_the_adult_teaches(opened: Opened) -> None:
    page = _sheet(opened).pages[0]
    fields = page.weighed.fields
    assert not any(field.isVisibleTo(page) for field in fields.values())
    page.choice.set_value(Choice.ACKNOWLEDGED.value)
    page._fit()
    assert fields["risk"].isVisibleTo(page) and fields["copy_to"].isVisibleTo(page)
    assert fields["mitigations"].isVisibleTo(page) is page.item.teaches
    page.weighed.risk.set_text("Favour could be seen in it.")
    page.weighed.copy_to.setText("Miss Jo Abbey")
    made = page.decided()
    assert made is not None and (made.risk, made.copy_to) == ("Favour could be seen in it.", "Miss Jo Abbey")
    page.choice.set_value(Choice.MORE_INFORMATION.value)
    page._fit()
    made = page.decided()
    assert made is not None and (made.risk, made.copy_to) == ("", ""), "nothing is decided yet"
