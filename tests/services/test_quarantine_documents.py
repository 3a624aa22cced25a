"""Documents that show the picture of an exhibit go where it goes: out of reach, back again, or away for good."""

import pytest

from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.evidence import DirectionKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import paper
from safeguard_app.services.evidence_showing import InQuarantine
from safeguard_app.services.paper_views import SchedulePaper
from safeguard_app.services.session import Session
from safeguard_app.vault import verifying
from safeguard_app.vault.quarantined import files_to_back_up
from tests.services.conftest import MadeSchool
from tests.services.quarantining import apart, as_directed, on_the_shelf, with_exhibit


def _issued(session: Session, incident: Reference) -> tuple[Reference, Reference]:
    """A contact sheet, and a schedule without pictures."""
    sheet = paper.issue(session, SchedulePaper(incident, pictures=True)).document
    return sheet, paper.issue(session, SchedulePaper(incident)).document


def _kept(session: Session, document: Reference) -> IssuedDocument:
    content = session.vault.get(document).content
    assert isinstance(content, IssuedDocument)
    return content


def test_a_contact_sheet_is_removed_with_what_it_shows_and_no_other_document(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident, item = with_exhibit(session)
    sheet, plain = _issued(session, incident)
    head = as_directed(made_school, item)

    left = _kept(head, plain).stored.file
    assert (on_the_shelf(head), apart(head)) == ([left], [])
    assert head.vault.daily.known_files() == files_to_back_up(head.vault.daily) == {left}
    assert (_kept(head, sheet).removed, _kept(head, plain).removed) == (True, False)
    with pytest.raises(InQuarantine):
        paper.open_issued(head, sheet)
    assert paper.open_issued(head, plain).pdf
    assert verifying.verify(head.vault) == []
    assert len(paper.issued(head, incident)) == 2, "that it was issued stays on the record"


def test_after_a_release_they_open_and_are_checked_again(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident, item = with_exhibit(session)
    sheet, _ = _issued(session, incident)
    before = paper.open_issued(session, sheet).pdf
    head = as_directed(made_school, item, DirectionKind.RELEASE)

    assert not any(one.in_quarantine for one in verifying.named_files(head.vault.daily))
    assert (len(on_the_shelf(head)), apart(head)) == (3, [])
    assert paper.open_issued(head, sheet).pdf == before
    assert verifying.verify(head.vault) == []
