"""All exhibits of a record at a glance: small pictures out of the log, and an event that says which were shown."""

from collections.abc import Callable

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.machine_reading import PictureLook, SmallPicture
from safeguard_app.evidence_files.pixels import NotShown, Refusal
from safeguard_app.services import (
    audit_log,
    custody,
    evidence_items,
    exhibit_overview,
    machine_reading,
    words_only,
)
from safeguard_app.services.exhibit_overview import in_runs, names
from safeguard_app.services.session import Session
from safeguard_app.vault import machine_reading as kept_looks
from tests.services.conftest import MadeSchool
from tests.services.quarantining import put_away, with_exhibit
from tests.services.test_evidence import logged, png
from tests.services.test_machine_reading import Reads, another, reads

__all__ = ["reads"]
SMALL = SmallPicture(2, 1, b"\x10\x20\x30" * 2)


def test_pictures_come_small_out_of_the_log_and_the_audit_says_which(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    reads(session).look = PictureLook(small=SMALL)
    incident, first = with_exhibit(session)
    another(session, incident, b"Just words.")
    another(session, incident, png(3))
    gone, hidden = another(session, incident, png(4)), another(session, incident, png(5))
    machine_reading.read_pictures(session)
    evidence_items.withdraw(session, gone, "The wrong one", version=1)
    put_away(session, hidden)
    late = another(session, incident, png(6))

    tiles = exhibit_overview.overview(session, incident)

    assert [(one.view.exhibit, one.small) for one in tiles] == [
        ("Ex1", SMALL),
        ("Ex2", None),
        ("Ex3", SMALL),
        ("Ex6", None),
    ]
    assert (tiles[1].words, tiles[3].words) == ("Text", exhibit_overview.NOT_YET)
    event = logged(session)[0].event
    assert (event.kind, event.facts) == (EventKind.PICTURES_SHOWN, {"shown": "1, 3"})
    seen = "Looked at small, among the others of its record, inside the program"
    assert custody.record_of(session, first).lines[-1].what == seen
    assert seen not in {one.what for one in custody.record_of(session, late).lines}
    page = audit_log.page(session, Compartment.DAILY, audit_log.EVERYTHING)
    assert any("Exhibits 1, 3" in str(one) for one in page.rows)


def test_of_a_record_in_words_only_nothing_is_shown(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    reads(session).look = PictureLook(small=SMALL)
    incident, _ = with_exhibit(session)
    machine_reading.read_pictures(session)
    words_only.close_to_files(session, incident, "It may show one")
    assert [one.small for one in exhibit_overview.overview(session, incident)] == [None]


def test_a_picture_that_cannot_be_made_small_says_so(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    reads(session).fails = NotShown(Refusal.DAMAGED)
    incident, _ = with_exhibit(session)
    machine_reading.read_pictures(session)
    assert [one.words for one in exhibit_overview.overview(session, incident)] == [exhibit_overview.NOT_SMALL]


def test_nothing_is_said_where_nothing_was_shown(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident, _ = with_exhibit(session)
    assert [one.small for one in exhibit_overview.overview(session, incident)] == [None]
    assert EventKind.PICTURES_SHOWN not in {one.event.kind for one in logged(session)}


@pytest.mark.parametrize("packed", [b"no such thing", b""])
def test_a_small_picture_that_does_not_add_up_is_not_shown(
    made_school: MadeSchool, reads: Callable[[Session], Reads], packed: bytes
) -> None:
    session = made_school.sign_in()
    reads(session).look = PictureLook(small=SMALL)
    incident, _ = with_exhibit(session)
    machine_reading.read_pictures(session)
    daily = session.vault.daily
    assert kept_looks.small_pictures_of(daily.connection, incident.id)
    daily.connection.execute("UPDATE machine_reading SET small = ?", (packed,))
    assert not kept_looks.small_pictures_of(daily.connection, incident.id)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([(1, 0)], "1"),
        ([(3, 0), (1, 0), (2, 0)], "1-3"),
        ([(1, 0), (2, 0), (4, 0), (4, 1), (4, 2), (5, 0)], "1-2, 4-5, 4-A, 4-B"),
    ],
)
def test_an_event_says_which_in_runs(numbers: list[tuple[int, int]], words: str) -> None:
    assert in_runs(numbers) == words
    assert all(names(words, exhibit, copy) for exhibit, copy in numbers)
    assert not any(names(words, exhibit, copy) for exhibit, copy in ((6, 0), (1, 1), (4, 3)))
    assert not names("", 1, 0)
