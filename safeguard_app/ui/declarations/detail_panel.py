"""One declaration beside the register: its steps, conditions, the pupils, what relied on it, and what can be done."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from safeguard_app.domain.declarations import StepKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.declaration_views import DeclarationDetail, ReliedOn, StepLine
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.declarations.declared_facts import declared_facts, listed
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

ACKNOWLEDGED_WORDS = "Certificate"
TO_SIGN_WORDS = "Sheet to sign"
SHEET_WORDS = "Sheet"
"""Refused, ended or replaced: nothing to certify, and nothing to sign."""
_SHEETS = {
    StatusMeaning.DONE: ACKNOWLEDGED_WORDS,
    StatusMeaning.LATE: ACKNOWLEDGED_WORDS,
    StatusMeaning.DUE: TO_SIGN_WORDS,
}
_STEP_ICONS = {
    StepKind.REFUSED: "minus",
    StepKind.ENDED: "minus",
    StepKind.SUPERSEDED: "minus",
    StepKind.MORE_INFORMATION: "minus",
}
"""Over, or not acknowledged: no tick."""


class DetailPanel(SidePanel):
    """The panel; empty until a declaration is chosen.

    Signals:
        step_requested(): add what happened.
        change_requested(): declare a change.
        correct_requested(), error_requested(): acts of the menu.
        take_back_requested(int, str): take a step back; carries its place and label.
        print_requested(): the acknowledgement sheet or certificate.
        sheet_opened(object): see a scanned signed sheet; carries the Reference of the item.
        incident_opened(object): an incident that relied on it; carries its Reference.
    """

    step_requested = Signal()
    change_requested = Signal()
    correct_requested = Signal()
    error_requested = Signal()
    take_back_requested = Signal(int, str)
    print_requested = Signal()
    sheet_opened = Signal(object)
    incident_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say what stands here once a row is chosen."""
        super().__init__("Declaration", parent=parent)
        self._detail: DeclarationDetail | None = None
        self._shown: QWidget = QWidget()
        self.print_button: Button = small(TO_SIGN_WORDS, "printer")
        self.step_button: Button = small("Add a step", "plus")
        self.change_button: Button = small("Declare a change")
        self.more_button: Button = small("More", chevron=True)
        self._menu = QMenu(self.more_button)
        self.more_button.setMenu(self._menu)
        self._acts = wrapped(
            self.print_button, self.step_button, self.change_button, self.more_button, space=tokens.SPACE_2
        )
        self.column.addWidget(self._shown)
        self.column.addWidget(self._acts)
        self.column.addStretch(1)
        self._connect()
        self.show_nothing()

    @property
    def detail(self) -> DeclarationDetail | None:
        """The declaration in view."""
        return self._detail

    def show_detail(self, detail: DeclarationDetail) -> None:
        """Show a declaration."""
        self._detail = detail
        self._replace(self._parts(detail))
        sheet = ACKNOWLEDGED_WORDS if detail.asks else _SHEETS.get(detail.status.meaning, SHEET_WORDS)
        self.print_button.setText(sheet)
        self.print_button.updateGeometry()
        self._fill_menu(detail)
        self._acts.show()
        self.verticalScrollBar().setValue(0)

    def show_nothing(self) -> None:
        """No declaration is chosen."""
        self._detail = None
        words = "Choose a row to see its steps, its conditions and what relied on it."
        self._replace([EmptyState("handshake", "No declaration is chosen", words)])
        self._acts.hide()

    def _replace(self, parts: Sequence[QWidget]) -> None:
        fresh = QWidget()
        fresh.setLayout(column(*parts, space=tokens.SPACE_4))
        self.column.replaceWidget(self._shown, fresh)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = fresh

    def _connect(self) -> None:
        self.print_button.clicked.connect(self.print_requested)
        self.step_button.clicked.connect(self.step_requested)
        self.change_button.clicked.connect(self.change_requested)

    def _parts(self, detail: DeclarationDetail) -> list[QWidget]:
        parts = [_head(detail), StepsList("What happened", [*map(_step_row, detail.steps), *_review(detail)])]
        parts.extend(IconWords("clock", words, Meaning.DUE.value) for words in detail.asks)
        if detail.gives_exception:
            parts.append(IconWords("info", detail.gives_exception, Meaning.NOTE.value))
        if sheets := self._sheets(detail.steps):
            parts.append(sheets)
        if detail.conditions:
            parts.append(listed("Conditions", detail.conditions))
        if detail.protocol:
            parts.append(listed("Agreed protocol", (detail.protocol,), bullets=False))
        parts.extend(declared_facts(detail.nature, detail.note, detail.pupils, detail.about_adult))
        if detail.relied_on:
            parts.append(self._relied(detail.relied_on))
        parts.append(_decides(detail))
        return parts

    def _sheets(self, steps: Sequence[StepLine]) -> QWidget | None:
        found = [step for step in steps if step.sheet is not None]
        if not found:
            return None
        section = HeadedSection("Signed sheets", style=tokens.SUB, line=False, space=0)
        for step in found:
            assert step.sheet is not None
            words = f"{step.label}, {step.when}"
            section.add(_link(words, f"See the signed sheet: {words}", self.sheet_opened.emit, step.sheet))
        return section

    def _relied(self, lines: Sequence[ReliedOn]) -> HeadedSection:
        section = HeadedSection("Relied on in", style=tokens.SUB, line=False, space=2)
        for line in lines:
            case = _link(line.case, f"Open {line.case}", self.incident_opened.emit, line.incident)
            section.add(wrapped(case, TextLabel(line.category), space=tokens.SPACE_2))
            shown = status_of(line.status)
            section.add(IconWords(shown.icon_name, line.verdict, shown.meaning.value))
        return section

    def _fill_menu(self, detail: DeclarationDetail) -> None:
        self._menu.clear()
        correct: QAction = self._menu.addAction("Correct what was declared")
        correct.triggered.connect(self.correct_requested)
        taking = [step for step in detail.steps if not step.taken_back]
        if len(taking) > 1:
            back = self._menu.addMenu("Take a step back")
            for step in taking[1:]:
                one = back.addAction(f"{step.label}, {step.when}")
                one.triggered.connect(partial(self._take_back, step.place, step.label))
        error: QAction = self._menu.addAction("Entered in error")
        error.triggered.connect(self.error_requested)

    def _take_back(self, place: int, words: str) -> None:
        self.take_back_requested.emit(place, words)


