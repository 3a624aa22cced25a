"""Drafts: words being typed, readable by their author alone, mutable, outside the chain.

One row of the daily log per draft, an age blob to the author's own identity, so that words typed before anyone is
named can later be filed in the compartment they belong to. That a draft was begun and ended are events; how it ended
is said to nobody but the readers of a part it was handed in to (:mod:`~safeguard_app.vault.announcements`), so that
the daily log never tells that something went elsewhere.

Whoever files a draft, in whichever compartment, does that first, under the draft's own id, and ends the draft then: so
there is no moment in which the words are in neither. A crash in between leaves them in both, and the next unlock ends
the draft because a record of its id is there.
"""

from dataclasses import dataclass
from datetime import datetime

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, RecordId
from safeguard_app.vault import announcements, record_codec
from safeguard_app.vault.database import database_problems
from safeguard_app.vault.keys.identities import seal, unseal
from safeguard_app.vault.open_vault import OpenVault
from safeguard_app.vault.problems import DraftUnreadable

_PUT = """
INSERT INTO draft (id, author, sealed, saved_at) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, saved_at = excluded.saved_at WHERE author = excluded.author
"""
_GET = "SELECT sealed FROM draft WHERE id = ? AND author = ?"
_LIST = "SELECT id, saved_at FROM draft WHERE author = ? ORDER BY saved_at"
_END = "DELETE FROM draft WHERE id = ? AND author = ?"


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft of the signed-in user: which, and when it was last kept."""

    id: RecordId
    saved_at: datetime


def save(vault: OpenVault, draft: RecordId, content: bytes) -> None:
    """Keep ``content`` as the draft's newest state. The first time leaves an event, later times none."""
    now = vault.clock.now()
    row = (draft, vault.user.id, seal(content, (vault.identity.recipient,)), now.isoformat())
    if _sealed(vault, draft) is None:
        with vault.daily.write(EventKind.DRAFT_BEGUN, vault.user.id, now) as work:
            work.execute(_PUT, row)
    else:
        vault.daily.change_mutable(_PUT, row)


def list_of(vault: OpenVault) -> list[DraftRow]:
    """The signed-in user's drafts, oldest first. Those of a key they no longer have are not among them."""
    return [row for row in _rows(vault) if _opens(vault, row.id)]


def unreadable(vault: OpenVault) -> list[DraftRow]:
    """The signed-in user's drafts from before a recovery: kept, and opened by nothing but the old passphrase."""
    return [row for row in _rows(vault) if not _opens(vault, row.id)]


def _opens(vault: OpenVault, draft: RecordId) -> bool:
    try:
        load(vault, draft)
    except DraftUnreadable:
        return False
    return True


def _rows(vault: OpenVault) -> list[DraftRow]:
    with database_problems():
        rows = vault.daily.connection.execute(_LIST, (vault.user.id,)).fetchall()
    return [DraftRow(record_codec.record_id(draft), datetime.fromisoformat(at)) for draft, at in rows]


def load(vault: OpenVault, draft: RecordId) -> bytes:
    """What a draft holds. Raises KeyError for none such of this user, :class:`DraftUnreadable` for a lost key."""
    sealed = _sealed(vault, draft)
    if sealed is None:
        raise KeyError(draft)
    try:
        return unseal(sealed, vault.identity.secret_text)
    except ValueError:
        raise DraftUnreadable from None


def end(vault: OpenVault, draft: RecordId, handed: Compartment | None = None) -> None:
    """Remove a draft, however it ended; ``handed`` is the part it was handed in to. Nothing where there is none."""
    if _sealed(vault, draft) is None:
        return
    slips = announcements.slips(vault, draft, handed)
    with vault.daily.write(EventKind.DRAFT_ENDED, vault.user.id, vault.clock.now(), facts=slips) as work:
        work.execute(_END, (draft, vault.user.id))


def _sealed(vault: OpenVault, draft: RecordId) -> bytes | None:
    with database_problems():
        found = vault.daily.connection.execute(_GET, (draft, vault.user.id)).fetchone()
    return bytes(found[0]) if found else None


def end_filed(vault: OpenVault) -> None:
    """End the drafts that a crash kept from being ended after they were filed in a compartment open here."""
    for row in _rows(vault):
        if vault.find(row.id) is not None:
            end(vault, row.id)


def reseal(vault: OpenVault, recipients: tuple[str, ...]) -> None:
    """Seal the signed-in user's drafts again, to ``recipients``: around a change of their passphrase.

    In between they are sealed to both the old and the new identity, so that a crash loses none.
    """
    for row in list_of(vault):  # those from before a recovery are kept as they are, for the old passphrase
        content = load(vault, row.id)
        fields = (row.id, vault.user.id, seal(content, recipients), row.saved_at.isoformat())
        vault.daily.change_mutable(_PUT, fields)
