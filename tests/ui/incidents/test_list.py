"""The list of incidents: the record that is marked stays marked, by which record it is and by nothing it says."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter, counts, rows
from safeguard_app.ui.incidents.list_pane import ListPane
from tests.ui.incidents.conftest import IncidentsDesk


def test_the_record_in_view_stays_marked_among_others_of_its_kind(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    made = [at_desk.file("CB", (at_desk.cast.tyler, "target")) for _ in range(3)]
    listed = at_desk.desk.wait(lambda: rows(at_desk.session, IncidentFilter()))
    counted = at_desk.desk.wait(lambda: counts(at_desk.session))
    pane = ListPane()
    qtbot.addWidget(pane)
    told: list[object] = []
    pane.set_rows(listed, counted)
    assert pane.choose(made[1])
    pane.list.row_chosen.connect(told.append)
    pane.set_rows(list(reversed(listed)), counted)
    chosen = pane.list.chosen()
    assert chosen is not None
    assert (chosen.id, told) == (made[1], [])
    assert not pane.choose(Reference(Compartment.DAILY, RecordId("0" * 32)))
    pane.set_rows([one for one in listed if one.reference != made[1]], counted)
    assert told == [None]


def test_what_a_number_counted_is_shown_alone_until_it_is_let_go(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    first, *_ = (at_desk.file("CB", (at_desk.cast.tyler, "target")) for _ in range(3))
    words = "A concern about communications, social contact or social media, held, waits or need not be"
    wanted = IncidentFilter(StateFilter.ALL, records=frozenset({first}), counted=words)
    at_desk.presenter.open_list(wanted)
    at_desk.settle()
    pane = at_desk.presenter.page.list_pane
    assert pane.wanted() == wanted and pane.list.row_count() == 1
    button = pane.only_button
    assert button.isVisible() and button.geometry().right() < pane.width(), "cut where the pane ends"
    assert button.accessibleName() == f"Counted: {words}: show all again" and words in button.toolTip()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    at_desk.settle()
    assert pane.list.row_count() == 3 and pane.wanted().records is None
