"""What can be wrong with a log, each with its own message. Wrong passphrase, damage and an older copy never mix."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.system.problems import DiskFault, DiskFull


class WrongPassphrase(KnownProblem):
    """The passphrase does not belong to the chosen user. Known for certain: the public key differs."""

    code = "wrong_passphrase"
    sentence = "That is not the passphrase of this user. Nothing was opened or changed."
    next_step = "Check capitals and spaces and try again, or use the recovery key."


class SignsOnly(KnownProblem):
    """A way in that is none: this user's passphrase signs acknowledgements, and no part is sealed to it."""

    code = "signs_only"
    sentence = "This passphrase signs acknowledgements. It opens no part of the log."
    next_step = "Ask whoever opens the log to unlock it, and sign under Declarations."


class WrongRecoveryKey(KnownProblem):
    """The typed recovery key is not this log's, or is mistyped."""

    code = "wrong_recovery_key"
    sentence = "That is not the recovery key of this log. Nothing was opened or changed."
    next_step = (
        "Check each group against the printed sheet. AGE-SECRET-KEY- above the groups may be left out."
    )


class WeakPassphrase(KnownProblem):
    """Judged too easy to guess."""

    code = "weak_passphrase"
    sentence = "That passphrase could be guessed by a computer, so it was not set."
    next_step = "Use five or more unrelated words, or take the suggested one."


class NotALog(KnownProblem):
    """The folder holds no log."""

    code = "not_a_log"
    sentence = "This folder holds no safeguarding log. Nothing was changed."
    next_step = "Choose the folder whose name ends in .safeguard."


class KeyFileDamaged(KnownProblem):
    """``vault.json`` and its copy are both unreadable or fail their checksum."""

    code = "key_file_damaged"
    sentence = "The key file of this log (vault.json) is damaged, and so is its copy. Nothing was changed."
    next_step = "Do not try other passphrases. Restore vault.json from the newest backup, or ask IT support."


class DemoDiffers(KnownProblem):
    """``vault.json`` calls a real log a demo, or a demo a real log: it was changed by hand."""

    code = "demo_differs"
    sentence = (
        "The key file of this log (vault.json) and the log itself do not agree on whether it is a demo, so it was not"
        " opened. Nothing was changed."
    )
    next_step = (
        "Somebody changed vault.json. Keep the folder as it is, put vault.json back from the newest backup, and ask"
        " IT support who could write to this folder."
    )

    @classmethod
    def named(cls, *, demo: bool) -> "DemoDiffers":
        """The same, saying which of the two the log itself is."""
        if demo:
            return cls(
                "The key file (vault.json) calls this a school’s own log, but it was made as a demo, with keys that"
                " are easy to guess. It was not opened, and nothing was changed.",
                "Do not write real records in it. A demo cannot become a real log: make a new one for the school.",
            )
        return cls(
            "The key file (vault.json) calls this log a demo, but it is a school’s own log. It was not opened, and"
            " nothing was changed.",
        )


class SealedKeyDamaged(KnownProblem):
    """A compartment's sealed key does not open although the user is one of its readers."""

    code = "sealed_key_damaged"
    sentence = "The passphrase is right, but a key inside vault.json is damaged. Nothing was changed."
    next_step = "Restore vault.json from the newest backup. Your passphrase is not the problem."


class DatabaseDamaged(KnownProblem):
    """A compartment's database is missing, cut short or damaged."""

    code = "database_damaged"
    sentence = "The passphrase is right, but a database of this log is damaged. Nothing was changed."
    next_step = (
        "Keep the folder as it is and open the newest backup instead. Your passphrase is not the problem."
    )


def part_damaged(path: Path) -> DatabaseDamaged:
    """The same, saying which part of the log it is and whether its file is there at all."""
    part = _PARTS.get(path.stem, "a further part of this log")
    how = "damaged" if path.exists() else "missing"
    return DatabaseDamaged(
        f"The passphrase is right, but {part} ({path.name}) is {how}. Nothing was changed."
    )


_PARTS = {"c1": "the daily log", "c2": "the part about adults who work here"}


class LogTooNew(KnownProblem):
    """Written by a newer version of the program."""

    code = "log_too_new"
    sentence = "This log was last used with a newer version of the program. Nothing was changed."
    next_step = "Install the newer version on this computer, then open the log again."


class CipherMissing(KnownProblem):
    """The database library is not the encrypting one, or is too old."""

    code = "cipher_missing"
    sentence = "This installation cannot encrypt safely, so it will not open a log. Nothing was changed."
    next_step = "Install the program again from the original installer."


class NoRoomToOpen(DiskFull):
    """The disk is full when the log is to be opened: nothing has been typed yet but a passphrase."""

    code = "no_room_to_open"
    sentence = "The disk that holds this log is full, so the log was not opened. Everything in it was kept."
    next_step = "Free some space on that disk, then unlock again."


class DiskFaultAtOpening(DiskFault):
    """Reading or writing failed for another reason while the log was opened."""

    code = "disk_fault_at_opening"
    sentence = "The disk reported a fault, so the log was not opened. Nothing was written to its records."
    next_step = (
        "Unlock again. If it happens again, leave the folder as it is, ask IT support to check the disk, and restore"
        " the newest backup to another one."
    )


@contextlib.contextmanager
def while_opening() -> Iterator[None]:
    """What the disk refuses while a log is opened, in words of its own: there is nothing on the screen to save."""
    try:
        yield
    except (NoRoomToOpen, DiskFaultAtOpening):
        raise
    except DiskFull:
        raise NoRoomToOpen from None
    except DiskFault:
        raise DiskFaultAtOpening from None


