"""Handing a concern in to a compartment whose key its author does not hold.

The concern is sealed as an age file to that compartment's readers (taken from the roster) and the recovery key, and
signed by its author inside the seal; files that go with it lie beside it, their keys inside it. From then on the author
cannot read it. A reader's next unlock takes it in; one that is damaged or not signed by a user of this log stays where
it is and is reported. A file that is missing, or not the one that was signed for, does not keep the words back: they
are taken in without it, and that is reported.

Nothing of it can be read from the daily log but by its readers (:mod:`~safeguard_app.vault.announcements`). That files
lie in an inbox can be seen in the folder; what they hold cannot.
"""

import re
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, RecordId
from safeguard_app.domain.users import Roster
from safeguard_app.system.atomic_files import (
    TEMPORARY_SUFFIX,
    flush_folder,
    make_private_folder,
    write_whole,
)
from safeguard_app.system.problems import problem_for
from safeguard_app.system.regular_files import NotRegular, read_regular
from safeguard_app.vault import announcements, drafts, reading, record_codec, sealed_files
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.handed_files import ArrivedFile, HandedFile, copied_in, copy_on, is_whole, well_named
from safeguard_app.vault.keys.identities import Identity, seal, signature_holds, unseal
from safeguard_app.vault.open_vault import Notice, OpenVault, UnlockNotice
from safeguard_app.vault.problems import DatabaseDamaged, HandInTooLarge
from safeguard_app.vault.sealed_files import Admits, Progress, SealedFile

_SUFFIX = ".age"
_LABEL = b"safeguard-log hand-in v1|"
_LABEL_WITH_FILES = b"safeguard-log hand-in v2|"
_SHELF = re.compile(r"[0-9a-f]{2}")
_MOVED_FROM = frozenset({Compartment.ADULTS})
"""A part whose hand-ins may lie in a more closed one: a reader found that they belong there."""
LARGEST = 64 * 1024 * 1024

FileOne = Callable[[str, Compartment, bytes, tuple[ArrivedFile, ...]], None]
"""Files one hand-in: author's user id, compartment, content, files. Must give the same record when called twice."""

Belongs = Callable[[Compartment, bytes], Compartment]
"""Where a hand-in belongs by its content that lies in a compartment's inbox; raises KnownProblem where in none."""


def _where_it_lies(lies: Compartment, _content: bytes) -> Compartment:
    return lies


@dataclass(frozen=True, slots=True)
class _HandIn:
    vault_id: str
    compartment: Compartment
    author: str
    at: datetime
    content: str
    signature: str
    draft: str = ""
    files: tuple[HandedFile, ...] = ()

    def signed(self) -> bytes:
        """The bytes the signature covers: everything but itself, bound to this log and compartment."""
        parts = [
            self.vault_id,
            self.compartment.value,
            self.author,
            self.at.isoformat(),
            self.draft,
            self.content,
        ]
        if self.files:
            parts.append(record_codec.encode(self.files))
        label = _LABEL_WITH_FILES if self.files else _LABEL
        return label + b"|".join(len(part.encode()).to_bytes(8, "big") + part.encode() for part in parts)


def inbox(folder: Path, compartment: Compartment) -> Path:
    """Where hand-ins of a compartment wait."""
    return folder / f"{compartment}.inbox"


def ids_waiting(folder: Path) -> set[tuple[Compartment, str]]:
    """What waits in every part, by the id that it is announced with."""
    return {(one, path.stem) for one in Compartment for path in _waiting(folder, one)}


def seal_path(
    vault: OpenVault,
    to: Compartment,
    source: Path,
    progress: Progress | None = None,
    admits: Admits | None = None,
) -> SealedFile:
    """Seal a file of the user's beside what waits for ``to``, as evidence is sealed: read once, proved by reading back.

    Nothing names it yet: :func:`hand_in` does, or :func:`discard` takes it away again.
    """
    return sealed_files.take_in_path(inbox(vault.folder, to), source, progress, admits=admits)


