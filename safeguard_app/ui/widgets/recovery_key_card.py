"""A recovery key on screen: its groups, the button that prints the sheet, and two groups typed back from paper.

While the key is on screen nobody is told which groups will be asked for; while they are typed it is not on screen. So
what is typed comes from the sheet.
"""

import secrets

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from safeguard_app.services.opening import RECOVERY_KEY_BEGINS, typed_back_matches
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


class RecoveryKeyCard(QWidget):
    """Shows a key once. It counts when :meth:`check` finds two of its groups typed as they stand on the sheet.

    Signals:
        print_asked(): print the sheet.
    """

    print_asked = Signal()

    def __init__(self, advice: str, *, ground: str = "sunken", parent: QWidget | None = None) -> None:
        """``advice`` says with whom the sealed sheet belongs; ``ground`` is what the key stands on."""
        super().__init__(parent)
        self._groups: tuple[str, ...] = ()
        self.asked_groups: tuple[int, ...] = ()
        """Which groups must be typed back, counted from 0. Said on screen only once the key is off it."""
        self._typing = False
        self._pane = Pane(ground)
        self._pane.setAccessibleName("Recovery key")
        self.print_button = Button("Print the sheet", "printer")
        self.type_button = Button("I have the sheet", "keyboard")
        self.show_button = Button("Show again", "eye")
        self._advice = NoticePanel(Meaning.NOTE, _SEAL, advice)
        self.lines = [LineField("Group of the recovery key", limit=12) for _ in range(_ASKED)]
        self.fields = [
            Field("Group of the key", line, name=f"group_{place}") for place, line in enumerate(self.lines)
        ]
        self._back = QWidget()
        self._build()
        self.print_button.clicked.connect(self.print_asked)
        self.type_button.clicked.connect(self.begin_typing)
        self.show_button.clicked.connect(self.show_again)
        for line in self.lines:
            line.textChanged.connect(self._typed)
        self._turn(typing=False)

    @property
    def typing(self) -> bool:
        """Whether groups are being typed back, and the key is hidden."""
        return self._typing

    def set_advice(self, advice: str) -> None:
        """Say with whom the sheet belongs in other words."""
        self._advice.say(Meaning.NOTE, _SEAL, advice)

    def advice(self) -> str:
        """With whom the sheet belongs, as it is said."""
        return self._advice.words()[1]

    def show_groups(self, groups: tuple[str, ...]) -> None:
        """Show a key. Once for each card."""
        self._groups = groups
        grid = QGridLayout()
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(scaled(20))
        begins = TextLabel(RECOVERY_KEY_BEGINS, tokens.CODE)
        begins.setAccessibleName(f"Above the groups stands {RECOVERY_KEY_BEGINS}")
        grid.addWidget(begins, 0, 0, 1, 2 * _ACROSS)
        for place, group in enumerate(groups):
            label = TextLabel(f"{place + 1}", tokens.BASE, "muted")
            code = TextLabel(group, tokens.CODE)
            code.setAccessibleName(f"Group {place + 1}: {' '.join(group)}")
            down, across = divmod(place, _ACROSS)
            grid.addWidget(label, down + 1, across * 2, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(code, down + 1, across * 2 + 1)
            grid.setColumnStretch(across * 2 + 1, 1)
        self._pane.setLayout(grid)
        self._ask()

    def focus_first(self) -> None:
        """The keyboard at what comes first now: printing, or the first box."""
        if self._typing:
            self.fields[0].focus_editor()
        else:
            self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_typing(self) -> None:
        """Take the key off the screen and ask for two of its groups."""
        self._turn(typing=True)
        self.focus_first()

    def show_again(self) -> None:
        """Show the key again; what was typed is emptied, and other groups are asked for afterwards."""
        self.forget()
        self._ask()
        self._turn(typing=False)
        self.focus_first()

    def check(self) -> bool:
        """Whether the two groups are as they stand on the sheet; what is wrong is said beside them.

        Where they were not asked for yet, asks for them now.
        """
        if not self._typing:
            self.begin_typing()
            return False
        right = True
        for place, field, line in zip(self.asked_groups, self.fields, self.lines, strict=True):
            same = typed_back_matches(self._groups, place, line.text())
            field.set_error("" if same else f"Group {place + 1} is not as it stands on the sheet.")
            if not same and right:
                field.focus_editor()
            right = right and same
        return right

    def forget(self) -> None:
        """Let go of what was typed back."""
        for field, line in zip(self.fields, self.lines, strict=True):
            line.clear()
            field.set_error("")

    def _build(self) -> None:
        acts = WrapLayout()
        for button in (self.print_button, self.type_button, self.show_button):
            acts.addWidget(button)
        pair = QGridLayout()
        pair.setHorizontalSpacing(tokens.SPACE_4)
        for place, field in enumerate(self.fields):
            pair.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
        heading = TextLabel("Type two groups back, from the sheet", tokens.SUB, wrap=True)
        hidden = muted(
            "The key is off the screen now: what you type shows that the sheet is right.", wrap=True
        )
        self._back.setLayout(column(heading, hidden, pair))
        self.setLayout(column(self._pane, self._back, acts, self._advice, space=tokens.SPACE_4))

    def _turn(self, *, typing: bool) -> None:
        """Either the key is in view, or the two boxes are; a preview of the sheet would show the key as well."""
        self._typing = typing
        self._pane.setVisible(not typing)
        self.print_button.setVisible(not typing)
        self.type_button.setVisible(not typing)
        self._back.setVisible(typing)
        self.show_button.setVisible(typing)

    def _typed(self, text: str) -> None:
        if text and not self._typing:
            self._turn(typing=True)

    def _ask(self) -> None:
        """Choose which groups will be asked for, anew at each showing."""
        drawn = secrets.SystemRandom().sample(range(len(self._groups)), _ASKED)
        self.asked_groups = tuple(sorted(drawn))
        for place, field, line in zip(self.asked_groups, self.fields, self.lines, strict=True):
            field.label.setText(f"Group {place + 1}")
            line.setAccessibleName(f"Group {place + 1} of the recovery key")
