"""Tab goes through a window as it is read: in the order of its layouts.

Qt's own order is that in which widgets were made or put in, which is another one wherever a page builds fields before
it places them; and ``QWidget.setTabOrder`` breaks its ring where widgets with a focus proxy stand in it.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLayout, QMainWindow, QScrollArea, QWidget
from shiboken6 import Shiboken

from safeguard_app.ui.widgets.layouts import WrapLayout

_SPACE = 12
"""What is seen around the thing that has the keyboard."""


def in_reading_order(root: QWidget) -> list[QWidget]:
    """Everything in view beneath ``root`` that Tab comes to, from top to bottom."""
    found: list[QWidget] = []
    _collect(root, found)
    return found


def step_focus(root: QWidget, *, forwards: bool) -> bool:
    """Give the keyboard to the next thing beneath ``root``, round and round; False where nothing takes it."""
    inside = in_reading_order(root)
    if not inside:
        return False
    here = QApplication.focusWidget()
    step = 1 if forwards else -1
    if here in inside:
        place = inside.index(here) + step
    else:
        place = 0 if forwards else -1
    reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
    target = inside[place % len(inside)]
    target.setFocus(reason)
    _bring_into_view(target)
    return True


def show_whole(area: QScrollArea, target: QWidget) -> None:
    """Scroll until all of ``target`` can be seen; where it is higher than the view, from its top.

    Qt's own ``ensureWidgetVisible`` is content with the line the cursor stands in: the rest of a text box stays hidden.
    """
    inside = area.widget()
    if inside is None or not inside.isAncestorOf(target):
        return
    left, top = area.horizontalScrollBar().value(), target.mapTo(inside, QPoint(0, 0)).y()
    for edge in (top + target.height(), top):
        area.ensureVisible(left, edge, 0, _SPACE)


def _bring_into_view(target: QWidget) -> None:
    above = target.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            show_whole(above, target)
        above = above.parentWidget()


def _collect(widget: QWidget, found: list[QWidget]) -> None:
    if not widget.isVisible() or not widget.isEnabled():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        found.append(widget)
    if not widget.children():
        return  # most of a page are words, and nothing is asked of them
    inside: QWidget | None = None
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
    elif isinstance(widget, QMainWindow):
        inside = widget.centralWidget()
    if inside is not None:
        _collect(inside, found)
        return
    children = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    layout = widget.layout()
    placed = list(_in_order(layout)) if layout is not None else []
    known = set(placed)
    for child in (*placed, *(one for one in children if one not in known and not one.isWindow())):
        _collect(child, found)


def _in_order(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout in its order.

    What Python holds of an item of Qt's own would outlive it, and then be taken for whatever comes to lie in its
    place: so it is let go of at once. A layout of our own holds its items itself, and lets go of what is taken out.
    """
    if isinstance(layout, WrapLayout):
        yield from layout.widgets()
        return
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if isinstance(item, QLayout):
            yield from _in_order(item)
        elif item is not None:
            widget = item.widget()
            Shiboken.invalidate(item)
            if widget is not None:
                yield widget
