"""One adult of a declaration drive: what came back, and the keys to enter it."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.declarations import How
from safeguard_app.services.drive_views import DriveRow
from safeguard_app.ui.declarations.signed_sheet import OF_SLIP, SignedSheetField
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, ButtonKind, link, small
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.scroll_page import SidePanel
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_HOWS = ((How.SIGNED_PAPER, "On the signed slip"), (How.IN_PERSON, "Said in person"))
_NEEDED = "Type the day on the slip."


class DrivePanel(SidePanel):
    """The panel; says what stands here until a row is chosen.

    Signals:
        nil_requested(), declares_requested(), left_requested(): what came back from the adult in view.
        take_back_requested(), slip_requested(): take the return back; print their slip.
        opened(object), link_requested(object): a declaration of theirs; carries its Reference.
        sheet_opened(object): see the scanned slip; carries the Reference of the item.
    """

    nil_requested = Signal()
    declares_requested = Signal()
    left_requested = Signal()
    take_back_requested = Signal()
    slip_requested = Signal()
    opened = Signal(object)
    link_requested = Signal(object)
    sheet_opened = Signal(object)

    def __init__(self, day: DayField, today: date, parent: QWidget | None = None) -> None:
        """``day`` is made by the form's tools."""
        super().__init__("Return", parent=parent)
        self.row: DriveRow | None = None
        self.day = day
        self.day.set_day(today)
        self.day_field = Field("Day on the slip", day, name="on")
        self.how = ChoiceBox("How it came back", _HOWS)
        self.sheet = SignedSheetField(OF_SLIP)
        self.nil_button = Button("Nothing to declare", "check", kind=ButtonKind.FILLED, hint="Ctrl+Enter")
        self.declares_button = Button("Declares something", "plus")
        self.left_button = small("Works here no longer")
        self.back_button = small("Take back", "undo-2")
        self.slip_button = small("Print this slip", "printer")
        self._shown: QWidget = QWidget()
        self._acts = wrapped(self.nil_button, self.declares_button, self.left_button, space=tokens.SPACE_2)
        self._more = wrapped(self.back_button, self.slip_button, space=tokens.SPACE_2)
        for part in (self._shown, self.day_field, self.how, self.sheet, self._acts, self._more):
            self.column.addWidget(part)
        self.column.addStretch(1)
        for button, signal in (
            (self.nil_button, self.nil_requested),
            (self.declares_button, self.declares_requested),
            (self.left_button, self.left_requested),
            (self.back_button, self.take_back_requested),
            (self.slip_button, self.slip_requested),
        ):
            button.clicked.connect(signal)
        self.show_row(None, running=False)

    def show_row(self, row: DriveRow | None, *, running: bool) -> None:
        """Show somebody; what can be entered depends on what came back. A scan chosen for another is let go of."""
        if self.row is None or row is None or self.row.code != row.code:
            self.sheet.clear()
        self.row = row
        self.day_field.set_error("")
        self._replace(
            self._parts(row, running=running)
            if row is not None
            else [muted("Choose a row, or type the code of a slip.", wrap=True)] * running
        )
        waits = row is not None and running and row.kind is None
        here = row is not None and running
        for part in (self.day_field, self.how, self.declares_button):
            part.setVisible(here)
        self.sheet.setVisible(waits)
        self.nil_button.setVisible(waits)
        self.left_button.setVisible(waits)
        self.back_button.setVisible(here and row is not None and row.kind is not None)
        self.slip_button.setVisible(row is not None)

    def day_typed(self) -> date | None:
        """The day on the slip; where it cannot be read, that is said beside it."""
        fault = self.day.fault() or ("" if self.day.day() is not None else _NEEDED)
        self.day_field.set_error(fault)
        if fault:
            self.day.setFocus()
            return None
        return self.day.day()

    def how_given(self) -> How:
        """On paper, or said."""
        value = self.how.value()
        return value if isinstance(value, How) else How.SIGNED_PAPER

    def _parts(self, row: DriveRow, *, running: bool) -> list[QWidget]:
        parts: list[QWidget] = [
            TextLabel(row.name, tokens.SECTION, wrap=True),
            muted(f"{row.role}. Code {row.printed}" if row.role else f"Code {row.printed}", wrap=True),
            StatusText(status_of(row.status)),
        ]
        parts.append(muted(row.came or f"Asked {row.asked}.", wrap=True))
        if row.sheet is not None:
            seen = link("See the scanned slip")
            seen.clicked.connect(partial(self.sheet_opened.emit, row.sheet))
            parts.append(seen)
        if row.declared:
            parts.append(TextLabel("On the register", tokens.STRONG))
        for line in row.declared:
            opener = link(f"{line.words}, returned with this drive" if line.linked else line.words)
            opener.clicked.connect(partial(self.opened.emit, line.reference))
            parts.append(opener)
            if running and not line.linked:
                linker = small("This is what the slip declares", "link")
                linker.setAccessibleName(f"This is what the slip declares: {line.words}")
                linker.clicked.connect(partial(self.link_requested.emit, line.reference))
                parts.append(linker)
        return parts

    def _replace(self, parts: Sequence[QWidget]) -> None:
        fresh = QWidget()
        fresh.setLayout(column(*parts, space=tokens.SPACE_2))
        self.column.replaceWidget(self._shown, fresh)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = fresh
