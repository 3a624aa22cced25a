"""What a person perceives of a window, with eyes or with a screen reader, read from its tree of accessible things.

Nothing here looks into a page's own attributes: what is not in this tree cannot be seen or heard.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

_TEXTS = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)


def name_of(thing: QObject | None) -> str:
    """How a screen reader would announce a thing."""
    if thing is None:
        return ""
    interface = QAccessible.queryAccessibleInterface(thing)
    if interface is None:
        return ""
    return interface.text(QAccessible.Text.Name).replace("\n", " ").strip()


def description_of(thing: QObject | None) -> str:
    """What a screen reader adds to the name."""
    if thing is None:
        return ""
    interface = QAccessible.queryAccessibleInterface(thing)
    return "" if interface is None else interface.text(QAccessible.Text.Description).strip()


def value_of(thing: QObject | None) -> str:
    """What stands in a field, or is chosen in a box."""
    if thing is None:
        return ""
    interface = QAccessible.queryAccessibleInterface(thing)
    return "" if interface is None else interface.text(QAccessible.Text.Value)


def texts_of(root: QWidget) -> list[str]:
    """Every text in view beneath a widget, scrolled out of sight included, in the order of the tree."""
    found: list[str] = []
    interface = QAccessible.queryAccessibleInterface(root)
    if interface is not None:
        for text in _walk(interface):
            if text and (not found or found[-1] != text):
                found.append(text)
    return found


def texts_on_screen() -> list[str]:
    """Every text of every window in view: pages, sheets, menus and system dialogs."""
    found: list[str] = []
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            found.append(window.windowTitle())
            found.extend(texts_of(window))
    return found


def screen() -> str:
    """All of it as one text."""
    return "\n".join(texts_on_screen())


def _walk(interface: QAccessibleInterface) -> Iterator[str]:
    thing = interface.object()
    if isinstance(thing, QWidget) and not thing.isVisible():
        return
    secret = isinstance(thing, QLineEdit) and thing.echoMode() is not QLineEdit.EchoMode.Normal
    for kind in _TEXTS:
        if kind is QAccessible.Text.Value and secret:
            continue
        text = interface.text(kind)
        if text:
            yield text
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None and child.isValid():
            yield from _walk(child)
