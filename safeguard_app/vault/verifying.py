"""Checking a whole log: databases, audit chain, every live row, signatures, indexes, every stored file, keys.

Everything is computed afresh. What is found is named by case number; an event with counts, and nothing else, says that
the check was made. It goes in steps, and between two of them others may write: rows are only ever added, so what was
there when the check began is what is compared, and lists that differ are looked at again before anything is said.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.authority_forms import AuthorityForm
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.evidence import NO_FILE, EvidenceItem
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.records import RecordKind, Series
from safeguard_app.domain.users import Roster
from safeguard_app.vault import (
    chain,
    database,
    index_check,
    key_change,
    machine_reading,
    reading,
    schema,
    sealed_files,
)
from safeguard_app.vault.chain import ChainFinding
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.database import database_problems
from safeguard_app.vault.findings import Finding, case_of, placed
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.open_vault import OpenVault
from safeguard_app.vault.problems import DatabaseDamaged, EvidenceDamaged
from safeguard_app.vault.sealed_files import Progress
from safeguard_app.vault.verified_copy import Pace

_ROW_COST = 2_000
"""A row's share of the progress, in bytes of evidence that take as long."""
_RECORDS_AT_ONCE = 50
_COUNT_ROWS = "SELECT count(*) FROM version"
HasFile = EvidenceItem | IssuedDocument | AuthorityForm
"""What names a stored file."""
_WITH_FILES = (RecordKind.EVIDENCE, RecordKind.DOCUMENT, RecordKind.AUTHORITY_FORM)
_SINGLE = (RecordKind.SERIES, RecordKind.ROSTER)
_EVERY_VERSION = "SELECT DISTINCT record FROM version WHERE kind = ?"

Keys = Mapping[str, frozenset[str]]
"""For each user id the verifying keys they have or had."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A stored file, and the record that names it.

    One in quarantine is not opened again, and is left out of backups; one removed as the police directed is gone.
    """

    file: str
    sha256: str
    size: int
    record: str
    exhibit: int
    event: int
    copy: int = 0
    in_quarantine: bool = False
    removed: bool = False


def verify(vault: OpenVault, progress: Progress | None = None, way: GiveWay = NOBODY_WAITS) -> list[Finding]:
    """Check every compartment that is open; what does not add up, nothing when all is well.

    Of those without a key here it can be said only whether they are there, and of a length they can have.

    ``progress`` is told how far it has come and may stop it (:class:`Cancelled`). Leaves an event in each compartment.
    """
    with vault.long_work():
        found = _of_key_file(vault) + _of_sealed_parts(vault)
        pace = Pace(progress, sum(_cost(compartment, way) for compartment in vault))
        known = verifying_keys(vault)
        for compartment in vault:
            mine = _memory(vault, compartment) + examine(compartment, known, pace, way)
            _note_checked(vault, compartment, len(mine))
            found += mine
    return found


def _note_checked(vault: OpenVault, compartment: OpenCompartment, findings: int) -> None:
    facts = {"findings": findings, "events": compartment.head.number}
    try:
        compartment.note(EventKind.CHECKED, vault.user.id, vault.clock.now(), facts=facts)
    except KnownProblem:
        if not findings:
            raise  # otherwise what stands in the way has been found and is about to be said


def examine(
    compartment: OpenCompartment,
    known: Keys,
    pace: Pace,
    way: GiveWay = NOBODY_WAITS,
    *,
    writable: bool = True,
) -> list[Finding]:
    """Check one compartment: its database here, and its files meanwhile on a thread that touches no database.

    Of one that may not be written (a backup) the search index is left out, and so are files that no row names: the
    backups of one place share their files.
    """
    found: list[Finding] = []
    named_: list[NamedFile] = []
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="files") as beside:
        try:
            named_ = named_files(compartment, way)
            to_check = [(one, compartment.file_secret(one.file)) for one in named_]
        except DatabaseDamaged:
            to_check = []
            found.append(Finding("database_unreadable", compartment.id))
        checking = beside.submit(_faulty, compartment.files, to_check, pace)
        in_database = list(_of_database(compartment, known, pace, way, writable=writable))
        found = list(dict.fromkeys([*in_database, *found]))
        for named, code in way.aside(checking.result):
            case, kind = _case_of(compartment, named.record)
            found.append(Finding(code, compartment.id, named.event, case, kind, named.exhibit))
    if writable:
        found += [*_extra_files(compartment), *_quarantined_gone(compartment, named_)]
    return found


