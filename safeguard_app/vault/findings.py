"""What a check of a log or a backup can find, and the sentence that says it to people.

People see case numbers, exhibit numbers and event numbers, never a row or a file's random name.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.records import RecordKind
from safeguard_app.vault import record_codec
from safeguard_app.vault.database import Connection, database_problems
from safeguard_app.vault.problems import DatabaseDamaged

_ROW_OF = "SELECT kind, about, body FROM version WHERE record = ? ORDER BY number"
_RECORD_OF_EVENT = "SELECT record FROM event WHERE number = ?"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not add up. ``event``, ``exhibit`` are 0, and ``case``, ``kind`` empty, where unknown.

    ``about`` holds a slot's label or, of a backup, a path inside it; ``kind`` the kind of record.
    """

    code: str
    compartment: Compartment | None = None
    event: int = 0
    case: str = ""
    kind: str = ""
    exhibit: int = 0
    about: str = ""


_SENTENCES = {
    "page_damaged": "Part of the database file is damaged.",
    "database_malformed": "The database’s own check finds it malformed.",
    "database_unreadable": "The database could not be read to its end.",
    "reference_broken": "A row refers to an event that is not there.",
    "event_missing": "An event of the audit trail is missing.",
    "event_altered": "An event of the audit trail was altered, or something before it was.",
    "signature_missing": "An event that has to be signed is not.",
    "signature_false": "An event carries a signature that its user did not make.",
    "row_altered": "A record was altered behind the program’s back.",
    "row_added": "A record was added behind the program’s back.",
    "row_removed": "A record was removed behind the program’s back.",
    "row_returned": "A record that had been removed is there again.",
    "tombstone_false": "A record is marked as removed that no event removed.",
    "index_differs": "Lists or search show something other than the record says.",
    "search_broken": "The search index is damaged. The records themselves are not affected.",
    "file_missing": "A stored file is missing.",
    "file_damaged": "A stored file is damaged: it is not what was taken in.",
    "file_key_missing": "The key of a stored file is missing, so it cannot be opened.",
    "quarantined_missing": (
        "A file in quarantine is not here. Backups leave it out, so a log that was restored from one lacks it; "
        "tell the police what became of it."
    ),
    "file_extra": "There is a file that no record names.",
    "singleton_wrong": "The log’s own description (school, users or number series) is missing or double.",
    "foreign_compartment": "This part belongs to another log, or to another part of this one.",
    "keys_differ": "The key file and the list of users inside the log do not agree.",
    "demo_differs": "The key file and the log itself do not agree on whether this is a demo.",
    "key_file_copy": "One of the two copies of the key file is missing or damaged.",
    "older_copy": "The log is older than, or differs from, what this computer last saw of it.",
    "manifest_altered": "The list of what the backup holds was altered, or was not made by a user of this log.",
    "head_differs": "The audit trail does not end where the backup’s list says.",
    "copy_altered": "A file of the backup is not what it was when the backup was made.",
    "copy_missing": "A file of the backup is missing.",
    "copy_extra": "The backup holds a file that its list does not name.",
    "part_missing": "A part of the log that your key does not open is missing.",
    "part_cut": "A part of the log that your key does not open is damaged: its length cannot be right.",
    "key_not_sealed_here": "A key inside the backup’s key file is damaged.",
}


def sentence(finding: Finding) -> str:
    """One finding in plain words: what, where, and which event it goes back to."""
    where = []
    if finding.case:
        where.append(f"case {finding.case}")
    elif finding.kind:
        where.append(f"a record of the kind “{finding.kind}”")
    if finding.exhibit:
        where.append(f"exhibit {finding.exhibit}")
    if finding.event:
        where.append(f"event {finding.event:,}")
    if finding.about:
        where.append(finding.about)
    lead = _SENTENCES[finding.code]
    return f"{lead} ({', '.join(where)})" if where else lead


def known_codes() -> frozenset[str]:
    """Every code a finding can have."""
    return frozenset(_SENTENCES)


def placed(
    connection: Connection, compartment: Compartment, code: str, event: int, record: str | None
) -> Finding:
    """A finding about a row, with the case number that people know it by where that can still be told."""
    with database_problems():
        if record is None:
            found = connection.execute(_RECORD_OF_EVENT, (event,)).fetchone()
            record = str(found[0]) if found and found[0] is not None else None
        case, kind = case_of(connection, record) if record is not None else ("", "")
    return Finding(code, compartment, event=event, case=case, kind=kind)


def case_of(connection: Connection, record: str) -> tuple[str, str]:
    """The case number of the incident that ``record`` is or hangs on, and the kind of record; empty if unknown."""
    rows = connection.execute(_ROW_OF, (record,)).fetchall()
    kinds = [str(kind) for kind, _, _ in rows]
    case = _case_in(rows)
    for about in dict.fromkeys(about for _, about, _ in rows if about is not None):
        case = case or _case_in(connection.execute(_ROW_OF, (about,)).fetchall())
    return case, kinds[0] if kinds else ""


def _case_in(rows: Iterable[tuple[str, str | None, str]]) -> str:
    """The case number that most versions agree on: one of them may be the altered one."""
    numbers: list[str] = []
    for kind, _, body in rows:
        if kind == RecordKind.INCIDENT:
            try:
                numbers.append(str(record_codec.decode(kind, body).case))
            except DatabaseDamaged:
                continue
    return max(numbers, key=numbers.count, default="")
