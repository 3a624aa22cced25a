"""The day of review that the form of a step proposes for an acknowledgement, until another is typed."""

from datetime import date
from functools import partial

import pytest

from safeguard_app.domain.contact_rules import ContactRules, ReviewRule
from safeguard_app.domain.declarations import StepKind
from safeguard_app.services import contact_rules
from tests.ui.conftest import Stage
from tests.ui.declarations.opened import Opened
from tests.ui.demo_log import OpenDemo
from tests.ui.keyboard import press, write


@pytest.fixture
def opened(demo: OpenDemo, stage: Stage) -> Opened:
    """The page, over the demo's log."""
    return Opened(demo, stage)


def test_an_acknowledgement_typed_in_is_reviewed_by_the_schools_rule(opened: Opened) -> None:
    demo = opened.demo
    rules = ContactRules("2026-09-01", review=ReviewRule.EACH_SEPTEMBER)
    demo.wait(partial(contact_rules.change, demo.session, rules, "So agreed."))
    opened.choose("Ms Priya Nandra")
    opened.presenter.register.panel.step_button.click()
    opened.settle()
    step = opened.step.fields
    assert step is not None
    step.kind.setFocus()
    _choose(opened, StepKind.ACKNOWLEDGED)
    assert step.review.day() is None, "it hangs on the day of the acknowledgement"
    step.at.setFocus()
    write("9 oct 1230")
    opened.settle()
    assert step.review.day() == date(2027, 9, 30)
    _choose(opened, StepKind.REFUSED)
    assert step.review.day() is None, "what is refused has none"
    _choose(opened, StepKind.ACKNOWLEDGED)
    step.review.setFocus()
    press("Ctrl+A")
    write("1/3/2027")
    opened.settle()
    step.at.setFocus()
    press("Ctrl+A")
    write("8 oct 1230")
    opened.settle()
    assert step.review.day() == date(2027, 3, 1), "what was typed stays"


def _choose(opened: Opened, kind: StepKind) -> None:
    """Choose what happened with the arrow keys."""
    step = opened.step.fields
    assert step is not None
    step.kind.setFocus()
    press("Home")
    for _ in range(step.kind.count()):
        if step.step_kind() is kind:
            break
        press("Down")
    assert step.step_kind() is kind
    opened.settle()
