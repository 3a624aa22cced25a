"""The school's calendar in Settings: terms by year, how far it reaches, and the ways to change it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.school_calendar import CalendarLine, CalendarView
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.settings.fact_rows import FactRows
from safeguard_app.ui.settings.form_section import FormSection
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, small
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.text_label import TextLabel


class CalendarFacts(QWidget):
    """A calendar in words: shown as it stands, and as it would be while it is changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._column = column(space=tokens.SPACE_2)
        self.setLayout(self._column)
        self._parts: list[QWidget] = []

    def show_calendar(self, view: CalendarView) -> None:
        """Show a calendar: every year with its entries, how far it reaches, and what is missing."""
        for old in self._parts:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._parts = [StatusText(status_of(view.reach))]
        self._parts += [
            NoticePanel(Meaning.DUE, "A term may be missing", words, icon="calendar-check")
            for words in view.gaps
        ]
        for year, lines in reversed(view.years):
            self._parts.append(TextLabel(year, tokens.SUB, wrap=True))
            self._parts.append(FactRows([_fact(line) for line in lines]))
        for part in self._parts:
            self._column.addWidget(part)


def _fact(line: CalendarLine) -> tuple[str, str]:
    return line.name, f"{line.when}, {line.counted}" if line.counted else line.when


class CalendarSection(FormSection):
    """Signals:
    change_asked(): open the calendar for changing.
    file_asked(): read dates from a calendar file.
    """

    change_asked = Signal()
    file_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing known."""
        super().__init__("The school’s calendar", space=tokens.SPACE_3, parent=parent)
        self.change_button = small("Type or change dates", "pencil")
        self.file_button = small("Read from a calendar file…", "calendar-check")
        self._acts = QWidget()
        acts = WrapLayout()
        for button in self._buttons():
            acts.addWidget(button)
        self._acts.setLayout(acts)
        self.facts = CalendarFacts()
        self.add(self._acts, self.facts)
        self.change_button.clicked.connect(self.change_asked)
        self.file_button.clicked.connect(self.file_asked)

    def _buttons(self) -> Sequence[Button]:
        return (self.change_button, self.file_button)

    def _show_rest(self, shown: bool) -> None:
        self.facts.setVisible(shown)
        for button in self._buttons():
            button.setEnabled(shown)

    def _asked_from(self) -> QWidget:
        return self.change_button
