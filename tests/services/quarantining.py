"""An exhibit to put in quarantine, and the acts that follow, for the tests of them."""

from safeguard_app.domain.evidence import CaptureFacts, DirectionKind, IntakeAnswer, Material
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import evidence, quarantine
from safeguard_app.services.evidence_views import IntakePermit, MaterialSaid
from safeguard_app.services.session import Session
from safeguard_app.vault import sealed_files
from tests.services.conftest import MadeSchool, log_incident, moment
from tests.services.test_evidence import permit_for, png

FACTS = CaptureFacts(what="A drawing of a quokka")
TOLD = moment("2026-09-07 07:30")


def with_exhibit(session: Session, category: str = "CB") -> tuple[Reference, Reference]:
    """A record and its exhibit Ex1, a picture."""
    incident = log_incident(session, category, (PersonRef(None, "Tyler Pike"), "target"))
    said = MaterialSaid(Material.OWN_WORDS) if category == "PV" else MaterialSaid()
    permit = evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL, said)
    assert isinstance(permit, IntakePermit)
    taken = evidence.take_in_bytes(session, permit, png(), "quokka.png", FACTS)
    return incident, taken.taken[0].item


def put_away(session: Session, item: Reference) -> None:
    """Put it in quarantine."""
    quarantine.quarantine(session, item, version=1)


def direct(
    session: Session, item: Reference, kind: DirectionKind = DirectionKind.REMOVE, *, version: int = 2
) -> None:
    """Enter what the police directed."""
    quarantine.direct(session, item, kind, "ST-2214", "PC 3391, Eastmarch", TOLD, version=version)


def again(session: Session, incident: Reference) -> Reference:
    """The same picture offered once more to a record."""
    permit = permit_for(session, incident)
    return evidence.take_in_bytes(session, permit, png(), "again.png", FACTS).taken[0].item


def as_directed(
    made_school: MadeSchool, item: Reference, kind: DirectionKind = DirectionKind.REMOVE, by: str = "head"
) -> Session:
    """A new exhibit put away by the DSL, a direction entered, and that carried out by the second person."""
    session = made_school.sign_in()
    put_away(session, item)
    direct(session, item, kind)
    second = made_school.sign_in(by)
    quarantine.carry_out(second, item, version=3)
    return second


def on_the_shelf(session: Session, part: Compartment = Compartment.DAILY) -> list[str]:
    """Names of the sealed files in their usual place."""
    return [path.stem for path in sealed_files.all_files(session.vault.compartment(part).files)]


def apart(session: Session, part: Compartment = Compartment.DAILY) -> list[str]:
    """Names of the sealed files that lie in quarantine."""
    return sealed_files.files_apart(session.vault.compartment(part).files)
