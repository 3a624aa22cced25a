"""The recovery key: shown in groups, printed, and partly typed back before it counts."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from safeguard_app.ui.first_run.answers import NationWords, RecoverySheet
from safeguard_app.ui.first_run.step import Step
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import Pane, WrapLayout
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel

_ACROSS = 4
_SEAL = "Seal the sheet in an envelope, signed across the flap."


class RecoveryStep(Step):
    """Signals:
    print_asked(object): "Print the sheet"; carries the RecoverySheet.
    """

    title = "Recovery key"
    print_asked = Signal(object)

    def __init__(self, new_key: Callable[[], RecoverySheet]) -> None:
        """``new_key`` is asked once, when the step is first entered."""
        super().__init__(
            "Print the recovery key and seal it",
            "If every passphrase is lost or a person leaves, this key opens the log. It is shown now and never again.",
        )
        self._new_key = new_key
        self._sheet: RecoverySheet | None = None
        self._asked: tuple[int, ...] = ()
        self._groups = Pane("sunken")
        self._groups.setAccessibleName("Recovery key")
        self.print_button = Button("Print the sheet", "printer")
        self.print_button.clicked.connect(self._print_pressed)
        acts = WrapLayout()
        acts.addWidget(self.print_button)
        self.advice = NoticePanel(Meaning.NOTE, _SEAL, _where("whoever oversees the school", "head"))
        self.form.addWidget(self._groups)
        self.form.addLayout(acts)
        self.form.addWidget(self.advice)
        self._lines = [LineField("Group of the recovery key", limit=12) for _ in range(2)]
        self._fields = [
            Field("Group of the key", line, name=f"group_{place}") for place, line in enumerate(self._lines)
        ]
        pair = QWidget()
        grid = QGridLayout(pair)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_4)
        for place, field in enumerate(self._fields):
            grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
        self.form.addWidget(TextLabel("Type two groups back, from the sheet", tokens.SUB, wrap=True))
        self.form.addWidget(pair)

    def show_words(self, words: NationWords) -> None:
        """Say where the sheet belongs in the nation's words, as the sheet itself does."""
        self.advice.say(Meaning.NOTE, _SEAL, _where(words.key_keeper, words.head))

    @property
    def sheet(self) -> RecoverySheet | None:
        """The key, once it was made."""
        return self._sheet

    @property
    def asked_groups(self) -> tuple[int, ...]:
        """Which groups must be typed back, counted from 0."""
        return self._asked

    def entered(self) -> None:
        """Make the key at the first time and show it."""
        if self._sheet is None:
            self._sheet = self._new_key()
            self._show(self._sheet)
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> bool:
        """The two groups are as they stand on the sheet."""
        assert self._sheet is not None
        right = True
        for place, field, line in zip(self._asked, self._fields, self._lines, strict=True):
            typed = "".join(line.text().split()).upper()
            same = typed == self._sheet.groups[place].upper()
            field.set_error("" if same else f"Group {place + 1} is not as it stands on the sheet.")
            if not same and right:
                field.focus_editor()
            right = right and same
        return right

    def forget(self) -> None:
        """Take the key off the screen."""
        self._sheet = None
        for line in self._lines:
            line.clear()

    def _show(self, sheet: RecoverySheet) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(scaled(20))
        for place, group in enumerate(sheet.groups):
            label = TextLabel(f"{place + 1}", tokens.BASE, "muted")
            code = TextLabel(group, tokens.CODE)
            code.setAccessibleName(f"Group {place + 1}: {' '.join(group)}")
            down, across = divmod(place, _ACROSS)
            grid.addWidget(label, down, across * 2, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(code, down, across * 2 + 1)
            grid.setColumnStretch(across * 2 + 1, 1)
        self._groups.setLayout(grid)
        count = len(sheet.groups)
        self._asked = (count // 4, count - 2)
        for place, field, line in zip(self._asked, self._fields, self._lines, strict=True):
            field.label.setText(f"Group {place + 1}")
            line.setAccessibleName(f"Group {place + 1} of the recovery key")

    def _print_pressed(self) -> None:
        if self._sheet is not None:
            self.print_asked.emit(self._sheet)


def _where(keeper: str, head: str) -> str:
    return (
        f"Give it to {keeper}. Not the {head}’s safe: a record about the {head} must open without them. "
        "Take no photograph of it."
    )
