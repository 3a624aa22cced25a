"""Beside a verdict: what the policy says, what the check cannot say, and what to think of before deciding."""

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QWidget

from safeguard_app.services.contact_check_views import VerdictView
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.policy_clauses import CitedClauses
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.scroll_page import SidePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted, rich

_SHOW, _HIDE = "The limbs of the harm threshold", "Hide the limbs of the harm threshold"


class VerdictPanel(SidePanel):
    """The panel; its words come with the verdict."""

    def __init__(self, threshold: Sequence[ChoiceLine], parent: QWidget | None = None) -> None:
        """``threshold`` are shown when they are asked for."""
        super().__init__("What the policy says", width=tokens.SIDE_PANEL_WIDE, parent=parent)
        self._shown: QWidget = QWidget()
        self.threshold_link = link(_SHOW)
        self.threshold = HeadedSection("Harm threshold", style=tokens.SUB, line=False, space=2)
        for line in threshold:
            self.threshold.add(TextLabel(f"•  {line.label}", wrap=True))
            if line.help:
                self.threshold.add(muted(line.help, wrap=True))
        self.threshold.hide()
        self.column.addWidget(self._shown)
        self.column.addLayout(row(self.threshold_link, None))
        self.column.addWidget(self.threshold)
        self.column.addStretch(1)
        self.threshold_link.clicked.connect(self._turn)

    def show_verdict(self, view: VerdictView) -> None:
        """Show what belongs to a verdict."""
        cannot = HeadedSection("What this check cannot say", style=tokens.SUB, line=False, space=2)
        cannot.add(TextLabel(view.cannot_say, wrap=True))
        before = HeadedSection("Before you decide", style=tokens.SUB, line=False, space=tokens.SPACE_1)
        before.add(*(TextLabel(words, wrap=True) for words in view.before_you_decide))
        self._replace(column(_policy(view.clauses), cannot, before, space=tokens.SPACE_4))

    def forget(self) -> None:
        """Nothing of a verdict stays."""
        self._replace(column())
        self.threshold.hide()
        self.threshold_link.setText(_SHOW)

    def _replace(self, layout: object) -> None:
        fresh = QWidget()
        fresh.setLayout(layout)  # type: ignore[arg-type]  # a column made above
        self.column.replaceWidget(self._shown, fresh)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = fresh

    def _turn(self) -> None:
        shown = not self.threshold.isVisibleTo(self)
        self.threshold.setVisible(shown)
        self.threshold_link.setText(_HIDE if shown else _SHOW)
        self.threshold_link.updateGeometry()


def _policy(cited: CitedClauses) -> HeadedSection:
    section = HeadedSection("What the policy says", style=tokens.SUB, line=False, space=tokens.SPACE_2)
    if cited.none_held:
        section.add(TextLabel(cited.none_held, wrap=True))
    for clause in cited.lines:
        section.add(rich(f"<b>{escape(clause.reference)}</b> {escape(clause.words)}"))
        for note in filter(None, (clause.standing, clause.stale_law)):
            section.add(muted(note, wrap=True))
    return section
