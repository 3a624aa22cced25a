"""Everything a log says, read by read: to tell damage that changes what is shown from damage that changes nothing."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.records import RecordKind
from safeguard_app.vault import drafts, reading, sealed_files, verifying
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.database import database_problems
from safeguard_app.vault.open_vault import OpenVault
from safeguard_app.vault.problems import EvidenceDamaged
from safeguard_app.vault.verifying import NamedFile

_TABLES = {
    "version": "SELECT row, kind, record, number, about, body, reason FROM version ORDER BY row",
    "tombstone": "SELECT row, event FROM tombstone ORDER BY row",
    "draft": "SELECT id, author, sealed FROM draft ORDER BY id",
    "file_key": "SELECT file, secret FROM file_key ORDER BY file",
    "summary": "SELECT record, kind, state, sort, line FROM summary ORDER BY record",
    "link": "SELECT record, target, role FROM link ORDER BY record, target, role",
}
_EVENTS = "SELECT payload FROM event WHERE number <= ? ORDER BY number"

_GROWING = {"version", "tombstone", "event", "trail"}
"""Only ever added to, so that an earlier time is a beginning of it."""

Name = tuple[Compartment, str]
Read = Callable[[], Any]
Files = dict[Compartment, list[NamedFile]]


def files_of(vault: OpenVault) -> Files:
    """Every stored file that a record names, by compartment."""
    return {compartment.id: verifying.named_files(compartment) for compartment in vault}


def reads(vault: OpenVault, heads: dict[Compartment, int], files: Files) -> dict[Name, Read]:
    """Each way of reading something of the log, by part and name; none reads before it is called.

    Every table of every compartment in ``heads``, events up to there, and what pages make of them: records, lists, the
    trail, drafts; and each of ``files``. Raises :class:`NoKey` where such a compartment is not open.
    """
    found: dict[Name, Read] = {(Compartment.DAILY, "drafts"): partial(_drafts, vault)}
    for part, head in heads.items():
        compartment = vault.compartment(part)
        for name, statement in _TABLES.items():
            found[part, name] = partial(_rows, compartment, statement)
        found[part, "event"] = partial(_rows, compartment, _EVENTS, head)
        found[part, "trail"] = partial(_trail, compartment, head)
        for kind in RecordKind:
            found[part, f"{kind.value} records"] = partial(
                reading.of_kind, compartment.connection, part, kind
            )
            found[part, f"{kind.value} list"] = partial(_list, compartment, kind)
        for named in files[part]:
            found[part, f"file {named.file}"] = partial(file_content, compartment, named.file, named.sha256)
    return found


def said_by(vault: OpenVault, heads: dict[Compartment, int], files: Files) -> dict[Name, Any]:
    """What every read gives."""
    return {name: read() for name, read in reads(vault, heads, files).items()}


def said_before(name: str, said: Any, whole: Any) -> bool:
    """Whether a read gave what the log said at an earlier time: rows of the whole in their order, and none beside."""
    if not isinstance(said, list) or not isinstance(whole, list):
        return bool(said == whole)
    if name in _GROWING:
        return said == whole[: len(said)]
    rest = iter(whole)
    return all(row in rest for row in said)


def file_content(compartment: OpenCompartment, file: str, sha256: str) -> bytes:
    """The content of a stored file, as a page opens it: without its key it is damaged."""
    secret = compartment.file_secret(file)
    if secret is None:
        raise EvidenceDamaged
    return sealed_files.read(compartment.files, file, secret, sha256)


def _rows(compartment: OpenCompartment, statement: str, *parameters: int) -> Collection[Any]:
    with database_problems():
        return compartment.connection.execute(statement, parameters).fetchall()


def _trail(compartment: OpenCompartment, head: int) -> list[reading.LoggedEvent]:
    return reading.events(compartment.connection, newest=head, limit=head)[::-1]


def _list(compartment: OpenCompartment, kind: RecordKind) -> list[Any]:
    return list(compartment.listing.lines(kind))


def _drafts(vault: OpenVault) -> list[Any]:
    return [(row, drafts.load(vault, row.id)) for row in drafts.list_of(vault)]