class OtherLogExists(KnownProblem):
    """There is a log already where a new one was to be made."""

    code = "log_exists"
    sentence = "There is already a log in this folder, so no new one was made."
    next_step = "Open the existing log, or choose another folder."


class EvidenceDamaged(KnownProblem):
    """A stored evidence file or document is missing or does not match its recorded hash."""

    code = "evidence_damaged"
    sentence = "A stored file is missing or has been damaged since it was sealed. The record itself is safe."
    next_step = "Take the file from the newest backup. Run 'Check now' on the Audit page to see which others."


class SourceChanged(KnownProblem):
    """A file changed, shrank or vanished while it was being read in."""

    code = "source_changed"
    sentence = "The file changed while it was being read, so it was not kept. Nothing was changed."
    next_step = "Close the program that is using the file, then add it again."


class NotAReadableFile(KnownProblem):
    """A folder, a device, an empty file or one this account may not read was offered as evidence."""

    code = "not_a_readable_file"
    sentence = "This is not a file that can be kept as evidence. Nothing was changed."
    next_step = "Choose a picture or document file that is not empty."


class StaleVersion(KnownProblem):
    """Someone corrected the record since it was opened."""

    code = "stale_version"
    sentence = "This record was corrected since you opened it, so your correction was not saved over it."
    next_step = "Open the record again and make your change to the newest version. Your text is still here."


class NoKey(KnownProblem):
    """The record lives in a compartment this user holds no key for."""

    code = "no_key"
    sentence = "Your key does not open this part of the log."
    next_step = "Hand the concern in: it is sealed to those who may read it."


class NotEnoughMemory(KnownProblem):
    """Stretching a passphrase needs more memory than this computer can give just now."""

    code = "not_enough_memory"
    sentence = "This computer has too little free memory to open the log just now. Nothing was changed."
    next_step = "Close other programs, then try again."


class RecoveryKeyNeeded(KnownProblem):
    """A change of users needs a compartment that nobody at this computer can open."""

    code = "recovery_key_needed"
    sentence = (
        "Part of the log that this change concerns opens with none of the keys here. Nothing was changed."
    )
    next_step = "Take the recovery key from where it is kept and type it in, then try again."


class RecoveryKeyBehind(KnownProblem):
    """The recovery key is right, and part of what is needed is still sealed to the one before."""

    code = "recovery_key_behind"
    sentence = (
        "The recovery key is right, but part of what this user reads is still sealed to the one before. Nothing was"
        " changed."
    )
    next_step = (
        "Somebody who reads that part opens the log and takes the new key over in Settings. Or a new recovery key is"
        " made once more, with the one before typed in as well."
    )


class UserUnknown(KnownProblem):
    """The user was never in this log, or has been removed."""

    code = "user_unknown"
    sentence = "This user cannot open this log any more. Nothing was changed."
    next_step = "Choose another user, or ask the lead to add this one again."


class NotYourself(KnownProblem):
    """A user tried to remove themselves: somebody has to be left who can open the log."""

    code = "not_yourself"
    sentence = "You cannot remove yourself. Nothing was changed."
    next_step = "Ask another user to do it when they are signed in."


class LabelTaken(KnownProblem):
    """Two lines of the unlock page would read the same."""

    code = "label_taken"
    sentence = "Another user already has this label on the unlock page. Nothing was changed."
    next_step = "Add a number or a word, such as “Deputy 2”."


class DraftUnreadable(KnownProblem):
    """A draft sealed to an identity that is no longer in use, or damaged."""

    code = "draft_unreadable"
    sentence = "This draft cannot be opened with your present key. It was left as it is."
    next_step = (
        "A draft from before a recovery opens with the old passphrase only. Write it again if it is gone."
    )


class HandInTooLarge(KnownProblem):
    """More words than can be handed in at once."""

    code = "hand_in_too_large"
    sentence = "The concern is too long to be handed in as one, so nothing was handed in."
    next_step = "Hand it in as two concerns, and say in each that there is another."


class BackupInsideLog(KnownProblem):
    """The backup would lie inside the log it is of."""

    code = "backup_inside_log"
    sentence = "A backup cannot be kept inside the log itself. Nothing was changed."
    next_step = "Choose a stick or another disk."


class BackupNotMade(KnownProblem):
    """A backup was not finished, or did not compare. ``cause`` is the code of what stood in the way."""

    code = "backup_not_made"
    sentence = "The backup could not be finished, so it does not count. Earlier backups there are untouched."
    next_step = "Check the stick or disk, then make the backup again, if need be to another one."

    def __init__(self, cause: str, sentence: str | None = None, next_step: str | None = None) -> None:
        """Name what stood in the way."""
        self.cause = cause
        super().__init__(sentence, next_step)


class NotABackup(KnownProblem):
    """The folder holds no finished backup."""

    code = "not_a_backup"
    sentence = "This folder holds no finished backup of a safeguarding log."
    next_step = "Choose the folder whose name ends in .safeguard-backup, or the disk it lies on."


class LongWorkUnderWay(KnownProblem):
    """Keys would change, or a record move to another part, while a backup or a check goes through the log."""

    code = "long_work_under_way"
    sentence = "A backup or a check of the log is under way, so this has to wait. Nothing was changed."
    next_step = "Wait until it is done, or stop it on Today or on the Audit page, then try again."
