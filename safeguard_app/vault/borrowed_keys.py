"""Compartments the signed-in user cannot open, opened for one change with the recovery key on paper, then closed."""

import contextlib
from collections.abc import Iterable, Iterator

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.vault import schema, unlocking
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.key_change import KeyChange
from safeguard_app.vault.keys.identities import Identity
from safeguard_app.vault.open_vault import OpenVault
from safeguard_app.vault.problems import LogTooNew


@contextlib.contextmanager
def within_reach(
    vault: OpenVault, wanted: Iterable[Compartment], identity: Identity | None
) -> Iterator[KeyChange]:
    """A change over the open compartments and, for its duration, those of ``wanted`` that ``identity`` opens."""
    borrowed: dict[Compartment, OpenCompartment] = {}
    keys = dict(vault.keys)
    try:
        opened = unlocking.open_keys(vault.file, identity) if identity is not None else {}
        for one in wanted:
            if one not in opened:
                continue
            connection, keys[one] = unlocking.open_with_keys(vault.folder, one, opened[one])
            if schema.pending(connection):
                connection.close()
                raise LogTooNew
            borrowed[one] = OpenCompartment(one, vault.folder, connection, vault.file.vault_id)
        yield KeyChange(vault, {**vault.compartments, **borrowed}, keys)
    finally:
        for one, compartment in borrowed.items():
            # Whatever closing reports, what it wrote is committed, and the write-ahead file keeps it.
            with contextlib.suppress(KnownProblem):
                compartment.close()
                vault.last_seen.remember(one, keys[one], compartment.head, vault.file.generation)
