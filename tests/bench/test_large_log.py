"""The large log is a true one: it opens, every list agrees with its records, and the whole of it checks."""

from pathlib import Path

from safeguard_app.services import incident_lists, keeping, opening, people
from safeguard_app.services.incident_lists import StateFilter
from tests.bench.large_log import Size, make


def test_a_small_large_log_is_whole(tmp_path: Path) -> None:
    made = make(tmp_path, Size(40, 30, 2))
    session = made.unlock()
    try:
        assert keeping.check(session).whole
        counts = incident_lists.counts(session)
        assert counts[StateFilter.ALL] == 40
        assert counts[StateFilter.CLOSED] > counts[StateFilter.OPEN]
        assert len(people.rows(session)) == 30
        assert made.events > 40
    finally:
        opening.lock(session)


def test_the_same_seed_gives_the_same_log(tmp_path: Path) -> None:
    places = (tmp_path / "one", tmp_path / "two")
    titles = []
    for place in places:
        place.mkdir()
        session = make(place, Size(10, 8, 1)).unlock()
        rows = incident_lists.rows(session, incident_lists.IncidentFilter(StateFilter.ALL))
        titles.append([(row.title, row.people, row.day) for row in rows])
        opening.lock(session)
    assert titles[0] == titles[1]
