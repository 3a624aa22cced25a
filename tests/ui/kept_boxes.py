"""Which boxes of a form no draft would keep: a field added later must not be forgotten."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from safeguard_app.ui.people.form_part import FormPart
from safeguard_app.ui.people.row_list import RowList
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.limited_line import LimitedLine
from safeguard_app.ui.widgets.limited_text import LimitedText
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.tick_box import TickBox

_BOXES = (LimitedLine, LimitedText, ChoiceBox, SegmentedControl, TickBox)


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
