"""The scanned signed sheet of a step: rules first, then it is read and sealed, in the same write as the step."""

from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.declarations import DeclarationKind, DeclaredPupil, StepKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import IntakeAnswer
from safeguard_app.domain.people import OfficeKind, PersonRef, Relation
from safeguard_app.services import declarations, evidence
from safeguard_app.services.declaration_detail import detail
from safeguard_app.services.declaration_forms import DeclarationInput, SheetToSeal
from safeguard_app.services.evidence_views import IntakePermit
from safeguard_app.services.intake_problems import NoPermit
from safeguard_app.services.session import Session
from safeguard_app.system.problems import DiskFull
from safeguard_app.vault import verifying
from safeguard_app.vault.compartment import Work
from tests.services.conftest import MadeSchool, adult, pupil
from tests.services.test_declarations import declared, step


@pytest.fixture
def shona(made_school: MadeSchool) -> tuple[Session, PersonRef, PersonRef]:
    """Signed in as DSL on 24 September, with Shona Pike and her nephew Tyler on the register."""
    session = made_school.sign_in()
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    made_school.clock.set("2026-09-24 15:10")
    return session, aunt, tyler


def test_a_scanned_sheet_is_sealed_with_its_step_under_a_permit(
    shona: tuple[Session, PersonRef, PersonRef],
) -> None:
    session, aunt, tyler = shona
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    permit = evidence.declare(session, reference, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    sheet = SheetToSeal(permit, content=b"%PDF-1.7 a scan", name="sheet.pdf")
    head = PersonRef(None, "Mrs Carol Denning")
    given = step(StepKind.ACKNOWLEDGED, "2026-09-24 15:05", head, OfficeKind.HEADTEACHER)

    declarations.add_step(session, reference, given, version=1, sheet=sheet)

    document = detail(session, reference).steps[1].sheet
    assert document is not None
    kept = session.vault.get(document).content
    assert getattr(kept, "stored").media_type == "application/pdf"  # noqa: B009 - a sealed sheet
    with pytest.raises(NoPermit):
        declarations.add_step(session, reference, given, version=2, sheet=sheet)


def test_a_step_is_checked_before_its_sheet_is_read_and_is_tried_again_with_the_same_sheet(
    shona: tuple[Session, PersonRef, PersonRef], tmp_path: Path
) -> None:
    session, aunt, tyler = shona
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    permit = evidence.declare(session, reference, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    sheet = SheetToSeal(permit, path=tmp_path / "not scanned yet.pdf")
    head = PersonRef(None, "Mrs Carol Denning")
    early = step(StepKind.ACKNOWLEDGED, "2026-09-20 15:05", head, OfficeKind.HEADTEACHER)

    with pytest.raises(RuleViolation):
        declarations.add_step(session, reference, early, version=1, sheet=sheet)

    assert not permit.spent, "there is no such file, and nobody looked"
    (tmp_path / "not scanned yet.pdf").write_bytes(b"%PDF-1.7 a scan")
    given = step(StepKind.ACKNOWLEDGED, "2026-09-24 15:05", head, OfficeKind.HEADTEACHER)
    declarations.add_step(session, reference, given, version=1, sheet=sheet)
    assert detail(session, reference).steps[1].sheet is not None
    assert permit.spent


def test_a_declaration_is_checked_before_its_sheet_is_read(
    shona: tuple[Session, PersonRef, PersonRef],
) -> None:
    session, aunt, tyler = shona
    permit = evidence.declare(session, declarations.new_reference(), IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    sheet = SheetToSeal(permit, content=b"%PDF-1.7", name="s")
    kind = DeclarationKind.FAMILY_RELATIONSHIP
    pupils = (DeclaredPupil(tyler, Relation.AUNT_OR_UNCLE, "aunt"),)
    ahead = DeclarationInput(kind, aunt, pupils, (step(StepKind.DECLARED, "2027-09-24 15:00", aunt),))

    with pytest.raises(RuleViolation):
        declarations.enter(session, ahead, sheet=sheet)

    assert not permit.spent
    given = DeclarationInput(kind, aunt, pupils, (step(StepKind.DECLARED, "2026-09-24 15:00", aunt),))
    reference, _ = declarations.enter(session, given, sheet=sheet)
    assert detail(session, reference).steps[0].sheet is not None


@pytest.mark.parametrize(("failure", "left"), [(ZeroDivisionError, 0), (DiskFull, 1)])
def test_a_sheet_whose_step_cannot_be_written_leaves_no_file_behind_unless_the_disk_failed(
    shona: tuple[Session, PersonRef, PersonRef],
    monkeypatch: pytest.MonkeyPatch,
    failure: type[Exception],
    left: int,
) -> None:
    """A commit that failed on a bad disk may stand after all, and would then name a file that is gone."""
    session, aunt, tyler = shona
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    permit = evidence.declare(session, reference, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    sheet = SheetToSeal(permit, content=b"%PDF-1.7", name="s")
    head = PersonRef(None, "Mrs Carol Denning")
    given = step(StepKind.ACKNOWLEDGED, "2026-09-24 15:05", head, OfficeKind.HEADTEACHER)

    def broken(*_anything: object) -> None:
        raise failure

    with monkeypatch.context() as patched, pytest.raises(failure):
        patched.setattr(Work, "put_file_key", broken)
        declarations.add_step(session, reference, given, version=1, sheet=sheet)

    assert permit.spent
    assert len(list(session.vault.daily.files.rglob("*.age"))) == left
    assert session.vault.daily.known_files() == set()
    assert verifying.verify(session.vault) == [], "and no check takes what stays for one that nobody knows"
