"""A filled authority's form leaves under a passphrase; nothing but a process apart takes it to pieces."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from safeguard_app.documents.protection import NotProtected
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import paper, paper_protected
from safeguard_app.services.paper_views import AuthorityFormPaper, IncidentPaper, Issued
from safeguard_app.services.session import Session
from safeguard_app.system.limited_process import ProcessStopped
from safeguard_app.vault import reading
from tests.services.conftest import log_incident
from tests.services.test_authority_forms import begun, kept, looked_at, read_back


@pytest.fixture
def issued(session: Session) -> Iterator[Issued]:
    """A filled form that was issued."""
    yield paper.issue(session, AuthorityFormPaper(looked_at(session, kept(session)), begun(session)))
    session.looking_in.end()


def not_here(*_given: object) -> bytes:
    """Stands for what must not be used."""
    raise AssertionError("the stranger's file is not opened in this process")


def went_out(session: Session, document: Issued) -> list[EventKind]:
    """What is noted of the document."""
    events = reading.events_of_kind(session.vault.daily.connection, EventKind.PROTECTED_OUT)
    return [one.kind for one in events if document.document.id in one.facts.values()]


def test_it_is_protected_apart_and_opens_with_its_words_alone(
    session: Session, issued: Issued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_protected, "protected", not_here)
    made = paper_protected.save_protected(session, issued.document, tmp_path / "form.pdf")
    saved = (tmp_path / "form.pdf").read_bytes()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(saved))
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(saved), password=made.passphrase) as opened:
        assert opened.encryption.R == 6
        opened.save(out)
    assert read_back(out.getvalue()) == read_back(issued.pdf)
    assert went_out(session, issued) == [EventKind.PROTECTED_OUT]


@pytest.mark.parametrize("said", [b"", b"%PDF-1.7 not protected", None])
def test_what_cannot_be_protected_is_not_written(
    session: Session, issued: Issued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: bytes | None
) -> None:
    def apart(*_given: object) -> bytes:
        if said is None:
            raise ProcessStopped
        return said

    monkeypatch.setattr(type(session.looking_in), "apart", apart)
    with pytest.raises(NotProtected) as refused:
        paper_protected.save_protected(session, issued.document, tmp_path / "form.pdf")
    assert "nothing was saved" in refused.value.sentence and refused.value.next_step
    assert list(tmp_path.glob("*.pdf")) == [] and went_out(session, issued) == []


def test_of_several_none_is_written_where_one_cannot_be_protected(
    session: Session, issued: Issued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under words that nobody would ever be told."""
    first = paper.issue(
        session, IncidentPaper(log_incident(session, "CB", (PersonRef(None, "Freya Lund"), "target")))
    )
    monkeypatch.setattr(type(session.looking_in), "apart", lambda *_given: b"")
    wanted = ((first.document, tmp_path / "a.pdf"), (issued.document, tmp_path / "b.pdf"))
    with pytest.raises(NotProtected):
        paper_protected.save_all_protected(session, wanted)
    assert list(tmp_path.glob("*.pdf")) == [] and went_out(session, first) == []
