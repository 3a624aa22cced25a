"""Words that a machine read in pictures: found, marked as such, and gone at once with what must not be held."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import Cancelled
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.machine_reading import PictureLook, SmallPicture
from safeguard_app.domain.people import PersonRef
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.evidence_files.pixels import NotShown, Refusal
from safeguard_app.services import (
    custody,
    evidence,
    evidence_items,
    incidents,
    machine_reading,
    search,
    words_only,
)
from safeguard_app.services.evidence_views import IntakePermit
from safeguard_app.services.incident_lists import IncidentFilter, rows
from safeguard_app.services.session import Session
from safeguard_app.system.limited_process import ProcessStopped
from safeguard_app.system.reading_data import reading_data
from safeguard_app.vault import machine_reading as kept_looks
from safeguard_app.vault import sealed_files, searching, verifying
from safeguard_app.vault.problems import EvidenceDamaged
from tests.evidence_files.words_in_pictures import LIGHT, NIGHT, chat
from tests.services.conftest import MadeSchool, log_incident
from tests.services.quarantining import put_away, with_exhibit
from tests.services.test_derivatives import copied, decoded_here, taken
from tests.services.test_evidence import logged, png

SAW = "such a wombat\nbehind the gymnasium"
READER = "Tesseract 5.5.4, eng"
_TABLES = (
    "SELECT block FROM machine_search_data",
    "SELECT c0 FROM machine_search_content",
    "SELECT words FROM machine_reading",
)
T = TypeVar("T")


class Reads(LookingIn):
    """Reads the same in every picture, and counts."""

    def __init__(self) -> None:
        super().__init__()
        self.look = PictureLook(SAW, READER, f"{(1 << 128) - 1:064x}")
        self.fails: Exception | None = None
        self.asked = 0
        self.words_wanted = True

    def read_picture(self, content: bytes, media_type: str, *, words: bool = True) -> PictureLook:  # noqa: ARG002
        self.asked += 1
        self.words_wanted = words
        if self.fails is not None:
            raise self.fails
        return self.look


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[Session], Reads]:
    """A session that reads without a process."""
    monkeypatch.setattr(machine_reading, "reading_data", lambda: "somewhere")

    def put(session: Session) -> Reads:
        session.looking_in = made = Reads()
        return made

    return put


def _holds(session: Session, word: str, compartment: Compartment = Compartment.DAILY) -> bool:
    """Whether a word lies in the tables, index included, to bare tools."""
    connection = session.vault.compartment(compartment).connection
    cells = [cell for table in _TABLES for (cell,) in connection.execute(table).fetchall()]
    return any(word.encode() in (cell if isinstance(cell, bytes) else str(cell).encode()) for cell in cells)


def logged_kinds(session: Session) -> list[EventKind]:
    """Kinds of the events of the daily log."""
    return [one.event.kind for one in logged(session)]


def another(session: Session, incident: Reference, content: bytes) -> Reference:
    """A further exhibit."""
    permit = evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    return evidence.take_in_bytes(session, permit, content, "again.png", CaptureFacts()).taken[0].item


def test_a_record_is_found_by_words_in_a_picture_and_they_are_marked(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    machine = reads(session)
    incident, _ = with_exhibit(session)
    assert not search.search(session, "wombat gymn").rows

    changes = machine_reading.read_pictures(session)

    assert changes.touched == {incident}
    (row,) = search.search(session, "wombat gymn").rows
    assert row.reference == incident
    assert "".join(one.text for one in row.snippet).startswith("Read by a machine in Ex1: such a wombat")
    assert [one.text for one in row.snippet if one.matched] == ["wombat", "gymnasium"]
    assert [one.reference for one in rows(session, IncidentFilter(text="wombat"))] == [incident]
    assert not machine_reading.read_pictures(session).touched
    assert machine.asked == 1, "a picture is read once"
    assert verifying.verify(session.vault) == []


def test_what_a_record_says_itself_goes_before_what_a_machine_read(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    reads(session).look = PictureLook("Tyler Pike the wombat", READER)
    incident, _ = with_exhibit(session)
    machine_reading.read_pictures(session)
    (row,) = search.search(session, "Tyler").rows
    assert row.reference == incident
    assert not any("machine" in one.text for one in row.snippet)


def test_a_record_with_many_pictures_does_not_crowd_out_another(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    machine = reads(session)
    incident, _ = with_exhibit(session)
    for shade in range(4):
        another(session, incident, png(20 + shade))
    machine_reading.read_pictures(session)
    other, _ = with_exhibit(session)
    machine.look = PictureLook(SAW + " and many more words than stand there", READER)
    machine_reading.read_pictures(session)
    found = [one.reference for one in search.search(session, "wombat", limit=2).rows]
    assert found == [incident, other]


def test_that_a_machine_looked_stands_in_the_audit_and_in_custody(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    reads(session)
    _, item = with_exhibit(session)
    machine_reading.read_pictures(session)
    (event,) = (one.event for one in logged(session) if one.event.kind is EventKind.PICTURE_READ)
    assert event.facts == {"exhibit": 1, "words": 5, "reader": READER}
    last = custody.record_of(session, item).lines[-1]
    assert (
        last.what
        == "Picture looked at by a machine: 5 words read by Tesseract 5.5.4 in English, so that search finds it"
    )
    assert last.who == "This computer"


@pytest.mark.parametrize("how", ["quarantine", "taken back", "filed elsewhere"])
def test_of_what_must_not_be_held_no_word_stays(
    made_school: MadeSchool, reads: Callable[[Session], Reads], how: str
) -> None:
    session = made_school.sign_in()
    reads(session)
    incident, item = with_exhibit(session)
    machine_reading.read_pictures(session)
    assert _holds(session, "gymnasium")

    if how == "quarantine":
        put_away(session, item)
    elif how == "taken back":
        evidence_items.withdraw(session, item, "The wrong picture", version=1)
    else:
        incident, _ = incidents.refile(session, incident, Compartment.ADULTS, "It is about an adult.")

    assert not _holds(session, "gymnasium")
    assert not search.search(session, "wombat").rows
    assert verifying.verify(session.vault) == []
    machine_reading.read_pictures(session)
    found = [one.reference for one in search.search(session, "wombat").rows]
    assert found == ([incident] if how == "filed elsewhere" else [])


def test_of_a_record_in_words_only_nothing_is_read_shown_or_found(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    machine = reads(session)
    incident, _ = with_exhibit(session)
    machine_reading.read_pictures(session)
    words_only.close_to_files(session, incident, "It may show one")

    assert not _holds(session, "gymnasium"), "gone in the same write"
    assert not search.search(session, "wombat").rows
    assert not rows(session, IncidentFilter(text="wombat"))
    machine_reading.read_pictures(session)
    assert logged(session)[0].event.kind is EventKind.WORDS_ONLY
    assert machine.asked == 1
    words_only.open_to_files(session, incident, "It does not")
    machine_reading.read_pictures(session)
    assert search.search(session, "wombat").rows


def test_of_a_record_that_became_one_in_words_only_what_was_read_is_dropped_and_shown_nowhere_before(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    reads(session)
    incident, _ = with_exhibit(session)
    machine_reading.read_pictures(session)
    stored = incidents.current(session, incident)
    closed = next(key for key, one in session.catalogue.categories.items() if one.evidence_closed)
    made = replace(stored.content, category=closed)
    incidents.correct(session, incident, made, "It was sorted wrongly", replacing=stored.number)
    assert _holds(session, "gymnasium")
    assert not search.search(session, "wombat").rows
    assert not rows(session, IncidentFilter(text="wombat"))
    machine_reading.read_pictures(session)
    assert not _holds(session, "gymnasium")
    assert logged(session)[0].event.kind is EventKind.LOOKS_DROPPED


def test_which_records_are_closed_is_asked_once_an_unlock_and_then_of_what_was_written(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    reads(session)
    daily = session.vault.daily.connection
    incident, _ = with_exhibit(session)
    other, _ = with_exhibit(session)
    machine_reading.read_pictures(session)
    everything, newest = kept_looks.records_with_looks(daily)
    assert set(everything) == {incident.id, other.id}
    assert session.looks_settled[Compartment.DAILY] == newest
    stored = incidents.current(session, other)
    incidents.correct(session, other, stored.content, "A slip", replacing=stored.number)
    assert kept_looks.records_with_looks(daily, newest)[0] == [other.id]


@dataclass
class PutAwayMeanwhile:
    """While the machine reads, somebody puts the exhibit in quarantine, or stops."""

    meanwhile: Callable[[], object]
    stop: bool = False

    def pause(self) -> None:
        if self.stop:
            raise Cancelled

    def aside(self, work: Callable[[], T]) -> T:
        made = work()
        self.meanwhile()
        return made


def test_what_was_put_in_quarantine_while_it_was_read_is_not_kept(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    reads(session)
    _, item = with_exhibit(session)
    machine_reading.read_pictures(session, PutAwayMeanwhile(lambda: put_away(session, item)))
    assert not _holds(session, "gymnasium")
    assert EventKind.PICTURE_READ not in {one.event.kind for one in logged(session)}


def test_what_was_taken_back_while_another_was_read_is_not_looked_at(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    machine = reads(session)
    incident, _ = with_exhibit(session)
    second = another(session, incident, png(3))
    machine_reading.read_pictures(
        session,
        PutAwayMeanwhile(lambda: evidence_items.withdraw(session, second, "The wrong one", version=1)),
    )
    assert machine.asked == 1


def test_reading_stops_between_two_pictures_when_it_is_told(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    machine = reads(session)
    with_exhibit(session)
    with pytest.raises(Cancelled):
        machine_reading.read_pictures(session, PutAwayMeanwhile(lambda: None, stop=True))
    assert machine.asked == 0


@pytest.mark.parametrize("why", [ProcessStopped(), NotShown(Refusal.DAMAGED)])
def test_a_picture_that_cannot_be_read_is_not_tried_for_ever(
    made_school: MadeSchool, reads: Callable[[Session], Reads], why: Exception
) -> None:
    session = made_school.sign_in()
    machine = reads(session)
    machine.fails = why
    with_exhibit(session)
    machine_reading.read_pictures(session)
    asked = machine.asked
    for _ in range(3):
        machine_reading.read_pictures(session)
    assert machine.asked == asked


def test_a_picture_whose_words_take_too_long_is_made_small_all_the_same(
    made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    machine = reads(session)
    small = SmallPicture(1, 1, b"abc")

    def slow(_content: bytes, _media_type: str, *, words: bool = True) -> PictureLook:
        if words:
            raise ProcessStopped
        return PictureLook(small=small)

    monkeypatch.setattr(machine, "read_picture", slow)
    incident, item = with_exhibit(session)
    machine_reading.read_pictures(session)
    assert kept_looks.small_pictures_of(session.vault.daily.connection, incident.id) == {item.id: small}


def test_language_data_that_cannot_be_used_are_tried_once_an_unlock_and_leave_one_event(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    for asked in (1, 1):
        session = made_school.sign_in()
        machine = reads(session)
        machine.look = PictureLook(likeness="f" * 64)
        if not logged_kinds(session).count(EventKind.PICTURE_READ):
            with_exhibit(session)
        for _ in range(3):
            machine_reading.read_pictures(session)
        assert machine.asked == asked
    assert logged_kinds(session).count(EventKind.PICTURE_READ) == 1


def test_a_damaged_file_is_not_read_at_every_change(
    made_school: MadeSchool, reads: Callable[[Session], Reads], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = made_school.sign_in()
    machine = reads(session)
    with_exhibit(session)
    tried: list[str] = []

    def damaged(_folder: object, file: str, *_rest: str) -> bytes:
        tried.append(file)
        raise EvidenceDamaged

    monkeypatch.setattr(sealed_files, "read", damaged)
    for _ in range(3):
        machine_reading.read_pictures(session)
    assert (len(tried), machine.asked) == (1, 0)


def test_one_that_a_lock_stopped_is_read_after_the_next_unlock(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    machine = reads(session)
    with_exhibit(session)
    machine.fails = ProcessStopped()
    machine.end()
    machine_reading.read_pictures(session)
    session = made_school.sign_in()
    reads(session)
    assert machine_reading.read_pictures(session).touched


def test_pictures_are_read_once_there_is_something_to_read_them_with(
    made_school: MadeSchool, reads: Callable[[Session], Reads], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = made_school.sign_in()
    machine = reads(session)
    with monkeypatch.context() as without:
        without.setattr(machine_reading, "reading_data", lambda: None)
        assert machine_reading.state_words() == machine_reading.OFF
        machine.look = PictureLook(likeness="f" * 64)
        _, item = with_exhibit(session)
        machine_reading.read_pictures(session)
        machine_reading.read_pictures(session)
        assert machine.asked == 1
        assert "no words read" in custody.record_of(session, item).lines[-1].what
    assert machine_reading.state_words() == machine_reading.ON
    machine.look = PictureLook(SAW, READER)
    machine_reading.read_pictures(session)
    assert search.search(session, "wombat").rows
    assert verifying.verify(session.vault) == []


def test_words_left_of_what_must_not_be_held_are_called_damage(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    reads(session)
    incident, item = with_exhibit(session)
    put_away(session, item)
    daily = session.vault.daily
    with daily.without_guard() as connection:
        connection.execute(
            "INSERT INTO machine_reading (row, item, about, reader, words, likeness) VALUES (1, ?, ?, '', 'left', '')",
            (item.id, incident.id),
        )
    assert [one.code for one in verifying.verify(session.vault)] == ["search_broken"]


def test_only_pictures_of_originals_are_read(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    machine = reads(session)
    incident, _ = with_exhibit(session)
    another(session, incident, b"Just words, and no picture of any.")
    machine_reading.read_pictures(session)
    assert machine.asked == 1


def test_in_copies_made_here_no_words_are_read(
    made_school: MadeSchool, reads: Callable[[Session], Reads], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = made_school.sign_in()
    monkeypatch.setattr(LookingIn, "show", decoded_here)
    machine = reads(session)
    incident = log_incident(session, "CB", (PersonRef(None, "Tyler Pike"), "target"))
    copied(session, taken(session, incident))
    machine_reading.read_pictures(session)
    machine_reading.read_pictures(session)
    assert machine.asked == 2
    assert not machine.words_wanted, "the copy is looked at last"
    (row,) = search.search(session, "wombat").rows
    assert row.snippet[0].text == "Read by a machine in Ex1: "
    assert not any(view.queries for view in evidence_items.exhibits(session, incident).items)


def test_two_pictures_much_alike_are_asked_about_until_somebody_says(
    made_school: MadeSchool, reads: Callable[[Session], Reads]
) -> None:
    session = made_school.sign_in()
    reads(session)
    incident, first = with_exhibit(session)
    second = another(session, incident, png(3))
    machine_reading.read_pictures(session)

    one, other = evidence_items.exhibits(session, incident).items

    assert any("much like that of Ex2" in query for query in one.queries)
    assert any("much like that of Ex1" in query for query in other.queries)
    evidence_items.correct_facts(
        session, second, CaptureFacts(related="Ex1"), "They belong together", version=1
    )
    assert not any(
        "much like" in query
        for view in evidence_items.exhibits(session, incident).items
        for query in view.queries
    )
    assert first != second


@pytest.mark.skipif(
    reading_data() is None, reason="nothing to read pictures with: on Debian, tesseract-ocr-eng"
)
def test_a_screenshot_is_found_by_what_stands_in_it(made_school: MadeSchool) -> None:
    """With Tesseract itself; the screens of two telephones with one chat are asked about."""
    session = made_school.sign_in()
    incident, _ = with_exhibit(session)
    another(session, incident, chat(look=LIGHT))
    another(session, incident, chat(look=NIGHT, down=130))
    threads = threading.active_count()
    machine_reading.read_pictures(session)
    assert threading.active_count() == threads
    (row,) = search.search(session, "nobody wants a quokka").rows
    assert row.reference == incident
    second = evidence_items.exhibits(session, incident).items[1]
    assert any("much like that of Ex3" in query for query in second.queries)


def test_of_very_many_pictures_the_newest_records_are_found_first(
    made_school: MadeSchool, reads: Callable[[Session], Reads], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = made_school.sign_in()
    reads(session)
    records = [with_exhibit(session)[0] for _ in range(3)]
    another(session, records[2], png(3))
    machine_reading.read_pictures(session)
    monkeypatch.setattr(searching, "RANKED_UP_TO", 2)
    found = search.search(session, "wombat gym", limit=2)
    assert [one.reference for one in found.rows] == [records[2], records[1]]
    assert found.more
    assert "Read by a machine in Ex2: " in found.rows[0].snippet[0].text
    assert any(one.matched for one in found.rows[0].snippet)