def seal_bytes(vault: OpenVault, to: Compartment, content: bytes, admits: Admits | None = None) -> SealedFile:
    """Seal content that is already in memory beside what waits for ``to``. See :func:`seal_path`."""
    return sealed_files.take_in_bytes(inbox(vault.folder, to), content, admits=admits)


def discard(vault: OpenVault, to: Compartment, file: str) -> None:
    """Take a sealed file away again whose concern was not handed in."""
    sealed_files.discard(inbox(vault.folder, to), file)


def hand_in(
    vault: OpenVault,
    to: Compartment,
    content: bytes,
    draft: RecordId | None = None,
    files: tuple[HandedFile, ...] = (),
) -> None:
    """Seal ``content`` to the readers of ``to``, with the keys of the ``files`` sealed beside it. Leaves no event.

    With the id of the ``draft`` it was written as, handing in the same one again after a crash replaces the first
    instead of leaving two, and the next unlock ends the draft; whoever ends a draft that was handed in says so there.
    Raises :class:`HandInTooLarge`, or what the disk refuses; the draft is then still there.
    """
    unsigned = _HandIn(
        vault.file.vault_id, to, vault.user.id, vault.clock.now(), content.decode(), "", draft or "", files
    )
    signed = replace(unsigned, signature=vault.identity.sign(unsigned.signed()))
    plain = record_codec.encode(signed).encode()
    if len(plain) > LARGEST:
        raise HandInTooLarge
    roster: Roster = vault.roster().content
    folder = inbox(vault.folder, to)
    make_private_folder(folder)
    name = announcements.id_of(draft) if draft is not None else secrets.token_hex(16)
    write_whole(folder / (name + _SUFFIX), seal(plain, roster.recipients(to)))


def end_handed_in(vault: OpenVault) -> None:
    """End the drafts that a crash kept from being ended after they were handed in, while they still wait."""
    for row in drafts.list_of(vault):
        name = announcements.id_of(row.id) + _SUFFIX
        for compartment in Compartment:
            if (inbox(vault.folder, compartment) / name).exists():
                drafts.end(vault, row.id, compartment)


def everything_waiting(folder: Path, compartment: Compartment) -> list[Path]:
    """Every file of a compartment's inbox, for a copy of the log; what was set aside there is not among them."""
    return [*_waiting(folder, compartment), *sealed_files.all_files(inbox(folder, compartment))]


def take_in_waiting(vault: OpenVault, file_one: FileOne, belongs: Belongs = _where_it_lies) -> int:
    """File what waits for every compartment this user reads; how many were taken in.

    ``file_one`` files each in one unit of work; only then does its file go. One that a crash left behind although it
    was filed is recognised by its draft's id. One that cannot be opened, is not signed by a user of this log, or is
    refused by ``belongs`` or ``file_one`` stays, and a notice counts them. Notices also say which files were missing
    or altered, and what was announced and never arrived.

    ``belongs`` says where a hand-in belongs now. Where that is another part, it is filed there if this user reads it;
    if not, it is sealed to the readers of that part, goes into its inbox, and nothing here tells of it.
    """
    taken = 0
    for compartment in vault:
        intake = _Intake(compartment.id)
        for path in _waiting(vault.folder, compartment.id):
            intake.count(_taken_in(vault, path, compartment.id, file_one, belongs))
        taken += intake.taken
        _notice(vault, intake)
        if not (intake.unread or intake.kept):
            _set_strays_aside(vault, compartment)
    announcements.note_after_intake(vault)
    for compartment in vault:
        _notice_what_never_arrived(vault, compartment)
    return taken


class _End(Enum):
    """How the intake of one hand-in ended, where it was not taken in to the part it was handed in to."""

    UNREAD = auto()
    """It stays where it is, and that is said."""
    MOVED = auto()
    """It went to a part that this user does not read."""
    KEPT = auto()
    """It could not go there now, stays, and nothing is said of it to whoever may not read it."""


