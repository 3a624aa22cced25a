"""Moving a wrongly filed record to the compartment it belongs in.

Where it stands says whether the Headteacher is its subject: a move that changes that adds a version saying so.
Copied first, with every version, entry, file and file key, in one event there; then buried here, in one event that
leaves a tombstone for every row. A crash between the two leaves the record in both, and filing again finishes the job.
The chain of the first compartment still proves that the rows were there, and says nothing of where they went.
"""

import shutil
from dataclasses import replace
from datetime import datetime

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import CaseNumber, Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.records import RecordKind, Series, Stored
from safeguard_app.system.atomic_files import flush_folder, make_private_folder
from safeguard_app.vault import quarantined, reading, sealed_files
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.problems import EvidenceDamaged


def refile(
    source: OpenCompartment, target: OpenCompartment, record: RecordId, actor: str, at: datetime, reason: str
) -> Reference:
    """Move incident ``record`` with all that hangs on it; returns where it is now. Raises KeyError for none such."""
    versions = reading.versions(source.connection, Reference(source.id, record))
    if not versions:
        raise KeyError(record)
    entries = [*_every_entry(source, record), *_identified_in(source, record)]
    removed = {file for stored in entries if _is_removed(stored) and (file := _file_of(stored)) is not None}
    files = [file for stored in entries if (file := _file_of(stored)) is not None and file not in removed]
    apart = quarantined.hidden_in(source).files.keys() & set(files)
    moved = Reference(target.id, record)
    if target.get(record) is None:
        _copy_files(source, target, [file for file in files if file not in apart])
        # never copied; a log that came from a backup has none, and what was removed lies there only after a failure
        for file in (*apart, *removed):
            sealed_files.move_apart(source.files, target.files, file)
        _copy_rows(target, versions, entries, _keys(source, files), actor, at, reason)
    with source.write(EventKind.REFILED_AWAY, actor, at, record=record) as work:
        for gone in dict.fromkeys(stored.reference.id for stored in (*versions, *entries)):
            work.bury(gone)
        for file in files:
            work.drop_file_key(file)
    for file in files:
        sealed_files.discard(source.files, file)
    return moved


def _every_entry(source: OpenCompartment, record: RecordId) -> list[Stored[object]]:
    """Every version of everything that hangs on the incident."""
    found: list[Stored[object]] = []
    for current in reading.about(source.connection, Reference(source.id, record)):
        found += reading.versions(source.connection, current.reference)
    return found


def _identified_in(source: OpenCompartment, record: RecordId) -> list[Stored[object]]:
    """Every version of who somebody was that stands in words on the incident alone: it is about that record."""
    found: list[Stored[object]] = []
    for current in reading.of_kind(source.connection, source.id, RecordKind.IDENTIFICATION):
        if current.content.incident == record:
            found += reading.versions(source.connection, current.reference)
    return found


def _is_removed(stored: Stored[object]) -> bool:
    return bool(getattr(stored.content, "removed", None))


def _file_of(stored: Stored[object]) -> str | None:
    content = stored.content
    named = content.stored.file if isinstance(content, EvidenceItem | IssuedDocument) else ""
    return named or None


def _keys(source: OpenCompartment, files: list[str]) -> dict[str, str]:
    keys = {}
    for file in files:
        secret = source.file_secret(file)
        if secret is None:
            raise EvidenceDamaged
        keys[file] = secret
    return keys


def _copy_files(source: OpenCompartment, target: OpenCompartment, files: list[str]) -> None:
    for file in dict.fromkeys(files):
        here, there = sealed_files.path_of(source.files, file), sealed_files.path_of(target.files, file)
        make_private_folder(there.parent)
        if not here.exists():
            raise EvidenceDamaged
        shutil.copy2(here, there)
        flush_folder(there.parent)


def _copy_rows(
    target: OpenCompartment,
    versions: list[Stored[Incident]],
    entries: list[Stored[object]],
    keys: dict[str, str],
    actor: str,
    at: datetime,
    reason: str,
) -> None:
    record = versions[0].reference.id
    series: Series = reading.of_kind(target.connection, target.id, RecordKind.SERIES)[0].content
    with target.write(EventKind.REFILED_HERE, actor, at, record=record) as work:
        case = CaseNumber(at.year, series.letter, work.next_serial(at.year))
        for version in versions:
            work.put(record, replace(version.content, case=case), reason=version.reason)
        about_head = target.id is Compartment.NOT_HEAD
        newest = versions[-1].content
        if newest.head_is_subject is not about_head:
            work.put(record, replace(newest, case=case, head_is_subject=about_head), reason=reason)
        for stored in entries:
            about = record if stored.about is not None else None
            work.put(stored.reference.id, stored.content, about=about, reason=stored.reason)
        work.put(new_record_id(), _provenance(versions, at, reason), about=record, reason=reason)
        for file, secret in keys.items():
            work.put_file_key(file, secret)


def _provenance(versions: list[Stored[Incident]], at: datetime, reason: str) -> Note:
    """A note that says how the record stood before, since its rows now carry the time of the move."""
    lines = [f"First filed as {versions[0].content.case}, moved here: {reason}"]
    lines += [f"Version {one.number} was entered {one.recorded_at:%d %b %Y, %H:%M}." for one in versions]
    return Note(NoteKind.NOTE, exactly(at), "\n".join(lines))
