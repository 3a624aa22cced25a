"""A kept contact check on the record: who, when and where, what was agreed and which clauses, each once."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from safeguard_app.services import contact_checks
from safeguard_app.ui.incidents.record_sections import sections
from safeguard_app.ui.incidents.section_signals import SectionSignals
from safeguard_app.ui.widgets.button import Button
from tests.services.test_record_on_paper import whole_question
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import texts, view_of


def test_a_kept_check_can_be_read_whole_on_the_record(at_desk: IncidentsDesk) -> None:
    cast, session = at_desk.cast, at_desk.session
    incident = at_desk.file("SPC", (cast.shona, "adult_of_concern"), (cast.tyler, "child_contacted"))
    question = whole_question(cast.shona, cast.tyler)
    for asked in (question, replace(question, pupil=cast.demi)):
        at_desk.desk.wait(
            lambda asked=asked: contact_checks.keep(  # type: ignore[misc]
                session, incident, contact_checks.check(session, asked)
            )
        )
    at_desk.open(incident)
    view = view_of(at_desk)
    built = dict(sections(view, SectionSignals(), hide_names=False, all_events=False))["checks"]
    labels = [one.text() for one in built.findChildren(QLabel)]

    assert [kept.view.facts[1][1].partition(",")[0] for kept in view.checks] == ["Tyler Pike", "Demi Pike"]
    for kept in view.checks:
        for label, words in kept.view.facts:
            assert label in labels
            assert words in labels
    assert labels.count("Policy 004 §6.7, 004 §6.8, 004 §6.9.") == 2
    assert "A parent showed it at the gate" in texts(built)
    names = [one.accessibleName() for one in built.findChildren(Button)]
    assert any(name.endswith("Shona Pike and Demi Pike") for name in names)
