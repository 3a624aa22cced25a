"""The register as at a day, one declaration in full, and what its buttons ask for."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel

from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.declarations import DeclarationKind, DeclaredPupil, Household, How, StepKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import on_day
from safeguard_app.domain.people import PersonRef, Relation
from safeguard_app.services import contact_checks, declaration_asks, declaration_queue, declarations
from safeguard_app.services.contact_check_keeping import places_to_keep
from safeguard_app.services.declaration_forms import DeclarationInput, StepInput
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.declarations.register_page import _acknowledged
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.button import Button
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.declarations.opened import Opened
from tests.ui.demo_log import ZONE, OpenDemo
from tests.ui.keyboard import focused, press, write


@pytest.fixture
def opened(demo: OpenDemo, stage: Stage) -> Opened:
    return Opened(demo, stage)


def test_the_register_shows_how_each_declaration_stands_today(opened: Opened) -> None:
    meanings = {row.adult: row.status.meaning for row in opened.rows()}
    assert meanings["Shona Pike"] is StatusMeaning.DONE
    assert meanings["Ms Priya Nandra"] is StatusMeaning.DUE
    assert meanings["Mr Simon Pell"] is StatusMeaning.LATE
    said = {row.adult: _acknowledged(row).text for row in opened.rows()}
    assert said["Ms Priya Nandra"] == "not yet"
    assert said["Mr Toby Ames"] == said["Mrs Lena Brandt"] == ""
    assert "13 declarations" in opened.presenter.register.counts.text()


def test_the_register_as_at_an_earlier_day_shows_what_was_in_force_then(opened: Opened) -> None:
    opened.presenter.register.as_at.show_other(date(2026, 9, 24))
    opened.settle()
    assert opened.row("Shona Pike").status.meaning is StatusMeaning.DUE
    assert "Ms Priya Nandra" not in {row.adult for row in opened.rows()}
    opened.presenter.register.as_at.show_other(date(2026, 9, 23))
    opened.settle()
    assert "Shona Pike" not in {row.adult for row in opened.rows()}


def test_an_old_sheet_entered_today_counts_from_its_date_unless_only_what_was_known_then_counts(
    demo: OpenDemo, stage: Stage
) -> None:
    adult, pupil = demo.person("merrin"), demo.person("leon")
    signed = StepInput(StepKind.DECLARED, on_day(date(2026, 9, 2), ZONE), How.SIGNED_PAPER, adult)
    entered = DeclarationInput(DeclarationKind.FAMILY_RELATIONSHIP, adult, (_cousin(pupil),), (signed,))
    demo.wait(partial(declarations.enter, demo.session, entered))
    opened = Opened(demo, stage)
    as_at = opened.presenter.register.as_at
    as_at.show_other(date(2026, 9, 10))
    opened.settle()
    assert "entered here on" in opened.row("Joel Merrin").note
    as_at.as_known.click()
    opened.settle()
    assert "Joel Merrin" not in {row.adult for row in opened.rows()}


def _cousin(pupil: PersonRef) -> DeclaredPupil:
    return DeclaredPupil(pupil, Relation.COUSIN, "cousin")


def _keep_a_check(demo: OpenDemo) -> Reference:
    """A check of the contact in September, kept with the demo's record of it."""
    asked = ContactQuestion(
        demo.person("shona"), demo.person("tyler"), "tiktok", on_day(date(2026, 9, 19), ZONE)
    )
    verdict = demo.wait(partial(contact_checks.check, demo.session, asked))
    place = demo.wait(partial(places_to_keep, demo.session, verdict))[0]
    demo.wait(partial(contact_checks.keep, demo.session, place.incident, verdict))
    return place.incident


def test_the_panel_shows_steps_conditions_and_what_relied_on_it(demo: OpenDemo, stage: Stage) -> None:
    incident = _keep_a_check(demo)
    opened = Opened(demo, stage)
    opened.choose("Shona Pike")
    detail = opened.presenter.register.panel.detail
    assert detail is not None
    assert [step.label for step in detail.steps] == [
        "Declared",
        "Discussed",
        "Acknowledged, with conditions",
    ]
    assert detail.conditions == ("Family group only", "No public comments on Tyler's videos")
    opened_incidents: list[object] = []
    opened.presenter.incident_opened.connect(opened_incidents.append)
    (case,) = detail.relied_on
    assert (case.incident, case.category) == (incident, "Staff-pupil contact")
    _button(opened, f"Open {case.case}").click()
    assert opened_incidents == [case.incident]


def _button(opened: Opened, name: str) -> Button:
    found = opened.presenter.register.panel.findChildren(Button)
    return next(button for button in found if button.accessibleName() == name)


def test_a_friendship_says_that_it_is_not_the_exception(opened: Opened) -> None:
    opened.choose("Ms Priya Nandra")
    detail = opened.presenter.register.panel.detail
    assert detail is not None and "no exception" in detail.gives_exception
    assert detail.gives_exception in _panel_words(opened)


def _panel_words(opened: Opened) -> list[str]:
    return [label.text() for label in opened.presenter.register.panel.findChildren(QLabel)]


def test_arrow_keys_go_through_the_register(opened: Opened) -> None:
    assert focused() is opened.presenter.register.table
    before = opened.presenter.register.panel.detail
    press("Down")
    opened.settle()
    after = opened.presenter.register.panel.detail
    assert before is not None and after is not None
    assert after.reference == opened.rows()[1].reference != before.reference


