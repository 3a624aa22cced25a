"""The authorities' own PDF forms in the list of referrals: which are kept, and the way to bring one in."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from safeguard_app.services.authority_forms import AuthorityFormLine
from safeguard_app.ui.settings.rows_section import RowsSection
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning, Status
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_NONE = (
    "None yet. Where your authority wants its own PDF form, bring it in once: say which answer goes into which of its "
    "fields, and it is filled from a record like the forms here."
)
ON_ITS_PDF = "On the authority’s PDF"


class AuthorityRow(QWidget):
    """One form.

    Signals:
        fields_asked(object), later_asked(object), back_asked(object): carry the AuthorityFormLine.
    """

    fields_asked = Signal(object)
    later_asked = Signal(object)
    back_asked = Signal(object)

    def __init__(self, line: AuthorityFormLine, parent: QWidget | None = None) -> None:
        """Show a form."""
        super().__init__(parent)
        self.line = line
        self.setAccessibleName(f"{line.title}, {line.authority}")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(f"{line.title}, {line.authority}", tokens.STRONG, wrap=True))
        words.addWidget(muted(f"{line.dated}. Takes the answers of “{line.of}”. {line.counts}.", wrap=True))
        if not line.form.mapped:
            words.addWidget(StatusText(Status(Meaning.DUE, "Its fields are to be looked at")))
        self.fields_button = Button("Fields", small=True)
        self.later_button = Button("Later version", small=True)
        self.back_button = Button("Take back", small=True)
        acts = WrapLayout(tokens.SPACE_2, tokens.SPACE_1)
        for button, what, asked in (
            (self.fields_button, "Fields of", self.fields_asked),
            (self.later_button, "Bring in a later version of", self.later_asked),
            (self.back_button, "Take back", self.back_asked),
        ):
            button.setAccessibleName(f"{what} {line.title}, {line.authority}")
            button.clicked.connect(partial(asked.emit, line))
            acts.addWidget(button)
        words.addLayout(acts)
        words.setContentsMargins(0, 6, 0, 6)
        self.setLayout(words)


class AuthoritySection(RowsSection):
    """Signals:
    fields_asked(object), later_asked(object), back_asked(object): carry the AuthorityFormLine.
    """

    fields_asked = Signal(object)
    later_asked = Signal(object)
    back_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with none."""
        super().__init__("The authority’s own PDF", none=_NONE, add="Bring in a PDF form", parent=parent)
        self.rows: list[AuthorityRow] = []

    def show_forms(self, lines: Sequence[AuthorityFormLine]) -> None:
        """Show every form."""
        self.rows = [self._row(line) for line in lines]
        self._show_rows(self.rows)

    def _row(self, line: AuthorityFormLine) -> AuthorityRow:
        made = AuthorityRow(line)
        made.fields_asked.connect(self.fields_asked)
        made.later_asked.connect(self.later_asked)
        made.back_asked.connect(self.back_asked)
        return made


class AuthorityButton(Button):
    """Sees a form of ours on an authority's PDF; with several, a menu says which.

    Signals:
        chosen(object): carries the AuthorityFormLine.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Out of sight until there is one."""
        super().__init__(ON_ITS_PDF, "file-text", parent=parent)
        self._lines: tuple[AuthorityFormLine, ...] = ()
        self.hide()
        self.clicked.connect(self._pressed)

    def show_forms(self, lines: Sequence[AuthorityFormLine]) -> None:
        """Those that take the answers of the form in view."""
        self._lines = tuple(lines)
        self.setVisible(bool(lines))
        one = f"{lines[0].title}, {lines[0].authority}" if len(lines) == 1 else ""
        self.setToolTip(one)

    def _pressed(self) -> None:
        if len(self._lines) == 1:
            self.chosen.emit(self._lines[0])
            return
        menu = QMenu(self)
        for line in self._lines:
            action = menu.addAction(f"{line.title}, {line.authority}".replace("&", "&&"))
            action.triggered.connect(partial(self.chosen.emit, line))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
