"""One finding of the pattern radar: what was found, by which rule, the records, and one key to put it aside."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.patterns import PatternRecord, PatternView
from safeguard_app.ui.incidents.record_parts import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour
from safeguard_app.ui.widgets.button import Button, link, small
from safeguard_app.ui.widgets.fact_row import fact_row
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.text_label import TextLabel, muted


class PatternCard(QFrame):
    """A finding with its records. With the keyboard on it a number puts it aside for that reason.

    Signals:
        record_opened(object): carries the Reference of a record.
        put_aside(str): carries the code of the reason.
        brought_back(): a finding that was put aside is to be looked at again.
    """

    record_opened = Signal(object)
    put_aside = Signal(str)
    brought_back = Signal()

    def __init__(
        self, view: PatternView, reasons: Sequence[ChoiceLine], parent: QWidget | None = None
    ) -> None:
        """``reasons`` are offered for a finding that was not put aside yet."""
        super().__init__(parent)
        self.finding = view
        self._reasons = tuple(reasons) if view.dismissal is None else ()
        self.setAccessibleName(f"{view.title}. {view.sentence}")
        self.setAccessibleDescription(self._keys_words())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.record_links = [self._record_link(one) for one in view.records]
        records = [
            wrapped(opener, muted(", ".join(filter(None, (one.day, one.kind, one.people)))))
            for opener, one in zip(self.record_links, view.records, strict=True)
        ]
        self.setLayout(
            column(
                TextLabel(view.title, tokens.SUB, wrap=True),
                TextLabel(view.sentence, tokens.READ, wrap=True),
                *records,
                Line("line"),
                fact_row("Why it matters", view.why),
                fact_row("The rule", f"{view.rule} Source: {view.source}"),
                self._acts(view),
                space=tokens.SPACE_2,
                margins=(16, 12, 16, 14),
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number puts the finding aside."""
        place = event.key() - Qt.Key.Key_1
        if not event.isAutoRepeat() and 0 <= place < len(self._reasons):
            self.put_aside.emit(self._reasons[place].code)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it went away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and border; the border is the mark of the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(colour("focus" if self.hasFocus() else "line2"), width))
        painter.setBrush(colour("sunken"))
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, tokens.RADIUS, tokens.RADIUS)

    def _record_link(self, record: PatternRecord) -> Button:
        opener = link(record.case)
        opener.setAccessibleName(f"Open {record.case}: {record.kind}, {record.day}")
        opener.clicked.connect(partial(self.record_opened.emit, record.reference))
        return opener

    def _acts(self, view: PatternView) -> QWidget:
        if view.dismissal is not None:
            back = small("Look at it again", "rotate-cw")
            back.clicked.connect(self.brought_back)
            return wrapped(muted(view.aside), back)
        made: list[QWidget] = [muted("Put aside:")]
        for place, reason in enumerate(self._reasons, 1):
            button = Button(reason.label, hint=str(place), small=True)
            button.setToolTip(reason.help)
            button.setAccessibleName(f"Put aside: {reason.label}")
            button.clicked.connect(partial(self.put_aside.emit, reason.code))
            made.append(button)
        return wrapped(*made)

    def _keys_words(self) -> str:
        named = (f"{place} {reason.label}" for place, reason in enumerate(self._reasons, 1))
        return f"Keys put it aside: {'; '.join(named)}." if self._reasons else ""
