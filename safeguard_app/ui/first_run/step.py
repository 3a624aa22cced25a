"""What every step of first run has in common."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.layouts import Margins
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.text_label import TextLabel

STEP_WIDTH = 600
_MARGINS: Margins = (32, 28, 32, 28)


class Step(ScrollPage):
    """One page of the wizard: a question as heading, a sentence, fields. ``title`` stands in the list of steps."""

    title = ""

    def __init__(self, heading: str, lead: str) -> None:
        """Build heading and lead; the step fills :attr:`form`."""
        super().__init__(heading, margins=_MARGINS)
        inner = QWidget()
        inner.setMaximumWidth(scaled(STEP_WIDTH))
        self.form = QVBoxLayout(inner)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(tokens.SPACE_4)
        head = QVBoxLayout()
        head.setSpacing(tokens.SPACE_1)
        head.addWidget(TextLabel(heading, tokens.PAGE, wrap=True))
        self.lead_label = TextLabel(lead, tokens.READ, "muted", wrap=True)
        head.addWidget(self.lead_label)
        self.form.addLayout(head)
        line = QHBoxLayout()
        line.addWidget(inner, 100)
        line.addStretch(1)
        self.column.addLayout(line)
        self.column.addStretch(1)

    def entered(self) -> None:
        """The step came into view: take over what earlier steps decided, give the keyboard to its first field."""

    def check(self) -> bool:
        """Whether one may go on; what is wrong is said beside its field."""
        return True
