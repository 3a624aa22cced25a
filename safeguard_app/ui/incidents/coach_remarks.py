"""What the writing coach says, quietly beneath a text: after typing has paused, never in the way of filing."""

from collections.abc import Callable
from functools import partial
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from safeguard_app.domain.coaching import Remark
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.text_label import TextLabel, muted

PAUSE_MS = 1500
"""How long nothing is typed before the coach looks."""

Key = tuple[str, str]
Look = Callable[[frozenset[Key]], tuple[Remark, ...]]


class CoachRemarks(QWidget):
    """The remarks on one text, each with a way to put it away. Empty, it takes no room.

    Signals:
        put_away(): a remark was put away; the form that holds it is kept.
    """

    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to say."""
        super().__init__(parent)
        self.setAccessibleName("Writing coach")
        self._lines = column(space=tokens.SPACE_1)
        self.setLayout(self._lines)
        self._parts: list[QWidget] = []
        self._shown: tuple[Remark, ...] = ()
        self.hide()

    def words(self) -> tuple[str, ...]:
        """What is said now, for tests."""
        return tuple(_words(one) for one in self._shown)

    def show_remarks(self, remarks: tuple[Remark, ...], away: Callable[[Remark], None]) -> None:
        """Say these, and nothing else; ``away`` puts one away."""
        if remarks == self._shown:
            return
        for part in self._parts:
            self._lines.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self._shown = [], remarks
        for remark in remarks:
            part = self._line(remark, away)
            self._parts.append(part)
            self._lines.addWidget(part)
        self.setVisible(bool(remarks))
        self.updateGeometry()

    def focus_first(self) -> None:
        """Give the keyboard to the first remark still there."""
        if self._parts:
            self._parts[0].setFocus()

    def _line(self, remark: Remark, away: Callable[[Remark], None]) -> QWidget:
        part = QWidget()
        words = _words(remark)
        part.setAccessibleName(words)
        said = TextLabel(words, wrap=True, tone="muted")
        said.setToolTip(remark.reason)
        line = row(said, space=tokens.SPACE_3)
        line.setStretch(0, 1)
        why = muted(remark.reason, wrap=True)
        why.hide()
        acts: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("Why?", f"Why? {words}", partial(_turn, why)),
            ("Put away", f"Put away for this record: {words}", partial(away, remark)),
        )
        for label, name, act in acts:
            button = link(label)
            button.setAccessibleName(name)
            button.clicked.connect(act)
            part.setFocusProxy(button)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        part.setLayout(column(line, why, space=0))
        return part


class CoachSetting:
    """Whether the coach is wanted on this computer; every watch hears when that is changed."""

    def __init__(self, *, on: bool = True) -> None:
        """As it is kept on this computer."""
        self._on = on
        self._watches: WeakSet[CoachWatch] = WeakSet()

    @property
    def on(self) -> bool:
        """Whether the coach looks at all."""
        return self._on

    def set_on(self, *, on: bool) -> None:
        """Switch it; what is shown follows at once."""
        self._on = on
        for watch in list(self._watches):
            if isValid(watch):
                watch.switched()

    def add(self, watch: "CoachWatch") -> None:
        """A watch that wants to hear."""
        self._watches.add(watch)


class CoachWatch(QObject):
    """Looks at one text when typing has paused, and remembers what was put away for this record.

    Signals:
        put_away(): a remark was put away.
    """

    put_away = Signal()

    def __init__(self, setting: CoachSetting, remarks: CoachRemarks, look: Look, parent: QObject) -> None:
        """``look`` says what is to be said, given what was put away; ``remarks`` shows it."""
        super().__init__(parent)
        self._setting = setting
        self._remarks = remarks
        self._look = look
        self._away: frozenset[Key] = frozenset()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look_now)
        setting.add(self)

    @property
    def away(self) -> tuple[Key, ...]:
        """What was put away, in a steady order."""
        return tuple(sorted(self._away))

    def begin(self, away: tuple[Key, ...] = ()) -> None:
        """Another record: nothing is said until its text has rested."""
        self._away = frozenset(away)
        self._remarks.show_remarks((), self._put_away)
        self.typed()

    def typed(self) -> None:
        """Something was typed, or changed what is looked at: wait again."""
        if self._setting.on:
            self._pause.start()

    def switched(self) -> None:
        """The coach was switched on or off; off, what it said goes at once."""
        self._pause.stop()
        if self._setting.on:
            self._pause.start()
        else:
            self._remarks.show_remarks((), self._put_away)

    def look_now(self) -> None:
        """Say what is to be said of the text as it stands."""
        if self._setting.on:
            self._remarks.show_remarks(self._look(self._away), self._put_away)

    def _put_away(self, remark: Remark) -> None:
        self._away |= set(remark.keys)
        self.look_now()
        self._remarks.focus_first()
        self.put_away.emit()


def _words(remark: Remark) -> str:
    if not remark.found:
        return remark.remark
    return f"{', '.join(f'“{word}”' for word in remark.found)}: {remark.remark}"


def _turn(widget: QWidget) -> None:
    widget.setVisible(widget.isHidden())