@dataclass(slots=True)
class _Intake:
    """What became of everything that waited for one part."""

    compartment: Compartment
    taken: int = 0
    unread: int = 0
    kept: int = 0
    lost: Counter[Compartment] = field(default_factory=Counter)
    apart: Counter[Compartment] = field(default_factory=Counter)

    def count(self, ended: "_End | _Filed") -> None:
        """Count one more."""
        self.unread += ended is _End.UNREAD
        self.kept += ended is _End.KEPT
        if isinstance(ended, _Filed):
            self.taken += 1
            self.lost[ended.home] += ended.lost
            self.apart[ended.home] += ended.moved


@dataclass(frozen=True, slots=True)
class _Filed:
    """A hand-in that was taken in: where, how many of its files did not arrive, and whether it was moved there."""

    home: Compartment
    lost: int
    moved: bool


def _taken_in(
    vault: OpenVault, path: Path, lies: Compartment, file_one: FileOne, belongs: Belongs
) -> _End | _Filed:
    found = _opened(vault, path, lies)
    if found is None:
        return _End.UNREAD
    try:
        home = belongs(lies, found.content.encode())
    except KnownProblem:
        return _End.UNREAD
    if home is not lies and home not in vault.compartments:
        return _handed_on(vault, path, found, lies, home)
    missing = _filed(vault, found, path.parent, home, file_one)
    if missing is None:
        return _End.UNREAD
    if home is not lies:
        announcements.mark_moved(vault.compartment(lies), path.stem, home)
    _done_with(path, [one for one in found.files if one not in missing])
    return _Filed(home, len(missing), home is not found.compartment)


def _handed_on(vault: OpenVault, path: Path, found: _HandIn, lies: Compartment, home: Compartment) -> _End:
    """Seal a hand-in to the readers of the part where it belongs, with its files beside it, and let it go from here.

    The signature inside stays its author's. A crash in between leaves it in both inboxes, and it is taken in once.
    """
    roster: Roster = vault.roster().content
    target = inbox(vault.folder, home)
    try:
        for one in found.files:
            copy_on(path.parent, target, one)
        make_private_folder(target)
        plain = record_codec.encode(found).encode()
        write_whole(target / path.name, seal(plain, roster.recipients(home)))
        announcements.mark_moved(vault.compartment(lies), path.stem, home)
        _done_with(path, list(found.files))
    except KnownProblem:
        announcements.leave_to_others(vault, path.stem)
        return _End.KEPT
    return _End.MOVED


def _filed(
    vault: OpenVault, found: _HandIn, place: Path, home: Compartment, file_one: FileOne
) -> list[HandedFile] | None:
    """Those of its files that did not arrive, once it is filed; None where it cannot be filed now."""
    compartment = vault.compartment(home)
    if found.draft and compartment.get(RecordId(found.draft)) is not None:
        return [one for one in found.files if not is_whole(place, one)]
    try:
        with copied_in(place, compartment.files, found.files) as arrived:
            file_one(found.author, home, found.content.encode(), arrived)
    except KnownProblem:
        return None
    return [one.handed for one in arrived if not one.file]


def _notice(vault: OpenVault, intake: _Intake) -> None:
    if intake.unread:
        vault.notices.append(UnlockNotice(Notice.WAITING_UNREAD, intake.compartment, intake.unread))
    for notice, counts in ((Notice.HANDED_FILE_LOST, intake.lost), (Notice.TAKEN_IN_APART, intake.apart)):
        for place, number in counts.items():
            if number:
                vault.notices.append(UnlockNotice(notice, place, number))


