"""Whether a log is a demo: the first event of its daily log says so, in the chain and under the log's own key.

A demo has cheap keys and takes any passphrase, so ``vault.json``, which anybody can write, is never believed about it.
There the word is a label for the unlock page; a log that says otherwise of itself is not opened at all. A first event
that says nothing is a real log's.
"""

from collections.abc import Mapping

from safeguard_app.vault import reading
from safeguard_app.vault.database import Connection
from safeguard_app.vault.keys.vault_file import VaultFile
from safeguard_app.vault.problems import DatabaseDamaged, DemoDiffers

_DEMO = "demo"
_FIRST = 1


def facts(*, demo: bool) -> Mapping[str, str | int]:
    """What the first event of a log says about it."""
    return {_DEMO: 1} if demo else {}


def says_demo(daily: Connection) -> bool:
    """Whether the log of this daily database was made as a demo. Raises DatabaseDamaged."""
    first = reading.event_numbered(daily, _FIRST)
    if first is None:
        raise DatabaseDamaged
    return first.facts.get(_DEMO) == 1


def require_agreement(daily: Connection, content: VaultFile) -> bool:
    """Whether the log is a demo. Raises :class:`DemoDiffers` where the key file says otherwise."""
    demo = says_demo(daily)
    if demo != content.demo:
        raise DemoDiffers.named(demo=demo)
    return demo
