"""One event in full: what, why, what changed, how it is sealed and what it follows."""

import re
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.audit_views import EventDetail, FieldChange
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.scroll_page import SidePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted, rich

_LABEL_WIDTH = 84
_UNBROKEN = re.compile(r"\S{25,}")
_NOTHING = "Choose an event to see it in full."


class DetailPanel(SidePanel):
    """Signals:
    record_asked(object): open the record of the event; carries its Reference.
    versions_asked(object): show both versions beside each other; carries the EventDetail.
    """

    record_asked = Signal(object)
    versions_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without an event."""
        super().__init__("Event in full", parent=parent)
        self._detail: EventDetail | None = None
        self._shown: QWidget | None = None
        self.open_button = Button("Open the record", "folder-open")
        self.versions_button = Button("Both versions")
        self.show_nothing()

    @property
    def detail(self) -> EventDetail | None:
        """The event shown."""
        return self._detail

    def show_nothing(self) -> None:
        """No event is chosen."""
        self._detail = None
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(muted(_NOTHING, wrap=True))
        layout.addStretch(1)
        self._put(holder)

    def show_detail(self, detail: EventDetail) -> None:
        """Show an event."""
        self._detail = detail
        holder = QWidget()
        holder.setAccessibleName(detail.title)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_1)
        layout.addWidget(TextLabel(detail.title, tokens.SECTION))
        layout.addWidget(muted(detail.when, wrap=True))
        layout.addSpacing(tokens.SPACE_2)
        layout.addLayout(_grid(_rows(detail)))
        layout.addSpacing(tokens.SPACE_3)
        layout.addLayout(self._acts(detail))
        layout.addStretch(1)
        self._put(holder)

    def _acts(self, detail: EventDetail) -> WrapLayout:
        acts = WrapLayout()
        self.open_button = Button(f"Open {detail.record_words}", "folder-open")
        self.open_button.clicked.connect(self._open)
        self.versions_button = Button("Both versions")
        self.versions_button.clicked.connect(self._versions)
        if detail.record is not None:
            acts.addWidget(self.open_button)
        if detail.changes:
            acts.addWidget(self.versions_button)
        return acts

    def _put(self, holder: QWidget) -> None:
        if self._shown is not None:
            self.column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = holder
        self.column.addWidget(holder)

    def _open(self) -> None:
        if self._detail is not None and isinstance(self._detail.record, Reference):
            self.record_asked.emit(self._detail.record)

    def _versions(self) -> None:
        if self._detail is not None:
            self.versions_asked.emit(self._detail)


def _rows(detail: EventDetail) -> list[tuple[str, QWidget]]:
    rows: list[tuple[str, QWidget]] = [("What", TextLabel(_breakable(detail.what), wrap=True))]
    if detail.who:
        rows.append(("Who", TextLabel(detail.who, wrap=True)))
    if detail.reason:
        rows.append(("Reason", TextLabel(_breakable(f"“{detail.reason}”"), wrap=True)))
    rows += [("Changed", _changed(change)) for change in detail.changes]
    rows += [(label, TextLabel(_breakable(words), wrap=True)) for label, words in detail.facts]
    rows.append(("Rows sealed", TextLabel(detail.rows_sealed, wrap=True)))
    rows.append(("Signature", TextLabel(detail.signed, wrap=True)))
    rows.append(("Clock", TextLabel(detail.clock, wrap=True)))
    rows.append(("Hash", TextLabel(detail.hash, tokens.CODE, wrap=True)))
    event, colon, digits = detail.follows.partition(": ")
    follows = TextLabel(
        f"{event}\n{digits}" if colon else event, tokens.CODE if colon else tokens.BASE, wrap=True
    )
    rows.append(("Follows", follows))
    return rows


def _changed(change: FieldChange) -> TextLabel:
    """The old words struck through, the new ones beneath; both are also said to screen readers."""
    before = f"<s>{escape(_breakable(change.before))}</s>" if change.before else "Nothing before"
    after = escape(_breakable(change.after)) if change.after else "Nothing now"
    label = rich(f"<b>{escape(change.label)}</b><br>{before}<br>{after}")
    label.setAccessibleName(
        f"{change.label}: before, {change.before or 'nothing'}; now, {change.after or 'nothing'}"
    )
    return label


def _breakable(text: str) -> str:
    """The text with places to break in whatever has none, such as a long address: a panel is narrow."""
    return _UNBROKEN.sub(lambda found: "\u200b".join(found[0]), text)


def _grid(rows: list[tuple[str, QWidget]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.SPACE_2)
    grid.setVerticalSpacing(tokens.SPACE_2)
    grid.setColumnMinimumWidth(0, scaled(_LABEL_WIDTH))
    grid.setColumnStretch(1, 1)
    for place, (label, value) in enumerate(rows):
        grid.addWidget(Line("line"), 2 * place, 0, 1, 2)
        words = muted(label)
        side = QVBoxLayout()
        side.addWidget(words)
        side.addStretch(1)
        grid.addLayout(side, 2 * place + 1, 0)
        grid.addWidget(value, 2 * place + 1, 1)
    return grid
