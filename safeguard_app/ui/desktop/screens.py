"""The room on the screens, asked of the application and never of a widget.

What ``QWidget.screen()`` returns belongs to that widget in Python’s eyes: asked of two that go away one after the
other, it takes the computer’s screen with it, and the program falls over at whatever it paints next.
"""

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def room_around(widget: QWidget) -> QRect:
    """What is free of the screen that a widget's window stands on, in logical pixels; of the first one elsewhere."""
    middle = widget.window().frameGeometry().center()
    screen = QGuiApplication.screenAt(middle) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()
