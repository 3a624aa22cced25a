"""Small pieces a record is drawn with: danger line, five clocks, quoted words, labelled rows, entries."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QSizePolicy, QWidget

from safeguard_app.services.incident_views import ClockLine, EntryLine, LabelledLine, PassageLine
from safeguard_app.ui.incidents.line_label import LineLabel, quiet
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, scaled
from safeguard_app.ui.widgets.button import Button, ButtonKind
from safeguard_app.ui.widgets.fact_row import LABEL_WIDTH
from safeguard_app.ui.widgets.headed_section import HeadedSection, Line
from safeguard_app.ui.widgets.icon_label import IconLabel
from safeguard_app.ui.widgets.layouts import WrapLayout, column, row
from safeguard_app.ui.widgets.status_text import IconWords, StatusText
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_CLOCK_WIDTH = 118
_WIDEST = 2
"""*Came to attention* says more than the others: to whom, from whom, and when it reached the lead."""


class Boxed(QFrame):
    """A frame with the border of a control and the ground of the list pane."""

    def __init__(self, ground: str = "sunken", parent: QWidget | None = None) -> None:
        """``ground`` is a colour token."""
        super().__init__(parent)
        self._ground = ground

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line2"), 1))
        painter.setBrush(colour(self._ground))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, tokens.RADIUS, tokens.RADIUS)


class DangerLine(Boxed):
    """*Is anyone in danger now?* with its answer and when it was asked."""

    def __init__(self, answer: str, asked: str, *, danger: bool, parent: QWidget | None = None) -> None:
        """``danger`` True shows the answer as one that needs somebody now."""
        super().__init__(parent=parent)
        icon, ink = ("circle-alert", "late") if danger else ("circle-check", "text")
        self.setAccessibleName(f"Is anyone in danger now? {answer} {asked}")
        question = LineLabel("Is anyone in danger now?", tokens.STRONG)
        words = row(question, TextLabel(answer, tone=ink, wrap=True), quiet(asked))
        side = column(IconLabel(icon, ink, tokens.ICON_RAIL), None)
        self.setLayout(row(side, words, space=tokens.SPACE_2, margins=(12, 7, 12, 7)))


class ClockStrip(QWidget):
    """Five clocks side by side, in as many columns as there is room for."""

    def __init__(self, clocks: Sequence[ClockLine], parent: QWidget | None = None) -> None:
        """Show the clocks, in their order."""
        super().__init__(parent)
        self.setAccessibleName("Five clocks")
        self._columns = 0
        self._cells = [self._cell(clock) for clock in clocks]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(tokens.SPACE_2)
        self._arrange(len(self._cells))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use more or fewer columns."""
        super().resizeEvent(event)
        self._arrange(max(1, min(len(self._cells), self.width() // scaled(_CLOCK_WIDTH))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Lines between the columns."""
        painter = QPainter(self)
        for place, cell in enumerate(self._cells):
            if place % max(1, self._columns):
                painter.fillRect(cell.x() - 9, cell.y() + 2, 1, cell.height() - 4, colour("line"))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place in range(len(self._cells)):
            wider = columns == len(self._cells) and place == _WIDEST
            self._grid.setColumnStretch(place, (4 if wider else 3) if place < columns else 0)
        for place, cell in enumerate(self._cells):
            self._grid.removeWidget(cell)
            self._grid.addWidget(cell, place // columns, place % columns)
            margins = (0 if place % columns == 0 else 10, 2, 8, 2)
            layout = cell.layout()
            assert layout is not None
            layout.setContentsMargins(*margins)

    @staticmethod
    def _cell(clock: ClockLine) -> QWidget:
        cell = QWidget()
        day, _, rest = clock.when.partition(", ")
        parts: list[QWidget] = [TextLabel(clock.name, tokens.STRONG, wrap=True), TextLabel(day, wrap=True)]
        if rest:
            parts.append(TextLabel(rest, wrap=True))
        if clock.how_known:
            parts.append(muted(clock.how_known, wrap=True))
        cell.setLayout(column(*parts, None, space=0))
        cell.setAccessibleName(f"{clock.name}: {clock.when} {clock.how_known}".strip())
        return cell


class QuotedWords(QWidget):
    """Somebody's own words, with a bar of text colour at the left."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Show the words exactly."""
        super().__init__(parent)
        self.setLayout(column(TextLabel(text, tokens.READ, wrap=True), margins=(14, 0, 0, 0)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bar."""
        QPainter(self).fillRect(0, 1, 3, self.height() - 2, colour("text"))


def passage_row(passage: PassageLine) -> QWidget:
    """One stretch of an account: its label at the left, its words at the right."""
    quoted = passage.kind is not None and passage.kind.value == "own_words"
    words: QWidget = QuotedWords(passage.text) if quoted else TextLabel(passage.text, tokens.READ, wrap=True)
    words_label = words if not quoted else None
    if isinstance(words_label, TextLabel):
        words_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if not passage.label:
        return _lined(words)
    label = TextLabel(passage.label, tokens.STRONG, wrap=True)
    label.setFixedWidth(scaled(LABEL_WIDTH) - tokens.SPACE_3)
    return _lined(row(column(label, None), words, space=tokens.SPACE_3))


def labelled_row(line: LabelledLine) -> QWidget:
    """A question or circumstance with its answer; an open one has its icon."""
    label = TextLabel(line.label, tone="muted", wrap=True)
    label.setFixedWidth(scaled(LABEL_WIDTH) + 60)
    answer: QWidget = (
        IconWords("circle-dashed", line.words, "muted") if line.open else TextLabel(line.words, wrap=True)
    )
    return _lined(row(column(label, None), answer, space=tokens.SPACE_3))


class EntryRow(QWidget):
    """A note, decision, telling or action.

    Signals:
        done_requested(object): the action is done; carries its record id.
        withdraw_requested(object): the entry was made in error; carries its record id.
    """

    done_requested = Signal(object)
    withdraw_requested = Signal(object)

    def __init__(
        self,
        entry: EntryLine,
        *,
        may_withdraw: bool = True,
        further: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Show an entry with the acts it allows; ``further`` are acts of its section, above the line that ends it."""
        super().__init__(parent)
        self.setAccessibleName(f"{entry.title}, {entry.when}")
        head = WrapLayout(tokens.SPACE_3, 0)
        head.addWidget(LineLabel(entry.title, tokens.STRONG))
        if entry.status is not None:
            head.addWidget(StatusText(status_of(entry.status)))
        head.addWidget(quiet(", ".join(filter(None, (entry.when, entry.by)))))
        texts = [_selectable(line) for line in entry.lines if line]
        acts = WrapLayout(tokens.SPACE_3, tokens.SPACE_1)
        if entry.can_be_done:
            self.done_button = Button("Done", "check", small=True)
            self.done_button.setAccessibleName(f"Done: {entry.title}")
            self.done_button.clicked.connect(partial(self.done_requested.emit, entry.entry))
            acts.addWidget(self.done_button)
        for act in further:
            acts.addWidget(act)
        if may_withdraw:
            self.withdraw_button = Button("Entered in error", kind=ButtonKind.QUIET, small=True)
            self.withdraw_button.setAccessibleName(f"Entered in error: {entry.title}")
            self.withdraw_button.clicked.connect(partial(self.withdraw_requested.emit, entry.entry))
            acts.addWidget(self.withdraw_button)
        self.setLayout(
            column(_held(head), *texts, _held(acts), Line("line"), space=2, margins=(0, tokens.SPACE_1, 0, 0))
        )


def _selectable(text: str) -> TextLabel:
    label = TextLabel(text, tokens.READ, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _held(layout: WrapLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder


def _lined(content: QWidget | QLayout) -> QWidget:
    """Content with a hairline beneath."""
    holder = QWidget()
    holder.setLayout(column(content, Line("line"), space=tokens.SPACE_2, margins=(0, tokens.SPACE_1, 0, 0)))
    return holder


def section(heading: str, *parts: QWidget, aside: QWidget | None = None, line: bool = True) -> HeadedSection:
    """One section of a record: its heading, what stands in it, and the button that adds to it."""
    made = HeadedSection(heading, aside=aside, line=line, space=tokens.SPACE_1)
    made.add(*parts)
    return made


def wrapped(*parts: QWidget) -> QWidget:
    """Beside each other, and on further lines where there is no room."""
    holder = QWidget()
    wrap = WrapLayout(tokens.SPACE_3, tokens.SPACE_1)
    for part in parts:
        wrap.addWidget(part)
    holder.setLayout(wrap)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder
