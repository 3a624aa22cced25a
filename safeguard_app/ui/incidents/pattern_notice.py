"""On a record: that it is part of a pattern, and the way to it."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.patterns import PatternView
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.notice_panel import NoticePanel


class PatternNotice(NoticePanel):
    """A quiet notice above a record; nothing where it is part of no pattern.

    Signals:
        opened(): look at the patterns.
    """

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without words."""
        super().__init__(Meaning.NOTE, "Part of a pattern", icon="layers", parent=parent)
        self.way = link("Look at the rule and the records")
        self.way.clicked.connect(self.opened)
        self.add(self.way)
        self.hide()

    def say_findings(self, findings: Sequence[PatternView]) -> None:
        """Say what the record is part of."""
        self.set_rich_text("<br>".join(escape(one.sentence, quote=False) for one in findings))
        self.setVisible(bool(findings))
