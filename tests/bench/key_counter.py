"""Counting what a person's fingers do in the window, whoever drives it: a journey, a test or somebody at the desk.

::

    with KeyCounter(application) as counter:
        write_concern(journey, ...)
    counter.fingers        # every key pressed, Shift and Ctrl among them
    counter.fields         # names of the fields that were filled or set
"""

from types import TracebackType

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_HELD = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr})
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_GOING_ON = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_CHOOSING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Space,
    }
)


class KeyCounter(QObject):
    """Hears every key that reaches a window of the program, and takes none away.

    Counts: ``fingers`` (keys pressed, Shift and Ctrl among them), ``decisions`` (units that a person thinks about
    before beginning: a text, a choice, a command), ``words`` (letters typed into fields named in ``apart``) and
    ``fields``.
    """

    def __init__(self, application: QApplication, apart: frozenset[str] = frozenset()) -> None:
        """``apart`` names fields whose letters are counted in ``words`` instead of ``fingers``."""
        super().__init__()
        self._application = application
        self._apart = apart
        self._unit: tuple[str, str] = ("", "")
        self.fingers = 0
        self.decisions = 0
        self.words = 0
        self.fields: list[str] = []

    def __enter__(self) -> "KeyCounter":
        """Begin to hear."""
        self._application.installEventFilter(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hear no more."""
        self._application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count a key once: as it comes to the window, before the window hands it on to a widget."""
        if event.type() == QEvent.Type.KeyPress and watched.isWindowType():
            assert isinstance(event, QKeyEvent)
            if not event.isAutoRepeat():
                self._count(event)
        return False

    def _count(self, event: QKeyEvent) -> None:
        where = self._application.focusWidget()
        name = where.accessibleName() if where is not None else ""
        if self._application.activePopupWidget() is not None:
            name = "menu"
        kind = _kind(event, where)
        if name in self._apart and (kind == "letter" or event.key() == Qt.Key.Key_Shift):
            self.words += 1
            self._touch(name)
            return
        self.fingers += 1
        if kind in ("going on", "held"):
            return
        if (kind, name) != self._unit or kind == "command":
            self.decisions += 1
        self._unit = (kind, name)
        if kind in ("letter", "choice") and name != "menu":
            self._touch(name)

    def _touch(self, name: str) -> None:
        if name not in self.fields:
            self.fields.append(name)


def _kind(event: QKeyEvent, where: QWidget | None) -> str:
    key = event.key()
    if key in _HELD:
        return "held"
    if event.modifiers() & _CHORD or key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
        return "command"
    if key in _GOING_ON:
        return "going on"
    if isinstance(where, QLineEdit | QTextEdit | QPlainTextEdit):
        return "choice" if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) else "letter"
    return "choice" if key in _CHOOSING else "letter"