def test_printing_says_what_is_to_be_printed(opened: Opened) -> None:
    asked: list[tuple[object, ...]] = []
    opened.presenter.register_print_requested.connect(lambda day, known: asked.append((day, known)))
    opened.presenter.sheet_print_requested.connect(lambda reference: asked.append((reference,)))
    page = opened.presenter.register
    page.print_button.click()
    reference = opened.choose("Shona Pike")
    page.panel.print_button.click()
    page.as_at.show_other(date(2026, 9, 24))
    opened.settle()
    page.as_at.as_known.click()
    page.print_button.click()
    assert asked == [(None, False), (reference,), (date(2026, 9, 24), True)]


def test_only_what_waits_has_a_sheet_to_sign_and_only_what_stands_a_certificate(opened: Opened) -> None:
    button = opened.presenter.register.panel.print_button
    said = {}
    for adult in ("Shona Pike", "Ms Priya Nandra", "Mr Toby Ames"):
        opened.choose(adult)
        said[adult] = button.text()
    assert said == {
        "Shona Pike": "Certificate",
        "Ms Priya Nandra": "Sheet to sign",
        "Mr Toby Ames": "Sheet",
    }


def test_a_step_is_taken_back_with_a_reason_and_stays_on_file(opened: Opened) -> None:
    reference = opened.choose("Shona Pike")
    opened.presenter.register.panel.take_back_requested.emit(2, "Acknowledged")
    _give_reason(opened, "Signed for somebody else.")
    assert opened.row("Shona Pike").status.meaning is StatusMeaning.DUE
    steps = opened.stored(reference).steps
    assert len(steps) == 3
    assert steps[2].withdrawn is not None and steps[2].withdrawn.reason == "Signed for somebody else."


def test_a_declaration_entered_in_error_leaves_the_register_at_once(opened: Opened) -> None:
    opened.choose("Mr Toby Ames")
    opened.presenter.register.panel.error_requested.emit()
    _give_reason(opened, "Wrong adult.")
    assert "Mr Toby Ames" not in {row.adult for row in opened.rows()}
    detail = opened.presenter.register.panel.detail
    assert detail is None or not detail.title.startswith("Mr Toby Ames")


def _give_reason(opened: Opened, reason: str) -> None:
    sheet = opened.window.findChild(ReasonSheet)
    assert sheet is not None
    write(reason)
    press("Enter")
    opened.settle()


def test_what_was_declared_is_corrected_with_a_reason(opened: Opened) -> None:
    reference = opened.choose("Shona Pike")
    opened.presenter.do(RecordAct.CORRECT)
    opened.settle()
    assert not opened.form.adult.isVisible()
    opened.form.pupils.rows()[0].household.set_value(Household.PART.value)
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert opened.form.errors.isVisible()
    opened.form.reason.setText("They moved in together.")
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert opened.stored(reference).pupils[0].household is Household.PART
    assert len(opened.stored(reference).steps) == 3


def test_a_change_from_elsewhere_is_read_again(opened: Opened) -> None:
    reference = opened.choose("Ms Laura Finch")
    head = opened.demo.person("denning")
    ended = StepInput(StepKind.ENDED, on_day(date(2026, 10, 12), ZONE), How.SIGNED_PAPER, head)
    changes = opened.demo.wait(
        partial(declarations.add_step, opened.demo.session, reference, ended, version=2)
    )
    opened.window.broadcast(changes)
    opened.settle()
    assert opened.row("Ms Laura Finch").status.words == "Ended"


def test_every_control_can_be_named_and_hit(opened: Opened) -> None:
    opened.choose("Shona Pike")
    check_page(opened.window)


def test_an_earlier_verdict_is_not_rewritten_by_what_is_entered_later(demo: OpenDemo, stage: Stage) -> None:
    incident = _keep_a_check(demo)
    opened = Opened(demo, stage)
    opened.choose("Shona Pike")
    before = demo.wait(partial(contact_checks.kept, demo.session, incident))
    opened.presenter.register.panel.take_back_requested.emit(2, "Acknowledged")
    _give_reason(opened, "Signed for somebody else.")
    after = demo.wait(partial(contact_checks.kept, demo.session, incident))
    assert [kept.view.verdict for kept in after] == [kept.view.verdict for kept in before]
    assert len(after) == 2


def test_what_today_counts_opens_exactly_that(opened: Opened) -> None:
    """As many rows as Today says, each with a review that has come; then all of them again."""
    session = opened.demo.session
    count = opened.demo.wait(partial(declaration_queue.reviews_due, session))
    opened.presenter.register.as_at.show_other(date(2026, 9, 24))
    opened.settle()
    opened.presenter.open_reviews()
    opened.settle()
    assert count and len(opened.rows()) == count < 13
    assert all(row.to_review for row in opened.rows())
    assert opened.presenter.register.as_at.day() is None
    opened.presenter.open_asks()
    opened.settle()
    asks = opened.demo.wait(partial(declaration_asks.asking, session))
    assert {row.reference for row in opened.rows()} == {ask.reference for ask in asks}
    kinds = opened.presenter.register.kinds
    kinds.setFocus()
    press("Home")
    opened.settle()
    assert len(opened.rows()) == 13


def test_where_none_is_left_to_review_that_is_said(opened: Opened) -> None:
    page = opened.presenter.register
    opened.presenter.open_reviews()
    opened.settle()
    assert page._register is not None
    done = tuple(replace(row, to_review=False) for row in page._register.rows)
    page.show_register(replace(page._register, rows=done))
    assert opened.rows() == [] and page._none_left.isVisible() and not page._nothing.isVisible()
    assert page.kinds.currentText() == "To review (0)"
