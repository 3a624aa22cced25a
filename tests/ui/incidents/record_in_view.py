"""A record on the page, as tests look at it."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from safeguard_app.ui.incidents.record_view import RecordView
from tests.ui.incidents.conftest import IncidentsDesk


def view_of(at_desk: IncidentsDesk) -> RecordView:
    """The record in view."""
    view = at_desk.presenter.page.record.view
    assert view is not None
    return view


def opened(at_desk: IncidentsDesk, category: str = "SPC") -> None:
    """File one and open it."""
    cast = at_desk.cast
    at_desk.open(
        at_desk.file(category, (cast.shona, "adult_of_concern"), (cast.tyler, "child_contacted"))
        if category == "SPC"
        else at_desk.file(category, (cast.tyler, "target"))
    )


def texts(widget: QWidget) -> str:
    """Every word a widget shows."""
    shown = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton)]
    return " ".join(
        one.text() for one in shown if not one.isHidden() and isinstance(one, QLabel | QPushButton)
    )


def panel_of(at_desk: IncidentsDesk) -> QWidget | None:
    """The form above the record."""
    return at_desk.presenter.page.record.panel
