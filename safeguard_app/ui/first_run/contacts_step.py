"""Whom to ring: numbers shown beside the first actions later. Every one may be left out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from safeguard_app.domain.school import ContactToRing
from safeguard_app.ui.first_run.answers import ContactSlot, NationWords
from safeguard_app.ui.first_run.step import Step
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class ContactsStep(Step):
    """A line of name and telephone for each agency of the nation."""

    title = "Whom to ring"

    def __init__(self) -> None:
        """Empty until the nation's contacts are shown."""
        super().__init__("Whom would you ring?", "")
        self._holder: QWidget | None = None
        self._lines: dict[str, tuple[LineField, LineField]] = {}

    def show_words(self, words: NationWords) -> None:
        """Use the nation's words."""
        self.lead_label.setText(
            "These stand beside the first actions when you need them. Leave out what you do not know; "
            f"confirm each with your {words.authority}. You can change them later."
        )

    def show_slots(self, slots: Sequence[ContactSlot]) -> None:
        """Ask for these; what was typed for an agency that stays is kept."""
        kept = {agency: (name.text(), phone.text()) for agency, (name, phone) in self._lines.items()}
        if self._holder is not None:
            self.form.removeWidget(self._holder)
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = QWidget()
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_3)
        grid.setVerticalSpacing(tokens.SPACE_3)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 4)
        grid.setColumnStretch(2, 3)
        for place, words in enumerate(("", "Name or team", "Telephone")):
            grid.addWidget(TextLabel(words, tokens.STRONG, "muted"), 0, place)
        self._lines = {}
        for number, slot in enumerate(slots, start=1):
            self._add(grid, number, slot, kept.get(slot.agency, ("", "")))
        self.form.addWidget(self._holder)

    def contacts(self) -> tuple[ContactToRing, ...]:
        """Those for whom a name or number was given."""
        return tuple(
            ContactToRing(agency, name.text().strip(), phone.text().strip())
            for agency, (name, phone) in self._lines.items()
            if name.text().strip() or phone.text().strip()
        )

    def entered(self) -> None:
        """Begin with the first name."""
        first = next(iter(self._lines.values()), None)
        if first is not None:
            first[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, grid: QGridLayout, number: int, slot: ContactSlot, kept: tuple[str, str]) -> None:
        words = QWidget()
        label = TextLabel(slot.words, tokens.STRONG, wrap=True)
        words.setLayout(column(label, muted(slot.hint, wrap=True), space=0) if slot.hint else column(label))
        name = LineField(f"{slot.words}: name or team", limit=120)
        phone = LineField(f"{slot.words}: telephone", limit=40)
        name.setText(kept[0])
        phone.setText(kept[1])
        self._lines[slot.agency] = (name, phone)
        grid.addWidget(words, number, 0)
        grid.addWidget(name, number, 1)
        grid.addWidget(phone, number, 2)
