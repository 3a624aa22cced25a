"""Keeping the log safe: checking all of it, backing it up, and checking a backup. In words, for people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.identifiers import Compartment, UserId
from safeguard_app.services.log_face import face_of
from safeguard_app.services.part_names import part_names, part_names_in
from safeguard_app.services.session import Session
from safeguard_app.vault import backup, backup_folder, findings, rolling_check, verifying
from safeguard_app.vault import restore_check as restoring
from safeguard_app.vault.findings import Finding
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay
from safeguard_app.vault.problems import NotABackup

Progress = Callable[[int, int], bool]
"""Told how much of how much is done; returns False to stop."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found, one sentence a finding; empty ``lines`` when all is whole."""

    lines: tuple[str, ...]
    summary: str
    checked_at: datetime | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.lines


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was opened and compared: what it holds and what was only copied sealed."""

    place: Path
    lines: tuple[str, ...]
    sealed_words: str
    whole: bool = True
    """Whether it holds every stored file that the log names, each as it was when it was taken in."""


def check(session: Session, progress: Progress | None = None, way: GiveWay = NOBODY_WAITS) -> CheckReport:
    """Recompute everything this user's keys open, and name what is wrong. Slow on a large log; can be stopped.

    ``way`` lets whatever somebody waits for go first.
    """
    found = verifying.verify(session.vault, progress, way)
    parts = part_names(session, [compartment.id for compartment in session.vault])
    events = sum(compartment.head.number for compartment in session.vault)
    if found:
        summary = f"{count_words(len(found), 'thing')} found in {parts}."
    else:
        summary = f"Whole: {events:,} events in order, each row unchanged since it was written, in {parts}."
    return CheckReport(_lines(found), summary + _not_checked(session), session.now())


def check_some_files(session: Session, way: GiveWay = NOBODY_WAITS) -> int:
    """Read a share of the stored files again, where one is due; how many are damaged. Nobody waits for it."""
    return rolling_check.check_some(session.vault, session.now(), way)


def _not_checked(session: Session) -> str:
    closed = [part for part in Compartment if part not in session.vault.compartments]
    return (
        f" Not checked, because your key does not open it: {part_names(session, closed)}." if closed else ""
    )


def back_up(
    session: Session, destination: Path, progress: Progress | None = None, way: GiveWay = NOBODY_WAITS
) -> BackupReport:
    """Copy the log into a folder on another disk, open the copy and compare it. Only then is it a backup.

    ``way`` lets whatever somebody waits for go first: between its steps the log is written to as ever.
    """
    made = backup.back_up(session.vault, destination, progress, way)
    opened = part_names(session, made.opened)
    lines = [
        f"Backed up, opened and compared: {opened}.",
        f"{count_words(made.files, 'stored file')}, {made.new_files} of them new to this place.",
    ]
    held = made.files - made.new_files - made.mended - made.doubtful
    if held:
        lines.append(f"Already in this place, read again and compared: {count_words(held, 'stored file')}.")
    sealed = ""
    if made.sealed:
        parts = part_names(session, made.sealed)
        sealed = f"Copied sealed and compared, not opened: {parts}."
        lines.append(sealed)
    if made.mended:
        lines.append(
            f"Found damaged or missing in this place and copied afresh: {count_words(made.mended, 'stored file')}. "
            "If that happens again, use another stick or disk."
        )
    if made.doubtful:
        lines.append(
            f"Damaged in this place, and not what it was in the log itself: "
            f"{count_words(made.doubtful, 'stored file')}. “Check now” on the Audit page says which."
        )
    if made.absent:
        lines.append(
            f"Missing in the log itself, so not in the backup either: {count_words(made.absent, 'stored file')}. "
            "“Check now” on the Audit page says which."
        )
    return BackupReport(made.place, tuple(lines), sealed, whole=not (made.absent or made.doubtful))


def last_backup(session: Session) -> datetime | None:
    """When the newest verified backup was made."""
    return backup.last_backup(session.vault)


def log_in(path: Path) -> Path:
    """The log folder inside a backup, for its face. Raises NotABackup."""
    made = backup_folder.generations(backup_folder.found_at(path))
    if not made:
        raise NotABackup
    return made[-1][1]


def restore_check(path: Path, user: UserId, passphrase: str, catalogue: Catalogue) -> CheckReport:
    """Open a backup with a user's passphrase and check all of it, without changing it."""
    return _restored(restoring.restore_check(path, passphrase, user), catalogue)


def restore_check_with_recovery_key(path: Path, typed_key: str, catalogue: Catalogue) -> CheckReport:
    """Open a backup with the recovery key from paper and check all of it, without changing it."""
    return _restored(restoring.restore_check(path, typed_key), catalogue)


def _restored(report: restoring.RestoreReport, catalogue: Catalogue) -> CheckReport:
    words = catalogue.words(face_of(report.place).nation)
    parts = part_names_in(words, report.opened)
    compared = part_names_in(words, report.compared)
    rest = f" Compared but not opened with this key: {compared}." if compared else ""
    when = f"{report.taken_at:%d %b %Y, %H:%M}"
    if report.findings:
        summary = f"The backup of {when} has {count_words(len(report.findings), 'fault')}."
    else:
        summary = f"The backup of {when} opens and is whole: {parts}.{rest}"
    return CheckReport(_lines(report.findings), summary, report.taken_at)


def _lines(found: list[Finding] | tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(findings.sentence(one) for one in found)
