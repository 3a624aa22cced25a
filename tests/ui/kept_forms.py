"""Forms that are kept as drafts: what is kept of them, what a lock does, and which boxes no draft would keep."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from safeguard_app.services.form_drafts import FormDraft, open_forms
from safeguard_app.ui.people.form_part import FormPart
from safeguard_app.ui.people.row_list import RowList
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.limited_line import LimitedLine
from safeguard_app.ui.widgets.limited_text import LimitedText
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.tick_box import TickBox
from tests.ui.conftest import Stage
from tests.ui.demo_log import OpenDemo

_BOXES = (LimitedLine, LimitedText, ChoiceBox, SegmentedControl, TickBox)


class Keeping(Protocol):
    """What drives forms."""

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then go on."""


def kept_forms(demo: OpenDemo) -> list[FormDraft]:
    """The drafts of forms in the log, newest first."""
    return demo.wait(partial(open_forms, demo.session))


def keep_and_clear(forms: Keeping, settle: Callable[[], None], stage: Stage) -> None:
    """What a lock does: keep what is typed, and take the window away. Fails where the lock would have waited."""
    went_on: list[bool] = []
    forms.flush(lambda: went_on.append(True))
    settle()
    assert went_on
    stage.clear()


def not_kept(page: FormPart) -> list[str]:
    """The names of boxes that stand in none of a form's editors."""
    kept = list(_leaves(page))
    boxes = [box for kind in _BOXES for box in page.findChildren(kind)]
    return [
        box.accessibleName()
        for box in boxes
        if not any(box is editor or editor.isAncestorOf(box) for editor in kept)
    ]


def _leaves(part: FormPart) -> Iterator[QWidget]:
    for editor in part.editors().values():
        if isinstance(editor, FormPart):
            yield from _leaves(editor)
        elif isinstance(editor, RowList):
            for row in editor.rows():
                yield from _leaves(row)
        else:
            yield editor
