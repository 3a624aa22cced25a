"""What a machine made of the pictures of exhibits, kept beside the records: to find them by, never evidence.

It is derived from the sealed files, so it stands outside the chain and is made again at will. Of an exhibit that was
taken back, put in quarantine or filed elsewhere nothing of it stays (domain rule 5.3.3).
"""

import zlib
from collections.abc import Callable

from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.machine_reading import SMALL_SIDE, PictureLook, SmallPicture
from safeguard_app.domain.records import Stored
from safeguard_app.vault import reading, record_codec
from safeguard_app.vault.database import Connection, database_problems, go_on
from safeguard_app.vault.problems import DatabaseDamaged

_UNREAD = """
SELECT DISTINCT version.record FROM version LEFT JOIN machine_reading ON machine_reading.item = version.record
WHERE version.kind = 'evidence' AND CASE
    WHEN machine_reading.item IS NULL OR (machine_reading.reader = '' AND ?)
    THEN version.body ->> '$.stored.media_type' END LIKE 'image/%'
ORDER BY version.row
"""
_RECORDS = """
SELECT DISTINCT about FROM machine_reading WHERE ? = 0 OR about IN (SELECT record FROM version WHERE row > ?)
"""
_NEWEST = "SELECT coalesce(max(row), 0) FROM version"
_ROWS_ABOUT = "SELECT item FROM machine_reading WHERE about = ?"
_ROW_OF = "SELECT row FROM machine_reading WHERE item = ?"
_NEXT_ROW = "SELECT coalesce(max(row), 0) + 1 FROM machine_reading"
_PUT = """
INSERT INTO machine_reading (row, item, about, reader, words, likeness, width, height, small)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PUT_TEXT = "INSERT INTO machine_search (rowid, text) VALUES (?, ?)"
_DROP = "DELETE FROM machine_reading WHERE row = ?"
_DROP_TEXT = "DELETE FROM machine_search WHERE rowid = ?"
_OF_RECORD = "SELECT item, words, reader, likeness FROM machine_reading WHERE about = ?"
_SMALL = "SELECT item, width, height, small FROM machine_reading WHERE about = ? AND small IS NOT NULL"
_CHECK_SEARCH = "INSERT INTO machine_search (machine_search, rank) VALUES ('integrity-check', 1)"
_STRAY_TEXTS = "SELECT count(*) FROM machine_search WHERE rowid NOT IN (SELECT row FROM machine_reading)"
_ITEMS = "SELECT item FROM machine_reading"


def may_be_read(item: EvidenceItem) -> bool:
    """Whether a machine may look at an exhibit: one with a picture, neither taken back nor in quarantine."""
    picture = item.has_file and item.stored.media_type.startswith("image/")
    return picture and item.is_live and item.removed is None


def unread(connection: Connection, compartment: Compartment, *, words: bool) -> list[Stored[EvidenceItem]]:
    """Exhibits that are to be looked at, oldest first; ``words`` where words can be read on this computer."""
    with database_problems():
        rows = connection.execute(_UNREAD, (words,)).fetchall()
    items = (Reference(compartment, record_codec.record_id(item)) for (item,) in rows)
    found = (reading.current(connection, item) for item in items)
    return [one for one in found if one is not None and may_be_read(one.content)]


def keep(connection: Connection, stored: Stored[EvidenceItem], look: PictureLook) -> None:
    """Write what was made of an exhibit, inside the transaction of its event."""
    forget(connection, stored.reference.id)
    (row,) = connection.execute(_NEXT_ROW).fetchone() or (1,)
    small = look.small
    packed = (
        (None, None, None) if small is None else (small.width, small.height, zlib.compress(small.pixels, 1))
    )
    fields = (row, stored.reference.id, stored.about or "", look.reader, look.words, look.likeness, *packed)
    connection.execute(_PUT, fields)
    if look.words:
        connection.execute(_PUT_TEXT, (row, look.words))


def forget(connection: Connection, item: RecordId) -> None:
    """Leave nothing of what was made of an exhibit; inside the caller's transaction."""
    for (row,) in connection.execute(_ROW_OF, (item,)).fetchall():
        connection.execute(_DROP_TEXT, (row,))
        connection.execute(_DROP, (row,))


def records_with_looks(connection: Connection, after: int = 0) -> tuple[list[RecordId], int]:
    """Records of whose exhibits something was made, and the newest row; only such as were written ``after`` a row."""
    with database_problems():
        (newest,) = connection.execute(_NEWEST).fetchone() or (0,)
        found = connection.execute(_RECORDS, (after, after)).fetchall()
    return [record_codec.record_id(about) for (about,) in found], int(newest)


def forget_record(connection: Connection, record: RecordId) -> None:
    """Leave nothing of what was made of the exhibits of a record; inside the caller's transaction."""
    for (item,) in connection.execute(_ROWS_ABOUT, (record,)).fetchall():
        forget(connection, record_codec.record_id(item))


def looks_of(connection: Connection, record: RecordId) -> dict[RecordId, PictureLook]:
    """What was made of the exhibits of one record."""
    with database_problems():
        rows = connection.execute(_OF_RECORD, (record,)).fetchall()
    return {record_codec.record_id(item): PictureLook(*rest) for item, *rest in rows}


def is_looked_at(connection: Connection, item: RecordId) -> bool:
    """Whether something was made of an exhibit, were it only that nothing can be."""
    with database_problems():
        return connection.execute(_ROW_OF, (item,)).fetchone() is not None


def looked_at_of(connection: Connection, record: RecordId) -> frozenset[RecordId]:
    """The exhibits of one record that a machine looked at, whatever came of it."""
    with database_problems():
        return frozenset(
            record_codec.record_id(item) for (item,) in connection.execute(_ROWS_ABOUT, (record,))
        )


def small_pictures_of(connection: Connection, record: RecordId) -> dict[RecordId, SmallPicture]:
    """The small pictures of the exhibits of one record."""
    with database_problems():
        rows = connection.execute(_SMALL, (record,)).fetchall()
    found = {}
    for item, width, height, packed in rows:
        small = SmallPicture(width, height, _unpacked(packed))
        if small.is_sound():
            found[record_codec.record_id(item)] = small
    return found


def _unpacked(packed: bytes) -> bytes:
    """No more than a small picture has."""
    try:
        return zlib.decompressobj().decompress(packed, 3 * SMALL_SIDE * SMALL_SIDE)
    except zlib.error:
        return b""


def is_sound(connection: Connection, compartment: Compartment, pause: Callable[[], None] = go_on) -> bool:
    """Whether the search agrees with its texts, and nothing of an exhibit stays that must not be looked at.

    ``pause`` lets others go first, between exhibits.
    """
    try:
        with database_problems():
            connection.execute(_CHECK_SEARCH)
            strays = connection.execute(_STRAY_TEXTS).fetchone()
            items = [record_codec.record_id(item) for (item,) in connection.execute(_ITEMS)]
    except DatabaseDamaged:
        return False
    return strays == (0,) and all(_may_stay(connection, Reference(compartment, one), pause) for one in items)


def _may_stay(connection: Connection, item: Reference, pause: Callable[[], None]) -> bool:
    """What was put in quarantine, or filed elsewhere, in a ``pause`` has no row any more."""
    pause()
    stands = reading.current(connection, item)
    return (stands is not None and may_be_read(stands.content)) or not is_looked_at(connection, item.id)
