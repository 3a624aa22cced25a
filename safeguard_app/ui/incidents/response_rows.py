"""Rows of the response: a step that was taken, a letter, an offer of support; each with the acts it allows."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.services.status import StatusLine
from safeguard_app.ui.incidents.line_label import LineLabel, quiet
from safeguard_app.ui.incidents.record_parts import wrapped
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, ButtonKind
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.text_label import TextLabel

Act = tuple[str, str, Callable[[], object]]
"""The words of a button, its icon, and what it does."""
INDENT = 26


class ActedRow(QWidget):
    """Title, status, when and by whom; the words beneath; and its acts."""

    def __init__(
        self,
        title: str,
        aside: str,
        lines: Sequence[str],
        status: StatusLine | None,
        acts: Sequence[Act] = (),
        *,
        withdraw: Callable[[], object] | None = None,
        indent: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """``withdraw`` marks it as entered in error; ``indent`` sets it under the row above."""
        super().__init__(parent)
        self.setAccessibleName(f"{title}, {aside}" if aside else title)
        head: list[QWidget] = [LineLabel(title, tokens.STRONG)]
        if status is not None:
            head.append(StatusText(status_of(status)))
        if aside:
            head.append(quiet(aside))
        parts: list[QWidget] = [wrapped(*head)]
        parts += [_readable(line) for line in lines if line]
        buttons = [self._button(title, act) for act in acts]
        if withdraw is not None:
            taking_back = Button("Entered in error", kind=ButtonKind.QUIET, small=True)
            taking_back.setAccessibleName(f"Entered in error: {title}")
            taking_back.clicked.connect(withdraw)
            buttons.append(taking_back)
        if buttons:
            parts.append(wrapped(*buttons))
        self.setLayout(column(*parts, Line("line"), space=2, margins=(indent, tokens.SPACE_1, 0, 0)))

    @staticmethod
    def _button(title: str, act: Act) -> Button:
        words, icon, does = act
        made = Button(words, icon, small=True)
        made.setAccessibleName(f"{words}: {title}")
        made.clicked.connect(partial(_call, does))
        return made


def _call(does: Callable[[], object], _checked: bool = False) -> None:
    does()


def _readable(text: str) -> TextLabel:
    return TextLabel(text, tokens.READ, wrap=True)