def _of_database(
    compartment: OpenCompartment, known: Keys, pace: Pace, way: GiveWay, *, writable: bool
) -> Iterator[Finding]:
    connection = compartment.connection
    try:
        if writable:
            database.checkpoint(connection)
        yield from (Finding(code, compartment.id) for code in database.faults(connection, way.pause))
        yield from _chain(compartment, known, pace, way)
        yield from _own_description(compartment)
        yield from _indexes(compartment, way, writable=writable)
    except DatabaseDamaged:
        yield Finding("database_unreadable", compartment.id)


def _quarantined_gone(compartment: OpenCompartment, files: list[NamedFile]) -> list[Finding]:
    """Files in quarantine that are not there: whoever restores a backup has a log without them."""
    found = []
    for named in files:
        places = (sealed_files.path_of, sealed_files.apart_path)
        there = any(place(compartment.files, named.file).exists() for place in places)
        if named.in_quarantine and not named.removed and not there:
            case, kind = _case_of(compartment, named.record)
            found.append(
                Finding("quarantined_missing", compartment.id, named.event, case, kind, named.exhibit)
            )
    return found


def _extra_files(compartment: OpenCompartment) -> list[Finding]:
    try:
        known = compartment.known_files() | compartment.unsettled
    except DatabaseDamaged:
        return []  # said by the check of the database
    return [Finding("file_extra", compartment.id) for _ in sealed_files.orphans(compartment.files, known)]


def _case_of(compartment: OpenCompartment, record: str) -> tuple[str, str]:
    try:
        with database_problems():
            return case_of(compartment.connection, record)
    except DatabaseDamaged:
        return "", ""


def _chain(compartment: OpenCompartment, known: Keys, pace: Pace, way: GiveWay) -> Iterator[Finding]:
    connection = compartment.connection
    broken = chain.verify_events(connection, compartment.vault_id, compartment.id, way.pause)
    for one in [*broken, *chain.verify_signatures(connection, known, way.pause)]:
        yield placed(connection, compartment.id, one.code, one.event, one.record)
    counted = 0
    for found in chain.verify_rows(connection, way.pause):
        if isinstance(found, ChainFinding):
            yield placed(connection, compartment.id, found.code, found.event, found.record)
        else:
            pace.add((found - counted) * _ROW_COST)
            counted = found


def verifying_keys(vault: OpenVault) -> Keys:
    """The keys of every user, former ones and former keys included, from every version of the open rosters."""
    rosters: list[Roster] = []
    for compartment in vault:
        rosters += rosters_of(compartment)
    return keys_in(rosters)


def rosters_of(compartment: OpenCompartment) -> list[Roster]:
    """Every version of the roster of a compartment."""
    found = reading.of_kind(compartment.connection, compartment.id, RecordKind.ROSTER)
    return [
        version.content
        for current in found
        for version in reading.versions(compartment.connection, current.reference)
    ]


def keys_in(rosters: list[Roster]) -> Keys:
    """For each user in ``rosters`` the verifying keys they have or had."""
    gathered: dict[str, set[str]] = {}
    for roster in rosters:
        for user in roster.users:
            gathered.setdefault(user.id, set()).add(user.verifying)
    return {user: frozenset(keys) for user, keys in gathered.items()}


def _own_description(compartment: OpenCompartment) -> Iterator[Finding]:
    kinds = (*_SINGLE, RecordKind.SCHOOL) if compartment.id is Compartment.DAILY else _SINGLE
    for kind in kinds:
        found = reading.of_kind(compartment.connection, compartment.id, kind)
        if len(found) != 1:
            yield Finding("singleton_wrong", compartment.id, kind=kind.value)
        elif isinstance(found[0].content, Series):
            series = found[0].content
            if (series.vault_id, series.compartment) != (compartment.vault_id, compartment.id):
                yield Finding("foreign_compartment", compartment.id)


def _indexes(compartment: OpenCompartment, way: GiveWay, *, writable: bool) -> Iterator[Finding]:
    connection = compartment.connection
    if schema.pending(connection):
        return  # a backup of an older log: its lists are worked out anew by whoever opens it with this program
    with database_problems():
        before = compartment.head
        differing = index_check.differing(connection, compartment.id, way.pause)
        if differing and compartment.head != before:  # something was written while it was being read
            differing = index_check.differing(connection, compartment.id)
        for record in differing:
            case, kind = case_of(connection, record)
            yield Finding("index_differs", compartment.id, case=case, kind=kind)
    way.pause()
    if writable and not (
        index_check.search_is_sound(connection)
        and machine_reading.is_sound(connection, compartment.id, way.pause)
    ):
        yield Finding("search_broken", compartment.id)


