"""The head of a record, which stays in view: what it is, who may read it, who is in it, and its acts."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.incidents import Severity as KeptSeverity
from safeguard_app.services.incident_views import IncidentPage
from safeguard_app.ui.incidents.line_label import LineLabel, quiet
from safeguard_app.ui.incidents.next_step_button import next_step_button
from safeguard_app.ui.incidents.record_acts import MORE_ACTS, MoreAct
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, small
from safeguard_app.ui.widgets.fact_tag import FactTag, Severity, SeverityTag
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import Pane, WrapLayout, column, row
from safeguard_app.ui.widgets.status_chip import StatusChip

_STATE_ICONS = {
    IncidentState.NEW: "folder-plus",
    IncidentState.OPEN: "folder-open",
    IncidentState.CLOSED: "folder",
}
_SEVERITIES = {
    KeptSeverity.LOW: Severity.LOW,
    KeptSeverity.MEDIUM: Severity.MEDIUM,
    KeptSeverity.HIGH: Severity.HIGH,
}
_MOST_PEOPLE = 4


class RecordHeader(Pane):
    """Category, number, readers; state, severity, people; note, decision, evidence and the other acts.

    Signals:
        note_requested(), decision_requested(), evidence_requested(): the three buttons.
        act_requested(object): one of the other acts; carries the MoreAct.
        next_requested(object): the one next step; carries the NextStep.
    """

    note_requested = Signal()
    decision_requested = Signal()
    evidence_requested = Signal()
    act_requested = Signal(object)
    next_requested = Signal(object)

    def __init__(self, index_button: QWidget, parent: QWidget | None = None) -> None:
        """``index_button`` stands for the index of sections in a narrow window."""
        super().__init__("window", parent=parent)
        self.setAccessibleName("Record")
        self.list_button = small("List", "arrow-left")
        self.list_button.setAccessibleName("Back to the list")
        self.list_button.hide()
        self.note_button = small("Note", "notebook-pen")
        self.decision_button = small("Decision", "scale")
        self.evidence_button = small("Evidence", "paperclip")
        self.more_button = small("More", chevron=True)
        self._actions: dict[MoreAct, QAction] = {}
        self.more_button.setMenu(self._menu())
        self._title = LineLabel("", tokens.PAGE)
        self._case = quiet("")
        self._facts = WrapLayout(tokens.SPACE_4, tokens.SPACE_1)
        self._chip_place = QWidget()
        self._place_of_chip = row()
        self._chip_place.setLayout(self._place_of_chip)
        self._fact_widgets: list[QWidget] = []
        self._hidden_names = False
        self._page: IncidentPage | None = None
        self.next_button: Button | None = None
        self._build(index_button)
        self._connect()

    def set_page(self, page: IncidentPage) -> None:
        """Show another record."""
        self._page = page
        self._title.setText(page.category)
        self._case.setText(page.case)
        closed = page.state is IncidentState.CLOSED
        withdrawn = bool(page.entered_in_error)
        for button in (self.note_button, self.decision_button):
            button.setEnabled(not withdrawn)
        self.evidence_button.setEnabled(not withdrawn and not page.evidence_closed)
        self.evidence_button.setToolTip(
            "This record is kept in words only: nothing is added to it." if page.evidence_closed else ""
        )
        self._actions[MoreAct.CLOSE].setVisible(not closed and not withdrawn)
        self._actions[MoreAct.REOPEN].setVisible(closed and not withdrawn)
        self._actions[MoreAct.WORDS_ONLY].setVisible(not page.evidence_closed and not withdrawn)
        self._actions[MoreAct.FILES_AGAIN].setVisible(page.may_allow_files and not withdrawn)
        for act in (
            MoreAct.CORRECT,
            MoreAct.TRIAGE,
            MoreAct.LAWS,
            MoreAct.TOLD,
            MoreAct.ACTION,
            MoreAct.ERROR,
            MoreAct.REFILE,
        ):
            self._actions[act].setEnabled(not withdrawn)
        self._actions[MoreAct.SHARE].setEnabled(not withdrawn)
        self._actions[MoreAct.HAND_OUT].setEnabled(not withdrawn and page.evidence_count > 0)
        self._show_facts()

    def hide_names(self, hidden: bool) -> None:
        """For a visitor at the desk: nobody's name stands in the head."""
        self._hidden_names = hidden
        self._show_facts()

    def action(self, act: MoreAct) -> QAction:
        """One act of the menu, for tests and for switching it off."""
        return self._actions[act]

    def _build(self, index_button: QWidget) -> None:
        words = WrapLayout(tokens.SPACE_3, 0)
        for part in (self._title, self._case):
            words.addWidget(part)
        acts = WrapLayout(tokens.SPACE_2, tokens.SPACE_1, right=True)
        for button in (
            self.list_button,
            index_button,
            self.note_button,
            self.decision_button,
            self.evidence_button,
            self.more_button,
        ):
            acts.addWidget(button)
        top = WrapLayout(tokens.SPACE_4, tokens.SPACE_2)
        top.addWidget(_held(words))
        top.addWidget(_held(acts, grows=True))
        chip = column(self._chip_place, None)
        under = row(_held(self._facts, grows=True), chip, space=tokens.SPACE_3)
        inner = column(_held(top), under, space=tokens.SPACE_2, margins=(24, 12, 16, 10))
        self.setLayout(column(inner, Line("line2"), space=0))

    def _connect(self) -> None:
        self.note_button.clicked.connect(self.note_requested)
        self.decision_button.clicked.connect(self.decision_requested)
        self.evidence_button.clicked.connect(self.evidence_requested)

    def _menu(self) -> QMenu:
        menu = QMenu(self.more_button)
        for act in MORE_ACTS:
            if act is None:
                menu.addSeparator()
                continue
            made = menu.addAction(act.words)
            made.setData(act.value)
            self._actions[act] = made
        menu.triggered.connect(self._picked)
        return menu

    def _picked(self, action: QAction) -> None:
        self.act_requested.emit(MoreAct(str(action.data())))

    def _show_facts(self) -> None:
        for old in self._fact_widgets:
            self._facts.removeWidget(old)
            self._place_of_chip.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._fact_widgets = []
        self.next_button = None
        page = self._page
        if page is None:
            return
        self._fact(FactTag("lock", page.readers, "muted"))
        self._fact(FactTag(_STATE_ICONS[page.state], page.state_words))
        if page.incident.severity is not None:
            self._fact(SeverityTag(_SEVERITIES[page.incident.severity]))
        if self._hidden_names:
            self._fact(FactTag("eye-off", "Names hidden", "muted"))
        else:
            for tag in page.tags[:_MOST_PEOPLE]:
                self._fact(FactTag("user", tag))
            if len(page.tags) > _MOST_PEOPLE:
                self._fact(FactTag("users", f"and {len(page.tags) - _MOST_PEOPLE} more"))
        if page.next_step is not None:
            self.next_button = next_step_button(page.next_step, hide_names=self._hidden_names)
            self.next_button.clicked.connect(partial(self.next_requested.emit, page.next_step))
            self._fact(self.next_button)
        if page.chip is not None and page.chip.words != page.state_words:
            chip = StatusChip(status_of(page.chip))
            self._fact_widgets.append(chip)
            self._place_of_chip.addWidget(chip)

    def _fact(self, widget: QWidget) -> None:
        self._fact_widgets.append(widget)
        self._facts.addWidget(widget)
        widget.show()


def _held(layout: WrapLayout, *, grows: bool = False) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    across = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Preferred
    policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder
