"""No clipped label and no hidden button: compares what each widget in view was given with what it needs."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QWidget

_SLACK = 1


def clipped(page: QWidget) -> list[str]:
    """Labels and buttons in view that are smaller than their words, or stick out of what holds them."""
    found = []
    for widget in page.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible():
            continue
        words = widget.text()
        if not words:
            continue
        needed = widget.minimumSizeHint()
        if widget.hasHeightForWidth():
            height = widget.heightForWidth(widget.width())
        else:
            height = min(needed.height(), widget.fontMetrics().height() + 2)
        if widget.width() < needed.width() - _SLACK or widget.height() < height - 2 * _SLACK:
            found.append(
                f"{words!r} has {widget.width()} x {widget.height()}, needs {needed.width()} x {height}"
            )
        elif not _held(widget, page):
            found.append(f"{words!r} sticks out of what holds it")
    return found


def _held(widget: QWidget, page: QWidget) -> bool:
    """Inside its parent, up to the content of a scroll area (which may be scrolled) or the page."""
    parent = widget.parentWidget()
    child = widget
    while parent is not None and child is not page:
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return True
        area = QRect(child.mapTo(parent, QPoint(0, 0)), child.size())
        if not parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(area):
            return False
        child, parent = parent, parent.parentWidget()
    return True
