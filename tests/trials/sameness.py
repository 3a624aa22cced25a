"""Everything a log says, as one value: to tell damage that changes what is shown from damage that changes nothing."""

from typing import Any

from safeguard_app.vault import sealed_files, verifying
from safeguard_app.vault.open_vault import OpenVault

_TABLES = {
    "version": "SELECT row, kind, record, number, about, body, reason FROM version ORDER BY row",
    "tombstone": "SELECT row, event FROM tombstone ORDER BY row",
    "draft": "SELECT id, author, sealed FROM draft ORDER BY id",
    "file_key": "SELECT file, secret FROM file_key ORDER BY file",
    "summary": "SELECT record, kind, state, sort, line FROM summary ORDER BY record",
    "link": "SELECT record, target, role FROM link ORDER BY record, target, role",
}
_EVENTS = "SELECT payload FROM event WHERE number <= ? ORDER BY number"


def said_by(vault: OpenVault, heads: dict[str, int]) -> dict[str, Any]:
    """What every table of every open compartment holds, events up to ``heads``, and what every stored file is."""
    said: dict[str, Any] = {}
    for compartment in vault:
        for name, statement in _TABLES.items():
            said[f"{compartment.id} {name}"] = compartment.connection.execute(statement).fetchall()
        events = compartment.connection.execute(_EVENTS, (heads[compartment.id],)).fetchall()
        said[f"{compartment.id} events"] = events
        for named in verifying.named_files(compartment):
            secret = compartment.file_secret(named.file)
            assert secret is not None
            content = sealed_files.read(compartment.files, named.file, secret, named.sha256)
            said[f"{compartment.id} file {named.file}"] = content
    return said
