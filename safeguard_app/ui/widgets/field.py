"""A question with its answer: label above, hint beside the label, help beneath, the error in place of the help."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.layouts import BoundedColumn, row
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class Field(QWidget):
    """Wraps any input widget. The label is its buddy and accessible name; help and error its description."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        name: str = "",
        hint: str = "",
        help_text: str = "",
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is the field's name in a RuleViolation; ``hint`` stands after the label.

        What must be answered needs no mark; ``optional`` says so in words.
        """
        super().__init__(parent)
        self.name = name
        self.editor = editor
        self._help = help_text
        self._error = ""
        self._remark = ""
        words = " ".join(filter(None, [hint, "optional" if optional else ""]))
        self.label = TextLabel(label, tokens.STRONG, wrap=not words)
        self.label.setTextFormat(Qt.TextFormat.AutoText)
        self.label.setBuddy(editor)
        self._help_label = muted(help_text, wrap=True)
        self._error_label = IconWords(Meaning.LATE.icon, "", Meaning.LATE.value)
        layout = BoundedColumn(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_1)
        self._mark = muted(words)
        layout.addLayout(row(self.label, self._mark, None) if words else row(self.label))
        layout.addWidget(editor)
        layout.addWidget(self._help_label)
        layout.addWidget(self._error_label)
        if not editor.accessibleName():
            editor.setAccessibleName(label.replace("&", ""))
        self._say()

    def set_error(self, sentence: str) -> None:
        """Show what is wrong with the answer beside it; an empty sentence takes it away."""
        self._error = sentence
        self._say()

    def set_remark(self, sentence: str) -> None:
        """Say what just happened in the answer, over error and help; an empty sentence lets those be seen again."""
        self._remark = sentence
        self._say()
        if sentence:
            QTimer.singleShot(0, self, self._bring_into_view)

    def set_help(self, text: str) -> None:
        """Change the help line."""
        self._help = text
        self._help_label.setText(text)
        self._say()

    def set_optional(self, optional: bool) -> None:
        """For a field that is marked as optional: whether it is so now, as another answer has it."""
        self._mark.setVisible(optional)

    @property
    def error(self) -> str:
        """What is said to be wrong, or an empty string."""
        return self._error

    def focus_editor(self) -> None:
        """Give the keyboard to the answer: what a jump link does."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        words = self._remark or self._error
        icon = Meaning.NOTE.icon if self._remark else Meaning.LATE.icon
        ink = Meaning.DUE.value if self._remark else Meaning.LATE.value
        self._error_label.set_words(icon, words, ink)
        self._error_label.setVisible(bool(words))
        self._help_label.setVisible(bool(self._help) and not words)
        self.editor.setAccessibleDescription(words or self._help)
        wrong = bool(self._error)
        if bool(self.editor.property("wrong")) != wrong:
            self.editor.setProperty("wrong", wrong)
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)
            self.editor.update()

    def _bring_into_view(self) -> None:
        """The words stand under a box that may be higher than the window."""
        above = self.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(self._error_label, 0, tokens.SPACE_3)
            above = above.parentWidget()


def field_around(box: QWidget) -> Field | None:
    """The nearest Field that a text box stands in, or None."""
    above = box.parentWidget()
    while above is not None and not isinstance(above, Field):
        above = above.parentWidget()
    return above
