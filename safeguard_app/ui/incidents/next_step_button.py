"""The one next step at the head of a record."""

from safeguard_app.services.next_step import NextAct, NextStep
from safeguard_app.ui.widgets.button import Button, small

_NO_NAMES = {NextAct.DONE: "Do what was agreed"}


def next_step_button(step: NextStep, *, hide_names: bool) -> Button:
    """A small button that says the step; for a visitor at the desk in words that name nobody."""
    words = _NO_NAMES.get(step.act, step.words) if hide_names else step.words
    button = small(
        f"Next: {words[:1].lower()}{words[1:]}" if step.act is not NextAct.DONE else f"Next: {words}"
    )
    button.set_icon_name("arrow-right")
    button.setAccessibleName(f"Next step: {words}")
    if step.text and not hide_names:
        button.setToolTip(step.text)
        button.setAccessibleDescription(step.text)
    return button
