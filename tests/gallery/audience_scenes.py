"""A copy of a record for somebody: whose, what it leaves out place by place, and what is chosen besides."""

from collections.abc import Callable

from safeguard_app.ui.copies.audience_sheet import AudienceSheet, ChoiceAct
from tests.gallery.incident_scenes import stand
from tests.gallery.scenes import Scene, scene


def _sheet(then: Callable[[AudienceSheet], None]) -> Scene:
    """The sheet over a record, with something done in it."""
    made = stand("shona")
    assert made.presenter.copies is not None
    copies = made.presenter.copies

    def show() -> None:
        made.presenter.page.record.signals.copy_for_requested.emit()
        made.settle()
        assert copies.sheet is not None
        then(copies.sheet)

    return made.act(show)


@scene("incident-copy-for-somebody")
def whose() -> Scene:
    """Nobody is ticked to begin with: it is asked whose copy it is."""

    def begin(sheet: AudienceSheet) -> None:
        for tick in sheet.subjects.values():
            tick.setChecked(False)

    return _sheet(begin)


def _tick(sheet: AudienceSheet) -> None:
    next(tick for person, tick in sheet.subjects.items() if person.name.startswith("Tyler")).setChecked(True)


@scene("incident-copy-left-out")
def left_out() -> Scene:
    """A parent’s copy: every place where somebody is left out, and who that is."""
    return _sheet(_tick)


@scene("incident-copy-choice")
def choice() -> Scene:
    """Words to be left out besides, with a reason."""

    def begin(sheet: AudienceSheet) -> None:
        _tick(sheet)
        sheet.words.set_text("The words of another parent")
        sheet._begin(ChoiceAct.LEAVE_OUT, "The words of another parent")
        sheet.reason.setText("Given in confidence.")

    return _sheet(begin)