def _set_strays_aside(vault: OpenVault, compartment: OpenCompartment) -> None:
    """What lies in an inbox with no hand-in left that could name it: begun and interrupted, or not what was signed."""
    place = inbox(vault.folder, compartment.id)
    if not place.is_dir():
        return
    begun = [path for path in sorted(place.iterdir()) if path.suffix == TEMPORARY_SUFFIX]
    strays = [*begun, *sealed_files.all_files(place)]
    if not strays:
        return
    sealed_files.set_aside(place, strays)
    facts = {"files": len(strays)}
    compartment.note(EventKind.ORPHANS_SET_ASIDE, vault.user.id, vault.clock.now(), facts=facts)
    vault.notices.append(UnlockNotice(Notice.ORPHANS, compartment.id, len(strays)))


def _notice_what_never_arrived(vault: OpenVault, compartment: OpenCompartment) -> None:
    if compartment.id is Compartment.DAILY:
        return
    waiting = {path.stem for path in _waiting(vault.folder, compartment.id)}
    for one in announcements.never_arrived(vault, compartment, waiting):
        vault.notices.append(UnlockNotice(Notice.NEVER_ARRIVED, compartment.id, one.event))


def seal_again(vault: OpenVault, identity: Identity) -> int:
    """Seal what waits and ``identity`` opens to the readers as they are now; how many were.

    After a passphrase was changed, and where the recovery key is at hand for somebody who is new. The signature is
    inside the seal and stays.
    """
    roster: Roster = vault.roster().content
    done = 0
    for compartment in Compartment:
        for path in _waiting(vault.folder, compartment):
            raw = _content(path)
            if raw is None:
                continue
            try:
                plain = unseal(raw, identity.secret_text)
            except ValueError:
                continue
            write_whole(path, seal(plain, roster.recipients(compartment)))
            done += 1
    return done


def _waiting(folder: Path, compartment: Compartment) -> list[Path]:
    """What ought to be a hand-in: everything in an inbox but the shelves of files, and what was begun or set aside."""
    place = inbox(folder, compartment)
    return [path for path in sorted(place.iterdir()) if _is_record(path)] if place.is_dir() else []


def _is_record(path: Path) -> bool:
    is_shelf = path.is_dir() and _SHELF.fullmatch(path.name) is not None
    return not is_shelf and path.name != sealed_files.ASIDE and path.suffix != TEMPORARY_SUFFIX


def _content(path: Path) -> bytes | None:
    try:
        raw = read_regular(path, 2 * LARGEST)
    except NotRegular:
        return None
    except OSError as error:
        raise problem_for(error) from None
    return raw if path.suffix == _SUFFIX else None


def _done_with(path: Path, files: list[HandedFile]) -> None:
    """Remove a hand-in that was taken in, then the files of it that were."""
    try:
        path.unlink(missing_ok=True)
        flush_folder(path.parent)
    except OSError as error:
        raise problem_for(error) from None
    for one in files:
        sealed_files.discard(path.parent, one.file)


def _opened(vault: OpenVault, path: Path, compartment: Compartment) -> _HandIn | None:
    """The hand-in in a file, or None for one that is damaged, foreign, or not signed by a user of this log."""
    raw = _content(path)
    if raw is None:
        return None
    try:
        found = record_codec.decode_as(_HandIn, unseal(raw, vault.identity.secret_text))
    except (ValueError, DatabaseDamaged):
        return None
    moved = found.compartment in _MOVED_FROM and compartment in (Compartment.NOT_HEAD, Compartment.NOT_DSL)
    if found.vault_id != vault.file.vault_id or not (found.compartment is compartment or moved):
        return None
    if not well_named(found.files):
        return None
    return found if _signed_by_author(vault, found) else None


def _signed_by_author(vault: OpenVault, found: _HandIn) -> bool:
    """By a key the author had, the present or a former one: they may have changed their passphrase since."""
    rosters = [one.content for one in reading.versions(vault.daily.connection, vault.roster().reference)]
    for key in {user.verifying for roster in rosters for user in roster.users if user.id == found.author}:
        try:
            signature_holds(key, found.signed(), found.signature)
        except ValueError:
            continue
        return True
    return False
