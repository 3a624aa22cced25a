"""That a meeting with the Headteacher took place: on which day, who was there, and which items were looked at."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.head_meetings import Tile
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.form_part import FormPage, KeptChoice
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.text_label import TextLabel, muted

Key = tuple[Tile, RecordId]
_WORDS = "Keeps that you met and what was looked at: the next meeting begins with what is new since."
_NEEDED = "Type the day of the meeting."


class Marks(KeptChoice):
    """Which items were looked at so far; a draft keeps them."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """None yet."""
        super().__init__(parent)
        self.hide()
        self.keys: tuple[Key, ...] = ()

    def toggle(self, key: Key) -> None:
        """Mark an item, or take its mark away."""
        without = tuple(one for one in self.keys if one != key)
        self.set_keys(without if key in self.keys else (*self.keys, key))

    def set_keys(self, keys: tuple[Key, ...]) -> None:
        """Mark these and no others."""
        self.keys = keys
        self.changed.emit()

    def kept_choice(self) -> str:
        """All of them, in one line."""
        return " ".join(f"{tile.value}:{item}" for tile, item in self.keys)

    def put_back_choice(self, kept: str) -> None:
        """All of them again."""
        parts = (one.partition(":") for one in kept.split())
        self.set_keys(tuple((Tile(tile), RecordId(item)) for tile, _, item in parts))


class MeetingForm(FormPage):
    """The boxes and the one button.

    Signals:
        record_requested(): keep it.
    """

    record_requested = Signal()

    def __init__(self, day: DayField, parent: QWidget | None = None) -> None:
        """``day`` is made with the school's own zone."""
        super().__init__(parent)
        self.setAccessibleName("Record the meeting")
        self.day = day
        self.present = LineField("Who was there", limit=200)
        self.marks = Marks(self)
        self.day_field = Field("Day of the meeting", day, name="on")
        self.present_field = Field("Who was there", self.present, name="present")
        self.counts = muted("", wrap=True)
        self.record_button = Button("Record the meeting", "check")
        self.setLayout(
            column(
                self.draft_notice,
                TextLabel("Record the meeting", tokens.SUB),
                muted(_WORDS, wrap=True),
                self.counts,
                self.day_field,
                self.present_field,
                wrapped(self.record_button),
                space=tokens.SPACE_2,
            )
        )
        self.record_button.clicked.connect(self.record_requested)
        self.present.returnPressed.connect(self.record_requested)

    @property
    def busy(self) -> bool:
        """Whether it is being recorded: a second press would record a second meeting."""
        return not self.record_button.isEnabled()

    def set_busy(self, busy: bool) -> None:
        """While it is recorded nothing is pressed twice."""
        self.record_button.setEnabled(not busy)

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {"on": self.day, "present": self.present, "marks": self.marks}

    def day_fault(self) -> str:
        """What is wrong with the day, before it is asked of anybody."""
        return self.day.fault() or ("" if self.day.day() is not None else _NEEDED)

    def show_errors(self, fields: Mapping[str, str]) -> None:
        """Say what needs another look, beside each box."""
        self.day_field.set_error(fields.get("on", ""))
        self.present_field.set_error(fields.get("present", ""))
        wrong = self.day if "on" in fields else self.present if "present" in fields else None
        if wrong is not None:
            wrong.setFocus()
