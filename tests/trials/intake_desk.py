"""A log with somebody at the desk, and files to take in, for the trials of intake."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Way
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.services import evidence
from safeguard_app.services.evidence_views import IntakePermit, Offered
from safeguard_app.services.session import Session
from safeguard_app.vault import findings, sealed_files, verifying
from safeguard_app.vault.open_vault import Notice
from tests.shipped import shipped_catalogue
from tests.vault.made_log import LEAD, MadeForTest, file_incident

_ZONE = ZoneInfo("Europe/London")
_HARMLESS = {Notice.ORPHANS, Notice.NO_MEMORY, Notice.KEY_FILE_MENDED}


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships, read once."""
    return shipped_catalogue()


def sit_down(log: MadeForTest) -> Session:
    """Unlock as the DSL."""
    return Session(log.unlock(LEAD), catalogue(), _ZONE)


def get_up(log: MadeForTest, session: Session) -> None:
    """Lock in the ordinary way."""
    session.looking_in.end()
    log.opened.remove(session.vault)
    log.lock(session.vault)


def begin(session: Session) -> tuple[Reference, IntakePermit]:
    """An incident, and the right to take one batch in for it."""
    about = Reference(Compartment.DAILY, file_incident(session.vault))
    permit = evidence.declare(session, about, IntakeAnswer.NO_SEEN_ALL)
    if not isinstance(permit, IntakePermit):
        raise TypeError("a file that was seen may be taken in")
    return about, permit


def offered(paths: Sequence[Path]) -> tuple[Offered, ...]:
    """The files as a batch."""
    return tuple(Offered(Way.FILE, CaptureFacts(), path) for path in paths)


def half_there(session: Session, about: Reference, sources: Sequence[bytes]) -> list[str]:
    """Exhibits of an incident that are not, byte for byte, one of the sources; in words."""
    wrong = []
    compartment = session.vault.compartment(about.compartment)
    for stored in evidence.exhibits_of(session, about):
        item = stored.content
        secret = compartment.file_secret(item.stored.file)
        if secret is None:
            wrong.append(f"{item.name} has no key")
        elif not sealed_files.path_of(compartment.files, item.stored.file).is_file():
            wrong.append(f"{item.name} has no file")
        elif (
            sealed_files.read(compartment.files, item.stored.file, secret, item.stored.sha256) not in sources
        ):
            wrong.append(f"{item.name} is not what was offered")
    return wrong


def wrong_after_unlock(session: Session) -> list[str]:
    """What a log that was just unlocked complains of, beside what a crash may leave; and files that no record names."""
    vault = session.vault
    wrong = [f"notice {one.notice}" for one in vault.notices if one.notice not in _HARMLESS]
    wrong += [findings.sentence(finding) for finding in verifying.verify(vault)]
    for compartment in vault:
        named = {path.name for path in sealed_files.all_files(compartment.files)}
        known = {
            row[0] + sealed_files.SUFFIX
            for row in compartment.connection.execute("SELECT file FROM file_key").fetchall()
        }
        if named - known:
            wrong.append(f"{len(named - known)} files on the shelf that no record names")
    return wrong
