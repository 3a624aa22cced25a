"""The recovery key: shown in groups, printed, and partly typed back from paper before it counts.

While the key is on screen nobody is told which groups will be asked for; while they are typed it is not on screen. So
what is typed comes from the sheet.
"""

import secrets
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from safeguard_app.services.opening import RECOVERY_KEY_BEGINS, typed_back_matches
from safeguard_app.ui.first_run.answers import NationWords, RecoverySheet
from safeguard_app.ui.first_run.step import Step
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import Pane, WrapLayout, column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_ACROSS = 4
_ASKED = 2
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
        self._typing = False
        self._groups = Pane("sunken")
        self._groups.setAccessibleName("Recovery key")
        self.print_button = Button("Print the sheet", "printer")
        self.type_button = Button("I have the sheet", "keyboard")
        self.show_button = Button("Show again", "eye")
        self.advice = NoticePanel(Meaning.NOTE, _SEAL, _where("whoever oversees the school", "head"))
        self._lines = [LineField("Group of the recovery key", limit=12) for _ in range(_ASKED)]
        self._fields = [
            Field("Group of the key", line, name=f"group_{place}") for place, line in enumerate(self._lines)
        ]
        self._back = QWidget()
        self._build()
        self.print_button.clicked.connect(self._print_pressed)
        self.type_button.clicked.connect(self.begin_typing)
        self.show_button.clicked.connect(self.show_again)
        for line in self._lines:
            line.textChanged.connect(self._typed)
        self._turn(typing=False)

    def show_words(self, words: NationWords) -> None:
        """Say where the sheet belongs in the nation's words, as the sheet itself does."""
        self.advice.say(Meaning.NOTE, _SEAL, _where(words.key_keeper, words.head))

    @property
    def sheet(self) -> RecoverySheet | None:
        """The key, once it was made."""
        return self._sheet

    @property
    def asked_groups(self) -> tuple[int, ...]:
        """Which groups must be typed back, counted from 0. Said on screen only once the key is off it."""
        return self._asked

    @property
    def typing(self) -> bool:
        """Whether groups are being typed back, and the key is hidden."""
        return self._typing

    def entered(self) -> None:
        """Make the key at the first time and show it."""
        if self._sheet is None:
            self._sheet = self._new_key()
            self._show(self._sheet)
            self._ask(self._sheet)
        if self._typing:
            self._fields[0].focus_editor()
        else:
            self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_typing(self) -> None:
        """Take the key off the screen and ask for two of its groups."""
        self._turn(typing=True)
        self._fields[0].focus_editor()

    def show_again(self) -> None:
        """Show the key again; what was typed is emptied, and other groups are asked for afterwards."""
        assert self._sheet is not None
        self._empty()
        self._ask(self._sheet)
        self._turn(typing=False)
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> bool:
        """The two groups are as they stand on the sheet; asks for them first where that was not done yet."""
        assert self._sheet is not None
        if not self._typing:
            self.begin_typing()
            return False
        right = True
        for place, field, line in zip(self._asked, self._fields, self._lines, strict=True):
            same = typed_back_matches(self._sheet.groups, place, line.text())
            field.set_error("" if same else f"Group {place + 1} is not as it stands on the sheet.")
            if not same and right:
                field.focus_editor()
            right = right and same
        return right

    def forget(self) -> None:
        """Take the key off the screen."""
        self._sheet = None
        self._empty()

    def _build(self) -> None:
        acts = WrapLayout()
        for button in (self.print_button, self.type_button, self.show_button):
            acts.addWidget(button)
        pair = QGridLayout()
        pair.setHorizontalSpacing(tokens.SPACE_4)
        for place, field in enumerate(self._fields):
            pair.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
        heading = TextLabel("Type two groups back, from the sheet", tokens.SUB, wrap=True)
        hidden = muted("The key is off the screen now: what you type shows that the sheet is right.", wrap=True)
        self._back.setLayout(column(heading, hidden, pair))
        self.form.addWidget(self._groups)
        self.form.addWidget(self._back)
        self.form.addLayout(acts)
        self.form.addWidget(self.advice)

    def _turn(self, *, typing: bool) -> None:
        """Either the key is in view, or the two boxes are; a preview of the sheet would show the key as well."""
        self._typing = typing
        self._groups.setVisible(not typing)
        self.print_button.setVisible(not typing)
        self.type_button.setVisible(not typing)
        self._back.setVisible(typing)
        self.show_button.setVisible(typing)

    def _typed(self, text: str) -> None:
        if text and not self._typing:
            self._turn(typing=True)

    def _empty(self) -> None:
        for field, line in zip(self._fields, self._lines, strict=True):
            line.clear()
            field.set_error("")

    def _show(self, sheet: RecoverySheet) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(scaled(20))
        begins = TextLabel(RECOVERY_KEY_BEGINS, tokens.CODE)
        begins.setAccessibleName(f"Above the groups stands {RECOVERY_KEY_BEGINS}")
        grid.addWidget(begins, 0, 0, 1, 2 * _ACROSS)
        for place, group in enumerate(sheet.groups):
            label = TextLabel(f"{place + 1}", tokens.BASE, "muted")
            code = TextLabel(group, tokens.CODE)
            code.setAccessibleName(f"Group {place + 1}: {' '.join(group)}")
            down, across = divmod(place, _ACROSS)
            grid.addWidget(label, down + 1, across * 2, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(code, down + 1, across * 2 + 1)
            grid.setColumnStretch(across * 2 + 1, 1)
        self._groups.setLayout(grid)

    def _ask(self, sheet: RecoverySheet) -> None:
        """Choose which groups will be asked for, anew at each showing."""
        drawn = secrets.SystemRandom().sample(range(len(sheet.groups)), _ASKED)
        self._asked = tuple(sorted(drawn))
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
