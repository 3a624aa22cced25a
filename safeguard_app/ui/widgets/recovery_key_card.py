"""A recovery key on screen: its groups, the button that prints the sheet, and two groups typed back from paper."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

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
        self._pane = Pane(ground)
        self._pane.setAccessibleName("Recovery key")
        self.print_button = Button("Print the sheet", "printer")
        self.print_button.clicked.connect(self.print_asked)
        self.lines = [LineField("Group of the recovery key", limit=12) for _ in range(2)]
        self.fields = [
            Field("Group of the key", line, name=f"group_{place}") for place, line in enumerate(self.lines)
        ]
        acts = WrapLayout()
        acts.addWidget(self.print_button)
        pair = QGridLayout()
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setHorizontalSpacing(tokens.SPACE_4)
        for place, field in enumerate(self.fields):
            pair.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_4)
        layout.addWidget(self._pane)
        layout.addLayout(acts)
        layout.addWidget(
            NoticePanel(Meaning.NOTE, "Seal the sheet in an envelope, signed across the flap.", advice)
        )
        layout.addWidget(TextLabel("Type two groups back, from the sheet", tokens.SUB, wrap=True))
        layout.addLayout(pair)

    def show_groups(self, groups: tuple[str, ...]) -> None:
        """Show a key. Once for each card."""
        self._groups = groups
        grid = QGridLayout()
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(scaled(20))
        for place, group in enumerate(groups):
            label = TextLabel(f"{place + 1}", tokens.BASE, "muted")
            code = TextLabel(group, tokens.CODE)
            code.setAccessibleName(f"Group {place + 1}: {' '.join(group)}")
            down, across = divmod(place, _ACROSS)
            grid.addWidget(label, down, across * 2, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(code, down, across * 2 + 1)
            grid.setColumnStretch(across * 2 + 1, 1)
        self._pane.setLayout(grid)
        self.asked_groups = (len(groups) // 4, len(groups) - 2)
        for place, field, line in zip(self.asked_groups, self.fields, self.lines, strict=True):
            field.label.setText(f"Group {place + 1}")
            line.setAccessibleName(f"Group {place + 1} of the recovery key")

    def check(self) -> bool:
        """Whether the two groups are as they stand on the sheet; what is wrong is said beside them."""
        right = True
        for place, field, line in zip(self.asked_groups, self.fields, self.lines, strict=True):
            typed = "".join(line.text().split()).upper()
            same = typed == self._groups[place].upper()
            field.set_error("" if same else f"Group {place + 1} is not as it stands on the sheet.")
            if not same and right:
                field.focus_editor()
            right = right and same
        return right

    def forget(self) -> None:
        """Let go of what was typed back."""
        for line in self.lines:
            line.clear()
