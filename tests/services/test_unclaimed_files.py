"""A sealed file whose naming failed is gone where nothing was written, and stays where the write may stand."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import Cancelled
from safeguard_app.domain.identifiers import Reference
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.services import derivatives, evidence, evidence_bundle, paper
from safeguard_app.services.evidence_bundle import BundleOrder
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.session import Session
from safeguard_app.system.problems import DiskFault, DiskFull
from safeguard_app.vault import sealed_files, verifying
from safeguard_app.vault.compartment import OpenCompartment, Work
from safeguard_app.vault.problems import DatabaseDamaged, StaleVersion
from tests.services.conftest import MadeSchool
from tests.services.test_derivatives import HIDING, decoded_here, opened, taken
from tests.services.test_derivatives import png as picture
from tests.services.test_evidence import FACTS, permit_for, png
from tests.services.test_evidence_bundle import POLICE

Act = Callable[[], object]


@contextlib.contextmanager
def failing(
    monkeypatch: pytest.MonkeyPatch, kind: EventKind, trouble: BaseException, *, stands: bool
) -> Iterator[None]:
    """The write of one kind of event fails: before anything of it is there, or when all of it is."""
    whole = OpenCompartment.write

    @contextlib.contextmanager
    def write(self: OpenCompartment, written: EventKind, *rest: Any, **more: Any) -> Iterator[Work]:
        with whole(self, written, *rest, **more) as work:
            yield work
            if written is kind and not stands:
                raise trouble
        if written is kind:
            raise trouble

    with monkeypatch.context() as spoilt, pytest.raises(type(trouble)):
        spoilt.setattr(OpenCompartment, "write", write)
        yield


def files_of(session: Session) -> set[str]:
    """Names of what lies on the shelves of the daily log."""
    return {path.stem for path in sealed_files.all_files(session.vault.daily.files)}


def set_aside(session: Session) -> set[str]:
    """Names of what an unlock set aside."""
    folder = session.vault.daily.files / sealed_files.ASIDE
    return {path.stem for path in folder.iterdir()} if folder.is_dir() else set()


@pytest.mark.parametrize("stands", [False, True])
@pytest.mark.parametrize("trouble", [DiskFull, DiskFault, DatabaseDamaged])
def test_an_exhibit_that_may_be_named_stays_until_the_next_unlock_knows(
    made_school: MadeSchool,
    session: Session,
    incident: Reference,
    monkeypatch: pytest.MonkeyPatch,
    trouble: type[BaseException],
    stands: bool,
) -> None:
    permit = permit_for(session, incident)
    with failing(monkeypatch, EventKind.EVIDENCE_SEALED, trouble(), stands=stands):
        evidence.take_in_bytes(session, permit, png(), "a.png", FACTS)
    (file,) = files_of(session)
    assert session.vault.daily.unsettled == {file}
    assert verifying.verify(session.vault) == [], "until then it is nobody's orphan"

    again = made_school.sign_in()
    assert (files_of(again), set_aside(again)) == (({file}, set()) if stands else (set(), {file}))
    assert len(evidence.exhibits_of(again, incident)) == stands
    assert verifying.verify(again.vault) == []


@pytest.mark.parametrize("trouble", [StaleVersion, Cancelled, RuntimeError])
def test_an_exhibit_that_nothing_can_name_is_gone_at_once(
    session: Session, incident: Reference, monkeypatch: pytest.MonkeyPatch, trouble: type[BaseException]
) -> None:
    permit = permit_for(session, incident)
    with failing(monkeypatch, EventKind.EVIDENCE_SEALED, trouble(), stands=False):
        evidence.take_in_bytes(session, permit, png(), "a.png", FACTS)
    assert files_of(session) == session.vault.daily.unsettled == set()
    assert verifying.verify(session.vault) == []


@pytest.mark.parametrize("made", ["copy", "bundle", "document"])
def test_copies_papers_of_a_bundle_and_documents_stay_the_same_way(
    made_school: MadeSchool,
    session: Session,
    incident: Reference,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    made: str,
) -> None:
    monkeypatch.setattr(LookingIn, "show", decoded_here)
    item = taken(session, incident, picture())
    acts: dict[str, tuple[EventKind, int, Act]] = {
        "copy": (
            EventKind.EVIDENCE_DERIVED,
            1,
            lambda: derivatives.keep(session, derivatives.proven(opened(session, item), HIDING)),
        ),
        "bundle": (
            EventKind.EVIDENCE_BUNDLED,
            3,
            lambda: evidence_bundle.make(
                session, BundleOrder(incident, (item,), POLICE), tmp_path / "pack.zip"
            ),
        ),
        "document": (
            EventKind.DOCUMENT_ISSUED,
            1,
            lambda: paper.issue(session, IncidentPaper(incident)),
        ),
    }
    kind, count, act = acts[made]
    before = files_of(session)
    with failing(monkeypatch, kind, RuntimeError(), stands=False):
        act()
    assert files_of(session) == before
    with failing(monkeypatch, kind, DiskFault(), stands=False):
        act()
    left = files_of(session) - before
    assert len(left) == count and session.vault.daily.unsettled == left
    assert not list(tmp_path.glob("pack*")), "a bundle that nobody has a passphrase for is of no use"
    with failing(monkeypatch, kind, DiskFault(), stands=True):
        act()
    named = files_of(session) - before - left
    assert len(named) == count
    assert verifying.verify(session.vault) == []

    again = made_school.sign_in()
    assert files_of(again) == before | named and set_aside(again) == left
    assert verifying.verify(again.vault) == []
