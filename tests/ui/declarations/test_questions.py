"""Questions to ask by keyboard: one answered, one carried into a declaration, an answer taken back."""

from datetime import date
from functools import partial

import pytest

from safeguard_app.services import relation_questions
from safeguard_app.services.relation_questions import QuestionsView
from safeguard_app.services.session import Session
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.theme.theme import Theme
from tests.services.conftest import adult, pupil
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped, cut_off
from tests.ui.conftest import Stage
from tests.ui.declarations.opened import Opened
from tests.ui.demo_log import OpenDemo
from tests.ui.keyboard import focused, press, write


def _share_a_name(session: Session) -> None:
    """Two who work here and one pupil called Quill, as nobody in the demo is."""
    for name in ("Ms Ida Quill", "Mr Rufus Quill"):
        adult(session, name, "Teacher")
    pupil(session, "Nell Quill", date(2018, 3, 9))


@pytest.fixture
def opened(demo: OpenDemo, stage: Stage) -> Opened:
    demo.wait(partial(_share_a_name, demo.session))
    made = Opened(demo, stage)
    made.presenter.register.questions_button.setFocus()
    press("Enter")
    made.settle()
    return made


def view_of(opened: Opened) -> QuestionsView:
    return opened.demo.wait(partial(relation_questions.view, opened.demo.session))


def choose(opened: Opened, name: str) -> None:
    line = next(one for one in view_of(opened).to_ask if one.adult.name == name)
    assert opened.presenter.questions.page.choose(line.key)


def test_the_button_says_how_many_there_are(opened: Opened) -> None:
    count = len(view_of(opened).to_ask)
    assert count >= 2
    assert opened.presenter.register.questions_button.text() == f"Questions to ask ({count})"
    assert opened.presenter.drive.page.questions_button.text() == f"Questions to ask ({count})"
    assert focused() is opened.presenter.questions.page.panel.no_button


def test_one_key_keeps_the_answer_and_goes_on_to_the_next(opened: Opened) -> None:
    page = opened.presenter.questions.page
    choose(opened, "Ms Ida Quill")
    before = len(view_of(opened).to_ask)
    press("Ctrl+Enter")
    opened.settle()
    view = view_of(opened)
    assert [one.adult.name for one in view.answered] == ["Ms Ida Quill"]
    assert len(view.to_ask) == before - 1
    assert page.panel.line is not None and page.panel.line.adult.name == "Mr Rufus Quill"
    assert focused() is page.panel.no_button


def test_a_day_that_is_not_understood_or_to_come_keeps_nothing(opened: Opened) -> None:
    panel = opened.presenter.questions.page.panel
    for typed in ("soon", "31/12/2030"):
        panel.day.setFocus()
        press("Ctrl+A")
        write(typed)
        press("Ctrl+Enter")
        opened.settle()
        assert panel.day_field.error
    assert view_of(opened).answered == ()


def test_it_is_carried_into_a_declaration_and_back(opened: Opened) -> None:
    choose(opened, "Ms Ida Quill")
    opened.presenter.questions.page.panel.declare_button.click()
    opened.settle()
    form = opened.form
    assert opened.shows(form)
    assert [one.name for one in form.adult.people()] == ["Ms Ida Quill"]
    row = form.pupils.rows()[0]
    assert [one.name for one in row.pupil.people()] == ["Nell Quill"]
    row.relation.setFocus()
    press("C", "o", "u")
    form.declared.at.setFocus()
    write("today 0830")
    press("Ctrl+Enter")
    opened.settle()
    assert opened.shows(opened.presenter.questions.page)
    assert "Ms Ida Quill" not in {one.adult.name for one in view_of(opened).to_ask}


def test_leaving_the_form_leads_back_to_the_question(opened: Opened) -> None:
    opened.presenter.questions.page.panel.declare_button.click()
    opened.settle()
    assert opened.presenter.forms is not None
    opened.presenter.forms.leave()
    opened.settle()
    assert opened.shows(opened.presenter.questions.page) and not opened.presenter.questions.declaring


def test_an_answer_is_taken_back_with_a_reason(opened: Opened) -> None:
    page = opened.presenter.questions.page
    choose(opened, "Ms Ida Quill")
    press("Ctrl+Enter")
    opened.settle()
    (answered,) = view_of(opened).answered
    assert page.choose(answered.key)
    page.panel.back_button.click()
    opened.settle()
    (sheet,) = opened.window.findChildren(ReasonSheet)
    write("It was another pupil")
    press("Enter")
    opened.settle()
    del sheet
    assert view_of(opened).answered == ()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_can_be_used_in_a_small_window(opened: Opened, stage: Stage, theme: Theme, scale: float) -> None:
    theme.set_text_scale(scale)
    opened.window.resize(1024, 608)
    stage.settle()
    opened.settle()
    check_page(opened.presenter.questions.page)
    assert clipped(opened.window) == []
    assert cut_off(opened.window) == []
