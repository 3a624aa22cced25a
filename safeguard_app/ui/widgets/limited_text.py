"""Several lines of plain text up to a limit: what does not fit is refused whole, and said beside the box.

An account that is cut reads like a whole one, so nothing is cut. Control characters are taken out of what is pasted
or dropped; marks that turn the reading direction round stay, because they are evidence.
"""

import re

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import QTextEdit, QWidget

from safeguard_app.domain.text_rules import TEXT_LIMIT, pasted_text
from safeguard_app.ui.widgets.limit_remark import LimitRemark, box_is_full, paste_is_too_long

ATTACH = "A longer text can be attached to an incident as a file."
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LONG_RUN = re.compile(r"\S{4000}")
"""So many letters without a space that breaking lines at words would take seconds."""


class LimitedText(QTextEdit):
    """The base of every box of several lines. Plain text in, plain text out; Tab leaves it."""

    def __init__(
        self, label: str, *, limit: int = TEXT_LIMIT, advice: str = ATTACH, parent: QWidget | None = None
    ) -> None:
        """``label`` is the accessible name; ``limit`` the longest text in characters, as people count them.

        ``advice`` says what to do with more than that.
        """
        super().__init__(parent)
        self.limit = limit
        self._advice = advice
        self.remark = LimitRemark(self)
        self._refuses_drop = False
        self._moves_within = False
        self.setAccessibleName(label)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._changed)

    def plain_text(self) -> str:
        """The text with ordinary line ends."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Put a text in from the program, whole, whatever its length."""
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._break_lines_for(text)
        self.setPlainText(text)
        self.remark.take_back()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text: all of it or nothing."""
        text = self._taken_of(source, for_selection=True)
        if text is None:
            self.remark.say(paste_is_too_long(self.limit, self._advice))
        elif text:
            self._break_lines_for(text)
            self.textCursor().insertText(text)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only: a picture or file goes through evidence, after its question."""
        return source.hasText() and not source.hasUrls() and not source.hasImage() and not self._refuses_drop

    def dropEvent(self, event: QDropEvent) -> None:
        """What does not fit stays where it was dragged from; words moved within the box always fit."""
        self._moves_within = event.source() in (self, self.viewport())
        refuses = self._refuses_drop = self._taken_of(event.mimeData(), for_selection=False) is None
        try:
            super().dropEvent(event)
        finally:
            self._moves_within = self._refuses_drop = False
        if refuses:
            self.remark.say(paste_is_too_long(self.limit, self._advice))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing ends at the limit; everything else goes on."""
        if _typed(event) and not self._has_room(len(event.text())):
            self.remark.say(box_is_full(self.limit, self._advice))
            event.accept()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Composed letters end at the limit too."""
        letters = len(event.commitString())
        if letters and not self._has_room(letters):
            self.remark.say(box_is_full(self.limit, self._advice))
            super().inputMethodEvent(QInputMethodEvent())
            event.accept()
            return
        super().inputMethodEvent(event)

    def _taken_of(self, source: QMimeData, *, for_selection: bool) -> str | None:
        """What a paste would put in, or None where it does not fit. Megabytes are not even cleaned."""
        text = source.text()
        if len(text) > 4 * self.limit:
            return None
        clean = pasted_text(text)
        return clean if self._has_room(len(clean), for_selection=for_selection) else None

    def _has_room(self, letters: int, *, for_selection: bool = True) -> bool:
        """Whether so many more fit. A text that came in longer from the program may shrink, and be moved about."""
        if self._moves_within or self.document().characterCount() - 1 + letters <= self.limit:
            return True
        now = len(self.toPlainText())
        selected = len(self.textCursor().selectedText()) if for_selection else 0
        return now - selected + letters <= max(self.limit, now if selected else 0)

    def _break_lines_for(self, text: str) -> None:
        if _LONG_RUN.search(text):
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)

    def _changed(self) -> None:
        self.remark.take_back()


def _typed(event: QKeyEvent) -> bool:
    """Whether a key press would put letters in."""
    commands = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    composed = event.modifiers() & Qt.KeyboardModifier.AltModifier
    if commands and not composed:
        return False
    text = event.text()
    return event.key() in _ENTER or (bool(text) and text >= " " and text != "\x7f")
