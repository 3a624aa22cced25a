"""What a text box says when something did not fit in it: beside it and to screen readers, until its next change."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from safeguard_app.ui.widgets.field import field_around

_UNCHANGED = "What was here before is unchanged."


def line_is_full(limit: int) -> str:
    """For a field of one line: what happened, what was kept, what to do."""
    return f"That was not added: this holds up to {limit:,} characters. {_UNCHANGED} Shorten what you add."


def paste_is_too_long(limit: int, advice: str) -> str:
    """For a box of several lines that something was pasted or dropped into."""
    return f"Nothing was pasted: this box holds up to {limit:,} characters. {_UNCHANGED} {advice}"


def box_is_full(limit: int, advice: str) -> str:
    """For a box of several lines that was typed to its end."""
    return f"That was not added: this box holds up to {limit:,} characters, and it is full. {_UNCHANGED} {advice}"


class LimitRemark:
    """The remark of one box. It stands at the Field around the box, where there is one, and in its description."""

    def __init__(self, box: QWidget) -> None:
        """Nothing is said yet."""
        self._box = box
        self._sentence = ""
        self._described = ""

    @property
    def sentence(self) -> str:
        """What is said now, or an empty string."""
        return self._sentence

    def say(self, sentence: str) -> None:
        """Say it once, until it is taken back."""
        if self._sentence == sentence:
            return
        if not self._sentence:
            self._described = self._box.accessibleDescription()
        self._sentence = sentence
        field = field_around(self._box)
        if field is not None:
            field.set_remark(sentence)
        self._box.setAccessibleDescription(sentence)
        announcement = QAccessibleAnnouncementEvent(self._box, sentence)
        announcement.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(announcement)

    def take_back(self) -> None:
        """The box changed: what was said is over."""
        if not self._sentence:
            return
        self._sentence = ""
        self._box.setAccessibleDescription(self._described)
        field = field_around(self._box)
        if field is not None:
            field.set_remark("")
