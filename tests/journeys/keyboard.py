"""A person's hands: keys into whichever window has the keyboard, counted, and nothing else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from time import perf_counter

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys.perceiving import description_of, is_checked, name_of, screen, value_of

PATIENCE_MS = 20_000
_LOOK_MS = 12
_MOST_STEPS = 160
_SHIFTED = frozenset('~!@#$%^&*()_+{}|:"<>?')


class NotPerceivedError(AssertionError):
    """What a journey waited for did not come about; says what is on screen instead."""


def until(condition: Callable[[], bool], words: str, patience: int = PATIENCE_MS) -> None:
    """Let events come in until something is so. Never a fixed wait.

    Looking over a full page takes as long as making it: after each look the program has at least as long to itself.
    """
    deadline = QDeadlineTimer(patience)
    loop = QEventLoop()
    while True:
        begun = perf_counter()
        if condition():
            return
        if deadline.hasExpired():
            raise NotPerceivedError(f"waited in vain: {words}\n--- on screen ---\n{screen()}")
        took = round((perf_counter() - begun) * 1000)
        QTimer.singleShot(max(_LOOK_MS, took), loop.quit)
        loop.exec()


class Keyboard:
    """Types and presses. ``pressed`` counts what a person's fingers did."""

    def __init__(self, on_key: Callable[[], None] | None = None) -> None:
        """``on_key`` is called before each key, so that a fault of the program stops a journey at once."""
        self.pressed = 0
        self._on_key = on_key
        self._is_down = False

    def when_released(self, act: Callable[[], None]) -> None:
        """Do something, but never while a key is down: its release goes to the window that it was pressed in.

        Events come in between the two, and a window that went away then takes the whole run down.
        """
        if self._is_down:
            QTimer.singleShot(0, partial(self.when_released, act))
        else:
            act()

    def press(self, keys: str, times: int = 1) -> None:
        """Press a key or a chord, such as ``Ctrl+Shift+N`` or ``Tab``."""
        combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs lack it
        for _ in range(times):
            self._count()
            with self._down():
                QTest.keyClick(_window_with_keyboard(), combination.key(), combination.keyboardModifiers())  # type: ignore[call-overload]  # the stubs lack the overload for windows

    def type(self, text: str) -> None:
        """Type a text. What no key of a plain keyboard has arrives as other keyboards send it."""
        for letter in text:
            self._count()
            with self._down():
                if letter == "\n":
                    QTest.keyClick(_window_with_keyboard(), Qt.Key.Key_Return)  # type: ignore[call-overload]
                else:
                    _letter(letter)

    def tab(self, times: int = 1) -> None:
        """Go on to the next thing."""
        self.press("Tab", times)

    def focused(self) -> QWidget | None:
        """What has the keyboard."""
        return QApplication.focusWidget()

    def go_to(self, name: str, *, about: str = "", back: bool = False) -> QWidget:
        """Tab until what has the keyboard is announced as ``name`` (with ``about`` in its description)."""
        seen: list[str] = []
        for _ in range(_MOST_STEPS):
            here = self.focused()
            if here is not None and _announced(here, name) and about in description_of(here):
                return here
            seen.append(name_of(here))
            self.press("Shift+Tab" if back else "Tab")
        raise NotPerceivedError(f"Tab never comes to “{name}” {about}. On the way: {' | '.join(seen)}")

    def pick(self, question: str, words: str) -> None:
        """Answer a row of choices: Tab comes to it, arrows move along it."""
        for _ in range(_MOST_STEPS):
            if description_of(self.focused()) == question:
                break
            self.tab()
        else:
            raise NotPerceivedError(f"Tab never comes to the choice “{question}”\n{screen()}")
        for step in ("", *("Right",) * 8, *("Left",) * 8):
            if step:
                self.press(step)
            if name_of(self.focused()) == words:
                if not is_checked(self.focused()):
                    self.press("Space")
                return
        raise NotPerceivedError(f"“{question}” has no answer “{words}”")

    def choose(self, label: str, words: str) -> None:
        """Choose in a drop-down box: Tab comes to it, Down goes through what it offers."""
        box = self.go_to(label)
        self.press("Home")
        offered = [value_of(box)]
        while offered[-1] != words:
            self.press("Down")
            if value_of(box) == offered[-1]:
                raise NotPerceivedError(f"“{label}” does not offer “{words}” but: {' | '.join(offered)}")
            offered.append(value_of(box))

    def fill(self, label: str, text: str) -> None:
        """Tab to a field, and type in place of what stands there."""
        self.go_to(label)
        self.press("Ctrl+A")
        self.type(text)

    def activate(self, name: str, *, about: str = "", back: bool = False) -> None:
        """Tab to a button and press it."""
        self.go_to(name, about=about, back=back)
        self.press("Space")

    @contextmanager
    def _down(self) -> Iterator[None]:
        self._is_down = True
        try:
            yield
        finally:
            self._is_down = False

    def _count(self) -> None:
        if self._on_key is not None:
            self._on_key()
        self.pressed += 1


def _announced(thing: QWidget, name: str) -> bool:
    said = name_of(thing)
    return said == name or (name.endswith("…") and said.startswith(name[:-1]))


def _window_with_keyboard() -> object:
    """The window the system would send keys to."""
    popup = QApplication.activePopupWidget()
    window = popup.windowHandle() if popup is not None else QGuiApplication.focusWindow()
    if window is None:
        raise NotPerceivedError("no window has the keyboard")
    return window


def _letter(letter: str) -> None:
    window = _window_with_keyboard()
    if letter.isascii() and letter.isprintable():
        shift = letter.isupper() or letter in _SHIFTED
        modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(window, letter, modifiers)  # type: ignore[call-overload]
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(window, event)  # type: ignore[arg-type]
