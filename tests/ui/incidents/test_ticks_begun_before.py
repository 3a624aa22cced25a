"""Ticks and choices left in a form by a lock, and changed on the record meanwhile, come back with a warning."""

from collections.abc import Callable
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from safeguard_app.domain.incidents import Severity
from safeguard_app.services import incident_correction, possible_laws
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.laws_panel import LawsPanel
from safeguard_app.ui.incidents.small_panels import TriagePanel
from safeguard_app.ui.widgets.passphrase_field import PassphraseField
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import opened, panel_of, texts, view_of


def _left(at_desk: IncidentsDesk, form: str) -> None:
    panels = at_desk.presenter.panels
    assert panels is not None
    getattr(panels, form)()
    panel = panel_of(at_desk)
    if isinstance(panel, LawsPanel):
        group = panel.groups[0]
        group.box(next(iter(group._boxes))).click()
    else:
        assert isinstance(panel, TriagePanel)
        panel.severity_reason.setText("Twice in a week")
    panel.put_away.emit()
    at_desk.settle()


@pytest.mark.parametrize("form", ["laws", "triage"])
def test_ticks_that_somebody_else_changed_meanwhile_are_warned_of(
    qtbot: QtBot, sit_down: Callable[[str], IncidentsDesk], form: str
) -> None:
    at_desk = sit_down("dsl")
    opened(at_desk, "CB")
    where = view_of(at_desk).reference
    _left(at_desk, form)
    session = at_desk.session
    if form == "laws":
        change = partial(possible_laws.set_laws, session, where, ("threats_2023",), "Triage")
    else:
        change = partial(
            incident_correction.set_triage, session, where, Severity.HIGH, "A knife", "CB", "Triage"
        )
    at_desk.desk.wait(change)
    at_desk = sit_down("dsl")
    at_desk.open(where)
    panel = panel_of(at_desk)
    assert isinstance(panel, LawsPanel | TriagePanel)
    assert "changed by somebody since you began" in texts(panel.errors)


def test_a_passphrase_stands_in_no_draft_even_while_it_is_shown(qtbot: QtBot) -> None:
    panel = EntryPanel("Change", "Change it")
    qtbot.addWidget(panel)
    secret = PassphraseField("Passphrase")
    panel.add_field("Passphrase", secret, "passphrase")
    secret.setText("copper lantern meadow")
    secret.show_text()
    assert panel.texts() == ()
