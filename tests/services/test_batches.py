"""Many files in one go: a failed one names itself, a stop leaves the rest for later, the same content is kept once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from safeguard_app.domain.errors import Cancelled
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Way
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import evidence, evidence_showing, incidents, words_only
from safeguard_app.services.evidence_views import BatchStep, IntakePermit, Offered
from safeguard_app.services.intake_problems import IntakeClosed, NoPermit
from safeguard_app.services.session import Session
from safeguard_app.system.problems import DiskFull
from safeguard_app.vault import record_codec, sealed_files, verifying
from safeguard_app.vault.giving_way import GiveWay
from tests.services.conftest import MadeSchool, log_incident

T = TypeVar("T")
FACTS = CaptureFacts(what="A page of the chat")


def _begin(session: Session) -> tuple[Reference, IntakePermit]:
    incident = log_incident(session, "CB", (PersonRef(None, "Tyler Pike"), "target"))
    permit = evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    return incident, permit


def pages(folder: Path, count: int) -> tuple[Offered, ...]:
    """Text files that differ."""
    made = []
    for number in range(count):
        path = folder / f"page {number}.txt"
        path.write_text(f"page {number}\n" * 10)
        made.append(Offered(Way.FILE, FACTS, path))
    return tuple(made)


def _files_of(session: Session) -> list[Path]:
    return sealed_files.all_files(session.vault.daily.files)


def test_progress_counts_files_and_bytes_of_the_whole_batch(made_school: MadeSchool, tmp_path: Path) -> None:
    session = made_school.sign_in()
    _, permit = _begin(session)
    steps: list[BatchStep] = []

    def told(step: BatchStep) -> bool:
        steps.append(step)
        return True

    evidence.take_in(session, permit, pages(tmp_path, 3), told)
    assert {step.place for step in steps} == {0, 1, 2} and {step.count for step in steps} == {3}
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done == steps[-1].total == 3 * 70


def test_a_failed_file_names_itself_and_the_rest_go_on(made_school: MadeSchool, tmp_path: Path) -> None:
    session = made_school.sign_in()
    incident, permit = _begin(session)
    batch = pages(tmp_path, 4)
    assert batch[1].path is not None
    batch[1].path.unlink()
    made = evidence.take_in(session, permit, batch)
    assert [one.place for one in made.refused] == [1]
    assert "not there" in made.refused[0].problem.sentence
    assert len(made.taken) == len(evidence.exhibits_of(session, incident)) == 3
    assert made.rest == ()


def test_a_stop_keeps_what_was_sealed_and_the_rest_is_gone_on_with(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    session = made_school.sign_in()
    incident, permit = _begin(session)
    batch = pages(tmp_path, 5)
    made = evidence.take_in(session, permit, batch, lambda step: step.place < 2)
    assert len(made.taken) == 2 and made.rest == batch[2:] and made.stopped_by is None
    assert len(_files_of(session)) == 2, "nothing is half kept"
    with pytest.raises(NoPermit):
        evidence.take_in(session, permit, (Offered(Way.FILE, FACTS, tmp_path / "page 0.txt"),))
    again = evidence.take_in(session, permit, made.rest)
    assert len(again.taken) == 3 and len(evidence.exhibits_of(session, incident)) == 5
    with pytest.raises(NoPermit):
        evidence.take_in(session, permit, batch)


def test_a_stop_before_anything_was_kept_says_so_and_can_be_gone_on_with(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    session = made_school.sign_in()
    incident, permit = _begin(session)
    batch = pages(tmp_path, 2)
    with pytest.raises(Cancelled):
        evidence.take_in(session, permit, batch, lambda _step: False)
    assert not evidence.exhibits_of(session, incident) and not _files_of(session)
    assert len(evidence.take_in(session, permit, batch).taken) == 2


def test_a_full_disk_stops_the_batch_and_says_why(
    made_school: MadeSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = made_school.sign_in()
    _, permit = _begin(session)
    batch = pages(tmp_path, 3)
    room = iter((10**12, 0, 0))
    monkeypatch.setattr(sealed_files, "free_space", lambda _folder: next(room))
    made = evidence.take_in(session, permit, batch)
    assert len(made.taken) == 1 and made.rest == batch[1:] and isinstance(made.stopped_by, DiskFull)


def test_the_same_content_is_kept_once_and_recorded_twice(made_school: MadeSchool, tmp_path: Path) -> None:
    session = made_school.sign_in()
    _, permit = _begin(session)
    (first,) = pages(tmp_path, 1)
    twin = tmp_path / "the same again.txt"
    assert first.path is not None
    twin.write_bytes(first.path.read_bytes())
    made = evidence.take_in(session, permit, (first, Offered(Way.DROP, FACTS, twin)))
    items = [evidence_showing.stored_item(session, one.item).content for one in made.taken]
    assert [one.exhibit for one in items] == [1, 2]
    assert items[0].stored.file == items[1].stored.file and len(_files_of(session)) == 1
    assert items[1].stored.original_name == "the same again.txt"
    assert "recorded twice" in made.taken[1].note
    for one in made.taken:
        assert evidence_showing.sealed_content(session, evidence_showing.stored_item(session, one.item))
    assert verifying.verify(session.vault) == []


def test_others_write_while_a_file_is_read_and_a_check_takes_it_for_no_orphan(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    session = made_school.sign_in()
    _, permit = _begin(session)
    codes: list[str] = []

    class WorksMeanwhile(GiveWay):
        def pause(self) -> None:
            """Nobody waits."""

        def aside(self, work: Callable[[], T]) -> T:
            done = work()
            log_incident(session, "TR", (PersonRef(None, "Somebody"), "target"))
            codes.extend(one.code for one in verifying.verify(session.vault))
            return done

    made = evidence.take_in(session, permit, pages(tmp_path, 2), None, WorksMeanwhile())
    assert len(made.taken) == 2 and codes == []
    assert session.vault.daily.unsettled == set()
    assert incidents.open_drafts(session) == []


def test_a_commit_that_fails_and_stands_after_all_leaves_its_file(
    made_school: MadeSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = made_school.sign_in()
    incident, permit = _begin(session)
    keep = evidence._keep

    def written_and_said_not_to_be(*arguments: Any) -> None:
        keep(*arguments)
        raise DiskFull

    monkeypatch.setattr(evidence, "_keep", written_and_said_not_to_be)
    batch = pages(tmp_path, 2)
    with pytest.raises(DiskFull):
        evidence.take_in(session, permit, batch)
    assert len(evidence.exhibits_of(session, incident)) == len(_files_of(session)) == 1
    assert verifying.verify(session.vault) == []


def test_where_nothing_was_kept_all_of_the_batch_can_be_gone_on_with(
    made_school: MadeSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = made_school.sign_in()
    _, permit = _begin(session)
    batch = pages(tmp_path, 3)
    assert batch[0].path is not None
    content = batch[0].path.read_bytes()
    batch[0].path.unlink()
    with monkeypatch.context() as full:
        full.setattr(sealed_files, "free_space", lambda _folder: 0)
        with pytest.raises(DiskFull):
            evidence.take_in(session, permit, batch)
    batch[0].path.write_bytes(content)
    assert len(evidence.take_in(session, permit, batch).taken) == 3


def test_a_record_closed_while_a_file_is_read_takes_no_more_of_it(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    session = made_school.sign_in()
    incident, permit = _begin(session)

    class Closes(GiveWay):
        def pause(self) -> None:
            """Nobody waits."""

        def aside(self, work: Callable[[], T]) -> T:
            done = work()
            if not words_only.is_words_only(session, incident):
                words_only.close_to_files(session, incident, "It may show one")
            return done

    made = evidence.take_in(session, permit, pages(tmp_path, 2), None, Closes())
    assert made.taken == () and [type(one.problem) for one in made.refused] == [IntakeClosed] * 2
    assert not evidence.exhibits_of(session, incident) and not _files_of(session)


def test_a_file_of_a_batch_reads_no_more_of_a_record_than_its_first_did(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    """Counted by statements and by entries decoded, so that no clock tells: five hundred come to one record."""
    session = made_school.sign_in()
    incident, permit = _begin(session)
    connection = session.vault.daily.connection
    each: list[tuple[int, int]] = []
    asked: list[str] = []
    decoded = 0
    plain = record_codec.decode

    def counted(kind: str, body: str) -> Any:
        nonlocal decoded
        decoded += 1
        return plain(kind, body)

    class Counting:
        def pause(self) -> None:
            nonlocal decoded
            each.append((len(asked), decoded))
            asked.clear()
            decoded = 0

        def aside(self, work: Callable[[], T]) -> T:
            return work()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(record_codec, "decode", counted)
        connection.set_trace_callback(asked.append)  # type: ignore[attr-defined]  # its stub lacks it
        evidence.take_in(session, permit, pages(tmp_path, 24), way=Counting())
        connection.set_trace_callback(None)  # type: ignore[attr-defined]  # its stub lacks it
    first, last = each[2], each[-1]
    assert first[0] > 5 and first[1] > 0, "they are counted"
    assert last == first, "statements and decoded entries of the second file, and of the last but one"
    assert [one.content.exhibit for one in evidence.exhibits_of(session, incident)] == list(range(1, 25))
    assert verifying.verify(session.vault) == []
