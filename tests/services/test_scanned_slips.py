"""A nil return may carry its scan: the question first, sealed in the same write, found by the slip's code."""

from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.declaration_drives import ReturnKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import IntakeAnswer
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import declaration_drives, drive_pages, evidence, machine_reading, quarantine
from safeguard_app.services.declaration_forms import SheetToSeal
from safeguard_app.services.declarations import new_reference
from safeguard_app.services.evidence_showing import sealed_content, stored_item
from safeguard_app.services.evidence_views import IntakePermit, StopAdvice
from safeguard_app.services.intake_problems import NoPermit
from safeguard_app.services.session import Session
from safeguard_app.vault import verifying
from tests.services.conftest import MadeSchool, adult

DAY = date(2026, 9, 24)
SCAN = b"%PDF-1.7 a signed slip"


@pytest.fixture
def drive(made_school: MadeSchool) -> tuple[Session, Reference, str]:
    """A drive that asks one adult, and the code of their slip."""
    made_school.clock.set("2026-09-24 09:00")
    session = made_school.sign_in()
    adult(session, "Mr Abel Croft", "Teacher")
    made, _ = declaration_drives.begin(session, "September 2026")
    page = drive_pages.view(session).page
    assert page is not None
    return session, made, page.rows[0].code


def permit_for(session: Session, about: Reference) -> IntakePermit:
    found = evidence.declare(session, about, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(found, IntakePermit)
    return found


def sheet_of(session: Session) -> Reference | None:
    page = drive_pages.view(session).page
    assert page is not None
    return page.rows[0].sheet


def test_a_scan_is_sealed_with_the_return_it_proves(drive: tuple[Session, Reference, str]) -> None:
    session, made, code = drive
    sheet = SheetToSeal(permit_for(session, made), content=SCAN, name="slip.pdf")
    declaration_drives.enter_return(session, made, code, ReturnKind.NIL, DAY, sheet=sheet)
    kept = sheet_of(session)
    assert kept is not None
    stored = stored_item(session, kept)
    assert stored.about == made.id and sealed_content(session, stored) == SCAN
    assert verifying.verify(session.vault) == []
    assert not machine_reading.may_be_shown_small(session, made), "no machine reads it"
    assert quarantine.kept_elsewhere(session, stored) == ()
    declaration_drives.take_back(session, made, code, "Another’s slip.")
    assert sheet_of(session) is None and stored_item(session, kept), (
        "it stays on file with what was taken back"
    )


def test_nothing_is_read_where_the_return_is_refused(
    drive: tuple[Session, Reference, str], tmp_path: Path
) -> None:
    session, made, code = drive
    permit = permit_for(session, made)
    sheet = SheetToSeal(permit, path=tmp_path / "not scanned yet.pdf")
    with pytest.raises(RuleViolation):
        declaration_drives.enter_return(session, made, code, ReturnKind.NIL, date(2026, 9, 1), sheet=sheet)
    assert not permit.spent
    (tmp_path / "not scanned yet.pdf").write_bytes(SCAN)
    declaration_drives.enter_return(session, made, code, ReturnKind.NIL, DAY, sheet=sheet)
    assert sheet_of(session) is not None


def test_a_permit_is_for_one_drive_and_one_scan(drive: tuple[Session, Reference, str]) -> None:
    session, made, code = drive
    elsewhere = SheetToSeal(permit_for(session, new_reference()), content=SCAN, name="s")
    with pytest.raises(NoPermit):
        declaration_drives.enter_return(session, made, code, ReturnKind.NIL, DAY, sheet=elsewhere)
    sheet = SheetToSeal(permit_for(session, made), content=SCAN, name="s")
    declaration_drives.enter_return(session, made, code, ReturnKind.NIL, DAY, sheet=sheet)
    declaration_drives.take_back(session, made, code, "Once more.")
    with pytest.raises(NoPermit):
        declaration_drives.enter_return(session, made, code, ReturnKind.NIL, DAY, sheet=sheet)


def test_an_answer_of_yes_gives_advice_and_no_permit(drive: tuple[Session, Reference, str]) -> None:
    session, made, _ = drive
    assert isinstance(evidence.declare(session, made, IntakeAnswer.YES_OR_POSSIBLY), StopAdvice)


def test_the_same_scan_twice_is_said_to_stand_with_the_register(
    drive: tuple[Session, Reference, str],
) -> None:
    session, made, code = drive
    sheet = SheetToSeal(permit_for(session, made), content=SCAN, name="slip.pdf")
    declaration_drives.enter_return(session, made, code, ReturnKind.NIL, DAY, sheet=sheet)
    declaration_drives.end(session, made)
    again, _ = declaration_drives.begin(session, "Again")
    page = drive_pages.view(session).page
    assert page is not None
    second = SheetToSeal(permit_for(session, again), content=SCAN, name="slip.pdf")
    declaration_drives.enter_return(session, again, page.rows[0].code, ReturnKind.NIL, DAY, sheet=second)
    kept = sheet_of(session)
    assert kept is not None
    assert quarantine.kept_elsewhere(session, stored_item(session, kept)) == (
        "Ex1 of the register of declarations",
    )
