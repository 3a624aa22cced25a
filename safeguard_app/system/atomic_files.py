"""The only way this program writes a file: whole or not at all.

A temporary file in the same folder, private to this account, flushed to the disk, then renamed over the old one, then
the folder flushed too. Windows refuses a rename while a scanner or a backup holds the file open, so it is retried for
two and a half seconds before the user is told.
"""

import contextlib
import errno
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from safeguard_app.system.problems import MayNotLook, problem_for

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
TEMPORARY_SUFFIX = ".tmp"
ASIDE_SUFFIX = ".before"
"""What an older file is called for the moment in which several new ones get their names."""
_RETRY_SECONDS = 2.5
_SHARING_VIOLATIONS = {5, 32, 33}
_NO_FOLDER_FLUSH = {errno.EINVAL, errno.ENOTSUP}
"""What file systems of sticks and cards answer when they cannot flush a folder by itself."""


def is_there(path: Path) -> bool:
    """Whether something stands at ``path``. Raises NameTooLong or MayNotLook where the system does not say."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except PermissionError:
        raise MayNotLook from None
    except OSError as error:
        raise problem_for(error) from None
    return True


def make_private_folder(folder: Path) -> None:
    """Create ``folder`` (and its parents), durably and for this account only. An existing one is left as it is."""
    missing = [one for one in (folder, *folder.parents) if not is_there(one)]
    try:
        for one in reversed(missing):  # in one call, parents would get the system's own looser mode
            one.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            flush_folder(one.parent)  # or a power cut could take the folder with all that is in it
        if not folder.is_dir():
            raise NotADirectoryError
    except OSError as error:
        raise problem_for(error) from None


def flush_folder(folder: Path) -> None:
    """Make renames in ``folder`` durable. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_FLUSH:
            raise
    finally:
        os.close(descriptor)


def replace(source: Path, target: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """Rename ``source`` over ``target``, waiting out a scanner that holds it open (Windows errors 5, 32, 33)."""
    waited, step = 0.0, 0.05
    while True:
        try:
            source.replace(target)
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in _SHARING_VIOLATIONS or waited >= _RETRY_SECONDS:
                raise
        pause(step)
        waited += step
        step = min(step * 2, 0.5)


@contextmanager
def whole_file(target: Path, *, overwrite: bool = True, for_good: bool = True) -> Iterator[BinaryIO]:
    """Write to the yielded stream; ``target`` appears, complete and durable, when the block ends without an error.

    Without ``overwrite`` an existing target is never replaced, whoever made it and whenever: its name is reserved in
    one step that fails where the name is taken (a hard link would do the same, but sticks have none). Raises a
    :class:`~safeguard_app.domain.errors.KnownProblem` for a full disk and the like; the target is then as it
    was and no part of the new content is left behind. Only where the folder cannot be flushed is the target there, new
    and whole, and may be gone after a power cut: that is an error too, unless ``for_good`` is False.
    """
    temporary = _beside(target)
    try:
        with _opened_private(temporary) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if overwrite:
            replace(temporary, target)
        else:
            _replace_reserved(temporary, target)
        with contextlib.nullcontext() if for_good else contextlib.suppress(OSError):
            flush_folder(target.parent)
    except OSError as error:
        _drop(temporary)
        raise problem_for(error) from None
    except BaseException:
        _drop(temporary)
        raise


def write_whole(target: Path, content: bytes, *, for_good: bool = True) -> None:
    """Write ``content`` as the whole of ``target``, atomically. ``for_good`` is as in :func:`whole_file`."""
    with whole_file(target, for_good=for_good) as stream:
        stream.write(content)


def write_all(files: Sequence[tuple[Path, bytes]], noted: Callable[[], None]) -> None:
    """Write several files or none: each lies whole beside its place before the first gets its name.

    ``noted`` is called between, once all of them lie there. What stood at a place before is set aside until all of them
    have their names; where one cannot get its name, everything stands as it did. For content that anybody may find
    begun: it is protected. Raises as :func:`whole_file` does; that a folder could not be flushed at the end is no error
    here, as every file is there by then.

    After a power cut nothing that stood there before is lost: until the new files have their names for good, it lies at
    its place, or beside it as ``NAME.….before``, and what is new as ``NAME.….tmp``.
    """
    taken = [_beside(target) for target, _ in files]
    named: list[Path] = []
    asides: list[tuple[Path, Path]] = []
    try:
        for place, (_, content) in zip(taken, files, strict=True):
            with _opened_private(place) as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        noted()
        for place, (target, _) in zip(taken, files, strict=True):
            aside = _set_aside(target)
            if aside is not None:
                asides.append((target, aside))
            replace(place, target)
            named.append(target)
    except BaseException as error:
        for one in (*taken, *named):
            _drop(one)
        _put_back(asides)
        if isinstance(error, OSError):
            raise problem_for(error) from None
        raise
    for folder in dict.fromkeys(target.parent for target, _ in files):
        with contextlib.suppress(OSError):
            flush_folder(folder)
    for _, aside in asides:
        _drop(aside)


def _set_aside(target: Path) -> Path | None:
    """Give what stands at ``target`` another name, for good before anything takes its own; None where nothing does."""
    if not os.path.lexists(target):
        return None
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder")
    aside = _beside(target, ASIDE_SUFFIX)
    replace(target, aside)
    with contextlib.suppress(OSError):
        flush_folder(target.parent)
    return aside


def _put_back(asides: Sequence[tuple[Path, Path]]) -> None:
    """What was set aside at its place again. Where the disk refuses that, it lies beside its place and is not lost."""
    for target, aside in asides:
        with contextlib.suppress(OSError):
            replace(aside, target)


def _replace_reserved(temporary: Path, target: Path) -> None:
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
    try:
        replace(temporary, target)
    except OSError:
        _drop(target)
        raise


def _beside(target: Path, ending: str = TEMPORARY_SUFFIX) -> Path:
    return target.with_name(f"{target.name}.{secrets.token_hex(4)}{ending}")


def _drop(temporary: Path) -> None:
    """Remove what was begun; a disk that is gone or refuses must not hide why."""
    with contextlib.suppress(OSError):
        temporary.unlink(missing_ok=True)


@contextmanager
def _opened_private(path: Path) -> Iterator[BinaryIO]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, PRIVATE_FILE), "wb") as stream:
        yield stream
