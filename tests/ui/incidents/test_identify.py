"""Somebody in a record who stands there in words only is known by now: entered beside their name, shown at once."""

from functools import partial

from pytestqt.qtbot import QtBot

from safeguard_app.domain.people import PersonRef
from safeguard_app.services import people
from safeguard_app.ui.incidents.identify_panel import IdentifyPanel
from safeguard_app.ui.incidents.involved_field import chosen_of
from safeguard_app.ui.incidents.who_section import WhoTable
from safeguard_app.ui.shell.page import RecordAct
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import texts, view_of


def test_it_is_said_beside_the_words_of_the_record(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    girl = PersonRef(None, "Girl with a phone", "Unknown person")
    at_desk.open(at_desk.file("CB", (at_desk.cast.tyler, "target"), (girl, "witness")))
    (table,) = at_desk.presenter.page.record.findChildren(WhoTable)
    (button,) = table.identify_buttons
    button.click()
    at_desk.settle()
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, IdentifyPanel)
    (found,) = at_desk.desk.wait(partial(people.suggest, at_desk.session, "demi"))
    panel.person.set_people([chosen_of(found.person)])
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert panel.field("basis").error
    qtbot.keyClicks(panel.basis, "Her mother says so.")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    line = view_of(at_desk).page.people[1]
    assert (line.name, len(line.known_to_be)) == ("Girl with a phone", 1)
    shown = [one for one in at_desk.presenter.page.record.findChildren(WhoTable) if one.isVisible()]
    assert "Identified as Demi Pike" in texts(shown[0]) and "Her mother says so." in texts(shown[0])
