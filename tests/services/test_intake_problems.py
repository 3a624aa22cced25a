"""What intake refuses, when, and what is left of it then: of the files, of the permit, and in the audit."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Way
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import evidence, incidents, words_only
from safeguard_app.services.evidence_views import IntakePermit, MaterialSaid, Offered
from safeguard_app.services.intake_problems import IntakeClosed, NoPermit, RecordGone, RecordInError
from safeguard_app.services.session import Session
from safeguard_app.vault import sealed_files, verifying
from safeguard_app.vault.giving_way import GiveWay
from tests.services.conftest import MadeSchool, log_incident
from tests.services.test_batches import pages
from tests.services.test_evidence import permit_for, png

T = TypeVar("T")
FACTS = CaptureFacts(what="A page of the chat")
TOO_LONG = CaptureFacts(what="x" * 3_000)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    return made_school.sign_in()


@pytest.fixture
def incident(session: Session) -> Reference:
    return log_incident(session, "CB", (PersonRef(None, "Tyler Pike"), "target"))


@pytest.fixture
def prevent(session: Session) -> Reference:
    return log_incident(session, "PV", (PersonRef(None, "Leon Mould"), "child_of_concern"))


def nothing_is_kept(session: Session) -> bool:
    """Whether no part of the log has a sealed file, known or not, and none is expected."""
    return not any(
        sealed_files.all_files(part.files) or part.known_files() or part.unsettled for part in session.vault
    )


class Meanwhile(GiveWay):
    """Somebody does something once, while the first file is read."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act: Callable[[], object] | None = act

    def pause(self) -> None:
        """Nobody waits."""

    def aside(self, work: Callable[[], T]) -> T:
        done = work()
        if self._act is not None:
            act, self._act = self._act, None
            act()
        return done


@pytest.mark.parametrize("count", [1, 3])
def test_a_record_filed_elsewhere_while_a_file_is_read_keeps_none_of_it(
    session: Session, incident: Reference, tmp_path: Path, count: int
) -> None:
    moved: list[Reference] = []

    def refile() -> None:
        moved.append(incidents.refile(session, incident, Compartment.ADULTS, "About an adult here.")[0])

    permit, batch = permit_for(session, incident), pages(tmp_path, count)
    if count == 1:
        with pytest.raises(RecordGone, match="filed elsewhere"):
            evidence.take_in(session, permit, batch, way=Meanwhile(refile))
    else:
        made = evidence.take_in(session, permit, batch, way=Meanwhile(refile))
        assert [type(one.problem) for one in made.refused] == [RecordGone] * 3 and not made.taken
    assert moved and not evidence.exhibits_of(session, moved[0])
    assert nothing_is_kept(session)
    assert verifying.verify(session.vault) == []


def test_a_record_filed_elsewhere_before_the_rest_was_gone_on_with_is_said_in_words(
    session: Session, incident: Reference, tmp_path: Path
) -> None:
    permit = permit_for(session, incident)
    made = evidence.take_in(session, permit, pages(tmp_path, 2), lambda step: step.place < 1)
    moved, _ = incidents.refile(session, incident, Compartment.ADULTS, "About an adult here.")
    with pytest.raises(RecordGone):
        evidence.take_in(session, permit, made.rest)
    assert [one.content.exhibit for one in evidence.exhibits_of(session, moved)] == [1]


def test_what_a_stop_left_may_have_other_facts_and_comes_in_once_and_nothing_foreign_with_it(
    session: Session, incident: Reference, tmp_path: Path
) -> None:
    permit, batch = permit_for(session, incident), pages(tmp_path, 3)
    rest = evidence.take_in(session, permit, batch, lambda step: step.place < 1).rest
    assert rest == batch[1:]
    foreign = Offered(Way.PASTE, FACTS, content=b"pasted since", name="pasted.txt")
    with pytest.raises(NoPermit):
        evidence.take_in(session, permit, (*rest, foreign))
    with pytest.raises(NoPermit):
        evidence.take_in(session, permit, (batch[0], *rest))

    other_facts = tuple(replace(one, facts=CaptureFacts(what="The next page")) for one in rest)
    made = evidence.take_in(session, permit, other_facts)
    assert [one.exhibit for one in made.taken] == ["Ex2", "Ex3"]
    told = [one.content.facts.what for one in evidence.exhibits_of(session, incident)]
    assert told == ["A page of the chat", "The next page", "The next page"]
    for again in (rest, other_facts):
        with pytest.raises(NoPermit):
            evidence.take_in(session, permit, again)


def test_pasted_content_that_a_stop_left_is_known_by_its_bytes_and_its_name(
    session: Session, incident: Reference
) -> None:
    permit = permit_for(session, incident)
    pasted = Offered(Way.PASTE, FACTS, content=b"pasted", name="pasted 2.txt")
    first = Offered(Way.PASTE, FACTS, content=b"first", name="pasted 1.txt")
    evidence.take_in(session, permit, (first, pasted), lambda step: step.place < 1)
    for other in (replace(pasted, content=b"other"), replace(pasted, name="other.txt")):
        assert not evidence.covers(permit, (other,))
    assert evidence.covers(permit, (pasted,))


def test_wrong_facts_of_the_second_file_leave_the_permit_as_it_was_and_nothing_kept(
    session: Session, incident: Reference, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    permit, batch = permit_for(session, incident), pages(tmp_path, 2)
    with monkeypatch.context() as unread:
        unread.setattr(sealed_files, "open_regular", lambda _: pytest.fail("a file was read"))
        with pytest.raises(RuleViolation) as refused:
            evidence.take_in(session, permit, (batch[0], replace(batch[1], facts=TOO_LONG)))
    assert set(refused.value.fields) == {"what"}
    assert not permit.spent and nothing_is_kept(session)
    assert not evidence.exhibits_of(session, incident)
    assert len(evidence.take_in(session, permit, batch).taken) == 2


@pytest.mark.parametrize("how", ["flag", "category"])
def test_of_a_record_closed_to_files_no_file_is_even_opened(
    session: Session, incident: Reference, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    if how == "category":
        incident = log_incident(session, "II", (PersonRef(None, "Aisha K"), "depicted"))
        permit = IntakePermit(incident, IntakeAnswer.NO_SEEN_ALL, session.now(), MaterialSaid())
    else:
        permit = permit_for(session, incident)
        words_only.close_to_files(session, incident, "It may show one")
    for name in ("open_regular", "require_here", "take_in_bytes"):
        monkeypatch.setattr(sealed_files, name, lambda *_: pytest.fail("a file was touched"))
    pasted = Offered(Way.PASTE, FACTS, content=png(), name="pasted.png")
    made = evidence.take_in(session, permit, (*pages(tmp_path, 2), pasted))
    assert [type(one.problem) for one in made.refused] == [IntakeClosed] * 3 and not made.taken
    assert nothing_is_kept(session)


def test_a_record_entered_in_error_takes_nothing_in(session: Session, incident: Reference) -> None:
    permit = permit_for(session, incident)
    incidents.enter_in_error(session, incident, "The wrong pupil")
    head = session.vault.daily.head.number
    with pytest.raises(RecordInError):
        evidence.take_in_bytes(session, permit, png(3), "late.png", FACTS)
    with pytest.raises(RecordInError):
        evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL)
    assert session.vault.daily.head.number == head
    assert nothing_is_kept(session)
