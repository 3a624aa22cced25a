"""A disk that loses its power: what may be left of the files after any point of a noted run.

The model is harsher than the file systems in use: of what a file was given since it was last flushed, each sector of
512 bytes survives or not; of what happened to the names in a folder since that folder was last flushed, any beginning
survives. Flushing a file keeps its own name too, as journalling file systems do.
"""

import struct
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path, PurePosixPath
from random import Random

SECTOR = 512
_HEAD = struct.Struct("<QQQQ")


class Operation(IntEnum):
    """As in ``write_log.c``."""

    CREATED = 1
    WRITTEN = 2
    LENGTH_SET = 3
    FLUSHED = 4
    REMOVED = 5
    RENAMED = 6
    FOLDER_MADE = 7
    FOLDER_REMOVED = 8
    SAID = 9


@dataclass(frozen=True, slots=True)
class Note:
    """One noted operation; ``path`` is relative to the watched folder."""

    operation: Operation
    path: str
    offset: int
    data: bytes


def read_notes(raw: bytes, under: Path) -> list[Note]:
    """The notes of a run, in order."""
    notes, at = [], 0
    while at < len(raw):
        operation, path_length, offset, length = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        path = raw[at : at + path_length].decode()
        at += path_length
        data = raw[at : at + length]
        at += length
        kind = Operation(operation)
        if kind is Operation.RENAMED:
            data = _inside(data.decode(), under).encode()
        notes.append(Note(kind, _inside(path, under) if path else "", offset, data))
    return notes


def _inside(path: str, under: Path) -> str:
    return PurePosixPath(path).relative_to(PurePosixPath(under)).as_posix()


@dataclass(slots=True)
class _File:
    flushed: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Writes since the last flush: (offset, data), or (length, None) for a new length."""


@dataclass(frozen=True, slots=True)
class _Naming:
    """One change of a name in a folder: now stands for ``file``, or for a folder, or for nothing."""

    name: str
    file: _File | None
    folder: bool = False


class SimulatedDisk:
    """Files and folders as they are, and as they would be found after a power cut."""

    def __init__(self, start: dict[str, bytes], folders: set[str]) -> None:
        """Begin with everything in ``start`` safely on the disk."""
        self._names: dict[str, _File] = {path: _File(bytearray(raw)) for path, raw in start.items()}
        self._safe: dict[str, _File | None] = dict(self._names)
        self._safe.update(dict.fromkeys(folders))
        self._pending: dict[str, list[_Naming]] = {}
        self.said = b""

    def apply(self, note: Note) -> None:
        """Let one noted operation happen."""
        match note.operation:
            case Operation.CREATED:
                self._name(_Naming(note.path, _File()))
            case Operation.WRITTEN if note.path in self._names:
                self._names[note.path].since.append((note.offset, note.data))
            case Operation.LENGTH_SET if note.path in self._names:
                self._names[note.path].since.append((note.offset, None))
            case Operation.FLUSHED:
                self._flush(note.path)
            case Operation.REMOVED | Operation.FOLDER_REMOVED:
                self._name(_Naming(note.path, None))
            case Operation.RENAMED:
                self._rename(note.path, note.data.decode())
            case Operation.FOLDER_MADE:
                self._name(_Naming(note.path, None, folder=True))
            case Operation.SAID:
                self.said += note.data

    def _name(self, naming: _Naming) -> None:
        if naming.file is not None:
            self._names[naming.name] = naming.file
        else:
            self._names.pop(naming.name, None)
        self._pending.setdefault(_folder_of(naming.name), []).append(naming)

    def _rename(self, source: str, target: str) -> None:
        moved = self._names.get(source)
        if moved is None:
            raise ValueError("the model knows renames of files only")
        self._name(_Naming(target, moved))
        self._name(_Naming(source, None))

    def _flush(self, path: str) -> None:
        file = self._names.get(path)
        if file is None:
            for naming in self._pending.pop(path, []):
                self._make_safe(naming)
            return
        for change in file.since:
            _write(file.flushed, *change)
        file.since.clear()
        waiting = self._pending.get(_folder_of(path), [])
        own = max((place for place, naming in enumerate(waiting) if naming.file is file), default=-1)
        for naming in waiting[: own + 1]:
            self._make_safe(naming)
        del waiting[: own + 1]

    def _make_safe(self, naming: _Naming) -> None:
        _settle(self._safe, naming)

    def after_power_cut(self, chance: Random) -> tuple[dict[str, bytes], set[str]]:
        """Files and folders as they might be found: any one of the many ways."""
        names = dict(self._safe)
        for waiting in self._pending.values():
            for naming in waiting[: chance.randint(0, len(waiting))]:
                _settle(names, naming)
        style = chance.choice(["nothing", "everything", "beginning", "sectors"])
        files = {path: _survived(file, style, chance) for path, file in names.items() if file is not None}
        folders = {path for path, file in names.items() if file is None}
        reachable = {path: raw for path, raw in files.items() if _folders_stand(path, folders)}
        return reachable, {path for path in folders if _folders_stand(path, folders)}


def _settle(names: dict[str, _File | None], naming: _Naming) -> None:
    if naming.file is not None or naming.folder:
        names[naming.name] = naming.file
    else:
        names.pop(naming.name, None)


def _folder_of(path: str) -> str:
    return PurePosixPath(path).parent.as_posix()


def _folders_stand(path: str, folders: set[str]) -> bool:
    return all(
        parent.as_posix() in folders or parent.as_posix() == "." for parent in PurePosixPath(path).parents
    )


def _survived(file: _File, style: str, chance: Random) -> bytes:
    found = bytearray(file.flushed)
    for change in _surviving(file.since, style, chance):
        _write(found, *change)
    return bytes(found)


def _surviving(
    since: list[tuple[int, bytes | None]], style: str, chance: Random
) -> list[tuple[int, bytes | None]]:
    if style == "nothing":
        return []
    if style == "everything":
        return since
    if style == "beginning":
        return since[: chance.randint(0, len(since))]
    kept: list[tuple[int, bytes | None]] = []
    for offset, data in since:
        if data is None:
            kept += [(offset, None)] if chance.random() < 0.5 else []
            continue
        for start in range(0, len(data), SECTOR):
            if chance.random() < 0.5:
                kept.append((offset + start, data[start : start + SECTOR]))
    return kept


def _write(content: bytearray, offset: int, data: bytes | None) -> None:
    end = offset if data is None else offset + len(data)
    if data is None:
        del content[offset:]
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if data is not None:
        content[offset:end] = data
