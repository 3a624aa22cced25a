"""Reading ahead changes nothing that anybody can see, and leaves no event."""

from datetime import date

from safeguard_app.services import people, readying
from tests.services.conftest import MadeSchool, pupil


def test_reading_ahead_leaves_no_trace_and_changes_no_answer(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    pupil(session, "Freya Linden", date(2016, 3, 3))
    heads = [compartment.head for compartment in session.vault]
    steps = readying.steps(session)
    assert len(steps) >= len(heads)
    for step in steps:
        step()
    assert [compartment.head for compartment in session.vault] == heads
    assert [found.name for found in people.suggest(session, "fre")] == ["Freya Linden"]
    pupil(session, "Freya Oakes", date(2017, 5, 21))
    assert len(people.suggest(session, "fre")) == 2
