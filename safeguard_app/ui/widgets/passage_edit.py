"""The account box: one text whose passages may be marked as fact, the child's own words, opinion or hearsay.

A mark belongs to the words: it grows, shrinks and moves with them as the text changes, and undo brings text and
mark back together, because marks are character formats of the document itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextLayout,
    QTextLine,
)
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.text_rules import TEXT_LIMIT
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font
from safeguard_app.ui.widgets.button import Button, link
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.limited_text import LimitedText
from safeguard_app.ui.widgets.text_label import muted

_MARK: Final = int(QTextFormat.Property.UserProperty.value) + 1


class Mark(StrEnum):
    """What a passage is. Never required."""

    FACT = "fact"
    CHILDS_WORDS = "childs_words"
    OPINION = "opinion"
    HEARSAY = "hearsay"

    @property
    def words(self) -> str:
        """As shown under the box."""
        return {"childs_words": "child’s own words"}.get(self.value, self.value)


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A marked range of the text, in code points: ``start`` to before ``end``."""

    start: int
    end: int
    mark: Mark


class PassageEdit(LimitedText):
    """The text box itself. Plain text in, plain text out; marks beside it.

    Signals:
        passages_changed(): a mark was set or taken away.
    """

    passages_changed = Signal()

    def __init__(
        self, label: str, *, limit: int = TEXT_LIMIT, lines: int = 3, parent: QWidget | None = None
    ) -> None:
        """``limit`` is the longest text in characters; ``lines`` the height to begin with."""
        super().__init__(label, limit=limit, parent=parent)
        self.setFont(font(tokens.READ))
        self.document().setDocumentMargin(3)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines + 16)
        self._set_lines()

    def set_content(self, text: str, passages: Sequence[Passage] = ()) -> None:
        """Replace text and marks; undo does not go behind this."""
        self.show_text(text)
        self._set_lines()
        for passage in passages:
            self._format(self._utf16(text, passage.start), self._utf16(text, passage.end), passage.mark)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)
        self.viewport().update()

    def passages(self) -> tuple[Passage, ...]:
        """The marked ranges as they stand, in order, neighbours of one kind joined."""
        text = self.toPlainText().encode("utf-16-le", "surrogatepass")
        found = self._marked_ranges()
        return tuple(Passage(_points(text, start), _points(text, end), mark) for start, end, mark in found)

    def mark_selection(self, mark: Mark) -> bool:
        """Mark the selected words, or unmark them when they carry this mark already; False with no selection."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return False
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        self._format(start, end, None if self._all_marked(start, end, mark) else mark)
        self.passages_changed.emit()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.TextAttributeChanged))
        self.viewport().update()
        return True

    def unmark_selection(self) -> bool:
        """Take every mark off the selected words; False with no selection."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return False
        self._format(cursor.selectionStart(), cursor.selectionEnd(), None)
        self.passages_changed.emit()
        self.viewport().update()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and line of the marked words beneath, the text above."""
        self._paint_marks()
        super().paintEvent(event)

    def _set_lines(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setLineHeight(108, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(block)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)

    def _format(self, start: int, end: int, mark: Mark | None) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        chosen = QTextCharFormat()
        if mark is not None:
            chosen.setProperty(_MARK, mark.value)
        cursor.setCharFormat(chosen)

    def _marked_ranges(self) -> list[tuple[int, int, Mark]]:
        """Marked ranges in the document's own places (UTF-16 units)."""
        found: list[tuple[int, int, Mark]] = []
        block = self.document().begin()
        while block.isValid():
            for span in block.textFormats():
                value = span.format.property(_MARK)
                if not value:
                    continue
                start, mark = block.position() + span.start, Mark(value)
                end = start + span.length
                if found and found[-1][2] is mark and found[-1][1] >= start - 1:
                    found[-1] = (found[-1][0], end, mark)
                else:
                    found.append((start, end, mark))
            block = block.next()
        return found

    def _all_marked(self, start: int, end: int, mark: Mark) -> bool:
        return any(
            first <= start and end <= last and mark is kind for first, last, kind in self._marked_ranges()
        )

    def _paint_marks(self) -> None:
        painter = QPainter(self.viewport())
        shift = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        layout = self.document().documentLayout()
        block = self.document().begin()
        while block.isValid():
            corner = layout.blockBoundingRect(block).topLeft() + shift
            if corner.y() > self.viewport().height():
                break
            for span in block.textFormats():
                if span.format.property(_MARK):
                    self._paint_span(painter, block.layout(), span.start, span.start + span.length, corner)
            block = block.next()

    def _paint_span(
        self, painter: QPainter, lines: QTextLayout, start: int, end: int, corner: QPointF
    ) -> None:
        for number in range(lines.lineCount()):
            line = lines.lineAt(number)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first >= last:
                continue
            x0 = _across(line, first) + corner.x()
            x1 = _across(line, last) + corner.x()
            bottom = corner.y() + line.y() + line.ascent() + line.descent()
            top = corner.y() + line.y() + 2
            painter.fillRect(round(x0), round(top), round(x1 - x0), round(bottom - top), colour("notebg"))
            painter.setPen(QPen(colour("text"), 2))
            painter.drawLine(QPointF(x0, bottom), QPointF(x1, bottom))

    @staticmethod
    def _utf16(text: str, point: int) -> int:
        return len(text[:point].encode("utf-16-le", "surrogatepass")) // 2


def _across(line: QTextLine, place: int) -> float:
    """How far right a place of the line is; the binding hands back a pair."""
    found: Any = line.cursorToX(place)
    return float(found[0] if isinstance(found, tuple) else found)


def _points(utf16: bytes, place: int) -> int:
    return len(utf16[: 2 * place].decode("utf-16-le", "replace"))


class AccountBox(QWidget):
    """The text box with the line of marks under it, as on the incident form.

    ``editor`` is the :class:`PassageEdit`.
    """

    def __init__(self, label: str, *, lines: int = 3, parent: QWidget | None = None) -> None:
        """``label`` is the accessible name of the box."""
        super().__init__(parent)
        self.editor = PassageEdit(label, lines=lines)
        self.setAccessibleName(label)
        self._hint = muted("Mark the selected words, now, later or never:")
        self._links: dict[Mark, Button] = {}
        wrap = WrapLayout(tokens.SPACE_4, 0)
        wrap.addWidget(self._hint)
        for mark in Mark:
            button = link(mark.words)
            button.setAccessibleName(f"Mark the selected words as {mark.words}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("mark", mark.value)
            button.clicked.connect(self._mark_pressed)
            self._links[mark] = button
            wrap.addWidget(button)
        self.setLayout(column(self.editor, wrap, space=tokens.SPACE_1))
        self.setFocusProxy(self.editor)

    def _mark_pressed(self) -> None:
        sender = self.sender()
        assert sender is not None
        marked = self.editor.mark_selection(Mark(sender.property("mark")))
        self._hint.setText(
            "Mark the selected words, now, later or never:" if marked else "Select the words first, then:"
        )
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
