"""What the operating system can refuse, in words for people, mapped once from its error numbers."""

import errno

from safeguard_app.domain.errors import KnownProblem

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_WINDOWS_DISK_FULL = {39, 112}
_WINDOWS_NAME_TOO_LONG = {206}


class DiskFull(KnownProblem):
    """No room left where the log is kept."""

    code = "disk_full"
    sentence = "The disk is full, so this was not saved. What you typed is still on the screen."
    next_step = "Free some space, or save a copy to another disk, then save again."


class ReadOnlyFolder(KnownProblem):
    """The folder may be read but not written."""

    code = "read_only_folder"
    sentence = "The folder of this log cannot be written to. Nothing was changed."
    next_step = (
        "Ask IT support to give your account write access to the folder, or copy the log to this computer."
    )


class FileGone(KnownProblem):
    """A file or a whole disk that was there is not there any more."""

    code = "file_gone"
    sentence = "A file is no longer where it was. Nothing was changed."
    next_step = "Check that the disk or stick is still connected, then try again."


class InTheCloud(KnownProblem):
    """A file of which only the name is on this computer: reading it would have the system fetch it."""

    code = "in_the_cloud"
    sentence = (
        "This file is kept in the cloud (OneDrive, iCloud or another) and is not on this computer, so it was not read."
        " This program never uses the network. Nothing was changed."
    )
    next_step = (
        "Right-click it in its folder and choose 'Always keep on this device' (on a Mac 'Download Now'). Wait until"
        " it is there, then add it again."
    )


class NameTooLong(KnownProblem):
    """A file system ends names after some 255 letters."""

    code = "name_too_long"
    sentence = "The name of this file or folder is too long for this computer. Nothing was changed."
    next_step = "Choose a shorter name."


class MayNotLook(KnownProblem):
    """The folder around something may not be looked into, so nobody can say whether it is there."""

    code = "may_not_look"
    sentence = "Your account on this computer may not look into that folder. Nothing was changed."
    next_step = "Choose another folder, or ask IT support to give your account access to it."


class DiskFault(KnownProblem):
    """Reading or writing failed for another reason."""

    code = "disk_fault"
    sentence = "The disk reported a fault, so this was not saved. What you typed is still on the screen."
    next_step = (
        "Try again. If it happens again, make a backup to another disk and ask IT support to check this one."
    )


def problem_for(error: OSError) -> KnownProblem:
    """The problem that an operating-system error amounts to. Never carries the path, which may hold a name."""
    if error.errno in _FULL or getattr(error, "winerror", None) in _WINDOWS_DISK_FULL:
        return DiskFull()
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return ReadOnlyFolder()
    if error.errno in {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ESTALE}:
        return FileGone()
    if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) in _WINDOWS_NAME_TOO_LONG:
        return NameTooLong()
    return DiskFault()
