"""No clipped label and no hidden button: compares what each widget in view was given with what it needs."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QWidget

from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel

_SLACK = 1
LEAST_SCROLL = 24
"""A page that has to scroll does so by a line at least: less is the edge around it, which gives way."""


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
            height = _height_of_lines(widget)
        else:
            height = min(needed.height(), widget.fontMetrics().height() + 2)
        if widget.width() < needed.width() - _SLACK or widget.height() < height - 2 * _SLACK:
            found.append(
                f"{words!r} has {widget.width()} x {widget.height()}, needs {needed.width()} x {height}"
            )
        elif not _held(widget, page):
            found.append(f"{words!r} sticks out of what holds it")
    return found


def scrolls_for_nothing(window: QWidget) -> list[str]:
    """Pages in view with a scroll bar for less than a line."""
    found = []
    for page in window.findChildren(ScrollPage):
        bar = page.verticalScrollBar()
        if page.isVisible() and bar.isVisible() and bar.maximum() < LEAST_SCROLL:
            found.append(f"{page.accessibleName()} scrolls by {bar.maximum()} pixels")
    return found


def cut_off(window: QWidget) -> list[str]:
    """Words in view that run over several lines and lack height for the last of them."""
    return [
        f"{label.text()!r} has {label.height()} of {_height_of_lines(label)} at {label.width()}"
        for label in window.findChildren(QLabel)
        if label.isVisible()
        and label.wordWrap()
        and label.text()
        and label.height() < _height_of_lines(label)
    ]


def _height_of_lines(widget: QWidget) -> int:
    """What the words need at the width they have. Qt is asked anew: what a label kept may be what is wrong."""
    if isinstance(widget, TextLabel):
        return QLabel.heightForWidth(widget, widget.width())
    if isinstance(widget, IconWords):
        return widget._height(widget.width())
    return widget.heightForWidth(widget.width())


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
