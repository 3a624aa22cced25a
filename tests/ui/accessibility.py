"""What every page must be for people who use it without eyes or a steady hand: named controls, targets of 24 pixels.

Call :func:`check_page` in the test of a page, once it is shown.
"""

from functools import partial

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollBar, QWidget

from tests.ui.settling import until_still

LEAST_TARGET = 24

_NAMED = frozenset(
    {
        QAccessible.Role.PushButton,
        QAccessible.Role.CheckBox,
        QAccessible.Role.RadioButton,
        QAccessible.Role.ComboBox,
        QAccessible.Role.EditableText,
        QAccessible.Role.List,
        QAccessible.Role.Table,
        QAccessible.Role.Tree,
        QAccessible.Role.Link,
        QAccessible.Role.Slider,
        QAccessible.Role.SpinBox,
        QAccessible.Role.Dialog,
        QAccessible.Role.MenuBar,
        QAccessible.Role.ButtonMenu,
        QAccessible.Role.ButtonDropDown,
    }
)
_PRESSED = frozenset(
    {
        QAccessible.Role.PushButton,
        QAccessible.Role.CheckBox,
        QAccessible.Role.RadioButton,
        QAccessible.Role.ComboBox,
        QAccessible.Role.EditableText,
        QAccessible.Role.Link,
        QAccessible.Role.ButtonMenu,
    }
)


def _walk(interface: QAccessibleInterface) -> list[QAccessibleInterface]:
    found = [interface]
    if interface.role() in (QAccessible.Role.List, QAccessible.Role.Table):
        return found
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None and child.isValid():
            found.extend(_walk(child))
    return found


def _described(interface: QAccessibleInterface) -> str:
    thing = interface.object()
    kind = type(thing).__name__ if thing is not None else "?"
    return f"{interface.role().name} ({kind}) named “{interface.text(QAccessible.Text.Name)}”"


def _inside_combo_or_bar(thing: object) -> bool:
    return isinstance(thing, QScrollBar) or "combobox" in type(thing).__name__.lower()


def _seen(interface: QAccessibleInterface) -> bool:
    thing = interface.object()
    return isinstance(thing, QWidget) and thing.isVisible() and not _inside_combo_or_bar(thing)


def unnamed_controls(page: QWidget) -> list[str]:
    """Controls in view that a screen reader could not name."""
    root = QAccessible.queryAccessibleInterface(page)
    return [
        _described(interface)
        for interface in _walk(root)
        if interface.role() in _NAMED
        and _seen(interface)
        and not interface.text(QAccessible.Text.Name).strip()
    ]


def small_targets(page: QWidget) -> list[str]:
    """Controls in view that are lower or narrower than 24 pixels. Links within a line of text may be narrower."""
    found = []
    for interface in _walk(QAccessible.queryAccessibleInterface(page)):
        thing = interface.object()
        if interface.role() not in _PRESSED or not _seen(interface) or not isinstance(thing, QWidget):
            continue
        bare = thing.property("bare")
        if not bare and (thing.height() < LEAST_TARGET or thing.width() < LEAST_TARGET):
            found.append(f"{_described(interface)}: {thing.width()} x {thing.height()}")
    return found


def check_page(page: QWidget) -> None:
    """Fail when a control has no name or is too small to hit, once the page stands still."""
    until_still(page.window(), partial(QTest.qWait, 5))
    assert unnamed_controls(page) == []
    found = small_targets(page)
    assert found == [], found
