"""What a person perceives of a window, with eyes or with a screen reader, read from its tree of accessible things.

Nothing here looks into a page's own attributes: what is not in this tree cannot be seen or heard.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QListView, QWidget
from shiboken6 import isValid

_TEXTS = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)


def name_of(thing: QObject | None) -> str:
    """How a screen reader would announce a thing."""
    if thing is None:
        return ""
    if isinstance(thing, QComboBox) and thing.accessibleName():
        return thing.accessibleName()  # Qt on Linux gives the value here, and the name by way of its label
    interface = QAccessible.queryAccessibleInterface(thing)
    if interface is None:
        return ""  # type: ignore[unreachable]  # the stubs say that there always is one
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


def is_checked(thing: QObject | None) -> bool:
    """Whether a box is ticked or a choice chosen."""
    interface = QAccessible.queryAccessibleInterface(thing) if thing is not None else None
    return interface is not None and bool(interface.state().checked)


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
    for window in _windows():
        found.append(window.windowTitle())
        found.extend(texts_of(window))
    return found


def is_on_screen(words: str) -> bool:
    """Whether words stand in any text in view; looks no further than to the first."""
    for window in _windows():
        interface = QAccessible.queryAccessibleInterface(window)
        if words in window.windowTitle() or (
            interface is not None and any(words in text for text in _walk(interface))
        ):
            return True
    return False


def _windows() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if isValid(one) and one.isVisible()]


def screen() -> str:
    """All of it as one text."""
    return "\n".join(texts_on_screen())


def _walk(interface: QAccessibleInterface) -> Iterator[str]:
    thing = interface.object()
    if isinstance(thing, QWidget) and not (isValid(thing) and thing.isVisible()):
        return
    secret = isinstance(thing, QLineEdit) and thing.echoMode() is not QLineEdit.EchoMode.Normal
    for kind in _TEXTS:
        if kind is QAccessible.Text.Value and secret:
            continue
        text = interface.text(kind)
        if text:
            yield text
    if isinstance(thing, QAbstractItemView):
        yield from _rows(thing)
        return
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None and child.isValid():
            yield from _walk(child)


def _rows(view: QAbstractItemView) -> Iterator[str]:
    """What a list or table shows and says, cell by cell."""
    model = view.model()
    columns = 1 if isinstance(view, QListView) else model.columnCount()
    for row in range(model.rowCount()):
        for column in range(columns):
            index = model.index(row, column)
            shown = index.data(Qt.ItemDataRole.DisplayRole)
            spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
            for text in dict.fromkeys((shown, spoken)):
                if text:
                    yield str(text)