def named_files(compartment: OpenCompartment, way: GiveWay = NOBODY_WAITS) -> list[NamedFile]:
    """Every stored file that a record of the compartment names, in any version, once."""
    found: dict[str, NamedFile] = {}
    hidden: set[str] = set()
    for kind in _WITH_FILES:
        with database_problems():
            records = compartment.connection.execute(_EVERY_VERSION, (kind.value,)).fetchall()
        for place, (record,) in enumerate(records):
            if place % _RECORDS_AT_ONCE == 0:
                way.pause()
            for version in reading.versions(compartment.connection, Reference(compartment.id, record)):
                content = version.content
                if isinstance(content, HasFile) and content.stored != NO_FILE:
                    file = content.stored.file
                    first = found.get(file) or _named(content, record, version.event)
                    found[file] = _as_it_stands(first, content, hidden)
                    note_it = hidden.add if found[file].in_quarantine else hidden.discard
                    note_it(str(record))
    return list(found.values())


def _named(content: HasFile, record: str, event: int) -> NamedFile:
    stored = content.stored
    if isinstance(content, IssuedDocument | AuthorityForm):
        return NamedFile(stored.file, stored.sha256, stored.size, record, 0, event)
    return NamedFile(stored.file, stored.sha256, stored.size, record, content.exhibit, event, content.copy)


def _as_it_stands(named: NamedFile, content: HasFile, hidden: set[str]) -> NamedFile:
    """The same, as a later version of its record has it; a document that shows something hidden goes with it."""
    if isinstance(content, AuthorityForm):
        return named
    if isinstance(content, IssuedDocument):
        return replace(named, in_quarantine=not hidden.isdisjoint(content.shows), removed=content.removed)
    return replace(named, in_quarantine=content.quarantine is not None, removed=content.removed is not None)


def _faulty(
    folder: Path, files: list[tuple[NamedFile, str | None]], pace: Pace
) -> list[tuple[NamedFile, str]]:
    """Of some stored files and their keys those that are not what they were, each with a code."""
    found = []
    for named, secret in files:
        code = fault_of(folder, named, secret)
        if code is not None:
            found.append((named, code))
        pace.add(named.size)
    return found


def fault_of(folder: Path, named: NamedFile, secret: str | None) -> str | None:
    """What is wrong with a stored file, as the code of a finding; None where it is what was sealed."""
    if named.removed:
        return None
    if secret is None:
        return "file_key_missing"
    if named.in_quarantine:
        return None  # not opened again; whether it is there is asked where the log itself is checked
    if not sealed_files.path_of(folder, named.file).exists():
        return "file_missing"
    try:
        sealed_files.check(folder, named.file, secret, named.sha256)
    except EvidenceDamaged:
        return "file_damaged"
    return None


def _cost(compartment: OpenCompartment, way: GiveWay) -> int:
    try:
        with database_problems():
            rows = compartment.connection.execute(_COUNT_ROWS).fetchone() or (0,)
        return int(rows[0]) * _ROW_COST + sum(named.size for named in named_files(compartment, way))
    except DatabaseDamaged:
        return 0


def _of_key_file(vault: OpenVault) -> list[Finding]:
    found = []
    try:
        differing = key_change.differences(vault)
    except DatabaseDamaged:
        differing = []  # said by the check of the compartment itself
    for compartment, label in differing:
        found.append(Finding("keys_differ", compartment, about=label))
    if _says_otherwise(vault):
        found.append(Finding("demo_differs"))
    try:
        whole = vault_file.both_are(vault.folder, vault.file)
    except KnownProblem:
        whole = False
    if not whole:
        found.append(Finding("key_file_copy"))
    return found


def _says_otherwise(vault: OpenVault) -> bool:
    """Whether the key file on the disk says by now something else about being a demo than the log does."""
    try:
        return vault_file.read(vault.folder).demo != vault.is_demo
    except KnownProblem:
        return False  # said of the two copies


def _of_sealed_parts(vault: OpenVault) -> list[Finding]:
    found = []
    for part in [one for one in Compartment if one not in vault.compartments]:
        try:
            whole = database.looks_whole(vault.folder / f"{part}.db")
        except OSError:
            whole = False
        if not whole:
            missing = not (vault.folder / f"{part}.db").exists()
            found.append(Finding("part_missing" if missing else "part_cut", part))
    return found


def _memory(vault: OpenVault, compartment: OpenCompartment) -> list[Finding]:
    """What this computer last saw of the compartment, against what stands there now."""
    seen = vault.last_seen.seen(compartment.id, vault.keys[compartment.id])
    if seen is None:
        return []
    try:
        stands = chain.hash_at(compartment.connection, seen.head.number) == seen.head.hash
    except DatabaseDamaged:
        return []  # said by the check of the database
    return [] if stands else [Finding("older_copy", compartment.id, event=seen.head.number)]
