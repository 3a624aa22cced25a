"""Is it about the Headteacher or the DSL? Ticked where the people named say so, with why, and where it is then kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.incident_choices import TitleLines
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.tick_box import TickBox


class SubjectTicks(QWidget):
    """Two ticks and what they mean. What the people named say is ticked once; taking it out again is then answered for.

    Signals:
        changed(): one of the two was switched, by hand or because of the people named.
    """

    changed = Signal()

    def __init__(self, titles: TitleLines, parent: QWidget | None = None) -> None:
        """Start with neither."""
        super().__init__(parent)
        self.setAccessibleName("Is it about somebody who reads such concerns?")
        self.head = TickBox(f"This is about the {titles.head}")
        self.lead = TickBox(f"This is about the {titles.lead}")
        self._titles = titles
        self._because = {self.head: "", self.lead: ""}
        self._put_in: set[TickBox] = set()
        self._asked = True
        self._home_text = ""
        self._error_words = ""
        self._error = IconWords(Meaning.LATE.icon, "", Meaning.LATE.value)
        self.panel = NoticePanel(Meaning.NOTE, "", icon="lock")
        boxes = WrapLayout(tokens.SPACE_5, tokens.SPACE_1)
        boxes.addWidget(self.head)
        boxes.addWidget(self.lead)
        self.setLayout(column(boxes, self._error, self.panel, space=tokens.SPACE_3))
        self.setFocusProxy(self.head)
        self.panel.hide()
        self._error.hide()
        for box in (self.head, self.lead):
            box.clicked.connect(self._clicked)

    def show_answers(self, *, head: bool, lead: bool) -> None:
        """Show what a form holds, without telling anyone."""
        self.head.setChecked(head)
        self.lead.setChecked(lead)
        self._because = {self.head: "", self.lead: ""}
        self._put_in.clear()
        self._explain()

    def set_asked(self, *, asked: bool) -> None:
        """A correction does not ask: the record stands where it was filed."""
        self._asked = asked
        for box in (self.head, self.lead):
            box.setVisible(asked)

    def set_reasons(self, head: str, lead: str) -> None:
        """What the people named say. Ticks it when it is new, and takes that back when they are gone."""
        if not self._asked:
            return
        switched = False
        for box, because in ((self.head, head), (self.lead, lead)):
            if because and because != self._because[box] and not box.isChecked():
                box.setChecked(True)
                self._put_in.add(box)
                switched = True
            elif not because and box in self._put_in:
                self._put_in.discard(box)
                switched = switched or box.isChecked()
                box.setChecked(False)
            self._because[box] = because
        self._explain()
        if switched:
            self.changed.emit()

    def explain_home(self, text: str) -> None:
        """Say where the record will be kept, and who reads it there; empty for the daily log."""
        self._home_text = text
        self._explain()

    def set_errors(self, head: str, lead: str) -> None:
        """Say beside the ticks what needs another look."""
        self._error_words = " ".join(filter(None, (head, lead)))
        self._error.set_words(Meaning.LATE.icon, self._error_words, Meaning.LATE.value)
        self._error.setVisible(bool(self._error_words))

    def error(self) -> str:
        """What stands beside the ticks."""
        return self._error_words

    def focus(self, *, lead: bool) -> None:
        """Give the keyboard to one of the two."""
        (self.lead if lead else self.head).setFocus(Qt.FocusReason.OtherFocusReason)

    def _clicked(self) -> None:
        self._put_in -= {box for box in (self.head, self.lead) if not box.isChecked()}
        self.set_errors("", "")
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        because = self._because[self.head] or self._because[self.lead]
        if self.head.isChecked():
            heading = f"Kept where the {self._titles.head} cannot read it"
            text = (
                f"Every step goes to the {self._titles.head_alternate}. Tell them, and nobody else for now."
            )
        elif self.lead.isChecked():
            heading = f"Kept where the {self._titles.lead} cannot read it"
            text = "" if self._titles.is_head else f"Tell the {self._titles.head}."
        elif because:
            title = self._titles.head if self._because[self.head] else self._titles.lead
            self.panel.say(Meaning.DUE, f"Is this about the {title}?", because)
            self.panel.show()
            return
        elif self._home_text:
            heading, text = "Kept apart from the daily log", ""
        else:
            self.panel.hide()
            return
        words = " ".join(filter(None, (because, text, self._home_text)))
        self.panel.say(Meaning.NOTE, heading, words, "lock")
        self.panel.show()
