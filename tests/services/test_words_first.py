"""Words in many pictures of a copy, read before it is made: aside, in steps, stopped at any, and not without end."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.errors import Cancelled
from safeguard_app.domain.machine_reading import PictureLook
from safeguard_app.domain.names_keys import whose_of
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.services import copy_pictures, evidence, machine_reading, names_keys, paper, words_first
from safeguard_app.services.audience_outlook import outlook
from safeguard_app.services.names_keys import CopyOf, KeyPlace, SaidOfPicture
from safeguard_app.services.paper_evidence import KINDS
from safeguard_app.services.paper_views import AudiencePaper, IncidentPaper, SchedulePaper
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_asked import read_first
from safeguard_app.services.sharing_choices import key_of_subject
from safeguard_app.services.sharing_views import SharingInput
from safeguard_app.services.words_first import shows_pictures
from tests.services.audience_school import Group, group
from tests.services.test_derivatives import decoded_here, made_small_here, png, taken
from tests.services.test_words_in_copied_pictures import Reads, machine

MANY, MOST = 30, 25
T = TypeVar("T")


class Giving:
    """Gives way, counts how often, and stops before the picture it is told to."""

    def __init__(self, stop_before: int = 0) -> None:
        self.pauses = 0
        self.aside_now = False
        self._stop_before = stop_before

    def pause(self) -> None:
        self.pauses += 1
        if self.pauses == self._stop_before:
            raise Cancelled

    def aside(self, work: Callable[[], T]) -> T:
        self.aside_now = True
        try:
            return work()
        finally:
            self.aside_now = False


@pytest.fixture
def many(session: Session, monkeypatch: pytest.MonkeyPatch) -> Group:
    """A record with many screenshots, each of which somebody said shows nobody else; few of them are read."""
    monkeypatch.setattr(LookingIn, "show", decoded_here)
    monkeypatch.setattr(LookingIn, "small", made_small_here)
    monkeypatch.setattr(machine_reading, "reading_data", lambda: "somewhere")
    for module in (copy_pictures, words_first):
        monkeypatch.setattr(module, "MOST_PICTURES", MOST)
    made = group(session)
    session.looking_in = Reads("Reece Irwin")
    for seed in range(MANY):
        taken(session, made.incident, png(24, 24, seed), f"{seed}.png")
    copy = CopyOf(
        KeyPlace(made.incident.compartment, made.incident, made.incident.id),
        Audience.PARENT,
        KINDS[SchedulePaper],
        whose_of([made.people["reece"]]),
    )
    for one in evidence.exhibits_of(session, made.incident):
        said = SaidOfPicture(one.content.stored.sha256)
        names_keys.put_back(session, copy, one.content.name, "His own alone.", picture=said)
    return made


def job_of(many: Group, audience: Audience = Audience.PARENT) -> AudiencePaper:
    return AudiencePaper(SchedulePaper(many.incident, pictures=True), audience, (many.people["reece"],))


def test_each_is_read_aside_with_a_pause_before_it_and_once(
    many: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    way, steps, where = Giving(), [], []
    reader = machine(many)

    def read(_content: bytes, _media_type: str, *, words: bool = True) -> PictureLook:
        where.append(way.aside_now)
        return Reads.read_picture(reader, b"", "", words=words)

    monkeypatch.setattr(reader, "read_picture", read)
    words_first.read_first(many.session, (job_of(many),), lambda *told: steps.append(told), way)
    assert where == [True] * MOST and way.pauses == MOST
    assert steps == [(done, MOST) for done in range(MOST)]
    assert len(outlook(many.session, job_of(many)).read) == MANY
    assert paper.issue(many.session, job_of(many)).copy == "copy 1"
    words_first.read_first(many.session, (job_of(many),), lambda *_told: pytest.fail("nothing is left"), way)
    assert reader.asked == MOST, "what was read is remembered, and beyond the limit nothing is read"


def test_what_is_beyond_the_limit_is_said_and_to_be_looked_at(many: Group) -> None:
    shown = outlook(many.session, job_of(many))
    assert machine(many).asked == MOST, "without the window’s reading first, within the same limit"
    assert [one.words for one in shown.read] == [2] * MOST + [None] * (MANY - MOST)
    assert [one.exhibit for one in shown.read if one.beyond] == ["Ex26", "Ex27", "Ex28", "Ex29", "Ex30"]
    assert "5 pictures not read by machine: look at each of them yourself." in shown.counts
    machine_reading.read_pictures(many.session)
    again = outlook(many.session, job_of(many))
    assert [one.words for one in again.read] == [2] * MANY, "what the log knows of one by now is searched"


def test_it_is_stopped_between_two_and_goes_on_there(many: Group) -> None:
    with pytest.raises(Cancelled):
        words_first.read_first(many.session, (job_of(many),), lambda *_told: None, Giving(stop_before=4))
    assert machine(many).asked == 3
    steps: list[tuple[int, int]] = []
    words_first.read_first(many.session, (job_of(many),), lambda *told: steps.append(told), Giving())
    assert machine(many).asked == MOST and steps[0] == (0, MOST - 3)


def test_a_log_that_is_being_locked_is_not_held_up(many: Group) -> None:
    many.session.looking_in.end()
    with pytest.raises(Cancelled):
        words_first.read_first(many.session, (job_of(many),), lambda *_told: None)
    assert machine(many).asked == 0


def test_nothing_is_read_where_nothing_is_searched(many: Group) -> None:
    for job in (job_of(many, Audience.POLICE), AudiencePaper(IncidentPaper(many.incident), Audience.PARENT)):
        assert not shows_pictures(job)
        words_first.read_first(many.session, (job, job.job), lambda *_told: pytest.fail("read"))
    other = AudiencePaper(job_of(many).job, Audience.PARENT, (many.people["tomasz"],))
    words_first.read_first(many.session, (other,), lambda *_told: pytest.fail("it shows none"))
    assert machine(many).asked == 0


def test_what_is_shared_is_read_first_likewise_and_what_is_missing_is_left_to_the_sheet(many: Group) -> None:
    given = SharingInput(many.incident, ("schedule/pictures",), audience="parent")
    read_first(many.session, given, (), lambda *_told: pytest.fail("it is not said whose copy it is"))
    whose = replace(given, subject=key_of_subject(many.people["reece"]))
    read_first(many.session, whose, (), lambda *_told: None)
    assert machine(many).asked == MOST
