"""What hangs on the record that was written to last, kept from one write to the next.

Files come to one record by the hundred, each with a write of its own, and each write derives the record's line and its
text for search from everything that hangs on it. Read and decoded anew for each file, that alone took
longer than to seal it once some hundreds were there. One record is kept, in memory, until another is written to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.records import HANGS_ON_INCIDENT, RecordKind, Stored
from safeguard_app.vault import reading
from safeguard_app.vault.database import Connection


@dataclass(frozen=True, slots=True)
class Written:
    """A version as a transaction wrote it."""

    record: RecordId
    kind: RecordKind
    number: int
    about: RecordId | None
    body: str


@dataclass(frozen=True, slots=True)
class _Kept:
    record: RecordId
    event: int
    """The newest event when it stood so: after any other it is read again."""
    entries: tuple[Stored[Any], ...]


class Hanging:
    """One for an open compartment. Lives on the vault's one thread, like the connection it reads."""

    def __init__(self, compartment: Compartment, connection: Connection) -> None:
        """Nothing is kept yet."""
        self._compartment = compartment
        self._connection = connection
        self._kept: _Kept | None = None

    def on(self, record: RecordId, event: int) -> tuple[Stored[Any], ...]:
        """Everything of HANGS_ON_INCIDENT on a record as it is committed, in the order it was written.

        ``event`` is the newest of the chain. What is read within a transaction is not kept: it may be rolled back.
        """
        known = self._known(record, event)
        if known is not None and not self._connection.in_transaction:
            return known
        found = self._read(record)
        if not self._connection.in_transaction:
            self._kept = _Kept(record, event, found)
        return found

    def with_written(
        self, record: RecordId, event: int, written: Sequence[Written]
    ) -> tuple[Stored[Any], ...]:
        """The same within the transaction that goes on after ``event`` and wrote ``written`` so far."""
        known = self._known(record, event)
        return self._read(record) if known is None else self._after(record, known, written)

    def committed(
        self, event: int, written: Sequence[Written], seen: tuple[RecordId, Sequence[Stored[Any]]] | None
    ) -> None:
        """A transaction was committed as ``event``.

        ``seen`` is what it was given by :meth:`with_written` once everything was written, if it asked.
        """
        if seen is not None:
            self._kept = _Kept(seen[0], event, tuple(seen[1]))
        elif self._kept is not None and self._kept.event == event - 1:
            entries = self._after(self._kept.record, self._kept.entries, written)
            self._kept = _Kept(self._kept.record, event, entries)
        else:
            self._kept = None

    def forget(self) -> None:
        """Rows were removed: nothing that is kept holds."""
        self._kept = None

    def _known(self, record: RecordId, event: int) -> tuple[Stored[Any], ...] | None:
        kept = self._kept
        return kept.entries if kept is not None and (kept.record, kept.event) == (record, event) else None

    def _read(self, record: RecordId) -> tuple[Stored[Any], ...]:
        return tuple(reading.hanging_on(self._connection, Reference(self._compartment, record)))

    def _after(
        self, record: RecordId, entries: tuple[Stored[Any], ...], written: Sequence[Written]
    ) -> tuple[Stored[Any], ...]:
        """A later version stands where it was written, and what hangs elsewhere by now is gone from here."""
        newest = {one.record: one for one in written}
        if not newest:
            return entries
        order = [one for one in written if newest[one.record] is one]
        gained = tuple(
            reading.unstamped(self._compartment, one.record, one.kind.value, one.number, one.about, one.body)
            for one in order
            if one.about == record and one.kind in HANGS_ON_INCIDENT
        )
        return (*(one for one in entries if one.reference.id not in newest), *gained)
