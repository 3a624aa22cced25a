"""One entry beside its register: what it says, what was decided, what held before, and what can be done."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.logbooks import EntryPaper, EntryStepKind
from safeguard_app.services.entry_papers import WORDS as PAPER_WORDS
from safeguard_app.services.logbook_views import ChangeLine, EntryDetail, EntryStepLine
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, link, small
from safeguard_app.ui.widgets.empty_state import EmptyState
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.scroll_page import SidePanel
from safeguard_app.ui.widgets.status_text import IconWords, StatusText
from safeguard_app.ui.widgets.steps_list import StepRow, StepsList
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_OVER = frozenset({EntryStepKind.REFUSED, EntryStepKind.WITHDRAWN, EntryStepKind.ENDED})


class EntryPanel(SidePanel):
    """The panel; empty until an entry is chosen.

    Signals:
        step_requested(object): add a step; carries its EntryStepKind, or None to choose one.
        change_requested(), correct_requested(), error_requested(): acts on the entry.
        paper_requested(object): the paper of this entry by itself; carries its Reference.
        share_requested(object): that paper goes to somebody outside; carries the Reference of the entry.
        take_back_requested(int, str): take a step back; carries its place and label.
        incident_opened(object): the incident it names; carries its Reference.
    """

    step_requested = Signal(object)
    change_requested = Signal()
    correct_requested = Signal()
    error_requested = Signal()
    paper_requested = Signal(object)
    share_requested = Signal(object)
    take_back_requested = Signal(int, str)
    incident_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say what stands here once a row is chosen."""
        super().__init__("Entry", parent=parent)
        self._detail: EntryDetail | None = None
        self._shown: QWidget = QWidget()
        self.step_button: Button = small("Add a step", "plus")
        self.change_button: Button = small("Record a change")
        self.correct_button: Button = small("Correct", "file-pen")
        self.paper_button: Button = small("Print", "printer")
        self.share_button: Button = small("Share", "handshake")
        self.more_button: Button = small("More", chevron=True)
        self._menu = QMenu(self.more_button)
        self.more_button.setMenu(self._menu)
        self._acts = wrapped(
            self.step_button,
            self.change_button,
            self.paper_button,
            self.share_button,
            self.correct_button,
            self.more_button,
            space=tokens.SPACE_2,
        )
        self.column.addWidget(self._shown)
        self.column.addWidget(self._acts)
        self.column.addStretch(1)
        self.step_button.clicked.connect(partial(self.step_requested.emit, None))
        self.change_button.clicked.connect(self.change_requested)
        self.correct_button.clicked.connect(self.correct_requested)
        self.paper_button.clicked.connect(partial(self._paper_pressed, self.paper_requested))
        self.share_button.clicked.connect(partial(self._paper_pressed, self.share_requested))
        self.show_nothing()

    @property
    def detail(self) -> EntryDetail | None:
        """The entry in view."""
        return self._detail

    def show_detail(self, detail: EntryDetail) -> None:
        """Show an entry."""
        self._detail = detail
        self._replace(self._parts(detail))
        self.step_button.setVisible(bool(detail.offered))
        self.change_button.setVisible(detail.lasting)
        self.paper_button.setVisible(detail.paper in PAPER_WORDS)
        self.share_button.setVisible(detail.paper is EntryPaper.TRANSFER_PACK)
        if detail.paper is not None:
            self.paper_button.setText(PAPER_WORDS[detail.paper])
        self._fill_menu(detail)
        self._acts.setVisible(not detail.as_at)
        self.verticalScrollBar().setValue(0)

    def show_nothing(self, *, there_are_some: bool = True) -> None:
        """No entry is chosen; where there is none to choose, nothing is said of it."""
        self._detail = None
        words = "Choose a row to see what it says, what was decided and what held before."
        teaching = [EmptyState("clipboard", "No entry is chosen", words)] if there_are_some else []
        self._replace(teaching)
        self._acts.hide()

    def _paper_pressed(self, asked: SignalInstance, _checked: bool = False) -> None:
        if self._detail is not None:
            asked.emit(self._detail.reference)

    def _replace(self, parts: Sequence[QWidget]) -> None:
        fresh = QWidget()
        fresh.setLayout(column(*parts, space=tokens.SPACE_4))
        self.column.replaceWidget(self._shown, fresh)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = fresh

    def _parts(self, detail: EntryDetail) -> list[QWidget]:
        parts = [_head(detail)]
        if detail.as_at:
            parts.append(
                IconWords("history", f"{detail.as_at}. To change it, go back to today.", Meaning.NOTE.value)
            )
        if detail.clock is not None:
            parts.append(muted(detail.clock_source, wrap=True))
        if detail.warning:
            parts.append(IconWords(Meaning.DUE.icon, detail.warning, Meaning.DUE.value))
        steps = [_step_row(step) for step in detail.steps]
        if detail.review:
            steps.append(StepRow("To be looked at again", detail.review, False))
        if steps:
            parts.append(StepsList("What happened", steps))
        parts.append(_facts("What it says", detail.facts))
        if detail.case is not None:
            parts.append(self._case(detail))
        parts += [_before(one) for one in detail.before]
        return parts

    def _case(self, detail: EntryDetail) -> QWidget:
        assert detail.case is not None
        words = detail.case_words
        return _link(f"Open {words}", f"Open the record {words}", self.incident_opened.emit, detail.case)

    def _fill_menu(self, detail: EntryDetail) -> None:
        self._menu.clear()
        taking = [step for step in detail.steps if not step.taken_back]
        if taking:
            back = self._menu.addMenu("Take a step back")
            for step in taking:
                one = back.addAction(f"{step.label}, {step.when}")
                one.triggered.connect(partial(self._take_back, step.place, step.label))
        error: QAction = self._menu.addAction("Entered in error")
        error.triggered.connect(self.error_requested)

    def _take_back(self, place: int, words: str) -> None:
        self.take_back_requested.emit(place, words)


def _head(detail: EntryDetail) -> QWidget:
    version = f"Version {detail.version} of {len(detail.versions)}"
    return _stack(
        TextLabel(detail.title, tokens.SECTION, wrap=True),
        muted(f"{detail.subtitle}. {version}", wrap=True),
        StatusText(status_of(detail.status)),
    )


def _stack(*parts: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(*parts, space=tokens.SPACE_1))
    return holder


def _facts(heading: str, facts: Sequence[tuple[str, str]]) -> HeadedSection:
    section = HeadedSection(heading, style=tokens.SUB, line=False, space=tokens.SPACE_2)
    for label, words in facts:
        section.add(_stack(muted(label, wrap=True), TextLabel(words, wrap=True)))
    return section


def _before(change: ChangeLine) -> HeadedSection:
    section = _facts(change.until, change.facts)
    if change.why:
        section.add(muted(f"Then changed: {change.why}", wrap=True))
    return section


def _step_row(step: EntryStepLine) -> StepRow:
    lines = [f"{step.when}, by {step.by}", step.says, step.entered, step.taken_back]
    icon = "x" if step.taken_back else ("minus" if step.kind in _OVER else "")
    words = ". ".join(line.rstrip(".") for line in lines if line)
    return StepRow(step.label, words, not step.taken_back, icon)


def _link(words: str, spoken: str, emit: Callable[[Reference], None], carries: Reference) -> Button:
    made = link(words)
    made.setAccessibleName(spoken)
    made.clicked.connect(partial(emit, carries))
    return made