def _head(detail: DeclarationDetail) -> QWidget:
    version = f"Version {detail.version} of {len(detail.versions)}"
    subtitle = f"{detail.subtitle}. {detail.kind_words}. {version}"
    holder = QWidget()
    holder.setLayout(
        column(
            TextLabel(detail.title, tokens.SECTION, wrap=True),
            muted(subtitle, wrap=True),
            StatusText(status_of(detail.status)),
            space=tokens.SPACE_1,
        )
    )
    return holder


def _step_row(step: StepLine) -> StepRow:
    lines = [f"{step.when}, by {step.by}", step.says, step.late_entry[:1].upper() + step.late_entry[1:]]
    if step.taken_back:
        lines.append(step.taken_back)
    icon = "x" if step.taken_back else _STEP_ICONS.get(step.kind, "")
    return StepRow(
        step.label, ". ".join(line.rstrip(".") for line in lines if line), not step.taken_back, icon
    )


def _review(detail: DeclarationDetail) -> list[StepRow]:
    return [StepRow("Review", f"{detail.review}, or on any change", False)] if detail.review else []


def _decides(detail: DeclarationDetail) -> QWidget:
    if detail.status.meaning is not StatusMeaning.DUE or detail.asks:
        return QWidget()
    words = detail.why_not or f"Decided by the {detail.acknowledger}. It waits in their queue."
    return IconWords("clock", words, Meaning.DUE.value)


def _link(words: str, spoken: str, emit: Callable[[Reference], None], carries: Reference) -> Button:
    made = link(words)
    made.setAccessibleName(spoken)
    made.clicked.connect(partial(emit, carries))
    return made
