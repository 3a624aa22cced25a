"""An exhibit that came in while the clock stood back is asked about; one from before or after is not."""

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import evidence_items
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool
from tests.services.quarantining import with_exhibit
from tests.services.test_evidence import png
from tests.services.test_machine_reading import another


def _asked(session: Session, incident: Reference) -> list[str]:
    views = evidence_items.exhibits(session, incident).items
    return [view.exhibit for view in views if any("clock stood" in query for query in view.queries)]


def test_what_was_sealed_while_the_clock_stood_back_is_asked_about(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    made_school.clock.set("2026-09-21 10:00")
    incident, _ = with_exhibit(session)
    made_school.clock.set("2026-09-21 14:00")
    another(session, incident, png(3))
    made_school.clock.set("2026-09-21 09:30")
    session = made_school.sign_in()  # the unlock says that the clock went back, and no event after it
    made_school.clock.set("2026-09-21 10:30")
    another(session, incident, png(4))
    made_school.clock.set("2026-09-21 14:30")
    another(session, incident, png(5))

    assert _asked(session, incident) == ["Ex3"]
    (query,) = evidence_items.exhibits(session, incident).items[2].queries
    assert "up to 5 hours behind" in query, "four and a half are more than four"


def test_a_clock_that_is_set_right_by_seconds_is_not(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident, _ = with_exhibit(session)
    made_school.clock.forward(seconds=-59)
    another(session, incident, png(3))
    assert _asked(session, incident) == []


def test_the_events_are_found_by_their_index(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    connection = session.vault.daily.connection
    with session.vault.daily.without_guard():
        plan = connection.execute(f"EXPLAIN QUERY PLAN {reading._CLOCK_BACK}").fetchall()
    assert "event_clock_back" in str(plan)
