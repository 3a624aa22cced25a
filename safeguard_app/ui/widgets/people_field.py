"""The type-ahead people field: names, classes, years and handles, with an unknown person always the last row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, scaled
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.person_chip import PersonChip
from safeguard_app.ui.widgets.suggestion_list import Suggestion, SuggestionList

QWIDGETSIZE_MAX = 16_777_215
"""What Qt calls no limit."""
DEBOUNCE_MS = 60
"""Typing pauses this long before the provider is asked."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as offered: ``detail`` tells namesakes apart (class and year, post, relation, platform)."""

    key: object
    name: str
    detail: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class UnknownPerson:
    """What the user typed for a person not in the register."""

    typed: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A person in the field: ``key`` is the PersonRow's, or an :class:`UnknownPerson`."""

    key: object
    name: str
    role: str = ""


Provider = Callable[[str], Sequence[PersonRow]]


class _Typing(LineField):
    """The line inside; hands the keys of the list to the field."""

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(label, limit=120, parent=parent)
        self.setProperty("bare", True)
        self.setMinimumWidth(scaled(90))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class PeopleField(QWidget):
    """Chips of the people chosen, and a line to type the next.

    Rows come from the ``provider`` callable, or, when the look-up is slow, from :meth:`offer` in answer to
    ``searched``.

    Signals:
        searched(str): typing paused; carries the text to look up.
        added(object): a person was chosen; carries the Chosen (already shown as a chip).
        unknown_added(str): "Add unknown person" was chosen; carries what was typed. A chip is shown for it too.
        removed(object): a chip was taken out; carries its Chosen.
    """

    searched = Signal(str)
    added = Signal(object)
    unknown_added = Signal(str)
    removed = Signal(object)

    def __init__(
        self,
        label: str,
        provider: Provider | None = None,
        *,
        limit: int = 0,
        unknown: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``limit`` of 1 takes one person only, 0 any number; ``unknown`` offers the last row."""
        super().__init__(parent)
        self._label = label
        self._provider = provider
        self._limit = limit
        self._unknown = unknown
        self._chips: list[tuple[Chosen, PersonChip]] = []
        self._typing = _Typing(label, self)
        self._typing.installEventFilter(self)
        self._list: SuggestionList | None = None
        self._offered_for = ""
        self._entered = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DEBOUNCE_MS)
        self._wrap = WrapLayout(tokens.SPACE_1, tokens.SPACE_1)
        self._wrap.setContentsMargins(4, 3, 8, 3)
        self._wrap.addWidget(self._typing)
        self.setLayout(self._wrap)
        self.setFocusProxy(self._typing)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(scaled(tokens.FIELD))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._connect()

    @property
    def label(self) -> str:
        """Its name for a screen reader."""
        return self._label

    def people(self) -> tuple[Chosen, ...]:
        """The people chosen, in order."""
        return tuple(chosen for chosen, _ in self._chips)

    def set_people(self, people: Sequence[Chosen]) -> None:
        """Replace all chips without telling anyone."""
        for _, chip in self._chips:
            self._drop(chip)
        self._chips = []
        for chosen in people:
            self._show_chip(chosen)

    def add(self, chosen: Chosen) -> None:
        """Show one more chip without telling anyone."""
        self._show_chip(chosen)

    def set_name(self, label: str) -> None:
        """Say of another kind of person that they are chosen here."""
        self._label = label
        self._typing.setAccessibleName(label)

    def set_role(self, key: object, role: str) -> None:
        """Change the role shown in a person's chip."""
        for index, (chosen, chip) in enumerate(self._chips):
            if chosen.key == key:
                self._chips[index] = (Chosen(chosen.key, chosen.name, role), chip)
                chip.set_role(role)

    def offer(self, rows: Sequence[PersonRow], sought: str) -> None:
        """Show what was found for ``sought``; stale answers are passed over."""
        text = self._typing.text().strip()
        if sought.strip() != text or not text or not self._typing.hasFocus():
            return
        shown = [Suggestion(row, row.name, row.detail, row.count) for row in rows]
        if self._unknown:
            shown.append(Suggestion(UnknownPerson(text), f"Add unknown person “{text}”", icon="user-plus"))
        self._suggestions().offer(shown, text)
        self._offered_for = text
        if self._entered and len(rows) <= 1:
            self._suggestions().pick_current()
        self._entered = False

    def suggestions(self) -> tuple[Suggestion, ...]:
        """The rows on offer now, for tests and screen readers."""
        return self._list.rows() if self._list is not None else ()

    def typing(self) -> str:
        """What is being typed, of nobody chosen yet."""
        return self._typing.text()

    def put_back(self, people: Sequence[Chosen], typing: str) -> None:
        """Show people, and words that were typed before, without telling anyone."""
        self.set_people(people)
        self._typing.setText(typing)

    def set_typing(self, text: str) -> None:
        """Put text in as though it were typed."""
        self._typing.setText(text)
        self._edited(text)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys of the list and of the chips before the line does."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) and isinstance(event, QFocusEvent):
            self.update()
            if event.type() == QEvent.Type.FocusOut and event.reason() != Qt.FocusReason.PopupFocusReason:
                self._close()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Anywhere in the field is a place to type."""
        self._typing.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The border of a field around chips and line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self._typing.hasFocus()
        width = 2 if focused else 1
        token = "focus" if focused else "late" if self.property("wrong") else "control"
        painter.setPen(QPen(colour(token if self.isEnabled() else "line2"), width))
        painter.setBrush(colour("paper"))
        half = width / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), tokens.RADIUS, tokens.RADIUS
        )

    def _connect(self) -> None:
        self._typing.textEdited.connect(self._edited)
        self._pause.timeout.connect(self._look_up)

    def _edited(self, text: str) -> None:
        self._entered = False
        self._typing.set_note("Up and Down, then Enter" if text.strip() and not self._chips else "")
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._close()

    def _look_up(self) -> None:
        text = self._typing.text()
        if not text.strip():
            return
        if self._provider is not None:
            self.offer(self._provider(text.strip()), text)
        self.searched.emit(text.strip())

    def _key(self, event: QKeyEvent) -> bool:
        opened = self._list is not None and self._list.isVisible()
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and opened:
            self._suggestions().move_by(-1 if key == Qt.Key.Key_Up else 1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            return self._enter()
        if key == Qt.Key.Key_Escape and opened:
            self._close()
            return True
        if key == Qt.Key.Key_Backspace and not self._typing.text() and self._chips:
            self._take_out(self._chips[-1][0])
            return True
        return False

    def _enter(self) -> bool:
        """Choose the marked row; ask at once when Enter comes before the pause ended.

        Where the answer is still on its way, Enter is remembered: it then takes the only person found, or the words as
        an unknown person. Among namesakes, and from rows for fewer letters, nobody is chosen unseen.
        """
        if self._pause.isActive():
            self._pause.stop()
            self._look_up()
        text = self._typing.text().strip()
        if self._list is not None and self._offered_for == text and self._list.pick_current():
            return True
        self._entered = bool(text)
        return self._entered

    def _picked(self, row: Suggestion) -> None:
        self._typing.clear()
        self._typing.set_note("")
        if isinstance(row.key, UnknownPerson):
            chosen = Chosen(row.key, row.key.typed, "unknown person")
            self._show_chip(chosen)
            self.unknown_added.emit(row.key.typed)
            self.added.emit(chosen)
        elif isinstance(row.key, PersonRow):
            chosen = Chosen(row.key.key, row.key.name, row.key.detail)
            if all(known.key != chosen.key for known, _ in self._chips):
                self._show_chip(chosen)
                self.added.emit(chosen)

    def _show_chip(self, chosen: Chosen) -> None:
        if self._limit == 1:
            for _, old in self._chips:
                self._drop(old)
            self._chips = []
        chip = PersonChip(chosen.name, chosen.role, self)
        chip.removed.connect(self._chip_removed)
        self._wrap.insert_widget(len(self._chips), chip)
        self._chips.append((chosen, chip))
        chip.show()
        self._fit()

    def _chip_removed(self) -> None:
        chip = self.sender()
        for chosen, known in list(self._chips):
            if known is chip:
                self._take_out(chosen)
        self._typing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_out(self, chosen: Chosen) -> None:
        for index, (known, chip) in enumerate(self._chips):
            if known == chosen:
                del self._chips[index]
                self._drop(chip)
                self.removed.emit(chosen)
                break
        self._fit()

    def _drop(self, chip: PersonChip) -> None:
        self._wrap.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _fit(self) -> None:
        alone = self._limit == 1 and bool(self._chips)
        self._typing.setMinimumWidth(scaled(16 if alone else 90))
        self._typing.setMaximumWidth(scaled(24) if alone else QWIDGETSIZE_MAX)
        self._wrap.invalidate()
        self.updateGeometry()
        self.update()

    def _suggestions(self) -> SuggestionList:
        if self._list is None:
            self._list = SuggestionList(self._label, self)
            self._list.picked.connect(self._picked)
        return self._list

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()
